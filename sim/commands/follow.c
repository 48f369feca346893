/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands/follow.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "study/replicate.h"
#include "study/trouble.h"

/* As wide as "4294967295". */
enum { DIGITS_MAX = 10 };

static int complain(const char *command, const char *text)
{
    fprintf(stderr, "cartsim %s: %s\n", command, text);
    return EXIT_WRONG;
}

static int no_class(const char *command, const struct model *model, const char *name)
{
    char message[400];
    const char *names[CLASSES_MAX];
    for (int i = 0; i < model->class_count; i++)
        names[i] = model->classes[i].name;
    const char *near = nearest_name(name, names, (size_t)model->class_count);
    snprintf(message, sizeof message, "--patient: the scenario has no class '%.100s'%s%s%s", name,
             near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
    return complain(command, message);
}

/* The digits at the end; whatever stands before them is the class. NULL: there are no such digits. */
static const char *number_in(const char *id)
{
    const char *end = id + strlen(id), *digits = end;
    while (digits > id && digits[-1] >= '0' && digits[-1] <= '9')
        digits--;
    bool fits = end - digits >= 1 && end - digits <= DIGITS_MAX && strtoull(digits, NULL, 10) <= UINT32_MAX &&
                strtoull(digits, NULL, 10) > 0;
    return fits && (digits == id || (digits[-1] == '-' && digits - 1 > id)) ? digits : NULL;
}

/* "b_all-17", as in patients.csv; "17" is of the first class. 0 or EXIT_WRONG. */
static int read_patient(const char *command, const char *id, const struct model *model, struct story *story)
{
    char name[128] = "";
    const char *digits = number_in(id);
    if (!digits)
        return complain(command,
                        "--patient: expected a number from 1 on, or an id as in patients.csv (b_all-17)");
    story->number = (uint32_t)strtoull(digits, NULL, 10);
    if (digits == id)
        return EXIT_FINE;
    snprintf(name, sizeof name, "%.*s", (int)(digits - id - 1), id);
    for (int i = 0; i < model->class_count; i++)
        if (strcmp(model->classes[i].name, name) == 0) {
            story->class_index = i;
            return EXIT_FINE;
        }
    return no_class(command, model, name);
}

/* The rows of the trace are its story's; figures are not made. */
static bool take(void *context, const struct observation *seen)
{
    (void)context;
    (void)seen;
    return true;
}

static int trouble(const char *command, const struct model *model, const struct replicate_outcome *outcome)
{
    char words[2000];
    if (outcome->result == SIMULATION_STOPPED)
        return EXIT_INTERRUPTED;
    trouble_words(model, outcome, words, sizeof words);
    fprintf(stderr, "cartsim %s: replication %u: %s.\n", command, outcome->replication + 1, words);
    return EXIT_RUN_FAILED;
}

static int nobody(const char *command, const struct model *model, const struct story *story,
                  uint32_t replication)
{
    char message[400];
    snprintf(message, sizeof message,
             "--patient: there is no %s-%" PRIu32 "; replication %" PRIu32 " has %" PRIu64
             " of that class, from 1 on",
             model->classes[story->class_index].name, story->number, replication, story->referred);
    return complain(command, message);
}

uint32_t followed_replication(const struct options *options)
{
    return options->replication == NONE ? 1 : (uint32_t)options->replication;
}

int follow_patient(const char *command, const struct options *options, const struct model *model,
                   struct story *story)
{
    uint32_t replication = followed_replication(options);
    struct replicate_job job = {.model = model,
                                .seed = model->run.seed,
                                .first = replication - 1,
                                .count = 1,
                                .threads = 1,
                                .story = story,
                                .stop = &interrupted,
                                .take = take};
    int code = read_patient(command, options->patient, model, story);
    if (code != EXIT_FINE)
        return code;
    struct replicate_outcome outcome = replicate(&job);
    if (outcome.result != SIMULATION_DONE)
        return trouble(command, model, &outcome);
    return story->found ? EXIT_FINE : nobody(command, model, story, replication);
}
