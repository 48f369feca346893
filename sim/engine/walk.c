/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/state.h"

#include "engine/walk_end.h"

/*
 * A strand's way through a step, stage by stage, in the order in which things happen to the patient:
 * gate, arrive, notice, fitness, ask, start, (its own time), end, next; walk_end.c has what an end may bring.
 * A stage says which comes then, mostly the one after it; STAGE_WAIT when the strand must wait for something
 * or has nothing more to do.
 */

/*
 * The stages of a plain step are put into one function, which has its place in registers. What few steps have
 * is handed a copy, or the place would have to lie in memory for all.
 */
#define PLAIN __attribute__((always_inline)) static inline

PLAIN enum stage aside(enum stage (*stage)(struct walk *), struct walk at)
{
    return stage(&at);
}

PLAIN bool is_ahead(const struct walk *at, enum aspect aspect)
{
    return at->patient->visits[at->strand->step] == 1 && at->station->ahead[aspect] != NONE;
}

PLAIN double drawn_ahead(const struct walk *at, enum aspect aspect)
{
    return at->patient->ahead[at->station->ahead[aspect]];
}

double walk_uniform(const struct walk *at, enum aspect aspect)
{
    if (is_ahead(at, aspect))
        return drawn_ahead(at, aspect);
    uint64_t purpose = at->station->step->purposes[at->patient->class_index * ASPECT_COUNT + (int)aspect];
    return luck(at->sim, purpose, at->patient, at->patient->visits[at->strand->step] - 1);
}

int64_t walk_draw(const struct walk *at, const struct law_choice *choice, enum aspect aspect)
{
    if (is_ahead(at, aspect) && choice->attribute == NONE)
        return (int64_t)drawn_ahead(at, aspect);
    const struct law *law = law_for(choice, at->patient->values);
    return law ? law_seconds(law, law_is_fixed(law) ? 0.5 : walk_uniform(at, aspect)) : 0;
}

PLAIN void write_key(const struct walk *at, int key)
{
    journal_write(at->sim, at->patient, at->number, key);
}

/* false: the patient has left at it. */
PLAIN bool moment(const struct walk *at, enum moment which)
{
    if (!(at->station->has & (unsigned)HAS_MARKS << which))
        return true;
    moment_comes(at->sim, at->patient, at->number, at->strand->step, which);
    return !at->patient->gone;
}

/* ---- the gate */

