/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/trouble.h"
#include "support/centre.h"

/*
 * Patients who wait for each other are found, named and dated; those who merely wait long are left alone.
 * Dates by hand: the run starts on Monday 2025-01-06.
 */
#define RUN "run: {start: 2025-01-06, warmup: 0 d, horizon: 1 y}\n"
#define BEDS "resources: {ward: {capacity: 1}, icu: {capacity: 1}}\n"
#define COMERS                                                                                               \
    "patients:\n"                                                                                            \
    "  up: {pathway: up, arrivals: {at: [1 d]}}\n"                                                           \
    "  down: {pathway: down, arrivals: {at: [2 d]}}\n"
#define WAYS(worse)                                                                                          \
    "pathways:\n"                                                                                            \
    "  up:\n"                                                                                                \
    "    - {step: lies, holds: ward, takes: 10 d}\n"                                                         \
    "    - {step: worse, " worse "holds: icu, takes: 1 d}\n"                                                 \
    "    - {step: home, releases: [ward, icu]}\n"                                                            \
    "  down:\n"                                                                                              \
    "    - {step: ill, holds: icu, takes: 3 d}\n"                                                            \
    "    - {step: better, holds: ward, takes: 1 d}\n"                                                        \
    "    - {step: out, releases: [ward, icu]}\n"
#define SWAP COMERS WAYS("")

static void assert_stuck(const struct centre *centre, const struct stuck *who, const char *class,
                         const char *step, const char *resource, int64_t day)
{
    assert_string_equal(centre->model->classes[who->class_index].name, class);
    assert_int_equal(who->number, 1);
    assert_string_equal(centre->model->steps[who->step].name, step);
    assert_int_equal(who->resource, resource ? centre_resource(centre, resource) : NONE);
    assert_int_equal(who->since, day * DAY);
}

static struct tangle deadlock(struct centre *centre)
{
    struct simulation *simulation = simulation_create(centre->model);
    assert_non_null(simulation);
    assert_int_equal(simulation_run(simulation, 1, 0, false, false, NULL, centre->seen), SIMULATION_DEADLOCK);
    struct tangle tangle = *simulation_tangle(simulation);
    simulation_free(simulation);
    return tangle;
}

/* The one comes to wait on day 11 (referred on day 1, ten days on the ward), the other on day 5. */
static void two_beds_that_wait_for_each_other(void **state)
{
    (void)state;
    struct centre *centre = centre_open(RUN BEDS SWAP, NULL);
    struct tangle tangle = deadlock(centre);
    assert_int_equal(tangle.count, 2);
    assert_int_equal(tangle.since, 11 * DAY);
    assert_stuck(centre, &tangle.who[0], "up", "worse", "icu", 11);
    assert_stuck(centre, &tangle.who[1], "down", "better", "ward", 5);
    char words[600];
    circle_words(centre->model, &tangle, words, sizeof words);
    assert_string_equal(words,
                        "since 2025-01-17: up 1 at step 'worse' has waited since 2025-01-17 for icu, kept by "
                        "down 1; down 1 at step 'better' has waited since 2025-01-11 for ward, kept by up 1");
    centre_close(centre);
}

/* The queue for the ward grows for half a year behind the two: they alone are named. */
static void who_waits_behind_a_circle_is_not_in_it(void **state)
{
    (void)state;
    struct centre *centre = centre_open(RUN BEDS SWAP "  late: [{step: bed, needs: ward, takes: 1 d}]\n",
                                        (const char *[]){"patients.late.pathway=late",
                                                         "patients.late.arrivals.rate=3 per day", NULL});
    struct tangle tangle = deadlock(centre);
    assert_int_equal(tangle.count, 2);
    for (int i = 0; i < 2; i++)
        assert_string_not_equal(centre->model->classes[tangle.who[i].class_index].name, "late");
    centre_close(centre);
}

/* `one` keeps a unit of the ward and wants the icu; `two` keeps the icu and would be content with the ward's
 * other unit, but `big` is before it and wants both. */
