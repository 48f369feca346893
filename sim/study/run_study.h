/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STUDY_RUN_STUDY_H
#define CARTSIM_STUDY_RUN_STUDY_H

#include "statistics/precision.h"
#include "study/replicate.h"

struct workforce; /* see study.h */

/*
 * One scenario, many replications, every figure: what `run` and the library do.
 * job->take may be NULL, or sees each observation too (rows of files); job->first is 0. *metrics is NULL
 * unless all went well.
 */
struct replicate_outcome run_study(const struct replicate_job *job, struct metrics **metrics);
/* The same in another way, which is zeroed where it is the usual one. */
struct run_way {
    const struct workforce *workforce; /* who runs the replications; NULL: this process */
    struct precision *precision;       /* job->count is the most; it stops when this is reached. NULL: all */
};
struct replicate_outcome run_study_by(const struct run_way *way, const struct replicate_job *job,
                                      struct metrics **metrics);

#endif
