/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/sensitivity.h"

#include "statistics/belief.h"
#include "statistics/points.h"
#include "support/luck.h"
#include "support/test.h"

/* Sensitivity of functions whose indices are known. */
enum { DIMENSIONS_MAX = 8 };

typedef double function(const double *u, size_t dimensions);

/* Pieces of a function at the points of pick and freeze, from a Sobol sequence of twice the dimensions;
 * noise: luck of its own at each point and replication, shared: luck that all points have in common. */
struct trial {
    function *of;
    size_t rows, dimensions, replications;
    double noise, shared;
};

static struct freeze freeze_of(const struct trial *trial)
{
    size_t k = trial->dimensions;
    uint64_t luck = 3;
    double *pairs = calloc(trial->rows * 2 * k, sizeof *pairs), *common = calloc(1000, sizeof *common);
    double *pieces = calloc(trial->rows * (2 + k) * trial->replications, sizeof *pieces), *to = pieces;
    assert_true(pairs && pieces && common && points_quasi(pairs, trial->rows, 2 * k, 5));
    for (size_t r = 0; r < trial->replications; r++)
        common[r] = trial->shared * (luck_uniform(&luck) - 0.5);
    for (size_t row = 0; row < trial->rows; row++)
        for (size_t which = 0; which < 2 + k; which++) {
            double u[DIMENSIONS_MAX];
            for (size_t i = 0; i < k; i++)
                u[i] = pairs[row * 2 * k + (which == 1 || which == 2 + i ? k : 0) + i];
            double value = trial->of(u, k);
            for (size_t r = 0; r < trial->replications; r++)
                *to++ = value + common[r] + trial->noise * (luck_uniform(&luck) - 0.5);
        }
    free(pairs);
    free(common);
    return (struct freeze){pieces, trial->rows, k, trial->replications};
}

static struct freeze_index index_of(const struct freeze *freeze, size_t group)
{
    double *work = calloc(2 * freeze->rows, sizeof *work);
    assert_non_null(work);
    struct freeze_index index = freeze_index(freeze, group, 0.95, work);
    free(work);
    return index;
}

static struct freeze_variance variance_of(const struct freeze *freeze)
{
    struct freeze_variance variance;
    double *work = calloc(2 * freeze->rows, sizeof *work);
    assert_non_null(work);
    freeze_variance(freeze, 0.95, work, &variance);
    free(work);
    return variance;
}

static void assert_holds(struct figure figure, double truth, double within)
{
    assert_true(figure.known && figure.bounded);
    assert_near(figure.value, truth, 0, within);
    assert_true(figure.low <= truth + 1e-9 && truth <= figure.high + 1e-9);
}

/* Ishigami & Homma (1990), a = 7, b = 0.1; first order 0.3139, 0.4424, 0 and total 0.5576, 0.4424, 0.2437
 * (Saltelli et al. 2008, Global Sensitivity Analysis: The Primer, sec. 4.5); variance 13.845. */
static double ishigami(const double *u, size_t dimensions)
{
    double x[3];
    for (size_t i = 0; i < dimensions; i++)
        x[i] = M_PI * (2 * u[i] - 1);
    return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * pow(x[2], 4) * sin(x[0]);
}

static const double ISHIGAMI_FIRST[] = {0.3139, 0.4424, 0}, ISHIGAMI_TOTAL[] = {0.5576, 0.4424, 0.2437};

static void test_ishigami(void **state)
{
    (void)state;
    const struct trial trial = {ishigami, 4096, 3, 1, 0, 0};
    struct freeze freeze = freeze_of(&trial);
    for (size_t i = 0; i < 3; i++) {
        struct freeze_index index = index_of(&freeze, i);
        assert_holds(index.alone, ISHIGAMI_FIRST[i], 0.01);
        assert_holds(index.with_all, ISHIGAMI_TOTAL[i], 0.01);
    }
    struct freeze_variance variance = variance_of(&freeze);
    assert_near(variance.parameter_variance, 13.845, 0, 0.2);
    assert_near(variance.mean.value, 3.5, 0, 0.01); /* a / 2 */
    free((double *)freeze.pieces);
}

/* Sobol's g-function with a = 0, 1, 4.5, 9: V_i = 1 / (3 (1 + a_i)^2), V = prod (1 + V_i) - 1, total
 * V_i prod of the others' (1 + V_j) / V (Sobol 1993; Saltelli et al. 2010). */
static const double G[] = {0, 1, 4.5, 9};

