/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/sanitized.h"
#include "support/test.h"
#include "validation/bench.h"
#include "validation/report.h"
#include "validation/theory.h"

#include "laws/law.h"

/*
 * The cases of `cartsim validate` with a sixteenth of their replications, which sees errors of 10%. The whole
 * run is `make validate`.
 */
static void tell_failed(void *context, const struct case_result *result)
{
    (void)context;
    if (report_failed(result))
        report_case(stderr, result);
}

static void every_case_passes_a_fast_run(void **state)
{
    (void)state;
    const char *const parts[] = {"markov/mm1", "laws/truncated", "coverage/ten-a-year-10", "published"};
    for (size_t i = 0; i < (SANITIZED ? sizeof parts / sizeof *parts : 1); i++) {
        const struct validation_job job = {
            .fast = true, .only = SANITIZED ? parts[i] : NULL, .seed = 1, .threads = 1, .tell = tell_failed};
        struct validation validation;
        assert_true(validation_run(&job, &validation));
        assert_true(SANITIZED || (validation.count >= 40 && validation.figures >= 350));
        assert_int_equal(validation.failed_cases, 0);
        validation_release(&validation);
    }
}

/* ---- the checks can fail */

static struct case_result run_with(const struct validation_case *of, const struct expectations *expected)
{
    const struct validation_job job = {.fast = true, .seed = 2, .threads = 1};
    struct rule rule = judge_rule(100, true);
    struct case_result result = {.group = validation_groups[0], .of = of};
    assert_true(bench_run(&job, &rule, expected, &result));
    return result;
}

/* Each figure of theory moved by the error that is to be seen, up or down: nine in ten of them are noticed.
 */
static void a_wrong_theory_is_noticed(void **state)
{
    (void)state;
    const struct validation_group *group = validation_groups[0];
    size_t figures = 0, wrong = 0;
    for (size_t i = 0; i < (SANITIZED ? 2 : group->count); i++) {
        struct expectations *expected = calloc(1, sizeof *expected);
        assert_non_null(expected);
        group->cases[i].say(expected);
        for (size_t k = 0; k < expected->count; k++)
            expected->list[k].value *= k % 2 ? 1 + ERROR_SEEN_FAST : 1 - ERROR_SEEN_FAST;
        struct case_result result = run_with(&group->cases[i], expected);
        figures += result.count;
        wrong += result.wrong;
        free(result.findings);
        free(expected);
    }
    assert_true((double)wrong > 0.9 * (double)figures);
}

static struct validation_case case_of(const char *group_slash_case)
{
    for (size_t g = 0; g < validation_group_count; g++)
        for (size_t i = 0; i < validation_groups[g]->count; i++)
            if (validation_has(group_slash_case, validation_groups[g], &validation_groups[g]->cases[i]))
                return validation_groups[g]->cases[i];
    fail_msg("there is no case %s", group_slash_case);
    return (struct validation_case){.name = NULL};
}

/* Another scenario than the published one: how many of the case's figures are wrong then. */
static size_t wrong_with(const char *group_slash_case, int place, const char *set)
{
    struct validation_case of = case_of(group_slash_case);
    struct expectations expected = {.count = 0};
    assert_null(of.sets[place]);
    of.sets[place] = set;
    of.say(&expected);
    struct case_result result = run_with(&of, &expected);
    assert_string_equal(result.trouble, "");
    free(result.findings);
    return result.wrong;
}

static void a_published_table_from_other_numbers_is_noticed(void **state)
{
    (void)state;
    assert_int_equal(wrong_with("published/dated-list", 1, "resources.lines.capacity=3"), 5);
    assert_int_equal(wrong_with("published/dated-list-8", 1, "pathways.supply.line.takes=8 d"), 3);
    assert_int_equal(wrong_with("published/uk-panel", 0, "pathways.car_t.apheresis.fails=20%"), 2);
    /* With a month more all three times are too long, and the share that is infused, known to be too large,
     * is reproduced. */
    assert_int_equal(wrong_with("published/uk-panel-us", 1, "pathways.car_t.to_infusion.takes=34 d"), 4);
    /* A production twice as fast is no bottleneck. */
    assert_int_equal(wrong_with("published/hospital-bottleneck", 4, "resources.production_unit.capacity=4"),
                     1);
}

