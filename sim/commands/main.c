/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "commands/command.h"
#include "study/ranks.h"

const struct command commands[] = {
    {"run", "SCENARIO [OPTION]...", "simulate a scenario, print the summary, write the results",
     "  -o DIR             write the results there (default: results/NAME)\n"
     "  -n REPLICATIONS    so many of them (default: as the scenario says); or --reps\n"
     "  -s SEED            the seed (default: as the scenario says)\n"
     "  -j THREADS         so many threads (default: one a core); the results are the same\n"
     "  --set PATH=VALUE   change a value, e.g. --set resources.ward_bed.capacity=5\n"
     "  --patients         write patients.csv, one row a patient\n"
     "  --events           write events.csv, one row an event\n"
     "  --json             print metrics.json to standard output instead of the summary\n"
     "  --precision F=W    until figure F is within W, e.g. vein_to_vein.p50=0.5d; more may be named\n"
     "  --max-reps N       but at most so many replications (default: 10000)\n"
     "  --keep             keep what each replication saw, so that the results can be extended\n"
     "  --extend DIR       add replications to the results in DIR, up to -n, without redoing them\n"
     "  --gate             exit 3 if a target is missed, 4 if one is undecided\n"
     "  --quiet            print nothing but warnings and errors\n"
     "  --help             this help\n",
     "onsjSPEJGKxQXqh", 1, command_run, false},
    {"compare", "A B... | A --vary PATH=VALUES [OPTION]...",
     "what is lower or higher in other scenarios, and how sure that is",
     "  --vary PATH=VALUES compare A with itself at these values, e.g. resources.ward_bed.capacity=5,6\n"
     "  --measure FIGURE   only this figure, e.g. vein_to_vein.p50; the fewer, the sharper\n"
     "  --patient N        lay this patient's two stories beside each other, day by day\n"
     "  --replication R    of this replication (default: 1)\n"
     "  -o DIR             write compare.json there (default: results/NAME-compare)\n"
     "  -n REPLICATIONS    so many of each (default: as A says)\n"
     "  --precision F=W    until the differences of figure F are within W, e.g. vein_to_vein.p50=0.5d\n"
     "  --max-reps N       but at most so many replications (default: 10000)\n"
     "  -s SEED            the seed (default: as A says)\n"
     "  -j THREADS         so many threads (default: one a core); the results are the same\n"
     "  --set PATH=VALUE   change a value in all of them first\n"
     "  --json             print compare.json to standard output instead of the tables\n"
     "  --quiet            print only the answer\n"
     "  --help             this help\n",
     "VMprSonsjQXJqh", ANY_WORDS, command_compare, true},
    {"sweep", "SCENARIO --vary PATH=VALUES [OPTION]...",
     "figures at every combination of values, as a picture, CSV and JSON",
     "  --vary PATH=VALUES the values of one key, e.g. resources.ward_bed.capacity=2..8; may be given again\n"
     "  --measure FIGURE   only this figure, e.g. vein_to_vein.p90; the fewer, the sharper\n"
     "  -o DIR             write sweep.csv and sweep.json there (default: results/NAME-sweep)\n"
     "  -n REPLICATIONS    so many of each point (default: as the scenario says)\n"
     "  --precision F=W    until figure F is everywhere within W, e.g. vein_to_vein.p50=0.5d\n"
     "  --max-reps N       but at most so many replications (default: 10000)\n"
     "  -s SEED            the seed (default: as the scenario says)\n"
     "  -j THREADS         so many threads (default: one a core); the results are the same\n"
     "  --set PATH=VALUE   change a value at all points first\n"
     "  --json             print sweep.json to standard output instead of the pictures\n"
     "  --quiet            print only the answer\n"
     "  --help             this help\n",
     "VMonsjSQXJqh", 1, command_sweep, true},
    {"plan", "SCENARIO --range PATH=VALUES... [OPTION]...",
     "the cheapest capacity that meets all targets, and how sure that is",
     "  --range PATH=VALUES    the values that come into question, e.g. resources.ward_bed.capacity=2..10;\n"
     "                         of several keys, all combinations\n"
     "  --minimise WHAT        cost, a figure, or keys of --range: 2*resources.icu_bed.capacity+...\n"
     "                         (default: cost if the scenario has costs, else the sum of the keys)\n"
     "  --confidence C         the answer is right with this probability (default: 95%)\n"
     "  --tolerance T          so far beyond its goal a target is met for sure (default: 2%)\n"
     "  --indifference X       costs that differ by less are alike, in their unit or as a share (default: "
     "1%)\n"
     "  --max-reps N           at most so many replications of a candidate (default: 10000)\n"
     "  -o DIR                 write plan.json there (default: results/NAME-plan)\n"
     "  -s SEED                the seed (default: as the scenario says)\n"
     "  -j THREADS             so many threads (default: one a core); the results are the same\n"
     "  --set PATH=VALUE       change a value in all of them first\n"
     "  --json                 print plan.json to standard output instead of the tables\n"
     "  --quiet                print only the answer\n"
     "  --help                 this help\n",
     "RmCTIXosjSJqh", 1, command_plan, true},
    {"bottleneck", "SCENARIO [OPTION]...",
     "what a little more of each thing would be worth, and which losses capacity could prevent",
     "  --measure FIGURE   to this figure, e.g. vein_to_vein.p90 (default: referral_to_infusion.p90)\n"
     "  -o DIR             write bottleneck.json there (default: results/NAME-bottleneck)\n"
     "  -n REPLICATIONS    so many of each change (default: as the scenario says)\n"
     "  -s SEED            the seed (default: as the scenario says)\n"
     "  -j THREADS         so many threads (default: one a core); the results are the same\n"
     "  --set PATH=VALUE   change a value first\n"
     "  --json             print bottleneck.json to standard output instead of the tables\n"
     "  --quiet            print only the answer\n"
     "  --help             this help\n",
     "MonsjSJqh", 1, command_bottleneck, true},
    {"warmup", "SCENARIO [OPTION]...", "propose how much of the beginning to leave out, by MSER-5",
     "  --measure NUMBER   only of this: patients, resources.NAME.in_use, resources.NAME.queue\n"
     "  -n REPLICATIONS    so many of them (default: as the scenario says)\n"
     "  -s SEED            the seed (default: as the scenario says)\n"
     "  -j THREADS         so many threads (default: one a core); the results are the same\n"
     "  --set PATH=VALUE   change a value first\n"
     "  --json             print JSON, with the numbers of each day\n"
     "  --help             this help\n",
     "MnsjSJh", 1, command_warmup, false},
    {"sensitivity", "SCENARIO [OPTION]...", "which uncertain numbers matter, and how much",
     "  --method METHOD    tornado (the default): each number at both ends of its range\n"
     "                     morris: which numbers matter at all, where there are many\n"
     "                     sobol: each number's share of the variance, alone and with others\n"
     "                     psa: drawn from the evidence; the share of the variance by grade\n"
     "  --measure FIGURE   of this figure, e.g. vein_to_vein.p50 (default: vein_to_vein.mean)\n"
     "  --draws N          trajectories of morris (default: 10), draws of sobol (100) and psa (200)\n"
     "  -o DIR             write sensitivity.json there (default: results/NAME-sensitivity)\n"
     "  -n REPLICATIONS    so many of each point (default: tornado as the scenario says, others 20)\n"
     "  -s SEED            the seed (default: as the scenario says)\n"
     "  -j THREADS         so many threads (default: one a core); the results are the same\n"
     "  --set PATH=VALUE   change a value first\n"
     "  --json             print sensitivity.json to standard output instead of the tables\n"
     "  --quiet            print only the answer\n"
     "  --help             this help\n",
     "AWMonsjSJqh", 1, command_sensitivity, true},
    {"check", "SCENARIO [OPTION]...", "say everything that is wrong with a scenario",
     "  --set PATH=VALUE   change a value before checking\n"
     "  --quiet            print nothing but warnings and errors\n"
     "  --help             this help\n",
     "Sqh", 1, command_check, false},
    {"show", "SCENARIO [OPTION]...", "print a scenario as it is after extends and --set",
     "  -o FILE            write it there instead\n"
     "  --set PATH=VALUE   change a value before\n"
     "  --defaults         add what was not written\n"
     "  --help             this help\n",
     "oSDh", 1, command_show, false},
    {"diff", "A B [OPTION]...", "print what differs between two scenarios in meaning",
     "  --set PATH=VALUE   change a value of B before\n"
     "  --quiet            print nothing, only set the exit code\n"
     "  --help             this help\n",
     "Sqh", 2, command_diff, false},
    {"trace", "SCENARIO --patient N [OPTION]...", "tell the story of one patient, dated, in sentences",
     "  --patient N        the N-th patient of the first class, or an id as in patients.csv: b_all-17\n"
     "  --replication R    of this replication (default: 1)\n"
     "  -s SEED            the seed (default: as the scenario says)\n"
     "  --set PATH=VALUE   change a value first\n"
     "  --json             print a list of events instead of sentences\n"
     "  --help             this help\n",
     "prsSJh", 1, command_trace, false},
    {"draw", "SCENARIO [OPTION]...", "draw the pathways as SVG, on pages of A4",
     "  -o FILE            write the drawing there (default: to standard output)\n"
     "  --set PATH=VALUE   change a value before drawing\n"
     "  --help             this help\n",
     "oSh", 1, command_draw, false},
    {"describe", "SCENARIO [OPTION]...", "say in words what a scenario is, for a report or a reviewer",
     "  --checklist stress the 24 items of STRESS-DES, with what is not stated and a score\n"
     "  -o FILE            write it there (default: to standard output)\n"
     "  --set PATH=VALUE   change a value before\n"
     "  --json             print JSON instead of Markdown\n"
     "  --help             this help\n",
     "HoSJh", 1, command_describe, false},
    {"schema", "[OPTION]...", "print the JSON Schema of the scenario format, for editors",
     "  --help             this help\n", "h", 0, command_schema, false},
    {"explain", "[CODE]...", "say more about the code of an error or warning; without one, list them all",
     "  --help             this help\n", "h", ANY_WORDS, command_explain, false},
    {"verify", "RESULTS [OPTION]...",
     "run the scenario of results anew, and say whether every byte is the same",
     "  -j THREADS         so many threads (default: one a core); the results are the same\n"
     "  --quiet            print nothing, only set the exit code\n"
     "  --help             this help\n",
     "jqh", ANY_WORDS, command_verify, false},
    {"validate", "[OPTION]...", "hold the simulator against theory and publications",
     "  -o DIR             write validation.json and validation.md there (default: results/validation,\n"
     "                     and nothing with --only or --fast)\n"
     "  -s SEED            the seed (default: 1)\n"
     "  -j THREADS         so many threads (default: one a core); the results are the same\n"
     "  --only CASE        only this case, or this group of them\n"
     "  --fast             a sixteenth of the work, which sees errors of 10% instead of 2%\n"
     "  --list             name the cases, run nothing\n"
     "  --json             print validation.json to standard output instead of the tables\n"
     "  --quiet            print only the cases that failed\n"
     "  --help             this help\n",
     "osjOFLJqh", 0, command_validate, false},
};
const size_t command_count = sizeof commands / sizeof *commands;

