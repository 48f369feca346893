/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_BENCH_STUDY_H
#define CARTSIM_TESTS_BENCH_STUDY_H

#include <stdbool.h>
#include <stdint.h>

/*
 * A scenario run as `cartsim run --quiet` does it: read, checked, compiled, simulated with all statistics,
 * estimated, and made into the text of metrics.json. Only the start of the process and the file are left out.
 */
enum { STUDY_SETS = 3 };

struct study {
    const char *path;
    const char *sets[STUDY_SETS]; /* as of --set; NULL: no more */
    uint32_t replications;
    unsigned threads;
    bool tells; /* how far it is, on a terminal */
    /* out */
    uint64_t events, patients; /* patients: those observed */
    double mean, low, high;    /* of the first measure, in days */
    uint32_t counters, series; /* numbers that each replication has of them */
    char trouble[1000];        /* why there is no result */
};

/* false: there is no result; why is in `trouble`. */
bool study_run(struct study *study);

#endif
