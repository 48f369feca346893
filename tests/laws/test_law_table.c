/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of quantiles (sim/laws/law_table.c), held against inversion and against closed forms. */
#include "laws/law_table.h"
#include "laws/laws_built.h"

enum { LAWS_MAX = 40, OCTAVES = 10, CELLS = 32 };

/* Laws, the same with tables, and with tables in whole seconds. */
struct laws {
    const struct law *exact[LAWS_MAX], *rough[LAWS_MAX], *with[LAWS_MAX];
    int count;
};

static void add(struct laws *laws, struct arena *arena, const struct law *law)
{
    const struct law *with = law_tabulated(arena, law);
    assert_true(with != law);
    laws->exact[laws->count] = law;
    laws->rough[laws->count] = with->rough;
    laws->with[laws->count++] = with;
}

static const struct law *rough_of(struct arena *arena, const struct law *law)
{
    const struct law *rough = law_tabulated(arena, law)->rough;
    assert_non_null(rough);
    return rough;
}

static void add_plain(struct laws *laws, struct arena *a)
{
    static const double shapes[] = {0.05, 0.25, 1, 4.5, 100, 1e4};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        add(laws, a, plain(a, LAW_GAMMA, 10 * D, 10 * D / sqrt(shapes[i]), 0));
    add(laws, a, plain(a, LAW_ERLANG, 3, 3 * D, 0));
    add(laws, a, plain(a, LAW_PERT, 3 * D, 5.3 * D, 14 * D));
    add(laws, a, plain(a, LAW_PERT, 0, 0, 4 * D));
    add(laws, a, plain(a, LAW_PERT, D, 4 * D, 4 * D));
}

static void add_truncated(struct laws *laws, struct arena *a)
{
    add(laws, a, cut(a, LAW_GAMMA, 10 * D, 5 * D, 6 * D, 20 * D));
    add(laws, a, cut(a, LAW_GAMMA, 10 * D, 5 * D, -1, 0.01 * D));
    add(laws, a, cut(a, LAW_GAMMA, D, 0.5 * D, 15 * D, HUGE_VAL));
    add(laws, a, cut(a, LAW_ERLANG, 4, 9 * D, 2 * D, HUGE_VAL));
}

static void add_mixtures(struct laws *laws, struct arena *a)
{
    const struct law *gamma = plain(a, LAW_GAMMA, 3 * D, D, 0), *fixed = plain(a, LAW_FIXED, 2.5 * D, 0, 0);
    const struct law *smooth = mixed(a, 0.8, gamma, plain(a, LAW_LOGNORMAL, 6 * D, 5 * D, 0));
    const struct law *jump = mixed(a, 0.4, fixed, plain(a, LAW_LOGNORMAL, 3 * D, 2 * D, 0));
    add(laws, a, smooth);
    add(laws, a, jump);
    add(laws, a, mixed(a, 0.25, smooth, jump));
    add(laws, a, mixed(a, 1 - 1e-6, gamma, fixed));
    add(laws, a, mixed(a, 0.95, gamma, plain(a, LAW_GAMMA, 3.5 * D, 0.05 * D, 0)));
    add(laws, a, mixed(a, 0.5, plain(a, LAW_UNIFORM, D, 2 * D, 0), plain(a, LAW_UNIFORM, 5 * D, 9 * D, 0)));
    add(laws, a, mixed(a, 0.6, plain(a, LAW_TRIANGULAR, D, 2 * D, 6 * D), gamma));
    add(laws, a, shifted(a, 22 * D, smooth));
    add(laws, a, shifted(a, 2 * D, cut(a, LAW_GAMMA, 10 * D, 5 * D, 6 * D, 20 * D)));
}

static struct laws hard_laws(struct arena *arena)
{
    struct laws laws = {.count = 0};
    add_plain(&laws, arena);
    add_truncated(&laws, arena);
    add_mixtures(&laws, arena);
    return laws;
}

/* Where a tail begins a cell, and its two neighbours: of the lower side and of the upper. */
static double cell_edge(int octave, int cell, int beside, bool upper)
{
    double v = ldexp(CELLS + cell, -octave - 7);
    v = beside < 0 ? nextafter(v, 0) : beside > 0 ? nextafter(v, 1) : v;
    return upper ? 1 - v : v;
}

/* Whole numbers of a fixed sequence (Knuth's constants), as uniforms. */
static double next_uniform(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return ((double)(*state >> 12) + 0.5) * 0x1p-52;
}

static double span_of(const struct law *law)
{
    return law_quantile(law, 1 - 0x1p-11) - law_quantile(law, 0x1p-11);
}

