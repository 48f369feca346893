/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/share.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

/* How many patients a patient may be worth, see effective_size. */
static const double LUCK_MOST = 1.4;

double normal_factor(double confidence)
{
    return gsl_cdf_ugaussian_Qinv((1 - confidence) / 2);
}

double student_factor(double confidence, size_t degrees)
{
    return gsl_cdf_tdist_Qinv((1 - confidence) / 2, (double)degrees);
}

double skew_of(double squares, double cubes, double m)
{
    if (!(squares > 0) || m < 3)
        return 0;
    double variance = squares / (m - 1), third = m / (m - 1) / (m - 2) * cubes;
    return third / (6 * variance * sqrt(variance) * sqrt(m));
}

static double oblique(double t, double skew)
{
    return fabs(skew) < 1e-9 ? t : (cbrt(1 + 6 * skew * (t - skew)) - 1) / (2 * skew);
}

struct reach skewed_student(double skew, double confidence, size_t degrees)
{
    double t = student_factor(confidence, degrees);
    return (struct reach){oblique(t, skew), -oblique(-t, skew)};
}

/* v(R) = m / (m - 1) * sum (x_r - R n_r)^2 / (sum n)^2. Replications without n add nothing to the sum but
 * are part of the sample; their degrees of freedom are not counted, since they say nothing of how x varies.
 */
bool ratio_spread(const double *x, const double *n, size_t replications, struct spread *spread)
{
    double sum_x = 0, sum_n = 0, squares = 0, cubes = 0;
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
        cubes += rest * rest * rest;
    }
    double m = (double)replications;
    spread->skew = skew_of(squares, cubes, m);
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
    return worth > 0 ? fmin(LUCK_MOST * spread->total, worth) : spread->total;
}

double surely_worth(const struct spread *spread)
{
    double degrees = (double)spread->degrees, worth = spread->total;
    if (spread->variance > 0)
        worth = fmin(worth, fmax(0, spread->ratio * (1 - spread->ratio)) / spread->variance);
    return worth * gsl_cdf_chisq_Pinv(0.05, degrees) / degrees;
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
