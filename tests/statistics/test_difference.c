/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/difference.h"

#include "support/luck.h"
#include "support/test.h"

/* Differences of quantiles of two scenarios with the same luck. Those of ratios: test_interval.c. */
enum { REPLICATIONS = 40, PATIENTS = 25 };

struct sides {
    struct samples samples[2];
    struct sample_view views[2];
};

/* Values of both, replication by replication: made of the same uniform u and one of the second's own. */
static void fill(struct sides *sides, int replications, int patients,
                 int64_t (*second)(int64_t value, double own))
{
    uint64_t luck = 7;
    *sides = (struct sides){.samples = {{.count = 0}, {.count = 0}}};
    for (int r = 0; r < replications; r++) {
        struct series series[2] = {{.count = 0}, {.count = 0}};
        for (int i = 0; i < patients; i++) {
            int64_t value = (int64_t)(-86400 * log(luck_uniform(&luck)));
            double own = luck_uniform(&luck);
            assert_true(series_add(&series[0], value));
            assert_true(series_add(&series[1], second(value, own)));
        }
        for (int k = 0; k < 2; k++) {
            assert_true(samples_add(&sides->samples[k], &series[k]));
            series_release(&series[k]);
        }
    }
    for (int k = 0; k < 2; k++)
        assert_true(view_open(&sides->views[k], &sides->samples[k], 1));
}

static struct difference difference_of(struct sides *sides, int later, double p)
{
    const size_t replications = sides->views[0].replications;
    double *work = calloc(4 * replications, sizeof *work);
    assert_non_null(work);
    struct difference difference =
        quantile_difference(&sides->views[later], &sides->views[!later], p, 0.95, work);
    free(work);
    return difference;
}

static void release(struct sides *sides)
{
    for (int k = 0; k < 2; k++) {
        view_close(&sides->views[k]);
        samples_release(&sides->samples[k]);
    }
}

static int64_t an_hour_later(int64_t value, double own)
{
    (void)own;
    return value + 3600;
}

static int64_t twice(int64_t value, double own)
{
    (void)own;
    return 2 * value;
}

static int64_t nobodys(int64_t value, double own)
{
    (void)value;
    return (int64_t)(-86400 * log(own));
}

/* Who is later by an hour, is later by an hour at each quantile, and nothing of that is luck. */
static void a_shift_is_known_exactly(void **state)
{
    (void)state;
    struct sides sides;
    fill(&sides, REPLICATIONS, PATIENTS, an_hour_later);
    for (double p = 0.25; p < 0.95; p += 0.25) {
        struct difference difference = difference_of(&sides, 1, p);
        assert_true(difference.figure.known && difference.figure.bounded);
        assert_near(difference.figure.value, 3600, 1e-12, 0);
        assert_near(difference.figure.low, 3600, 1e-12, 0);
        assert_near(difference.figure.high, 3600, 1e-12, 0);
        assert_near(difference.apart, 0, 0, 0);
    }
    release(&sides);
}

/*
 * Twice as long for everybody: the difference is the quantile itself, and so is its error. Exponential values
 * with mean a day have the median ln 2 days, and its standard error is sqrt(p (1 - p) / n) / f = 1 / sqrt(n)
 * days: f is 1/2 there. Of 1,000 values with 39 degrees of freedom the half-width is 2.0227 / sqrt(1000) =
 * 0.0640 days; both the variance and the slope are estimates, so a quarter is allowed. Variances of
 * independent runs would add up to 1 + 4 times that of the one, and the pair's is once that.
 */
static void a_doubling_has_the_error_of_the_quantile(void **state)
{
    (void)state;
    struct sides sides;
    fill(&sides, REPLICATIONS, PATIENTS, twice);
    struct difference difference = difference_of(&sides, 1, 0.5);
    double half = (difference.figure.high - difference.figure.low) / 2 / 86400;
    assert_near(difference.figure.value, view_quantile(&sides.views[0], 0.5), 1e-12, 0);
    assert_near(half, 0.0640, 0.25, 0);
    assert_near(difference.apart, 5, 1e-9, 0);
    release(&sides);
}

/* Each value twice on one side: the same quantile and the same luck, from twice as many values. Its own
 * half-width is 2.0227 / sqrt(3000) = 0.037 days; of that next to nothing is left. */
static void sides_may_have_different_numbers_of_values(void **state)
{
    (void)state;
    uint64_t luck = 7;
    struct sides sides = {.samples = {{.count = 0}, {.count = 0}}};
    for (int r = 0; r < REPLICATIONS; r++) {
        struct series series[2] = {{.count = 0}, {.count = 0}};
        for (int i = 0; i < 3 * PATIENTS; i++) {
            int64_t value = (int64_t)(-86400 * log(luck_uniform(&luck)));
            for (int k = 0; k < 3; k++) /* once to the first, twice to the second */
                assert_true(series_add(&series[k > 0], value));
        }
        for (int k = 0; k < 2; k++) {
            assert_true(samples_add(&sides.samples[k], &series[k]));
            series_release(&series[k]);
        }
    }
    for (int k = 0; k < 2; k++)
        assert_true(view_open(&sides.views[k], &sides.samples[k], 1));
    for (int later = 0; later < 2; later++) {
        struct difference difference = difference_of(&sides, later, 0.5);
        assert_true(difference.figure.bounded);
        assert_near(difference.figure.value / 86400, 0, 0, 0.01);
        assert_true((difference.figure.high - difference.figure.low) / 2 / 86400 < 0.01);
    }
    release(&sides);
}

