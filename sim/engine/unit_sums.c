/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/units.h"

#include <stdlib.h>

/*
 * How long a resource had how many units in use. While capacity, breakdowns and opening stay as they are,
 * one number is added to at each change of occupancy; all sums follow from these when something else
 * changes, or at the end.
 */

void sums_outside(struct simulation *sim, struct unit_state *state, int64_t until)
{
    int64_t from = state->settled > sim->window_from ? state->settled : sim->window_from;
    int64_t to = until < sim->window_to ? until : sim->window_to;
    int64_t inside = to > from ? to - from : 0;
    state->queue += inside * state->waiting;
    state->queue_outside += (until - state->settled - inside) * state->waiting;
    state->spent[state->occupied] += inside;
    state->settled = until;
    state->plain_to = until < sim->window_from ? -1 : sim->window_to;
}

bool sums_room(struct simulation *sim, struct unit_state *state)
{
    int room = 2 * state->occupied + 8;
    int64_t *spent = realloc(state->spent, (size_t)room * sizeof *spent);
    if (!spent) {
        fail(sim, SIMULATION_NO_MEMORY);
        return false;
    }
    memset(spent + state->room, 0, (size_t)(room - state->room) * sizeof *spent);
    state->spent = spent;
    state->room = room;
    return true;
}

static bool more_levels(struct simulation *sim, int resource, int level)
{
    struct observation *seen = sim->seen;
    int room = 2 * level + 8;
    double *levels = realloc(seen->levels[resource], (size_t)room * sizeof *levels);
    if (!levels) {
        fail(sim, SIMULATION_NO_MEMORY);
        return false;
    }
    for (int i = seen->level_count[resource]; i < room; i++)
        levels[i] = 0;
    seen->levels[resource] = levels;
    seen->level_count[resource] = room;
    return true;
}

static void add_level(struct unit_state *state, int occupied, int64_t seconds)
{
    struct unit_sums *sums = &state->sums;
    const int64_t while_open = state->open ? seconds : 0;
    sums->occupied += seconds * occupied;
    sums->occupied_open += while_open * occupied;
    if (state->capacity == UNLIMITED)
        return;
    const int working = state->capacity - state->broken;
    const int in_force = working > occupied ? working : occupied; /* less capacity never evicts */
    sums->open += seconds * state->capacity;
    sums->capacity_open += while_open * in_force;
    if (in_force > 0) {
        sums->busy_base += seconds;
        sums->busy += occupied == in_force ? seconds : 0;
    }
}

void sums_fold(struct simulation *sim, struct unit_state *state)
{
    const int resource = state->resource;
    for (int i = 0; i <= state->most; i++) {
        if (state->spent[i] == 0)
            continue;
        if (i < sim->seen->level_count[resource] || more_levels(sim, resource, i))
            sim->seen->levels[resource][i] += (double)state->spent[i];
        add_level(state, i, state->spent[i]);
        state->spent[i] = 0;
    }
    state->most = state->occupied;
}

void units_close(struct simulation *sim, int resource, int64_t until)
{
    struct unit_state *state = &sim->units[resource];
    const struct unit_sums *sums = &state->sums;
    const struct counter_layout *at = &sim->at;
    sums_settle(sim, state, until);
    sums_fold(sim, state);
    count(sim, at->occupied, resource, (double)sums->occupied);
    count(sim, at->occupied_open, resource, (double)sums->occupied_open);
    count(sim, at->capacity_open, resource, (double)sums->capacity_open);
    count(sim, at->open, resource, (double)sums->open);
    count(sim, at->busy, resource, (double)sums->busy);
    count(sim, at->busy_base, resource, (double)sums->busy_base);
    count(sim, at->queue, resource, (double)state->queue);
}
