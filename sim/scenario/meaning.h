/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_MEANING_H
#define CARTSIM_SCENARIO_MEANING_H

#include "scenario/tree.h"

/*
 * A scenario as a list of what it says, each entry with a path, so that two scenarios can be compared entry
 * by entry. Things that hold others (a resource, a step, a distribution) have an entry of their own, before
 * those of what is inside.
 */
struct meaning {
    const char *id;    /* what it is found by in the other scenario */
    const char *path;  /* as --set writes it */
    const char *text;  /* two of the same text mean the same */
    const char *usual; /* the text of its default; NULL: none */
    const struct tree *node;
    const char *usual_shown;  /* the default as written; NULL: none */
    const struct tree *about; /* where source, grade and why of a number stand; NULL: nowhere */
    bool number;              /* evidence may be given for it */
    bool remark;              /* no result depends on it */
    bool step;                /* shown without the steps inside, which have entries of their own */
    size_t below;             /* how many of the entries behind it lie inside */
    const char *list, *place; /* where order matters: the list's id, and "after X" or "first" */
    size_t list_number;       /* the same for all of one list */
};

struct meanings {
    struct arena *arena;
    struct meaning *list;
    size_t count, room, lists;
};

/* From the root of a sound scenario. Whoever calls looks at arena_failed. */
void meanings_of(struct arena *arena, const struct tree *root, struct meanings *meanings);

#endif
