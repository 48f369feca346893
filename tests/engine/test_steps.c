/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/seen.h"

/* What each key of a step does, one at a time. */

#define WAY "pathways:\n  way:\n"
#define ONE RUN PATIENTS("1 d")

static void a_step_arrives_starts_and_ends_after_its_time(void **state)
{
    (void)state;
    assert_tells(ONE WAY "    - {step: a, takes: 36 h}\n"
                         "    - {step: b, takes: 2 wk}\n",
                 "",
                 "p-1 1 referral\n"
                 "p-1 1 a.arrive\n"
                 "p-1 1 a.start\n"
                 "p-1 2.5 a.end\n"
                 "p-1 2.5 b.arrive\n"
                 "p-1 2.5 b.start\n"
                 "p-1 16.5 b.end\n"
                 "p-1 16.5 completed.exit\n");
}

static void steps_without_time_pass_at_one_instant(void **state)
{
    (void)state;
    assert_tells(ONE WAY "    - {step: a}\n"
                         "    - {step: b, takes: 0 d}\n",
                 "",
                 "p-1 1 referral\n"
                 "p-1 1 a.arrive\n"
                 "p-1 1 a.start\n"
                 "p-1 1 a.end\n"
                 "p-1 1 b.arrive\n"
                 "p-1 1 b.start\n"
                 "p-1 1 b.end\n"
                 "p-1 1 completed.exit\n");
}

static void a_skipped_step_has_no_moments_nor_have_its_sub_steps(void **state)
{
    (void)state;
    assert_tells(ONE WAY "    - {step: never, chance: 0%, takes: 1 d, steps: [{step: inside, takes: 1 d}],\n"
                         "       meanwhile: [{step: beside, takes: 5 d}]}\n"
                         "    - {step: always, chance: 100%, takes: 1 d}\n",
                 "",
                 "p-1 1 referral\n"
                 "p-1 1 always.arrive\n"
                 "p-1 1 always.start\n"
                 "p-1 2 always.end\n"
                 "p-1 2 completed.exit\n");
}

/* Of 10,000 patients a step with chance 25% is for 2500, standard error 43.3: within 4.5 of it. */
static void a_chance_is_that_share_of_patients(void **state)
{
    (void)state;
    struct centre *centre =
        centre_open("run: {warmup: 0 d, horizon: 2 d}\n"
                    "patients: {p: {pathway: way, arrivals: {every: 15 s, limit: 10000}}}\n" WAY
                    "    - {step: a, chance: 25%}\n"
                    "    - {step: b, fails: 25%, on_failure: {leaves: gone}}\n",
                    NULL);
    centre_run(centre, 1, 0);
    assert_near(centre_counter(centre, centre->at.referred, 0), 10000, 0, 0);
    assert_near(centre_counter(centre, centre->at.starts, centre_step(centre, "a")), 2500, 0, 4.5 * 43.3);
    assert_near(centre_counter(centre, centre->at.outcome, centre_outcome(centre, "gone")), 2500, 0,
                4.5 * 43.3);
    centre_close(centre);
}

static void conditions_must_all_hold_and_a_list_is_any(void **state)
{
    (void)state;
    assert_tells(RUN "patients:\n"
                     "  p: {pathway: way, arrivals: {at: [0 d]}, attributes: {product: one, stage: late}}\n"
                     "  q: {pathway: way, arrivals: {at: [400 d]}, attributes: {product: two}}\n" WAY
                     "    - {step: a, when: {product: one}}\n"
                     "    - {step: b, when: {product: two}}\n"
                     "    - {step: c, when: {product: two, stage: late}}\n"
                     "    - {step: d, when: {stage: [early, late]}, sets: {stage: early}}\n"
                     "    - {step: e, when: {stage: late}}\n"
                     "    - {step: f, when: {product: [one, two], stage: [early]}}\n",
                 ".start",
                 "p-1 0 a.start\n"
                 "p-1 0 d.start\n"
                 "p-1 0 f.start\n");
}

static void a_notice_is_waited_out_before_the_start(void **state)
{
    (void)state;
    assert_tells(ONE WAY "    - {step: a, notice: 3 d, takes: 1 d}\n", "",
                 "p-1 1 referral\n"
                 "p-1 1 a.arrive\n"
                 "p-1 4 a.start\n"
                 "p-1 5 a.end\n"
                 "p-1 5 completed.exit\n");
}

