/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "statistics/estimation.h"
#include "statistics/interval.h"
#include "statistics/quantile.h"

const double quantile_levels[QUANTILE_COUNT] = {0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.99};
const char *const quantile_names[QUANTILE_COUNT] = {"p05", "p10", "p25", "p50", "p75", "p90", "p95", "p99"};

/*
 * The standard deviation of single values and its interval by linearisation (the delta method; Wolter 2007,
 * Introduction to Variance Estimation, ch. 6): the mean squared distance to the mean is a ratio over
 * replications, and an error d of it is one of d / (2 sd) of its root. That the mean is estimated too has no
 * effect of first order.
 */
static struct figure standard_deviation(const struct estimation *estimation, const struct sample_view *view,
                                        double mean)
{
    if (view->count < 2)
        return (struct figure){.known = false};
    view_squares(view, mean, estimation->x);
    struct figure square =
        interval_ratio(estimation->x, estimation->n, estimation->replications, estimation->confidence);
    double root = sqrt(square.value), below = 0, above = 0;
    if (root > 0) {
        below = (square.value - square.low) / (2 * root);
        above = (square.high - square.value) / (2 * root);
    }
    double count = (double)view->count;
    struct figure figure = square;
    figure.value = root * sqrt(count / (count - 1));
    figure.low = fmax(0, figure.value - below);
    figure.high = figure.value + above;
    return figure;
}

void summarise(const struct estimation *estimation, const struct sample_view *view, struct summary *summary)
{
    *summary = (struct summary){.any = view->count > 0};
    view_counts(view, estimation->x);
    summary->count = estimate_mean(estimation);
    if (!summary->any)
        return;
    view_counts(view, estimation->n);
    view_sums(view, estimation->x);
    struct figure mean = estimate_ratio(estimation);
    summary->mean = figure_divided(mean, DAY);
    summary->sd = figure_divided(standard_deviation(estimation, view, mean.value), DAY);
    for (int k = 0; k < QUANTILE_COUNT; k++) {
        struct figure quantile =
            quantile_figure(view, quantile_levels[k], estimation->confidence, estimation->x, estimation->n);
        summary->quantiles[k] = figure_divided(quantile, DAY);
    }
    summary->min = (double)view->least / DAY;
    summary->max = (double)view->most / DAY;
}

void summarise_series(struct estimation *estimation, int series, struct summary *summary)
{
    struct sample_view view;
    if (!view_open(&view, &estimation->pool->samples[series], 1)) {
        estimation->failed = true;
        return;
    }
    summarise(estimation, &view, summary);
    view_close(&view);
}
