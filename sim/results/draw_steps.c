/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "results/draw_plan.h"
#include "results/draw_words.h"
#include "scenario/values.h"

/* Steps as boxes: what stands in a step becomes its rows, the steps inside it its groups. */

enum { ROWS_MOST = 30, LANES_MOST = 5 };

bool plan_enabled(const struct tree *map)
{
    bool enabled = true;
    value_boolean(tree_get(map, "enabled"), &enabled);
    return enabled;
}

struct box *plan_box(struct plan *plan, struct group *group, enum box_kind kind, const char *name)
{
    struct box *box = arena_alloc(plan->arena, sizeof *box);
    if (!box)
        return NULL;
    *box = (struct box){.kind = kind, .name = name, .shown = words_name(plan->arena, name), .time = ""};
    box->home = group;
    if (group->last)
        group->last->next = box;
    else
        group->first = box;
    group->last = box;
    return box;
}

void plan_row(struct plan *plan, struct box *box, enum icon icon, int indent, const char *text,
              const char *pill)
{
    if (box->row_count == ROWS_MOST) {
        box->rows_left_out++;
        box->last_row->text = words_print(plan->arena, "and %d lines more", box->rows_left_out + 1);
        box->last_row->pill = NULL;
        return;
    }
    struct row *row = arena_alloc(plan->arena, sizeof *row);
    if (!row)
        return;
    *row = (struct row){.icon = icon, .indent = indent, .text = text, .pill = pill};
    plan->uses[KEY_LEAVES] = plan->uses[KEY_LEAVES] || pill;
    if (box->last_row)
        box->last_row->next = row;
    else
        box->rows = row;
    box->last_row = row;
    box->row_count++;
}

/* ---- failing */

static void add_again(struct plan *plan, struct box *box, const char *name)
{
    struct again *again = arena_alloc(plan->arena, sizeof *again);
    if (!again)
        return;
    /* Until plan_agains finds the box, a box of that name stands for it. */
    again->target = arena_alloc(plan->arena, sizeof *again->target);
    if (!again->target)
        return;
    again->target->name = name;
    plan->uses[KEY_AGAIN] = true;
    again->next = box->agains;
    box->agains = again;
}

static const char *repeat_words(struct plan *plan, const struct tree *failure)
{
    const char *most = words_value(plan->arena, tree_get(failure, "at_most"));
    const char *text =
        words_print(plan->arena, "back to %s", words_name(plan->arena, tree_text(failure, "repeat", "")));
    if (!*most)
        return text;
    return words_print(plan->arena, "%s, at most %s", text, words_times(plan->arena, most));
}

static void add_failure(struct plan *plan, struct box *box, const struct tree *failure, enum icon icon,
                        int indent, const char *before)
{
    struct arena *arena = plan->arena;
    const char *outcome = tree_text(failure, "leaves", NULL), *target = tree_text(failure, "repeat", NULL);
    if (outcome)
        plan_row(plan, box, icon, indent, before, outcome);
    else if (target) {
        add_again(plan, box, target);
        plan_row(plan, box, icon, indent, words_join(arena, before, " ", repeat_words(plan, failure)), NULL);
    } else
        plan_row(plan, box, icon, indent,
                 tree_get(failure, "one_of") ? before : words_join(arena, before, " ", "go on"), NULL);
    if (tree_get(failure, "sets"))
        plan_row(plan, box, ICON_NONE, indent + 1, words_sets(arena, tree_get(failure, "sets")), NULL);
    if (tree_get(failure, "then"))
        add_failure(plan, box, tree_get(failure, "then"), ICON_NONE, indent + 1, "then");
    for (const struct tree *branch = tree_first(tree_get(failure, "one_of")); branch; branch = branch->next)
        add_failure(plan, box, branch, ICON_NONE, indent + 1,
                    words_print(arena, "%s:", words_value(arena, tree_get(branch, "share"))));
}

/* ---- the rows of a step */

/* Whether its capacity is a number. */
static bool of_units(const struct tree *resource)
{
    int64_t units;
    return value_whole(tree_get(resource, "capacity"), &units);
}

