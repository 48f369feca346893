/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each law against values known by hand, from tables or from another law. */
#include "laws/laws_built.h"

#include "laws/stream.h"

static void a_fixed_law_has_one_value(void **state)
{
    const struct law *law = plain(*state, LAW_FIXED, 5 * D, 0, 0);
    assert_true(law_quantile(law, 0.001) == 5 * D && law_quantile(law, 0.999) == 5 * D);
    assert_true(law_cdf(law, 5 * D - 1) == 0 && law_cdf(law, 5 * D) == 1);
    assert_true(law_mean(law) == 5 * D && law_min(law) == 5 * D && law_max(law) == 5 * D);
}

static void bounded_laws_meet_their_formulas(void **state)
{
    const struct law *uniform = plain(*state, LAW_UNIFORM, 5 * D, 45 * D, 0);
    assert_near(law_quantile(uniform, 0.25), 15 * D, 1e-11, 0);
    assert_near(law_mean(uniform), 25 * D, 1e-14, 0);
    /* (15 - 12)^2 / ((21 - 12)(15 - 12)) = 1/3 at the mode; mean (12 + 15 + 21) / 3 = 16 */
    const struct law *triangular = plain(*state, LAW_TRIANGULAR, 12 * D, 15 * D, 21 * D);
    assert_near(law_cdf(triangular, 15 * D), 1 / 3.0, 1e-13, 0);
    assert_near(law_mean(triangular), 16 * D, 1e-14, 0);
    assert_near(law_cdf(triangular, 18 * D), 1 - 9 / 54.0, 1e-13, 0);
    /* mode in the middle: beta(3, 3), F(y) = y^3 (10 - 15 y + 6 y^2); mean (min + 4 mode + max) / 6 */
    const struct law *pert = plain(*state, LAW_PERT, 0, 5 * D, 10 * D);
    assert_near(law_cdf(pert, 3 * D), 0.027 * (10 - 4.5 + 0.54), 1e-12, 0);
    assert_near(law_mean(plain(*state, LAW_PERT, 3 * D, 5 * D, 13 * D)), 6 * D, 1e-14, 0);
    assert_true(law_min(pert) == 0 && law_max(pert) == 10 * D);
}

static void exponential_and_erlang_meet_their_formulas(void **state)
{
    const struct law *law = plain(*state, LAW_EXPONENTIAL, 10 * D, 0, 0);
    assert_near(law_quantile(law, 0.5), 10 * D * 0.69314718055994531, 1e-11, 0);
    assert_near(law_cdf(law, 10 * D), 0.63212055882855768, 1e-14, 0);
    /* three phases of mean 2: at 6, 1 - e^-3 (1 + 3 + 9/2) */
    const struct law *erlang = plain(*state, LAW_ERLANG, 3, 6 * D, 0);
    assert_near(law_cdf(erlang, 6 * D), 1 - 8.5 * exp(-3), 1e-13, 0);
    assert_near(law_mean(erlang), 6 * D, 1e-14, 0);
    assert_near(sqrt(moment(erlang, 6 * D, 2)), 6 * D / sqrt(3), 1e-8, 0);
}

/* P(Erlang of k phases <= y) = P(Poisson of mean y >= k): the Poisson sum in long double, for the hardest
 * phases. */
static void erlang_of_many_phases_meets_the_poisson_law(void **state)
{
    static const double phases[] = {100, 1000, 10000};
    for (int i = 0; i < 3; i++) {
        long double k = (long double)phases[i];
        const struct law *law = plain(*state, LAW_ERLANG, phases[i], phases[i], 0);
        for (long double z = -3.05L; z < 3; z += 0.1L) {
            long double y = k + z * sqrtl(k), sum = 0, term = expl(-y + k * logl(y) - lgammal(k + 1));
            for (long double n = k; term > sum * 1e-20L; term *= y / ++n)
                sum += term;
            assert_near(law_cdf(law, (double)y), (double)sum, 1e-12, 0);
        }
    }
}

static void gamma_meets_its_formulas(void **state)
{
    /* shape 1/2, scale 2 days: chi-square of one degree, F(x) = erf(sqrt(x / 2)) */
    const struct law *law = plain(*state, LAW_GAMMA, 1 * D, sqrt(2) * D, 0);
    assert_near(law_cdf(law, 1 * D), 0.68268949213708590, 1e-12, 0);
    assert_near(law_quantile(law, 0.95), 3.8414588206941236 * D, 1e-9, 0);
    const struct law *ten = plain(*state, LAW_GAMMA, 10 * D, 4.7 * D, 0);
    assert_near(sqrt(moment(ten, 10 * D, 2)), 4.7 * D, 1e-8, 0);
}

