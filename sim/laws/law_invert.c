/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "laws/law_internal.h"

#include <float.h>
#include <math.h>
#include <string.h>

/*
 * Quantiles without a closed form: the smallest grid point whose distribution function reaches u.
 *
 * The grid is the doubles with 36 fraction bits: a relative step of 1.5e-11, and every whole second up to
 * 4000 years is on it, so the jump of a mixture at a fixed value is found exactly. The answer depends on u
 * alone and not on how it was searched, hence it can't step back as u grows. GSL's own inverses are not used:
 * their last digits do step back, and gsl_cdf_gamma_Pinv gives NaN for shapes below about 0.11.
 *
 * The search starts from knots, quantiles found when the law was built, and goes on by regula falsi in the
 * Illinois form (Dowell and Jarratt, BIT 11, 1971), every third step a bisection so that jumps and plateaus
 * end too.
 */
enum { GRID_DROPPED_BITS = 16, TAIL_LEVELS = 12, MIDDLE_LEVELS = 63 };
enum { LEVELS = 2 * TAIL_LEVELS + MIDDLE_LEVELS };

bool law_is_inverted(enum law_kind kind)
{
    return kind == LAW_GAMMA || kind == LAW_PERT || kind == LAW_MIXTURE;
}

/* Doubles that are not negative are ordered as their bits are. */
static uint64_t grid_index(double y)
{
    uint64_t bits;
    memcpy(&bits, &y, sizeof bits);
    return bits >> GRID_DROPPED_BITS;
}

static double grid_point(uint64_t index)
{
    uint64_t bits = index << GRID_DROPPED_BITS;
    double y;
    memcpy(&y, &bits, sizeof y);
    return y;
}

static struct tails tails_at(const struct law *law, uint64_t index)
{
    double y = grid_point(index);
    if (law->kind == LAW_MIXTURE)
        return base_tails(law, y);
    if (law->kind == LAW_PERT && y >= 1)
        return (struct tails){1, 0};
    return y > 0 ? standard_tails(law, y) : (struct tails){0, 1};
}

/* How far a point has passed u, told by the smaller tail: not negative where u is reached. */
static double excess(struct tails at, struct tails u)
{
    return u.p <= u.q ? at.p - u.p : u.q - at.q;
}

/* u is reached at high and not at low. */
struct bracket {
    uint64_t low, high;
    double low_excess, high_excess;
};

static uint64_t between(const struct bracket *b, bool halve)
{
    if (halve)
        return b->low + (b->high - b->low) / 2;
    double low = grid_point(b->low), high = grid_point(b->high);
    double y = low + (high - low) * (-b->low_excess / (b->high_excess - b->low_excess));
    uint64_t index = y > low && y < high ? grid_index(y) : b->low;
    if (index <= b->low)
        return b->low + 1;
    return index < b->high ? index : b->high - 1;
}

static uint64_t narrow(const struct law *law, struct tails u, struct bracket b)
{
    int last = 0;
    for (unsigned step = 1; b.high - b.low > 1; step++) {
        uint64_t middle = between(&b, step % 3 == 0);
        double passed = excess(tails_at(law, middle), u);
        if (passed >= 0) {
            b.low_excess *= last > 0 ? 0.5 : 1;
            b.high = middle, b.high_excess = passed, last = 1;
        } else {
            b.high_excess *= last < 0 ? 0.5 : 1;
            b.low = middle, b.low_excess = passed, last = -1;
        }
    }
    return b.high;
}

/* Beyond the last knot: doubles the upper end until it reaches u. */
static struct bracket bracket_beyond(const struct law *law, struct tails u)
{
    const struct law_knot *last = &law->knots[law->knot_count - 1];
    struct bracket b = {last->index, last->index, excess(last->at, u), -1};
    double high = fmax(1, 2 * grid_point(last->index));
    for (; b.high_excess < 0; high *= 2) {
        b.high = grid_index(fmin(high, DBL_MAX));
        b.high_excess = high < DBL_MAX ? excess(tails_at(law, b.high), u) : 0;
    }
    return b;
}

/* The first knot that reaches u; knot_count when none does. */
static size_t first_reached(const struct law *law, struct tails u)
{
    size_t low = 0, high = law->knot_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (excess(law->knots[middle].at, u) >= 0)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static uint64_t invert_index(const struct law *law, struct tails u)
{
    size_t next = first_reached(law, u);
    if (next == 0)
        return law->knots[0].index;
    if (next == law->knot_count)
        return narrow(law, u, bracket_beyond(law, u));
    const struct law_knot *low = &law->knots[next - 1], *high = &law->knots[next];
    return narrow(law, u, (struct bracket){low->index, high->index, excess(low->at, u), excess(high->at, u)});
}

double law_invert(const struct law *law, struct tails u)
{
    return grid_point(invert_index(law, u));
}

double law_invert_finely(const struct law *law, struct tails u, double *quantile)
{
    uint64_t index = invert_index(law, u);
    double x = *quantile = grid_point(index);
    if (index == 0)
        return x;
    double before = excess(tails_at(law, index - 1), u), after = excess(tails_at(law, index), u);
    if (before < 0 && after > 0)
        *quantile = x - (x - grid_point(index - 1)) * (after / (after - before));
    return x;
}

/* 2^-54, 2^-50 … 2^-10, then 1/64 … 63/64, then the upper tail as the lower. */
static struct tails level(int number)
{
    if (number < TAIL_LEVELS)
        return tails_from_lower(ldexp(1, 4 * number - 54));
    if (number < TAIL_LEVELS + MIDDLE_LEVELS)
        return tails_from_lower(ldexp(number - TAIL_LEVELS + 1, -6));
    return tails_from_upper(ldexp(1, 4 * (LEVELS - 1 - number) - 54));
}

/* Adds a knot after the others; its tails are held monotone, whatever their last digits. */
static void add_knot(struct law *law, struct law_knot *knots, uint64_t index)
{
    const struct law_knot *last = &knots[law->knot_count - 1];
    if (index <= last->index)
        return;
    struct tails at = tails_at(law, index);
    knots[law->knot_count++] = (struct law_knot){index, {fmax(at.p, last->at.p), fmin(at.q, last->at.q)}};
}

/* A knot on either side of each quantile: where the law jumps, both ends of the jump. */
bool law_invert_prepare(struct arena *arena, struct law *law)
{
    struct law_knot *knots = arena_array(arena, 2 * LEVELS + 1, sizeof *knots);
    if (!knots)
        return false;
    law->knots = knots;
    law->knot_count = 1;
    knots[0] = (struct law_knot){0, tails_at(law, 0)};
    for (int number = 0; number < LEVELS; number++) {
        uint64_t index = invert_index(law, level(number));
        if (index > 0)
            add_knot(law, knots, index - 1);
        add_knot(law, knots, index);
    }
    return true;
}
