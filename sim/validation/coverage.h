/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_VALIDATION_COVERAGE_H
#define CARTSIM_VALIDATION_COVERAGE_H

#include "validation/validation.h"

/*
 * How often intervals hold what is known. The case's scenario is run of->runs times, each with its own
 * replications and so with luck of its own; each time every figure has the interval that `cartsim run` would
 * show. A figure's finding is the share of these intervals that cover the expected value, to lie in the band;
 * runs that show no interval are left out, and at least half must show one.
 *
 * Of a case with a second model the figures are differences, the first less the second under common luck.
 */
#define COVERAGE_LEAST 0.93
#define COVERAGE_MOST 0.97
/* A fast run has one run in FAST_RUNS, of which chance alone makes less of it. */
#define COVERAGE_LEAST_FAST 0.88
enum { FAST_RUNS = 10 };

/* false: stopped, or no memory. result->findings [expected->count] are there, and are filled. */
bool coverage_run(const struct validation_job *job, const struct model *model, const struct model *second,
                  const struct expectations *expected, struct case_result *result);

#endif
