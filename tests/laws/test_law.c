/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds for every law. */
#include "laws/laws_built.h"

#include "laws/stream.h"

enum { SAMPLES_LIMIT = 64 };

/* A law to be looked at from all sides. smooth: continuous and strictly increasing. */
struct sample {
    const char *name;
    const struct law *law;
    bool smooth;
};

struct samples {
    struct arena arena;
    struct sample all[SAMPLES_LIMIT];
    size_t count;
};
static void add(struct samples *s, const char *name, const struct law *law, bool smooth)
{
    assert_true(s->count < SAMPLES_LIMIT);
    s->all[s->count++] = (struct sample){name, law, smooth};
}

static void add_plain(struct samples *s)
{
    struct arena *a = &s->arena;
    add(s, "fixed", plain(a, LAW_FIXED, 5 * D, 0, 0), false);
    add(s, "fixed 0", plain(a, LAW_FIXED, 0, 0, 0), false);
    add(s, "uniform", plain(a, LAW_UNIFORM, 5 * D, 40 * D, 0), true);
    add(s, "uniform, one point", plain(a, LAW_UNIFORM, 5 * D, 5 * D, 0), false);
    add(s, "triangular", plain(a, LAW_TRIANGULAR, 12 * D, 15 * D, 21 * D), true);
    add(s, "triangular, mode at min", plain(a, LAW_TRIANGULAR, 2 * D, 2 * D, 9 * D), true);
    add(s, "triangular, mode at max", plain(a, LAW_TRIANGULAR, 2 * D, 9 * D, 9 * D), true);
    add(s, "pert", plain(a, LAW_PERT, 3 * D, 5.3 * D, 14 * D), true);
    add(s, "pert, mode at min", plain(a, LAW_PERT, 0, 0, 4 * D), true);
    add(s, "pert, mode at max", plain(a, LAW_PERT, 1 * D, 4 * D, 4 * D), true);
    add(s, "exponential", plain(a, LAW_EXPONENTIAL, 2.385 * D, 0, 0), true);
    add(s, "erlang 1", plain(a, LAW_ERLANG, 1, 3 * D, 0), true);
    add(s, "erlang 4", plain(a, LAW_ERLANG, 4, 3 * D, 0), true);
    add(s, "erlang 10000", plain(a, LAW_ERLANG, 10000, 3 * D, 0), true);
    add(s, "gamma", plain(a, LAW_GAMMA, 10 * D, 4.7 * D, 0), true);
    add(s, "gamma, shape 1/4", plain(a, LAW_GAMMA, 10 * D, 20 * D, 0), true);
    add(s, "gamma, shape 2500", plain(a, LAW_GAMMA, 10 * D, 0.2 * D, 0), true);
    add(s, "lognormal", plain(a, LAW_LOGNORMAL, 6 * D, 3.1 * D, 0), true);
    add(s, "lognormal by p90", plain(a, LAW_LOGNORMAL_P90, 16 * D, 21 * D, 0), true);
    add(s, "lognormal by quartiles", plain(a, LAW_LOGNORMAL_QUARTILES, 6 * D, 4 * D, 8 * D), true);
    add(s, "weibull", plain(a, LAW_WEIBULL, 7 * D, 5 * D, 0), true);
    add(s, "weibull, narrow", plain(a, LAW_WEIBULL, 7 * D, 0.1 * D, 0), true);
    add(s, "weibull by shape", plain(a, LAW_WEIBULL_SHAPE, 1.7, 9 * D, 0), true);
}

static void add_truncated(struct samples *s)
{
    struct arena *a = &s->arena;
    add(s, "normal", cut(a, LAW_NORMAL, 20 * D, 5 * D, 0, HUGE_VAL), true);
    add(s, "normal of negative mean", cut(a, LAW_NORMAL, -20 * D, 5 * D, 0, HUGE_VAL), true);
    add(s, "uniform cut at 0", cut(a, LAW_UNIFORM, -3 * D, 4 * D, 0, HUGE_VAL), true);
    add(s, "exponential far out", cut(a, LAW_EXPONENTIAL, 1 * D, 0, 30 * D, HUGE_VAL), true);
    add(s, "gamma cut", cut(a, LAW_GAMMA, 10 * D, 5 * D, 6 * D, 20 * D), true);
    add(s, "gamma far out", cut(a, LAW_GAMMA, 1 * D, 0.5 * D, 15 * D, HUGE_VAL), true);
    add(s, "gamma near 0", cut(a, LAW_GAMMA, 10 * D, 5 * D, -1, 0.01 * D), true);
    add(s, "lognormal cut", cut(a, LAW_LOGNORMAL_P90, 16 * D, 21 * D, 14 * D, 30 * D), true);
    add(s, "lognormal far out", cut(a, LAW_LOGNORMAL_P90, 16 * D, 21 * D, 60 * D, HUGE_VAL), true);
    add(s, "weibull cut", cut(a, LAW_WEIBULL, 7 * D, 5 * D, 1 * D, 9 * D), true);
}

