/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "laws/law_internal.h"

/* A law times a factor. Tails stay where they are, since nothing but the measure of time changes. */

static bool scale_values(struct arena *arena, struct law *law, double factor)
{
    double *values = arena_array(arena, law->count, sizeof *values);
    for (size_t i = 0; values && i < law->count; i++)
        values[i] = factor * law->values[i];
    law->values = values;
    return values != NULL;
}

static bool scale_parts(struct arena *arena, struct law *law, double factor)
{
    const struct law **of = arena_array(arena, law->count, sizeof *of);
    bool fine = of != NULL;
    for (size_t i = 0; fine && i < law->count; i++) {
        of[i] = law_scaled(arena, law->of[i], factor);
        fine = of[i] != NULL;
    }
    law->of = of;
    /* Of a mixture the knots are of its own values, not of a standard law's. */
    return fine && (law->kind != LAW_MIXTURE || law_invert_prepare(arena, law));
}

const struct law *law_scaled(struct arena *arena, const struct law *law, double factor)
{
    struct law *scaled = arena_alloc(arena, sizeof *scaled);
    if (!scaled)
        return NULL;
    *scaled = *law;
    scaled->offset *= factor;
    if (law->kind != LAW_SHIFTED)
        scaled->scale *= factor;
    scaled->base_min *= factor;
    scaled->base_max *= factor;
    scaled->base_mean *= factor;
    scaled->least *= factor;
    scaled->greatest *= factor;
    scaled->mean *= factor;
    bool fine = true;
    if (law->kind == LAW_DISCRETE)
        fine = scale_values(arena, scaled, factor);
    else if (law->kind == LAW_MIXTURE || law->kind == LAW_SHIFTED)
        fine = scale_parts(arena, scaled, factor);
    return fine ? scaled : NULL;
}
