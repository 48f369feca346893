/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/meaning.h"

#include <stdlib.h>
#include <string.h>

#include "scenario/canonical.h"
#include "scenario/column.h"
#include "scenario/dates.h"
#include "scenario/defaults.h"
#include "scenario/format_rules.h"

/* Where the walk stands. */
struct at {
    struct format_site site;
    const char *id, *path;
    enum format_kind_id kind; /* of the mapping around, for its defaults */
    const char *key;
    const struct tree *about;
    bool remark;
    const char *scope_id, *scope_path;     /* of the pathway or risk around */
    const char *list, *list_path, *before; /* of an item where order matters */
    size_t list_number;
};

static void walk(struct meanings *all, struct at at, const struct tree *node);

/* ---- entries */

static struct meaning *add(struct meanings *all, const struct at *at, const struct tree *node,
                           const char *text)
{
    if (all->count == all->room) {
        size_t room = all->room ? 2 * all->room : 256;
        struct meaning *list = arena_array(all->arena, room, sizeof *list);
        if (!list)
            return NULL;
        if (all->count)
            memcpy(list, all->list, all->count * sizeof *list);
        all->list = list;
        all->room = room;
    }
    const char *place = NULL;
    if (at->list)
        place = at->before
                    ? arena_print(all->arena, "after %s%s%s", at->before, *at->list_path ? " in " : "",
                                  at->list_path)
                    : arena_print(all->arena, "first%s%s", *at->list_path ? " in " : "", at->list_path);
    struct meaning *entry = &all->list[all->count];
    *entry = (struct meaning){.id = at->id,
                              .path = at->path,
                              .text = text,
                              .node = node,
                              .about = at->about,
                              .remark = at->remark,
                              .list = at->list,
                              .place = place,
                              .list_number = at->list_number};
    if (at->id && at->path && text)
        all->count++;
    return entry;
}

static void add_value(struct meanings *all, const struct at *at, const struct tree *node, const char *bare)
{
    const char *text = bare ? arena_print(all->arena, "=%s", bare) : NULL;
    struct meaning *entry = add(all, at, node, text);
    const struct tree usual = format_default_node(at->kind, at->key ? at->key : "");
    if (!entry)
        return;
    entry->number = format_types[at->site.type].evidence && !at->remark;
    if (!usual.text || at->kind == KIND_NONE)
        return;
    const char *usual_text = canonical_text(all->arena, at->site, &usual);
    entry->usual = usual_text ? arena_print(all->arena, "=%s", usual_text) : NULL;
    entry->usual_shown = usual.text;
}

/* ---- the way down */

static struct at below(const struct meanings *all, const struct at *at, const char *name)
{
    struct at inside = *at;
    inside.id = *at->id ? arena_print(all->arena, "%s.%s", at->id, name) : name;
    inside.path = *at->path ? arena_print(all->arena, "%s.%s", at->path, name) : name;
    inside.kind = KIND_NONE;
    inside.key = name;
    inside.list = NULL;
    return inside;
}

static void walk_child(struct meanings *all, const struct at *at, const struct tree *node,
                       const struct tree *child)
{
    struct at inside = below(all, at, child->key);
    inside.site = format_enter(at->site, node, child);
    inside.kind = format_kind_at(at->site, node);
    if (!inside.id || !inside.path)
        return;
    if (format_names_file(at->site, node, child))
        add_value(all, &inside, child, column_file(all->arena, child));
    else
        walk(all, inside, child);
}

static bool is_said(const struct tree *node)
{
    return tree_get(node, "source") || tree_get(node, "grade") || tree_get(node, "why") ||
           tree_get(node, "uncertain");
}

/* ---- distributions */

/* uniform has its own min and max; beside others they cut the range, wherever they are written. */
static bool is_own_limit(const struct format_law *law, const char *key)
{
    for (int i = 0; i < LAW_PARAMETERS_MAX && law->parameters[i]; i++)
        if (strcmp(law->parameters[i], key) == 0)
            return true;
    return strcmp(key, "min") != 0 && strcmp(key, "max") != 0;
}

struct item {
    const char *text;
    const struct tree *node;
};

static int compare_items(const void *a, const void *b)
{
    return strcmp(((const struct item *)a)->text, ((const struct item *)b)->text);
}

