/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/marked.h"

/*
 * The order of moments on a pathway: a measure from one to the other is warned of where the second never
 * comes after the first. Each pair was thought through by hand with the reference.
 */

struct pair {
    const char *from, *to;
    bool ever; /* `to` may come after `from` */
};

static void assert_pairs(const char *steps, const struct pair *pairs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char text[1500];
        snprintf(text, sizeof text, "%spathways: {way: [%s]}\nmeasures: {%sm: {from: %s, to: %s}}\n", HEAD,
                 steps, pairs[i].ever ? "" : "^", pairs[i].from, pairs[i].to);
        assert_faults(text, pairs[i].ever ? "" : "W107", NULL);
    }
}

static void on_one_passage_the_order_is_that_of_the_text(void **state)
{
    (void)state;
    static const char steps[] = "{step: a}, {step: b, steps: [{step: c}, {step: d}], meanwhile: [{step: e}, "
                                "{step: f}]}, {step: g, takes: 1 d}";
    static const struct pair pairs[] = {
        {"a.start", "a.end", true},   {"a.end", "a.start", false},  {"a.start", "a.start", false},
        {"a.end", "b.start", true},   {"b.start", "a.end", false},  {"a.end", "g.start", true},
        {"g.start", "a.end", false},  {"b.start", "c.start", true}, {"c.end", "b.start", false},
        {"c.start", "b.end", true},   {"b.end", "c.end", false},    {"b.end", "e.end", false},
        {"e.end", "b.end", true},     {"c.end", "d.start", true},   {"d.start", "c.end", false},
        {"e.end", "f.start", true},   {"f.start", "e.end", false},  {"c.end", "e.start", true},
        {"e.start", "c.start", true}, {"d.end", "f.start", true},   {"f.start", "d.end", true},
        {"a.end", "f.start", true},   {"f.start", "a.end", false},  {"d.end", "g.start", true},
        {"g.start", "d.end", false},  {"g.start", "f.start", false}};
    assert_pairs(steps, pairs, COUNT_OF(pairs));
}

/* Routes are gone after the step that parts them has ended; nobody goes two of them. */
static void routes_come_after_their_step_and_never_together(void **state)
{
    (void)state;
    static const char steps[] =
        "{step: a}, {step: b, steps: [{step: c}], meanwhile: [{step: d}], one_of: [{share: 50%, steps: "
        "[{step: e}, {step: f, steps: [{step: g}]}]}, {share: 50%, steps: [{step: h}]}]}, {step: i}";
    static const struct pair pairs[] = {{"b.start", "e.start", true},  {"b.end", "e.start", true},
                                        {"e.start", "b.end", false},   {"b.end", "h.start", true},
                                        {"h.start", "b.start", false}, {"e.end", "f.start", true},
                                        {"f.start", "e.end", false},   {"e.start", "h.start", false},
                                        {"h.start", "e.start", false}, {"g.start", "h.start", false},
                                        {"e.start", "g.start", true},  {"g.start", "e.start", false},
                                        {"c.start", "e.start", true},  {"e.start", "c.end", false},
                                        {"d.start", "g.start", true},  {"h.start", "d.end", false},
                                        {"g.end", "i.start", true},    {"i.start", "g.end", false},
                                        {"a.start", "h.start", true},  {"h.start", "a.start", false}};
    assert_pairs(steps, pairs, COUNT_OF(pairs));
}

static void later_visits_lead_back(void **state)
{
    (void)state;
    static const char steps[] = "{step: a}, {step: b, every: 1 d, times: 2, steps: [{step: c}, {step: d, "
                                "steps: [{step: e}]}]}, {step: f}, {step: g, every: 1 d, times: 1}";
    static const struct pair pairs[] = {{"b.end", "b.start", true},  {"b.start", "b.start", true},
                                        {"d.end", "c.start", true},  {"b.end", "c.start", true},
                                        {"e.end", "c.start", true},  {"e.start", "b.start", true},
                                        {"b.start", "a.end", false}, {"f.start", "e.end", false},
                                        {"e.end", "f.start", true},  {"g.end", "g.start", false},
                                        {"g.start", "b.end", false}};
    assert_pairs(steps, pairs, COUNT_OF(pairs));
}

