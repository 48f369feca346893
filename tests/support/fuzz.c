/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "model/compile.h"
#include "results/results.h"
#include "study/run_study.h"

enum { SETS_MAX = 16, REPLICATIONS = 2, EVENTS_LIMIT = 20000, KEPT_LIMIT = 100000, PATIENTS_LIMIT = 2000 };

/* Something of everything that a path can lead to; also where the fuzzer of runs begins. */
static const char CENTRE[] = "tests/fuzz/corpus/run/centre.yaml";

/* Writes the bytes to a new file, whose name goes into `path`. */
static bool write_file(char path[], const void *bytes, size_t size)
{
    int handle = mkstemp(path);
    bool whole = handle >= 0 && write(handle, bytes, size) == (ssize_t)size;
    if (handle >= 0)
        close(handle);
    return whole;
}

static void print_faults(struct cartsim_faults *faults)
{
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    cartsim_faults_sort(faults);
    for (size_t i = 0; to && i < cartsim_faults_count(faults); i++)
        cartsim_fault_print(cartsim_faults_get(faults, i), to);
    if (to)
        fclose(to);
    free(text);
}

static void write_results(const struct metrics *metrics, const struct scenario *scenario)
{
    char *text = NULL, *json = results_json(metrics, scenario);
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    if (to) {
        results_summary(to, metrics, scenario, NULL, 0);
        fclose(to);
    }
    free(text);
    free(json);
}

struct rows {
    const struct model *model;
    FILE *to;
};

static bool take(void *context, const struct observation *seen)
{
    const struct rows *rows = context;
    return results_patients_rows(rows->to, rows->model, seen) &&
           results_events_rows(rows->to, rows->model, seen);
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* A few weeks of it at most, so that many can be tried. */
static void run(struct model *model, const struct scenario *scenario)
{
    char *text = NULL;
    size_t size = 0;
    struct rows rows = {model, open_memstream(&text, &size)};
    struct metrics *metrics = NULL;
    model->run.replications = REPLICATIONS;
    model->run.warmup = least(model->run.warmup, 20 * (int64_t)DAY);
    model->run.horizon = least(model->run.horizon, 60 * (int64_t)DAY);
    model->run.events_max = EVENTS_LIMIT;
    model->run.kept_max = KEPT_LIMIT;
    model->run.patients_max = PATIENTS_LIMIT;
    struct replicate_job job = {.model = model,
                                .seed = model->run.seed,
                                .count = REPLICATIONS,
                                .threads = 1,
                                .want_patients = true,
                                .want_events = true,
                                .take = take,
                                .context = &rows};
    if (rows.to && results_patients_head(rows.to, model) && results_events_head(rows.to))
        run_study(&job, &metrics);
    if (metrics)
        write_results(metrics, scenario);
    metrics_free(metrics);
    if (rows.to)
        fclose(rows.to);
    free(text);
}

/* Reads and compiles the file; runs it too where that is wanted and it can be run. */
static void try_file(const char *path, const char *const *sets, size_t set_count, bool and_run)
{
    struct cartsim_faults *faults = cartsim_faults_create();
    struct scenario *scenario = faults ? scenario_read(path, sets, set_count, faults) : NULL;
    struct model *model = scenario ? model_compile(scenario, faults) : NULL;
    if (faults)
        print_faults(faults);
    if (model && and_run)
        run(model, scenario);
    model_free(model);
    scenario_free(scenario);
    cartsim_faults_free(faults);
}

static void try_bytes(const uint8_t *bytes, size_t size, bool and_run)
{
    char path[] = "/tmp/cartsim-fuzz-"
                  "XX"
                  "XX"
                  "XX";
    law_library_quiet();
    if (write_file(path, bytes, size))
        try_file(path, NULL, 0, and_run);
    unlink(path);
}

void fuzz_reader(const uint8_t *bytes, size_t size)
{
    try_bytes(bytes, size, false);
}

void fuzz_run(const uint8_t *bytes, size_t size)
{
    try_bytes(bytes, size, true);
}

void fuzz_sets(const uint8_t *bytes, size_t size)
{
    char *text = calloc(1, size + 1);
    const char *sets[SETS_MAX];
    size_t count = 0;
    if (!text)
        return;
    if (size)
        memcpy(text, bytes, size);
    for (size_t at = 0; at < size && count < SETS_MAX; at += strlen(text + at) + 1)
        sets[count++] = text + at;
    law_library_quiet();
    try_file(CENTRE, sets, count, false);
    free(text);
}
