/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/marked.h"

/*
 * How much is asked of a bed, by hand: of 70 patients a week who comes to it for sure, and for how long.
 * Three in ten are of product one, one in five is young. One bed is too few for any of it.
 */

struct way {
    const char *steps, *also;
    double asked, each; /* a week, days; 0: nothing for sure */
};

#define A "{step: a, needs: bed, takes: 1 d}"
#define ONES "{step: a, when: {product: one}, needs: bed, takes: 1 d}"
#define LEAVES(percent) "fails: " percent ", on_failure: {leaves: x}}"

static void assert_flow(const struct way *ways, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char text[2000], says[100];
        bool over = ways[i].asked > 0;
        snprintf(text, sizeof text,
                 "cartsim: 1\npatients: {p: {pathway: way, attributes: {product: {one_of: {one: 30%%, two: "
                 "70%%}}, age: {one_of: {young: 20%%, old: 80%%}}}, arrivals: {rate: 70 per wk}}}\n"
                 "resources: {%sbed: {capacity: 1}, pen: {capacity: 90, max_queue: 9}, cot: {capacity: 90}}\n"
                 "pathways: {way: [%s, {step: zz, needs: [pen, cot]}]}\n%s",
                 over ? "^" : "", ways[i].steps, ways[i].also ? ways[i].also : "");
        snprintf(says, sizeof says, "'bed': %.4g a week are asked for, %.4g d each, %.4g can be given",
                 ways[i].asked, ways[i].each, 7 / ways[i].each);
        assert_faults(text, over ? "W103" : "", over ? says : NULL);
    }
}

static void who_comes_to_it(void **state)
{
    (void)state;
    static const struct way ways[] = {
        {A, NULL, 70, 1},
        {"{step: s, " LEAVES("10%") ", " A, NULL, 63, 1},
        {"{step: s, takes: 1 d, fails: 10%, on_failure: {repeat: s}}, " A, NULL, 63, 1},
        {"{step: s, fails: 10%, on_failure: {continues: true}}, " A, NULL, 70, 1},
        {"{step: s, fails: 20%, on_failure: {one_of: [{share: 25%, leaves: x}, {share: 75%, continues: "
         "true}]}}, " A,
         NULL, 66.5, 1},
        {"{step: s, fails: 20%, on_failure: {one_of: [{share: 25%, continues: true}, {share: 75%, one_of: "
         "[{share: 50%, leaves: x}, {share: 50%, continues: true}]}]}}, " A,
         NULL, 70 * (1 - 0.2 * 0.75 * 0.5), 1},
        {"{step: s, chance: 40%, leaves: x}, " A, NULL, 42, 1},
        {"{step: s, chance: 40%, " LEAVES("10%") ", " A, NULL, 70 * 0.96, 1},
        {"{step: s, when: {product: one}, leaves: x}, " A, NULL, 49, 1},
        {"{step: a, chance: 50%, needs: bed, takes: 1 d}", NULL, 35, 1},
        {"{step: a, chance: {by: product, one: 50%, two: 100%}, needs: bed, takes: 1 d}", NULL, 59.5, 1},
        {"{step: a, when: {product: one, age: young}, needs: bed, takes: 2 d}", NULL, 4.2, 2},
        /* who the product becomes another's is not known, wherever in the failure it is set */
        {"{step: s, fails: 50%, on_failure: {continues: true, sets: {product: two}}}, {step: a, when: "
         "{product: one}, needs: bed, takes: 1 d}",
         NULL, 0, 1},
        {"{step: s, fails: 50%, on_failure: {one_of: [{share: 50%, continues: true, sets: {product: two}}, "
         "{share: 50%, continues: true}]}}, {step: a, when: {product: one}, needs: bed, takes: 1 d}",
         NULL, 0, 1},
        {"{step: s, fails: 50%, on_failure: {one_of: [{share: 50%, continues: true}, {share: 50%, repeat: s, "
         "at_most: 1, then: {continues: true, sets: {product: two}}}]}}, {step: a, when: {product: one}, "
         "needs: bed, takes: 1 d}",
         NULL, 0, 1},
        /* nor where it is set beside, for who is turned away there */
        {"{step: p, steps: [" ONES "], meanwhile: [{step: s, needs: pen, on_refusal: {continues: true}}]}",
         NULL, 21, 1},
        {"{step: p, steps: [" ONES "], meanwhile: [{step: s, needs: pen, on_refusal: {continues: true, sets: "
         "{product: two}}}]}",
         NULL, 0, 1},
        {"{step: a, when: {product: [one, two], age: old}, needs: bed, takes: 1 d}", NULL, 56, 1},
        {"{step: p, steps: [{step: s, " LEAVES("10%") "]}, " A, NULL, 63, 1},
        {"{step: p, steps: [{step: s, " LEAVES("10%") "], meanwhile: [{step: t, " LEAVES("20%") "]}, " A,
         NULL, 70 * 0.9 * 0.8, 1},
        {"{step: p, chance: 50%, steps: [" A "]}", NULL, 35, 1},
        {"{step: p, takes: 1 d, meanwhile: [{step: s, " LEAVES("10%") ", " A "]}", NULL, 63, 1},
        {"{step: p, one_of: [{share: 40%, steps: [{step: s, leaves: x}]}, {share: 60%}]}, " A, NULL, 42, 1},
        {"{step: p, one_of: [{share: 40%, steps: [{step: s, " LEAVES("50%") ", " A "]}, {share: 60%}]}", NULL,
         14, 1},
        {"{step: p, one_of: [{share: {by: product, one: 40%, two: 10%}, steps: [" A
         "]}, {share: {by: product, one: 60%, two: 90%}}]}",
         NULL, 70 * (0.3 * 0.4 + 0.7 * 0.1), 1},
        {"{step: v, every: 1 d, times: 3, " LEAVES("10%") ", " A, NULL, 70 * 0.9 * 0.9 * 0.9, 1},
        {"{step: a, every: 7 d, times: 3, needs: bed, takes: 1 d, " LEAVES("10%"), NULL, 70 * 2.71, 1},
        {"{step: v, every: 7 d, times: 3, steps: [{step: s, " LEAVES("10%") "]}, " A, NULL,
         70 * 0.9 * 0.9 * 0.9, 1},
        {"{step: s, needs: pen, takes: 1 h}, " A, NULL, 0, 0},
        {"{step: s, needs: cot, takes: 1 h}, " A, NULL, 70, 1},
        {"{step: s, needs: [cot, pen], takes: 1 h}, " A, NULL, 0, 0},
        {"{step: s, chance: 10%, needs: pen, takes: 1 h}, " A, NULL, 63, 1},
        {"{step: p, needs: pen, steps: [" A "]}", NULL, 0, 0},
    };
    assert_flow(ways, COUNT_OF(ways));
}

