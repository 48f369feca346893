/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "validation/load.h"

#include <stdio.h>

static void first_fault(const struct cartsim_faults *faults, char *trouble, size_t size)
{
    const struct cartsim_fault *fault =
        faults && cartsim_faults_count(faults) ? cartsim_faults_get(faults, 0) : NULL;
    if (fault)
        snprintf(trouble, size, "%s:%u: %s", fault->place.file, fault->place.line, fault->text);
    else
        snprintf(trouble, size, "memory is exhausted");
}

bool load_case(const char *scenario, const char *const *sets, struct loaded *loaded, char *trouble,
               size_t size)
{
    struct cartsim_faults *faults = cartsim_faults_create();
    size_t count = 0;
    *loaded = (struct loaded){NULL, NULL};
    while (count < SETS_MAX && sets[count])
        count++;
    if (faults)
        loaded->scenario = scenario_read_from(&validation_shelf, scenario, sets, count, faults);
    if (loaded->scenario)
        loaded->model = model_compile(loaded->scenario, faults);
    if (!loaded->model)
        first_fault(faults, trouble, size);
    cartsim_faults_free(faults);
    return loaded->model != NULL;
}

void unload(struct loaded *loaded)
{
    model_free(loaded->model);
    scenario_free(loaded->scenario);
    *loaded = (struct loaded){NULL, NULL};
}
