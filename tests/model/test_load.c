/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/marked.h"

/*
 * More demand than can be served, by hand. The run is over after 4 y, 1461 d, on 2029-01-06.
 */

/* One class, resources after `resources: `, steps; says: a piece of the warning, or NULL for silence. */
static void load(const char *referrals, const char *resources, const char *steps, const char *also,
                 const char *says)
{
    char text[1500];
    snprintf(
        text, sizeof text,
        "cartsim: 1\npatients: {p: {pathway: way, attributes: {product: {one_of: {one: 50%%, two: 50%%}}}, "
        "arrivals: {%s}}}\nresources: {%s}\npathways: {way: [%s]}\n%s",
        referrals, resources, steps, also);
    assert_faults(text, says ? "W103" : "", says);
}

/* 8 - 7 a week for 1461 / 7 weeks: 209. Of slots there are 1045 on the mondays to fridays: 8 * 1461 / 7 less
 * these: 625. */
static void the_queue_at_the_end_is_said(void **state)
{
    (void)state;
    static const char stay[] = "{step: a, needs: bed, takes: 2 d}";
    load("rate: 8 per wk", "^bed: {capacity: 2}", stay, "",
         "8 a week are asked for, 2 d each, 7 can be given; but for those who leave it the queue "
         "grows "
         "to about 209 or more by 2029-01-06, the end of the observed time; it takes 3 units");
    load("rate: 8 per wk", "bed: {capacity: 3}", stay, "", NULL);
    load("rate: 8 per wk", "bed: {capacity: 2, max_queue: 3}", stay, "", NULL);
    load("rate: 8 per wk, limit: 900", "bed: {capacity: 2}", stay, "", NULL);
    load("every: 2 d", "^bed: {capacity: 1}", "{step: a, needs: bed, takes: 51 h}", "", "3.294 can be given");
    load("every: 2 d", "bed: {capacity: 1}", "{step: a, needs: bed, takes: 2 d}", "", NULL);
    load("rate: 8 per wk", "^slot: {slots: {mon-fri: 1}}", "{step: a, books: slot}", "",
         "grows to about 625 or more by");
}

/* 4 * 1.2^t = 7 * 1045 / 1461 after 1.2315 y, that is within the 450th day: 2026-04-01. */
static void growth_passes_what_can_be_served_on_a_date(void **state)
{
    (void)state;
    load("rate: 4 per wk, growth: 20% per y", "^slot: {slots: {mon-fri: 1}}", "{step: a, books: slot}", "",
         "from 2026-04-01 on ");
    load("rate: 4 per wk, growth: 5% per y", "slot: {slots: {mon-fri: 1}}", "{step: a, books: slot}", "",
         NULL);
    load("rate: 9 per wk, growth: -1% per y", "slot: {slots: {mon-fri: 1}}", "{step: a, books: slot}", "",
         NULL);
}

/* 4 slots in each of 208 weeks and on the first day of another, less 26 weeks: 1461 d have 730 or so. */
static void closures_hours_and_breakdowns_take_away(void **state)
{
    (void)state;
    static const char half[] = "^slot: {slots: {mon-thu: 1}, closures: [{from: 2026-01-05, to: 2026-07-06}]}";
    static const char suite[] = "%ssuite: {capacity: 1, opens: mon-fri 08:00-16:00}";
    static const char sorter[] = "%ssorter: {capacity: 1, breaks: {after: 6 d, for: 3 d}}";
    char text[200];
    load("rate: 3.6 per wk", half, "{step: a, books: slot}", "", "3.507 can be given");
    load("rate: 3.5 per wk", half + 1, "{step: a, books: slot}", "", NULL);
    for (int over = 0; over < 2; over++) {
        snprintf(text, sizeof text, suite, over ? "^" : ""); /* 8 h and 2 h to end what runs, 5 d a week */
        load(over ? "rate: 26 per wk" : "rate: 24 per wk", text, "{step: a, needs: suite, takes: 2 h}", "",
             over ? "25 can be given" : NULL);
        snprintf(text, sizeof text, sorter, over ? "^" : ""); /* of 3 d the last patient takes one: 6 / 8 */
        load(over ? "rate: 5.5 per wk" : "rate: 5.2 per wk", text, "{step: a, needs: sorter, takes: 1 d}", "",
             over ? "5.25 can be given" : NULL);
    }
}

