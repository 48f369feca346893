/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/busy.h"
#include "engine/seen.h"

/* Measures, and where the days of a measure go. */

#define ONE RUN PATIENTS("1 d")
#define WAY "pathways:\n  way:\n"

/* ---- which moments a measure runs between */

static void a_measure_runs_from_one_moment_to_another(void **state)
{
    (void)state;
    struct centre *centre = seen_run(ONE WAY "    - {step: a, notice: 1 d, takes: 2 d}\n"
                                             "    - {step: b, notice: 3 d, takes: 4 d}\n"
                                             "measures:\n"
                                             "  from_referral: {from: referral, to: a.start}\n"
                                             "  within: {from: a.start, to: a.end}\n"
                                             "  wait: {from: b.arrive, to: b.start}\n"
                                             "  across: {from: a.arrive, to: b.end}\n"
                                             "  to_exit: {from: b.start, to: exit}\n"
                                             "  nothing: {from: a.end, to: b.arrive}\n"
                                             "  backwards: {from: b.end, to: a.start}\n");
    assert_near(centre_value(centre, 1, "from_referral"), 1, 0, 0);
    assert_near(centre_value(centre, 1, "within"), 2, 0, 0);
    assert_near(centre_value(centre, 1, "wait"), 3, 0, 0);
    assert_near(centre_value(centre, 1, "across"), 10, 0, 0);
    assert_near(centre_value(centre, 1, "to_exit"), 4, 0, 0);
    assert_near(centre_value(centre, 1, "nothing"), 0, 0, 0);
    assert_near(centre_value(centre, 1, "backwards"), -1, 0, 0);
    centre_close(centre);
}

/* a from 1 to 2, 4 to 5, 7 to 8; b from 2 to 4, 5 to 7, 8 to 10; c at 10. The last a before c started at 7;
 * the first at 1. */
static void of_a_moment_that_recurs_the_last_before_the_end_counts(void **state)
{
    (void)state;
    struct centre *centre = seen_run(ONE WAY "    - {step: a, takes: 1 d}\n"
                                             "    - {step: b, takes: 2 d, fails: 100%, on_failure: {repeat: "
                                             "a, at_most: 2, then: {continues: true}}}\n"
                                             "    - {step: c, takes: 5 d}\n"
                                             "measures:\n"
                                             "  last: {from: a.start, to: c.start}\n"
                                             "  first: {from: a.start, to: c.start, first: true}\n"
                                             "  last_to: {from: referral, to: b.end}\n"
                                             "  first_to: {from: referral, to: b.end, first: true}\n"
                                             "  same: {from: a.start, to: a.start}\n");
    assert_near(centre_value(centre, 1, "last"), 3, 0, 0);
    assert_near(centre_value(centre, 1, "first"), 9, 0, 0);
    assert_near(centre_value(centre, 1, "last_to"), 9, 0, 0);
    assert_near(centre_value(centre, 1, "first_to"), 3, 0, 0);
    assert_near(centre_value(centre, 1, "same"), 3, 0,
                0); /* from one start to the next, the last time: 4 to 7 */
    assert_ledger_sums(centre);
    centre_close(centre);
}

/* After b has ended a third a begins; b doesn't end again: the last a before b's end counts, not the last of
 * all. */
static void what_comes_after_the_end_does_not_count(void **state)
{
    (void)state;
    struct centre *centre =
        seen_run(ONE WAY "    - {step: a, takes: 1 d}\n"
                         "    - {step: b, takes: 2 d}\n"
                         "    - {step: c, takes: 3 d, fails: 100%, on_failure: {repeat: a, at_most: 1, then: "
                         "{continues: true}}}\n"
                         "risks: {death: {from: c.end, chance: 100%, after: 1.5 d, leaves: died}}\n"
                         "measures: {m: {from: a.start, to: b.end}, e: {from: c.start, to: exit}}\n");
    assert_near(centre_value(centre, 1, "m"), 3, 0, 0);
    assert_near(centre_value(centre, 1, "e"), 4.5, 0, 0); /* c from 4 to 7, death at 8.5 */
    assert_ledger_sums(centre);
    centre_close(centre);
}

