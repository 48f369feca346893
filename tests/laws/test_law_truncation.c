/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Truncation: the law conditioned on [min, max]. */
#include "laws/laws_built.h"

/* P(X <= x | min <= X <= max) from the whole law's distribution, for every continuous form. */
static void truncation_conditions_the_law(void **state)
{
    static const struct law_spec specs[] = {
        {.kind = LAW_UNIFORM, .parameter = {2 * D, 30 * D}},
        {.kind = LAW_TRIANGULAR, .parameter = {2 * D, 9 * D, 30 * D}},
        {.kind = LAW_PERT, .parameter = {2 * D, 9 * D, 30 * D}},
        {.kind = LAW_EXPONENTIAL, .parameter = {9 * D}},
        {.kind = LAW_ERLANG, .parameter = {3, 9 * D}},
        {.kind = LAW_GAMMA, .parameter = {9 * D, 8 * D}},
        {.kind = LAW_LOGNORMAL, .parameter = {9 * D, 8 * D}},
        {.kind = LAW_WEIBULL, .parameter = {9 * D, 8 * D}},
    };
    double min = 5 * D, max = 14 * D;
    for (size_t i = 0; i < sizeof specs / sizeof specs[0]; i++) {
        struct law_spec spec = specs[i];
        const struct law *whole = built(*state, spec);
        spec.has_min = spec.has_max = true, spec.min = min, spec.max = max;
        const struct law *law = built(*state, spec);
        double from = law_cdf(whole, min), kept = law_cdf(whole, max) - from;
        for (double x = min; x <= max; x += 0.25 * D)
            assert_near(law_cdf(law, x), (law_cdf(whole, x) - from) / kept, 1e-12, 1e-14);
        for (double u = 0.05; u < 1; u += 0.05)
            assert_near(law_quantile(law, u), law_quantile(whole, from + u * kept), 1e-9, 0);
        assert_true(law_min(law) == min && law_max(law) == max);
    }
}

/* What is left of an exponential wait is the same exponential, however long one has waited. */
static void an_exponential_forgets_even_far_out(void **state)
{
    const struct law *whole = plain(*state, LAW_EXPONENTIAL, 1 * D, 0, 0);
    for (double min = 1; min <= 600; min *= 5) {
        const struct law *law = cut(*state, LAW_EXPONENTIAL, 1 * D, 0, min * D, HUGE_VAL);
        assert_near(law_mean(law), (min + 1) * D, 1e-11, 0);
        for (double u = 0.05; u < 1; u += 0.1) {
            assert_near(law_quantile(law, u) - min * D, law_quantile(whole, u), 1e-9, min * D * 1e-12);
            assert_near(law_cdf(law, min * D + law_quantile(whole, u)), u, 1e-9, 0);
        }
    }
}

/* A normal's mean beyond min is mean + sd * hazard((min - mean) / sd), Mills's ratio: hazard(2)
 * = 2.373215532822843. */
static void a_truncated_normal_has_the_mean_of_mills_ratio(void **state)
{
    const struct law *law = cut(*state, LAW_NORMAL, 10 * D, 2 * D, 14 * D, HUGE_VAL);
    assert_near(law_mean(law), (10 + 2 * 2.373215532822843) * D, 1e-12, 0);
}

static void truncation_drops_values_outside(void **state)
{
    double values[] = {-1 * D, 3 * D, 5 * D, 7 * D, 20 * D}, weights[] = {9, 1, 1, 2, 9};
    struct law_spec spec = {.kind = LAW_DISCRETE, .values = values, .weights = weights, .count = 5};
    spec.has_min = spec.has_max = true, spec.min = 3 * D, spec.max = 7 * D;
    const struct law *law = built(*state, spec);
    assert_true(law_cdf(law, 3 * D) == 0.25 && law_cdf(law, 5 * D) == 0.5 && law_cdf(law, 7 * D) == 1);
    assert_near(law_mean(law), 5.5 * D, 1e-15, 0);
    assert_true(law_min(law) == 3 * D && law_max(law) == 7 * D);
}

static void a_truncated_mixture_keeps_jumps_at_its_bounds(void **state)
{
    const struct law *parts[] = {plain(*state, LAW_FIXED, 2 * D, 0, 0),
                                 plain(*state, LAW_UNIFORM, 0, 10 * D, 0)};
    double weights[] = {1, 1};
    struct law_spec spec = {.kind = LAW_MIXTURE, .of = parts, .weights = weights, .count = 2};
    spec.has_min = spec.has_max = true, spec.min = 2 * D, spec.max = 7 * D;
    const struct law *law = built(*state, spec);
    /* kept: 1/2 at 2 d and 1/4 from 2 d to 7 d, so 2/3 and 1/3; mean 2 * 2/3 + 4.5 / 3 */
    assert_near(law_cdf(law, 2 * D), 2 / 3.0, 1e-12, 0);
    assert_true(law_quantile(law, 0.6) == 2 * D);
    assert_near(law_quantile(law, 5 / 6.0), 4.5 * D, 1e-9, 0);
    assert_near(law_mean(law), (4 + 4.5) / 3 * D, 1e-12, 0);
}

