/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/marked.h"

/* What the model finds wrong with a scenario that the format finds sound: each fault with its place and code.
 */

static void a_sound_scenario_has_no_faults(void **state)
{
    (void)state;
    assert_faults(
        HEAD "resources: {bed: {capacity: 1}, slot: {slots: {mon: 1}}}\n" WAY(
            "{step: a, books: slot, holds: bed}, {step: b, releases: bed}") "risks: {r: {from: a.start, "
                                                                            "until: b.start, rate: 1 per "
                                                                            "year, leaves: died}}\n"
                                                                            "measures: {m: {from: a.start, "
                                                                            "to: exit}}\n",
        "", NULL);
}

static void unknown_resources_are_found(void **state)
{
    (void)state;
    assert_faults(HEAD
                  "resources: {bed: {capacity: 1}, slot: {slots: {mon: 1}}}\n" WAY("{step: a, needs: ^bad}"),
                  "E004", "unknown name 'bad' in needs; did you mean 'bed'?");
    assert_faults(HEAD "resources: {bed: {capacity: 1}, slot: {slots: {mon: 1}}}\n" WAY(
                      "{step: a, needs: [bed, ^bad]}"),
                  "E004", "'bed'?");
    assert_faults(HEAD "resources: {bed: {capacity: 1}, slot: {slots: {mon: 1}}}\n" WAY(
                      "{step: a, holds: {^bad: 1}}"),
                  "E004", "in holds");
    assert_faults(HEAD "resources: {bed: {capacity: 1}, slot: {slots: {mon: 1}}}\n" WAY(
                      "{step: a, releases: ^bad}"),
                  "E004", "in releases");
    assert_faults(HEAD "resources: {bed: {capacity: 1}, slot: {slots: {mon: 1}}}\n" WAY(
                      "{step: a, books: ^slots}"),
                  "E004", "did you mean 'slot'?");
    assert_faults(HEAD "resources: {bed: {capacity: 1}, slot: {slots: {mon: 1}}}\n" WAY(
                      "{step: a, books: {slot: {}, ^slat: {within: [0 d, 1 d]}}}"),
                  "E004", "did you mean 'slot'?");
    assert_faults(HEAD "resources: {bed: {capacity: 1}}\n" WAY(
                      "{step: a, needs: bed}") "costs: {^bad: {per_day_held: 1}}\n",
                  "E004", "in costs; did you mean 'bed'?");
}

static void slots_are_booked_and_units_are_not(void **state)
{
    (void)state;
    assert_faults(HEAD "resources: {slot: {slots: {mon: 1}}}\n" WAY("{step: a, needs: ^slot}"), "E036",
                  "books: slot");
    assert_faults(HEAD "resources: {bed: {capacity: 1}}\n" WAY("{step: a, books: ^bed}"), "E036",
                  "needs: or holds:");
    assert_faults(HEAD "resources: {slot: {slots: {mon: 1}}}\n" WAY("{step: a, releases: ^slot}"), "E036",
                  NULL);
}

static void a_step_that_asks_for_more_than_there_is_can_never_start(void **state)
{
    (void)state;
    assert_faults(HEAD "resources: {bed: {capacity: 2}}\n" WAY("{step: a, needs: {^bed: 3}}"), "E036",
                  "has 2");
    assert_faults(HEAD "resources: {bed: {capacity: 0}}\n" WAY("{step: a, needs: ^bed}"), "E036",
                  "could never start");
    assert_faults(HEAD "resources: {bed: {capacity: 2}}\n" WAY("{step: a, needs: [bed, bed]}"), "", NULL);
    assert_faults(HEAD "resources: {bed: {capacity: 2}}\n" WAY("{step: a, needs: [bed, bed, ^bed]}"), "E036",
                  "asks for 3 of 'bed', which has 2");
    assert_faults(HEAD "resources: {bed: {capacity: unlimited}}\n" WAY("{step: a, needs: {bed: 3}}"), "",
                  NULL);
}

