/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>

#include <gsl/gsl_cdf.h>

#include "validation/fit.h"
#include "validation/groups.h"
#include "validation/load.h"

/*
 * Every law of the format, as a scenario writes it, against its distribution function, as books write it
 * (Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions, 2nd ed., Wiley 1994 and 1995). Days
 * throughout.
 */

/* ---- distribution functions */

static double uniform(const double *at, double x, bool above)
{
    double share = fmin(fmax((x - at[0]) / (at[1] - at[0]), 0), 1);
    return above ? fmin(fmax((at[1] - x) / (at[1] - at[0]), 0), 1) : share;
}

static double triangular(const double *at, double x, bool above)
{
    const double min = at[0], mode = at[1], max = at[2];
    double rising = (x - min) * (x - min) / ((max - min) * (mode - min)),
           falling = (max - x) * (max - x) / ((max - min) * (max - mode));
    if (x <= min)
        return above ? 1 : 0;
    if (x < mode)
        return above ? 1 - rising : rising;
    return above ? falling : 1 - falling;
}

/* A beta law with shapes 1 + 4 (mode - min) / (max - min) and 1 + 4 (max - mode) / (max - min). */
static double pert(const double *at, double x, bool above)
{
    const double range = at[2] - at[0], a = 1 + 4 * (at[1] - at[0]) / range,
                 b = 1 + 4 * (at[2] - at[1]) / range;
    return above ? gsl_cdf_beta_P((at[2] - x) / range, b, a) : gsl_cdf_beta_P((x - at[0]) / range, a, b);
}

static double exponential(const double *at, double x, bool above)
{
    return above ? exp(-x / at[0]) : -expm1(-x / at[0]);
}

static double gamma_law(const double *at, double x, bool above) /* shape, scale */
{
    return (above ? gsl_cdf_gamma_Q : gsl_cdf_gamma_P)(x, at[0], at[1]);
}

static double normal(const double *at, double x, bool above) /* mean, sd */
{
    double z = (x - at[0]) / (at[1] * sqrt(2));
    return erfc(above ? z : -z) / 2;
}

static double lognormal(const double *at, double x, bool above) /* median, sd of the logarithm */
{
    double z = log(x / at[0]) / (at[1] * sqrt(2));
    return erfc(above ? z : -z) / 2;
}

static double weibull(const double *at, double x, bool above) /* shape, scale */
{
    double power = pow(x / at[1], at[0]);
    return above ? exp(-power) : -expm1(-power);
}

/* ---- values, and what is made of other laws */

static double of(double share, bool above)
{
    return above ? 1 - share : share;
}

static double one_value(const double *at, double x, bool above)
{
    return of(x >= at[0], above);
}

static double four_values(const double *at, double x, bool above) /* at 10, 12, 18 */
{
    return of(at[0] * (x >= 10) + at[1] * (x >= 12) + at[2] * (x >= 18), above);
}

static const double SHORT[] = {9, 1.0 / 3};                          /* gamma with mean 3, sd 1 */
static const double LONG[] = {28.73478855663454, 0.293560379208524}; /* lognormal with mean 30, sd 9 */

static double short_and_long(const double *at, double x, bool above)
{
    return at[0] * gamma_law(SHORT, x, above) + (1 - at[0]) * lognormal(LONG, x, above);
}

static double shifted(const double *at, double x, bool above)
{
    return gamma_law(SHORT, x - at[0], above);
}

/* 5 with probability 0.8, else long. */
static double jumping(const double *at, double x, bool above)
{
    (void)at;
    return of(0.8 * (x >= 5) + (x > 0 ? 0.2 * lognormal(LONG, x, false) : 0), above);
}

/* One day or two, or one of five to nine. */
static double gap(const double *at, double x, bool above)
{
    static const double first[] = {1, 2}, second[] = {5, 9};
    (void)at;
    return of(0.5 * uniform(first, x, false) + 0.5 * uniform(second, x, false), above);
}

/* ---- the laws. Parameters by hand: a lognormal of mean m and sd s has s.d. sqrt(ln(1 + (s/m)^2)) of its
 * logarithm and median m / sqrt(1 + (s/m)^2); one of median and p90, ln(p90 / median) / 1.2815515655446004;
 * one of quartiles, ln(q3 / q1) / (2 * 0.6744897501960817). Weibull of shape 2: mean scale sqrt(pi) / 2, sd
 * scale sqrt(1 - pi / 4). */

#define CUT(from, to) .cut = true, .low = from, .high = to
#define ATOMS .has_atoms = true

