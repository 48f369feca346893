/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/test.h"

#include "engine/observation.h"

static struct resource resources[] = {
    {.name = "bed", .capacity = 2, .closure_count = 1, .closures = &(const struct closure){0, 1, 4}},
    {.name = "slot", .capacity = 3, .is_slots = true},
    {.name = "staff", .capacity = UNLIMITED},
};

/* Numbers that are prime to each other, so that no two blocks have the same size by chance. */
static const struct model model = {.resources = resources,
                                   .resource_count = 3,
                                   .step_count = 7,
                                   .risk_count = 5,
                                   .class_count = 2,
                                   .measure_count = 11,
                                   .outcome_count = 13,
                                   .ledger_count = 17};

static int by_place(const void *a, const void *b)
{
    const int *x = a, *y = b;
    return (x[0] > y[0]) - (x[0] < y[0]);
}

/* Blocks [start, start + size) must follow each other from 0 to count without gap or overlap. */
static void assert_tiled(int blocks[][2], size_t block_count, int count)
{
    int expected = 0;
    qsort(blocks, block_count, sizeof *blocks, by_place);
    for (size_t i = 0; i < block_count; i++) {
        assert_int_equal(blocks[i][0], expected);
        expected += blocks[i][1];
    }
    assert_int_equal(count, expected);
}

static void counters_have_each_their_own_place(void **state)
{
    (void)state;
    struct counter_layout at;
    layout_counters(&model, &at);
    int blocks[][2] = {
        {at.referred, 2},   {at.outcome, 2 * 13},  {at.reached, 7},
        {at.lost, 7 * 13},  {at.starts, 7},        {at.starts_window, 7},
        {at.strikes, 5},    {at.measured, 11 * 2}, {at.ledger, 11 * 2 * 17},
        {at.occupied, 3},   {at.occupied_open, 3}, {at.capacity_open, 3},
        {at.open, 3},       {at.busy, 3},          {at.busy_base, 3},
        {at.queue, 3},      {at.offered, 3},       {at.used, 3},
        {at.lost_slots, 3},
    };
    assert_tiled(blocks, sizeof blocks / sizeof *blocks, at.count);
}

static void series_have_each_their_own_place(void **state)
{
    (void)state;
    struct series_layout at;
    layout_series(&model, &at);
    int blocks[][2] = {{at.measure, 11 * 2}, {at.wait, 7}, {at.duration, 7}, {at.asked, 3}, {at.lasts, 5}};
    assert_tiled(blocks, sizeof blocks / sizeof *blocks, at.count);
}

/* A bed resource of 2 that is 4 for a day shows 0 to 4 occupied; how many staff there can be nobody knows. */
static void levels_have_room_for_the_greatest_capacity(void **state)
{
    (void)state;
    struct observation *seen = observation_create(&model);
    assert_non_null(seen);
    assert_int_equal(seen->level_count[0], 5);
    assert_int_equal(seen->level_count[1], 0);
    assert_int_equal(seen->level_count[2], 0);
    observation_free(&model, seen);
}

static void a_cleared_observation_has_seen_nothing_and_keeps_its_memory(void **state)
{
    (void)state;
    struct counter_layout at;
    layout_counters(&model, &at);
    struct observation *seen = observation_create(&model);
    assert_non_null(seen);
    int64_t *values = malloc(4 * sizeof *values);
    assert_non_null(values);
    seen->counters[at.count - 1] = 3;
    seen->levels[0][4] = 2.5;
    seen->series[1] = (struct series){.values = values, .count = 4, .room = 4};
    seen->replication = 9;
    seen->events = 8;
    observation_clear(&model, seen);
    for (int i = 0; i < at.count; i++)
        assert_true(seen->counters[i] == 0);
    assert_true(seen->levels[0][4] == 0);
    assert_true(seen->series[1].count == 0 && seen->series[1].room == 4 && seen->series[1].values == values);
    assert_true(seen->replication == 0 && seen->events == 0);
    observation_free(&model, seen);
}

/* More ledger cells than there are numbers for: refused, instead of a layout that goes round. */
static void a_model_too_large_to_lay_out_is_refused(void **state)
{
    (void)state;
    struct model large = model;
    large.measure_count = 100000;
    large.class_count = 100000;
    assert_null(observation_create(&large));
}

static void freeing_nothing_is_allowed(void **state)
{
    (void)state;
    observation_free(&model, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counters_have_each_their_own_place),
        cmocka_unit_test(series_have_each_their_own_place),
        cmocka_unit_test(levels_have_room_for_the_greatest_capacity),
        cmocka_unit_test(a_cleared_observation_has_seen_nothing_and_keeps_its_memory),
        cmocka_unit_test(a_model_too_large_to_lay_out_is_refused),
        cmocka_unit_test(freeing_nothing_is_allowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
