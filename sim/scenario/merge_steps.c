/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/merge_steps.h"

#include <string.h>

#include "base/codes.h"
#include "base/nearest.h"

static const char *const MARKS[] = {"after", "before", "removed"};
enum { MARK_COUNT = sizeof MARKS / sizeof *MARKS };

bool merge_is_mark(const char *key)
{
    for (size_t i = 0; i < MARK_COUNT; i++)
        if (!strcmp(MARKS[i], key))
            return true;
    return false;
}

/* The name when a list's item is a step; else NULL. */
static const char *step_name(const struct tree *item)
{
    return item->key ? NULL : tree_text(item, "step", NULL);
}

bool merge_is_steps(const struct tree *node)
{
    if (node->kind != TREE_LIST)
        return false;
    for (const struct tree *item = node->first; item; item = item->next) {
        if (step_name(item))
            return true;
    }
    return false;
}

struct tree *merge_find_step(struct tree *within, const char *name, struct tree **list)
{
    for (struct tree *child = tree_first(within); child; child = child->next) {
        const char *own = step_name(child);
        if (own && !strcmp(own, name)) {
            *list = within;
            return child;
        }
        bool note = child->key && !strncmp(child->key, "x-", 2);
        struct tree *found = note ? NULL : merge_find_step(child, name, list);
        if (found)
            return found;
    }
    return NULL;
}

/* Writes the names of the steps below `within` to names (unless NULL) from `count` on; returns the count
 * then. */
static size_t collect_names(const struct tree *within, const char **names, size_t count)
{
    for (const struct tree *child = within->first; child; child = child->next) {
        const char *own = step_name(child);
        if (own && names)
            names[count] = own;
        count = collect_names(child, names, count + (own != NULL));
    }
    return count;
}

const char *merge_nearest_step(struct arena *arena, const struct tree *within, const char *name)
{
    size_t count = collect_names(within, NULL, 0);
    const char **names = arena_array(arena, count, sizeof *names);
    if (!names)
        return NULL;
    collect_names(within, names, 0);
    return nearest_name(name, names, count < MERGE_STEPS_MAX ? count : MERGE_STEPS_MAX);
}

static void report_unknown(const struct merge *merge, const struct tree *scope, const struct tree *name,
                           const char *where)
{
    merge_unknown(merge, name->place, name->text, where, merge_nearest_step(merge->arena, scope, name->text));
}

static struct tree *detach(struct tree *map, const char *key)
{
    struct tree *child = tree_get(map, key);
    if (child)
        tree_remove(map, child);
    return child;
}

void merge_settle(const struct merge *merge, struct tree *tree)
{
    const char *name = tree->kind == TREE_MAP ? step_name(tree) : NULL;
    for (size_t i = 0; name && i < MARK_COUNT; i++) {
        struct tree *mark = detach(tree, MARKS[i]);
        if (mark)
            fault_error(merge->faults, READING_MERGE, mark->key_place,
                        "'%s' changes steps of a file that this one extends, and there are none; write step "
                        "'%s' at its "
                        "place in the list",
                        MARKS[i], name);
    }
    for (struct tree *child = tree->first; child; child = child->next)
        merge_settle(merge, child);
}

static void insert_after(struct tree *list, struct tree *item, struct tree *added)
{
    added->next = item->next;
    item->next = added;
    if (list->last == item)
        list->last = added;
    list->count++;
}

static void insert_before(struct tree *list, struct tree *item, struct tree *added)
{
    struct tree *ahead = NULL;
    for (struct tree *child = list->first; child != item; child = child->next)
        ahead = child;
    if (ahead) {
        insert_after(list, ahead, added);
        return;
    }
    added->next = item;
    list->first = added;
    list->count++;
}

/* Where an item wants to stand. */
struct wish {
    struct tree *neighbour; /* the value of after or before; NULL: no wish */
    bool before;
};

static struct wish take_wish(const struct merge *merge, struct tree *item)
{
    struct tree *after = detach(item, "after"), *before = detach(item, "before");
    if (after && before)
        fault_error(merge->faults, READING_MERGE, before->key_place,
                    "a step stands 'after' or 'before' another, not both");
    struct tree *neighbour = after ? after : before;
    if (neighbour && neighbour->kind != TREE_TEXT)
        fault_error(merge->faults, READING_MERGE, neighbour->place, "expected the name of one step");
    return (struct wish){neighbour, !after};
}

