/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_MERGE_H
#define CARTSIM_SCENARIO_MERGE_H

#include "scenario/tree.h"

/*
 * Laying one tree over another: what a file says over what it extends, what --set says over both.
 *
 * A map merges into a map, key by key; a scalar, a plain list or a change of kind replaces. Steps are named,
 * so a list of steps merges by name (merge_steps.h). A map that means one of several things is not mixed with
 * another:
 *  - a value: {value: ...}, a distribution or {by: ...} replaces another of these whole, source and grade
 *    included, for the source of the old number is not that of the new one; only {by: X} over {by: X} merges;
 *  - on_failure, on_refusal, then: leaves / repeat / continues / one_of;
 *    arrivals: rate / every / at / file; an attribute: chance / one_of / value / by:
 *    a map that names another alternative than the one below replaces it whole;
 *  - a risk: `rate` takes the place of `chance` and `after`, and `chance` that of `rate`; the rest merges.
 * Every node keeps the place of the file that wrote it.
 */
struct merge {
    struct arena *arena;
    struct cartsim_faults *faults;
};

/* Where in a scenario a node stands, as far as the rules depend on it. All zero: the root. */
struct merge_site {
    unsigned depth;
    const char *section; /* the root's key above it: "patients", ... */
    const char *parent;  /* the key of the map around it */
    const char *key;     /* its own; NULL in a list */
    struct tree *scope;  /* the pathway or risk around it: where its steps are sought; NULL elsewhere */
};

/* The site of a child of the node at `around`. */
struct merge_site merge_enter(struct merge_site around, struct tree *child);

/* Lays `over` over `base`, which becomes the result. `over` is used up. */
void merge_node(const struct merge *merge, struct merge_site site, struct tree *base, struct tree *over);

/* Reports (E004) a name that nothing has; nearest is NULL or the one that may be meant. */
void merge_unknown(const struct merge *merge, struct cartsim_place place, const char *name, const char *where,
                   const char *nearest);

/* The bottom-most file of a chain: reports (E005) and takes out what only makes sense over another file. */
void merge_bottom(const struct merge *merge, struct tree *root);

#endif