/* p-1 dies before b: it has no time to b, which is none and not nought; its time to the exit it has. */
static void a_measure_of_which_a_moment_did_not_happen_is_not_counted(void **state)
{
    (void)state;
    struct centre *centre = seen_run(
        RUN
        "patients:\n"
        "  p: {pathway: way, arrivals: {at: [0 d, 5 d]}, attributes: {frail: {chance: 100%}}}\n"
        "  q: {pathway: way, arrivals: {at: [0 d]}, attributes: {frail: {chance: 0%}}}\n" WAY
        "    - {step: a, takes: 3 d, fails: {by: frail, true: 100%, false: 0%}, on_failure: {leaves: died}}\n"
        "    - {step: skipped, chance: 0%}\n"
        "    - {step: b, takes: 1 d}\n"
        "measures: {to_b: {from: referral, to: b.start}, to_exit: {from: referral, to: exit}, skip: {from: "
        "referral, to: skipped.end}}\n");
    assert_near(centre_value(centre, 1, "to_b"), -1, 0, 0);
    assert_near(centre_value(centre, 1, "to_exit"), 3, 0, 0);
    assert_near(centre_counter(centre, centre->at.measured, 0), 0, 0, 0); /* to_b: p, q */
    assert_near(centre_counter(centre, centre->at.measured, 1), 1, 0, 0);
    assert_near(centre_counter(centre, centre->at.measured, 2), 2, 0, 0); /* to_exit */
    assert_near(centre_counter(centre, centre->at.measured, 3), 1, 0, 0);
    assert_near(centre_counter(centre, centre->at.measured, 4), 0, 0, 0); /* skip */
    assert_int_equal(centre->seen->series[centre->series.measure].count, 0);
    assert_int_equal(centre->seen->series[centre->series.measure + 2].count, 2);
    centre_close(centre);
}

/* Who is still inside when following ends has not left. */
static void a_censored_patient_has_no_time_to_the_exit(void **state)
{
    (void)state;
    struct centre *centre =
        seen_run("run: {warmup: 0 d, horizon: 10 d, follow: 5 d}\n" PATIENTS("1 d") WAY
                 "    - {step: a, takes: 30 d}\n"
                 "measures: {to_exit: {from: referral, to: exit}, to_a: {from: referral, to: a.start}}\n");
    assert_string_equal(centre_fate(centre, 1), "censored");
    assert_near(centre_value(centre, 1, "to_exit"), -1, 0, 0);
    assert_near(centre_value(centre, 1, "to_a"), 0, 0, 0);
    centre_close(centre);
}

/* ---- where the days go */

/* Making 10 d, bridging 4 + 9 = 13 d: what was waited for is bridging; making shows nothing. Then the other
 * way round. */
static void the_time_beside_belongs_to_the_branch_that_was_waited_for(void **state)
{
    (void)state;
    static const char *const second[] = {"9 d", "2 d"};
    static const double totals[] = {13, 10}, made[] = {0, 10}, bridged[] = {13, 0};
    for (int i = 0; i < 2; i++) {
        char yaml[600];
        snprintf(yaml, sizeof yaml,
                 ONE WAY "    - step: production\n"
                         "      steps: [{step: out, takes: 1 d}, {step: making, takes: 9 d}]\n"
                         "      meanwhile: [{step: one, takes: 4 d}, {step: two, takes: %s}]\n"
                         "measures: {all: {from: referral, to: exit}}\n",
                 second[i]);
        struct centre *centre = seen_run(yaml);
        assert_near(centre_value(centre, 1, "all"), totals[i], 0, 0);
        assert_near(seen_ledger(centre, "all", "out", CAUSE_TAKES, NONE) +
                        seen_ledger(centre, "all", "making", CAUSE_TAKES, NONE),
                    made[i], 0, 0);
        assert_near(seen_ledger(centre, "all", "one", CAUSE_TAKES, NONE) +
                        seen_ledger(centre, "all", "two", CAUSE_TAKES, NONE),
                    bridged[i], 0, 0);
        assert_near(seen_ledger(centre, "all", "production", CAUSE_JOINS, NONE), 0, 0, 0);
        assert_ledger_sums(centre);
        centre_close(centre);
    }
}

