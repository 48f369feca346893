/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands/answer.h"
#include "commands/minimise.h"
#include "commands/variants.h"
#include "results/planning.h"
#include "statistics/target.h"
#include "study/planner.h"

/* cartsim plan: the cheapest capacity that meets all targets, and how sure that is. */
static const char NAME[] = "plan";
static const char *const FILES[] = {"plan.json"};
enum { MOST_REPLICATIONS = 10000 };
static const double CONFIDENCE = 0.95, TOLERANCE = 0.02, INDIFFERENCE = 0.01;

struct plan {
    struct variants variants;
    struct vary *ranges; /* [range_count] */
    size_t range_count;
    struct planning planning;
    struct answer answer;
};

/* ---- candidates */

static int too_many(size_t points)
{
    fprintf(stderr,
            "cartsim plan: %zu candidates are more than %d. Take fewer keys, or wider steps: 2..10/2.\n",
            points, PLANNING_MAX);
    return EXIT_WRONG;
}

static int add_candidates(struct plan *plan)
{
    const struct options *options = plan->variants.options;
    size_t points = 1, count = options->ranges.count;
    if (!count) {
        fprintf(stderr, "cartsim plan: what comes into question? E.g. --range "
                        "resources.ward_bed.capacity=2..10\nTry 'cartsim plan --help'.\n");
        return EXIT_WRONG;
    }
    plan->ranges = calloc(count, sizeof *plan->ranges);
    if (!plan->ranges)
        return variants_out_of_memory(&plan->variants);
    int code = variants_read_varies(&plan->variants, "--range", &options->ranges, plan->ranges);
    if (code != EXIT_FINE)
        return code;
    plan->range_count = count;
    for (size_t k = 0; k < count && points <= GRID_MAX; k++)
        points *= plan->ranges[k].count;
    if (points > PLANNING_MAX)
        return too_many(points);
    return variants_add_grid(&plan->variants, options->scenario, plan->ranges, count);
}

/* ---- targets */

static int no_targets(const struct plan *plan)
{
    fprintf(
        stderr,
        "cartsim plan: %s has no targets, so every capacity would do. Give one to a measure or a resource, "
        "e.g.\n"
        "  measures:\n    vein_to_vein: {from: apheresis.start, to: infusion.start, target: {p90: 45 d}}\n"
        "  resources:\n    ward_bed: {capacity: 4, target: {all_busy: 5%%}}\n"
        "or --set resources.ward_bed.target.all_busy=5%%\n",
        plan->variants.options->scenario);
    return EXIT_WRONG;
}

static bool same_targets(const struct planning *one, const struct planning *other)
{
    bool same = one->target_count == other->target_count;
    for (int t = 0; same && t < one->target_count; t++)
        same = strcmp(one->targets[t].tested, other->targets[t].tested) == 0 &&
               one->targets[t].goal == other->targets[t].goal;
    return same;
}

static int check_targets(struct plan *plan, struct model *model, const char *label)
{
    struct planning here = {.tolerance = plan->planning.tolerance};
    int code = EXIT_FINE;
    if (!planning_targets_list(&here, model))
        code = variants_out_of_memory(&plan->variants);
    else if (!same_targets(&plan->planning, &here)) {
        fprintf(stderr, "cartsim plan: --range must leave the targets as they are, and %s changes them\n",
                label);
        code = EXIT_WRONG;
    }
    planning_release(&here);
    return code;
}

static int list_targets(struct plan *plan)
{
    struct variants *variants = &plan->variants;
    int code = EXIT_FINE;
    if (!targets_given(variants->models[0]))
        return no_targets(plan);
    for (size_t i = 0; i < variants->count; i++)
        if (!planning_prepare(variants->models[i]))
            return variants_out_of_memory(variants);
    if (!planning_targets_list(&plan->planning, variants->models[0]))
        return variants_out_of_memory(variants);
    for (size_t i = 1; code == EXIT_FINE && i < variants->count; i++)
        code = check_targets(plan, variants->models[i], variants->labels[i]);
    return code;
}

/* ---- the planning */

static double given_or(struct amount amount, double otherwise)
{
    return amount.value > 0 ? amount.value : otherwise;
}

static int set_numbers(struct plan *plan)
{
    const struct options *options = plan->variants.options;
    const struct amount *indifference = &options->indifference;
    struct planning *planning = &plan->planning;
    planning->confidence = given_or(options->confidence, CONFIDENCE);
    planning->tolerance = given_or(options->tolerance, TOLERANCE);
    planning->indifference = indifference->is_share ? 0 : indifference->value;
    planning->indifference_share = indifference->is_share ? indifference->value : INDIFFERENCE;
    planning->max_replications = options->most != NONE ? (uint32_t)options->most : MOST_REPLICATIONS;
    if (planning->max_replications >= PLANNER_LEAST)
        return EXIT_FINE;
    fprintf(stderr, "cartsim plan: --max-reps: it takes %d replications of each candidate to begin with\n",
            PLANNER_LEAST);
    return EXIT_WRONG;
}

