/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/run_study.h"

struct study {
    const struct replicate_job *asked;
    struct pool *pool;
};

static bool take(void *context, const struct observation *seen)
{
    struct study *study = context;
    const struct replicate_job *asked = study->asked;
    return pool_add(study->pool, seen) && (!asked->take || asked->take(asked->context, seen));
}

static void tell(void *context, uint32_t done)
{
    const struct replicate_job *asked = ((struct study *)context)->asked;
    if (asked->progress)
        asked->progress(asked->context, done);
}

struct replicate_outcome run_study(const struct replicate_job *asked, struct metrics **metrics)
{
    struct study study = {asked, pool_create(asked->model)};
    struct replicate_job job = *asked;
    struct replicate_outcome outcome = {.result = SIMULATION_NO_MEMORY};
    job.take = take;
    job.progress = tell;
    job.context = &study;
    *metrics = NULL;
    if (study.pool)
        outcome = replicate(&job);
    if (outcome.take_failed && pool_is_full(study.pool))
        outcome.result = SIMULATION_TOO_MUCH;
    if (outcome.result == SIMULATION_DONE && !outcome.take_failed) {
        *metrics = metrics_estimate(study.pool, asked->seed);
        if (!*metrics)
            outcome.result = SIMULATION_NO_MEMORY;
    }
    pool_free(study.pool);
    return outcome;
}
