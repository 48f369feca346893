/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "laws/law_builder.h"

#include <math.h>

/* Laws made of laws: mixture and shifted. */

enum { DEPTH_LIMIT = 16 };

static bool deepen(struct builder *b, const struct law *of)
{
    if (of->depth >= DEPTH_LIMIT)
        return law_fault(b, "laws are nested more than %d deep: write it flatter", DEPTH_LIMIT);
    if (of->depth >= b->law->depth)
        b->law->depth = of->depth + 1;
    return true;
}

/* Copies the parts whose weight is above 0, with weights that sum to 1. */
static bool gather_parts(struct builder *b, const struct law **of, double *weights)
{
    struct law *law = b->law;
    double sum = 0;
    for (size_t i = 0; i < b->spec->count; i++)
        sum += b->spec->weights[i];
    law->base_min = HUGE_VAL;
    for (size_t i = 0; i < b->spec->count; i++) {
        const struct law *part = b->spec->of[i];
        if (!deepen(b, part))
            return false;
        if (!(b->spec->weights[i] > 0))
            continue;
        of[law->count] = part;
        weights[law->count] = b->spec->weights[i] / sum;
        law->base_mean += weights[law->count] * part->mean;
        law->base_min = fmin(law->base_min, part->least);
        law->base_max = fmax(law->base_max, part->greatest);
        law->count++;
    }
    return true;
}

bool law_set_mixture(struct builder *b, const double *parameter)
{
    (void)parameter;
    if (!b->spec->count)
        return law_fault(b, "the mixture has no parts: give at least one");
    if (!law_weights_right(b))
        return false;
    const struct law **of = arena_array(b->arena, b->spec->count, sizeof *of);
    double *weights = arena_array(b->arena, b->spec->count, sizeof *weights);
    b->law->of = of;
    b->law->weights = weights;
    return of && weights && gather_parts(b, of, weights);
}

bool law_set_shifted(struct builder *b, const double *parameter)
{
    struct law *law = b->law;
    if (parameter[0] < 0)
        return law_fault(b, "by must be 0 or above: a shift makes a duration longer");
    const struct law **of = arena_alloc(b->arena, sizeof *of);
    if (!of)
        return false;
    of[0] = b->spec->of[0];
    if (!deepen(b, of[0]))
        return false;
    if (of[0]->kind == LAW_DISCRETE)
        return law_shift_values(b, parameter[0], of[0]);
    law->of = of;
    law->count = 1;
    law->offset = parameter[0];
    law->scale = 1;
    law->base_min = law->offset + of[0]->least;
    law->base_max = law->offset + of[0]->greatest;
    law->base_mean = law->offset + of[0]->mean;
    return true;
}
