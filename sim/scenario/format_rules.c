/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/format_rules.h"

#include <math.h>
#include <string.h>

#include "base/nearest.h"
#include "scenario/dates.h"
#include "scenario/quantity.h"
#include "scenario/values.h"

enum { KEYS_MAX = 40 };

#define SLOTS_MEND "only a resource with slots is booked"
#define UNITS_MEND "it is for a resource with a capacity"
#define RATE_MEND "it changes a rate"

/* a rule a line */
/* clang-format off */
const struct format_rule format_rules[] = {
    {KIND_ARRIVALS, RELATION_ONE, {"rate", "every", "at", "file"}, NULL},
    {KIND_ARRIVALS, RELATION_NEEDS, {"growth", "rate"}, RATE_MEND},
    {KIND_ARRIVALS, RELATION_NEEDS, {"monthly", "rate"}, RATE_MEND},
    {KIND_ARRIVALS, RELATION_NEEDS, {"days", "rate"}, RATE_MEND},
    {KIND_ARRIVALS, RELATION_NEEDS, {"file", "column"}, "say which column, by its name in the first line"},
    {KIND_ARRIVALS, RELATION_NEEDS, {"column", "file"}, NULL},
    {KIND_ATTRIBUTE, RELATION_ONE, {"chance", "one_of"}, NULL},
    {KIND_RESOURCE, RELATION_ONE, {"capacity", "slots"}, NULL},
    {KIND_RESOURCE, RELATION_NEEDS, {"at", "slots"}, SLOTS_MEND},
    {KIND_RESOURCE, RELATION_NEEDS, {"held_back", "slots"}, SLOTS_MEND},
    {KIND_RESOURCE, RELATION_NEEDS, {"opens", "capacity"}, UNITS_MEND},
    {KIND_RESOURCE, RELATION_MOST, {"slots", "order"}, "slots are booked in the order of asking"},
    {KIND_RESOURCE, RELATION_NEEDS, {"breaks", "capacity"}, UNITS_MEND},
    {KIND_RESOURCE, RELATION_NEEDS, {"target", "capacity"}, UNITS_MEND},
    {KIND_STEP, RELATION_NEEDS, {"fails", "on_failure"}, "say what follows: on_failure: {leaves: OUTCOME}"},
    {KIND_STEP, RELATION_NEEDS, {"on_failure", "fails"}, "say how often, such as fails: 5%"},
    {KIND_STEP, RELATION_NEEDS, {"every", "times"}, "say how many visits in all, such as times: 12"},
    {KIND_STEP, RELATION_NEEDS, {"times", "every"}, "say how far apart, such as every: 1 mo"},
    {KIND_STEP, RELATION_MOST, {"after", "before"}, NULL},
    {KIND_FAILURE, RELATION_ONE, {"leaves", "repeat", "continues", "one_of"}, NULL},
    {KIND_FAILURE, RELATION_NEEDS, {"at_most", "repeat"}, NULL},
    {KIND_FAILURE, RELATION_NEEDS, {"then", "at_most"}, "say how many repeats there may be"},
    {KIND_FAILURE_BRANCH, RELATION_ONE, {"leaves", "repeat", "continues", "one_of"}, NULL},
    {KIND_FAILURE_BRANCH, RELATION_NEEDS, {"at_most", "repeat"}, NULL},
    {KIND_FAILURE_BRANCH, RELATION_NEEDS, {"then", "at_most"}, "say how many repeats there may be"},
    {KIND_TARGET, RELATION_MOST, {"median", "p50"}, NULL},
    {KIND_RISK, RELATION_ONE, {"rate", "chance"}, NULL},
    {KIND_RISK, RELATION_NEEDS, {"after", "chance"}, "a rate has no set time"},
    {KIND_RISK, RELATION_NEEDS, {"multiplied_by", "rate"}, "it multiplies a hazard"},
    {KIND_RISK, RELATION_SOME, {"steps", "leaves", "unfit", "sets"}, "now nothing happens when it strikes"},
    {KIND_RISK, RELATION_NEEDS, {"extends_stay", "steps"}, "the stay lasts as long as the risk's own steps"},
};
/* clang-format on */
const size_t format_rule_count = sizeof format_rules / sizeof *format_rules;

const char *format_key_nearest(enum format_kind_id kind, const char *key)
{
    const char *names[KEYS_MAX];
    size_t count = 0;
    const struct format_key *at = format_kinds[kind].keys;
    for (; at && at->name && count < KEYS_MAX; at++)
        names[count++] = at->name;
    if (format_kinds[kind].sourced)
        for (at = format_kinds[KIND_EVIDENCE].keys; at->name && count < KEYS_MAX; at++)
            if (format_stands_beside(at))
                names[count++] = at->name;
    return nearest_name(key, names, count);
}

