/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/state.h"

#include <stdlib.h>

/*
 * Resources with appointments. A slot is a place on a day at the resource's hour; the calendar of places
 * taken is a ring of days from today on. Slots held back are for priority 0 until their release; priority 0
 * fills those first. Who finds no slot but such ones waits for a release.
 */
enum { BOOKING_DAYS_MAX = 36600 }; /* how far ahead anyone looks: a hundred years */

bool slots_prepare(struct simulation *sim)
{
    for (int i = 0; i < sim->model->resource_count; i++) {
        if (!sim->model->resources[i].is_slots)
            continue;
        sim->slots[i].room = 512;
        sim->slots[i].days = calloc((size_t)sim->slots[i].room, sizeof *sim->slots[i].days);
        if (!sim->slots[i].days)
            return false;
    }
    return true;
}

void slots_free(struct simulation *sim)
{
    for (int i = 0; sim->slots && i < sim->model->resource_count; i++)
        free(sim->slots[i].days);
}

void slots_reset(struct simulation *sim)
{
    for (int i = 0; i < sim->model->resource_count; i++) {
        struct slot_state *state = &sim->slots[i];
        if (state->days)
            memset(state->days, 0, (size_t)state->room * sizeof *state->days);
        state->first_day = state->full_before = 0;
        state->waiting = 0;
    }
    sim->awaits_release = false;
}

static int64_t time_of(const struct simulation *sim, int resource, int64_t day)
{
    return day * DAY + sim->model->resources[resource].slot_at;
}

/* Days before today are forgotten, their places in the ring used again. */
static void forget_past(const struct simulation *sim, struct slot_state *state)
{
    int64_t today = sim->now / DAY;
    if (today - state->first_day >= state->room) {
        memset(state->days, 0, (size_t)state->room * sizeof *state->days);
        state->first_day = today;
    }
    for (; state->first_day < today; state->first_day++)
        state->days[state->first_day % state->room] = (struct slot_day){0, 0};
    if (state->full_before < today)
        state->full_before = today;
}

static bool reach(struct simulation *sim, struct slot_state *state, int64_t day)
{
    if (day - state->first_day < state->room)
        return true;
    int64_t room = state->room;
    while (day - state->first_day >= room)
        room *= 2;
    struct slot_day *days = calloc((size_t)room, sizeof *days);
    if (!days) {
        fail(sim, SIMULATION_NO_MEMORY);
        return false;
    }
    for (int64_t i = state->first_day; i < state->first_day + state->room; i++)
        days[i % room] = state->days[i % state->room];
    free(state->days);
    state->days = days;
    state->room = room;
    return true;
}

/* Whether that day has a place for a patient of that priority. */
static bool has_place(struct simulation *sim, int resource, int64_t day, bool first)
{
    const struct resource *of = &sim->model->resources[resource];
    struct slot_state *state = &sim->slots[resource];
    int slots = model_slots_on(sim->model, of, day);
    if (slots == 0 || !reach(sim, state, day))
        return false;
    const struct slot_day *taken = &state->days[day % state->room];
    if (first || of->held_count == 0)
        return taken->taken < slots;
    bool held = time_of(sim, resource, day) - sim->now > of->held_until;
    int kept = held && of->held_count > taken->taken_first ? of->held_count - taken->taken_first : 0;
    return taken->taken + kept < slots;
}

static bool is_full(struct simulation *sim, int resource, int64_t day)
{
    int slots = model_slots_on(sim->model, &sim->model->resources[resource], day);
    const struct slot_state *state = &sim->slots[resource];
    return slots == 0 ||
           (day - state->first_day < state->room && state->days[day % state->room].taken >= slots);
}

/* The first day with a place whose slot lies within [from, to], or NONE. */
static int64_t find_day(struct simulation *sim, int resource, int64_t from, int64_t to, bool first)
{
    struct slot_state *state = &sim->slots[resource];
    forget_past(sim, state);
    while (is_full(sim, resource, state->full_before) &&
           state->full_before - state->first_day < BOOKING_DAYS_MAX)
        state->full_before++;
    int64_t day = from / DAY > state->full_before ? from / DAY : state->full_before;
    for (; time_of(sim, resource, day) <= to && day - state->first_day < BOOKING_DAYS_MAX; day++)
        if (time_of(sim, resource, day) >= from && has_place(sim, resource, day, first))
            return day;
    return NONE;
}