static void print_command_help(const struct command *command)
{
    printf("Usage: cartsim %s %s\n%c%s.\n\n%s", command->name, command->usage,
           command->summary[0] - 'a' + 'A', command->summary + 1, command->details);
}

static void print_help(void)
{
    printf("cartsim simulates CAR-T centres: waits, beds, losses, and how sure the figures are.\n\n"
           "Usage: cartsim COMMAND ...\n       cartsim --help | --version\n\nCommands:\n");
    for (size_t i = 0; i < command_count; i++)
        printf("  %-11s %s\n", commands[i].name, commands[i].summary);
    for (size_t i = 0; i < command_count; i++) {
        printf("\ncartsim %s %s\n%s", commands[i].name, commands[i].usage, commands[i].details);
    }
    printf("\nExit codes: 0 fine, 1 the run failed, diff or verify found something, 2 wrong use or a wrong "
           "scenario,\n"
           "3 a target is missed or a case of validate failed, 4 targets are not decided, 5 files that can't "
           "be\n"
           "read or written, 130 interrupted.\n");
}

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < command_count; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

static int unknown_command(const char *name)
{
    const char *names[sizeof commands / sizeof *commands];
    for (size_t i = 0; i < command_count; i++)
        names[i] = commands[i].name;
    const char *near = nearest_name(name, names, command_count);
    fprintf(stderr, "cartsim: there is no command '%s'%s%s%s\nTry 'cartsim --help'.\n", name,
            near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
    return EXIT_WRONG;
}

static int run_command(const struct command *command, int count, char **words)
{
    struct options options;
    int code = options_read(command, count, words, &options);
    if (code == EXIT_FINE && options.help)
        print_command_help(command);
    else if (code == EXIT_FINE)
        code = command->run(&options);
    options_free(&options);
    return code;
}

/* A pipe that was closed ends the program before this; a full disk behind standard output does not. */
static int printed_all(int code)
{
    bool fine = !ferror(stdout);
    if (fflush(stdout) == 0 && fine)
        return code;
    fprintf(stderr, "cartsim: can't write to standard output: %s.\n", strerror(errno));
    return code == EXIT_FINE ? EXIT_FILES : code;
}

static int follow(int count, char **words)
{
    if (count < 2) {
        fprintf(
            stderr,
            "cartsim: which command? Try 'cartsim --help', or 'cartsim run scenarios/seed-centre.yaml'.\n");
        return EXIT_WRONG;
    }
    if (strcmp(words[1], "--version") == 0) {
        printf("cartsim %s\n", CARTSIM_VERSION);
        return EXIT_FINE;
    }
    if (strcmp(words[1], "--help") == 0 || strcmp(words[1], "-h") == 0) {
        print_help();
        return EXIT_FINE;
    }
    const struct command *command = find_command(words[1]);
    if (command && ranks_own() > 0 && !command->by_ranks)
        return EXIT_SERVED;
    return command ? run_command(command, count - 1, words + 1) : unknown_command(words[1]);
}

/* All ranks read the scenarios and find the same faults: one of them says so. */
static void be_quiet(void)
{
    if (!freopen("/dev/null", "w", stdout) || !freopen("/dev/null", "w", stderr))
        exit(EXIT_FILES);
}

int main(int count, char **words)
{
    ranks_begin(&count, &words);
    if (ranks_own() > 0)
        be_quiet();
    law_library_quiet();
    int code = printed_all(follow(count, words));
    ranks_end();
    return code == EXIT_SERVED ? EXIT_FINE : code;
}
