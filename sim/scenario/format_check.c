/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/format.h"

#include <math.h>
#include <string.h>

#include "base/nearest.h"
#include "scenario/format_rules.h"
#include "scenario/format_steps.h"
#include "scenario/law_reader.h"
#include "scenario/scalars.h"
#include "scenario/uncertain.h"
#include "scenario/values.h"

/*
 * Walks the tree beside the table. A value is complained about once: what is faulty already is passed over,
 * and a value under an unknown key isn't looked into. Faulty values make the mappings round them faulty.
 */

#define SHARES_TOLERANCE 1e-6

struct checker {
    struct complainer to;
    const struct tree *root;
    const struct format_path *scope; /* the pathway or risk: steps are addressed from it by name */
    size_t steps;
    int depth;
};

static bool check_value(struct checker *checker, struct tree *node, enum format_type_id type,
                        const struct format_path *path);

/* ---- notes */

/* Puts keys that begin with x- aside: they are the author's notes, and nobody else should meet them. */
static void put_notes_aside(struct tree *node, int depth)
{
    struct tree **end = &node->notes;
    for (struct tree *child = tree_first(node), *next; child && depth < FORMAT_DEPTH_MAX; child = next) {
        next = child->next;
        if (child->key && strncmp(child->key, "x-", 2) == 0) {
            tree_remove(node, child);
            *end = child;
            end = &child->next;
        } else {
            put_notes_aside(child, depth + 1);
        }
    }
}

/* ---- mappings */

static struct cartsim_place name_place(const struct tree *node)
{
    return node->key ? node->key_place : node->place;
}

static bool check_missing(struct checker *checker, enum format_kind_id kind, const struct tree *map,
                          const struct format_path *path)
{
    bool sound = true;
    for (const struct format_key *key = format_kinds[kind].keys; key && key->name; key++) {
        if (!key->required || format_key_given(kind, map, key->name))
            continue;
        sound = false;
        if (key->type == TYPE_VERSION)
            complain(&checker->to, FORMAT_VERSION, name_place(map), path,
                     "the version of the format is missing; begin the file with cartsim: 1");
        else if (kind == KIND_STEP)
            complain(&checker->to, FORMAT_STEP_NAME, name_place(map), path,
                     "a step has no name; write step: NAME");
        else
            complain(&checker->to, FORMAT_MISSING_KEY, name_place(map), path, "%s needs the key '%s'",
                     format_kinds[kind].name, key->name);
    }
    return sound;
}

/* Complains about unknown keys first: what they were meant to be is then not missing. */
static bool check_keys(struct checker *checker, enum format_kind_id kind, struct tree *map,
                       const struct format_path *path)
{
    const struct format_kind *table = &format_kinds[kind];
    struct tree *before = NULL;
    bool sound = true;
    for (struct tree *child = tree_first(map); child && table->other_keys == SCALAR_NONE;
         child = child->next) {
        if (!format_key_find(kind, child->key)) {
            const char *near = format_key_nearest(kind, child->key);
            complain_unknown_key(&checker->to, before, child, path, table->name, &near, near != NULL);
            if (complaint_is_comma(before, child))
                before->faulty = true;
            child->faulty = true;
            sound = false;
        }
        before = child;
    }
    return sound;
}

/* A key of the author's own, as a scalar at its place. */
static bool check_own_key(struct checker *checker, const struct format_kind *table, const struct tree *child,
                          const struct format_path *path)
{
    static const enum format_type_id types[] = {[SCALAR_TEXT] = TYPE_TEXT,
                                                [SCALAR_NAME] = TYPE_NAME,
                                                [SCALAR_DURATION] = TYPE_DURATION,
                                                [SCALAR_WEEKDAYS] = TYPE_WEEKDAY};
    struct tree key = {.kind = TREE_TEXT, .text = child->key, .place = child->key_place};
    return scalar_check(&checker->to, &key, types[table->other_keys], path);
}

