/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/estimation.h"
#include "statistics/target.h"

/* Measures, of all patients and by class: their summary, targets, delay ledger and histogram. */

/* The part of a measure's values and counters that a measure_part is made of: classes [from, to). */
struct slice {
    int measure, from, to;
};

/* ---- histogram */

enum { BINS_MAX = 60 };

/* Widths that people read, in seconds; each at most three times the one before, so that the narrowest that
 * needs no more than 60 bins needs more than 20, unless all values are within seconds. Beyond the last they
 * double. */
static const int64_t widths[] = {1,    2,    5,        10,      30,  60,      120,     300,     600,     1800,
                                 3600, 7200, 6 * 3600, DAY / 2, DAY, 2 * DAY, 5 * DAY, 7 * DAY, 14 * DAY};

static int64_t histogram_width(int64_t most)
{
    const size_t count = sizeof widths / sizeof *widths;
    for (size_t i = 0; i < count; i++)
        if (most / widths[i] < BINS_MAX)
            return widths[i];
    int64_t width = widths[count - 1];
    while (most / width >= BINS_MAX)
        width *= 2;
    return width;
}

static void histogram_of(struct estimation *estimation, const struct sample_view *view,
                         struct measure_part *part)
{
    if (!view->count)
        return;
    int64_t most = view->most, width = histogram_width(most);
    part->histogram_width = (double)width / DAY;
    part->histogram_count = (int)(most / width) + 1;
    part->histogram = estimation_array(estimation, part->histogram_count, sizeof *part->histogram);
    if (part->histogram)
        view_histogram(view, width, part->histogram);
}

/* ---- ledger */

struct key_order {
    int *keys;
    int count;
};

/* Appends the keys of those steps; first[step] and next[key] chain the keys of each step. */
static void append_keys(struct key_order *order, const int *steps, int step_count, const int *first,
                        const int *next)
{
    for (int i = 0; i < step_count; i++)
        for (int key = first[steps[i]]; key != NONE; key = next[key])
            order->keys[order->count++] = key;
}

/* The ledger's keys in the order of pathways, their steps as written, then risks' steps; within a step as
 * the model has them. */
static struct key_order keys_in_order(struct estimation *estimation)
{
    const struct model *model = estimation->model;
    struct key_order order = {.keys = estimation_array(estimation, model->ledger_count, sizeof *order.keys)};
    int *first = estimation_array(estimation, model->step_count, sizeof *first);
    int *next = estimation_array(estimation, model->ledger_count, sizeof *next);
    if (estimation->failed)
        return order;
    for (int i = 0; i < model->step_count; i++)
        first[i] = NONE;
    for (int key = model->ledger_count - 1; key >= 0; key--) {
        next[key] = first[model->ledger_keys[key].step];
        first[model->ledger_keys[key].step] = key;
    }
    for (int i = 0; i < model->pathway_count; i++)
        append_keys(&order, model->pathways[i].steps, model->pathways[i].step_count, first, next);
    for (int i = 0; i < model->risk_count; i++)
        append_keys(&order, model->risks[i].steps, model->risks[i].step_count, first, next);
    return order;
}

/* The counter of that key for one class of the slice. */
static int ledger_counter(const struct estimation *estimation, const struct slice *slice, int class, int key)
{
    const struct model *model = estimation->model;
    int row = slice->measure * model->class_count + class;
    return estimation->pool->counters.ledger + row * model->ledger_count + key;
}

/* Whether any of the slice's patients spent time on that key: a counter that was always 0 has no column. */
static bool ledger_occurs(const struct estimation *estimation, const struct slice *slice, int key)
{
    for (int c = slice->from; c < slice->to; c++)
        if (estimation->pool->columns[ledger_counter(estimation, slice, c, key)])
            return true;
    return false;
}

/* Column n must hold the patients measured, by replication. */
static void ledger_of(struct estimation *estimation, const struct slice *slice, const struct key_order *order,
                      struct measure_part *part)
{
    int occurring = 0;
    for (int i = 0; i < order->count; i++)
        occurring += ledger_occurs(estimation, slice, order->keys[i]);
    part->made_of = estimation_array(estimation, occurring, sizeof *part->made_of);
    for (int i = 0; part->made_of && i < order->count; i++) {
        const int key = order->keys[i];
        if (!ledger_occurs(estimation, slice, key))
            continue;
        column_zero(estimation, estimation->x);
        for (int c = slice->from; c < slice->to; c++)
            column_add(estimation, estimation->x, ledger_counter(estimation, slice, c, key), 1);
        struct figure mean = figure_divided(estimate_ratio(estimation), DAY);
        part->made_of[part->made_of_count++] = (struct ledger_line){.key = key, .mean = mean};
    }
}

