/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/belief.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>

static double lognormal(const struct belief *belief, double u)
{
    double low = log(belief->a), high = log(belief->b);
    double sigma = (high - low) / (2 * gsl_cdf_ugaussian_Pinv(0.975));
    return exp((low + high) / 2 + sigma * gsl_cdf_ugaussian_Pinv(u));
}

double belief_quantile(const struct belief *belief, double u)
{
    double a = belief->a, b = belief->b;
    switch (belief->kind) {
    case BELIEF_BETA: return gsl_cdf_beta_Pinv(u, a + 0.5, b - a + 0.5);
    case BELIEF_LOGNORMAL: return lognormal(belief, u);
    case BELIEF_WHOLE: return fmin(a + floor(u * (b - a + 1)), b);
    default: return a + u * (b - a);
    }
}

double belief_within(const struct belief *belief, double u)
{
    bool ends = belief->kind == BELIEF_UNIFORM || belief->kind == BELIEF_WHOLE;
    return belief_quantile(belief, ends ? u : 0.025 + 0.95 * u);
}