/* The step's own time, 20 d, is what was waited for, beside steps of 3 d and a branch of 7 d. */
static void a_steps_own_time_may_be_what_was_waited_for(void **state)
{
    (void)state;
    struct centre *centre = seen_run(
        ONE WAY
        "    - {step: a, takes: 20 d, steps: [{step: b, takes: 3 d}], meanwhile: [{step: c, takes: 7 d}]}\n"
        "measures: {all: {from: referral, to: exit}}\n");
    assert_near(seen_ledger(centre, "all", "a", CAUSE_TAKES, NONE), 20, 0, 0);
    assert_ledger_sums(centre);
    centre_close(centre);
}

/* Sent back at 6 from a join: collected from 0 to 1, made from 1 to 2, waited for the check until 6;
 * collected again until 7, and then it is production's own 3 d that are waited for. The time before the
 * sending back stays as it was. */
static void being_sent_back_from_a_join_rewrites_nothing(void **state)
{
    (void)state;
    struct centre *centre = seen_run(
        RUN "patients: {p: {pathway: way, arrivals: {at: [0 d]}, attributes: {tried: never}}}\n" WAY
            "    - {step: collection, takes: 1 d}\n"
            "    - step: production\n"
            "      takes: 3 d\n"
            "      steps: [{step: making, takes: 1 d}]\n"
            "      meanwhile: [{step: check, takes: 5 d, fails: {by: tried, never: 100%, once: 0%},\n"
            "                   on_failure: {repeat: collection, sets: {tried: once}}}]\n"
            "measures: {all: {from: referral, to: exit}}\n");
    assert_near(centre_value(centre, 1, "all"), 10, 0, 0);
    assert_near(seen_ledger(centre, "all", "collection", CAUSE_TAKES, NONE), 2, 0, 0);
    assert_near(seen_ledger(centre, "all", "making", CAUSE_TAKES, NONE), 1, 0, 0);
    assert_near(seen_ledger(centre, "all", "production", CAUSE_JOINS, NONE), 4, 0, 0);
    assert_near(seen_ledger(centre, "all", "production", CAUSE_TAKES, NONE), 3, 0, 0);
    centre_close(centre);
}

/* A measure that ends before the join: dies at 8 while bridging (until 14) is still waited for since 3: 2 d
 * of making and 5 d joins. */
static void until_the_join_the_wait_is_the_steps(void **state)
{
    (void)state;
    struct centre *centre = seen_run(
        ONE WAY
        "    - {step: a, steps: [{step: making, takes: 2 d}], meanwhile: [{step: bridging, takes: 13 d}]}\n"
        "risks: {death: {chance: 100%, after: 7 d, leaves: died}}\n"
        "measures: {all: {from: referral, to: exit}}\n");
    assert_near(seen_ledger(centre, "all", "making", CAUSE_TAKES, NONE), 2, 0, 0);
    assert_near(seen_ledger(centre, "all", "a", CAUSE_JOINS, NONE), 5, 0, 0);
    assert_ledger_sums(centre);
    centre_close(centre);
}

