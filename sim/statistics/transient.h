/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STATISTICS_TRANSIENT_H
#define CARTSIM_STATISTICS_TRANSIENT_H

#include "engine/observation.h"
#include "statistics/mser.h"

/*
 * How a centre that starts empty fills up: numbers by day, from the first day to the end of the window, in
 * the mean over replications. Made of the rows of events.csv.
 */
enum transient_kind { TRANSIENT_PATIENTS, TRANSIENT_IN_USE, TRANSIENT_QUEUE };

struct transient_series {
    enum transient_kind kind;
    int resource;  /* of IN_USE and QUEUE */
    double *days;  /* [days] */
    double *steps; /* [days + 1] what is there at each later day, until transient_finish */
    bool enough;   /* days for a cut; then */
    struct mser mser;
};

struct transient {
    const struct model *model;
    struct transient_series *series; /* [count]: patients, then of each resource with units both */
    size_t count, days;
    uint32_t replications;
};

/* false: no memory. transient_release in any case. */
bool transient_begin(struct transient *transient, const struct model *model);
void transient_add(struct transient *transient, const struct observation *seen);
void transient_finish(struct transient *transient);
void transient_release(struct transient *transient);

#endif
