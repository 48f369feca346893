/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_ENGINE_HEAP_H
#define CARTSIM_ENGINE_HEAP_H

#include <stdbool.h>
#include <stdint.h>

/*
 * The event queue: a 4-ary heap ordered by (time, order). `order` makes ties exact, so that nothing ever
 * depends on memory or on when an event was pushed. Cancelled events stay until they surface or heap_filter
 * throws them out.
 */
struct event {
    int64_t time;
    uint64_t order;   /* see event_order */
    uint32_t patient; /* index in the pool, or NOBODY */
    uint32_t stamp;   /* must equal the timer's, or the event was cancelled; of NOBODY: what happens */
};

struct heap {
    struct event *events; /* [count], or after the place of one that was taken [count + 1] */
    uint32_t count, room;
    bool hollow; /* the first place is empty: the next push fills it, or the next look at the first */
};

/* At one instant what ends comes before what falls due. */
enum event_phase { PHASE_END, PHASE_DUE };

/* Phase, then referral (46 bits), then timer (16 bits). */
static inline uint64_t event_order(enum event_phase phase, uint64_t referral, uint32_t timer)
{
    return (uint64_t)phase << 62 | referral << 16 | timer;
}

static inline enum event_phase event_phase(const struct event *event)
{
    return (enum event_phase)(event->order >> 62);
}

static inline uint32_t event_timer(const struct event *event)
{
    return (uint32_t)(event->order & 0xffff);
}

void heap_free(struct heap *heap);
/* false: no memory. The parts of an event come one by one, in registers: through memory each waits for the
 * other's store. */
bool heap_put(struct heap *heap, int64_t time, uint64_t order, uint32_t patient, uint32_t stamp);
static inline bool heap_push(struct heap *heap, struct event event)
{
    return heap_put(heap, event.time, event.order, event.patient, event.stamp);
}
void heap_clear(struct heap *heap);
void heap_fill(struct heap *heap);
/* The first event; the heap must not be empty. */
static inline const struct event *heap_first(struct heap *heap)
{
    if (heap->hollow)
        heap_fill(heap);
    return &heap->events[0];
}
/* The time of the first event, INT64_MAX without one; leaves the first place as it is. */
static inline int64_t heap_next_time(const struct heap *heap)
{
    int64_t time = INT64_MAX;
    for (uint32_t i = heap->hollow; i <= (heap->hollow ? 4 : 0) && i < heap->count + heap->hollow; i++)
        time = heap->events[i].time < time ? heap->events[i].time : time;
    return time;
}
/* Removes it. Who then pushes another, as most events do, has it put in order only once. */
static inline struct event heap_pop(struct heap *heap)
{
    struct event first = *heap_first(heap);
    heap->hollow = true;
    heap->count--;
    return first;
}
/* Keeps only the events that `keep` wants. */
void heap_filter(struct heap *heap, bool (*keep)(const void *context, const struct event *event),
                 const void *context);

#endif
