/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/units.h"

#include <stdlib.h>

/*
 * Those who wait for units, in lines: by priority, then who asked first, then who was referred first. A
 * request may want several resources: all at once, never some of them. One that lacks units of a resource
 * keeps its place there, and nobody overtakes it at that resource; where it lacks nothing, others may go
 * ahead, so that no unit stands idle that somebody waiting could use.
 */

/* false: no memory. */
__attribute__((noinline)) static bool more_requests(struct simulation *sim)
{
    int32_t old = sim->request_room, room = old ? 2 * old : 64;
    struct request *requests = realloc(sim->requests, (size_t)room * sizeof *requests);
    if (!requests)
        return false;
    sim->requests = requests;
    sim->request_room = room;
    for (int32_t i = room; i-- > old;) {
        requests[i].sibling = sim->request_free;
        sim->request_free = i;
    }
    return true;
}

static inline int32_t new_request(struct simulation *sim)
{
    if (__builtin_expect(sim->request_free == NONE, 0) && !more_requests(sim))
        return NONE;
    int32_t place = sim->request_free;
    sim->request_free = sim->requests[place].sibling;
    return place;
}

static inline int line_of(const struct patient *patient, const struct unit_state *state)
{
    return state->fifo ? 0 : patient->priority;
}

static inline void join_line(struct simulation *sim, int32_t place)
{
    struct request *request = &sim->requests[place];
    struct unit_state *state = request->wanted;
    struct line *line = &state->lines[request->line];
    request->before = line->last;
    request->after = NONE;
    if (line->last == NONE)
        line->first = place;
    else
        sim->requests[line->last].after = place;
    line->last = place;
    state->lined |= 1u << request->line;
    state->waiting++;
}

static void leave_line(struct simulation *sim, int32_t place)
{
    struct request *request = &sim->requests[place];
    struct unit_state *state = request->wanted;
    struct line *line = &state->lines[request->line];
    sums_settle(sim, state, sim->now);
    *(request->before == NONE ? &line->first : &sim->requests[request->before].after) = request->after;
    *(request->after == NONE ? &line->last : &sim->requests[request->after].before) = request->before;
    state->lined &= ~((unsigned)(line->first == NONE) << request->line);
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
        struct unit_state *state = sim->requests[place].wanted;
        record_event(sim, patient, HAPPENING_WITHDRAW, state->resource, sim->requests[place].units);
        units_mark(sim, state); /* whom it held up may go now */
    }
    leave_lines(sim, of);
}

/* ---- queueing up */

static inline bool is_shut(const struct unit_state *state)
{
    return !state->open || (state->capacity == 0 && state->occupied == 0);
}

static inline int waiting_key(const struct station *at, const struct unit_state *state, int claim)
{
    return is_shut(state) ? at->key_closed : at->key_wait + claim;
}

static void tell_queue(struct simulation *sim, const struct patient *patient, int step, int32_t place)
{
    const struct request *request = &sim->requests[place];
    const struct unit_state *state = request->wanted;
    int ahead = 0;
    for (int i = 0; i <= request->line; i++)
        for (int32_t at = state->lines[i].first; at != NONE && at != place; at = sim->requests[at].after)
            ahead++;
    story_tell(sim, patient,
               (struct told){.what = TALE_QUEUED,
                             .step = step,
                             .index = state->resource,
                             .units = ahead,
                             .detail = is_shut(state)});
}

/* A request of the strand's, behind all others of its line. false: no memory. */
__attribute__((always_inline)) static inline bool queue_for(struct simulation *sim, struct patient *patient,
                                                            int strand, struct wish wish, bool alone,
                                                            uint64_t ticket)
{
    const int32_t place = new_request(sim);
    if (place == NONE) {
        fail(sim, SIMULATION_NO_MEMORY);
        return false;
    }
    struct strand *of = &patient->strands[strand];
    struct request *request = &sim->requests[place];
    sums_settle(sim, wish.wanted, sim->now);
    request->patient = patient->index;
    request->strand = strand;
    request->wanted = wish.wanted;
    request->units = wish.units;
    request->sibling = of->request;
    request->claim = wish.claim;
    request->asked = sim->now;
    request->line = line_of(patient, wish.wanted);
    request->alone = alone;
    request->ticket = ticket;
    of->request = place;
    join_line(sim, place);
    if (patient == sim->followed)
        tell_queue(sim, patient, of->step, place);
    return true;
}