static void how_long_it_is_kept(void **state)
{
    (void)state;
    static const struct way ways[] = {
        {"{step: a, needs: bed, takes: {by: product, one: 1 d, two: 3 d}}", NULL, 70, 2.4},
        {"{step: s, sets: {product: one}}, {step: a, needs: bed, takes: {by: product, one: 2 d, two: 3 d}}",
         NULL, 70, 2},
        {"{step: s, sets: {product: two}}, {step: a, needs: bed, takes: {by: product, one: 3 d, two: 2 d}}",
         NULL, 70, 2},
        {"{step: a, needs: bed, takes: {uniform: {min: 1 d, max: 4 d}}}", NULL, 70, 2.5},
        {"{step: a, needs: bed, steps: [{step: b, takes: 1 d}, {step: c, takes: 2 d, chance: 50%}]}", NULL,
         70, 2},
        {"{step: a, needs: bed, steps: [{step: b, takes: 1 d, " LEAVES("10%") ", {step: c, takes: 2 d}]}",
         NULL, 70, 2.8},
        {"{step: a, needs: bed, takes: 3 d, steps: [{step: b, takes: 1 d}]}", NULL, 70, 3},
        {"{step: a, needs: bed, takes: 3 d, meanwhile: [{step: b, takes: 4 d}]}", NULL, 70, 4},
        {"{step: a, needs: bed, steps: [{step: b, takes: 4 d}], meanwhile: [{step: c, takes: 2 d}]}", NULL,
         70, 4},
        {"{step: a, needs: bed, steps: [{step: b, every: 9 d, times: 2, takes: 1 d}]}", NULL, 70, 2},
        {"{step: a, holds: bed, takes: 1 d}, {step: b, takes: 2 d}, {step: c, releases: bed, takes: 9 d}",
         NULL, 70, 3},
        {"{step: a, holds: bed, takes: 1 d}, {step: b, takes: 2 d, chance: 50%}, {step: c, releases: bed}",
         NULL, 70, 2},
        {"{step: a, holds: bed, takes: 1 d}, {step: b, takes: 2 d, " LEAVES(
             "10%") ", {step: d, takes: 1 d}, {step: c, releases: bed}",
         NULL, 70, 3.9},
        {"{step: p, steps: [{step: a, holds: bed, takes: 1 d}, {step: q, takes: 1 d}]}, {step: b, takes: 2 "
         "d}, {step: c, releases: bed}",
         NULL, 70, 4},
        {"{step: a, holds: bed, takes: 1 d}, {step: p, steps: [{step: q, takes: 1 d}, {step: r, releases: "
         "bed}, {step: s, takes: 5 d}]}, {step: t, takes: 9 d}",
         NULL, 70, 2},
        {"{step: p, steps: [{step: a, holds: bed, takes: 1 d}, {step: b, takes: 1 d}, {step: c, releases: "
         "bed}, {step: d, takes: 3 d}]}, {step: t, takes: 9 d}",
         NULL, 70, 2},
        {"{step: a, holds: bed, takes: 1 d, " LEAVES("10%") ", {step: b, takes: 1 d}, {step: c, releases: "
                                                            "bed}",
         NULL, 70, 1.9},
        {"{step: a, holds: bed, takes: 5 d, steps: [{step: b, releases: bed}]}", NULL, 0, 0},
        {"{step: a, holds: bed, takes: 5 d}, {step: b, takes: 1 d}",
         "risks: {r: {chance: 1%, steps: [{step: t, releases: bed}]}}\n", 0, 0},
    };
    assert_flow(ways, COUNT_OF(ways));
}