static void add_compound(struct samples *s)
{
    struct arena *a = &s->arena;
    static const double values[] = {10 * D, 18 * D, 10 * D, 12 * D}, weights[] = {2, 0, 1, 5};
    const struct law *fixed = plain(a, LAW_FIXED, 5 * D, 0, 0),
                     *short_law = plain(a, LAW_GAMMA, 3 * D, 1 * D, 0);
    const struct law *long_law = plain(a, LAW_LOGNORMAL, 30 * D, 9 * D, 0);
    const struct law *empirical =
        built(a, (struct law_spec){.kind = LAW_EMPIRICAL, .values = values, .count = 4});
    const struct law *smooth = mixed(a, 0.8, short_law, plain(a, LAW_LOGNORMAL, 6 * D, 5 * D, 0)),
                     *jumps = mixed(a, 0.8, fixed, long_law);
    struct law_spec discrete = {.kind = LAW_DISCRETE, .values = values, .weights = weights, .count = 4};
    struct law_spec part = {.kind = LAW_SHIFTED, .parameter = {2 * D}, .of = &jumps};
    part.has_min = true, part.min = 7 * D;
    part.has_max = true, part.max = 40 * D;
    add(s, "empirical", empirical, false);
    add(s, "discrete", built(a, discrete), false);
    add(s, "mixture", smooth, true);
    add(s, "mixture with a jump", jumps, false);
    add(s, "mixture of values", mixed(a, 0.3, empirical, fixed), false);
    add(s, "mixture with a gap",
        mixed(a, 0.5, plain(a, LAW_UNIFORM, 1 * D, 2 * D, 0), plain(a, LAW_UNIFORM, 5 * D, 9 * D, 0)), false);
    add(s, "shifted", shifted(a, 22 * D, short_law), true);
    add(s, "shifted values", shifted(a, 22 * D, empirical), false);
    add(s, "shifted and cut, with a jump at min", built(a, part), false);
    add(s, "mixture of mixtures", mixed(a, 0.25, smooth, jumps), false);
}

static int setup(void **state)
{
    struct samples *s = calloc(1, sizeof *s);
    if (!s)
        return -1;
    arena_init(&s->arena, 0);
    add_plain(s);
    add_truncated(s);
    add_compound(s);
    *state = s;
    return 0;
}

static int teardown(void **state)
{
    struct samples *s = *state;
    arena_release(&s->arena);
    free(s);
    return 0;
}

#define for_each(s, i) for (const struct sample *i = (s)->all; i < (s)->all + (s)->count; i++)

static void a_quantile_is_finite_and_within_the_law(void **state)
{
    struct samples *s = *state;
    static const double levels[] = {0x1p-54, 0x1p-53, 1e-9, 0.5, 1 - 1e-9, 1 - 0x1p-52, 1 - 0x1p-53};
    for_each(s, i)
    {
        for (size_t j = 0; j < sizeof levels / sizeof levels[0]; j++) {
            double x = law_quantile(i->law, levels[j]);
            if (!(isfinite(x) && x >= 0 && x >= law_min(i->law) && x <= law_max(i->law)))
                fail_msg("%s: quantile %g at %g", i->name, x, levels[j]);
        }
    }
}

static void check_no_step_back(const struct sample *i, double *last, double u)
{
    double x = law_quantile(i->law, u);
    if (x < *last)
        fail_msg("%s: quantile steps back at %.17g: %.17g after %.17g", i->name, u, x, *last);
    *last = x;
}

static void a_quantile_never_steps_back(void **state)
{
    struct samples *s = *state;
    for_each(s, i)
    {
        double last = 0;
        for (double u = 0x1p-54; u < 0.0005; u *= 1.05)
            check_no_step_back(i, &last, u);
        for (int k = 1; k < 2000; k++)
            check_no_step_back(i, &last, k / 2000.0);
        for (double q = 0.0004; q > 0x1p-53; q /= 1.05)
            check_no_step_back(i, &last, 1 - q);
    }
}

/* Neighbours among what stream_uniform gives, and neighbours that differ by little more than rounding. */
static void a_quantile_never_steps_back_between_neighbours(void **state)
{
    struct samples *s = *state;
    static const double steps[] = {0x1p-52, 0x1p-41, 0x1p-38};
    for_each(s, i)
    {
        for (uint32_t j = 0; j < 45; j++) {
            double u = stream_uniform(1, 1, j, 0), last = 0;
            for (int k = 0; k < 12 && u < 0.999; k++, u += steps[j % 3])
                check_no_step_back(i, &last, u);
        }
    }
}

