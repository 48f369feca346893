/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_ENGINE_WALK_END_H
#define CARTSIM_ENGINE_WALK_END_H

#include "engine/state.h"

/* What walk.c and walk_end.c share: where a strand stands in a step, and the stages of its way through it, in
 * their order up to the next step; then those that come between. */
enum stage {
    STAGE_GATE,
    STAGE_ARRIVE,
    STAGE_FITNESS,
    STAGE_CLAIM,
    STAGE_START,
    STAGE_TIME,
    STAGE_FINISH,
    STAGE_END,
    STAGE_BRANCH,
    STAGE_ROUTED,
    STAGE_NEXT,
    STAGE_ASK,
    STAGE_HEARD,
    STAGE_SLOT,
    STAGE_WAIT
};

struct walk {
    struct simulation *sim;
    struct patient *patient;
    int number; /* of the strand */
    struct strand *strand;
    struct station *station; /* where the strand stands */
    int passed;              /* steps, without waiting */
};

static inline bool walk_has(const struct walk *at, unsigned features)
{
    return at->station->has & features;
}

/* Of a step that has one. */
static inline struct progress *walk_progress(const struct walk *at)
{
    return &at->patient->progress[at->station->progress];
}

/* To the story of who is followed, at this step. */
static inline void walk_tell(const struct walk *at, struct told told)
{
    told.step = at->strand->step;
    story_tell(at->sim, at->patient, told);
}

/* Sets the strand's timer and says what it stands for. */
static inline void walk_wait_until(const struct walk *at, enum waiting what, int64_t time,
                                   enum event_phase phase)
{
    at->strand->waiting = (uint8_t)what;
    timer_set(at->sim, at->patient, at->number, time, phase);
}

struct walk walk_at(struct simulation *sim, struct patient *patient, int strand);
void walk_from(struct simulation *sim, struct patient *patient, int strand, enum stage stage);
double walk_uniform(const struct walk *at, enum aspect aspect);
int64_t walk_draw(const struct walk *at, const struct law_choice *choice, enum aspect aspect);
/* A part of a step that holds others has ended, as its last or not; `by` is the strand that ended it. */
void walk_part_over(struct simulation *sim, struct patient *patient, int step, int part, int by);

/* What a stage does at a step that has it. */
enum stage walk_join(struct walk *at);   /* finish: what else must end before the step may */
enum stage walk_fails(struct walk *at);  /* end: STAGE_END where it does not */
enum stage walk_branch(struct walk *at); /* branch */
enum stage walk_visits(struct walk *at); /* routed: STAGE_ROUTED after the last */
enum stage walk_list_over(struct walk *at);

#endif