#define RISK(window, what) "risks: {r: {" window ", " what ", leaves: x}}\n"
#define TENTH "rate: 10% per d"

static void what_risks_leave_of_them(void **state)
{
    (void)state;
    static const char after[] = "{step: s, takes: 1 d}, {step: a, needs: bed, takes: 2 d}";
    const double day = exp(-0.1);
    const struct way ways[] = {
        {after, RISK("from: s.start, until: s.end", TENTH), 70 * day, 2},
        {after, RISK("from: s.start, until: exit", TENTH), 70 * day, 2 * day * day},
        {after, RISK("from: referral, until: a.start", TENTH), 70 * day, 2},
        {after, RISK("from: a.start, until: a.end", TENTH), 70, 2 * day * day},
        {after, RISK("from: a.end, until: exit", TENTH), 70, 2},
        {after, RISK("from: referral, until: exit", "chance: 20%"), 56, 2},
        {after, RISK("from: s.end, until: exit", "chance: 20%"), 56, 2},
        {after, RISK("from: a.end, until: exit", "chance: 20%"), 70, 2},
        {after, RISK("from: referral, until: s.end", TENTH ", multiplied_by: {product: {one: 3}}"),
         70 * pow(day, 3), 2},
        {after,
         RISK("from: referral, until: s.end", TENTH ", multiplied_by: {product: {two: 2, one: 0.5}, age: "
                                                    "{young: 3}}"),
         70 * pow(day, 6), 2},
        {after, "risks: {r: {from: referral, until: exit, " TENTH ", sets: {product: one}}}\n", 70, 2},
        {after, "risks: {r: {from: referral, until: exit, " TENTH ", steps: [{step: t, takes: 1 d}]}}\n", 70,
         2},
        {after,
         "risks: {r: {from: referral, until: s.end, " TENTH ", steps: [{step: t}, {step: u, leaves: y}]}}\n",
         70 * day, 2},
        {after,
         "risks: {r: {from: referral, until: s.end, " TENTH ", steps: [{step: t, " LEAVES("1%") "]}}\n",
         70 * day, 2},
        {"{step: s, takes: 1 d, chance: 50%}, {step: a, needs: bed, takes: 2 d}",
         RISK("from: referral, until: s.end", TENTH), 70 * day, 2 * day * day},
        {"{step: s, takes: 1 d, notice: 2 d}, {step: a, needs: bed, takes: 2 d}",
         RISK("from: referral, until: s.end", TENTH), 70 * pow(day, 3), 2},
        {"{step: a, holds: bed, takes: 1 d}, {step: b, takes: 1 d}, {step: c, releases: bed}",
         RISK("from: a.start, until: exit", TENTH), 70, 2 * day * day},
        {"{step: a, holds: bed, takes: 1 d}, {step: b, takes: 1 d}, {step: c, releases: bed}",
         RISK("from: b.start, until: exit", "chance: 20%"), 70, 1.6},
        {"{step: a, holds: bed, takes: 1 d}, {step: b, takes: 1 d}, {step: c, releases: bed}, {step: d}",
         RISK("from: d.start, until: exit", "chance: 20%"), 70, 2},
    };
    assert_flow(ways, COUNT_OF(ways));
}

/* ---- how many come, how much is given */

struct supply {
    const char *in, *bed; /* how they come, or which way; the bed */
    double asked, given;  /* a week */
};

/* Of the hours: two openings of 4 h and one of 8 h a week, and a day each to end what runs. Of the
 * breakdowns: of 11 d the last patient takes one. */