/* To a moment of the branch: referral to the end of two: 3 d before the split, then the branch's 1 + 2 d. */
static void a_measure_may_end_in_a_branch(void **state)
{
    (void)state;
    struct centre *centre = seen_run(
        ONE WAY "    - {step: before, takes: 3 d}\n"
                "    - {step: a, steps: [{step: making, takes: 9 d}], meanwhile: [{step: one, takes: 1 d}, "
                "{step: two, takes: 2 d}]}\n"
                "measures: {m: {from: referral, to: two.end}, n: {from: one.end, to: making.end}}\n");
    assert_near(seen_ledger(centre, "m", "before", CAUSE_TAKES, NONE), 3, 0, 0);
    assert_near(seen_ledger(centre, "m", "one", CAUSE_TAKES, NONE), 1, 0, 0);
    assert_near(seen_ledger(centre, "m", "two", CAUSE_TAKES, NONE), 2, 0, 0);
    assert_near(seen_ledger(centre, "n", "making", CAUSE_TAKES, NONE), 8, 0, 0);
    assert_ledger_sums(centre);
    centre_close(centre);
}

/* Tuesday 1, 00:00: a notice of 2 d, then the slot of Friday 4 at 12:00, then the closed day hospital until
 * Monday 7, 08:00. */
static void notice_slot_and_closed_doors_are_told_apart(void **state)
{
    (void)state;
    struct centre *centre = seen_run("resources: {slot: {slots: {fri: 1}, at: \"17:00\"}, chair: {capacity: "
                                     "1, opens: mon-fri 08:00-16:00}}\n" ONE WAY
                                     "    - {step: a, books: slot, notice: 2 d, needs: chair, takes: 3 h}\n"
                                     "measures: {m: {from: referral, to: a.end}}\n");
    assert_near(seen_ledger(centre, "m", "a", CAUSE_NOTICE, NONE), 2, 0, 0);
    assert_near(seen_ledger(centre, "m", "a", CAUSE_WAITS_FOR, 0), 1 + 17.0 / 24, 1e-15, 0);
    assert_near(seen_ledger(centre, "m", "a", CAUSE_CLOSED, NONE), 2 + 15.0 / 24, 1e-15, 0);
    assert_near(seen_ledger(centre, "m", "a", CAUSE_TAKES, NONE), 3.0 / 24, 1e-15, 0);
    assert_ledger_sums(centre);
    centre_close(centre);
}

/* A branch's measure ends while the pathway waits for a slot of which the notice is over: what the pathway
 * did before the branch of the risk began is told as it was: 1 d notice, 1 d slot, until the strike at 3. */
static void the_time_before_a_strike_is_told_as_it_was(void **state)
{
    (void)state;
    struct centre *centre = seen_run(
        "resources: {slot: {slots: {mon: 1}}}\n" ONE WAY "    - {step: a, books: slot, notice: 1 d}\n"
        "risks: {fever: {chance: 100%, after: 2 d, unfit: true, steps: [{step: rest, takes: 1 d}]}}\n"
        "measures: {m: {from: referral, to: rest.end}}\n");
    assert_near(seen_ledger(centre, "m", "a", CAUSE_NOTICE, NONE), 1, 0, 0);
    assert_near(seen_ledger(centre, "m", "a", CAUSE_WAITS_FOR, 0), 1, 0, 0);
    assert_near(seen_ledger(centre, "m", "rest", CAUSE_TAKES, NONE), 1, 0, 0);
    centre_close(centre);
}

/* Between visits the time is the step's. Visits of 1 d at 1, 8, 15: 15 d. */
static void the_time_between_visits_is_the_steps(void **state)
{
    (void)state;
    struct centre *centre = seen_run(ONE WAY "    - {step: visit, every: 7 d, times: 3, takes: 1 d}\n"
                                             "measures: {m: {from: referral, to: exit}}\n");
    assert_near(seen_ledger(centre, "m", "visit", CAUSE_TAKES, NONE), 15, 0, 0);
    assert_ledger_sums(centre);
    centre_close(centre);
}

