/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STATISTICS_DIFFERENCE_H
#define CARTSIM_STATISTICS_DIFFERENCE_H

#include "statistics/metrics.h"

/*
 * Two scenarios under common luck, replication r of the one beside replication r of the other: how much
 * larger sum x / sum n of the one is than that of the other. Replications are the independent pieces, so what
 * both have in common drops out in each: linearised (Cochran 1977, Sampling Techniques, sec. 6.12), the
 * difference is the mean of
 *
 *     (x1_r - R1 n1_r) / mean n1 - (x2_r - R2 n2_r) / mean n2
 *
 * and has the interval of a mean (interval.h) with as many degrees of freedom as there are pairs, less one:
 * for n of 1 the paired t-interval of simulation (Law 2015, Simulation Modeling and Analysis, sec. 10.2.1). A
 * replication without any n counts as one that says nothing: degrees are those of the scenario that has fewer
 * with some.
 */
struct replication_sums {
    const double *x, *n; /* [replications] */
};

/* first less second. Unknown where one of them has no n; no interval unless two replications of each have. */
struct figure interval_difference(const struct replication_sums *first, const struct replication_sums *second,
                                  size_t replications, double confidence);

#endif
