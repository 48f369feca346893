/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/sets.h"

#include <string.h>

#include "base/codes.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "scenario/merge.h"
#include "scenario/merge_steps.h"
#include "scenario/yaml_reader.h"

struct component {
    const char *name;
    struct cartsim_place place;
};

struct set {
    struct merge merge;
    const char *text;
    struct component components[SETS_COMPONENTS_MAX];
    size_t count;
};

static struct cartsim_place place_in(const char *text, size_t from, size_t to)
{
    return (struct cartsim_place){.file = "--set",
                                  .line_text = text,
                                  .line = 1,
                                  .column = (unsigned)utf8_count(text, from) + 1,
                                  .length = (unsigned)utf8_count(text + from, to - from)};
}

/* Splits text[0..end) at its dots. */
static bool split_path(struct set *set, size_t end)
{
    const char *text = set->text;
    for (size_t from = 0; from <= end;) {
        size_t to = from;
        while (to < end && text[to] != '.')
            to++;
        struct cartsim_place place = place_in(text, from, to);
        if (to == from || set->count == SETS_COMPONENTS_MAX) {
            fault_error(set->merge.faults, READING_SET, place,
                        to == from ? "a name is missing in the path" : "the path has more than %d names",
                        SETS_COMPONENTS_MAX);
            return false;
        }
        const char *name = arena_text(set->merge.arena, text + from, to - from);
        if (!name)
            return false;
        set->components[set->count++] = (struct component){name, place};
        from = to + 1;
    }
    const struct component *first = set->components;
    if (strcmp(first->name, "extends") && strcmp(first->name, "cartsim"))
        return true;
    fault_error(set->merge.faults, READING_SET, first->place, "'%s' can't be set; it belongs in the file",
                first->name);
    return false;
}

/* The value behind the equals sign, or NULL with a fault. */
static struct tree *read_value(const struct set *set, size_t from)
{
    const char *bytes = set->text + from;
    size_t size = strlen(bytes);
    if (strspn(bytes, " ") == size) {
        fault_error(set->merge.faults, READING_SET, place_in(set->text, from, from + size),
                    "no value; an empty text is written %.*s=\"\"", (int)from - 1, set->text);
        return NULL;
    }
    struct yaml_source source = {.file = "--set", .bytes = bytes, .size = size, .around = set->text};
    return yaml_parse(set->merge.arena, &source, set->merge.faults);
}

static const char *nearest_key(const struct set *set, const struct tree *map, const char *name)
{
    const char **keys = arena_array(set->merge.arena, map->count, sizeof *keys);
    size_t count = 0;
    for (const struct tree *child = map->first; keys && child; child = child->next)
        keys[count++] = child->key;
    return nearest_name(name, keys, count);
}

/* The item with that number; NULL when the text is no number or there is no such item. */
static struct tree *item_at(const struct tree *list, const char *number)
{
    size_t index = 0, digits = strspn(number, "0123456789");
    if (!digits || number[digits] || digits > 6)
        return NULL;
    for (size_t i = 0; i < digits; i++)
        index = index * 10 + (size_t)(number[i] - '0');
    struct tree *item = list->first;
    while (item && index-- > 0)
        item = item->next;
    return item;
}

/* The child of `node` that a path's name leads to: a key, a step at any depth below, a list's item. Or NULL.
 */
static struct tree *step_into(const struct merge_site *site, struct tree *node, const char *name)
{
    struct tree *unused = NULL;
    struct tree *child = tree_get(node, name);
    if (!child && site->scope)
        child = merge_find_step(node, name, &unused);
    return child || node->kind != TREE_LIST ? child : item_at(node, name);
}

/* Why nothing can be made where the path leads out of what is there. True when something can. */
static bool can_make(const struct set *set, const struct merge_site *site, const struct tree *node,
                     size_t index)
{
    const struct component *name = &set->components[index];
    const char *above = index ? set->components[index - 1].name : "";
    if (node->kind == TREE_MAP) {
        bool pathway = site->depth == 1 && !strcmp(site->section, "pathways") && index + 1 < set->count;
        if (pathway)
            merge_unknown(&set->merge, name->place, name->name, above, nearest_key(set, node, name->name));
        return !pathway;
    }
    if (node->kind == TREE_TEXT)
        fault_error(set->merge.faults, READING_SET, name->place,
                    "'%s' is '%s', which has nothing inside to set", above, node->text);
    else if (site->scope && (node == site->scope || merge_is_steps(node)))
        merge_unknown(&set->merge, name->place, name->name, above,
                      merge_nearest_step(set->merge.arena, node, name->name));
    else
        fault_error(set->merge.faults, READING_SET, name->place,
                    "'%s' is a list of %zu; expected the number of an item, counted from 0", above,
                    node->count);
    return false;
}

/* Maps around the value, one for each name from `index` on. */
static struct tree *wrap(const struct set *set, size_t index, struct tree *value)
{
    for (size_t i = set->count; value && i-- > index;) {
        const struct component *component = &set->components[i];
        struct tree *map = tree_new(set->merge.arena, TREE_MAP, component->place);
        value->key = component->name;
        value->key_place = component->place;
        if (map)
            tree_append(map, value);
        value = map;
    }
    return value;
}

/* A change to a step goes through its list, where after, before and removed have their meaning. */
static void set_step(const struct set *set, struct merge_site site, struct tree *step, struct tree *over)
{
    const char *name = tree_text(step, "step", "");
    struct tree *list = NULL;
    merge_find_step(site.scope, name, &list);
    struct tree *named = tree_get(over, "step") ? NULL : tree_copy(set->merge.arena, tree_get(step, "step"));
    if (named)
        tree_append(over, named);
    struct tree changes = {.kind = TREE_LIST};
    tree_append(&changes, over);
    if (list && !arena_failed(set->merge.arena))
        merge_steps(&set->merge, site, list, &changes);
}

static void lay_over(const struct set *set, struct merge_site site, struct tree *node, struct tree *over)
{
    bool step = site.scope && !node->key && tree_text(node, "step", NULL);
    if (step && over->kind != TREE_MAP)
        fault_error(set->merge.faults, READING_SET, over->place,
                    "a step is a map of keys; name the one to set");
    else if (step)
        set_step(set, site, node, over);
    else
        merge_node(&set->merge, site, node, over);
}

static void apply_value(const struct set *set, struct tree *root, struct tree *value)
{
    struct tree *node = root;
    struct merge_site site = {0};
    size_t index = 0;
    for (; index < set->count; index++) {
        const char *name = set->components[index].name;
        struct tree *child = step_into(&site, node, name);
        /* The last key is set through the map around it, which knows what excludes what. */
        bool last_key = index + 1 == set->count && child && child == tree_get(node, name);
        if (!child && !can_make(set, &site, node, index))
            return;
        if (!child || last_key)
            break;
        site = merge_enter(site, child);
        node = child;
    }
    struct tree *over = wrap(set, index, value);
    if (over)
        lay_over(set, site, node, over);
}

void sets_apply(struct arena *arena, struct tree *root, const char *text, struct cartsim_faults *faults)
{
    struct set set = {.merge = {arena, faults}, .text = arena_text(arena, text, strlen(text))};
    size_t end = strcspn(text, "=");
    if (!set.text)
        return;
    if (!text[end]) {
        fault_error(faults, READING_SET, place_in(set.text, 0, end),
                    "expected PATH=VALUE, such as run.seed=2");
        return;
    }
    if (!split_path(&set, end))
        return;
    struct tree *value = read_value(&set, end + 1);
    if (value)
        apply_value(&set, root, value);
}