/* Days a 1, b 2, c 3, d 4. Each measure has its own part of what was gone through, though one ends before the
 * other and the patient goes on after both. */
static void measures_that_overlap_have_each_its_own_days(void **state)
{
    (void)state;
    struct centre *centre = seen_run(ONE WAY "    - {step: a, takes: 1 d}\n"
                                             "    - {step: b, takes: 2 d}\n"
                                             "    - {step: c, takes: 3 d}\n"
                                             "    - {step: d, takes: 4 d}\n"
                                             "measures:\n"
                                             "  early: {from: a.start, to: b.end}\n"
                                             "  late: {from: b.start, to: c.end}\n");
    assert_near(seen_ledger(centre, "early", "a", CAUSE_TAKES, NONE), 1, 0, 0);
    assert_near(seen_ledger(centre, "early", "b", CAUSE_TAKES, NONE), 2, 0, 0);
    assert_near(seen_ledger(centre, "early", "c", CAUSE_TAKES, NONE), 0, 0, 0);
    assert_near(seen_ledger(centre, "late", "a", CAUSE_TAKES, NONE), 0, 0, 0);
    assert_near(seen_ledger(centre, "late", "b", CAUSE_TAKES, NONE), 2, 0, 0);
    assert_near(seen_ledger(centre, "late", "c", CAUSE_TAKES, NONE), 3, 0, 0);
    assert_near(seen_ledger(centre, "late", "d", CAUSE_TAKES, NONE), 0, 0, 0);
    assert_ledger_sums(centre);
    centre_close(centre);
}

/* The flu strikes 3, 7 and 11 d after the stay began and lasts a day: to its last end 12 d, 11 of the stay.
 */
static void what_a_risk_brings_again_counts_the_last_time(void **state)
{
    (void)state;
    struct centre *centre =
        seen_run(ONE WAY "    - {step: stay, takes: 13 d}\n"
                         "risks:\n"
                         "  flu: {from: stay.start, until: stay.end, chance: 100%, after: "
                         "3 d, recurs: true, steps: [{step: fever, takes: 1 d}]}\n"
                         "measures:\n"
                         "  last: {from: referral, to: fever.end}\n"
                         "  first: {from: referral, to: fever.end, first: true}\n");
    assert_near(seen_ledger(centre, "last", "stay", CAUSE_TAKES, NONE), 11, 0, 0);
    assert_near(seen_ledger(centre, "last", "fever", CAUSE_TAKES, NONE), 1, 0, 0);
    assert_near(seen_ledger(centre, "first", "stay", CAUSE_TAKES, NONE), 3, 0, 0);
    assert_near(seen_ledger(centre, "first", "fever", CAUSE_TAKES, NONE), 1, 0, 0);
    assert_ledger_sums(centre);
    centre_close(centre);
}

/* Visits of a day begin 0, 7 and 14 d after the referral. */
static void of_visits_the_last_counts_or_the_first(void **state)
{
    (void)state;
    struct centre *centre = seen_run(ONE WAY "    - {step: visit, every: 7 d, times: 3, takes: 1 d}\n"
                                             "    - {step: rest, takes: 2 d}\n"
                                             "measures:\n"
                                             "  last: {from: referral, to: visit.end}\n"
                                             "  first: {from: referral, to: visit.end, first: true}\n");
    assert_near(centre_value(centre, 1, "last"), 15, 0, 0);
    assert_near(centre_value(centre, 1, "first"), 1, 0, 0);
    assert_near(seen_ledger(centre, "last", "visit", CAUSE_TAKES, NONE), 15, 0, 0);
    assert_near(seen_ledger(centre, "first", "visit", CAUSE_TAKES, NONE), 1, 0, 0);
    assert_ledger_sums(centre);
    centre_close(centre);
}

/* ---- in any run */

/* One patient a class is measured (the first referred after 20 d), so that the sums are the patient's own:
 * 400 patients with all there is in the centre. */
