/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_RESULTS_PLANNING_H
#define CARTSIM_RESULTS_PLANNING_H

#include <stdio.h>

#include "scenario/scenario.h"
#include "statistics/planning.h"

/* For people, 100 columns wide; the last lines are the answer. false: the stream reports an error. */
bool results_planning(FILE *to, const struct planning *planning, const struct model *model, bool answer_only);

/* plan.json, newline at the end, malloc'd; of the scenario without the candidates' values. NULL: no memory.
 */
char *results_planning_json(const struct planning *planning, const struct scenario *scenario,
                            const struct model *model);

#endif
