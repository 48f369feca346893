/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STATISTICS_TARGET_H
#define CARTSIM_STATISTICS_TARGET_H

#include "statistics/metrics.h"

/*
 * Holds a result's figure against its goal: met or missed when the whole interval lies on one side, else
 * undecided, with about how many more replications would decide. A share_within must reach its goal, all
 * else must not go beyond it.
 */
void target_judge(struct target_result *result, size_t replications);

/* How many targets of measures and resources (not of single classes again) came to which verdict. */
struct target_tally {
    int count[VERDICT_UNDECIDED + 1];
};
struct target_tally targets_tally(const struct metrics *metrics);
int targets_given(const struct model *model); /* how many the scenario has */

#endif