static bool check_child(struct checker *checker, enum format_kind_id kind, struct tree *child,
                        const struct format_path *above)
{
    const struct format_kind *table = &format_kinds[kind];
    const struct format_key *key = format_key_find(kind, child->key);
    const struct format_path path = {.above = above, .name = child->key}, *scope = checker->scope;
    if (!key && table->other_keys == SCALAR_NONE)
        return false;
    bool sound = key || check_own_key(checker, table, child, &path);
    if (kind == KIND_PATHWAYS || kind == KIND_RISKS)
        checker->scope = &path;
    sound = check_value(checker, child, key ? key->type : table->others, &path) && sound;
    if (kind == KIND_PATHWAYS || kind == KIND_RISKS)
        sound = format_steps_check(&checker->to, child, &path, &checker->steps) && sound;
    checker->scope = scope;
    child->faulty = child->faulty || !sound;
    return sound;
}

/* Shares that are plain numbers; with a choice by attribute among them the sum is the model's matter. */
static bool check_sum(struct checker *checker, const struct tree *node, bool items,
                      const struct format_path *path)
{
    double sum = 0;
    for (const struct tree *child = tree_first(node); child; child = child->next) {
        double share = 0;
        if (!value_probability(items ? tree_get(child, "share") : child, &share))
            return true;
        sum += share;
    }
    if (fabs(sum - 1) <= SHARES_TOLERANCE)
        return true;
    complain(&checker->to, FORMAT_SHARES, name_place(node), path, "the shares sum to %.9g (%.9g%%), not to 1",
             sum, 100 * sum);
    return false;
}

static bool check_count(struct checker *checker, const struct tree *node, size_t most,
                        const struct format_path *path)
{
    if (most == 0 || node->count <= most)
        return true;
    complain(&checker->to, FORMAT_RANGE, name_place(node), path, "%zu are too many (at most %zu)",
             node->count, most);
    return false;
}

static bool check_map(struct checker *checker, enum format_kind_id kind, struct tree *map,
                      const struct format_path *path)
{
    const struct format_kind *table = &format_kinds[kind];
    bool sound = check_count(checker, map, table->count_most, path);
    sound = check_keys(checker, kind, map, path) && sound;
    for (struct tree *child = tree_first(map); child; child = child->next)
        sound = check_child(checker, kind, child, path) && sound;
    sound = check_missing(checker, kind, map, path) && sound;
    sound = format_rules_check(&checker->to, kind, map, path) && sound;
    if (table->shares)
        sound = check_sum(checker, map, false, path) && sound;
    return sound;
}

/* ---- the two forms round a value */

static bool check_evidence(struct checker *checker, struct tree *map, enum format_type_id type,
                           const struct format_path *path)
{
    bool sound = check_map(checker, KIND_EVIDENCE, map, path);
    struct tree *value = tree_get(map, "value");
    if (!tree_get(value, "value"))
        return check_value(checker, value, type, path) && sound;
    complain_expected(&checker->to, FORMAT_TYPE, value, path, format_types[type].expected);
    return false;
}

static bool check_by(struct checker *checker, struct tree *map, enum format_type_id type,
                     const struct format_path *path)
{
    bool sound = check_map(checker, KIND_BY, map, path);
    for (struct tree *child = tree_first(map); child; child = child->next) {
        const struct format_key *key = format_key_find(KIND_BY, child->key);
        const struct format_path at = {.above = path, .name = child->key};
        if (!key || key->type == TYPE_ANY)
            sound = check_value(checker, child, type, &at) && sound;
    }
    return sound;
}

/* ---- lists, distributions, sources */

static bool check_list(struct checker *checker, const struct format_type *type, struct tree *list,
                       const struct format_path *path)
{
    bool sound = check_count(checker, list, type->items_most, path);
    size_t number = 0;
    if (list->count == 0 && type->items_least > 0) {
        complain(&checker->to, FORMAT_TYPE, list->place, path, "expected %s, got an empty list",
                 type->expected);
        sound = false;
    }
    for (struct tree *item = tree_first(list); item; item = item->next, number++) {
        const char *name = type->list == TYPE_STEP ? tree_text(item, "step", NULL) : NULL;
        const struct format_path at = {.above = name ? checker->scope : path, .name = name, .number = number};
        sound = check_value(checker, item, type->list, &at) && sound;
    }
    if (type->shares)
        sound = check_sum(checker, list, true, path) && sound;
    return sound;
}