/* An item's id is its text and how many like it came before: the order does not matter. */
static void walk_unordered(struct meanings *all, const struct at *at, const struct tree *list)
{
    struct item *items = arena_array(all->arena, list->count + 1, sizeof *items);
    size_t count = 0, alike = 0;
    for (const struct tree *node = tree_first(list); items && node; node = node->next, count++) {
        items[count].node = node;
        items[count].text = canonical_text(all->arena, format_enter(at->site, list, node), node);
        if (!items[count].text)
            return;
    }
    if (count > 1)
        qsort(items, count, sizeof *items, compare_items);
    for (size_t i = 0; i < count; i++) {
        struct at inside = *at;
        alike = i > 0 && compare_items(&items[i - 1], &items[i]) == 0 ? alike + 1 : 0;
        inside.id = arena_print(all->arena, "%s\n%zu\n%s", at->id, alike, items[i].text);
        inside.about = is_said(items[i].node) ? items[i].node : at->about;
        add(all, &inside, items[i].node, items[i].text);
    }
}

static void walk_shape(struct meanings *all, const struct at *at, const struct at *outer,
                       const struct tree *shape)
{
    const struct format_law *law = format_law_find(shape->key);
    size_t number = 0;
    if (shape->kind == TREE_LIST && law && law->kind == LAW_EMPIRICAL) {
        walk_unordered(all, at, shape);
        return;
    }
    for (const struct tree *child = tree_first(shape); child; child = child->next, number++) {
        if (child->key) {
            walk_child(all, law && !is_own_limit(law, child->key) ? outer : at, shape, child);
            continue;
        }
        const char *name = arena_print(all->arena, "%zu", number);
        struct at item = name ? below(all, at, name) : *at;
        item.site = format_enter(at->site, shape, child);
        for (const struct tree *part = tree_first(child); name && item.id && part; part = part->next)
            walk_child(all, &item, child, part);
    }
}

static void walk_law(struct meanings *all, const struct at *at, const struct tree *node)
{
    const struct tree *shape = format_shape(node);
    if (!shape)
        return;
    struct at inside = *at;
    if (strcmp(shape->key, "fixed") == 0 && !tree_get(node, "min") && !tree_get(node, "max")) {
        add_value(all, at, node, canonical_text(all->arena, at->site, shape));
        return;
    }
    size_t own = all->count;
    struct meaning *entry = add(all, at, node, arena_print(all->arena, "{%s}", shape->key));
    if (entry)
        entry->number = true;
    inside.about = NULL;
    inside.list = NULL;
    inside.kind = KIND_NONE;
    for (const struct tree *child = tree_first(node); child; child = child->next) {
        struct at part = below(all, &inside, child->key);
        part.site = format_enter(at->site, node, child);
        if (child == shape && part.id && shape->kind == TREE_TEXT)
            add_value(all, &part, shape, canonical_text(all->arena, part.site, shape));
        else if (child == shape && part.id)
            walk_shape(all, &part, &inside, shape);
        else if (!format_is_evidence(child->key))
            walk_child(all, &inside, node, child);
    }
    if (own < all->count)
        all->list[own].below = all->count - own - 1;
}

/* ---- steps */

static void walk_steps(struct meanings *all, const struct at *at, const struct tree *list,
                       const char *list_name);

/* Those under a key of the step at `at`; the list is called by its path from the pathway or the risk. */
static void walk_inner_steps(struct meanings *all, const struct at *at, const struct tree *list)
{
    struct at inside = below(all, at, list->key);
    if (inside.id && inside.path)
        walk_steps(all, &inside, list, inside.path + strlen(at->scope_path) + 1);
}

static void walk_branches(struct meanings *all, const struct at *at, const struct tree *list, bool steps)
{
    size_t number = 0;
    for (const struct tree *item = tree_first(list); item; item = item->next, number++) {
        const char *name = arena_print(all->arena, "%zu", number);
        struct at inside = name ? below(all, at, name) : *at;
        inside.site = format_enter(at->site, list, item);
        const struct tree *inner = tree_get(item, "steps");
        if (!name || !inside.id || !inside.path)
            return;
        if (steps && inner)
            walk_inner_steps(all, &inside, inner);
        else if (!steps)
            walk(all, inside, item);
    }
}

static bool is_sub_list(const struct tree *child)
{
    return strcmp(child->key, "steps") == 0 || strcmp(child->key, "meanwhile") == 0;
}

