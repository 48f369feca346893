/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sense.h"

/*
 * The order of moments along a pathway. Steps are numbered as they are written, a step before what is inside
 * it: its sub-steps, then its branch, then its routes.
 */

struct cartsim_place place_of_step(const struct compiler *compiler, int step)
{
    const struct tree *name = tree_get(compiler->step_nodes[step], "step");
    return name ? name->place : compiler->step_nodes[step]->place;
}

static bool is_inside(const struct model *model, int step, int around)
{
    while (step != NONE && step != around)
        step = model->steps[step].parent;
    return step == around;
}

int last_inside(const struct model *model, int step)
{
    int last = step;
    while (last + 1 < model->step_count && is_inside(model, last + 1, step))
        last++;
    return last;
}

static bool goes_back(const struct failure *failure, int to)
{
    if (!failure)
        return false;
    if (failure->kind == FAILURE_REPEATS && failure->target <= to)
        return true;
    for (int i = 0; i < failure->branch_count; i++)
        if (goes_back(failure->branches[i], to))
            return true;
    return goes_back(failure->then, to);
}

/* Whether a patient who has come to `from` may come to `to`, written no later, once more. */
static bool leads_back(const struct model *model, int from, int to)
{
    int last = last_inside(model, to);
    for (int i = 0; i < model->step_count; i++) {
        const struct step *step = &model->steps[i];
        if (step->pathway != model->steps[from].pathway || step->risk != model->steps[from].risk)
            continue;
        if (i >= from && (goes_back(step->on_failure, last) || goes_back(step->on_refusal, last)))
            return true;
        if (step->times > 1 && is_inside(model, from, i) && is_inside(model, to, i))
            return true;
    }
    return false;
}

/* The step around (or the same) whose parent is `parent`. */
static int child_towards(const struct model *model, int step, int parent)
{
    while (model->steps[step].parent != parent)
        step = model->steps[step].parent;
    return step;
}

static bool follows_in_list(const struct model *model, int before, int after)
{
    for (int i = model->steps[before].next; i != NONE; i = model->steps[i].next)
        if (i == after)
            return true;
    return false;
}

/* On one passage: `second` comes before `first`, or never with it. */
static bool never_on_one_way(const struct model *model, int first, enum moment first_moment, int second,
                             enum moment second_moment)
{
    if (first == second)
        return second_moment <= first_moment;
    if (is_inside(model, second, first))
        return first_moment == MOMENT_END &&
               model->steps[child_towards(model, second, first)].role != ROLE_ROUTE;
    if (is_inside(model, first, second))
        return second_moment != MOMENT_END ||
               model->steps[child_towards(model, first, second)].role == ROLE_ROUTE;
    int parent = model->steps[first].parent;
    while (parent != NONE && !is_inside(model, second, parent))
        parent = model->steps[parent].parent;
    int a = child_towards(model, first, parent), b = child_towards(model, second, parent);
    if (model->steps[a].role == ROLE_ROUTE && model->steps[b].role == ROLE_ROUTE)
        return !follows_in_list(model, a, b);
    if (model->steps[a].role == model->steps[b].role)
        return follows_in_list(model, b, a);
    return model->steps[a].role == ROLE_ROUTE;
}

bool never_after(const struct model *model, int first, enum moment first_moment, int second,
                 enum moment second_moment)
{
    return never_on_one_way(model, first, first_moment, second, second_moment) &&
           !leads_back(model, first, second);
}

bool sense_always(const struct model *model, const struct number_choice *choice, double number)
{
    if (choice->attribute == NONE)
        return choice->always == number;
    for (int i = 0; i < model->attributes[choice->attribute].value_count; i++)
        if (choice->by_value[i] != number)
            return false;
    return true;
}
