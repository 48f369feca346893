/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_RESULTS_SENSITIVITY_H
#define CARTSIM_RESULTS_SENSITIVITY_H

#include <stdio.h>

#include "scenario/scenario.h"
#include "statistics/response.h"
#include "statistics/sensitivity.h"

/* What was found of numbers that may be others; texts are borrowed. */
struct sensitivity_parameter {
    const char *path, *grade;
    const char *uncertain;  /* as the scenario says */
    const char *low, *high; /* the ends of the range, for people */
};

struct sensitivity_line {
    const char *name;                              /* of the parameter; psa: the grade */
    const struct sensitivity_parameter *parameter; /* NULL: psa */
    struct figure low, high;     /* tornado: how much larger the figure is at either end than as it is */
    struct morris_effect effect; /* morris */
    struct freeze_index index;   /* sobol, psa */
};

struct sensitivity_figure {
    const char *name;
    enum response_unit unit;
    struct figure base;              /* of the scenario as it is */
    struct sensitivity_line *lines;  /* [line_count], the greatest effect first */
    struct freeze_variance variance; /* sobol, psa */
};

struct sensitivity {
    enum sensitivity_method method;
    const char *name, *currency;
    uint64_t seed;
    size_t replications, draws, points; /* replications of each point; draws 0: tornado */
    double confidence;
    double years; /* that a replication observes */
    struct sensitivity_parameter *parameters;
    size_t parameter_count;
    struct sensitivity_figure *figures;
    size_t figure_count, line_count; /* lines of each figure */
};

/* "tornado", "morris", "sobol", "psa" */
const char *sensitivity_method_name(enum sensitivity_method method);

/* For people, 100 columns wide; the last lines are the answer. false: the stream reports an error. */
bool results_sensitivity(FILE *to, const struct sensitivity *sensitivity, bool answer_only);

/* sensitivity.json, newline at the end, malloc'd. NULL: no memory. */
char *results_sensitivity_json(const struct sensitivity *sensitivity, const struct scenario *scenario);

#endif
