/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/planning.h"

#include "study/study.h"
#include "support/centre.h"

/*
 * Six candidates by hand. Three patients come at once; each takes a desk for a day, then a bay for a day.
 *
 *     desks                          1        2        3
 *     days waited for a desk     0, 1, 2  0, 0, 1  0, 0, 0
 *     for one bay                0, 0, 0  0, 1, 1  0, 1, 2
 *     for one of two bays        0, 0, 0  0, 0, 0  0, 0, 1
 */
enum { DESKS = 3, BAYS = 2, CANDIDATES = DESKS * BAYS };

static const char CENTRE[] =
    "resources: {desk: {capacity: 1}, bay: {capacity: 1}}\n"
    "patients: {p: {pathway: way, arrivals: {at: [1 d, 1 d, 1 d]}}}\n"
    "pathways: {way: [{step: talk, needs: desk, takes: 1 d}, {step: rest, needs: bay, takes: 1 d}, {step: "
    "never, when: {kind: odd}}, {step: set, chance: 0%, sets: {kind: odd}}]}\n"
    "measures: {wait: {from: talk.arrive, to: talk.start, target: {mean: 0.5 d, share_within: {12 h: "
    "60%}}},\n"
    "  queue: {from: rest.arrive, to: rest.start, target: {mean: 0.5 d}},\n"
    "  nobody: {from: talk.start, to: never.end, target: {mean: 1 d}}}\n"
    "run: {start: 2025-01-06, warmup: 0 d, horizon: 28 d, replications: 1}\n";

enum { WAIT_MEAN, WAIT_SHARE, QUEUE_MEAN, NOBODY, TARGETS };

struct table {
    struct centre *centres[CANDIDATES];
    struct study_variant variants[CANDIDATES];
    struct study study;
    struct planning planning;
};

/* Costs are 10 a desk and 1 a bay: 11, 12, 21, 22, 31, 32. */
static void open_table(struct table *table, struct planning_key keys[2])
{
    static char *counts[] = {"1", "2", "3"};
    *table = (struct table){.study = {.variants = table->variants, .count = CANDIDATES, .threads = 1}};
    keys[0] = (struct planning_key){"resources.desk.capacity", counts, DESKS};
    keys[1] = (struct planning_key){"resources.bay.capacity", counts, BAYS};
    for (int i = 0; i < CANDIDATES; i++) {
        char desks[40], bays[40];
        snprintf(desks, sizeof desks, "resources.desk.capacity=%d", 1 + i / BAYS);
        snprintf(bays, sizeof bays, "resources.bay.capacity=%d", 1 + i % BAYS);
        table->centres[i] = centre_open(CENTRE, (const char *const[]){desks, bays, NULL});
        table->variants[i] = (struct study_variant){.label = "it", .model = table->centres[i]->model};
    }
    assert_true(study_open(&table->study));
    assert_int_equal(study_advance_all(&table->study, 1).result, SIMULATION_DONE);
    struct planning *planning = &table->planning;
    *planning = (struct planning){.keys = keys,
                                  .key_count = 2,
                                  .candidate_count = CANDIDATES,
                                  .certain = true,
                                  .tolerance = 0.02,
                                  .best = NONE,
                                  .outcome = PLANNING_NONE};
    assert_true(planning_targets_list(planning, table->centres[0]->model));
    assert_int_equal(planning->target_count, TARGETS);
    planning->candidates = arena_array(&planning->arena, CANDIDATES, sizeof *planning->candidates);
    for (int i = 0; i < CANDIDATES; i++) {
        struct planning_candidate *of = &planning->candidates[i];
        of->cells = arena_array(&planning->arena, TARGETS, sizeof *of->cells);
        of->pool = table->variants[i].pool;
        of->cost = (struct figure){.value = 10 * (1 + i / BAYS) + 1 + i % BAYS, .known = true};
        of->verdict = VERDICT_UNDECIDED;
    }
}

static void close_table(struct table *table)
{
    planning_release(&table->planning);
    study_close(&table->study);
    for (int i = 0; i < CANDIDATES; i++)
        centre_close(table->centres[i]);
}

static void assert_frontier(const struct planning *planning, int target, const char *expected)
{
    for (int i = 0; i < CANDIDATES; i++)
        if (planning->candidates[i].cells[target].frontier != (expected[i] == 'x'))
            fail_msg("target %d: candidate %d of %s", target, i, expected);
}