static void hold_place(struct simulation *sim, struct patient *patient, int resource, int64_t day, int sign)
{
    struct slot_state *state = &sim->slots[resource];
    struct slot_day *taken = &state->days[day % state->room];
    bool first = patient->priority == 0;
    taken->taken += sign;
    taken->taken_first += first ? sign : 0;
    if (sign < 0 && day < state->full_before)
        state->full_before = day;
    if (in_window(sim, time_of(sim, resource, day)))
        count(sim, sim->at.used, resource, sign);
}

/* The days of all slots of the step, the first on `day`; false when one of them finds no place. */
static bool fit_together(struct simulation *sim, const struct step *step, int64_t day, bool first,
                         int64_t *days)
{
    int64_t anchor = time_of(sim, step->books[0].resource, day);
    days[0] = day;
    for (int i = 1; i < step->book_count; i++) {
        const struct booking *book = &step->books[i];
        int64_t last = book->within_to > INT64_MAX - anchor ? INT64_MAX : anchor + book->within_to;
        days[i] = find_day(sim, book->resource, anchor + book->within_from, last, first);
        if (days[i] == NONE)
            return false;
    }
    return true;
}

/* Where all of a day's slots are held back, nobody but priority 0 need look beyond the next release. */
static int64_t latest_anchor(const struct simulation *sim, const struct step *step, bool first)
{
    int64_t latest = INT64_MAX;
    for (int i = 0; !first && i < step->book_count; i++) {
        const struct resource *of = &sim->model->resources[step->books[i].resource];
        int64_t released = sim->now + of->held_until - step->books[i].within_from;
        if (of->held_count >= of->capacity && released < latest)
            latest = released;
    }
    return latest;
}

/* The first days, from `from` on, that fit the step; false: there are none. */
static bool find_days(struct simulation *sim, const struct step *step, int64_t from, bool first,
                      int64_t *days)
{
    int anchor = step->books[0].resource;
    int64_t latest = latest_anchor(sim, step, first), day;
    while ((day = find_day(sim, anchor, from, latest, first)) != NONE) {
        if (fit_together(sim, step, day, first, days))
            return true;
        from = time_of(sim, anchor, day) + 1;
    }
    return false;
}

/* Of the step's i-th booking. */
static void tell_appointment(struct simulation *sim, const struct patient *patient, int step, enum tale what,
                             int i, int64_t day)
{
    int resource = sim->model->steps[step].books[i].resource;
    story_tell(sim, patient,
               (struct told){.what = (int32_t)what,
                             .step = step,
                             .index = resource,
                             .units = i,
                             .detail = time_of(sim, resource, day)});
}

static void take_places(struct simulation *sim, struct patient *patient, int step, const int64_t *days)
{
    const struct step *of = &sim->model->steps[step];
    for (int i = 0; i < of->book_count; i++) {
        patient->booked[sim->booking_of[step] + i] = (int32_t)days[i];
        hold_place(sim, patient, of->books[i].resource, days[i], 1);
        record_event(sim, patient, HAPPENING_BOOK, of->books[i].resource, 1);
        tell_appointment(sim, patient, step, TALE_BOOKED, i, days[i]);
    }
    sim->slots[of->books[0].resource].waiting++;
}

/* When slots on those days, of which some are held back, are free for all. */
static int64_t release_of(const struct simulation *sim, const struct step *step, const int64_t *days)
{
    int64_t released = sim->now;
    for (int i = 0; i < step->book_count; i++) {
        int resource = step->books[i].resource;
        int64_t time = time_of(sim, resource, days[i]) - sim->model->resources[resource].held_until;
        if (sim->model->resources[resource].held_count && time > released)
            released = time;
    }
    return released;
}

