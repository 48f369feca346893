/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STATISTICS_WORTH_H
#define CARTSIM_STATISTICS_WORTH_H

#include "statistics/comparison.h"

/* Whether more of that figure is better: shares within a time, shares that are measured, completed. Of all
 * others less is. */
bool worth_more_is_better(const char *name);

/* The scenarios of a comparison of one figure but the first, [count - 1], ranked: those that are clearly
 * better than the first, most worth first; those that are not clear, and the same; those clearly worse. */
void worth_rank(const struct comparison *comparison, size_t *order);

#endif
