/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_MERGE_STEPS_H
#define CARTSIM_SCENARIO_MERGE_STEPS_H

#include "scenario/merge.h"

/*
 * Lists of steps merge by name. Names are unique within a pathway (or a risk), so a step is found at any
 * depth: in steps, in meanwhile, in the branches of one_of.
 *
 * An item whose step exists is merged into it where it stands, and moved when it says `after: NAME` or
 * `before: NAME`. A new step needs one of the two. `removed: true` takes a step out, after all else, so that
 * what is taken out may still be named as a neighbour. None of these three keys stays in the tree.
 */
enum { MERGE_STEPS_MAX = 1000 };

/* Whether a step's key is one of those three. */
bool merge_is_mark(const char *key);
/* A list with at least one item that is a step. */
bool merge_is_steps(const struct tree *node);
/* Lays a list of steps over another one within the scope of `site`. */
void merge_steps(const struct merge *merge, struct merge_site site, struct tree *base, struct tree *over);
/* The step of that name at any depth below `within`, or NULL; *list is then the list it stands in. */
struct tree *merge_find_step(struct tree *within, const char *name, struct tree **list);
/* The name of a step below `within` that is nearest to `name`, or NULL. */
const char *merge_nearest_step(struct arena *arena, const struct tree *within, const char *name);
/* Reports after, before and removed on steps that lie over no other steps, and takes them out. */
void merge_settle(const struct merge *merge, struct tree *tree);

#endif
