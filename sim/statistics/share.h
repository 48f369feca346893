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

/*
 * Where the bounds of a mean lie, in standard errors below and above it (Willink 2005, Communications in
 * Statistics, Theory and Methods 34:753): Student's t, made oblique by the third moment of what is averaged
 * (Johnson 1978, JASA 73:536; Hall 1992, J R Stat Soc B 54:221). The mean of something skewed to the right,
 * such as waits, is too small more often than too large, and then its standard error is too small too.
 * Without skew, and for two values, it is Student's.
 *
 *     A = m3 / (6 s^3 sqrt(m)), G(t) = ((1 + 6 A (t - A))^(1/3) - 1) / 2A; from G(t) below to -G(-t) above
 *
 * squares, cubes: sums over the m values' distances to their mean.
 */
struct reach {
    double below, above;
};
double skew_of(double squares, double cubes, double m); /* A */
struct reach skewed_student(double skew, double confidence, size_t degrees);

/* sum x / sum n over replications with the ratio estimator's variance (Cochran 1977, Sampling Techniques,
 * ch. 6, without the finite population's correction); degrees: replications that have any n, less one.
 * false: fewer than two have. */
struct spread {
    double ratio, variance, total;
    double skew; /* see skew_of */
    size_t degrees;
};
bool ratio_spread(const double *x, const double *n, size_t replications, struct spread *spread);

/*
 * The effective sample size of a share with that spread (Korn & Graubard 1998, Survey Methodology 24:193):
 *
 *     n* = min(1.4 n, p (1 - p) / v * (z / t)^2)
 *
 * p (1 - p) / v is how many independent patients would have given the variance seen between replications;
 * (z / t)^2 pays for that variance being itself an estimate. Where it is 0 (a share of 0 or 1, or the same in
 * every replication) nothing is known of the dependence, and patients count as independent: n* = n.
 *
 * A variance that came out small by luck must not make many more patients. But a bound of n, as is common,
 * gives the wider of two intervals that each hold 95%, which together hold 97% and more where patients are
 * independent; with 1.4 n they hold 96% (docs/validation.md, Intervals that cover).
 */
double effective_size(const struct spread *spread, double confidence);

/* How many independent patients they are worth at least: the lower 95% bound that goes with the variance
 * between replications (chi-square with the spread's degrees of freedom), and not more than there are. */
double surely_worth(const struct spread *spread);

struct bounds {
    double low, high;
};
/* Wilson's interval (1927, JASA 22:209) for a share p of n; inside [0, 1] and around p. */
struct bounds wilson_bounds(double p, double n, double confidence);

#endif