/* From day 1: its own time, its sub-steps and what runs beside it; each is the longest, 4 d, in its turn. */
static void a_step_lasts_as_long_as_the_longest_of_its_parts(void **state)
{
    (void)state;
    static const char *const parts[][3] = {{"4 d", "3 d", "2 d"},
                                           {"2 d", "4 d", "3 d"},
                                           {"3 d", "2 d", "4 d"}};
    for (int i = 0; i < 3; i++) {
        char yaml[400];
        snprintf(yaml, sizeof yaml,
                 ONE WAY "    - step: a\n"
                         "      takes: %s\n"
                         "      steps: [{step: inside, takes: %s}]\n"
                         "      meanwhile: [{step: beside, takes: %s}]\n"
                         "    - {step: b}\n",
                 parts[i][0], parts[i][1], parts[i][2]);
        assert_tells(yaml, " a.end", "p-1 5 a.end\n");
        assert_tells(yaml, "b.arrive", "p-1 5 b.arrive\n");
    }
}

/* At day 1 both begin, the branch before the first sub-step is over. Inside: 1 to 2, 2 to 5. Beside: 1 to 3.
 */
static void what_runs_beside_a_step_begins_with_it(void **state)
{
    (void)state;
    assert_tells(ONE WAY "    - step: a\n"
                         "      steps: [{step: in_1, takes: 1 d}, {step: in_2, takes: 3 d}]\n"
                         "      meanwhile: [{step: by_1, takes: 2 d}]\n",
                 "",
                 "p-1 1 referral\n"
                 "p-1 1 a.arrive\n"
                 "p-1 1 a.start\n"
                 "p-1 1 by_1.arrive\n"
                 "p-1 1 by_1.start\n"
                 "p-1 1 in_1.arrive\n"
                 "p-1 1 in_1.start\n"
                 "p-1 2 in_1.end\n"
                 "p-1 2 in_2.arrive\n"
                 "p-1 2 in_2.start\n"
                 "p-1 3 by_1.end\n"
                 "p-1 5 in_2.end\n"
                 "p-1 5 a.end\n"
                 "p-1 5 completed.exit\n");
}

static void a_step_with_only_something_beside_it_waits_for_that(void **state)
{
    (void)state;
    assert_tells(ONE WAY "    - {step: a, meanwhile: [{step: b, takes: 3 d}]}\n"
                         "    - {step: c, takes: 1 d, meanwhile: [{step: d, chance: 0%, takes: 9 d}]}\n",
                 ".end",
                 "p-1 4 b.end\n"
                 "p-1 4 a.end\n"
                 "p-1 5 c.end\n");
}

static void steps_may_stand_in_steps_at_any_depth(void **state)
{
    (void)state;
    assert_tells(ONE WAY "    - step: a\n"
                         "      steps:\n"
                         "        - step: b\n"
                         "          steps:\n"
                         "            - {step: c, takes: 1 d}\n"
                         "          meanwhile:\n"
                         "            - {step: d, takes: 2 d, meanwhile: [{step: e, takes: 3 d}]}\n"
                         "        - {step: f, takes: 1 d}\n",
                 ".end",
                 "p-1 2 c.end\n"
                 "p-1 4 e.end\n"
                 "p-1 4 d.end\n"
                 "p-1 4 b.end\n"
                 "p-1 5 f.end\n"
                 "p-1 5 a.end\n");
}

static void a_failing_step_leaves(void **state)
{
    (void)state;
    assert_tells(ONE WAY "    - {step: a, takes: 1 d, fails: 100%, on_failure: {leaves: ineligible}}\n"
                         "    - {step: b}\n",
                 "",
                 "p-1 1 referral\n"
                 "p-1 1 a.arrive\n"
                 "p-1 1 a.start\n"
                 "p-1 2 a.end\n"
                 "p-1 2 ineligible.exit\n");
}

