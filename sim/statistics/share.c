/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/share.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

double normal_factor(double confidence)
{
    return gsl_cdf_ugaussian_Qinv((1 - confidence) / 2);
}

double student_factor(double confidence, size_t degrees)
{
    return gsl_cdf_tdist_Qinv((1 - confidence) / 2, (double)degrees);
}

/* v(R) = m / (m - 1) * sum (x_r - R n_r)^2 / (sum n)^2. Replications without n add nothing to the sum but
 * are part of the sample; their degrees of freedom are not counted, since they say nothing of how x varies.
 */
bool ratio_spread(const double *x, const double *n, size_t replications, struct spread *spread)
{
    double sum_x = 0, sum_n = 0, squares = 0;
    size_t filled = 0;
    for (size_t r = 0; r < replications; r++) {
        sum_x += x[r];
        sum_n += n[r];
        filled += n[r] > 0;
    }
    *spread = (struct spread){.total = sum_n};
    if (sum_n > 0)
        spread->ratio = sum_x / sum_n;
    if (filled < 2)
        return false;
    for (size_t r = 0; r < replications; r++) {
        double rest = x[r] - spread->ratio * n[r];
        squares += rest * rest;
    }
    double m = (double)replications;
    spread->variance = m / (m - 1) * squares / (sum_n * sum_n);
    spread->degrees = filled - 1;
    return true;
}

double effective_size(const struct spread *spread, double confidence)
{
    if (spread->variance <= 0)
        return spread->total;
    double shrink = normal_factor(confidence) / student_factor(confidence, spread->degrees);
    double worth = spread->ratio * (1 - spread->ratio) / spread->variance * shrink * shrink;
    /* Not above 0: x exceeds n by rounding, a share of 1. */
    return worth > 0 ? fmin(spread->total, worth) : spread->total;
}

struct bounds wilson_bounds(double p, double n, double confidence)
{
    double z = normal_factor(confidence);
    double k = z * z / n;
    double middle = p + k / 2;
    double half = sqrt(k * p * (1 - p) + k * k / 4);
    double low = (middle - half) / (1 + k), high = (middle + half) / (1 + k);
    return (struct bounds){fmax(0, fmin(low, p)), fmin(1, fmax(high, p))};
}