static void what_is_not_there_is_a_failure_and_no_pass(void **state)
{
    (void)state;
    struct expectations expected = {.count = 0};
    expect(&expected, 1, "resources.nowhere.queue");
    struct case_result result = run_with(&validation_groups[0]->cases[0], &expected);
    assert_string_equal(result.trouble,
                        "scenarios/validation/queue.yaml has no figure 'resources.nowhere.queue'");
    assert_true(report_failed(&result));
    free(result.findings);

    const struct validation_case gone = {.name = "gone", .scenario = "scenarios/validation/gone.yaml"};
    result = run_with(&gone, &expected);
    assert_non_null(strstr(result.trouble, "the program does not hold it"));
    assert_true(report_failed(&result));
    free(result.findings);
}

/* ---- theory's tools, each by another way to the same number */

static void erlang_s_b_is_the_top_of_a_birth_and_death_process(void **state)
{
    (void)state;
    enum { UNITS = 6 };
    const double a = 3.7;
    double birth[UNITS + 1], death[UNITS + 1], p[UNITS + 1];
    for (int k = 0; k <= UNITS; k++) {
        birth[k] = a;
        death[k] = k;
    }
    birth_death(birth, death, UNITS + 1, p);
    assert_near(erlang_b(UNITS, a), p[UNITS], 1e-13, 0);
    assert_near(erlang_c(1, 0.7), 0.7, 1e-13, 0);   /* of one server: its load */
    assert_near(erlang_c(2, 1), 1.0 / 3, 1e-13, 0); /* a^2 / (2 + a), Gross et al. 2008, eq. 2.28 */
    assert_near(poisson(3, 2), 8 * exp(-2.0) / 6, 1e-13, 0);
}

static void a_chain_of_births_and_deaths_has_their_law(void **state)
{
    (void)state;
    enum { STATES = 40 };
    double birth[STATES], death[STATES], p[STATES], q[STATES], rate[STATES * STATES] = {0};
    for (int k = 0; k < STATES; k++) {
        birth[k] = 1 + 0.3 * (k % 3);
        death[k] = k < 2 ? k : 2;
        if (k + 1 < STATES)
            rate[k * STATES + k + 1] = birth[k];
        if (k > 0)
            rate[k * STATES + k - 1] = death[k];
    }
    birth_death(birth, death, STATES, p);
    chain_law(rate, STATES, q);
    for (int k = 0; k < STATES; k++)
        assert_near(q[k], p[k], 1e-11, 0);
    assert_near(tail_of(p, STATES, 0), 1, 1e-12, 0);
}

/* ---- what the cases say, each by another way to the same number */

static struct expected expected_of(const char *group_slash_case, const char *figure)
{
    for (size_t g = 0; g < validation_group_count; g++)
        for (size_t i = 0; i < validation_groups[g]->count; i++) {
            const struct validation_case *of = &validation_groups[g]->cases[i];
            if (!validation_has(group_slash_case, validation_groups[g], of))
                continue;
            struct expectations expected = {.count = 0};
            of->say(&expected);
            assert_false(expected.overflow);
            for (size_t k = 0; k < expected.count; k++)
                if (strcmp(expected.list[k].figure, figure) == 0)
                    return expected.list[k];
        }
    fail_msg("%s says nothing of %s", group_slash_case, figure);
    return (struct expected){.value = NAN};
}

static double said(const char *group_slash_case, const char *figure)
{
    return expected_of(group_slash_case, figure).value;
}

/* M/M/1 as births and deaths, and by the embedded chain, the moments and the integral of M/G/1. */
static void an_exponential_server_is_the_same_by_both_theories(void **state)
{
    (void)state;
    const char *figures[] = {"resources.server.queue", "resources.server.wait.mean",
                             "resources.inside.share_of_time[0]", "resources.inside.share_of_time[2]",
                             "resources.inside.share_of_time[3..]"};
    for (int i = 0; i < 5; i++)
        assert_near(said("general/mg1-exponential", figures[i]), said("markov/mm1", figures[i]), 1e-9, 0);
    assert_near(said("general/mg1-exponential", "resources.server.wait.sd"), sqrt(3), 1e-12, 0);
}