static void repeats_lead_back_to_where_they_go(void **state)
{
    (void)state;
    static const char *const failures[] = {
        "{repeat: b}", "{one_of: [{share: 50%, leaves: x}, {share: 50%, repeat: b}]}",
        "{one_of: [{share: 50%, repeat: b}, {share: 50%, continues: true}]}",
        "{repeat: c, at_most: 1, then: {repeat: b, at_most: 1, then: {leaves: x}}}"};
    static const struct pair pairs[] = {{"c.end", "b.start", true},   {"c.end", "c.start", true},
                                        {"b.end", "b.start", true},   {"c.start", "a.end", false},
                                        {"a.end", "a.start", false},  {"d.start", "c.end", false},
                                        {"d.start", "d.start", false}};
    for (size_t i = 0; i < COUNT_OF(failures); i++) {
        char steps[400];
        snprintf(steps, sizeof steps,
                 "{step: a}, {step: b, takes: 1 d}, {step: c, fails: 5%%, on_failure: %s}, {step: d}",
                 failures[i]);
        assert_pairs(steps, pairs, COUNT_OF(pairs));
    }
}

/* The window of a risk, and a risk's own steps: the same order; across the two nothing is known. */
static void a_risk_has_an_order_of_its_own(void **state)
{
    (void)state;
    static const char *const ways[] = {
        "^r: {from: a.end, until: a.start, chance: 1%, leaves: x}",
        "r: {from: a.start, until: a.end, chance: 1%, leaves: x}",
        "s: {chance: 1%, steps: [{step: t}, {step: u}]}}\nmeasures: {m: {from: u.end, to: t.start}",
        "s: {chance: 1%, steps: [{step: t}]}}\nmeasures: {m: {from: t.end, to: a.start}",
        "s: {chance: 1%, steps: [{step: t}]}}\nmeasures: {m: {from: a.start, to: t.end}",
        "r: {from: b.start, until: exit, chance: 1%, leaves: x}",
        "r: {from: referral, until: a.start, chance: 1%, leaves: x}",
    };
    assert_each(HEAD WAY("{step: a}, {step: b}") "risks: {%s}\n", ways, COUNT_OF(ways), "W106");
}

/* Two pathways: one warns only where neither has the two in order. */
static void a_pathway_with_the_order_is_enough(void **state)
{
    (void)state;
    static const char *const ways[] = {
        "one: [{step: a}, {step: b}], two: [{step: b}, {step: a}]}\nmeasures: {m: {from: b.end, to: a.start}",
        "one: [{step: b}, {step: a}], two: [{step: a}, {step: b}]}\nmeasures: {m: {from: b.end, to: a.start}",
        "one: [{step: a}, {step: b}], two: [{step: c}]}\nmeasures: {^m: {from: b.end, to: a.start}",
        "one: [{step: c}], two: [{step: a}, {step: b}]}\nmeasures: {^m: {from: b.end, to: a.start}",
        "one: [{step: a}], two: [{step: b}]}\nmeasures: {^m: {from: a.end, to: b.start}",
        "one: [{step: a}], two: [{step: b}, {step: a}]}\nmeasures: {m: {from: b.end, to: a.start}",
        "one: [{step: b}, {step: a}], two: [{step: a}]}\nmeasures: {m: {from: b.end, to: a.start}",
    };
    assert_each(
        "cartsim: 1\npatients: {p: {pathway: one, arrivals: {at: [0 d]}}, q: {pathway: two, arrivals: "
        "{at: [0 d]}}}\npathways: {%s}\n",
        ways, COUNT_OF(ways), "W107");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(on_one_passage_the_order_is_that_of_the_text),
        cmocka_unit_test(routes_come_after_their_step_and_never_together),
        cmocka_unit_test(later_visits_lead_back),
        cmocka_unit_test(repeats_lead_back_to_where_they_go),
        cmocka_unit_test(a_risk_has_an_order_of_its_own),
        cmocka_unit_test(a_pathway_with_the_order_is_enough),
    };
    return cmocka_run_group_tests_name("order", tests, NULL, NULL);
}
