/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/observation.h"

#include <limits.h>
#include <stdlib.h>

/* The next `size` places, after those given away already. A model too large to lay out ends at INT_MAX. */
static int block(int *taken, int64_t size)
{
    int start = *taken;
    *taken = size > INT_MAX - start ? INT_MAX : start + (int)size;
    return start;
}

static void layout_patients(const struct model *model, struct counter_layout *layout, int *taken)
{
    const int64_t classes = model->class_count, steps = model->step_count;
    const int64_t measures = model->measure_count * classes;
    layout->referred = block(taken, classes);
    layout->outcome = block(taken, classes * model->outcome_count);
    layout->reached = block(taken, steps);
    layout->lost = block(taken, steps * model->outcome_count);
    layout->starts = block(taken, steps);
    layout->starts_window = block(taken, steps);
    layout->strikes = block(taken, model->risk_count);
    layout->measured = block(taken, measures);
    layout->within = block(taken, model->target_count * classes);
    layout->ledger = block(taken, measures * model->ledger_count);
}

static void layout_resources(const struct model *model, struct counter_layout *layout, int *taken)
{
    int *const blocks[] = {
        &layout->occupied, &layout->occupied_open, &layout->capacity_open, &layout->open,
        &layout->busy,     &layout->busy_base,     &layout->queue,         &layout->offered,
        &layout->used,     &layout->lost_slots,
    };
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        *blocks[i] = block(taken, model->resource_count);
}

void layout_counters(const struct model *model, struct counter_layout *layout)
{
    int taken = 0;
    layout_patients(model, layout, &taken);
    layout_resources(model, layout, &taken);
    layout->count = taken;
}

void layout_series(const struct model *model, struct series_layout *layout)
{
    int taken = 0;
    layout->measure = block(&taken, (int64_t)model->measure_count * model->class_count);
    layout->wait = block(&taken, model->step_count);
    layout->duration = block(&taken, model->step_count);
    layout->asked = block(&taken, model->resource_count);
    layout->lasts = block(&taken, model->risk_count);
    layout->count = taken;
}

/* How many levels a resource of known capacity can show: 0 ... the most it ever has. Those of an unlimited
 * one are added as they occur; slots are not occupied. */
static int levels_known(const struct resource *resource)
{
    if (resource->is_slots || resource->capacity == UNLIMITED)
        return 0;
    int most = resource->capacity;
    for (int i = 0; i < resource->closure_count; i++)
        if (resource->closures[i].capacity > most)
            most = resource->closures[i].capacity;
    return most + 1;
}

/* calloc that gives a place for no items too, so that NULL always means no memory. */
static void *zeroed(int count, size_t size)
{
    return calloc(count > 0 ? (size_t)count : 1, size);
}

static bool create_levels(const struct model *model, struct observation *observation)
{
    observation->levels = zeroed(model->resource_count, sizeof *observation->levels);
    observation->level_count = zeroed(model->resource_count, sizeof *observation->level_count);
    if (!observation->levels || !observation->level_count)
        return false;
    for (int i = 0; i < model->resource_count; i++) {
        int count = levels_known(&model->resources[i]);
        if (!count)
            continue;
        observation->levels[i] = calloc((size_t)count, sizeof *observation->levels[i]);
        if (!observation->levels[i])
            return false;
        observation->level_count[i] = count;
    }
    return true;
}

struct observation *observation_create(const struct model *model)
{
    struct counter_layout counters;
    struct series_layout series;
    layout_counters(model, &counters);
    layout_series(model, &series);
    bool too_large = counters.count == INT_MAX || series.count == INT_MAX;
    struct observation *observation = too_large ? NULL : calloc(1, sizeof *observation);
    if (!observation)
        return NULL;
    observation->counters = zeroed(counters.count, sizeof *observation->counters);
    observation->series = zeroed(series.count, sizeof *observation->series);
    if (!observation->counters || !observation->series || !create_levels(model, observation)) {
        observation_free(model, observation);
        return NULL;
    }
    return observation;
}

void observation_clear(const struct model *model, struct observation *observation)
{
    struct counter_layout counters;
    struct series_layout series;
    layout_counters(model, &counters);
    layout_series(model, &series);
    for (int i = 0; i < counters.count; i++)
        observation->counters[i] = 0;
    for (int i = 0; i < series.count; i++)
        series_empty(&observation->series[i]);
    for (int i = 0; i < model->resource_count; i++)
        for (int k = 0; k < observation->level_count[i]; k++)
            observation->levels[i][k] = 0;
    observation->replication = 0;
    observation->events = 0;
    observation->tangle.count = 0;
    observation->patient_count = 0;
    observation->row_count = 0;
}

void observation_free(const struct model *model, struct observation *observation)
{
    if (!observation)
        return;
    struct series_layout series;
    layout_series(model, &series);
    for (int i = 0; observation->series && i < series.count; i++)
        series_release(&observation->series[i]);
    for (int i = 0; observation->levels && i < model->resource_count; i++)
        free(observation->levels[i]);
    free(observation->counters);
    free(observation->series);
    free(observation->levels);
    free(observation->level_count);
    free(observation->patients);
    free(observation->patient_times);
    free(observation->patient_attributes);
    free(observation->rows);
    free(observation);
}

bool observation_more_patients(const struct model *model, struct observation *observation)
{
    uint32_t room = observation->patient_room ? 2 * observation->patient_room : 64;
    size_t times = (size_t)model->measure_count * sizeof *observation->patient_times;
    size_t values = (size_t)model->attribute_count * sizeof *observation->patient_attributes;
    struct patient_row *patients = realloc(observation->patients, room * sizeof *patients);
    if (patients)
        observation->patients = patients;
    int64_t *measured = realloc(observation->patient_times, room * times + 1);
    if (measured)
        observation->patient_times = measured;
    uint16_t *attributes = realloc(observation->patient_attributes, room * values + 1);
    if (attributes)
        observation->patient_attributes = attributes;
    if (!patients || !measured || !attributes)
        return false;
    observation->patient_room = room;
    return true;
}
