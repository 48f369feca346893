/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/sweep.h"

#include <math.h>
#include <string.h>

/* ---- the grid */

/* How far apart the points of neighbouring values of a key are. */
static size_t stride_of(const struct sweep *sweep, size_t key)
{
    size_t stride = 1;
    for (size_t k = key + 1; k < sweep->key_count; k++)
        stride *= sweep->keys[k].count;
    return stride;
}

size_t sweep_value(const struct sweep *sweep, size_t point, size_t key)
{
    return point / stride_of(sweep, key) % sweep->keys[key].count;
}

static bool lay_steps(struct sweep *sweep)
{
    sweep->steps = arena_array(&sweep->arena, sweep->point_count * sweep->key_count, sizeof *sweep->steps);
    for (size_t key = 0; sweep->steps && key < sweep->key_count; key++) {
        size_t stride = stride_of(sweep, key);
        for (size_t at = 0; at < sweep->point_count; at++)
            if (sweep_value(sweep, at, key) + 1 < sweep->keys[key].count)
                sweep->steps[sweep->step_count++] = (struct sweep_step){key, at, at + stride};
    }
    return sweep->steps != NULL;
}

/* ---- figures */

static bool find_at(const struct sweep *sweep, size_t point, const char *name, struct response *response)
{
    size_t place;
    return response_find(sweep->pools[point]->model, name, response, &place);
}

static bool add_line(struct sweep *sweep, const char *name, bool changes)
{
    struct response response;
    size_t point = 0;
    while (point < sweep->point_count && !find_at(sweep, point, name, &response))
        point++;
    if (point == sweep->point_count)
        return true;
    struct sweep_line *line = &sweep->lines[sweep->line_count++];
    line->name = arena_text(&sweep->arena, name, strlen(name));
    line->unit = response.unit;
    line->of = arena_array(&sweep->arena, sweep->point_count, sizeof *line->of);
    if (changes)
        line->changes = arena_array(&sweep->arena, sweep->step_count, sizeof *line->changes);
    return line->name && line->of && (line->changes || !changes);
}

static void fill_figures(const struct sweep *sweep, struct sweep_line *line, bool *failed)
{
    struct response response;
    for (size_t point = 0; point < sweep->point_count; point++)
        if (find_at(sweep, point, line->name, &response))
            line->of[point] = response_figure(&response, sweep->pools[point], sweep->confidence, failed);
}

static bool both_have(const struct sweep *sweep, const struct sweep_line *line, const struct sweep_step *step,
                      struct response *from, struct response *to)
{
    return line->changes && find_at(sweep, step->from, line->name, from) &&
           find_at(sweep, step->to, line->name, to);
}

static void fill_changes(const struct sweep *sweep, const struct sweep_line *line, double confidence,
                         bool *failed)
{
    struct response from, to;
    for (size_t i = 0; line->changes && i < sweep->step_count; i++) {
        const struct sweep_step *step = &sweep->steps[i];
        struct compared *change = &line->changes[i];
        change->figure = line->of[step->to];
        if (both_have(sweep, line, step, &from, &to))
            change->less = response_compare(&to, sweep->pools[step->to], &from, sweep->pools[step->from],
                                            confidence, failed);
        change->verdict = difference_verdict(&change->less, sweep->replications, &change->more_replications);
    }
}

static void count_comparisons(struct sweep *sweep)
{
    struct response from, to;
    for (size_t i = 0; i < sweep->line_count; i++)
        for (size_t k = 0; k < sweep->step_count; k++)
            sweep->comparisons += both_have(sweep, &sweep->lines[i], &sweep->steps[k], &from, &to);
}

bool sweep_fill(struct sweep *sweep, const char *const *names, size_t name_count, size_t changing)
{
    bool failed = !lay_steps(sweep);
    sweep->replications = sweep->pools[0]->replications;
    sweep->lines = arena_array(&sweep->arena, name_count, sizeof *sweep->lines);
    failed = failed || !sweep->lines;
    for (size_t i = 0; !failed && i < name_count; i++)
        failed = !add_line(sweep, names[i], i < changing);
    if (failed)
        return false;
    count_comparisons(sweep);
    double each = 1 - (1 - sweep->confidence) / fmax(1, (double)sweep->comparisons);
    for (size_t i = 0; i < sweep->line_count; i++) {
        fill_figures(sweep, &sweep->lines[i], &failed);
        fill_changes(sweep, &sweep->lines[i], each, &failed);
    }
    return !failed;
}

void sweep_release(struct sweep *sweep)
{
    arena_release(&sweep->arena);
}
