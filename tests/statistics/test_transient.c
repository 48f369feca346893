/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/transient.h"

#include "support/centre.h"

/*
 * The number under way, in use and in the queue, day by day, by hand. Two beds; p-1 and p-2 come at noon of
 * day 1 and stay two days, p-3 comes with them and waits for these two days; p-4 comes on day 3 at 18:00 and
 * finds the other bed free.
 */
static const char CENTRE[] =
    "resources: {slot: {slots: {mon-sun: 9}}, bed: {capacity: 2}, cot: {capacity: 1}}\n"
    "patients: {p: {pathway: way, arrivals: {at: [1.5 d, 1.5 d, 1.5 d, 3.75 d]}}}\n"
    "pathways: {way: [{step: stay, needs: bed, takes: 2 d}, {step: rest, needs: {cot: 1}, takes: 6 h, "
    "chance: "
    "0.000001%}, {step: seen, books: slot, chance: 0.000001%}]}\n"
    "run: {start: 2025-01-06, warmup: 2 d, horizon: 5 d, replications: 1}\n";

static void assert_days(const struct transient_series *series, const double *days, size_t count)
{
    for (size_t day = 0; day < count; day++)
        assert_near(series->days[day], days[day], 0, 1e-9);
}

static void numbers_of_each_day_are_means_over_it(void **state)
{
    (void)state;
    /* p-3 has a bed from 3.5 to 5.5, p-4 from 3.75 to 5.75 */
    static const double inside[] = {0, 1.5, 3, 0.5 + 0.5 + 1 + 0.25, 2, 1.25, 0};
    static const double in_use[] = {0, 1, 2, 0.5 + 0.5 + 0.5 + 0.25, 2, 1.25, 0};
    static const double queue[] = {0, 0.5, 1, 0.5, 0, 0, 0};
    struct centre *centre = centre_open(CENTRE, NULL);
    struct transient transient;
    assert_true(transient_begin(&transient, centre->model));
    assert_int_equal(transient.count, 5); /* slots have no such numbers */
    assert_int_equal(transient.days, 7);
    for (uint32_t r = 0; r < 3; r++) {
        centre_run(centre, 1, r);
        transient_add(&transient, centre->seen);
    }
    transient_finish(&transient);
    int bed = centre_resource(centre, "bed"), cot = centre_resource(centre, "cot");
    static const enum transient_kind kinds[] = {TRANSIENT_PATIENTS, TRANSIENT_IN_USE, TRANSIENT_QUEUE,
                                                TRANSIENT_IN_USE, TRANSIENT_QUEUE};
    const int resources[] = {NONE, bed, bed, cot, cot};
    static const double nothing[7] = {0};
    const double *const expected[] = {inside, in_use, queue, nothing, nothing};
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(transient.series[i].kind, kinds[i]);
        assert_int_equal(transient.series[i].resource, resources[i]);
        assert_days(&transient.series[i], expected[i], 7);
        assert_false(transient.series[i].enough); /* ten batches of five are 50 days */
    }
    transient_release(&transient);
    assert_int_equal(transient.count, 0);
    centre_close(centre);
}

/* Two taken at once count as two; who leaves the queue is not in it. */
static void units_and_withdrawals_count(void **state)
{
    (void)state;
    static const struct event_row rows[] = {
        {.time = 0, .happening = HAPPENING_ASK, .index = 1},
        {.time = 6 * 3600, .happening = HAPPENING_GET, .index = 1, .units = 2},
        {.time = 12 * 3600, .happening = HAPPENING_ASK, .index = 1},
        {.time = 12 * 3600, .happening = HAPPENING_ASK, .index = 2},
        {.time = 24 * 3600, .happening = HAPPENING_WITHDRAW, .index = 1},
        {.time = 30 * 3600, .happening = HAPPENING_GIVE_BACK, .index = 1, .units = 2},
        {.time = 7 * 24 * 3600, .happening = HAPPENING_ASK, .index = 1}, /* after the end */
    };
    static const double in_use[] = {1.5, 0.5, 0, 0, 0, 0, 0}, queue[] = {0.75, 0, 0, 0, 0, 0, 0};
    static const double other[] = {0.5, 1, 1, 1, 1, 1, 1};
    struct centre *centre = centre_open(CENTRE, NULL);
    struct transient transient;
    assert_int_equal(centre_resource(centre, "bed"), 1);
    assert_true(transient_begin(&transient, centre->model));
    struct event_row *copy = malloc(sizeof rows);
    assert_non_null(copy);
    memcpy(copy, rows, sizeof rows);
    transient_add(&transient, &(struct observation){.rows = copy, .row_count = sizeof rows / sizeof *rows});
    transient_finish(&transient);
    assert_days(&transient.series[1], in_use, 7);
    assert_days(&transient.series[2], queue, 7);
    assert_days(&transient.series[4], other, 7);
    free(copy);
    transient_release(&transient);
    centre_close(centre);
}

/* Two beds are full from noon of day 1 on for ever: 60 days are 12 batches, of which the first goes. */
static void what_is_level_after_a_day_is_cut_after_a_batch(void **state)
{
    (void)state;
    struct centre *centre =
        centre_open("resources: {bed: {capacity: 2}}\n"
                    "patients: {p: {pathway: way, arrivals: {at: [1.5 d, 1.5 d, 1.5 d]}}}\n"
                    "pathways: {way: [{step: stay, needs: bed, takes: 1 y}]}\n"
                    "run: {start: 2025-01-06, warmup: 0 d, horizon: 60 d, follow: 1 d, replications: 1}\n",
                    NULL);
    struct transient transient;
    assert_true(transient_begin(&transient, centre->model));
    centre_run(centre, 1, 0);
    transient_add(&transient, centre->seen);
    transient_finish(&transient);
    for (size_t i = 0; i < transient.count; i++) {
        assert_true(transient.series[i].enough);
        assert_int_equal(transient.series[i].mser.cut, 5);
    }
    transient_release(&transient);
    centre_close(centre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_of_each_day_are_means_over_it),
        cmocka_unit_test(units_and_withdrawals_count),
        cmocka_unit_test(what_is_level_after_a_day_is_cut_after_a_batch),
    };
    return cmocka_run_group_tests_name("transient", tests, NULL, NULL);
}
