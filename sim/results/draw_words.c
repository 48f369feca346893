/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results/draw_words.h"

#include <stdbool.h>
#include <string.h>

#include "scenario/values.h"

enum { ITEMS_MOST = 6 }; /* of a list; the rest is counted */

const char *words_print(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *text = arena_vprint(arena, format, arguments);
    va_end(arguments);
    return text ? text : "";
}

const char *words_name(struct arena *arena, const char *name)
{
    char *text = arena_text(arena, name, strlen(name));
    for (char *at = text; at && *at; at++)
        if (*at == '_')
            *at = ' ';
    return text ? text : "";
}

const char *words_join(struct arena *arena, const char *text, const char *mark, const char *more)
{
    if (!*text || !*more)
        return *text ? text : more;
    return words_print(arena, "%s%s%s", text, mark, more);
}

const char *words_times(struct arena *arena, const char *times)
{
    return strcmp(times, "1") == 0   ? "once"
           : strcmp(times, "2") == 0 ? "twice"
                                     : words_print(arena, "%s times", times);
}

static bool is_evidence(const char *key)
{
    return strcmp(key, "source") == 0 || strcmp(key, "grade") == 0 || strcmp(key, "why") == 0 ||
           strcmp(key, "uncertain") == 0;
}

/* What stands among the parts of a value and is none of them. */
static bool is_aside(const struct tree *item)
{
    return item->key && (is_evidence(item->key) || strcmp(item->key, "by") == 0);
}

static size_t items_in(const struct tree *list, bool is_value)
{
    size_t count = 0;
    for (const struct tree *item = tree_first(list); item; item = item->next)
        count += !is_value || !is_aside(item);
    return count;
}

typedef const char *item_words(struct arena *arena, const struct tree *item);

/* The first few items in words, and how many more there are. */
static const char *items_words(struct arena *arena, const struct tree *list, const char *mark,
                               item_words *words, bool is_value)
{
    const char *text = "";
    size_t shown = 0, count = items_in(list, is_value);
    for (const struct tree *item = tree_first(list); item && shown < ITEMS_MOST; item = item->next) {
        if (is_value && is_aside(item))
            continue;
        text = words_join(arena, text, mark, words(arena, item));
        shown++;
    }
    if (count > shown)
        text = words_print(arena, "%s%sand %zu more", text, mark, count - shown);
    return text;
}

static const char *list_words(struct arena *arena, const struct tree *list, const char *mark,
                              item_words *words)
{
    return items_words(arena, list, mark, words, true);
}

/* Of a mapping whose keys are the scenario's own names. */
static const char *named_words(struct arena *arena, const struct tree *map, const char *mark,
                               item_words *words)
{
    return items_words(arena, map, mark, words, false);
}

/* ---- distributions */

/* "median 16 d" */
static const char *parameter_words(struct arena *arena, const struct tree *item)
{
    return words_print(arena, "%s %s", item->key ? item->key : "", words_value(arena, item));
}

static const char *weighed_words(struct arena *arena, const struct tree *item)
{
    const struct tree *value = tree_get(item, "value");
    return words_print(arena, "%s (weight %s)", words_value(arena, value ? value : tree_get(item, "of")),
                       words_value(arena, tree_get(item, "weight")));
}

static bool is_a(const struct tree *law, const char *name)
{
    return strcmp(law->key, name) == 0;
}

static const char *range_words(struct arena *arena, const struct tree *law)
{
    const char *range = words_print(arena, "%s to %s", words_value(arena, tree_get(law, "min")),
                                    words_value(arena, tree_get(law, "max")));
    const struct tree *mode = tree_get(law, "mode");
    return mode ? words_print(arena, "%s, mostly %s", range, words_value(arena, mode)) : range;
}

static const char *law_words(struct arena *arena, const struct tree *law)
{
    if (is_a(law, "fixed"))
        return words_value(arena, law);
    if (is_a(law, "uniform") || is_a(law, "triangular") || is_a(law, "pert"))
        return range_words(arena, law);
    if (is_a(law, "shifted"))
        return words_print(arena, "%s and then %s", words_value(arena, tree_get(law, "by")),
                           words_value(arena, tree_get(law, "of")));
    if (is_a(law, "discrete") || is_a(law, "mixture"))
        return list_words(arena, law, " or ", weighed_words);
    if (is_a(law, "empirical") && law->kind == TREE_LIST)
        return list_words(arena, law, ", ", words_value);
    if (is_a(law, "empirical"))
        return words_print(arena, "as in %s", tree_text(law, "file", "a file"));
    return list_words(arena, law, ", ", parameter_words);
}

static bool is_bound(const char *key)
{
    return strcmp(key, "min") == 0 || strcmp(key, "max") == 0;
}

/* {NAME: {...}, min: ..., max: ...} */
static const char *distribution_words(struct arena *arena, const struct tree *map)
{
    const char *text = "";
    for (const struct tree *item = tree_first(map); item; item = item->next)
        if (item->key && !is_evidence(item->key) && !is_bound(item->key))
            text = law_words(arena, item);
    if (tree_get(map, "min"))
        text = words_join(arena, text, ", ",
                          words_print(arena, "at least %s", words_value(arena, tree_get(map, "min"))));
    if (tree_get(map, "max"))
        text = words_join(arena, text, ", ",
                          words_print(arena, "at most %s", words_value(arena, tree_get(map, "max"))));
    return text;
}