/* The failing step sets what its failure says; then, as it goes on, what the step itself says. */
static void a_failure_may_go_on_and_set_attributes(void **state)
{
    (void)state;
    struct centre *centre =
        seen_run(ONE WAY "    - {step: a, fails: 100%, on_failure: {continues: true, sets: {quality: poor}}, "
                         "sets: {made: once}}\n"
                         "    - {step: b, when: {quality: poor, made: once}}\n"
                         "    - {step: c, fails: 0%, on_failure: {continues: true, sets: {quality: good}}}\n"
                         "    - {step: d, when: {quality: good}}\n");
    assert_story(centre, ".start",
                 "p-1 1 a.start\n"
                 "p-1 1 b.start\n"
                 "p-1 1 c.start\n");
    int quality = 0;
    while (strcmp(centre->model->attributes[quality].name, "quality") != 0)
        quality++;
    int value = centre->seen->patient_attributes[quality];
    assert_string_equal(centre->model->attributes[quality].values[value], "poor");
    centre_close(centre);
}

/* One of three branches: shares 50%, 30%, 20% of 10,000; standard errors 50, 45.8, 40. */
static void failures_are_shared_out(void **state)
{
    (void)state;
    struct centre *centre =
        centre_open("run: {warmup: 0 d, horizon: 2 d}\n"
                    "patients: {p: {pathway: way, arrivals: {every: 15 s, limit: 10000}}}\n" WAY
                    "    - step: a\n"
                    "      fails: 100%\n"
                    "      on_failure:\n"
                    "        one_of:\n"
                    "          - {share: 50%, leaves: one}\n"
                    "          - {share: 30%, leaves: two}\n"
                    "          - {share: 20%, continues: true}\n",
                    NULL);
    centre_run(centre, 1, 0);
    assert_near(centre_counter(centre, centre->at.outcome, centre_outcome(centre, "one")), 5000, 0, 4.5 * 50);
    assert_near(centre_counter(centre, centre->at.outcome, centre_outcome(centre, "two")), 3000, 0,
                4.5 * 45.8);
    assert_near(centre_counter(centre, centre->at.outcome, OUTCOME_COMPLETED), 2000, 0, 4.5 * 40);
    centre_close(centre);
}

/* The branch is taken when the step has ended, and the pathway goes on after it; an empty branch goes
 * straight on. */
static void routing_takes_one_branch_and_comes_back(void **state)
{
    (void)state;
    static const char yaml[] =
        RUN "patients:\n"
            "  p: {pathway: way, arrivals: {at: [1 d]}, attributes: {who: adult}}\n"
            "  q: {pathway: way, arrivals: {at: [2 d]}, attributes: {who: child}}\n"
            "  r: {pathway: way, arrivals: {at: [3 d]}, attributes: {who: baby}}\n" WAY "    - step: a\n"
            "      takes: 1 d\n"
            "      one_of:\n"
            "        - {share: {by: who, adult: 100%, child: 0%, baby: 0%}, steps: [{step: b, takes: 1 d}, "
            "{step: c, takes: 1 d}]}\n"
            "        - {share: {by: who, child: 100%, otherwise: 0%}, steps: [{step: d, takes: 4 d}]}\n"
            "        - {share: {by: who, baby: 1, otherwise: 0}}\n"
            "    - {step: e}\n";
    assert_tells(yaml, "p-1 ",
                 "p-1 1 referral\n"
                 "p-1 1 a.arrive\n"
                 "p-1 1 a.start\n"
                 "p-1 2 a.end\n"
                 "p-1 2 b.arrive\n"
                 "p-1 2 b.start\n"
                 "p-1 3 b.end\n"
                 "p-1 3 c.arrive\n"
                 "p-1 3 c.start\n"
                 "p-1 4 c.end\n"
                 "p-1 4 e.arrive\n"
                 "p-1 4 e.start\n"
                 "p-1 4 e.end\n"
                 "p-1 4 completed.exit\n");
    assert_tells(yaml, ".start",
                 "p-1 1 a.start\n"
                 "p-1 2 b.start\n"
                 "q-1 2 a.start\n"
                 "p-1 3 c.start\n"
                 "q-1 3 d.start\n"
                 "r-1 3 a.start\n"
                 "p-1 4 e.start\n"
                 "r-1 4 e.start\n"
                 "q-1 7 e.start\n");
}

