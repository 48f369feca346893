/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "laws/law.h"

#include <math.h>
#include <string.h>

#include "laws/law_table.h"

/*
 * Laws in use: distribution and quantile of every form, and truncation over all of them.
 *
 * law_quantile never steps back. Algebra in doubles is monotone, but special functions are only nearly so:
 * their last digits wander. Hence the smaller of u and 1 - u is first cut to 40 digits (bits): neighbours
 * then differ by 1e-12 of themselves, far more than any of our functions wanders, far less than any duration
 * is known to.
 */
static inline void put_on_lattice(double *p, double *q)
{
    const bool lower = *p <= 0.5;
    double smaller = lower ? *p : *q;
    uint64_t bits;
    memcpy(&bits, &smaller, sizeof bits);
    bits &= ~UINT64_C(0x1fff);
    memcpy(&smaller, &bits, sizeof smaller);
    const double other = 1 - smaller;
    *p = lower ? smaller : other;
    *q = lower ? other : smaller;
}

/* The first of the ascending numbers that is not below `bound`; count when none. */
static size_t first_at_least(const double *numbers, size_t count, double bound)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (numbers[middle] >= bound)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* How many values are at or below x. */
static size_t values_up_to(const struct law *law, double x)
{
    return first_at_least(law->values, law->count, nextafter(x, HUGE_VAL));
}

static struct tails discrete_tails(const struct law *law, double x)
{
    size_t below = values_up_to(law, x);
    return tails_from_lower(below ? law->at_or_below[below - 1] : 0);
}

static struct tails mixture_tails(const struct law *law, double x)
{
    struct tails sum = {0, 0};
    for (size_t i = 0; i < law->count; i++) {
        struct tails at = law_tails(law->of[i], x);
        sum.p += law->weights[i] * at.p;
        sum.q += law->weights[i] * at.q;
    }
    return sum;
}

struct tails base_tails(const struct law *law, double x)
{
    if (x < law->base_min)
        return (struct tails){0, 1};
    if (x >= law->base_max)
        return (struct tails){1, 0};
    switch (law->kind) {
    case LAW_DISCRETE: return discrete_tails(law, x);
    case LAW_MIXTURE: return mixture_tails(law, x);
    case LAW_SHIFTED: return law_tails(law->of[0], x - law->offset);
    default: return standard_tails(law, (x - law->offset) / law->scale);
    }
}

static double as_share(double share)
{
    return fmin(fmax(share, 0), 1);
}

struct tails law_tails(const struct law *law, double x)
{
    if (!law->truncated)
        return base_tails(law, x);
    if (x < law->least)
        return (struct tails){0, 1};
    if (x >= law->greatest)
        return (struct tails){1, 0};
    struct tails at = base_tails(law, x);
    return (struct tails){as_share(tails_between(law->below, at) / law->kept),
                          as_share(tails_between(at, law->at_max) / law->kept)};
}

static struct tails discrete_weighed(const struct law *law, double x)
{
    struct tails sum = {0, 0};
    for (size_t i = 0; i < law->count; i++) {
        if (law->values[i] <= x)
            sum.p += law->weights[i] * law->values[i];
        else
            sum.q += law->weights[i] * law->values[i];
    }
    return sum;
}

/* E[X; X <= x] and E[X; X > x] of the law as built. */
static struct tails law_weighed(const struct law *law, double x)
{
    if (!law->truncated)
        return base_weighed(law, x);
    if (x < law->least)
        return (struct tails){0, law->mean};
    if (x >= law->greatest)
        return (struct tails){law->mean, 0};
    struct tails from = base_weighed(law, nextafter(law->least, -HUGE_VAL));
    struct tails at = base_weighed(law, x), to = base_weighed(law, law->greatest);
    return (struct tails){tails_between(from, at) / law->kept, tails_between(at, to) / law->kept};
}

static struct tails mixture_weighed(const struct law *law, double x)
{
    struct tails sum = {0, 0};
    for (size_t i = 0; i < law->count; i++) {
        struct tails at = law_weighed(law->of[i], x);
        sum.p += law->weights[i] * at.p;
        sum.q += law->weights[i] * at.q;
    }
    return sum;
}

