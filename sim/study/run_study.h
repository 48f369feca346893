/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STUDY_RUN_STUDY_H
#define CARTSIM_STUDY_RUN_STUDY_H

#include "statistics/metrics.h"
#include "study/replicate.h"

struct workforce; /* see study.h */

/*
 * One scenario, many replications, every figure: what `run` and the library do.
 * job->take may be NULL, or sees each observation too (rows of files); job->first is 0. *metrics is NULL
 * unless all went well.
 */
struct replicate_outcome run_study(const struct replicate_job *job, struct metrics **metrics);
/* The same by others' hands; workforce NULL: this process. */
struct replicate_outcome run_study_by(const struct workforce *workforce, const struct replicate_job *job,
                                      struct metrics **metrics);

#endif