/* Two of them, one to keep and one not? Then of two resources; in one, {bed: 2}. */
static void a_step_that_needs_and_holds_the_same_is_refused(void **state)
{
    (void)state;
    assert_faults(HEAD "resources: {bed: {capacity: 2}}\n" WAY(
                      "{step: a, needs: bed, holds: ^bed}, {step: b, releases: bed}"),
                  "E036", "both needs and holds");
}

static void slots_on_no_day_can_never_be_booked(void **state)
{
    (void)state;
    assert_faults(HEAD "resources: {slot: {slots: ^{mon: 0}}}\n" WAY("{step: a, books: slot}"), "E032",
                  "no weekday has a slot");
}

static void unknown_attributes_and_values_are_found(void **state)
{
    (void)state;
    assert_faults(HEAD WAY("{step: a, when: {^prodct: one}}"), "E004", "did you mean 'product'?");
    assert_faults(HEAD WAY("{step: a, when: {product: ^tow}}"), "E004", "did you mean 'two'?");
    assert_faults(HEAD WAY("{step: a, when: {product: [one, ^tow]}}"), "E004", "did you mean 'two'?");
    assert_faults(HEAD WAY("{step: a, takes: {by: ^prodct, one: 1 d, two: 2 d}}"), "E004",
                  "did you mean 'product'?");
    assert_faults(HEAD WAY("{step: a, takes: {by: product, one: 1 d, ^tow: 2 d, otherwise: 1 d}}"), "E004",
                  "did you mean 'two'?");
    assert_faults(
        HEAD WAY(
            "{step: a}") "risks: {r: {rate: 1 per year, leaves: x, multiplied_by: {^prodct: {one: 2}}}}\n",
        "E004", "did you mean 'product'?");
    assert_faults(
        HEAD WAY(
            "{step: a}") "risks: {r: {rate: 1 per year, leaves: x, multiplied_by: {product: {^tow: 2}}}}\n",
        "E004", "did you mean 'two'?");
}

/* What `sets` sets exists, whether or not anybody is born with it. */
static void a_value_that_is_set_somewhere_exists(void **state)
{
    (void)state;
    assert_faults(
        HEAD WAY(
            "{step: a, sets: {product: three, stage: late}}, {step: b, when: {product: three, stage: late}}"),
        "", NULL);
}

static void a_value_by_attribute_needs_all_cases(void **state)
{
    (void)state;
    assert_faults(HEAD WAY("{step: a, takes: ^{by: product, one: 1 d}}"), "E030",
                  "no case for product 'two'");
    assert_faults(HEAD WAY("{step: a, fails: ^{by: product, one: 1%}, on_failure: {leaves: x}}"), "E030",
                  "fails: no case");
    assert_faults(HEAD WAY("{step: a, takes: {by: product, one: 1 d, otherwise: 2 d}}"), "", NULL);
}

static void a_repeat_goes_back(void **state)
{
    (void)state;
    assert_faults(HEAD WAY("{step: a, fails: 1%, on_failure: {repeat: ^c}}, {step: b}"), "E004",
                  "unknown name 'c' in repeat");
    assert_faults(HEAD WAY("{step: collect}, {step: a, fails: 1%, on_failure: {repeat: ^colect}}"), "E004",
                  "did you mean 'collect'?");
    assert_faults(HEAD WAY("{step: a, fails: 1%, on_failure: {repeat: ^b}}, {step: b}"), "E031",
                  "'b' is not before 'a'");
    assert_faults(HEAD WAY("{step: a, steps: [{step: b}]}, {step: c, fails: 1%, on_failure: {repeat: ^b}}"),
                  "E031", "inside another step");
    assert_faults(HEAD WAY("{step: a, fails: 1%, on_failure: ^{repeat: a, at_most: 2}}"), "E031",
                  "needs then:");
    assert_faults(HEAD WAY("{step: a, fails: 1%, on_failure: {one_of: [{share: 50%, repeat: ^b}, {share: "
                           "50%, continues: true}]}}, {step: b}"),
                  "E031", "not before");
    assert_faults(HEAD WAY("{step: b, enabled: false}, {step: a, fails: 1%, on_failure: {repeat: ^b}}"),
                  "E031", "switched off");
}

