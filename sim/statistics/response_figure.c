/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "statistics/difference.h"
#include "statistics/interval.h"
#include "statistics/quantile.h"
#include "statistics/response_columns.h"

/* ---- one scenario */

static struct figure of_columns(const struct response *response, const struct estimation *estimation,
                                double confidence)
{
    const double most = response->unit == UNIT_SHARE ? 1 : HUGE_VAL;
    response->fill(estimation, response);
    switch (response->kind) {
    case RESPONSE_MEAN: return interval_mean(estimation->x, estimation->replications, confidence, 0);
    case RESPONSE_SHARE:
        return interval_share(estimation->x, estimation->n, estimation->replications, confidence);
    default:
        return figure_within(interval_ratio(estimation->x, estimation->n, estimation->replications,
                                            confidence),
                             0, most);
    }
}

static struct figure of_values(const struct response *response, const struct estimation *estimation,
                               double confidence, bool *failed)
{
    struct sample_view view;
    if (!view_open(&view, &estimation->pool->samples[response->series], (size_t)response->classes)) {
        *failed = true;
        return (struct figure){.known = false};
    }
    struct figure figure = {.known = false};
    if (view.count)
        figure = quantile_figure(&view, response->p, confidence, estimation->x, estimation->n);
    view_close(&view);
    return figure;
}

struct figure response_figure(const struct response *response, const struct pool *pool, double confidence,
                              bool *failed)
{
    struct estimation estimation;
    struct figure figure = {.known = false};
    if (!estimation_open(&estimation, pool, NULL))
        *failed = true;
    else if (response->kind == RESPONSE_QUANTILE)
        figure = of_values(response, &estimation, confidence, failed);
    else
        figure = of_columns(response, &estimation, confidence);
    estimation_close(&estimation);
    return figure_divided(figure, response->divisor);
}

/* ---- two scenarios */

/* In the response's unit: of scenarios that are observed for different times, too. */
static struct replication_sums sums_of(const struct response *response, const struct estimation *estimation)
{
    response->fill(estimation, response);
    for (size_t r = 0; r < estimation->replications; r++)
        estimation->x[r] /= response->divisor;
    return (struct replication_sums){estimation->x, estimation->n};
}

bool response_sums(const struct response *response, const struct pool *pool, double *x, double *n)
{
    struct estimation estimation;
    bool fine = estimation_open(&estimation, pool, NULL);
    if (fine) {
        struct replication_sums sums = sums_of(response, &estimation);
        memcpy(x, sums.x, estimation.replications * sizeof *x);
        memcpy(n, sums.n, estimation.replications * sizeof *n);
    }
    estimation_close(&estimation);
    return fine;
}

static struct difference of_sums(const struct response *first, const struct estimation *of_first,
                                 const struct response *second, const struct estimation *of_second,
                                 double confidence)
{
    struct replication_sums a = sums_of(first, of_first), b = sums_of(second, of_second);
    return interval_difference(&a, &b, of_first->replications, confidence);
}

static struct difference of_quantiles(const struct response *first, const struct pool *of_first,
                                      const struct response *second, const struct pool *of_second,
                                      double confidence, bool *failed)
{
    struct difference difference = {.figure = {.known = false}};
    struct sample_view a, b;
    double *work = calloc(4 * of_first->replications + 1, sizeof *work);
    bool open_a = view_open(&a, &of_first->samples[first->series], (size_t)first->classes),
         open_b = view_open(&b, &of_second->samples[second->series], (size_t)second->classes);
    if (work && open_a && open_b)
        difference = quantile_difference(&a, &b, first->p, confidence, work);
    else
        *failed = true;
    view_close(&a);
    view_close(&b);
    free(work);
    difference.figure = figure_divided(difference.figure, first->divisor);
    return difference;
}

struct difference response_compare(const struct response *first, const struct pool *of_first,
                                   const struct response *second, const struct pool *of_second,
                                   double confidence, bool *failed)
{
    struct estimation a, b;
    struct difference difference = {.figure = {.known = false}};
    if (first->kind == RESPONSE_QUANTILE)
        return of_quantiles(first, of_first, second, of_second, confidence, failed);
    bool open_a = estimation_open(&a, of_first, NULL), open_b = estimation_open(&b, of_second, NULL);
    if (open_a && open_b)
        difference = of_sums(first, &a, second, &b, confidence);
    else
        *failed = true;
    estimation_close(&a);
    estimation_close(&b);
    return difference;
}

