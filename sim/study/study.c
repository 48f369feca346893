/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/study.h"

#include <stdlib.h>

#include "statistics/response.h"

static struct replicate_outcome replicate_here(void *self, size_t variant, const struct replicate_job *job)
{
    (void)self;
    (void)variant;
    return replicate(job);
}

bool study_open(struct study *study)
{
    bool fine = true;
    if (!study->workforce.replicate)
        study->workforce = (struct workforce){.replicate = replicate_here};
    for (size_t i = 0; i < study->count; i++) {
        study->variants[i].pool = pool_create(study->variants[i].model);
        study->variants[i].done = 0;
        fine = fine && study->variants[i].pool;
    }
    return fine;
}

void study_close(struct study *study)
{
    for (size_t i = 0; i < study->count; i++) {
        pool_free(study->variants[i].pool);
        study->variants[i].pool = NULL;
    }
}

static void want(const struct pool *pool, const char *figure, bool *kept)
{
    struct response response;
    size_t place;
    if (!response_find(pool->model, figure, &response, &place))
        return;
    for (int i = 0; i < response.classes; i++)
        kept[response.series + i] = true;
}

bool study_keep_only(struct study *study, const char *const *figures, size_t count)
{
    for (size_t i = 0; i < study->count; i++) {
        struct pool *pool = study->variants[i].pool;
        pool->series_kept = calloc((size_t)pool->series.count + 1, sizeof *pool->series_kept);
        if (!pool->series_kept)
            return false;
        for (size_t k = 0; k < count; k++)
            want(pool, figures[k], pool->series_kept);
        pool->without_ledger = true;
    }
    return true;
}

/* One variant at work. */
struct work {
    struct study *study;
    size_t variant;
};

static bool take(void *context, const struct observation *seen)
{
    struct work *work = context;
    struct study_variant *variant = &work->study->variants[work->variant];
    if (!pool_add(variant->pool, seen))
        return false;
    variant->done++;
    return true;
}

static void tell(void *context, uint32_t done)
{
    struct study *study = ((struct work *)context)->study;
    (void)done;
    study->done++;
    if (study->progress)
        study->progress(study->context, study->done, study->wanted);
}

static struct study_outcome advance_one(struct study *study, size_t variant, uint32_t wanted)
{
    struct study_variant *at = &study->variants[variant];
    struct work work = {study, variant};
    struct replicate_job job = {.model = at->model,
                                .seed = study->seed,
                                .first = at->done,
                                .count = wanted - at->done,
                                .threads = study->threads,
                                .stop = study->stop,
                                .take = take,
                                .progress = tell,
                                .context = &work};
    struct study_outcome outcome = {.variant = variant};
    outcome.replicate = study->workforce.replicate(study->workforce.self, variant, &job);
    outcome.result = outcome.replicate.result;
    if (outcome.replicate.take_failed)
        outcome.result = pool_is_full(at->pool) ? SIMULATION_TOO_MUCH : SIMULATION_NO_MEMORY;
    return outcome;
}

struct study_outcome study_advance(struct study *study, const uint32_t *wanted)
{
    struct study_outcome outcome = {.result = SIMULATION_DONE};
    for (size_t i = 0; i < study->count; i++)
        study->wanted += wanted[i] > study->variants[i].done ? wanted[i] - study->variants[i].done : 0;
    for (size_t i = 0; i < study->count; i++) {
        if (wanted[i] <= study->variants[i].done)
            continue;
        outcome = advance_one(study, i, wanted[i]);
        if (outcome.result != SIMULATION_DONE)
            return outcome;
    }
    return outcome;
}

struct study_outcome study_advance_all(struct study *study, uint32_t wanted)
{
    uint32_t *each = malloc(study->count * sizeof *each);
    struct study_outcome outcome = {.result = SIMULATION_NO_MEMORY};
    for (size_t i = 0; each && i < study->count; i++)
        each[i] = wanted;
    if (each)
        outcome = study_advance(study, each);
    free(each);
    return outcome;
}
