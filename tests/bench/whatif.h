/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_BENCH_WHATIF_H
#define CARTSIM_TESTS_BENCH_WHATIF_H

#include <stdbool.h>
#include <stdint.h>

/*
 * A change of the seed centre: how many times as many replications independent runs would need for a
 * difference as sharp as common random numbers give it.
 */
struct whatif {
    const char *name, *set;
    bool moves; /* the bottleneck: then no target is set */
    /* out: of the referral-to-infusion time */
    double mean, median;
};
bool whatif_measure(struct whatif *whatif); /* false: it can't be run */

/* Half the width of the interval of the difference that one bed more makes to the median vein-to-vein time,
 * in days, as `cartsim compare` shows it after so many replications. */
bool whatif_half_width(uint32_t replications, double *days);

#endif
