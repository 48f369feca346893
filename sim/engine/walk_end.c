/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/walk_end.h"

/*
 * What may belong to the end of a step, and what follows it: joining, giving back, failing, branching, the
 * next visit, the end of the list. Most steps have none of it.
 */

/* ---- joining */

/* A risk that keeps the step from ending, or NONE. */
static int extended_by(const struct walk *at)
{
    for (int i = 0; i < at->station->step->extended_count; i++)
        if (at->patient->risks[at->station->step->extended_by[i]].active)
            return at->station->step->extended_by[i];
    return NONE;
}

/* The time since `since` belongs to the strand that was waited for. */
static void credit(const struct walk *at)
{
    struct strand *strand = at->strand;
    if (strand->joined_by == NONE)
        return;
    if (strand->joined_by == at->station->step->body_strand_timer)
        journal_replace(at->sim, at->patient, at->number, at->station->step->key_takes, strand->join_since);
    else
        journal_take_over(at->sim, at->patient, at->number, strand->joined_by, strand->join_since);
    strand->joined_by = NONE;
}

static void wait_to_join(const struct walk *at, int risk)
{
    if (at->strand->waiting == WAITING_JOIN)
        return;
    at->strand->waiting = WAITING_JOIN;
    at->strand->joined_by = NONE;
    at->strand->finished = at->sim->now;
    journal_write(at->sim, at->patient, at->number, at->station->step->key_joins);
    walk_tell(at, (struct told){.what = TALE_JOINS, .index = risk});
}

enum stage walk_join(struct walk *at)
{
    if (walk_has(at, HAS_PROGRESS) && walk_progress(at)->parts) {
        wait_to_join(at, NONE);
        return STAGE_WAIT;
    }
    credit(at);
    at->strand->waiting = WAITING_IDLE;
    int risk = extended_by(at);
    if (risk == NONE)
        return STAGE_END;
    wait_to_join(at, risk);
    return STAGE_WAIT;
}

void walk_part_over(struct simulation *sim, struct patient *patient, int step, int part, int by)
{
    const struct step *of = &sim->model->steps[step];
    struct progress *progress = &patient->progress[sim->stations[step].progress];
    struct strand *strand = &patient->strands[of->strand];
    if (!progress->open)
        return; /* the step was left by a repeat: what ran beside it ends by itself */
    progress->parts &= (uint8_t)~part;
    if (strand->step != step || strand->waiting != WAITING_JOIN)
        return;
    strand->joined_by = by;
    strand->join_since = progress->started;
    if (progress->parts == 0)
        walk_from(sim, patient, of->strand, STAGE_FINISH);
}

/* ---- giving back and stopping */

static void close_container(struct simulation *sim, struct patient *patient, int step)
{
    const struct step *of = &sim->model->steps[step];
    if (sim->stations[step].progress != NONE)
        patient->progress[sim->stations[step].progress].open = false;
    if (of->body_strand_timer != NONE) {
        timer_cancel(sim, patient, of->body_strand_timer);
        patient->strands[of->body_strand_timer].step = NONE;
    }
}

/* In one list, for a step that has the target's list among those around it. */
static bool is_beside(const struct model *model, int step, int target)
{
    return model->steps[step].parent == model->steps[target].parent &&
           model->steps[step].role == model->steps[target].role;
}

/* Stops what the strand is doing and leaves the steps around it, up to the list in which `target` stands. */
static void unwind(struct simulation *sim, struct patient *patient, int strand, int target)
{
    const struct model *model = sim->model;
    struct strand *of = &patient->strands[strand];
    units_withdraw(sim, patient, strand);
    timer_cancel(sim, patient, strand);
    journal_cut(sim, patient, strand);
    for (int step = of->step; step != NONE && model->steps[step].strand == strand;
         step = model->steps[step].parent) {
        units_give_back_needs(sim, patient, &sim->stations[step]);
        slots_cancel(sim, patient, step);
        close_container(sim, patient, step);
        if (is_beside(model, step, target))
            break;
    }
    of->waiting = WAITING_IDLE;
    of->attended = of->visiting = false;
    of->joined_by = NONE;
    of->sent_back++;
}

/* ---- failing */

static int chosen_branch(const struct number_choice *shares, int branches, const uint16_t *values, double u)
{
    double sum = 0;
    for (int i = 0; i < branches; i++) {
        sum += number_for(&shares[i], values);
        if (u < sum)
            return i;
    }
    return branches - 1;
}

/* Whether the strand stands, within steps or not, at `target` or after it in its list. */
static bool is_at_or_after(const struct model *model, int step, int target)
{
    for (; step != NONE; step = model->steps[step].parent)
        if (is_beside(model, step, target))
            return step >= target;
    return false;
}

/* The branch ends at its failing step, whatever stands around that in it; nothing waits for it any more. */
static void end_branch(struct walk *at, int target)
{
    const struct model *model = at->sim->model;
    int around = at->strand->step;
    unwind(at->sim, at->patient, at->number, target);
    while (model->steps[around].strand == at->number)
        around = model->steps[around].parent;
    at->strand->step = NONE;
    walk_part_over(at->sim, at->patient, around, PART_MEANWHILE, at->number);
}

/* A branch that goes on while its pathway was sent back already, to before the target, has nothing to send
 * back. */
