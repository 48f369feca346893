/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/observation_bytes.h"

#include <stdlib.h>

/* ---- a series: how it is kept, and what is kept */

enum series_form { FORM_EVEN, FORM_VALUES, FORM_CLASSED };

static enum series_form form_of(const struct series *series)
{
    return series_is_even(series) ? FORM_EVEN : series_is_classed(series) ? FORM_CLASSED : FORM_VALUES;
}

static uint64_t class_count(const struct classes *classes, uint32_t class)
{
    const uint64_t *page = classes->pages ? classes->pages[class / PAGE_CLASSES] : NULL;
    return page ? page[class % PAGE_CLASSES] : 0;
}

/* Pairs of a class, told from the one before, and its count; a count of 0 ends them. */
static void write_classes(const struct series *series, struct bytes *bytes)
{
    uint32_t before = 0;
    bytes_put_signed(bytes, series->first);
    bytes_put_double(bytes, series->distances.drift);
    bytes_put_double(bytes, series->distances.squares);
    bytes_put_signed(bytes, series->distances.least);
    bytes_put_signed(bytes, series->distances.most);
    for (uint32_t class = 0; class < PAGES_MAX * PAGE_CLASSES; class ++) {
        uint64_t count = class_count(&series->classes, class);
        if (!count)
            continue;
        bytes_put_whole(bytes, count);
        bytes_put_whole(bytes, class - before);
        before = class;
    }
    bytes_put_whole(bytes, 0);
}

static void write_series(const struct series *series, struct bytes *bytes)
{
    enum series_form form = form_of(series);
    bytes_put_whole(bytes, form);
    bytes_put_whole(bytes, series->count);
    if (form == FORM_CLASSED)
        write_classes(series, bytes);
    else if (form == FORM_EVEN && series->count)
        bytes_put_signed(bytes, series->even);
    for (uint64_t i = 0; form == FORM_VALUES && i < series->count; i++)
        bytes_put_signed(bytes, series->values[i]);
}

static bool read_classes(struct byte_reader *reader, uint64_t count, struct series *series)
{
    uint64_t class = 0, sum = 0;
    series->count = count;
    series->even = SERIES_UNEVEN;
    series->first = bytes_signed(reader);
    series->distances.drift = bytes_double(reader);
    series->distances.squares = bytes_double(reader);
    series->distances.least = bytes_signed(reader);
    series->distances.most = bytes_signed(reader);
    for (uint64_t times; (times = bytes_whole(reader)) > 0; sum += times) {
        class += bytes_whole(reader);
        reader->wrong = reader->wrong || class >= PAGES_MAX * PAGE_CLASSES || times > count - sum;
        if (reader->wrong || !classes_count_class(&series->classes, (uint32_t) class, times))
            return false;
    }
    reader->wrong = reader->wrong || sum != count || count <= SERIES_KEPT;
    return !reader->wrong;
}

static bool read_series(struct byte_reader *reader, struct series *series)
{
    uint64_t form = bytes_whole(reader), count = bytes_whole(reader);
    if (form == FORM_CLASSED)
        return read_classes(reader, count, series);
    reader->wrong = reader->wrong || form > FORM_CLASSED || (form == FORM_VALUES && count > SERIES_KEPT);
    if (form == FORM_EVEN && count) {
        series->first = series->even = bytes_signed(reader);
        series->count = count;
        reader->wrong = reader->wrong || series->even < 0;
    }
    for (uint64_t i = 0; form == FORM_VALUES && i < count && !reader->wrong; i++) {
        int64_t value = bytes_signed(reader);
        reader->wrong = reader->wrong || value < 0;
        if (!reader->wrong && !series_add(series, value))
            return false;
    }
    return !reader->wrong;
}

/* ---- levels of occupancy: unlimited resources have as many as were seen */

static void write_levels(const struct observation *seen, int resource, struct bytes *bytes)
{
    bytes_put_whole(bytes, (uint64_t)seen->level_count[resource]);
    for (int k = 0; k < seen->level_count[resource]; k++)
        bytes_put_double(bytes, seen->levels[resource][k]);
}

