/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/estimate.h"

#include <pthread.h>
#include <stdatomic.h>

struct estimating {
    struct metrics *metrics;
    const struct pool *pool;
    atomic_int next;
    atomic_bool failed;
};

static void *work(void *context)
{
    struct estimating *estimating = context;
    int part;
    while ((part = atomic_fetch_add(&estimating->next, 1)) < METRICS_PARTS)
        if (!metrics_part(estimating->metrics, estimating->pool, part))
            atomic_store(&estimating->failed, true);
    return NULL;
}

/* The caller's thread works too; the others help as far as the system gives threads. */
struct metrics *estimate_by(const struct pool *pool, uint64_t seed, unsigned threads)
{
    struct estimating estimating = {.metrics = metrics_begin(pool, seed), .pool = pool};
    pthread_t helpers[METRICS_PARTS];
    unsigned started = 0;
    if (!estimating.metrics)
        return NULL;
    while (started + 1 < threads && started + 1 < METRICS_PARTS &&
           pthread_create(&helpers[started], NULL, work, &estimating) == 0)
        started++;
    work(&estimating);
    while (started)
        pthread_join(helpers[--started], NULL);
    if (!atomic_load(&estimating.failed))
        return estimating.metrics;
    metrics_free(estimating.metrics);
    return NULL;
}
