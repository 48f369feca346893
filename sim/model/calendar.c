/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/model.h"

/* Whole days from the epoch to a civil date and back: the proleptic Gregorian calendar in eras of 400 years
 * (146,097 days), months counted from March so that the leap day comes last. */
int model_month(const struct model *model, int64_t day)
{
    int64_t z = model->run.start_day + day + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t day_of_era = z - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t from_march = (5 * day_of_year + 2) / 153;
    return (int)((from_march + 2) % 12);
}

int model_weekday(const struct model *model, int64_t day)
{
    int64_t since = model->run.start_day + day + 3; /* 1970-01-01 was a Thursday */
    return (int)(((since % 7) + 7) % 7);
}

int model_capacity_at(const struct resource *resource, int64_t time)
{
    int capacity = resource->capacity;
    for (int i = 0; i < resource->closure_count; i++) {
        const struct closure *closure = &resource->closures[i];
        bool within = time >= closure->from && time < closure->to;
        if (within && (capacity == UNLIMITED || closure->capacity < capacity))
            capacity = closure->capacity;
    }
    return capacity;
}

int model_slots_on(const struct model *model, const struct resource *resource, int64_t day)
{
    int slots = resource->slots_on[model_weekday(model, day)];
    for (int i = 0; i < resource->closure_count; i++) {
        const struct closure *closure = &resource->closures[i];
        int64_t slot = day * DAY + resource->slot_at;
        if (slot >= closure->from && slot < closure->to && closure->capacity < slots)
            slots = closure->capacity;
    }
    return slots;
}