/* product one: 2 d; two: 3 d; three, not listed: 4 d. */
static void values_may_depend_on_an_attribute(void **state)
{
    (void)state;
    assert_tells(
        RUN "patients:\n"
            "  p: {pathway: way, arrivals: {at: [1 d]}, attributes: {product: one}}\n"
            "  q: {pathway: way, arrivals: {at: [1 d]}, attributes: {product: two}}\n"
            "  r: {pathway: way, arrivals: {at: [1 d]}, attributes: {product: three}}\n" WAY
            "    - {step: a, takes: {by: product, one: 2 d, two: {fixed: 3 d}, otherwise: 4 d}}\n"
            "    - {step: b, chance: {by: product, one: 100%, two: 0%, three: 100%}, sets: {product: two}}\n"
            "    - {step: c, takes: {by: product, one: 1 d, two: 10 d, three: 1 d}}\n",
        ".end",
        "p-1 3 a.end\n"
        "p-1 3 b.end\n"
        "q-1 4 a.end\n"
        "r-1 5 a.end\n"
        "r-1 5 b.end\n"
        "p-1 13 c.end\n"
        "q-1 14 c.end\n"
        "r-1 15 c.end\n");
}

/* A visit each 7 d, three in all, the first at once: 1, 8, 15; each takes 1 d. */
static void a_recurring_step_has_a_visit_each_so_long(void **state)
{
    (void)state;
    assert_tells(ONE WAY "    - {step: visit, every: 7 d, times: 3, takes: 1 d}\n"
                         "    - {step: b}\n",
                 "",
                 "p-1 1 referral\n"
                 "p-1 1 visit.arrive\n"
                 "p-1 1 visit.start\n"
                 "p-1 2 visit.end\n"
                 "p-1 8 visit.arrive\n"
                 "p-1 8 visit.start\n"
                 "p-1 9 visit.end\n"
                 "p-1 15 visit.arrive\n"
                 "p-1 15 visit.start\n"
                 "p-1 16 visit.end\n"
                 "p-1 16 b.arrive\n"
                 "p-1 16 b.start\n"
                 "p-1 16 b.end\n"
                 "p-1 16 completed.exit\n");
}

/* Visits due at 0, 2, 4; each has sub-steps of 3 d in all and a branch of 1 d: none can begin before the one
 * before has ended. */
static void a_late_visit_is_made_when_the_one_before_has_ended(void **state)
{
    (void)state;
    assert_tells(
        RUN PATIENTS("0 d") WAY
        "    - {step: visit, every: 2 d, times: 3, steps: [{step: x, takes: 1 d}, {step: y, takes: 2 d}],\n"
        "       meanwhile: [{step: z, takes: 1 d, each_time: true}]}\n",
        "visit.",
        "p-1 0 visit.arrive\n"
        "p-1 0 visit.start\n"
        "p-1 3 visit.end\n"
        "p-1 3 visit.arrive\n"
        "p-1 3 visit.start\n"
        "p-1 6 visit.end\n"
        "p-1 6 visit.arrive\n"
        "p-1 6 visit.start\n"
        "p-1 9 visit.end\n");
}

static void a_step_that_says_leaves_ends_the_pathway(void **state)
{
    (void)state;
    assert_tells(ONE WAY "    - {step: a, takes: 1 d, leaves: elsewhere}\n"
                         "    - {step: b}\n",
                 "",
                 "p-1 1 referral\n"
                 "p-1 1 a.arrive\n"
                 "p-1 1 a.start\n"
                 "p-1 2 a.end\n"
                 "p-1 2 elsewhere.exit\n");
}

/* The branch goes home at day 3; everything else stops. */
static void leaving_stops_all_that_runs(void **state)
{
    (void)state;
    assert_tells(
        ONE WAY
        "    - step: a\n"
        "      takes: 9 d\n"
        "      steps: [{step: in, takes: 8 d}]\n"
        "      meanwhile: [{step: by, takes: 2 d, leaves: home, meanwhile: [{step: deeper, takes: 1 d}]}]\n",
        ".e",
        "p-1 2 deeper.end\n"
        "p-1 3 by.end\n"
        "p-1 3 home.exit\n");
}

