/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/defaults.h"

#include <string.h>

/* clang-format off: a default a line */
#define MONTH(name)                                                                                          \
    {                                                                                                        \
        KIND_MONTHLY, name, "1", NULL, NULL                                                                  \
    }

const struct format_default format_defaults[] = {
    {KIND_RUN, "start", "2025-01-06", NULL, NULL},
    {KIND_RUN, "warmup", "1 y", NULL, NULL},
    {KIND_RUN, "horizon", "3 y", NULL, NULL},
    {KIND_RUN, "replications", "100", NULL, NULL},
    {KIND_RUN, "seed", "1", NULL, NULL},
    {KIND_RUN, "confidence", "95%", NULL, NULL},
    {KIND_RUN, "follow", NULL, NULL, "to the exit, at most 1000 y"},
    {KIND_CLASS, "priority", "5", NULL, NULL},
    {KIND_CLASS, "enabled", "true", NULL, NULL},
    {KIND_ARRIVALS, "growth", "0% per year", "rate", NULL},
    {KIND_ARRIVALS, "days", "mon-sun", "rate", NULL},
    {KIND_ARRIVALS, "limit", NULL, NULL, "none"},
    MONTH("jan"),
    MONTH("feb"),
    MONTH("mar"),
    MONTH("apr"),
    MONTH("may"),
    MONTH("jun"),
    MONTH("jul"),
    MONTH("aug"),
    MONTH("sep"),
    MONTH("oct"),
    MONTH("nov"),
    MONTH("dec"),
    {KIND_RESOURCE, "order", "priority", "capacity", NULL},
    {KIND_RESOURCE, "at", "00:00", "slots", NULL},
    {KIND_RESOURCE, "max_queue", NULL, NULL, "no bound"},
    {KIND_SLOTS, NULL, "0", NULL, NULL},
    {KIND_CLOSURE, "capacity", "0", NULL, NULL},
    {KIND_CLOSURE, "enabled", "true", NULL, NULL},
    {KIND_BREAKS, "enabled", "true", NULL, NULL},
    {KIND_HELD_BACK, "enabled", "true", NULL, NULL},
    {KIND_STEP, "enabled", "true", NULL, NULL},
    {KIND_STEP, "chance", "100%", NULL, NULL},
    {KIND_STEP, "fit", "false", NULL, NULL},
    {KIND_STEP, "each_time", "false", NULL, NULL},
    {KIND_STEP, "cost", "0", NULL, NULL},
    {KIND_RISK, "from", "referral", NULL, NULL},
    {KIND_RISK, "until", "exit", NULL, NULL},
    {KIND_RISK, "after", "0 d", "chance", NULL},
    {KIND_RISK, "recurs", "false", NULL, NULL},
    {KIND_RISK, "unfit", "false", NULL, NULL},
    {KIND_RISK, "enabled", "true", NULL, NULL},
    {KIND_FACTORS, NULL, "1", NULL, NULL},
    {KIND_MEASURE, "first", "false", NULL, NULL},
    {KIND_MEASURE, "enabled", "true", NULL, NULL},
    {KIND_TARGET, "enabled", "true", NULL, NULL},
    {KIND_RESOURCE_TARGET, "enabled", "true", NULL, NULL},
    {KIND_RESOURCE_COST, "per_day_held", "0", NULL, NULL},
    {KIND_RESOURCE_COST, "per_day_open", "0", NULL, NULL},
};
/* clang-format on */
const size_t format_default_count = sizeof format_defaults / sizeof *format_defaults;

const char *format_default_text(enum format_kind_id kind, const char *key)
{
    for (size_t i = 0; i < format_default_count; i++) {
        const struct format_default *at = &format_defaults[i];
        if (at->kind == kind && (!at->key || strcmp(at->key, key) == 0))
            return at->text;
    }
    return NULL;
}

struct tree format_default_node(enum format_kind_id kind, const char *key)
{
    return (struct tree){.kind = TREE_TEXT, .plain = true, .text = format_default_text(kind, key)};
}

struct tree *format_default_map(struct arena *arena, enum format_kind_id kind)
{
    struct tree *map = tree_new(arena, TREE_MAP, (struct cartsim_place){0});
    for (size_t i = 0; map && i < format_default_count; i++) {
        const struct format_default *at = &format_defaults[i];
        struct tree *child = at->kind == kind && at->text ? tree_new(arena, TREE_TEXT, map->place) : NULL;
        if (!child)
            continue;
        child->key = at->key;
        child->text = at->text;
        tree_append(map, child);
    }
    return map;
}