static void referrals_and_what_is_given(void **state)
{
    (void)state;
    static const struct supply centres[] = {
        {"rate: 70 per wk", "capacity: 3", 70, 21},
        {"rate: 70 per wk, monthly: {jan: 7}", "capacity: 1", 105, 7},
        {"rate: 70 per wk, monthly: {jan: 0, dec: 0.5}", "capacity: 1", 70 * 10.5 / 12, 7},
        {"every: 12 h", "capacity: 1", 14, 7},
        {"every: {uniform: {min: 6 h, max: 18 h}}", "capacity: 1", 14, 7},
        {"rate: 70 per wk", "capacity: 1, opens: [mon-tue 08:00-12:00, thu 12:00-20:00]", 70, 16 / 24.0 + 3},
        {"rate: 70 per wk", "capacity: 1, breaks: {after: 30 d, for: 11 d}", 70, 7 * 0.75},
        {"rate: 70 per wk", "capacity: 1, opens: mon-sun 08:00-16:00", 70,
         7}, /* a third of a day and a day: all of it */
        {"rate: 70 per wk", "capacity: 1, opens: mon 08:00-20:00", 70, 0.5 + 1},
        {"rate: 70 per wk", "capacity: 1, opens: sun 08:00-20:00", 70, 0.5 + 1},
    };
    for (size_t i = 0; i < COUNT_OF(centres); i++) {
        char text[1000], says[100];
        snprintf(text, sizeof text,
                 "cartsim: 1\npatients: {p: {pathway: way, arrivals: {%s}}}\nresources: {^bed: {%s}}\n"
                 "pathways: {way: [{step: a, needs: bed, takes: 1 d}]}\n",
                 centres[i].in, centres[i].bed);
        snprintf(says, sizeof says, "'bed': %.4g a week are asked for, 1 d each, %.4g can be given",
                 centres[i].asked, centres[i].given);
        assert_faults(text, "W103", says);
    }
}

/* What is held may go on when it breaks or closes, for however long; what is needed for a day, for that day:
 * of 182 days closed, from 1461, 181 are lost, and of 11 d of repair ten. */
static void what_runs_on_is_given_too(void **state)
{
    (void)state;
    static const struct supply centres[] = {
        {"{step: a, needs: bed, holds: cot, takes: 1 d}, {step: b, releases: cot}",
         "breaks: {after: 30 d, for: "
         "11 d}",
         70, 7 * 0.75},
        {"{step: a, holds: bed, takes: 1 d}, {step: b, needs: cot, releases: bed}",
         "breaks: {after: 30 d, for: "
         "11 d}",
         70, 7},
        {"{step: a, needs: bed, holds: cot, takes: 1 d}, {step: b, releases: cot}",
         "closures: [{from: 2026-01-05, to: 2026-07-06}]", 70, 7 * (1461 - 181) / 1461.0},
        {"{step: a, holds: bed, takes: 1 d}, {step: b, needs: cot, releases: bed}",
         "closures: [{from: 2026-01-05, to: 2026-07-06}]", 70, 7},
        {"{step: a, needs: bed, takes: 1 d}, {step: b, needs: cot}", "breaks: {after: 30 d, for: 12 h}", 70,
         7},
        {"{step: a, needs: bed, takes: 1 d, steps: [{step: b, needs: cot}]}",
         "breaks: {after: 30 d, for: 11 d}", 70, 7},
    };
    for (size_t i = 0; i < COUNT_OF(centres); i++) {
        char text[1000], says[100];
        snprintf(text, sizeof text,
                 "cartsim: 1\npatients: {p: {pathway: way, arrivals: {rate: 70 per wk}}}\n"
                 "resources: {^bed: {capacity: 1, %s}, cot: {capacity: 90}}\npathways: {way: [%s]}\n",
                 centres[i].bed, centres[i].in);
        snprintf(says, sizeof says, "'bed': 70 a week are asked for, 1 d each, %.4g can be given",
                 centres[i].given);
        assert_faults(text, "W103", says);
    }
}

/* Two classes add up, each with its own way. */
static void classes_add_up(void **state)
{
    (void)state;
    assert_faults("cartsim: 1\npatients: {p: {pathway: one, arrivals: {rate: 14 per wk}}, q: {pathway: two, "
                  "arrivals: {rate: 7 per wk}}, r: {pathway: three, arrivals: {rate: 50 per wk}}}\n"
                  "resources: {^bed: {capacity: 1}}\n"
                  "pathways: {one: [{step: a, needs: bed, takes: 1 d}], two: [{step: s, fails: 50%, "
                  "on_failure: {leaves: x}}, {step: a, needs: bed, takes: 4 d}], three: [{step: u}]}\n",
                  "W103", "'bed': 17.5 a week are asked for, 1.6 d each, 4.375 can be given");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_comes_to_it),           cmocka_unit_test(how_long_it_is_kept),
        cmocka_unit_test(what_risks_leave_of_them),  cmocka_unit_test(referrals_and_what_is_given),
        cmocka_unit_test(what_runs_on_is_given_too), cmocka_unit_test(classes_add_up),
    };
    return cmocka_run_group_tests_name("flow", tests, NULL, NULL);
}
