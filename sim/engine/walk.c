/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/state.h"

#include "engine/walk_end.h"

/*
 * A strand's way through a step, stage by stage, in the order in which things happen to the patient:
 * gate, arrive, notice, fitness, ask, start, (its own time), end; walk_end.c has what follows the end.
 * A stage goes on to the one after it, or returns where to go on (another step's gate, mostly); STAGE_WAIT
 * when the strand must wait for something or has nothing more to do.
 */
static enum stage stage_arrive(struct walk *at);
static enum stage stage_fitness(struct walk *at);
static enum stage stage_ask(struct walk *at);
static enum stage stage_claim(struct walk *at);
static enum stage stage_start(struct walk *at);
static enum stage stage_time(struct walk *at);

double walk_uniform(const struct walk *at, enum aspect aspect)
{
    uint64_t purpose = at->step->purposes[at->patient->class_index * ASPECT_COUNT + (int)aspect];
    return luck(at->sim, purpose, at->patient, at->patient->visits[at->strand->step] - 1);
}

int64_t walk_draw(const struct walk *at, const struct law_choice *choice, enum aspect aspect)
{
    const struct law *law = law_for(choice, at->patient->values);
    return law ? law_seconds(law, law_is_fixed(law) ? 0.5 : walk_uniform(at, aspect)) : 0;
}

static void write_key(const struct walk *at, int key)
{
    journal_write(at->sim, at->patient, at->number, key);
}

void walk_wait_until(const struct walk *at, enum waiting what, int64_t time, enum event_phase phase)
{
    at->strand->waiting = (uint8_t)what;
    timer_set(at->sim, at->patient, at->number, time, phase);
}

static void moment(const struct walk *at, enum moment which)
{
    moment_comes(at->sim, at->patient, at->number, at->strand->step, which);
}

/* ---- the gate */

/* The first condition that does not hold, or NULL. */
static const struct condition *unmet(const struct walk *at)
{
    for (int i = 0; i < at->step->when_count; i++) {
        const struct condition *condition = &at->step->when[i];
        if (!condition->allowed[at->patient->values[condition->attribute]])
            return condition;
    }
    return NULL;
}

static enum stage pass_over(const struct walk *at, enum tale why, int attribute, int value)
{
    walk_tell(at, (struct told){.what = (int32_t)why, .index = attribute, .detail = value});
    return STAGE_NEXT;
}

static enum stage stage_gate(struct walk *at)
{
    struct strand *strand = at->strand;
    bool visiting = strand->visiting;
    strand->visiting = false;
    at->patient->visits[strand->step]++;
    if (visiting)
        return stage_arrive(at);
    bool repeated = strand->again && at->step->role == ROLE_MEANWHILE &&
                    at->patient->arrivals[strand->step] && !at->step->each_time;
    const struct condition *against = repeated ? NULL : unmet(at);
    if (repeated)
        return pass_over(at, TALE_NOT_AGAIN, NONE, 0);
    if (against)
        return pass_over(at, TALE_NOT_FOR, against->attribute, at->patient->values[against->attribute]);
    if (at->step->has_chance &&
        walk_uniform(at, ASPECT_CHANCE) >= number_for(&at->step->chance, at->patient->values))
        return pass_over(at, TALE_BY_CHANCE, NONE, 0);
    if (at->progress) {
        at->progress->visits = 0;
        at->progress->again = at->progress->ran;
    }
    return stage_arrive(at);
}

/* ---- before the start */

static enum stage stage_arrive(struct walk *at)
{
    struct strand *strand = at->strand;
    int64_t notice = law_given(&at->step->notice) ? walk_draw(at, &at->step->notice, ASPECT_NOTICE) : 0;
    strand->arrived = at->sim->now;
    strand->earliest = at->sim->now + notice;
    at->patient->arrivals[strand->step] = 1;
    if (at->progress && at->progress->visits == 0)
        at->progress->planned = at->sim->now;
    moment(at, MOMENT_ARRIVE);
    if (at->patient->gone)
        return STAGE_WAIT;
    if (notice > 0)
        walk_tell(at, (struct told){.what = TALE_NOTICE, .detail = strand->earliest});
    if (notice == 0 || at->step->book_count)
        return stage_fitness(at);
    write_key(at, at->step->key_notice);
    walk_wait_until(at, WAITING_NOTICE, strand->earliest, PHASE_DUE);
    return STAGE_WAIT;
}

