/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "properties/plain_state.h"

#include <math.h>

/* A patient comes to a step, waits, starts, and goes on: the list under "pathways" in the reference. */

enum { ROUNDS = 5000 }; /* steps begun at one instant: somebody goes round */

double plain_uniform(const struct plain *plain, const struct person *who, int step, enum aspect aspect)
{
    const struct step *of = &plain->model->steps[step];
    return plain_luck(plain, who, of->purposes[who->class_index * ASPECT_COUNT + (int)aspect],
                      who->places[step].luck - 1);
}

static int64_t drawn(const struct plain *plain, const struct person *who, int step,
                     const struct law_choice *choice, enum aspect aspect)
{
    const struct law *law = law_for(choice, who->values);
    return law ? law_seconds(law, plain_uniform(plain, who, step, aspect)) : 0;
}

bool plain_inside(const struct model *model, int step, int around)
{
    for (int at = step; at != NONE; at = model->steps[at].parent)
        if (model->steps[at].parent == around)
            return true;
    return false;
}

/* What is inside begins as if it had never been reached: no repeat leads there, but a visit or a strike. */
void plain_forget(struct plain *plain, struct person *who, int around)
{
    for (int i = 0; i < plain->model->step_count; i++)
        if (plain_inside(plain->model, i, around))
            who->places[i].reached = who->places[i].branch_ran = false;
}

static bool is_meant(const struct plain *plain, const struct person *who, int step)
{
    const struct step *of = &plain->model->steps[step];
    for (int i = 0; i < of->when_count; i++)
        if (!of->when[i].allowed[who->values[of->when[i].attribute]])
            return false;
    return !of->has_chance ||
           plain_uniform(plain, who, step, ASPECT_CHANCE) < number_for(&of->chance, who->values);
}

static bool is_passed_over(const struct plain *plain, const struct person *who, int step)
{
    const struct step *of = &plain->model->steps[step];
    return of->role == ROLE_MEANWHILE && who->places[of->parent].again && who->places[step].reached &&
           !of->each_time;
}

void plain_begin(struct plain *plain, struct person *who, int step)
{
    struct place *place = &who->places[step];
    if (++plain->steps_at_instant > ROUNDS)
        plain->story->loops = true;
    if (plain->story->loops)
        return;
    bool passed_over = is_passed_over(plain, who, step);
    place->stay++;
    if (!passed_over)
        place->luck++;
    if (passed_over || !is_meant(plain, who, step)) {
        plain_next(plain, who, step);
        return;
    }
    place->visits = 1;
    place->planned = plain->now;
    plain_come(plain, who, step);
}

void plain_come(struct plain *plain, struct person *who, int step)
{
    const struct step *of = &plain->model->steps[step];
    struct place *place = &who->places[step];
    uint32_t stay = place->stay;
    place->reached = true;
    place->attended = false;
    plain_tell(plain, who, PLAIN_ARRIVE, step);
    plain_marks(plain, who, step, MOMENT_ARRIVE);
    if (who->gone || place->stay != stay)
        return;
    int64_t notice = law_given(&of->notice) ? drawn(plain, who, step, &of->notice, ASPECT_NOTICE) : 0;
    place->earliest = plain->now + notice;
    if (notice > 0 && !of->book_count) {
        place->standing = IN_NOTICE;
        place->due = place->earliest;
    } else {
        plain_fitness(plain, who, step);
    }
}

void plain_fitness(struct plain *plain, struct person *who, int step)
{
    if (plain->model->steps[step].fit && who->unfit)
        who->places[step].standing = UNFIT;
    else
        plain_ask(plain, who, step);
}

void plain_ask(struct plain *plain, struct person *who, int step)
{
    struct place *place = &who->places[step];
    const struct step *of = &plain->model->steps[step];
    bool books = of->book_count && !place->attended;
    if (!books && !of->need_count && !of->hold_count) {
        plain_start(plain, who, step);
        return;
    }
    place->standing = ASKING;
    place->heard_now = false;
    place->asked = plain->now;
}

