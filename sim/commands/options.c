/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands/command.h"
#include "study/ranks.h"

enum { THREADS_MAX = 1024, FOLDER_MAX = 4000 };

static const struct option LONG[] = {
    {"set", required_argument, NULL, 'S'},
    {"patients", no_argument, NULL, 'P'},
    {"events", no_argument, NULL, 'E'},
    {"json", no_argument, NULL, 'J'},
    {"patient", required_argument, NULL, 'p'},
    {"replication", required_argument, NULL, 'r'},
    {"defaults", no_argument, NULL, 'D'},
    {"quiet", no_argument, NULL, 'q'},
    {"only", required_argument, NULL, 'O'},
    {"fast", no_argument, NULL, 'F'},
    {"list", no_argument, NULL, 'L'},
    {"gate", no_argument, NULL, 'G'},
    {"checklist", required_argument, NULL, 'H'},
    {"vary", required_argument, NULL, 'V'},
    {"measure", required_argument, NULL, 'M'},
    {"method", required_argument, NULL, 'A'},
    {"draws", required_argument, NULL, 'W'},
    {"range", required_argument, NULL, 'R'},
    {"minimise", required_argument, NULL, 'm'},
    {"confidence", required_argument, NULL, 'C'},
    {"tolerance", required_argument, NULL, 'T'},
    {"indifference", required_argument, NULL, 'I'},
    {"max-reps", required_argument, NULL, 'X'},
    {"precision", required_argument, NULL, 'Q'},
    {"keep", no_argument, NULL, 'K'},
    {"extend", required_argument, NULL, 'x'},
    {"reps", required_argument, NULL, 'n'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const char SHORT[] = ":o:n:s:j:h";

/* "-n" or "--set" */
static const char *name_of(int letter, char buffer[32])
{
    snprintf(buffer, 32, "-%c", letter);
    if (strchr(SHORT, letter))
        return buffer;
    for (const struct option *option = LONG; option->name; option++)
        if (option->val == letter)
            snprintf(buffer, 32, "--%s", option->name);
    return buffer;
}

static int complain(const struct command *command, const char *text)
{
    fprintf(stderr, "cartsim %s: %s\nTry 'cartsim %s --help'.\n", command->name, text, command->name);
    return EXIT_WRONG;
}

/* A whole number in [least, most]; 0 or EXIT_WRONG. */
static int read_whole(const struct command *command, int letter, const char *text, int64_t least,
                      int64_t most, int64_t *number)
{
    char *end, message[160], name[32];
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (!errno && end != text && !*end && value >= least && value <= most) {
        *number = value;
        return 0;
    }
    snprintf(message, sizeof message, "%s: expected a whole number from %lld to %lld, got '%.40s'",
             name_of(letter, name), (long long)least, (long long)most, text);
    return complain(command, message);
}

/* "95%" or 0.95, in (0, 1); with `amounts` any number above 0, a share only when written with %. */
static int read_share(const struct command *command, int letter, const char *text, bool amounts,
                      struct amount *amount)
{
    char *end, message[160], name[32];
    double value = strtod(text, &end);
    bool percent = end != text && strcmp(end, "%") == 0, number = end != text && (percent || !*end);
    *amount = (struct amount){percent ? value / 100 : value, percent || !amounts};
    if (number && amount->value > 0 && amount->value < (amount->is_share ? 1 : HUGE_VAL))
        return 0;
    snprintf(message, sizeof message, "%s: expected a share such as %s, got '%.40s'", name_of(letter, name),
             amounts ? "1%, or a cost" : "95% or 0.95", text);
    return complain(command, message);
}

static int read_output(const struct command *command, const char *text, struct options *options)
{
    if (!*text || strlen(text) > FOLDER_MAX)
        return complain(command, *text ? "-o: the name is too long" : "-o: a name, please");
    options->output = text;
    return 0;
}

static int read_option(const struct command *command, int letter, struct options *options)
{
    struct options unused = {.output = NULL};
    int64_t threads = 0;
    switch (letter) {
    case 'o': return read_output(command, optarg, options);
    case 'n': return read_whole(command, letter, optarg, 1, RUN_REPLICATIONS_MAX, &options->replications);
    case 's': return read_whole(command, letter, optarg, 0, INT64_MAX, &options->seed);
    case 'S': options->sets[options->set_count++] = optarg; return 0;
    case 'H': options->checklist = optarg; return 0;
    case 'V': options->varies.texts[options->varies.count++] = optarg; return 0;
    case 'Q': options->precisions.texts[options->precisions.count++] = optarg; return 0;
    case 'M': options->measures.texts[options->measures.count++] = optarg; return 0;
    case 'R': options->ranges.texts[options->ranges.count++] = optarg; return 0;
    case 'm': options->minimise = optarg; return 0;
    case 'C': return read_share(command, letter, optarg, false, &options->confidence);
    case 'T': return read_share(command, letter, optarg, false, &options->tolerance);
    case 'I': return read_share(command, letter, optarg, true, &options->indifference);
    case 'X': return read_whole(command, letter, optarg, 1, RUN_REPLICATIONS_MAX, &options->most);
    case 'A': options->method = optarg; return 0;
    case 'W': return read_whole(command, letter, optarg, 2, 100000, &options->draws);
    case 'p': options->patient = optarg; return 0;
    case 'r': return read_whole(command, letter, optarg, 1, RUN_REPLICATIONS_MAX, &options->replication);
    case 'P': options->patients = true; return 0;
    case 'E': options->events = true; return 0;
    case 'J': options->json = true; return 0;
    case 'D': options->defaults = true; return 0;
    case 'q': options->quiet = true; return 0;
    case 'O': options->only = optarg; return 0;
    case 'F': options->fast = true; return 0;
    case 'L': options->list = true; return 0;
    case 'G': options->gate = true; return 0;
    case 'K': options->keep = true; return 0;
    case 'x': options->extend = optarg; return read_output(command, optarg, &unused);
    case 'h': options->help = true; return 0;
    case 'j':
        if (read_whole(command, letter, optarg, 1, THREADS_MAX, &threads))
            return EXIT_WRONG;
        options->threads = (unsigned)threads;
        return 0;
    default: return EXIT_WRONG;
    }
}

/* getopt names a wrong letter in optopt; a wrong word stands before optind. */
static int refuse(const struct command *command, int letter, const char *word)
{
    char message[160], name[32] = {'-', (char)optopt};
    bool is_word = strncmp(word, "--", 2) == 0;
    if (letter == ':')
        snprintf(message, sizeof message, "'%.60s' needs a value", is_word ? word : name);
    else if (letter == '?' && is_word && optopt && strchr(word, '='))
        snprintf(message, sizeof message, "'%.60s': the option takes no value", word);
    else if (letter == '?')
        snprintf(message, sizeof message, "unknown option '%.60s'", optopt ? name : word);
    else
        snprintf(message, sizeof message, "has no option %s", name_of(letter, name));
    return complain(command, message);
}

static int read_all(const struct command *command, int count, char **words, struct options *options)
{
    int letter;
    opterr = 0;
    optind = 1;
    while ((letter = getopt_long(count, words, SHORT, LONG, NULL)) != -1) {
        if (letter == '?' || letter == ':' || !strchr(command->letters, letter))
            return refuse(command, letter, words[optind - 1]);
        int wrong = read_option(command, letter, options);
        if (wrong)
            return wrong;
    }
    options->words = (const char *const *)words + optind;
    options->word_count = (size_t)(count - optind);
    if (options->help || command->scenarios == ANY_WORDS)
        return 0;
    if (!command->scenarios && optind < count)
        return complain(command, "takes no scenario");
    if (!command->scenarios)
        return 0;
    if (optind == count)
        return complain(command, "which scenario? Give the path of a YAML file");
    if (optind + command->scenarios < count)
        return complain(command, command->scenarios == 1 ? "one scenario at a time, please"
                                                         : "two scenarios at a time, please");
    if (optind + command->scenarios > count)
        return complain(command, "which other scenario? It takes two");
    options->scenario = words[optind];
    options->other = command->scenarios == 2 ? words[optind + 1] : NULL;
    return 0;
}

int options_read(const struct command *command, int count, char **words, struct options *options)
{
    long cores = ranks_count() > 1 ? 1 : sysconf(_SC_NPROCESSORS_ONLN); /* a rank a core is usual */
    *options = (struct options){.replications = NONE,
                                .seed = NONE,
                                .draws = NONE,
                                .replication = NONE,
                                .most = NONE,
                                .threads = cores > 0 ? (unsigned)cores : 1};
    options->sets = calloc((size_t)count + 1, sizeof *options->sets);
    options->varies.texts = calloc((size_t)count + 1, sizeof *options->sets);
    options->measures.texts = calloc((size_t)count + 1, sizeof *options->sets);
    options->ranges.texts = calloc((size_t)count + 1, sizeof *options->sets);
    options->precisions.texts = calloc((size_t)count + 1, sizeof *options->sets);
    if (!options->sets || !options->varies.texts || !options->measures.texts || !options->ranges.texts ||
        !options->precisions.texts)
        return complain(command, "out of memory");
    return read_all(command, count, words, options);
}

void options_free(struct options *options)
{
    free(options->sets);
    free(options->varies.texts);
    free(options->measures.texts);
    free(options->ranges.texts);
    free(options->precisions.texts);
}