void queues_join_one(struct simulation *sim, struct patient *patient, int strand, struct wish wish,
                     const struct station *at)
{
    struct strand *of = &patient->strands[strand];
    if (!queue_for(sim, patient, strand, wish, true, ++sim->tickets))
        return;
    of->waiting = WAITING_QUEUE;
    journal_write(sim, patient, strand, waiting_key(at, wish.wanted, wish.claim));
}

void queues_join(struct simulation *sim, struct patient *patient, int strand, const struct wish *list,
                 int wished)
{
    struct strand *of = &patient->strands[strand];
    const struct station *at = &sim->stations[of->step];
    const uint64_t ticket = ++sim->tickets;
    int key = NONE;
    for (int i = wished; i-- > 0;) {
        if (!queue_for(sim, patient, strand, list[i], wished == 1, ticket))
            return;
        if (key == NONE || units_left(list[i].wanted) < list[i].units)
            key = waiting_key(at, list[i].wanted, list[i].claim);
    }
    of->waiting = WAITING_QUEUE;
    journal_write(sim, patient, strand, key);
}

void queues_tell(struct simulation *sim, int resource)
{
    const struct unit_state *state = &sim->units[resource];
    for (unsigned lined = state->lined; lined; lined &= lined - 1)
        for (int32_t at = state->lines[__builtin_ctz(lined)].first; at != NONE;
             at = sim->requests[at].after) {
            const struct request *request = &sim->requests[at];
            struct patient *patient = sim->pool[request->patient];
            const struct station *station = &sim->stations[patient->strands[request->strand].step];
            journal_write(sim, patient, request->strand, waiting_key(station, state, request->claim));
        }
}

/* ---- serving those who wait */

/* Whether somebody lacks units in the resource's lines before `line`, or in that before `place`: nobody
 * overtakes. */
static bool is_held_up(const struct simulation *sim, const struct unit_state *state, int line, int32_t place)
{
    int left = units_left(state);
    for (int i = 0; i <= line; i++)
        for (int32_t at = state->lines[i].first; at != NONE && at != place; at = sim->requests[at].after)
            if (sim->requests[at].units > left)
                return true;
    return false;
}

bool queues_let_by(const struct simulation *sim, const struct patient *patient,
                   const struct unit_state *state)
{
    return !is_held_up(sim, state, line_of(patient, state), NONE);
}

static bool can_have_all(const struct simulation *sim, const struct strand *strand, int32_t place)
{
    for (int32_t other = strand->request; other != NONE; other = sim->requests[other].sibling) {
        const struct request *request = &sim->requests[other];
        if (units_left(request->wanted) < request->units ||
            (other != place && is_held_up(sim, request->wanted, request->line, other)))
            return false;
    }
    return true;
}

/* The first in the lines who can have all it asks for, without overtaking anyone who lacks units here; or
 * NONE. */
static int32_t next_in_lines(const struct simulation *sim, const struct unit_state *state, int left)
{
    for (unsigned lined = state->lined; lined; lined &= lined - 1)
        for (int32_t place = state->lines[__builtin_ctz(lined)].first; place != NONE;
             place = sim->requests[place].after) {
            const struct request *request = &sim->requests[place];
            if (request->units > left)
                return NONE;
            if (request->alone ||
                can_have_all(sim, &sim->pool[request->patient]->strands[request->strand], place))
                return place;
        }
    return NONE;
}

/* Mostly nothing is left, or the first of all wants nothing else. */
static inline int32_t next_served(const struct simulation *sim, const struct unit_state *state)
{
    const int left = units_left(state);
    if (left <= 0 || !state->lined)
        return NONE;
    const int32_t first = state->lines[__builtin_ctz(state->lined)].first;
    if (sim->requests[first].alone)
        return sim->requests[first].units <= left ? first : NONE;
    return next_in_lines(sim, state, left);
}

/* Another resource that the strand waits for, at which somebody else comes first now: that one, or NONE. */
static int32_t one_before(const struct simulation *sim, int32_t place)
{
    const struct request *mine = &sim->requests[place];
    if (mine->alone)
        return NONE;
    const struct strand *strand = &sim->pool[mine->patient]->strands[mine->strand];
    for (int32_t other = strand->request; other != NONE; other = sim->requests[other].sibling) {
        int32_t first = other == place ? place : next_served(sim, sim->requests[other].wanted);
        if (first != NONE && sim->requests[first].ticket != mine->ticket)
            return first;
    }
    return NONE;
}

