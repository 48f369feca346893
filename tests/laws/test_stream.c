/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/test.h"

#include "laws/stream_ways.h"

/*
 * Bounds on statistics are 4.5 standard errors: 7 false alarms in a million each, were the seeds not fixed.
 */
enum { DRAWS = 200000 };

static double uniform_of_bits(uint32_t high, uint32_t low)
{
    uint64_t bits = ((uint64_t)high << 32) | low;
    return ((double)(bits >> 12) + 0.5) / 4503599627370496.0;
}

/* Random123's kat_vectors for philox4x32-10; the second word is the high half of our 64 bits. */
static void published_answers_of_philox_are_met(void **state)
{
    (void)state;
    assert_true(stream_uniform(0, 0, 0, 0) == uniform_of_bits(0xe169c58d, 0x6627e8d5));
    assert_true(stream_uniform(UINT64_MAX, UINT64_MAX, UINT32_MAX, UINT32_MAX) ==
                uniform_of_bits(0x41c83b0e, 0x408f276d));
    assert_true(stream_uniform(UINT64_C(0x299f31d0a4093822), UINT64_C(0x0370734413198a2e), 0x243f6a88,
                               0x85a308d3) == uniform_of_bits(0x94fdcceb, 0xd16cfe09));
}

/* FNV-1a of the single byte "a" is af63dc4c8601ec8c (Noll's test vectors); the three ends of names multiply
 * by the prime. What splitmix64 makes of 0 is e220a8397b1dcdaf (Vigna's reference program). */
