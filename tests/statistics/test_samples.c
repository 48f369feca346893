/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/samples.h"

#include "support/luck.h"
#include "support/test.h"

/*
 * The store of single values against a plain list of them. Values below 64 have classes of their own, so that
 * nothing is lost when they are counted by class.
 */
enum { PARTS_MAX = 3, REPLICATIONS_MAX = 70, VALUE_MAX = 64 };

struct shape {
    int parts, replications, each; /* values of a replication, at most; so many by chance */
    int fixed;                     /* of each of the first part, where that is classed */
    int64_t widest;                /* values are below it */
    bool classed;                  /* the first part */
};

struct plain {
    struct samples samples[PARTS_MAX];
    int64_t *values;
    int *owner; /* replication of each */
    size_t count;
    const struct shape *shape;
};

static void fill(struct plain *plain, const struct shape *shape, uint64_t *luck)
{
    size_t most = (size_t)shape->each > (size_t)shape->fixed ? (size_t)shape->each : (size_t)shape->fixed;
    size_t room = (size_t)(shape->parts * shape->replications) * (most + 1);
    *plain = (struct plain){.shape = shape,
                            .values = malloc(room * sizeof *plain->values),
                            .owner = malloc(room * sizeof *plain->owner)};
    assert_true(plain->values && plain->owner);
    for (int i = 0; i < shape->parts; i++)
        for (int r = 0; r < shape->replications; r++) {
            struct series series = {.count = 0};
            /* the first part has many where it is to be classed, the others few */
            bool many = shape->classed && i == 0;
            int count = many ? shape->fixed : (int)(luck_uniform(luck) * (shape->each + 1));
            bool even = luck_uniform(luck) < 0.2;
            int64_t same = (int64_t)(luck_uniform(luck) * (double)shape->widest);
            for (int k = 0; k < count; k++) {
                int64_t value = even ? same : (int64_t)(luck_uniform(luck) * (double)shape->widest);
                assert_true(series_add(&series, value));
                plain->owner[plain->count] = r;
                plain->values[plain->count++] = value;
            }
            assert_true(samples_add(&plain->samples[i], &series));
            series_release(&series);
        }
}

static void release(struct plain *plain)
{
    for (int i = 0; i < plain->shape->parts; i++)
        samples_release(&plain->samples[i]);
    free(plain->values);
    free(plain->owner);
}

static int compare(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

static void assert_sums(const struct plain *plain, const struct sample_view *view)
{
    double counts[REPLICATIONS_MAX], sums[REPLICATIONS_MAX], squares[REPLICATIONS_MAX];
    double expected[3][REPLICATIONS_MAX] = {{0}};
    const double centre = (double)plain->shape->widest / 3;
    for (size_t i = 0; i < plain->count; i++) {
        double value = (double)plain->values[i];
        expected[0][plain->owner[i]]++;
        expected[1][plain->owner[i]] += value;
        expected[2][plain->owner[i]] += (value - centre) * (value - centre);
    }
    view_counts(view, counts);
    view_sums(view, sums);
    view_squares(view, centre, squares);
    for (int r = 0; r < plain->shape->replications; r++) {
        assert_near(counts[r], expected[0][r], 0, 0);
        assert_near(sums[r], expected[1][r], 1e-9, 1e-9);
        assert_near(squares[r], expected[2][r], 1e-6, 1e-3);
    }
}

/* Batches are of 1, 2, 4, ... replications that follow one another, as few as leave no more than there may
 * be.
 */
static void assert_groups(const struct plain *plain, const struct sample_view *view, double bound)
{
    double x[REPLICATIONS_MAX], n[REPLICATIONS_MAX], counts[REPLICATIONS_MAX] = {0},
                                                     within[REPLICATIONS_MAX] = {0};
    int size = 1;
    while (plain->shape->classed && plain->shape->replications > BATCHES_MAX * size)
        size *= 2;
    for (size_t i = 0; i < plain->count; i++) {
        counts[plain->owner[i] / size]++;
        within[plain->owner[i] / size] += (double)plain->values[i] <= bound;
    }
    size_t groups = view_groups(view, bound, x, n);
    assert_int_equal(groups, (plain->shape->replications + size - 1) / size);
    for (size_t g = 0; g < groups; g++) {
        assert_near(n[g], counts[g], 0, 0);
        assert_near(x[g], within[g], 0, 0);
    }
}

static void assert_order(const struct plain *plain, const struct sample_view *view)
{
    static const double levels[] = {0, 0.01, 0.05, 0.25, 0.5, 0.9, 0.999, 1};
    int64_t *sorted = malloc(plain->count * sizeof *sorted);
    assert_non_null(sorted);
    memcpy(sorted, plain->values, plain->count * sizeof *sorted);
    qsort(sorted, plain->count, sizeof *sorted, compare);
    assert_int_equal(view->least, sorted[0]);
    assert_int_equal(view->most, sorted[plain->count - 1]);
    for (size_t rank = 0; rank<plain->count; rank += plain->count> 2000 ? 97 : 1)
        assert_near(view_rank(view, rank), (double)sorted[rank], 0, 0);
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        double place = levels[i] * (double)(plain->count - 1);
        size_t below = (size_t)floor(place), above = below + 1 < plain->count ? below + 1 : below;
        double low = (double)sorted[below], high = (double)sorted[above];
        assert_near(view_quantile(view, levels[i]), low + (place - (double)below) * (high - low), 1e-12,
                    1e-12);
    }
    free(sorted);
}

