/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/tree.h"

#include <stdlib.h>
#include <string.h>

struct tree *tree_first(const struct tree *tree)
{
    return tree ? tree->first : NULL;
}

struct tree *tree_get(const struct tree *map, const char *key)
{
    if (!map || map->kind != TREE_MAP)
        return NULL;
    for (struct tree *child = map->first; child; child = child->next) {
        if (!strcmp(child->key, key))
            return child;
    }
    return NULL;
}

const char *tree_text(const struct tree *map, const char *key, const char *otherwise)
{
    const struct tree *child = tree_get(map, key);
    return child && child->kind == TREE_TEXT ? child->text : otherwise;
}

void tree_append(struct tree *parent, struct tree *child)
{
    child->next = NULL;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
    parent->count++;
}

void tree_remove(struct tree *parent, struct tree *child)
{
    struct tree *before = NULL;
    for (struct tree *c = parent->first; c && c != child; c = c->next)
        before = c;
    if (before)
        before->next = child->next;
    else
        parent->first = child->next;
    if (parent->last == child)
        parent->last = before;
    child->next = NULL;
    parent->count--;
}

struct tree *tree_new(struct arena *arena, enum tree_kind kind, struct cartsim_place place)
{
    struct tree *tree = arena_alloc(arena, sizeof *tree);
    if (tree) {
        tree->kind = kind;
        tree->place = place;
    }
    return tree;
}

struct tree *tree_copy(struct arena *arena, const struct tree *tree)
{
    struct tree *copy = tree_new(arena, tree->kind, tree->place);
    if (!copy)
        return NULL;
    *copy = *tree;
    copy->first = copy->last = copy->next = NULL;
    copy->count = 0;
    for (const struct tree *child = tree->first; child; child = child->next) {
        struct tree *twin = tree_copy(arena, child);
        if (!twin)
            return NULL;
        tree_append(copy, twin);
    }
    return copy;
}

static int compare_keys(const void *left, const void *right)
{
    const struct tree *a = *(struct tree *const *)left, *b = *(struct tree *const *)right;
    int order = strcmp(a->key, b->key);
    if (order)
        return order;
    const struct cartsim_place *p = &a->key_place, *q = &b->key_place;
    order = (p->line > q->line) - (p->line < q->line);
    return order ? order : (p->column > q->column) - (p->column < q->column);
}

struct tree **tree_sorted(struct arena *arena, const struct tree *map)
{
    struct tree **children = arena_array(arena, map->count, sizeof *children);
    if (!children)
        return NULL;
    size_t count = 0;
    for (struct tree *child = map->first; child; child = child->next)
        children[count++] = child;
    qsort(children, count, sizeof *children, compare_keys);
    return children;
}