static bool more_levels(struct observation *seen, int resource, int count)
{
    if (count <= seen->level_count[resource])
        return true;
    double *levels = realloc(seen->levels[resource], (size_t)count * sizeof *levels);
    if (!levels)
        return false;
    for (int k = seen->level_count[resource]; k < count; k++)
        levels[k] = 0;
    seen->levels[resource] = levels;
    seen->level_count[resource] = count;
    return true;
}

static bool read_levels(struct byte_reader *reader, int resource, struct observation *seen)
{
    uint64_t count = bytes_whole(reader);
    reader->wrong = reader->wrong || count > IN_USE_MAX + 1 || count > (uint64_t)(reader->end - reader->at);
    if (reader->wrong || !more_levels(seen, resource, (int)count))
        return false;
    for (uint64_t k = 0; k < count; k++)
        seen->levels[resource][k] = bytes_double(reader);
    return !reader->wrong;
}

/* ---- patients who waited for each other */

static void write_tangle(const struct tangle *tangle, struct bytes *bytes)
{
    bytes_put_signed(bytes, tangle->count);
    bytes_put_signed(bytes, tangle->since);
    for (int i = 0; tangle->count && i < TANGLE_SHOWN; i++) {
        const struct stuck *who = &tangle->who[i];
        bytes_put_signed(bytes, who->class_index);
        bytes_put_signed(bytes, who->step);
        bytes_put_signed(bytes, who->number);
        bytes_put_signed(bytes, who->resource);
        bytes_put_signed(bytes, who->units);
        bytes_put_signed(bytes, who->behind);
        bytes_put_signed(bytes, who->since);
    }
}

/* An index of a list of that length, or NONE. */
static int read_index(struct byte_reader *reader, int count)
{
    int64_t index = bytes_signed(reader);
    reader->wrong = reader->wrong || index < NONE || index >= count;
    return reader->wrong ? NONE : (int)index;
}

static void read_tangle(const struct model *model, struct byte_reader *reader, struct tangle *tangle)
{
    *tangle = (struct tangle){.count = 0};
    tangle->count = (int)bytes_signed(reader);
    tangle->since = bytes_signed(reader);
    for (int i = 0; tangle->count && i < TANGLE_SHOWN; i++) {
        struct stuck *who = &tangle->who[i];
        who->class_index = read_index(reader, model->class_count);
        who->step = read_index(reader, model->step_count);
        who->number = (uint32_t)bytes_signed(reader);
        who->resource = read_index(reader, model->resource_count);
        who->units = (int)bytes_signed(reader);
        who->behind = bytes_signed(reader) != 0;
        who->since = bytes_signed(reader);
    }
}

/* ---- the whole */

void observation_write(const struct model *model, const struct observation *seen, struct bytes *bytes)
{
    struct counter_layout counters;
    struct series_layout series;
    layout_counters(model, &counters);
    layout_series(model, &series);
    bytes_put_whole(bytes, (uint64_t)counters.count);
    bytes_put_whole(bytes, (uint64_t)series.count);
    bytes_put_whole(bytes, seen->replication);
    bytes_put_whole(bytes, seen->events);
    write_tangle(&seen->tangle, bytes);
    for (int i = 0; i < counters.count; i++)
        bytes_put_double(bytes, seen->counters[i]);
    for (int i = 0; i < series.count; i++)
        write_series(&seen->series[i], bytes);
    for (int i = 0; i < model->resource_count; i++)
        write_levels(seen, i, bytes);
}

bool observation_read(const struct model *model, struct byte_reader *reader, struct observation *seen)
{
    struct counter_layout counters;
    struct series_layout series;
    bool fine = true;
    layout_counters(model, &counters);
    layout_series(model, &series);
    observation_clear(model, seen);
    reader->wrong = bytes_whole(reader) != (uint64_t)counters.count || reader->wrong;
    reader->wrong = bytes_whole(reader) != (uint64_t)series.count || reader->wrong;
    seen->replication = (uint32_t)bytes_whole(reader);
    seen->events = bytes_whole(reader);
    read_tangle(model, reader, &seen->tangle);
    for (int i = 0; i < counters.count; i++)
        seen->counters[i] = bytes_double(reader);
    for (int i = 0; fine && i < series.count; i++)
        fine = read_series(reader, &seen->series[i]);
    for (int i = 0; fine && i < model->resource_count; i++)
        fine = read_levels(reader, i, seen);
    return fine && !reader->wrong;
}