/* The first active unfit risk, as a place among the model's. */
static int unfit_by(const struct walk *at)
{
    const struct model *model = at->sim->model;
    int i = 0;
    while (i < model->unfit_count - 1 && !at->patient->risks[model->unfit_risks[i]].active)
        i++;
    return i;
}

static enum stage stage_fitness(struct walk *at)
{
    if (!at->step->fit || at->patient->unfit == 0) {
        at->strand->asked = at->sim->now;
        return at->step->book_count ? stage_ask(at) : stage_claim(at);
    }
    at->strand->waiting = WAITING_FITNESS;
    write_key(at, at->step->key_unfit + unfit_by(at));
    walk_tell(at, (struct told){.what = TALE_UNFIT, .index = at->sim->model->unfit_risks[unfit_by(at)]});
    return STAGE_WAIT;
}

/* Requests are heard together once all that ends at this instant has ended. */
static enum stage stage_ask(struct walk *at)
{
    at->strand->waiting = WAITING_HEARING;
    walk_ask(at->sim, at->patient, at->number);
    return STAGE_WAIT;
}

static enum stage stage_claim(struct walk *at)
{
    return at->step->need_count + at->step->hold_count ? stage_ask(at) : stage_start(at);
}

/* The time until the notice is over is notice; from then on the slot is what is waited for. */
static enum stage wait_for_slot(struct walk *at)
{
    struct appointment next = {APPOINTMENT_NEVER, 0};
    /* who waits already is not turned away */
    bool full = at->strand->asked == at->sim->now && slots_full(at->sim, at->step);
    if (!full)
        next = slots_book(at->sim, at->patient, at->number);
    if (next.booked == APPOINTMENT_NEVER) {
        walk_tell(at, (struct told){.what = TALE_REFUSED, .units = full});
        walk_refused(at->sim, at->patient, at->number);
        return STAGE_WAIT;
    }
    if (next.booked == APPOINTMENT_LATER)
        walk_tell(at, (struct told){.what = TALE_HELD_BACK, .detail = next.time});
    int64_t noticed = at->strand->earliest;
    write_key(at, noticed > at->sim->now ? at->step->key_notice : at->step->key_wait);
    if (noticed > at->sim->now && noticed < next.time)
        journal_write_at(at->sim, at->patient, at->number, at->step->key_wait, noticed);
    walk_wait_until(at, next.booked == APPOINTMENT_LATER ? WAITING_RELEASE : WAITING_SLOT, next.time,
                    PHASE_DUE);
    return STAGE_WAIT;
}

static enum stage stage_heard(struct walk *at)
{
    at->strand->waiting = WAITING_IDLE;
    if (at->step->fit && at->patient->unfit)
        return stage_fitness(at);
    if (at->step->book_count && !at->strand->attended)
        return wait_for_slot(at);
    enum answer answer = units_ask(at->sim, at->patient, at->number);
    if (answer == ANSWER_REFUSED) {
        walk_tell(at, (struct told){.what = TALE_REFUSED, .units = 1});
        walk_refused(at->sim, at->patient, at->number);
    }
    return answer == ANSWER_GRANTED ? stage_start(at) : STAGE_WAIT;
}

static enum stage stage_slot(struct walk *at)
{
    at->strand->waiting = WAITING_IDLE;
    if (at->step->fit && at->patient->unfit) {
        slots_miss(at->sim, at->patient, at->number);
        return stage_fitness(at);
    }
    slots_attend(at->sim, at->patient, at->number);
    at->strand->attended = true;
    at->strand->asked = at->sim->now;
    return stage_claim(at);
}

/* ---- the start, and the step's own time */

