/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/estimation.h"

/* What the window cost, as money a year: resources by days held and days open, steps by each start of
 * anyone. */

double years_observed(const struct model *model)
{
    return (double)model->run.horizon / DAY / 365.25;
}

static bool resource_costs(const struct resource *resource)
{
    return resource->cost_per_day_held > 0 || resource->cost_per_day_open > 0;
}

static void add_resource(const struct estimation *estimation, double *column, int index)
{
    const struct counter_layout *at = &estimation->pool->counters;
    const struct resource *resource = &estimation->model->resources[index];
    column_add(estimation, column, at->occupied + index, resource->cost_per_day_held / DAY);
    column_add(estimation, column, at->open + index, resource->cost_per_day_open / DAY);
}

static void add_step(const struct estimation *estimation, double *column, int index)
{
    const struct counter_layout *at = &estimation->pool->counters;
    column_add(estimation, column, at->starts_window + index, estimation->model->steps[index].cost);
}

static int count_lines(const struct model *model)
{
    int count = 0;
    for (int i = 0; i < model->resource_count; i++)
        count += resource_costs(&model->resources[i]);
    for (int i = 0; i < model->step_count; i++)
        count += model->steps[i].cost > 0;
    return count;
}

bool model_has_costs(const struct model *model)
{
    return model->currency || count_lines(model);
}

void column_costs(const struct estimation *estimation, double *column)
{
    const struct model *model = estimation->model;
    column_zero(estimation, column);
    for (int i = 0; i < model->resource_count; i++)
        add_resource(estimation, column, i);
    for (int i = 0; i < model->step_count; i++)
        add_step(estimation, column, i);
}

/* One line of resource or step. */
static void add_line(const struct estimation *estimation, bool is_step, int index)
{
    void (*add)(const struct estimation *, double *, int) = is_step ? add_step : add_resource;
    column_zero(estimation, estimation->x);
    add(estimation, estimation->x, index);
    struct figure per_year = figure_divided(estimate_mean(estimation), years_observed(estimation->model));
    struct metrics *metrics = estimation->metrics;
    metrics->costs[metrics->cost_count++] = (struct cost_line){is_step, index, per_year};
}

static void add_lines(const struct estimation *estimation)
{
    const struct model *model = estimation->model;
    for (int i = 0; i < model->resource_count; i++)
        if (resource_costs(&model->resources[i]))
            add_line(estimation, false, i);
    for (int i = 0; i < model->step_count; i++)
        if (model->steps[i].cost > 0)
            add_line(estimation, true, i);
}

void estimate_costs(struct estimation *estimation)
{
    const struct model *model = estimation->model;
    struct metrics *metrics = estimation->metrics;
    metrics->has_costs = model_has_costs(model);
    metrics->costs = estimation_array(estimation, count_lines(model), sizeof *metrics->costs);
    if (!metrics->has_costs || estimation->failed)
        return;
    add_lines(estimation);
    column_costs(estimation, estimation->x);
    metrics->cost_per_year = figure_divided(estimate_mean(estimation), years_observed(model));
    column_zero(estimation, estimation->n);
    for (int c = 0; c < model->class_count; c++) {
        int completed = c * model->outcome_count + OUTCOME_COMPLETED;
        column_add(estimation, estimation->n, estimation->pool->counters.outcome + completed, 1);
    }
    metrics->cost_per_completed = estimate_ratio(estimation);
}