struct difference response_compare_pairs(const struct response *response, const struct pool *const of[4],
                                         double confidence, bool *failed)
{
    struct estimation each[4];
    struct replication_sums sums[4];
    struct difference difference = {.figure = {.known = false}};
    bool open = true;
    for (int i = 0; i < 4; i++)
        open = estimation_open(&each[i], of[i], NULL) && open;
    for (int i = 0; open && i < 4; i++)
        sums[i] = sums_of(response, &each[i]);
    for (int side = 0; open && side < 4; side += 2)
        for (size_t r = 0; r < each[side].replications; r++)
            each[side].x[r] -= each[side + 1].x[r];
    if (open)
        difference = interval_difference(&sums[0], &sums[2], each[0].replications, confidence);
    else
        *failed = true;
    for (int i = 0; i < 4; i++)
        estimation_close(&each[i]);
    return difference;
}

/* ---- all that a scenario has */

struct naming {
    void (*take)(void *context, const char *name);
    void *context;
};

static void name(const struct naming *naming, const char *head, const char *of, const char *tail)
{
    char text[1024];
    snprintf(text, sizeof text, "%s%s%s", head, of, tail);
    naming->take(naming->context, text);
}

static void name_measure(const struct model *model, const struct naming *naming, int measure)
{
    const struct measure *of = &model->measures[measure];
    name(naming, "", of->name, ".mean");
    name(naming, "", of->name, ".p50");
    name(naming, "", of->name, ".p90");
    for (int i = 0; i < of->target_count; i++) {
        char tail[64];
        snprintf(tail, sizeof tail, ".share_within[%.15g d]", of->targets[i].within);
        if (of->targets[i].statistic == STATISTIC_SHARE_WITHIN)
            name(naming, "", of->name, tail);
    }
}

static void name_resource(const struct resource *resource, const struct naming *naming)
{
    if (resource->is_slots || resource->capacity != UNLIMITED)
        name(naming, "resources.", resource->name, ".utilisation");
    else
        name(naming, "resources.", resource->name, ".occupied");
    if (!resource->is_slots && resource->capacity == UNLIMITED)
        return;
    if (!resource->is_slots)
        name(naming, "resources.", resource->name, ".all_busy");
    name(naming, "resources.", resource->name, ".wait.mean");
    name(naming, "resources.", resource->name, ".wait.p90");
}

void responses_each(const struct model *model, void (*take)(void *context, const char *name), void *context)
{
    struct naming naming = {take, context};
    for (int i = 0; i < model->measure_count; i++)
        name_measure(model, &naming, i);
    for (int i = 0; i < model->outcome_count; i++)
        name(&naming, "outcomes.", model->outcomes[i], "");
    for (int i = 0; i < model->resource_count; i++)
        name_resource(&model->resources[i], &naming);
    if (!model_has_costs(model))
        return;
    name(&naming, "costs.total_per_year", "", "");
    name(&naming, "costs.per_completed_patient", "", "");
}

/* ---- in pieces */

static bool pieces_of_values(const struct response *response, const struct pool *pool, double *pieces,
                             bool *failed)
{
    struct sample_view view;
    double *work = calloc(2 * pool->replications + 1, sizeof *work);
    bool open = view_open(&view, &pool->samples[response->series], (size_t)response->classes);
    bool known = work && open && quantile_pieces(&view, response->p, pieces, work);
    *failed = *failed || !work || !open;
    view_close(&view);
    free(work);
    for (size_t r = 0; known && r < pool->replications; r++)
        pieces[r] /= response->divisor;
    return known;
}

void response_pieces(const struct response *response, const struct pool *pool, double *pieces, bool *failed)
{
    struct estimation estimation;
    bool known = false;
    if (response->kind == RESPONSE_QUANTILE) {
        known = pieces_of_values(response, pool, pieces, failed);
    } else {
        bool open = estimation_open(&estimation, pool, NULL);
        struct replication_sums sums = open ? sums_of(response, &estimation) : (struct replication_sums){0};
        known = open && ratio_pieces(&sums, estimation.replications, pieces);
        *failed = *failed || !open;
        estimation_close(&estimation);
    }
    for (size_t r = 0; !known && r < pool->replications; r++)
        pieces[r] = NAN;
}
