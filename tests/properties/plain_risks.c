/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "properties/plain_state.h"

#include <math.h>

/* Risks: a window opens, something strikes, has steps of its own, is over. */

double plain_hazard(const struct plain *plain, const struct person *who, int risk)
{
    const struct risk *of = &plain->model->risks[risk];
    double rate = of->rate;
    for (int i = 0; i < of->factor_count; i++)
        rate *= of->factors[i].by_value[who->values[of->factors[i].attribute]];
    return rate;
}

static void plan_rate(struct plain *plain, struct person *who, int risk)
{
    struct danger *danger = &who->dangers[risk];
    double rate = plain_hazard(plain, who, risk);
    danger->since = plain->now;
    danger->due =
        rate > 0 && danger->left / rate < 1e12 ? plain->now + llround(danger->left / rate) : INT64_MAX;
}

void plain_replan(struct plain *plain, struct person *who, int risk, double before)
{
    struct danger *danger = &who->dangers[risk];
    if (!plain->model->risks[risk].is_rate || !danger->planned || plain_hazard(plain, who, risk) == before)
        return;
    danger->left -= before * (double)(plain->now - danger->since);
    if (danger->left < 0)
        danger->left = 0;
    plan_rate(plain, who, risk);
}

static void plan(struct plain *plain, struct person *who, int risk)
{
    const struct risk *of = &plain->model->risks[risk];
    const uint64_t *purposes = of->purposes + 2 * who->class_index;
    struct danger *danger = &who->dangers[risk];
    double u = plain_luck(plain, who, purposes[0], danger->draws);
    if (of->is_rate) {
        danger->planned = true;
        danger->left = -log(u);
        plan_rate(plain, who, risk);
    } else if (u < number_for(&of->chance, who->values)) {
        const struct law *after = law_for(&of->after, who->values);
        danger->planned = true;
        danger->due =
            plain->now + (after ? law_seconds(after, plain_luck(plain, who, purposes[1], danger->draws)) : 0);
    }
    danger->draws++;
}

void plain_open_window(struct plain *plain, struct person *who, int risk)
{
    struct danger *danger = &who->dangers[risk];
    if (danger->open || !plain->model->risks[risk].applies[who->class->pathway])
        return;
    danger->open = true;
    if (danger->active)
        danger->owed = true;
    else
        plan(plain, who, risk);
}

void plain_marks(struct plain *plain, struct person *who, int step, enum moment moment)
{
    const struct marks *marks = &plain->model->steps[step].marks[moment];
    for (int i = 0; i < marks->count; i++) {
        struct danger *danger = &who->dangers[marks->list[i].index];
        if (marks->list[i].kind == MARK_RISK_UNTIL)
            danger->open = danger->planned = danger->owed = false;
        if (marks->list[i].kind == MARK_RISK_FROM)
            plain_open_window(plain, who, marks->list[i].index);
    }
}

/* Who falls ill while queueing for a step that asks for fitness leaves the queue. */
static void fall_ill(struct plain *plain, struct person *who)
{
    for (int i = 0; i < plain->model->step_count; i++) {
        struct place *place = &who->places[i];
        bool waits = place->standing == ASKING || place->standing == QUEUEING;
        if (waits && plain->model->steps[i].fit)
            place->standing = UNFIT;
    }
}

void plain_strike(struct plain *plain, struct person *who, int risk)
{
    const struct risk *of = &plain->model->risks[risk];
    who->dangers[risk].planned = false;
    who->dangers[risk].active = true;
    plain_tell(plain, who, PLAIN_STRIKE, risk);
    plain_sets(plain, who, of->sets, of->set_count);
    if (of->unfit && who->unfit++ == 0)
        fall_ill(plain, who);
    for (int i = 0; i < of->step_count; i++)
        who->places[of->steps[i]].reached = who->places[of->steps[i]].branch_ran = false;
    if (of->first != NONE)
        plain_begin(plain, who, of->first);
    else
        plain_over(plain, who, risk);
}

static void recover(struct plain *plain, struct person *who)
{
    for (int i = 0; i < plain->model->step_count && !who->gone && !who->unfit; i++)
        if (who->places[i].standing == UNFIT)
            plain_ask(plain, who, i);
}

void plain_over(struct plain *plain, struct person *who, int risk)
{
    const struct risk *of = &plain->model->risks[risk];
    struct danger *danger = &who->dangers[risk];
    danger->active = false;
    plain_tell(plain, who, PLAIN_OVER, risk);
    if (of->leaves != NONE) {
        plain_leave(plain, who, of->leaves);
        return;
    }
    if (danger->owed || (danger->open && of->recurs))
        plan(plain, who, risk);
    danger->owed = false;
    if (of->unfit && --who->unfit == 0)
        recover(plain, who);
    for (int i = 0; i < plain->model->step_count && !who->gone; i++)
        for (int k = 0; k < plain->model->steps[i].extended_count; k++)
            if (plain->model->steps[i].extended_by[k] == risk)
                plain_try_end(plain, who, i);
}
