/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_BENCH_FLOOR_H
#define CARTSIM_TESTS_BENCH_FLOOR_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Two models written by hand in C, as fast as they go: no generality, no checks, one statistic. They are the
 * floor that the simulator is held against.
 */
struct floor_result {
    uint64_t events;
    double mean; /* of all patients, in days (reference) or mean service times (queue) */
};

/* The reference pathway (reference-pathway.yaml): the vein-to-vein time. false: no memory. */
bool floor_reference(uint32_t patients, int beds, uint64_t seed, struct floor_result *result);

/* M/M/1 at this load, first come, first served: the wait before service. false: no memory. */
bool floor_queue(uint32_t customers, double load, uint64_t seed, struct floor_result *result);

#endif
