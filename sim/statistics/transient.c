/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/transient.h"

#include <stdlib.h>

static bool add_series(struct transient *transient, enum transient_kind kind, int resource)
{
    struct transient_series *series = &transient->series[transient->count++];
    *series = (struct transient_series){.kind = kind, .resource = resource};
    series->days = calloc(transient->days + 1, sizeof *series->days);
    series->steps = calloc(transient->days + 2, sizeof *series->steps);
    return series->days && series->steps;
}

bool transient_begin(struct transient *transient, const struct model *model)
{
    *transient = (struct transient){.model = model};
    transient->days = (size_t)((model->run.warmup + model->run.horizon) / DAY);
    transient->series = calloc(2 * (size_t)model->resource_count + 1, sizeof *transient->series);
    bool fine = transient->series && add_series(transient, TRANSIENT_PATIENTS, NONE);
    for (int i = 0; fine && i < model->resource_count; i++)
        if (!model->resources[i].is_slots)
            fine = add_series(transient, TRANSIENT_IN_USE, i) && add_series(transient, TRANSIENT_QUEUE, i);
    return fine;
}

/* By how much an event changes a number. */
static int change(const struct transient_series *series, const struct event_row *row)
{
    if (series->kind == TRANSIENT_PATIENTS)
        return row->happening == HAPPENING_REFERRAL ? 1 : row->happening == HAPPENING_EXIT ? -1 : 0;
    if (row->index != series->resource)
        return 0;
    const bool in_use = series->kind == TRANSIENT_IN_USE;
    switch (row->happening) {
    case HAPPENING_ASK: return in_use ? 0 : 1;
    case HAPPENING_WITHDRAW: return in_use ? 0 : -1;
    case HAPPENING_GET: return in_use ? row->units : -1;
    case HAPPENING_GIVE_BACK: return in_use ? -row->units : 0;
    default: return 0;
    }
}

void transient_add(struct transient *transient, const struct observation *seen)
{
    const int64_t end = (int64_t)transient->days * DAY;
    transient->replications++;
    for (uint64_t k = 0; k < seen->row_count; k++) {
        const struct event_row *row = &seen->rows[k];
        for (size_t i = 0; row->time < end && i < transient->count; i++) {
            struct transient_series *series = &transient->series[i];
            int by = change(series, row);
            size_t day = (size_t)(row->time / DAY);
            series->days[day] += by * (1 - (double)(row->time % DAY) / DAY);
            series->steps[day + 1] += by;
        }
    }
}

void transient_finish(struct transient *transient)
{
    for (size_t i = 0; i < transient->count; i++) {
        struct transient_series *series = &transient->series[i];
        double level = 0;
        for (size_t day = 0; day < transient->days; day++) {
            level += series->steps[day];
            series->days[day] = (series->days[day] + level) / transient->replications;
        }
        series->enough = mser_cut(series->days, transient->days, &series->mser);
    }
}

void transient_release(struct transient *transient)
{
    for (size_t i = 0; i < transient->count; i++) {
        free(transient->series[i].days);
        free(transient->series[i].steps);
    }
    free(transient->series);
    *transient = (struct transient){.count = 0};
}
