/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "base/codes.h"
#include "commands/command.h"
#include "results/past.h"

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

/* Prints and frees the faults; without a model there is no scenario either. */
static int finish(struct cartsim_faults *faults, bool warnings, struct scenario **scenario,
                  const struct model *model)
{
    unsigned first = !faults ? FAULT_MEMORY : warnings || !model ? print_faults(faults) : 0;
    size_t errors = faults ? cartsim_faults_errors(faults) : 1;
    cartsim_faults_free(faults);
    if (model)
        return EXIT_FINE;
    fprintf(stderr, "%zu error%s. Nothing was run. 'cartsim explain E%03u' tells more.\n", errors,
            errors == 1 ? "" : "s", first);
    scenario_free(*scenario);
    *scenario = NULL;
    return EXIT_WRONG;
}

int load(const struct options *options, struct scenario **scenario, struct model **model, size_t *warnings)
{
    struct cartsim_faults *faults = cartsim_faults_create();
    *model = NULL;
    *scenario = faults ? scenario_read(options->scenario, options->sets, options->set_count, faults) : NULL;
    if (*scenario)
        *model = model_compile(*scenario, faults);
    *warnings = faults ? cartsim_faults_count(faults) : 0;
    return finish(faults, true, scenario, *model);
}

int load_file(const char *path, const char *const *sets, size_t set_count, bool warn,
              struct scenario **scenario, struct model **model)
{
    struct cartsim_faults *faults = cartsim_faults_create();
    *model = NULL;
    *scenario = faults ? scenario_read(path, sets, set_count, faults) : NULL;
    if (*scenario)
        *model = model_compile(*scenario, faults);
    return finish(faults, warn, scenario, *model);
}

int load_past(const char *file, struct past_run *past, struct scenario **scenario, struct model **model)
{
    struct cartsim_faults *faults = cartsim_faults_create();
    *model = NULL;
    *scenario = NULL;
    if (faults && past_read(past, file, faults))
        *scenario = scenario_read_from(&past->shelf, past->path, past->sets, past->set_count, faults);
    if (*scenario)
        *model = model_compile(*scenario, faults);
    return finish(faults, false, scenario, *model);
}