static void a_branch_of_a_route_is_not_repeated_from_another(void **state)
{
    (void)state;
    assert_faults(HEAD WAY("{step: r, one_of: [{share: 50%, steps: [{step: a}]}, {share: 50%, steps: "
                           "[{step: b, fails: 1%, on_failure: {repeat: ^a}}]}]}"),
                  "E031", NULL);
}

static void shares_by_attribute_sum_to_one_for_every_value(void **state)
{
    (void)state;
    assert_faults(HEAD WAY(
                      "{step: r, one_of: [{share: {by: product, one: 60%, two: 30%}, steps: [{step: a}]}, "
                      "{share: {by: product, one: 40%, two: 70%}}]}"),
                  "", NULL);
    assert_faults(HEAD WAY(
                      "{step: r, ^one_of: [{share: {by: product, one: 60%, two: 30%}, steps: [{step: a}]}, "
                      "{share: {by: product, one: 40%, two: 60%}}]}"),
                  "E019", "product 'two'");
    assert_faults(HEAD WAY(
                      "{step: r, ^one_of: [{share: {by: product, one: 60%, two: 30%}, steps: [{step: a}]}, "
                      "{share: 40%}]}"),
                  "E019", "product 'two'");
    assert_faults(HEAD WAY("{step: r, fails: 1%, on_failure: {^one_of: [{share: {by: product, one: 60%, two: "
                           "30%}, leaves: x}, "
                           "{share: 40%, continues: true}]}}"),
                  "E019", "product 'two'");
}

static void what_is_no_moment_is_found(void **state)
{
    (void)state;
    assert_faults(HEAD WAY("{step: first}, {step: second}") "measures: {m: {from: ^frist.start, to: exit}}\n",
                  "E004", "did you mean 'first'?");
    assert_faults(HEAD WAY(
                      "{step: first}, {step: second}") "measures: {m: {from: ^secnod.start, to: exit}}\n",
                  "E004", "did you mean 'second'?");
    assert_faults(HEAD WAY("{step: a}") "measures: {m: {from: ^b.start, to: exit}}\n", "E004",
                  "unknown name 'b' in from");
    assert_faults(HEAD WAY("{step: a}") "measures: {m: {from: referral, to: ^b.start}}\n", "E004", "in to");
    assert_faults(HEAD WAY(
                      "{step: a}") "risks: {r: {from: ^b.end, until: ^c.end, rate: 1 per year, leaves: x}}\n",
                  "E004 E004", NULL);
}

static void nothing_is_measured_after_the_exit_or_before_referral(void **state)
{
    (void)state;
    assert_faults(HEAD WAY("{step: a}") "measures: {^m: {from: exit, to: a.end}}\n", "E034", NULL);
    assert_faults(HEAD WAY("{step: a}") "measures: {^m: {from: a.end, to: referral}}\n", "E034", NULL);
}

#define TWO_WAYS                                                                                             \
    "cartsim: 1\npatients: {p: {pathway: way, arrivals: {at: [0 d]}}, q: {pathway: other, arrivals: {at: "   \
    "[0 d]}}}\n"                                                                                             \
    "pathways: {way: [{step: a}], other: [{step: b}]}\n"