/* "chair (1 of 2), nurse" is too much for a small box: the capacity stands behind the names. */
static void add_claims(struct plan *plan, struct box *box, const struct tree *node, enum icon icon,
                       const char *word)
{
    if (!node)
        return;
    const char *text = words_print(plan->arena, "%s %s", word, words_names(plan->arena, node));
    const char *only = node->kind == TREE_TEXT                ? node->text
                       : tree_first(node) && node->count == 1 ? tree_first(node)->key
                                                              : NULL;
    const struct tree *resource = only ? tree_get(tree_get(plan->root, "resources"), only) : NULL;
    if (resource && icon != ICON_GIVE)
        text = words_print(plan->arena, of_units(resource) ? "%s (of\xc2\xa0%s)" : "%s (%s)", text,
                           words_capacity(plan->arena, resource));
    plan_row(plan, box, icon, 0, text, NULL);
}

static void add_within(struct plan *plan, struct box *box, const struct tree *books)
{
    for (const struct tree *slot = tree_first(books); slot; slot = slot->next) {
        const struct tree *within = tree_get(slot, "within");
        if (within && slot->key)
            plan_row(plan, box, ICON_NONE, 1,
                     words_print(plan->arena, "%s within %s", words_name(plan->arena, slot->key),
                                 words_value(plan->arena, within)),
                     NULL);
    }
}

static void add_before(struct plan *plan, struct box *box, const struct tree *step)
{
    struct arena *arena = plan->arena;
    const struct tree *when = tree_get(step, "when"), *chance = tree_get(step, "chance");
    box->partial = when || chance;
    plan->uses[box->partial ? KEY_PARTIAL : KEY_STEP] = true;
    if (when)
        plan_row(plan, box, ICON_IF, 0, words_print(arena, "only if %s", words_when(arena, when)), NULL);
    if (chance)
        plan_row(plan, box, ICON_IF, 0, words_print(arena, "%s of patients", words_value(arena, chance)),
                 NULL);
    bool fit = false;
    value_boolean(tree_get(step, "fit"), &fit);
    const char *notice = words_value(arena, tree_get(step, "notice"));
    if (*notice || fit)
        plan_row(plan, box, ICON_CLOCK, 0,
                 words_join(arena, words_join(arena, *notice ? "notice " : "", "", notice), "; ",
                            fit ? "only when fit" : ""),
                 NULL);
}

static void add_resources(struct plan *plan, struct box *box, const struct tree *step)
{
    add_claims(plan, box, tree_get(step, "books"), ICON_SLOT, "books");
    add_within(plan, box, tree_get(step, "books"));
    add_claims(plan, box, tree_get(step, "needs"), ICON_UNITS, "needs");
    add_claims(plan, box, tree_get(step, "holds"), ICON_HOLD, "holds");
    plan->uses[KEY_HELD] = plan->uses[KEY_HELD] || tree_get(step, "holds");
    add_claims(plan, box, tree_get(step, "releases"), ICON_GIVE, "gives back");
    if (tree_get(step, "on_refusal"))
        add_failure(plan, box, tree_get(step, "on_refusal"), ICON_FAIL, 0, "queue full:");
}

static void add_after(struct plan *plan, struct box *box, const struct tree *step)
{
    struct arena *arena = plan->arena;
    const struct tree *every = tree_get(step, "every"), *cost = tree_get(step, "cost");
    if (every)
        plan_row(plan, box, ICON_AGAIN, 0,
                 words_print(arena, "every %s, %s times", words_value(arena, every),
                             words_value(arena, tree_get(step, "times"))),
                 NULL);
    if (cost)
        plan_row(plan, box, ICON_NONE, 0, words_print(arena, "costs %s", words_value(arena, cost)), NULL);
    if (tree_get(step, "fails"))
        add_failure(plan, box, tree_get(step, "on_failure"), ICON_FAIL, 0,
                    words_print(arena, "%s fail:", words_value(arena, tree_get(step, "fails"))));
    if (tree_get(step, "sets"))
        plan_row(plan, box, ICON_NONE, 0, words_sets(arena, tree_get(step, "sets")), NULL);
    const char *outcome = tree_text(step, "leaves", NULL);
    box->ends = outcome != NULL;
    if (outcome)
        plan_row(plan, box, ICON_NONE, 0, "ends:", outcome);
}

/* ---- groups */

