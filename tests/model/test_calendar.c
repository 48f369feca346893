/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/model.h"

#include "support/test.h"

/* Days of the week, months, capacities and slots by the calendar. Days are counted from the model's first. */

/* Days since 1970-01-01, from the calendar itself: 2000-01-01 was a Saturday and day 10957. */
enum { DAY_2000 = 10957 };

static void weekdays_are_those_of_the_calendar(void **state)
{
    (void)state;
    struct model model = {.run.start_day = 20094}; /* 2025-01-06, a Monday */
    for (int day = 0; day < 30; day++)
        assert_int_equal(model_weekday(&model, day), day % 7);
    assert_int_equal(model_weekday(&model, -1), 6);
    assert_int_equal(model_weekday(&model, -7), 0);
    model.run.start_day = 0; /* 1970-01-01, a Thursday */
    assert_int_equal(model_weekday(&model, 0), 3);
    assert_int_equal(model_weekday(&model, DAY_2000), 5);
    model.run.start_day = -100000;
    for (int day = 0; day < 14; day++)
        assert_int_equal(model_weekday(&model, day + 7), model_weekday(&model, day));
}

/* Month by month through 2023 (a common year), 2024 (a leap year), 2000 (one too) and 1900 and 2100 (which
 * are not). */
static void months_are_those_of_the_calendar(void **state)
{
    (void)state;
    static const int lengths[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    static const struct {
        int64_t first;
        bool leap;
    } years[] = {{19358, false}, {19723, true}, {DAY_2000, true}, {-25567, false}, {47482, false}};
    for (size_t i = 0; i < sizeof years / sizeof *years; i++) {
        struct model model = {.run.start_day = years[i].first};
        int64_t day = 0;
        for (int month = 0; month < 12; month++)
            for (int k = 0; k < lengths[month] + (years[i].leap && month == 1); k++, day++)
                assert_int_equal(model_month(&model, day), month);
        assert_int_equal(model_month(&model, day), 0);
        assert_int_equal(model_month(&model, -1), 11);
    }
}

/* 5 beds; 2 from 10 to 20 d, 3 from 15 to 30 d: where closures overlap the least counts. More than there is
 * is no closure. */
static void of_closures_that_overlap_the_least_capacity_counts(void **state)
{
    (void)state;
    const struct closure closures[] = {{10 * DAY, 20 * DAY, 2},
                                       {15 * DAY, 30 * DAY, 3},
                                       {40 * DAY, 41 * DAY, 9}};
    struct resource resource = {.capacity = 5, .closures = closures, .closure_count = 3};
    static const struct {
        int day, capacity;
    } expected[] = {{0, 5}, {9, 5}, {10, 2}, {15, 2}, {19, 2}, {20, 3}, {29, 3}, {30, 5}, {40, 5}};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_int_equal(model_capacity_at(&resource, expected[i].day * (int64_t)DAY), expected[i].capacity);
    assert_int_equal(model_capacity_at(&resource, 10 * DAY - 1), 5);
    assert_int_equal(model_capacity_at(&resource, 20 * DAY - 1), 2);
    resource.capacity = UNLIMITED;
    assert_int_equal(model_capacity_at(&resource, 12 * DAY), 2);
    assert_int_equal(model_capacity_at(&resource, 31 * DAY), UNLIMITED);
}

static void slots_are_those_of_the_weekday_unless_closed(void **state)
{
    (void)state;
    const struct model model = {.run.start_day = 20094};
    const struct closure closures[] = {{7 * DAY, 9 * DAY, 0},
                                       {14 * DAY, 15 * DAY, 1},
                                       {21 * DAY, 22 * DAY, 5}};
    const struct resource resource = {.is_slots = true,
                                      .slots_on = {2, 0, 1, 0, 3, 0, 0},
                                      .slot_at = 9 * 3600,
                                      .closures = closures,
                                      .closure_count = 3};
    static const int first[7] = {2, 0, 1, 0, 3, 0, 0};
    for (int day = 0; day < 7; day++)
        assert_int_equal(model_slots_on(&model, &resource, day), first[day]);
    assert_int_equal(model_slots_on(&model, &resource, 7), 0);  /* closed */
    assert_int_equal(model_slots_on(&model, &resource, 9), 1);  /* the first day open */
    assert_int_equal(model_slots_on(&model, &resource, 14), 1); /* one of two */
    assert_int_equal(model_slots_on(&model, &resource, 21), 2); /* no more than there are */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weekdays_are_those_of_the_calendar),
        cmocka_unit_test(months_are_those_of_the_calendar),
        cmocka_unit_test(of_closures_that_overlap_the_least_capacity_counts),
        cmocka_unit_test(slots_are_those_of_the_weekday_unless_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
