/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STATISTICS_SAMPLES_H
#define CARTSIM_STATISTICS_SAMPLES_H

#include <stddef.h>

#include "engine/series.h"

/*
 * Single values of many replications, in bounded memory: of each replication its count, sum and spread (24
 * bytes), and the values themselves while there are few. Once there are more than SAMPLES_KEPT, or one
 * replication has more than SERIES_KEPT, they are counted by class: all of them by fine classes, for ranks
 * (off by less than 1/1024 of the value); and, when a batch of replications is over, all up to then by coarse
 * ones, for how much a share varies from batch to batch.
 */
enum { SAMPLES_KEPT = 65536, BATCHES_MAX = 32 };

struct samples {
    uint64_t count;
    size_t replications, room;
    struct moments_part {
        double count, sum, squares;
    } * parts; /* [replications] */
    int64_t least, most;
    int64_t *values; /* [count], those of replication 0, then of 1, ...; while there are few */
    size_t values_room;
    bool classed;        /* there are many */
    struct classes fine; /* all of them */
    struct batch_end {
        uint64_t *counts; /* [room] by coarse class, of its values and those of all batches before */
        uint32_t room;
    } ends[BATCHES_MAX]; /* of the batches that are over, when classed */
};

/* Adds one replication (which may have no values). false: no memory; the samples are then of no more use. */
bool samples_add(struct samples *samples, const struct series *series);
void samples_release(struct samples *samples);

/* A look at one or more samples of the same replications, taken as one. */
struct sample_view {
    const struct samples *parts; /* borrowed */
    size_t part_count, replications;
    uint64_t count;
    int64_t least, most;
    int64_t *sorted; /* [count], or NULL */
    struct view_class {
        int64_t low, width;
        uint64_t before, count; /* before: how many values lie in lower classes */
    } * classes;                /* [class_count], only those with values; or NULL */
    size_t class_count;
    uint64_t *below; /* [groups * coarse] of view_groups; or NULL */
    uint32_t coarse;
    uint32_t *owners, *marks; /* of view_groups, where sorted values are many; or NULL */
};

/* false: no memory, and nothing to close. */
bool view_open(struct sample_view *view, const struct samples *parts, size_t part_count);
void view_close(struct sample_view *view);

/* Of each replication: how many values, their sum, and the sum of their squared distances to `centre`; into
 * to[replications]. */
void view_counts(const struct sample_view *view, double *to);
void view_sums(const struct sample_view *view, double *to);
void view_squares(const struct sample_view *view, double centre, double *to);

/* Of groups of replications (each alone, or batches of them): how many values there are, into n, and how many
 * are not above `bound`, or above it by less than a coarse class; into x. Both have room for the
 * replications. Returns how many groups. */
size_t view_groups(const struct sample_view *view, double bound, double *x, double *n);

/* The value of that rank, 0 the least. */
double view_rank(const struct sample_view *view, uint64_t rank);
/* The p-quantile of all values, type 7 of Hyndman & Fan (1996, Am Stat 50:361): linear between the ranks
 * around (count - 1) p. Needs a value. */
double view_quantile(const struct sample_view *view, double p);
/* Adds to bins[k] how many values lie in [k, k + 1) * width; a class counts where its middle lies. */
void view_histogram(const struct sample_view *view, int64_t width, uint64_t *bins);

#endif
