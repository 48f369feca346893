/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of a specification that makes no law. */
#include "laws/laws_built.h"

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
        {{.kind = LAW_EXPONENTIAL, .parameter = {HUGE_VAL}}, "mean is not a finite number"},
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
    check_problem(*state, exponential_cut(true, nan(""), false, 0),
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
    double values[] = {1, nan("")}, fine[] = {1, 2}, weights[] = {1, -1}, zero[] = {0, 0},
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
    law_library_quiet();
    const struct CMUnitTest tests[] = {
        with_arena(parameters_out_of_range_are_told),
        with_arena(mass_below_zero_asks_for_a_min),
        with_arena(truncations_that_leave_nothing_are_told),
        with_arena(wrong_values_and_weights_are_told),
        with_arena(sixteen_laws_nest_and_no_more),
        with_arena(too_little_memory_is_no_problem_of_the_law),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
