/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results/past.h"

#include <string.h>

#include "base/codes.h"
#include "base/utf8.h"
#include "model/model.h"
#include "results/json_writer.h"
#include "scenario/yaml_source.h"

/* Of a long line, so much on either side of the place is shown. */
enum { LINE_AROUND = 200 };

struct reading {
    struct past_run *past;
    const char *file;
    struct cartsim_faults *faults;
};

static bool missing(const struct reading *reading, const char *what)
{
    fault_error(reading->faults, READING_RESULTS, (struct cartsim_place){.file = reading->file},
                "no results that can be run again: %s", what);
    return false;
}

/* ---- what is no JSON */

static void complain_syntax(const struct reading *reading, size_t at)
{
    const char *text = reading->past->text, *end = text + reading->past->size;
    const char *wrong = text + (at < reading->past->size ? at : reading->past->size), *line = text;
    struct cartsim_place place = {.file = reading->file, .line = 1};
    for (const char *c = text; c < wrong; c++)
        if (*c == '\n') {
            place.line++;
            line = c + 1;
        }
    const char *stop = memchr(wrong, '\n', (size_t)(end - wrong));
    const char *from = wrong - line > LINE_AROUND ? wrong - LINE_AROUND : line;
    stop = stop ? stop : end;
    stop = stop - wrong > LINE_AROUND ? wrong + LINE_AROUND : stop;
    place.line_text = arena_text(&reading->past->arena, from, (size_t)(stop - from));
    place.column = (unsigned)utf8_count(from, (size_t)(wrong - from)) + 1;
    const char *last = end;
    while (last > text && strchr(" \t\r\n", last[-1]))
        last--;
    const char *why = last == text      ? "the file is empty"
                      : last[-1] != '}' ? "from here on this is no JSON; the file seems to be cut off"
                                        : "from here on this is no JSON";
    fault_error(reading->faults, READING_RESULTS, place, "%s", why);
}

/* ---- what it carries */

static const char *const *read_sets(struct past_run *past, const struct cJSON *list, size_t count)
{
    const char **sets = arena_array(&past->arena, count, sizeof *sets);
    size_t index = 0;
    for (const struct cJSON *item = json_first(list); sets && item; item = json_next(item))
        if (!(sets[index++] = json_as_text(item)))
            return NULL;
    return sets;
}

static const struct shelf_file *read_files(struct past_run *past, const struct cJSON *list, size_t count)
{
    struct shelf_file *files = arena_array(&past->arena, count, sizeof *files);
    size_t index = 0;
    for (const struct cJSON *item = json_first(list); files && item; item = json_next(item)) {
        const char *file = json_entry_text(item, "file"), *text = json_entry_text(item, "text");
        if (!file || !text || strlen(text) > YAML_BYTES_MAX)
            return NULL;
        files[index++] = (struct shelf_file){file, (const unsigned char *)text, strlen(text)};
    }
    return files;
}

static const struct kept_column *read_columns(struct past_run *past, const struct cJSON *list, size_t count)
{
    struct kept_column *columns = arena_array(&past->arena, count, sizeof *columns);
    size_t index = 0;
    for (const struct cJSON *item = json_first(list); columns && item; item = json_next(item)) {
        const char *text = json_entry_text(item, "text");
        struct kept_column *column = &columns[index++];
        column->file = json_entry_text(item, "file");
        column->column = json_entry_text(item, "column");
        column->text = text ? arena_text(&past->arena, text, strlen(text)) : NULL;
        if (!column->file || !column->column || !column->text)
            return NULL;
    }
    return columns;
}

