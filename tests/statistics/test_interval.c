/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/test.h"

#include "statistics/difference.h"
#include "statistics/interval.h"
#include "statistics/share.h"
#include "support/luck.h"

/* ---- means */

/* Student's t as printed in any table of it (Fisher & Yates 1963, table III). */
static void student_factors_are_those_of_the_tables(void **state)
{
    (void)state;
    assert_near(student_factor(0.95, 1), 12.706, 0, 0.0005);
    assert_near(student_factor(0.95, 4), 2.776, 0, 0.0005);
    assert_near(student_factor(0.95, 29), 2.045, 0, 0.0005);
    assert_near(student_factor(0.95, 120), 1.980, 0, 0.0005);
    assert_near(student_factor(0.90, 5), 2.015, 0, 0.0005);
    assert_near(student_factor(0.99, 10), 3.169, 0, 0.0005);
    assert_near(normal_factor(0.95), 1.959964, 0, 5e-7);
}

/* 1 ... 10: mean 5.5, variance 110/12, so a standard error of sqrt(11/12); t with 9 degrees is 2.262. */
static void a_mean_has_students_interval(void **state)
{
    (void)state;
    const double x[] = {10, 1, 9, 2, 8, 3, 7, 4, 6, 5};
    struct figure figure = interval_mean(x, 10, 0.95, -HUGE_VAL);
    assert_true(figure.known && figure.bounded);
    assert_near(figure.value, 5.5, 1e-14, 0);
    assert_near(figure.low, 5.5 - 2.262 * sqrt(11.0 / 12), 0, 0.0005);
    assert_near(figure.high, 5.5 + 2.262 * sqrt(11.0 / 12), 0, 0.0005);
}

static void one_replication_has_a_value_and_no_interval(void **state)
{
    (void)state;
    const double x[] = {2.385}, n[] = {4.5};
    struct figure mean = interval_mean(x, 1, 0.95, 0);
    struct figure ratio = interval_ratio(x, n, 1, 0.95);
    struct figure share = interval_share(x, n, 1, 0.95);
    assert_true(mean.known && ratio.known && share.known);
    assert_false(mean.bounded || ratio.bounded || share.bounded);
    assert_near(mean.value, 2.385, 0, 0);
    assert_near(ratio.value, 0.53, 1e-15, 0);
    assert_near(share.value, 0.53, 1e-15, 0);
}

static void nothing_is_known_without_replications(void **state)
{
    (void)state;
    assert_false(interval_mean(NULL, 0, 0.95, 0).known);
    assert_false(interval_ratio(NULL, NULL, 0, 0.95).known);
    assert_false(interval_share(NULL, NULL, 0, 0.95).known);
}

/* 0.1 has no exact double, and seven of them do not add up to 0.7: the interval must have no width all the
 * same. */
static void a_mean_that_never_varies_has_no_width(void **state)
{
    (void)state;
    const double x[] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
    struct figure figure = interval_mean(x, 7, 0.95, 0);
    assert_true(figure.bounded);
    assert_true(figure.value == 0.1 && figure.low == 0.1 && figure.high == 0.1);
}

/* 0 0 0 1: mean 0.25, standard error 0.25, t with 3 degrees 3.182. The third moment is 4 / 6 * 0.375 = 0.25,
 * so A = 0.25 / (6 * 0.125 * 2) = 1/6, and the upper bound is 3 (2.34867^(1/3) + 1) = 6.988 standard errors
 * above. */
static void a_mean_of_counts_does_not_reach_below_zero(void **state)
{
    (void)state;
    const double x[] = {0, 0, 0, 1};
    struct figure figure = interval_mean(x, 4, 0.95, 0);
    assert_true(figure.low == 0);
    assert_near(figure.high, 0.25 + 6.988 * 0.25, 0, 0.0005);
}

/* The same turned over is the same turned over; and G(t) = 3 ((1 + 3.182 - 1/6)^(1/3) - 1) = 1.768 standard
 * errors are on the side without a tail. */
