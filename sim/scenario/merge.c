/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/merge.h"

#include <stdlib.h>
#include <string.h>

#include "scenario/complaints.h"
#include "scenario/format_table.h"
#include "scenario/merge_steps.h"

/* What a map that stands for a value says. */
enum form { FORM_OTHER, FORM_EVIDENCE, FORM_LAW, FORM_BY };

static const char *const BESIDE_A_VALUE[] = {"min", "max", "source", "grade", "why", "uncertain", NULL};

static const char *const FAILURES[] = {"leaves", "repeat", "continues", "one_of", NULL};
static const char *const ARRIVALS[] = {"rate", "every", "at", "file", NULL};
static const char *const ATTRIBUTES[] = {"chance", "one_of", "value", "by", NULL};

static bool same(const char *a, const char *b)
{
    return a && b && !strcmp(a, b);
}

static bool listed(const char *const *names, const char *name)
{
    while (*names && strcmp(*names, name))
        names++;
    return *names != NULL;
}

/* {normal: {mean: 5 d, sd: 1 d}} is a law; {normal: 5 d} is the case of an attribute's value called normal.
 */
static bool is_law(const struct tree *child)
{
    const struct format_law *law = format_law_find(child->key);
    return law && (child->kind != TREE_TEXT || !law->parameters[0]);
}

/* Exactly one key that names a law (or `value`), and nothing that can't stand beside it. */
static enum form form_of(const struct tree *map)
{
    if (tree_get(map, "by"))
        return FORM_BY;
    enum form form = FORM_OTHER;
    for (const struct tree *child = map->first; child; child = child->next) {
        bool law = is_law(child), value = !strcmp(child->key, "value");
        bool known = law || value || listed(BESIDE_A_VALUE, child->key) || !strncmp(child->key, "x-", 2);
        if (!known || ((law || value) && form != FORM_OTHER))
            return FORM_OTHER;
        if (law || value)
            form = law ? FORM_LAW : FORM_EVIDENCE;
    }
    return form;
}

static bool other_form(const struct tree *base, const struct tree *over)
{
    enum form below = form_of(base), above = form_of(over);
    if (below == FORM_OTHER || above == FORM_OTHER)
        return false;
    return above != FORM_BY || below != FORM_BY ||
           !same(tree_text(base, "by", NULL), tree_text(over, "by", NULL));
}

static const char *const *alternatives_at(const struct merge_site *site)
{
    if (same(site->key, "on_failure") || same(site->key, "on_refusal") || same(site->key, "then"))
        return FAILURES;
    if (!same(site->section, "patients"))
        return NULL;
    if (site->depth == 3 && same(site->key, "arrivals"))
        return ARRIVALS;
    return site->depth == 4 && same(site->parent, "attributes") ? ATTRIBUTES : NULL;
}

static bool other_alternative(const struct merge_site *site, const struct tree *base, const struct tree *over)
{
    const char *const *names = alternatives_at(site);
    bool below = false, new_above = false;
    for (; names && *names; names++) {
        below = below || tree_get(base, *names);
        new_above = new_above || (tree_get(over, *names) && !tree_get(base, *names));
    }
    return below && new_above;
}

static void drop(struct tree *map, const char *key)
{
    struct tree *child = tree_get(map, key);
    if (child)
        tree_remove(map, child);
}

/* A risk strikes at a rate or with a chance; its other keys hold for both. */
static void drop_other_hazard(const struct merge_site *site, struct tree *base, const struct tree *over)
{
    if (site->depth != 2 || !same(site->section, "risks"))
        return;
    bool rate = tree_get(over, "rate"), chance = tree_get(over, "chance");
    if (rate && !chance) {
        drop(base, "chance");
        drop(base, "after");
    } else if (chance && !rate) {
        drop(base, "rate");
    }
}

static bool has_steps(const struct merge_site *site)
{
    return same(site->section, "pathways") || same(site->section, "risks");
}

struct merge_site merge_enter(struct merge_site around, struct tree *child)
{
    struct merge_site site = {.depth = around.depth + 1,
                              .section = around.section,
                              .parent = around.key,
                              .key = child->key,
                              .scope = around.scope};
    if (site.depth == 1)
        site.section = child->key;
    if (site.depth == 2 && has_steps(&site))
        site.scope = child;
    return site;
}

/* Puts `over` where `base` was, under the same key; pointers to base stay good. */
static void take(struct tree *base, const struct tree *over)
{
    struct tree was = *base;
    *base = *over;
    base->next = was.next;
    base->key = was.key;
    if (!over->key)
        base->key_place = was.key_place;
}

static int compare_key(const void *key, const void *child)
{
    return strcmp(key, (*(struct tree *const *)child)->key);
}

static void merge_maps(const struct merge *merge, struct merge_site site, struct tree *base,
                       struct tree *over)
{
    size_t count = base->count; /* sorted once: quick for maps of any size */
    struct tree **sorted = tree_sorted(merge->arena, base);
    if (!sorted)
        return;
    for (struct tree *child = over->first, *next; child; child = next) {
        next = child->next;
        struct tree **below = count ? bsearch(child->key, sorted, count, sizeof *sorted, compare_key) : NULL;
        struct merge_site inside = merge_enter(site, below ? *below : child);
        if (below) {
            merge_node(merge, inside, *below, child);
            continue;
        }
        tree_append(base, child);
        if (has_steps(&inside))
            merge_settle(merge, child);
    }
}

void merge_node(const struct merge *merge, struct merge_site site, struct tree *base, struct tree *over)
{
    bool maps = base->kind == TREE_MAP && over->kind == TREE_MAP;
    /* The root's sections hold names of the author's choice: `gamma` may be a resource there. */
    bool replaced =
        maps && ((site.depth > 1 && other_form(base, over)) || other_alternative(&site, base, over));
    if (maps && !replaced) {
        drop_other_hazard(&site, base, over);
        merge_maps(merge, site, base, over);
    } else if (site.scope && merge_is_steps(base) && merge_is_steps(over)) {
        merge_steps(merge, site, base, over);
    } else {
        take(base, over);
        if (has_steps(&site))
            merge_settle(merge, base);
    }
}

void merge_bottom(const struct merge *merge, struct tree *root)
{
    for (struct tree *child = root->first; child; child = child->next) {
        struct merge_site site = merge_enter((struct merge_site){0}, child);
        if (has_steps(&site))
            merge_settle(merge, child);
    }
}

void merge_unknown(const struct merge *merge, struct cartsim_place place, const char *name, const char *where,
                   const char *nearest)
{
    const char *mend = nearest ? arena_print(merge->arena, "; did you mean '%s'?", nearest) : NULL;
    fault_error(merge->faults, FORMAT_UNKNOWN_NAME, place, "unknown name '%s' in %s%s", name, where,
                mend ? mend : "");
}