static void figures_frontier_and_misses(void **state)
{
    (void)state;
    static const double wait[] = {1, 1, 1.0 / 3, 1.0 / 3, 0, 0};
    static const double within[] = {1.0 / 3, 1.0 / 3, 2.0 / 3, 2.0 / 3, 1, 1};
    static const double queue[] = {0, 0, 2.0 / 3, 0, 1, 1.0 / 3};
    struct planning_key keys[2];
    struct table table;
    open_table(&table, keys);
    struct planning *planning = &table.planning;
    assert_true(planning_conclude(planning, 0.95));
    for (int i = 0; i < CANDIDATES; i++) {
        const struct planning_cell *cells = planning->candidates[i].cells;
        assert_near(cells[WAIT_MEAN].figure.value, wait[i], 0, 1e-9);
        assert_near(cells[WAIT_SHARE].figure.value, within[i], 0, 1e-9);
        assert_near(cells[QUEUE_MEAN].figure.value, queue[i], 0, 1e-9);
        assert_false(cells[NOBODY].figure.known);
        assert_int_equal(planning_misses(planning, i, WAIT_MEAN), wait[i] > 0.5);
        assert_int_equal(planning_misses(planning, i, WAIT_SHARE), within[i] < 0.6);
        assert_int_equal(planning_misses(planning, i, QUEUE_MEAN), queue[i] > 0.5);
        assert_true(planning_misses(planning, i, NOBODY));
    }
    assert_frontier(planning, WAIT_MEAN, "x-x-x-");
    assert_frontier(planning, WAIT_SHARE, "x-x-x-");
    assert_frontier(planning, QUEUE_MEAN, "x-----");
    assert_frontier(planning, NOBODY, "------");
    planning->targets[WAIT_MEAN].goal = 1.0 / 3; /* just reached is not missed */
    assert_false(planning_misses(planning, 2, WAIT_MEAN));
    planning->candidates[1].cost.value = 11; /* as cheap and as good: both stay */
    assert_true(planning_conclude(planning, 0.95));
    assert_frontier(planning, WAIT_MEAN, "xxx-x-");
    planning->candidates[1].cost.value = 10;
    assert_true(planning_conclude(planning, 0.95));
    assert_frontier(planning, WAIT_MEAN, "-xx-x-");
    close_table(&table);
}

/* Missed are 3, 3, 2, 1, 2, 1 of the targets: the cheaper of those that miss one. */
static void the_nearest_misses_fewest_and_costs_least(void **state)
{
    (void)state;
    struct planning_key keys[2];
    struct table table;
    open_table(&table, keys);
    struct planning *planning = &table.planning;
    assert_true(planning_conclude(planning, 0.95));
    assert_int_equal(planning->nearest, 3);
    assert_int_equal(planning->less[0], NONE);
    assert_int_equal(planning->less[1], NONE);
    assert_int_equal(planning->runner_up, 0);
    planning->candidates[5].cost.value = 21.5;
    assert_true(planning_conclude(planning, 0.95));
    assert_int_equal(planning->nearest, 5);
    planning->outcome = PLANNING_UNDECIDED;
    assert_true(planning_conclude(planning, 0.95));
    assert_int_equal(planning->nearest, NONE);
    close_table(&table);
}

/* Neighbours of each candidate were it the best; 0, 1 and 2 are known to miss. */
static void neighbours_of_the_best(void **state)
{
    (void)state;
    static const int less[CANDIDATES][2] = {{NONE, NONE}, {NONE, 0}, {0, NONE}, {1, 2}, {2, NONE}, {3, 4}};
    static const int next[CANDIDATES] = {3, 3, 3, 4, 3, 3};
    struct planning_key keys[2];
    struct table table;
    open_table(&table, keys);
    struct planning *planning = &table.planning;
    planning->outcome = PLANNING_DECIDED;
    for (int i = 0; i < 3; i++)
        planning->candidates[i].verdict = VERDICT_MISSED;
    for (int i = 0; i < CANDIDATES; i++) {
        planning->best = i;
        assert_true(planning_conclude(planning, 0.95));
        assert_int_equal(planning->less[0], less[i][0]);
        assert_int_equal(planning->less[1], less[i][1]);
        assert_int_equal(planning->runner_up, next[i]);
        assert_int_equal(planning->nearest, NONE);
    }
    planning->best = 4; /* who costs as much is not cheaper */
    planning->candidates[0].cost.value = planning->candidates[2].cost.value = 31;
    assert_true(planning_conclude(planning, 0.95));
    assert_int_equal(planning->less[0], NONE);
    close_table(&table);
}