static void the_ledger_of_each_patient_sums_to_its_time(void **state)
{
    (void)state;
    struct centre *centre = busy_open((struct busy){.run = "warmup: 30 d, horizon: 4 d"});
    struct simulation *simulation = simulation_create(centre->model);
    uint32_t alone = 0, patients = 0;
    for (uint32_t i = 0; i < 400; i++) {
        assert_int_equal(simulation_run(simulation, i, 0, true, false, NULL, centre->seen), SIMULATION_DONE);
        assert_ledger_sums(centre);
        patients += centre->seen->patient_count;
        alone += centre->seen->patient_count == 1;
    }
    assert_true(patients > 300 && alone > 100);
    simulation_free(simulation);
    centre_close(centre);
}

/* No piece of a ledger is negative, in long runs with many patients either; those lost somewhere, and those
 * who completed, are those referred; who was lost at a step had reached it. */
static void losses_and_ledgers_balance_in_every_run(void **state)
{
    (void)state;
    struct centre *centre = busy_open((struct busy){.run = "warmup: 60 d, horizon: 300 d, follow: 60 d"});
    const struct model *model = centre->model;
    for (uint32_t run = 0; run < 10; run++) {
        centre_run(centre, 7, run);
        assert_ledger_sums(centre);
        double referred = 0, completed = 0, lost = 0, outcomes = 0;
        for (int i = 0; i < model->measure_count * model->class_count * model->ledger_count; i++)
            assert_true(centre->seen->counters[centre->at.ledger + i] >= 0);
        for (int i = 0; i < model->class_count; i++) {
            referred += centre_counter(centre, centre->at.referred, i);
            completed +=
                centre_counter(centre, centre->at.outcome, i * model->outcome_count + OUTCOME_COMPLETED);
            for (int k = 0; k < model->outcome_count; k++)
                outcomes += centre_counter(centre, centre->at.outcome, i * model->outcome_count + k);
        }
        for (int i = 0; i < model->step_count; i++) {
            double here = 0;
            for (int k = 0; k < model->outcome_count; k++)
                here += centre_counter(centre, centre->at.lost, i * model->outcome_count + k);
            assert_true(here <= centre_counter(centre, centre->at.reached, i));
            lost += here;
        }
        assert_true(referred == outcomes && referred == completed + lost && lost > 10 && completed > 10);
        assert_int_equal(centre->seen->patient_count, (int)referred);
    }
    centre_close(centre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_measure_runs_from_one_moment_to_another),
        cmocka_unit_test(of_a_moment_that_recurs_the_last_before_the_end_counts),
        cmocka_unit_test(what_comes_after_the_end_does_not_count),
        cmocka_unit_test(a_measure_of_which_a_moment_did_not_happen_is_not_counted),
        cmocka_unit_test(a_censored_patient_has_no_time_to_the_exit),
        cmocka_unit_test(the_time_beside_belongs_to_the_branch_that_was_waited_for),
        cmocka_unit_test(a_steps_own_time_may_be_what_was_waited_for),
        cmocka_unit_test(being_sent_back_from_a_join_rewrites_nothing),
        cmocka_unit_test(until_the_join_the_wait_is_the_steps),
        cmocka_unit_test(a_measure_may_end_in_a_branch),
        cmocka_unit_test(notice_slot_and_closed_doors_are_told_apart),
        cmocka_unit_test(the_time_before_a_strike_is_told_as_it_was),
        cmocka_unit_test(the_time_between_visits_is_the_steps),
        cmocka_unit_test(measures_that_overlap_have_each_its_own_days),
        cmocka_unit_test(what_a_risk_brings_again_counts_the_last_time),
        cmocka_unit_test(of_visits_the_last_counts_or_the_first),
        cmocka_unit_test(the_ledger_of_each_patient_sums_to_its_time),
        cmocka_unit_test(losses_and_ledgers_balance_in_every_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
