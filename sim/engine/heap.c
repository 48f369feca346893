/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/heap.h"

#include <stdlib.h>

enum { FANOUT = 4 };

/* One comparison of 128 bits instead of two branches. */
__extension__ typedef unsigned __int128 sort_key;

static inline sort_key key(const struct event *event)
{
    return (sort_key)(uint64_t)event->time << 64 | event->order;
}

void heap_free(struct heap *heap)
{
    free(heap->events);
    *heap = (struct heap){0};
}

static bool grow(struct heap *heap)
{
    uint32_t room = heap->room ? 2 * heap->room : 256;
    struct event *events = realloc(heap->events, room * sizeof *events);
    if (!events)
        return false;
    heap->events = events;
    heap->room = room;
    return true;
}

/* The first empty place from `place` on upwards that is the event's with this key. */
static inline uint32_t sift_up(struct heap *heap, uint32_t place, sort_key mine)
{
    while (place) {
        uint32_t parent = (place - 1) / FANOUT;
        if (mine >= key(&heap->events[parent]))
            break;
        heap->events[place] = heap->events[parent];
        place = parent;
    }
    return place;
}

/* Of the children that begin there. Compared in pairs and chosen without a branch, which would be
 * mispredicted half the time. */
static inline uint32_t least_child(const struct heap *heap, uint32_t child)
{
    const struct event *of = &heap->events[child];
    if (child + FANOUT <= heap->count) {
        uint32_t a = key(&of[1]) < key(&of[0]), b = 2 + (key(&of[3]) < key(&of[2]));
        return child + (key(&of[b]) < key(&of[a]) ? b : a);
    }
    uint32_t least = 0;
    for (uint32_t i = 1; i < heap->count - child; i++)
        least = key(&of[i]) < key(&of[least]) ? i : least;
    return child + least;
}

/* The same downwards. */
static inline uint32_t sift_down(struct heap *heap, uint32_t place, sort_key mine)
{
    for (uint32_t child; (child = FANOUT * place + 1) < heap->count;) {
        uint32_t least = least_child(heap, child);
        if (key(&heap->events[least]) >= mine)
            break;
        heap->events[place] = heap->events[least];
        place = least;
    }
    return place;
}

bool heap_put(struct heap *heap, int64_t time, uint64_t order, uint32_t patient, uint32_t stamp)
{
    const sort_key mine = (sort_key)(uint64_t)time << 64 | order;
    if (heap->count == heap->room && !grow(heap))
        return false;
    uint32_t place = heap->count++;
    if (heap->hollow) {
        heap->hollow = false;
        place = sift_down(heap, 0, mine);
    } else
        place = sift_up(heap, place, mine);
    struct event *event = &heap->events[place];
    event->time = time;
    event->order = order;
    event->patient = patient;
    event->stamp = stamp;
    return true;
}

void heap_clear(struct heap *heap)
{
    heap->count = 0;
    heap->hollow = false;
}

void heap_fill(struct heap *heap)
{
    heap->hollow = false;
    if (heap->count)
        heap->events[sift_down(heap, 0, key(&heap->events[heap->count]))] = heap->events[heap->count];
}

void heap_filter(struct heap *heap, bool (*keep)(const void *context, const struct event *event),
                 const void *context)
{
    uint32_t kept = 0;
    if (heap->hollow)
        heap_fill(heap);
    for (uint32_t i = 0; i < heap->count; i++)
        if (keep(context, &heap->events[i]))
            heap->events[kept++] = heap->events[i];
    heap->count = kept;
    for (uint32_t i = kept / FANOUT + 1; i-- > 0;)
        if (i < kept) {
            const struct event event = heap->events[i];
            heap->events[sift_down(heap, i, key(&event))] = event;
        }
}
