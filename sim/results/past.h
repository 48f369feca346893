/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_RESULTS_PAST_H
#define CARTSIM_RESULTS_PAST_H

#include "base/faults.h"
#include "results/json_reader.h"
#include "scenario/shelf.h"

/* A metrics.json that was written earlier, and what is needed to run it again. */
struct past_run {
    struct arena arena; /* owns all below but root */
    struct cJSON *root;
    const char *text; /* the file, NUL at its end */
    size_t size;
    const char *version;
    const char *path; /* of the scenario, as it was given */
    const char *const *sets;
    size_t set_count;
    struct shelf shelf; /* what was read for it */
    uint64_t seed;
    uint32_t replications;
    struct past_goal {
        const char *figure;
        double asked;
    } * precision; /* [precision_count] what was asked for; none: so many replications */
    size_t precision_count;
    uint32_t most;
};

enum { PAST_MEBIBYTES_MAX = 256 };

/* Reads the file. False, with faults (E001, E007), when it can't be run again. past_free in any case. */
bool past_read(struct past_run *past, const char *file, struct cartsim_faults *faults);
void past_free(struct past_run *past);

#endif
