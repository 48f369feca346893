/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_ENGINE_REPLAY_H
#define CARTSIM_TESTS_ENGINE_REPLAY_H

#include "support/centre.h"

/* What the event rows of a run say of one resource, added up without the engine: an independent second
 * opinion. */
struct replay {
    double occupied, queue; /* unit-seconds and patient-seconds within the window */
    int most;               /* units in use at once, between instants */
    int in_use, waiting;    /* at the end */
    int gets, attends, misses;
};

static inline double replay_part(const struct model *model, int64_t from, int64_t to)
{
    int64_t begin = model->run.warmup, end = model->run.warmup + model->run.horizon;
    from = from > begin ? from : begin;
    to = to < end ? to : end;
    return to > from ? (double)(to - from) : 0;
}

/* Rows come in order of time. Who gets what it asked for no longer waits: asked rows less got and withdrawn
 * ones are the queue. */
static inline struct replay replay_resource(const struct centre *centre, int resource)
{
    struct replay sum = {0};
    const struct observation *seen = centre->seen;
    int64_t last = 0;
    for (uint64_t i = 0; i <= seen->row_count; i++) {
        bool over = i == seen->row_count;
        int64_t now = over ? INT64_MAX / 4 : seen->rows[i].time;
        sum.occupied += replay_part(centre->model, last, now) * sum.in_use;
        sum.queue += replay_part(centre->model, last, now) * sum.waiting;
        if (now > last && sum.in_use > sum.most)
            sum.most = sum.in_use;
        last = now;
        if (over || seen->rows[i].happening < HAPPENING_ASK || seen->rows[i].happening == HAPPENING_EXIT ||
            seen->rows[i].index != resource)
            continue;
        const struct event_row *row = &seen->rows[i];
        sum.waiting += (row->happening == HAPPENING_ASK) -
                       (row->happening == HAPPENING_GET || row->happening == HAPPENING_WITHDRAW);
        sum.in_use += row->happening == HAPPENING_GET         ? row->units
                      : row->happening == HAPPENING_GIVE_BACK ? -row->units
                                                              : 0;
        sum.gets += row->happening == HAPPENING_GET;
        sum.attends += row->happening == HAPPENING_ATTEND;
        sum.misses += row->happening == HAPPENING_MISS;
    }
    return sum;
}

#endif
