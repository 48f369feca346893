/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/complaints.h"
#include "scenario/format.h"
#include "scenario/format_rules.h"
#include "support/desk.h"
#include "support/test.h"

/* The format's limits, hostile trees, and whether its tables hold together; test_format.c has its rules. */

#define ON_A_DESK(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)
#define HEAD "cartsim: 1\npatients: {}\npathways: {}\n"

static void all_faults_are_told_at_once_and_none_twice(void **state)
{
    struct desk *desk = *state;
    struct tree *root =
        desk_parse(desk, "a.yaml",
                   "cartsim: 1\nrun: {seed: x, warmup: 3, wait: {a: b}}\npatients: {}\n"
                   "pathways: {p: [{step: a, fails: 3, takes: {exponential: {mean: 0 d}}}]}\n");
    format_check(&desk->arena, root, desk->faults);
    assert_int_equal(cartsim_faults_count(desk->faults), 6);
    const struct tree *step = tree_first(tree_get(tree_get(root, "pathways"), "p"));
    assert_true(root->faulty && tree_get(root, "pathways")->faulty && step->faulty);
    assert_true(tree_get(step, "fails")->faulty && tree_get(step, "takes")->faulty);
    assert_false(tree_get(step, "step")->faulty || tree_get(root, "patients")->faulty);
    assert_true(tree_get(tree_get(root, "run"), "wait")->faulty);
}

static void a_value_the_reader_has_refused_is_passed_over(void **state)
{
    struct desk *desk = *state;
    struct tree *root =
        desk_parse(desk, "a.yaml",
                   HEAD "run: {seed: x}\nrisks: {r: {chance: 1, after: {a: b}, unfit: true}}\n");
    tree_get(tree_get(root, "run"), "seed")->faulty = true;
    tree_get(tree_get(tree_get(root, "risks"), "r"), "after")->faulty = true;
    format_check(&desk->arena, root, desk->faults);
    assert_string_equal(desk_faults(desk), "");
    assert_true(root->faulty);
}

static void notes_are_taken_out_wherever_they_stand(void **state)
{
    struct desk *desk = *state;
    struct tree *root =
        desk_parse(desk, "a.yaml",
                   HEAD "x-a: {b: c}\nresources: {x-unused: 3, bed: {capacity: 1, x-why: [1]}}\n");
    format_check(&desk->arena, root, desk->faults);
    assert_string_equal(desk_faults(desk), "");
    assert_string_equal(desk_flow(desk, root),
                        "{cartsim: 1, patients: {}, pathways: {}, resources: {bed: {capacity: 1}}}");
}

static void there_are_limits_to_how_many(void **state)
{
    struct desk *desk = *state;
    struct cartsim_place place = {.file = "a.yaml", .line = 9, .column = 1};
    struct tree *root = desk_parse(desk, "a.yaml", HEAD "resources: {}\n");
    struct tree *resources = tree_get(root, "resources"), *pathway = tree_new(&desk->arena, TREE_LIST, place);
    for (int i = 0; i < 1001; i++) {
        struct tree *resource = tree_new(&desk->arena, TREE_MAP, place),
                    *capacity = tree_new(&desk->arena, TREE_TEXT, place);
        resource->key = arena_print(&desk->arena, "r%d", i);
        capacity->key = "capacity";
        capacity->text = "1";
        tree_append(resource, capacity);
        tree_append(resources, resource);
    }
    for (int i = 0; i < 10001; i++) {
        struct tree *step = tree_new(&desk->arena, TREE_MAP, place),
                    *name = tree_new(&desk->arena, TREE_TEXT, place);
        name->key = "step";
        name->text = arena_print(&desk->arena, "s%d", i);
        tree_append(step, name);
        tree_append(pathway, step);
    }
    struct tree *half = tree_copy(&desk->arena, pathway);
    while (half->count > 5000)
        tree_remove(half, half->first);
    while (pathway->count > 5001)
        tree_remove(pathway, pathway->first);
    half->key = "half";
    pathway->key = "p";
    pathway->key_place = place;
    tree_append(tree_get(root, "pathways"), half);
    tree_append(tree_get(root, "pathways"), pathway);
    format_check(&desk->arena, root, desk->faults);
    assert_string_equal(
        desk_faults(desk),
        "a.yaml:4:1: E022: resources: 1001 are too many (at most 1000)\n"
        "a.yaml:9:1: E022: pathways.p: with this there are 10001 steps, at most 10000 may be\n");
}

/* Steps inside steps without end, as no reader would make them. */
static void a_bottomless_tree_is_refused(void **state)
{
    struct desk *desk = *state;
    struct cartsim_place place = {.file = "a.yaml", .line = 1, .column = 1};
    struct tree *root = desk_parse(desk, "a.yaml", HEAD);
    struct tree *list = tree_new(&desk->arena, TREE_LIST, place);
    for (int i = 0; i < 20000; i++) {
        struct tree *step = tree_new(&desk->arena, TREE_MAP, place),
                    *name = tree_new(&desk->arena, TREE_TEXT, place);
        struct tree *outer = tree_new(&desk->arena, TREE_LIST, place);
        name->key = "step";
        name->text = arena_print(&desk->arena, "s%d", i);
        list->key = "steps";
        tree_append(step, name);
        tree_append(step, list);
        tree_append(outer, step);
        list = outer;
    }
    list->key = "p";
    tree_append(tree_get(root, "pathways"), list);
    format_check(&desk->arena, root, desk->faults);
    assert_int_equal(cartsim_faults_count(desk->faults), 1);
    assert_int_equal(cartsim_faults_get(desk->faults, 0)->code, FORMAT_RANGE);
}

