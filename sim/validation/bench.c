/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "validation/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/tabulate.h"
#include "statistics/interval.h"
#include "study/run_study.h"
#include "study/trouble.h"
#include "validation/coverage.h"
#include "validation/figure_path.h"
#include "validation/load.h"

/* The share of time at some levels of a resource, replication by replication. */
struct level_column {
    bool wanted;
    struct level_path levels;
    double *seconds; /* [replications] */
};

struct bench {
    const struct expectations *expected;
    struct loaded loaded, second; /* second: what it is held against, where there is one */
    struct metrics *metrics;
    struct level_column *columns; /* [expected->count] */
    double *horizons;             /* [replications] */
    uint32_t replications;
};

/* ---- levels */

static bool open_columns(struct bench *bench)
{
    const size_t count = bench->expected->count;
    bench->columns = calloc(count ? count : 1, sizeof *bench->columns);
    bench->horizons = calloc(bench->replications, sizeof *bench->horizons);
    if (!bench->columns || !bench->horizons)
        return false;
    for (size_t i = 0; i < count; i++) {
        struct level_column *column = &bench->columns[i];
        column->wanted =
            level_path_read(bench->loaded.model, bench->expected->list[i].figure, &column->levels);
        column->seconds = column->wanted ? calloc(bench->replications, sizeof(double)) : NULL;
        if (column->wanted && !column->seconds)
            return false;
    }
    return true;
}

static bool take_levels(void *context, const struct observation *seen)
{
    struct bench *bench = context;
    bench->horizons[seen->replication] = (double)bench->loaded.model->run.horizon;
    for (size_t i = 0; i < bench->expected->count; i++) {
        const struct level_column *column = &bench->columns[i];
        if (!column->wanted)
            continue;
        const int resource = column->levels.resource;
        for (int k = column->levels.least; k <= column->levels.most && k < seen->level_count[resource]; k++)
            column->seconds[seen->replication] += seen->levels[resource][k];
    }
    return true;
}

/* ---- figures */

static void look(struct bench *bench, size_t i, struct case_result *result)
{
    struct finding *finding = &result->findings[i];
    const char *path = bench->expected->list[i].figure;
    const double confidence = bench->loaded.model->run.confidence;
    if (bench->columns[i].wanted)
        finding->seen =
            interval_ratio(bench->columns[i].seconds, bench->horizons, bench->replications, confidence);
    else if (!figure_find(bench->metrics, path, &finding->seen))
        snprintf(result->trouble, sizeof result->trouble, "%s has no figure '%s'", result->of->scenario,
                 path);
}

static bool simulate(struct bench *bench, const struct validation_job *job, const struct rule *rule,
                     struct case_result *result)
{
    struct model *model = bench->loaded.model;
    model->run.confidence = 1 - rule->level;
    struct replicate_job all = {.model = model,
                                .seed = job->seed,
                                .count = bench->replications,
                                .threads = job->threads,
                                .stop = job->stop,
                                .take = take_levels,
                                .context = bench};
    struct replicate_outcome outcome = run_study(&all, &bench->metrics);
    if (outcome.result == SIMULATION_STOPPED || outcome.result == SIMULATION_NO_MEMORY)
        return false;
    if (!bench->metrics) {
        trouble_words(model, &outcome, result->trouble, sizeof result->trouble);
        return true;
    }
    for (size_t i = 0; i < result->count; i++)
        look(bench, i, result);
    return true;
}

static bool run_scenario(struct bench *bench, const struct validation_job *job, const struct rule *rule,
                         struct case_result *result)
{
    const struct validation_case *of = result->of;
    char *trouble = result->trouble;
    if (!load_case(of->scenario, of->sets, &bench->loaded, trouble, sizeof result->trouble) ||
        (of->second[0] &&
         !load_case(of->scenario, of->second, &bench->second, trouble, sizeof result->trouble)))
        return true;
    if (of->runs)
        return coverage_run(job, bench->loaded.model, bench->second.model, bench->expected, result);
    bench->replications = bench->loaded.model->run.replications;
    if (job->fast && bench->replications >= FAST_SHARE)
        bench->replications /= FAST_SHARE;
    model_tabulate(bench->loaded.model); /* as `run` does */
    result->replications = bench->replications;
    return open_columns(bench) && simulate(bench, job, rule, result);
}

static void close_bench(struct bench *bench)
{
    for (size_t i = 0; bench->columns && i < bench->expected->count; i++)
        free(bench->columns[i].seconds);
    free(bench->columns);
    free(bench->horizons);
    metrics_free(bench->metrics);
    unload(&bench->loaded);
    unload(&bench->second);
}

/* ---- cases without a scenario */

static bool run_look(const struct validation_job *job, const struct expectations *expected,
                     struct case_result *result)
{
    double seen[EXPECTED_MAX] = {0};
    if (!result->of->look(job, expected, seen))
        return false;
    for (size_t i = 0; i < expected->count; i++)
        result->findings[i].seen = (struct figure){.value = seen[i], .known = true};
    return true;
}

bool bench_run(const struct validation_job *job, const struct rule *rule, const struct expectations *expected,
               struct case_result *result)
{
    struct bench bench = {.expected = expected};
    result->findings = calloc(expected->count ? expected->count : 1, sizeof *result->findings);
    if (!result->findings)
        return false;
    result->count = expected->count;
    for (size_t i = 0; i < expected->count; i++)
        result->findings[i].expected = expected->list[i];
    bool went = result->of->look ? run_look(job, expected, result) : run_scenario(&bench, job, rule, result);
    close_bench(&bench);
    for (size_t i = 0; went && i < result->count; i++) {
        judge(rule, result->replications, &result->findings[i]);
        result->wrong += result->findings[i].judgement == JUDGED_WRONG;
        result->blunt += result->findings[i].judgement == JUDGED_BLUNT;
        result->unlike += result->findings[i].judgement == JUDGED_UNLIKE;
    }
    return went;
}
