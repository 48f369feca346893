/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/units.h"

#include <limits.h>
#include <stdlib.h>

/*
 * Resources with units: asking, taking, giving back.
 */

/* ---- taking */

static bool claims(const struct step *step, int resource)
{
    for (int i = 0; i < step->need_count + step->hold_count; i++)
        if (claim_of(step, i)->resource == resource)
            return true;
    return false;
}

/* What the patient keeps of the resource has changed: whatever else of it waits there asks anew, for more or
 * for less. */
static void ask_anew(struct simulation *sim, struct patient *patient, int resource)
{
    for (int i = 0; sim->model->strand_count > 1 && i < sim->model->strand_count; i++) {
        struct strand *of = &patient->strands[i];
        if (of->step == NONE || of->waiting != WAITING_QUEUE ||
            !claims(&sim->model->steps[of->step], resource))
            continue;
        units_withdraw(sim, patient, i);
        of->waiting = WAITING_HEARING;
        walk_ask(sim, patient, i);
    }
}

static void keep(struct simulation *sim, struct patient *patient, int resource, int units)
{
    patient->kept[resource] = (uint16_t)(patient->kept[resource] + units);
    ask_anew(sim, patient, resource);
}

/* More units in use than before. false: no memory. */
static bool more_occupied(struct simulation *sim, struct unit_state *state)
{
    state->most = state->occupied;
    if (state->occupied > IN_USE_MAX)
        fail(sim, SIMULATION_CROWDED);
    return state->occupied < state->room || sums_room(sim, state);
}

/* Most is taken at once when it is asked for: there it is no call. */
__attribute__((always_inline)) static inline void take(struct simulation *sim, struct patient *patient,
                                                       int strand, const struct station *at, struct wish wish)
{
    struct unit_state *const state = wish.wanted;
    const struct strand *of = &patient->strands[strand];
    sums_settle(sim, state, sim->now);
    state->occupied += wish.units;
    if (state->occupied > state->most && !more_occupied(sim, state))
        return;
    patient->held[state->resource] = (uint16_t)(patient->held[state->resource] + wish.units);
    record_event(sim, patient, HAPPENING_GET, state->resource, wish.units);
    if (wish.claim >= at->need_count)
        keep(sim, patient, state->resource, wish.units);
    else
        patient->lent[at->first_need + wish.claim] = (uint16_t)wish.units;
    if (in_window(sim, of->asked))
        record_into(sim, state->asked, sim->now - of->asked);
}

void units_take(struct simulation *sim, struct patient *patient, int strand, struct wish wish)
{
    take(sim, patient, strand, &sim->stations[patient->strands[strand].step], wish);
}

/* ---- giving back */

__attribute__((always_inline)) static inline void give_back(struct simulation *sim, struct patient *patient,
                                                            struct unit_state *state, int units)
{
    sums_settle(sim, state, sim->now);
    state->occupied -= units;
    patient->held[state->resource] = (uint16_t)(patient->held[state->resource] - units);
    record_event(sim, patient, HAPPENING_GIVE_BACK, state->resource, units);
    units_mark(sim, state);
}

void units_give_back(struct simulation *sim, struct patient *patient, int resource, int units)
{
    give_back(sim, patient, &sim->units[resource], units);
}

void units_give_back_needs(struct simulation *sim, struct patient *patient, const struct station *at)
{
    uint16_t *lent = &patient->lent[at->first_need];
    for (int i = 0; i < at->need_count; i++) {
        const int units = lent[i];
        lent[i] = 0;
        if (units)
            give_back(sim, patient, &sim->units[at->step->needs[i].resource], units);
    }
}

void units_release(struct simulation *sim, struct patient *patient, int resource)
{
    int units = patient->kept[resource];
    if (units == 0)
        return;
    patient->kept[resource] = 0;
    units_give_back(sim, patient, resource, units);
    ask_anew(sim, patient, resource);
}

/* ---- asking */

