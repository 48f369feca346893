/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/estimation.h"

#include <math.h>
#include <stdlib.h>

#include "statistics/interval.h"

bool estimation_open(struct estimation *estimation, const struct pool *pool, struct metrics *metrics)
{
    size_t room = pool->replications ? pool->replications : 1;
    *estimation = (struct estimation){
        .pool = pool,
        .model = pool->model,
        .metrics = metrics,
        .replications = pool->replications,
        .confidence = pool->model->run.confidence,
        .x = calloc(room, sizeof(double)),
        .n = calloc(room, sizeof(double)),
    };
    return estimation->x && estimation->n;
}

void estimation_close(struct estimation *estimation)
{
    free(estimation->x);
    free(estimation->n);
}

void *estimation_array(struct estimation *estimation, int count, size_t size)
{
    void *items = arena_array(estimation->arena, (size_t)count, size);
    if (!items)
        estimation->failed = true;
    return items;
}

/* ---- columns */

void column_zero(const struct estimation *estimation, double *column)
{
    for (size_t r = 0; r < estimation->replications; r++)
        column[r] = 0;
}

void column_add(const struct estimation *estimation, double *column, int counter, double times)
{
    const double *counts = estimation->pool->columns[counter];
    if (!counts)
        return;
    for (size_t r = 0; r < estimation->replications; r++)
        column[r] += times * counts[r];
}

void column_set(const struct estimation *estimation, double *column, int counter)
{
    column_zero(estimation, column);
    column_add(estimation, column, counter, 1);
}

static bool step_is_on_pathway(const struct model *model, int step, int pathway)
{
    const struct step *at = &model->steps[step];
    return at->pathway == NONE ? model->risks[at->risk].applies[pathway] : at->pathway == pathway;
}

void column_referred_for_step(const struct estimation *estimation, double *column, int step)
{
    const struct model *model = estimation->model;
    column_zero(estimation, column);
    for (int c = 0; c < model->class_count; c++)
        if (step_is_on_pathway(model, step, model->classes[c].pathway))
            column_add(estimation, column, estimation->pool->counters.referred + c, 1);
}

void column_referred_for_risk(const struct estimation *estimation, double *column, int risk)
{
    const struct model *model = estimation->model;
    column_zero(estimation, column);
    for (int c = 0; c < model->class_count; c++)
        if (model->risks[risk].applies[model->classes[c].pathway])
            column_add(estimation, column, estimation->pool->counters.referred + c, 1);
}

static bool step_has_mark(const struct step *step, enum mark_kind kind, int index)
{
    for (int moment = 0; moment < MOMENT_COUNT; moment++)
        for (int i = 0; i < step->marks[moment].count; i++)
            if (step->marks[moment].list[i].kind == kind && step->marks[moment].list[i].index == index)
                return true;
    return false;
}

/* Whether patients on that pathway can have the measure: both its moments lie on their way. */
static bool measure_is_on_pathway(const struct model *model, int measure, int pathway)
{
    bool from = model->measures[measure].from_referral, to = model->measures[measure].to_exit;
    for (int i = 0; i < model->step_count && !(from && to); i++) {
        if (!step_is_on_pathway(model, i, pathway))
            continue;
        from = from || step_has_mark(&model->steps[i], MARK_MEASURE_FROM, measure);
        to = to || step_has_mark(&model->steps[i], MARK_MEASURE_TO, measure);
    }
    return from && to;
}

void column_referred_for_measure(const struct estimation *estimation, double *column, int measure)
{
    const struct model *model = estimation->model;
    column_zero(estimation, column);
    for (int c = 0; c < model->class_count; c++)
        if (measure_is_on_pathway(model, measure, model->classes[c].pathway))
            column_add(estimation, column, estimation->pool->counters.referred + c, 1);
}

/* ---- figures */

struct figure figure_divided(struct figure figure, double divisor)
{
    if (!(divisor > 0))
        return (struct figure){.known = false};
    figure.value /= divisor;
    figure.low /= divisor;
    figure.high /= divisor;
    return figure;
}

struct figure figure_within(struct figure figure, double low, double high)
{
    if (!figure.known)
        return figure;
    figure.value = fmin(fmax(figure.value, low), high);
    figure.low = fmin(fmax(figure.low, low), high);
    figure.high = fmin(fmax(figure.high, low), high);
    return figure;
}

struct figure estimate_mean(const struct estimation *estimation)
{
    return interval_mean(estimation->x, estimation->replications, estimation->confidence, 0);
}

struct figure estimate_ratio(const struct estimation *estimation)
{
    struct figure ratio =
        interval_ratio(estimation->x, estimation->n, estimation->replications, estimation->confidence);
    return figure_within(ratio, 0, HUGE_VAL);
}

struct figure estimate_share(const struct estimation *estimation)
{
    return interval_share(estimation->x, estimation->n, estimation->replications, estimation->confidence);
}

struct figure estimate_counter(const struct estimation *estimation, int counter, double divisor)
{
    column_set(estimation, estimation->x, counter);
    return figure_divided(estimate_mean(estimation), divisor);
}