static struct group *add_group(struct plan *plan, struct box *box, enum group_kind kind, const char *label,
                               const struct tree *list, int depth)
{
    struct group *group = arena_alloc(plan->arena, sizeof *group);
    if (!group)
        return NULL;
    *group = (struct group){.kind = kind, .label = label, .owner = box};
    if (kind != GROUP_BODY)
        plan->uses[kind == GROUP_ROUTE ? KEY_ROUTE : KEY_MEANWHILE] = true;
    struct group **end = &box->groups;
    while (*end)
        end = &(*end)->next;
    *end = group;
    plan_steps(plan, group, list, depth + 1);
    return group;
}

static void add_groups(struct plan *plan, struct box *box, const struct tree *step, int depth)
{
    if (tree_get(step, "steps"))
        add_group(plan, box, GROUP_BODY, NULL, tree_get(step, "steps"), depth);
    if (tree_get(step, "meanwhile"))
        add_group(plan, box, GROUP_MEANWHILE, "meanwhile", tree_get(step, "meanwhile"), depth);
    for (const struct tree *branch = tree_first(tree_get(step, "one_of")); branch; branch = branch->next) {
        const char *share = words_value(plan->arena, tree_get(branch, "share"));
        add_group(plan, box, GROUP_ROUTE,
                  tree_first(tree_get(branch, "steps")) ? share
                                                        : words_print(plan->arena, "%s: straight on", share),
                  tree_get(branch, "steps"), depth);
    }
}

void plan_steps(struct plan *plan, struct group *group, const struct tree *list, int depth)
{
    if (depth > plan->depth)
        plan->depth = depth;
    for (const struct tree *step = tree_first(list); step; step = step->next) {
        if (!plan_enabled(step))
            continue;
        struct box *box = plan_box(plan, group, BOX_STEP, tree_text(step, "step", ""));
        if (!box)
            return;
        box->source = step;
        box->time = words_value(plan->arena, tree_get(step, "takes"));
        bool each_time = false;
        if (value_boolean(tree_get(step, "each_time"), &each_time) && each_time)
            plan_row(plan, box, ICON_AGAIN, 0, "each time", NULL);
        add_before(plan, box, step);
        add_resources(plan, box, step);
        add_after(plan, box, step);
        add_groups(plan, box, step, depth);
    }
}

struct box *plan_find(const struct group *group, const char *name)
{
    for (struct box *box = group->first; box; box = box->next) {
        if (strcmp(box->name, name) == 0)
            return box;
        for (const struct group *inner = box->groups; inner; inner = inner->next) {
            struct box *found = plan_find(inner, name);
            if (found)
                return found;
        }
    }
    return NULL;
}

/* ---- arrows back */

/* The step of that name which stands before `from`, or is it, in its list or in one around it. */
static struct box *target_of(const struct box *from, const char *name)
{
    for (; from; from = from->home->owner)
        for (struct box *box = from->home->first; box; box = box->next) {
            if (strcmp(box->name, name) == 0)
                return box;
            if (box == from)
                break;
        }
    return NULL;
}

/* Each target has a lane of its own as far as there are enough: arrows to one target join. */
static int lane_for(const struct box *target)
{
    int lane = 0;
    for (const struct box *box = target->home->first; box != target; box = box->next)
        lane += box->number > 0; /* is somebody's target */
    return lane % LANES_MOST;
}

static void find_targets(struct group *group)
{
    for (struct box *box = group->first; box; box = box->next) {
        for (struct again **at = &box->agains; *at;) {
            (*at)->target = target_of(box, (*at)->target->name);
            if ((*at)->target) {
                (*at)->target->number = 1;
                at = &(*at)->next;
            } else
                *at = (*at)->next;
        }
        for (struct group *inner = box->groups; inner; inner = inner->next)
            find_targets(inner);
    }
}

static void find_lanes(struct group *group)
{
    for (struct box *box = group->first; box; box = box->next) {
        for (struct again *again = box->agains; again; again = again->next) {
            struct group *home = again->target->home;
            again->lane = lane_for(again->target);
            if (home->again_lanes <= again->lane)
                home->again_lanes = again->lane + 1;
        }
        for (struct group *inner = box->groups; inner; inner = inner->next)
            find_lanes(inner);
    }
}

void plan_agains(struct plan *plan, struct group *group)
{
    (void)plan;
    find_targets(group);
    find_lanes(group);
}
