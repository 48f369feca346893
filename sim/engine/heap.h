/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_ENGINE_HEAP_H
#define CARTSIM_ENGINE_HEAP_H

#include <stdbool.h>
#include <stdint.h>

/*
 * The event queue: a 4-ary heap ordered by (time, order). `order` makes ties exact, so that nothing ever
 * depends on memory or on when an event was pushed. Cancelled events stay until they surface or heap_filter
 * throws them out. Times stand apart from the rest, so that what is compared lies together; times beyond the
 * last event are the greatest there is, so that each event has four children to compare.
 */
struct event {
    int64_t time;
    uint64_t order;   /* see event_order */
    uint32_t patient; /* index in the pool, or NOBODY */
    uint32_t stamp;   /* must equal the timer's, or the event was cancelled; of NOBODY: what happens */
};

enum { HEAP_FANOUT = 4 };

struct heap {
    int64_t
        *times; /* [room + HEAP_FANOUT]; events stand at [0, count), or after one was taken at [1, count] */
    struct heap_entry {
        uint64_t order;
        uint32_t patient, stamp;
    } * entries; /* [room] */
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

static inline enum event_phase order_phase(uint64_t order)
{
    return (enum event_phase)(order >> 62);
}

static inline uint32_t order_timer(uint64_t order)
{
    return (uint32_t)(order & 0xffff);
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

/* The time of the first event; the heap must not be empty. */
static inline int64_t heap_first_time(struct heap *heap)
{
    if (heap->hollow)
        heap_fill(heap);
    return heap->times[0];
}

/* Its order. */
static inline uint64_t heap_first_order(struct heap *heap)
{
    if (heap->hollow)
        heap_fill(heap);
    return heap->entries[0].order;
}

/* The time of the first event, INT64_MAX without one; the first place stays as it is. */
static inline int64_t heap_next_time(const struct heap *heap)
{
    if (heap->count == 0)
        return INT64_MAX;
    const int64_t *of = heap->times + heap->hollow;
    int64_t time = of[0];
    for (int i = 1; heap->hollow && i < HEAP_FANOUT; i++)
        time = of[i] < time ? of[i] : time;
    return time;
}

/* Removes the first; the heap must not be empty. Who then pushes another, as most events do, has it put in
 * order only once. */
static inline struct event heap_pop(struct heap *heap)
{
    if (heap->hollow)
        heap_fill(heap);
    const struct heap_entry *first = &heap->entries[0];
    heap->hollow = true;
    heap->count--;
    return (struct event){heap->times[0], first->order, first->patient, first->stamp};
}

/* Keeps only the events that `keep` wants. */
void heap_filter(struct heap *heap, bool (*keep)(const void *context, const struct event *event),
                 const void *context);

#endif
