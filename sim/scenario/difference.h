/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_DIFFERENCE_H
#define CARTSIM_SCENARIO_DIFFERENCE_H

#include "scenario/tree.h"

/*
 * What differs in meaning between two sound scenarios, by path: units, order where there is none, and how a
 * thing is written do not count. Apart from it, what differs only in what is said: sources, grades, names.
 */
enum difference_kind { DIFFERENCE_CHANGED, DIFFERENCE_ADDED, DIFFERENCE_REMOVED, DIFFERENCE_MOVED };

struct difference {
    enum difference_kind kind;
    bool said; /* no result depends on it */
    const char *path;
    const char *from, *to; /* as written, on one line; of what moved: its places; NULL: nothing there */
    const char *place;     /* of a step that was added: "after X"; else NULL */
};

struct differences {
    struct difference *list;
    size_t count, in_meaning;
};

/* Texts live in the arena; false when it is full. */
bool differences_between(struct arena *arena, const struct tree *a, const struct tree *b,
                         struct differences *differences);

#endif
