/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/sets.h"

#include "support/desk.h"
#include "support/test.h"

static const char SCENARIO[] =
    "cartsim: 1\n"
    "patients: {b: {arrivals: {rate: 24 per year, days: mon-fri}, n: {value: 25%, source: s}}}\n"
    "resources: {ward_bed: {capacity: 4, closures: [{from: 1, to: 2}, {from: 3, to: 4}]}}\n"
    "pathways:\n"
    "  p:\n"
    "  - {step: one, takes: {lognormal: {median: 4 d, p90: 7 d}}}\n"
    "  - {step: two, steps: [{step: inner, takes: 1 d}], on_failure: {repeat: one, at_most: 2}}\n"
    "risks: {r: {chance: 5%, after: 3 d, steps: [{step: cure, takes: 1 d}]}}\n";

/* Applies the sets and gives back the part of the tree under a key of the root. */
static const char *after(struct desk *desk, const char *key, const char *const *sets)
{
    struct tree *root = desk_parse(desk, "a.yaml", SCENARIO);
    for (; *sets; sets++)
        sets_apply(&desk->arena, root, *sets, desk->faults);
    return desk_flow(desk, tree_get(root, key));
}

#define AFTER(desk, key, ...) after(desk, key, (const char *const[]){__VA_ARGS__, NULL})

static void assert_good(struct desk *desk, const char *actual, const char *expected)
{
    assert_string_equal(desk_faults(desk), "");
    assert_string_equal(actual, expected);
}

static void assert_bad(struct desk *desk, const char *set, const char *faults)
{
    cartsim_faults_free(desk->faults);
    desk->faults = cartsim_faults_create();
    assert_non_null(desk->faults);
    AFTER(desk, "run", "run.seed=1", set);
    assert_string_equal(desk_faults(desk), faults);
}

static void a_value_is_set_by_its_path(void **state)
{
    struct desk *desk = *state;
    assert_good(desk, AFTER(desk, "resources", "resources.ward_bed.capacity=5"),
                "{ward_bed: {capacity: 5, closures: [{from: 1, to: 2}, {from: 3, to: 4}]}}");
}

static void the_last_set_wins(void **state)
{
    struct desk *desk = *state;
    assert_good(desk, AFTER(desk, "run", "run.seed=1", "run.seed=2", "run.warmup=1 y"),
                "{seed: 2, warmup: 1 y}");
}

static void what_is_missing_on_the_way_is_made(void **state)
{
    struct desk *desk = *state;
    assert_good(desk, AFTER(desk, "measures", "measures.v.target.p90=45 d", "measures.v.from=one.end"),
                "{v: {target: {p90: 45 d}, from: one.end}}");
}

static void a_list_item_is_counted_from_nought(void **state)
{
    struct desk *desk = *state;
    assert_good(desk,
                AFTER(desk, "resources", "resources.ward_bed.closures.1.to=9",
                      "resources.ward_bed.closures.0={to: 8}"),
                "{ward_bed: {capacity: 4, closures: [{from: 1, to: 8}, {from: 3, to: 9}]}}");
    assert_good(desk, AFTER(desk, "resources", "resources.ward_bed.closures=[]"),
                "{ward_bed: {capacity: 4, closures: []}}");
}

#define ONE "{step: one, takes: {lognormal: {median: 4 d, p90: 7 d}}}"
#define TWO "{step: two, steps: [{step: inner, takes: 1 d}], on_failure: {repeat: one, at_most: 2}}"

static void a_step_is_named_at_any_depth(void **state)
{
    struct desk *desk = *state;
    static const char EXPECTED[] =
        "{p: [" ONE
        ", {step: two, steps: [{step: inner, takes: 3 d}], on_failure: {repeat: one, at_most: 2}}]}";
    assert_good(desk, AFTER(desk, "pathways", "pathways.p.inner.takes=3 d"), EXPECTED);
    assert_good(desk, AFTER(desk, "pathways", "pathways.p.two.inner.takes=3 d"), EXPECTED);
    assert_good(desk, AFTER(desk, "pathways", "pathways.p.two.steps.inner.takes=3 d"), EXPECTED);
    assert_good(desk, AFTER(desk, "pathways", "pathways.p.1.steps.0.takes=3 d"), EXPECTED);
    assert_good(desk, AFTER(desk, "pathways", "pathways.p.inner={takes: 3 d}"), EXPECTED);
    assert_good(desk, AFTER(desk, "pathways", "pathways.p.two.inner={takes: 3 d}"), EXPECTED);
    assert_good(desk, AFTER(desk, "risks", "risks.r.cure.takes=2 d"),
                "{r: {chance: 5%, after: 3 d, steps: [{step: cure, takes: 2 d}]}}");
}

static void a_set_follows_the_rules_of_extends(void **state)
{
    struct desk *desk = *state;
    assert_good(desk, AFTER(desk, "patients", "patients.b.arrivals.every=3 d", "patients.b.n=30%"),
                "{b: {arrivals: {every: 3 d}, n: 30%}}");
    assert_good(desk,
                AFTER(desk, "patients", "patients.b.arrivals={rate: 30 per year}", "patients.b.n.value=1%"),
                "{b: {arrivals: {rate: 30 per year, days: mon-fri}, n: {value: 1%}}}");
    assert_good(desk,
                AFTER(desk, "pathways", "pathways.p.one.takes={fixed: 3 d}",
                      "pathways.p.two.on_failure.leaves=x"),
                "{p: [{step: one, takes: {fixed: 3 d}}, {step: two, steps: [{step: inner, takes: 1 d}], "
                "on_failure: {leaves: x}}]}");
    assert_good(desk, AFTER(desk, "pathways", "pathways.p.one.takes.triangular.min=3 d"),
                "{p: [{step: one, takes: {triangular: {min: 3 d}}}, " TWO "]}");
    assert_good(desk, AFTER(desk, "risks", "risks.r.rate=1% per month"),
                "{r: {steps: [{step: cure, takes: 1 d}], rate: 1% per month}}");
}

