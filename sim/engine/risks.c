/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/state.h"

#include <math.h>

/*
 * Risks: a window opens, something may strike while it is open, and what it starts may outlast the window.
 *
 * A rate is a hazard: the strike comes when the cumulative hazard reaches -ln(u), so that a change of the
 * rate on the way changes only when, never whose luck. A chance is drawn when the window opens. A risk
 * strikes once each time its window opens; one that recurs may strike again once its own steps have ended. It
 * never strikes during them: a window that opens then counts from their end.
 */

static int timer_of(const struct simulation *sim, int risk)
{
    return sim->model->strand_count + risk;
}

static double hazard(const struct risk *risk, const struct patient *patient)
{
    double rate = risk->rate;
    for (int i = 0; i < risk->factor_count; i++)
        rate *= risk->factors[i].by_value[patient->values[risk->factors[i].attribute]];
    return rate;
}

static void plan_by_rate(struct simulation *sim, struct patient *patient, int risk)
{
    struct risk_state *state = &patient->risks[risk];
    double rate = hazard(&sim->model->risks[risk], patient), wait = rate > 0 ? state->left / rate : HUGE_VAL;
    state->since = sim->now;
    if (wait < 1e12)
        timer_set(sim, patient, timer_of(sim, risk), sim->now + law_nearest(wait), PHASE_END);
    else
        timer_cancel(sim, patient, timer_of(sim, risk));
}

static void plan(struct simulation *sim, struct patient *patient, int risk)
{
    const struct risk *of = &sim->model->risks[risk];
    struct risk_state *state = &patient->risks[risk];
    const uint64_t *purposes = of->purposes + 2 * patient->class_index;
    double u = luck(sim, purposes[0], patient, state->draws);
    state->pending = true;
    if (of->is_rate) {
        state->left = -log(u);
        plan_by_rate(sim, patient, risk);
    } else if (u < number_for(&of->chance, patient->values)) {
        const struct law *after = law_for(&of->after, patient->values);
        int64_t wait = after ? law_seconds(after, luck(sim, purposes[1], patient, state->draws)) : 0;
        timer_set(sim, patient, timer_of(sim, risk), sim->now + wait, PHASE_END);
    }
    state->draws++;
}

void risk_open(struct simulation *sim, struct patient *patient, int risk)
{
    const struct risk *of = &sim->model->risks[risk];
    struct risk_state *state = &patient->risks[risk];
    if (state->open || !of->applies[sim->model->classes[patient->class_index].pathway])
        return;
    state->open = true;
    state->owed = state->active;
    if (!state->active)
        plan(sim, patient, risk);
}

void risk_close(struct simulation *sim, struct patient *patient, int risk)
{
    patient->risks[risk].open = patient->risks[risk].pending = false;
    timer_cancel(sim, patient, timer_of(sim, risk));
}

void risk_strike(struct simulation *sim, struct patient *patient, int risk)
{
    const struct risk *of = &sim->model->risks[risk];
    struct risk_state *state = &patient->risks[risk];
    state->active = true;
    state->pending = false;
    state->struck = sim->now;
    patient->unfit += of->unfit;
    record_event(sim, patient, HAPPENING_STRIKE, risk, 0);
    if (patient->observed)
        count(sim, sim->at.strikes, risk, 1);
    walk_sets(sim, patient, of->sets, of->set_count);
    if (of->unfit)
        walk_unfit(sim, patient);
    for (int i = 0; i < of->step_count; i++)
        walk_forget(sim, patient, of->steps[i]);
    if (of->first != NONE)
        walk_begin(sim, patient, of->strand, of->first);
    else
        risk_over(sim, patient, risk);
}

void risk_over(struct simulation *sim, struct patient *patient, int risk)
{
    const struct risk *of = &sim->model->risks[risk];
    struct risk_state *state = &patient->risks[risk];
    state->active = false;
    patient->unfit -= of->unfit;
    record_event(sim, patient, HAPPENING_OVER, risk, 0);
    if (patient->observed)
        record_value(sim, sim->series.lasts + risk, sim->now - state->struck);
    if (of->leaves != NONE) {
        if (sim->may_tangle)
            deadlock_look_before(sim, patient);
        patient_leave(sim, patient, of->leaves);
        return;
    }
    if (state->open && (of->recurs || state->owed)) {
        state->owed = false;
        plan(sim, patient, risk);
    }
    if (of->unfit)
        walk_fitness(sim, patient);
    if (of->extends && !patient->gone)
        walk_extended(sim, patient, risk);
}

static bool depends_on(const struct risk *risk, int attribute)
{
    for (int i = 0; i < risk->factor_count; i++)
        if (risk->factors[i].attribute == attribute)
            return risk->is_rate;
    return false;
}

/* An attribute changes: hazards that depend on it go on from here with what is left of theirs. */
void risk_set_attribute(struct simulation *sim, struct patient *patient, int attribute, int value)
{
    for (int i = 0; i < sim->model->risk_count; i++) {
        struct risk_state *state = &patient->risks[i];
        if (!state->pending || !depends_on(&sim->model->risks[i], attribute))
            continue;
        state->left -= (double)(sim->now - state->since) * hazard(&sim->model->risks[i], patient);
        state->left = state->left > 0 ? state->left : 0;
    }
    patient->values[attribute] = (uint16_t)value;
    for (int i = 0; i < sim->model->risk_count; i++)
        if (patient->risks[i].pending && depends_on(&sim->model->risks[i], attribute))
            plan_by_rate(sim, patient, i);
}
