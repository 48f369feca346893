/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/state.h"

#include <stdlib.h>

/*
 * Resources with units: taking, queueing, giving back.
 *
 * Queue order is priority, then who asked first, then who was referred first. A request may want several
 * resources: all at once, never some of them. One that lacks units of a resource keeps its place there, and
 * nobody overtakes it at that resource; where it lacks nothing, others may go ahead, so that no unit stands
 * idle that somebody waiting could use.
 */

static int free_units(const struct simulation *sim, int resource)
{
    const struct unit_state *state = &sim->units[resource];
    if (!state->open)
        return 0;
    if (state->capacity == UNLIMITED)
        return INT32_MAX;
    int left = state->capacity - state->broken - state->occupied;
    return left > 0 ? left : 0;
}

static void mark_dirty(struct simulation *sim, int resource)
{
    if (sim->units[resource].waiting)
        sim->units[resource].dirty = sim->any_dirty = true;
}

/* ---- sums: brought up to date before anything changes */

static bool more_levels(struct simulation *sim, int resource, int level)
{
    struct observation *seen = sim->seen;
    int room = 2 * level + 8;
    double *levels = realloc(seen->levels[resource], (size_t)room * sizeof *levels);
    if (!levels) {
        fail(sim, SIMULATION_NO_MEMORY);
        return false;
    }
    for (int i = seen->level_count[resource]; i < room; i++)
        levels[i] = 0;
    seen->levels[resource] = levels;
    seen->level_count[resource] = room;
    return true;
}

static inline void add_window(struct simulation *sim, int resource, int64_t seconds)
{
    struct unit_state *state = &sim->units[resource];
    struct unit_sums *sums = &state->sums;
    const int64_t occupied = state->occupied, while_open = state->open ? seconds : 0;
    sums->occupied += seconds * occupied;
    sums->occupied_open += while_open * occupied;
    sums->queue += seconds * state->waiting;
    if (state->occupied < sim->seen->level_count[resource] || more_levels(sim, resource, state->occupied))
        sim->seen->levels[resource][occupied] += (double)seconds;
    if (state->capacity == UNLIMITED)
        return;
    const int64_t working = state->capacity - state->broken;
    const int64_t in_force = working > occupied ? working : occupied; /* less capacity never evicts */
    sums->open += seconds * state->capacity;
    sums->capacity_open += while_open * in_force;
    if (in_force > 0) {
        sums->busy_base += seconds;
        sums->busy += occupied == in_force ? seconds : 0;
    }
}

static void settle(struct simulation *sim, int resource, int64_t until)
{
    struct unit_state *state = &sim->units[resource];
    int64_t from = state->settled > sim->window_from ? state->settled : sim->window_from;
    int64_t to = until < sim->window_to ? until : sim->window_to;
    state->queue_area += (until - state->settled) * state->waiting;
    state->settled = until;
    if (to > from)
        add_window(sim, resource, to - from);
}

void units_close(struct simulation *sim, int resource, int64_t until)
{
    settle(sim, resource, until);
    const struct unit_sums *sums = &sim->units[resource].sums;
    const struct counter_layout *at = &sim->at;
    count(sim, at->occupied, resource, (double)sums->occupied);
    count(sim, at->occupied_open, resource, (double)sums->occupied_open);
    count(sim, at->capacity_open, resource, (double)sums->capacity_open);
    count(sim, at->open, resource, (double)sums->open);
    count(sim, at->busy, resource, (double)sums->busy);
    count(sim, at->busy_base, resource, (double)sums->busy_base);
    count(sim, at->queue, resource, (double)sums->queue);
}

/* ---- lines */

static int32_t new_request(struct simulation *sim)
{
    if (sim->request_free == NONE) {
        int32_t old = sim->request_room, room = old ? 2 * old : 64;
        struct request *requests = realloc(sim->requests, (size_t)room * sizeof *requests);
        if (!requests)
            return NONE;
        sim->requests = requests;
        sim->request_room = room;
        for (int32_t i = room; i-- > old;) {
            requests[i].sibling = sim->request_free;
            sim->request_free = i;
        }
    }
    int32_t place = sim->request_free;
    sim->request_free = sim->requests[place].sibling;
    return place;
}