static void tables_are_within_their_bound(void **state)
{
    struct laws laws = hard_laws(*state);
    uint64_t luck = 1;
    for (int i = 0; i < laws.count; i++) {
        const struct law *exact = laws.exact[i], *rough = laws.rough[i];
        double bound = LAW_TABLE_BOUND * span_of(exact);
        for (int n = 0; n < 2000; n++) {
            double u = next_uniform(&luck);
            assert_near(law_quantile(rough, u), law_quantile(exact, u), 1e-15, bound);
        }
        for (int n = 0; n < 3 * 2 * OCTAVES * CELLS; n++) {
            double u = cell_edge(n / 6 / CELLS, n / 6 % CELLS, n % 3 - 1, n / 3 % 2);
            assert_near(law_quantile(rough, u), law_quantile(exact, u), 1e-15, bound);
        }
    }
}

/* Gamma of shape 1 is exponential; PERT with its mode at min is beta(1, 5), 1 - (1 - x)^5. 2^-36 is the grid
 * of the inversion. */
static void tables_agree_with_closed_forms(void **state)
{
    const struct law *gamma = rough_of(*state, plain(*state, LAW_GAMMA, 3 * D, 3 * D, 0));
    const struct law *pert = rough_of(*state, plain(*state, LAW_PERT, 0, 0, 4 * D));
    for (int i = 1; i < 10000; i++) {
        double u = i / 1e4;
        assert_near(law_quantile(gamma, u), -3 * D * log1p(-u), 0x1p-36, 1e-9 * span_of(gamma));
        assert_near(law_quantile(pert, u), -4 * D * expm1(log1p(-u) / 5), 0x1p-36, 1e-9 * span_of(pert));
    }
}

/* From u on, the neighbouring doubles, and from each neighbour of 40 digits to the next. */
static void assert_rises_from(const struct law *law, double u)
{
    double last = 0;
    for (int n = 0; n < 20 && u < 1; n++, u = nextafter(u, 1)) {
        double x = law_quantile(law, u);
        assert_true(x >= last);
        last = x;
    }
    for (int n = 0; n < 20 && u < 1; n++, u += fmin(u, 1 - u) * 0x1p-40) {
        double x = law_quantile(law, u);
        assert_true(x >= last);
        last = x;
    }
}

static void tables_never_step_back(void **state)
{
    struct laws laws = hard_laws(*state);
    uint64_t luck = 2;
    for (int i = 0; i < laws.count; i++) {
        const struct law *rough = laws.rough[i];
        for (int n = 0; n < 100; n++)
            assert_rises_from(rough, next_uniform(&luck));
        for (int n = 0; n < OCTAVES * CELLS; n++) {
            double low = cell_edge(n / CELLS, n % CELLS, 0, false);
            assert_rises_from(rough, low * (1 - 0x1p-36));
            assert_rises_from(rough, 1 - low * (1 + 0x1p-36));
        }
        double last = 0;
        for (int n = 1; n < 20000; n++) {
            double x = law_quantile(rough, n / 20000.0);
            assert_true(x >= last);
            last = x;
        }
        assert_true(law_quantile(rough, 0x1p-60) >= law_min(rough));
        assert_true(last <= law_max(rough));
    }
}

/* Random places, and those where an exact inversion comes nearest to a half second. */
static void seconds_do_not_depend_on_tables(void **state)
{
    struct laws laws = hard_laws(*state);
    uint64_t luck = 3;
    for (int i = 0; i < laws.count; i++) {
        const struct law *exact = laws.exact[i], *with = laws.with[i];
        for (int n = 0; n < 1000; n++) {
            double u = next_uniform(&luck);
            assert_int_equal(law_seconds(with, u), law_seconds(exact, u));
            assert_true(law_quantile(with, u) == (double)law_seconds(exact, u));
            double half = law_cdf(exact, floor(law_quantile(exact, u)) + 0.5);
            for (int k = -3; k <= 3; k++) {
                u = half + k * ldexp(fmin(half, 1 - half), -38);
                if (u > 0 && u < 1)
                    assert_int_equal(law_seconds(with, u), law_seconds(exact, u));
            }
        }
    }
}

static void tails_are_inverted(void **state)
{
    const struct law *law = plain(*state, LAW_GAMMA, 10 * D, 20 * D, 0), *rough = rough_of(*state, law);
    for (int n = 12; n < 53; n++) {
        assert_true(law_quantile(rough, ldexp(1.3, -n)) == law_quantile(law, ldexp(1.3, -n)));
        assert_true(law_quantile(rough, 1 - ldexp(1, -n)) == law_quantile(law, 1 - ldexp(1, -n)));
    }
}

/* What lies beyond 175 means of an exponential, 1e-76 of it, begins anew there: too far out for a table. */
static void what_is_left_far_out_is_right(void **state)
{
    const struct law *law = cut(*state, LAW_GAMMA, D, D, 175 * D, HUGE_VAL),
                     *with = law_tabulated(*state, law);
    for (int i = 1; i < 1000; i++)
        assert_near(law_quantile(with, i / 1e3), 175 * D - D * log1p(-i / 1e3), 1e-9, 0);
    assert_ptr_equal(with, law);
}

