/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/floor.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/floor_luck.h"

/* ---- what is to come: a 4-ary heap, ordered by (time, order) as one whole number */

__extension__ typedef unsigned __int128 wide;

struct event {
    double time; /* from 0 on, so that its bits are ordered as it is */
    uint32_t order, patient;
};

struct heap {
    struct event *events;
    uint32_t count, room, pushed;
};

static inline wide rank_of(const struct event *event)
{
    uint64_t bits;
    memcpy(&bits, &event->time, sizeof bits);
    return (wide)bits << 64 | event->order;
}

/* false: no memory */
static bool push(struct heap *heap, double time, uint32_t patient)
{
    if (heap->count == heap->room) {
        uint32_t room = heap->room ? 2 * heap->room : 64;
        struct event *events = realloc(heap->events, room * sizeof *events);
        if (!events)
            return false;
        heap->events = events;
        heap->room = room;
    }
    struct event event = {time, heap->pushed++, patient};
    uint32_t place = heap->count++;
    while (place > 0 && rank_of(&event) < rank_of(&heap->events[(place - 1) / 4])) {
        heap->events[place] = heap->events[(place - 1) / 4];
        place = (place - 1) / 4;
    }
    heap->events[place] = event;
    return true;
}

static struct event pop(struct heap *heap)
{
    struct event first = heap->events[0], last = heap->events[--heap->count];
    uint32_t place = 0, child;
    while ((child = 4 * place + 1) < heap->count) {
        uint32_t end = child + 4 < heap->count ? child + 4 : heap->count, least = child;
        for (uint32_t other = child + 1; other < end; other++)
            least = rank_of(&heap->events[other]) < rank_of(&heap->events[least]) ? other : least;
        if (rank_of(&last) <= rank_of(&heap->events[least]))
            break;
        heap->events[place] = heap->events[least];
        place = least;
    }
    heap->events[place] = last;
    return first;
}

/* ---- who waits: a ring */

struct line {
    uint32_t *places;
    uint32_t head, tail, mask; /* head and tail count on; a place is theirs & mask */
};

static bool line_grow(struct line *line)
{
    uint32_t room = line->places ? 2 * (line->mask + 1) : 64, count = line->tail - line->head;
    uint32_t *places = malloc(room * sizeof *places);
    if (!places)
        return false;
    for (uint32_t i = 0; i < count; i++)
        places[i] = line->places[(line->head + i) & line->mask];
    free(line->places);
    *line = (struct line){places, 0, count, room - 1};
    return true;
}

static inline bool line_join(struct line *line, uint32_t patient)
{
    if ((!line->places || line->tail - line->head > line->mask) && !line_grow(line))
        return false;
    line->places[line->tail++ & line->mask] = patient;
    return true;
}

/* ---- the reference pathway */

enum stage { EVALUATED, COLLECTED, SHIPPED, MADE, CURED, DISCHARGED };
enum unit { DEVICE, SUITE, BED, UNITS };
enum purpose { ARRIVALS, EVALUATION, MAKING, FAILING, INFECTION, ILLNESS, RECOVERY };
static const uint32_t NOBODY = UINT32_MAX; /* the event of an arrival */

struct patient {
    double collected; /* the first start of the apheresis, -1 before */
    uint8_t stage, repeats;
};

struct centre {
    uint64_t key;
    double now, log_mean, log_sd;
    struct heap heap;
    struct patient *patients;
    struct line lines[UNITS];
    int free[UNITS];
    double *times; /* vein to vein, in the order of infusions */
    uint32_t infused;
};

static bool later(struct centre *centre, uint32_t who, enum stage stage, double days)
{
    centre->patients[who].stage = (uint8_t)stage;
    return push(&centre->heap, centre->now + days, who);
}

static bool start(struct centre *centre, enum unit unit, uint32_t who)
{
    struct patient *patient = &centre->patients[who];
    switch (unit) {
    case DEVICE:
        patient->collected = patient->collected < 0 ? centre->now : patient->collected;
        return later(centre, who, COLLECTED, 1.0);
    case SUITE:
        return later(centre, who, MADE,
                     luck_triangular(luck_of(centre->key, who, MAKING, patient->repeats), 14, 17, 28));
    default: /* lymphodepletion takes 5 days, then the infusion */
        centre->times[centre->infused++] = centre->now + 5.0 - patient->collected;
        return later(centre, who, DISCHARGED,
                     5.0 + luck_triangular(luck_of(centre->key, who, RECOVERY, 0), 13, 15.5, 21));
    }
}