static void walk_step(struct meanings *all, const struct at *at, const struct tree *step)
{
    size_t own = all->count;
    struct meaning *entry = add(all, at, step, "{step}");
    if (entry)
        entry->step = true;
    for (const struct tree *child = tree_first(step); child; child = child->next)
        if (strcmp(child->key, "step") != 0 && !is_sub_list(child))
            walk_child(all, at, step, child);
    if (own < all->count)
        all->list[own].below = all->count - own - 1;
    for (const struct tree *child = tree_first(step); child; child = child->next) {
        struct at inside = below(all, at, child->key);
        inside.site = format_enter(at->site, step, child);
        if (is_sub_list(child))
            walk_inner_steps(all, at, child);
        else if (inside.id && inside.path && inside.site.type == TYPE_ROUTES)
            walk_branches(all, &inside, child, true);
    }
}

/* Steps are found by name from the pathway or the risk, wherever they stand. */
static void walk_steps(struct meanings *all, const struct at *at, const struct tree *list,
                       const char *list_name)
{
    size_t number = all->lists++;
    const char *before = NULL;
    for (const struct tree *step = tree_first(list); step; step = step->next) {
        const char *name = tree_text(step, "step", "");
        struct at inside = *at;
        inside.site = (struct format_site){TYPE_STEP, false};
        inside.id = arena_print(all->arena, "%s\n%s", at->scope_id, name); /* no key has a line end */
        inside.path = arena_print(all->arena, "%s.%s", at->scope_path, name);
        inside.list = at->id;
        inside.list_path = list_name;
        inside.list_number = number;
        inside.before = before;
        if (!inside.id || !inside.path)
            return;
        walk_step(all, &inside, step);
        before = name;
    }
}

/* ---- mappings */

static bool keeps_order(enum format_kind_id kind)
{
    return kind == KIND_PATIENTS || kind == KIND_RISKS || kind == KIND_SHARES;
}

/* Which of the alternatives of its kind a mapping names: another one is another thing. */
static const char *alternative(enum format_kind_id kind, const struct tree *map)
{
    for (size_t i = 0; i < format_rule_count && kind != KIND_RISK; i++)
        for (int k = 0; k < RULE_KEYS_MAX && format_rules[i].keys[k]; k++)
            if (format_rules[i].kind == kind && format_rules[i].relation == RELATION_ONE &&
                tree_get(map, format_rules[i].keys[k]))
                return format_rules[i].keys[k];
    return "";
}

/* A mapping that is something by itself, not only a place to write keys. */
static bool is_thing(enum format_kind_id kind)
{
    switch (kind) {
    case KIND_CLASS:
    case KIND_ARRIVALS:
    case KIND_ATTRIBUTE:
    case KIND_RESOURCE:
    case KIND_BREAKS:
    case KIND_HELD_BACK:
    case KIND_FAILURE:
    case KIND_FAILURE_BRANCH:
    case KIND_ROUTE:
    case KIND_RISK:
    case KIND_MEASURE: return true;
    default: return false;
    }
}

/* {mon-fri: 1} is a slot on each of five days. */
static void walk_slots(struct meanings *all, const struct at *at, const struct tree *map)
{
    for (const struct tree *child = tree_first(map); child; child = child->next) {
        unsigned days = 0;
        weekdays_read(child->key, &days);
        for (int i = 0; i < WEEKDAY_COUNT; i++) {
            struct tree day = *child;
            day.key = weekday_names[i];
            struct tree *kept = days >> i & 1u ? tree_copy(all->arena, &day) : NULL;
            if (kept)
                walk_child(all, at, map, kept);
        }
    }
}

/* The key as far as it matters: durations without their unit, median for p50. */
static const char *same_key(struct meanings *all, enum format_kind_id kind, const char *key)
{
    const struct tree name = {.kind = TREE_TEXT, .text = key};
    if (kind == KIND_SHARE_WITHIN)
        return canonical_text(all->arena, (struct format_site){TYPE_DURATION, false}, &name);
    return kind == KIND_TARGET && strcmp(key, "median") == 0 ? "p50" : key;
}

static void walk_entry(struct meanings *all, const struct at *at, enum format_kind_id kind,
                       const struct tree *map, const struct tree *child, size_t number, const char *before)
{
    const char *key = same_key(all, kind, child->key);
    struct at inside = key ? below(all, at, key) : *at;
    struct at written = below(all, at, child->key);
    inside.path = written.path;
    inside.key = child->key;
    inside.site = format_enter(at->site, map, child);
    inside.kind = kind;
    if (!key || !inside.id || !inside.path)
        return;
    if (keeps_order(kind)) {
        inside.list = at->id;
        inside.list_path = "";
        inside.list_number = number;
        inside.before = before;
    }
    if (kind == KIND_PATHWAYS || kind == KIND_RISKS) {
        inside.scope_id = inside.id;
        inside.scope_path = inside.path;
    }
    if (format_names_file(at->site, map, child))
        add_value(all, &inside, child, column_file(all->arena, child));
    else
        walk(all, inside, child);
}

