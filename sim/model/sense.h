/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_MODEL_SENSE_H
#define CARTSIM_MODEL_SENSE_H

#include "model/compiler.h"

/* What the checks of the whole scenario share. Each says only what is certain whatever the luck. */

/* Where the name of a step was written. */
struct cartsim_place place_of_step(const struct compiler *compiler, int step);
/* The last of the steps written inside `step`, or the step itself. */
int last_inside(const struct model *model, int step);
/* True when, of two moments of one pathway or one risk, the second can never come at or after the first has:
 * it comes before, or only on another branch, and no repeat and no visit leads back. */
bool never_after(const struct model *model, int first, enum moment first_moment, int second,
                 enum moment second_moment);

void check_order(struct compiler *compiler);   /* windows and measures whose end comes first */
void check_reach(struct compiler *compiler);   /* steps that nobody reaches */
void check_given(struct compiler *compiler);   /* releases of what nobody holds */
void check_booked(struct compiler *compiler);  /* slots that never meet, what is closed for good */
void check_circle(struct compiler *compiler);  /* patients who may wait for each other */
void check_endless(struct compiler *compiler); /* repeats that nobody gets out of */
void check_load(struct compiler *compiler);    /* queues that can only grow */

/* Whether the number is that one whatever the patient's attribute. */
bool sense_always(const struct model *model, const struct number_choice *choice, double number);

#endif