/* The first condition that does not hold, or NULL. */
static const struct condition *unmet(const struct walk *at)
{
    for (int i = 0; i < at->station->step->when_count; i++) {
        const struct condition *condition = &at->station->step->when[i];
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

/* Of a branch that is gone through again after a repeat: the patient does not come to the step. */
static bool is_done(const struct walk *at)
{
    const struct strand *strand = at->strand;
    return strand->again && at->station->step->role == ROLE_MEANWHILE &&
           at->patient->arrivals[strand->step] & REACHED_LATELY && !at->station->step->each_time;
}

/* STAGE_ARRIVE, or STAGE_NEXT for whom the step is not. */
static enum stage try_gate(const struct walk *at)
{
    const struct condition *against = unmet(at);
    if (against)
        return pass_over(at, TALE_NOT_FOR, against->attribute, at->patient->values[against->attribute]);
    if (at->station->step->has_chance &&
        walk_uniform(at, ASPECT_CHANCE) >= number_for(&at->station->step->chance, at->patient->values))
        return pass_over(at, TALE_BY_CHANCE, NONE, 0);
    return STAGE_ARRIVE;
}

/* false: the patient has left at it. */
PLAIN bool arrive(const struct walk *at)
{
    const int step = at->strand->step;
    at->strand->arrived = at->sim->now;
    at->station->reached += !at->patient->arrivals[step] && at->patient->observed;
    at->patient->arrivals[step] = REACHED | REACHED_LATELY;
    return moment(at, MOMENT_ARRIVE);
}

/* Of a step with nothing to mind before it asks. */
PLAIN enum stage arrive_plainly(const struct walk *at)
{
    at->strand->earliest = at->strand->asked = at->sim->now;
    return arrive(at) ? STAGE_CLAIM : STAGE_WAIT;
}

static enum stage gate(struct walk *at)
{
    struct strand *strand = at->strand;
    bool visiting = strand->visiting;
    if (walk_has(at, HAS_GATE) && !visiting && is_done(at))
        return pass_over(at, TALE_NOT_AGAIN, NONE, 0);
    at->patient->visits[strand->step]++;
    strand->visiting = false;
    for (int i = strand->step + 1; visiting && i < at->station->inside_end; i++)
        walk_forget(at->sim, at->patient, i);
    if (walk_has(at, HAS_GATE) && !visiting && try_gate(at) == STAGE_NEXT)
        return STAGE_NEXT;
    if (walk_has(at, HAS_PROGRESS) && !visiting) {
        walk_progress(at)->visits = 0;
        walk_progress(at)->again = walk_progress(at)->ran;
    }
    return STAGE_ARRIVE;
}

PLAIN enum stage stage_gate(const struct walk *at)
{
    if (walk_has(at, HAS_BEFORE))
        return aside(gate, *at);
    at->patient->visits[at->strand->step]++;
    return arrive_plainly(at);
}

/* ---- before the start */

static enum stage stage_arrive(struct walk *at)
{
    struct strand *strand = at->strand;
    int64_t notice = walk_has(at, HAS_NOTICE) ? walk_draw(at, &at->station->step->notice, ASPECT_NOTICE) : 0;
    strand->earliest = at->sim->now + notice;
    if (walk_has(at, HAS_PROGRESS) && walk_progress(at)->visits == 0)
        walk_progress(at)->planned = at->sim->now;
    if (!arrive(at))
        return STAGE_WAIT;
    if (notice == 0)
        return STAGE_FITNESS;
    walk_tell(at, (struct told){.what = TALE_NOTICE, .detail = strand->earliest});
    if (walk_has(at, HAS_BOOKS))
        return STAGE_FITNESS;
    write_key(at, at->station->step->key_notice);
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
    if (!(walk_has(at, HAS_FIT)) || at->patient->unfit == 0) {
        at->strand->asked = at->sim->now;
        return walk_has(at, HAS_BOOKS) ? STAGE_ASK : STAGE_CLAIM;
    }
    at->strand->waiting = WAITING_FITNESS;
    write_key(at, at->station->step->key_unfit + unfit_by(at));
    walk_tell(at, (struct told){.what = TALE_UNFIT, .index = at->sim->model->unfit_risks[unfit_by(at)]});
    return STAGE_WAIT;
}

/* Whether nothing else can happen at this instant before what this walk asks for is heard: it is the last
 * thing that its event brings, and no other event is left. */
PLAIN bool is_alone(struct simulation *sim)
{
    return sim->by_event && !sim->unsettled && heap_next_time(&sim->heap) > sim->now;
}

/* Requests are heard together once all that ends at this instant has ended; where nothing is left, at once.
 */
PLAIN enum stage stage_ask(const struct walk *at)
{
    if (is_alone(at->sim))
        return STAGE_HEARD;
    at->strand->waiting = WAITING_HEARING;
    walk_ask(at->sim, at->patient, at->number);
    return STAGE_WAIT;
}

/* The time until the notice is over is notice; from then on the slot is what is waited for. */
static enum stage wait_for_slot(struct walk *at)
{
    struct appointment next = {APPOINTMENT_NEVER, 0};
    /* who waits already is not turned away */
    bool full = at->strand->asked == at->sim->now && slots_full(at->sim, at->station->step);
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
    write_key(at, noticed > at->sim->now ? at->station->step->key_notice : at->station->step->key_wait);
    if (noticed > at->sim->now && noticed < next.time)
        journal_write_at(at->sim, at->patient, at->number, at->station->step->key_wait, noticed);
    walk_wait_until(at, next.booked == APPOINTMENT_LATER ? WAITING_RELEASE : WAITING_SLOT, next.time,
                    PHASE_DUE);
    return STAGE_WAIT;
}

static enum stage refused(struct walk *at)
{
    walk_tell(at, (struct told){.what = TALE_REFUSED, .units = 1});
    walk_refused(at->sim, at->patient, at->number);
    return STAGE_WAIT;
}

PLAIN enum stage stage_heard(const struct walk *at)
{
    at->strand->waiting = WAITING_IDLE;
    if (walk_has(at, HAS_FIT) && at->patient->unfit)
        return STAGE_FITNESS;
    if (walk_has(at, HAS_BOOKS) && !at->strand->attended)
        return aside(wait_for_slot, *at);
    enum answer answer = at->station->only_claim
                             ? units_ask_one(at->sim, at->patient, at->number, at->station)
                             : units_ask(at->sim, at->patient, at->number);
    if (answer == ANSWER_REFUSED)
        return aside(refused, *at);
    return answer == ANSWER_GRANTED ? STAGE_START : STAGE_WAIT;
}

PLAIN enum stage stage_claim(const struct walk *at)
{
    enum stage stage = stage_ask(at);
    return stage == STAGE_HEARD ? stage_heard(at) : stage;
}

static enum stage stage_slot(struct walk *at)
{
    at->strand->waiting = WAITING_IDLE;
    if (walk_has(at, HAS_FIT) && at->patient->unfit) {
        slots_miss(at->sim, at->patient, at->number);
        return STAGE_FITNESS;
    }
    slots_attend(at->sim, at->patient, at->number);
    at->strand->attended = true;
    at->strand->asked = at->sim->now;
    return STAGE_CLAIM;
}

/* ---- the start, and the step's own time */

static void begin_meanwhile(struct walk *at)
{
    const struct step *step = at->station->step;
    struct progress *progress = walk_progress(at);
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

/* A time that has no other end. */
PLAIN enum stage pass_time(const struct walk *at, int64_t lasts)
{
    if (lasts <= 0)
        return STAGE_FINISH;
    walk_wait_until(at, WAITING_TIME, at->sim->now + lasts, PHASE_END);
    return STAGE_WAIT;
}

static enum stage start_inside(struct walk *at)
{
    const struct step *step = at->station->step;
    struct progress *progress = walk_progress(at);
    int index = at->strand->step;
    uint32_t sent_back = at->strand->sent_back;
    progress->open = true;
    int64_t lasts = walk_has(at, HAS_TAKES) ? walk_draw(at, &step->takes, ASPECT_TAKES) : 0;
    if (walk_has(at, HAS_TAKES) && step->first_body != NONE) {
        progress->parts |= PART_TIME;
        timer_set(at->sim, at->patient, step->body_strand_timer, at->sim->now + lasts, PHASE_END);
        at->patient->strands[step->body_strand_timer].step = index;
        at->patient->strands[step->body_strand_timer].waiting = WAITING_BESIDE;
    }
    if (step->first_meanwhile != NONE)
        begin_meanwhile(at);
    if (at->patient->gone || at->strand->sent_back != sent_back)
        return STAGE_WAIT;
    if (step->first_body == NONE)
        return pass_time(at, lasts);
    at->strand->step = step->first_body;
    return STAGE_GATE;
}

static enum stage draw_time(struct walk *at)
{
    return pass_time(at, walk_draw(at, &at->station->step->takes, ASPECT_TAKES));
}

/* The step's own time: known beforehand, or drawn, mostly ahead. */
PLAIN enum stage stage_time(const struct walk *at)
{
    if (walk_has(at, HAS_INSIDE))
        return aside(start_inside, *at);
    if (at->station->takes != DRAWN)
        return pass_time(at, at->station->takes);
    if (is_ahead(at, ASPECT_TAKES) && at->station->step->takes.attribute == NONE)
        return pass_time(at, (int64_t)drawn_ahead(at, ASPECT_TAKES));
    return aside(draw_time, *at);
}

static void release(struct simulation *sim, struct patient *patient, const struct step *step)
{
    for (int i = 0; i < step->release_count; i++)
        units_release(sim, patient, step->releases[i]);
}

PLAIN enum stage stage_start(const struct walk *at)
{
    struct simulation *sim = at->sim;
    struct strand *strand = at->strand;
    strand->started = sim->now;
    strand->waiting = WAITING_IDLE;
    strand->attended = false;
    at->station->starts += in_window(sim, sim->now);
    if (at->patient->observed)
        record_into(sim, at->station->wait, sim->now - strand->arrived);
    if (walk_has(at, HAS_PROGRESS))
        walk_progress(at)->started = strand->started;
    if (walk_has(at, HAS_RELEASES))
        release(sim, at->patient, at->station->step);
    write_key(at, at->station->key_takes);
    return moment(at, MOMENT_START) ? STAGE_TIME : STAGE_WAIT;
}

/* ---- the end, and on to the next step */

PLAIN enum stage stage_finish(const struct walk *at)
{
    if (walk_has(at, HAS_JOIN))
        return aside(walk_join, *at);
    at->strand->waiting = WAITING_IDLE;
    return STAGE_END;
}

static enum stage after_end(struct walk *at)
{
    enum stage failed = walk_has(at, HAS_FAILS) ? walk_fails(at) : STAGE_END;
    if (failed != STAGE_END)
        return failed;
    if (!(walk_has(at, HAS_SETS)))
        return STAGE_BRANCH;
    walk_sets(at->sim, at->patient, at->station->step->sets, at->station->step->set_count);
    return at->patient->gone ? STAGE_WAIT : STAGE_BRANCH;
}

PLAIN enum stage stage_end(const struct walk *at)
{
    struct simulation *sim = at->sim;
    struct patient *patient = at->patient;
    int64_t started = at->strand->started;
    if (walk_has(at, HAS_PROGRESS)) {
        started = walk_progress(at)->started;
        walk_progress(at)->open = false;
    }
    if (patient->observed)
        record_into(sim, at->station->duration, sim->now - started);
    if (walk_has(at, HAS_NEEDS))
        units_give_back_needs(sim, patient, at->station);
    if (!moment(at, MOMENT_END))
        return STAGE_WAIT;
    return walk_has(at, HAS_AFTER) ? aside(after_end, *at) : STAGE_NEXT;
}

static enum stage routed(struct walk *at)
{
    enum stage visiting = walk_has(at, HAS_VISITS) ? walk_visits(at) : STAGE_ROUTED;
    if (visiting != STAGE_ROUTED)
        return visiting;
    if (!(walk_has(at, HAS_LEAVE)))
        return STAGE_NEXT;
    patient_leave(at->sim, at->patient, at->station->step->leaves);
    return STAGE_WAIT;
}

PLAIN void look_at_step(struct walk *at)
{
    at->station = &at->sim->stations[at->strand->step];
}

/* At one instant, without waiting: the patient goes round in a ring. */
enum { PASSED_MAX = 100000 };

PLAIN enum stage stage_next(struct walk *at)
{
    if (!at->station->next)
        return aside(walk_list_over, *at);
    at->station = at->station->next;
    at->strand->step = at->station->index;
    if (++at->passed < PASSED_MAX)
        return STAGE_GATE;
    fail_round(at->sim, at->patient, at->strand->step);
    return STAGE_WAIT;
}

/* ---- running the stages */

/* From that stage on, each into the one after it, and on along the list of steps, until one leads elsewhere:
 * returns where. The ways of a plain step jump, for another turn of the switch costs as much as a stage. */
PLAIN enum stage run_stages(struct walk *at, enum stage stage)
{
    if (stage == STAGE_FINISH) /* mostly: a time has passed */
        goto finish;
    switch (stage) {
    case STAGE_GATE:
    gate:
        if ((stage = stage_gate(at)) == STAGE_CLAIM)
            goto claim;
        if (stage == STAGE_NEXT)
            goto next;
        if (stage != STAGE_ARRIVE)
            return stage;
        /* fall through */
    case STAGE_ARRIVE:
        if ((stage = aside(stage_arrive, *at)) != STAGE_FITNESS)
            return stage;
        /* fall through */
    case STAGE_FITNESS:
        if ((stage = aside(stage_fitness, *at)) != STAGE_CLAIM)
            return stage;
        /* fall through */
    case STAGE_CLAIM:
    claim:
        if (walk_has(at, HAS_CLAIMS) && (stage = stage_claim(at)) != STAGE_START)
            return stage;
        /* fall through */
    case STAGE_START:
        if ((stage = stage_start(at)) != STAGE_TIME)
            return stage;
        /* fall through */
    case STAGE_TIME:
        if ((stage = stage_time(at)) != STAGE_FINISH)
            return stage;
        /* fall through */
    case STAGE_FINISH:
    finish:
        if ((stage = stage_finish(at)) != STAGE_END)
            return stage;
        /* fall through */
    case STAGE_END:
        if ((stage = stage_end(at)) == STAGE_NEXT)
            goto next;
        if (stage != STAGE_BRANCH)
            return stage;
        /* fall through */
    case STAGE_BRANCH:
        if (walk_has(at, HAS_ROUTES) && (stage = aside(walk_branch, *at)) != STAGE_ROUTED)
            return stage;
        /* fall through */
    case STAGE_ROUTED:
        if ((stage = aside(routed, *at)) != STAGE_NEXT)
            return stage;
        /* fall through */
    case STAGE_NEXT:
    next:
        if ((stage = stage_next(at)) == STAGE_GATE)
            goto gate;
        return stage;
    case STAGE_ASK: return stage_ask(at);
    case STAGE_HEARD: return stage_heard(at);
    case STAGE_SLOT: return aside(stage_slot, *at);
    case STAGE_WAIT: break;
    }
    return stage;
}

struct walk walk_at(struct simulation *sim, struct patient *patient, int strand)
{
    struct walk at = {.sim = sim, .patient = patient, .number = strand, .strand = &patient->strands[strand]};
    look_at_step(&at);
    return at;
}

static void walk_on(struct simulation *sim, struct patient *patient, int strand, enum stage stage)
{
    struct walk at; /* set member by member, for the rest is what the step says */
    at.sim = sim;
    at.patient = patient;
    at.number = strand;
    at.strand = &patient->strands[strand];
    at.passed = 0;
    look_at_step(&at);
    while ((stage = run_stages(&at, stage)) != STAGE_WAIT && !patient->gone) {
        look_at_step(&at);
        if (++at.passed >= PASSED_MAX) {
            fail_round(sim, patient, at.strand->step);
            break;
        }
    }
}

void walk_from(struct simulation *sim, struct patient *patient, int strand, enum stage stage)
{
    sim->by_event = false;
    if (stage != STAGE_WAIT && !patient->gone)
        walk_on(sim, patient, strand, stage);
}

/* The walk is all that an event brings. */
static void walk_by_event(struct simulation *sim, struct patient *patient, int strand, enum stage stage)
{
    sim->by_event = true;
    walk_on(sim, patient, strand, stage);
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

void walk_referred(struct simulation *sim, struct patient *patient, int step)
{
    struct strand *strand = &patient->strands[MAIN_STRAND]; /* else as it should begin */
    strand->step = step;
    strand->began = sim->now;
    walk_by_event(sim, patient, MAIN_STRAND, STAGE_GATE);
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
    if (__builtin_expect(of->waiting == WAITING_TIME, 1)) {
        walk_by_event(sim, patient, strand, STAGE_FINISH);
        return;
    }
    switch ((enum waiting)of->waiting) {
    case WAITING_NOTICE: walk_by_event(sim, patient, strand, STAGE_FITNESS); break;
    case WAITING_RELEASE:
        journal_cut(sim, patient, strand);
        walk_by_event(sim, patient, strand, STAGE_ASK);
        break;
    case WAITING_SLOT: walk_by_event(sim, patient, strand, STAGE_SLOT); break;
    case WAITING_BESIDE: time_beside(sim, patient, strand); break;
    case WAITING_VISIT:
        of->visiting = true;
        walk_by_event(sim, patient, strand, STAGE_GATE);
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
        int place = sim->stations[strand->step].progress;
        if (place != NONE && patient->progress[place].parts)
            continue;
        strand->joined_by = sim->model->risks[risk].strand;
        strand->join_since = strand->finished;
        walk_from(sim, patient, i, STAGE_FINISH);
    }
}
