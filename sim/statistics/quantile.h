/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STATISTICS_QUANTILE_H
#define CARTSIM_STATISTICS_QUANTILE_H

#include "statistics/metrics.h"
#include "statistics/samples.h"

/*
 * The p-quantile of all values pooled, with an interval from how the share of values below varies between
 * replications. No law is assumed of the values, and values of one replication may depend on each other.
 *
 * From p10 to p90 it is Woodruff's (1952, JASA 47:635): how well the share of values up to the quantile is
 * known gives an interval of shares around p (Wilson's, at the effective sample size), and the values of
 * those ranks bound the quantile.
 *
 * Further out (quantile_is_tail) the values beyond come in heaps, most replications have none, and the share
 * at the estimate varies the less the more heaps were missed. There each value is tried: it may be the
 * quantile unless the interval of the share below it, from its own variance and third moment
 * (interval_ratio), leaves p out. That is inverting the test (Francisco & Fuller 1991, Ann Stat 19:454).
 *
 * x and n [replications] are written over. Unknown without values; unbounded with values from a single
 * replication, and where the values are too few: between p10 and p90 where none of them can bound it (with
 * independent values and 95%: fewer than 6 for a median, 36 for a p90), further out where they do not carry
 * it (quantile_tail_is_carried).
 */
struct figure quantile_figure(const struct sample_view *view, double p, double confidence, double *x,
                              double *n);

/* Whether n independent values can bound it on both sides at all. */
bool quantile_can_be_bounded(double p, double n, double confidence);

bool quantile_is_tail(double p);

/*
 * Whether there is enough to say how well a quantile of the tail is known. To ask that of the tail itself
 * would be to show the intervals of those runs that missed the heaps. So it is asked of what has little to do
 * with its luck: at least 20 replications; so many values that at 95% 12 are expected beyond the quantile
 * (1,200 for a p99, 240 for a p95); and values so independent at the median that they are worth, at least
 * (surely_worth), as many as have 5 beyond. For other confidences 12 and 5 go with ln((1 - confidence) / 2).
 */
bool quantile_tail_is_carried(const struct sample_view *view, double p, double confidence, double *x,
                              double *n);

#endif