static void a_parameter_of_a_distribution_is_set_alone(void **state)
{
    struct desk *desk = *state;
    assert_good(desk, AFTER(desk, "pathways", "pathways.p.one.takes.lognormal.median=5 d"),
                "{p: [{step: one, takes: {lognormal: {median: 5 d, p90: 7 d}}}, " TWO "]}");
}

static void steps_are_added_moved_and_removed(void **state)
{
    struct desk *desk = *state;
    assert_good(desk,
                AFTER(desk, "pathways", "pathways.p=[{step: new, after: one}]",
                      "pathways.p.two.removed=true"),
                "{p: [" ONE ", {step: new}]}");
    assert_good(desk, AFTER(desk, "pathways", "pathways.p.inner.before=one", "pathways.p.two.steps=[]"),
                "{p: [{step: inner, takes: 1 d}, " ONE
                ", {step: two, steps: [], on_failure: {repeat: one, at_most: 2}}]}");
}

static void a_set_value_has_its_place_in_the_text(void **state)
{
    struct desk *desk = *state;
    struct tree *root = desk_parse(desk, "a.yaml", SCENARIO);
    sets_apply(&desk->arena, root, "run.seed={a: four}", desk->faults);
    const struct tree *seed = tree_get(tree_get(root, "run"), "seed"), *a = tree_get(seed, "a");
    assert_string_equal(a->place.file, "--set");
    assert_string_equal(a->place.line_text, "run.seed={a: four}");
    assert_int_equal(a->place.line, 1);
    assert_int_equal(a->place.column, 14);
    assert_int_equal(a->place.length, 4);
    assert_int_equal(seed->key_place.column, 5);
    assert_int_equal(seed->key_place.length, 4);
}

static void a_malformed_set_is_an_error_with_its_place(void **state)
{
    struct desk *desk = *state;
    assert_bad(desk, "run.seed", "--set:1:1: E006: expected PATH=VALUE, such as run.seed=2\n");
    assert_bad(desk, "a..b=1", "--set:1:3: E006: a name is missing in the path\n");
    assert_bad(desk, "run.n= ", "--set:1:7: E006: no value; an empty text is written run.n=\"\"\n");
    assert_bad(desk, "extends=b.yaml", "--set:1:1: E006: 'extends' can't be set; it belongs in the file\n");
    assert_bad(desk, "cartsim=2", "--set:1:1: E006: 'cartsim' can't be set; it belongs in the file\n");
}

static void bad_yaml_in_a_set_is_an_error(void **state)
{
    struct desk *desk = *state;
    assert_bad(desk, "run.seed={a: 1",
               "--set:1:15: E002: did not find expected ',' or '}', while parsing a flow mapping that began "
               "on line 1\n");
}

static void a_path_that_leads_nowhere_is_an_error_with_the_nearest_name(void **state)
{
    struct desk *desk = *state;
    assert_bad(desk, "pathways.p.tow.fails=1%",
               "--set:1:12: E004: unknown name 'tow' in p; did you mean 'two'?\n");
}

static void no_pathway_is_made_for_a_step(void **state)
{
    struct desk *desk = *state;
    assert_bad(desk, "pathways.q.one.fails=1%",
               "--set:1:10: E004: unknown name 'q' in pathways; did you mean 'p'?\n");
}

static void nothing_is_set_inside_a_text_or_beyond_a_list(void **state)
{
    struct desk *desk = *state;
    assert_bad(desk, "resources.ward_bed.capacity.x=1",
               "--set:1:29: E006: 'capacity' is '4', which has nothing inside to set\n");
    assert_bad(
        desk, "resources.ward_bed.closures.2.to=1",
        "--set:1:29: E006: 'closures' is a list of 2; expected the number of an item, counted from 0\n");
    assert_bad(desk, "pathways.p.one=5", "--set:1:16: E006: a step is a map of keys; name the one to set\n");
}

static void a_long_path_is_refused(void **state)
{
    struct desk *desk = *state;
    assert_bad(desk, desk_repeat(desk, "", "a.", 32, "a=1"),
               "--set:1:65: E006: the path has more than 32 names\n");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, desk_setup, desk_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_value_is_set_by_its_path),
        CASE(the_last_set_wins),
        CASE(what_is_missing_on_the_way_is_made),
        CASE(a_list_item_is_counted_from_nought),
        CASE(a_step_is_named_at_any_depth),
        CASE(a_set_follows_the_rules_of_extends),
        CASE(a_parameter_of_a_distribution_is_set_alone),
        CASE(steps_are_added_moved_and_removed),
        CASE(a_set_value_has_its_place_in_the_text),
        CASE(a_malformed_set_is_an_error_with_its_place),
        CASE(bad_yaml_in_a_set_is_an_error),
        CASE(a_path_that_leads_nowhere_is_an_error_with_the_nearest_name),
        CASE(no_pathway_is_made_for_a_step),
        CASE(nothing_is_set_inside_a_text_or_beyond_a_list),
        CASE(a_long_path_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