static void begin_meanwhile(struct walk *at)
{
    const struct step *step = at->step;
    struct progress *progress = at->progress;
    struct strand *branch = &at->patient->strands[step->meanwhile_strand];
    progress->parts |= PART_MEANWHILE;
    if (branch->step != NONE) { /* it still runs from an earlier time, and is joined again */
        walk_tell(at, (struct told){.what = TALE_GOES_ON});
        return;
    }
    branch->again = progress->again;
    progress->ran = true;
    walk_begin(at->sim, at->patient, step->meanwhile_strand, step->first_meanwhile);
}

static enum stage start_inside(struct walk *at)
{
    const struct step *step = at->step;
    struct progress *progress = at->progress;
    int index = at->strand->step;
    uint32_t sent_back = at->strand->sent_back;
    progress->parts = step->first_body != NONE ? PART_STEPS : 0;
    progress->open = true;
    if (law_given(&step->takes) && step->first_body != NONE) {
        progress->parts |= PART_TIME;
        timer_set(at->sim, at->patient, step->body_strand_timer,
                  at->sim->now + walk_draw(at, &step->takes, ASPECT_TAKES), PHASE_END);
        at->patient->strands[step->body_strand_timer].step = index;
        at->patient->strands[step->body_strand_timer].waiting = WAITING_TIME;
    }
    if (step->first_meanwhile != NONE)
        begin_meanwhile(at);
    if (at->patient->gone || at->strand->sent_back != sent_back)
        return STAGE_WAIT;
    if (step->first_body == NONE)
        return stage_time(at);
    at->strand->step = step->first_body;
    return STAGE_GATE;
}

static void release(struct walk *at)
{
    for (int i = 0; i < at->step->release_count; i++)
        units_release(at->sim, at->patient, at->step->releases[i]);
}

static enum stage stage_start(struct walk *at)
{
    struct simulation *sim = at->sim;
    struct strand *strand = at->strand;
    strand->started = sim->now;
    strand->waiting = WAITING_IDLE;
    strand->attended = false;
    if (in_window(sim, sim->now))
        count(sim, sim->at.starts_window, strand->step, 1);
    if (at->patient->observed) {
        count(sim, sim->at.starts, strand->step, 1);
        record_value(sim, sim->series.wait + strand->step, sim->now - strand->arrived);
    }
    if (at->progress)
        at->progress->started = strand->started;
    release(at);
    write_key(at, at->step->key_takes);
    moment(at, MOMENT_START);
    if (at->patient->gone)
        return STAGE_WAIT;
    bool inside = at->step->first_body != NONE || at->step->first_meanwhile != NONE;
    return inside ? start_inside(at) : stage_time(at);
}

static enum stage stage_time(struct walk *at)
{
    int64_t lasts = law_given(&at->step->takes) ? walk_draw(at, &at->step->takes, ASPECT_TAKES) : 0;
    if (lasts <= 0)
        return walk_finish(at);
    walk_wait_until(at, WAITING_TIME, at->sim->now + lasts, PHASE_END);
    return STAGE_WAIT;
}

/* ---- running the stages */

static enum stage run_stage(struct walk *at, enum stage stage)
{
    switch (stage) {
    case STAGE_GATE: return stage_gate(at);
    case STAGE_FITNESS: return stage_fitness(at);
    case STAGE_ASK: return stage_ask(at);
    case STAGE_HEARD: return stage_heard(at);
    case STAGE_SLOT: return stage_slot(at);
    case STAGE_START: return stage_start(at);
    case STAGE_FINISH: return walk_finish(at);
    case STAGE_END: return walk_end(at);
    case STAGE_ROUTED: return walk_routed(at);
    case STAGE_NEXT: return walk_next(at);
    case STAGE_WAIT: break;
    }
    return STAGE_WAIT;
}

enum { STAGES_MAX = 100000 }; /* at one instant, without waiting: the patient goes round in a ring */

struct walk walk_at(struct simulation *sim, struct patient *patient, int strand)
{
    struct strand *of = &patient->strands[strand];
    int place = sim->progress_of[of->step];
    return (struct walk){.sim = sim,
                         .patient = patient,
                         .number = strand,
                         .strand = of,
                         .step = &sim->model->steps[of->step],
                         .progress = place == NONE ? NULL : &patient->progress[place]};
}