static inline bool ask(struct centre *centre, enum unit unit, uint32_t who)
{
    if (centre->free[unit] == 0)
        return line_join(&centre->lines[unit], who);
    centre->free[unit]--;
    return start(centre, unit, who);
}

static inline bool give_back(struct centre *centre, enum unit unit)
{
    struct line *line = &centre->lines[unit];
    if (line->head != line->tail)
        return start(centre, unit, line->places[line->head++ & line->mask]);
    centre->free[unit]++;
    return true;
}

static bool made(struct centre *centre, uint32_t who)
{
    struct patient *patient = &centre->patients[who];
    if (!give_back(centre, SUITE))
        return false;
    if (luck_of(centre->key, who, FAILING, patient->repeats) < 0.05) {
        patient->repeats++;
        return ask(centre, DEVICE, who);
    }
    if (luck_of(centre->key, who, INFECTION, 0) < 0.25) /* Erlang, two phases of 5 days */
        return later(centre, who, CURED,
                     -5.0 *
                         log(luck_of(centre->key, who, ILLNESS, 0) * luck_of(centre->key, who, ILLNESS, 1)));
    return ask(centre, BED, who);
}

static bool go_on(struct centre *centre, uint32_t who)
{
    switch ((enum stage)centre->patients[who].stage) {
    case EVALUATED: return ask(centre, DEVICE, who);
    case COLLECTED: return give_back(centre, DEVICE) && later(centre, who, SHIPPED, 1.0);
    case SHIPPED: return ask(centre, SUITE, who);
    case MADE: return made(centre, who);
    case CURED: return ask(centre, BED, who);
    default: return give_back(centre, BED);
    }
}

static inline bool next_arrival(struct centre *centre, uint32_t who)
{
    double days = -7.0 / 1.2 * log(luck_of(centre->key, who, ARRIVALS, 0));
    return push(&centre->heap, centre->now + days, NOBODY);
}

static bool arrive(struct centre *centre, uint32_t who, uint32_t patients)
{
    centre->patients[who] = (struct patient){.collected = -1};
    double normal = luck_normal(luck_of(centre->key, who, EVALUATION, 0));
    return later(centre, who, EVALUATED, exp(centre->log_mean + centre->log_sd * normal)) &&
           (who + 1 == patients || next_arrival(centre, who + 1));
}

static bool run_centre(struct centre *centre, uint32_t patients, uint64_t *events)
{
    uint32_t arrived = 0;
    bool fine = next_arrival(centre, 0);
    while (fine && centre->heap.count > 0) {
        struct event event = pop(&centre->heap);
        centre->now = event.time;
        ++*events;
        fine = event.patient == NOBODY ? arrive(centre, arrived++, patients) : go_on(centre, event.patient);
    }
    return fine;
}

bool floor_reference(uint32_t patients, int beds, uint64_t seed, struct floor_result *result)
{
    double variance = log(1 + 2.0 * 2.0 / (5.0 * 5.0)); /* a lognormal of mean 5 and standard deviation 2 */
    struct centre centre = {.key = luck_key(seed),
                            .log_mean = log(5.0) - variance / 2,
                            .log_sd = sqrt(variance),
                            .free = {[DEVICE] = 1, [SUITE] = 4, [BED] = beds}};
    centre.patients = malloc(patients * sizeof *centre.patients);
    centre.times = malloc(patients * sizeof *centre.times);
    *result = (struct floor_result){0};
    bool fine = centre.patients && centre.times && run_centre(&centre, patients, &result->events);
    for (uint32_t i = 0; fine && i < centre.infused; i++)
        result->mean += centre.times[i] / centre.infused;
    for (int unit = 0; unit < UNITS; unit++)
        free(centre.lines[unit].places);
    free(centre.heap.events);
    free(centre.patients);
    free(centre.times);
    return fine;
}