static void a_quantile_inverts_the_distribution(void **state)
{
    struct samples *s = *state;
    for_each(s, i)
    {
        for (int k = 1; i->smooth && k < 200; k++) {
            double u = k / 200.0, x = law_quantile(i->law, u), back = law_cdf(i->law, x);
            if (fabs(back - u) > 1e-8)
                fail_msg("%s: distribution %.12g at quantile %g", i->name, back, u);
            assert_near(law_quantile(i->law, back), x, 1e-9, 0);
        }
    }
}

/* The defining property, jumps included: P(X <= x) >= u, and P(X < x) <= u. */
static void a_quantile_is_the_least_value_that_reaches_u(void **state)
{
    struct samples *s = *state;
    for_each(s, i)
    {
        for (int k = 0; k < 200; k++) {
            double u = (k + 0.37) / 200.0, x = law_quantile(i->law, u);
            double before = law_cdf(i->law, x * (1 - 1e-9) - 1e-9),
                   reached = law_cdf(i->law, x * (1 + 1e-10));
            if (reached < u - 1e-10 || before > u + 1e-10)
                fail_msg("%s: at %g the distribution goes from %.12g to %.12g", i->name, u, before, reached);
        }
    }
}

static void the_distribution_ascends_from_zero_to_one(void **state)
{
    struct samples *s = *state;
    for_each(s, i)
    {
        double last = 0, step = (law_quantile(i->law, 0.99) + 1) / 500;
        assert_true(law_cdf(i->law, law_min(i->law) - 1e-3) == 0);
        assert_true(law_cdf(i->law, -1) == 0 && law_cdf(i->law, HUGE_VAL) == 1);
        assert_true(law_cdf(i->law, law_max(i->law)) == 1);
        for (int k = 0; k < 1000; k++) {
            double p = law_cdf(i->law, k * step);
            if (p < last - 1e-14 || p > 1)
                fail_msg("%s: distribution %.17g after %.17g", i->name, p, last);
            last = p;
        }
    }
}

static void the_mean_is_the_integral_of_the_quantile(void **state)
{
    struct samples *s = *state;
    for_each(s, i)
    {
        double mean = moment(i->law, 0, 1), tolerance = i->smooth ? 1e-6 : 3e-3;
        if (fabs(law_mean(i->law) - mean) > tolerance * mean)
            fail_msg("%s: mean %.10g d, quantile integrates to %.10g d", i->name, law_mean(i->law) / D,
                     mean / D);
    }
}

static int compare_numbers(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* Greatest distance of the sample's distribution from the law's, at and just before each of its values. */
static double ks_distance(const struct law *law, double *x, size_t count)
{
    double greatest = 0;
    qsort(x, count, sizeof *x, compare_numbers);
    for (size_t first = 0, next; first < count; first = next) {
        for (next = first; next < count && x[next] == x[first]; next++)
            ;
        double below = fabs(law_cdf(law, nextafter(x[first], -1)) - (double)first / (double)count);
        double at = fabs(law_cdf(law, x[first]) - (double)next / (double)count);
        greatest = fmax(greatest, fmax(below, at));
    }
    return greatest;
}

/* Kolmogorov: P(sqrt(n) distance > 2.2253) = 1e-4 for a continuous law, less for one with jumps. */
static void keyed_uniforms_draw_the_law(void **state)
{
    struct samples *s = *state;
    enum { COUNT = 100000 };
    double *x = malloc(COUNT * sizeof *x);
    assert_non_null(x);
    for_each(s, i)
    {
        uint64_t purpose = stream_purpose("test_law", i->name, "");
        for (uint32_t k = 0; k < COUNT; k++)
            x[k] = law_quantile(i->law, stream_uniform(stream_key(1, 0), purpose, k, 0));
        double distance = ks_distance(i->law, x, COUNT) * sqrt(COUNT);
        if (!(distance < 2.2253))
            fail_msg("%s: Kolmogorov-Smirnov statistic %g", i->name, distance);
    }
    free(x);
}

int main(void)
{
    law_library_quiet();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_quantile_is_finite_and_within_the_law),
        cmocka_unit_test(a_quantile_never_steps_back),
        cmocka_unit_test(a_quantile_never_steps_back_between_neighbours),
        cmocka_unit_test(a_quantile_inverts_the_distribution),
        cmocka_unit_test(a_quantile_is_the_least_value_that_reaches_u),
        cmocka_unit_test(the_distribution_ascends_from_zero_to_one),
        cmocka_unit_test(the_mean_is_the_integral_of_the_quantile),
        cmocka_unit_test(keyed_uniforms_draw_the_law),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