static int set_candidates(struct plan *plan)
{
    struct planning *planning = &plan->planning;
    size_t count = plan->variants.count, targets = (size_t)planning->target_count;
    planning->keys = arena_array(&planning->arena, plan->range_count, sizeof *planning->keys);
    planning->candidates = arena_array(&planning->arena, count, sizeof *planning->candidates);
    for (size_t k = 0; planning->keys && k < plan->range_count; k++)
        planning->keys[k] =
            (struct planning_key){plan->ranges[k].path, plan->ranges[k].values, plan->ranges[k].count};
    for (size_t i = 0; planning->candidates && i < count; i++) {
        planning->candidates[i].label = plan->variants.labels[i];
        planning->candidates[i].cells =
            arena_array(&planning->arena, targets, sizeof *planning->candidates[i].cells);
    }
    planning->key_count = (int)plan->range_count;
    planning->candidate_count = (int)count;
    return arena_failed(&planning->arena) ? variants_out_of_memory(&plan->variants) : EXIT_FINE;
}

/* ---- running */

static int advance(struct plan *plan, struct planner *planner, uint32_t *wanted)
{
    int code = EXIT_FINE;
    while (code == EXIT_FINE && planner_next(planner, wanted)) {
        code = variants_advance(&plan->variants, wanted);
        if (code == EXIT_FINE && !planner_take(planner))
            code = variants_out_of_memory(&plan->variants);
    }
    if (code == EXIT_FINE && !planner_finish(planner))
        code = variants_out_of_memory(&plan->variants);
    return code;
}

static int decide(struct plan *plan)
{
    struct study *study = &plan->variants.study;
    struct planner planner = {.study = NULL};
    uint32_t *wanted = calloc(plan->variants.count, sizeof *wanted);
    int code = variants_open(&plan->variants);
    for (size_t i = 0; code == EXIT_FINE && i < study->count; i++)
        plan->planning.candidates[i].pool = study->variants[i].pool;
    code = code ? code : variants_keep(&plan->variants, plan->answer.folder);
    if (code == EXIT_FINE)
        code = wanted && planner_open(&planner, study, &plan->planning)
                   ? advance(plan, &planner, wanted)
                   : variants_out_of_memory(&plan->variants);
    planner_close(&planner);
    free(wanted);
    return code;
}

/* ---- the answer */

static int exit_code(const struct planning *planning)
{
    return planning->outcome == PLANNING_DECIDED ? EXIT_FINE
           : planning->outcome == PLANNING_NONE  ? EXIT_MISSED
                                                 : EXIT_UNDECIDED;
}

static int put_answer(struct plan *plan)
{
    struct variants *variants = &plan->variants;
    const struct options *options = variants->options;
    struct scenario scenario = *variants->scenarios[0];
    scenario.set_count = options->set_count; /* those of the candidate come behind */
    char *json = results_planning_json(&plan->planning, &scenario, variants->models[0]);
    if (!json)
        return variants_out_of_memory(variants);
    int code = answer_put(&plan->answer, 0, json);
    code = code ? code : answer_commit(&plan->answer);
    if (code == EXIT_FINE)
        variants_forget(variants);
    if (code == EXIT_FINE && options->json)
        fputs(json, stdout);
    else if (code == EXIT_FINE) {
        if (!options->quiet)
            answer_tell(&plan->answer);
        results_planning(stdout, &plan->planning, variants->models[0], options->quiet);
    }
    free(json);
    return code ? code : exit_code(&plan->planning);
}

static int find_plan(struct plan *plan)
{
    const struct options *options = plan->variants.options;
    int code = set_numbers(plan);
    code = code ? code : add_candidates(plan);
    code = code ? code : list_targets(plan);
    code = code ? code : set_candidates(plan);
    code = code ? code : minimise_choose(&plan->planning, options, plan->variants.models[0]);
    if (code != EXIT_FINE)
        return code;
    choose_folder(options, options->scenario, "-plan", plan->answer.folder);
    code = answer_open(&plan->answer, NAME, FILES, 1);
    code = code ? code : decide(plan);
    return code ? code : put_answer(plan);
}

int command_plan(const struct options *options)
{
    struct plan plan = {.range_count = 0};
    variants_begin(&plan.variants, NAME, options);
    int code = find_plan(&plan);
    answer_close(&plan.answer);
    planning_release(&plan.planning);
    for (size_t k = 0; k < plan.range_count; k++)
        vary_release(&plan.ranges[k]);
    free(plan.ranges);
    variants_free(&plan.variants);
    return code;
}
