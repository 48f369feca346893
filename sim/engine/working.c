/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/units.h"

/*
 * What of a resource is in force: its calendar (closures, opening hours) and its breakdowns.
 */

enum { WHAT_CALENDAR, WHAT_BREAKS, WHAT_MENDED };

static bool is_open(const struct model *model, const struct resource *resource, int64_t time)
{
    int64_t day = time / DAY, second = time % DAY;
    for (int i = 0; i < resource->opening_count; i++) {
        const struct opening *opening = &resource->openings[i];
        if (opening->days >> model_weekday(model, day) & 1u && second >= opening->from &&
            second < opening->to)
            return true;
    }
    return resource->opening_count == 0;
}

static int64_t sooner(int64_t next, int64_t candidate, int64_t now)
{
    return candidate > now && candidate < next ? candidate : next;
}

/* The next time at which the calendar may change something; INT64_MAX: never. */
static int64_t next_change(const struct resource *resource, int64_t now)
{
    int64_t next = INT64_MAX;
    for (int i = 0; i < resource->closure_count; i++)
        next = sooner(sooner(next, resource->closures[i].from, now), resource->closures[i].to, now);
    for (int i = 0; i < resource->opening_count; i++)
        for (int64_t day = now / DAY; day <= now / DAY + 1; day++)
            next = sooner(sooner(next, day * DAY + resource->openings[i].from, now),
                          day * DAY + resource->openings[i].to, now);
    return next;
}

static void count_in_force(struct unit_state *state)
{
    const int working = state->capacity == UNLIMITED ? INT32_MAX : state->capacity - state->broken;
    state->in_force = state->open ? working : 0;
}

static void follow_calendar(struct simulation *sim, int resource)
{
    const struct resource *of = &sim->model->resources[resource];
    struct unit_state *state = &sim->units[resource];
    bool open = is_open(sim->model, of, sim->now);
    int capacity = model_capacity_at(of, sim->now);
    int64_t next = next_change(of, sim->now);
    if (open != state->open || capacity != state->capacity) {
        sums_settle(sim, state, sim->now);
        sums_fold(sim, state);
        state->open = open;
        state->capacity = capacity;
        count_in_force(state);
        units_mark(sim, state);
        queues_tell(sim, resource);
    }
    if (next != INT64_MAX)
        clock_push(sim, next, PHASE_END, 0, (uint32_t)resource, WHAT_CALENDAR);
}

/* A unit breaks after a time of working and is mended after another. what: kind, unit and repetition. */
static void time_unit(struct simulation *sim, int resource, int unit, uint32_t repetition, bool breaks)
{
    const struct resource *of = &sim->model->resources[resource];
    double u =
        stream_uniform(sim->key, breaks ? of->purpose_after : of->purpose_for, (uint32_t)unit, repetition);
    int64_t lasts = law_seconds((breaks ? &of->breaks_after : &of->breaks_for)->always, u);
    sim->repetitions[resource][unit] = repetition;
    clock_push(sim, sim->now + (lasts > 0 ? lasts : 1), PHASE_END, 0, (uint32_t)resource,
               (uint32_t)unit << 2 | (breaks ? WHAT_BREAKS : WHAT_MENDED));
}

__attribute__((noinline)) void units_event(struct simulation *sim, int resource, uint32_t what)
{
    struct unit_state *state = &sim->units[resource];
    int unit = (int)(what >> 2);
    if ((what & 3) == WHAT_CALENDAR) {
        follow_calendar(sim, resource);
        return;
    }
    bool breaks = (what & 3) == WHAT_BREAKS;
    sums_settle(sim, state, sim->now);
    sums_fold(sim, state);
    state->broken += breaks ? 1 : -1;
    count_in_force(state);
    units_mark(sim, state);
    time_unit(sim, resource, unit, sim->repetitions[resource][unit] + !breaks, !breaks);
}

/* At the beginning of a replication. */
void working_reset(struct simulation *sim, int resource)
{
    const struct resource *of = &sim->model->resources[resource];
    struct unit_state *state = &sim->units[resource];
    state->capacity = model_capacity_at(of, 0);
    state->open = is_open(sim->model, of, 0);
    count_in_force(state);
    int64_t next = of->is_slots ? INT64_MAX : next_change(of, 0);
    if (next != INT64_MAX)
        clock_push(sim, next, PHASE_END, 0, (uint32_t)resource, WHAT_CALENDAR);
    for (int unit = 0; law_given(&of->breaks_after) && unit < of->capacity; unit++)
        time_unit(sim, resource, unit, 0, true);
}
