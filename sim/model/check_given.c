/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sense.h"

/*
 * Units that are given back without being held.
 */

static bool has_claim(const struct claim *claims, int count, int resource)
{
    for (int i = 0; i < count; i++)
        if (claims[i].resource == resource)
            return true;
    return false;
}

static bool is_together(const struct step *a, const struct step *b)
{
    return a->pathway == b->pathway || a->risk != NONE || b->risk != NONE;
}

static bool may_be_held(const struct model *model, int at, int resource)
{
    const struct step *releasing = &model->steps[at];
    for (int i = 0; i < model->step_count; i++) {
        const struct step *step = &model->steps[i];
        if (!has_claim(step->holds, step->hold_count, resource) || !is_together(step, releasing))
            continue;
        bool once = step->risk == NONE && releasing->risk == NONE; /* a risk may strike again */
        if (i == at || !once || !never_after(model, i, MOMENT_START, at, MOMENT_START))
            return true;
    }
    return false;
}

/* A step that is switched off may be the one that holds. */
static void check_releases(struct compiler *compiler)
{
    const struct model *model = compiler->model;
    for (int i = 0; i < model->step_count && compiler->off.count == 0; i++)
        for (int k = 0; k < model->steps[i].release_count; k++) {
            int resource = model->steps[i].releases[k];
            if (!may_be_held(model, i, resource))
                fault_warning(
                    compiler->faults, WARNING_NOT_HELD, place_of_step(compiler, i),
                    "step '%s' releases '%s', which no patient holds by then; write holds: %s in an "
                    "earlier step, or take releases: out (what is needed is given back by itself)",
                    model->steps[i].name, model->resources[resource].name, model->resources[resource].name);
        }
}

void check_given(struct compiler *compiler)
{
    check_releases(compiler);
}
