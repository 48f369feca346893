/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_BENCH_BASELINE_H
#define CARTSIM_TESTS_BENCH_BASELINE_H

#include <stdbool.h>

/*
 * What an earlier run measured: its JSON file. Only ratios to the calibration loop are compared, which
 * another machine, or a busy one, has nearly the same.
 */
struct baseline {
    struct cJSON *file; /* NULL: there is none */
};

/* false: there is a file, but no JSON with ratios in it. Without a file there is nothing to compare with. */
bool baseline_open(struct baseline *baseline, const char *path);
void baseline_close(struct baseline *baseline);

/* How many times as long as in the baseline; NaN where the baseline does not have it. */
double baseline_times(const struct baseline *baseline, const char *name, double ratio);

/* Longer by more than `factor` (1.2: by more than a fifth). */
bool baseline_is_slower(const struct baseline *baseline, const char *name, double ratio, double factor);

#endif
