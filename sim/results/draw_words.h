/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_RESULTS_DRAW_WORDS_H
#define CARTSIM_RESULTS_DRAW_WORDS_H

#include "scenario/tree.h"

/*
 * Values of a scenario in a few words, as their author wrote them: "median 16 d, p90 21 d", "31.3%". All
 * texts are the arena's, and never NULL.
 */

/* printf into the arena; "" when it is full. */
const char *words_print(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The name with spaces for underscores. */
const char *words_name(struct arena *arena, const char *name);
/* Both, with the mark between them where neither is empty. */
const char *words_join(struct arena *arena, const char *text, const char *mark, const char *more);

/* A number, duration, rate, probability, distribution or {by: ...}. */
const char *words_value(struct arena *arena, const struct tree *node);
/* "once", "twice", "3 times". */
const char *words_times(struct arena *arena, const char *times);
/* How patients come: "14 per year, mon-fri". */
const char *words_arrivals(struct arena *arena, const struct tree *arrivals);
/* A name, a list of names or a mapping to numbers: "chair, nurse", "2 nurse". */
const char *words_names(struct arena *arena, const struct tree *node);
/* {attribute: value or list}: "virus none or other, burden high". */
const char *words_when(struct arena *arena, const struct tree *when);
/* {attribute: value}: "virus becomes sars cov 2". */
const char *words_sets(struct arena *arena, const struct tree *sets);
const char *words_attributes(struct arena *arena, const struct tree *attributes);
/* What a resource has: "4", "no limit", "mon 1, thu 1". */
const char *words_capacity(struct arena *arena, const struct tree *resource);
/* "apheresis.end" -> "apheresis end". */
const char *words_moment(struct arena *arena, const char *moment);
const char *words_target(struct arena *arena, const struct tree *target);

#endif