static void a_tail_draws_the_interval_its_way(void **state)
{
    (void)state;
    const double right[] = {0, 0, 0, 1}, left[] = {0, 0, 0, -1};
    struct figure one = interval_mean(right, 4, 0.95, -HUGE_VAL);
    struct figure other = interval_mean(left, 4, 0.95, -HUGE_VAL);
    assert_near(one.low, 0.25 - 1.768 * 0.25, 0, 0.0005);
    assert_near(other.low, -one.high, 1e-12, 0);
    assert_near(other.high, -one.low, 1e-12, 0);
    struct reach even = skewed_student(0, 0.95, 9), two = skewed_student(skew_of(2, 0, 2), 0.95, 1);
    assert_near(even.below, 2.262, 0, 0.0005);
    assert_near(even.above, 2.262, 0, 0.0005);
    assert_near(two.above, 12.706, 0, 0.0005);
}

/* ---- differences */

/* x 3 5 7 9 less 2 3 6 5: differences 1 2 1 4, mean 2, squares 1 + 0 + 1 + 4 = 6, so an error of sqrt(6 / 3 /
 * 4) = 0.70711; cubes -1 - 1 + 8 = 6, so A = 4 / 6 * 6 / (6 * 2 sqrt 2 * 2) = 0.117851. With t = 3.18245 G is
 * (3.166953^(1/3)
 * - 1) / 0.235702 = 1.98746 below, and (1.333687^(1/3) + 1) / 0.235702 = 8.91269 above. */
static void a_difference_is_that_of_pairs(void **state)
{
    (void)state;
    const double first[] = {3, 5, 7, 9}, second[] = {2, 3, 6, 5}, ones[] = {1, 1, 1, 1};
    struct replication_sums a = {first, ones}, b = {second, ones};
    struct figure figure = interval_difference(&a, &b, 4, 0.95).figure;
    assert_true(figure.known && figure.bounded);
    assert_near(figure.value, 2, 1e-14, 0);
    assert_near(figure.low, 2 - 1.98746 * 0.70711, 0, 0.0005);
    assert_near(figure.high, 2 + 8.91269 * 0.70711, 0, 0.0005);
}

/* Of ratios: a ratio less nothing is the ratio, and less itself exactly nothing, however it varies. */
static void a_difference_of_ratios_has_their_rests(void **state)
{
    (void)state;
    const double x[] = {2, 4, 6}, n[] = {1, 3, 4}, zero[] = {0, 0, 0}, none[] = {0, 0, 0}, one[] = {0, 3, 0};
    struct replication_sums a = {x, n}, nothing = {zero, n}, empty = {x, none}, single = {x, one};
    struct figure ratio = interval_ratio(x, n, 3, 0.95);
    struct figure less_nothing = interval_difference(&a, &nothing, 3, 0.95).figure;
    struct figure less_itself = interval_difference(&a, &a, 3, 0.95).figure;
    assert_near(less_nothing.value, ratio.value, 1e-14, 0);
    assert_near(less_nothing.low, ratio.low, 1e-12, 0);
    assert_near(less_nothing.high, ratio.high, 1e-12, 0);
    assert_true(less_itself.value == 0 && less_itself.low == 0 && less_itself.high == 0);
    const double half[] = {0.25, 0, 0.25};
    struct replication_sums little = {half, half};
    assert_near(interval_difference(&little, &nothing, 3, 0.95).figure.value, 1, 0, 0);
    assert_near(interval_difference(&nothing, &little, 3, 0.95).figure.value, -1, 0, 0);
    assert_false(interval_difference(&a, &empty, 3, 0.95).figure.known);
    assert_false(interval_difference(&empty, &a, 3, 0.95).figure.known);
    assert_true(interval_difference(&a, &single, 3, 0.95).figure.known);
    assert_false(interval_difference(&a, &single, 3, 0.95).figure.bounded);
}

/* ---- ratios */

/* x 2 4 6 to n 1 3 4: R = 12/8; rests 0.5 -0.5 0; v = 3/2 * 0.5 / 64 = 3/256; t with 2 degrees 4.303. */
static void a_ratio_has_the_interval_computed_by_hand(void **state)
{
    (void)state;
    const double x[] = {2, 4, 6}, n[] = {1, 3, 4};
    struct figure figure = interval_ratio(x, n, 3, 0.95);
    assert_true(figure.known && figure.bounded);
    assert_near(figure.value, 1.5, 0, 0);
    assert_near(figure.high - 1.5, 4.303 * sqrt(3.0 / 256), 0, 0.0001);
    assert_near(1.5 - figure.low, 4.303 * sqrt(3.0 / 256), 0, 0.0001);
}