static int line_of(const struct simulation *sim, const struct patient *patient, int resource)
{
    return sim->model->resources[resource].fifo ? 0 : sim->model->classes[patient->class_index].priority;
}

static void join_line(struct simulation *sim, int32_t place)
{
    struct request *request = &sim->requests[place];
    struct line *line = &sim->units[request->resource].lines[request->line];
    request->before = line->last;
    request->after = NONE;
    if (line->last == NONE)
        line->first = place;
    else
        sim->requests[line->last].after = place;
    line->last = place;
    sim->units[request->resource].waiting++;
}

static void leave_line(struct simulation *sim, int32_t place)
{
    struct request *request = &sim->requests[place];
    struct unit_state *state = &sim->units[request->resource];
    struct line *line = &state->lines[request->line];
    settle(sim, request->resource, sim->now);
    *(request->before == NONE ? &line->first : &sim->requests[request->before].after) = request->after;
    *(request->after == NONE ? &line->last : &sim->requests[request->after].before) = request->before;
    state->waiting--;
    state->queue_known += sim->now - request->asked;
    request->sibling = sim->request_free;
    sim->request_free = place;
}

static void leave_lines(struct simulation *sim, struct strand *strand)
{
    for (int32_t place = strand->request, next; place != NONE; place = next) {
        next = sim->requests[place].sibling;
        leave_line(sim, place);
    }
    strand->request = NONE;
}

void units_withdraw(struct simulation *sim, struct patient *patient, int strand)
{
    struct strand *of = &patient->strands[strand];
    for (int32_t place = of->request; place != NONE; place = sim->requests[place].sibling) {
        int resource = sim->requests[place].resource;
        record_event(sim, patient, HAPPENING_WITHDRAW, resource, sim->requests[place].units);
        mark_dirty(sim, resource); /* whom it held up may go now */
    }
    leave_lines(sim, of);
}

/* ---- asking */

struct wish {
    int resource, units;
    int claim; /* of the step, by its place */
};

/* The i-th claim of a step: its needs, then its holds. */
static const struct claim *claim_of(const struct step *step, int i)
{
    return i < step->need_count ? &step->needs[i] : &step->holds[i - step->need_count];
}

/* What the step asks for beyond what the patient keeps already; [need_count + hold_count] at most. */
static int wishes(const struct simulation *sim, const struct patient *patient, int strand, struct wish *list)
{
    const struct step *step = &sim->model->steps[patient->strands[strand].step];
    const int claims = step->need_count + step->hold_count;
    int found = 0;
    for (int i = 0; i < claims; i++) {
        const struct claim *claim = claim_of(step, i);
        int units = claim->units - patient->kept[claim->resource];
        if (units <= 0)
            continue;
        list[found].resource = claim->resource;
        list[found].units = units;
        list[found++].claim = i;
    }
    return found;
}

static void take(struct simulation *sim, struct patient *patient, int resource, int units)
{
    settle(sim, resource, sim->now);
    sim->units[resource].occupied += units;
    if (sim->units[resource].occupied > IN_USE_MAX)
        fail(sim, SIMULATION_CROWDED);
    patient->held[resource] = (uint16_t)(patient->held[resource] + units);
    record_event(sim, patient, HAPPENING_GET, resource, units);
}

static bool claims(const struct step *step, int resource)
{
    for (int i = 0; i < step->need_count + step->hold_count; i++)
        if (claim_of(step, i)->resource == resource)
            return true;
    return false;
}

/* What the patient keeps of the resource has changed: whatever else of it waits there asks anew, for more or
 * for less. */
static void ask_anew(struct simulation *sim, struct patient *patient, int resource)
{
    for (int i = 0; i < sim->model->strand_count; i++) {
        struct strand *of = &patient->strands[i];
        if (of->step == NONE || of->waiting != WAITING_QUEUE ||
            !claims(&sim->model->steps[of->step], resource))
            continue;
        units_withdraw(sim, patient, i);
        of->waiting = WAITING_HEARING;
        walk_ask(sim, patient, i);
    }
}

