/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/simulate.h"

#include <stdlib.h>

#include "engine/state.h"

/*
 * One replication: the clock goes from instant to instant. At one instant what ends gives back first, then
 * those who wait are served, then what falls due comes (referrals, slots, visits), then requests are heard,
 * new ones in the order of their patients' referral; and again, as long as that makes something else happen
 * at the same instant.
 */

void look_for_rings(struct simulation *sim, const struct patient *patient, int strand)
{
    if (sim->at_once <= AT_ONCE_MAX + (uint64_t)AT_ONCE_EACH * sim->inside_count)
        return;
    int step = strand < sim->model->strand_count ? patient->strands[strand].step : NONE;
    fail_round(sim, patient, step != NONE ? step : patient->strands[MAIN_STRAND].step);
}

void walk_ask(struct simulation *sim, struct patient *patient, int strand)
{
    if (sim->hearing_count == sim->hearing_room) {
        uint32_t room = sim->hearing_room ? 2 * sim->hearing_room : 64;
        struct hearing *hearings = realloc(sim->hearings, room * sizeof *hearings);
        if (!hearings) {
            fail(sim, SIMULATION_NO_MEMORY);
            return;
        }
        sim->hearings = hearings;
        sim->hearing_room = room;
    }
    int64_t asked = patient->strands[strand].asked;
    sim->unsettled = true;
    sim->hearings[sim->hearing_count++] =
        (struct hearing){asked < sim->now ? asked : INT64_MAX, patient->referral, patient->index, strand,
                         asked < sim->now ? patient->priority : PRIORITIES};
}

static bool is_before(const struct hearing *a, const struct hearing *b)
{
    if (a->line != b->line)
        return a->line < b->line;
    if (a->asked != b->asked)
        return a->asked < b->asked;
    return a->referral != b->referral ? a->referral < b->referral : a->strand < b->strand;
}

/* Mostly one, or nearly in order: those are put in place one by one. `moves` bounds that, for a crowd that is
 * not. */
static bool put_in_place(struct hearing *list, uint32_t length)
{
    uint64_t moves = 64 * (uint64_t)length;
    for (uint32_t i = 1; i < length; i++) {
        struct hearing moving = list[i];
        uint32_t place = i;
        for (; place > 0 && is_before(&moving, &list[place - 1]); place--)
            list[place] = list[place - 1];
        list[place] = moving;
        if (i - place > moves)
            return false;
        moves -= i - place;
    }
    return true;
}

static int by_order(const void *a, const void *b)
{
    return is_before(b, a) - is_before(a, b);
}

static void sort_hearings(struct hearing *list, uint32_t length)
{
    if (!put_in_place(list, length))
        qsort(list, length, sizeof *list, by_order);
}

static void hear_requests(struct simulation *sim)
{
    uint32_t heard = sim->hearing_count;
    sort_hearings(sim->hearings, heard);
    for (uint32_t i = 0; i < heard; i++) {
        int strand = sim->hearings[i].strand;
        struct patient *patient = sim->pool[sim->hearings[i].patient];
        bool stands = patient->referral == sim->hearings[i].referral && !patient->gone &&
                      patient->strands[strand].waiting == WAITING_HEARING;
        if (stands) {
            watch_for_rings(sim, patient, strand);
            walk_heard(sim, patient, strand);
        }
        if (sim->trouble != SIMULATION_DONE)
            return;
    }
    sim->hearing_count -= heard;
    if (sim->hearing_count) /* what was asked for meanwhile comes next */
        memmove(sim->hearings, sim->hearings + heard, sim->hearing_count * sizeof *sim->hearings);
    patients_bury(sim);
}

/* Kept out of dispatching, which most events pass. */
__attribute__((noinline)) static void refer(struct simulation *sim, int class_index)
{
    const struct model *model = sim->model;
    uint32_t number = (uint32_t)(sim->classes[class_index].sent - 1);
    arrivals_next(sim, class_index);
    struct patient *patient = patient_admit(sim, class_index, number);
    if (!patient)
        return;
    if (sim->story)
        story_admit(sim, patient);
    record_event(sim, patient, HAPPENING_REFERRAL, 0, 0);
    for (int i = 0; i < model->risk_count; i++)
        if (model->risks[i].opens_at_referral)
            risk_open(sim, patient, i);
    int first = model->pathways[model->classes[class_index].pathway].first;
    if (first == NONE)
        patient_leave(sim, patient, OUTCOME_COMPLETED);
    else
        walk_referred(sim, patient, first);
}

