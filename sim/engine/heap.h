/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_ENGINE_HEAP_H
#define CARTSIM_ENGINE_HEAP_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/*
 * The event queue, ordered by (time, order). `order` makes ties exact, so that nothing ever depends on memory
 * or on when an event was pushed. Cancelled events stay until they surface or heap_filter throws them out.
 *
 * A few events stand sorted; once there are more than HEAP_FEW they make a 4-ary heap, until half as many are
 * left. Where a new event goes among others cannot be foretold, so neither way asks by a branch: that would
 * be mispredicted at every push. But whether it becomes the first can, mostly it does not: that is asked by a
 * branch, so that the event after this one is under way before this one's time has been drawn.
 */
struct event {
    int64_t time;
    uint64_t order;   /* see event_order */
    uint32_t patient; /* index in the pool, or NOBODY */
    uint32_t stamp;   /* must equal the timer's, or the event was cancelled; of NOBODY: what happens */
};

enum { HEAP_FANOUT = 4, HEAP_SLOT_BITS = 4, HEAP_FEW = 1 << HEAP_SLOT_BITS, HEAP_STRIDE = 4 };

struct heap_entry {
    uint64_t order;
    uint32_t patient, stamp;
};

/* Zeroed and cleared: empty. */
struct heap {
    uint32_t count;
    bool heaped;   /* more than a few */
    bool hollow;   /* the first place of the heap is empty: the next push fills it, or the next look at the
                      first */
    uint64_t free; /* slots that no one of the few has: a stack of numbers of HEAP_SLOT_BITS */
    /* The few. A key is a time and the event's slot; of equal times the order is looked up when they are
     * first. The first key is `first`; the others stand in falling order, the next at keys[HEAP_STRIDE +
     * count - 2]. Beyond the last stand the greatest there are. */
    double first;
    double keys[HEAP_STRIDE + HEAP_FEW];
    struct heap_entry slots[HEAP_FEW];
    /* The heap. Times stand apart from the rest, so that what is compared lies together; times beyond the
     * last event are the greatest there is, so that each event has four children to compare. */
    int64_t *times; /* [room + HEAP_FANOUT]; events stand at [0, count), or when hollow at [1, count] */
    struct heap_entry *entries; /* [room] */
    uint32_t room;
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
void heap_clear(struct heap *heap);
/* false: no memory. The parts of an event come one by one, in registers: through memory each waits for the
 * other's store. */
bool heap_put(struct heap *heap, int64_t time, uint64_t order, uint32_t patient, uint32_t stamp);
static inline bool heap_push(struct heap *heap, struct event event)
{
    return heap_put(heap, event.time, event.order, event.patient, event.stamp);
}
void heap_fill(struct heap *heap);
void heap_settle_tie(struct heap *heap);
struct event heap_pop_heaped(struct heap *heap);
uint64_t heap_first_order(struct heap *heap); /* the heap must not be empty */

/*
 * Keys are doubles for the processor's sake: it takes the lesser of two by one instruction, and of two pairs
 * as well. They are the doubles from 2 on, which grow as their bits do when these are taken for a whole
 * number; so the bits of a key are 2^62, the time, and the slot.
 */
#define HEAP_NO_KEY HUGE_VAL
static const uint64_t HEAP_KEY_BASE = UINT64_C(1) << 62;

static inline double heap_key(int64_t time, unsigned slot)
{
    const uint64_t bits = HEAP_KEY_BASE | (uint64_t)time << HEAP_SLOT_BITS | slot;
    double key;
    memcpy(&key, &bits, sizeof key);
    return key;
}

static inline uint64_t heap_key_number(double key)
{
    uint64_t bits;
    memcpy(&bits, &key, sizeof bits);
    return bits & ~HEAP_KEY_BASE;
}

static inline int64_t heap_key_time(double key)
{
    return (int64_t)(heap_key_number(key) >> HEAP_SLOT_BITS);
}

static inline unsigned heap_key_slot(double key)
{
    return (unsigned)heap_key_number(key) & (HEAP_FEW - 1);
}

static inline bool heap_same_time(double a, double b)
{
    return (heap_key_number(a) ^ heap_key_number(b)) < HEAP_FEW;
}

/* Where the key after the first stands. */
static inline double *heap_next_key(struct heap *heap)
{
    return &heap->keys[HEAP_STRIDE + heap->count - 2];
}

/* The time of the first event; where there is none, later than any. */
static inline int64_t heap_first_time(struct heap *heap)
{
    if (!heap->heaped)
        return heap_key_time(heap->first);
    if (heap->hollow)
        heap_fill(heap);
    return heap->times[0];
}

/* The same; the first place stays as it is. */
static inline int64_t heap_next_time(struct heap *heap)
{
    if (!heap->heaped)
        return heap_key_time(heap->first);
    const int64_t *of = heap->times + heap->hollow;
    int64_t time = of[0];
    for (int i = 1; heap->hollow && i < HEAP_FANOUT; i++)
        time = of[i] < time ? of[i] : time;
    return time;
}

/* Removes the first; the heap must not be empty. Of a heap: who then pushes another, as most events do, has
 * it put in order only once. */
static inline struct event heap_pop(struct heap *heap)
{
    if (heap->heaped)
        return heap_pop_heaped(heap);
    if (__builtin_expect(heap_same_time(heap->first, *heap_next_key(heap)), 0))
        heap_settle_tie(heap);
    const double first = heap->first;
    const unsigned slot = heap_key_slot(first);
    const struct heap_entry *entry = &heap->slots[slot];
    heap->free = heap->free << HEAP_SLOT_BITS | slot;
    heap->first = *heap_next_key(heap);
    heap->count--;
    return (struct event){heap_key_time(first), entry->order, entry->patient, entry->stamp};
}

/* Keeps only the events that `keep` wants. */
void heap_filter(struct heap *heap, bool (*keep)(const void *context, const struct event *event),
                 const void *context);

#endif
