/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A law times a factor: what each patient draws is so many times as long, whatever the law's form. */
#include "laws/laws_built.h"

/* Every form, truncated ones and nested ones; parameters in seconds. */
enum { LAWS = 18 };

static void build_all(struct arena *arena, double c, const struct law *laws[LAWS])
{
    double values[] = {3 * D * c, 8 * D * c, 20 * D * c}, weights[] = {1, 2, 1};
    int count = 0;
    laws[count++] = plain(arena, LAW_FIXED, 5 * D * c, 0, 0);
    laws[count++] = plain(arena, LAW_UNIFORM, 5 * D * c, 45 * D * c, 0);
    laws[count++] = plain(arena, LAW_TRIANGULAR, 12 * D * c, 15 * D * c, 21 * D * c);
    laws[count++] = plain(arena, LAW_PERT, 2 * D * c, 5 * D * c, 10 * D * c);
    laws[count++] = plain(arena, LAW_EXPONENTIAL, 10 * D * c, 0, 0);
    laws[count++] = plain(arena, LAW_ERLANG, 3, 6 * D * c, 0);
    laws[count++] = plain(arena, LAW_GAMMA, 6 * D * c, 4 * D * c, 0);
    laws[count++] = plain(arena, LAW_LOGNORMAL, 6 * D * c, 4 * D * c, 0);
    laws[count++] = plain(arena, LAW_LOGNORMAL_P90, 6 * D * c, 14 * D * c, 0);
    laws[count++] = plain(arena, LAW_LOGNORMAL_QUARTILES, 6 * D * c, 4 * D * c, 9 * D * c);
    laws[count++] = plain(arena, LAW_WEIBULL, 6 * D * c, 4 * D * c, 0);
    laws[count++] = plain(arena, LAW_WEIBULL_SHAPE, 1.5, 4 * D * c, 0);
    laws[count++] = cut(arena, LAW_NORMAL, 6 * D * c, 4 * D * c, 0, HUGE_VAL);
    laws[count++] = cut(arena, LAW_GAMMA, 6 * D * c, 4 * D * c, 2 * D * c, 9 * D * c);
    laws[count++] = built(arena, (struct law_spec){.kind = LAW_EMPIRICAL, .values = values, .count = 3});
    laws[count++] =
        built(arena,
              (struct law_spec){.kind = LAW_DISCRETE, .values = values, .weights = weights, .count = 3});
    laws[count++] = mixed(arena, 0.25, laws[4], laws[0]);
    laws[count++] = shifted(arena, 22 * D * c, laws[6]);
    assert_int_equal(count, LAWS);
}

/* The law that was written with shorter times is the same law. */
static void a_scaled_law_is_the_law_of_scaled_times(void **state)
{
    const struct law *laws[LAWS], *shorter[LAWS];
    build_all(*state, 1, laws);
    build_all(*state, 0.9, shorter);
    for (int i = 0; i < LAWS; i++) {
        const struct law *scaled = law_scaled(*state, laws[i], 0.9);
        assert_non_null(scaled);
        for (double u = 0.001; u < 1; u += 0.0173) {
            double quantile = law_quantile(shorter[i], u);
            assert_near(law_quantile(scaled, u), quantile, 1e-9, 0);
            assert_near(law_cdf(scaled, quantile * 1.01), law_cdf(shorter[i], quantile * 1.01), 1e-9, 0);
        }
        assert_near(law_mean(scaled), law_mean(shorter[i]), 1e-12, 0);
        assert_near(law_min(scaled), law_min(shorter[i]), 1e-12, 1e-9);
        assert_true(law_max(scaled) == law_max(shorter[i]) ||
                    fabs(law_max(scaled) / law_max(shorter[i]) - 1) < 1e-12);
        assert_int_equal(law_is_fixed(scaled), law_is_fixed(shorter[i]));
    }
}

/* The law that was scaled is as before. */
static void the_first_law_is_left_alone(void **state)
{
    const struct law *laws[LAWS];
    build_all(*state, 1, laws);
    for (int i = 0; i < LAWS; i++) {
        double before = law_quantile(laws[i], 0.7);
        law_scaled(*state, laws[i], 3);
        assert_true(law_quantile(laws[i], 0.7) == before);
    }
}

/* A table is made of the scaled law, and gives its seconds. */
static void a_scaled_law_has_its_own_table(void **state)
{
    const struct law *scaled = law_scaled(*state, plain(*state, LAW_GAMMA, 6 * D, 4 * D, 0), 0.9);
    const struct law *table = law_tabulated(*state, scaled);
    for (double u = 0.0005; u < 1; u += 0.00137)
        assert_int_equal(law_seconds(table, u), law_seconds(scaled, u));
}

int main(void)
{
    law_library_quiet();
    const struct CMUnitTest tests[] = {
        with_arena(a_scaled_law_is_the_law_of_scaled_times),
        with_arena(the_first_law_is_left_alone),
        with_arena(a_scaled_law_has_its_own_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