static bool read_inputs(const struct reading *reading, const struct cJSON *scenario)
{
    struct past_run *past = reading->past;
    struct shelf *shelf = &past->shelf;
    const struct cJSON *sets = json_entry(scenario, "set"), *files = json_entry(scenario, "files"),
                       *columns = json_entry(scenario, "columns");
    if (!files)
        return missing(reading, "it does not carry its scenario (scenario.files); run the scenario anew");
    past->set_count = (size_t)json_count(sets);
    shelf->count = (size_t)json_count(files);
    shelf->column_count = (size_t)json_count(columns);
    past->path = json_entry_text(scenario, "file");
    past->sets = json_is_list(sets) ? read_sets(past, sets, past->set_count) : NULL;
    shelf->files = json_is_list(files) ? read_files(past, files, shelf->count) : NULL;
    shelf->columns = json_is_list(columns) ? read_columns(past, columns, shelf->column_count) : NULL;
    const char *without = !past->path   ? "scenario.file is no text"
                          : !past->sets ? "scenario.set is no list of texts"
                          : !shelf->files
                              ? "scenario.files is no list of file and text, each of 1 MiB at most"
                          : !shelf->columns ? "scenario.columns is no list of file, column and text"
                                            : NULL;
    return !without || missing(reading, without);
}

static bool read_precision(const struct reading *reading, const struct cJSON *precision)
{
    struct past_run *past = reading->past;
    const struct cJSON *figures = json_entry(precision, "figures");
    uint64_t most = 0;
    bool fine = json_entry_whole(precision, "max_replications", &most) && most >= 1 &&
                most <= RUN_REPLICATIONS_MAX && json_count(figures) > 0;
    past->most = (uint32_t)most;
    if (fine)
        past->precision = arena_array(&past->arena, (size_t)json_count(figures), sizeof *past->precision);
    for (const struct cJSON *item = fine ? json_first(figures) : NULL; past->precision && item;
         item = json_next(item)) {
        struct past_goal *goal = &past->precision[past->precision_count++];
        goal->figure = json_entry_text(item, "figure");
        fine = fine && goal->figure && json_entry_number(item, "asked", &goal->asked) && goal->asked > 0;
    }
    return (fine && past->precision) || missing(reading, "run.precision is no list of figures");
}

static bool read_run(const struct reading *reading, const struct cJSON *run)
{
    struct past_run *past = reading->past;
    uint64_t replications = 0;
    if (!json_entry_whole(run, "seed", &past->seed) || past->seed > INT64_MAX)
        return missing(reading, "run.seed is no seed");
    if (!json_entry_whole(run, "replications", &replications) || replications < 1 ||
        replications > RUN_REPLICATIONS_MAX)
        return missing(reading, "run.replications is no whole number from 1 to 1000000");
    past->replications = (uint32_t)replications;
    const struct cJSON *precision = json_entry(run, "precision");
    return !precision || read_precision(reading, precision);
}

static bool read_document(const struct reading *reading)
{
    struct past_run *past = reading->past;
    const struct cJSON *about = json_entry(past->root, "cartsim");
    uint64_t format = 0;
    past->version = json_entry_text(about, "version");
    if (!past->version || !json_entry_whole(about, "format", &format))
        return missing(reading, "it does not say which cartsim wrote it (cartsim.version, cartsim.format)");
    if (format != 1)
        return missing(reading, "its format is not the one that this program knows, which is 1");
    return read_inputs(reading, json_entry(past->root, "scenario")) &&
           read_run(reading, json_entry(past->root, "run"));
}

bool past_read(struct past_run *past, const char *file, struct cartsim_faults *faults)
{
    struct reading reading = {past, file, faults};
    struct yaml_source source;
    size_t wrong_at = 0;
    *past = (struct past_run){0};
    arena_init(&past->arena, 0);
    if (!source_load(&past->arena, file, PAST_MEBIBYTES_MAX, NULL, &source, faults))
        return false;
    past->text = source.bytes;
    past->size = source.size;
    past->root = json_read(past->text, past->size, &wrong_at);
    if (!past->root)
        complain_syntax(&reading, wrong_at);
    return past->root && read_document(&reading);
}

void past_free(struct past_run *past)
{
    json_discard(past->root);
    arena_release(&past->arena);
}
