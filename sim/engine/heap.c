/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/heap.h"

#include <stdlib.h>

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

bool heap_put(struct heap *heap, int64_t time, uint64_t order, uint32_t patient, uint32_t stamp)
{
    if (heap->count == heap->room && !grow(heap))
        return false;
    size_t place = heap->count++;
    if (heap->hollow) {
        heap->hollow = false;
        place = sift_down(heap, 0, heap->count, time, order);
    } else
        place = sift_up(heap, place, time, order);
    put_at(heap, place, time, (struct heap_entry){order, patient, stamp});
    return true;
}

void heap_clear(struct heap *heap)
{
    if (heap->times)
        clear_times(heap, 0, heap->count + heap->hollow);
    heap->count = 0;
    heap->hollow = false;
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

static struct event event_at(const struct heap *heap, uint32_t place)
{
    const struct heap_entry *entry = &heap->entries[place];
    return (struct event){heap->times[place], entry->order, entry->patient, entry->stamp};
}

void heap_filter(struct heap *heap, bool (*keep)(const void *context, const struct event *event),
                 const void *context)
{
    uint32_t kept = 0;
    if (heap->hollow)
        heap_fill(heap);
    for (uint32_t i = 0; i < heap->count; i++) {
        const struct event event = event_at(heap, i);
        if (keep(context, &event))
            put_at(heap, kept++, event.time, heap->entries[i]);
    }
    clear_times(heap, kept, heap->count);
    heap->count = kept;
    for (uint32_t i = kept / HEAP_FANOUT + 1; i-- > 0;)
        if (i < kept) {
            const int64_t time = heap->times[i];
            const struct heap_entry entry = heap->entries[i];
            put_at(heap, sift_down(heap, i, kept, time, entry.order), time, entry);
        }
}
