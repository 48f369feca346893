/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/flow.h"

#include <math.h>

/*
 * Bounds on single steps: who comes to it, who goes on from it, how long it lasts.
 */

static double number_bound(const struct flow *flow, const struct number_choice *choice, bool most)
{
    if (choice->attribute == NONE || !flow->unknown[choice->attribute])
        return number_for(choice, flow->values);
    double bound = choice->by_value[0];
    for (int i = 1; i < flow->model->attributes[choice->attribute].value_count; i++)
        bound = most ? fmax(bound, choice->by_value[i]) : fmin(bound, choice->by_value[i]);
    return bound;
}

static double mean_of(const struct law *law)
{
    return law ? law_mean(law) / DAY : 0;
}

static double days_bound(const struct flow *flow, const struct law_choice *choice, bool most)
{
    if (choice->attribute == NONE)
        return mean_of(choice->always);
    if (!flow->unknown[choice->attribute])
        return mean_of(law_for(choice, flow->values));
    double bound = mean_of(choice->by_value[0]);
    for (int i = 1; i < flow->model->attributes[choice->attribute].value_count; i++) {
        double days = mean_of(choice->by_value[i]);
        bound = most ? fmax(bound, days) : fmin(bound, days);
    }
    return bound;
}

double share_entering(const struct flow *flow, int index, bool most)
{
    const struct step *step = &flow->model->steps[index];
    double share = step->has_chance ? number_bound(flow, &step->chance, most) : 1;
    for (int i = 0; i < step->when_count; i++) {
        int attribute = step->when[i].attribute;
        bool meets = flow->unknown[attribute] ? most : step->when[i].allowed[flow->values[attribute]];
        share = meets ? share : 0;
    }
    return share;
}

/* A repeat counts as lost: only the first passage is looked at. */
static double share_lost(const struct flow *flow, const struct failure *failure)
{
    double lost = 0;
    if (!failure || failure->kind == FAILURE_LEAVES || failure->kind == FAILURE_REPEATS)
        return 1;
    for (int i = 0; i < failure->branch_count; i++)
        lost += number_bound(flow, &failure->shares[i], true) * share_lost(flow, failure->branches[i]);
    return fmin(lost, 1);
}

static double list_passed(const struct flow *flow, int first)
{
    double share = 1;
    for (int i = first; i != NONE; i = flow->model->steps[i].next)
        share *= share_passed(flow, i);
    return share;
}

static double routes_passed(const struct flow *flow, const struct step *step)
{
    double share = 0;
    for (int i = 0; i < step->route_count; i++)
        share += number_bound(flow, &step->route_shares[i], false) * list_passed(flow, step->route_first[i]);
    return step->route_count > 0 ? share : 1;
}

static bool is_let_past(const struct flow *flow, int resource)
{
    return !flow->full[resource] && flow->model->resources[resource].queue_max == NONE;
}

static bool gets_all(const struct flow *flow, const struct step *step)
{
    for (int i = 0; i < step->need_count; i++)
        if (!is_let_past(flow, step->needs[i].resource))
            return false;
    for (int i = 0; i < step->hold_count; i++)
        if (!is_let_past(flow, step->holds[i].resource))
            return false;
    for (int i = 0; i < step->book_count; i++)
        if (!is_let_past(flow, step->books[i].resource))
            return false;
    return true;
}

static double kept_once(const struct flow *flow, int index)
{
    const struct step *step = &flow->model->steps[index];
    if (step->leaves != NONE || !gets_all(flow, step))
        return 0;
    double fails =
        step->has_fails ? number_bound(flow, &step->fails, true) * share_lost(flow, step->on_failure) : 0;
    return (1 - fails) * list_passed(flow, step->first_body) * list_passed(flow, step->first_meanwhile) *
           routes_passed(flow, step);
}

double share_kept(const struct flow *flow, int index)
{
    return pow(kept_once(flow, index), flow->model->steps[index].times);
}

double share_passed(const struct flow *flow, int index)
{
    return 1 - share_entering(flow, index, true) * (1 - share_kept(flow, index));
}

