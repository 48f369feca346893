/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_TREE_H
#define CARTSIM_SCENARIO_TREE_H

#include "base/arena.h"
#include "base/faults.h"

/*
 * A YAML document as a tree in which every node knows its place.
 *
 * Scalars stay text: what a text means (a number, a duration, a name) is decided by the format, not by YAML.
 * Nodes live in an arena. A node that has been complained about is `faulty`, so that nobody complains twice.
 */
struct kept_column;

enum tree_kind { TREE_TEXT, TREE_LIST, TREE_MAP };

struct tree {
    enum tree_kind kind;
    bool plain;                     /* a scalar written without quotes */
    bool faulty;                    /* a fault has been reported at or below this node */
    const char *text;               /* TREE_TEXT: the scalar; else NULL */
    const char *key;                /* in a map: its key; in a list: NULL */
    struct cartsim_place place;     /* of the value */
    struct cartsim_place key_place; /* of the key, when it has one */
    struct tree *first, *last;      /* children, in the order written */
    struct tree *next;              /* the next sibling */
    struct tree *notes;             /* the children that are notes, put aside by format_check */
    struct kept_column *column;     /* of a map with file: and column: what was read there, see kept.h */
    size_t count;                   /* children */
};

/* The child of a map with that key, or NULL (also when `map` is NULL or no map). */
struct tree *tree_get(const struct tree *map, const char *key);
/* The scalar text of the child with that key, or `otherwise`. */
const char *tree_text(const struct tree *map, const char *key, const char *otherwise);
/* Appends a child; key NULL in lists. */
void tree_append(struct tree *parent, struct tree *child);
void tree_remove(struct tree *parent, struct tree *child);
struct tree *tree_new(struct arena *arena, enum tree_kind kind, struct cartsim_place place);
struct tree *tree_copy(struct arena *arena, const struct tree *tree);
/* A map's children sorted by key, equal keys in the order written: [map->count] in the arena. NULL: full. */
struct tree **tree_sorted(struct arena *arena, const struct tree *map);
/* Walks children: for (struct tree *c = tree_first(t); c; c = c->next); NULL for NULL or a scalar. */
struct tree *tree_first(const struct tree *tree);

#endif