static void fixed_times_have_their_known_laws(void **state)
{
    (void)state;
    /* M/D/1 half used: p(0) = 1/2, p(1) = (e^r - 1)(1 - r), Gross et al. 2008, sec. 5.1.7. */
    assert_near(said("general/mg1-fixed", "resources.inside.share_of_time[1]"), (exp(0.5) - 1) / 2, 1e-9, 0);
    /* D/M/1: s = exp(-(1 - s) / 0.7), found by hand: 0.467. */
    double s = 1 - said("general/dm1", "measures.wait.share_within[0 d]");
    assert_near(s, exp(-(1 - s) / 0.7), 1e-12, 0);
    assert_near(s, 0.467, 1e-3, 0);
}

/* Nobody waits as often as not all servers are busy: Franx' formula against Crommelin's chain. */
static void arrivals_see_what_time_sees_in_mdc(void **state)
{
    (void)state;
    assert_near(said("general/md3", "measures.wait.share_within[0 d]"),
                1 - said("general/md3", "resources.server.all_busy"), 1e-9, 0);
}

/* One place a day is M/D/1 in slotted time: 1/2 + r / (2 (1 - r)), Bertsekas & Gallager 1992, Data Networks,
 * sec. 3.5.1. */
static void one_appointment_a_day_is_slotted_md1(void **state)
{
    (void)state;
    assert_near(said("rules/one-a-day", "steps.visit.talk.wait.mean"), 0.5 + 0.6 / (2 * (1 - 0.6)), 1e-9, 0);
}

/* Round a circle of three one way only: in proportion to the mean times. */
static void a_circle_has_the_law_of_its_times(void **state)
{
    (void)state;
    double rate[9] = {0, 1, 0, 0, 0, 0.5, 0.25, 0, 0}, p[3];
    chain_law(rate, 3, p);
    assert_near(p[0], 1.0 / 7, 1e-13, 0);
    assert_near(p[1], 2.0 / 7, 1e-13, 0);
    assert_near(p[2], 4.0 / 7, 1e-13, 0);
}

/* Wilson's bounds t of 68 in 92 are where (p - t)^2 = z^2 t (1 - t) / n. */
static void a_published_share_has_wilson_s_interval(void **state)
{
    (void)state;
    const struct expected of = expected_of("published/uk-panel-us", "patients.all.shares.completed");
    const double bounds[] = {of.low, of.high}, z = 1.959964;
    assert_near(of.value, 0.7391304, 1e-7, 0);
    assert_true(of.low < of.value && of.value < of.high);
    for (int i = 0; i < 2; i++)
        assert_near((of.value - bounds[i]) * (of.value - bounds[i]), z * z * bounds[i] * (1 - bounds[i]) / 92,
                    1e-12, 0);
}

/* ln of a median: 1.2533 sigma / sqrt(n); of a quartile: 1.3626 sigma / sqrt(n) (Kendall's Advanced Theory of
 * Statistics, sec. 10.11). sigma = ln(74.5 / 43.5) / 1.349 = 0.3988. */
static void published_quantiles_have_the_interval_of_lognormal_ones(void **state)
{
    (void)state;
    const double step = 1.959964 * 0.3988 / sqrt(68);
    struct expected of = expected_of("published/uk-panel-us", "measures.approval_to_infusion.p50");
    assert_near(of.high, 57.5 * exp(1.2533 * step), 2e-4, 0);
    assert_near(of.low, 57.5 / exp(1.2533 * step), 2e-4, 0);
    of = expected_of("published/uk-panel-us", "measures.approval_to_infusion.p75");
    assert_near(of.high, 74.5 * exp(1.3626 * step), 2e-4, 0);
}

int main(void)
{
    law_library_quiet();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_passes_a_fast_run),
        cmocka_unit_test(a_wrong_theory_is_noticed),
        cmocka_unit_test(a_published_table_from_other_numbers_is_noticed),
        cmocka_unit_test(what_is_not_there_is_a_failure_and_no_pass),
        cmocka_unit_test(erlang_s_b_is_the_top_of_a_birth_and_death_process),
        cmocka_unit_test(a_chain_of_births_and_deaths_has_their_law),
        cmocka_unit_test(a_circle_has_the_law_of_its_times),
        cmocka_unit_test(an_exponential_server_is_the_same_by_both_theories),
        cmocka_unit_test(fixed_times_have_their_known_laws),
        cmocka_unit_test(arrivals_see_what_time_sees_in_mdc),
        cmocka_unit_test(one_appointment_a_day_is_slotted_md1),
        cmocka_unit_test(a_published_share_has_wilson_s_interval),
        cmocka_unit_test(published_quantiles_have_the_interval_of_lognormal_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
