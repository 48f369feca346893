/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/difference.h"

#include <math.h>

#include "statistics/quantile.h"
#include "statistics/share.h"

/* What each of m pieces adds to the errors of the two figures. */
struct pair {
    struct replication_sums first, second;
    struct spread a, b;
    double scale_a, scale_b; /* of what is left of x when the ratio is taken out */
    size_t pieces;
};

static double rest(const struct replication_sums *sums, const struct spread *spread, double scale, size_t r)
{
    return (sums->x[r] - spread->ratio * sums->n[r]) * scale;
}

/* Sums over the pieces: of the differences their squares and cubes, and the squares of each side alone. */
struct powers {
    double squares, cubes, alone;
};

static struct powers powers_of(const struct pair *pair)
{
    struct powers powers = {0, 0, 0};
    for (size_t r = 0; r < pair->pieces; r++) {
        double a = rest(&pair->first, &pair->a, pair->scale_a, r),
               b = rest(&pair->second, &pair->b, pair->scale_b, r), difference = a - b;
        powers.squares += difference * difference;
        powers.cubes += difference * difference * difference;
        powers.alone += a * a + b * b;
    }
    return powers;
}

static struct difference around(double value, const struct pair *pair, double confidence)
{
    struct powers powers = powers_of(pair);
    double m = (double)pair->pieces, error = sqrt(powers.squares / (m - 1) / m);
    size_t degrees = pair->a.degrees < pair->b.degrees ? pair->a.degrees : pair->b.degrees;
    struct reach reach = skewed_student(skew_of(powers.squares, powers.cubes, m), confidence, degrees);
    return (struct difference){.figure = {value, value - error * reach.below, value + error * reach.above,
                                          .known = true, .bounded = true},
                               .apart = powers.squares > 0 ? powers.alone / powers.squares : 0};
}

static struct difference point(double value)
{
    return (struct difference){.figure = {value, value, value, .known = true}};
}

/* ---- ratios */

struct difference interval_difference(const struct replication_sums *first,
                                      const struct replication_sums *second, size_t replications,
                                      double confidence)
{
    struct pair pair = {.first = *first, .second = *second, .pieces = replications};
    bool bounded = ratio_spread(first->x, first->n, replications, &pair.a);
    bounded = ratio_spread(second->x, second->n, replications, &pair.b) && bounded;
    if (!(pair.a.total > 0 && pair.b.total > 0))
        return (struct difference){.figure = {.known = false}};
    double value = pair.a.ratio - pair.b.ratio;
    if (!bounded)
        return point(value);
    pair.scale_a = (double)replications / pair.a.total;
    pair.scale_b = (double)replications / pair.b.total;
    return around(value, &pair, confidence);
}

/* ---- quantiles */

/* Neighbours become one, until there are no more groups than that. Groups are of 1, 2, 4, ... replications.
 */
static size_t join_groups(double *x, double *n, size_t groups, size_t wanted)
{
    while (groups > wanted) {
        size_t halves = (groups + 1) / 2;
        for (size_t g = 0; g < halves; g++) {
            bool pair = 2 * g + 1 < groups;
            x[g] = x[2 * g] + (pair ? x[2 * g + 1] : 0);
            n[g] = n[2 * g] + (pair ? n[2 * g + 1] : 0);
        }
        groups = halves;
    }
    return groups;
}

/* By how much the quantile moves when the share below it moves: over its interval at 95%, whatever is asked,
 * for that is how far it may lie from the truth. 0 where it has none. */
static double slope_at(const struct sample_view *view, double p, const struct spread *spread)
{
    const double usual = 0.95;
    double worth = effective_size(spread, usual);
    if (!quantile_is_tail(p) && !quantile_can_be_bounded(p, fmin(worth, (double)view->count), usual))
        return NAN;
    struct bounds shares = wilson_bounds(p, worth, usual);
    return (view_quantile(view, shares.high) - view_quantile(view, shares.low)) / (shares.high - shares.low);
}

struct difference quantile_difference(const struct sample_view *first, const struct sample_view *second,
                                      double p, double confidence, double *work)
{
    size_t replications = first->replications;
    double *x1 = work, *n1 = x1 + replications, *x2 = n1 + replications, *n2 = x2 + replications;
    if (!first->count || !second->count)
        return (struct difference){.figure = {.known = false}};
    double q1 = view_quantile(first, p), q2 = view_quantile(second, p);
    if (quantile_is_tail(p) && (!quantile_tail_is_carried(first, p, confidence, x1, n1) ||
                                !quantile_tail_is_carried(second, p, confidence, x2, n2)))
        return point(q1 - q2);
    struct pair pair = {.first = {x1, n1}, .second = {x2, n2}};
    size_t groups1 = view_groups(first, q1, x1, n1), groups2 = view_groups(second, q2, x2, n2);
    pair.pieces = groups1 < groups2 ? groups1 : groups2;
    join_groups(x1, n1, groups1, pair.pieces);
    join_groups(x2, n2, groups2, pair.pieces);
    bool bounded = ratio_spread(x1, n1, pair.pieces, &pair.a);
    bounded = ratio_spread(x2, n2, pair.pieces, &pair.b) && bounded;
    if (!bounded)
        return point(q1 - q2);
    pair.scale_a = -slope_at(first, p, &pair.a) * (double)pair.pieces / pair.a.total;
    pair.scale_b = -slope_at(second, p, &pair.b) * (double)pair.pieces / pair.b.total;
    if (isnan(pair.scale_a) || isnan(pair.scale_b))
        return point(q1 - q2);
    return around(q1 - q2, &pair, confidence);
}

/* ---- one scenario's figure in pieces */

bool ratio_pieces(const struct replication_sums *sums, size_t replications, double *pieces)
{
    struct spread spread;
    ratio_spread(sums->x, sums->n, replications, &spread);
    if (!(spread.total > 0))
        return false;
    for (size_t r = 0; r < replications; r++)
        pieces[r] = spread.ratio + rest(sums, &spread, (double)replications / spread.total, r);
    return true;
}

bool quantile_pieces(const struct sample_view *view, double p, double *pieces, double *work)
{
    struct spread spread;
    struct replication_sums sums = {work, work + view->replications};
    if (!view->count)
        return false;
    double quantile = view_quantile(view, p);
    size_t groups = view_groups(view, quantile, work, work + view->replications), width = 1;
    while ((view->replications + width - 1) / width > groups)
        width *= 2;
    bool bounded = ratio_spread(sums.x, sums.n, groups, &spread);
    double slope = bounded ? slope_at(view, p, &spread) : 0;
    if (isnan(slope))
        return false;
    double scale = bounded ? -slope * (double)groups / spread.total * sqrt((double)width) : 0;
    for (size_t r = 0; r < view->replications; r++)
        pieces[r] = quantile + rest(&sums, &spread, scale, r / width);
    return true;
}
