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

static void sift_down(struct heap *heap, uint32_t place, struct event event)
{
    const sort_key mine = key(&event);
    for (;;) {
        uint32_t child = FANOUT * place + 1;
        if (child >= heap->count)
            break;
        uint32_t end = child + FANOUT < heap->count ? child + FANOUT : heap->count, least = child;
        sort_key least_key = key(&heap->events[child]);
        for (uint32_t i = child + 1; i < end; i++) {
            sort_key other = key(&heap->events[i]);
            least = other < least_key ? i : least;
            least_key = other < least_key ? other : least_key;
        }
        if (least_key >= mine)
            break;
        heap->events[place] = heap->events[least];
        place = least;
    }
    heap->events[place] = event;
}

bool heap_push(struct heap *heap, struct event event)
{
    if (heap->count == heap->room && !grow(heap))
        return false;
    sift_up(heap, heap->count++, event);
    return true;
}

struct event heap_pop(struct heap *heap)
{
    struct event top = heap->events[0];
    struct event last = heap->events[--heap->count];
    if (heap->count)
        sift_down(heap, 0, last);
    return top;
}

void heap_filter(struct heap *heap, bool (*keep)(const void *context, const struct event *event),
                 const void *context)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < heap->count; i++)
        if (keep(context, &heap->events[i]))
            heap->events[kept++] = heap->events[i];
    heap->count = kept;
    for (uint32_t i = kept / FANOUT + 1; i-- > 0;)
        if (i < kept)
            sift_down(heap, i, heap->events[i]);
}