/* Time must pass: where many come at an instant, they are watched. */
static inline void patient_event(struct simulation *sim, struct patient *patient, int timer, uint32_t stamp,
                                 bool watched)
{
    struct timer *of = &patient->timers[timer];
    if (of->stamp != stamp) {
        sim->stale--;
        return;
    }
    of->stamp++;
    if (watched)
        watch_for_rings(sim, patient, timer);
    if (timer < sim->model->strand_count)
        walk_timer(sim, patient, timer);
    else
        risk_strike(sim, patient, timer - sim->model->strand_count);
}

static void look_for_stop(struct simulation *sim)
{
    if (sim->stop && atomic_load_explicit(sim->stop, memory_order_relaxed))
        fail(sim, SIMULATION_STOPPED);
}

enum { STOP_EVERY = 256 };

/* What is looked at after some events only: whether there are too many, and whether to stop. */
__attribute__((noinline)) static void look_for_limits(struct simulation *sim)
{
    const uint64_t events = sim->events, most = sim->model->run.events_max;
    if (events > most)
        fail(sim, SIMULATION_ENDLESS);
    look_for_stop(sim);
    if (sim->trouble != SIMULATION_DONE || sim->stale >= STALE_MANY)
        return;
    sim->pause_at = events + STOP_EVERY;
    if (sim->pause_at > sim->look_at)
        sim->pause_at = sim->look_at;
    if (events <= most && sim->pause_at > most)
        sim->pause_at = most + 1;
}

/* Between two instants also: cancelled events, and whether somebody waits in a circle. */
__attribute__((noinline)) static void pause_between_instants(struct simulation *sim)
{
    if (sim->stale >= STALE_MANY)
        clock_sweep(sim);
    look_for_limits(sim);
    if (sim->trouble == SIMULATION_DONE && sim->events >= sim->look_at)
        deadlock_look(sim);
}

/* The first event; true: it fell due. */
__attribute__((always_inline)) static inline bool take_event(struct simulation *sim, bool watched)
{
    const struct event event = heap_pop(&sim->heap);
    const int timer = (int)order_timer(event.order);
    sim->events++;
    if (event.patient != NOBODY)
        patient_event(sim, sim->pool[event.patient], timer, event.stamp, watched);
    else if (order_phase(event.order) == PHASE_END)
        units_event(sim, timer, event.stamp);
    else
        refer(sim, timer);
    return order_phase(event.order) == PHASE_DUE;
}

/* One of several at an instant. */
__attribute__((noinline)) static void dispatch(struct simulation *sim)
{
    take_event(sim, true);
    patients_bury(sim);
    if (sim->events >= sim->pause_at)
        look_for_limits(sim);
}

static inline bool is_next(struct simulation *sim, enum event_phase phase)
{
    if (heap_first_time(&sim->heap) != sim->now || sim->trouble != SIMULATION_DONE)
        return false;
    return order_phase(heap_first_order(&sim->heap)) == phase;
}

static void serve(struct simulation *sim)
{
    units_serve(sim);
    patients_bury(sim);
}

static inline bool is_over(struct simulation *sim)
{
    bool quiet = !sim->any_dirty && !sim->hearing_count && heap_first_time(&sim->heap) != sim->now;
    return quiet || sim->trouble != SIMULATION_DONE;
}

__attribute__((noinline)) static void go_on(struct simulation *sim, bool due)
{
    do {
        if (!due) {
            while (is_next(sim, PHASE_END))
                dispatch(sim);
            if (is_over(sim))
                return;
            serve(sim);
            if (is_next(sim, PHASE_END))
                continue;
            due = is_next(sim, PHASE_DUE);
        }
        while (is_next(sim, PHASE_DUE))
            dispatch(sim);
        if (!due && sim->hearing_count && sim->trouble == SIMULATION_DONE)
            hear_requests(sim);
        due = false;
    } while (!is_over(sim));
}