static double g_function(const double *u, size_t dimensions)
{
    double product = 1;
    for (size_t i = 0; i < dimensions; i++)
        product *= (fabs(4 * u[i] - 2) + G[i]) / (1 + G[i]);
    return product;
}

static void test_g_function(void **state)
{
    (void)state;
    const struct trial trial = {g_function, 4096, 4, 1, 0, 0};
    struct freeze freeze = freeze_of(&trial);
    double part[4], all = 1;
    for (int i = 0; i < 4; i++) {
        part[i] = 1 / (3 * (1 + G[i]) * (1 + G[i]));
        all *= 1 + part[i];
    }
    for (size_t i = 0; i < 4; i++) {
        struct freeze_index index = index_of(&freeze, i);
        assert_holds(index.alone, part[i] / (all - 1), 0.02);
        assert_holds(index.with_all, part[i] * all / (1 + part[i]) / (all - 1), 0.02);
    }
    free((double *)freeze.pieces);
}

/* u + 2 v: variances 1/12 and 4/12. With luck of the points' own as large as that (variance 1/12 a
 * replication), and luck that all share, twice as large: indices are as without it, and the numbers make 5/12
 * of 5/12 + 1/12 + 4/12. */
static double sum(const double *u, size_t dimensions)
{
    (void)dimensions;
    return u[0] + 2 * u[1];
}

static void test_luck_makes_no_index(void **state)
{
    (void)state;
    const struct trial trial = {sum, 1000, 2, 200, 1, 2};
    struct freeze freeze = freeze_of(&trial);
    struct freeze_index index[] = {index_of(&freeze, 0), index_of(&freeze, 1)};
    for (int i = 0; i < 2; i++) {
        assert_holds(index[i].alone, i ? 0.8 : 0.2, 0.04);
        assert_holds(index[i].with_all, i ? 0.8 : 0.2, 0.04);
    }
    struct freeze_variance variance = variance_of(&freeze);
    assert_near(variance.parameter_variance, 5.0 / 12, 0, 0.01);
    assert_near(variance.chance_variance, 5.0 / 12, 0, 0.06); /* the shared luck has 200 values */
    assert_near(variance.parameters.value, 0.5, 0, 0.04);
    assert_near(index[1].of_all.value, 0.4, 0, 0.04);
    free((double *)freeze.pieces);
}

/* Only luck: parameters make nothing, in the mean of many estimates. Were it not taken off, they would make
 * 1 / (1 + 4) of the variance with four replications. */
static double nothing(const double *u, size_t dimensions)
{
    (void)u;
    (void)dimensions;
    return 1;
}

static void test_luck_is_not_parameters(void **state)
{
    (void)state;
    const struct trial trial = {nothing, 4000, 2, 4, 1, 0};
    struct freeze freeze = freeze_of(&trial);
    struct freeze_variance variance = variance_of(&freeze);
    assert_true(fabs(variance.parameter_variance) < 4 * 1.0 / 12 / 4 * sqrt(1.0 / 4000) * 2);
    assert_true(variance.parameters.low <= 0 || !variance.parameters.known);
    assert_near(variance.noise_variance, 1.0 / 12 / 4, 0, 0.001);
    free((double *)freeze.pieces);
}

/* u + 2 v is at most t with probability t^2 / 4 as long as t <= 1: 2.5% lie below the root of 0.1, and as
 * many above 3 less that. */
static void test_the_middle_95_percent(void **state)
{
    (void)state;
    const struct trial trial = {sum, 2000, 2, 3, 0, 0};
    struct freeze freeze = freeze_of(&trial);
    struct freeze_variance variance = variance_of(&freeze);
    assert_near(variance.low, sqrt(0.1), 0, 0.02);
    assert_near(variance.high, 3 - sqrt(0.1), 0, 0.02);
    assert_holds(variance.mean, 1.5, 0.01);
    free((double *)freeze.pieces);
}

/* Of forty values the 1st and the 40th bound the middle 95%: they stand in the first row here. Each row has
 * three points, of which the first two count. */
static void test_every_row_counts(void **state)
{
    (void)state;
    enum { ROWS = 20 };
    double pieces[ROWS * 3];
    for (int i = 0; i < ROWS * 3; i++)
        pieces[i] = i % 3 < 2 ? 10 + i : 1000;
    pieces[0] = 1;
    pieces[1] = 99;
    const struct freeze freeze = {pieces, ROWS, 1, 1};
    struct freeze_variance variance = variance_of(&freeze);
    assert_near(variance.low, 1, 0, 0);
    assert_near(variance.high, 99, 0, 0);
    /* rows 1 to 19 have 10 + 3 row and one more: 38 * 10.5 + 2 * 3 * 190 */
    assert_near(variance.mean.value, (1 + 99 + 38 * 10.5 + 6 * 190.0) / 40, 1e-12, 0);
}