/* For small y, F(y) is y^shape / Gamma(shape + 1): a shape that GSL's own inverse can't do. */
static void a_gamma_of_tiny_shape_is_inverted(void **state)
{
    double shape = 0.04, scale = 5 * D / shape;
    const struct law *law = plain(*state, LAW_GAMMA, 5 * D, 25 * D, 0);
    double expected = scale * pow(0.1 * tgamma(1 + shape), 1 / shape);
    assert_near(law_quantile(law, 0.1), expected, 1e-7, 0);
    for (double u = 0x1p-53, last = 0; u < 1; u *= 1.5) {
        double x = law_quantile(law, u);
        assert_true(isfinite(x) && x >= last);
        last = x;
    }
}

static void lognormal_meets_what_it_was_written_with(void **state)
{
    const struct law *p90 = plain(*state, LAW_LOGNORMAL_P90, 16 * D, 21 * D, 0);
    assert_near(law_quantile(p90, 0.5), 16 * D, 1e-11, 0);
    assert_near(law_quantile(p90, 0.9), 21 * D, 1e-11, 0);
    assert_near(law_cdf(p90, 21 * D), 0.9, 1e-13, 0);
    const struct law *moments = plain(*state, LAW_LOGNORMAL, 6 * D, 3.1 * D, 0);
    assert_near(moment(moments, 0, 1), 6 * D, 1e-8, 0);
    assert_near(sqrt(moment(moments, 6 * D, 2)), 3.1 * D, 1e-7, 0);
    /* median kept; the quartiles' ratio 8 / 4 kept, so q3 = 6 sqrt(2) */
    const struct law *quartiles = plain(*state, LAW_LOGNORMAL_QUARTILES, 6 * D, 4 * D, 8 * D);
    assert_near(law_quantile(quartiles, 0.5), 6 * D, 1e-11, 0);
    assert_near(law_quantile(quartiles, 0.75), 6 * sqrt(2) * D, 1e-11, 0);
    assert_near(law_quantile(quartiles, 0.25), 6 / sqrt(2) * D, 1e-11, 0);
}

static void weibull_meets_what_it_was_written_with(void **state)
{
    const struct law *shape = plain(*state, LAW_WEIBULL_SHAPE, 1.7, 9 * D, 0);
    assert_near(law_cdf(shape, 9 * D), 0.63212055882855768, 1e-13, 0);
    assert_near(law_mean(shape), 9 * D * tgamma(1 + 1 / 1.7), 1e-13, 0);
    /* shape 2 is Rayleigh's law: sd / mean = sqrt(4 / pi - 1), median = scale sqrt(ln 2) */
    double spread = 0.52272320087706331;
    const struct law *rayleigh = plain(*state, LAW_WEIBULL, 8 * D, 8 * D * spread, 0);
    double scale = 8 * D / 0.88622692545275801;
    assert_near(law_quantile(rayleigh, 0.5), scale * 0.83255461115769776, 1e-10, 0);
    /* shape 1 is exponential */
    const struct law *exponential = plain(*state, LAW_WEIBULL, 8 * D, 8 * D, 0);
    assert_near(law_cdf(exponential, 8 * D), 0.63212055882855768, 1e-11, 0);
    static const double spreads[] = {0.001, 0.05, 0.7, 3};
    for (int i = 0; i < 4; i++) {
        const struct law *law = plain(*state, LAW_WEIBULL, 7 * D, 7 * D * spreads[i], 0);
        assert_near(law_mean(law), 7 * D, 1e-12, 0);
        assert_near(sqrt(moment(law, 7 * D, 2)), 7 * D * spreads[i], 1e-6, 0);
    }
}

static void normal_meets_the_tables(void **state)
{
    const struct law *law = cut(*state, LAW_NORMAL, 100 * D, 5 * D, 0, HUGE_VAL);
    assert_near(law_quantile(law, 0.975), (100 + 5 * 1.9599639845400542) * D, 1e-12, 0);
    assert_near(law_cdf(law, 95 * D), 0.15865525393145705, 1e-13, 0);
    /* half of a normal: mean sd sqrt(2 / pi), median at the normal's third quartile */
    const struct law *half = cut(*state, LAW_NORMAL, 0, 5 * D, 0, HUGE_VAL);
    assert_near(law_mean(half), 5 * D * 0.79788456080286536, 1e-13, 0);
    assert_near(law_quantile(half, 0.5), 5 * D * 0.67448975019608174, 1e-11, 0);
}

