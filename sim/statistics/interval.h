/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STATISTICS_INTERVAL_H
#define CARTSIM_STATISTICS_INTERVAL_H

#include "statistics/metrics.h"

/*
 * Interval estimators. Replications are independent of each other, patients of one replication are not: every
 * interval is made from the replications. With one replication there is none (bounded false).
 */

/* Mean of x[replications] with Student's t, made oblique where x is skewed (skewed_student). floor: no value
 * can lie below it (-INFINITY: none), nor the interval. */
struct figure interval_mean(const double *x, size_t replications, double confidence, double floor);

/* sum x / sum n over replications, ratio estimator (Cochran 1977, Sampling Techniques, ch. 6) with the same;
 * unknown when sum n is 0. */
struct figure interval_ratio(const double *x, const double *n, size_t replications, double confidence);

/* A share, sum x / sum n with 0 <= x <= n: a Wilson interval at the effective sample size that the variance
 * between replications implies (Korn & Graubard 1998; Franco et al. 2019), so that it stays in [0, 1] and
 * holds for few patients and for shares at or near 0 and 1. */
struct figure interval_share(const double *x, const double *n, size_t replications, double confidence);

#endif
