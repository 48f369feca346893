/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/compiler.h"

#include <math.h>
#include <string.h>

#include "laws/stream.h"
#include "scenario/defaults.h"

static const char *const WEEKDAYS[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

static int64_t date_seconds(const struct compiler *compiler, const struct tree *node, int64_t otherwise)
{
    int64_t day = 0;
    return value_date(node, &day) ? (day - compiler->model->run.start_day) * DAY : otherwise;
}

static void read_closures(struct compiler *compiler, const struct tree *list, struct resource *resource)
{
    if (!list || list->kind != TREE_LIST)
        return;
    struct closure *closures = arena_array(compiler->arena, list->count, sizeof *closures);
    for (const struct tree *item = tree_first(list); closures && item; item = item->next) {
        if (!is_enabled(item) || item->faulty)
            continue;
        int64_t capacity = 0;
        value_whole(tree_get(item, "capacity"), &capacity);
        struct closure *closure = &closures[resource->closure_count++];
        closure->from = date_seconds(compiler, tree_get(item, "from"), 0);
        closure->to = date_seconds(compiler, tree_get(item, "to"), INT64_MAX / 4);
        closure->capacity = (int)capacity;
    }
    resource->closures = closures;
}

static void read_openings(struct compiler *compiler, const struct tree *node, struct resource *resource)
{
    if (!node || node->faulty)
        return;
    size_t room = node->kind == TREE_LIST ? node->count : 1;
    struct opening *openings = arena_array(compiler->arena, room, sizeof *openings);
    const struct tree *item = node->kind == TREE_LIST ? tree_first(node) : node;
    for (size_t i = 0; openings && item && i < room; i++, item = item->next) {
        struct opening *opening = &openings[resource->opening_count];
        if (value_opening(item, &opening->days, &opening->from, &opening->to))
            resource->opening_count++;
    }
    resource->openings = openings;
}

static void read_breaks(struct compiler *compiler, const struct tree *breaks, struct resource *resource)
{
    resource->breaks_after = resource->breaks_for = (struct law_choice){.attribute = NONE};
    if (!breaks || !is_enabled(breaks))
        return;
    resource->breaks_after = read_law(compiler, tree_get(breaks, "after"), "breaks.after");
    resource->breaks_for = read_law(compiler, tree_get(breaks, "for"), "breaks.for");
    resource->purpose_after = stream_purpose(resource->name, "breaks", "after");
    resource->purpose_for = stream_purpose(resource->name, "breaks", "for");
}

static void read_slots(struct compiler *compiler, const struct tree *map, struct resource *resource)
{
    const struct tree *slots = tree_get(map, "slots");
    resource->is_slots = slots != NULL;
    for (const struct tree *child = first_entry(slots); child; child = child->next) {
        struct tree name = {.kind = TREE_TEXT, .text = child->key};
        unsigned days = 0;
        int64_t count = 0;
        value_weekdays(&name, &days);
        value_whole(child, &count);
        for (int i = 0; i < 7; i++)
            if (days >> i & 1u)
                resource->slots_on[i] = (int)count;
    }
    value_time_of_day(tree_get(map, "at"), &resource->slot_at);
    const struct tree *held = tree_get(map, "held_back");
    int64_t count = 0;
    if (held && is_enabled(held)) {
        value_whole(tree_get(held, "count"), &count);
        resource->held_count = (int)count;
        resource->held_until = read_seconds(tree_get(held, "released"), 0);
    }
    for (int i = 0; slots && i < 7; i++)
        if (resource->slots_on[i] > resource->capacity)
            resource->capacity = resource->slots_on[i];
    if (slots && resource->capacity == 0 && !slots->faulty)
        fault_error(
            compiler->faults, FAULT_NEVER_STARTS, slots->place,
            "resources.%s.slots: no weekday has a slot, so nobody can ever be booked; write e.g. {%s: 1}",
            resource->name, WEEKDAYS[0]);
}

static void read_resource(struct compiler *compiler, const struct tree *map, struct resource *resource)
{
    const struct tree *capacity = tree_get(map, "capacity");
    int64_t number = 0;
    resource->name = map->key;
    if (value_whole(capacity, &number))
        resource->capacity = (int)number;
    else if (!tree_get(
                 map,
                 "slots")) /* `unlimited`; or faulty, and then no further complaint should follow from it */
        resource->capacity = UNLIMITED;
    resource->queue_max = value_whole(tree_get(map, "max_queue"), &number) ? (int)number : NONE;
    resource->fifo =
        strcmp(tree_text(map, "order", format_default_text(KIND_RESOURCE, "order")), "fifo") == 0;
    read_slots(compiler, map, resource);
    read_closures(compiler, tree_get(map, "closures"), resource);
    read_openings(compiler, tree_get(map, "opens"), resource);
    read_breaks(compiler, tree_get(map, "breaks"), resource);
    resource->target_all_busy = NAN;
    const struct tree *target = tree_get(map, "target");
    if (target && is_enabled(target))
        value_probability(tree_get(target, "all_busy"), &resource->target_all_busy);
}

void compile_resources(struct compiler *compiler)
{
    struct model *model = compiler->model;
    const struct tree *resources = section(compiler, "resources");
    size_t room = resources ? resources->count : 0;
    model->resources = arena_array(compiler->arena, room, sizeof *model->resources);
    compiler->resource_used = arena_array(compiler->arena, room, sizeof *compiler->resource_used);
    for (const struct tree *child = tree_first(resources); model->resources && child; child = child->next)
        if (child->kind == TREE_MAP)
            read_resource(compiler, child, &model->resources[model->resource_count++]);
}

void compile_costs(struct compiler *compiler)
{
    struct model *model = compiler->model;
    const struct tree *costs = section(compiler, "costs");
    struct names known = {0};
    for (int i = 0; i < model->resource_count; i++)
        names_suggest(compiler, &known, model->resources[i].name);
    model->currency = costs ? tree_text(costs, "currency", "") : NULL;
    for (const struct tree *child = tree_first(costs); child; child = child->next) {
        if (strcmp(child->key, "currency") == 0)
            continue;
        int resource = find_resource(model, child->key);
        if (resource == NONE) {
            struct tree at = *child;
            at.place = child->key_place;
            complain_unknown(compiler, &at, child->key, "costs", &known);
            continue;
        }
        value_number(tree_get(child, "per_day_held"), &model->resources[resource].cost_per_day_held);
        value_number(tree_get(child, "per_day_open"), &model->resources[resource].cost_per_day_open);
    }
}
