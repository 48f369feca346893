/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_ENGINE_WALK_END_H
#define CARTSIM_ENGINE_WALK_END_H

#include "engine/state.h"

/* What walk.c and walk_end.c share: where a strand stands in a step, and the stages at which one may enter it
 * anew: after a wait, or from another step. */
enum stage {
    STAGE_GATE,
    STAGE_FITNESS,
    STAGE_ASK,
    STAGE_HEARD,
    STAGE_SLOT,
    STAGE_START,
    STAGE_FINISH,
    STAGE_END,
    STAGE_ROUTED,
    STAGE_NEXT,
    STAGE_WAIT
};

struct walk {
    struct simulation *sim;
    struct patient *patient;
    int number; /* of the strand */
    struct strand *strand;
    const struct step *step;   /* where the strand stands */
    struct progress *progress; /* of that step; NULL for a plain one */
};

/* To the story of who is followed, at this step. */
static inline void walk_tell(const struct walk *at, struct told told)
{
    told.step = at->strand->step;
    story_tell(at->sim, at->patient, told);
}

struct walk walk_at(struct simulation *sim, struct patient *patient, int strand);
void walk_from(struct simulation *sim, struct patient *patient, int strand, enum stage stage);
double walk_uniform(const struct walk *at, enum aspect aspect);
int64_t walk_draw(const struct walk *at, const struct law_choice *choice, enum aspect aspect);
/* Sets the strand's timer and says what it stands for. */
void walk_wait_until(const struct walk *at, enum waiting what, int64_t time, enum event_phase phase);
/* A part of a step that holds others has ended, as its last or not; `by` is the strand that ended it. */
void walk_part_over(struct simulation *sim, struct patient *patient, int step, int part, int by);

enum stage walk_finish(struct walk *at); /* the step's own time or steps are over */
enum stage walk_end(struct walk *at);    /* all is over: the step ends */
enum stage walk_routed(struct walk *at); /* after its branch, if it has any */
enum stage walk_next(struct walk *at);   /* on along the list */

#endif