/* Of offset + scale * Y, given the tails of Y and its weighed tails at one point. */
static struct tails moved(const struct law *law, struct tails at, double scale, struct tails weighed)
{
    return (struct tails){law->offset * at.p + scale * weighed.p, law->offset * at.q + scale * weighed.q};
}

struct tails base_weighed(const struct law *law, double x)
{
    if (x < law->base_min)
        return (struct tails){0, law->base_mean};
    if (x >= law->base_max)
        return (struct tails){law->base_mean, 0};
    double y = (x - law->offset) / law->scale;
    switch (law->kind) {
    case LAW_DISCRETE: return discrete_weighed(law, x);
    case LAW_MIXTURE: return mixture_weighed(law, x);
    case LAW_SHIFTED: return moved(law, base_tails(law, x), 1, law_weighed(law->of[0], x - law->offset));
    default: return moved(law, standard_tails(law, y), law->scale, standard_weighed(law, y));
    }
}

static double discrete_quantile(const struct law *law, struct tails u)
{
    return law->values[first_at_least(law->at_or_below, law->count, u.p)];
}

static inline double within(double x, double least, double greatest)
{
    return x < least ? least : x > greatest ? greatest : x;
}

static double quantile_at(const struct law *law, struct tails u);

/* What a table may have on either side of a half second is inverted: so no second depends on tables. */
__attribute__((noinline)) static double whole_quantile(const struct law *law, struct tails u)
{
    double x = quantile_at(law->rough, u);
    bool doubtful = fabs(x - (double)(int64_t)x - 0.5) <= law->rough->doubt;
    return (double)law_nearest(doubtful ? quantile_at(law->exact, u) : x);
}

static double quantile_at(const struct law *law, struct tails u)
{
    if (law->detour) {
        if (law->rough)
            return whole_quantile(law, u);
        u = (struct tails){law->below.p + u.p * law->kept, law->at_max.q + u.q * law->kept};
    }
    put_on_lattice(&u.p, &u.q);
    double x;
    switch (law->kind) {
    case LAW_DISCRETE: x = discrete_quantile(law, u); break;
    case LAW_MIXTURE: x = law_inverse(law, u); break;
    case LAW_SHIFTED: x = law->offset + quantile_at(law->of[0], u); break;
    default: x = law->offset + law->scale * standard_quantile(law, u);
    }
    return within(x, law->least, law->greatest);
}

double law_quantile(const struct law *law, double u)
{
    return quantile_at(law, (struct tails){u, 1 - u});
}

/* Of a standard law moved and stretched: one stage after the other, so that none waits for a single draw, and
 * a compiler may take several at once. */
static void plain_quantile_many(const struct law *law, double uniforms[LAW_MANY])
{
    double p[LAW_MANY], q[LAW_MANY];
    for (int i = 0; i < LAW_MANY; i++) {
        p[i] = uniforms[i];
        q[i] = 1 - uniforms[i];
        put_on_lattice(&p[i], &q[i]);
    }
    standard_quantile_many(law, p, q, uniforms);
    const double offset = law->offset, scale = law->scale, least = law->least, greatest = law->greatest;
    for (int i = 0; i < LAW_MANY; i++)
        uniforms[i] = within(offset + scale * uniforms[i], least, greatest);
}

void law_quantile_many(const struct law *law, double uniforms[LAW_MANY])
{
    const bool is_standard =
        law->kind != LAW_DISCRETE && law->kind != LAW_MIXTURE && law->kind != LAW_SHIFTED;
    if (is_standard && !law->detour)
        plain_quantile_many(law, uniforms);
    else
        for (int i = 0; i < LAW_MANY; i++)
            uniforms[i] = law_quantile(law, uniforms[i]);
}

double law_cdf(const struct law *law, double x)
{
    return law_tails(law, x).p;
}

double law_mean(const struct law *law)
{
    return law->mean;
}

double law_min(const struct law *law)
{
    return law->least;
}

double law_max(const struct law *law)
{
    return law->greatest;
}

bool law_is_fixed(const struct law *law)
{
    return law->least == law->greatest;
}

int64_t law_seconds(const struct law *law, double u)
{
    return law_nearest(law_is_fixed(law) ? law->least : law_quantile(law, u));
}
