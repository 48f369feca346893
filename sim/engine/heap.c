/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/heap.h"

#include <stdlib.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

void heap_free(struct heap *heap)
{
    free(heap->times);
    free(heap->entries);
    *heap = (struct heap){0};
}

/* No event: beyond the last. */
static void clear_times(struct heap *heap, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        heap->times[i] = INT64_MAX;
}

static bool grow(struct heap *heap)
{
    uint32_t room = heap->room ? 2 * heap->room : 256;
    int64_t *times = realloc(heap->times, ((size_t)room + HEAP_FANOUT) * sizeof *times);
    if (!times)
        return false;
    heap->times = times;
    struct heap_entry *entries = realloc(heap->entries, room * sizeof *entries);
    if (!entries)
        return false;
    clear_times(heap, heap->room, room + HEAP_FANOUT);
    heap->entries = entries;
    heap->room = room;
    return true;
}

static inline void put_at(struct heap *heap, size_t place, int64_t time, struct heap_entry entry)
{
    heap->times[place] = time;
    heap->entries[place] = entry;
}

/* Times mostly differ; of equal ones the order decides. */
static inline bool is_before(const struct heap *heap, size_t place, int64_t time, uint64_t order)
{
    if (__builtin_expect(heap->times[place] == time, 0))
        return heap->entries[place].order < order;
    return heap->times[place] < time;
}

/* The first empty place from `place` on upwards that is the event's with this time and order. */
static inline size_t sift_up(struct heap *heap, size_t place, int64_t time, uint64_t order)
{
    while (place) {
        size_t parent = (place - 1) / HEAP_FANOUT;
        if (is_before(heap, parent, time, order))
            break;
        put_at(heap, place, heap->times[parent], heap->entries[parent]);
        place = parent;
    }
    return place;
}

/* Among events of which some have the same time. */
static uint32_t least_of_equal(const struct heap *heap, uint32_t child)
{
    uint32_t least = child;
    for (uint32_t i = child + 1; i < child + HEAP_FANOUT && heap->times[i] != INT64_MAX; i++)
        if (is_before(heap, i, heap->times[least], heap->entries[least].order))
            least = i;
    return least;
}

/* Of the children that begin there. Times are compared in pairs and chosen without a branch, which would be
 * mispredicted half the time. */
static inline size_t least_child(const struct heap *heap, size_t child)
{
    const int64_t *of = &heap->times[child];
    const size_t a = of[1] < of[0], b = 2 + (size_t)(of[3] < of[2]);
    const int64_t first = of[a], second = of[b];
    const size_t least = a + ((b - a) & -(size_t)(second < first));
    if (__builtin_expect((first == second) | (of[least] == of[least ^ 1]), 0))
        return least_of_equal(heap, (uint32_t)child);
    return child + least;
}

/* The same downwards, among the events before `end`. */
static inline size_t sift_down(struct heap *heap, size_t place, size_t end, int64_t time, uint64_t order)
{
    for (size_t child; (child = HEAP_FANOUT * place + 1) < end;) {
        size_t least = least_child(heap, child);
        if (!is_before(heap, least, time, order))
            break;
        put_at(heap, place, heap->times[least], heap->entries[least]);
        place = least;
    }
    return place;
}

static void add_to_heap(struct heap *heap, int64_t time, struct heap_entry entry)
{
    size_t place = heap->count++;
    if (heap->hollow) {
        heap->hollow = false;
        place = sift_down(heap, 0, heap->count, time, entry.order);
    } else
        place = sift_up(heap, place, time, entry.order);
    put_at(heap, place, time, entry);
}

/* The last event comes from its place to the first, and is put in order. */
void heap_fill(struct heap *heap)
{
    const int64_t time = heap->times[heap->count];
    const struct heap_entry entry = heap->entries[heap->count];
    heap->times[heap->count] = INT64_MAX;
    heap->hollow = false;
    if (heap->count)
        put_at(heap, sift_down(heap, 0, heap->count, time, entry.order), time, entry);
}

/* ---- the few */

/*
 * The keys stand in falling order from `last` to below `top`, where there is room for one more. Each place
 * from below `top` down gets the lesser of the key beyond it and the greater of its own and the new one: so
 * keys less than the new one stay, greater ones come nearer, and it stands between. What is beyond the last
 * is greater than any.
 */
#ifdef __SSE2__
static inline void make_place(double *top, const double *last, double key)
{
    const __m128d both = _mm_set1_pd(key);
    for (; top > last; top -= HEAP_STRIDE) {
        const __m128d own = _mm_loadu_pd(top - 2), beyond = _mm_loadu_pd(top - 3);
        const __m128d next = _mm_loadu_pd(top - 4), beyond_next = _mm_loadu_pd(top - 5);
        _mm_storeu_pd(top - 2, _mm_min_pd(beyond, _mm_max_pd(own, both)));
        _mm_storeu_pd(top - 4, _mm_min_pd(beyond_next, _mm_max_pd(next, both)));
    }
}
#else
static inline void make_place(double *top, const double *last, double key)
{
    for (double *at = top - 1; at >= last; at--)
        *at = fmin(at[-1], fmax(at[0], key));
}
#endif

