/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "validation/coverage.h"

#include <stdio.h>

#include "statistics/response.h"
#include "study/replicate.h"
#include "study/trouble.h"
#include "validation/figure_path.h"

struct tally {
    uint32_t shown, covered;
};

struct coverage {
    const struct expectations *expected;
    struct case_result *result;
    const struct model *model; /* that runs */
    uint32_t runs, per_run;    /* runs, and replications of each */
    struct tally tallies[EXPECTED_MAX];
    struct pool *pool; /* of the run under way */
    uint64_t seed;
};

static void count_one(struct tally *tally, const struct figure *figure, double truth)
{
    if (!figure->known || !figure->bounded)
        return;
    tally->shown++;
    tally->covered += figure->low <= truth && truth <= figure->high;
}

/* ---- one scenario */

static bool count_run(struct coverage *coverage)
{
    struct metrics *metrics = metrics_estimate(coverage->pool, coverage->seed);
    if (!metrics)
        return false;
    for (size_t i = 0; i < coverage->expected->count; i++) {
        const struct expected *expected = &coverage->expected->list[i];
        struct figure figure;
        if (figure_find(metrics, expected->figure, &figure))
            count_one(&coverage->tallies[i], &figure, expected->value);
        else
            snprintf(coverage->result->trouble, sizeof coverage->result->trouble, "there is no figure '%s'",
                     expected->figure);
    }
    metrics_free(metrics);
    return true;
}

static bool take_one(void *context, const struct observation *seen)
{
    struct coverage *coverage = context;
    if (!coverage->pool)
        coverage->pool = pool_create(coverage->model);
    if (!coverage->pool || !pool_add(coverage->pool, seen))
        return false;
    if ((seen->replication + 1) % coverage->per_run != 0)
        return true;
    bool counted = count_run(coverage);
    pool_free(coverage->pool);
    coverage->pool = NULL;
    return counted;
}

static bool run_all(struct coverage *coverage, const struct validation_job *job, const struct model *model,
                    bool (*take)(void *context, const struct observation *seen))
{
    struct case_result *result = coverage->result;
    coverage->model = model;
    struct replicate_job all = {.model = model,
                                .seed = job->seed,
                                .count = coverage->runs * coverage->per_run,
                                .threads = job->threads,
                                .stop = job->stop,
                                .take = take,
                                .context = coverage};
    struct replicate_outcome outcome = replicate(&all);
    pool_free(coverage->pool);
    coverage->pool = NULL;
    if (outcome.take_failed || outcome.result == SIMULATION_STOPPED || outcome.result == SIMULATION_NO_MEMORY)
        return false;
    if (outcome.result != SIMULATION_DONE)
        trouble_words(model, &outcome, result->trouble, sizeof result->trouble);
    return true;
}

/* ---- two scenarios */

static bool pool_one(void *context, const struct observation *seen)
{
    return pool_add(context, seen);
}

/* The replications of one run of a model, pooled. NULL: it did not come to its end. */
static struct pool *pool_run(struct coverage *coverage, const struct validation_job *job,
                             const struct model *model, uint32_t run)
{
    struct pool *pool = pool_create(model);
    struct replicate_job part = {.model = model,
                                 .seed = job->seed,
                                 .first = run * coverage->per_run,
                                 .count = coverage->per_run,
                                 .threads = job->threads,
                                 .stop = job->stop,
                                 .take = pool_one,
                                 .context = pool};
    struct replicate_outcome outcome = {.result = SIMULATION_NO_MEMORY};
    if (pool)
        outcome = replicate(&part);
    if (outcome.result == SIMULATION_DONE && !outcome.take_failed)
        return pool;
    pool_free(pool);
    return NULL;
}

static bool count_pair(struct coverage *coverage, const struct pool *first, const struct pool *second)
{
    bool failed = false;
    for (size_t i = 0; i < coverage->expected->count; i++) {
        const struct expected *expected = &coverage->expected->list[i];
        struct response here, there;
        size_t place;
        if (!response_find(first->model, expected->figure, &here, &place) ||
            !response_find(second->model, expected->figure, &there, &place)) {
            snprintf(coverage->result->trouble, sizeof coverage->result->trouble, "there is no figure '%s'",
                     expected->figure);
            continue;
        }
        struct difference difference =
            response_compare(&here, first, &there, second, first->model->run.confidence, &failed);
        count_one(&coverage->tallies[i], &difference.figure, expected->value);
    }
    return !failed;
}

static bool run_pairs(struct coverage *coverage, const struct validation_job *job, const struct model *model,
                      const struct model *second)
{
    bool went = true;
    for (uint32_t run = 0; went && run < coverage->runs; run++) {
        struct pool *here = pool_run(coverage, job, model, run),
                    *there = here ? pool_run(coverage, job, second, run) : NULL;
        went = there && count_pair(coverage, here, there);
        pool_free(here);
        pool_free(there);
    }
    return went;
}

/* ---- what was found */

static void find(const struct coverage *coverage, size_t i, bool fast, bool pairs)
{
    const struct tally *tally = &coverage->tallies[i];
    struct finding *finding = &coverage->result->findings[i];
    const double least = fast ? COVERAGE_LEAST_FAST : COVERAGE_LEAST, most = fast ? 1 : COVERAGE_MOST;
    finding->expected = (struct expected){.kind = EXPECTED_WITHIN, .value = 0.95, .low = least, .high = most};
    snprintf(finding->expected.figure, sizeof finding->expected.figure, "%s%s", pairs ? "difference of " : "",
             coverage->expected->list[i].figure);
    if (2 * tally->shown >= coverage->runs)
        finding->seen = (struct figure){.value = (double)tally->covered / tally->shown, .known = true};
}

bool coverage_run(const struct validation_job *job, const struct model *model, const struct model *second,
                  const struct expectations *expected, struct case_result *result)
{
    uint32_t runs = job->fast ? result->of->runs / FAST_RUNS : result->of->runs;
    struct coverage coverage = {.expected = expected,
                                .result = result,
                                .runs = runs,
                                .per_run = model->run.replications,
                                .seed = job->seed};
    result->replications = runs * coverage.per_run;
    bool went = second ? run_pairs(&coverage, job, model, second) : run_all(&coverage, job, model, take_one);
    for (size_t i = 0; went && i < expected->count; i++)
        find(&coverage, i, job->fast, second != NULL);
    return went;
}