/* Puts a step that is in no list beside its neighbour; false, with a fault, when that can't be. */
static bool place_beside(const struct merge *merge, struct tree *scope, struct wish wish, struct tree *item)
{
    if (wish.neighbour->kind != TREE_TEXT)
        return false;
    struct tree *list = NULL;
    struct tree *beside = merge_find_step(scope, wish.neighbour->text, &list);
    if (!beside) {
        report_unknown(merge, scope, wish.neighbour, wish.before ? "before" : "after");
        return false;
    }
    if (wish.before)
        insert_before(list, beside, item);
    else
        insert_after(list, beside, item);
    return true;
}

static void add_step(const struct merge *merge, struct tree *scope, struct tree *list, struct wish wish,
                     struct tree *item)
{
    const struct tree *name = tree_get(item, "step");
    merge_settle(merge, item);
    if (wish.neighbour && place_beside(merge, scope, wish, item))
        return;
    const char *nearest = wish.neighbour ? NULL : merge_nearest_step(merge->arena, scope, name->text);
    if (nearest)
        fault_error(merge->faults, READING_MERGE, name->place,
                    "no step '%s' here; did you mean '%s'? A new step says 'after: NAME' or 'before: NAME'",
                    name->text, nearest);
    else if (!wish.neighbour)
        fault_error(merge->faults, READING_MERGE, name->place,
                    "step '%s' is new here and needs a place: write 'after: NAME' or 'before: NAME'",
                    name->text);
    tree_append(list, item); /* so that whoever names it is not wrong as well */
}

static void move_step(const struct merge *merge, struct tree *scope, struct wish wish, struct tree *list,
                      struct tree *item)
{
    struct tree *unused = NULL;
    const char *neighbour = wish.neighbour->text;
    if (neighbour && (!strcmp(neighbour, step_name(item)) || merge_find_step(item, neighbour, &unused))) {
        fault_error(merge->faults, READING_MERGE, wish.neighbour->place,
                    "step '%s' can't stand beside itself or beside a step inside it", step_name(item));
        return;
    }
    struct tree *was_before = NULL;
    for (struct tree *child = list->first; child != item; child = child->next)
        was_before = child;
    tree_remove(list, item);
    if (place_beside(merge, scope, wish, item))
        return;
    if (was_before)
        insert_after(list, was_before, item);
    else if (list->first)
        insert_before(list, list->first, item);
    else
        tree_append(list, item);
}

/* Whether an item says removed: true. */
static bool is_removed(const struct tree *item)
{
    return !strcmp(tree_text(item, "removed", "false"), "true");
}

static void merge_step(const struct merge *merge, struct merge_site site, struct tree *list,
                       struct tree *item)
{
    struct tree *removed = detach(item, "removed");
    if (removed && (removed->kind != TREE_TEXT || strcmp(removed->text, "false")))
        fault_error(merge->faults, READING_MERGE, removed->place, "'removed' is true or false");
    struct wish wish = take_wish(merge, item);
    struct tree *found_in = NULL;
    struct tree *found = merge_find_step(site.scope, step_name(item), &found_in);
    if (!found) {
        add_step(merge, site.scope, list, wish, item);
        return;
    }
    merge_node(merge, merge_enter(site, found), found, item);
    if (wish.neighbour)
        move_step(merge, site.scope, wish, found_in, found);
}

static void remove_step(const struct merge *merge, struct tree *scope, const struct tree *item)
{
    struct tree *list = NULL;
    struct tree *found = merge_find_step(scope, step_name(item), &list);
    for (const struct tree *child = item->first; child; child = child->next)
        if (strcmp(child->key, "step") && strcmp(child->key, "removed") && strncmp(child->key, "x-", 2))
            fault_error(merge->faults, READING_MERGE, child->key_place,
                        "step '%s' is taken out, so '%s' says nothing; leave one of the two out",
                        step_name(item), child->key);
    if (found)
        tree_remove(list, found);
    else
        report_unknown(merge, scope, tree_get(item, "step"), "a step to be removed");
}

void merge_steps(const struct merge *merge, struct merge_site site, struct tree *base, struct tree *over)
{
    if (over->count > MERGE_STEPS_MAX) {
        fault_error(merge->faults, READING_MERGE, over->place, "more than %d changes to one list of steps",
                    MERGE_STEPS_MAX);
        return;
    }
    struct tree removals = {.kind = TREE_LIST};
    for (struct tree *item = over->first, *next; item; item = next) {
        next = item->next;
        if (!step_name(item))
            fault_error(merge->faults, READING_MERGE, item->place,
                        "an item of a list of steps needs 'step: NAME'");
        else if (is_removed(item))
            tree_append(&removals, item);
        else
            merge_step(merge, site, base, item);
    }
    for (struct tree *item = removals.first; item; item = item->next)
        remove_step(merge, site.scope, item);
}
