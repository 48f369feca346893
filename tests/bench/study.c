/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/study.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/compile.h"
#include "model/tabulate.h"
#include "results/results.h"
#include "study/run_study.h"
#include "study/trouble.h"

struct course {
    struct study *study;
    const struct model *model;
    struct counter_layout at;
};

static bool count(void *context, const struct observation *seen)
{
    struct course *course = context;
    course->study->events += seen->events;
    for (int class = 0; class < course->model->class_count; class ++)
        course->study->patients += (uint64_t)seen->counters[course->at.referred + class];
    return true;
}

static void tell(void *context, uint32_t done)
{
    const struct study *study = ((struct course *)context)->study;
    if (study->tells)
        fprintf(stderr, "\r%u of %u replications%s", done, study->replications,
                done == study->replications ? "\n" : "");
}

static void take_mean(struct study *study, const struct metrics *metrics)
{
    const struct figure *mean = &metrics->measures[0].summary.mean;
    study->mean = mean->value;
    study->low = mean->low;
    study->high = mean->high;
}

static bool estimate(struct study *study, const struct scenario *scenario, const struct model *model)
{
    struct course course = {.study = study, .model = model};
    struct series_layout series;
    struct metrics *metrics;
    struct replicate_job job = {.model = model,
                                .seed = model->run.seed,
                                .count = study->replications,
                                .threads = study->threads,
                                .take = count,
                                .progress = tell,
                                .context = &course};
    layout_counters(model, &course.at);
    layout_series(model, &series);
    study->counters = (uint32_t)course.at.count;
    study->series = (uint32_t)series.count;
    study->events = study->patients = 0;
    struct replicate_outcome outcome = run_study(&job, &metrics);
    char *json = metrics ? results_json(metrics, scenario) : NULL;
    if (metrics)
        take_mean(study, metrics);
    else
        trouble_words(model, &outcome, study->trouble, sizeof study->trouble);
    bool fine = json != NULL;
    free(json);
    metrics_free(metrics);
    return fine;
}

static void say_fault(struct study *study, struct cartsim_faults *faults)
{
    cartsim_faults_sort(faults);
    for (size_t i = 0; i < cartsim_faults_count(faults) && !*study->trouble; i++) {
        const struct cartsim_fault *fault = cartsim_faults_get(faults, i);
        if (fault->severity == CARTSIM_ERROR && fault->place.line)
            snprintf(study->trouble, sizeof study->trouble, "line %u: %s", fault->place.line, fault->text);
        else if (fault->severity == CARTSIM_ERROR)
            snprintf(study->trouble, sizeof study->trouble, "%s", fault->text);
    }
}

bool study_run(struct study *study)
{
    struct cartsim_faults *faults = cartsim_faults_create();
    size_t sets = 0;
    snprintf(study->trouble, sizeof study->trouble, "%s", faults ? "" : "out of memory");
    while (sets < STUDY_SETS && study->sets[sets])
        sets++;
    struct scenario *scenario = faults ? scenario_read(study->path, study->sets, sets, faults) : NULL;
    struct model *model = scenario ? model_compile(scenario, faults) : NULL;
    if (faults && !model)
        say_fault(study, faults);
    if (model) { /* as sim/commands/run.c does */
        model->run.replications = study->replications;
        model_tabulate(model);
    }
    bool fine = model && estimate(study, scenario, model);
    if (!fine && !*study->trouble)
        snprintf(study->trouble, sizeof study->trouble, "out of memory");
    model_free(model);
    scenario_free(scenario);
    cartsim_faults_free(faults);
    return fine;
}