static void assert_histogram(const struct plain *plain, const struct sample_view *view)
{
    enum { BINS = 64 };
    const int64_t width = (plain->shape->widest + BINS - 1) / BINS;
    uint64_t bins[BINS] = {0}, expected[BINS] = {0};
    for (size_t i = 0; i < plain->count; i++)
        expected[plain->values[i] / width]++;
    view_histogram(view, width, bins);
    assert_memory_equal(bins, expected, sizeof bins);
}

static void assert_as_plain(const struct shape *shape, uint64_t *luck)
{
    struct plain plain;
    struct sample_view view;
    fill(&plain, shape, luck);
    assert_true(view_open(&view, plain.samples, (size_t)shape->parts));
    assert_int_equal(view.count, plain.count);
    assert_int_equal(view.replications, shape->replications);
    assert_int_equal(plain.samples[0].classed, shape->classed);
    assert_int_equal(view.classes != NULL, shape->classed);
    assert_sums(&plain, &view);
    if (plain.count) {
        assert_order(&plain, &view);
        assert_histogram(&plain, &view);
        for (int i = shape->classed ? 0 : -1; i <= 12; i++) {
            assert_groups(&plain, &view, (double)(shape->widest * i / 11));
            assert_groups(&plain, &view, (double)(shape->widest * i / 11) + 0.5);
        }
    }
    view_close(&view);
    release(&plain);
}

/* Few, so many that they are marked, and more replications than values. */
static void kept_values_are_a_plain_list(void **state)
{
    (void)state;
    static const struct shape shapes[] = {
        {1, 1, 1, 0, 10, false},     {1, 3, 5, 0, 10, false},        {2, 4, 30, 0, 1000000, false},
        {3, 7, 100, 0, 50, false},   {1, 20, 300, 0, 100000, false}, {3, 20, 100, 0, 40, false},
        {2, 70, 1, 0, 1000, false},  {3, 70, 20, 0, 3, false},       {1, 2, 2000, 0, 1 << 30, false},
        {2, 1, 239, 0, 1000, false}, {1, 1, 256, 0, 1000, false},    {1, 2, 1024, 0, 5, false},
    };
    uint64_t luck = 11;
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        for (int again = 0; again < 8; again++)
            assert_as_plain(&shapes[i], &luck);
}

/* Values that are classes of their own: classed from the first replication on, later, and beside few. */
static void counted_values_are_a_plain_list(void **state)
{
    (void)state;
    static const struct shape shapes[] = {
        {1, 2, 0, 70000, VALUE_MAX, true},  {1, 70, 0, 1000, VALUE_MAX, true},
        {3, 33, 40, 2000, VALUE_MAX, true}, {2, 32, 40, 2100, VALUE_MAX, true},
        {2, 66, 300, 1000, 20, true},
    };
    uint64_t luck = 12;
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        assert_as_plain(&shapes[i], &luck);
}

/* Where classes are wide, a rank is known to a class: but for the least and the most, which are exact. From
 * 2^16 on classes are 64 wide; one begins with the least, and another ends with the most. */
static void the_least_and_the_most_are_exact(void **state)
{
    (void)state;
    struct samples samples = {.count = 0};
    struct series series = {.count = 0};
    struct sample_view view;
    for (int i = 0; i < 70000; i++)
        assert_true(series_add(&series, i == 100 ? 65536 : i == 200 ? 131071 : 99968 + i % 64));
    assert_true(samples_add(&samples, &series));
    assert_true(view_open(&view, &samples, 1));
    assert_near(view_rank(&view, 0), 65536, 0, 0);
    assert_near(view_rank(&view, 69999), 131071, 0, 0);
    assert_near(view_rank(&view, 35000), 100000, 0, 1);
    view_close(&view);
    samples_release(&samples);
    series_release(&series);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kept_values_are_a_plain_list),
        cmocka_unit_test(counted_values_are_a_plain_list),
        cmocka_unit_test(the_least_and_the_most_are_exact),
    };
    return cmocka_run_group_tests_name("samples", tests, NULL, NULL);
}
