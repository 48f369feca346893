/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "properties/plain_state.h"

/* The end of a step and what it may bring: "What happens to a patient at a step", 4, and "Failing". */

void plain_sets(struct plain *plain, struct person *who, const struct setting *sets, int count)
{
    for (int i = 0; i < count; i++) {
        double before[RISKS_MAX];
        for (int r = 0; r < plain->model->risk_count; r++)
            before[r] = plain_hazard(plain, who, r);
        who->values[sets[i].attribute] = (uint16_t)sets[i].value;
        for (int r = 0; r < plain->model->risk_count; r++)
            plain_replan(plain, who, r, before[r]);
    }
}

static int chosen(const struct number_choice *shares, int count, const struct person *who, double u)
{
    double sum = 0;
    for (int i = 0; i < count - 1; i++) {
        sum += number_for(&shares[i], who->values);
        if (u < sum)
            return i;
    }
    return count - 1;
}

static void next_visit(struct plain *plain, struct person *who, int step)
{
    const struct step *of = &plain->model->steps[step];
    struct place *place = &who->places[step];
    const struct law *every = law_for(&of->every, who->values);
    if (place->visits < of->times) {
        place->planned += law_seconds(every, plain_uniform(plain, who, step, ASPECT_EVERY));
        place->standing = AWAITS_VISIT;
        place->due = place->planned;
    } else if (of->leaves != NONE) {
        plain_leave(plain, who, of->leaves);
    } else {
        plain_next(plain, who, step);
    }
}

void plain_routed(struct plain *plain, struct person *who, int step)
{
    next_visit(plain, who, step);
}

static void succeed(struct plain *plain, struct person *who, int step)
{
    const struct step *of = &plain->model->steps[step];
    plain_sets(plain, who, of->sets, of->set_count);
    if (of->route_count) {
        double u = plain_uniform(plain, who, step, ASPECT_ROUTE);
        int first = of->route_first[chosen(of->route_shares, of->route_count, who, u)];
        who->places[step].standing = ROUTED;
        if (first != NONE) {
            plain_begin(plain, who, first);
            return;
        }
    }
    next_visit(plain, who, step);
}

void plain_end(struct plain *plain, struct person *who, int step)
{
    const struct step *of = &plain->model->steps[step];
    plain_give_back(plain, who, step);
    plain_tell(plain, who, PLAIN_END, step);
    plain_marks(plain, who, step, MOMENT_END);
    if (of->has_fails && plain_uniform(plain, who, step, ASPECT_FAILS) < number_for(&of->fails, who->values))
        plain_follow(plain, who, step, of->on_failure, false);
    else
        succeed(plain, who, step);
}

/* ---- failing */

/* The step that stands in the same list as `target`, or NONE: `step` itself or one around it. */
static int beside(const struct model *model, int step, int target)
{
    for (int at = step; at != NONE; at = model->steps[at].parent)
        for (int next = target; next != NONE; next = model->steps[next].next)
            if (next == at)
                return at;
    return NONE;
}

static void leave_step(struct plain *plain, struct person *who, int step)
{
    struct place *place = &who->places[step];
    plain_give_back(plain, who, step);
    plain_cancel(plain, who, step);
    place->standing = AWAY;
    place->own = place->body = place->branch = false;
    place->stay++;
}

/* Whether the step runs in a branch beside the list of `target`. */
static bool is_in_branch(const struct model *model, int step, int target)
{
    bool in_branch = false;
    for (int at = step; at != beside(model, step, target); at = model->steps[at].parent)
        in_branch |= model->steps[at].role == ROLE_MEANWHILE;
    return in_branch;
}

/* Back along the lists in which the step stands. */
static void go_back(struct plain *plain, struct person *who, int step, int target)
{
    int last = beside(plain->model, step, target);
    for (int at = step;; at = plain->model->steps[at].parent) {
        leave_step(plain, who, at);
        if (at == last)
            break;
    }
    plain_begin(plain, who, target);
}

/* Where the list of `target` stands now: the step of it that is under way, or NONE. */
static int standing_in_list(const struct model *model, const struct person *who, int target)
{
    for (int i = 0; i < model->step_count; i++)
        if (model->steps[i].parent == model->steps[target].parent &&
            model->steps[i].role == model->steps[target].role && beside(model, i, target) == i &&
            who->places[i].standing != AWAY)
            return i;
    return NONE;
}

/* The steps of the list from `from` on are left, with all inside but what runs beside them in branches. */
static void leave_lists(struct plain *plain, struct person *who, int from)
{
    const struct model *model = plain->model;
    for (int i = 0; i < model->step_count; i++) {
        bool in_branch = false;
        for (int at = i; at != from && at != NONE; at = model->steps[at].parent)
            in_branch |= model->steps[at].role == ROLE_MEANWHILE;
        if ((i == from || (plain_inside(model, i, from) && !in_branch)) && who->places[i].standing != AWAY)
            leave_step(plain, who, i);
    }
}

/* A step of a branch sends the pathway back; false where the pathway stands before the target already. The
 * branch ends there. */
static bool send_back(struct plain *plain, struct person *who, int step, int target)
{
    const struct model *model = plain->model;
    int stands = standing_in_list(model, who, target), at = step;
    if (stands == NONE)
        return false;
    leave_lists(plain, who, stands);
    for (leave_step(plain, who, at); model->steps[at].role != ROLE_MEANWHILE; leave_step(plain, who, at))
        at = model->steps[at].parent;
    plain_branch_ends(plain, who, model->steps[at].parent);
    if (!who->gone)
        plain_begin(plain, who, target);
    return true;
}

static void repeat(struct plain *plain, struct person *who, int step, int target, bool refused)
{
    if (!is_in_branch(plain->model, step, target))
        go_back(plain, who, step, target);
    else if (send_back(plain, who, step, target))
        return;
    else if (refused)
        plain_next(plain, who, step);
    else
        succeed(plain, who, step);
}

void plain_follow(struct plain *plain, struct person *who, int step, const struct failure *failure,
                  bool refused)
{
    plain_sets(plain, who, failure->sets, failure->set_count);
    switch (failure->kind) {
    case FAILURE_LEAVES: plain_leave(plain, who, failure->outcome); break;
    case FAILURE_CONTINUES:
        if (refused)
            plain_next(plain, who, step);
        else
            succeed(plain, who, step);
        break;
    case FAILURE_ONE_OF: {
        double u = plain_luck(plain, who, failure->purposes[who->class_index], who->places[step].luck - 1);
        int branch = chosen(failure->shares, failure->branch_count, who, u);
        plain_follow(plain, who, step, failure->branches[branch], refused);
        break;
    }
    case FAILURE_REPEATS:
        if (failure->at_most == NONE || who->repeats[failure->repeats]++ < failure->at_most)
            repeat(plain, who, step, failure->target, refused);
        else
            plain_follow(plain, who, step, failure->then, refused);
        break;
    }
}
