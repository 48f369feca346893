/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/response_columns.h"

/* ---- building blocks */

static void ones(const struct estimation *estimation)
{
    for (size_t r = 0; r < estimation->replications; r++)
        estimation->n[r] = 1;
}

static const struct counter_layout *counters(const struct estimation *estimation)
{
    return &estimation->pool->counters;
}

static void fill_count(const struct estimation *estimation, int counter)
{
    column_set(estimation, estimation->x, counter);
    ones(estimation);
}

static void fill_pair(const struct estimation *estimation, int x, int n)
{
    column_set(estimation, estimation->x, x);
    column_set(estimation, estimation->n, n);
}

/* [classes from .. to) of a block with `width` counters a class. */
static void add_classes(const struct estimation *estimation, const struct response *response, double *column,
                        int first, int width)
{
    column_zero(estimation, column);
    for (int c = response->from; c < response->to; c++)
        column_add(estimation, column, first + c * width, 1);
}

/* ---- times */

void fill_series(const struct estimation *estimation, const struct response *response)
{
    for (int i = 0; i < response->classes; i++) {
        const struct samples *samples = &estimation->pool->samples[response->series + i];
        for (size_t r = 0; r < estimation->replications; r++) {
            estimation->x[r] += samples->parts[r].sum;
            estimation->n[r] += samples->parts[r].count;
        }
    }
}

void fill_within(const struct estimation *estimation, const struct response *response)
{
    const int classes = estimation->model->class_count;
    add_classes(estimation, response, estimation->x, counters(estimation)->within + response->place * classes,
                1);
    add_classes(estimation, response, estimation->n,
                counters(estimation)->measured + response->index * classes, 1);
}

void fill_measured(const struct estimation *estimation, const struct response *response)
{
    const int classes = estimation->model->class_count;
    add_classes(estimation, response, estimation->x,
                counters(estimation)->measured + response->index * classes, 1);
    column_referred_for_measure(estimation, estimation->n, response->index);
}

/* ---- patients */

void fill_referred(const struct estimation *estimation, const struct response *response)
{
    add_classes(estimation, response, estimation->x, counters(estimation)->referred, 1);
    ones(estimation);
}

void fill_outcome(const struct estimation *estimation, const struct response *response)
{
    add_classes(estimation, response, estimation->x, counters(estimation)->outcome + response->place,
                estimation->model->outcome_count);
    ones(estimation);
}

void fill_outcome_share(const struct estimation *estimation, const struct response *response)
{
    fill_outcome(estimation, response);
    add_classes(estimation, response, estimation->n, counters(estimation)->referred, 1);
}

void fill_step(const struct estimation *estimation, const struct response *response)
{
    column_set(estimation, estimation->x, counters(estimation)->starts + response->index);
    column_referred_for_step(estimation, estimation->n, response->index);
}

void fill_risk(const struct estimation *estimation, const struct response *response)
{
    column_set(estimation, estimation->x, counters(estimation)->strikes + response->index);
    column_referred_for_risk(estimation, estimation->n, response->index);
}

/* ---- resources */

void fill_occupied(const struct estimation *estimation, const struct response *response)
{
    fill_count(estimation, counters(estimation)->occupied + response->index);
}

void fill_queue(const struct estimation *estimation, const struct response *response)
{
    fill_count(estimation, counters(estimation)->queue + response->index);
}

void fill_utilisation(const struct estimation *estimation, const struct response *response)
{
    const struct counter_layout *at = counters(estimation);
    if (estimation->model->resources[response->index].is_slots)
        fill_pair(estimation, at->used + response->index, at->offered + response->index);
    else
        fill_pair(estimation, at->occupied_open + response->index, at->capacity_open + response->index);
}

void fill_all_busy(const struct estimation *estimation, const struct response *response)
{
    const struct counter_layout *at = counters(estimation);
    fill_pair(estimation, at->busy + response->index, at->busy_base + response->index);
}

void fill_offered(const struct estimation *estimation, const struct response *response)
{
    fill_count(estimation, counters(estimation)->offered + response->index);
}

void fill_used(const struct estimation *estimation, const struct response *response)
{
    fill_count(estimation, counters(estimation)->used + response->index);
}

void fill_lost(const struct estimation *estimation, const struct response *response)
{
    fill_count(estimation, counters(estimation)->lost_slots + response->index);
}

void fill_unused(const struct estimation *estimation, const struct response *response)
{
    const struct counter_layout *at = counters(estimation);
    fill_offered(estimation, response);
    column_add(estimation, estimation->x, at->used + response->index, -1);
    column_add(estimation, estimation->x, at->lost_slots + response->index, -1);
}

/* ---- costs */

void fill_cost(const struct estimation *estimation, const struct response *response)
{
    (void)response;
    column_costs(estimation, estimation->x);
    ones(estimation);
}

void fill_cost_completed(const struct estimation *estimation, const struct response *response)
{
    column_costs(estimation, estimation->x);
    add_classes(estimation, response, estimation->n, counters(estimation)->outcome + OUTCOME_COMPLETED,
                estimation->model->outcome_count);
}