static void walk_map(struct meanings *all, struct at at, const struct tree *map)
{
    enum format_kind_id kind = format_kind_at(at.site, map);
    const char *before = NULL;
    size_t own = all->count;
    struct meaning *entry =
        is_thing(kind) ? add(all, &at, map, arena_print(all->arena, "{%s}", alternative(kind, map))) : NULL;
    if (entry)
        entry->step = kind == KIND_ROUTE;
    if (kind == KIND_SLOTS) {
        walk_slots(all, &at, map);
        return;
    }
    size_t number = all->lists++;
    for (const struct tree *child = tree_first(map); child; child = child->next) {
        bool told_apart = (format_is_evidence(child->key) && format_kinds[kind].sourced) ||
                          (kind == KIND_ROUTE && is_sub_list(child));
        if (told_apart)
            continue;
        walk_entry(all, &at, kind, map, child, number, before);
        before = child->key;
    }
    if (is_thing(kind) && own < all->count)
        all->list[own].below = all->count - own - 1;
}

/* The root's own keys; of them some are for readers only. */
static void walk_root(struct meanings *all, const struct tree *root)
{
    static const char *const remarks[] = {"name", "note", "notes", "study", "sources"};
    const struct at top = {.site = format_root, .id = "", .path = ""};
    for (const struct tree *child = tree_first(root); child; child = child->next) {
        struct at at = top;
        for (size_t i = 0; i < sizeof remarks / sizeof *remarks; i++)
            at.remark = at.remark || strcmp(child->key, remarks[i]) == 0;
        if (strcmp(child->key, "cartsim") != 0)
            walk_child(all, &at, root, child);
    }
}

static void walk_by(struct meanings *all, const struct at *at, const struct tree *map)
{
    size_t own = all->count;
    add(all, at, map, "{by}");
    for (const struct tree *child = tree_first(map); child; child = child->next)
        if (!format_is_evidence(child->key))
            walk_child(all, at, map, child);
    if (own < all->count)
        all->list[own].below = all->count - own - 1;
}

static void walk_list(struct meanings *all, struct at at, const struct tree *list)
{
    size_t own = all->count;
    switch (at.site.type) {
    case TYPE_STEPS:
        if (at.kind == KIND_PATHWAYS)
            add(all, &at, list, "{pathway}");
        walk_steps(all, &at, list, "");
        if (at.kind == KIND_PATHWAYS && own < all->count)
            all->list[own].below = all->count - own - 1;
        break;
    case TYPE_ROUTES:
    case TYPE_FAILURE_BRANCHES: walk_branches(all, &at, list, false); break;
    case TYPE_CLOSURES:
    case TYPE_TIMES: walk_unordered(all, &at, list); break;
    default: add_value(all, &at, list, canonical_text(all->arena, at.site, list)); break;
    }
}

/* Whether source, grade and why in the node are said of it. */
static bool takes_evidence(struct format_site site, const struct tree *node)
{
    enum format_form form = format_form(site, node);
    return form == FORM_EVIDENCE || form == FORM_LAW || form == FORM_BY ||
           (form == FORM_MAP && format_kinds[format_kind_at(site, node)].sourced);
}

static void walk(struct meanings *all, struct at at, const struct tree *node)
{
    bool whole = at.site.type == TYPE_CLAIMS || at.site.type == TYPE_BOOKS || at.site.type == TYPE_STUDY ||
                 at.site.type == TYPE_CITATION;
    if (is_said(node) && takes_evidence(at.site, node))
        at.about = node;
    if (format_form(at.site, node) == FORM_EVIDENCE)
        node = tree_get(node, "value");
    enum format_form form = whole ? FORM_FREE : format_form(at.site, node);
    switch (form) {
    case FORM_LAW: walk_law(all, &at, node); break;
    case FORM_BY: walk_by(all, &at, node); break;
    case FORM_MAP: walk_map(all, at, node); break;
    case FORM_LIST: walk_list(all, at, node); break;
    default: add_value(all, &at, node, canonical_text(all->arena, at.site, node)); break;
    }
}

void meanings_of(struct arena *arena, const struct tree *root, struct meanings *meanings)
{
    *meanings = (struct meanings){.arena = arena};
    walk_root(meanings, root);
}