/* What is not known beforehand is a figure of the runs. */
static void a_cost_may_be_a_figure(void **state)
{
    (void)state;
    struct planning_key keys[2];
    struct table table;
    open_table(&table, keys);
    table.planning.certain = false;
    table.planning.minimised = "queue.mean";
    assert_true(planning_conclude(&table.planning, 0.95));
    assert_near(table.planning.candidates[2].cost.value, 2.0 / 3, 0, 1e-9);
    assert_near(table.planning.candidates[4].cost.value, 1, 0, 1e-9);
    close_table(&table);
}

/* ---- the list of targets */

struct listed {
    const char *figure, *tested;
    double goal, bound, tolerance;
    bool at_least, tested_at_least;
};

/* A percentile is tested as a share; the tolerance is 0.02, but at most a fifth of what is left to 0 or 1. */
static void targets_as_they_are_tested(void **state)
{
    (void)state;
    static const struct listed expected[] = {
        {"wait.mean", "wait.mean", 3, 3, 0.06, false, false},
        {"wait.p05", "wait.share_within[0.25 d]", 0.25, 0.05, 0.01, false, true},
        {"wait.p50", "wait.share_within[0.5 d]", 0.5, 0.5, 0.02, false, true},
        {"wait.p99", "wait.share_within[4 d]", 4, 0.99, 0.002, false, true},
        {"wait.share_within[2 d]", "wait.share_within[2 d]", 0.96, 0.96, 0.008, true, true},
        {"wait.share_within[3 d]", "wait.share_within[3 d]", 1, 1, 0.02, true, true},
        {"other.p95", "other.share_within[6 d]", 6, 0.95, 0.01, false, true},
        {"plain.share_within[1 d]", "plain.share_within[1 d]", 0.8, 0.8, 0.02, true, true},
        {"resources.desk.all_busy", "resources.desk.all_busy", 0.05, 0.05, 0.01, false, false},
        {"resources.bay.all_busy", "resources.bay.all_busy", 0.3, 0.3, 0.02, false, false},
    };
    struct centre *centre = centre_open(
        "resources: {desk: {capacity: 1, target: {all_busy: 5%}}, free: {capacity: 1}, bay: {capacity: 1, "
        "target: {all_busy: 30%}}}\n"
        "patients: {p: {pathway: way, arrivals: {at: [1 d]}}}\n"
        "pathways: {way: [{step: talk, needs: [desk, bay, free], takes: 1 d}]}\n"
        "measures: {wait: {from: talk.arrive, to: talk.start, target: {mean: 3 d, p05: 6 h, p50: 12 h, p99: "
        "4 "
        "d, share_within: {2 d: 96%, 3 d: 100%}}}, none: {from: talk.arrive, to: talk.end},\n"
        "  other: {from: talk.arrive, to: talk.end, target: {p95: 6 d}},\n"
        "  plain: {from: talk.arrive, to: talk.end, target: {share_within: {1 d: 80%}}}}\n",
        NULL);
    struct planning planning = {.tolerance = 0.02};
    assert_true(planning_prepare(centre->model));
    assert_int_equal(centre->model->target_count, 6 + 3 + 1 + 1 + 1);
    assert_true(planning_targets_list(&planning, centre->model));
    assert_int_equal(planning.target_count, 10);
    for (int i = 0; i < planning.target_count; i++) {
        const struct planning_target *found = &planning.targets[i];
        assert_string_equal(found->figure, expected[i].figure);
        assert_string_equal(found->tested, expected[i].tested);
        assert_near(found->goal, expected[i].goal, 1e-12, 0);
        assert_near(found->bound, expected[i].bound, 1e-12, 0);
        assert_near(found->tolerance, expected[i].tolerance, 1e-9, 0);
        assert_int_equal(found->at_least, expected[i].at_least);
        assert_int_equal(found->tested_at_least, expected[i].tested_at_least);
    }
    planning_release(&planning);
    centre_close(centre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_frontier_and_misses),
        cmocka_unit_test(the_nearest_misses_fewest_and_costs_least),
        cmocka_unit_test(neighbours_of_the_best),
        cmocka_unit_test(a_cost_may_be_a_figure),
        cmocka_unit_test(targets_as_they_are_tested),
    };
    return cmocka_run_group_tests_name("planning", tests, NULL, NULL);
}
