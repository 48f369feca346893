/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "commands/follow.h"
#include "results/results.h"

/* cartsim trace: one replication is simulated as `run` does it, and one of its patients followed. */

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

int command_trace(const struct options *options)
{
    struct scenario *scenario;
    struct model *model;
    struct story story = {0};
    size_t warnings;
    if (!options->patient) {
        fputs("cartsim trace: which patient? Say --patient N, or an id as in patients.csv (--patient "
              "b_all-17)\n",
              stderr);
        return EXIT_WRONG;
    }
    int code = load(options, &scenario, &model, &warnings);
    if (code != EXIT_FINE)
        return code;
    interrupt_catch();
    if (options->seed != NONE)
        model->run.seed = (uint64_t)options->seed;
    code = follow_patient("trace", options, model, &story);
    code = code ? code : show(model, &story, options->json, followed_replication(options));
    story_free(&story);
    model_free(model);
    scenario_free(scenario);
    return code;
}
