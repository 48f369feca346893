/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/marked.h"

/* A step that fails for certain and is repeated: without end where it has a mark, and every way out of it. */

#define WAYS(also)                                                                                           \
    "cartsim: 1\npatients:\n"                                                                                \
    "  p: {pathway: way, arrivals: {at: [0 d]}, attributes: {product: {one_of: {one: 50%, two: 50%}}}}\n"    \
    "  q: {pathway: other, arrivals: {at: [0 d]}}\n"                                                         \
    "resources: {bed: {capacity: 2}, pen: {capacity: 2, max_queue: 0}, slot: {slots: {mon: 1}}}\n"           \
    "pathways:\n  way: [{step: z, needs: [bed, pen], books: slot}, " also "]\n  other: [{step: o}]\n"
#define A "{step: a, takes: 1 d}, "
#define AGAIN "fails: 100%, on_failure: {repeat: a}}"

static void only_a_failure_that_is_certain_has_no_end(void **state)
{
    (void)state;
    static const char *const ways[] = {
        A "{step: ^b, " AGAIN,
        "{step: ^a, takes: 1 d, fails: {by: product, one: 100%, two: 100%}, on_failure: {repeat: a}}",
        "{step: a, takes: 1 d, fails: {by: product, one: 99%, two: 100%}, on_failure: {repeat: a}}",
        "{step: a, takes: 1 d, fails: {by: product, one: 100%, two: 99%}, on_failure: {repeat: a}}",
        "{step: a, takes: 1 d, fails: {by: product, one: 100%, two: 100%, otherwise: 50%}, on_failure: "
        "{repeat: a}}",
        A "{step: b, fails: 100%, on_failure: {leaves: x}}",
        A "{step: b, fails: 100%, on_failure: {continues: true}}",
        A "{step: b, fails: 100%, on_failure: {one_of: [{share: 50%, repeat: a}, {share: 50%, leaves: x}]}}",
        A "{step: b, fails: 100%, on_failure: {repeat: a, at_most: 1, then: {leaves: x}}}",
    };
    assert_each(WAYS("%s"), ways, COUNT_OF(ways), "E038");
}

static void a_step_on_the_way_round_may_let_them_out(void **state)
{
    (void)state;
    static const char *const ways[] = {
        A "{step: b, books: slot, " AGAIN,
        A "{step: m, books: slot}, {step: b, " AGAIN,
        "{step: a, takes: 1 d, books: slot}, {step: b, " AGAIN,
        A "{step: b, needs: pen, " AGAIN,
        A "{step: b, needs: [bed, pen], " AGAIN,
        A "{step: b, needs: [pen, bed], " AGAIN,
        A "{step: ^b, needs: bed, " AGAIN,
        A "{step: m, holds: [bed, pen]}, {step: b, releases: [bed, pen], " AGAIN,
        A "{step: m, holds: [pen, bed]}, {step: b, releases: [bed, pen], " AGAIN,
        A "{step: m, holds: bed}, {step: ^b, releases: bed, " AGAIN,
        A "{step: m, chance: 10%, leaves: x}, {step: b, " AGAIN,
        A "{step: m, fails: 5%, on_failure: {leaves: x}}, {step: b, " AGAIN,
        "{step: y, chance: 10%, leaves: x}, {step: n, fails: 5%, on_failure: {leaves: x}}, " A
        "{step: ^b, " AGAIN,
        A "{step: ^b, " AGAIN ", {step: y, chance: 10%, leaves: x}, {step: n, books: slot}",
    };
    assert_each(WAYS("%s"), ways, COUNT_OF(ways), "E038");
}

/* Who passes the failing step over, or what stands around it, goes on; what stands around both does not. */
static void who_passes_it_over_goes_on(void **state)
{
    (void)state;
    static const char *const ways[] = {
        A "{step: b, chance: 50%, " AGAIN,
        A "{step: b, when: {product: one}, " AGAIN,
        A "{step: p, steps: [{step: ^b, " AGAIN "]}",
        A "{step: p, chance: 50%, steps: [{step: b, " AGAIN "]}",
        A "{step: p, when: {product: one}, steps: [{step: b, " AGAIN "]}",
        A "{step: p, chance: 50%, steps: [{step: q, steps: [{step: b, " AGAIN "]}]}",
        A "{step: p, one_of: [{share: 50%, steps: [{step: b, " AGAIN "]}, {share: 50%}]}",
        "{step: p, chance: 50%, steps: [" A "{step: ^b, " AGAIN "]}",
        "{step: p, when: {product: one}, steps: [" A "{step: ^b, " AGAIN "]}",
        "{step: p, one_of: [{share: 50%, steps: [" A "{step: ^b, " AGAIN "]}, {share: 50%}]}",
        "{step: p, one_of: [{share: 50%}, {share: 50%, steps: [" A "{step: m}, {step: ^b, " AGAIN "]}]}",
        "{step: p, one_of: [{share: 50%, steps: [" A "{step: b, chance: 50%, " AGAIN "]}, {share: 50%}]}",
        "{step: p, one_of: [{share: 50%, steps: [" A
        "{step: n, one_of: [{share: 50%, steps: [{step: b, " AGAIN "]}, {share: 50%}]}]}, {share: 50%}]}",
    };
    assert_each(WAYS("%s"), ways, COUNT_OF(ways), "E038");
}

static void a_risk_may_let_them_out(void **state)
{
    (void)state;
    static const char *const ways[] = {
        "b, " AGAIN "]\nrisks: {r: {from: a.start, until: a.end, chance: 1%, leaves: x}}\nx-rest: [",
        "b, " AGAIN "]\nrisks: {r: {chance: 1%, steps: [{step: s, takes: 1 d, leaves: x}]}}\nx-rest: [",
        "b, " AGAIN "]\nrisks: {r: {chance: 1%, steps: [{step: s}, {step: t, fails: 9%, on_failure: "
        "{leaves: x}}]}}\nx-rest: [",
        "b, " AGAIN "]\nrisks: {r: {chance: 1%, steps: [{step: s}, {step: t, needs: pen}]}}\nx-rest: [",
        "^b, " AGAIN "]\nrisks: {r: {chance: 1%, steps: [{step: s, takes: 1 d}, {step: t}]}}\nx-rest: [",
        "b, " AGAIN "]\nrisks: {r: {chance: 1%, steps: [{step: s}]}, t: {chance: 1%, leaves: x}}\nx-rest: [",
        "b, " AGAIN "]\nrisks: {r: {chance: 1%, leaves: x}, t: {chance: 1%, steps: [{step: s}]}}\nx-rest: [",
        "^b, " AGAIN "]\nrisks: {r: {from: o.start, chance: 1%, leaves: x}}\nx-rest: [",
    };
    static const char head[] =
        "cartsim: 1\npatients: {p: {pathway: way, arrivals: {at: [0 d]}}, q: {pathway: other, arrivals: {at: "
        "[0 d]}}}\n"
        "resources: {pen: {capacity: 2, max_queue: 0}}\n"
        "pathways:\n  other: [{step: o}]\n  way: [{step: z, needs: pen}, {step: a, takes: 1 d}, {step: %s]\n";
    assert_each(head, ways, COUNT_OF(ways), "E038");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_a_failure_that_is_certain_has_no_end),
        cmocka_unit_test(a_step_on_the_way_round_may_let_them_out),
        cmocka_unit_test(who_passes_it_over_goes_on),
        cmocka_unit_test(a_risk_may_let_them_out),
    };
    return cmocka_run_group_tests_name("endless", tests, NULL, NULL);
}
