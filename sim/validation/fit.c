/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "validation/fit.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "laws/stream.h"

static const double DAY_SECONDS = 86400;

/* ---- the known law */

/* Cut to [low, high]: the share of what is left. Differences are taken of the tails that are small there. */
double known_tail(const struct known_law *known, double x, bool above)
{
    if (!known->cut)
        return known->tail(known->at, x, above);
    if (x < known->low || x >= known->high)
        return above == (x < known->low) ? 1 : 0;
    double bound = above ? known->high : known->low;
    bool upper = above == (known->tail(known->at, bound, above) < 0.5);
    double at_low = known->tail(known->at, known->low, upper), at_x = known->tail(known->at, x, upper),
           at_high = known->tail(known->at, known->high, upper);
    return (above ? at_high - at_x : at_x - at_low) / (at_high - at_low);
}

/* ---- uniforms in order */

enum { REPLICATIONS = 1024, BUCKET_BITS = 18, BUCKETS = 1 << BUCKET_BITS };

static double uniform(uint64_t seed, uint64_t purpose, uint32_t i)
{
    return stream_uniform(stream_key(seed, i % REPLICATIONS), purpose, i / REPLICATIONS, 0);
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* Into buckets of equal width by counting, then each bucket. */
static bool sorted_uniforms(uint64_t seed, uint64_t purpose, uint32_t count, double *u)
{
    uint32_t *from = calloc(BUCKETS + 1, sizeof *from);
    if (!from)
        return false;
    for (uint32_t i = 0; i < count; i++)
        from[(uint32_t)(uniform(seed, purpose, i) * BUCKETS) + 1]++;
    for (uint32_t k = 0; k < BUCKETS; k++)
        from[k + 1] += from[k];
    for (uint32_t i = 0; i < count; i++) {
        double x = uniform(seed, purpose, i);
        u[from[(uint32_t)(x * BUCKETS)]++] = x;
    }
    for (uint32_t k = 0, first = 0; k < BUCKETS; first = from[k++])
        qsort(u + first, from[k] - first, sizeof *u, compare);
    free(from);
    return true;
}

/* ---- distances */

/* A pass through the draws in order. Numbers count from 0; that of the last that was looked at is `last`. */
struct pass {
    const struct known_law *known;
    double n;
    uint32_t last;
    double below, above; /* of that draw: P(X <= x) and P(X > x) */
    double distance, sum;
};

static void see_distance(struct pass *pass, double p, double share)
{
    pass->distance = fmax(pass->distance, fabs(p - share));
}

/* The draw with number i adds (2i + 1) ln P(X <= x) + (2(n - i) - 1) ln P(X > x) to -n (A^2 + n). */
static void add_logarithms(struct pass *pass, double i, double below, double above)
{
    pass->sum += (2 * i + 1) * log(below) + (2 * (pass->n - i) - 1) * log(above);
}

static void see_smooth(struct pass *pass, uint32_t i, double x)
{
    double below = known_tail(pass->known, x, false), above = known_tail(pass->known, x, true);
    for (uint32_t k = pass->last + 1; i > 0 && k < i; k++) {
        double way = (double)(k - pass->last) / (i - pass->last);
        add_logarithms(pass, k, pass->below + way * (below - pass->below),
                       pass->above + way * (above - pass->above));
    }
    add_logarithms(pass, i, below, above);
    see_distance(pass, below, i / pass->n);
    see_distance(pass, below, (i + 1) / pass->n);
    pass->last = i;
    pass->below = below;
    pass->above = above;
}

/* Where the value changes: just before the new one, and at the one before. */
static void see_atoms(struct pass *pass, uint32_t i, double before, double x)
{
    if (i > 0 && x == before)
        return;
    see_distance(pass, known_tail(pass->known, nextafter(x, -1), false), i / pass->n);
    if (i > 0)
        see_distance(pass, known_tail(pass->known, before, false), i / pass->n);
}

enum { EDGE = 4096, STRIDE = 16 };

static bool is_looked_at(uint32_t i, uint32_t draws)
{
    return i % STRIDE == 0 || i < EDGE || i + EDGE >= draws;
}

static void go_through(const struct sampler *sampler, const struct known_law *known, const double *u,
                       uint32_t draws, struct fit *fit)
{
    struct pass pass = {.known = known, .n = draws};
    int64_t before = -1;
    for (uint32_t i = 0; i < draws; i++) {
        int64_t seconds = law_seconds(sampler->drawn, u[i]);
        fit->steps_back += seconds < before;
        if (known->has_atoms)
            see_atoms(&pass, i, (double)before / DAY_SECONDS, (double)seconds / DAY_SECONDS);
        else if (is_looked_at(i, draws)) {
            double exact = law_quantile(sampler->law, u[i]);
            fit->other_seconds += fabs((double)seconds - exact) > 0.5 + 1e-6;
            see_smooth(&pass, i, exact / DAY_SECONDS);
        }
        before = seconds;
    }
    fit->kolmogorov_smirnov = sqrt(pass.n) * pass.distance;
    fit->anderson_darling = known->has_atoms ? 0 : -pass.n - pass.sum / pass.n;
}

/* Whether the tail has the value u at x, or would within a thousandth of a second and 1e-9 of x. */
static bool is_at(const struct known_law *known, double x, double u, bool above)
{
    double near = 1e-8 + 1e-9 * x, rounding = 1e-9;
    double left = known_tail(known, fmax(x - near, 0), above), right = known_tail(known, x + near, above);
    return fmin(left, right) * (1 - rounding) <= u && u <= fmax(left, right) * (1 + rounding);
}

static double tails_missed(const struct law *law, const struct known_law *known)
{
    double missed = 0;
    for (double u = 1e-3; u > 0.9e-15; u /= 10) {
        double other = 1 - u; /* in a double not quite 1 - u */
        missed += !is_at(known, law_quantile(law, u) / DAY_SECONDS, u, false);
        missed += !is_at(known, law_quantile(law, other) / DAY_SECONDS, 1 - other, true);
    }
    return missed;
}

bool fit_measure(const struct sampler *sampler, const struct known_law *known, uint32_t draws, uint64_t seed,
                 struct fit *fit)
{
    double *u = calloc(draws, sizeof *u);
    *fit = (struct fit){.steps_back = 0};
    bool done = u && sorted_uniforms(seed, stream_purpose("laws", known->name, "takes"), draws, u);
    if (done) {
        go_through(sampler, known, u, draws, fit);
        fit->tails_missed = known->has_atoms ? 0 : tails_missed(sampler->law, known);
    }
    free(u);
    return done;
}

double kolmogorov_smirnov_bound(double level)
{
    return sqrt(log(2 / level) / 2);
}

double anderson_darling_bound(double level)
{
    double z = gsl_cdf_ugaussian_Qinv(level / sqrt(3) / 2);
    return z * z / 2;
}
