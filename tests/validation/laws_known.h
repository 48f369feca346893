/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_LAWS_KNOWN_H
#define CARTSIM_TESTS_LAWS_KNOWN_H

#include <math.h>

/*
 * Formulas that several tests need. [GSTH]: Gross, Shortle, Thompson & Harris, Fundamentals of Queueing
 * Theory, 4th ed. (Wiley 2008); [K]: Kleinrock, Queueing Systems, vol. 1 and 2 (Wiley 1975, 1976); [W]:
 * Wolff, Stochastic Modeling and the Theory of Queues (Prentice Hall 1989).
 */

/* P(all c busy) in M/G/c/c offered a erlang. [GSTH] sec. 2.5 and 2.6: B(0) = 1, B(c) = a B(c-1) / (c + a
 * B(c-1)). */
static inline double erlang_b(int c, double a)
{
    double b = 1;
    for (int k = 1; k <= c; k++)
        b = a * b / (k + a * b);
    return b;
}

/* P(wait > 0) in M/M/c. [GSTH] sec. 2.3; by way of Erlang's B: C = B / (1 - (a / c)(1 - B)). */
static inline double erlang_c(int c, double a)
{
    double b = erlang_b(c, a);
    return b / (1 - a / c * (1 - b));
}

/* P(k) of a Poisson law. */
static inline double poisson(int k, double mean)
{
    return exp(k * log(mean) - mean - lgamma(k + 1.0));
}

/* A law of the format with a mean of one day, and its second moment in square days. */
struct law_known {
    const char *name, *yaml;
    double second_moment;
};

/*
 * Second moments: variance plus squared mean, E[S^2] = m^2 (1 + 1/k) for Erlang's law of k phases, and for a
 * mixture the mixture of second moments.
 */
static const struct law_known LAWS_KNOWN[] = {
    {"fixed", "{fixed: 1 d}", 1},
    {"exponential", "{exponential: {mean: 1 d}}", 2},
    {"erlang", "{erlang: {phases: 3, mean: 1 d}}", 1 + 1.0 / 3},
    {"lognormal", "{lognormal: {mean: 1 d, sd: 0.8 d}}", 1 + 0.8 * 0.8},
    {"mixture", "{mixture: [{weight: 0.75, of: 0.5 d}, {weight: 0.25, of: {exponential: {mean: 2.5 d}}}]}",
     0.75 * 0.5 * 0.5 + 0.25 * 2 * 2.5 * 2.5},
};
enum { LAWS_KNOWN_COUNT = sizeof LAWS_KNOWN / sizeof *LAWS_KNOWN };

#endif