static void nobody_overtakes_even_into_a_deadlock(void **state)
{
    (void)state;
    struct centre *centre = centre_open(
        RUN "resources: {ward: {capacity: 2}, icu: {capacity: 1}}\n"
            "patients:\n"
            "  one: {pathway: one, arrivals: {at: [0 d]}}\n"
            "  two: {pathway: two, arrivals: {at: [0 d]}}\n"
            "  big: {pathway: big, arrivals: {at: [1 d]}}\n"
            "pathways:\n"
            "  one: [{step: a, holds: ward, takes: 4 d}, {step: b, holds: icu}, {step: c, releases: [ward, "
            "icu]}]\n"
            "  two: [{step: d, holds: icu, takes: 3 d}, {step: e, needs: ward}, {step: f, releases: icu}]\n"
            "  big: [{step: g, needs: {ward: 2}, takes: 1 d}]\n",
        NULL);
    struct tangle tangle = deadlock(centre);
    assert_int_equal(tangle.count, 3);
    assert_int_equal(tangle.since, 4 * DAY);
    assert_stuck(centre, &tangle.who[0], "one", "b", "icu", 4);
    assert_stuck(centre, &tangle.who[1], "two", "e", "ward", 3);
    assert_true(tangle.who[1].behind);
    assert_stuck(centre, &tangle.who[2], "big", "g", "ward", 1);
    assert_false(tangle.who[2].behind);
    assert_int_equal(tangle.who[1].units, 1);
    assert_int_equal(tangle.who[2].units, 2);
    centre_close(centre);
}

static void a_cure_that_needs_the_cured(void **state)
{
    (void)state;
    struct centre *centre = centre_open(
        RUN "patients: {p: {pathway: way, arrivals: {at: [3 d]}}}\n"
            "pathways: {way: [{step: walk, takes: 2 d}, {step: visit, fit: true}]}\n"
            "risks: {flu: {from: referral, until: visit.start, chance: 100%, after: 1 d, unfit: true,\n"
            "              steps: [{step: rest, takes: 1 d}, {step: cure, fit: true}]}}\n",
        NULL);
    struct tangle tangle = deadlock(centre);
    assert_int_equal(tangle.count, 1);
    assert_stuck(centre, &tangle.who[0], "p", "cure", NULL, 5);
    centre_close(centre);
}

/* A risk takes one of the two away in the end, so the run goes on; that there was a circle is noted. */
static void a_circle_that_a_risk_opens_is_noted(void **state)
{
    (void)state;
    struct centre *centre =
        centre_open(RUN BEDS SWAP
                    "risks: {gone: {from: worse.arrive, until: worse.start, chance: 100%, after: 20 d, "
                    "leaves: moved}}\n",
                    NULL);
    centre_run(centre, 1, 0);
    assert_int_equal(centre->seen->tangle.count, 2);
    assert_int_equal(centre->seen->tangle.since, 11 * DAY);
    assert_stuck(centre, &centre->seen->tangle.who[0], "up", "worse", "icu", 11);
    const struct metrics *metrics = centre_estimate(centre, 1, 5);
    assert_int_equal(metrics->circles.replications, 5);
    assert_int_equal(metrics->circles.first, 0);
    centre_close(centre);
}

/* The same, where so much goes on beside it that the circle is looked at many times before. */
static void a_circle_that_a_risk_may_open_is_left_to_it(void **state)
{
    (void)state;
    struct centre *centre = centre_open(
        RUN BEDS COMERS "  by: {pathway: by, arrivals: {every: 1 h}}\n" WAYS(
            "") "  by: [{step: passes}]\n"
                "risks: {gone: {from: worse.arrive, until: worse.start, chance: 100%, after: 200 d, "
                "leaves: moved}}\n",
        NULL);
    centre_run(centre, 1, 0);
    assert_int_equal(centre->seen->tangle.count, 2);
    assert_int_equal(centre->seen->tangle.since, 11 * DAY);
    centre_close(centre);
}

