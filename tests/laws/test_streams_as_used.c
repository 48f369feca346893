/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/test.h"

#include "laws/stream.h"
#include "support/used.h"

/*
 * The uniforms of a run, in the orders of support/used.h: neighbours are two patients, two steps or two
 * replications. `make streams` gives the same to dieharder. Bounds are 4.5 standard errors, 7 false alarms in
 * a million each, were the seed not fixed.
 */
static const enum used_order orders[] = {USED_PATIENTS, USED_STEPS, USED_REPLICATIONS};
enum { ORDERS = 3, COUNT = 300000 };

/* A chi-square as a standard normal (Wilson & Hilferty 1931). */
static double normal_of(double chi_square, double freedom)
{
    double part = 2 / (9 * freedom);
    return (cbrt(chi_square / freedom) - (1 - part)) / sqrt(part);
}

static double chi_square(const int *cells, int count, double expected)
{
    double sum = 0;
    for (int i = 0; i < count; i++)
        sum += (cells[i] - expected) * (cells[i] - expected) / expected;
    return sum;
}

/* Tuples of neighbours that share no member, each coordinate from `bits` bits that begin below the top
 * `skip`: all cells are as probable. */
static double tuples(enum used_order order, int size, int bits, int skip)
{
    static int cells[4096];
    int count = 1 << size * bits;
    assert_true(count <= 4096);
    memset(cells, 0, sizeof cells);
    for (uint64_t i = 0; i < COUNT; i++) {
        unsigned cell = 0;
        for (int j = 0; j < size; j++) {
            uint64_t word = used_bits(used_uniform(order, i * (uint64_t)size + (uint64_t)j));
            cell = cell << bits | (unsigned)(word >> (52 - skip - bits) & ((1u << bits) - 1));
        }
        cells[cell]++;
    }
    return normal_of(chi_square(cells, count, (double)COUNT / count), count - 1);
}

static void pairs_of_neighbours_fill_the_square(void **state)
{
    (void)state;
    for (int i = 0; i < ORDERS; i++)
        for (int skip = 0; skip <= 40; skip += 20)
            assert_near(tuples(orders[i], 2, 6, skip), 0, 0, 4.5);
}

static void triples_of_neighbours_fill_the_cube(void **state)
{
    (void)state;
    for (int i = 0; i < ORDERS; i++)
        for (int skip = 0; skip <= 48; skip += 24)
            assert_near(tuples(orders[i], 3, 4, skip), 0, 0, 4.5);
}

/* Products of members some places apart average 0, with variance 1/144 each. */
static void neighbours_near_and_far_are_uncorrelated(void **state)
{
    (void)state;
    static const int lags[] = {1, 2, 3, 7, 144, 1000, 1024};
    double *u = malloc((COUNT + 1024) * sizeof *u);
    assert_non_null(u);
    for (int i = 0; i < ORDERS; i++) {
        for (uint64_t k = 0; k < COUNT + 1024; k++)
            u[k] = used_uniform(orders[i], k) - 0.5;
        for (size_t lag = 0; lag < sizeof lags / sizeof lags[0]; lag++) {
            double sum = 0;
            for (int k = 0; k < COUNT; k++)
                sum += u[k] * u[k + lags[lag]];
            assert_near(sum / COUNT, 0, 0, 4.5 * sqrt(1 / 144.0 / COUNT));
        }
    }
    free(u);
}

/* How many others come between two below 1/8: k with probability (1/8)(7/8)^k (Knuth, vol. 2, sec. 3.3.2 D).
 */
static void gaps_are_geometric(void **state)
{
    (void)state;
    enum { LONGEST = 40, GAPS = 40000 };
    for (int i = 0; i < ORDERS; i++) {
        int cells[LONGEST + 1] = {0}, gap = 0, gaps = 0;
        for (uint64_t k = 0; gaps < GAPS; k++, gap++) {
            if (used_uniform(orders[i], k) >= 0.125)
                continue;
            cells[gap < LONGEST ? gap : LONGEST]++;
            gaps++;
            gap = -1;
        }
        double sum = 0, left = 1;
        for (int k = 0; k <= LONGEST; k++) {
            double expected = GAPS * (k < LONGEST ? left / 8 : left);
            sum += (cells[k] - expected) * (cells[k] - expected) / expected;
            left *= 7 / 8.0;
        }
        assert_near(normal_of(sum, LONGEST), 0, 0, 4.5);
    }
}

/* Two streams whose addresses differ in one bit: of their 52 bits each one differs half the time, whichever
 * of the address it was (binomial: standard error sqrt(n) / 2). */
static void one_bit_of_the_address_changes_each_bit_half_the_time(void **state)
{
    (void)state;
    enum { TRIES = 400 };
    for (int bit = 0; bit < 192; bit++) {
        int changed[52] = {0}, all = 0;
        uint64_t flip = UINT64_C(1) << bit % 64;
        for (uint32_t patient = 0; patient < TRIES; patient++) {
            uint64_t key = stream_key(1, 0), purpose = used_purpose(patient);
            uint64_t other_key = key ^ (bit < 64 ? flip : 0),
                     other_purpose = purpose ^ (bit / 64 == 1 ? flip : 0);
            uint64_t where = bit / 64 == 2 ? flip : 0;
            uint64_t differ = used_bits(stream_uniform(key, purpose, patient, 0)) ^
                              used_bits(stream_uniform(other_key, other_purpose, patient ^ (uint32_t)where,
                                                       (uint32_t)(where >> 32)));
            for (int i = 0; i < 52; i++)
                changed[i] += (int)(differ >> i & 1);
        }
        for (int i = 0; i < 52; i++) {
            assert_near(changed[i], TRIES / 2.0, 0, 5.5 * sqrt(TRIES) / 2);
            all += changed[i];
        }
        assert_near(all, 52 * TRIES / 2.0, 0, 4.5 * sqrt(52.0 * TRIES) / 2);
    }
}

/* The streams of a patient's steps, and of a step's replications, hold nothing twice: a billion pairs of 52
 * bits, of which 1e9 / 2^52 = 2e-7 would be equal. */
static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static void no_uniform_comes_twice(void **state)
{
    (void)state;
    enum { SOME = 44000 };
    double *u = malloc(SOME * sizeof *u);
    assert_non_null(u);
    for (int i = 0; i < ORDERS; i++) {
        for (uint64_t k = 0; k < SOME; k++)
            u[k] = used_uniform(orders[i], k);
        qsort(u, SOME, sizeof *u, compare);
        for (int k = 1; k < SOME; k++)
            assert_true(u[k - 1] < u[k]);
    }
    free(u);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_of_neighbours_fill_the_square),
        cmocka_unit_test(triples_of_neighbours_fill_the_cube),
        cmocka_unit_test(neighbours_near_and_far_are_uncorrelated),
        cmocka_unit_test(gaps_are_geometric),
        cmocka_unit_test(one_bit_of_the_address_changes_each_bit_half_the_time),
        cmocka_unit_test(no_uniform_comes_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
