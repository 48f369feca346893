/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_RESULTS_BOTTLENECK_H
#define CARTSIM_RESULTS_BOTTLENECK_H

#include <stdio.h>

#include "model/tweak.h"
#include "results/texts.h"
#include "scenario/scenario.h"
#include "statistics/prevention.h"
#include "statistics/worth.h"

/* What a little more of each thing is worth to one figure. */
struct bottleneck {
    const struct scenario *scenario;
    const struct model *model; /* as it is */
    uint64_t seed;
    const struct comparison *worth; /* of the one figure: as it is, then each change */
    const struct tweak *tweaks;     /* [worth->count]; the first is none */
    const size_t *order;            /* [worth->count - 1] of the changes, ranked */
    const struct metrics *metrics;  /* as it is */
    int measure;                    /* whose days are told, or NONE */
    const struct prevention *prevention;
};

/* "one more ward_bed", "manufacturing a tenth shorter". */
struct words tweak_words(const struct model *model, struct tweak tweak);

/* For people, 100 columns wide; the last lines are the answer. false: the stream reports an error. */
bool results_bottleneck(FILE *to, const struct bottleneck *bottleneck, bool answer_only);

/* bottleneck.json, newline at the end, malloc'd. NULL: no memory. */
char *results_bottleneck_json(const struct bottleneck *bottleneck);

#endif
