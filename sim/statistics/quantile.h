/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STATISTICS_QUANTILE_H
#define CARTSIM_STATISTICS_QUANTILE_H

#include "statistics/metrics.h"
#include "statistics/samples.h"

/*
 * The p-quantile of all values pooled, with Woodruff's interval (1952, JASA 47:635): how well the share of
 * values up to the quantile is known, from its variance between replications, gives an interval of shares
 * around p (Wilson's, at the effective sample size), and the values of those ranks bound the quantile. No
 * law is assumed of the values, and values of one replication may depend on each other.
 *
 * x and n [replications] are written over. Unknown without values; unbounded
 * with values from a single replication, and where the values are too few for any of them to bound that
 * quantile (with independent values and 95%: fewer than 6 for a median, 36 for a p90, 72 for a p95, 368 for
 * a p99).
 */
struct figure quantile_figure(const struct sample_view *view, double p, double confidence, double *x,
                              double *n);

/* Whether n independent values can bound it on both sides at all. */
bool quantile_can_be_bounded(double p, double n, double confidence);

#endif