bool format_key_given(enum format_kind_id kind, const struct tree *map, const char *key)
{
    for (const struct tree *child = tree_first(map); child; child = child->next) {
        if (strcmp(child->key, key) == 0)
            return true;
        if (!child->faulty || format_key_find(kind, child->key))
            continue;
        const char *near = format_key_nearest(kind, child->key);
        if (near && strcmp(near, key) == 0)
            return true;
    }
    return false;
}

/* Given, and not switched off by `false`. */
static bool is_said(const struct format_rule *rule, const struct tree *map, const char *key)
{
    const struct tree *child = tree_get(map, key);
    bool truth = true;
    if (child && format_key_find(rule->kind, key)->type == TYPE_BOOLEAN && value_boolean(child, &truth))
        return truth;
    return format_key_given(rule->kind, map, key);
}

static struct cartsim_place place_of(const struct tree *map, const char *key)
{
    const struct tree *child = key ? tree_get(map, key) : NULL;
    if (child)
        return child->key_place;
    return map->key ? map->key_place : map->place;
}

/* "rate, every, at or file" */
static const char *alternatives(struct arena *arena, const struct format_rule *rule)
{
    const char *text = rule->keys[0];
    for (int i = 1; i < RULE_KEYS_MAX && rule->keys[i] && text; i++) {
        bool last = i + 1 == RULE_KEYS_MAX || !rule->keys[i + 1];
        text = arena_print(arena, "%s%s%s", text, last ? " or " : ", ", rule->keys[i]);
    }
    return text ? text : rule->keys[0];
}

static void complain_none(struct complainer *to, const struct format_rule *rule, const struct tree *map,
                          const struct format_path *path)
{
    const char *kind = format_kinds[rule->kind].name, *keys = alternatives(to->arena, rule);
    if (rule->mend)
        complain(to, FORMAT_TOGETHER, place_of(map, NULL), path, "%s must have %s; %s", kind, keys,
                 rule->mend);
    else
        complain(to, FORMAT_TOGETHER, place_of(map, NULL), path, "%s must have one of %s", kind, keys);
}

/* How many of the keys are said; complains when there are too many or too few. */
static bool check_count(struct complainer *to, const struct format_rule *rule, const struct tree *map,
                        const struct format_path *path)
{
    const char *said[RULE_KEYS_MAX];
    int count = 0;
    for (int i = 0; i < RULE_KEYS_MAX && rule->keys[i]; i++)
        if (is_said(rule, map, rule->keys[i]))
            said[count++] = rule->keys[i];
    if (count == 0 && rule->relation != RELATION_MOST) {
        complain_none(to, rule, map, path);
        return false;
    }
    if (count > 1 && rule->relation != RELATION_SOME) {
        complain(to, FORMAT_TOGETHER, place_of(map, said[1]), path, "'%s' and '%s' exclude each other%s",
                 said[0], said[1], rule->mend ? arena_print(to->arena, ": %s", rule->mend) : "; keep one");
        return false;
    }
    return true;
}

static bool check_needs(struct complainer *to, const struct format_rule *rule, const struct tree *map,
                        const struct format_path *path)
{
    const char *key = rule->keys[0], *needed = rule->keys[1];
    if (!tree_get(map, key) || format_key_given(rule->kind, map, needed))
        return true;
    complain(to, FORMAT_TOGETHER, place_of(map, key), path,
             rule->mend ? "'%s' needs '%s': %s" : "'%s' needs '%s'", key, needed, rule->mend);
    return false;
}

/* ---- values that must fit each other */

static bool check_closure(struct complainer *to, const struct tree *map, const struct format_path *path)
{
    const struct tree *from = tree_get(map, "from"), *until = tree_get(map, "to");
    int64_t first, open;
    if (!value_date(from, &first) || !value_date(until, &open) || first < open)
        return true;
    complain(to, FORMAT_RANGE, until->place, path,
             "to (%s) must be after from (%s): it is the first day open again", value_of(until)->text,
             value_of(from)->text);
    return false;
}

