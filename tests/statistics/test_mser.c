/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/mser.h"

#include "support/test.h"

/* MSER-5 by hand. Each batch of five values has the mean that stands in the list: three as it is, one less,
 * one more. */
enum { BATCHES_MOST = 20 };

static bool cut_of(const double *means, size_t batches, struct mser *mser)
{
    static const double around[MSER_BATCH] = {0, -1, 0, 1, 0};
    double values[BATCHES_MOST * MSER_BATCH + 3];
    for (size_t i = 0; i < batches * MSER_BATCH; i++)
        values[i] = means[i / MSER_BATCH] + around[i % MSER_BATCH];
    for (size_t i = 0; i < 3; i++)
        values[batches * MSER_BATCH + i] = 1e6; /* no whole batch: left out */
    return mser_cut(values, batches * MSER_BATCH + 3, mser);
}

/* S(0) = 68.1 / 100, S(1) = (16 - 64 / 9) / 81 = 0.1097, S(2) = 8 / 64 = 0.125, S(3) = 0.1399, S(4) = 0.1667,
 * S(5) = 0.192: the first batch goes. */
static void the_first_batch_goes(void **state)
{
    (void)state;
    static const double means[10] = {9, 0, 2, 0, 2, 0, 2, 0, 2, 0};
    struct mser mser;
    assert_true(cut_of(means, 10, &mser));
    assert_int_equal(mser.cut, 5);
    assert_false(mser.second_half);
}

/* What does not change needs no warm-up: all S are 0, and the earliest cut is taken. */
static void what_is_level_needs_none(void **state)
{
    (void)state;
    static const double means[10] = {3, 3, 3, 3, 3, 3, 3, 3, 3, 3};
    struct mser mser;
    assert_true(cut_of(means, 10, &mser));
    assert_int_equal(mser.cut, 0);
}

/* It climbs for seven batches of twelve: S(7) = 0, beyond the half. */
static void a_cut_in_the_second_half_is_told(void **state)
{
    (void)state;
    static const double means[12] = {0, 1, 2, 3, 4, 5, 6, 7, 7, 7, 7, 7};
    struct mser mser;
    assert_true(cut_of(means, 12, &mser));
    assert_int_equal(mser.cut, 35);
    assert_true(mser.second_half);
}

static void nine_batches_are_too_few(void **state)
{
    (void)state;
    static const double means[9] = {0};
    struct mser mser;
    assert_false(cut_of(means, 9, &mser));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_batch_goes),
        cmocka_unit_test(what_is_level_needs_none),
        cmocka_unit_test(a_cut_in_the_second_half_is_told),
        cmocka_unit_test(nine_batches_are_too_few),
    };
    return cmocka_run_group_tests_name("mser", tests, NULL, NULL);
}
