/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "statistics/estimation.h"
#include "statistics/target.h"

/* How much of each resource was used, how long patients waited for it, and how it is spread over time. */

static struct figure counters_ratio(const struct estimation *estimation, int x, int n)
{
    column_set(estimation, estimation->x, x);
    column_set(estimation, estimation->n, n);
    return estimate_ratio(estimation);
}

static void capacity_of(const struct estimation *estimation, int index, struct resource_part *part)
{
    const struct counter_layout *at = &estimation->pool->counters;
    const double horizon = (double)estimation->model->run.horizon;
    part->occupied = estimate_counter(estimation, at->occupied + index, horizon);
    part->queue = estimate_counter(estimation, at->queue + index, horizon);
    if (estimation->model->resources[index].capacity == UNLIMITED)
        return;
    part->utilisation = counters_ratio(estimation, at->occupied_open + index, at->capacity_open + index);
    part->all_busy = figure_within(counters_ratio(estimation, at->busy + index, at->busy_base + index), 0, 1);
}

static void slots_of(const struct estimation *estimation, int index, struct resource_part *part)
{
    const struct counter_layout *at = &estimation->pool->counters;
    part->offered = estimate_counter(estimation, at->offered + index, 1);
    part->used = estimate_counter(estimation, at->used + index, 1);
    part->lost = estimate_counter(estimation, at->lost_slots + index, 1);
    column_set(estimation, estimation->x, at->offered + index);
    column_add(estimation, estimation->x, at->used + index, -1);
    column_add(estimation, estimation->x, at->lost_slots + index, -1);
    part->unused = estimate_mean(estimation);
    struct figure utilisation = counters_ratio(estimation, at->used + index, at->offered + index);
    part->utilisation = figure_within(utilisation, 0, 1);
}

static void levels_of(struct estimation *estimation, int index, struct resource_part *part)
{
    const double *seconds = estimation->pool->levels[index];
    const int count = estimation->pool->level_count[index];
    double total = 0;
    for (int k = 0; k < count; k++)
        total += seconds[k];
    if (!(total > 0))
        return;
    part->share_of_time = estimation_array(estimation, count, sizeof *part->share_of_time);
    if (!part->share_of_time)
        return;
    part->level_count = count;
    for (int k = 0; k < count; k++)
        part->share_of_time[k] = seconds[k] / total;
}

static void target_of(const struct estimation *estimation, int index, struct resource_part *part)
{
    const double goal = estimation->model->resources[index].target_all_busy;
    part->target.statistic = STATISTIC_COUNT;
    if (isnan(goal))
        return;
    part->target.goal = goal;
    part->target.figure = part->all_busy;
    target_judge(&part->target, estimation->replications);
}

void estimate_resources(struct estimation *estimation)
{
    struct metrics *metrics = estimation->metrics;
    const int resources = estimation->model->resource_count;
    metrics->resources = estimation_array(estimation, resources, sizeof *metrics->resources);
    for (int i = 0; i < resources && !estimation->failed; i++) {
        struct resource_part *part = &metrics->resources[i];
        if (estimation->model->resources[i].is_slots)
            slots_of(estimation, i, part);
        else
            capacity_of(estimation, i, part);
        levels_of(estimation, i, part);
        summarise_series(estimation, estimation->pool->series.asked + i, &part->wait);
        target_of(estimation, i, part);
    }
}
