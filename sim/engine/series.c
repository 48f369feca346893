/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/series.h"

#include <stdlib.h>
#include <string.h>

/* ---- classes */

bool classes_count_new(struct classes *classes, uint32_t class, uint64_t times)
{
    uint32_t page = class / PAGE_CLASSES;
    if (!classes->pages)
        classes->pages = calloc(PAGES_MAX, sizeof *classes->pages);
    if (!classes->pages)
        return false;
    if (!classes->pages[page])
        classes->pages[page] = calloc(PAGE_CLASSES, sizeof **classes->pages);
    if (!classes->pages[page])
        return false;
    classes->pages[page][class % PAGE_CLASSES] += times;
    return true;
}

bool classes_add(struct classes *classes, const struct classes *more)
{
    for (uint32_t page = 0; more->pages && page < PAGES_MAX; page++)
        for (uint32_t i = 0; more->pages[page] && i < PAGE_CLASSES; i++)
            if (more->pages[page][i] &&
                !classes_count_class(classes, page * PAGE_CLASSES + i, more->pages[page][i]))
                return false;
    return true;
}

void classes_empty(struct classes *classes)
{
    for (int i = 0; classes->pages && i < PAGES_MAX; i++)
        if (classes->pages[i])
            memset(classes->pages[i], 0, PAGE_CLASSES * sizeof **classes->pages);
}

void classes_release(struct classes *classes)
{
    for (int i = 0; classes->pages && i < PAGES_MAX; i++)
        free(classes->pages[i]);
    free(classes->pages);
    classes->pages = NULL;
}

/* ---- series */

/* From values to classes. */
static bool spread_out(struct series *series)
{
    if (!classes_count_many(&series->classes, series->first, series->values, series->count,
                            &series->distances)) {
        classes_empty(&series->classes);
        return false;
    }
    return true;
}

static bool make_room(struct series *series, uint64_t needed)
{
    uint32_t room = series->room ? series->room : 64;
    while (room < needed)
        room *= 2;
    if (room > series->room) {
        int64_t *values = realloc(series->values, room * sizeof *values);
        if (!values)
            return false;
        series->values = values;
        series->room = room;
    }
    series->limit = series->room;
    return true;
}

/* Another value comes than all before: from now on they are told apart. */
static bool tell_apart(struct series *series)
{
    if (series->count > SERIES_KEPT) {
        series->distances = distances_from(series->first);
        if (!classes_count(&series->classes, series->even, series->count))
            return false;
    } else {
        if (!make_room(series, series->count))
            return false;
        for (uint64_t i = 0; i < series->count; i++)
            series->values[i] = series->even;
    }
    series->even = SERIES_UNEVEN;
    return true;
}

bool series_grow(struct series *series, int64_t value)
{
    if (series->count == 0) {
        series->first = series->even = value;
        series->count = 1;
        return true;
    }
    if (series_is_even(series) && !tell_apart(series))
        return false;
    if (series->count < SERIES_KEPT) {
        if (!make_room(series, series->count + 1))
            return false;
        series->values[series->count++] = value;
        return true;
    }
    if (series->count == SERIES_KEPT && !spread_out(series))
        return false;
    if (!classes_count(&series->classes, value, 1))
        return false;
    distances_add(&series->distances, series->first, value);
    series->count++;
    return true;
}

void series_empty(struct series *series)
{
    if (series_is_classed(series))
        classes_empty(&series->classes);
    series->count = 0;
    series->limit = 0;
}

void series_release(struct series *series)
{
    free(series->values);
    classes_release(&series->classes);
    *series = (struct series){.count = 0};
}

struct moments series_moments_by(const struct series *series, const struct distances *distances)
{
    struct moments moments = {.count = (double)series->count,
                              .least = distances->least,
                              .most = distances->most};
    moments.sum = (double)series->first * moments.count + distances->drift;
    moments.squares = distances->squares - distances->drift * (distances->drift / moments.count);
    moments.squares = moments.squares > 0 ? moments.squares : 0;
    return moments;
}

struct moments series_moments(const struct series *series)
{
    if (series->count == 0)
        return (struct moments){.least = INT64_MAX, .most = -1};
    struct distances distances =
        series_is_classed(series) ? series->distances : distances_from(series->first);
    for (uint64_t i = 0; !series_is_even(series) && !series_is_classed(series) && i < series->count; i++)
        distances_add(&distances, series->first, series->values[i]);
    return series_moments_by(series, &distances);
}
