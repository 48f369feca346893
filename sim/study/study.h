/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STUDY_STUDY_H
#define CARTSIM_STUDY_STUDY_H

#include "statistics/metrics.h"
#include "study/replicate.h"

/*
 * Several scenarios, each run in many replications with common random numbers: replication r of every variant
 * has the same seed and number, so the same patients with the same luck as far as variants leave them to it.
 * All questions of more than one scenario are asked of this.
 *
 * Replications of a variant are pooled in the order of their numbers, whatever threads, machines or
 * interruptions there were: the same study gives the same figures.
 */
struct study_variant {
    const char *label; /* what sets it apart: the file's name, or PATH=VALUE */
    const struct model *model;
    struct pool *pool; /* of replications 0 ... done - 1 */
    uint32_t done;
};

/* Who runs replications: as replicate(), with the variant's number for those who know it by that. */
struct workforce {
    struct replicate_outcome (*replicate)(void *self, size_t variant, const struct replicate_job *job);
    void *self;
};

struct study {
    struct study_variant *variants; /* [count] */
    size_t count;
    uint64_t seed;
    unsigned threads;
    const atomic_bool *stop;
    struct workforce workforce;                                      /* replicate NULL: this process */
    void (*progress)(void *context, uint64_t done, uint64_t wanted); /* replications of this study; or NULL */
    void *context;
    uint64_t done, wanted; /* of all variants; study_advance adds to them */
};

struct study_outcome {
    enum simulation_result
        result;     /* DONE, or the first that was not; NO_MEMORY also when the workforce could not go on */
    size_t variant; /* in which */
    struct replicate_outcome replicate;
};

/* Makes the pools. false: no memory. study_close frees them. */
bool study_open(struct study *study);
void study_close(struct study *study);
/* Between study_open and the first replication: keeps only what these figures are made of (response.h), since
 * ledgers and the values of all measures and waits are most of a variant's memory. false: no memory. */
bool study_keep_only(struct study *study, const char *const *figures, size_t count);

/* Brings each variant to wanted[variant] replications; those that have more are left as they are. */
struct study_outcome study_advance(struct study *study, const uint32_t *wanted);
/* The same for all. */
struct study_outcome study_advance_all(struct study *study, uint32_t wanted);

#endif