static void long_and_odd_texts_are_quoted_short(void **state)
{
    struct desk *desk = *state;
    char *text = arena_alloc(&desk->arena, 5000);
    size_t head = (size_t)snprintf(text, 100, HEAD "run: {seed: ");
    memset(text + head, 'a', 4000);
    text[head + 4000] = '}';
    struct tree *root = desk_parse(desk, "a.yaml", text);
    assert_non_null(root);
    format_check(&desk->arena, root, desk->faults);
    assert_int_equal(cartsim_faults_count(desk->faults), 1);
    assert_true(strlen(cartsim_faults_get(desk->faults, 0)->text) < 120);
}

/* A child of any form under any key must never bring the checker down. */
static void every_key_survives_every_form(void **state)
{
    static const char *const forms[] = {"",
                                        "x",
                                        "[]",
                                        "{}",
                                        "[[], {}]",
                                        "{value: {value: }}",
                                        "{by: [], a: {}}",
                                        "{by: k}",
                                        "{one_of: [x, {share: 1}]}",
                                        "{within: 3}",
                                        "[{step: [], steps: {}, one_of: {a: 1}}]",
                                        "{lognormal: }",
                                        "{mixture: [{of: {mixture: }, weight: }]}",
                                        "{empirical: {file: {}, column: []}}"};
    struct desk *desk = *state;
    for (int kind = KIND_NONE + 1; kind < KIND_COUNT; kind++)
        for (const struct format_key *key = format_kinds[kind].keys; key && key->name; key++)
            for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
                const char *form = arena_print(&desk->arena, "{%s: %s}", key->name, forms[i]);
                const char *text = arena_print(&desk->arena,
                                               "%s: %s\nresources: {r: %s, s: {breaks: %s}}\nrisks: {r: "
                                               "%s}\nmeasures: {m: %s, n: {target: %s}}\n"
                                               "patients: {a: %s, b: {arrivals: %s, attributes: {k: "
                                               "%s}}}\npathways: {p: [%s, {on_failure: %s}]}\n",
                                               kind == KIND_ROOT ? key->name : "x-y", forms[i], form, form,
                                               form, form, form, form, form, form, form, form);
                struct tree *root = desk_parse(desk, "a.yaml", text);
                if (root)
                    format_check(&desk->arena, root, desk->faults);
                cartsim_faults_free(desk->faults);
                desk->faults = cartsim_faults_create();
            }
}

/* ---- the tables themselves */

static void every_type_and_kind_of_the_table_is_filled_in(void **state)
{
    (void)state;
    for (int type = TYPE_NONE + 1; type < TYPE_COUNT; type++) {
        const struct format_type *table = &format_types[type];
        if (!table->expected ||
            (table->scalar == SCALAR_NONE && table->list == TYPE_NONE && table->map == KIND_NONE))
            fail_msg("type %d", type);
        assert_true(table->least <= table->most || table->scalar == SCALAR_DURATION);
    }
    for (int kind = KIND_NONE + 1; kind < KIND_COUNT; kind++) {
        const struct format_kind *table = &format_kinds[kind];
        if (!table->name || !table->help || (!table->keys && table->other_keys == SCALAR_NONE))
            fail_msg("kind %d", kind);
        assert_true((table->other_keys == SCALAR_NONE) == (table->others == TYPE_NONE));
        for (const struct format_key *key = table->keys; key && key->name; key++) {
            assert_true(key->type > TYPE_NONE && key->type < TYPE_COUNT && key->help);
            assert_ptr_equal(format_key_find((enum format_kind_id)kind, key->name), key);
        }
    }
}

static void rules_are_about_keys_that_exist(void **state)
{
    (void)state;
    for (size_t i = 0; i < format_rule_count; i++)
        for (int k = 0; k < RULE_KEYS_MAX && format_rules[i].keys[k]; k++)
            if (!format_key_find(format_rules[i].kind, format_rules[i].keys[k]))
                fail_msg("rule %zu, key %s", i, format_rules[i].keys[k]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_DESK(all_faults_are_told_at_once_and_none_twice),
        ON_A_DESK(a_value_the_reader_has_refused_is_passed_over),
        ON_A_DESK(notes_are_taken_out_wherever_they_stand),
        ON_A_DESK(there_are_limits_to_how_many),
        ON_A_DESK(a_bottomless_tree_is_refused),
        ON_A_DESK(long_and_odd_texts_are_quoted_short),
        ON_A_DESK(every_key_survives_every_form),
        cmocka_unit_test(every_type_and_kind_of_the_table_is_filled_in),
        cmocka_unit_test(rules_are_about_keys_that_exist),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