static enum stage go_back(struct walk *at, int target)
{
    int strand = at->sim->model->steps[target].strand;
    const struct strand *of = &at->patient->strands[strand];
    if (!is_at_or_after(at->sim->model, of->step, target)) {
        walk_tell(at, (struct told){.what = TALE_MOOT});
        return STAGE_END;
    }
    unwind(at->sim, at->patient, strand, target);
    at->patient->strands[strand].step = target;
    if (strand == at->number)
        return STAGE_GATE;
    uint32_t sent_back = of->sent_back;
    end_branch(at, target);
    if (of->sent_back == sent_back)
        walk_from(at->sim, at->patient, strand, STAGE_GATE);
    return STAGE_WAIT;
}

static enum stage follow_failure(struct walk *at, const struct failure *failure)
{
    while (failure) {
        walk_sets(at->sim, at->patient, failure->sets, failure->set_count);
        switch (failure->kind) {
        case FAILURE_LEAVES: patient_leave(at->sim, at->patient, failure->outcome); return STAGE_WAIT;
        case FAILURE_REPEATS:
            if (failure->at_most == NONE || at->patient->repeats[failure->repeats] < failure->at_most) {
                int time = ++at->patient->repeats[failure->repeats];
                walk_tell(at, (struct told){.what = TALE_REPEATS,
                                            .index = failure->target,
                                            .units = time,
                                            .detail = failure->at_most});
                return go_back(at, failure->target);
            }
            walk_tell(at, (struct told){.what = TALE_NO_MORE,
                                        .index = failure->target,
                                        .detail = failure->at_most});
            failure = failure->then;
            break;
        case FAILURE_ONE_OF: {
            uint64_t purpose = failure->purposes[at->patient->class_index];
            double u = luck(at->sim, purpose, at->patient, at->patient->visits[at->strand->step] - 1);
            failure =
                failure
                    ->branches[chosen_branch(failure->shares, failure->branch_count, at->patient->values, u)];
            break;
        }
        case FAILURE_CONTINUES: walk_tell(at, (struct told){.what = TALE_CONTINUES}); return STAGE_END;
        }
    }
    return STAGE_END;
}

void walk_refused(struct simulation *sim, struct patient *patient, int strand)
{
    struct walk at = walk_at(sim, patient, strand);
    at.strand->waiting = WAITING_IDLE;
    at.strand->attended = false;
    if (!at.station->step->on_refusal) {
        patient_leave(sim, patient, OUTCOME_TURNED_AWAY);
        return;
    }
    enum stage stage = follow_failure(&at, at.station->step->on_refusal);
    walk_from(sim, patient, strand,
              stage == STAGE_END ? STAGE_NEXT : stage); /* continues: the step is passed over */
}

void walk_sets(struct simulation *sim, struct patient *patient, const struct setting *sets, int set_count)
{
    for (int i = 0; i < set_count; i++) {
        if (patient->values[sets[i].attribute] == sets[i].value)
            continue;
        story_tell(sim, patient,
                   (struct told){
                       .what = TALE_SET, .step = NONE, .index = sets[i].attribute, .detail = sets[i].value});
        risk_set_attribute(sim, patient, sets[i].attribute, sets[i].value);
    }
}

/* ---- the end */

enum stage walk_fails(struct walk *at)
{
    if (walk_uniform(at, ASPECT_FAILS) >= number_for(&at->station->step->fails, at->patient->values))
        return STAGE_END;
    walk_tell(at, (struct told){.what = TALE_FAILS});
    return follow_failure(at, at->station->step->on_failure);
}

enum stage walk_branch(struct walk *at)
{
    int branch = chosen_branch(at->station->step->route_shares, at->station->step->route_count,
                               at->patient->values, walk_uniform(at, ASPECT_ROUTE));
    walk_tell(at, (struct told){.what = TALE_BRANCH,
                                .index = at->station->step->route_first[branch],
                                .units = branch + 1});
    if (at->station->step->route_first[branch] == NONE)
        return STAGE_ROUTED;
    at->strand->step = at->station->step->route_first[branch];
    return STAGE_GATE;
}

enum stage walk_visits(struct walk *at)
{
    struct progress *progress = walk_progress(at);
    if (++progress->visits >= (uint32_t)at->station->step->times)
        return STAGE_ROUTED;
    progress->planned += walk_draw(at, &at->station->step->every, ASPECT_EVERY);
    int64_t due = progress->planned > at->sim->now ? progress->planned : at->sim->now;
    walk_tell(at, (struct told){.what = TALE_VISIT, .units = (int32_t)progress->visits + 1, .detail = due});
    walk_wait_until(at, WAITING_VISIT, due, PHASE_DUE);
    return STAGE_WAIT;
}

/* The list is at its end: what happens depends on whose list it is. */
enum stage walk_list_over(struct walk *at)
{
    const struct step *step = at->station->step;
    int parent = step->parent;
    switch (step->role) {
    case ROLE_BODY: at->strand->step = parent; return STAGE_FINISH;
    case ROLE_ROUTE: at->strand->step = parent; return STAGE_ROUTED;
    case ROLE_MEANWHILE:
        at->strand->step = NONE;
        walk_part_over(at->sim, at->patient, parent, PART_MEANWHILE, at->number);
        return STAGE_WAIT;
    case ROLE_RISK:
        at->strand->step = NONE;
        risk_over(at->sim, at->patient, step->risk);
        return STAGE_WAIT;
    case ROLE_TOP: break;
    }
    patient_leave(at->sim, at->patient, OUTCOME_COMPLETED);
    return STAGE_WAIT;
}
