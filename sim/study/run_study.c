/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/run_study.h"

#include "study/estimate.h"
#include "study/study.h"

struct pooling {
    const struct replicate_job *asked;
    struct pool *pool;
    uint32_t done; /* before those that run now */
};

static bool take(void *context, const struct observation *seen)
{
    struct pooling *pooling = context;
    const struct replicate_job *asked = pooling->asked;
    return pool_add(pooling->pool, seen) && (!asked->take || asked->take(asked->context, seen));
}

static void tell(void *context, uint32_t done)
{
    const struct pooling *pooling = context;
    const struct replicate_job *asked = pooling->asked;
    if (asked->progress)
        asked->progress(asked->context, pooling->done + done);
}

/* From look to look, or all at once. */
static struct replicate_outcome run_all(const struct run_way *way, struct pooling *pooling)
{
    const uint32_t all = pooling->asked->count;
    struct replicate_job job = *pooling->asked;
    struct replicate_outcome outcome = {.result = SIMULATION_DONE};
    job.take = take;
    job.progress = tell;
    job.context = pooling;
    for (bool goes_on = true; goes_on && pooling->done < all; pooling->done += job.count) {
        job.first = pooling->done;
        job.count = (way->precision ? precision_next(way->precision, job.first) : all) - job.first;
        outcome = way->workforce ? way->workforce->replicate(way->workforce->self, 0, &job) : replicate(&job);
        goes_on = outcome.result == SIMULATION_DONE && !outcome.take_failed && way->precision;
        if (goes_on && !precision_look(way->precision, pooling->pool))
            outcome.result = SIMULATION_NO_MEMORY;
        goes_on = goes_on && outcome.result == SIMULATION_DONE && !way->precision->reached;
    }
    return outcome;
}

struct replicate_outcome run_study_by(const struct run_way *way, const struct replicate_job *asked,
                                      struct metrics **metrics)
{
    struct pooling pooling = {asked, pool_create(asked->model), 0};
    struct replicate_outcome outcome = {.result = SIMULATION_NO_MEMORY};
    *metrics = NULL;
    if (pooling.pool)
        outcome = run_all(way, &pooling);
    if (outcome.take_failed && pool_is_full(pooling.pool))
        outcome.result = SIMULATION_TOO_MUCH;
    if (outcome.result == SIMULATION_DONE && !outcome.take_failed) {
        *metrics = estimate_by(pooling.pool, asked->seed, asked->threads);
        if (*metrics)
            (*metrics)->precision = way->precision;
        else
            outcome.result = SIMULATION_NO_MEMORY;
    }
    pool_free(pooling.pool);
    return outcome;
}

struct replicate_outcome run_study(const struct replicate_job *job, struct metrics **metrics)
{
    const struct run_way way = {.precision = NULL};
    return run_study_by(&way, job, metrics);
}