/* Half are of product one: of 8 a week 4, who need a bed for 2 d. */
static void shares_of_patients_are_reckoned(void **state)
{
    (void)state;
    load("rate: 8 per wk", "^bed: {capacity: 1}", "{step: a, when: {product: one}, needs: bed, takes: 2 d}",
         "", "4 a week are asked for, 2 d each");
    load("rate: 8 per wk", "^bed: {capacity: 2}",
         "{step: a, needs: bed, takes: {by: product, one: 1 d, two: 3 d}}", "", "asked for, 2 d each");
    load("rate: 8 per wk", "bed: {capacity: 2}",
         "{step: s, sets: {product: two}}, {step: a, needs: bed, takes: {by: product, one: 1 d, two: 3 d}}",
         "", NULL);
    load("rate: 8 per wk", "^bed: {capacity: 1}",
         "{step: s, fails: {by: product, one: 0%, two: 100%}, on_failure: {leaves: out}}, "
         "{step: a, when: {product: one}, needs: bed, takes: 2 d}",
         "", "4 a week");
    load("rate: 8 per wk", "bed: {capacity: 2}",
         "{step: s, fails: 50%, on_failure: {leaves: out}}, {step: a, needs: bed, takes: 2 d}", "", NULL);
    load("rate: 8 per wk", "^bed: {capacity: 1}",
         "{step: s, one_of: [{share: 25%}, {share: 75%, steps: [{step: a, needs: bed, takes: 2 d}]}]}", "",
         "6 a week are asked for");
    load("rate: 8 per wk", "^bed: {capacity: 2}",
         "{step: s, one_of: [{share: 25%}, {share: 75%, steps: [{step: b, takes: 1 d}]}]}, "
         "{step: a, needs: bed, takes: 2 d}",
         "", "8 a week are asked for");
    load("rate: 8 per wk", "^bed: {capacity: 1}",
         "{step: s, one_of: [{share: 25%, steps: [{step: b, leaves: out}]}, {share: 75%}]}, "
         "{step: a, needs: bed, takes: 2 d}",
         "", "6 a week are asked for");
    load("rate: 8 per wk", "^bed: {capacity: 3}", "{step: a, every: 7 d, times: 3, needs: bed, takes: 1 d}",
         "", "24 a week are asked for, 1 d each, 21 can be given");
}

static void what_is_held_is_held_to_its_release(void **state)
{
    (void)state;
    load("rate: 8 per wk", "^bed: {capacity: 2}",
         "{step: a, holds: bed}, {step: b, takes: 1 d}, {step: c, takes: 1 d}, {step: d, releases: bed, "
         "takes: "
         "9 d}",
         "", "2 d each");
    load("rate: 8 per wk", "bed: {capacity: 2}",
         "{step: a, chance: 10%, holds: bed}, {step: b, takes: 9 d}, {step: d, releases: bed}", "", NULL);
    load(
        "rate: 8 per wk", "^bed: {capacity: 2}",
        "{step: a, holds: bed}, {step: b, takes: 9 d, meanwhile: [{step: c, takes: 2 d}, {step: d, releases: "
        "bed}]}",
        "", "2 d each");
}

/* What a risk may change is not reckoned on: only that everybody stays for one day at least. */
static void what_a_risk_may_set_is_unknown(void **state)
{
    (void)state;
    static const char steps[] =
        "{step: s, takes: 7 d}, {step: a, needs: bed, takes: {by: product, one: 1 d, two: 3 d}}";
    load("rate: 8 per wk", "^bed: {capacity: 2}", steps, "", "asked for, 2 d each");
    load("rate: 8 per wk", "bed: {capacity: 2}", steps,
         "risks: {r: {from: referral, until: s.end, rate: 3% per d, sets: {product: one}}}\n", NULL);
}

/* Those whom a risk may take before they come, are not reckoned. */
static void risks_that_end_a_pathway_are_allowed_for(void **state)
{
    (void)state;
    static const char steps[] = "{step: s, takes: 7 d}, {step: a, needs: bed, takes: 2 d}";
    load("rate: 8 per wk", "bed: {capacity: 2}", steps,
         "risks: {r: {from: referral, until: s.end, rate: 3% per d, leaves: out}}\n", NULL);
    load("rate: 8 per wk", "bed: {capacity: 2}", steps,
         "risks: {r: {from: s.start, until: s.end, chance: 20%, leaves: out}}\n", NULL);
    load("rate: 8 per wk", "^bed: {capacity: 2}", steps,
         "risks: {r: {from: s.start, until: s.end, chance: 2%, leaves: out}}\n", "7.84 a week are asked for");
    load("rate: 8 per wk", "^bed: {capacity: 2}", steps,
         "risks: {r: {from: a.end, until: exit, rate: 50% per d, leaves: out}}\n", "8 a week are asked for");
}

/* Behind the slots come 5 a week, for whom two beds are enough. */
static void only_the_first_of_two_narrow_places_is_warned_of(void **state)
{
    (void)state;
    load("rate: 8 per wk", "^slot: {slots: {mon-fri: 1}}, bed: {capacity: 2}",
         "{step: s, books: slot}, {step: a, needs: bed, takes: 2 d}", "", "'slot': 8 a week");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_queue_at_the_end_is_said),
        cmocka_unit_test(growth_passes_what_can_be_served_on_a_date),
        cmocka_unit_test(closures_hours_and_breakdowns_take_away),
        cmocka_unit_test(shares_of_patients_are_reckoned),
        cmocka_unit_test(what_is_held_is_held_to_its_release),
        cmocka_unit_test(what_a_risk_may_set_is_unknown),
        cmocka_unit_test(risks_that_end_a_pathway_are_allowed_for),
        cmocka_unit_test(only_the_first_of_two_narrow_places_is_warned_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
