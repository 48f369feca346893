/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/marked.h"

/* What only the whole scenario shows: each check where it must speak, and where it must be silent. */

static void a_window_whose_end_comes_first_is_warned_of(void **state)
{
    (void)state;
    assert_faults(
        HEAD WAY(
            "{step: a}, {step: b}") "risks: {^r: {from: b.end, until: a.start, rate: 1 per y, leaves: x}}\n",
        "W106", "a.start never comes after b.end");
    assert_faults(
        HEAD WAY(
            "{step: a}, {step: b}") "risks: {^r: {from: a.end, until: a.end, rate: 1 per y, leaves: x}}\n",
        "W106", "until the exit");
    assert_faults(
        HEAD WAY(
            "{step: a}, {step: b}") "risks: {r: {from: a.end, until: b.start, rate: 1 per y, leaves: x}}\n",
        "", NULL);
    assert_faults(
        HEAD WAY(
            "{step: a}, {step: b, takes: 1 d, fails: 5%, on_failure: {repeat: a}}") "risks: {r: {from: "
                                                                                    "b.end, until: a.start, "
                                                                                    "rate: 1 per y, leaves: "
                                                                                    "x}}\n",
        "", NULL);
}

static void a_measure_that_counts_nobody_is_warned_of(void **state)
{
    (void)state;
    assert_faults(
        HEAD WAY("{step: a}, {step: b}") "measures: {^m: {from: b.start, to: a.end, target: {p90: 3 d}}}\n",
        "W107", "its target is never tested");
    assert_faults(HEAD WAY("{step: a, steps: [{step: s}]}") "measures: {m: {from: s.end, to: a.end}}\n", "",
                  NULL);
    assert_faults(HEAD WAY("{step: a, steps: [{step: s}]}") "measures: {^m: {from: s.end, to: a.start}}\n",
                  "W107", "change the two about");
    assert_faults(HEAD WAY("{step: a, one_of: [{share: 50%, steps: [{step: s}]}, {share: 50%, steps: [{step: "
                           "t}]}]}") "measures: {^m: {from: s.end, to: t.end}}\n",
                  "W107", "nobody is measured");
    assert_faults(
        HEAD WAY(
            "{step: a, one_of: [{share: 50%, steps: [{step: s}]}, {share: 50%}]}") "measures: {^m: {from: "
                                                                                   "s.end, to: a.end}}\n",
        "W107", "never comes after");
    assert_faults(
        HEAD WAY(
            "{step: a, steps: [{step: s}], meanwhile: [{step: t}]}") "measures: {m: {from: s.end, to: "
                                                                     "t.end}, n: {from: t.end, to: s.end}}\n",
        "", NULL);
    assert_faults(
        HEAD WAY("{step: a, every: 1 d, times: 2, takes: 1 h}") "measures: {m: {from: a.end, to: a.start}, "
                                                                "n: {from: a.start, to: a.start}}\n",
        "", NULL);
    assert_faults(HEAD WAY(
                      "{step: a}, {step: b, enabled: false}") "measures: {m: {from: b.end, to: a.start}}\n",
                  "", NULL);
}

static void steps_that_nobody_reaches_are_warned_of(void **state)
{
    (void)state;
    assert_faults(HEAD WAY("{step: a, leaves: home}, {step: ^b}, {step: c}"), "W105", "by the end of step a");
    assert_faults(HEAD WAY("{step: a, chance: 50%, leaves: home}, {step: b}"), "", NULL);
    assert_faults(HEAD WAY("{step: a, when: {product: one}, leaves: home}, {step: b}"), "", NULL);
    assert_faults(HEAD WAY("{step: ^a, chance: 0%}, {step: b}"), "W105", "its chance is 0");
    assert_faults(HEAD WAY("{step: ^a, when: {product: another}}, {step: b}"), "W105", "asks for of product");
    assert_faults(HEAD WAY("{step: a, one_of: [{share: 0%, steps: [{step: ^s}]}, {share: 100%}]}"), "W105",
                  "share of 0");
    assert_faults(HEAD WAY("{step: a, one_of: [{share: 40%, steps: [{step: s, leaves: x}]}, {share: 60%, "
                           "steps: [{step: t, leaves: y}]}]}, {step: ^b}"),
                  "W105", "every patient has left");
    assert_faults(
        HEAD WAY("{step: a, one_of: [{share: 40%, steps: [{step: s, leaves: x}]}, {share: 60%}]}, {step: b}"),
        "", NULL);
    assert_faults(HEAD WAY("{step: a, fails: 100%, on_failure: {leaves: x}}, {step: ^b}"), "W105",
                  "every patient has left");
}

static void a_release_of_what_nobody_holds_is_warned_of(void **state)
{
    (void)state;
    assert_faults(HEAD
                  "resources: {bed: {capacity: 1}}\n" WAY("{step: a, needs: bed}, {step: ^b, releases: bed}"),
                  "W108", "no patient holds by then");
    assert_faults(HEAD
                  "resources: {bed: {capacity: 1}}\n" WAY("{step: a, holds: bed}, {step: b, releases: bed}"),
                  "", NULL);
    assert_faults(HEAD
                  "resources: {bed: {capacity: 1}}\n" WAY("{step: ^a, releases: bed}, {step: b, holds: bed}"),
                  "W108", "releases 'bed'");
    assert_faults(HEAD
                  "resources: {bed: {capacity: 1}}\n" WAY("{step: a, releases: bed}, {step: b, takes: 1 d, "
                                                          "holds: bed, fails: 5%, on_failure: {repeat: a}}"),
                  "", NULL);
}

