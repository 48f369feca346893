/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sense.h"

/*
 * Appointments that never come together, and resources that are closed for good.
 */

/* Whether the second has a slot within its window after the first's slot on that weekday. */
static bool has_partner(const struct model *model, const struct resource *first, int weekday,
                        const struct booking *booking)
{
    const struct resource *second = &model->resources[booking->resource];
    int64_t day = booking->within_from / DAY - 1;
    for (int i = 0; i < 10; i++, day++) {
        int64_t after = day * DAY + second->slot_at - first->slot_at;
        if (day >= 0 && after >= booking->within_from && after <= booking->within_to &&
            second->slots_on[(weekday + day) % 7] > 0)
            return true;
    }
    return false;
}

static bool ever_meet(const struct model *model, const struct step *step)
{
    const struct resource *first = &model->resources[step->books[0].resource];
    for (int weekday = 0; weekday < 7; weekday++) {
        bool all = first->slots_on[weekday] > 0;
        for (int i = 1; all && i < step->book_count; i++)
            all = has_partner(model, first, weekday, &step->books[i]);
        if (all)
            return true;
    }
    return false;
}

static void check_joint(struct compiler *compiler, int index)
{
    const struct model *model = compiler->model;
    const struct step *step = &model->steps[index];
    if (step->book_count > 1 && !ever_meet(model, step))
        fault_error(compiler->faults, FAULT_NEVER_MEET, place_of_step(compiler, index),
                    "step '%s' can never be booked: on no weekday does a slot of '%s' have a slot of %s%s%s "
                    "within the window after it; change within:, or the weekdays of the slots",
                    step->name, model->resources[step->books[0].resource].name,
                    step->book_count > 2 ? "each of the others" : "'",
                    step->book_count > 2 ? "" : model->resources[step->books[1].resource].name,
                    step->book_count > 2 ? "" : "'");
}

/* When closures have left at least `units` for the first time. */
static int64_t first_open(const struct resource *resource, int units)
{
    int64_t time = 0;
    for (bool closed = true; closed;) {
        closed = false;
        for (int i = 0; i < resource->closure_count; i++) {
            const struct closure *closure = &resource->closures[i];
            if (closure->capacity < units && closure->from <= time && closure->to > time) {
                time = closure->to;
                closed = true;
            }
        }
    }
    return time;
}

static void check_open(struct compiler *compiler, int step, int resource, int units)
{
    const struct model *model = compiler->model;
    if (first_open(&model->resources[resource], units) < model->run.warmup + model->run.horizon)
        return;
    fault_warning(
        compiler->faults, WARNING_CLOSED, place_of_step(compiler, step),
        "step '%s' asks for %d of '%s', of which its closures leave fewer until the observed time is "
        "over; shorten the closures, or ask for fewer",
        model->steps[step].name, units, model->resources[resource].name);
}

void check_booked(struct compiler *compiler)
{
    const struct model *model = compiler->model;
    for (int i = 0; i < model->step_count; i++) {
        const struct step *step = &model->steps[i];
        check_joint(compiler, i);
        for (int k = 0; k < step->need_count; k++)
            check_open(compiler, i, step->needs[k].resource, step->needs[k].units);
        for (int k = 0; k < step->hold_count; k++)
            check_open(compiler, i, step->holds[k].resource, step->holds[k].units);
        for (int k = 0; k < step->book_count; k++)
            check_open(compiler, i, step->books[k].resource, 1);
    }
}
