/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sense.h"

/*
 * A repeat that nobody ever gets out of: the failure is certain, nothing bounds it, and neither a step on the
 * way round nor a risk lets anybody leave.
 */

static bool may_leave(const struct model *model, const struct step *step)
{
    bool bounded = step->book_count > 0 || step->on_refusal;
    for (int i = 0; i < step->need_count; i++)
        bounded = bounded || model->resources[step->needs[i].resource].queue_max != NONE;
    for (int i = 0; i < step->hold_count; i++)
        bounded = bounded || model->resources[step->holds[i].resource].queue_max != NONE;
    return bounded || step->leaves != NONE;
}

static bool risk_may_end(const struct model *model, int pathway)
{
    for (int i = 0; i < model->risk_count; i++) {
        const struct risk *risk = &model->risks[i];
        bool ends = risk->leaves != NONE;
        for (int k = 0; k < risk->step_count; k++) {
            const struct step *step = &model->steps[risk->steps[k]];
            ends = ends || may_leave(model, step) || step->has_fails;
        }
        if (ends && risk->applies[pathway])
            return true;
    }
    return false;
}

static bool follows(const struct model *model, int first, int step)
{
    while (first != step && first != NONE)
        first = model->steps[first].next;
    return first == step;
}

/* Passed over by some who go on from `target`, also because of what stands around it. */
static bool may_be_skipped(const struct model *model, int target, int index)
{
    const int around = model->steps[target].parent;
    for (int i = index; i != NONE && i != around; i = model->steps[i].parent) {
        const struct step *step = &model->steps[i];
        bool other_branch = step->role == ROLE_ROUTE && !follows(model, target, i);
        if (step->has_chance || step->when_count || other_branch)
            return true;
    }
    return false;
}

static bool is_endless(const struct model *model, int index)
{
    const struct step *step = &model->steps[index];
    const struct failure *failure = step->on_failure;
    if (step->pathway == NONE || !step->has_fails || !sense_always(model, &step->fails, 1) || !failure ||
        failure->kind != FAILURE_REPEATS || failure->at_most != NONE)
        return false;
    if (may_be_skipped(model, failure->target, index) || risk_may_end(model, step->pathway))
        return false;
    for (int i = failure->target; i <= index; i++)
        if (may_leave(model, &model->steps[i]) || (i != index && model->steps[i].has_fails))
            return false;
    return true;
}

void check_endless(struct compiler *compiler)
{
    const struct model *model = compiler->model;
    for (int i = 0; i < model->step_count; i++)
        if (is_endless(model, i))
            fault_error(
                compiler->faults, FAULT_ENDLESS, place_of_step(compiler, i),
                "step '%s' always fails and is repeated from '%s' without end; bound it (at_most: and "
                "then:), or let it fail less often",
                model->steps[i].name, model->steps[model->steps[i].on_failure->target].name);
}
