/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/prevention.h"

#include "study/study.h"
#include "support/centre.h"

/*
 * Which losses more beds, or no failures, would prevent; four runs of one centre. Who finds the bed taken is
 * turned away; of the others two in ten are lost; no other outcome occurs.
 */
static const char CENTRE[] =
    "resources: {bed: {capacity: 1, max_queue: 0}}\n"
    "patients: {p: {pathway: way, arrivals: {rate: 1 per d}}}\n"
    "pathways: {way: [{step: a, needs: bed, takes: 1 d}, {step: b, fails: 20%, on_failure: {leaves: lost}}, "
    "{step: c, chance: 0.0001%, leaves: never}]}\n"
    "run: {start: 2025-01-06, warmup: 0 d, horizon: 90 d, replications: 10}\n";

enum { REPLICATIONS = 10 };

struct runs {
    struct centre *centres[PREVENTION_RUNS];
    struct study_variant variants[PREVENTION_RUNS];
    const struct pool *pools[PREVENTION_RUNS];
    struct study study;
};

static void open_runs(struct runs *runs)
{
    static const char *const sets[PREVENTION_RUNS][3] = {
        [PREVENTION_AS_IT_IS] = {NULL},
        [PREVENTION_PLENTY] = {"resources.bed.capacity=50"},
        [PREVENTION_NO_FAILURE] = {"pathways.way.b.fails=0%"},
        [PREVENTION_BOTH] = {"resources.bed.capacity=50", "pathways.way.b.fails=0%"}};
    *runs = (struct runs){
        .study = {.variants = runs->variants, .count = PREVENTION_RUNS, .seed = 5, .threads = 1}};
    for (int i = 0; i < PREVENTION_RUNS; i++) {
        runs->centres[i] = centre_open(CENTRE, sets[i]);
        runs->variants[i] = (struct study_variant){.label = "it", .model = runs->centres[i]->model};
    }
    assert_true(study_open(&runs->study));
    assert_int_equal(study_advance_all(&runs->study, REPLICATIONS).result, SIMULATION_DONE);
    for (int i = 0; i < PREVENTION_RUNS; i++)
        runs->pools[i] = runs->variants[i].pool;
}

static void close_runs(struct runs *runs)
{
    study_close(&runs->study);
    for (int i = 0; i < PREVENTION_RUNS; i++)
        centre_close(runs->centres[i]);
}

static double share_of(const struct runs *runs, int run, const char *outcome, struct response *response)
{
    char name[40];
    size_t place;
    bool failed = false;
    snprintf(name, sizeof name, "outcomes.%s", outcome);
    assert_true(response_find(runs->centres[run]->model, name, response, &place));
    return response_figure(response, runs->pools[run], 0.95, &failed).value;
}

static void assert_line(const struct runs *runs, const struct prevention_line *line, const char *outcome,
                        double confidence)
{
    struct response response;
    bool failed = false;
    double share[PREVENTION_RUNS];
    for (int i = 0; i < PREVENTION_RUNS; i++)
        share[i] = share_of(runs, i, outcome, &response);
    double plenty = share[PREVENTION_PLENTY] - share[PREVENTION_AS_IT_IS];
    double waiting = share[PREVENTION_BOTH] - share[PREVENTION_NO_FAILURE];
    assert_string_equal(runs->centres[0]->model->outcomes[line->outcome], outcome);
    assert_near(line->share.value, share[PREVENTION_AS_IT_IS], 1e-12, 0);
    assert_near(line->parts[PREVENTION_BY_PLENTY].less.figure.value, plenty, 0, 1e-12);
    assert_near(line->parts[PREVENTION_WAITING].less.figure.value, waiting, 0, 1e-12);
    assert_near(line->parts[PREVENTION_FAILED].less.figure.value, plenty - waiting, 0, 1e-12);
    struct difference alone = response_compare(&response, runs->pools[PREVENTION_PLENTY], &response,
                                               runs->pools[PREVENTION_AS_IT_IS], confidence, &failed);
    assert_near(line->parts[PREVENTION_BY_PLENTY].less.figure.low, alone.figure.low, 1e-12, 0);
    assert_near(line->parts[PREVENTION_BY_PLENTY].less.figure.high, alone.figure.high, 1e-12, 0);
}

/* Three outcomes occur, each in three parts: 5% are shared out among nine intervals. */
static void parts_are_differences_of_shares(void **state)
{
    (void)state;
    static const char *const outcomes[] = {"completed", "turned_away", "lost"};
    static struct prevention prevention;
    struct runs runs;
    open_runs(&runs);
    assert_true(prevention_fill(&prevention, runs.pools, 0.95));
    assert_int_equal(prevention.count, 3);
    assert_int_equal(prevention.comparisons, 9);
    for (int i = 0; i < 3; i++)
        assert_line(&runs, &prevention.lines[i], outcomes[i], 1 - 0.05 / 9);
    const struct compared *away = prevention.lines[1].parts;
    assert_int_equal(away[PREVENTION_BY_PLENTY].verdict, COMPARISON_LOWER);
    assert_int_equal(away[PREVENTION_WAITING].verdict, COMPARISON_LOWER);
    assert_near(prevention.lines[1].share.value + away[PREVENTION_BY_PLENTY].less.figure.value, 0, 0, 1e-12);
    close_runs(&runs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(parts_are_differences_of_shares)};
    return cmocka_run_group_tests_name("prevention", tests, NULL, NULL);
}