/* From a monday to a tuesday one day passes, or eight. */
static void slots_that_never_meet_are_found(void **state)
{
    (void)state;
    static const char slots[] =
        HEAD "resources: {one: {slots: {mon: 1}}, two: {slots: {tue: 1}, at: \"09:00\"}}\n";
    static const char *const windows[] = {"2 d, 3 d", "1 d, 33 h", "8 d, 9 d", "34 h, 8 d"};
    static const bool meet[] = {false, true, true, false};
    for (int i = 0; i < 4; i++) {
        char text[600];
        snprintf(text, sizeof text,
                 "%spathways: {way: [{step: %sa, books: {one: {}, two: {within: [%s]}}}]}\n", slots,
                 meet[i] ? "" : "^", windows[i]);
        assert_faults(text, meet[i] ? "" : "E037", "can never be booked");
    }
}

/* The run is over at 4 y: 2029-01-06. */
static void what_is_closed_for_good_is_warned_of(void **state)
{
    (void)state;
    static const char *const closures[] = {
        "{from: 2025-01-06, to: 2030-01-01}",
        "{from: 2025-01-06, to: 2027-01-01}, {from: 2026-01-01, to: 2030-01-01, capacity: 1}",
        "{from: 2025-01-07, to: 2030-01-01}", "{from: 2025-01-06, to: 2028-12-01}"};
    for (int i = 0; i < 4; i++) {
        char text[600];
        snprintf(text, sizeof text,
                 "%sresources: {bed: {capacity: 2, closures: [%s]}}\n"
                 "pathways: {way: [{step: %sa, needs: {bed: 2}}]}\n",
                 HEAD, closures[i], i < 2 ? "^" : "");
        assert_faults(text, i < 2 ? "W109" : "", "asks for 2 of 'bed'");
    }
}

static void resources_taken_in_both_orders_are_warned_of(void **state)
{
    (void)state;
    static const char two[] = HEAD "resources: {ward: {capacity: 1}, icu: {capacity: 1}}\n";
    static const char *const ways[] = {
        "{step: a, holds: ward}, {step: ^b, needs: icu}, {step: c, releases: ward, holds: icu}, "
        "{step: d, needs: ward}, {step: e, releases: icu}",
        "{step: a, needs: ward, steps: [{step: ^b, needs: icu}]}, {step: c, needs: icu, steps: [{step: d, "
        "needs: "
        "ward}]}",
        "{step: a, holds: ward}, {step: b, needs: icu}, {step: c, releases: ward}, {step: d, needs: [icu, "
        "ward]}",
        "{step: a, holds: ward}, {step: b, releases: ward, holds: icu}, {step: c, releases: icu, needs: "
        "ward}",
        "{step: a, one_of: [{share: 50%, steps: [{step: b, holds: ward}]}, {share: 50%, steps: [{step: c, "
        "needs: "
        "icu}]}]}, {step: d, releases: ward, needs: icu, steps: [{step: e, needs: ward}]}"};
    for (int i = 0; i < 5; i++) {
        char text[900];
        snprintf(text, sizeof text, "%spathways: {way: [%s]}\n", two, ways[i]);
        assert_faults(text, i < 2 ? "W110" : "", i < 2 ? "step 'd' asks for 'ward' while step 'c'" : NULL);
    }
}

/* Certain, without a bound, and with no way out; each of the others has one. */
static void a_repeat_without_end_is_refused(void **state)
{
    (void)state;
    static const char patients[] = "cartsim: 1\npatients: {p: {pathway: way, arrivals: {rate: 1 per d}}}\n";
    static const char *const ways[] = {
        "pathways: {way: [{step: ^a, takes: 1 d, fails: 100%, on_failure: {repeat: a}}]}",
        "pathways: {way: [{step: a, takes: 1 d}, {step: ^b, fails: 100%, on_failure: {repeat: a}}]}",
        "pathways: {way: [{step: a, takes: 1 d, steps: [{step: ^b, fails: 100%, on_failure: {repeat: a}}]}]}",
        "pathways: {way: [{step: a, takes: 1 d}, {step: b, fails: 99%, on_failure: {repeat: a}}]}",
        "pathways: {way: [{step: a, takes: 1 d}, {step: b, chance: 50%, fails: 100%, on_failure: {repeat: "
        "a}}]}",
        "pathways: {way: [{step: a, takes: 1 d}, {step: b, fails: 100%, on_failure: {repeat: a, at_most: 3, "
        "then: "
        "{leaves: lost}}}]}",
        "pathways: {way: [{step: a, takes: 1 d, fails: 5%, on_failure: {leaves: lost}}, {step: b, fails: "
        "100%, "
        "on_failure: {repeat: a}}]}",
        "pathways: {way: [{step: a, takes: 1 d}, {step: b, fails: 100%, on_failure: {repeat: a}}]}\n"
        "risks: {death: {from: referral, until: exit, rate: 1 per y, leaves: died}}"};
    for (int i = 0; i < 8; i++) {
        char text[900];
        snprintf(text, sizeof text, "%s%s\n", patients, ways[i]);
        assert_faults(text, i < 3 ? "E038" : "", i < 3 ? "is repeated from 'a' without end" : NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_window_whose_end_comes_first_is_warned_of),
        cmocka_unit_test(a_measure_that_counts_nobody_is_warned_of),
        cmocka_unit_test(steps_that_nobody_reaches_are_warned_of),
        cmocka_unit_test(a_release_of_what_nobody_holds_is_warned_of),
        cmocka_unit_test(slots_that_never_meet_are_found),
        cmocka_unit_test(what_is_closed_for_good_is_warned_of),
        cmocka_unit_test(resources_taken_in_both_orders_are_warned_of),
        cmocka_unit_test(a_repeat_without_end_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
