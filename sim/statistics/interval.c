/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/interval.h"

#include <math.h>

#include "statistics/share.h"

static struct figure around(double value, double error, struct reach reach)
{
    return (struct figure){value, value - error * reach.below, value + error * reach.above, .known = true,
                           .bounded = true};
}

static struct figure point(double value)
{
    return (struct figure){value, value, value, .known = true, .bounded = false};
}

/* Deviations are taken from the first value, so that equal values give exactly that value and a width of
 * exactly 0: which is right for a mean, for what never varies over replications is known. */
struct figure interval_mean(const double *x, size_t replications, double confidence, double floor)
{
    if (!replications)
        return (struct figure){.known = false};
    double m = (double)replications, sum = 0, squares = 0, cubes = 0;
    for (size_t r = 0; r < replications; r++)
        sum += x[r] - x[0];
    double mean = x[0] + sum / m;
    if (replications < 2)
        return point(mean);
    for (size_t r = 0; r < replications; r++) {
        double rest = x[r] - mean;
        squares += rest * rest;
        cubes += rest * rest * rest;
    }
    double error = sqrt(squares / (m - 1) / m), skew = skew_of(squares, cubes, m);
    struct figure figure = around(mean, error, skewed_student(skew, confidence, replications - 1));
    figure.low = fmax(figure.low, fmin(floor, mean));
    return figure;
}

struct figure interval_ratio(const double *x, const double *n, size_t replications, double confidence)
{
    struct spread spread;
    bool bounded = ratio_spread(x, n, replications, &spread);
    if (!(spread.total > 0))
        return (struct figure){.known = false};
    if (!bounded)
        return point(spread.ratio);
    return around(spread.ratio, sqrt(spread.variance),
                  skewed_student(spread.skew, confidence, spread.degrees));
}

/*
 * Student's interval of a ratio is no good for a share: none of 40 patients would give [0, 0], and near 0 it
 * reaches below. So the variance between replications is turned into a number of independent patients, and
 * Wilson's interval is taken for that many (Korn & Graubard 1998, Survey Methodology 24:193; found to hold
 * best for few events among those compared by Franco et al. 2019, J Surv Stat Methodol 7:334).
 */
struct figure interval_share(const double *x, const double *n, size_t replications, double confidence)
{
    struct spread spread;
    bool bounded = ratio_spread(x, n, replications, &spread);
    if (!(spread.total > 0))
        return (struct figure){.known = false};
    struct figure figure = point(fmin(1, spread.ratio));
    if (!bounded)
        return figure;
    struct bounds bounds = wilson_bounds(figure.value, effective_size(&spread, confidence), confidence);
    figure.low = bounds.low;
    figure.high = bounds.high;
    figure.bounded = true;
    return figure;
}
