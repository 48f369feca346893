/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/test.h"
#include "validation/fit.h"

/*
 * What holds draws against a distribution function, tried on a law that is right, on others that are 10% off,
 * and on bounds that are tabulated.
 */
enum { DRAWS = 100000, SEEDS = 60 };
#define D 86400.0

static double exponential(const double *at, double x, bool above)
{
    return above ? exp(-x / at[0]) : -expm1(-x / at[0]);
}

static double coin(const double *at, double x, bool above)
{
    double below = at[0] * (x >= 1) + (1 - at[0]) * (x >= 2);
    return above ? 1 - below : below;
}

static const struct law *built(struct arena *arena, struct law_spec spec)
{
    const char *problem = NULL;
    const struct law *law = law_build(arena, &spec, &problem);
    assert_non_null(law);
    return law;
}

static struct fit measured(const struct law *law, const struct known_law *known, uint32_t draws,
                           uint64_t seed)
{
    struct fit fit;
    const struct sampler sampler = {law, law};
    assert_true(fit_measure(&sampler, known, draws, seed, &fit));
    return fit;
}

/* Stephens (1974, Journal of the American Statistical Association 69:730), table 1A, and Kolmogorov's law
 * itself. */
static void bounds_meet_the_tables(void **state)
{
    (void)state;
    assert_near(kolmogorov_smirnov_bound(0.01), 1.628, 1e-3, 0);
    assert_near(kolmogorov_smirnov_bound(0.001), 1.949, 1e-3, 0);
    assert_near(anderson_darling_bound(0.01), 3.857, 0.02, 0);
    assert_near(anderson_darling_bound(0.001), 5.97, 0.01, 0);
    assert_near(anderson_darling_bound(0.05), 2.492, 0.05, 0);
}

/* Means of the two statistics of a right law over seeds: sqrt(pi / 2) ln 2 = 0.8687 with sd 0.2603, and
 * exactly 1 with sd sqrt(2 (pi^2 - 9) / 3) = 0.761. */
static void a_right_law_has_the_statistics_of_theory(void **state)
{
    (void)state;
    struct arena arena;
    double distance = 0, anderson = 0;
    arena_init(&arena, 0);
    const struct law *law = built(&arena, (struct law_spec){.kind = LAW_EXPONENTIAL, .parameter = {3 * D}});
    const struct known_law known = {.name = "exponential", .tail = exponential, .at = {3}};
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct fit fit = measured(law, &known, 20000, seed);
        distance += fit.kolmogorov_smirnov / SEEDS;
        anderson += fit.anderson_darling / SEEDS;
        assert_true(fit.steps_back == 0 && fit.other_seconds == 0 && fit.tails_missed == 0);
    }
    assert_near(distance, 0.8687, 0, 4 * 0.2603 / sqrt(SEEDS));
    assert_near(anderson, 1, 0, 4 * 0.761 / sqrt(SEEDS));
    arena_release(&arena);
}

static void a_law_that_is_ten_per_cent_off_is_found(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    const struct law *law = built(&arena, (struct law_spec){.kind = LAW_EXPONENTIAL, .parameter = {3 * D}});
    for (double mean = 2.7; mean < 3.4; mean += 0.6) {
        const struct known_law known = {.name = "exponential", .tail = exponential, .at = {mean}};
        struct fit fit = measured(law, &known, DRAWS, 1);
        assert_true(fit.kolmogorov_smirnov > kolmogorov_smirnov_bound(1e-6));
        assert_true(fit.anderson_darling > anderson_darling_bound(1e-6));
        assert_true(fit.tails_missed > 15); /* of 26; at 1e-15 both are 0 */
    }
    /* Seconds of another law are counted: a thousandth of three days. */
    const struct law *longer =
        built(&arena, (struct law_spec){.kind = LAW_EXPONENTIAL, .parameter = {3.001 * D}});
    const struct known_law known = {.name = "exponential", .tail = exponential, .at = {3}};
    const struct sampler other = {law, longer};
    struct fit fit;
    assert_true(fit_measure(&other, &known, DRAWS, 1, &fit));
    assert_true(fit.other_seconds > 10000 && fit.steps_back == 0 && fit.tails_missed == 0);

    const double values[] = {1 * D, 2 * D}, weights[] = {0.5, 0.5};
    const struct law *fair =
        built(&arena,
              (struct law_spec){.kind = LAW_DISCRETE, .values = values, .weights = weights, .count = 2});
    const struct known_law right = {.name = "coin", .tail = coin, .at = {0.5}, .has_atoms = true},
                           wrong = {.name = "coin", .tail = coin, .at = {0.55}, .has_atoms = true};
    assert_true(measured(fair, &right, DRAWS, 1).kolmogorov_smirnov < 2);
    assert_true(measured(fair, &wrong, DRAWS, 1).kolmogorov_smirnov > kolmogorov_smirnov_bound(1e-6));
    arena_release(&arena);
}

/* An exponential forgets: cut at 20 it is the same, 20 later; far below, its lower tail is that of a uniform.
 */
static void a_cut_law_keeps_its_share(void **state)
{
    (void)state;
    const struct known_law far = {
        .tail = exponential, .at = {1}, .cut = true, .low = 20, .high = (double)INFINITY};
    const struct known_law near = {.tail = exponential, .at = {1}, .cut = true, .low = 0, .high = 1e-6};
    assert_near(known_tail(&far, 21, true), exp(-1), 1e-12, 0);
    assert_near(known_tail(&far, 20 + 1e-9, false), 1e-9, 1e-5, 0);
    assert_near(known_tail(&near, 2.5e-7, false), 0.25, 1e-6, 0);
    assert_near(known_tail(&near, 1e-6 - 1e-15, true), 1e-9, 1e-6, 0);
    assert_true(known_tail(&far, 19, false) == 0 && known_tail(&near, 2, false) == 1);
}

int main(void)
{
    law_library_quiet();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bounds_meet_the_tables),
        cmocka_unit_test(a_right_law_has_the_statistics_of_theory),
        cmocka_unit_test(a_law_that_is_ten_per_cent_off_is_found),
        cmocka_unit_test(a_cut_law_keeps_its_share),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
