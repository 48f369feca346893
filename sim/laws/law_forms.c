/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "laws/law_builder.h"

#include <math.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <gsl/gsl_sf_gamma.h>

/* The continuous forms: parameters checked and turned into X = offset + scale * Y. */

enum { PHASES_LIMIT = 10000 };

/* Standard normal quantiles at 0.9 and 0.75. */
static const double NORMAL_P90 = 1.2815515655446004;
static const double NORMAL_P75 = 0.6744897501960817;

/* sd relative to the mean, within which a form's shape is well found. */
static const double LEAST_SPREAD = 0.001, GAMMA_LEAST = 0.01, GAMMA_SPREAD = 30, LOGNORMAL_SPREAD = 1e6,
                    WEIBULL_SPREAD = 400;

/* Of a lognormal: with more, its p90 is 370000 times its median. */
static const double SIGMA_LIMIT = 10;

/* X = offset + scale * Y, on its support. */
static bool place(struct builder *b, double offset, double scale, double min, double max)
{
    struct law *law = b->law;
    law->offset = offset;
    law->scale = scale;
    law->base_min = min;
    law->base_max = max;
    law->base_mean = offset + scale * standard_mean(law);
    return true;
}

/* X = scale * Y from 0 upwards. */
static bool place_positive(struct builder *b, double scale)
{
    return place(b, 0, scale, 0, HUGE_VAL);
}

static bool bounds_in_order(struct builder *b, double min, double max)
{
    return min <= max || law_fault(b, "min %g d is above max %g d", min / LAW_DAY, max / LAW_DAY);
}

bool law_set_uniform(struct builder *b, const double *parameter)
{
    double min = parameter[0], max = parameter[1];
    if (!bounds_in_order(b, min, max))
        return false;
    if (min == max)
        return law_set_one_value(b, min);
    return place(b, min, max - min, min, max);
}

static bool mode_inside(struct builder *b, const double *parameter)
{
    double min = parameter[0], mode = parameter[1], max = parameter[2];
    if (!bounds_in_order(b, min, max))
        return false;
    if (mode < min || mode > max)
        return law_fault(b, "mode %g d is not between min %g d and max %g d", mode / LAW_DAY, min / LAW_DAY,
                         max / LAW_DAY);
    return true;
}

bool law_set_triangular(struct builder *b, const double *parameter)
{
    double min = parameter[0], width = parameter[2] - min;
    if (!mode_inside(b, parameter))
        return false;
    if (width == 0)
        return law_set_one_value(b, min);
    b->law->shape = (parameter[1] - min) / width;
    return place(b, min, width, min, parameter[2]);
}

/* PERT: a beta law on [min, max] with shapes 1 + 4 (mode - min) / width and 1 + 4 (max - mode) / width
 * (Malcolm, Roseboom, Clark and Fazar, Operations Research 7, 1959; lambda = 4). */
bool law_set_pert(struct builder *b, const double *parameter)
{
    double min = parameter[0], width = parameter[2] - min;
    if (!mode_inside(b, parameter))
        return false;
    if (width == 0)
        return law_set_one_value(b, min);
    b->law->shape = 1 + 4 * (parameter[1] - min) / width;
    b->law->shape2 = 1 + 4 * (parameter[2] - parameter[1]) / width;
    return place(b, min, width, min, parameter[2]);
}

bool law_set_exponential(struct builder *b, const double *parameter)
{
    if (!law_above_zero(b, "mean", parameter[0]))
        return false;
    return place_positive(b, parameter[0]);
}

bool law_set_erlang(struct builder *b, const double *parameter)
{
    double phases = parameter[0];
    if (!(phases >= 1 && phases <= PHASES_LIMIT && floor(phases) == phases))
        return law_fault(b, "phases must be a whole number from 1 to %d", PHASES_LIMIT);
    if (!law_above_zero(b, "mean", parameter[1]))
        return false;
    b->law->kind = phases == 1 ? LAW_EXPONENTIAL : LAW_GAMMA;
    b->law->shape = phases;
    return place_positive(b, parameter[1] / phases);
}

/* Mean and sd above zero, and their ratio within what the form can show; *spread is that ratio. */
static bool spread_right(struct builder *b, const double *parameter, double least, double most,
                         double *spread)
{
    if (!law_above_zero(b, "mean", parameter[0]) || !law_above_zero(b, "sd", parameter[1]))
        return false;
    *spread = parameter[1] / parameter[0];
    if (*spread < least)
        return law_fault(b, "sd is less than %g of the mean: write it fixed, or normal with min: 0 d", least);
    return *spread <= most || law_fault(b, "sd is more than %g times the mean: give a smaller one", most);
}