void walk_from(struct simulation *sim, struct patient *patient, int strand, enum stage stage)
{
    for (int i = 0; stage != STAGE_WAIT && !patient->gone; i++) {
        struct walk at = walk_at(sim, patient, strand);
        if (i == STAGES_MAX) {
            fail_round(sim, patient, at.strand->step);
            return;
        }
        stage = run_stage(&at, stage);
    }
}

void walk_begin(struct simulation *sim, struct patient *patient, int strand, int step)
{
    struct strand *of = &patient->strands[strand];
    *of = (struct strand){.step = step,
                          .request = NONE,
                          .joined_by = NONE,
                          .began = sim->now,
                          .again = of->again,
                          .sent_back = of->sent_back};
    walk_from(sim, patient, strand, STAGE_GATE);
}

void walk_heard(struct simulation *sim, struct patient *patient, int strand)
{
    walk_from(sim, patient, strand, STAGE_HEARD);
}

void walk_granted(struct simulation *sim, struct patient *patient, int strand)
{
    walk_from(sim, patient, strand, STAGE_START);
}

/* A container's own time, kept by a timer beside the strand that walks its steps. */
static void time_beside(struct simulation *sim, struct patient *patient, int strand)
{
    int step = patient->strands[strand].step;
    patient->strands[strand].step = NONE;
    walk_part_over(sim, patient, step, PART_TIME, strand);
}

void walk_timer(struct simulation *sim, struct patient *patient, int strand)
{
    struct strand *of = &patient->strands[strand];
    if (of->step != NONE && sim->model->steps[of->step].body_strand_timer == strand) {
        time_beside(sim, patient, strand);
        return;
    }
    switch ((enum waiting)of->waiting) {
    case WAITING_NOTICE: walk_from(sim, patient, strand, STAGE_FITNESS); break;
    case WAITING_RELEASE:
        journal_cut(sim, patient, strand);
        walk_from(sim, patient, strand, STAGE_ASK);
        break;
    case WAITING_SLOT: walk_from(sim, patient, strand, STAGE_SLOT); break;
    case WAITING_TIME: walk_from(sim, patient, strand, STAGE_FINISH); break;
    case WAITING_VISIT:
        of->visiting = true;
        walk_from(sim, patient, strand, STAGE_GATE);
        break;
    default: break;
    }
}

/* Who stands in a queue for a step that must be met fit leaves it, and asks again once fit. */
void walk_unfit(struct simulation *sim, struct patient *patient)
{
    for (int i = 0; i < sim->model->strand_count; i++) {
        const struct strand *strand = &patient->strands[i];
        if (strand->step == NONE || strand->waiting != WAITING_QUEUE || !sim->model->steps[strand->step].fit)
            continue;
        units_withdraw(sim, patient, i);
        walk_from(sim, patient, i, STAGE_FITNESS);
    }
}

void walk_fitness(struct simulation *sim, struct patient *patient)
{
    for (int i = 0; i < sim->model->strand_count && !patient->gone; i++)
        if (patient->strands[i].step != NONE && patient->strands[i].waiting == WAITING_FITNESS) {
            patient->strands[i].waiting = WAITING_IDLE;
            walk_from(sim, patient, i, STAGE_FITNESS);
        }
}

static bool extends(const struct step *step, int risk)
{
    for (int i = 0; i < step->extended_count; i++)
        if (step->extended_by[i] == risk)
            return true;
    return false;
}

void walk_extended(struct simulation *sim, struct patient *patient, int risk)
{
    for (int i = 0; i < sim->model->strand_count && !patient->gone; i++) {
        struct strand *strand = &patient->strands[i];
        if (strand->step == NONE || strand->waiting != WAITING_JOIN ||
            !extends(&sim->model->steps[strand->step], risk))
            continue;
        int place = sim->progress_of[strand->step];
        if (place != NONE && patient->progress[place].parts)
            continue;
        strand->joined_by = sim->model->risks[risk].strand;
        strand->join_since = strand->finished;
        walk_from(sim, patient, i, STAGE_FINISH);
    }
}