static void keep(struct simulation *sim, struct patient *patient, int resource, int units)
{
    patient->kept[resource] = (uint16_t)(patient->kept[resource] + units);
    ask_anew(sim, patient, resource);
}

void units_release(struct simulation *sim, struct patient *patient, int resource)
{
    int units = patient->kept[resource];
    if (units == 0)
        return;
    patient->kept[resource] = 0;
    units_give_back(sim, patient, resource, units);
    ask_anew(sim, patient, resource);
}

static void take_all(struct simulation *sim, struct patient *patient, int strand, const struct wish *list,
                     int wished)
{
    const int place = patient->strands[strand].step, needs = sim->model->steps[place].need_count;
    const int64_t asked = patient->strands[strand].asked;
    for (int i = 0; i < wished; i++) {
        const int resource = list[i].resource, units = list[i].units;
        take(sim, patient, resource, units);
        if (list[i].claim >= needs)
            keep(sim, patient, resource, units);
        else
            patient->lent[sim->need_of[place] + list[i].claim] = (uint16_t)units;
        if (in_window(sim, asked))
            record_value(sim, sim->series.asked + resource, sim->now - asked);
    }
}

static int waiting_key(const struct simulation *sim, const struct step *step, int resource, int key)
{
    const struct unit_state *state = &sim->units[resource];
    bool shut = !state->open || (state->capacity == 0 && state->occupied == 0);
    return shut ? step->key_closed : key;
}

static void tell_queue(struct simulation *sim, const struct patient *patient, int step, int32_t place)
{
    const struct request *request = &sim->requests[place];
    const struct unit_state *state = &sim->units[request->resource];
    int ahead = 0;
    for (int i = 0; i <= request->line; i++)
        for (int32_t at = state->lines[i].first; at != NONE && at != place; at = sim->requests[at].after)
            ahead++;
    bool shut = waiting_key(sim, &sim->model->steps[step], request->resource, NONE) != NONE;
    story_tell(sim, patient,
               (struct told){.what = TALE_QUEUED,
                             .step = step,
                             .index = request->resource,
                             .units = ahead,
                             .detail = shut});
}

static void queue_up(struct simulation *sim, struct patient *patient, int strand, const struct wish *list,
                     int wished)
{
    struct strand *of = &patient->strands[strand];
    const struct step *step = &sim->model->steps[of->step];
    int key = NONE;
    for (int i = wished; i-- > 0;) {
        int waits_for = step->key_wait + step->book_count + list[i].claim;
        int32_t place = new_request(sim);
        if (place == NONE) {
            fail(sim, SIMULATION_NO_MEMORY);
            return;
        }
        settle(sim, list[i].resource, sim->now);
        sim->requests[place] = (struct request){.patient = patient->index,
                                                .strand = strand,
                                                .resource = list[i].resource,
                                                .units = list[i].units,
                                                .sibling = of->request,
                                                .key = waits_for,
                                                .asked = sim->now,
                                                .line = line_of(sim, patient, list[i].resource)};
        of->request = place;
        join_line(sim, place);
        if (patient == sim->followed)
            tell_queue(sim, patient, of->step, place);
        if (key == NONE || free_units(sim, list[i].resource) < list[i].units)
            key = waiting_key(sim, step, list[i].resource, waits_for);
    }
    of->waiting = WAITING_QUEUE;
    journal_write(sim, patient, strand, key);
}

enum answer units_ask(struct simulation *sim, struct patient *patient, int strand)
{
    struct wish list[CLAIMS_MAX];
    int wished = wishes(sim, patient, strand, list);
    bool all = true, somebody_waits = false, full = false;
    bool is_new = patient->strands[strand].asked == sim->now; /* who waits already is not turned away */
    for (int i = 0; i < wished; i++) {
        int bound = sim->model->resources[list[i].resource].queue_max,
            waiting = sim->units[list[i].resource].waiting;
        all = all && free_units(sim, list[i].resource) >= list[i].units;
        somebody_waits = somebody_waits || waiting > 0;
        full = full || (bound != NONE && waiting >= bound && is_new);
    }
    bool at_once = all && !somebody_waits;
    if (full && !at_once)
        return ANSWER_REFUSED;
    for (int i = 0; i < wished; i++)
        record_event(sim, patient, HAPPENING_ASK, list[i].resource, list[i].units);
    if (at_once) {
        take_all(sim, patient, strand, list, wished);
        return ANSWER_GRANTED;
    }
    queue_up(sim, patient, strand, list, wished);
    for (int i = 0; all && i < wished; i++) /* those before it may be waiting for something else */
        mark_dirty(sim, list[i].resource);
    return ANSWER_QUEUED;
}

