/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/flow.h"

#include <math.h>

/*
 * The walk of a class of patients along its pathway.
 */

/* A risk that may end the pathway of these patients. */
static bool may_end(const struct flow *flow, const struct risk *risk)
{
    bool leaves = risk->leaves != NONE;
    for (int i = 0; i < risk->step_count; i++) {
        const struct step *step = &flow->model->steps[risk->steps[i]];
        leaves = leaves || step->leaves != NONE || step->has_fails || step->on_refusal;
    }
    return leaves && risk->applies[flow->class->pathway];
}

static double greatest_factor(const struct flow *flow, const struct risk *risk)
{
    double factor = 1;
    for (int i = 0; i < risk->factor_count; i++) {
        double most = risk->factors[i].by_value[0];
        for (int k = 1; k < flow->model->attributes[risk->factors[i].attribute].value_count; k++)
            most = fmax(most, risk->factors[i].by_value[k]);
        factor *= most;
    }
    return factor;
}

/* The least share that is left of those who spend so many days under it. */
static double survived(const struct flow *flow, const struct risk *risk, double days)
{
    return risk->is_rate ? exp(-risk->rate * DAY * greatest_factor(flow, risk) * days) : 1;
}

static double outlast(const struct flow *flow, double days)
{
    double share = 1;
    for (int i = 0; i < flow->model->risk_count; i++)
        if (flow->open[i])
            share *= survived(flow, &flow->model->risks[i], days);
    return share;
}

/* What is left of a risk with a chance, which may strike all whom it strikes at once; where the chance
 * depends on the patient, nothing. */
static double spared(const struct risk *risk)
{
    bool plain = risk->chance.attribute == NONE && risk->factor_count == 0 && !risk->recurs;
    return plain ? 1 - risk->chance.always : 0;
}

static bool opens_at(const struct step *step, int risk)
{
    for (int moment = 0; moment < MOMENT_COUNT; moment++)
        for (int i = 0; i < step->marks[moment].count; i++)
            if (step->marks[moment].list[i].kind == MARK_RISK_FROM &&
                step->marks[moment].list[i].index == risk)
                return true;
    return false;
}

/* Whether its window may be open between these steps of a pathway. */
static bool may_strike(const struct flow *flow, int risk, int first, int last)
{
    const struct model *model = flow->model;
    if (flow->open[risk])
        return true;
    for (int i = 0; i < model->step_count; i++)
        if (((i >= first && i <= last) || model->steps[i].risk != NONE) && opens_at(&model->steps[i], risk))
            return true;
    return false;
}

/* The share that no risk takes while a resource is held. */
static double outlast_hold(const struct flow *flow, int step, int resource, double days)
{
    double share = 1;
    int last = last_release(flow->model, step, resource);
    for (int i = 0; i < flow->model->risk_count; i++) {
        const struct risk *risk = &flow->model->risks[i];
        if (may_end(flow, risk) && may_strike(flow, i, step, last))
            share *= risk->is_rate ? survived(flow, risk, days) : spared(risk);
    }
    return share;
}

static void open_window(struct flow *flow, int index)
{
    const struct risk *risk = &flow->model->risks[index];
    if (!may_end(flow, risk) || flow->open[index])
        return;
    flow->open[index] = true;
    if (!risk->is_rate)
        flow->survival *= spared(risk);
}

static void pass_moment(struct flow *flow, const struct marks *marks, bool sure)
{
    for (int i = 0; i < marks->count; i++)
        if (marks->list[i].kind == MARK_RISK_FROM)
            open_window(flow, marks->list[i].index);
        else if (marks->list[i].kind == MARK_RISK_UNTIL && sure)
            flow->open[marks->list[i].index] = false;
}

static void ask(struct flow *flow, int resource, double units, double days)
{
    flow->asked[resource] += units;
    flow->unit_days[resource] += units * days;
}

/* `coming` patients ask for it as if its own queue let them all past. */
static void ask_for(struct flow *flow, int index, int resource, int units, double coming, bool holds)
{
    bool was = flow->full[resource];
    flow->full[resource] = false;
    double count = visits(flow, index), days = least_days(flow, index);
    if (holds) {
        double held = days_held(flow, index, resource);
        ask(flow, resource, coming * units, held * outlast_hold(flow, index, resource, held));
    } else {
        ask(flow, resource, coming * count * units, days / count * outlast(flow, days));
    }
    flow->full[resource] = was;
}

static void ask_all(struct flow *flow, int index, double coming)
{
    const struct step *step = &flow->model->steps[index];
    for (int i = 0; i < step->need_count; i++)
        ask_for(flow, index, step->needs[i].resource, step->needs[i].units, coming, false);
    for (int i = 0; i < step->hold_count; i++)
        ask_for(flow, index, step->holds[i].resource, step->holds[i].units, coming, true);
    for (int i = 0; i < step->book_count; i++)
        ask_for(flow, index, step->books[i].resource, 1, coming, false);
}

static void walk(struct flow *flow, int first, double share, bool sure);

static void walk_step(struct flow *flow, int index, double coming, bool sure)
{
    const struct step *step = &flow->model->steps[index];
    double inside = share_kept(flow, index) > 0 || step->book_count + step->need_count + step->hold_count == 0
                        ? coming * visits(flow, index)
                        : 0;
    pass_moment(flow, &step->marks[MOMENT_ARRIVE], sure);
    pass_moment(flow, &step->marks[MOMENT_START], sure);
    ask_all(flow, index, coming * flow->survival);
    double before = flow->survival;
    walk(flow, step->first_body, inside, sure);
    walk(flow, step->first_meanwhile, inside, sure);
    for (int i = 0; i < step->route_count; i++)
        if (step->route_shares[i].attribute == NONE || !flow->unknown[step->route_shares[i].attribute])
            walk(flow, step->route_first[i], inside * number_for(&step->route_shares[i], flow->values),
                 false);
        else
            walk(flow, step->route_first[i], 0, false);
    double once = before > 0 ? flow->survival / before : 0;
    flow->survival = before * pow(once * outlast(flow, own_days(flow, index)), step->times);
    pass_moment(flow, &step->marks[MOMENT_END], sure);
}

static void walk(struct flow *flow, int first, double share, bool sure)
{
    for (int i = first; i != NONE; i = flow->model->steps[i].next) {
        double least = share_entering(flow, i, false);
        walk_step(flow, i, share * least, sure && least >= 1);
        share *= share_passed(flow, i);
    }
}

void flow_add(struct flow *flow, double weight)
{
    const struct model *model = flow->model;
    flow->survival = 1;
    for (int i = 0; i < model->risk_count; i++) {
        flow->open[i] = false;
        if (model->risks[i].opens_at_referral)
            open_window(flow, i);
    }
    walk(flow, model->pathways[flow->class->pathway].first, weight, true);
}
