/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_BENCH_BOARD_H
#define CARTSIM_TESTS_BENCH_BOARD_H

#include <stdio.h>

#include "bench/baseline.h"
#include "bench/floor.h"
#include "bench/parts.h"
#include "bench/study.h"
#include "bench/whatif.h"

/* Everything that one run of the bench measures. */
enum { CONTESTS = 5, HORIZONS = 3, WHATIFS = 4, TARGETS = 10 };

enum floor_kind { FLOOR_NONE, FLOOR_REFERENCE, FLOOR_QUEUE };

/* A scenario, on one thread and on all; and the same by hand, where there is such a thing. */
struct contest {
    const char *name;
    enum floor_kind floor_kind;
    int beds;
    uint32_t patients; /* a replication, by hand */
    struct study one, all;
    struct item one_item, all_item, floor_item;
    double peak; /* bytes, on one thread */
};

struct check {
    const char *program;
    struct item item;
};

/* Peak memory in bytes, of one replication of so many patients; of so many replications. */
struct peak {
    uint32_t count;
    double bytes;
};

struct board {
    unsigned threads;
    int rounds;
    double factor; /* what is slower than the baseline by more than this is told */
    struct contest contests[CONTESTS];
    struct item parts[PARTS];
    struct check check;
    struct peak horizons[HORIZONS];
    struct peak few, many;
    uint32_t counters, series; /* of the replications in few and many */
    /* The first contest in as many processes as there are threads, apart from each other: what the machine
     * has to give. */
    struct item apart;
    struct whatif whatifs[WHATIFS];
    struct answer_time {
        const char *program;
        struct item item;      /* `cartsim compare` of two variants of the seed centre, whole process */
        uint32_t replications; /* of each */
        double half_width;     /* of the interval of the median's difference, in days */
    } answer;
    struct baseline baseline;
    const char *baseline_path;
};

/* A figure held against what it should be. */
struct target {
    const char *name;
    double value, goal;
    bool at_least; /* else: at most */
    bool by_clock; /* on a busy machine a miss says nothing */
};
void board_targets(const struct board *board, struct target targets[TARGETS]);
bool target_is_met(const struct target *target);
bool target_is_unclear(const struct board *board, const struct target *target);

/* Bytes that each replication more takes. */
double board_bytes_a_replication(const struct board *board);
/* How many times as fast as one process so many are that have nothing in common. */
double board_machine(const struct board *board);
double board_turn(const struct board *board); /* nanoseconds a turn of the calibration loop */
/* How much of a processor one thread had: below 1 where others use the machine, too. */
double board_share(const struct board *board);
bool board_is_busy(const struct board *board);

/* Calls `each` with everything that is compared with a baseline. */
void board_each(const struct board *board, void (*each)(void *context, const struct item *item),
                void *context);
/* How many of them are slower than the baseline. */
int board_slower(const struct board *board);

/* The table for people. */
void board_print(const struct board *board, FILE *to);
/* The same as JSON, newline at the end; NULL: no memory. free() it. */
char *board_json(const struct board *board);

#endif
