/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/interval.h"
#include "support/luck.h"
#include "support/test.h"
#include "validation/judge.h"

/*
 * The judge, tried on normals whose mean is known: a right simulator must fail as often as the level says,
 * one that is off by the error must be caught nine times in ten where the judge says that it is sharp enough,
 * and a run that is too short must never pass.
 */
enum { TRIALS = 20000, REPLICATIONS = 60 };
static const double TRUTH = 5;

struct tries {
    int right, wrong, blunt;
};

/* Judges TRIALS runs of normals around `mean`, of which REPLICATIONS make an interval; sd of one of them. */
static struct tries judge_normals(const struct rule *rule, double mean, double sd, uint64_t luck)
{
    struct tries tries = {0, 0, 0};
    for (int trial = 0; trial < TRIALS; trial++) {
        double x[REPLICATIONS];
        for (int r = 0; r < REPLICATIONS; r++)
            x[r] = mean + sd * luck_normal(&luck);
        struct finding finding = {.expected = {.kind = EXPECTED_VALUE, .value = TRUTH},
                                  .seen = interval_mean(x, REPLICATIONS, 1 - rule->level, -INFINITY)};
        judge(rule, REPLICATIONS, &finding);
        tries.right += finding.judgement == JUDGED_RIGHT;
        tries.wrong += finding.judgement == JUDGED_WRONG;
        tries.blunt += finding.judgement == JUDGED_BLUNT;
    }
    return tries;
}

/* Within five standard errors of a share. */
static void assert_share(int count, double share)
{
    assert_near((double)count / TRIALS, share, 0, 5 * sqrt(share * (1 - share) / TRIALS));
}

/* At levels at which there is something to count. */
static void a_right_simulator_fails_as_often_as_the_level_says(void **state)
{
    (void)state;
    const struct rule rules[] = {{.level = 0.05, .error = 1}, {.level = 0.005, .error = 1}};
    for (int i = 0; i < 2; i++) {
        struct tries tries = judge_normals(&rules[i], TRUTH, 1, 1 + (uint64_t)i);
        assert_share(tries.wrong, rules[i].level);
        assert_int_equal(tries.blunt, 0);
    }
}

/* The levels of all figures together leave the whole run below one in a thousand. */
static void the_level_is_shared_by_all_figures(void **state)
{
    (void)state;
    const size_t counts[] = {1, 63, 400, 5000};
    for (int i = 0; i < 4; i++) {
        struct rule rule = judge_rule(counts[i], false);
        assert_true((double)counts[i] * rule.level < 1e-3);
        assert_near((double)counts[i] * rule.level, 5e-4, 1e-12, 0);
        assert_near(rule.error, 0.02, 1e-12, 0);
        assert_near(judge_rule(counts[i], true).error, 0.1, 1e-12, 0);
    }
}

/* Student's t for 60 replications at the level of 100 figures, 5e-6, is 5.02; z sqrt(1 + t^2 / 2v + ((2 t^2 +
 * 1) / m)^2 / 6) is 1.2816 * 1.1557.
 */
static const double T = 5.02, Z = 1.2816 * 1.1557;

/* A standard error for which an error of just 2% should be caught 9 times in 10. What the judge itself says
 * of its sharpness goes up and down with the standard error that it sees, so it is not asked here. */
static void an_error_of_two_per_cent_is_caught_nine_times_in_ten(void **state)
{
    (void)state;
    const struct rule rule = {.level = judge_rule(100, false).level, .error = 1};
    const double error = 0.02 * TRUTH / (T + Z);
    struct tries tries = judge_normals(&rule, TRUTH * 1.02, error * sqrt(REPLICATIONS), 3);
    assert_share(tries.wrong, 0.9);
    tries = judge_normals(&rule, TRUTH * 0.98, error * sqrt(REPLICATIONS), 4);
    assert_share(tries.wrong, 0.9);
}

static void what_it_says_of_its_sharpness_is_true(void **state)
{
    (void)state;
    const struct rule rule = judge_rule(100, false);
    struct finding finding = {.expected = {.kind = EXPECTED_VALUE, .value = 5},
                              .seen = {5.01, 4.91, 5.11, .known = true, .bounded = true}};
    judge(&rule, REPLICATIONS, &finding);
    assert_near(finding.error_seen, 0.1 * (1 + Z / T) / 5, 1e-3, 0);
    assert_int_equal(finding.judgement, JUDGED_BLUNT);
    finding.seen = (struct figure){5.01, 4.94, 5.08, .known = true, .bounded = true};
    judge(&rule, REPLICATIONS, &finding);
    assert_near(finding.error_seen, 0.07 * (1 + Z / T) / 5, 1e-3, 0);
    assert_int_equal(finding.judgement, JUDGED_RIGHT);
}

