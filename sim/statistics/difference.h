/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STATISTICS_DIFFERENCE_H
#define CARTSIM_STATISTICS_DIFFERENCE_H

#include "statistics/metrics.h"
#include "statistics/samples.h"

/*
 * Two scenarios under common luck, replication r of the one beside replication r of the other. Replications
 * are the independent pieces, so what both have in common drops out in each: a figure is written as a sum of
 * what each replication adds to it (its linearisation), and the sums are taken from each other replication by
 * replication before anything is squared. The interval is that of a mean (interval.h) of these differences:
 * the paired t-interval of simulation (Law 2015, Simulation Modeling and Analysis, sec. 10.2.1).
 */
struct difference {
    struct figure figure; /* first less second */
    /* The variance that independent runs would have given over that of the pairs, so how many times as many
     * replications they would have needed. 0: not known, or nothing varies. */
    double apart;
};

/*
 * Of sum x / sum n. Linearised (Cochran 1977, Sampling Techniques, sec. 6.12) a ratio's error is the mean of
 *
 *     (x_r - R n_r) / mean n
 *
 * For n of 1 it is that of a mean. Degrees of freedom are those of the scenario that has fewer replications
 * with any n, since the others say nothing. Unknown where one of them has no n; no interval unless two
 * replications of each have.
 */
struct replication_sums {
    const double *x, *n; /* [replications] */
};
struct difference interval_difference(const struct replication_sums *first,
                                      const struct replication_sums *second, size_t replications,
                                      double confidence);

/*
 * Of the p-quantiles of all values pooled. Linearised (Bahadur 1966, Ann Math Stat 37:577; for samples whose
 * pieces are replications Francisco & Fuller 1991, Ann Stat 19:454) a quantile's error is the mean of
 *
 *     -(k_r - p n_r) / (mean n f(q))
 *
 * where k_r of the n_r values of replication r are at most q, and 1 / f(q), the slope of the quantiles, is
 * taken over Woodruff's interval of the quantile (1952, JASA 47:635). Unknown where one of them has no value;
 * no interval where one of the quantiles has none (quantile.h). Samples of many values have batches in place
 * of replications (samples.h). work: [4 * replications]
 */
struct difference quantile_difference(const struct sample_view *first, const struct sample_view *second,
                                      double p, double confidence, double *work);

/* The quantile as a mean of pieces, one a replication, linearised in the same way; so are the figures that
 * studies of many scenarios take from one another. Where replications stand in batches, theirs share a piece,
 * so spread that its mean and its variance are right. false: too few values. work: [2 * replications] */
bool quantile_pieces(const struct sample_view *view, double p, double *pieces, double *work);
/* Of a ratio. false: there is no n. */
bool ratio_pieces(const struct replication_sums *sums, size_t replications, double *pieces);

#endif