static uint64_t splitmix(uint64_t word)
{
    word += UINT64_C(0x9e3779b97f4a7c15);
    word = (word ^ (word >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    word = (word ^ (word >> 27)) * UINT64_C(0x94d049bb133111eb);
    return word ^ (word >> 31);
}

static void names_are_hashed_by_fnv_and_splitmix(void **state)
{
    (void)state;
    uint64_t prime = UINT64_C(0x100000001b3);
    assert_true(splitmix(0) == UINT64_C(0xe220a8397b1dcdaf));
    assert_true(stream_purpose("a", "", "") ==
                splitmix(UINT64_C(0xaf63dc4c8601ec8c) * prime * prime * prime));
}

static void boundaries_and_places_of_names_count(void **state)
{
    (void)state;
    const char *names[][3] = {{"ab", "c", ""}, {"a", "bc", ""}, {"abc", "", ""},
                              {"", "abc", ""}, {"", "", "abc"}, {"a", "b", "c"},
                              {"c", "b", "a"}, {"", "", ""},    {"ab", "", "c"}};
    enum { COUNT = sizeof names / sizeof names[0] };
    uint64_t purposes[COUNT];
    for (int i = 0; i < COUNT; i++) {
        purposes[i] = stream_purpose(names[i][0], names[i][1], names[i][2]);
        for (int j = 0; j < i; j++)
            assert_true(purposes[i] != purposes[j]);
    }
}

static void a_missing_name_is_an_empty_one(void **state)
{
    (void)state;
    assert_true(stream_purpose("a", NULL, NULL) == stream_purpose("a", "", ""));
    assert_true(stream_purpose(NULL, "a", NULL) == stream_purpose("", "a", ""));
    assert_true(stream_purpose("\xc3\xa8", "a", "") != stream_purpose("e", "a", ""));
}

static int compare_words(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

static void a_million_replications_have_different_keys(void **state)
{
    (void)state;
    enum { COUNT = 1000000 };
    uint64_t *keys = malloc(COUNT * sizeof *keys);
    assert_non_null(keys);
    for (uint32_t i = 0; i < COUNT; i++)
        keys[i] = stream_key(1, i);
    qsort(keys, COUNT, sizeof *keys, compare_words);
    for (int i = 1; i < COUNT; i++)
        assert_true(keys[i] != keys[i - 1]);
    free(keys);
}

static void seeds_and_replications_do_not_stand_for_each_other(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < 1000; i++) {
        assert_true(stream_key(i, 1) != stream_key(i + 1, 0));
        assert_true(stream_key(i, 0) != stream_key(i + 1, 0));
        assert_true(stream_key(i, UINT32_MAX) != stream_key(i, 0));
    }
}

/* One changed bit of seed or replication changes half of the key: 32 of 64 bits, standard error 4 / sqrt(96).
 */
static void every_bit_of_seed_and_replication_moves_half_the_key(void **state)
{
    (void)state;
    int moved = 0;
    for (int bit = 0; bit < 64; bit++)
        moved += __builtin_popcountll(stream_key(7, 3) ^ stream_key(UINT64_C(7) ^ (UINT64_C(1) << bit), 3));
    for (int bit = 0; bit < 32; bit++)
        moved += __builtin_popcountll(stream_key(7, 3) ^ stream_key(7, UINT32_C(3) ^ (UINT32_C(1) << bit)));
    assert_near(moved / 96.0, 32, 0, 4.5 * 4 / sqrt(96));
}

static void a_uniform_depends_on_its_address_alone(void **state)
{
    (void)state;
    uint64_t key = stream_key(1, 2), purpose = stream_purpose("b_all", "manufacturing", "takes");
    double forwards[100];
    for (uint32_t i = 0; i < 100; i++)
        forwards[i] = stream_uniform(key, purpose, i, i % 7);
    for (uint32_t i = 100; i-- > 0;) {
        stream_uniform(key, purpose + 1, i, 0);
        assert_true(stream_uniform(key, purpose, i, i % 7) == forwards[i]);
    }
}

/* What is drawn for several subjects at once is what each has alone, also where their numbers begin again at
 * 0; nothing beyond is written. */
static void check_many(void (*draw)(uint64_t, uint64_t, uint32_t, double *))
{
    const uint32_t firsts[] = {0, 1, 99, 0x7ffffffc, 0x80000000, UINT32_MAX - 2};
    const uint64_t keys[] = {0, UINT64_MAX, stream_key(1, 2), stream_key(3, 4) << 32};
    const uint64_t purposes[] = {0, UINT64_MAX, UINT64_C(1) << 32, UINT32_MAX, stream_purpose("a", "b", "c")};
    const double beyond = -3;
    for (size_t i = 0; i < 6 * 4 * 5; i++) {
        const uint32_t first = firsts[i % 6];
        const uint64_t key = keys[i / 6 % 4], purpose = purposes[i / 24];
        double u[STREAM_MANY + 1] = {[STREAM_MANY] = beyond};
        draw(key, purpose, first, u);
        for (uint32_t k = 0; k < STREAM_MANY; k++)
            assert_true(u[k] == stream_uniform(key, purpose, first + k, 0));
        assert_true(u[STREAM_MANY] == beyond);
    }
}

static void several_at_once_are_as_each_alone(void **state)
{
    (void)state;
    check_many(stream_many);
#ifdef __SSE2__
    check_many(stream_many_by_two);
    if (__builtin_cpu_supports("avx2"))
        check_many(stream_many_by_four);
#endif
}

static void uniforms_are_strictly_inside(void **state)
{
    (void)state;
    uint64_t key = stream_key(2, 0);
    for (uint32_t i = 0; i < DRAWS; i++) {
        double u = stream_uniform(key, 5, i, 0);
        assert_true(u > 0 && u < 1);
    }
    assert_true(uniform_of_bits(0, 0) > 0 && uniform_of_bits(UINT32_MAX, UINT32_MAX) < 1);
}

/* Mean 1/2 with variance 1/12, variance with standard error sqrt(1/180 / n), lag one product sqrt(1/144 / n).
 */
static void check_moments(const double *u, int count)
{
    double mean = 0, square = 0, lag = 0;
    for (int i = 0; i < count; i++) {
        mean += u[i] - 0.5;
        square += (u[i] - 0.5) * (u[i] - 0.5);
        lag += i ? (u[i] - 0.5) * (u[i - 1] - 0.5) : 0;
    }
    assert_near(mean / count, 0, 0, 4.5 * sqrt(1 / 12.0 / count));
    assert_near(square / count, 1 / 12.0, 0, 4.5 * sqrt(1 / 180.0 / count));
    assert_near(lag / count, 0, 0, 4.5 * sqrt(1 / 144.0 / count));
}

static void check_direction(double (*draw)(uint32_t))
{
    double *u = malloc(DRAWS * sizeof *u);
    assert_non_null(u);
    for (uint32_t i = 0; i < DRAWS; i++)
        u[i] = draw(i);
    check_moments(u, DRAWS);
    free(u);
}

static double along_subjects(uint32_t i)
{
    return stream_uniform(stream_key(1, 0), 1, i, 0);
}

static double along_visits(uint32_t i)
{
    return stream_uniform(stream_key(1, 0), 1, 0, i);
}

static double along_replications(uint32_t i)
{
    return stream_uniform(stream_key(1, i), 1, 0, 0);
}

static double along_seeds(uint32_t i)
{
    return stream_uniform(stream_key(i, 0), 1, 0, 0);
}

static double along_purposes(uint32_t i)
{
    char name[16];
    snprintf(name, sizeof name, "step_%u", (unsigned)i);
    return stream_uniform(stream_key(1, 0), stream_purpose("b_all", name, "takes"), 0, 0);
}

static void luck_is_uniform_and_uncorrelated_in_every_direction(void **state)
{
    (void)state;
    check_direction(along_subjects);
    check_direction(along_visits);
    check_direction(along_replications);
    check_direction(along_seeds);
    check_direction(along_purposes);
}

/* Chi-square over 64 cells, its normal form by Wilson and Hilferty's cube root. */
static double chi_square_normal(uint32_t replication)
{
    enum { CELLS = 64, COUNT = 64000 };
    int cells[CELLS] = {0};
    uint64_t key = stream_key(1, replication);
    for (uint32_t i = 0; i < COUNT; i++)
        cells[(int)(stream_uniform(key, 9, i, 0) * CELLS)]++;
    double sum = 0, expected = (double)COUNT / CELLS;
    for (int i = 0; i < CELLS; i++)
        sum += (cells[i] - expected) * (cells[i] - expected) / expected;
    double freedom = CELLS - 1, part = 2 / (9 * freedom);
    return (cbrt(sum / freedom) - (1 - part)) / sqrt(part);
}

static void replication_zero_is_no_outlier(void **state)
{
    (void)state;
    for (uint32_t replication = 0; replication < 20; replication++)
        assert_near(chi_square_normal(replication), 0, 0, 4.5);
}

/* Neighbouring replications of the same subjects share nothing: their products average 0. */
static void replications_are_uncorrelated_with_replication_zero(void **state)
{
    (void)state;
    uint64_t zero = stream_key(1, 0);
    for (uint32_t replication = 1; replication <= 5; replication++) {
        uint64_t key = stream_key(1, replication);
        double sum = 0;
        for (uint32_t i = 0; i < DRAWS; i++)
            sum += (stream_uniform(zero, 3, i, 0) - 0.5) * (stream_uniform(key, 3, i, 0) - 0.5);
        assert_near(sum / DRAWS, 0, 0, 4.5 * sqrt(1 / 144.0 / DRAWS));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_answers_of_philox_are_met),
        cmocka_unit_test(names_are_hashed_by_fnv_and_splitmix),
        cmocka_unit_test(boundaries_and_places_of_names_count),
        cmocka_unit_test(a_missing_name_is_an_empty_one),
        cmocka_unit_test(a_million_replications_have_different_keys),
        cmocka_unit_test(seeds_and_replications_do_not_stand_for_each_other),
        cmocka_unit_test(every_bit_of_seed_and_replication_moves_half_the_key),
        cmocka_unit_test(a_uniform_depends_on_its_address_alone),
        cmocka_unit_test(several_at_once_are_as_each_alone),
        cmocka_unit_test(uniforms_are_strictly_inside),
        cmocka_unit_test(luck_is_uniform_and_uncorrelated_in_every_direction),
        cmocka_unit_test(replication_zero_is_no_outlier),
        cmocka_unit_test(replications_are_uncorrelated_with_replication_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
