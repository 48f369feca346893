/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_LAWS_BUILT_H
#define CARTSIM_TESTS_LAWS_BUILT_H

/* Laws built in one line each, for the test programs of this folder. */
#include "support/test.h"

#include "laws/law.h"

/* Seconds in a day; parameters are given in days for the reader's sake. */
#define D 86400.0

static inline const struct law *built(struct arena *arena, struct law_spec spec)
{
    const char *problem = NULL;
    const struct law *law = law_build(arena, &spec, &problem);
    if (!law)
        fail_msg("law of kind %d not built: %s", (int)spec.kind, problem ? problem : "out of memory");
    return law;
}

static inline const struct law *plain(struct arena *arena, enum law_kind kind, double a, double b, double c)
{
    return built(arena, (struct law_spec){.kind = kind, .parameter = {a, b, c}});
}

static inline const struct law *cut(struct arena *arena, enum law_kind kind, double a, double b, double min,
                                    double max)
{
    return built(arena, (struct law_spec){.kind = kind,
                                          .parameter = {a, b},
                                          .has_min = min >= 0,
                                          .min = min,
                                          .has_max = isfinite(max),
                                          .max = max});
}

static inline const struct law *shifted(struct arena *arena, double by, const struct law *of)
{
    return built(arena, (struct law_spec){.kind = LAW_SHIFTED, .parameter = {by}, .of = &of});
}

static inline const struct law *mixed(struct arena *arena, double share, const struct law *first,
                                      const struct law *second)
{
    const struct law *of[] = {first, second};
    double weights[] = {share, 1 - share};
    return built(arena, (struct law_spec){.kind = LAW_MIXTURE, .of = of, .weights = weights, .count = 2});
}
/* E[f(X)] as the integral of f(quantile(u)) with u = 1 / (1 + exp(-t)), by the trapezoid rule in t: exact to
 * rounding for smooth laws, within half a step's share of a jump for the others. */
static inline double moment(const struct law *law, double centre, int power)
{
    double sum = 0, step = 0.02;
    for (double t = -36; t <= 36; t += step) {
        double u = 1 / (1 + exp(-t));
        sum += pow(law_quantile(law, u) - centre, power) * u / (1 + exp(t)) * step;
    }
    return sum;
}
/* A case that finds an arena in its state. */
static inline int open_arena(void **state)
{
    struct arena *arena = malloc(sizeof *arena);
    if (!arena)
        return -1;
    arena_init(arena, 0);
    *state = arena;
    return 0;
}

static inline int close_arena(void **state)
{
    arena_release(*state);
    free(*state);
    return 0;
}

#define with_arena(test) cmocka_unit_test_setup_teardown(test, open_arena, close_arena)

#endif