/* 4 in 10 at 5 d, the others from 1 d to 2 d and from 8 d to 9 d: the quantile is known in words. */
static void jumps_stay_jumps(void **state)
{
    const struct law *of[] = {plain(*state, LAW_UNIFORM, D, 2 * D, 0), plain(*state, LAW_FIXED, 5 * D, 0, 0),
                              plain(*state, LAW_UNIFORM, 8 * D, 9 * D, 0)};
    const double weights[] = {0.3, 0.4, 0.3};
    const struct law *law =
        built(*state, (struct law_spec){.kind = LAW_MIXTURE, .of = of, .weights = weights, .count = 3});
    const struct law *rough = rough_of(*state, law);
    for (int i = 1; i < 1000; i++) {
        double u = i / 1000.0;
        if (i > 300 && i < 700)
            assert_true(law_quantile(rough, u) == 5 * D);
        else if (i < 300)
            assert_near(law_quantile(rough, u), D + u / 0.3 * D, 1e-9, 0);
        else if (i > 700)
            assert_near(law_quantile(rough, u), 8 * D + (u - 0.7) / 0.3 * D, 1e-9, 0);
    }
    assert_true(law_quantile(rough, 0.3 - 1e-9) <= 2 * D && law_quantile(rough, 0.3 + 1e-9) == 5 * D);
    assert_true(law_quantile(rough, 0.7 - 1e-9) == 5 * D && law_quantile(rough, 0.7 + 1e-9) >= 8 * D);
}

/* Distribution, mean and ends are those of the law. */
static void a_table_changes_nothing_else(void **state)
{
    struct laws laws = hard_laws(*state);
    for (int i = 0; i < laws.count; i++) {
        const struct law *exact = laws.exact[i], *with = laws.with[i];
        assert_true(law_mean(with) == law_mean(exact) && law_min(with) == law_min(exact));
        assert_true(law_max(with) == law_max(exact) && !law_is_fixed(with));
        for (double x = 0; x < 30 * D; x += D / 3)
            assert_true(law_cdf(with, x) == law_cdf(exact, x));
        assert_ptr_equal(law_tabulated(*state, with), with);
    }
}

static void cheap_laws_have_no_table(void **state)
{
    struct arena *a = *state;
    const struct law *laws[] = {
        plain(a, LAW_FIXED, D, 0, 0),
        plain(a, LAW_UNIFORM, D, 2 * D, 0),
        plain(a, LAW_EXPONENTIAL, D, 0, 0),
        plain(a, LAW_TRIANGULAR, D, 2 * D, 3 * D),
        plain(a, LAW_LOGNORMAL, D, D, 0),
        plain(a, LAW_WEIBULL, D, D, 0),
        plain(a, LAW_ERLANG, 1, D, 0),
        cut(a, LAW_NORMAL, 9 * D, D, 0, HUGE_VAL),
        cut(a, LAW_LOGNORMAL, 9 * D, D, D, 20 * D),
        shifted(a, D, plain(a, LAW_LOGNORMAL, D, D, 0)),
    };
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++)
        assert_ptr_equal(law_tabulated(a, laws[i]), laws[i]);
}

/* A truncation to a second, of which the grid of the inversion shows 2^-36 of ten days: no table. */
static void slivers_have_no_table(void **state)
{
    const struct law *law = cut(*state, LAW_GAMMA, 10 * D, 5 * D, 10 * D, 10 * D + 1);
    assert_ptr_equal(law_tabulated(*state, law), law);
}

/* A law without memory for its table stays as it is; with it, it takes no more than is said. */
static void memory_may_run_out(void **state)
{
    const struct law *law = shifted(*state, D, plain(*state, LAW_GAMMA, 10 * D, 5 * D, 0));
    int without = 0;
    for (size_t limit = 1; limit <= (size_t)48 << 10; limit += 1000) {
        struct arena arena;
        arena_init(&arena, limit);
        const struct law *with = law_tabulated(&arena, law);
        without += with == law;
        assert_true(law_seconds(with, 0.3) == law_seconds(law, 0.3));
        arena_release(&arena);
    }
    assert_in_range(without, 5, 44);
    struct laws laws = hard_laws(*state);
    for (int i = 0; i < laws.count; i++) {
        struct arena arena;
        arena_init(&arena, 0);
        law_tabulated(&arena, laws.exact[i]);
        assert_in_range(arena.bytes, 1, (size_t)43 << 10);
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(tables_are_within_their_bound),
        with_arena(tables_agree_with_closed_forms),
        with_arena(tables_never_step_back),
        with_arena(seconds_do_not_depend_on_tables),
        with_arena(tails_are_inverted),
        with_arena(what_is_left_far_out_is_right),
        with_arena(jumps_stay_jumps),
        with_arena(a_table_changes_nothing_else),
        with_arena(cheap_laws_have_no_table),
        with_arena(slivers_have_no_table),
        with_arena(memory_may_run_out),
    };
    law_library_quiet();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
