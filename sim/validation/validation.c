/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "validation/validation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "validation/bench.h"

bool validation_has(const char *only, const struct validation_group *group,
                    const struct validation_case *item)
{
    if (!only)
        return true;
    size_t length = strlen(group->name);
    if (strncmp(only, group->name, length) != 0 || (only[length] != '/' && only[length] != '\0'))
        return false;
    return only[length] == '\0' || strcmp(only + length + 1, item->name) == 0;
}

size_t validation_figures(const struct validation_case *item, size_t *with_interval)
{
    struct expectations expected = {.count = 0};
    item->say(&expected);
    for (size_t i = 0; i < expected.count; i++)
        *with_interval +=
            !item->runs && (expected.list[i].kind == EXPECTED_VALUE || expected_of_sample(&expected.list[i]));
    return expected.count;
}

/* The level is that of a whole run, also where only a part of it is run: a figure passes or fails alike. */
static struct rule rule_for(bool fast)
{
    size_t with_interval = 0;
    for (size_t g = 0; g < validation_group_count; g++)
        for (size_t i = 0; i < validation_groups[g]->count; i++)
            validation_figures(&validation_groups[g]->cases[i], &with_interval);
    return judge_rule(with_interval, fast);
}

static bool run_case(const struct validation_job *job, const struct rule *rule, struct validation *validation,
                     struct case_result *result)
{
    struct expectations *expected = calloc(1, sizeof *expected);
    if (!expected)
        return false;
    result->of->say(expected);
    bool went = bench_run(job, rule, expected, result);
    if (expected->overflow)
        snprintf(result->trouble, sizeof result->trouble, "the case says more than it has room for");
    free(expected);
    validation->figures += result->count;
    validation->wrong += result->wrong;
    validation->blunt += result->blunt;
    validation->unlike += result->unlike;
    validation->failed_cases += result->wrong || result->blunt || *result->trouble;
    if (went && job->tell)
        job->tell(job->context, result);
    return went;
}

bool validation_run(const struct validation_job *job, struct validation *validation)
{
    size_t all = 0;
    for (size_t g = 0; g < validation_group_count; g++)
        all += validation_groups[g]->count;
    const struct rule rule = rule_for(job->fast);
    *validation =
        (struct validation){.level = rule.level, .error = rule.error, .fast = job->fast, .seed = job->seed};
    validation->results = calloc(all ? all : 1, sizeof *validation->results);
    if (!validation->results)
        return false;
    for (size_t g = 0; g < validation_group_count; g++)
        for (size_t i = 0; i < validation_groups[g]->count; i++) {
            const struct validation_group *group = validation_groups[g];
            if (!validation_has(job->only, group, &group->cases[i]))
                continue;
            struct case_result *result = &validation->results[validation->count++];
            *result = (struct case_result){.group = group, .of = &group->cases[i]};
            if (!run_case(job, &rule, validation, result))
                return false;
        }
    return true;
}

void validation_release(struct validation *validation)
{
    for (size_t i = 0; validation->results && i < validation->count; i++)
        free(validation->results[i].findings);
    free(validation->results);
    *validation = (struct validation){.results = NULL};
}
