/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_CANONICAL_H
#define CARTSIM_SCENARIO_CANONICAL_H

#include "scenario/format_walk.h"

/*
 * A sound value as a text that two values share exactly when they mean the same to the program: units are
 * gone, evidence and notes too; a scalar is a list of one, where a list may stand; lists without an order are
 * sorted. NULL when the arena is full.
 */
const char *canonical_text(struct arena *arena, struct format_site site, const struct tree *node);

/* For people: on one line, without evidence, and with `own` also without the steps inside. */
const char *canonical_shown(struct arena *arena, const struct tree *node, bool own);

/* Texts in order; those of one list. */
void canonical_sort(const char **texts, size_t count);

#endif
