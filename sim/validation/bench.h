/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_VALIDATION_BENCH_H
#define CARTSIM_VALIDATION_BENCH_H

#include "validation/judge.h"

/*
 * Runs one case and judges what it expects. Fills the result's findings (malloc'd, [expected->count]), and
 * trouble where it could not be run. false: stopped, or no memory.
 */
bool bench_run(const struct validation_job *job, const struct rule *rule, const struct expectations *expected,
               struct case_result *result);

#endif