/* What the step asks for beyond what the patient keeps already; [need_count + hold_count] at most. */
static int wishes(const struct simulation *sim, const struct patient *patient, int strand, struct wish *list)
{
    const struct step *step = &sim->model->steps[patient->strands[strand].step];
    const int claims = step->need_count + step->hold_count;
    int found = 0;
    for (int i = 0; i < claims; i++) {
        const struct claim *claim = claim_of(step, i);
        int units = claim->units - patient->kept[claim->resource];
        if (units <= 0)
            continue;
        list[found].wanted = &sim->units[claim->resource];
        list[found].units = units;
        list[found++].claim = i;
    }
    return found;
}

static inline bool is_full(const struct simulation *sim, const struct patient *patient, int strand,
                           const struct unit_state *state)
{
    return state->waiting >= state->queue_max &&
           patient->strands[strand].asked == sim->now; /* who waits already is not turned away */
}

/* As units_ask, without lists. */
enum answer units_ask_one(struct simulation *sim, struct patient *patient, int strand,
                          const struct station *at)
{
    struct unit_state *const state = at->only_unit;
    const struct wish wish = {state, at->only_claim->units - patient->kept[state->resource], 0};
    if (wish.units <= 0)
        return ANSWER_GRANTED;
    const bool left = units_left(state) >= wish.units;
    if (left && !state->waiting) {
        record_event(sim, patient, HAPPENING_ASK, state->resource, wish.units);
        take(sim, patient, strand, at, wish);
        return ANSWER_GRANTED;
    }
    if (is_full(sim, patient, strand, state) && !(left && queues_let_by(sim, patient, state)))
        return ANSWER_REFUSED;
    record_event(sim, patient, HAPPENING_ASK, state->resource, wish.units);
    queues_join_one(sim, patient, strand, wish, at);
    if (left) /* those before it may be waiting for something else */
        units_mark(sim, state);
    return ANSWER_QUEUED;
}

enum answer units_ask(struct simulation *sim, struct patient *patient, int strand)
{
    struct wish list[CLAIMS_MAX];
    int wished = wishes(sim, patient, strand, list);
    bool all = true, somebody_waits = false, full = false;
    for (int i = 0; i < wished; i++) {
        all = all && units_left(list[i].wanted) >= list[i].units;
        somebody_waits = somebody_waits || list[i].wanted->waiting > 0;
        full = full || is_full(sim, patient, strand, list[i].wanted);
    }
    const bool at_once = all && !somebody_waits;
    for (int i = 0; full && all && i < wished; i++) /* it is served at this instant, or is first to wait */
        all = queues_let_by(sim, patient, list[i].wanted);
    if (full && !all)
        return ANSWER_REFUSED;
    for (int i = 0; i < wished; i++)
        record_event(sim, patient, HAPPENING_ASK, list[i].wanted->resource, list[i].units);
    for (int i = 0; at_once && i < wished; i++)
        units_take(sim, patient, strand, list[i]);
    if (at_once)
        return ANSWER_GRANTED;
    queues_join(sim, patient, strand, list, wished);
    for (int i = 0; all && i < wished; i++)
        units_mark(sim, list[i].wanted);
    return ANSWER_QUEUED;
}

void units_reset(struct simulation *sim)
{
    queues_reset(sim);
    for (int i = 0; i < sim->model->resource_count; i++) {
        struct unit_state *state = &sim->units[i];
        int64_t *spent = state->spent;
        int room = state->room;
        const struct resource *of = &sim->model->resources[i];
        *state = (struct unit_state){.resource = i,
                                     .fifo = of->fifo,
                                     .queue_max = of->queue_max == NONE ? INT_MAX : of->queue_max,
                                     .plain_to = sim->window_from > 0 ? -1 : sim->window_to,
                                     .spent = spent,
                                     .room = room,
                                     .asked = &sim->seen->series[sim->series.asked + i]};
        if (room || sums_room(sim, state))
            memset(state->spent, 0, (size_t)state->room * sizeof *spent);
        for (int line = 0; line < PRIORITIES; line++)
            state->lines[line] = (struct line){NONE, NONE};
        working_reset(sim, i);
    }
}

void units_free(struct simulation *sim)
{
    for (int i = 0; sim->units && i < sim->model->resource_count; i++)
        free(sim->units[i].spent);
    free(sim->units);
}
