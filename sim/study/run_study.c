/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/run_study.h"

#include "study/study.h"

struct pooling {
    const struct replicate_job *asked;
    struct pool *pool;
};

static bool take(void *context, const struct observation *seen)
{
    struct pooling *pooling = context;
    const struct replicate_job *asked = pooling->asked;
    return pool_add(pooling->pool, seen) && (!asked->take || asked->take(asked->context, seen));
}

static void tell(void *context, uint32_t done)
{
    const struct replicate_job *asked = ((struct pooling *)context)->asked;
    if (asked->progress)
        asked->progress(asked->context, done);
}

struct replicate_outcome run_study_by(const struct workforce *workforce, const struct replicate_job *asked,
                                      struct metrics **metrics)
{
    struct pooling pooling = {asked, pool_create(asked->model)};
    struct replicate_job job = *asked;
    struct replicate_outcome outcome = {.result = SIMULATION_NO_MEMORY};
    job.take = take;
    job.progress = tell;
    job.context = &pooling;
    *metrics = NULL;
    if (pooling.pool)
        outcome = workforce ? workforce->replicate(workforce->self, 0, &job) : replicate(&job);
    if (outcome.take_failed && pool_is_full(pooling.pool))
        outcome.result = SIMULATION_TOO_MUCH;
    if (outcome.result == SIMULATION_DONE && !outcome.take_failed) {
        *metrics = metrics_estimate(pooling.pool, asked->seed);
        if (!*metrics)
            outcome.result = SIMULATION_NO_MEMORY;
    }
    pool_free(pooling.pool);
    return outcome;
}

struct replicate_outcome run_study(const struct replicate_job *job, struct metrics **metrics)
{
    return run_study_by(NULL, job, metrics);
}