/* ---- targets */

/* Of the patients of the slice that have the measure, the share within the target's time. */
static struct figure share_within(const struct estimation *estimation, const struct slice *slice, int target)
{
    const struct counter_layout *at = &estimation->pool->counters;
    const int classes = estimation->model->class_count;
    column_zero(estimation, estimation->n);
    column_zero(estimation, estimation->x);
    for (int c = slice->from; c < slice->to; c++) {
        column_add(estimation, estimation->n, at->measured + slice->measure * classes + c, 1);
        column_add(estimation, estimation->x, at->within + target * classes + c, 1);
    }
    return estimate_share(estimation);
}

static struct figure target_figure(const struct estimation *estimation, const struct slice *slice,
                                   const struct summary *summary, int place)
{
    const struct measure *asked = &estimation->model->measures[slice->measure];
    switch (asked->targets[place].statistic) {
    case STATISTIC_MEAN: return summary->mean;
    case STATISTIC_SHARE_WITHIN: return share_within(estimation, slice, asked->first_target + place);
    default: return summary->quantiles[asked->targets[place].statistic - STATISTIC_P05];
    }
}

static void targets_of(struct estimation *estimation, const struct slice *slice, struct measure_part *part)
{
    const struct measure *asked = &estimation->model->measures[slice->measure];
    part->targets = estimation_array(estimation, asked->target_count, sizeof *part->targets);
    for (int i = 0; part->targets && i < asked->target_count; i++) {
        const struct target *target = &asked->targets[i];
        struct target_result *result = &part->targets[i];
        result->statistic = target->statistic;
        result->goal = target->goal;
        result->within = target->statistic == STATISTIC_SHARE_WITHIN ? target->within : 0;
        result->figure = target_figure(estimation, slice, &part->summary, i);
        target_judge(result, estimation->replications);
    }
}

/* ---- measures */

static void measure_of(struct estimation *estimation, const struct slice *slice,
                       const struct key_order *order, struct measure_part *part)
{
    const int row = slice->measure * estimation->model->class_count + slice->from;
    const struct samples *values = &estimation->pool->samples[estimation->pool->series.measure + row];
    struct sample_view view;
    if (!view_open(&view, values, (size_t)(slice->to - slice->from))) {
        estimation->failed = true;
        return;
    }
    summarise(estimation, &view, &part->summary);
    targets_of(estimation, slice, part);
    histogram_of(estimation, &view, part);
    view_counts(&view, estimation->n);
    ledger_of(estimation, slice, order, part);
    view_close(&view);
}

/* Of those referred who could have the measure, the share that has it. */
static struct figure treated_share(const struct estimation *estimation, int measure)
{
    const int classes = estimation->model->class_count;
    column_referred_for_measure(estimation, estimation->n, measure);
    column_zero(estimation, estimation->x);
    for (int c = 0; c < classes; c++)
        column_add(estimation, estimation->x, estimation->pool->counters.measured + measure * classes + c, 1);
    return estimate_share(estimation);
}

void estimate_measures(struct estimation *estimation)
{
    struct metrics *metrics = estimation->metrics;
    const int measures = estimation->model->measure_count, classes = estimation->model->class_count;
    const struct key_order order = keys_in_order(estimation);
    metrics->measures = estimation_array(estimation, measures, sizeof *metrics->measures);
    metrics->measures_by_class =
        estimation_array(estimation, measures * classes, sizeof *metrics->measures_by_class);
    metrics->treated = estimation_array(estimation, measures, sizeof *metrics->treated);
    for (int m = 0; m < measures && !estimation->failed; m++) {
        struct measure_part *by_class = metrics->measures_by_class + m * classes;
        measure_of(estimation, &(struct slice){m, 0, classes}, &order, &metrics->measures[m]);
        metrics->treated[m] = treated_share(estimation, m);
        for (int c = 0; c < classes && !estimation->failed; c++)
            measure_of(estimation, &(struct slice){m, c, c + 1}, &order, &by_class[c]);
    }
}