static void a_window_that_can_never_open_is_found(void **state)
{
    (void)state;
    assert_faults(TWO_WAYS "risks: {^r: {from: a.end, until: b.end, rate: 1 per year, leaves: x}}\n", "E033",
                  "can never open");
    assert_faults(TWO_WAYS "risks: {^r: {from: exit, rate: 1 per year, leaves: x}}\n", "E033",
                  "can never open");
    assert_faults(TWO_WAYS "risks: {^r: {until: referral, rate: 1 per year, leaves: x}}\n", "E033",
                  "can never open");
    assert_faults(TWO_WAYS "risks: {r: {from: b.end, until: exit, rate: 1 per year, leaves: x}}\n", "", NULL);
}

static void a_stay_that_is_not_there_cannot_be_extended(void **state)
{
    (void)state;
    assert_faults(HEAD WAY(
                      "{step: stay}") "risks: {r: {chance: 5%, steps: [{step: icu}], extends_stay: ^sty}}\n",
                  "E004", "did you mean 'stay'?");
    assert_faults(HEAD WAY("{step: stay, enabled: false}, {step: b}") "risks: {r: {chance: 5%, steps: "
                                                                      "[{step: icu}], extends_stay: stay}}\n",
                  "", NULL);
}

static void classes_and_pathways_must_belong_together(void **state)
{
    (void)state;
    assert_faults(
        "cartsim: 1\npatients: {p: {pathway: ^wy, arrivals: {at: [0 d]}}}\npathways: {way: [{step: a}]}\n",
        "E004", "did you mean 'way'?");
    assert_faults("^cartsim: 1\npatients: {}\npathways: {way: [{step: a}]}\n", "E035", "nobody is referred");
    assert_faults("^cartsim: 1\npatients: {p: {enabled: false, pathway: way, arrivals: {at: [0 "
                  "d]}}}\npathways: {way: [{step: a}]}\n",
                  "E035", "nobody is referred");
    assert_faults(HEAD "pathways: {way: [{step: a}], other: [{step: ^b}]}\n", "W104",
                  "'other' is followed by nobody");
}

static void referrals_must_let_time_pass(void **state)
{
    (void)state;
    assert_faults(
        "cartsim: 1\npatients: {p: {pathway: way, arrivals: {every: ^0 d}}}\npathways: {way: [{step: a}]}\n",
        "E035", "no time");
    assert_faults("cartsim: 1\npatients: {p: {pathway: way, arrivals: {every: 0 d, limit: 5}}}\npathways: "
                  "{way: [{step: a}]}\n",
                  "", NULL);
}

static void a_referral_before_the_start_is_found(void **state)
{
    (void)state;
    assert_faults("cartsim: 1\nrun: {start: 2025-01-06}\n"
                  "patients: {p: {pathway: way, arrivals: {at: [2025-01-06, ^2025-01-05]}}}\npathways: {way: "
                  "[{step: a}]}\n",
                  "E035", "before run.start");
}

/* ---- warnings */

static void a_bed_that_is_never_given_back_is_warned_of(void **state)
{
    (void)state;
    assert_faults(HEAD "resources: {bed: {capacity: 1}}\n" WAY("{step: ^a, holds: bed}"), "W101", "'bed'");
}

/* The steps of a risk may hold what the pathway releases: they are the same patient's. */
static void a_pathway_may_release_what_a_risk_holds(void **state)
{
    (void)state;
    assert_faults(
        HEAD "resources: {bed: {capacity: 1}}\n" WAY(
            "{step: a, releases: bed}") "risks: {r: {rate: 1 per year, steps: [{step: x, holds: bed}]}}\n",
        "", NULL);
}

static void a_resource_that_nobody_uses_is_warned_of(void **state)
{
    (void)state;
    assert_faults(HEAD "resources: {^bed: {capacity: 1}}\n" WAY("{step: a}"), "W102",
                  "'bed' is used by no step");
}

/* ---- together */

