/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_ENGINE_UNITS_H
#define CARTSIM_ENGINE_UNITS_H

#include "engine/state.h"

/*
 * What the files of resources with units share: units.c (asking, taking, giving back), queues.c (those who
 * wait), working.c (calendar, breakdowns), unit_sums.c (time by occupancy).
 */

/* Negative where more are in use than may be: nobody is turned out. */
static inline int units_left(const struct unit_state *state)
{
    return state->in_force - state->occupied;
}

/* Something about the resource has changed: those who wait are looked at. */
static inline void units_mark(struct simulation *sim, struct unit_state *state)
{
    if (!state->waiting)
        return;
    sim->only_dirty = sim->any_dirty && sim->only_dirty != state ? NULL : state;
    state->dirty = sim->any_dirty = sim->unsettled = true;
}

/* The i-th claim of a step: its needs, then its holds. */
static inline const struct claim *claim_of(const struct step *step, int i)
{
    return i < step->need_count ? &step->needs[i] : &step->holds[i - step->need_count];
}

/* ---- units.c */
struct wish {
    struct unit_state *wanted;
    int units;
    int claim; /* of the step, by its place */
};
void units_take(struct simulation *sim, struct patient *patient, int strand, struct wish wish);

/* ---- queues.c */
void queues_reset(struct simulation *sim);
void queues_join(struct simulation *sim, struct patient *patient, int strand, const struct wish *list,
                 int wished);
void queues_join_one(struct simulation *sim, struct patient *patient, int strand, struct wish wish,
                     const struct station *at);
/* Whether nobody whom a newcomer would queue behind lacks units there. */
bool queues_let_by(const struct simulation *sim, const struct patient *patient,
                   const struct unit_state *state);
/* Those who wait learn whether they wait for a unit or for the doors to open. */
void queues_tell(struct simulation *sim, int resource);

/* ---- unit_sums.c: brought up to date before anything changes */
void sums_outside(struct simulation *sim, struct unit_state *state, int64_t until);
static inline void sums_settle(struct simulation *sim, struct unit_state *state, int64_t until)
{
    const int64_t seconds = until - state->settled;
    if (seconds == 0)
        return;
    if (until > state->plain_to) {
        sums_outside(sim, state, until);
        return;
    }
    state->queue += seconds * state->waiting;
    state->spent[state->occupied] += seconds;
    state->settled = until;
}
bool sums_room(struct simulation *sim, struct unit_state *state); /* for the present occupancy */
void sums_fold(struct simulation *sim,
               struct unit_state *state); /* before what is in force changes; settled to then */

/* ---- working.c */
void working_reset(struct simulation *sim, int resource);

#endif
