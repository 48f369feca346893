/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "bench/floor.h"
#include "bench/floor_luck.h"

/*
 * M/M/1 event by event. Two things are to come at most, the next arrival and the end of the service: no heap
 * is needed. Times are in mean service times.
 */
enum purpose { ARRIVALS, SERVICE };

/* When those came who wait or are served: a ring. */
struct waiting {
    double *arrivals;
    uint32_t first, count, mask;
};

static bool waiting_grow(struct waiting *waiting)
{
    uint32_t room = waiting->arrivals ? 2 * (waiting->mask + 1) : 64;
    double *arrivals = malloc(room * sizeof *arrivals);
    if (!arrivals)
        return false;
    for (uint32_t i = 0; i < waiting->count; i++)
        arrivals[i] = waiting->arrivals[(waiting->first + i) & waiting->mask];
    free(waiting->arrivals);
    *waiting = (struct waiting){arrivals, 0, waiting->count, room - 1};
    return true;
}

static inline bool waiting_join(struct waiting *waiting, double now)
{
    if ((!waiting->arrivals || waiting->count > waiting->mask) && !waiting_grow(waiting))
        return false;
    waiting->arrivals[(waiting->first + waiting->count++) & waiting->mask] = now;
    return true;
}

static inline double exponential(uint64_t key, uint32_t who, enum purpose purpose, double mean)
{
    return -mean * log(luck_of(key, who, purpose, 0));
}

bool floor_queue(uint32_t customers, double load, uint64_t seed, struct floor_result *result)
{
    const uint64_t key = luck_key(seed);
    struct waiting waiting = {0};
    uint32_t arrived = 0, served = 0;
    const double never = INFINITY;
    double arrival = exponential(key, 0, ARRIVALS, 1 / load), end = never, waited = 0;
    bool fine = true;
    *result = (struct floor_result){0};
    while (served < customers && fine) {
        double now = arrival < end ? arrival : end;
        result->events++;
        if (arrival < end) {
            fine = waiting_join(&waiting, now);
            arrived++;
            arrival = arrived < customers ? now + exponential(key, arrived, ARRIVALS, 1 / load) : never;
            if (waiting.count > 1)
                continue;
        } else {
            waiting.first++;
            waiting.count--;
            served++;
            end = never;
            if (waiting.count == 0)
                continue;
        }
        waited += now - waiting.arrivals[waiting.first & waiting.mask]; /* the first begins to be served */
        end = now + exponential(key, served, SERVICE, 1);
    }
    result->mean = waited / customers;
    free(waiting.arrivals);
    return fine;
}
