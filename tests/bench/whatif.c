/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/whatif.h"

#include <stdio.h>
#include <unistd.h>

#include "model/compile.h"
#include "model/tabulate.h"
#include "scenario/scenario.h"
#include "statistics/comparison.h"
#include "study/study.h"

enum { REPLICATIONS = 400 };

struct side {
    struct scenario *scenario;
    struct model *model;
};

static bool open_side(struct side *side, const char *set)
{
    struct cartsim_faults *faults = cartsim_faults_create();
    const char *const sets[] = {set};
    if (faults)
        side->scenario = scenario_read("scenarios/seed-centre.yaml", sets, set != NULL, faults);
    if (side->scenario)
        side->model = model_compile(side->scenario, faults);
    cartsim_faults_free(faults);
    if (side->model)
        model_tabulate(side->model);
    else
        fprintf(stderr, "bench: %s: the seed centre can't be run so\n", set ? set : "as it is");
    return side->model != NULL;
}

static void close_side(struct side *side)
{
    model_free(side->model);
    scenario_free(side->scenario);
}

/* Differences of these figures, the first less the second scenario, into lines[count]. */
static bool compare(const char *set, uint32_t replications, const char *const *names, size_t count,
                    struct compared *results)
{
    struct side sides[2] = {{NULL, NULL}, {NULL, NULL}};
    struct comparison *comparison = NULL;
    bool fine = open_side(&sides[0], NULL) && open_side(&sides[1], set);
    struct study_variant variants[2] = {{.label = "as it is", .model = sides[0].model},
                                        {.label = "changed", .model = sides[1].model}};
    struct study study = {.variants = variants,
                          .count = 2,
                          .seed = 1,
                          .threads = (unsigned)sysconf(_SC_NPROCESSORS_ONLN)};
    if (fine && study_open(&study) && study_advance_all(&study, replications).result == SIMULATION_DONE) {
        struct compared_scenario scenarios[2] = {{"as it is", variants[0].pool},
                                                 {"changed", variants[1].pool}};
        comparison = comparison_make(scenarios, 2, names, count, 0.95);
    }
    for (size_t i = 0; comparison && i < count; i++)
        results[i] = comparison->lines[i].of[1];
    fine = comparison != NULL;
    comparison_free(comparison);
    study_close(&study);
    close_side(&sides[0]);
    close_side(&sides[1]);
    return fine;
}

bool whatif_measure(struct whatif *whatif)
{
    static const char *const names[] = {"referral_to_infusion.mean", "referral_to_infusion.p50"};
    struct compared results[2];
    if (!compare(whatif->set, REPLICATIONS, names, 2, results))
        return false;
    whatif->mean = results[0].less.apart;
    whatif->median = results[1].less.apart;
    return true;
}

bool whatif_half_width(uint32_t replications, double *days)
{
    static const char *const names[] = {"referral_to_infusion.p50", "vein_to_vein.p50"};
    struct compared results[2];
    if (!compare("resources.ward_bed.capacity=5", replications, names, 2, results))
        return false;
    *days = (results[1].less.figure.high - results[1].less.figure.low) / 2;
    return true;
}
