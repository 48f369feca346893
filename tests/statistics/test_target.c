/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/test.h"

#include "statistics/target.h"

static struct target_result judged(enum statistic statistic, double goal, struct figure figure,
                                   size_t replications)
{
    struct target_result result = {.statistic = statistic, .goal = goal, .figure = figure};
    target_judge(&result, replications);
    return result;
}

static struct figure figure_at(double low, double value, double high)
{
    return (struct figure){.value = value, .low = low, .high = high, .known = true, .bounded = true};
}

static void a_time_meets_its_goal_when_the_whole_interval_does(void **state)
{
    (void)state;
    assert_int_equal(judged(STATISTIC_P90, 45, figure_at(40, 43, 45), 10).verdict, VERDICT_MET);
    assert_int_equal(judged(STATISTIC_P90, 45, figure_at(45.1, 47, 50), 10).verdict, VERDICT_MISSED);
    assert_int_equal(judged(STATISTIC_P90, 45, figure_at(45, 47, 50), 10).verdict, VERDICT_UNDECIDED);
    assert_int_equal(judged(STATISTIC_COUNT, 0.05, figure_at(0, 0, 0), 10).verdict, VERDICT_MET);
}

static void a_share_within_must_reach_its_goal(void **state)
{
    (void)state;
    assert_int_equal(judged(STATISTIC_SHARE_WITHIN, 0.8, figure_at(0.8, 0.9, 1), 10).verdict, VERDICT_MET);
    assert_int_equal(judged(STATISTIC_SHARE_WITHIN, 0.8, figure_at(0.5, 0.6, 0.79), 10).verdict,
                     VERDICT_MISSED);
    assert_int_equal(judged(STATISTIC_SHARE_WITHIN, 0.8, figure_at(0.5, 0.6, 0.8), 10).verdict,
                     VERDICT_UNDECIDED);
}

static void nothing_is_decided_without_an_interval(void **state)
{
    (void)state;
    struct figure single = {.value = 3, .low = 3, .high = 3, .known = true, .bounded = false};
    struct target_result one = judged(STATISTIC_MEAN, 45, single, 1);
    struct target_result none = judged(STATISTIC_MEAN, 45, (struct figure){.known = false}, 1);
    assert_int_equal(one.verdict, VERDICT_UNDECIDED);
    assert_int_equal(none.verdict, VERDICT_UNDECIDED);
    assert_false(one.more_known || none.more_known);
}

/* A half-width of 4 must come down to a gap of 2: four times the replications, so 30 more than 10. Upwards
 * the half-width is 6, three times the gap: nine times, 80 more. */
static void four_times_the_replications_halve_the_interval(void **state)
{
    (void)state;
    struct target_result above = judged(STATISTIC_P90, 45, figure_at(43, 47, 53), 10);
    struct target_result below = judged(STATISTIC_P90, 45, figure_at(39, 43, 49), 10);
    assert_true(above.more_known && below.more_known);
    assert_near(above.more_replications, 30, 0, 0);
    assert_near(below.more_replications, 80, 0, 0);
}

static void a_value_on_its_goal_is_decided_by_no_number_of_replications(void **state)
{
    (void)state;
    assert_false(judged(STATISTIC_P90, 45, figure_at(43, 45, 47), 10).more_known);
    assert_false(judged(STATISTIC_P90, 45, figure_at(43, 45 + 1e-9, 47), 10).more_known);
}

/* The interval reaches exactly to the goal: by the rule no more are needed, yet it is undecided. */
static void an_undecided_target_asks_for_one_more_at_least(void **state)
{
    (void)state;
    assert_near(judged(STATISTIC_P90, 45, figure_at(45, 47, 50), 10).more_replications, 1, 0, 0);
}

/* More replications have decided it: none are asked for any more. */
static void what_is_decided_asks_for_no_more(void **state)
{
    (void)state;
    struct target_result result = judged(STATISTIC_P90, 45, figure_at(43, 47, 53), 10);
    assert_near(result.more_replications, 30, 0, 0);
    result.figure = figure_at(46, 47, 48);
    target_judge(&result, 40);
    assert_int_equal(result.verdict, VERDICT_MISSED);
    assert_false(result.more_known);
    assert_near(result.more_replications, 0, 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_time_meets_its_goal_when_the_whole_interval_does),
        cmocka_unit_test(a_share_within_must_reach_its_goal),
        cmocka_unit_test(what_is_decided_asks_for_no_more),
        cmocka_unit_test(nothing_is_decided_without_an_interval),
        cmocka_unit_test(four_times_the_replications_halve_the_interval),
        cmocka_unit_test(a_value_on_its_goal_is_decided_by_no_number_of_replications),
        cmocka_unit_test(an_undecided_target_asks_for_one_more_at_least),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