static void empirical_counts_ties(void **state)
{
    double values[] = {10 * D, 18 * D, 12 * D, 10 * D};
    const struct law *law =
        built(*state, (struct law_spec){.kind = LAW_EMPIRICAL, .values = values, .count = 4});
    assert_true(law_quantile(law, 0.1) == 10 * D && law_quantile(law, 0.49) == 10 * D);
    assert_true(law_quantile(law, 0.51) == 12 * D && law_quantile(law, 0.76) == 18 * D);
    assert_true(law_cdf(law, 10 * D) == 0.5 && law_cdf(law, 17 * D) == 0.75 && law_cdf(law, 10 * D - 1) == 0);
    assert_near(law_mean(law), 12.5 * D, 1e-15, 0);
}

static void discrete_takes_any_scale_of_weights(void **state)
{
    double values[] = {7 * D, 3 * D, 5 * D, 9 * D}, weights[] = {1, 2, 1, 0};
    struct law_spec spec = {.kind = LAW_DISCRETE, .values = values, .weights = weights, .count = 4};
    const struct law *law = built(*state, spec);
    assert_true(law_cdf(law, 3 * D) == 0.5 && law_cdf(law, 5 * D) == 0.75);
    assert_true(law_max(law) == 7 * D);
    assert_near(law_mean(law), 4.5 * D, 1e-15, 0);
}

static void a_mixture_keeps_its_jumps(void **state)
{
    const struct law *one = plain(*state, LAW_FIXED, 5 * D, 0, 0),
                     *two = plain(*state, LAW_UNIFORM, 0, 10 * D, 0);
    const struct law *law = mixed(*state, 0.6, one, two);
    /* 0.4 x / 10 below 5 d, 0.2 + 0.6 at 5 d: u from 0.2 to 0.8 is the jump */
    assert_near(law_cdf(law, 5 * D), 0.8, 1e-15, 0);
    assert_near(law_cdf(law, 5 * D - 1), 0.2, 1e-5, 0);
    assert_true(law_quantile(law, 0.201) == 5 * D && law_quantile(law, 0.799) == 5 * D);
    assert_near(law_quantile(law, 0.1), 2.5 * D, 1e-9, 0);
    assert_near(law_quantile(law, 0.9), 7.5 * D, 1e-9, 0);
    assert_near(law_mean(law), 5 * D, 1e-14, 0);
}

static void a_mixture_finds_jumps_of_little_weight(void **state)
{
    const struct law *rare = plain(*state, LAW_FIXED, 100 * D, 0, 0),
                     *often = plain(*state, LAW_FIXED, 1 * D, 0, 0);
    const struct law *law = mixed(*state, 0.001, rare, often);
    assert_true(law_quantile(law, 0.9989) == 1 * D && law_quantile(law, 0.9991) == 100 * D);
    assert_true(law_min(law) == 1 * D && law_max(law) == 100 * D);
}

static void a_shift_moves_everything(void **state)
{
    const struct law *of = plain(*state, LAW_EXPONENTIAL, 4 * D, 0, 0), *law = shifted(*state, 22 * D, of);
    assert_near(law_quantile(law, 0.3), 22 * D + law_quantile(of, 0.3), 1e-15, 0);
    assert_near(law_cdf(law, 26 * D), law_cdf(of, 4 * D), 1e-15, 0);
    assert_true(law_mean(law) == 26 * D && law_min(law) == 22 * D && law_max(law) == HUGE_VAL);
}

static void seconds_are_rounded(void **state)
{
    assert_int_equal(law_seconds(plain(*state, LAW_FIXED, 12.4, 0, 0), 0.5), 12);
    assert_int_equal(law_seconds(plain(*state, LAW_FIXED, 12.6, 0, 0), 0.5), 13);
    assert_int_equal(law_seconds(plain(*state, LAW_FIXED, 1e15, 0, 0), 0.5), 1000000000000000);
}

