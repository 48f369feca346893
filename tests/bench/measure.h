/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_BENCH_MEASURE_H
#define CARTSIM_TESTS_BENCH_MEASURE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Things are timed in turn, round after round, each between two runs of a calibration loop: a fixed mix of
 * whole numbers, doubles and memory. What counts is the median over the rounds of time over calibration time.
 * So neither a machine that is twice as slow nor one that is busy for a while looks like a slower simulator.
 */
enum { ROUNDS_MAX = 99 };

struct sample {
    double processor,
        wall;     /* seconds a unit; of processors, those of children included that were waited for */
    double ratio; /* processor time a unit, in turns of the calibration loop */
    double turn;  /* seconds a turn of the loop, mean of before and after */
};

struct item {
    const char *name;
    bool (*run)(void *context); /* false: it failed */
    void *context;
    double units; /* how many patients, draws, ... one run does */
    struct sample samples[ROUNDS_MAX];
    int rounds;
};

/* One round more of one item; false: it failed. */
bool measure(struct item *item);
/* What a round took, in seconds: one run, by processors and by the clock, and one turn of the loop. */
void item_add(struct item *item, double processor, double wall, double turn);

/* Medians over the rounds. */
double item_nanoseconds(const struct item *item); /* of processor time a unit */
double item_wall(const struct item *item);        /* seconds a unit */
double item_ratio(const struct item *item);
double item_share(const struct item *item); /* processor time over wall time */
double item_turn(const struct item *item);  /* seconds a turn of the loop */
/* Of two items of the same rounds: how many times the other's time a unit this one takes. */
double item_times(const struct item *item, const struct item *other);
double item_wall_times(const struct item *item, const struct item *other);

/* The middle of values[count], which are put in order; count is at least 1. */
double median(double *values, size_t count);

/* Where what is computed goes, so that no compiler leaves it out. */
void measure_keep(double value);

#endif
