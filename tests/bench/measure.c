/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/measure.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

static volatile double kept;

void measure_keep(double value)
{
    kept = value;
}

static double seconds_of(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static double seconds_of_children(void)
{
    struct rusage used;
    getrusage(RUSAGE_CHILDREN, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           1e-6 * (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

static double seconds_of_processors(void)
{
    return seconds_of(CLOCK_PROCESS_CPUTIME_ID) + seconds_of_children();
}

/* Seconds a turn. The table is larger than the nearest cache, and each place depends on the one before. */
static double calibrate(void)
{
    enum { TURNS = 400000, PLACES = 1 << 16 };
    static uint32_t table[PLACES];
    uint64_t whole = 1;
    uint32_t place = 0;
    double real = 1, began = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
    for (int turn = 0; turn < TURNS; turn++) {
        whole = (whole ^ whole >> 29) * UINT64_C(0xbf58476d1ce4e5b9) + 1;
        place = (place + table[place] + (uint32_t)(whole >> 40)) % PLACES;
        table[place] += (uint32_t)whole;
        real = sqrt(1 + real) + log(1 + (double)(whole >> 44)) / (3 + real);
        if (whole >> 62 == 0)
            real = 1;
    }
    measure_keep(real);
    return (seconds_of(CLOCK_PROCESS_CPUTIME_ID) - began) / TURNS;
}

void item_add(struct item *item, double processor, double wall, double turn)
{
    double unit = processor / item->units;
    item->samples[item->rounds++] = (struct sample){unit, wall / item->units, unit / turn, turn};
}

bool measure(struct item *item)
{
    double before = calibrate();
    double wall = seconds_of(CLOCK_MONOTONIC), processor = seconds_of_processors();
    if (!item->run(item->context))
        return false;
    processor = seconds_of_processors() - processor;
    wall = seconds_of(CLOCK_MONOTONIC) - wall;
    item_add(item, processor, wall, (before + calibrate()) / 2);
    return true;
}

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

double median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, by_size);
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

#define MEDIAN_OF(rounds, value)                                                                             \
    do {                                                                                                     \
        double values[ROUNDS_MAX];                                                                           \
        for (int round = 0; round < (rounds); round++)                                                       \
            values[round] = (value);                                                                         \
        return median(values, (size_t)(rounds));                                                             \
    } while (0)

double item_nanoseconds(const struct item *item)
{
    MEDIAN_OF(item->rounds, 1e9 * item->samples[round].processor);
}

double item_wall(const struct item *item)
{
    MEDIAN_OF(item->rounds, item->samples[round].wall);
}

double item_ratio(const struct item *item)
{
    MEDIAN_OF(item->rounds, item->samples[round].ratio);
}

double item_share(const struct item *item)
{
    MEDIAN_OF(item->rounds, item->samples[round].processor / item->samples[round].wall);
}

double item_turn(const struct item *item)
{
    MEDIAN_OF(item->rounds, item->samples[round].turn);
}

double item_times(const struct item *item, const struct item *other)
{
    MEDIAN_OF(item->rounds, item->samples[round].processor / other->samples[round].processor);
}

double item_wall_times(const struct item *item, const struct item *other)
{
    MEDIAN_OF(item->rounds, item->samples[round].wall / other->samples[round].wall);
}
