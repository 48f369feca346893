/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STATISTICS_SHARE_H
#define CARTSIM_STATISTICS_SHARE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * What intervals of shares and of quantiles have in common: how many independent patients the patients of a
 * run are worth, and Wilson's interval for that many.
 */

/* The normal quantile that leaves (1 - confidence) / 2 above it, and Student's t with that many degrees of
 * freedom. */
double normal_factor(double confidence);
double student_factor(double confidence, size_t degrees);

/* sum x / sum n over replications with the ratio estimator's variance (Cochran 1977, Sampling Techniques,
 * ch. 6, without the finite population's correction); degrees: replications that have any n, less one.
 * false: fewer than two have. */
struct spread {
    double ratio, variance, total;
    size_t degrees;
};
bool ratio_spread(const double *x, const double *n, size_t replications, struct spread *spread);

/*
 * The effective sample size of a share with that spread (Korn & Graubard 1998, Survey Methodology 24:193):
 *
 *     n* = min(n, p (1 - p) / v * (z / t)^2)
 *
 * p (1 - p) / v is how many independent patients would have given the variance seen between replications;
 * (z / t)^2 pays for that variance being itself an estimate. Where it is 0 (a share of 0 or 1, or the same in
 * every replication) nothing is known of the dependence, and patients count as independent: n* = n. It is
 * never more than n: a variance that came out small by luck does not make more patients.
 */
double effective_size(const struct spread *spread, double confidence);

struct bounds {
    double low, high;
};
/* Wilson's interval (1927, JASA 22:209) for a share p of n; inside [0, 1] and around p. */
struct bounds wilson_bounds(double p, double n, double confidence);

#endif
