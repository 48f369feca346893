/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_CENTRE_H
#define CARTSIM_TESTS_CENTRE_H

#include "engine/simulate.h"
#include "scenario/scenario.h"
#include "statistics/metrics.h"
#include "support/test.h"

/*
 * A scenario written in the test itself, run and looked at. Any fault or trouble fails the test with its
 * text.
 */
struct centre {
    struct scenario *scenario;
    struct model *model;
    struct observation *seen; /* of the latest replication */
    struct metrics *metrics;  /* of centre_estimate */
    struct counter_layout at;
    struct series_layout series;
};

/* From YAML text; `cartsim: 1` is put before it. sets: NULL-ended list of --set texts, or NULL. */
struct centre *centre_open(const char *yaml, const char *const *sets);
/* From a file below the repository's root. */
struct centre *centre_open_file(const char *path, const char *const *sets);
void centre_close(struct centre *centre);

/* Runs one replication, rows kept; its result is in centre->seen. */
void centre_run(struct centre *centre, uint64_t seed, uint32_t replication);
/* Runs `replications` on one thread and estimates; frees earlier metrics. */
const struct metrics *centre_estimate(struct centre *centre, uint64_t seed, uint32_t replications);

/* ---- looking things up by name; an unknown name fails the test */
int centre_step(const struct centre *centre, const char *name);
int centre_resource(const struct centre *centre, const char *name);
int centre_measure(const struct centre *centre, const char *name);
int centre_risk(const struct centre *centre, const char *name);
int centre_outcome(const struct centre *centre, const char *name);
double centre_counter(const struct centre *centre, int base, int index);
/* Days from the start at which the n-th (from 0) such event of that patient (number from 1 in class 0)
 * happened; -1: never. */
double centre_when(const struct centre *centre, uint32_t patient, enum happening what, int index, int nth);
/* The value of a measure of that patient of class 0, in days; -1: not measured. */
double centre_value(const struct centre *centre, uint32_t patient, const char *measure);
/* The outcome's name of that patient of class 0. */
const char *centre_fate(const struct centre *centre, uint32_t patient);
/* All events as text, a line each: "b_all-1 3.5 apheresis.start"; the test frees it. */
char *centre_story(const struct centre *centre);

#endif