double visits(const struct flow *flow, int index)
{
    int times = flow->model->steps[index].times;
    double kept = times > 1 ? kept_once(flow, index) : 1;
    return kept < 1 ? (1 - pow(kept, times)) / (1 - kept) : times;
}

static double list_days(const struct flow *flow, int first)
{
    double days = 0, share = 1;
    for (int i = first; i != NONE; i = flow->model->steps[i].next) {
        days += share * share_entering(flow, i, false) * least_days(flow, i);
        share *= share_passed(flow, i);
    }
    return days;
}

double least_days(const struct flow *flow, int index)
{
    const struct step *step = &flow->model->steps[index];
    double inside = fmax(list_days(flow, step->first_body), list_days(flow, step->first_meanwhile));
    return fmax(days_bound(flow, &step->takes, false), inside) * visits(flow, index);
}

double own_days(const struct flow *flow, int index)
{
    const struct step *step = &flow->model->steps[index];
    return days_bound(flow, &step->notice, true) + days_bound(flow, &step->takes, true) +
           days_bound(flow, &step->every, true);
}

/* ---- what is held */

static bool step_releases(const struct step *step, int resource)
{
    for (int i = 0; i < step->release_count; i++)
        if (step->releases[i] == resource)
            return true;
    return false;
}

int last_release(const struct model *model, int held, int resource)
{
    const struct pathway *pathway = &model->pathways[model->steps[held].pathway];
    int last = held, all = held;
    for (int i = 0; i < pathway->step_count; i++) {
        all = pathway->steps[i] > all ? pathway->steps[i] : all;
        if (step_releases(&model->steps[pathway->steps[i]], resource) && pathway->steps[i] > last)
            last = pathway->steps[i];
    }
    return last > held ? last : all;
}

static bool released_inside(const struct model *model, int index, int resource)
{
    for (int i = index; i <= last_inside(model, index); i++)
        if (step_releases(&model->steps[i], resource))
            return true;
    return false;
}

static bool released_in_list(const struct model *model, int first, int resource)
{
    for (int i = first; i != NONE; i = model->steps[i].next)
        if (released_inside(model, i, resource))
            return true;
    return false;
}

/* Along a list up to the release; *share is of those who still hold it. */
static double list_held(const struct flow *flow, int first, int resource, double *share)
{
    const struct model *model = flow->model;
    double days = 0;
    for (int i = first; i != NONE && *share > 0; i = model->steps[i].next) {
        const struct step *step = &model->steps[i];
        double enter = *share * share_entering(flow, i, false), all = 1;
        if (!released_inside(model, i, resource)) {
            days += enter * least_days(flow, i);
            *share *= share_passed(flow, i);
            continue;
        }
        *share = 0;
        bool body = released_in_list(model, step->first_body, resource);
        bool beside = released_in_list(model, step->first_meanwhile, resource);
        if (!step_releases(step, resource) && body && !beside)
            days += enter * list_passed(flow, step->first_meanwhile) *
                    list_held(flow, step->first_body, resource, &all);
        else if (!step_releases(step, resource) && beside && !body)
            days += enter * list_passed(flow, step->first_body) *
                    list_held(flow, step->first_meanwhile, resource, &all);
    }
    return days;
}

double days_held(const struct flow *flow, int index, int resource)
{
    const struct model *model = flow->model;
    for (int i = 0; i < model->step_count; i++)
        if (model->steps[i].risk != NONE && step_releases(&model->steps[i], resource))
            return 0;
    if (released_inside(model, index, resource))
        return 0;
    double days = least_days(flow, index), share = share_kept(flow, index);
    for (int at = index; at != NONE && share > 0; at = model->steps[at].parent) {
        if (at != index)
            share *= share_kept(flow, at);
        days += list_held(flow, model->steps[at].next, resource, &share);
        if (model->steps[at].parent != NONE && released_inside(model, model->steps[at].parent, resource))
            return days;
    }
    return days;
}
