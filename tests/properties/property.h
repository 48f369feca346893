/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_PROPERTY_H
#define CARTSIM_TESTS_PROPERTY_H

#include "engine/simulate.h"
#include "properties/generate.h"
#include "scenario/scenario.h"

/*
 * A property holds of any scenario. Each is tried on scenarios that are made up, seed by seed; what breaks it
 * is made smaller as long as it does, and shown with what is wrong.
 */

/* A scenario that was made up, compiled, and run once by the engine. */
struct trial {
    const char *yaml; /* borrowed */
    struct scenario *scenario;
    struct model *model;
    struct observation *seen;
    enum simulation_result result;
};

/* From YAML without its first line; false: it has faults. Ends with trial_close in both cases. */
bool trial_open(struct trial *trial, const char *yaml);
/* The first replication of the scenario's own seed, as the model stands now. */
void trial_run(struct trial *trial);
void trial_close(struct trial *trial);

/* What is wrong with a scenario that was run, as text to be freed, or NULL. */
typedef char *property(struct trial *trial);
/* Makes up a scenario. */
typedef void maker(struct sketch *sketch, uint64_t seed);

/* Tries `count` scenarios, or PROPERTIES_COUNT as make properties asks for, from seed PROPERTIES_FIRST on.
 * Fails the test where one breaks the property, or where hardly any ran at all. */
void property_holds(property *holds, maker *make, unsigned long count);

/* printf into text to be freed. */
char *property_broken(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
