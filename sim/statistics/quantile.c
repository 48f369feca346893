/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/quantile.h"

#include <math.h>

#include "statistics/interval.h"
#include "statistics/share.h"

/* What a quantile of the tail needs, see quantile_tail_is_carried: the last two in units of -ln((1 -
 * confidence) / 2) values beyond it, with which one of them lies there as surely as one bound holds. */
static const size_t TAIL_REPLICATIONS = 20;
static const double TAIL_VALUES = 3.25, TAIL_WORTH = 1.35;

/* The greatest of n values is below the p-quantile with probability p^n, the least is above it with
 * (1 - p)^n. Where that is more than the interval's error on one side, no value bounds the quantile (David &
 * Nagaraja 2003, Order Statistics, sec. 7.1). */
bool quantile_can_be_bounded(double p, double n, double confidence)
{
    return pow(fmax(p, 1 - p), n) <= (1 - confidence) / 2;
}

bool quantile_is_tail(double p)
{
    return p < 0.1 || p > 0.9;
}

bool quantile_tail_is_carried(const struct sample_view *view, double p, double confidence, double *x,
                              double *n)
{
    double unit = -log((1 - confidence) / 2), beyond = fmin(p, 1 - p);
    if (view->replications < TAIL_REPLICATIONS || (double)view->count * beyond < TAIL_VALUES * unit)
        return false;
    struct spread spread;
    size_t groups = view_groups(view, view_quantile(view, 0.5), x, n);
    return ratio_spread(x, n, groups, &spread) && surely_worth(&spread) * beyond >= TAIL_WORTH * unit;
}

/* ---- inverting the test */

struct trial {
    const struct sample_view *view;
    double p, confidence;
    double *x, *n;
    uint64_t rank; /* of the estimate */
    bool above;    /* which way from there */
};

/* Whether the value so many ranks away may be the quantile: of those above, the share below them must not
 * surely be more than p; of those below, the share up to them must not surely be less. The share itself is
 * that of the rank, for groups may know it by coarse classes only. */
static bool may_be_it(const struct trial *trial, uint64_t steps)
{
    uint64_t rank = trial->above ? trial->rank + steps : trial->rank - steps;
    double value = view_rank(trial->view, rank), count = (double)trial->view->count;
    size_t groups = view_groups(trial->view, trial->above ? value - 1 : value, trial->x, trial->n);
    struct figure share = interval_ratio(trial->x, trial->n, groups, trial->confidence);
    if (trial->above)
        return (double)rank / count - (share.value - share.low) <= trial->p;
    return (double)(rank + 1) / count + (share.high - share.value) >= trial->p;
}

/* The rank of the furthest value, at most `room` away, that may be it. */
static uint64_t furthest(const struct trial *trial, uint64_t room)
{
    uint64_t in = 0, out = 1;
    while (out <= room && may_be_it(trial, out)) {
        in = out;
        out *= 2;
    }
    out = out <= room ? out : room + 1;
    while (out - in > 1) {
        uint64_t middle = in + (out - in) / 2;
        if (may_be_it(trial, middle))
            in = middle;
        else
            out = middle;
    }
    return trial->above ? trial->rank + in : trial->rank - in;
}

static void bound_tail(struct figure *figure, const struct sample_view *view, double p, double confidence,
                       double *x, double *n)
{
    if (!quantile_tail_is_carried(view, p, confidence, x, n))
        return;
    uint64_t last = view->count - 1, rank = (uint64_t)floor((double)last * p);
    struct trial below = {view, p, confidence, x, n, rank, .above = false}, above = below;
    above.above = true;
    figure->low = fmin(figure->value, view_rank(view, furthest(&below, rank)));
    figure->high = fmax(figure->value, view_rank(view, furthest(&above, last - rank)));
    figure->bounded = true;
}

/* ---- Woodruff's interval */

static void bound_middle(struct figure *figure, const struct sample_view *view, double p, double confidence,
                         double *x, double *n)
{
    struct spread spread;
    size_t groups = view_groups(view, figure->value, x, n);
    if (!ratio_spread(x, n, groups, &spread))
        return;
    double worth = effective_size(&spread, confidence);
    if (!quantile_can_be_bounded(p, fmin(worth, (double)view->count), confidence))
        return;
    /* Read outwards to the next value: between two values nothing is known. */
    struct bounds shares = wilson_bounds(p, worth, confidence);
    double last = (double)(view->count - 1);
    figure->low = view_rank(view, (uint64_t)floor(last * shares.low));
    figure->high = view_rank(view, (uint64_t)ceil(last * shares.high));
    figure->bounded = true;
}

struct figure quantile_figure(const struct sample_view *view, double p, double confidence, double *x,
                              double *n)
{
    if (!view->count)
        return (struct figure){.known = false};
    double value = view_quantile(view, p);
    struct figure figure = {.value = value, .low = value, .high = value, .known = true};
    if (quantile_is_tail(p))
        bound_tail(&figure, view, p, confidence, x, n);
    else
        bound_middle(&figure, view, p, confidence, x, n);
    return figure;
}
