/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STATISTICS_SAMPLES_H
#define CARTSIM_STATISTICS_SAMPLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Single values of many replications, each remembered with its replication. Memory grows with the number of
 * values: eight bytes each. Whoever estimates asks only for what stands below (counts, sums and ranks), so
 * that a store of bounded size can take this one's place without anybody's notice.
 */
struct samples {
    int64_t *values; /* those of replication 0, then of 1, ... */
    size_t count, room;
    size_t *ends; /* [replications]: where the values of each end */
    size_t replications, ends_room;
};

/* Adds one replication (which may have no values). false: no memory; the samples are as before. */
bool samples_add(struct samples *samples, const int64_t *values, size_t count);
void samples_release(struct samples *samples);

/* A look at one or more samples of the same replications, taken as one. */
struct sample_view {
    const struct samples *parts; /* borrowed */
    size_t part_count, replications, count;
    int64_t *sorted; /* [count] */
};

/* false: no memory. O(values). */
bool view_open(struct sample_view *view, const struct samples *parts, size_t part_count);
void view_close(struct sample_view *view);

/* Of each replication: how many values, how many that are not above `bound`, their sum, and the sum of their
 * squared distances to `centre`; into to[replications]. */
void view_counts(const struct sample_view *view, double *to);
void view_at_most(const struct sample_view *view, double bound, double *to);
void view_sums(const struct sample_view *view, double *to);
void view_squares(const struct sample_view *view, double centre, double *to);

/* The value of that rank, 0 the least. */
double view_rank(const struct sample_view *view, size_t rank);
/* The p-quantile of all values, type 7 of Hyndman & Fan (1996, Am Stat 50:361): linear between the ranks
 * around (count - 1) p. Needs a value. */
double view_quantile(const struct sample_view *view, double p);

#endif
