/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/format_steps.h"

#include <stdlib.h>
#include <string.h>

#include "scenario/format_table.h"

/* A growing list of the steps of one pathway, in the order written. */
struct steps {
    struct arena *arena;
    const struct tree **names; /* the values of `step` */
    size_t count, room;
    size_t all; /* those without a name, or beyond the room, included */
};

static void add_step(struct steps *steps, const struct tree *item)
{
    const struct tree *name = tree_get(item, "step");
    steps->all++;
    if (!name || name->kind != TREE_TEXT || name->faulty)
        return;
    if (steps->count == steps->room) {
        size_t room = steps->room ? 2 * steps->room : 64;
        const struct tree **names =
            room > 2 * FORMAT_STEPS_MAX ? NULL : arena_array(steps->arena, room, sizeof *names);
        if (!names)
            return;
        if (steps->count)
            memcpy(names, steps->names, steps->count * sizeof *names);
        steps->names = names;
        steps->room = room;
    }
    steps->names[steps->count++] = name;
}

static void gather(struct steps *steps, const struct tree *list, int depth)
{
    if (!list || list->kind != TREE_LIST || depth > FORMAT_DEPTH_MAX)
        return;
    for (const struct tree *item = tree_first(list); item; item = item->next) {
        if (item->kind != TREE_MAP)
            continue;
        add_step(steps, item);
        gather(steps, tree_get(item, "steps"), depth + 1);
        gather(steps, tree_get(item, "meanwhile"), depth + 1);
        for (const struct tree *branch = tree_first(tree_get(item, "one_of")); branch; branch = branch->next)
            gather(steps, tree_get(branch, "steps"), depth + 1);
    }
}

/* By name, then by place: the first written comes first. */
static int by_name(const void *a, const void *b)
{
    const struct tree *one = *(const struct tree *const *)a, *other = *(const struct tree *const *)b;
    int order = strcmp(one->text, other->text);
    if (order != 0)
        return order;
    if (one->place.line != other->place.line)
        return one->place.line < other->place.line ? -1 : 1;
    return (one->place.column > other->place.column) - (one->place.column < other->place.column);
}

static bool check_names(struct complainer *to, struct steps *steps, const struct format_path *path)
{
    bool sound = true;
    if (steps->count > 1)
        qsort(steps->names, steps->count, sizeof *steps->names, by_name);
    for (size_t i = 1; i < steps->count; i++) {
        const struct tree *name = steps->names[i], *before = steps->names[i - 1];
        if (strcmp(name->text, before->text) != 0)
            continue;
        complain(to, FORMAT_STEP_NAME, name->place, path,
                 "two steps are called '%s'; the other is on line %u of %s",
                 complaint_quote(to->arena, name->text), before->place.line, before->place.file);
        sound = false;
    }
    return sound;
}

bool format_steps_check(struct complainer *to, const struct tree *node, const struct format_path *path,
                        size_t *steps)
{
    struct steps found = {.arena = to->arena};
    gather(&found, node->kind == TREE_MAP ? tree_get(node, "steps") : node, 0);
    bool few = *steps + found.all <= FORMAT_STEPS_MAX, were_few = *steps <= FORMAT_STEPS_MAX;
    *steps += found.all;
    if (!few && were_few)
        complain(to, FORMAT_RANGE, node->key_place, path, "with this there are %zu steps, at most %d may be",
                 *steps, FORMAT_STEPS_MAX);
    return check_names(to, &found, path) && few;
}