/* Where the request at `place` is first here, but others may come before it elsewhere. */
__attribute__((noinline)) static int32_t first_everywhere(const struct simulation *sim, int32_t place)
{
    int32_t before, longest = place;
    for (int i = 0; (before = one_before(sim, place)) != NONE; i++) {
        place = before;
        if (sim->requests[place].ticket < sim->requests[longest].ticket)
            longest = place;
        if (i > 2 * sim->model->resource_count)
            return longest;
    }
    return place;
}

/* Who is served next, for units of this resource: first at every resource that the request is for. Orders
 * that differ between queues can go round; who has queued longest is the first in the ring. */
static inline int32_t next_of_all(const struct simulation *sim, const struct unit_state *state)
{
    const int32_t place = next_served(sim, state);
    return place == NONE || sim->requests[place].alone ? place : first_everywhere(sim, place);
}

static void grant_one(struct simulation *sim, int32_t place)
{
    const struct request *request = &sim->requests[place];
    const struct wish wish = {request->wanted, request->units, request->claim};
    const int strand = request->strand;
    struct patient *patient = sim->pool[request->patient];
    struct strand *of = &patient->strands[strand];
    leave_line(sim, place);
    of->request = NONE;
    of->waiting = WAITING_IDLE;
    units_take(sim, patient, strand, wish);
    walk_granted(sim, patient, strand);
}

__attribute__((noinline)) static void grant_all(struct simulation *sim, int32_t place)
{
    struct patient *patient = sim->pool[sim->requests[place].patient];
    const int strand = sim->requests[place].strand;
    struct strand *of = &patient->strands[strand];
    struct wish list[CLAIMS_MAX];
    int wished = 0;
    for (int32_t at = of->request; at != NONE; at = sim->requests[at].sibling)
        list[wished++] =
            (struct wish){sim->requests[at].wanted, sim->requests[at].units, sim->requests[at].claim};
    leave_lines(sim, of);
    of->waiting = WAITING_IDLE;
    for (int i = 0; i < wished; i++)
        units_take(sim, patient, strand, list[i]);
    walk_granted(sim, patient, strand);
}

static inline void grant(struct simulation *sim, int32_t place)
{
    if (sim->requests[place].alone)
        grant_one(sim, place);
    else
        grant_all(sim, place);
}

/* Of two who stand at the head of different queues. */
static bool goes_first(const struct simulation *sim, int32_t a, int32_t b)
{
    int of_a = sim->pool[sim->requests[a].patient]->priority;
    int of_b = sim->pool[sim->requests[b].patient]->priority;
    return of_a != of_b ? of_a < of_b : sim->requests[a].ticket < sim->requests[b].ticket;
}

/* The same where no other queue has changed. */
static inline int32_t next_of_queue(struct simulation *sim, struct unit_state *state)
{
    const int32_t place = next_of_all(sim, state);
    state->dirty = sim->any_dirty = place != NONE;
    return place;
}

/* The next who gets what it waits for, of all queues; NONE: nobody, and all queues have been looked at. */
static int32_t next_of_queues(struct simulation *sim)
{
    int32_t first = NONE;
    sim->any_dirty = false;
    for (int i = 0; i < sim->model->resource_count; i++) {
        struct unit_state *state = &sim->units[i];
        if (!state->dirty)
            continue;
        int32_t place = next_of_all(sim, state);
        state->dirty = place != NONE;
        sim->any_dirty = sim->any_dirty || state->dirty;
        if (place != NONE && (first == NONE || goes_first(sim, place, first)))
            first = place;
    }
    return first;
}

void units_serve_dirty(struct simulation *sim)
{
    while (sim->any_dirty) {
        struct unit_state *const only = sim->only_dirty;
        const int32_t place = only ? next_of_queue(sim, only) : next_of_queues(sim);
        if (place != NONE)
            grant(sim, place);
    }
}

void queues_reset(struct simulation *sim)
{
    sim->any_dirty = false;
    sim->tickets = 0;
    sim->request_free = NONE;
    for (int32_t i = sim->request_room; i-- > 0;) {
        sim->requests[i].sibling = sim->request_free;
        sim->request_free = i;
    }
}