/* ---- serving those who wait */

/* Whether somebody before it in the resource's lines lacks units there: nobody overtakes. */
static bool is_held_up(const struct simulation *sim, int32_t place)
{
    const struct request *request = &sim->requests[place];
    const struct unit_state *state = &sim->units[request->resource];
    int left = free_units(sim, request->resource);
    for (int i = 0; i <= request->line; i++)
        for (int32_t at = state->lines[i].first; at != NONE && at != place; at = sim->requests[at].after)
            if (sim->requests[at].units > left)
                return true;
    return false;
}

static bool can_have_all(const struct simulation *sim, const struct strand *strand, int32_t place)
{
    for (int32_t other = strand->request; other != NONE; other = sim->requests[other].sibling) {
        const struct request *request = &sim->requests[other];
        if (free_units(sim, request->resource) < request->units || (other != place && is_held_up(sim, other)))
            return false;
    }
    return true;
}

static void grant(struct simulation *sim, struct patient *patient, int strand)
{
    leave_lines(sim, &patient->strands[strand]);
    patient->strands[strand].waiting = WAITING_IDLE;
    struct wish list[CLAIMS_MAX];
    int wished = wishes(sim, patient, strand, list);
    take_all(sim, patient, strand, list, wished);
    walk_granted(sim, patient, strand);
}

/* The first in the lines who can have all it asks for, without overtaking anyone who lacks units here; or
 * NONE. */
static int32_t next_served(const struct simulation *sim, int resource)
{
    const struct unit_state *state = &sim->units[resource];
    int left = free_units(sim, resource);
    for (int i = 0; left > 0 && i < PRIORITIES; i++)
        for (int32_t place = state->lines[i].first; place != NONE; place = sim->requests[place].after) {
            const struct request *request = &sim->requests[place];
            if (request->units > left)
                return NONE;
            if (can_have_all(sim, &sim->pool[request->patient]->strands[request->strand], place))
                return place;
        }
    return NONE;
}

static void serve(struct simulation *sim, int resource)
{
    int32_t place;
    sim->units[resource].dirty = false;
    while (sim->units[resource].waiting && (place = next_served(sim, resource)) != NONE) {
        const struct request *request = &sim->requests[place];
        grant(sim, sim->pool[request->patient], request->strand);
    }
}

void units_serve_dirty(struct simulation *sim)
{
    while (sim->any_dirty) {
        sim->any_dirty = false;
        for (int i = 0; i < sim->model->resource_count; i++)
            if (sim->units[i].dirty)
                serve(sim, i);
    }
}

void units_give_back(struct simulation *sim, struct patient *patient, int resource, int units)
{
    settle(sim, resource, sim->now);
    sim->units[resource].occupied -= units;
    patient->held[resource] = (uint16_t)(patient->held[resource] - units);
    record_event(sim, patient, HAPPENING_GIVE_BACK, resource, units);
    mark_dirty(sim, resource);
}

/* ---- calendar and breakdowns */

enum { WHAT_CALENDAR, WHAT_BREAKS, WHAT_MENDED };

static bool is_open(const struct model *model, const struct resource *resource, int64_t time)
{
    int64_t day = time / DAY, second = time % DAY;
    for (int i = 0; i < resource->opening_count; i++) {
        const struct opening *opening = &resource->openings[i];
        if (opening->days >> model_weekday(model, day) & 1u && second >= opening->from &&
            second < opening->to)
            return true;
    }
    return resource->opening_count == 0;
}

static int64_t sooner(int64_t next, int64_t candidate, int64_t now)
{
    return candidate > now && candidate < next ? candidate : next;
}