/* Of laws that are drawn side by side, and of all others: as each alone, in the body and far out. */
static void several_at_once_have_the_quantiles_of_each(void **state)
{
    const struct law *of = plain(*state, LAW_TRIANGULAR, 14 * D, 17 * D, 28 * D);
    const struct law *laws[] = {
        plain(*state, LAW_FIXED, 5 * D, 0, 0),
        plain(*state, LAW_UNIFORM, 1, 2 * D, 0),
        of,
        plain(*state, LAW_EXPONENTIAL, 10 * D, 0, 0),
        plain(*state, LAW_LOGNORMAL, 5 * D, 2 * D, 0),
        plain(*state, LAW_WEIBULL_SHAPE, 1.7, 10 * D, 0),
        plain(*state, LAW_GAMMA, 10 * D, 5 * D, 0),
        law_tabulated(*state, plain(*state, LAW_GAMMA, 10 * D, 5 * D, 0)),
        cut(*state, LAW_NORMAL, 3 * D, 2 * D, 0, HUGE_VAL),
        mixed(*state, 0.5, of, plain(*state, LAW_FIXED, 0, 0, 0)),
        shifted(*state, 22 * D, of),
    };
    const double far[LAW_MANY] = {0x1p-53, 1e-9, 0.02, 0.5, 0.98, 1 - 1e-9, 1 - 0x1p-53, 0.25};
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++)
        for (uint32_t n = 0; n < 200; n++) {
            double u[LAW_MANY], quantiles[LAW_MANY];
            for (uint32_t k = 0; k < LAW_MANY; k++)
                quantiles[k] = u[k] = n ? stream_uniform(4, n, k, 0) : far[k];
            law_quantile_many(laws[i], quantiles);
            for (int k = 0; k < LAW_MANY; k++)
                assert_true(quantiles[k] == law_quantile(laws[i], u[k]));
        }
}

static void a_longer_law_gives_every_patient_a_longer_time(void **state)
{
    for (double mean = 5; mean < 20; mean += 5) {
        const struct law *less = plain(*state, LAW_GAMMA, mean * D, mean * D / 2, 0);
        const struct law *more = plain(*state, LAW_GAMMA, (mean + 0.01) * D, (mean + 0.01) * D / 2, 0);
        for (uint32_t i = 0; i < 1000; i++) {
            double u = stream_uniform(3, 3, i, 0);
            assert_true(law_quantile(less, u) < law_quantile(more, u));
        }
    }
}

static void coinciding_bounds_leave_one_value(void **state)
{
    static const enum law_kind kinds[] = {LAW_UNIFORM, LAW_TRIANGULAR, LAW_PERT};
    for (int i = 0; i < 3; i++) {
        const struct law *law = plain(*state, kinds[i], 4 * D, 4 * D, 4 * D);
        assert_true(law_quantile(law, 0.3) == 4 * D && law_mean(law) == 4 * D);
    }
}

/* Half of the patients need no time at all. */
static void a_mixture_may_jump_at_zero(void **state)
{
    const struct law *none = plain(*state, LAW_FIXED, 0, 0, 0);
    const struct law *law = mixed(*state, 0.5, none, plain(*state, LAW_UNIFORM, 0, 10 * D, 0));
    assert_true(law_cdf(law, 0) == 0.5);
    assert_true(law_quantile(law, 0x1p-53) == 0 && law_quantile(law, 0.499) == 0);
    assert_near(law_quantile(law, 0.75), 5 * D, 1e-9, 0);
}

int main(void)
{
    law_library_quiet();
    const struct CMUnitTest tests[] = {
        with_arena(a_fixed_law_has_one_value),
        with_arena(bounded_laws_meet_their_formulas),
        with_arena(exponential_and_erlang_meet_their_formulas),
        with_arena(erlang_of_many_phases_meets_the_poisson_law),
        with_arena(gamma_meets_its_formulas),
        with_arena(a_gamma_of_tiny_shape_is_inverted),
        with_arena(lognormal_meets_what_it_was_written_with),
        with_arena(weibull_meets_what_it_was_written_with),
        with_arena(normal_meets_the_tables),
        with_arena(empirical_counts_ties),
        with_arena(discrete_takes_any_scale_of_weights),
        with_arena(a_mixture_keeps_its_jumps),
        with_arena(a_mixture_finds_jumps_of_little_weight),
        with_arena(coinciding_bounds_leave_one_value),
        with_arena(a_mixture_may_jump_at_zero),
        with_arena(a_shift_moves_everything),
        with_arena(seconds_are_rounded),
        with_arena(several_at_once_have_the_quantiles_of_each),
        with_arena(a_longer_law_gives_every_patient_a_longer_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