/* A row that lacks a figure at one of its points is left out. */
static void test_rows_that_lack_a_figure(void **state)
{
    (void)state;
    const struct trial trial = {sum, 100, 2, 3, 0, 0};
    struct freeze freeze = freeze_of(&trial);
    double *pieces = (double *)freeze.pieces;
    for (int i = 0; i < 3; i++) {
        pieces[5 * 4 * 3 + 3 + i] = (double)NAN;
        pieces[7 * 4 * 3 + 9 + i] = (double)NAN;
    }
    assert_int_equal(variance_of(&freeze).rows, 98);
    assert_near(index_of(&freeze, 1).alone.value, 0.8, 0, 0.05);
    free(pieces);
}

/* ---- Morris */

/* 3 u - v + 2 w^2: the first two move it by 3 and -1 everywhere; the third by 2 (w' + w) on levels 0, 1/3,
 * 2/3, 1 and steps of 2/3, so by 2 * 2/3 or 2 * 4/3, each as often. */
static double slopes(const double *u, size_t dimensions)
{
    (void)dimensions;
    return 3 * u[0] - u[1] + 2 * u[2] * u[2];
}

static struct morris morris_of(double *points, size_t *moved, double *pieces, size_t trajectories,
                               double noise)
{
    uint64_t luck = 9;
    points_morris(points, moved, trajectories, 3, 4);
    for (size_t i = 0; i < trajectories * 4; i++)
        for (size_t r = 0; r < 5; r++)
            pieces[i * 5 + r] = slopes(points + i * 3, 3) + noise * (luck_uniform(&luck) - 0.5);
    return (struct morris){pieces, points, moved, trajectories, 3, 5};
}

enum { TRAJECTORIES = 400 };

static void test_morris(void **state)
{
    (void)state;
    static double points[TRAJECTORIES * 12], pieces[TRAJECTORIES * 20], work[2 * TRAJECTORIES];
    static size_t moved[TRAJECTORIES * 3];
    struct morris morris = morris_of(points, moved, pieces, TRAJECTORIES, 0);
    const double mean[] = {3, -1, 2}, size[] = {3, 1, 2}, sigma[] = {0, 0, 2.0 / 3};
    for (size_t i = 0; i < 3; i++) {
        struct morris_effect effect = morris_effect(&morris, i, 0.95, work);
        assert_holds(effect.mean, mean[i], 0.1);
        assert_holds(effect.size, size[i], 0.1);
        assert_near(effect.sigma, sigma[i], 0, 0.02);
        assert_int_equal(effect.effects, TRAJECTORIES);
    }
}

/* Luck of variance 1/12 in each of five pieces of two points, over a step of 2/3: it is told, and is no
 * sigma. */
static void test_morris_with_luck(void **state)
{
    (void)state;
    static double points[TRAJECTORIES * 12], pieces[TRAJECTORIES * 20], work[2 * TRAJECTORIES];
    static size_t moved[TRAJECTORIES * 3];
    struct morris morris = morris_of(points, moved, pieces, TRAJECTORIES, 1);
    struct morris_effect effect = morris_effect(&morris, 0, 0.95, work);
    assert_near(effect.noise, sqrt(2.0 / 12 / 5) * 1.5, 0, 0.02);
    assert_near(effect.mean.value, 3, 0, 0.06);
    assert_true(effect.sigma < 0.12); /* 0.27 were it not taken off */
}

/* Each step of a trajectory moves another dimension by 2/3 and stays on the four levels. */
static void test_trajectories(void **state)
{
    (void)state;
    static double points[20 * 12 + 1];
    static size_t moved[20 * 3];
    for (size_t i = 0; i < 20 * 3; i++)
        moved[i] = 7;
    points[20 * 12] = 7; /* after the last, and left alone */
    points_morris(points, moved, 20, 3, 8);
    assert_near(points[20 * 12], 7, 0, 0);
    for (size_t t = 0; t < 20; t++) {
        unsigned seen = 0;
        for (size_t step = 0; step < 3; step++) {
            const double *from = points + (t * 4 + step) * 3, *to = from + 3;
            seen |= 1u << moved[t * 3 + step];
            for (size_t i = 0; i < 3; i++) {
                assert_near(fabs(to[i] - from[i]), i == moved[t * 3 + step] ? 2.0 / 3 : 0, 0, 1e-12);
                assert_near(3 * to[i], round(3 * to[i]), 0, 1e-12);
                assert_true(to[i] > -1e-12 && to[i] < 1 + 1e-12);
            }
        }
        assert_int_equal(seen, 7);
    }
}

