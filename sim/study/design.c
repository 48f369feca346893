/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/design.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "statistics/points.h"

static const char *const NO_MEMORY = "out of memory";

/* ---- parameters */

static struct belief belief_of(const struct uncertain_number *number)
{
    static const enum belief_kind kinds[] = {[UNCERTAIN_RANGE] = BELIEF_UNIFORM,
                                             [UNCERTAIN_COUNT] = BELIEF_BETA,
                                             [UNCERTAIN_INTERVAL] = BELIEF_LOGNORMAL,
                                             [UNCERTAIN_TIMES] = BELIEF_LOGNORMAL};
    bool whole = number->form == UNCERTAIN_RANGE && number->scalar == SCALAR_WHOLE;
    return (struct belief){whole ? BELIEF_WHOLE : kinds[number->form], number->low, number->high};
}

bool parameters_collect(struct arena *arena, const struct tree *root, struct parameter **list, size_t *count)
{
    struct uncertain_numbers numbers;
    if (!uncertain_collect(arena, root, &numbers))
        return false;
    *list = arena_array(arena, numbers.count + 1, sizeof **list);
    *count = numbers.count;
    for (size_t i = 0; *list && i < numbers.count; i++)
        (*list)[i] = (struct parameter){numbers.list[i], belief_of(&numbers.list[i])};
    return *list != NULL;
}

double parameter_value(const struct parameter *parameter, enum sensitivity_method method, double u)
{
    return method == SENSITIVITY_PSA ? belief_quantile(&parameter->belief, u)
                                     : belief_within(&parameter->belief, u);
}

double design_value(const struct design *design, size_t point, size_t parameter)
{
    double u = design->points[point * design->dimensions + parameter];
    return isnan(u) ? (double)NAN : parameter_value(&design->parameters[parameter], design->method, u);
}

/* ---- groups of pick and freeze */

static const char *const GRADES[DESIGN_GRADES] = {"measured", "published", "expert", "assumption"};

static bool in_group(const struct design *design, size_t parameter, size_t group)
{
    if (design->method == SENSITIVITY_SOBOL)
        return parameter == group;
    return strcmp(design->parameters[parameter].number.grade, design->grades[group]) == 0;
}

static void find_groups(struct design *design)
{
    if (design->method == SENSITIVITY_SOBOL)
        design->groups = design->dimensions;
    for (size_t k = 0; design->method == SENSITIVITY_PSA && k < DESIGN_GRADES; k++)
        for (size_t i = 0; i < design->dimensions; i++)
            if (strcmp(design->parameters[i].number.grade, GRADES[k]) == 0) {
                design->grades[design->groups++] = GRADES[k];
                break;
            }
}

/* Both draws of a row come from one point of twice the dimensions. */
static const char *freeze_points(struct design *design, uint64_t seed)
{
    size_t k = design->dimensions, rows = design->draws;
    double *pairs = calloc(2 * k * rows, sizeof *pairs), *to = design->points;
    bool fine = pairs != NULL;
    if (pairs && 2 * k <= POINTS_DIMENSIONS_MAX)
        fine = points_quasi(pairs, rows, 2 * k, seed);
    else if (pairs)
        points_random(pairs, rows, 2 * k, seed);
    for (size_t row = 0; fine && row < rows; row++)
        for (size_t which = 0; which < 2 + design->groups; which++)
            for (size_t i = 0; i < k; i++) {
                bool anew = which == 1 || (which > 1 && in_group(design, i, which - 2));
                *to++ = pairs[2 * k * row + (anew ? k : 0) + i];
            }
    free(pairs);
    return fine ? NULL : NO_MEMORY;
}

/* ---- the whole */

static void tornado_points(struct design *design)
{
    for (size_t point = 0; point < design->count; point++)
        for (size_t i = 0; i < design->dimensions; i++)
            design->points[point * design->dimensions + i] =
                i == point / 2 ? (double)(point % 2) : (double)NAN;
}

static size_t count_points(const struct design *design)
{
    switch (design->method) {
    case SENSITIVITY_TORNADO: return 2 * design->dimensions;
    case SENSITIVITY_MORRIS: return design->draws * (design->dimensions + 1);
    default: return design->draws * (2 + design->groups);
    }
}

const char *design_make(struct design *design, enum sensitivity_method method,
                        const struct parameter *parameters, size_t count, size_t draws, uint64_t seed)
{
    *design =
        (struct design){.method = method, .parameters = parameters, .dimensions = count, .draws = draws};
    if (method == SENSITIVITY_SOBOL && 2 * count > POINTS_DIMENSIONS_MAX)
        return "Sobol indices are for 20 numbers at most: the quasi-random points have 40 dimensions, two "
               "for "
               "each. Find those that matter with --method morris, and leave `uncertain:` to them";
    find_groups(design);
    design->count = count_points(design);
    if (design->count > DESIGN_POINTS_MAX)
        return "more than 50000 points; take fewer --draws";
    design->points = calloc(design->count * count, sizeof *design->points);
    design->moved = calloc(draws * count, sizeof *design->moved);
    if (!design->points || !design->moved)
        return NO_MEMORY;
    if (method == SENSITIVITY_TORNADO)
        tornado_points(design);
    else if (method == SENSITIVITY_MORRIS)
        points_morris(design->points, design->moved, draws, count, seed);
    else
        return freeze_points(design, seed);
    return NULL;
}

void design_free(struct design *design)
{
    free(design->points);
    free(design->moved);
    *design = (struct design){.count = 0};
}
