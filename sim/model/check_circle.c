/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sense.h"

/*
 * Two resources that some keep while they ask for the other: patients may come to wait for each other.
 */

static bool asks_for(const struct claim *claims, int count, int resource)
{
    for (int i = 0; i < count; i++)
        if (claims[i].resource == resource)
            return true;
    return false;
}

static bool is_given_back(const struct model *model, int after, int until, int resource)
{
    for (int i = after + 1; i <= until; i++)
        for (int k = 0; k < model->steps[i].release_count; k++)
            if (model->steps[i].releases[k] == resource)
                return true;
    return false;
}

/* Whether who asks at `later` may still have what was taken at `first`. */
static bool still_has(const struct model *model, int first, int later, int resource)
{
    const struct step *taking = &model->steps[first];
    if (taking->pathway != model->steps[later].pathway || taking->risk != model->steps[later].risk)
        return false;
    if (asks_for(taking->needs, taking->need_count, resource) && later <= last_inside(model, first))
        return true;
    return asks_for(taking->holds, taking->hold_count, resource) &&
           !is_given_back(model, first, later, resource) &&
           !never_after(model, first, MOMENT_START, later, MOMENT_START);
}

/* The first step that asks for `wanted` by a patient who keeps `kept`; NONE: nobody does. */
static int step_that_waits(const struct model *model, int kept, int wanted, int *taken)
{
    for (int later = 0; later < model->step_count; later++) {
        const struct step *step = &model->steps[later];
        if (!asks_for(step->needs, step->need_count, wanted) &&
            !asks_for(step->holds, step->hold_count, wanted))
            continue;
        for (*taken = 0; *taken < later; (*taken)++)
            if (still_has(model, *taken, later, kept))
                return later;
    }
    return NONE;
}

static void check_pair(struct compiler *compiler, int a, int b)
{
    const struct model *model = compiler->model;
    const char *one = model->resources[a].name, *other = model->resources[b].name;
    int had = NONE, also = NONE, first = step_that_waits(model, a, b, &had);
    int second = first == NONE ? NONE : step_that_waits(model, b, a, &also);
    if (second == NONE)
        return;
    fault_warning(
        compiler->faults, WARNING_MAY_CIRCLE, place_of_step(compiler, first),
        "patients may come to wait for each other: step '%s' asks for '%s' while step '%s' keeps '%s', "
        "and step '%s' asks for '%s' while step '%s' keeps '%s'; take them in the same order "
        "everywhere, both in one step, or release one first",
        model->steps[first].name, other, model->steps[had].name, one, model->steps[second].name, one,
        model->steps[also].name, other);
}

void check_circle(struct compiler *compiler)
{
    const struct model *model = compiler->model;
    for (int a = 0; a < model->resource_count; a++)
        for (int b = a + 1; b < model->resource_count; b++)
            if (model->resources[a].capacity != UNLIMITED && model->resources[b].capacity != UNLIMITED &&
                !model->resources[a].is_slots && !model->resources[b].is_slots &&
                model->resource_count <= 30 && model->step_count <= 200)
                check_pair(compiler, a, b);
}
