/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/marked.h"

/* Patients who may come to wait for each other, units given back unheld: where it may be, and where not. */

#define TWO HEAD "resources: {ward: {capacity: 1}, icu: {capacity: 1}}\n"
/* Who has the icu asks for the ward. */
#define BACK "{step: y, needs: icu, steps: [{step: z, needs: ward}]}"

static void who_keeps_one_and_asks_for_the_other(void **state)
{
    (void)state;
    static const char *const ways[] = {
        "{step: a, holds: ward}, {step: ^b, needs: icu}, {step: c, releases: ward}, " BACK,
        "{step: a, holds: ward}, {step: ^b, holds: icu}, {step: c, releases: [icu, ward]}, " BACK,
        "{step: a, holds: ward}, {step: m}, {step: n, steps: [{step: ^b, needs: icu}]}, "
        "{step: c, releases: ward}, " BACK,
        "{step: a, holds: ward}, {step: c, releases: ward}, {step: b, needs: icu}, " BACK,
        "{step: a, holds: ward}, {step: c, releases: ward, needs: icu}, {step: d}, " BACK,
        "{step: a, holds: ward}, {step: m}, {step: c, releases: ward}, {step: d}, {step: b, needs: "
        "icu}, " BACK,
        "{step: a, needs: ward, steps: [{step: m}, {step: ^b, needs: icu}]}, " BACK,
        "{step: a, needs: ward, steps: [{step: m}]}, {step: b, needs: icu}, " BACK,
        "{step: a, needs: ward, takes: 1 d, meanwhile: [{step: ^b, needs: icu}]}, " BACK,
        "{step: a, needs: [ward, icu]}, " BACK,
        "{step: a, one_of: [{share: 50%, steps: [{step: s, holds: ward}]}, {share: 50%, steps: [{step: t, "
        "needs: icu}]}]}, {step: c, releases: ward}, " BACK,
        "{step: a, one_of: [{share: 50%, steps: [{step: s, holds: ward}, {step: ^t, needs: icu}]}, {share: "
        "50%}]}, {step: c, releases: ward}, " BACK,
        "{step: a, needs: ward, takes: 1 d}, {step: b, needs: icu}", /* one after the other */
        "{step: a, holds: ward}, {step: b, releases: ward, needs: icu}, {step: c, needs: ward}",
    };
    assert_each(TWO "pathways: {way: [%s]}\n", ways, COUNT_OF(ways), "W110");
}

/* Across pathways too, but not what one patient never has. */
static void patients_of_two_pathways_may_wait_for_each_other(void **state)
{
    (void)state;
    static const char *const ways[] = {
        "one: [{step: a, needs: ward, steps: [{step: ^b, needs: icu}]}], two: [" BACK "]",
        "one: [{step: a, holds: ward}, {step: c, releases: ward}], two: [{step: b, needs: icu}, " BACK "]",
    };
    assert_each(
        "cartsim: 1\npatients: {p: {pathway: one, arrivals: {at: [0 d]}}, q: {pathway: two, arrivals: "
        "{at: [0 d]}}}\nresources: {ward: {capacity: 1}, icu: {capacity: 1}}\npathways: {%s}\n",
        ways, COUNT_OF(ways), "W110");
}

static void each_two_of_the_resources_are_looked_at(void **state)
{
    (void)state;
    static const char *const resources[] = {
        "ward: {capacity: 1}, icu: {capacity: 1}, rest: {capacity: 1}",
        "rest: {capacity: 1}, icu: {capacity: 1}, ward: {capacity: 1}",
        "ward: {capacity: 1}, rest: {capacity: 1}, icu: {capacity: 1}",
        "rest: {capacity: unlimited}, ward: {capacity: 2}, icu: {capacity: 2}",
        "ward: {capacity: unlimited}, icu: {capacity: 1}, rest: {capacity: 1}",
        "ward: {capacity: 1}, icu: {capacity: unlimited}, rest: {capacity: 1}"};
    for (size_t i = 0; i < COUNT_OF(resources); i++)
        for (int swap = 0; swap < 2; swap++) {
            const char *one = swap ? "icu" : "ward", *other = swap ? "ward" : "icu";
            bool first = strstr(resources[i], one) < strstr(resources[i], other); /* is told from its side */
            char text[900];
            snprintf(
                text, sizeof text,
                "%sresources: {%s}\npathways: {way: [{step: r, needs: rest}, {step: a, needs: %s, steps: "
                "[{step: %sb, needs: %s}]}, {step: y, needs: %s, steps: [{step: %sz, needs: %s}]}]}\n",
                HEAD, resources[i], one, i < 4 && first ? "^" : "", other, other, i < 4 && !first ? "^" : "",
                one);
            assert_faults(text, i < 4 ? "W110" : "", NULL);
        }
}

