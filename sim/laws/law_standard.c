/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "laws/law_table.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>

/*
 * The standard laws, with Y >= 0 but for the normal. Formulas: Johnson, Kotz and Balakrishnan, "Continuous
 * univariate distributions", volumes 1 and 2 (1994, 1995). E[Y; Y <= y] is the mean times the distribution
 * function of the length-biased law, which for the gamma, beta, Weibull and lognormal is again of the family.
 */

/* 1 / sqrt(2 pi) */
static const double NORMAL_PEAK = 0.3989422804014327;

struct tails tails_from_lower(double p)
{
    return (struct tails){p, 1 - p};
}

struct tails tails_from_upper(double q)
{
    return (struct tails){1 - q, q};
}

double tails_between(struct tails from, struct tails to)
{
    return from.p <= from.q ? to.p - from.p : from.q - to.q;
}

static struct tails scaled(double factor, struct tails at)
{
    return (struct tails){factor * at.p, factor * at.q};
}

static struct tails triangular_tails(double mode, double y)
{
    if (y < mode)
        return tails_from_lower(y * y / mode);
    return tails_from_upper((1 - y) * (1 - y) / (1 - mode));
}

static struct tails beta_tails(double a, double b, double y)
{
    if (y * (a + b) < a)
        return tails_from_lower(gsl_cdf_beta_P(y, a, b));
    return tails_from_upper(gsl_cdf_beta_Q(y, a, b));
}

/*
 * P(Y <= y) = y^a e^-y / Gamma(a + 1) * (1 + y / (a + 1) + y^2 / ((a + 1)(a + 2)) + ...), DLMF 8.7.1, whose
 * first factor is exp(a (ln(1 + m) - m)) / (sqrt(2 pi a) gammastar(a)) with m = y / a - 1, so that nothing
 * cancels.
 */
static double gamma_series(double a, double y)
{
    double sum = 1, term = 1;
    for (double n = 1; term > sum * 0x1p-56; n++) {
        term *= y / (a + n);
        sum += term;
    }
    double first = exp(a * gsl_sf_log_1plusx_mx((y - a) / a));
    return NORMAL_PEAK * first / (sqrt(a) * gsl_sf_gammastar(a)) * sum;
}

/* Within a standard deviation below the mean GSL takes its continuous fraction, and loses up to six digits of
 * sixteen at shape 10000; the series keeps them. */
static double gamma_lower(double shape, double y)
{
    bool near = shape > 10 && (shape - y) * (shape - y) <= shape;
    return near ? gamma_series(shape, y) : gsl_cdf_gamma_P(y, shape, 1);
}

static struct tails gamma_tails(double shape, double y)
{
    if (y < shape)
        return tails_from_lower(gamma_lower(shape, y));
    return tails_from_upper(gsl_cdf_gamma_Q(y, shape, 1));
}

static struct tails normal_tails(double z)
{
    return (struct tails){gsl_cdf_ugaussian_P(z), gsl_cdf_ugaussian_Q(z)};
}

static struct tails exponential_tails(double y)
{
    return (struct tails){-expm1(-y), exp(-y)};
}

struct tails standard_tails(const struct law *law, double y)
{
    switch (law->kind) {
    case LAW_UNIFORM: return tails_from_lower(fmin(y, 1));
    case LAW_TRIANGULAR: return triangular_tails(law->shape, y);
    case LAW_PERT: return beta_tails(law->shape, law->shape2, y);
    case LAW_EXPONENTIAL: return exponential_tails(y);
    case LAW_WEIBULL: return exponential_tails(pow(y, law->shape));
    case LAW_GAMMA: return gamma_tails(law->shape, y);
    case LAW_LOGNORMAL: return normal_tails(log(y) / law->shape);
    default: return normal_tails(y);
    }
}

/* -log of the upper tail. Near 1 that has been rounded: log(q + lost) is log(q) + lost / q to the last
 * digits, as W. Kahan has log1p. Without a branch, which would be mispredicted every other time. */
static inline double exponential_quantile(struct tails u)
{
    const double lost = u.p < u.q ? (1 - u.q) - u.p : 0;
    return -(log(u.q) + lost / u.q);
}

/* The upper tail's is the lower one's with the other sign. */
static double normal_quantile(struct tails u)
{
    bool lower = u.p < u.q;
    double z = gsl_cdf_ugaussian_Pinv(lower ? u.p : u.q);
    return lower ? z : -z;
}

