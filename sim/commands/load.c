/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "commands/command.h"

static void print_faults(struct cartsim_faults *faults)
{
    cartsim_faults_sort(faults);
    for (size_t i = 0; i < cartsim_faults_count(faults); i++)
        cartsim_fault_print(cartsim_faults_get(faults, i), stderr);
}

int load(const struct options *options, struct scenario **scenario, struct model **model, size_t *warnings)
{
    struct cartsim_faults *faults = cartsim_faults_create();
    *model = NULL;
    *scenario = faults ? scenario_read(options->scenario, options->sets, options->set_count, faults) : NULL;
    if (*scenario)
        *model = model_compile(*scenario, faults);
    if (faults)
        print_faults(faults);
    size_t errors = faults ? cartsim_faults_errors(faults) : 1;
    *warnings = faults ? cartsim_faults_count(faults) : 0;
    cartsim_faults_free(faults);
    if (*model)
        return EXIT_FINE;
    fprintf(stderr, "%zu error%s. Nothing was run.\n", errors, errors == 1 ? "" : "s");
    scenario_free(*scenario);
    *scenario = NULL;
    return EXIT_WRONG;
}