/* Four in ten get worse, and meet the other: not in every replication. */
static void the_first_replication_with_a_circle_is_noted(void **state)
{
    (void)state;
    struct centre *centre =
        centre_open(RUN BEDS COMERS WAYS("chance: 40%, ") "risks: {gone: {from: worse.arrive, until: "
                                                          "worse.start, chance: 100%, after: 20 d, "
                                                          "leaves: moved}}\n",
                    NULL);
    enum { SEED = 4, TRIED = 10 };
    uint32_t first = 0, with = 0;
    for (uint32_t r = 0; r < TRIED; r++) {
        centre_run(centre, SEED, r);
        first = with == 0 ? r : first;
        with += centre->seen->tangle.count > 0;
    }
    assert_in_range(first, 1, TRIED - 1);
    assert_in_range(with, 1, TRIED - 1);
    const struct metrics *metrics = centre_estimate(centre, SEED, TRIED);
    assert_int_equal(metrics->circles.replications, with);
    assert_int_equal(metrics->circles.first, first);
    centre_close(centre);
}

/* ---- no false alarm */

static void assert_fine(const char *yaml)
{
    struct centre *centre = centre_open(yaml, NULL);
    for (uint32_t i = 0; i < 20; i++) {
        centre_run(centre, 1, i);
        assert_int_equal(centre->seen->tangle.count, 0);
    }
    centre_close(centre);
}

/* Beds are kept while others are waited for, units break, doors shut, wards close, and all of it ends. */
static void who_merely_waits_is_left_alone(void **state)
{
    (void)state;
    assert_fine("run: {start: 2025-01-06, warmup: 0 d, horizon: 100 d}\n"
                "resources:\n"
                "  ward: {capacity: 3, closures: [{from: 2025-02-01, to: 2025-02-20, capacity: 0}]}\n"
                "  icu: {capacity: 2, opens: mon-wed 08:00-12:00, breaks: {after: {exponential: {mean: 5 "
                "d}}, for: 3 d}}\n"
                "patients: {p: {pathway: way, arrivals: {rate: 1 per day}}}\n"
                "pathways:\n"
                "  way:\n"
                "    - {step: lies, holds: ward, takes: {exponential: {mean: 1 d}}}\n"
                "    - {step: worse, needs: {icu: 2}, takes: {exponential: {mean: 6 h}}}\n"
                "    - {step: home, releases: ward}\n");
}

/* Everybody asks in the same order: whatever the load, somebody can always go on. */
static void the_same_order_everywhere_never_locks(void **state)
{
    (void)state;
    assert_fine("run: {start: 2025-01-06, warmup: 0 d, horizon: 200 d, follow: 0 d}\n" BEDS "patients:\n"
                "  p: {pathway: one, arrivals: {rate: 2 per day}}\n"
                "  q: {pathway: two, arrivals: {rate: 2 per day}}\n"
                "pathways:\n"
                "  one: [{step: a, holds: ward, takes: 1 d}, {step: b, needs: icu, takes: 8 h}, {step: c, "
                "releases: ward}]\n"
                "  two: [{step: d, holds: ward, takes: 2 d}, {step: e, holds: icu, takes: 1 d}, {step: f, "
                "releases: [ward, icu]}]\n");
}

/* Both at once, in whatever order they are written, can't lock either. */
static void both_at_once_never_locks(void **state)
{
    (void)state;
    assert_fine("run: {start: 2025-01-06, warmup: 0 d, horizon: 200 d, follow: 0 d}\n" BEDS "patients:\n"
                "  p: {pathway: one, arrivals: {rate: 2 per day}}\n"
                "  q: {pathway: two, arrivals: {rate: 2 per day}}\n"
                "pathways:\n"
                "  one: [{step: a, holds: [ward, icu], takes: 1 d}, {step: c, releases: [ward, icu]}]\n"
                "  two: [{step: d, holds: [icu, ward], takes: 2 d}, {step: f, releases: [ward, icu]}]\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_beds_that_wait_for_each_other),
        cmocka_unit_test(who_waits_behind_a_circle_is_not_in_it),
        cmocka_unit_test(nobody_overtakes_even_into_a_deadlock),
        cmocka_unit_test(a_cure_that_needs_the_cured),
        cmocka_unit_test(a_circle_that_a_risk_opens_is_noted),
        cmocka_unit_test(a_circle_that_a_risk_may_open_is_left_to_it),
        cmocka_unit_test(the_first_replication_with_a_circle_is_noted),
        cmocka_unit_test(who_merely_waits_is_left_alone),
        cmocka_unit_test(the_same_order_everywhere_never_locks),
        cmocka_unit_test(both_at_once_never_locks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
