/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_ENGINE_SEEN_H
#define CARTSIM_TESTS_ENGINE_SEEN_H

#include "support/centre.h"

/* What the tests of the engine share: a scenario run once from a Monday without warm-up, and its events as
 * text. */

/* 2025-01-06 is a Monday: day 0 mon, 1 tue, ... 7 mon. */
#define RUN "run: {start: 2025-01-06, warmup: 0 d, horizon: 1 y}\n"
/* Patients p-1, p-2, ... of one class, referred at these times. */
#define PATIENTS(times) "patients: {p: {pathway: way, arrivals: {at: [" times "]}}}\n"

static inline struct centre *seen_run(const char *yaml)
{
    struct centre *centre = centre_open(yaml, NULL);
    centre_run(centre, 1, 0);
    return centre;
}

/* The lines of the story in which `part` stands, "p-1 " or "stay.start" say; all of them when it is "". The
 * test frees it. */
static inline char *seen_story(const struct centre *centre, const char *part)
{
    char *story = centre_story(centre), *kept = calloc(1, strlen(story) + 1);
    assert_non_null(kept);
    for (char *line = story, *end; *line; line = end + 1) {
        end = strchr(line, '\n');
        const char *found = strstr(line, part);
        if (found && found < end)
            strncat(kept, line, (size_t)(end + 1 - line));
    }
    free(story);
    return kept;
}

/* Compares the whole story, or the lines in which `part` stands. */
static inline void assert_story(const struct centre *centre, const char *part, const char *expected)
{
    char *story = seen_story(centre, part);
    assert_string_equal(story, expected);
    free(story);
}

/* Runs the scenario, compares the story, closes. */
static inline void assert_tells(const char *yaml, const char *part, const char *expected)
{
    struct centre *centre = seen_run(yaml);
    assert_story(centre, part, expected);
    centre_close(centre);
}

/* Days put down to (step, cause, of) in the ledger of a measure, class 0; the key must exist. */
static inline double seen_ledger(const struct centre *centre, const char *measure, const char *step,
                                 enum cause cause, int of)
{
    const struct model *model = centre->model;
    int base = centre->at.ledger + centre_measure(centre, measure) * model->class_count * model->ledger_count;
    for (int i = 0; i < model->ledger_count; i++) {
        const struct ledger_key *key = &model->ledger_keys[i];
        if (strcmp(model->steps[key->step].name, step) == 0 && key->cause == cause && key->of == of)
            return centre->seen->counters[base + i] / DAY;
    }
    fail_msg("'%s' has no such ledger key", step);
    return 0;
}

/* All that the ledger of a measure has for a class, in days, and what the measure itself sums to. */
static inline void assert_ledger_sums(const struct centre *centre)
{
    const struct model *model = centre->model;
    for (int i = 0; i < model->measure_count * model->class_count; i++) {
        double sum = 0, total = 0;
        const struct series *values = &centre->seen->series[centre->series.measure + i];
        for (int k = 0; k < model->ledger_count; k++)
            sum += centre->seen->counters[centre->at.ledger + i * model->ledger_count + k];
        for (uint32_t k = 0; k < values->count; k++)
            total += (double)series_value(values, k);
        assert_true(sum == total);
    }
}

#endif
