/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_AGREE_H
#define CARTSIM_TESTS_AGREE_H

#include "engine/simulate.h"
#include "scenario/scenario.h"

/* A scenario that was made up, compiled and run once by the engine. */
struct trial {
    struct scenario *scenario;
    struct model *model;
    struct observation *seen;
    enum simulation_result result;
};

/* From YAML without its first line; false: it has faults. Ends with trial_close in both cases. */
bool trial_open(struct trial *trial, const char *yaml);
void trial_run(struct trial *trial, uint64_t seed, uint32_t replication);
void trial_close(struct trial *trial);

/* Runs the plain simulation too. Returns NULL where both tell the same, else the first difference as text,
 * which is to be freed. */
char *trial_disagreement(const struct trial *trial);

#endif
