/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/values.h"
#include "support/desk.h"
#include "support/test.h"

#define DAY 86400.0

/* The law of one YAML value, or NULL. */
static const struct law *law_of(struct desk *desk, const char *value)
{
    const char *text = arena_print(&desk->arena, "takes: %s\n", value);
    struct tree *root = desk_parse(desk, desk_path(desk, "a.yaml"), text);
    assert_non_null(root);
    return value_law(&desk->arena, tree_get(root, "takes"), desk->faults);
}

static double mean_days(struct desk *desk, const char *value)
{
    const struct law *law = law_of(desk, value);
    if (!law)
        fail_msg("%s: %s", value, desk_faults(desk));
    return law_mean(law) / DAY;
}

static double quantile_days(struct desk *desk, const char *value, double u)
{
    const struct law *law = law_of(desk, value);
    if (!law)
        fail_msg("%s: %s", value, desk_faults(desk));
    return law_quantile(law, u) / DAY;
}

/* Means in closed form: (min + mode + max) / 3 for the triangular law, (min + 4 mode + max) / 6 for pert,
 * scale * Gamma(1 + 1/shape) for weibull. */
static void every_distribution_has_the_mean_of_its_parameters(void **state)
{
    static const struct {
        const char *value;
        double mean;
    } cases[] = {
        {"5 d", 5},
        {"{fixed: 5 d}", 5},
        {"{uniform: {min: 2 d, max: 9 d}}", 5.5},
        {"{triangular: {min: 12 d, mode: 15 d, max: 21 d}}", 16},
        {"{pert: {min: 12 d, mode: 15 d, max: 21 d}}", 15.5},
        {"{exponential: {mean: 12 d}}", 12},
        {"{erlang: {phases: 2, mean: 10 d}}", 10},
        {"{gamma: {mean: 7 d, sd: 3 d}}", 7},
        {"{lognormal: {mean: 5 d, sd: 2 d}}", 5},
        {"{weibull: {mean: 6 d, sd: 2 d}}", 6},
        {"{weibull: {shape: 2, scale: 4 d}}", 4 * 0.886226925452758},
        {"{empirical: [10 d, 10 d, 12 d, 18 d]}", 12.5},
        {"{discrete: [{value: 3 d, weight: 2}, {value: 9 d, weight: 1}]}", 5},
        {"{discrete: [{value: 3 d, weight: 80%}, {value: 8 d, weight: 20%}]}", 4},
        {"{mixture: [{weight: 0.8, of: 5 d}, {weight: 0.2, of: {exponential: {mean: 10 d}}}]}", 6},
        {"{shifted: {by: 22 d, of: {exponential: {mean: 3 d}}}}", 25},
        {"{value: {exponential: {mean: 12 d}}, source: seed, grade: measured}", 12},
        {"{exponential: {mean: {value: 12 d, source: seed}}, grade: published, why: because}", 12},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_near(mean_days(*state, cases[i].value), cases[i].mean, 1e-6, 0);
    assert_string_equal(desk_faults(*state), "");
}

static void quantiles_given_are_quantiles_got(void **state)
{
    assert_near(quantile_days(*state, "{lognormal: {median: 16 d, p90: 21 d}}", 0.5), 16, 1e-9, 0);
    assert_near(quantile_days(*state, "{lognormal: {median: 16 d, p90: 21 d}}", 0.9), 21, 1e-9, 0);
    assert_near(quantile_days(*state, "{lognormal: {median: 6 d, q1: 4 d, q3: 9 d}}", 0.25), 4, 1e-9, 0);
    assert_near(quantile_days(*state, "{lognormal: {median: 6 d, q1: 4 d, q3: 9 d}}", 0.75), 9, 1e-9, 0);
}

/* Memoryless: an exponential law from 3 d on is 3 d and the law again; a normal law cut at its mean on both
 * sides of equal width keeps its median. */
static void min_and_max_condition_the_law(void **state)
{
    assert_near(mean_days(*state, "{exponential: {mean: 12 d}, min: 3 d}"), 15, 1e-6, 0);
    assert_near(mean_days(*state, "{exponential: {mean: 12 d, min: 3 d}}"), 15, 1e-6, 0);
    assert_near(quantile_days(*state, "{normal: {mean: 10 d, sd: 4 d}, min: 4 d, max: 16 d}", 0.5), 10, 1e-9,
                0);
    assert_near(mean_days(*state, "{uniform: {min: 2 d, max: 9 d}, max: 4 d}"), 3, 1e-9, 0);
}

static void an_empirical_law_reads_a_column_beside_the_scenario(void **state)
{
    struct desk *desk = *state;
    desk_write(desk, "stays.csv", "ward;stay\nA;18\nB;20 d\nA;21\nC;26 d\n");
    assert_near(mean_days(desk, "{empirical: {file: stays.csv, column: stay}}"), 21.25, 1e-9, 0);
    assert_near(mean_days(desk, "{empirical: {file: stays.csv, column: stay, min: 20 d, max: 25 d}}"), 20.5,
                1e-9, 0);
    assert_string_equal(desk_faults(desk), "");
}

static void a_large_column_is_read_whole(void **state)
{
    struct desk *desk = *state;
    enum { ROWS = 30000 };
    char *text = arena_alloc(&desk->arena, ROWS * 8 + 8);
    size_t at = (size_t)snprintf(text, 8, "d\n");
    for (int i = 0; i < ROWS; i++)
        at += (size_t)snprintf(text + at, 8, "%d\n", i % 10);
    desk_write(desk, "long.csv", text);
    assert_near(mean_days(desk, "{empirical: {file: long.csv, column: d}}"), 4.5, 1e-9, 0);
}

static void assert_faults(struct desk *desk, const char *value, const char *expected)
{
    assert_null(law_of(desk, value));
    if (strcmp(desk_faults(desk), expected) != 0)
        fail_msg("%s\ngot:\n%sexpected:\n%s", value, desk_faults(desk), expected);
    cartsim_faults_free(desk->faults);
    desk->faults = cartsim_faults_create();
}

static void what_is_no_law_is_a_fault_at_its_place(void **state)
{
    static const struct {
        const char *value, *fault;
    } cases[] = {
        {"12", "1:8: E012: 12 has no unit; write \"12 d\" (days) or \"12 h\" (hours)"},
        {"soon", "1:8: E015: takes: expected a duration such as 12 d, or a distribution, got 'soon'"},
        {"[1 d]", "1:8: E021: takes: expected a duration such as 12 d, or a distribution, got a list"},
        {"{}", "1:8: E021: takes: expected a duration such as 12 d, or a distribution, got a mapping"},
        {"{min: 3 d}",
         "1:8: E021: takes: expected a duration such as 12 d, or a distribution, got a mapping"},
        {"{lognorml: {mean: 3 d, sd: 1 d}}",
         "1:9: E020: takes: unknown distribution 'lognorml'; did you mean 'lognormal'?"},
        {"{cauchy: {}}", "1:9: E020: takes: unknown distribution 'cauchy'"},
        {"{exponential: 12 d}", "1:22: E021: takes.exponential: expected {mean}, got '12 d'"},
        {"{exponential: {mean: 12}}",
         "1:29: E012: 12 has no unit; write \"12 d\" (days) or \"12 h\" (hours)"},
        {"{exponential: {men: 12 d}}",
         "1:23: E010: takes.exponential: unknown key 'men' in exponential; did you mean 'mean'?"},
        {"{lognormal: {mean: 3 d, p90: 9 d}}",
         "1:9: E011: takes.lognormal: lognormal takes {mean, sd} or {median, p90} or {median, q1, q3}"},
        {"{erlang: {phases: 1.5, mean: 3 d}}",
         "1:26: E021: takes.erlang.phases: expected a whole number, got '1.5'"},
        {"{erlang: {phases: 0, mean: 3 d}}",
         "1:26: E022: takes.erlang.phases: 0 is out of range (1 to 10000)"},
        {"{uniform: {min: 1,5 d, max: 3 d}}",
         "1:26: E013: takes.uniform: \"1,5 d\" looks like a decimal comma; in files write 1.5 d"},
        {"{uniform: {min: \"1,5 d\", max: 3 d}}",
         "1:24: E013: \"1,5 d\" looks like a decimal comma; in files write 1.5 d"},
        {"{uniform: {min: 2 d, max: 3 m}}",
         "1:34: E014: takes.uniform.max: unknown unit 'm' in '3 m'; units are s, min, h, d, wk, mo and y"},
        {"{fixed: 3 d, uniform: {min: 1 d, max: 2 d}}",
         "1:21: E023: takes: 'fixed' and 'uniform' are both distributions; keep one"},
        {"{fixed: 3 d, sources: seed}",
         "1:21: E010: takes: unknown key 'sources' in a distribution; did you mean 'source'?"},
        {"{exponential: {mean: 9 d, min: 1 d}, min: 2 d}",
         "1:9: E023: takes.exponential: min: or max: is given twice"},
        {"{empirical: 3 d}",
         "1:20: E021: takes.empirical: expected a list of durations or {file, column}, got '3 d'"},
        {"{empirical: [3 d, 4]}", "1:26: E012: 4 has no unit; write \"4 d\" (days) or \"4 h\" (hours)"},
        {"{empirical: {file: f.csv}}",
         "1:9: E011: takes.empirical: empirical takes a list of durations or {file, column}"},
        {"{discrete: [{value: 3 d, weight: few}]}",
         "1:41: E021: takes.discrete.0.weight: expected a weight such as 2 or 80%, got 'few'"},
        {"{discrete: [3 d]}", "1:20: E021: takes.discrete.0: expected {value, weight}, got '3 d'"},
        {"{discrete: {value: 3 d, weight: 1}}",
         "1:19: E021: takes.discrete: expected a list of {value, weight}, got a mapping"},
        {"{mixture: [{weight: 1, of: soon}]}",
         "1:35: E015: takes.mixture.0.of: expected a duration such as 12 d, or a distribution, got 'soon'"},
        {"{mixture: [{weight: 1}]}", "1:19: E011: takes.mixture.0: mixture takes {weight, of}"},
        {"{shifted: {by: 3 d}}", "1:18: E011: takes.shifted: shifted takes {by, of}"},
        {"{by: product, otherwise: 3 d}", "1:8: E021: takes: a choice by attribute cannot stand here"},
        {"{exponential: {mean: {value: 3 d, sorce: x}}}",
         "1:42: E010: takes.exponential.mean: unknown key 'sorce' in a value with evidence; did you mean "
         "'source'?"},
        {"{empirical: [3 d, {value: 3 d, of: x}]}",
         "1:39: E010: takes.empirical.1: unknown key 'of' in a value with evidence"},
        {"{value: 3 d, sorce: x}",
         "1:21: E010: takes: unknown key 'sorce' in a value with evidence; did you mean 'source'?"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct desk *desk = *state;
        assert_faults(desk, cases[i].value, arena_print(&desk->arena, "a.yaml:%s\n", cases[i].fault));
    }
}

/* What law_build finds amiss is told at the parameters. */
static void parameters_that_contradict_each_other_are_faults(void **state)
{
    static const char *const cases[] = {
        "{uniform: {min: 9 d, max: 2 d}}",
        "{triangular: {min: 1 d, mode: 9 d, max: 3 d}}",
        "{exponential: {mean: 0 d}}",
        "{gamma: {mean: 3 d, sd: 0 d}}",
        "{lognormal: {median: 9 d, p90: 3 d}}",
        "{normal: {mean: 3 d, sd: 9 d}}",
        "{exponential: {mean: 3 d}, min: 9 d, max: 1 d}",
        "{empirical: []}",
        "{discrete: []}",
        "{mixture: [{weight: 0, of: 3 d}]}",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct desk *desk = *state;
        size_t before = cartsim_faults_count(desk->faults);
        assert_null(law_of(desk, cases[i]));
        if (cartsim_faults_count(desk->faults) != before + 1)
            fail_msg("%s: %s", cases[i], desk_faults(desk));
        const struct cartsim_fault *fault = cartsim_faults_get(desk->faults, before);
        assert_int_equal(fault->code, 20);
        assert_int_equal(fault->place.line, 1);
        assert_true(fault->place.column > 8);
    }
}

static void bad_cells_of_an_empirical_law_are_all_named(void **state)
{
    struct desk *desk = *state;
    desk_write(desk, "f.csv", "c\n3\nx\n2025-01-06\n4 d\n");
    assert_null(law_of(desk, "{empirical: {file: f.csv, column: c}}"));
    assert_string_equal(
        desk_faults(desk),
        "f.csv:3:1: E015: takes.empirical: expected a duration such as 12 d, or a number of days, got 'x'\n"
        "f.csv:4:1: E015: takes.empirical: expected a duration such as 12 d, or a number of days, got "
        "'2025-01-06'\n");
}

static void without_a_list_of_faults_nothing_is_said(void **state)
{
    struct desk *desk = *state;
    struct tree *root = desk_parse(
        desk, "a.yaml",
        "a: {uniform: {min: 9 d, max: x}}\nb: {empirical: {file: no, column: c}}\nc: 3\nd: {q: 1}\n");
    for (const struct tree *node = tree_first(root); node; node = node->next)
        assert_null(value_law(&desk->arena, node, NULL));
    assert_null(value_law(&desk->arena, NULL, desk->faults));
    tree_get(root, "c")->faulty = true;
    assert_null(value_law(&desk->arena, tree_get(root, "c"), desk->faults));
    assert_string_equal(desk_faults(desk), "");
}

static void laws_without_end_inside_one_another_are_refused(void **state)
{
    struct desk *desk = *state;
    struct cartsim_place place = {.file = "a.yaml", .line = 1, .column = 1};
    struct tree *law = tree_new(&desk->arena, TREE_TEXT, place);
    law->text = "1 d";
    for (int i = 0; i < 5000; i++) {
        struct tree *shape = tree_new(&desk->arena, TREE_MAP, place),
                    *map = tree_new(&desk->arena, TREE_MAP, place);
        struct tree *by = tree_new(&desk->arena, TREE_TEXT, place);
        by->key = "by";
        by->text = "1 s";
        law->key = "of";
        shape->key = "shifted";
        tree_append(shape, by);
        tree_append(shape, law);
        tree_append(map, shape);
        law = map;
    }
    assert_null(value_law(&desk->arena, law, desk->faults));
    assert_int_equal(cartsim_faults_count(desk->faults), 1);
    assert_int_equal(cartsim_faults_get(desk->faults, 0)->code, 22);
}

#define ON_A_DESK(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_DESK(every_distribution_has_the_mean_of_its_parameters),
        ON_A_DESK(quantiles_given_are_quantiles_got),
        ON_A_DESK(min_and_max_condition_the_law),
        ON_A_DESK(an_empirical_law_reads_a_column_beside_the_scenario),
        ON_A_DESK(a_large_column_is_read_whole),
        ON_A_DESK(what_is_no_law_is_a_fault_at_its_place),
        ON_A_DESK(parameters_that_contradict_each_other_are_faults),
        ON_A_DESK(bad_cells_of_an_empirical_law_are_all_named),
        ON_A_DESK(without_a_list_of_faults_nothing_is_said),
        ON_A_DESK(laws_without_end_inside_one_another_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
