/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_SETS_H
#define CARTSIM_SCENARIO_SETS_H

#include "scenario/tree.h"

/*
 * --set PATH=VALUE: one change to a merged scenario.
 *
 * PATH goes down through maps by key, into lists by number from 0, into pathways and risks by the name of a
 * step at any depth: pathways.car_t.evaluation.takes. What is missing on the way is made, except steps and
 * items of lists. VALUE is YAML. It is laid over what is there by the rules of merge.h, so setting
 * arrivals.every takes arrivals.rate away, just as a file that extends would. Later sets come over earlier
 * ones.
 */
enum { SETS_COMPONENTS_MAX = 32 };

/* Applies one set to the root; a bad one is a fault (E006; E004 for an unknown step) with its place in the
 * text. */
void sets_apply(struct arena *arena, struct tree *root, const char *text, struct cartsim_faults *faults);

#endif