static void start_branch(struct plain *plain, struct person *who, int step)
{
    struct place *place = &who->places[step];
    if (place->visits == 1)
        place->repeated = place->branch_ran;
    if (place->branch_runs)
        return;
    place->again = place->repeated;
    place->branch_ran = place->branch_runs = true;
    plain_begin(plain, who, plain->model->steps[step].first_meanwhile);
}

static bool is_still_there(const struct person *who, const struct place *place, uint32_t stay)
{
    return !who->gone && place->stay == stay && place->standing == RUNNING;
}

/* No time at all is over at once, but beside steps only when what ends at this instant ends. */
static void start_time(struct plain *plain, struct person *who, int step)
{
    const struct step *of = &plain->model->steps[step];
    struct place *place = &who->places[step];
    if (!place->own)
        return;
    place->due = plain->now + drawn(plain, who, step, &of->takes, ASPECT_TAKES);
    place->own = place->due > plain->now || place->body;
}

/* The branch sets out before the steps. */
void plain_start(struct plain *plain, struct person *who, int step)
{
    const struct step *of = &plain->model->steps[step];
    struct place *place = &who->places[step];
    uint32_t stay = place->stay;
    place->standing = RUNNING;
    place->starting = true;
    for (int i = 0; i < of->release_count; i++)
        plain_release(plain, who, of->releases[i]);
    plain_tell(plain, who, PLAIN_START, step);
    plain_marks(plain, who, step, MOMENT_START);
    place->own = law_given(&of->takes);
    place->body = of->first_body != NONE;
    place->branch = of->first_meanwhile != NONE;
    place->due = INT64_MAX;
    start_time(plain, who, step);
    if (place->branch)
        start_branch(plain, who, step);
    if (place->body && is_still_there(who, place, stay))
        plain_begin(plain, who, of->first_body);
    if (!is_still_there(who, place, stay))
        return;
    place->starting = false;
    plain_try_end(plain, who, step);
}

void plain_try_end(struct plain *plain, struct person *who, int step)
{
    const struct step *of = &plain->model->steps[step];
    const struct place *place = &who->places[step];
    if (place->standing != RUNNING || place->starting || place->own || place->body || place->branch)
        return;
    for (int i = 0; i < of->extended_count; i++)
        if (who->dangers[of->extended_by[i]].active)
            return;
    plain_end(plain, who, step);
}

void plain_branch_ends(struct plain *plain, struct person *who, int around)
{
    struct place *place = &who->places[around];
    place->branch_runs = false;
    if (!place->branch)
        return;
    place->branch = false;
    plain_try_end(plain, who, around);
}

void plain_next(struct plain *plain, struct person *who, int step)
{
    const struct step *of = &plain->model->steps[step];
    who->places[step].standing = AWAY;
    if (of->next != NONE) {
        plain_begin(plain, who, of->next);
        return;
    }
    switch (of->role) {
    case ROLE_TOP: plain_leave(plain, who, OUTCOME_COMPLETED); break;
    case ROLE_BODY:
        who->places[of->parent].body = false;
        plain_try_end(plain, who, of->parent);
        break;
    case ROLE_MEANWHILE: plain_branch_ends(plain, who, of->parent); break;
    case ROLE_ROUTE: plain_routed(plain, who, of->parent); break;
    case ROLE_RISK: plain_over(plain, who, of->risk); break;
    }
}

void plain_leave(struct plain *plain, struct person *who, int outcome)
{
    who->gone = true;
    plain_tell(plain, who, PLAIN_EXIT, outcome);
    for (int i = 0; i < plain->model->step_count; i++) {
        plain_give_back(plain, who, i);
        plain_cancel(plain, who, i);
        who->places[i].standing = AWAY;
    }
    for (int i = 0; i < plain->model->resource_count; i++)
        plain_release(plain, who, i);
}
