/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/difference.h"

#include <math.h>

#include "statistics/share.h"

/* What is left of x_r when the ratio is taken out, in units of the ratio. */
static double rest(const struct replication_sums *sums, const struct spread *spread, size_t r, double m)
{
    return (sums->x[r] - spread->ratio * sums->n[r]) * m / spread->total;
}

struct figure interval_difference(const struct replication_sums *first, const struct replication_sums *second,
                                  size_t replications, double confidence)
{
    struct spread a, b;
    bool bounded = ratio_spread(first->x, first->n, replications, &a);
    bounded = ratio_spread(second->x, second->n, replications, &b) && bounded;
    if (!(a.total > 0 && b.total > 0))
        return (struct figure){.known = false};
    double value = a.ratio - b.ratio;
    struct figure figure = {value, value, value, .known = true, .bounded = bounded};
    if (!bounded)
        return figure;
    double m = (double)replications, squares = 0, cubes = 0;
    for (size_t r = 0; r < replications; r++) {
        double difference = rest(first, &a, r, m) - rest(second, &b, r, m);
        squares += difference * difference;
        cubes += difference * difference * difference;
    }
    size_t degrees = a.degrees < b.degrees ? a.degrees : b.degrees;
    double error = sqrt(squares / (m - 1) / m);
    struct reach reach = skewed_student(skew_of(squares, cubes, m), confidence, degrees);
    figure.low -= error * reach.below;
    figure.high += error * reach.above;
    return figure;
}
