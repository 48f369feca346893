/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "laws/law_builder.h"

#include <math.h>
#include <stdlib.h>

/* Laws of single values: fixed, empirical, discrete. Truncation drops the values outside. */

struct atom {
    double value, weight;
};

static int compare_atoms(const void *left, const void *right)
{
    const struct atom *a = left, *b = right;
    if (a->value != b->value)
        return a->value < b->value ? -1 : 1;
    return (a->weight > b->weight) - (a->weight < b->weight);
}

static bool inside(const struct law_spec *spec, double value)
{
    return !(spec->has_min && value < spec->min) && !(spec->has_max && value > spec->max);
}

/* Copies the atoms that truncation leaves, ascending; how many they are. */
static size_t gather_atoms(const struct builder *b, const double *values, size_t count, struct atom *atoms)
{
    const double *weights = b->spec->kind == LAW_DISCRETE ? b->spec->weights : NULL;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        double weight = weights ? weights[i] : 1;
        if (weight > 0 && inside(b->spec, values[i]))
            atoms[kept++] = (struct atom){values[i], weight};
    }
    qsort(atoms, kept, sizeof *atoms, compare_atoms);
    return kept;
}

static size_t merge_equal(struct atom *atoms, size_t count)
{
    size_t last = 0;
    for (size_t i = 1; i < count; i++) {
        if (atoms[i].value == atoms[last].value)
            atoms[last].weight += atoms[i].weight;
        else
            atoms[++last] = atoms[i];
    }
    return last + 1;
}

static bool place_atoms(struct builder *b, const struct atom *atoms, size_t count)
{
    double *values = arena_array(b->arena, count, sizeof *values);
    double *weights = arena_array(b->arena, count, sizeof *weights);
    double *at_or_below = arena_array(b->arena, count, sizeof *at_or_below);
    if (!values || !weights || !at_or_below)
        return false;
    double sum = 0, passed = 0, mean = 0;
    for (size_t i = 0; i < count; i++)
        sum += atoms[i].weight;
    for (size_t i = 0; i < count; i++) {
        values[i] = atoms[i].value;
        weights[i] = atoms[i].weight / sum;
        passed += atoms[i].weight;
        at_or_below[i] = passed / sum;
        mean += weights[i] * values[i];
    }
    struct law *law = b->law;
    law->kind = LAW_DISCRETE;
    law->count = count;
    law->values = values, law->weights = weights, law->at_or_below = at_or_below;
    law->base_min = values[0], law->base_max = values[count - 1];
    law->base_mean = mean;
    return true;
}

static bool set_values(struct builder *b, const double *values, size_t count)
{
    if (!count)
        return law_fault(b, "there are no values: give at least one");
    for (size_t i = 0; i < count; i++)
        if (!isfinite(values[i]))
            return law_fault(b, "value %zu is not a finite number", i + 1);
    struct atom *atoms = arena_array(b->arena, count, sizeof *atoms);
    if (!atoms)
        return false;
    size_t kept = gather_atoms(b, values, count, atoms);
    if (!kept)
        return law_fault(b, "no value lies within min and max: widen them");
    return place_atoms(b, atoms, merge_equal(atoms, kept));
}

bool law_set_one_value(struct builder *b, double value)
{
    return set_values(b, &value, 1);
}

bool law_set_fixed(struct builder *b, const double *parameter)
{
    if (parameter[0] < 0)
        return law_fault(b, "value must be 0 or above: a duration is never negative");
    return law_set_one_value(b, parameter[0]);
}

bool law_set_empirical(struct builder *b, const double *parameter)
{
    (void)parameter;
    return set_values(b, b->spec->values, b->spec->count);
}

bool law_set_discrete(struct builder *b, const double *parameter)
{
    (void)parameter;
    if (!b->spec->count)
        return law_fault(b, "there are no values: give at least one");
    return law_weights_right(b) && set_values(b, b->spec->values, b->spec->count);
}

/* Shifted values are values again: their jumps stay where the sums fall, to the last digit. */
bool law_shift_values(struct builder *b, double by, const struct law *of)
{
    struct atom *atoms = arena_array(b->arena, of->count, sizeof *atoms);
    if (!atoms)
        return false;
    size_t kept = 0;
    for (size_t i = 0; i < of->count; i++)
        if (inside(b->spec, of->values[i] + by))
            atoms[kept++] = (struct atom){of->values[i] + by, of->weights[i]};
    if (!kept)
        return law_fault(b, "no value lies within min and max: widen them");
    return place_atoms(b, atoms, merge_equal(atoms, kept));
}
