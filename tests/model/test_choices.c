/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/centre.h"

/* A library pathway names every product there is; a centre has one of them. That is no mistake. */
static void values_that_nobody_has_may_be_named(void **state)
{
    (void)state;
    struct centre *centre = centre_open(
        "patients: {p: {pathway: w, arrivals: {at: [1 d]}, attributes: {product: brexu-cel}}}\n"
        "pathways:\n"
        "  w:\n"
        "    - step: make\n"
        "      takes: {by: product, brexu-cel: 16 d, tisa-cel: 22 d, otherwise: 20 d}\n"
        "    - {step: thaw, when: {product: [tisa-cel, obe-cel]}, takes: 1 d}\n"
        "risks: {death: {rate: 0 per year, leaves: died, multiplied_by: {product: {obe-cel: 2}}}}\n"
        "measures: {all: {from: referral, to: exit}}\n"
        "run: {start: 2025-01-06, warmup: 0 d, horizon: 100 d}\n",
        NULL);
    centre_run(centre, 1, 0);
    assert_near(centre_value(centre, 1, "all"), 16, 0, 0); /* its own product's time, and no thaw */
    centre_close(centre);
}

static double share(const struct centre *centre, const char *outcome, double of)
{
    return centre_counter(centre, centre->at.outcome, centre_outcome(centre, outcome)) / of;
}

/* A choice inside a choice has luck of its own: 50% {50% aa, 50% ab}, 50% b gives quarters, not halves.
 * Bound: 4.5 standard errors of a share of 1/4 among 4000, 0.031. */
static void a_choice_within_a_choice_has_its_own_luck(void **state)
{
    (void)state;
    struct centre *centre =
        centre_open("patients: {p: {pathway: w, arrivals: {every: 1 h, limit: 4000}}}\n"
                    "pathways:\n"
                    "  w:\n"
                    "    - step: test\n"
                    "      fails: 100%\n"
                    "      on_failure:\n"
                    "        one_of:\n"
                    "          - {share: 50%, one_of: [{share: 50%, leaves: aa}, {share: 50%, leaves: ab}]}\n"
                    "          - {share: 50%, leaves: b}\n"
                    "run: {start: 2025-01-06, warmup: 0 d, horizon: 1 y}\n",
                    NULL);
    centre_run(centre, 1, 0);
    assert_near(share(centre, "aa", 4000), 0.25, 0, 0.031);
    assert_near(share(centre, "ab", 4000), 0.25, 0, 0.031);
    assert_near(share(centre, "b", 4000), 0.5, 0, 0.036);
    centre_close(centre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_that_nobody_has_may_be_named),
        cmocka_unit_test(a_choice_within_a_choice_has_its_own_luck),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
