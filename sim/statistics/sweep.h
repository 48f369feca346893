/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STATISTICS_SWEEP_H
#define CARTSIM_STATISTICS_SWEEP_H

#include "statistics/comparison.h"
#include "statistics/precision.h"

/*
 * A scenario at every combination of the values of some keys: figures at each point of the grid, and how much
 * they change from one point to the next along each key, replication by replication under common random
 * numbers.
 *
 * The intervals of changes hold together, as those of a comparison do. Figures have intervals of the
 * scenario's confidence one by one.
 */
struct sweep_key {
    const char *path;
    const char *const *values; /* [count], as written */
    size_t count;
};

/* From a point to the next along one key, all other values as they are. */
struct sweep_step {
    size_t key, from, to; /* points */
};

struct sweep_line {
    const char *name; /* as response_find takes it */
    enum response_unit unit;
    struct figure *of;        /* [point_count] */
    struct compared *changes; /* [step_count] its figure at the end of the step, and less at its start; NULL:
                                 not asked for */
};

struct sweep {
    const struct sweep_key *keys; /* [key_count] */
    size_t key_count;
    const struct pool *const *pools; /* [point_count]; the last key runs fastest */
    size_t point_count;
    size_t replications;
    struct sweep_line *lines;
    size_t line_count;
    struct sweep_step *steps; /* key by key, in the order of points */
    size_t step_count;
    size_t comparisons; /* changes that can be had at all */
    double confidence;
    const struct precision *precision; /* what it was asked for; NULL: nothing */
    struct arena arena;
};

/* Fills in steps, lines and their figures of a sweep whose keys, pools and confidence are set; of the first
 * `changing` names, changes too. A name that no point has is left out. false: no memory. */
bool sweep_fill(struct sweep *sweep, const char *const *names, size_t name_count, size_t changing);
void sweep_release(struct sweep *sweep);

/* Which value of a key a point has. */
size_t sweep_value(const struct sweep *sweep, size_t point, size_t key);

#endif
