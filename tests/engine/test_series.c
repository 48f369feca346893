/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/series.h"

#include "support/test.h"

/* Every value lies in the class that says so, classes follow each other without a gap, and none is wider than
 * the stated part of its values. */
static void classes_cover_all_values(void **state)
{
    (void)state;
    const unsigned bits[] = {CLASS_BITS, COARSE_BITS};
    for (int b = 0; b < 2; b++) {
        int64_t low = 0;
        for (uint32_t class = 0; low < INT64_MAX / 4; class ++) {
            int64_t width = class_width(class, bits[b]);
            assert_int_equal(class_low(class, bits[b]), low);
            assert_int_equal(class_of(low, bits[b]), class);
            assert_int_equal(class_of(low + width - 1, bits[b]), class);
            assert_true(width == 1 || width <= low >> bits[b]);
            low += width;
        }
    }
    assert_true(class_of(INT64_MAX, CLASS_BITS) < PAGES_MAX * PAGE_CLASSES);
}

/* The coarse class of a fine class is that of each of its values. */
static void fine_classes_nest_in_coarse_ones(void **state)
{
    (void)state;
    int64_t low = 0;
    for (uint32_t fine = 0; low < INT64_MAX / 4; fine++) {
        int64_t width = class_width(fine, CLASS_BITS);
        assert_int_equal(class_coarser(fine), class_of(low, COARSE_BITS));
        assert_int_equal(class_coarser(fine), class_of(low + width - 1, COARSE_BITS));
        low += width;
    }
}

static uint64_t count_in(const struct classes *classes, uint32_t class)
{
    const uint64_t *page = classes->pages[class / PAGE_CLASSES];
    return page ? page[class % PAGE_CLASSES] : 0;
}

/*
 * Many at once, from a first one to none, in even and odd numbers: around 1024, where classes begin to be
 * wider than a value; around 2^52, where doubles end to know every whole number. By hand, distances to 1000:
 * -1000, -1, 23, 24, 1048, 1, their sum 95, and of the squares 1000000 + 1 + 529 + 576 + 1098304 + 1. Then
 * 2^52 - 1000 more.
 */
static void many_values_are_counted_as_one_by_one(void **state)
{
    (void)state;
    const int64_t far = (int64_t)1 << 52;
    const int64_t values[] = {0, 999, 1023, 1024, 2048, 1001, far, 999};
    const double drifts[] = {0, -1000, -1001, -978, -954, 94, 95, 95 + (double)(far - 1000)};
    const double squares[] = {0, 1000000, 1000001, 1000530, 1001106, 2099410, 2099411};
    for (uint64_t count = 0; count <= 8; count++) {
        struct classes classes = {NULL};
        struct distances distances;
        assert_true(classes_count_many(&classes, 1000, values, count, &distances));
        assert_int_equal(distances.least, count ? 0 : 1000);
        assert_int_equal(distances.most, count > 6   ? far
                                         : count > 4 ? 2048
                                         : count > 3 ? 1024
                                         : count > 2 ? 1023
                                                     : 1000);
        assert_true(count > 7 || distances.drift == drifts[count]);
        assert_true(count > 6 || distances.squares == squares[count]);
        for (uint64_t i = 0; i < count; i++)
            assert_int_equal(count_in(&classes, class_of(values[i], CLASS_BITS)),
                             values[i] == 999 && count == 8 ? 2 : 1);
        classes_release(&classes);
    }
}

static uint64_t counted(const struct series *series)
{
    uint64_t sum = 0;
    for (int page = 0; page < PAGES_MAX; page++)
        for (int i = 0; series->classes.pages[page] && i < PAGE_CLASSES; i++)
            sum += series->classes.pages[page][i];
    return sum;
}

/* Emptied and filled again a series is as new: nothing of the earlier values is left in its classes. */
static void an_emptied_series_is_as_new(void **state)
{
    (void)state;
    struct series series = {.count = 0};
    for (int round = 0; round < 2; round++) {
        for (int64_t i = 0; i < SERIES_KEPT + 5; i++)
            assert_true(series_add(&series, 100 * (round + i)));
        assert_int_equal(series.count, SERIES_KEPT + 5);
        assert_int_equal(counted(&series), SERIES_KEPT + 5);
        assert_int_equal(series.distances.least, 100 * round);
        assert_int_equal(series.distances.most, 100 * (round + SERIES_KEPT + 4));
        series_empty(&series);
        assert_int_equal(counted(&series), 0);
        assert_true(series_add(&series, 3) && series_value(&series, 0) == 3 && series.count == 1);
        series_empty(&series);
    }
    series_release(&series);
}

/* Equal values, of which a different one comes last: as if each had been kept, however many they were. */
static void equal_values_are_as_others(void **state)
{
    (void)state;
    const uint64_t lengths[] = {
        1, 63, 64, 65, SERIES_KEPT - 1, SERIES_KEPT, SERIES_KEPT + 1, 3 * SERIES_KEPT};
    struct series series = {.count = 0};
    for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++) {
        for (uint64_t i = 0; i < lengths[k]; i++)
            assert_true(series_add(&series, 7));
        struct moments equal = series_moments(&series);
        assert_true(equal.count == (double)lengths[k] && equal.sum == 7 * (double)lengths[k]);
        assert_true(equal.squares == 0 && equal.least == 7 && equal.most == 7);
        assert_true(series_value(&series, lengths[k] - 1) == 7);
        assert_true(series_add(&series, 9));
        struct moments other = series_moments(&series);
        assert_true(other.sum == 7 * (double)lengths[k] + 9 && other.least == 7 && other.most == 9);
        double n = (double)lengths[k]; /* one of n + 1 lies 2 away from the others: 4 n / (n + 1) */
        assert_near(other.squares, 4 * n / (n + 1), 1e-9, 0);
        if (lengths[k] < SERIES_KEPT)
            assert_true(series_value(&series, lengths[k] - 1) == 7 && series_value(&series, lengths[k]) == 9);
        else
            assert_int_equal(counted(&series), lengths[k] + 1);
        series_empty(&series);
    }
    series_release(&series);
}

/* 1, 2, 3, 4: mean 2.5, squares 2.25 + 0.25 + 0.25 + 2.25 = 5. Far from zero the same. */
static void moments_by_hand(void **state)
{
    (void)state;
    const int64_t far[] = {0, 30000000000};
    for (int k = 0; k < 2; k++) {
        struct series series = {.count = 0};
        for (int i = 1; i <= 4; i++)
            assert_true(series_add(&series, far[k] + i));
        struct moments moments = series_moments(&series);
        assert_true(moments.count == 4 && moments.sum == 4 * (double)far[k] + 10 && moments.squares == 5);
        assert_true(moments.least == far[k] + 1 && moments.most == far[k] + 4);
        series_release(&series);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes_cover_all_values),
        cmocka_unit_test(fine_classes_nest_in_coarse_ones),
        cmocka_unit_test(many_values_are_counted_as_one_by_one),
        cmocka_unit_test(an_emptied_series_is_as_new),
        cmocka_unit_test(equal_values_are_as_others),
        cmocka_unit_test(moments_by_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