/* Without common luck nothing is gained: the variances add up, up to what chance correlates in 40 pairs. */
static void strangers_gain_nothing(void **state)
{
    (void)state;
    struct sides sides;
    fill(&sides, 400, PATIENTS, nobodys);
    assert_near(difference_of(&sides, 1, 0.5).apart, 1, 0, 0.2);
    release(&sides);
}

/* 70,000 values are counted by class and in batches, 7,000 are kept, replication by replication: each can be
 * compared with the other. */
static void many_values_are_compared_in_batches(void **state)
{
    (void)state;
    struct sides many, few;
    fill(&many, 70, 1000, twice);
    assert_true(many.samples[0].classed);
    struct difference difference = difference_of(&many, 1, 0.5);
    assert_true(difference.figure.bounded);
    assert_near(difference.figure.value, 86400 * log(2), 0.03, 0);
    assert_true(difference.figure.low < 86400 * log(2) && 86400 * log(2) < difference.figure.high);
    fill(&few, 70, 100, twice);
    struct sides mixed = {.views = {few.views[0], many.views[1]}};
    difference = difference_of(&mixed, 1, 0.5);
    assert_true(difference.figure.bounded);
    assert_near(difference.figure.value, 86400 * log(2), 0.06, 0);
    release(&many);
    release(&few);
}

/* Values below 64 s, once, or each 40 times over, which changes no share and no quantile: then they are
 * counted by class and in batches. Compared with a third, replications must be joined first, or are already.
 */
static void assert_joined(int replications)
{
    enum { TIMES = 40, EACH = 45 };
    uint64_t luck = 21;
    struct samples samples[3] = {{.count = 0}};
    struct sample_view views[3];
    for (int r = 0; r < replications; r++) {
        struct series series[3] = {{.count = 0}};
        for (int i = 0; i < EACH; i++) {
            const int64_t common = (int64_t)(50 * luck_uniform(&luck));
            const int64_t own = common + (int64_t)(10 * luck_uniform(&luck));
            assert_true(series_add(&series[0], own));
            for (int k = 0; k < TIMES; k++)
                assert_true(series_add(&series[1], own) && series_add(&series[2], common));
        }
        for (int k = 0; k < 3; k++) {
            assert_true(samples_add(&samples[k], &series[k]));
            series_release(&series[k]);
        }
    }
    for (int k = 0; k < 3; k++)
        assert_true(view_open(&views[k], &samples[k], 1));
    assert_true(!samples[0].classed && samples[1].classed && samples[2].classed);
    double work[4 * REPLICATIONS];
    for (int k = 0; k < 2; k++) {
        struct figure once =
            quantile_difference(&views[k ? 2 : 0], &views[k ? 0 : 2], 0.5, 0.95, work).figure;
        struct figure often =
            quantile_difference(&views[k ? 2 : 1], &views[k ? 1 : 2], 0.5, 0.95, work).figure;
        assert_true(once.bounded && often.bounded && often.high > often.low);
        assert_near(once.value, often.value, 0, 0);
        assert_near(once.low, often.low, 1e-9, 0);
        assert_near(once.high, often.high, 1e-9, 0);
    }
    for (int k = 0; k < 3; k++) {
        view_close(&views[k]);
        samples_release(&samples[k]);
    }
}

/* By twos: of 39 the last stays alone. */
static void joined_replications_are_batches(void **state)
{
    (void)state;
    assert_joined(REPLICATIONS);
    assert_joined(REPLICATIONS - 1);
}

/* 40 replications of 25 are 1000: a p99 takes 1199. */
static void too_few_values_give_no_interval(void **state)
{
    (void)state;
    struct sides sides;
    fill(&sides, 1, PATIENTS, twice);
    struct difference difference = difference_of(&sides, 1, 0.5);
    assert_true(difference.figure.known && !difference.figure.bounded);
    release(&sides);
    fill(&sides, 10, 2, twice);
    assert_true(difference_of(&sides, 1, 0.5).figure.bounded);
    difference = difference_of(&sides, 1, 0.9);
    assert_true(difference.figure.known && !difference.figure.bounded);
    release(&sides);
    fill(&sides, REPLICATIONS, PATIENTS, twice);
    difference = difference_of(&sides, 1, 0.99);
    assert_true(difference.figure.known && !difference.figure.bounded);
    release(&sides);
    fill(&sides, REPLICATIONS, 2 * PATIENTS, twice);
    assert_true(difference_of(&sides, 1, 0.99).figure.bounded);
    release(&sides);
    fill(&sides, 5, 0, twice);
    assert_false(difference_of(&sides, 1, 0.5).figure.known);
    release(&sides);
}

