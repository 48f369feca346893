/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STATISTICS_PREVENTION_H
#define CARTSIM_STATISTICS_PREVENTION_H

#include "statistics/comparison.h"

/*
 * Which losses capacity could have prevented. Four runs under common random numbers: as it is; with units and
 * slots without end (plenty); without failures that lead back (no failure); with both. Of the share of those
 * referred that has an outcome,
 *
 *     by plenty   = plenty - as it is             what capacity without end changes
 *     waiting     = both - no failure             what it changes where nothing fails: the normal wait
 *     failed      = by plenty - waiting           what it changes for those who go round again
 *
 * All intervals hold together (Bonferroni).
 */
enum prevention_run { PREVENTION_AS_IT_IS, PREVENTION_PLENTY, PREVENTION_NO_FAILURE, PREVENTION_BOTH };
enum { PREVENTION_RUNS = PREVENTION_BOTH + 1 };
enum prevention_part { PREVENTION_BY_PLENTY, PREVENTION_WAITING, PREVENTION_FAILED };
enum { PREVENTION_PARTS = PREVENTION_FAILED + 1 };

struct prevention_line {
    int outcome;
    struct figure share; /* as it is */
    struct compared parts[PREVENTION_PARTS];
};

struct prevention {
    struct prevention_line lines[OUTCOMES_MAX]; /* outcomes that somebody has in some of the runs */
    size_t count, comparisons;
};

/* false: no memory. */
bool prevention_fill(struct prevention *prevention, const struct pool *const pools[PREVENTION_RUNS],
                     double confidence);

#endif
