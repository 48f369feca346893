/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_ENGINE_SIMULATE_H
#define CARTSIM_ENGINE_SIMULATE_H

#include <stdatomic.h>

#include "engine/observation.h"

enum simulation_result {
    SIMULATION_DONE,
    SIMULATION_STOPPED, /* *stop became true */
    SIMULATION_NO_MEMORY,
    SIMULATION_LOOP,      /* a patient went round without time passing */
    SIMULATION_DEADLOCK,  /* patients wait for each other, for ever */
    SIMULATION_CROWDED,   /* too many patients inside at once */
    SIMULATION_ENDLESS,   /* more than EVENTS_MAX events */
    SIMULATION_TOO_MUCH,  /* more than KEPT_MAX things to be kept */
    SIMULATION_UNBALANCED /* a conservation law failed: a defect of ours */
};

struct simulation;
struct story;

/* A simulation is a worker's memory for running replications of one model, one after the other. NULL: no
 * memory. */
struct simulation *simulation_create(const struct model *model);
void simulation_free(struct simulation *simulation);

/*
 * Runs replication `number` (from 0) with `seed`: a pure function of (model, seed, number). What was seen
 * goes into `seen` (cleared first). want_patients and want_events say whether rows are kept. *stop is looked
 * at now and then.
 */
enum simulation_result simulation_run(struct simulation *simulation, uint64_t seed, uint32_t number,
                                      bool want_patients, bool want_events, const atomic_bool *stop,
                                      struct observation *seen);

/* From now on each run tells the story of its patient too, from the beginning; NULL: of nobody. The story is
 * the caller's. */
void simulation_follow(struct simulation *simulation, struct story *story);

/* Who was in the trouble, where and when; count 0 where there is nobody to name. */
const struct tangle *simulation_tangle(const struct simulation *simulation);

#endif
