/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/metrics.h"

#include <stdlib.h>

#include "statistics/estimation.h"

static void estimate_all(struct estimation *estimation)
{
    void (*const parts[])(struct estimation *) = {
        estimate_patients, estimate_losses,    estimate_steps, estimate_risks,
        estimate_measures, estimate_resources, estimate_costs,
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts && !estimation->failed; i++)
        parts[i](estimation);
}

struct metrics *metrics_estimate(const struct pool *pool, uint64_t seed)
{
    struct metrics *metrics = calloc(1, sizeof *metrics);
    if (!metrics)
        return NULL;
    metrics->model = pool->model;
    metrics->replications = (uint32_t)pool->replications;
    metrics->seed = seed;
    metrics->events = pool->events;
    metrics->circles = pool->circles;
    arena_init(&metrics->arena, 0);
    struct estimation estimation;
    bool open = estimation_open(&estimation, pool, metrics);
    if (open)
        estimate_all(&estimation);
    estimation_close(&estimation);
    if (!open || estimation.failed) {
        metrics_free(metrics);
        return NULL;
    }
    return metrics;
}

void metrics_free(struct metrics *metrics)
{
    if (!metrics)
        return;
    arena_release(&metrics->arena);
    free(metrics);
}