/* Each side is held to its side of the mode, so that rounding at the mode never makes a step back. */
static inline double triangular_quantile(double mode, double p, double q)
{
    bool lower = p < mode;
    double root = sqrt(lower ? p * mode : q * (1 - mode));
    double below = root < mode ? root : mode, above = 1 - root > mode ? 1 - root : mode;
    return lower ? below : above;
}

double standard_quantile(const struct law *law, struct tails u)
{
    switch (law->kind) {
    case LAW_UNIFORM: return u.p;
    case LAW_TRIANGULAR: return triangular_quantile(law->shape, u.p, u.q);
    case LAW_EXPONENTIAL: return exponential_quantile(u);
    case LAW_WEIBULL: return pow(exponential_quantile(u), 1 / law->shape);
    case LAW_LOGNORMAL: return exp(law->shape * normal_quantile(u));
    case LAW_NORMAL: return normal_quantile(u);
    default: return law_inverse(law, u);
    }
}

void standard_quantile_many(const struct law *law, const double p[LAW_MANY], const double q[LAW_MANY],
                            double y[restrict LAW_MANY])
{
    const double shape = law->shape;
    switch (law->kind) { /* those that are drawn most */
    case LAW_EXPONENTIAL:
        for (int i = 0; i < LAW_MANY; i++)
            y[i] = exponential_quantile((struct tails){p[i], q[i]});
        break;
    case LAW_TRIANGULAR:
        for (int i = 0; i < LAW_MANY; i++)
            y[i] = triangular_quantile(shape, p[i], q[i]);
        break;
    case LAW_LOGNORMAL:
        for (int i = 0; i < LAW_MANY; i++)
            y[i] = shape * normal_quantile((struct tails){p[i], q[i]});
        for (int i = 0; i < LAW_MANY; i++)
            y[i] = exp(y[i]);
        break;
    default:
        for (int i = 0; i < LAW_MANY; i++)
            y[i] = standard_quantile(law, (struct tails){p[i], q[i]});
    }
}

double standard_mean(const struct law *law)
{
    switch (law->kind) {
    case LAW_UNIFORM: return 0.5;
    case LAW_TRIANGULAR: return (1 + law->shape) / 3;
    case LAW_PERT: return law->shape / (law->shape + law->shape2);
    case LAW_EXPONENTIAL: return 1;
    case LAW_WEIBULL: return gsl_sf_gamma(1 + 1 / law->shape);
    case LAW_GAMMA: return law->shape;
    case LAW_LOGNORMAL: return exp(law->shape * law->shape / 2);
    default: return 0;
    }
}

/* Below the mode the density is 2y / mode, above it 2(1 - y) / (1 - mode). */
static struct tails triangular_weighed(double mode, double y)
{
    double mean = (1 + mode) / 3;
    if (y < mode) {
        double lower = 2 * y * y * y / (3 * mode);
        return (struct tails){lower, mean - lower};
    }
    double rest = 1 - y;
    double upper = rest * rest / (1 - mode) - 2 * rest * rest * rest / (3 * (1 - mode));
    return (struct tails){mean - upper, upper};
}

/* The normal density, whose derivative is -z times itself: hence E[Z; Z <= z] = -density. */
static double normal_density(double z)
{
    return NORMAL_PEAK * exp(-z * z / 2);
}

struct tails standard_weighed(const struct law *law, double y)
{
    switch (law->kind) {
    case LAW_UNIFORM: return (struct tails){y * y / 2, (1 - y) * (1 + y) / 2};
    case LAW_TRIANGULAR: return triangular_weighed(law->shape, y);
    case LAW_PERT: return scaled(standard_mean(law), beta_tails(law->shape + 1, law->shape2, y));
    case LAW_EXPONENTIAL: return gamma_tails(2, y);
    case LAW_WEIBULL: return scaled(standard_mean(law), gamma_tails(1 + 1 / law->shape, pow(y, law->shape)));
    case LAW_GAMMA: return scaled(law->shape, gamma_tails(law->shape + 1, y));
    case LAW_LOGNORMAL: return scaled(standard_mean(law), normal_tails(log(y) / law->shape - law->shape));
    default: return (struct tails){-normal_density(y), normal_density(y)};
    }
}
