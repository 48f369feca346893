/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "commands/command.h"
#include "results/results.h"
#include "study/replicate.h"
#include "study/trouble.h"

/* cartsim trace: one replication is simulated as `run` does it, and one of its patients followed. */

/* As wide as "4294967295". */
enum { DIGITS_MAX = 10 };

static int complain(const char *text)
{
    fprintf(stderr, "cartsim trace: %s\n", text);
    return EXIT_WRONG;
}

static int no_class(const struct model *model, const char *name)
{
    char message[400];
    const char *names[CLASSES_MAX];
    for (int i = 0; i < model->class_count; i++)
        names[i] = model->classes[i].name;
    const char *near = nearest_name(name, names, (size_t)model->class_count);
    snprintf(message, sizeof message, "--patient: the scenario has no class '%.100s'%s%s%s", name,
             near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
    return complain(message);
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
static int read_patient(const char *id, const struct model *model, struct story *story)
{
    char name[128] = "";
    const char *digits = number_in(id);
    if (!digits)
        return complain("--patient: expected a number from 1 on, or an id as in patients.csv (b_all-17)");
    story->number = (uint32_t)strtoull(digits, NULL, 10);
    if (digits == id)
        return EXIT_FINE;
    snprintf(name, sizeof name, "%.*s", (int)(digits - id - 1), id);
    for (int i = 0; i < model->class_count; i++)
        if (strcmp(model->classes[i].name, name) == 0) {
            story->class_index = i;
            return EXIT_FINE;
        }
    return no_class(model, name);
}

/* The rows of the trace are its story's; figures are not made. */
static bool take(void *context, const struct observation *seen)
{
    (void)context;
    (void)seen;
    return true;
}

static int trouble(const struct model *model, const struct replicate_outcome *outcome)
{
    char words[2000];
    if (outcome->result == SIMULATION_STOPPED)
        return EXIT_INTERRUPTED;
    trouble_words(model, outcome, words, sizeof words);
    fprintf(stderr, "cartsim trace: replication %u: %s.\n", outcome->replication + 1, words);
    return EXIT_RUN_FAILED;
}

static int nobody(const struct model *model, const struct story *story, uint32_t replication)
{
    char message[400];
    snprintf(message, sizeof message,
             "--patient: there is no %s-%" PRIu32 "; replication %" PRIu32 " has %" PRIu64
             " of that class, from 1 on",
             model->classes[story->class_index].name, story->number, replication, story->referred);
    return complain(message);
}

static int show(const struct model *model, const struct story *story, bool as_json, uint32_t replication)
{
    if (as_json) {
        char *json = results_story_json(model, story);
        if (json) {
            fputs(json, stdout);
            free(json);
            return EXIT_FINE;
        }
    } else if (results_story(stdout, model, story, model->run.seed, replication) || ferror(stdout))
        return EXIT_FINE; /* what did not reach standard output is looked at by main */
    fputs("cartsim trace: out of memory\n", stderr);
    return EXIT_RUN_FAILED;
}

static int follow(const struct options *options, struct model *model, struct story *story)
{
    uint32_t replication = options->replication == NONE ? 1 : (uint32_t)options->replication;
    if (options->seed != NONE)
        model->run.seed = (uint64_t)options->seed;
    struct replicate_job job = {.model = model,
                                .seed = model->run.seed,
                                .first = replication - 1,
                                .count = 1,
                                .threads = 1,
                                .story = story,
                                .stop = &interrupted,
                                .take = take};
    struct replicate_outcome outcome = replicate(&job);
    if (outcome.result != SIMULATION_DONE)
        return trouble(model, &outcome);
    return story->found ? show(model, story, options->json, replication) : nobody(model, story, replication);
}

int command_trace(const struct options *options)
{
    struct scenario *scenario;
    struct model *model;
    struct story story = {0};
    size_t warnings;
    if (!options->patient)
        return complain("which patient? Say --patient N, or an id as in patients.csv (--patient b_all-17)");
    int code = load(options, &scenario, &model, &warnings);
    if (code != EXIT_FINE)
        return code;
    interrupt_catch();
    code = read_patient(options->patient, model, &story);
    code = code ? code : follow(options, model, &story);
    story_free(&story);
    model_free(model);
    scenario_free(scenario);
    return code;
}
