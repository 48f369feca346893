/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/difference.h"

#include <stdlib.h>
#include <string.h>

#include "scenario/canonical.h"
#include "scenario/meaning.h"
#include "scenario/yaml_scalar.h"

#define NONE_FOUND ((size_t)-1)

struct comparison {
    struct arena *arena;
    struct meanings a, b;
    size_t *match; /* [a.count]: the index in b, or NONE_FOUND */
    bool *told;    /* [b.count]: matched, or told with what is around it */
    struct differences *found;
    size_t room;
};

static void tell(struct comparison *all, struct difference difference)
{
    struct differences *found = all->found;
    if (found->count == all->room) {
        size_t room = all->room ? 2 * all->room : 64;
        struct difference *list = arena_array(all->arena, room, sizeof *list);
        if (!list)
            return;
        if (found->count)
            memcpy(list, found->list, found->count * sizeof *list);
        found->list = list;
        all->room = room;
    }
    difference.path = difference.path ? yaml_comment(all->arena, difference.path) : NULL;
    found->list[found->count++] = difference;
    found->in_meaning += !difference.said;
}

static const char *shown(struct comparison *all, const struct meaning *entry)
{
    return canonical_shown(all->arena, entry->node, entry->step);
}

/* ---- finding */

static int compare_ids(const void *a, const void *b)
{
    return strcmp((*(const struct meaning *const *)a)->id, (*(const struct meaning *const *)b)->id);
}

static bool match_all(struct comparison *all)
{
    const struct meaning **sorted = arena_array(all->arena, all->b.count + 1, sizeof *sorted);
    all->match = arena_array(all->arena, all->a.count + 1, sizeof *all->match);
    all->told = arena_array(all->arena, all->b.count + 1, sizeof *all->told);
    if (!sorted || !all->match || !all->told)
        return false;
    for (size_t i = 0; i < all->b.count; i++)
        sorted[i] = &all->b.list[i];
    if (all->b.count > 1)
        qsort(sorted, all->b.count, sizeof *sorted, compare_ids);
    for (size_t i = 0; i < all->a.count; i++) {
        const struct meaning *wanted = &all->a.list[i];
        const struct meaning **other =
            all->b.count ? bsearch(&wanted, sorted, all->b.count, sizeof *sorted, compare_ids) : NULL;
        all->match[i] = other ? (size_t)(*other - all->b.list) : NONE_FOUND;
    }
    return true;
}

/* ---- what is said of a value */

/* NULL: nothing; of a grade that is an assumption. */
static const char *said(const struct meaning *entry, const char *key)
{
    return tree_text(entry->about, key, strcmp(key, "grade") == 0 ? "assumption" : NULL);
}

static void compare_evidence(struct comparison *all, const struct meaning *a, const struct meaning *b)
{
    static const char *const keys[] = {"source", "grade", "why", "uncertain"};
    for (size_t i = 0; a->number && b->number && i < sizeof keys / sizeof *keys; i++) {
        const char *from = said(a, keys[i]), *to = said(b, keys[i]);
        if (from == to || (from && to && strcmp(from, to) == 0))
            continue;
        enum difference_kind kind = !from ? DIFFERENCE_ADDED : to ? DIFFERENCE_CHANGED : DIFFERENCE_REMOVED;
        tell(all, (struct difference){.kind = kind,
                                      .said = true,
                                      .path = arena_print(all->arena, "%s.%s", a->path, keys[i]),
                                      .from = from ? yaml_value(all->arena, from, true, false) : NULL,
                                      .to = to ? yaml_value(all->arena, to, true, false) : NULL});
    }
}

/* ---- order */

/* An entry of a that stands in the same list of b. */
struct item {
    size_t list, index, place; /* place: its index in b */
    size_t before;             /* in a rising row: the item before it, or NONE_FOUND */
    bool kept;
};