static void a_replication_with_few_patients_does_not_weigh_as_one_with_many(void **state)
{
    (void)state;
    const double x[] = {0, 99}, n[] = {1, 99};
    assert_near(interval_ratio(x, n, 2, 0.95).value, 0.99, 1e-15, 0);
}

static void a_ratio_without_patients_is_unknown(void **state)
{
    (void)state;
    const double none[] = {0, 0, 0};
    assert_false(interval_ratio(none, none, 3, 0.95).known);
    assert_false(interval_share(none, none, 3, 0.95).known);
}

/* All patients in one replication of three: nothing is known of how replications differ. */
static void patients_of_a_single_replication_give_no_interval(void **state)
{
    (void)state;
    const double x[] = {0, 3, 0}, n[] = {0, 4, 0};
    assert_true(interval_ratio(x, n, 3, 0.95).known);
    assert_false(interval_ratio(x, n, 3, 0.95).bounded);
    assert_false(interval_share(x, n, 3, 0.95).bounded);
}

/* ---- shares */

/* Newcombe 1998 (Stat Med 17:857), table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29. */
static void wilsons_bounds_are_the_published_ones(void **state)
{
    (void)state;
    const double published[][4] = {{81, 263, 0.2553, 0.3662},
                                   {15, 148, 0.0624, 0.1605},
                                   {0, 20, 0, 0.1611},
                                   {1, 29, 0.0061, 0.1718}};
    for (size_t i = 0; i < 4; i++) {
        const double *row = published[i];
        struct bounds bounds = wilson_bounds(row[0] / row[1], row[1], 0.95);
        assert_near(bounds.low, row[2], 0, 0.00005);
        assert_near(bounds.high, row[3], 0, 0.00005);
    }
}

/* Patients spread as evenly over two replications as whole patients allow: then they are worth 1.4 of as many
 * that are independent, and no more. None of them, and nothing is known of how they vary: they are worth what
 * they are. */
static void a_share_that_is_even_over_replications_has_wilsons_interval(void **state)
{
    (void)state;
    const double x[][2] = {{40, 41}, {7, 8}, {0, 0}}, n[][2] = {{130, 133}, {69, 79}, {10, 10}};
    const double share[] = {81 / 263.0, 15 / 148.0, 0}, worth[] = {1.4 * 263, 1.4 * 148, 20};
    for (size_t i = 0; i < 3; i++) {
        struct figure figure = interval_share(x[i], n[i], 2, 0.95);
        struct bounds wilson = wilson_bounds(share[i], worth[i], 0.95);
        assert_true(figure.known && figure.bounded);
        assert_near(figure.low, wilson.low, 1e-12, 1e-15);
        assert_near(figure.high, wilson.high, 1e-12, 0);
    }
}

/* z^2 / (n + z^2) = 3.8415 / 43.8415. */
static void none_of_forty_is_not_never(void **state)
{
    (void)state;
    const double none[] = {0, 0, 0, 0}, all[] = {10, 10, 10, 10};
    struct figure never = interval_share(none, all, 4, 0.95), always = interval_share(all, all, 4, 0.95);
    assert_true(never.value == 0 && never.low == 0);
    assert_near(never.high, 0.0876, 0, 0.00005);
    assert_true(always.value == 1 && always.high == 1);
    assert_near(always.low, 1 - 0.0876, 0, 0.00005);
}

/* Ten replications of ten patients, all or none of whom: v = 10/9 * 250 / 100^2 = 1/36, so that the hundred
 * are worth 0.25 / v = 9, less what the estimate of v costs, (1.960 / 2.262)^2. */
static void patients_who_share_their_fate_count_once(void **state)
{
    (void)state;
    const double x[] = {10, 0, 10, 0, 10, 0, 10, 0, 10, 0}, n[] = {10, 10, 10, 10, 10, 10, 10, 10, 10, 10};
    struct spread spread;
    assert_true(ratio_spread(x, n, 10, &spread));
    assert_near(spread.variance, 1.0 / 36, 1e-14, 0);
    assert_int_equal(spread.degrees, 9);
    double worth = effective_size(&spread, 0.95);
    assert_near(worth, 9 * (1.960 / 2.262) * (1.960 / 2.262), 0.0005, 0);
    struct bounds bounds = wilson_bounds(0.5, worth, 0.95);
    struct figure figure = interval_share(x, n, 10, 0.95);
    assert_true(figure.low == bounds.low && figure.high == bounds.high);
}

