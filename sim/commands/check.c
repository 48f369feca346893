/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "commands/command.h"

int command_check(const struct options *options)
{
    struct scenario *scenario;
    struct model *model;
    int code = load(options, &scenario, &model);
    if (code != EXIT_FINE)
        return code;
    if (!options->quiet)
        printf("%s: fine. %d pathway%s, %d steps, %d resources, %d risks, %d measures.\n", options->scenario,
               model->pathway_count, model->pathway_count == 1 ? "" : "s", model->step_count, model->resource_count,
               model->risk_count, model->measure_count);
    model_free(model);
    scenario_free(scenario);
    return EXIT_FINE;
}