static bool check_window(struct complainer *to, const struct tree *map, const struct format_path *path)
{
    const struct tree *window = tree_get(map, "within"), *from = tree_first(window);
    double earliest, latest;
    if (!window || window->faulty)
        return true;
    if (window->count != 2) {
        complain(to, FORMAT_TYPE, window->place, path, "within takes two durations, [earliest, latest]");
        return false;
    }
    if (!value_duration(from, &earliest) || !value_duration(from->next, &latest) || earliest <= latest)
        return true;
    complain(to, FORMAT_RANGE, window->place, path, "within: the earliest (%s) is later than the latest (%s)",
             value_of(from)->text, value_of(from->next)->text);
    return false;
}

/* The first slot is the anchor; each other lies within a window after it. */
static bool check_books(struct complainer *to, const struct tree *map, const struct format_path *path)
{
    bool sound = true;
    for (const struct tree *child = tree_first(map); child; child = child->next) {
        bool anchor = child == tree_first(map);
        if (child->kind != TREE_MAP || anchor != format_key_given(KIND_BOOKING, child, "within"))
            continue;
        complain(to, FORMAT_TOGETHER, child->key_place, path,
                 anchor ? "'%s' is booked first and takes no within"
                        : "'%s' needs within: [earliest, latest]",
                 complaint_quote(to->arena, child->key));
        sound = false;
    }
    return sound;
}

static bool check_slots(struct complainer *to, const struct tree *map, const struct format_path *path)
{
    unsigned seen = 0;
    bool sound = true;
    for (const struct tree *child = tree_first(map); child; child = child->next) {
        unsigned days = 0;
        if (!weekdays_read(child->key, &days))
            continue;
        for (int i = 0; i < WEEKDAY_COUNT && sound; i++) {
            sound = !(days & seen & 1u << i);
            if (!sound)
                complain(to, FORMAT_TOGETHER, child->key_place, path, "%s is given twice", weekday_names[i]);
        }
        seen |= days;
    }
    return sound;
}

/* Results list targets by their duration: 42 d and 6 wk would be the same one. */
static bool check_durations(struct complainer *to, const struct tree *map, const struct format_path *path)
{
    bool sound = true;
    for (const struct tree *child = tree_first(map); child; child = child->next) {
        double seconds = 0, other = 0;
        const struct tree *same = NULL;
        if (quantity_duration(child->key, &seconds) != QUANTITY_OK)
            continue;
        for (const struct tree *at = tree_first(map); at != child && !same; at = at->next)
            if (quantity_duration(at->key, &other) == QUANTITY_OK && other == seconds)
                same = at;
        if (!same)
            continue;
        complain(to, FORMAT_TOGETHER, child->key_place, path, "'%s' is the same as '%s'; keep one",
                 complaint_quote(to->arena, child->key), complaint_quote(to->arena, same->key));
        sound = false;
    }
    return sound;
}

/* Results list all classes together under this name. */
static bool check_classes(struct complainer *to, const struct tree *map, const struct format_path *path)
{
    const struct tree *all = tree_get(map, "all");
    if (all)
        complain(to, FORMAT_TYPE, all->key_place, path,
                 "'all' is what results call all patients together; choose another name");
    return !all;
}

static bool check_cases(struct complainer *to, const struct tree *map, const struct format_path *path)
{
    for (const struct tree *child = tree_first(map); child; child = child->next)
        if (strcmp(child->key, "otherwise") == 0 || !format_key_find(KIND_BY, child->key))
            return true;
    complain(to, FORMAT_MISSING_KEY, place_of(map, NULL), path, "no value is listed, nor otherwise");
    return false;
}

static bool check_values(struct complainer *to, enum format_kind_id kind, const struct tree *map,
                         const struct format_path *path)
{
    switch (kind) {
    case KIND_CLOSURE: return check_closure(to, map, path);
    case KIND_BOOKING: return check_window(to, map, path);
    case KIND_BOOKS: return check_books(to, map, path);
    case KIND_SLOTS: return check_slots(to, map, path);
    case KIND_PATIENTS: return check_classes(to, map, path);
    case KIND_BY: return check_cases(to, map, path);
    case KIND_SHARE_WITHIN: return check_durations(to, map, path);
    default: return true;
    }
}

bool format_rules_check(struct complainer *to, enum format_kind_id kind, const struct tree *map,
                        const struct format_path *path)
{
    bool sound = check_values(to, kind, map, path);
    for (size_t i = 0; i < format_rule_count; i++) {
        const struct format_rule *rule = &format_rules[i];
        if (rule->kind != kind)
            continue;
        sound = (rule->relation == RELATION_NEEDS ? check_needs(to, rule, map, path)
                                                  : check_count(to, rule, map, path)) &&
                sound;
    }
    return sound;
}