/* The next time at which the calendar may change something; INT64_MAX: never. */
static int64_t next_change(const struct resource *resource, int64_t now)
{
    int64_t next = INT64_MAX;
    for (int i = 0; i < resource->closure_count; i++)
        next = sooner(sooner(next, resource->closures[i].from, now), resource->closures[i].to, now);
    for (int i = 0; i < resource->opening_count; i++)
        for (int64_t day = now / DAY; day <= now / DAY + 1; day++)
            next = sooner(sooner(next, day * DAY + resource->openings[i].from, now),
                          day * DAY + resource->openings[i].to, now);
    return next;
}

/* Those who wait learn whether they wait for a unit or for the doors to open. */
static void tell_waiting(struct simulation *sim, int resource)
{
    for (int i = 0; i < PRIORITIES; i++)
        for (int32_t at = sim->units[resource].lines[i].first; at != NONE; at = sim->requests[at].after) {
            const struct request *request = &sim->requests[at];
            struct patient *patient = sim->pool[request->patient];
            const struct step *step = &sim->model->steps[patient->strands[request->strand].step];
            journal_write(sim, patient, request->strand, waiting_key(sim, step, resource, request->key));
        }
}

static void follow_calendar(struct simulation *sim, int resource)
{
    const struct resource *of = &sim->model->resources[resource];
    struct unit_state *state = &sim->units[resource];
    bool open = is_open(sim->model, of, sim->now);
    int capacity = model_capacity_at(of, sim->now);
    int64_t next = next_change(of, sim->now);
    settle(sim, resource, sim->now);
    if (open != state->open || capacity != state->capacity) {
        state->open = open;
        state->capacity = capacity;
        mark_dirty(sim, resource);
        tell_waiting(sim, resource);
    }
    if (next != INT64_MAX)
        clock_push(sim, next, PHASE_END, 0, (uint32_t)resource, WHAT_CALENDAR);
}

/* A unit breaks after a time of working and is mended after another. what: kind, unit and repetition. */
static void time_unit(struct simulation *sim, int resource, int unit, uint32_t repetition, bool breaks)
{
    const struct resource *of = &sim->model->resources[resource];
    double u =
        stream_uniform(sim->key, breaks ? of->purpose_after : of->purpose_for, (uint32_t)unit, repetition);
    int64_t lasts = law_seconds((breaks ? &of->breaks_after : &of->breaks_for)->always, u);
    sim->repetitions[resource][unit] = repetition;
    clock_push(sim, sim->now + (lasts > 0 ? lasts : 1), PHASE_END, 0, (uint32_t)resource,
               (uint32_t)unit << 2 | (breaks ? WHAT_BREAKS : WHAT_MENDED));
}

void units_event(struct simulation *sim, int resource, uint32_t what)
{
    struct unit_state *state = &sim->units[resource];
    int unit = (int)(what >> 2);
    if ((what & 3) == WHAT_CALENDAR) {
        follow_calendar(sim, resource);
        return;
    }
    bool breaks = (what & 3) == WHAT_BREAKS;
    settle(sim, resource, sim->now);
    state->broken += breaks ? 1 : -1;
    mark_dirty(sim, resource);
    time_unit(sim, resource, unit, sim->repetitions[resource][unit] + !breaks, !breaks);
}

void units_reset(struct simulation *sim)
{
    sim->any_dirty = false;
    sim->request_free = NONE;
    for (int32_t i = sim->request_room; i-- > 0;) {
        sim->requests[i].sibling = sim->request_free;
        sim->request_free = i;
    }
    for (int i = 0; i < sim->model->resource_count; i++) {
        const struct resource *of = &sim->model->resources[i];
        struct unit_state *state = &sim->units[i];
        *state =
            (struct unit_state){.capacity = model_capacity_at(of, 0), .open = is_open(sim->model, of, 0)};
        for (int line = 0; line < PRIORITIES; line++)
            state->lines[line] = (struct line){NONE, NONE};
        int64_t next = of->is_slots ? INT64_MAX : next_change(of, 0);
        if (next != INT64_MAX)
            clock_push(sim, next, PHASE_END, 0, (uint32_t)i, WHAT_CALENDAR);
        for (int unit = 0; law_given(&of->breaks_after) && unit < of->capacity; unit++)
            time_unit(sim, i, unit, 0, true);
    }
}
