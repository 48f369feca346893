/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/metrics.h"

#include <stdlib.h>

#include "statistics/estimation.h"

/* The longest first, so that several threads end together. */
static void (*const PARTS[METRICS_PARTS])(struct estimation *) = {
    estimate_steps,    estimate_measures, estimate_resources, estimate_risks,
    estimate_patients, estimate_losses,   estimate_costs,
};

struct metrics *metrics_begin(const struct pool *pool, uint64_t seed)
{
    struct metrics *metrics = calloc(1, sizeof *metrics);
    if (!metrics)
        return NULL;
    metrics->model = pool->model;
    metrics->replications = (uint32_t)pool->replications;
    metrics->seed = seed;
    metrics->events = pool->events;
    metrics->circles = pool->circles;
    for (int i = 0; i < METRICS_PARTS; i++)
        arena_init(&metrics->arenas[i], 0);
    return metrics;
}

bool metrics_part(struct metrics *metrics, const struct pool *pool, int part)
{
    struct estimation estimation;
    bool open = estimation_open(&estimation, pool, metrics);
    estimation.arena = &metrics->arenas[part];
    if (open)
        PARTS[part](&estimation);
    estimation_close(&estimation);
    return open && !estimation.failed;
}

struct metrics *metrics_estimate(const struct pool *pool, uint64_t seed)
{
    struct metrics *metrics = metrics_begin(pool, seed);
    bool fine = metrics != NULL;
    for (int i = 0; fine && i < METRICS_PARTS; i++)
        fine = metrics_part(metrics, pool, i);
    if (fine)
        return metrics;
    metrics_free(metrics);
    return NULL;
}

void metrics_free(struct metrics *metrics)
{
    if (!metrics)
        return;
    for (int i = 0; i < METRICS_PARTS; i++)
        arena_release(&metrics->arenas[i]);
    free(metrics);
}
