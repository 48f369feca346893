/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "base/codes.h"
#include "commands/command.h"

/* The code of the first error, for the hint below; 0 when there is none. */
static unsigned print_faults(struct cartsim_faults *faults)
{
    unsigned first = 0;
    cartsim_faults_sort(faults);
    for (size_t i = 0; i < cartsim_faults_count(faults); i++) {
        const struct cartsim_fault *fault = cartsim_faults_get(faults, i);
        cartsim_fault_print(fault, stderr);
        if (!first && fault->severity == CARTSIM_ERROR)
            first = fault->code;
    }
    return first;
}

int load(const struct options *options, struct scenario **scenario, struct model **model, size_t *warnings)
{
    struct cartsim_faults *faults = cartsim_faults_create();
    *model = NULL;
    *scenario = faults ? scenario_read(options->scenario, options->sets, options->set_count, faults) : NULL;
    if (*scenario)
        *model = model_compile(*scenario, faults);
    unsigned first = faults ? print_faults(faults) : FAULT_MEMORY;
    size_t errors = faults ? cartsim_faults_errors(faults) : 1;
    *warnings = faults ? cartsim_faults_count(faults) : 0;
    cartsim_faults_free(faults);
    if (*model)
        return EXIT_FINE;
    fprintf(stderr, "%zu error%s. Nothing was run. 'cartsim explain E%03u' tells more.\n", errors,
            errors == 1 ? "" : "s", first);
    scenario_free(*scenario);
    *scenario = NULL;
    return EXIT_WRONG;
}
