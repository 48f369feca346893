/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sense.h"

/*
 * Steps that no patient can come to.
 */

static bool list_ends(const struct model *model, int first);

/* True when each patient who could go on after the step has left the pathway in it. */
static bool ends(const struct model *model, int index)
{
    const struct step *step = &model->steps[index];
    bool all = step->route_count > 0;
    if (step->when_count > 0 || step->has_chance || step->on_refusal)
        return false;
    if (step->leaves != NONE || list_ends(model, step->first_body) || list_ends(model, step->first_meanwhile))
        return true;
    if (step->has_fails && sense_always(model, &step->fails, 1) && step->on_failure &&
        step->on_failure->kind == FAILURE_LEAVES)
        return true;
    for (int i = 0; i < step->route_count; i++)
        all =
            all && (sense_always(model, &step->route_shares[i], 0) || list_ends(model, step->route_first[i]));
    return all;
}

static bool list_ends(const struct model *model, int first)
{
    for (int i = first; i != NONE; i = model->steps[i].next)
        if (ends(model, i))
            return true;
    return false;
}

static void unreached(struct compiler *compiler, int step, const char *why, const char *of)
{
    fault_warning(compiler->faults, WARNING_NOBODY, place_of_step(compiler, step),
                  "step '%s' is reached by nobody: %s%s", compiler->model->steps[step].name, why, of);
}

static bool is_possible(const struct model *model, const struct condition *condition)
{
    for (int i = 1; i < model->attributes[condition->attribute].value_count; i++)
        if (condition->allowed[i])
            return true;
    return false;
}

/* Why the step is always skipped, has been said. */
static bool is_barred(struct compiler *compiler, int index)
{
    const struct model *model = compiler->model;
    const struct step *step = &model->steps[index];
    if (step->has_chance && sense_always(model, &step->chance, 0)) {
        unreached(compiler, index, "its chance is 0; to switch it off write enabled: false", "");
        return true;
    }
    for (int i = 0; i < step->when_count; i++)
        if (!is_possible(model, &step->when[i])) {
            unreached(compiler, index, "nobody has a value that when: asks for of ",
                      model->attributes[step->when[i].attribute].name);
            return true;
        }
    return false;
}

static void check_list(struct compiler *compiler, int first)
{
    const struct model *model = compiler->model;
    for (int i = first; i != NONE; i = model->steps[i].next) {
        const struct step *step = &model->steps[i];
        if (!is_barred(compiler, i)) {
            check_list(compiler, step->first_body);
            check_list(compiler, step->first_meanwhile);
            for (int k = 0; k < step->route_count; k++)
                if (step->route_first[k] != NONE && sense_always(model, &step->route_shares[k], 0))
                    unreached(compiler, step->route_first[k], "its branch has a share of 0 in step ",
                              step->name);
                else
                    check_list(compiler, step->route_first[k]);
        }
        if (step->next != NONE && ends(model, i)) {
            unreached(compiler, step->next, "every patient has left by the end of step ", step->name);
            return;
        }
    }
}

void check_reach(struct compiler *compiler)
{
    const struct model *model = compiler->model;
    for (int i = 0; i < model->pathway_count; i++)
        check_list(compiler, model->pathways[i].first);
    for (int i = 0; i < model->risk_count; i++)
        check_list(compiler, model->risks[i].first);
}
