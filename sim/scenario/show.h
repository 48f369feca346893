/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_SHOW_H
#define CARTSIM_SCENARIO_SHOW_H

#include <stdio.h>

#include "scenario/scenario.h"

/*
 * A scenario as it is after `extends` and --set, as one YAML document that gives the same results.
 *
 * Block style, keys and steps in their final order, notes (x-) at the end of their mapping; behind each value
 * a comment with the file and line that wrote it, or --set. What is said of a value (source, grade, why) has
 * a comment of its own only when it comes from another file. Names of CSV files are rewritten so that they
 * lead to the same files from where the document is kept.
 */
struct show_options {
    const char *here; /* the way from the document's folder to the current one: "", or "../" and the like */
    bool defaults;    /* also what was not written */
};

/* Writes the document; whether the stream took it is for the caller to look at. Returns its bytes; 0: memory
 * is exhausted. */
size_t show_scenario(const struct scenario *scenario, const struct show_options *options, FILE *to);

#endif