static const struct known_law BOUNDED[] = {
    {"fixed", "5 d", one_value, .at = {5}, ATOMS},
    {"uniform", "{uniform: {min: 5 d, max: 40 d}}", uniform, .at = {5, 40}},
    {"triangular", "{triangular: {min: 12 d, mode: 15 d, max: 21 d}}", triangular, .at = {12, 15, 21}},
    {"triangular, mode at min", "{triangular: {min: 2 d, mode: 2 d, max: 9 d}}", triangular, .at = {2, 2, 9}},
    {"pert", "{pert: {min: 3 d, mode: 5 d, max: 14 d}}", pert, .at = {3, 5, 14}},
    {"empirical", "{empirical: [10 d, 18 d, 10 d, 12 d]}", four_values, .at = {0.5, 0.25, 0.25}, ATOMS},
    {"discrete", "{discrete: [{value: 12 d, weight: 5}, {value: 10 d, weight: 2}, {value: 18 d, weight: 1}]}",
     four_values, .at = {0.25, 0.625, 0.125}, ATOMS},
};
static const struct known_law TAILED[] = {
    {"exponential", "{exponential: {mean: 2.5 d}}", exponential, .at = {2.5}},
    {"erlang", "{erlang: {phases: 4, mean: 3 d}}", gamma_law, .at = {4, 0.75}},
    {"erlang, 500 phases", "{erlang: {phases: 500, mean: 20 d}}", gamma_law, .at = {500, 0.04}},
    {"gamma", "{gamma: {mean: 10 d, sd: 4 d}}", gamma_law, .at = {6.25, 1.6}},
    {"gamma, very skewed", "{gamma: {mean: 10 d, sd: 20 d}}", gamma_law, .at = {0.25, 40}},
    {"lognormal by mean and sd", "{lognormal: {mean: 30 d, sd: 9 d}}", lognormal,
     .at = {28.73478855663454, 0.293560379208524}},
    {"lognormal by median and p90", "{lognormal: {median: 16 d, p90: 21 d}}", lognormal,
     .at = {16, 0.21219100564875237}},
    {"lognormal by quartiles", "{lognormal: {median: 6 d, q1: 4 d, q3: 8 d}}", lognormal,
     .at = {6, 0.513830773824539}},
    {"weibull by mean and sd", "{weibull: {mean: 8.862269254527579 d, sd: 4.632513751761042 d}}", weibull,
     .at = {2, 10}},
    {"weibull by shape", "{weibull: {shape: 1.7, scale: 9 d}}", weibull, .at = {1.7, 9}},
};
static const struct known_law TRUNCATED[] = {
    {"normal from 0", "{normal: {mean: 20 d, sd: 5 d}, min: 0 d}", normal, .at = {20, 5}, CUT(0, INFINITY)},
    {"normal, half of it", "{normal: {mean: 2 d, sd: 5 d}, min: 2 d}", normal, .at = {2, 5},
     CUT(2, INFINITY)},
    {"exponential far out", "{exponential: {mean: 1 d}, min: 20 d, max: 26 d}", exponential, .at = {1},
     CUT(20, 26)},
    {"gamma on both sides", "{gamma: {mean: 10 d, sd: 4 d}, min: 6 d, max: 20 d}", gamma_law,
     .at = {6.25, 1.6}, CUT(6, 20)},
    {"lognormal on both sides", "{lognormal: {median: 16 d, p90: 21 d}, min: 14 d, max: 30 d}", lognormal,
     .at = {16, 0.21219100564875237}, CUT(14, 30)},
    {"weibull on both sides", "{weibull: {shape: 1.7, scale: 9 d}, min: 1 d, max: 9 d}", weibull,
     .at = {1.7, 9}, CUT(1, 9)},
    {"triangular at its side", "{triangular: {min: 12 d, mode: 15 d, max: 21 d}, min: 16 d, max: 20 d}",
     triangular, .at = {12, 15, 21}, CUT(16, 20)},
};
static const struct known_law COMPOSED[] = {
    {"mixture",
     "{mixture: [{weight: 70%, of: {gamma: {mean: 3 d, sd: 1 d}}}, "
     "{weight: 30%, of: {lognormal: {mean: 30 d, sd: 9 d}}}]}",
     short_and_long, .at = {0.7}},
    {"mixture with a jump",
     "{mixture: [{weight: 8, of: 5 d}, {weight: 2, of: {lognormal: {mean: 30 d, sd: 9 d}}}]}", jumping,
     .at = {0}, ATOMS},
    {"mixture with a gap",
     "{mixture: [{weight: 1, of: {uniform: {min: 1 d, max: 2 d}}}, "
     "{weight: 1, of: {uniform: {min: 5 d, max: 9 d}}}]}",
     gap, .at = {0}, ATOMS},
    {"shifted", "{shifted: {by: 22 d, of: {gamma: {mean: 3 d, sd: 1 d}}}}", shifted, .at = {22}},
    {"mixture, cut",
     "{mixture: [{weight: 70%, of: {gamma: {mean: 3 d, sd: 1 d}}}, "
     "{weight: 30%, of: {lognormal: {mean: 30 d, sd: 9 d}}}], min: 2 d, max: 40 d}",
     short_and_long, .at = {0.7}, CUT(2, 40)},
};