/* The key of sources that the text was most likely meant to be, or NULL. */
static const char *nearest_source(struct arena *arena, const struct tree *sources, const char *text)
{
    if (!sources || sources->kind != TREE_MAP)
        return NULL;
    const char **names = arena_array(arena, sources->count + 1, sizeof *names);
    size_t count = 0;
    for (const struct tree *child = tree_first(sources); names && child; child = child->next)
        names[count++] = child->key;
    return nearest_name(text, names, count);
}

static bool check_source(struct checker *checker, const struct tree *node, const struct format_path *path)
{
    const struct tree *sources = tree_get(checker->root, "sources");
    if (!scalar_check(&checker->to, node, TYPE_SOURCE, path))
        return false;
    if (tree_get(sources, node->text))
        return true;
    const char *near = nearest_source(checker->to.arena, sources, node->text);
    const char *text = complaint_quote(checker->to.arena, node->text);
    if (near)
        fault_error(checker->to.faults, FORMAT_UNKNOWN_NAME, node->place,
                    "unknown name '%s' in source; did you mean '%s'?", text, near);
    else
        fault_error(checker->to.faults, FORMAT_UNKNOWN_NAME, node->place,
                    "unknown name '%s' in source; add it under sources: with its citation", text);
    return false;
}

/* Sources and grades beside distributions, and inside them; the law's reader leaves them alone. */
static bool check_law_evidence(struct checker *checker, struct tree *node, const struct format_path *path,
                               int depth)
{
    bool sound = true;
    for (struct tree *child = tree_first(node); child && depth < FORMAT_DEPTH_MAX; child = child->next) {
        const struct format_key *key = child->key ? format_key_find(KIND_EVIDENCE, child->key) : NULL;
        const struct format_path at = {.above = path, .name = child->key};
        if (key && key->type != TYPE_ANY)
            sound = check_value(checker, child, key->type, &at) && sound;
        else
            sound = check_law_evidence(checker, child, path, depth + 1) && sound;
    }
    return sound;
}

/* Reads the law for its complaints; what is built goes with the arena. */
static bool check_law(struct checker *checker, struct tree *node, const struct format_path *path)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct complainer to = {&arena, checker->to.faults};
    bool sound = law_read(&to, node, path) != NULL;
    arena_release(&arena);
    return check_law_evidence(checker, node, path, 0) && sound;
}

/* ---- values */

static bool check_form(struct checker *checker, struct tree *node, enum format_type_id type,
                       const struct format_path *path)
{
    const struct format_type *table = &format_types[type];
    if (table->scalar == SCALAR_ANY)
        return true;
    if (table->evidence && tree_get(node, "value"))
        return check_evidence(checker, node, type, path);
    if (table->by != TYPE_NONE && tree_get(node, "by"))
        return check_by(checker, node, table->by, path);
    if (table->scalar == SCALAR_LAW)
        return check_law(checker, node, path);
    if (node->kind == TREE_LIST && table->list != TYPE_NONE)
        return check_list(checker, table, node, path);
    if (node->kind == TREE_MAP && table->map != KIND_NONE)
        return check_map(checker, table->map, node, path);
    if (table->scalar == SCALAR_SOURCE)
        return check_source(checker, node, path);
    return scalar_check(&checker->to, node, type, path);
}

static bool check_value(struct checker *checker, struct tree *node, enum format_type_id type,
                        const struct format_path *path)
{
    bool sound = false;
    if (checker->depth >= FORMAT_DEPTH_MAX)
        complain(&checker->to, FORMAT_RANGE, node->place, path, "more than %d values inside one another",
                 FORMAT_DEPTH_MAX);
    else {
        checker->depth++;
        sound = check_form(checker, node, type, path);
        checker->depth--;
    }
    node->faulty = node->faulty || !sound;
    return sound;
}

void format_check(struct arena *arena, struct tree *root, struct cartsim_faults *faults)
{
    struct checker checker = {.to = {arena, faults}, .root = root};
    put_notes_aside(root, 0);
    if (root->kind != TREE_MAP)
        complain_expected(&checker.to, FORMAT_TYPE, root, NULL, "a mapping that begins with cartsim: 1");
    root->faulty = root->kind != TREE_MAP || !check_map(&checker, KIND_ROOT, root, NULL) || root->faulty;
    if (!root->faulty)
        root->faulty = !uncertain_check(&checker.to, root);
}
