/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STUDY_DESIGN_H
#define CARTSIM_STUDY_DESIGN_H

#include <stdint.h>

#include "scenario/uncertain.h"
#include "statistics/belief.h"
#include "statistics/sensitivity.h"

/* A number of the scenario that may be another, and what it may be. */
struct parameter {
    struct uncertain_number number;
    struct belief belief;
};

/* All of a sound tree, in the order of the file. false: no memory. */
bool parameters_collect(struct arena *arena, const struct tree *root, struct parameter **list, size_t *count);

/*
 * The points of the parameters at which a question tries the scenario. points[point * dimensions + i] is the
 * share of what parameter i may be that lies below its value there, NAN: as the scenario says.
 *
 *     tornado   two a parameter: one end of its range and the other, all else as it is
 *     morris    draws trajectories (statistics/points.h)
 *     sobol     draws rows of pick and freeze (statistics/sensitivity.h), a group a parameter
 *     psa       the same, a group a grade of evidence; drawn from what the evidence supports, not evenly over
 *               the range
 */
enum { DESIGN_GRADES = 4, DESIGN_POINTS_MAX = 50000 };
struct design {
    enum sensitivity_method method;
    const struct parameter *parameters; /* borrowed */
    size_t dimensions, draws, count;
    double *points;
    size_t *moved;                     /* morris */
    size_t groups;                     /* sobol, psa */
    const char *grades[DESIGN_GRADES]; /* psa: [groups] */
};

/* NULL: fine; else what is wrong, or that memory is exhausted. */
const char *design_make(struct design *design, enum sensitivity_method method,
                        const struct parameter *parameters, size_t count, size_t draws, uint64_t seed);
void design_free(struct design *design);

/* The value of a parameter at a point, as uncertain_set takes it; NAN: as it is. */
double design_value(const struct design *design, size_t point, size_t parameter);
/* The same of any share. */
double parameter_value(const struct parameter *parameter, enum sensitivity_method method, double u);

#endif