bool law_set_gamma(struct builder *b, const double *parameter)
{
    double spread;
    if (!spread_right(b, parameter, GAMMA_LEAST, GAMMA_SPREAD, &spread))
        return false;
    b->law->shape = 1 / (spread * spread);
    return place_positive(b, parameter[0] * spread * spread);
}

/* Median and sigma of a lognormal, sigma above 0. */
static bool place_lognormal(struct builder *b, double median, double sigma)
{
    b->law->kind = LAW_LOGNORMAL;
    if (!(sigma <= SIGMA_LIMIT))
        return law_fault(b, "the law is too wide: its p90 is more than 370000 times its median");
    b->law->shape = sigma;
    return place_positive(b, median);
}

/* sigma^2 = ln(1 + sd^2 / mean^2) and median = mean exp(-sigma^2 / 2). */
bool law_set_lognormal(struct builder *b, const double *parameter)
{
    double spread;
    if (!spread_right(b, parameter, LEAST_SPREAD, LOGNORMAL_SPREAD, &spread))
        return false;
    double variance = log1p(spread * spread);
    return place_lognormal(b, parameter[0] * exp(-variance / 2), sqrt(variance));
}

bool law_set_lognormal_p90(struct builder *b, const double *parameter)
{
    double median = parameter[0], p90 = parameter[1];
    if (!law_above_zero(b, "median", median))
        return false;
    if (!(p90 > median))
        return law_fault(b, "p90 %g d must be above the median %g d", p90 / LAW_DAY, median / LAW_DAY);
    return place_lognormal(b, median, log(p90 / median) / NORMAL_P90);
}

bool law_set_lognormal_quartiles(struct builder *b, const double *parameter)
{
    double median = parameter[0], q1 = parameter[1], q3 = parameter[2];
    if (!law_above_zero(b, "q1", q1))
        return false;
    if (!(q1 <= median && median <= q3 && q1 < q3))
        return law_fault(b, "q1 %g d, median %g d and q3 %g d must ascend", q1 / LAW_DAY, median / LAW_DAY,
                         q3 / LAW_DAY);
    return place_lognormal(b, median, log(q3 / q1) / (2 * NORMAL_P75));
}

/* ln of mean square over squared mean, less what it should be: Gamma(1 + 2/k) / Gamma(1 + 1/k)^2 = 1 +
 * spread^2. */
static double weibull_misfit(double shape, void *log_ratio)
{
    return gsl_sf_lngamma(1 + 2 / shape) - 2 * gsl_sf_lngamma(1 + 1 / shape) - *(double *)log_ratio;
}

/* The shape of the Weibull law with this sd relative to its mean, by Brent's method; 0 when memory is
 * exhausted. */
static double weibull_shape(double spread)
{
    double log_ratio = log1p(spread * spread);
    gsl_function misfit = {weibull_misfit, &log_ratio};
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    if (!solver)
        return 0;
    int status = gsl_root_fsolver_set(solver, &misfit, 0.1, 2000);
    for (int step = 0; status == GSL_SUCCESS && step < 200; step++) {
        double low = gsl_root_fsolver_x_lower(solver), high = gsl_root_fsolver_x_upper(solver);
        if (gsl_root_test_interval(low, high, 0, 1e-14) == GSL_SUCCESS)
            break;
        status = gsl_root_fsolver_iterate(solver);
    }
    double shape = gsl_root_fsolver_root(solver);
    gsl_root_fsolver_free(solver);
    return shape;
}

bool law_set_weibull(struct builder *b, const double *parameter)
{
    double spread;
    if (!spread_right(b, parameter, LEAST_SPREAD, WEIBULL_SPREAD, &spread))
        return false;
    b->law->shape = weibull_shape(spread);
    if (!(b->law->shape > 0))
        return false;
    return place_positive(b, parameter[0] / standard_mean(b->law));
}

bool law_set_weibull_shape(struct builder *b, const double *parameter)
{
    b->law->kind = LAW_WEIBULL;
    if (!(parameter[0] >= 0.05 && parameter[0] <= 1000))
        return law_fault(b, "shape must be between 0.05 and 1000");
    if (!law_above_zero(b, "scale", parameter[1]))
        return false;
    b->law->shape = parameter[0];
    return place_positive(b, parameter[1]);
}

bool law_set_normal(struct builder *b, const double *parameter)
{
    if (!law_above_zero(b, "sd", parameter[1]))
        return false;
    return place(b, parameter[0], parameter[1], -HUGE_VAL, HUGE_VAL);
}