static void all_faults_are_found_in_one_go(void **state)
{
    (void)state;
    assert_faults(
        "cartsim: 1\n"
        "patients: {p: {pathway: way, arrivals: {at: [0 d]}}, q: {pathway: other, arrivals: {at: [0 d]}}}\n"
        "resources: {bed: {capacity: 1}}\n"
        "pathways:\n"
        "  way: [{step: a, needs: ^bad}, {step: b, needs: {^bed: 2}}]\n"
        "  other: [{step: c, when: {^x: y}}]\n"
        "risks:\n"
        "  ^never: {from: a.end, until: c.end, rate: 1 per year, leaves: x}\n"
        "  unknown: {from: ^z.end, rate: 1 per year, leaves: x}\n"
        "measures: {m: {from: ^w.end, to: exit}}\n",
        "E004 E036 E004 E033 E004 E004", NULL);
}

/* What the format found already is not complained about again: one fault, one message. */
static void what_the_format_found_is_passed_over(void **state)
{
    (void)state;
    assert_faults(HEAD "resources: {bed: {capacity: ^four}}\n" WAY("{step: a, needs: bed}"), "E021", NULL);
    assert_faults(HEAD WAY("{step: a, takes: ^12}"), "E012", NULL);
    assert_faults(HEAD WAY("{step: a}") "risks: {r: {from: ^a.beginning, rate: 1 per year, leaves: x}}\n",
                  "E021", NULL);
}

static void a_large_model_compiles(void **state)
{
    (void)state;
    size_t size = 0;
    char *text = NULL;
    FILE *to = open_memstream(&text, &size);
    assert_non_null(to);
    fputs("cartsim: 1\npatients: {p: {pathway: way, arrivals: {at: [0 d]}}}\npathways:\n  way:\n", to);
    for (int i = 0; i < 3000; i++)
        fprintf(to, "    - {step: s%d, takes: 1 d}\n", i);
    assert_int_equal(fclose(to), 0);
    bool compiled;
    struct cartsim_faults *faults = faults_of(text, &compiled);
    assert_true(compiled);
    assert_int_equal(cartsim_faults_count(faults), 0);
    cartsim_faults_free(faults);
    free(text);
}

int main(void)
{
    law_library_quiet();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sound_scenario_has_no_faults),
        cmocka_unit_test(unknown_resources_are_found),
        cmocka_unit_test(slots_are_booked_and_units_are_not),
        cmocka_unit_test(a_step_that_asks_for_more_than_there_is_can_never_start),
        cmocka_unit_test(a_step_that_needs_and_holds_the_same_is_refused),
        cmocka_unit_test(slots_on_no_day_can_never_be_booked),
        cmocka_unit_test(unknown_attributes_and_values_are_found),
        cmocka_unit_test(a_value_that_is_set_somewhere_exists),
        cmocka_unit_test(a_value_by_attribute_needs_all_cases),
        cmocka_unit_test(a_repeat_goes_back),
        cmocka_unit_test(a_branch_of_a_route_is_not_repeated_from_another),
        cmocka_unit_test(shares_by_attribute_sum_to_one_for_every_value),
        cmocka_unit_test(what_is_no_moment_is_found),
        cmocka_unit_test(nothing_is_measured_after_the_exit_or_before_referral),
        cmocka_unit_test(a_window_that_can_never_open_is_found),
        cmocka_unit_test(a_stay_that_is_not_there_cannot_be_extended),
        cmocka_unit_test(classes_and_pathways_must_belong_together),
        cmocka_unit_test(referrals_must_let_time_pass),
        cmocka_unit_test(a_referral_before_the_start_is_found),
        cmocka_unit_test(a_bed_that_is_never_given_back_is_warned_of),
        cmocka_unit_test(a_pathway_may_release_what_a_risk_holds),
        cmocka_unit_test(a_resource_that_nobody_uses_is_warned_of),
        cmocka_unit_test(all_faults_are_found_in_one_go),
        cmocka_unit_test(what_the_format_found_is_passed_over),
        cmocka_unit_test(a_large_model_compiles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
