/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/compile.h"
#include "support/desk.h"
#include "support/test.h"

/* How large a model may be: each bound at the last number that is within it and at the first that is not. */

#define ON_A_DESK(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)
#define HEAD "cartsim: 1\npatients: {guest: {pathway: way, arrivals: {rate: 1 per day}}}\n"
#define WAY "pathways: {way: [{step: stay, takes: 1 d}]}\n"

enum { TEXT_MAX = 1 << 20 };

struct text {
    char bytes[TEXT_MAX];
    size_t used;
};

static void __attribute__((format(printf, 2, 3))) put(struct text *to, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(to->bytes + to->used, TEXT_MAX - to->used, format, arguments);
    va_end(arguments);
    to->used += (size_t)length;
    assert_true(to->used < TEXT_MAX);
}

/* Compiles; asserts that the only errors are `code` with that text, or that there is none (NULL). */
static void compile(struct desk *desk, const struct text *text, const char *error)
{
    struct cartsim_faults *faults = cartsim_faults_create();
    const char *path = desk_write(desk, "large.yaml", text->bytes);
    struct scenario *scenario = scenario_read(path, NULL, 0, faults);
    assert_non_null(scenario);
    struct model *model = model_compile(scenario, faults);
    assert_true((model != NULL) == (error == NULL));
    assert_int_equal(cartsim_faults_errors(faults), error != NULL);
    for (size_t i = 0; i < cartsim_faults_count(faults); i++) {
        const struct cartsim_fault *fault = cartsim_faults_get(faults, i);
        if (fault->severity == CARTSIM_ERROR) {
            assert_int_equal(fault->code, 35);
            assert_non_null(strstr(fault->text, error));
        }
    }
    model_free(model);
    scenario_free(scenario);
    cartsim_faults_free(faults);
}

static struct text *begin(const char *head)
{
    struct text *text = calloc(1, sizeof *text);
    assert_non_null(text);
    put(text, "%s", head);
    return text;
}

/* One step more on the way than is written here sets each of them. */
static void try_settings(struct desk *desk, int attributes, int values, const char *error)
{
    struct text *text = begin(HEAD "pathways:\n  way:\n");
    for (int i = 0; i < attributes; i++)
        put(text, "    - {step: a%d, sets: {attribute%d: x}}\n", i, i);
    for (int i = 0; i < values; i++)
        put(text, "    - {step: v%d, sets: {colour: c%d}}\n", i, i);
    compile(desk, text, error);
    free(text);
}

static void attributes_and_their_values_are_bounded(void **state)
{
    try_settings(*state, 256, 0, NULL);
    try_settings(*state, 257, 0, "more than 256 attributes");
    try_settings(*state, 0, 1000, NULL);
    try_settings(*state, 0, 1001, "attribute 'colour' has more than 1000 values");
}

static void try_outcomes(struct desk *desk, int outcomes, const char *error)
{
    struct text *text = begin(HEAD "pathways:\n  way:\n");
    for (int i = 0; i < outcomes; i++)
        put(text, "    - {step: s%d, fails: 1%%, on_failure: {leaves: o%d}}\n", i, i);
    compile(desk, text, error);
    free(text);
}

/* Completed, turned_away and censored are there without being named. */
static void outcomes_are_bounded(void **state)
{
    try_outcomes(*state, 997, NULL);
    try_outcomes(*state, 998, "more than 1000 outcomes");
}

static void try_units(struct desk *desk, int more, const char *error)
{
    struct text *text = begin(HEAD WAY);
    put(text, "resources:\n  a: {capacity: 1000000}\n  b: {capacity: 999999}\n  c: {capacity: unlimited}\n");
    put(text, "  d: {slots: {mon: 1000000}}\n  e: {capacity: %d}\n", more);
    compile(desk, text, error);
    free(text);
}

static void units_of_all_resources_are_bounded_together(void **state)
{
    try_units(*state, 1, NULL);
    try_units(*state, 2, "the resources have 2000001 units together");
}

/* 100 classes, 20 measures and steps with two ledger keys each: 4000 figures a step, and for each step and
 * class one of each of the three outcomes. */
static void try_figures(struct desk *desk, int steps, const char *error)
{
    struct text *text = begin("cartsim: 1\npatients:\n");
    for (int i = 0; i < 100; i++)
        put(text, "  c%d: {pathway: way, arrivals: {rate: 1 per day}}\n", i);
    put(text, "measures:\n");
    for (int i = 0; i < 20; i++)
        put(text, "  m%d: {from: referral, to: s0.end}\n", i);
    put(text, "pathways:\n  way:\n");
    for (int i = 0; i < steps; i++)
        put(text, "    - {step: s%d, takes: 1 d}\n", i);
    compile(desk, text, error);
    free(text);
}

static void figures_are_bounded(void **state)
{
    try_figures(*state, 4996, NULL); /* 4996 * 4000 + (4996 + 100) * 3 = 19,999,288 */
    try_figures(*state, 4997, "make 20003291 figures");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_DESK(attributes_and_their_values_are_bounded),
        ON_A_DESK(outcomes_are_bounded),
        ON_A_DESK(units_of_all_resources_are_bounded_together),
        ON_A_DESK(figures_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
