/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/quantile.h"

#include <math.h>

#include "statistics/share.h"

/* The greatest of n values is below the p-quantile with probability p^n, the least is above it with
 * (1 - p)^n. Where that is more than the interval's error on one side, no value bounds the quantile (David &
 * Nagaraja 2003, Order Statistics, sec. 7.1). */
bool quantile_can_be_bounded(double p, double n, double confidence)
{
    return pow(fmax(p, 1 - p), n) <= (1 - confidence) / 2;
}

struct figure quantile_figure(const struct sample_view *view, double p, double confidence, double *x,
                              double *n)
{
    if (!view->count)
        return (struct figure){.known = false};
    double value = view_quantile(view, p);
    struct figure figure = {.value = value, .low = value, .high = value, .known = true};
    struct spread spread;
    size_t groups = view_groups(view, value, x, n);
    if (!ratio_spread(x, n, groups, &spread))
        return figure;
    double worth = effective_size(&spread, confidence);
    if (!quantile_can_be_bounded(p, fmin(worth, (double)view->count), confidence))
        return figure;
    /* Read outwards to the next value: between two values nothing is known. */
    struct bounds shares = wilson_bounds(p, worth, confidence);
    double last = (double)(view->count - 1);
    figure.low = view_rank(view, (uint64_t)floor(last * shares.low));
    figure.high = view_rank(view, (uint64_t)ceil(last * shares.high));
    figure.bounded = true;
    return figure;
}
