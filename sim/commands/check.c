/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "commands/command.h"

int command_check(const struct options *options)
{
    struct scenario *scenario;
    struct model *model;
    size_t warnings;
    int code = load(options, &scenario, &model, &warnings);
    if (code != EXIT_FINE)
        return code;
    if (!options->quiet)
        printf("%s: can be run, with %zu warning%s. Pathways %d, steps %d, resources %d, risks %d, measures "
               "%d.\n",
               options->scenario, warnings, warnings == 1 ? "" : "s", model->pathway_count, model->step_count,
               model->resource_count, model->risk_count, model->measure_count);
    model_free(model);
    scenario_free(scenario);
    return EXIT_FINE;
}
