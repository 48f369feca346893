/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/prevention.h"

#include <stdio.h>

/* "outcomes.NAME" of every model of a study. */
static bool find_outcome(const struct model *model, int outcome, struct response *response)
{
    char name[1024];
    size_t place;
    snprintf(name, sizeof name, "outcomes.%s", model->outcomes[outcome]);
    return response_find(model, name, response, &place);
}

static bool occurs(const struct response *response, const struct pool *const *pools, struct figure *share,
                   double confidence, bool *failed)
{
    bool any = false;
    for (int run = PREVENTION_RUNS - 1; run >= 0; run--) {
        *share = response_figure(response, pools[run], confidence, failed);
        any = any || (share->known && share->value > 0);
    }
    return any;
}

static void list_outcomes(struct prevention *prevention, const struct pool *const *pools, double confidence,
                          bool *failed)
{
    const struct model *model = pools[0]->model;
    for (int i = 0; i < model->outcome_count; i++) {
        struct response response;
        struct prevention_line *line = &prevention->lines[prevention->count];
        line->outcome = i;
        if (i != OUTCOME_CENSORED && find_outcome(model, i, &response) &&
            occurs(&response, pools, &line->share, confidence, failed))
            prevention->count++;
    }
}

static void fill_line(struct prevention_line *line, const struct pool *const *pools, double confidence,
                      bool *failed)
{
    static const enum prevention_run runs[PREVENTION_PARTS][4] = {
        [PREVENTION_BY_PLENTY] = {PREVENTION_PLENTY, PREVENTION_AS_IT_IS},
        [PREVENTION_WAITING] = {PREVENTION_BOTH, PREVENTION_NO_FAILURE},
        [PREVENTION_FAILED] = {PREVENTION_PLENTY, PREVENTION_AS_IT_IS, PREVENTION_BOTH,
                               PREVENTION_NO_FAILURE},
    };
    struct response response;
    if (!find_outcome(pools[0]->model, line->outcome, &response))
        return;
    for (int part = 0; part < PREVENTION_PARTS; part++) {
        struct compared *to = &line->parts[part];
        const struct pool *of[4];
        for (int i = 0; i < 4; i++)
            of[i] = pools[runs[part][i]];
        to->less = part == PREVENTION_FAILED
                       ? response_compare_pairs(&response, of, confidence, failed)
                       : response_compare(&response, of[0], &response, of[1], confidence, failed);
        to->verdict = difference_verdict(&to->less, of[0]->replications, &to->more_replications);
    }
}

bool prevention_fill(struct prevention *prevention, const struct pool *const pools[PREVENTION_RUNS],
                     double confidence)
{
    bool failed = false;
    list_outcomes(prevention, pools, confidence, &failed);
    prevention->comparisons = PREVENTION_PARTS * prevention->count;
    for (size_t i = 0; i < prevention->count; i++)
        fill_line(&prevention->lines[i], pools, 1 - (1 - confidence) / (double)prevention->comparisons,
                  &failed);
    return !failed;
}
