/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/marked.h"

/* Steps that nobody comes to, appointments that never come together, what is closed for good. */

static void where_everybody_leaves_nobody_goes_on(void **state)
{
    (void)state;
    static const char *const ways[] = {
        "{step: a}, {step: b, leaves: x}, {step: ^c}, {step: d}",
        "{step: a, steps: [{step: s}, {step: t, leaves: x}]}, {step: ^b}",
        "{step: a, steps: [{step: s, leaves: x}, {step: ^t}]}, {step: ^b}",
        "{step: a, takes: 1 d, meanwhile: [{step: s}, {step: t, leaves: x}]}, {step: ^b}",
        "{step: a, chance: 50%, steps: [{step: s, leaves: x}]}, {step: b}",
        "{step: a, when: {product: one}, steps: [{step: s, leaves: x}]}, {step: b}",
        "{step: a, steps: [{step: s, chance: 50%, leaves: x}]}, {step: b}",
        "{step: a, fails: 100%, on_failure: {leaves: x}}, {step: ^b}",
        "{step: a, fails: 99%, on_failure: {leaves: x}}, {step: b}",
        "{step: a, fails: {by: product, one: 100%, two: 100%}, on_failure: {leaves: x}}, {step: ^b}",
        "{step: a, fails: {by: product, one: 100%, two: 90%}, on_failure: {leaves: x}}, {step: b}",
        "{step: a, fails: 100%, on_failure: {continues: true}}, {step: b}",
        "{step: a, one_of: [{share: 40%, steps: [{step: s, leaves: x}]}, {share: 60%, steps: [{step: t}]}]}, "
        "{step: b}",
        "{step: a, one_of: [{share: 40%, steps: [{step: s}]}, {share: 60%, steps: [{step: t, leaves: x}]}]}, "
        "{step: b}",
        "{step: a, one_of: [{share: 40%, steps: [{step: s}, {step: t, leaves: x}]}, {share: 60%, steps: "
        "[{step: u, leaves: x}, {step: ^v}]}]}, {step: ^b}",
        "{step: a, one_of: [{share: 0%}, {share: 100%, steps: [{step: t, leaves: x}]}]}, {step: ^b}",
    };
    for (size_t i = 0; i < COUNT_OF(ways); i++)
        assert_each(HEAD "pathways: {way: [%s]}\n", &ways[i], 1, "W105 W105");
}

static void a_step_that_is_always_passed_over(void **state)
{
    (void)state;
    static const char *const ways[] = {
        "{step: a}, {step: ^b, chance: 0%, steps: [{step: s, chance: 0%}]}, {step: c}",
        "{step: a, steps: [{step: s}, {step: ^b, chance: 0%}]}",
        "{step: a, takes: 1 d, meanwhile: [{step: s}, {step: ^b, chance: 0%}]}",
        "{step: a, one_of: [{share: 50%}, {share: 50%, steps: [{step: s}, {step: ^b, chance: 0%}]}]}",
        "{step: b, chance: 1%}",
        "{step: ^b, chance: {by: product, one: 0%, two: 0%}}",
        "{step: b, chance: {by: product, one: 0%, two: 1%}}",
        "{step: b, chance: {by: product, one: 1%, two: 0%}}",
        "{step: ^b, when: {product: three}}, {step: a, steps: [{step: c, when: {product: one}}]}",
        "{step: b, when: {product: [three, two]}}",
        "{step: b, when: {product: three}}, {step: a, sets: {product: three}}",
        "{step: a, one_of: [{share: 0%, steps: [{step: ^s}, {step: t}]}, {share: 100%, steps: [{step: u}]}]}",
        "{step: a, one_of: [{share: 0%}, {share: 100%, steps: [{step: u}]}]}",
        ("{step: a, one_of: [{share: {by: product, one: 0%, two: 10%}, steps: [{step: s}]}, {share: {by: "
         "product, one: 100%, two: 90%}, steps: [{step: u}]}]}"),
    };
    assert_each(HEAD "pathways: {way: [%s]}\nx-values: [three]\n", ways, COUNT_OF(ways), "W105");
}

static void pathways_and_risks_are_looked_at_alike(void **state)
{
    (void)state;
    static const char *const ways[] = {
        "one: [{step: a}], two: [{step: b, leaves: x}, {step: ^c}]",
        "one: [{step: a, leaves: x}, {step: ^d}], two: [{step: b}]",
        "one: [{step: a}], two: [{step: b}]}\nrisks: {r: {chance: 1%, steps: [{step: e, leaves: x}, {step: "
        "^f}]}",
        "one: [{step: a}], two: [{step: b}]}\nrisks: {q: {chance: 1%, leaves: y}, r: {chance: 1%, steps: "
        "[{step: ^e, chance: 0%}]}",
    };
    assert_each(
        "cartsim: 1\npatients: {p: {pathway: one, arrivals: {at: [0 d]}}, q: {pathway: two, arrivals: "
        "{at: [0 d]}}}\npathways: {%s}\n",
        ways, COUNT_OF(ways), "W105");
}