/* ---- coverage */

struct setting_of_shares {
    double share,
        swing; /* a replication's own share is share - swing or share + swing, by the toss of a coin */
    int replications, patients;
};

static struct figure simulate_share(const struct setting_of_shares *setting, uint64_t *luck)
{
    double x[100], n[100];
    for (int r = 0; r < setting->replications; r++) {
        double own = setting->share + (luck_uniform(luck) < 0.5 ? -setting->swing : setting->swing);
        n[r] = setting->patients;
        x[r] = 0;
        for (int i = 0; i < setting->patients; i++)
            x[r] += luck_uniform(luck) < own;
    }
    return interval_share(x, n, (size_t)setting->replications, 0.95);
}

/* Of 2000 intervals at 95%, between 93% and 97% hold the truth: five standard errors of such a count. */
static void nineteen_of_twenty_intervals_hold_a_clustered_share(void **state)
{
    (void)state;
    const struct setting_of_shares settings[] = {{0.03, 0.00, 30, 10}, {0.03, 0.03, 30, 10},
                                                 {0.5, 0.0, 30, 10},   {0.5, 0.25, 30, 10},
                                                 {0.97, 0.03, 30, 10}, {0.10, 0.05, 100, 5},
                                                 {0.1, 0.05, 10, 10},  {0.3, 0.2, 20, 60}};
    enum { RUNS = 2000 };
    uint64_t luck = 20250106;
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        int held = 0;
        for (int run = 0; run < RUNS; run++) {
            struct figure figure = simulate_share(&settings[i], &luck);
            held += figure.low <= settings[i].share && settings[i].share <= figure.high;
        }
        assert_near((double)held / RUNS, 0.95, 0, 0.02);
    }
}

/* Few patients or many, rare or certain: a figure is a number, and lies inside its interval. */
static void no_interval_is_ever_without_a_number(void **state)
{
    (void)state;
    uint64_t luck = 7;
    for (int run = 0; run < 20000; run++) {
        double x[8], n[8];
        size_t replications = 1 + (size_t)(luck_uniform(&luck) * 8);
        double share = luck_uniform(&luck) < 0.3 ? floor(2 * luck_uniform(&luck)) : luck_uniform(&luck);
        for (size_t r = 0; r < replications; r++) {
            n[r] = floor(4 * luck_uniform(&luck));
            x[r] = floor((n[r] + 0.999) * share);
        }
        struct figure figures[] = {interval_mean(x, replications, 0.95, 0),
                                   interval_ratio(x, n, replications, 0.99),
                                   interval_share(x, n, replications, 0.5)};
        for (size_t i = 0; i < 3; i++) {
            const struct figure *figure = &figures[i];
            assert_true(isfinite(figure->value) && isfinite(figure->low) && isfinite(figure->high));
            assert_true(figure->low <= figure->value && figure->value <= figure->high);
        }
        assert_true(figures[2].low >= 0 && figures[2].high <= 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(student_factors_are_those_of_the_tables),
        cmocka_unit_test(a_mean_has_students_interval),
        cmocka_unit_test(one_replication_has_a_value_and_no_interval),
        cmocka_unit_test(nothing_is_known_without_replications),
        cmocka_unit_test(a_mean_that_never_varies_has_no_width),
        cmocka_unit_test(a_mean_of_counts_does_not_reach_below_zero),
        cmocka_unit_test(a_tail_draws_the_interval_its_way),
        cmocka_unit_test(a_difference_is_that_of_pairs),
        cmocka_unit_test(a_difference_of_ratios_has_their_rests),
        cmocka_unit_test(a_ratio_has_the_interval_computed_by_hand),
        cmocka_unit_test(a_replication_with_few_patients_does_not_weigh_as_one_with_many),
        cmocka_unit_test(a_ratio_without_patients_is_unknown),
        cmocka_unit_test(patients_of_a_single_replication_give_no_interval),
        cmocka_unit_test(wilsons_bounds_are_the_published_ones),
        cmocka_unit_test(a_share_that_is_even_over_replications_has_wilsons_interval),
        cmocka_unit_test(none_of_forty_is_not_never),
        cmocka_unit_test(patients_who_share_their_fate_count_once),
        cmocka_unit_test(nineteen_of_twenty_intervals_hold_a_clustered_share),
        cmocka_unit_test(no_interval_is_ever_without_a_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
