/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STATISTICS_POOL_H
#define CARTSIM_STATISTICS_POOL_H

#include "statistics/metrics.h"
#include "statistics/samples.h"

/*
 * Counters are kept by column, one number a replication, since estimators ask for one counter of all
 * replications. A counter that was 0 in every replication so far has no column: most pairs of measure, class
 * and ledger key never occur.
 */
struct pool {
    const struct model *model;
    struct counter_layout counters;
    struct series_layout series;
    size_t replications, room;
    double **columns;        /* [counters.count] of [replications], NULL: all 0 */
    struct samples *samples; /* [series.count] */
    double **levels;         /* [resource] of [level_count], summed over replications */
    int *level_count;        /* [resource] */
    /* What a question of few figures need not keep, since it is most of the memory. */
    bool without_ledger;
    bool *series_kept; /* [series.count]; NULL: all */
    uint64_t events;
    uint64_t column_count, pooled; /* columns there are; numbers kept of all replications */
    struct circles circles;
};

#endif
