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

static void sift_up(struct heap *heap, uint32_t place, struct event event)
{
    const sort_key mine = key(&event);
    while (place) {
        uint32_t parent = (place - 1) / FANOUT;
        if (mine >= key(&heap->events[parent]))
            break;
        heap->events[place] = heap->events[parent];
        place = parent;
    }
    heap->events[place] = event;
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

static void sift_down(struct heap *heap, uint32_t place, struct event event)
{
    const sort_key mine = key(&event);
    for (uint32_t child; (child = FANOUT * place + 1) < heap->count;) {
        uint32_t least = least_child(heap, child);
        if (key(&heap->events[least]) >= mine)
            break;
        heap->events[place] = heap->events[least];
        place = least;
    }
    heap->events[place] = event;
}

bool heap_push(struct heap *heap, struct event event)
{
    if (heap->hollow) {
        heap->hollow = false;
        heap->count++;
        sift_down(heap, 0, event);
        return true;
    }
    if (heap->count == heap->room && !grow(heap))
        return false;
    sift_up(heap, heap->count++, event);
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
        sift_down(heap, 0, heap->events[heap->count]);
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
        if (i < kept)
            sift_down(heap, i, heap->events[i]);
}