/* ---- in pieces */

/* The mean of the pieces and its standard error. */
static void mean_of(const double *pieces, size_t count, double *mean, double *error)
{
    double squares = 0;
    *mean = 0;
    for (size_t r = 0; r < count; r++)
        *mean += pieces[r] / (double)count;
    for (size_t r = 0; r < count; r++)
        squares += (pieces[r] - *mean) * (pieces[r] - *mean);
    *error = sqrt(squares / (double)(count - 1) / (double)count);
}

static const double *pieces_of(const struct sample_view *view, double p)
{
    double *pieces = malloc(view->replications * sizeof *pieces);
    double *work = calloc(2 * view->replications, sizeof *work);
    assert_true(pieces && work);
    assert_true(quantile_pieces(view, p, pieces, work));
    free(work);
    return pieces;
}

/* Their mean is the quantile, their error that of an exponential's median: a day over the root of the number
 * of values. */
static void pieces_have_the_mean_and_the_error_of_the_quantile(void **state)
{
    (void)state;
    struct sides sides;
    double mean, error;
    fill(&sides, 400, PATIENTS, twice);
    const double *pieces = pieces_of(&sides.views[0], 0.5);
    mean_of(pieces, 400, &mean, &error);
    assert_near(mean, view_quantile(&sides.views[0], 0.5), 1e-3, 0);
    assert_near(error, 86400 / sqrt(400 * PATIENTS), 0.15, 0);
    free((void *)pieces);
    release(&sides);
}

/* 70,000 values stand in batches of two or more replications, which share a piece; the mean and its error are
 * those of 70,000 values all the same. */
static void pieces_of_batches_are_shared(void **state)
{
    (void)state;
    struct sides sides;
    double mean, error;
    size_t width = 1;
    fill(&sides, 70, 1000, twice);
    const double *pieces = pieces_of(&sides.views[0], 0.5);
    while (width < 70 && pieces[width] == pieces[0])
        width++;
    assert_true(width > 1 && (width & (width - 1)) == 0);
    for (size_t r = 0; r < 70; r++)
        assert_true(pieces[r] == pieces[r / width * width]);
    for (size_t r = width; r < 70; r += width)
        assert_true(pieces[r] != pieces[r - 1]);
    mean_of(pieces, 70, &mean, &error);
    assert_near(mean, view_quantile(&sides.views[0], 0.5), 0.005, 0);
    assert_near(error, 86400 / sqrt(70000), 0.3, 0);
    free((void *)pieces);
    release(&sides);
}

/* Of no values nothing is known; of one replication the quantile, without an error. */
static void pieces_of_little(void **state)
{
    (void)state;
    struct sides sides;
    double piece, work[2];
    fill(&sides, 1, 0, twice);
    assert_false(quantile_pieces(&sides.views[0], 0.5, &piece, work));
    release(&sides);
    fill(&sides, 1, PATIENTS, twice);
    assert_true(quantile_pieces(&sides.views[0], 0.5, &piece, work));
    assert_near(piece, view_quantile(&sides.views[0], 0.5), 1e-12, 0);
    release(&sides);
}

static void ratios_in_pieces(void **state)
{
    (void)state;
    /* 6 of 12: pieces 1/2 + (x - n / 2) * 3 / 12 */
    const double x[] = {1, 3, 2}, n[] = {4, 4, 4}, none[] = {0, 0, 0};
    const double expected[] = {0.25, 0.75, 0.5};
    double pieces[3];
    assert_true(ratio_pieces(&(struct replication_sums){(double *)x, (double *)n}, 3, pieces));
    for (int i = 0; i < 3; i++)
        assert_near(pieces[i], expected[i], 1e-12, 0);
    assert_false(ratio_pieces(&(struct replication_sums){(double *)x, (double *)none}, 3, pieces));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shift_is_known_exactly),
        cmocka_unit_test(a_doubling_has_the_error_of_the_quantile),
        cmocka_unit_test(sides_may_have_different_numbers_of_values),
        cmocka_unit_test(strangers_gain_nothing),
        cmocka_unit_test(many_values_are_compared_in_batches),
        cmocka_unit_test(joined_replications_are_batches),
        cmocka_unit_test(too_few_values_give_no_interval),
        cmocka_unit_test(pieces_have_the_mean_and_the_error_of_the_quantile),
        cmocka_unit_test(pieces_of_batches_are_shared),
        cmocka_unit_test(pieces_of_little),
        cmocka_unit_test(ratios_in_pieces),
    };
    return cmocka_run_group_tests_name("difference", tests, NULL, NULL);
}