__attribute__((noinline)) static void settle(struct simulation *sim, bool due)
{
    patients_bury(sim);
    if (!due && heap_first_time(&sim->heap) != sim->now) { /* nothing else ends */
        serve(sim);
        if (sim->hearing_count && heap_first_time(&sim->heap) != sim->now && sim->trouble == SIMULATION_DONE)
            hear_requests(sim);
    }
    if (!is_over(sim))
        go_on(sim, due);
}

/* Mostly it is one event, and brings nothing else. Returns when the next comes. */
static inline int64_t instant(struct simulation *sim)
{
    sim->at_once = 0;
    sim->unsettled = false;
    const bool due = take_event(sim, false);
    const int64_t next = heap_first_time(&sim->heap);
    if (!sim->unsettled && next != sim->now)
        return next;
    settle(sim, due);
    return heap_first_time(&sim->heap);
}

/* ---- a run from its beginning to its end */

static void reset(struct simulation *sim, uint64_t seed, uint32_t number)
{
    const struct model *model = sim->model;
    observation_clear(model, sim->seen);
    sim->seen->replication = number;
    sim->key = stream_key(seed, number);
    heap_clear(&sim->heap);
    sim->hearing_count = sim->stale = sim->observed_inside = 0;
    sim->referrals = sim->kept = 0;
    sim->kept_max = model->run.kept_max;
    sim->now = 0;
    sim->trouble = SIMULATION_DONE;
    sim->tangle.count = 0;
    deadlock_reset(sim);
    sim->events = sim->pause_at = 0;
    sim->window_from = model->run.warmup;
    sim->window_to = model->run.warmup + model->run.horizon;
    record_begin(sim);
    story_begin(sim);
    patients_reset(sim);
    slots_reset(sim);
    units_reset(sim);
    for (int i = 0; i < model->class_count; i++) {
        sim->classes[i] = (struct class_state){.rates = sim->classes[i].rates};
        arrivals_next(sim, i);
    }
}

static void run_to_end(struct simulation *sim)
{
    int64_t follow = sim->model->run.follow != NONE ? sim->model->run.follow : FOLLOW_YEARS_MAX * 31557600LL;
    int64_t deadline = sim->window_to + follow;
    look_for_stop(sim);
    bool going = sim->trouble == SIMULATION_DONE;
    int64_t next = heap_first_time(&sim->heap);
    while (going && (next < sim->window_to || (sim->observed_inside && next <= deadline))) {
        sim->now = next;
        next = instant(sim);
        if (sim->events < sim->pause_at)
            continue;
        pause_between_instants(sim);
        going = sim->trouble == SIMULATION_DONE;
        next = heap_first_time(&sim->heap);
    }
    if (sim->may_tangle && sim->trouble == SIMULATION_DONE)
        deadlock_look(sim);
    if (sim->observed_inside)
        sim->now = deadline;
}

static void censor(struct simulation *sim)
{
    for (uint32_t i = 0; i < sim->inside_count; i++)
        if (sim->pool[sim->inside[i]]->observed)
            record_exit(sim, sim->pool[sim->inside[i]], OUTCOME_CENSORED);
}

static double total(const struct simulation *sim, int base, int length)
{
    double sum = 0;
    for (int i = 0; i < length; i++)
        sum += sim->seen->counters[base + i];
    return sum;
}

/* Every patient observed has exactly one outcome; and the time spent in queues is the same counted by
 * resource (waiting x time) and by patient (each one's wait), to the second: Little's law in the form that
 * holds for every single run. */