struct appointment slots_book(struct simulation *sim, struct patient *patient, int strand)
{
    const struct strand *of = &patient->strands[strand];
    const struct step *step = &sim->model->steps[of->step];
    bool first = patient->priority == 0;
    int64_t from = of->earliest > sim->now ? of->earliest : sim->now, days[CLAIMS_MAX];
    slots_cancel(sim, patient, of->step);
    if (find_days(sim, step, from, first, days)) {
        take_places(sim, patient, of->step, days);
        return (struct appointment){APPOINTMENT_BOOKED, time_of(sim, step->books[0].resource, days[0])};
    }
    if (!first && find_days(sim, step, from, true, days)) {
        int64_t released = release_of(sim, step, days);
        if (released > sim->now) {
            sim->awaits_release = true;
            return (struct appointment){APPOINTMENT_LATER, released};
        }
    }
    return (struct appointment){APPOINTMENT_NEVER, 0};
}

/* A place is free again: those who wait for a release may want it. */
static void tell_waiting(struct simulation *sim, int resource)
{
    if (sim->model->resources[resource].held_count == 0 || !sim->awaits_release)
        return; /* then nobody waits: whoever asked has booked */
    sim->awaits_release = false;
    for (uint32_t i = 0; i < sim->inside_count; i++) {
        struct patient *patient = sim->pool[sim->inside[i]];
        for (int k = 0; k < sim->model->strand_count; k++)
            if (patient->strands[k].step != NONE && patient->strands[k].waiting == WAITING_RELEASE) {
                sim->awaits_release = true;
                timer_set(sim, patient, k, sim->now, PHASE_DUE);
            }
    }
}

bool slots_full(const struct simulation *sim, const struct step *step)
{
    for (int i = 0; i < step->book_count; i++) {
        int bound = sim->model->resources[step->books[i].resource].queue_max;
        if (bound != NONE && sim->slots[step->books[i].resource].waiting >= bound)
            return true;
    }
    return false;
}

/* The first slot of the strand's step is over, one way or the other. */
static void first_is_over(struct simulation *sim, struct patient *patient, int step)
{
    patient->booked[sim->booking_of[step]] = NONE;
    sim->slots[sim->model->steps[step].books[0].resource].waiting--;
}

void slots_attend(struct simulation *sim, struct patient *patient, int strand)
{
    const struct strand *of = &patient->strands[strand];
    const struct step *step = &sim->model->steps[of->step];
    first_is_over(sim, patient, of->step);
    for (int i = 0; i < step->book_count; i++)
        if (in_window(sim, of->asked))
            record_value(sim, sim->series.asked + step->books[i].resource, sim->now - of->asked);
    record_event(sim, patient, HAPPENING_ATTEND, step->books[0].resource, 1);
}

void slots_miss(struct simulation *sim, struct patient *patient, int strand)
{
    int step = patient->strands[strand].step;
    int resource = sim->model->steps[step].books[0].resource;
    first_is_over(sim, patient, step);
    if (in_window(sim, sim->now)) {
        count(sim, sim->at.used, resource, -1);
        count(sim, sim->at.lost_slots, resource, 1);
    }
    record_event(sim, patient, HAPPENING_MISS, resource, 1);
    slots_cancel(sim, patient, step);
}

void slots_cancel(struct simulation *sim, struct patient *patient, int step)
{
    const struct step *of = &sim->model->steps[step];
    for (int i = 0; i < of->book_count; i++) {
        int32_t *booked = &patient->booked[sim->booking_of[step] + i];
        if (*booked == NONE)
            continue;
        int64_t day = *booked;
        if (i == 0)
            first_is_over(sim, patient, step);
        *booked = NONE;
        if (time_of(sim, of->books[i].resource, day) < sim->now ||
            day < sim->slots[of->books[i].resource].first_day)
            continue;
        hold_place(sim, patient, of->books[i].resource, day, -1);
        record_event(sim, patient, HAPPENING_CANCEL, of->books[i].resource, 1);
        tell_appointment(sim, patient, step, TALE_CANCELLED, i, day);
        tell_waiting(sim, of->books[i].resource);
    }
}

void slots_count_offered(struct simulation *sim)
{
    const struct model *model = sim->model;
    for (int i = 0; i < model->resource_count; i++) {
        if (!model->resources[i].is_slots)
            continue;
        for (int64_t day = sim->window_from / DAY; day * DAY < sim->window_to; day++)
            if (in_window(sim, time_of(sim, i, day)))
                count(sim, sim->at.offered, i, model_slots_on(model, &model->resources[i], day));
    }
}