static void what_is_switched_off_is_not_there(void **state)
{
    (void)state;
    assert_tells(
        ONE "resources: {bed: {capacity: 1, closures: [{from: 2025-01-06, to: 2025-02-06, enabled: "
            "false}]}}\n" WAY "    - {step: off, enabled: false, takes: 5 d}\n"
            "    - {step: on, needs: bed, takes: 1 d, steps: [{step: off_2, enabled: false, takes: 7 d}]}\n"
            "risks:\n"
            "  death: {enabled: false, chance: 100%, after: 1 h, leaves: died}\n",
        "",
        "p-1 1 referral\n"
        "p-1 1 on.arrive\n"
        "p-1 1 bed.asked\n"
        "p-1 1 bed.got\n"
        "p-1 1 on.start\n"
        "p-1 2 bed.given_back\n"
        "p-1 2 on.end\n"
        "p-1 2 completed.exit\n");
}

/* Names of what is switched off may stand wherever they stood: risks and measures of it simply never come to
 * pass. */
static void what_is_switched_off_may_still_be_named(void **state)
{
    (void)state;
    struct centre *centre =
        seen_run(ONE WAY "    - {step: off, enabled: false}\n"
                         "    - {step: a, takes: 3 d}\n"
                         "risks:\n"
                         "  icu: {enabled: false, chance: 100%, steps: [{step: icu_stay, takes: 1 d}]}\n"
                         "  after_off: {from: off.end, chance: 100%, after: 1 d, leaves: died}\n"
                         "  late: {from: a.start, until: off.start, chance: 100%, after: 1 d, unfit: true}\n"
                         "measures:\n"
                         "  to_icu: {from: referral, to: icu_stay.start}\n"
                         "  to_off: {from: off.start, to: exit}\n");
    assert_near(centre_value(centre, 1, "to_icu"), -1, 0, 0);
    assert_near(centre_value(centre, 1, "to_off"), -1, 0, 0);
    assert_story(centre, "exit", "p-1 4 completed.exit\n");
    assert_story(centre, "strikes", "p-1 2 late.strikes\n");
    centre_close(centre);
}

static void each_start_is_counted(void **state)
{
    (void)state;
    struct centre *centre = seen_run(RUN PATIENTS("0 d, 1 d") WAY
                                     "    - {step: visit, every: 7 d, times: 3, takes: 1 d, cost: 100}\n");
    int visit = centre_step(centre, "visit");
    assert_near(centre_counter(centre, centre->at.starts, visit), 6, 0, 0);
    assert_near(centre_counter(centre, centre->at.starts_window, visit), 6, 0, 0);
    assert_int_equal(centre->seen->series[centre->series.duration + visit].count, 6);
    assert_int_equal(series_value(&centre->seen->series[centre->series.duration + visit], 5), DAY);
    assert_near(centre_counter(centre, centre->at.reached, visit), 2, 0, 0);
    centre_close(centre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_step_arrives_starts_and_ends_after_its_time),
        cmocka_unit_test(steps_without_time_pass_at_one_instant),
        cmocka_unit_test(a_skipped_step_has_no_moments_nor_have_its_sub_steps),
        cmocka_unit_test(a_chance_is_that_share_of_patients),
        cmocka_unit_test(conditions_must_all_hold_and_a_list_is_any),
        cmocka_unit_test(a_notice_is_waited_out_before_the_start),
        cmocka_unit_test(a_step_lasts_as_long_as_the_longest_of_its_parts),
        cmocka_unit_test(what_runs_beside_a_step_begins_with_it),
        cmocka_unit_test(a_step_with_only_something_beside_it_waits_for_that),
        cmocka_unit_test(steps_may_stand_in_steps_at_any_depth),
        cmocka_unit_test(a_failing_step_leaves),
        cmocka_unit_test(a_failure_may_go_on_and_set_attributes),
        cmocka_unit_test(failures_are_shared_out),
        cmocka_unit_test(routing_takes_one_branch_and_comes_back),
        cmocka_unit_test(values_may_depend_on_an_attribute),
        cmocka_unit_test(a_recurring_step_has_a_visit_each_so_long),
        cmocka_unit_test(a_late_visit_is_made_when_the_one_before_has_ended),
        cmocka_unit_test(a_step_that_says_leaves_ends_the_pathway),
        cmocka_unit_test(leaving_stops_all_that_runs),
        cmocka_unit_test(what_is_switched_off_is_not_there),
        cmocka_unit_test(what_is_switched_off_may_still_be_named),
        cmocka_unit_test(each_start_is_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
