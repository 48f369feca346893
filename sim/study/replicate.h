/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STUDY_REPLICATE_H
#define CARTSIM_STUDY_REPLICATE_H

#include <stdatomic.h>

#include "engine/simulate.h"

/*
 * Many replications on many threads. Observations are handed to `take` one at a time, in the order of their
 * numbers, whatever the threads did: so everything made of them is the same for any number of threads.
 */
struct replicate_job {
    const struct model *model;
    uint64_t seed;
    uint32_t first, count; /* replications first ... first + count - 1 */
    unsigned threads;      /* 1 or more */
    bool want_patients, want_events;
    struct story *story;     /* of one patient, told by a job of one replication; NULL: of none */
    const atomic_bool *stop; /* looked at by every worker */
    bool (*take)(void *context, const struct observation *seen); /* false: stop the job (it has failed) */
    void (*progress)(void *context, uint32_t done); /* may be NULL; called by one thread at a time */
    void *context;
};

struct replicate_outcome {
    enum simulation_result result; /* DONE, or the first that was not, by replication number */
    bool take_failed;
    uint32_t replication; /* which */
    struct tangle tangle; /* who, where and when */
};

struct replicate_outcome replicate(const struct replicate_job *job);

#endif