static void bounds_of_a_truncated_mixture_are_values_it_takes(void **state)
{
    const struct law *values =
        mixed(*state, 0.5, plain(*state, LAW_FIXED, 1 * D, 0, 0), plain(*state, LAW_FIXED, 9 * D, 0, 0));
    const struct law *later = mixed(*state, 0.5, values, plain(*state, LAW_UNIFORM, 3 * D, 4 * D, 0));
    const struct law *law = shifted(*state, 1 * D, later);
    struct law_spec spec = {
        .kind = LAW_SHIFTED, .parameter = {1 * D}, .of = &law, .has_min = true, .min = 3.5 * D};
    assert_true(law_min(built(*state, spec)) == 5 * D);
    spec.has_min = false, spec.has_max = true, spec.max = 10 * D;
    assert_true(law_max(built(*state, spec)) == 6 * D);
    spec.max = 5.5 * D;
    assert_true(law_max(built(*state, spec)) == 5.5 * D);
}

static void a_truncated_mixture_inside_another_keeps_its_mean(void **state)
{
    const struct law *cut_part = cut(*state, LAW_EXPONENTIAL, 10 * D, 0, 2 * D, HUGE_VAL);
    const struct law *parts[] = {cut_part, plain(*state, LAW_FIXED, 6 * D, 0, 0)};
    double weights[] = {1, 3};
    struct law_spec spec = {.kind = LAW_MIXTURE, .of = parts, .weights = weights, .count = 2};
    spec.has_min = true, spec.min = 5 * D;
    const struct law *law = built(*state, spec);
    /* beyond 5 d the exponential keeps e^-0.3 of its share and has mean 15 d */
    double kept = exp(-0.3);
    assert_near(law_mean(law), (kept * 15 + 3 * 6) / (kept + 3) * D, 1e-11, 0);
}

/* Values 1, 4, 6, 20 d beside an exponential beyond 8 d (mean 18 d) and one beyond 30 d, cut to [4 d, 20 d]:
 * by hand, the values keep 3/4 with mean 10 d; the first exponential keeps 1 - e^-1.2 of itself; the other
 * nothing. */
static void a_truncated_mixture_weighs_what_each_part_keeps(void **state)
{
    double values[] = {1 * D, 4 * D, 6 * D, 20 * D}, weights[] = {1, 1, 1};
    struct law_spec counted = {.kind = LAW_EMPIRICAL, .values = values, .count = 4};
    const struct law *parts[] = {built(*state, counted),
                                 cut(*state, LAW_EXPONENTIAL, 10 * D, 0, 8 * D, HUGE_VAL),
                                 cut(*state, LAW_EXPONENTIAL, 10 * D, 0, 30 * D, HUGE_VAL)};
    struct law_spec spec = {.kind = LAW_MIXTURE, .of = parts, .weights = weights, .count = 3};
    spec.has_min = spec.has_max = true, spec.min = 3 * D, spec.max = 20 * D;
    const struct law *law = built(*state, spec);
    double rest = exp(-1.2), kept = 1 - rest, mean = (18 - rest * 30) / kept;
    assert_near(law_mean(law), (0.75 * 10 + kept * mean) / (0.75 + kept) * D, 1e-11, 0);
    assert_near(law_cdf(law, 6 * D), 0.5 / (0.75 + kept), 1e-12, 0);
    assert_true(law_min(law) == 4 * D && law_max(law) == 20 * D);
    spec.max = 7 * D;
    assert_true(law_max(built(*state, spec)) == 6 * D);
}

int main(void)
{
    law_library_quiet();
    const struct CMUnitTest tests[] = {
        with_arena(truncation_conditions_the_law),
        with_arena(an_exponential_forgets_even_far_out),
        with_arena(a_truncated_normal_has_the_mean_of_mills_ratio),
        with_arena(truncation_drops_values_outside),
        with_arena(a_truncated_mixture_keeps_jumps_at_its_bounds),
        with_arena(bounds_of_a_truncated_mixture_are_values_it_takes),
        with_arena(a_truncated_mixture_weighs_what_each_part_keeps),
        with_arena(a_truncated_mixture_inside_another_keeps_its_mean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
