/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STUDY_ESTIMATE_H
#define CARTSIM_STUDY_ESTIMATE_H

#include "statistics/metrics.h"

/* metrics_estimate on so many threads; the figures are the same. NULL: no memory. */
struct metrics *estimate_by(const struct pool *pool, uint64_t seed, unsigned threads);

#endif
