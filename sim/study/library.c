/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cartsim/cartsim.h"

#include <stdlib.h>

#include "model/compile.h"
#include "model/tabulate.h"
#include "results/results.h"
#include "study/run_study.h"
#include "study/trouble.h"

/* The public door of libcartsim: nothing here but calls of what lies below. */
struct cartsim_scenario {
    struct scenario *text;
    struct model *model;
};

void cartsim_start(void)
{
    law_library_quiet();
}

const char *cartsim_version(void)
{
    return CARTSIM_VERSION;
}

struct cartsim_scenario *cartsim_scenario_open(const char *path, const char *const *sets, size_t set_count,
                                               struct cartsim_faults *faults)
{
    struct cartsim_scenario *scenario = calloc(1, sizeof *scenario);
    if (!scenario)
        return NULL;
    scenario->text = scenario_read(path, sets, set_count, faults);
    if (scenario->text)
        scenario->model = model_compile(scenario->text, faults);
    if (scenario->model) {
        model_tabulate(scenario->model);
        return scenario;
    }
    cartsim_scenario_close(scenario);
    return NULL;
}

void cartsim_scenario_close(struct cartsim_scenario *scenario)
{
    if (!scenario)
        return;
    model_free(scenario->model);
    scenario_free(scenario->text);
    free(scenario);
}

static void tell(void *context, uint32_t done)
{
    const struct cartsim_run *run = context;
    if (run->progress)
        run->progress(run->context, done, run->replications);
}

char *cartsim_scenario_run(const struct cartsim_scenario *scenario, struct cartsim_run *run)
{
    struct model model = *scenario->model; /* so that several threads may run it with different seeds */
    model.run.replications = run->replications ? run->replications : model.run.replications;
    model.run.seed = run->seed_given ? run->seed : model.run.seed;
    run->replications = model.run.replications;
    struct replicate_job job = {.model = &model,
                                .seed = model.run.seed,
                                .count = model.run.replications,
                                .threads = run->threads,
                                .progress = tell,
                                .context = run};
    struct metrics *metrics;
    struct replicate_outcome outcome = run_study(&job, &metrics);
    char *json = metrics ? results_json(metrics, scenario->text) : NULL;
    metrics_free(metrics);
    if (!json && outcome.result == SIMULATION_DONE && !outcome.take_failed)
        outcome.result = SIMULATION_NO_MEMORY;
    run->failed = !json;
    if (!json)
        trouble_words(&model, &outcome, run->trouble, sizeof run->trouble);
    return json;
}
