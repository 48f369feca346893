/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STUDY_PLANNER_H
#define CARTSIM_STUDY_PLANNER_H

#include "statistics/planning.h"
#include "study/selection.h"
#include "study/study.h"

/*
 * Runs the candidates of a plan as far as the selection wants it: SELECTION_FIRST batches of PLANNER_BATCH
 * replications of each, then more of those that are not out. An observation of the selection is a batch, so
 * that it is nearly normal. Variants of the study are the candidates, in the same order, with models that
 * planning_prepare has seen.
 *
 *     while (planner_next(&planner, wanted)) study_advance(study, wanted), planner_take(&planner);
 *     planner_finish(&planner);
 */
enum { PLANNER_BATCH = 5 };
enum { PLANNER_LEAST = SELECTION_FIRST * PLANNER_BATCH }; /* replications of each candidate */

struct planner {
    struct study *study;
    struct planning *planning;
    struct selection selection;
};

/* false: no memory. planner_close in any case. */
bool planner_open(struct planner *planner, struct study *study, struct planning *planning);
void planner_close(struct planner *planner);

/* How many replications of each are wanted next, into wanted[variants]. false: no more. */
bool planner_next(const struct planner *planner, uint32_t *wanted);
/* Looks at what has been run. false: no memory. */
bool planner_take(struct planner *planner);
/* The answer and its figures, into the planning. false: no memory. */
bool planner_finish(struct planner *planner);

#endif
