/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/precision.h"

#include <math.h>

#include "study/run_study.h"
#include "support/centre.h"

/* Replications until intervals are narrow enough: when it looks, what it foretells, and that the intervals it
 * stops at hold the truth as often as they say. */

static void it_looks_seldom_and_where_it_may_be_enough(void **state)
{
    (void)state;
    struct precision_goal goals[2] = {{.more_known = true, .more = 25}, {.reached = true}};
    struct precision precision = {.goals = goals, .count = 2, .most = 1000};
    assert_int_equal(precision_next(&precision, 0), 30);
    assert_int_equal(precision_next(&precision, 100), 125); /* as foretold */
    goals[0].more = 3;
    assert_int_equal(precision_next(&precision, 105), 116); /* a tenth more at least */
    goals[0].more = 1e6;
    assert_int_equal(precision_next(&precision, 100), 200); /* not more than twice as many */
    assert_int_equal(precision_next(&precision, 600), 1000);
    goals[0].more_known = false;
    assert_int_equal(precision_next(&precision, 30), 60);
    precision.most = 12;
    assert_int_equal(precision_next(&precision, 0), 12);
}

/* Stays are exponential with a mean of 2 days, nobody waits: ten patients or so a replication. */
static const char STAYS[] = "patients: {guest: {pathway: way, arrivals: {rate: 1 per day}}}\n"
                            "resources: {bed: {capacity: unlimited}}\n"
                            "pathways: {way: [{step: stay, needs: bed, takes: {exponential: {mean: 2 d}}}]}\n"
                            "measures: {all: {from: referral, to: exit}}\n"
                            "run: {warmup: 0 d, horizon: 10 d, replications: 2}\n";

static const struct metrics *run_until(struct centre *centre, struct precision *precision, uint64_t seed)
{
    const struct run_way way = {.precision = precision};
    struct replicate_job job = {.model = centre->model, .seed = seed, .count = precision->most, .threads = 1};
    metrics_free(centre->metrics);
    assert_int_equal(run_study_by(&way, &job, &centre->metrics).result, SIMULATION_DONE);
    return centre->metrics;
}

static struct precision_goal goal_of(const struct centre *centre, char *name, double asked)
{
    struct precision_goal goal = {.figure = name, .asked = asked};
    size_t place;
    assert_true(response_find(centre->model, name, &goal.response, &place));
    return goal;
}

/* Of 1000 runs, each with luck of its own, 93 to 97% of the intervals hold the mean of 2 days, the median of
 * 2 ln 2, and the mean number of stays, 10. Student's t from about 90 replications of 10 stays asks for
 * sqrt(4 / 10 / R) * 1.98 <= 0.13: R = 93. */
static void intervals_hold_what_is_known(void **state)
{
    (void)state;
    enum { RUNS = 1000 };
    struct centre *centre = centre_open(STAYS, NULL);
    struct precision_goal goals[] = {goal_of(centre, (char[]){"all.mean"}, 0.13)};
    struct precision precision = {.goals = goals, .count = 1, .most = 1000};
    int held = 0;
    double replications = 0;
    for (uint64_t seed = 1; seed <= RUNS; seed++) {
        const struct metrics *metrics = run_until(centre, &precision, seed);
        struct figure mean = metrics->measures[0].summary.mean;
        assert_true(precision.reached && (mean.high - mean.low) / 2 <= 0.13);
        assert_true(metrics->replications >= PRECISION_FIRST);
        held += mean.low <= 2 && 2 <= mean.high;
        replications += metrics->replications;
    }
    assert_in_range(held, 0.93 * RUNS, 0.97 * RUNS);
    assert_true(fabs(replications / RUNS - 93) < 12);
    centre_close(centre);
}

/* All figures count; and what is told of the cap: half the width asked for takes four times as many. */
static void the_most_is_the_end_of_it(void **state)
{
    (void)state;
    struct centre *centre = centre_open(STAYS, NULL);
    struct precision_goal goals[] = {goal_of(centre, (char[]){"all.mean"}, 10),
                                     goal_of(centre, (char[]){"all.p50"}, 0.05)};
    struct precision precision = {.goals = goals, .count = 2, .most = 40};
    double more;
    assert_int_equal(run_until(centre, &precision, 1)->replications, 40);
    assert_true(!precision.reached && goals[0].reached && !goals[1].reached && goals[1].more_known);
    goals[1].asked = goals[1].half / 2;
    run_until(centre, &precision, 1);
    assert_true(precision_more(&precision, &more));
    assert_true(more == 120);
    goals[1].asked = goals[1].half;
    assert_int_equal(run_until(centre, &precision, 1)->replications, 40);
    assert_true(precision.reached);
    centre_close(centre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_looks_seldom_and_where_it_may_be_enough),
        cmocka_unit_test(intervals_hold_what_is_known),
        cmocka_unit_test(the_most_is_the_end_of_it),
    };
    return cmocka_run_group_tests_name("precision", tests, NULL, NULL);
}