/* ---- what is expected and measured of each */

/* Of each test of each law; there are about fifty. So many draws see an error of 2% in any of these laws, a
 * hundredth of them one of 10%. */
static const double LEVEL = 1e-6;
enum { DRAWS = 10000000, DRAWS_FAST = 100000 };

static void say_laws(struct expectations *to, const struct known_law *laws, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *name = laws[i].name;
        expect_at_most(to, kolmogorov_smirnov_bound(LEVEL), "%s: Kolmogorov-Smirnov", name);
        expect_exactly(to, 0, "%s: steps back", name);
        expect_exactly(to, 0, "%s: other seconds", name);
        if (laws[i].has_atoms)
            continue;
        expect_at_most(to, anderson_darling_bound(LEVEL), "%s: Anderson-Darling", name);
        expect_exactly(to, 0, "%s: tails missed", name);
    }
}

/* The law as the scenario's compiled model has it, drawn with a table as where it is drawn often. */
static bool measure(const struct validation_job *job, const struct known_law *known, struct fit *fit)
{
    char set[600], trouble[200];
    const char *sets[SETS_MAX] = {set};
    struct loaded loaded;
    struct arena arena;
    bool fine = true;
    snprintf(set, sizeof set, "pathways.way.stay.takes=%s", known->yaml);
    arena_init(&arena, 0);
    *fit = (struct fit){.kolmogorov_smirnov = INFINITY};
    if (load_case("scenarios/validation/ward.yaml", sets, &loaded, trouble, sizeof trouble)) {
        const struct law *law = loaded.model->steps[0].takes.always;
        const struct sampler sampler = {law, law_tabulated(&arena, law)};
        fine = fit_measure(&sampler, known, job->fast ? DRAWS_FAST : DRAWS, job->seed, fit);
    }
    unload(&loaded);
    arena_release(&arena);
    return fine;
}

/* In the order of say_laws. */
static bool look_at_laws(const struct validation_job *job, const struct known_law *laws, size_t count,
                         double *seen)
{
    for (size_t i = 0; i < count; i++) {
        struct fit fit;
        if ((job->stop && atomic_load(job->stop)) || !measure(job, &laws[i], &fit))
            return false;
        *seen++ = fit.kolmogorov_smirnov;
        *seen++ = fit.steps_back;
        *seen++ = fit.other_seconds;
        if (laws[i].has_atoms)
            continue;
        *seen++ = fit.anderson_darling;
        *seen++ = fit.tails_missed;
    }
    return true;
}

#define SAY_AND_LOOK(name, laws)                                                                             \
    static void say_##name(struct expectations *to)                                                          \
    {                                                                                                        \
        say_laws(to, laws, sizeof laws / sizeof *laws);                                                      \
    }                                                                                                        \
    static bool look_##name(const struct validation_job *job, const struct expectations *expected,           \
                            double *seen)                                                                    \
    {                                                                                                        \
        (void)expected;                                                                                      \
        return look_at_laws(job, laws, sizeof laws / sizeof *laws, seen);                                    \
    }
SAY_AND_LOOK(bounded, BOUNDED)
SAY_AND_LOOK(tailed, TAILED)
SAY_AND_LOOK(truncated, TRUNCATED)
SAY_AND_LOOK(composed, COMPOSED)

static const char SOURCE[] = "Kolmogorov 1933, Anderson & Darling 1952";

static const struct validation_case CASES[] = {
    {"bounded", "Laws with bounds, and lists of values", SOURCE, .say = say_bounded, .look = look_bounded},
    {"tailed", "Laws with tails", SOURCE, .say = say_tailed, .look = look_tailed},
    {"truncated", "Laws with min and max", SOURCE, .say = say_truncated, .look = look_truncated},
    {"composed", "Mixtures and shifted laws", SOURCE, .say = say_composed, .look = look_composed},
};
const struct validation_group validation_laws =
    VALIDATION_GROUP(CASES, "laws", "Distributions, 10^7 draws each");
