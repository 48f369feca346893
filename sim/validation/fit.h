/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_VALIDATION_FIT_H
#define CARTSIM_VALIDATION_FIT_H

#include <stdbool.h>
#include <stdint.h>

#include "laws/law.h"

/*
 * Draws of a law held against its distribution function, which is known from elsewhere.
 */

/* P(X <= x), or above: P(X > x), for x in days, of the law with parameters `at`, which is cut to [low, high].
 */
struct known_law {
    const char *name, *yaml;
    double (*tail)(const double *at, double x, bool above);
    double at[4];
    bool cut;
    double low, high;
    bool has_atoms; /* single values have a probability of their own */
};
double known_tail(const struct known_law *known, double x, bool above);

/* The law, and what the engine draws from: the same with a table, or the same. */
struct sampler {
    const struct law *law, *drawn;
};

/* What was measured; anderson_darling, other_seconds and tails_missed are 0 of a law with atoms. */
struct fit {
    double kolmogorov_smirnov; /* sqrt(n) times the greatest distance of the two distribution functions */
    double anderson_darling;   /* A^2 */
    double steps_back;         /* how often a larger uniform drew a shorter time */
    double other_seconds;      /* how often the seconds drawn are not the law's quantile, rounded */
    /* Of the quantiles at 1e-3, 1e-4 ... 1e-15, on either side: how many are not where the distribution
     * function has that value, to a thousandth of a second. */
    double tails_missed;
};

/*
 * So many draws, of many patients in 1024 replications in turn, as the engine addresses them. They are taken
 * in the order of their uniforms, so that each is compared with the next shorter one. Of smooth laws the
 * quantile and its distribution function are looked at for each of the 4096 least and greatest draws and for
 * every 16th between; between these the function is taken as straight, which moves sqrt(n) D by less than 16
 * / sqrt(n). false: no memory.
 */
bool fit_measure(const struct sampler *sampler, const struct known_law *known, uint32_t draws, uint64_t seed,
                 struct fit *fit);

/*
 * What a right law exceeds with probability `level`, for many draws. Kolmogorov (1933): 2 exp(-2 x^2), to all
 * digits for so small levels. Anderson & Darling (1952, Annals of Mathematical Statistics 23:193): A^2 is the
 * sum over j of squared normals divided by j (j + 1), whose tail is sqrt(3) P(normal^2 > 2 x) far out
 * (Zolotarev 1961, Theory of Probability and its Applications 6:201).
 */
double kolmogorov_smirnov_bound(double level);
double anderson_darling_bound(double level);

#endif
