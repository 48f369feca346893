/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_FORMAT_H
#define CARTSIM_SCENARIO_FORMAT_H

#include "scenario/tree.h"

/*
 * The format in one table: for each kind of mapping its keys, what type each takes, whether it is required
 * and what it means. The checker, "did you mean", the JSON Schema and the reference page are all made from
 * it.
 */

/* Holds the merged tree against the table; marks what it complains about as faulty. Puts keys that begin
 * with x- aside (tree.h, notes): nobody behind should meet them. */
void format_check(struct arena *arena, struct tree *root, struct cartsim_faults *faults);

#endif