/* Three times the standard error that would do: whatever comes out, it is not "right". */
static void a_run_that_is_too_short_never_passes(void **state)
{
    (void)state;
    const struct rule rule = judge_rule(100, false);
    struct tries tries = judge_normals(&rule, TRUTH, 3 * 0.02 * TRUTH / 6.3 * sqrt(REPLICATIONS), 5);
    assert_int_equal(tries.right, 0);
    assert_true(tries.blunt > TRIALS - 5);
}

static enum judgement judged(enum expected_kind kind, double low, double high, double seen, bool known)
{
    const struct rule rule = judge_rule(1, false);
    struct finding finding = {.expected = {.kind = kind, .value = low, .low = low, .high = high},
                              .seen = {.value = seen, .known = known}};
    judge(&rule, 2, &finding);
    return finding.judgement;
}

static void figures_without_an_interval_are_judged_by_their_bounds(void **state)
{
    (void)state;
    assert_int_equal(judged(EXPECTED_EXACTLY, 3, 3, 3, true), JUDGED_RIGHT);
    assert_int_equal(judged(EXPECTED_EXACTLY, 3, 3, 3.0001, true), JUDGED_WRONG);
    assert_int_equal(judged(EXPECTED_WITHIN, 3, 4, 3.5, true), JUDGED_RIGHT);
    assert_int_equal(judged(EXPECTED_WITHIN, 3, 4, 4.1, true), JUDGED_WRONG);
    assert_int_equal(judged(EXPECTED_AT_MOST, -INFINITY, 4, -9, true), JUDGED_RIGHT);
    assert_int_equal(judged(EXPECTED_AT_MOST, -INFINITY, 4, 4.1, true), JUDGED_WRONG);
    assert_int_equal(judged(EXPECTED_WITHIN, 3, 4, 3.5, false), JUDGED_WRONG);
    assert_int_equal(judged(EXPECTED_VALUE, 3, 3, 3, true), JUDGED_BLUNT); /* no interval at all */
}

/* A sample that was published as 10 (8 to 12), seen as the mean of low and high. */
static enum judgement judged_sample(enum expected_kind kind, double low, double high)
{
    const struct rule rule = judge_rule(1, false);
    struct finding finding = {.expected = {.kind = kind, .value = 10, .low = 8, .high = 12},
                              .seen = {(low + high) / 2, low, high, .known = true, .bounded = true}};
    judge(&rule, REPLICATIONS, &finding);
    return finding.judgement;
}

static void a_published_sample_and_the_simulator_must_have_a_point_in_common(void **state)
{
    (void)state;
    assert_int_equal(judged_sample(EXPECTED_PUBLISHED, 9, 9.3), JUDGED_RIGHT);
    assert_int_equal(judged_sample(EXPECTED_PUBLISHED, 7.8, 8), JUDGED_RIGHT);
    assert_int_equal(judged_sample(EXPECTED_PUBLISHED, 7.7, 7.9), JUDGED_WRONG);
    assert_int_equal(judged_sample(EXPECTED_PUBLISHED, 12.1, 12.2), JUDGED_WRONG);
    assert_int_equal(judged_sample(EXPECTED_PUBLISHED, 9, 9.5), JUDGED_BLUNT); /* wider than a tenth of 4 */
}

static void what_is_known_to_differ_must_not_agree(void **state)
{
    (void)state;
    assert_int_equal(judged_sample(EXPECTED_UNLIKE, 9, 9.3), JUDGED_WRONG);
    assert_int_equal(judged_sample(EXPECTED_UNLIKE, 12.1, 12.2), JUDGED_UNLIKE);
    assert_int_equal(judged_sample(EXPECTED_UNLIKE, 11.9, 12.2), JUDGED_UNLIKE); /* on the border */
    assert_int_equal(judged_sample(EXPECTED_UNLIKE, 20, 21), JUDGED_BLUNT);
}

/* Of the published half width, 2 of 10, and what the simulator's interval adds, see the judge. */
static void the_error_that_a_sample_catches_holds_its_own_width(void **state)
{
    (void)state;
    const struct rule rule = judge_rule(100, false);
    struct finding finding = {.expected = {.kind = EXPECTED_PUBLISHED, .value = 10, .low = 8, .high = 12},
                              .seen = {10, 9.9, 10.1, .known = true, .bounded = true}};
    judge(&rule, REPLICATIONS, &finding);
    assert_near(finding.error_seen, 0.2 + 0.1 * (1 + Z / T) / 10, 1e-3, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_right_simulator_fails_as_often_as_the_level_says),
        cmocka_unit_test(the_level_is_shared_by_all_figures),
        cmocka_unit_test(an_error_of_two_per_cent_is_caught_nine_times_in_ten),
        cmocka_unit_test(what_it_says_of_its_sharpness_is_true),
        cmocka_unit_test(a_run_that_is_too_short_never_passes),
        cmocka_unit_test(figures_without_an_interval_are_judged_by_their_bounds),
        cmocka_unit_test(a_published_sample_and_the_simulator_must_have_a_point_in_common),
        cmocka_unit_test(what_is_known_to_differ_must_not_agree),
        cmocka_unit_test(the_error_that_a_sample_catches_holds_its_own_width),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
