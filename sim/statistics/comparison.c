/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/comparison.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- lines */

static bool is_listed(const struct comparison *comparison, const char *name)
{
    for (size_t i = 0; i < comparison->line_count; i++)
        if (strcmp(comparison->lines[i].name, name) == 0)
            return true;
    return false;
}

static bool find_in(const struct comparison *comparison, size_t scenario, const char *name,
                    struct response *response)
{
    size_t place;
    return response_find(comparison->scenarios[scenario].pool->model, name, response, &place);
}

static bool add_line(struct comparison *comparison, const char *name)
{
    struct response response;
    size_t scenario = 0;
    if (is_listed(comparison, name))
        return true;
    while (scenario < comparison->count && !find_in(comparison, scenario, name, &response))
        scenario++;
    if (scenario == comparison->count)
        return true;
    struct comparison_line *line = &comparison->lines[comparison->line_count];
    line->name = arena_text(&comparison->arena, name, strlen(name));
    line->kind = response.kind;
    line->unit = response.unit;
    line->of = arena_array(&comparison->arena, comparison->count, sizeof *line->of);
    comparison->line_count++;
    return line->name && line->of;
}

/* ---- figures */

static void compare(const struct comparison *comparison, struct comparison_line *line, size_t scenario,
                    double confidence, bool *failed)
{
    struct response first, here;
    const struct compared_scenario *at = &comparison->scenarios[scenario];
    bool in_first = find_in(comparison, 0, line->name, &first);
    if (!find_in(comparison, scenario, line->name, &here))
        return;
    line->of[scenario].figure = response_figure(&here, at->pool, comparison->confidence, failed);
    if (scenario > 0 && in_first)
        line->of[scenario].less =
            response_compare(&here, at->pool, &first, comparison->scenarios[0].pool, confidence, failed);
}

/* An interval's half-width goes with 1 / sqrt(R): it comes down to the difference at R (half / difference)^2.
 */
enum comparison_verdict difference_verdict(const struct difference *of, size_t replications, double *more)
{
    const struct figure *less = &of->figure;
    if (!less->known || !less->bounded)
        return COMPARISON_NONE;
    if (less->low == 0 && less->high == 0)
        return COMPARISON_SAME;
    if (less->high < 0 || less->low > 0)
        return less->high < 0 ? COMPARISON_LOWER : COMPARISON_HIGHER;
    if (less->value == 0)
        return COMPARISON_UNCLEAR;
    double half = less->value < 0 ? less->high - less->value : less->value - less->low;
    double r = (double)replications, needed = ceil(r * (half / less->value) * (half / less->value) - r);
    if (!(needed <= COMPARISON_MORE_MAX * r))
        return COMPARISON_UNCLEAR;
    *more = fmax(1, needed);
    return COMPARISON_MORE;
}

/* Differences that can be had at all: of each of the others from the first. */
static size_t count_comparisons(const struct comparison *comparison)
{
    size_t comparisons = 0;
    struct response response;
    for (size_t i = 0; i < comparison->line_count; i++)
        for (size_t k = 1; k < comparison->count; k++)
            comparisons += find_in(comparison, 0, comparison->lines[i].name, &response) &&
                           find_in(comparison, k, comparison->lines[i].name, &response);
    return comparisons;
}

static bool compare_all(struct comparison *comparison)
{
    bool failed = false;
    comparison->comparisons = count_comparisons(comparison);
    double each = 1 - (1 - comparison->confidence) / fmax(1, (double)comparison->comparisons);
    for (size_t i = 0; i < comparison->line_count; i++)
        for (size_t k = 0; k < comparison->count; k++) {
            struct compared *here = &comparison->lines[i].of[k];
            compare(comparison, &comparison->lines[i], k, each, &failed);
            here->verdict =
                difference_verdict(&here->less, comparison->replications, &here->more_replications);
        }
    return !failed;
}

/* ---- the whole */

struct comparison *comparison_make(const struct compared_scenario *scenarios, size_t count,
                                   const char *const *names, size_t name_count, double confidence)
{
    struct comparison *comparison = calloc(1, sizeof *comparison);
    if (!comparison)
        return NULL;
    comparison->scenarios = scenarios;
    comparison->count = count;
    comparison->replications = scenarios[0].pool->replications;
    comparison->confidence = confidence;
    comparison->lines = arena_array(&comparison->arena, name_count, sizeof *comparison->lines);
    bool fine = comparison->lines != NULL;
    for (size_t i = 0; fine && i < name_count; i++)
        fine = add_line(comparison, names[i]);
    if (fine && compare_all(comparison))
        return comparison;
    comparison_free(comparison);
    return NULL;
}

void comparison_free(struct comparison *comparison)
{
    if (!comparison)
        return;
    arena_release(&comparison->arena);
    free(comparison);
}
