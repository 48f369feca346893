/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_LAWS_LAW_H
#define CARTSIM_LAWS_LAW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

/*
 * Laws of durations. A law is immutable once built and lives in an arena. Every parameter is checked here,
 * before GSL sees it. All values are in seconds (the format's durations converted by the reader).
 *
 * Sampling is by inversion only: law_quantile is non-decreasing in u, so one uniform makes one variate, and a
 * longer law gives the same patient a longer time.
 */
enum law_kind {
    LAW_FIXED,               /* parameter: value */
    LAW_UNIFORM,             /* min, max */
    LAW_TRIANGULAR,          /* min, mode, max */
    LAW_PERT,                /* min, mode, max: beta on [min, max] with lambda = 4 */
    LAW_EXPONENTIAL,         /* mean */
    LAW_ERLANG,              /* phases (whole, 1..10000), mean */
    LAW_GAMMA,               /* mean, sd */
    LAW_LOGNORMAL,           /* mean, sd */
    LAW_LOGNORMAL_P90,       /* median, p90 */
    LAW_LOGNORMAL_QUARTILES, /* median, q1, q3: mu = ln median, sigma = ln(q3/q1) / (2 z_0.75) */
    LAW_WEIBULL,             /* mean, sd */
    LAW_WEIBULL_SHAPE,       /* shape (a pure number), scale */
    LAW_NORMAL,              /* mean, sd; needs a truncation at 0 or above */
    LAW_EMPIRICAL,           /* values: each equally likely */
    LAW_DISCRETE,            /* values with weights */
    LAW_MIXTURE,             /* of[] with weights; inverted on the mixture's distribution function */
    LAW_SHIFTED              /* parameter: by; of[0] */
};

struct law;

/* GSL's default handler ends the process on an error; a program calls this once at its start, so that errors
 * come back as values. */
void law_library_quiet(void);

struct law_spec {
    enum law_kind kind;
    double parameter[3];         /* in the order given above */
    const double *values;        /* EMPIRICAL, DISCRETE: [count] */
    const double *weights;       /* DISCRETE, MIXTURE: [count], each >= 0, sum > 0; need not sum to 1 */
    const struct law *const *of; /* MIXTURE [count], SHIFTED [1] */
    size_t count;
    bool has_min, has_max; /* truncation: the law conditioned on [min, max] */
    double min, max;
};

/*
 * Builds a law. On success returns it. On a bad specification returns NULL and *problem is a sentence in the
 * arena that says what is wrong and what would be right ("sd must be above 0", "min 5 d is above max 3 d",
 * "the law has mass below zero: give min: 0 d"). NULL with *problem == NULL: out of memory.
 */
const struct law *law_build(struct arena *arena, const struct law_spec *spec, const char **problem);

/* The law of `factor` times what `law` gives, factor above 0: each quantile, bound and mean is so many times
 * as large. `law` has no table. NULL: no memory. */
const struct law *law_scaled(struct arena *arena, const struct law *law, double factor);

/*
 * The same law with its quantiles rounded to whole seconds and, where they take numerical inversion (gamma,
 * Erlang, PERT, mixtures and what is shifted of them), found by a table: law_seconds gives the same, sooner.
 * Other laws are returned as they are, as is a law for whose table there is no memory. Costs some thousand
 * inversions, mostly 2 to 20 ms, and at most 42 KiB.
 */
const struct law *law_tabulated(struct arena *arena, const struct law *law);

/* The u-quantile in seconds, u in (0, 1); finite, >= 0, non-decreasing in u. Thread-safe, no allocation. */
double law_quantile(const struct law *law, double u);
/* Of several at once: each uniform becomes its quantile. */
enum { LAW_MANY = 8 };
void law_quantile_many(const struct law *law, double uniforms[LAW_MANY]);
/* P(X <= x) of the law as built (truncation and shift included). */
double law_cdf(const struct law *law, double x);
double law_mean(const struct law *law);
/* Least and greatest value (greatest may be INFINITY). */
double law_min(const struct law *law);
double law_max(const struct law *law);
/* Always the same value, whatever u. */
bool law_is_fixed(const struct law *law);
/* To the nearest whole number, halves upwards; x from 0 to 2^52. As llround, without a call. */
static inline int64_t law_nearest(double x)
{
    const int64_t whole = (int64_t)x;
    return whole + (x - (double)whole >= 0.5);
}
/* law_quantile rounded to whole seconds; the law has no mass below 0. */
int64_t law_seconds(const struct law *law, double u);

#endif
