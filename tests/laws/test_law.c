/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/test.h"

#include <gsl/gsl_errno.h>

#include "laws/law.h"
#include "laws/stream.h"

/* Seconds in a day; parameters are given in days for the reader's sake. */
#define D 86400.0

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

static const struct law *built(struct arena *arena, struct law_spec spec)
{
    const char *problem = NULL;
    const struct law *law = law_build(arena, &spec, &problem);
    if (!law)
        fail_msg("law of kind %d not built: %s", (int)spec.kind, problem ? problem : "out of memory");
    return law;
}

static const struct law *plain(struct arena *arena, enum law_kind kind, double a, double b, double c)
{
    return built(arena, (struct law_spec){.kind = kind, .parameter = {a, b, c}});
}

static const struct law *cut(struct arena *arena, enum law_kind kind, double a, double b, double min,
                             double max)
{
    return built(arena, (struct law_spec){.kind = kind,
                                          .parameter = {a, b},
                                          .has_min = min >= 0,
                                          .min = min,
                                          .has_max = isfinite(max),
                                          .max = max});
}

static const struct law *shifted(struct arena *arena, double by, const struct law *of)
{
    return built(arena, (struct law_spec){.kind = LAW_SHIFTED, .parameter = {by}, .of = &of});
}

static const struct law *mixed(struct arena *arena, double share, const struct law *first,
                               const struct law *second)
{
    const struct law *of[] = {first, second};
    double weights[] = {share, 1 - share};
    return built(arena, (struct law_spec){.kind = LAW_MIXTURE, .of = of, .weights = weights, .count = 2});
}

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

/* ---- what holds for every law ---- */

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

/* E[f(X)] as the integral of f(quantile(u)) with u = 1 / (1 + exp(-t)), by the trapezoid rule in t: exact to
 * rounding for smooth laws, within half a step's share of a jump for the others. */