static void check_balance(struct simulation *sim)
{
    const struct model *model = sim->model;
    int64_t until = sim->now > sim->window_to ? sim->now : sim->window_to;
    for (int i = 0; i < model->resource_count; i++) {
        struct unit_state *state = &sim->units[i];
        units_close(sim, i, until);
        for (int line = 0; line < PRIORITIES; line++)
            for (int32_t at = state->lines[line].first; at != NONE; at = sim->requests[at].after)
                state->queue_known += until - sim->requests[at].asked;
        if (state->queue + state->queue_outside != state->queue_known)
            fail(sim, SIMULATION_UNBALANCED);
    }
    if (total(sim, sim->at.referred, model->class_count) !=
        total(sim, sim->at.outcome, model->class_count * model->outcome_count))
        fail(sim, SIMULATION_UNBALANCED);
}

enum simulation_result simulation_run(struct simulation *sim, uint64_t seed, uint32_t number,
                                      bool want_patients, bool want_events, const atomic_bool *stop,
                                      struct observation *seen)
{
    sim->seen = seen;
    sim->want_patients = want_patients;
    sim->want_events = want_events;
    sim->heard = want_events || sim->story;
    sim->stop = stop;
    reset(sim, seed, number);
    run_to_end(sim);
    seen->events = sim->events;
    if (sim->trouble == SIMULATION_DONE) {
        censor(sim);
        story_end(sim);
        record_end(sim);
        slots_count_offered(sim);
        check_balance(sim);
    }
    return sim->trouble;
}

void simulation_follow(struct simulation *sim, struct story *story)
{
    sim->story = story;
}

static bool prepare_repetitions(struct simulation *sim)
{
    const struct model *model = sim->model;
    sim->repetitions = calloc((size_t)model->resource_count + 1, sizeof *sim->repetitions);
    for (int i = 0; sim->repetitions && i < model->resource_count; i++) {
        if (!law_given(&model->resources[i].breaks_after))
            continue;
        sim->repetitions[i] = calloc((size_t)model->resources[i].capacity + 1, sizeof *sim->repetitions[i]);
        if (!sim->repetitions[i])
            return false;
    }
    return sim->repetitions != NULL;
}

/* Whether a patient may come to some step more than once. */
static bool steps_come_again(const struct model *model)
{
    bool again = model->repeat_count > 0;
    for (int i = 0; i < model->step_count; i++)
        again = again || model->steps[i].times > 1 || model->steps[i].role == ROLE_RISK;
    return again;
}

static bool prepare_measures(struct simulation *sim)
{
    const struct model *model = sim->model;
    const bool again = steps_come_again(model);
    sim->ends_once = calloc((size_t)model->measure_count + 1, sizeof *sim->ends_once);
    for (int i = 0; sim->ends_once && i < model->measure_count; i++)
        sim->ends_once[i] = !again || model->measures[i].first || model->measures[i].to_exit;
    return sim->ends_once != NULL;
}

struct simulation *simulation_create(const struct model *model)
{
    struct simulation *sim = calloc(1, sizeof *sim);
    if (!sim)
        return NULL;
    sim->model = model;
    layout_counters(model, &sim->at);
    layout_series(model, &sim->series);
    sim->request_free = NONE;
    sim->may_tangle = deadlock_may_come(model);
    sim->units = calloc((size_t)model->resource_count + 1, sizeof *sim->units);
    sim->slots = calloc((size_t)model->resource_count + 1, sizeof *sim->slots);
    sim->classes = calloc((size_t)model->class_count + 1, sizeof *sim->classes);
    if (sim->units && sim->slots && sim->classes && patients_prepare(sim) && slots_prepare(sim) &&
        prepare_repetitions(sim) && prepare_measures(sim) && arrivals_prepare(sim))
        return sim;
    simulation_free(sim);
    return NULL;
}

void simulation_free(struct simulation *sim)
{
    if (!sim)
        return;
    patients_free(sim);
    slots_free(sim);
    for (int i = 0; sim->repetitions && i < sim->model->resource_count; i++)
        free(sim->repetitions[i]);
    free(sim->repetitions);
    free(sim->ends_once);
    free(sim->requests);
    free(sim->hearings);
    units_free(sim);
    free(sim->slots);
    arrivals_free(sim);
    heap_free(&sim->heap);
    free(sim);
}

const struct tangle *simulation_tangle(const struct simulation *sim)
{
    return &sim->tangle;
}