static int compare_items(const void *left, const void *right)
{
    const struct item *a = left, *b = right;
    if (a->list != b->list)
        return a->list < b->list ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

static void tell_moved(struct comparison *all, size_t i)
{
    const struct meaning *a = &all->a.list[i], *b = &all->b.list[all->match[i]];
    tell(all, (struct difference){DIFFERENCE_MOVED, false, a->path, a->place, b->place, NULL});
}

/* Of the items of one list marks the longest row that rises in b too (patience sorting): what is not in it
 * was moved. `tails` has room for as many. */
static void mark_kept(struct item *items, size_t count, size_t *tails)
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        size_t low = 0, high = length;
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (items[tails[middle]].place < items[i].place)
                low = middle + 1;
            else
                high = middle;
        }
        items[i].before = low ? tails[low - 1] : NONE_FOUND;
        tails[low] = i;
        length += low == length;
    }
    for (size_t at = length ? tails[length - 1] : NONE_FOUND; at != NONE_FOUND; at = items[at].before)
        items[at].kept = true;
}

/* Those that stand in the same list of both; those that went to another are told at once. */
static size_t gather_items(struct comparison *all, struct item *items)
{
    size_t count = 0;
    for (size_t i = 0; i < all->a.count; i++) {
        const struct meaning *a = &all->a.list[i];
        if (!a->list || all->match[i] == NONE_FOUND)
            continue;
        if (strcmp(a->list, all->b.list[all->match[i]].list) == 0)
            items[count++] = (struct item){a->list_number, i, all->match[i], NONE_FOUND, false};
        else
            tell_moved(all, i);
    }
    return count;
}

static void compare_places(struct comparison *all)
{
    struct item *items = arena_array(all->arena, all->a.count + 1, sizeof *items);
    size_t *tails = arena_array(all->arena, all->a.count + 1, sizeof *tails);
    if (!items || !tails)
        return;
    size_t count = gather_items(all, items);
    if (count > 1)
        qsort(items, count, sizeof *items, compare_items);
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from + 1; to < count && items[to].list == items[from].list;)
            to++;
        mark_kept(items + from, to - from, tails);
        for (size_t i = from; i < to; i++)
            if (!items[i].kept)
                tell_moved(all, items[i].index);
    }
}

/* ---- entry by entry */

static bool is_usual(const struct meaning *entry)
{
    return entry->usual && strcmp(entry->usual, entry->text) == 0;
}

static const char *usual_shown(struct comparison *all, const struct meaning *entry)
{
    return entry->usual ? arena_print(all->arena, "%s (default)", entry->usual_shown) : NULL;
}

/* What only one of the two has: a default that is written is nothing; one that is not is what it stands for.
 */
static void tell_alone(struct comparison *all, const struct meaning *entry, bool in_a)
{
    const char *own = shown(all, entry), *other = usual_shown(all, entry);
    if (is_usual(entry))
        return;
    enum difference_kind kind = other ? DIFFERENCE_CHANGED : in_a ? DIFFERENCE_REMOVED : DIFFERENCE_ADDED;
    tell(all, (struct difference){.kind = kind,
                                  .said = entry->remark,
                                  .path = entry->path,
                                  .from = in_a ? own : other,
                                  .to = in_a ? other : own,
                                  .place = in_a ? NULL : entry->place});
}

static void compare_from_a(struct comparison *all)
{
    for (size_t i = 0; i < all->a.count; i++) {
        const struct meaning *a = &all->a.list[i];
        size_t found = all->match[i];
        if (found == NONE_FOUND) {
            tell_alone(all, a, true);
            i += a->below;
            continue;
        }
        const struct meaning *b = &all->b.list[found];
        all->told[found] = true;
        if (strcmp(a->text, b->text) != 0) {
            tell(all, (struct difference){DIFFERENCE_CHANGED, a->remark, a->path, shown(all, a),
                                          shown(all, b), NULL});
            memset(all->told + found, 1, 1 + b->below);
            i += a->below;
        }
        compare_evidence(all, a, b);
    }
}

static void compare_from_b(struct comparison *all)
{
    for (size_t i = 0; i < all->b.count; i++) {
        if (all->told[i])
            continue;
        tell_alone(all, &all->b.list[i], false);
        i += all->b.list[i].below;
    }
}

bool differences_between(struct arena *arena, const struct tree *a, const struct tree *b,
                         struct differences *differences)
{
    struct comparison all = {.arena = arena, .found = differences};
    *differences = (struct differences){0};
    meanings_of(arena, a, &all.a);
    meanings_of(arena, b, &all.b);
    if (arena_failed(arena) || !match_all(&all))
        return false;
    compare_from_a(&all);
    compare_from_b(&all);
    compare_places(&all);
    return !arena_failed(arena);
}
