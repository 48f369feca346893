/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_MODEL_FLOW_H
#define CARTSIM_MODEL_FLOW_H

#include "model/sense.h"

/*
 * What the patients of one class with certain attributes ask of the resources: never more than the truth.
 * Repeats, steps of risks, waiting, and what depends on an attribute that may change are left out; whoever
 * may leave, leaves, and risks strike as early and as hard as they can.
 */
struct flow {
    const struct model *model;
    const struct patient_class *class;
    uint16_t *values;  /* [attribute_count] */
    bool *unknown;     /* [attribute_count]: may change, or has too many values to go through */
    bool *full;        /* [resource_count]: nobody is sure to get past these */
    bool *open;        /* [risk_count]: windows of risks that end a pathway */
    double survival;   /* share that no risk has taken by now */
    double *asked;     /* [resource_count] units asked for, for each referral */
    double *unit_days; /* [resource_count] and for how long together */
};

/* Adds what `weight` patients, with the values set, ask for. */
void flow_add(struct flow *flow, double weight);

/* The parts of it that look at single steps: the share that comes to it of those before it, at least and at
 * most; the share of those in it that goes on; and its least mean time in days. */
double share_entering(const struct flow *flow, int step, bool most);
double share_kept(const struct flow *flow, int step);
double share_passed(const struct flow *flow, int step);
double least_days(const struct flow *flow, int step);
/* Of one visit, without what is inside the step: at most. */
double own_days(const struct flow *flow, int step);
/* Visits to a step that recurs, of those who come to it. */
double visits(const struct flow *flow, int step);
/* From the step that holds it to where it is released, at least. */
double days_held(const struct flow *flow, int step, int resource);
/* The last step of that pathway that releases it, or the last of all. */
int last_release(const struct model *model, int held, int resource);

#endif