static inline void add_to_few(struct heap *heap, int64_t time, struct heap_entry entry)
{
    const unsigned slot = (unsigned)heap->free & (HEAP_FEW - 1);
    heap->free >>= HEAP_SLOT_BITS;
    heap->slots[slot] = entry;
    heap->count++;
    double *at = heap_next_key(heap);
    double moving = heap_key(time, slot);
    if (__builtin_expect(moving < heap->first, 0)) {
        const double first = moving;
        moving = heap->first;
        heap->first = first;
    }
    *at = at[-1] < moving ? at[-1] : moving;
    make_place(at, &heap->keys[HEAP_STRIDE], moving);
}

/* Of several with the first's time the one with the least order becomes the first; the others stay in order.
 */
void heap_settle_tie(struct heap *heap)
{
    double *next = heap_next_key(heap), *least = NULL;
    uint64_t order = heap->slots[heap_key_slot(heap->first)].order;
    for (double *at = next; heap_same_time(*at, heap->first); at--)
        if (heap->slots[heap_key_slot(*at)].order < order) {
            least = at;
            order = heap->slots[heap_key_slot(*at)].order;
        }
    if (!least)
        return;
    const double key = *least;
    for (; least < next; least++)
        *least = least[1];
    *next = heap->first;
    heap->first = key;
}

/* ---- from one to the other */

static bool become_heap(struct heap *heap)
{
    if (heap->room <= HEAP_FEW && !grow(heap))
        return false;
    for (uint32_t i = 0; i < HEAP_FEW; i++) { /* in order they are a heap */
        const struct event event = heap_pop(heap);
        put_at(heap, i, event.time, (struct heap_entry){event.order, event.patient, event.stamp});
    }
    heap->count = HEAP_FEW;
    heap->heaped = true;
    return true;
}

static void become_few(struct heap *heap)
{
    if (heap->hollow)
        heap_fill(heap);
    const uint32_t count = heap->count;
    heap->count = 0;
    heap->heaped = false;
    for (uint32_t i = 0; i < count; i++)
        add_to_few(heap, heap->times[i], heap->entries[i]);
    clear_times(heap, 0, count);
}

static __attribute__((noinline)) bool put_among_many(struct heap *heap, int64_t time, struct heap_entry entry)
{
    if ((!heap->heaped && !become_heap(heap)) || (heap->count == heap->room && !grow(heap)))
        return false;
    add_to_heap(heap, time, entry);
    return true;
}

bool heap_put(struct heap *heap, int64_t time, uint64_t order, uint32_t patient, uint32_t stamp)
{
    const struct heap_entry entry = {order, patient, stamp};
    if (heap->heaped || heap->count == HEAP_FEW)
        return put_among_many(heap, time, entry);
    add_to_few(heap, time, entry);
    return true;
}

struct event heap_pop_heaped(struct heap *heap)
{
    if (heap->hollow)
        heap_fill(heap);
    const struct heap_entry *entry = &heap->entries[0];
    const struct event event = {heap->times[0], entry->order, entry->patient, entry->stamp};
    heap->hollow = true;
    if (--heap->count == HEAP_FEW / 2)
        become_few(heap);
    return event;
}

uint64_t heap_first_order(struct heap *heap)
{
    if (heap->hollow)
        heap_fill(heap);
    if (heap->heaped)
        return heap->entries[0].order;
    heap_settle_tie(heap);
    return heap->slots[heap_key_slot(heap->first)].order;
}

void heap_clear(struct heap *heap)
{
    if (heap->heaped)
        clear_times(heap, 0, heap->count + heap->hollow);
    for (int i = 0; i < HEAP_FEW + HEAP_STRIDE; i++)
        heap->keys[i] = HEAP_NO_KEY;
    heap->first = HEAP_NO_KEY;
    heap->free = UINT64_C(0xfedcba9876543210);
    heap->count = 0;
    heap->heaped = heap->hollow = false;
}

/* Asks of each event, in the order in which they come. */
static void filter_few(struct heap *heap, bool (*keep)(const void *context, const struct event *event),
                       const void *context)
{
    struct event events[HEAP_FEW];
    uint32_t count = 0;
    while (heap->count)
        events[count++] = heap_pop(heap);
    for (uint32_t i = 0; i < count; i++)
        if (keep(context, &events[i]))
            add_to_few(heap, events[i].time,
                       (struct heap_entry){events[i].order, events[i].patient, events[i].stamp});
}

static void filter_heap(struct heap *heap, bool (*keep)(const void *context, const struct event *event),
                        const void *context)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < heap->count; i++) {
        const struct heap_entry *entry = &heap->entries[i];
        const struct event event = {heap->times[i], entry->order, entry->patient, entry->stamp};
        if (keep(context, &event))
            put_at(heap, kept++, event.time, *entry);
    }
    clear_times(heap, kept, heap->count);
    heap->count = kept;
    for (uint32_t i = kept / HEAP_FANOUT + 1; i-- > 0;)
        if (i < kept) {
            const int64_t time = heap->times[i];
            const struct heap_entry entry = heap->entries[i];
            put_at(heap, sift_down(heap, i, kept, time, entry.order), time, entry);
        }
    if (kept <= HEAP_FEW / 2)
        become_few(heap);
}

void heap_filter(struct heap *heap, bool (*keep)(const void *context, const struct event *event),
                 const void *context)
{
    if (heap->hollow)
        heap_fill(heap);
    if (heap->heaped)
        filter_heap(heap, keep, context);
    else
        filter_few(heap, keep, context);
}