static double moment(const struct law *law, double centre, int power)
{
    double sum = 0, step = 0.02;
    for (double t = -36; t <= 36; t += step) {
        double u = 1 / (1 + exp(-t));
        sum += pow(law_quantile(law, u) - centre, power) * u / (1 + exp(t)) * step;
    }
    return sum;
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

/* ---- hand-known values, law by law ---- */

static int open_arena(void **state)
{
    struct arena *arena = malloc(sizeof *arena);
    if (!arena)
        return -1;
    arena_init(arena, 0);
    *state = arena;
    return 0;
}

static int close_arena(void **state)
{
    arena_release(*state);
    free(*state);
    return 0;
}

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
        double k = phases[i];
        const struct law *law = plain(*state, LAW_ERLANG, k, k, 0);
        for (double z = -3.05; z < 3; z += 0.1) {
            long double y = k + z * sqrt(k), sum = 0, term = expl(-y + k * logl(y) - lgammal(k + 1));
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

/* ---- truncation ---- */

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

/* ---- faults ---- */

static void check_problem(struct arena *arena, struct law_spec spec, const char *sentence)
{
    const char *problem = NULL;
    assert_null(law_build(arena, &spec, &problem));
    assert_non_null(problem);
    assert_string_equal(problem, sentence);
}

static void parameters_out_of_range_are_told(void **state)
{
    static const struct {
        struct law_spec spec;
        const char *problem;
    } cases[] = {
        {{.kind = LAW_FIXED, .parameter = {-1}}, "value must be 0 or above: a duration is never negative"},
        {{.kind = LAW_UNIFORM, .parameter = {5 * D, 3 * D}}, "min 5 d is above max 3 d"},
        {{.kind = LAW_TRIANGULAR, .parameter = {5 * D, 4 * D, 3 * D}}, "min 5 d is above max 3 d"},
        {{.kind = LAW_PERT, .parameter = {1 * D, 4 * D, 3 * D}},
         "mode 4 d is not between min 1 d and max 3 d"},
        {{.kind = LAW_EXPONENTIAL, .parameter = {0}}, "mean must be above 0"},
        {{.kind = LAW_ERLANG, .parameter = {2.5, D}}, "phases must be a whole number from 1 to 10000"},
        {{.kind = LAW_ERLANG, .parameter = {0, D}}, "phases must be a whole number from 1 to 10000"},
        {{.kind = LAW_ERLANG, .parameter = {10001, D}}, "phases must be a whole number from 1 to 10000"},
        {{.kind = LAW_ERLANG, .parameter = {2, -D}}, "mean must be above 0"},
        {{.kind = LAW_GAMMA, .parameter = {D, 0}}, "sd must be above 0"},
        {{.kind = LAW_GAMMA, .parameter = {D, 31 * D}},
         "sd is more than 30 times the mean: give a smaller one"},
        {{.kind = LAW_GAMMA, .parameter = {D, 1e-4 * D}},
         "sd is less than 0.01 of the mean: write it fixed, or normal with min: 0 d"},
        {{.kind = LAW_LOGNORMAL, .parameter = {-D, D}}, "mean must be above 0"},
        {{.kind = LAW_LOGNORMAL_P90, .parameter = {0, D}}, "median must be above 0"},
        {{.kind = LAW_LOGNORMAL_P90, .parameter = {3 * D, 2 * D}}, "p90 2 d must be above the median 3 d"},
        {{.kind = LAW_LOGNORMAL_P90, .parameter = {1, 1e9}},
         "the law is too wide: its p90 is more than 370000 times its median"},
        {{.kind = LAW_LOGNORMAL_QUARTILES, .parameter = {3 * D, 0, 4 * D}}, "q1 must be above 0"},
        {{.kind = LAW_LOGNORMAL_QUARTILES, .parameter = {3 * D, 4 * D, 5 * D}},
         "q1 4 d, median 3 d and q3 5 d must ascend"},
        {{.kind = LAW_WEIBULL, .parameter = {D, 500 * D}},
         "sd is more than 400 times the mean: give a smaller one"},
        {{.kind = LAW_WEIBULL_SHAPE, .parameter = {0.01, D}}, "shape must be between 0.05 and 1000"},
        {{.kind = LAW_WEIBULL_SHAPE, .parameter = {2, 0}}, "scale must be above 0"},
        {{.kind = LAW_NORMAL, .parameter = {D, 0}, .has_min = true}, "sd must be above 0"},
        {{.kind = LAW_EXPONENTIAL, .parameter = {NAN}}, "mean is not a finite number"},
        {{.kind = LAW_UNIFORM, .parameter = {0, HUGE_VAL}}, "max is not a finite number"},
        {{.kind = LAW_EXPONENTIAL, .parameter = {1e15}},
         "the law reaches beyond 30 million years: give a max, or make it narrower"},
        {{.kind = LAW_UNIFORM, .parameter = {-1e308, 1.7e308}, .has_min = true},
         "the law reaches beyond 30 million years: give a max, or make it narrower"},
        {{.kind = LAW_SHIFTED, .parameter = {-D}}, "by must be 0 or above: a shift makes a duration longer"},
        {{.kind = (enum law_kind)99}, "there is no law of kind 99"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_problem(*state, cases[i].spec, cases[i].problem);
}

static void mass_below_zero_asks_for_a_min(void **state)
{
    const char *sentence = "the law has mass below zero: give min: 0 d";
    double values[] = {-1, 2};
    check_problem(*state, (struct law_spec){.kind = LAW_NORMAL, .parameter = {9 * D, D}}, sentence);
    check_problem(*state, (struct law_spec){.kind = LAW_UNIFORM, .parameter = {-D, D}}, sentence);
    check_problem(*state, (struct law_spec){.kind = LAW_PERT, .parameter = {-D, 0, D}}, sentence);
    check_problem(*state, (struct law_spec){.kind = LAW_EMPIRICAL, .values = values, .count = 2}, sentence);
}

static struct law_spec exponential_cut(bool has_min, double min, bool has_max, double max)
{
    return (struct law_spec){.kind = LAW_EXPONENTIAL,
                             .parameter = {D},
                             .has_min = has_min,
                             .min = min,
                             .has_max = has_max,
                             .max = max};
}

static void truncations_that_leave_nothing_are_told(void **state)
{
    const char *hardly = "hardly any of the law lies within min and max: widen them";
    const char *nothing = "no value lies within min and max: widen them";
    check_problem(*state, exponential_cut(true, -1, false, 0),
                  "min must be 0 d or above: a duration is never negative");
    check_problem(*state, exponential_cut(true, NAN, false, 0),
                  "min must be 0 d or above: a duration is never negative");
    check_problem(*state, exponential_cut(false, 0, true, -1),
                  "max must be 0 d or above: a duration is never negative");
    check_problem(*state, exponential_cut(true, 2 * D, true, D), "min 2 d is above max 1 d");
    check_problem(*state, exponential_cut(true, D, true, D), hardly);
    check_problem(*state, exponential_cut(true, 1e6 * D, false, 0), hardly);
    check_problem(*state,
                  (struct law_spec){.kind = LAW_FIXED, .parameter = {D}, .has_min = true, .min = 2 * D},
                  nothing);
    check_problem(*state,
                  (struct law_spec){.kind = LAW_UNIFORM, .parameter = {0, D}, .has_min = true, .min = 2 * D},
                  nothing);
    const struct law *fixed = plain(*state, LAW_FIXED, D, 0, 0);
    struct law_spec later = {.kind = LAW_SHIFTED, .parameter = {D}, .of = &fixed, .has_max = true, .max = D};
    check_problem(*state, later, nothing);
}

static void wrong_values_and_weights_are_told(void **state)
{
    double values[] = {1, NAN}, fine[] = {1, 2}, weights[] = {1, -1}, zero[] = {0, 0},
           huge[] = {1.7e308, 1.7e308};
    struct law_spec spec = {.kind = LAW_EMPIRICAL, .values = values};
    check_problem(*state, spec, "there are no values: give at least one");
    spec.count = 2;
    check_problem(*state, spec, "value 2 is not a finite number");
    spec.kind = LAW_DISCRETE, spec.values = fine, spec.weights = weights;
    check_problem(*state, spec, "weight 2 must be 0 or above");
    spec.weights = zero;
    check_problem(*state, spec, "the weights sum to 0: give at least one above 0");
    spec.weights = huge;
    check_problem(*state, spec, "the weights are too large to be summed");
    spec.count = 0;
    check_problem(*state, spec, "there are no values: give at least one");
    spec.kind = LAW_MIXTURE;
    check_problem(*state, spec, "the mixture has no parts: give at least one");
}

static void sixteen_laws_nest_and_no_more(void **state)
{
    const struct law *law = plain(*state, LAW_EXPONENTIAL, D, 0, 0);
    for (int depth = 2; depth <= 16; depth++)
        law = depth % 2 ? shifted(*state, 1, law) : mixed(*state, 1, law, law);
    assert_near(law_mean(law), D + 7, 1e-14, 0);
    const char *sentence = "laws are nested more than 16 deep: write it flatter";
    double weight = 1;
    check_problem(*state, (struct law_spec){.kind = LAW_SHIFTED, .parameter = {1}, .of = &law}, sentence);
    check_problem(*state, (struct law_spec){.kind = LAW_MIXTURE, .of = &law, .weights = &weight, .count = 1},
                  sentence);
}

/* With every smaller limit, building gives NULL without a sentence; nothing else happens. */
static void too_little_memory_is_no_problem_of_the_law(void **state)
{
    (void)state;
    double values[] = {1, 2, 3};
    const char *problem;
    for (int kind = 0; kind < 2; kind++) {
        struct law_spec spec = {.kind = kind ? LAW_EMPIRICAL : LAW_GAMMA,
                                .parameter = {D, D},
                                .values = values,
                                .count = 3};
        bool done = false;
        for (size_t limit = 1; !done; limit += 8) {
            struct arena arena;
            arena_init(&arena, limit);
            problem = "unset";
            done = law_build(&arena, &spec, &problem) != NULL;
            assert_null(problem);
            arena_release(&arena);
        }
    }
}

int main(void)
{
    gsl_set_error_handler_off();
    const struct CMUnitTest every_law[] = {
        cmocka_unit_test(a_quantile_is_finite_and_within_the_law),
        cmocka_unit_test(a_quantile_never_steps_back),
        cmocka_unit_test(a_quantile_never_steps_back_between_neighbours),
        cmocka_unit_test(a_quantile_inverts_the_distribution),
        cmocka_unit_test(a_quantile_is_the_least_value_that_reaches_u),
        cmocka_unit_test(the_distribution_ascends_from_zero_to_one),
        cmocka_unit_test(the_mean_is_the_integral_of_the_quantile),
        cmocka_unit_test(keyed_uniforms_draw_the_law),
    };
#define with_arena(test) cmocka_unit_test_setup_teardown(test, open_arena, close_arena)
    const struct CMUnitTest each_law[] = {
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
        with_arena(a_shift_moves_everything),
        with_arena(seconds_are_rounded),
        with_arena(a_longer_law_gives_every_patient_a_longer_time),
        with_arena(truncation_conditions_the_law),
        with_arena(an_exponential_forgets_even_far_out),
        with_arena(a_truncated_normal_has_the_mean_of_mills_ratio),
        with_arena(truncation_drops_values_outside),
        with_arena(a_truncated_mixture_keeps_jumps_at_its_bounds),
        with_arena(bounds_of_a_truncated_mixture_are_values_it_takes),
        with_arena(a_truncated_mixture_inside_another_keeps_its_mean),
        with_arena(parameters_out_of_range_are_told),
        with_arena(mass_below_zero_asks_for_a_min),
        with_arena(truncations_that_leave_nothing_are_told),
        with_arena(wrong_values_and_weights_are_told),
        with_arena(sixteen_laws_nest_and_no_more),
        with_arena(too_little_memory_is_no_problem_of_the_law),
    };
    int failed = cmocka_run_group_tests(every_law, setup, teardown);
    return failed + cmocka_run_group_tests(each_law, NULL, NULL);
}