/* Of 2^n - 1 points of a Sobol sequence each dimension has one in every interval of 2^-n but one; a shift
 * turns the circle. So any two are apart by a multiple of 2^-n, and no two are the same. */
static void test_sobol_fills_evenly(void **state)
{
    (void)state;
    enum { POINTS = 63, WIDE = 5 };
    double points[POINTS * WIDE], again[POINTS * WIDE];
    for (int i = 0; i < POINTS * WIDE; i++)
        points[i] = again[i] = 7;
    assert_true(points_quasi(points, POINTS, WIDE, 3) && points_quasi(again, POINTS, WIDE, 4));
    for (int k = 0; k < WIDE; k++) {
        bool seen[POINTS + 1] = {false};
        for (int i = 0; i < POINTS; i++) {
            double apart = (points[i * WIDE + k] - points[k] + 1) * (POINTS + 1);
            int cell = (int)lround(apart) % (POINTS + 1);
            assert_true(points[i * WIDE + k] >= 0 && points[i * WIDE + k] < 1);
            assert_near(apart, round(apart), 0, 1e-9);
            assert_false(seen[cell]);
            seen[cell] = true;
        }
        assert_true(points[k] != again[k]); /* another seed is another shift */
        assert_true(k == 0 || points[k] != points[k - 1]);
    }
}

/* Each number is in the unit interval and none comes twice. */
static void test_random_points(void **state)
{
    (void)state;
    enum { POINTS = 50, WIDE = 4 };
    double points[POINTS * WIDE + 1];
    for (int i = 0; i <= POINTS * WIDE; i++)
        points[i] = 7;
    points_random(points, POINTS, WIDE, 3);
    for (int i = 0; i < POINTS * WIDE; i++) {
        assert_true(points[i] > 0 && points[i] < 1);
        for (int k = 0; k < i; k++)
            assert_true(points[k] != points[i]);
    }
    assert_near(points[POINTS * WIDE], 7, 0, 0);
}

/* ---- what a parameter may be */

static void test_beliefs(void **state)
{
    (void)state;
    const struct belief range = {BELIEF_UNIFORM, 14, 18}, whole = {BELIEF_WHOLE, 3, 6},
                        ratio = {BELIEF_LOGNORMAL, 0.8, 1.25}, count = {BELIEF_BETA, 1, 4};
    assert_near(belief_quantile(&range, 0.25), 15, 0, 1e-12);
    assert_near(belief_within(&range, 1), 18, 0, 1e-12);
    assert_near(belief_quantile(&whole, 0), 3, 0, 0);
    assert_near(belief_quantile(&whole, 0.49), 4, 0, 0);
    assert_near(belief_within(&whole, 1), 6, 0, 0);
    assert_near(belief_quantile(&ratio, 0.025), 0.8, 0, 1e-9);
    assert_near(belief_quantile(&ratio, 0.5), 1, 0, 1e-9);
    assert_near(belief_within(&ratio, 1), 1.25, 0, 1e-9);
    /* Beta(1.5, 3.5): its mean is 1.5 / 5. Beta(2.5, 2.5) is symmetrical. */
    double sum = 0;
    for (int i = 0; i < 10000; i++)
        sum += belief_quantile(&count, (i + 0.5) / 10000) / 10000;
    assert_near(sum, 0.3, 0, 1e-5);
    assert_near(belief_quantile(&(struct belief){BELIEF_BETA, 2, 4}, 0.5), 0.5, 0, 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ishigami),
        cmocka_unit_test(test_g_function),
        cmocka_unit_test(test_luck_makes_no_index),
        cmocka_unit_test(test_luck_is_not_parameters),
        cmocka_unit_test(test_the_middle_95_percent),
        cmocka_unit_test(test_every_row_counts),
        cmocka_unit_test(test_rows_that_lack_a_figure),
        cmocka_unit_test(test_morris),
        cmocka_unit_test(test_morris_with_luck),
        cmocka_unit_test(test_trajectories),
        cmocka_unit_test(test_sobol_fills_evenly),
        cmocka_unit_test(test_random_points),
        cmocka_unit_test(test_beliefs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