/* From a slot at 08:00 to one at 10:00 of weekdays: D days and two hours. */
static void windows_are_reckoned_to_the_second(void **state)
{
    (void)state;
    static const char *const ways[] = {
        "sun: 1}, at: \"10:00\"}, three: {slots: {mon-sun: 1}}}\npathways: {way: [{step: a, books: {one: {}, "
        "two: {within: [6 d, 146 h]}, three: {within: [0 d, 1 d]}}}]}\n",
        "sun: 1}, at: \"10:00\"}, three: {slots: {mon-sun: 1}}}\npathways: {way: [{step: ^a, books: {one: "
        "{}, "
        "two: {within: [6 d, 525599 s]}, three: {within: [0 d, 1 d]}}}]}\n",
        "sun: 1}, at: \"10:00\"}, three: {slots: {mon-sun: 1}}}\npathways: {way: [{step: a, books: {one: {}, "
        "two: {within: [146 h, 150 h]}, three: {within: [0 d, 1 d]}}}]}\n",
        "sun: 1}, at: \"10:00\"}, three: {slots: {mon-sun: 1}}}\npathways: {way: [{step: ^a, books: {one: "
        "{}, "
        "two: {within: [525601 s, 150 h]}, three: {within: [0 d, 1 d]}}}]}\n",
        "sun: 1}, at: \"10:00\"}, three: {slots: {tue: 1}}}\npathways: {way: [{step: a, books: {one: {}, "
        "two: {within: [6 d, 7 d]}, three: {within: [0 d, 1 d]}}}]}\n",
        "sun: 1}, at: \"10:00\"}, three: {slots: {wed: 1}}}\npathways: {way: [{step: ^a, books: {one: {}, "
        "two: {within: [6 d, 7 d]}, three: {within: [0 d, 1 d]}}}]}\n",
        "mon: 1}, at: \"10:00\"}, three: {slots: {mon: 1}}}\npathways: {way: [{step: a, books: {one: {}, "
        "two: {within: [2 h, 3 h]}, three: {within: [150 h, 7 d]}}}]}\n",
        "mon: 1}, at: \"06:00\"}, three: {slots: {mon: 1}}}\npathways: {way: [{step: a, books: {one: {}, "
        "two: {within: [27 d, 28 d]}, three: {within: [6 d, 7 d]}}}]}\n",
    };
    assert_each(HEAD "resources: {one: {slots: {mon: 1}, at: \"08:00\"}, two: {slots: {%s", ways,
                COUNT_OF(ways), "E037");
}

/* The run is over at 4 y, on 2029-01-06: what is closed until then is closed for good. */
static void each_kind_of_asking_is_looked_at(void **state)
{
    (void)state;
    static const char *const ways[] = {
        "2029-01-06}]}, cot: {capacity: 2}}\npathways: {way: [{step: ^a, needs: [cot, bed]}]}\n",
        "2029-01-05}]}, cot: {capacity: 2}}\npathways: {way: [{step: a, needs: [cot, bed]}]}\n",
        "2029-01-06}]}, cot: {capacity: 2}}\npathways: {way: [{step: z}, {step: ^a, holds: [cot, bed]}, "
        "{step: b, releases: [cot, bed]}]}\n",
        "2027-01-01, capacity: 1}, {from: 2027-01-01, to: 2030-01-01}]}, cot: {capacity: 2}}\npathways: "
        "{way: [{step: a, needs: [bed, cot]}]}\n",
        "2027-01-01}, {from: 2027-01-02, to: 2030-01-01}]}, cot: {capacity: 2}}\npathways: "
        "{way: [{step: a, needs: [bed, cot]}]}\n",
        "2027-01-01}, {from: 2027-01-01, to: 2030-01-01, capacity: 1}]}, cot: {capacity: 2}}\npathways: "
        "{way: [{step: a, needs: [bed, cot]}]}\n",
        "2027-01-01}, {from: 2027-01-01, to: 2030-01-01, capacity: 1}]}, cot: {capacity: 2}}\npathways: "
        "{way: [{step: ^a, needs: {cot: 1, bed: 2}}]}\n",
    };
    assert_each(HEAD "resources: {bed: {capacity: 2, closures: [{from: 2025-01-06, to: %s", ways,
                COUNT_OF(ways), "W109");
    static const char *const slots[] = {"^a, books: {cot: {}, slot: {within: [0 d, 7 d]}}",
                                        "^a, books: {slot: {}, cot: {within: [0 d, 7 d]}}"};
    assert_each(HEAD "resources: {slot: {slots: {mon: 2}, closures: [{from: 2025-01-06, to: 2029-01-06}]}, "
                     "cot: {slots: {mon: 1}}}\npathways: {way: [{step: %s}]}\n",
                slots, COUNT_OF(slots), "W109");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(where_everybody_leaves_nobody_goes_on),
        cmocka_unit_test(a_step_that_is_always_passed_over),
        cmocka_unit_test(pathways_and_risks_are_looked_at_alike),
        cmocka_unit_test(windows_are_reckoned_to_the_second),
        cmocka_unit_test(each_kind_of_asking_is_looked_at),
    };
    return cmocka_run_group_tests_name("reach", tests, NULL, NULL);
}
