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
    if (outcome.result == SIMULATION_DONE && !outcome.take_failed) {
        *metrics = metrics_estimate(study.pool, asked->seed);
        if (!*metrics)
            outcome.result = SIMULATION_NO_MEMORY;
    }
    pool_free(study.pool);
    return outcome;
}

const char *study_trouble(const struct replicate_outcome *outcome)
{
    switch (outcome->result) {
    case SIMULATION_DONE: return outcome->take_failed ? "the results could not be taken in" : NULL;
    case SIMULATION_STOPPED: return "interrupted";
    case SIMULATION_LOOP:
        return "a patient goes round and round without any time passing; give a step on the way a duration "
               "(takes:) or bound "
               "the repeats (at_most:)";
    case SIMULATION_CROWDED:
        return "more than 5,000,000 patients are under way at once: a queue grows without end; check "
               "arrivals, capacities and slots";
    case SIMULATION_UNBALANCED:
        return "the books don't balance; this is a defect of cartsim: please report it with the scenario";
    case SIMULATION_NO_MEMORY: break;
    }
    return "out of memory";
}
