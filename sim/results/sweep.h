/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_RESULTS_SWEEP_H
#define CARTSIM_RESULTS_SWEEP_H

#include <stdio.h>

#include "scenario/scenario.h"
#include "statistics/sweep.h"

/* For people, 100 columns wide: a picture of each figure that changes were asked of; the last lines are the
 * answer. false: the stream reports an error. */
bool results_sweep(FILE *to, const struct sweep *sweep, const char *name, uint64_t seed, bool answer_only);

/* sweep.csv: one row a point. false: the stream reports an error. */
bool results_sweep_csv(FILE *to, const struct sweep *sweep);

/* sweep.json, newline at the end, malloc'd; `scenario` is the one at the first point. NULL: no memory. */
char *results_sweep_json(const struct sweep *sweep, const struct scenario *scenario, uint64_t seed);

#endif
