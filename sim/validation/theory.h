/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_VALIDATION_THEORY_H
#define CARTSIM_VALIDATION_THEORY_H

#include "validation/validation.h"

/*
 * Formulas that several cases need. None of them uses a law, a stream or a model of the simulator. Rates are
 * per day and times in days; loads are in erlang (arrivals in one mean time of service).
 *
 * Books: [GSTH] Gross, Shortle, Thompson & Harris, Fundamentals of Queueing Theory, 4th ed. (Wiley 2008); [K]
 * Kleinrock, Queueing Systems, vol. 1 and 2 (Wiley 1975, 1976); [W] Wolff, Stochastic Modeling and the Theory
 * of Queues (Prentice Hall 1989).
 */

/* P(all c busy) in M/G/c/c offered a > 0. [GSTH] sec. 2.5 and 2.6: B(0) = 1, B(c) = a B(c-1) / (c + a
 * B(c-1)). */
double erlang_b(int c, double a);
/* P(wait > 0) in M/M/c, 0 < a < c. [GSTH] sec. 2.3; by way of Erlang's B: C = B / (1 - (a / c)(1 - B)). */
double erlang_c(int c, double a);
/* P(k) of a Poisson law, k >= 0, mean > 0. */
double poisson(int k, double mean);

/* The stationary law p[0 ... states-1] of births at birth[k] in k and deaths at death[k] in k (death[0]
 * unused): p[k] = p[k-1] birth[k-1] / death[k]. [GSTH] sec. 2.1. */
void birth_death(const double *birth, const double *death, int states, double *p);

/*
 * The stationary law of a chain of few hundred states that all reach each other, from its rates (or
 * transition probabilities) rate[from * states + to], which are written over; the diagonal is not looked at.
 * By the elimination of Grassmann, Taksar & Heyman (1985, Operations Research 33:1107), which subtracts
 * nothing and so loses no digits.
 */
void chain_law(double *rate, int states, double *p);

/* The mean of p[0 ... states-1], and its tail P(>= k). */
double mean_of(const double *p, int states);
double tail_of(const double *p, int states, int k);

/*
 * Expects the law p[0 ... states-1] of the units in use of a resource: each level that has `least` of the
 * time or more, and from some level on all that are above, which have twice that together. To see an error of
 * 2% of what is rarer would take much longer runs.
 */
void expect_levels(struct expectations *to, const char *resource, double least, const double *p, int states);

#endif
