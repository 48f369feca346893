/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_CARTSIM_H
#define CARTSIM_CARTSIM_H

#include <stdint.h>

#include "cartsim/faults.h"

/*
 * cartsim as a library: read a scenario, simulate it, get metrics.json as text.
 *
 *     struct cartsim_faults *faults = cartsim_faults_create();
 *     struct cartsim_scenario *scenario = cartsim_scenario_open("ours.yaml", NULL, 0, faults);
 *     struct cartsim_run run = {.threads = 2};
 *     char *json = scenario ? cartsim_scenario_run(scenario, &run) : NULL;
 *
 * The library never prints, never exits and keeps no state between calls. An open scenario is read-only:
 * several threads may run it at once. Call cartsim_start once, before anything else.
 */
struct cartsim_scenario;

/* Switches off the default of the GNU Scientific Library, which is to end the process on an error. */
void cartsim_start(void);

/* "0.1.0" */
const char *cartsim_version(void);

/*
 * Reads the scenario at `path` and what it extends, applies sets[set_count]
 * ("resources.ward_bed.capacity=5"), checks everything. NULL when there is an error; all faults, warnings
 * too, are in `faults`. Ends with cartsim_scenario_close.
 */
struct cartsim_scenario *cartsim_scenario_open(const char *path, const char *const *sets, size_t set_count,
                                               struct cartsim_faults *faults);
void cartsim_scenario_close(struct cartsim_scenario *scenario);

/* What to run. A zeroed struct is the scenario's own run on one thread. */
struct cartsim_run {
    uint32_t replications; /* 1 to 1,000,000; 0: as the scenario says */
    bool seed_given;
    uint64_t seed;    /* used when seed_given */
    unsigned threads; /* 0 counts as 1; results do not depend on it */
    void (*progress)(void *context, uint32_t done,
                     uint32_t all); /* may be NULL; called by one thread at a time */
    void *context;
    bool failed;        /* out */
    char trouble[2000]; /* out, when failed: a sentence that says why there is no result */
};

/*
 * Simulates and returns metrics.json as text (its JSON Schema is installed beside the scenarios); free it
 * with free(). NULL when the run failed; run->trouble then says why, with the names and dates of those
 * concerned. The same scenario, seed and version give the same text.
 */
char *cartsim_scenario_run(const struct cartsim_scenario *scenario, struct cartsim_run *run);

#endif
