/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_RESULTS_COMPARISON_H
#define CARTSIM_RESULTS_COMPARISON_H

#include <stdio.h>

#include "scenario/scenario.h"
#include "statistics/comparison.h"
#include "statistics/precision.h"

/* For people, 100 columns wide; the last lines are the answer. false: the stream reports an error. */
bool results_comparison(FILE *to, const struct comparison *comparison, const char *name, uint64_t seed,
                        bool answer_only);

/* compare.json, newline at the end, malloc'd; scenarios in the comparison's order. NULL: no memory. */
char *results_comparison_json(const struct comparison *comparison, const struct precision *precision,
                              struct scenario *const *scenarios, uint64_t seed);

#endif