/* Two units of one resource are no circle of two. */
static void one_resource_alone_is_not_looked_at(void **state)
{
    (void)state;
    static const char *const ways[] = {
        "{step: a, needs: bed, steps: [{step: b, needs: bed}]}",
        "{step: a, holds: bed}, {step: b, needs: bed}, {step: c, releases: bed}"};
    assert_each(HEAD "resources: {bed: {capacity: 2}}\npathways: {way: [%s]}\n", ways, COUNT_OF(ways), "");
}

/* Up to 200 steps and 30 resources. */
static void large_scenarios_are_not_looked_at(void **state)
{
    (void)state;
    static const int sizes[][2] = {{200, 2}, {201, 2}, {10, 30}, {10, 31}};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        bool small = sizes[i][0] <= 200 && sizes[i][1] <= 30;
        char text[4000];
        int at = snprintf(text, sizeof text, "%sresources: {ward: {capacity: 1}, icu: {capacity: 1}", HEAD);
        for (int k = 2; k < sizes[i][1]; k++)
            at += snprintf(text + at, sizeof text - (size_t)at, ", r%d: {capacity: 1}", k);
        at += snprintf(text + at, sizeof text - (size_t)at,
                       "}\npathways: {way: [{step: a, needs: ward, steps: [{step: %sb, needs: icu}]}, " BACK
                       ", {step: all, needs: [ward",
                       small ? "^" : "");
        for (int k = 2; k < sizes[i][1]; k++)
            at += snprintf(text + at, sizeof text - (size_t)at, ", r%d", k);
        at += snprintf(text + at, sizeof text - (size_t)at, "]}");
        for (int k = 5; k < sizes[i][0]; k++)
            at += snprintf(text + at, sizeof text - (size_t)at, ", {step: s%d}", k);
        snprintf(text + at, sizeof text - (size_t)at, "]}\n");
        assert_faults(text, small ? "W110" : "", NULL);
    }
}

static void what_is_released_was_held_by_the_same_patient(void **state)
{
    (void)state;
    static const char *const ways[] = {
        "one: [{step: a, holds: [bed, cot]}, {step: b, releases: [bed, cot]}], two: [{step: c}]",
        "one: [{step: a, holds: bed}, {step: ^b, releases: [bed, cot]}], two: [{step: c, needs: cot}]",
        "one: [{step: a, holds: [cot, bed]}, {step: b, releases: bed}, {step: c, releases: cot}], "
        "two: [{step: ^d, releases: bed}]",
        "one: [{step: a, needs: [cot, bed]}, {step: b, enabled: false}, {step: c, releases: cot}], "
        "two: [{step: d, releases: bed}]",
        "one: [{step: a, needs: [bed, cot]}, {step: c, releases: cot}], two: [{step: d, releases: bed}]}\n"
        "risks: {r: {chance: 1%, steps: [{step: e, holds: [bed, cot]}]}",
        "one: [{step: a, holds: [bed, cot]}], two: [{step: d, holds: [cot, bed]}]}\n"
        "risks: {r: {chance: 1%, steps: [{step: e, releases: [bed, cot]}]}",
        "one: [{step: a, needs: [bed, cot]}], two: [{step: d}]}\n"
        "risks: {r: {chance: 1%, recurs: true, steps: [{step: e, releases: [bed, cot]}, {step: f, holds: "
        "[bed, cot]}]}",
    };
    assert_each(
        "cartsim: 1\npatients: {p: {pathway: one, arrivals: {at: [0 d]}}, q: {pathway: two, arrivals: "
        "{at: [0 d]}}}\nresources: {bed: {capacity: 1}, cot: {capacity: 1}}\npathways: {%s}\n",
        ways, COUNT_OF(ways), "W108");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_keeps_one_and_asks_for_the_other),
        cmocka_unit_test(patients_of_two_pathways_may_wait_for_each_other),
        cmocka_unit_test(each_two_of_the_resources_are_looked_at),
        cmocka_unit_test(one_resource_alone_is_not_looked_at),
        cmocka_unit_test(large_scenarios_are_not_looked_at),
        cmocka_unit_test(what_is_released_was_held_by_the_same_patient),
    };
    return cmocka_run_group_tests_name("circle", tests, NULL, NULL);
}