/* A case of {by: ...}: "brexu-cel 16 d". */
static const char *case_words(struct arena *arena, const struct tree *item)
{
    return words_print(arena, "%s %s", words_name(arena, item->key), words_value(arena, item));
}

const char *words_value(struct arena *arena, const struct tree *node)
{
    const struct tree *value = node ? value_of(node) : NULL;
    if (!value)
        return "";
    if (value->kind == TREE_TEXT)
        return value->text;
    if (tree_get(value, "by"))
        return words_print(arena, "%s (by %s)", list_words(arena, value, ", ", case_words),
                           words_name(arena, tree_text(value, "by", "")));
    return value->kind == TREE_MAP ? distribution_words(arena, value)
                                   : list_words(arena, value, ", ", words_value);
}

/* ---- what else stands in a scenario */

/* Of a mapping its items, of all else the value. */
static const char *more_words(struct arena *arena, const struct tree *node)
{
    const struct tree *value = value_of(node);
    return value && value->kind == TREE_MAP ? list_words(arena, value, ", ", parameter_words)
                                            : words_value(arena, node);
}

const char *words_arrivals(struct arena *arena, const struct tree *arrivals)
{
    const struct tree *every = tree_get(arrivals, "every"), *at = tree_get(arrivals, "at");
    const char *text = words_value(arena, tree_get(arrivals, "rate"));
    if (every)
        text = words_print(arena, "one every %s", words_value(arena, every));
    else if (at)
        text = words_print(arena, "at %s", list_words(arena, value_of(at), ", ", words_value));
    else if (tree_get(arrivals, "file"))
        text = words_print(arena, "as in %s", tree_text(arrivals, "file", ""));
    static const char *const more[][2] = {{"growth", "growing "},
                                          {"days", ""},
                                          {"monthly", "by month: "},
                                          {"limit", "at most "}};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        const struct tree *node = tree_get(arrivals, more[i][0]);
        if (node)
            text = words_join(arena, text, ", ", words_join(arena, more[i][1], "", more_words(arena, node)));
    }
    return text;
}

/* "2 nurse", "nurse" */
static const char *claimed_words(struct arena *arena, const struct tree *item)
{
    if (!item->key)
        return words_name(arena, item->text ? item->text : "");
    const char *number = item->kind == TREE_MAP && !tree_get(item, "value") ? "" : words_value(arena, item);
    const char *name = words_name(arena, item->key);
    return strcmp(number, "1") == 0 ? name : words_join(arena, number, " ", name);
}

const char *words_names(struct arena *arena, const struct tree *node)
{
    if (!node)
        return "";
    if (node->kind == TREE_TEXT)
        return words_name(arena, node->text);
    return named_words(arena, node, ", ", claimed_words);
}

static const char *plain_words(struct arena *arena, const struct tree *item)
{
    return words_name(arena, words_value(arena, item));
}

static const char *condition_words(struct arena *arena, const struct tree *item)
{
    const struct tree *value = value_of(item);
    const char *is =
        value->kind == TREE_LIST ? list_words(arena, value, " or ", plain_words) : plain_words(arena, value);
    return words_print(arena, "%s %s", words_name(arena, item->key), is);
}

const char *words_when(struct arena *arena, const struct tree *when)
{
    return named_words(arena, when, " and ", condition_words);
}

static const char *setting_words(struct arena *arena, const struct tree *item)
{
    return words_print(arena, "%s becomes %s", words_name(arena, item->key), plain_words(arena, item));
}

const char *words_sets(struct arena *arena, const struct tree *sets)
{
    return named_words(arena, sets, ", ", setting_words);
}

/* "high 40%" of an attribute's values, or "75%" of having it. */
static const char *trait_words(struct arena *arena, const struct tree *item)
{
    const char *name = words_name(arena, item->key);
    const struct tree *value = value_of(item), *values = tree_get(value, "one_of");
    const char *is = values                      ? list_words(arena, value_of(values), ", ", parameter_words)
                     : tree_get(value, "chance") ? words_value(arena, tree_get(value, "chance"))
                                                 : plain_words(arena, value);
    return words_print(arena, "%s %s", name, is);
}

const char *words_attributes(struct arena *arena, const struct tree *attributes)
{
    return named_words(arena, attributes, "; ", trait_words);
}

const char *words_capacity(struct arena *arena, const struct tree *resource)
{
    const struct tree *slots = tree_get(resource, "slots");
    if (slots)
        return list_words(arena, value_of(slots), ", ", parameter_words);
    const char *capacity = words_value(arena, tree_get(resource, "capacity"));
    return strcmp(capacity, "unlimited") == 0 ? "no limit" : capacity;
}

const char *words_moment(struct arena *arena, const char *moment)
{
    char *text = arena_text(arena, moment, strlen(moment));
    for (char *at = text; at && *at; at++)
        if (*at == '_' || *at == '.')
            *at = ' ';
    return text ? text : "";
}

static const char *goal_words(struct arena *arena, const struct tree *item)
{
    if (strcmp(item->key, "share_within") != 0)
        return words_print(arena, "%s at most %s", words_name(arena, item->key), words_value(arena, item));
    const struct tree *goal = tree_first(value_of(item));
    return goal ? words_print(arena, "%s within %s", words_value(arena, goal), goal->key) : "";
}

const char *words_target(struct arena *arena, const struct tree *target)
{
    return list_words(arena, target, ", ", goal_words);
}
