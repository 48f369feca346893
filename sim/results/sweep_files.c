/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "results/csv_cells.h"
#include "results/json_parts.h"
#include "results/response_words.h"
#include "results/results.h"
#include "results/sweep.h"

/* sweep.csv and sweep.json; share/sweep.schema.json describes the latter. */

/* ---- CSV */

static void put_next_number(FILE *to, double value, bool known)
{
    char text[32] = "";
    if (known)
        results_number(value, text);
    fprintf(to, ",%s", text);
}

static void put_first(FILE *to, size_t cell, const char *text)
{
    if (cell)
        csv_next_text(to, text);
    else
        csv_cell(to, (const char *const[]){text, NULL});
}

bool results_sweep_csv(FILE *to, const struct sweep *sweep)
{
    for (size_t k = 0; k < sweep->key_count; k++)
        put_first(to, k, sweep->keys[k].path);
    for (size_t i = 0; i < sweep->line_count; i++) {
        static const char *const ends[] = {"", ".low", ".high"};
        for (int end = 0; end < 3; end++) {
            fputc(',', to);
            csv_cell(to, (const char *const[]){sweep->lines[i].name, ends[end], NULL});
        }
    }
    fputc('\n', to);
    for (size_t point = 0; point < sweep->point_count; point++) {
        for (size_t k = 0; k < sweep->key_count; k++)
            put_first(to, k, sweep->keys[k].values[sweep_value(sweep, point, k)]);
        for (size_t i = 0; i < sweep->line_count; i++) {
            const struct figure *figure = &sweep->lines[i].of[point];
            put_next_number(to, figure->value, figure->known);
            put_next_number(to, figure->low, figure->known && figure->bounded);
            put_next_number(to, figure->high, figure->known && figure->bounded);
        }
        fputc('\n', to);
    }
    return !ferror(to);
}

/* ---- JSON */

static struct cJSON *keys_list(struct json_writer *writer, const struct sweep *sweep)
{
    struct cJSON *list = json_list(writer);
    for (size_t k = 0; k < sweep->key_count; k++) {
        struct cJSON *object = json_object(writer), *values = json_list(writer);
        for (size_t i = 0; i < sweep->keys[k].count; i++)
            json_append(writer, values, json_text(sweep->keys[k].values[i]));
        json_add_text(writer, object, "path", sweep->keys[k].path);
        json_add(writer, object, "values", values);
        json_append(writer, list, object);
    }
    return list;
}

static struct cJSON *points_list(struct json_writer *writer, const struct sweep *sweep)
{
    struct cJSON *list = json_list(writer);
    for (size_t point = 0; point < sweep->point_count; point++) {
        struct cJSON *object = json_object(writer), *values = json_list(writer), *of = json_list(writer);
        for (size_t k = 0; k < sweep->key_count; k++)
            json_append(writer, values, json_text(sweep->keys[k].values[sweep_value(sweep, point, k)]));
        for (size_t i = 0; i < sweep->line_count; i++)
            json_append(writer, of, json_estimate(writer, sweep->lines[i].of[point]));
        json_add(writer, object, "values", values);
        json_add(writer, object, "figures", of);
        json_append(writer, list, object);
    }
    return list;
}

static struct cJSON *figures_list(struct json_writer *writer, const struct sweep *sweep)
{
    struct cJSON *list = json_list(writer);
    for (size_t i = 0; i < sweep->line_count; i++) {
        struct cJSON *object = json_object(writer);
        json_add_text(writer, object, "name", sweep->lines[i].name);
        json_add_text(writer, object, "unit", response_unit_name(sweep->lines[i].unit));
        json_append(writer, list, object);
    }
    return list;
}

static struct cJSON *change_object(struct json_writer *writer, const struct sweep *sweep,
                                   const struct sweep_line *line, size_t step)
{
    const struct compared *change = &line->changes[step];
    struct cJSON *object = json_object(writer);
    bool more = change->verdict == COMPARISON_MORE;
    json_add_text(writer, object, "figure", line->name);
    json_add_text(writer, object, "path", sweep->keys[sweep->steps[step].key].path);
    json_add_number(writer, object, "from", (double)sweep->steps[step].from);
    json_add_number(writer, object, "to", (double)sweep->steps[step].to);
    json_add(writer, object, "change", json_estimate(writer, change->less.figure));
    json_add_text(writer, object, "verdict", json_verdict(change->verdict));
    json_add_number(writer, object, "more_replications", more ? change->more_replications : (double)NAN);
    return object;
}

static struct cJSON *changes_list(struct json_writer *writer, const struct sweep *sweep)
{
    struct cJSON *list = json_list(writer);
    for (size_t i = 0; i < sweep->line_count; i++)
        for (size_t step = 0; sweep->lines[i].changes && step < sweep->step_count; step++)
            json_append(writer, list, change_object(writer, sweep, &sweep->lines[i], step));
    return list;
}

char *results_sweep_json(const struct sweep *sweep, const struct scenario *scenario, uint64_t seed)
{
    struct json_writer writer = {.failed = false};
    struct cJSON *root = json_object(&writer);
    json_add(&writer, root, "cartsim", json_about(&writer));
    json_add_text(&writer, root, "question", "sweep");
    json_add(&writer, root, "seed", json_whole(seed));
    json_add_number(&writer, root, "replications", (double)sweep->replications);
    json_add_number(&writer, root, "confidence", sweep->confidence);
    json_add_number(&writer, root, "comparisons", (double)sweep->comparisons);
    if (sweep->precision)
        json_add(&writer, root, "precision", json_precision(&writer, sweep->precision));
    json_add(&writer, root, "scenario", json_scenario(&writer, scenario, sweep->pools[0]->model->name));
    json_add(&writer, root, "varied", keys_list(&writer, sweep));
    json_add(&writer, root, "figures", figures_list(&writer, sweep));
    json_add(&writer, root, "points", points_list(&writer, sweep));
    json_add(&writer, root, "changes", changes_list(&writer, sweep));
    return json_print(&writer, root);
}
