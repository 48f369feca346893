/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/merge.h"

#include <sys/stat.h>
#include <unistd.h>

#include "scenario/extends.h"
#include "support/desk.h"
#include "support/test.h"

/* The tree of b.yaml over a.yaml in flow style. */
static const char *merged(struct desk *desk, const char *base, const char *over)
{
    struct tree *below = desk_parse(desk, "a.yaml", base), *above = desk_parse(desk, "b.yaml", over);
    assert_non_null(below);
    assert_non_null(above);
    struct merge merge = {&desk->arena, desk->faults};
    merge_bottom(&merge, below);
    merge_node(&merge, (struct merge_site){0}, below, above);
    return desk_flow(desk, below);
}

static void assert_merged(struct desk *desk, const char *base, const char *over, const char *expected)
{
    assert_string_equal(merged(desk, base, over), expected);
    assert_string_equal(desk_faults(desk), "");
}

static void maps_merge_and_scalars_lists_and_kinds_replace(void **state)
{
    assert_merged(*state, "{a: {b: 1, c: 2}, l: [1, 2, 3], k: {x: 1}, s: 1}",
                  "{a: {c: 3, d: 4}, l: [9], k: text, s: {y: 1}, new: 1}",
                  "{a: {b: 1, c: 3, d: 4}, l: [9], k: text, s: {y: 1}, new: 1}");
}

static void every_node_keeps_the_place_of_the_file_that_wrote_it(void **state)
{
    struct desk *desk = *state;
    struct tree *below = desk_parse(desk, "a.yaml", "a:\n  b: 1\n  c: 2\n");
    struct tree *above = desk_parse(desk, "b.yaml", "\n\na: {c: 3, d: 4}\n");
    merge_node(&(struct merge){&desk->arena, desk->faults}, (struct merge_site){0}, below, above);
    struct tree *a = tree_get(below, "a");
    assert_string_equal(a->place.file, "a.yaml");
    assert_string_equal(tree_get(a, "b")->place.file, "a.yaml");
    assert_string_equal(tree_get(a, "c")->place.file, "b.yaml");
    assert_string_equal(tree_get(a, "c")->key_place.file, "b.yaml");
    assert_int_equal(tree_get(a, "c")->place.line, 3);
    assert_int_equal(tree_get(a, "d")->place.column, 14);
}

static void a_number_with_its_source_is_replaced_with_its_source(void **state)
{
    struct desk *desk = *state;
    static const char BASE[] = "{patients: {p: {n: {value: 25%, source: s, grade: measured}}}}";
    assert_merged(desk, BASE, "{patients: {p: {n: 30%}}}", "{patients: {p: {n: 30%}}}");
    assert_merged(desk, BASE, "{patients: {p: {n: {value: 30%}}}}", "{patients: {p: {n: {value: 30%}}}}");
    assert_merged(desk, BASE, "{patients: {p: {n: {grade: expert}}}}",
                  "{patients: {p: {n: {value: 25%, source: s, grade: expert}}}}");
    assert_merged(desk, "{patients: {p: {n: 25%}}}", "{patients: {p: {n: {value: 30%, source: s}}}}",
                  "{patients: {p: {n: {value: 30%, source: s}}}}");
    assert_merged(desk, "{run: {warmup: {value: 1 y, why: w}}}", "{run: {warmup: {value: 2 y}}}",
                  "{run: {warmup: {value: 2 y}}}");
}

static void distributions_are_never_mixed(void **state)
{
    struct desk *desk = *state;
    static const char BASE[] =
        "{risks: {r: {after: {lognormal: {median: 4 d, p90: 7 d}, max: 9 d, source: s}}}}";
    assert_merged(desk, BASE, "{risks: {r: {after: {triangular: {min: 1 d, mode: 2 d, max: 3 d}}}}}",
                  "{risks: {r: {after: {triangular: {min: 1 d, mode: 2 d, max: 3 d}}}}}");
    assert_merged(desk, BASE, "{risks: {r: {after: {lognormal: {mean: 4 d, sd: 2 d}}}}}",
                  "{risks: {r: {after: {lognormal: {mean: 4 d, sd: 2 d}}}}}");
    assert_merged(desk, BASE, "{risks: {r: {after: {value: 3 d, source: t}}}}",
                  "{risks: {r: {after: {value: 3 d, source: t}}}}");
    assert_merged(desk, BASE, "{risks: {r: {after: {by: burden, high: 3 d}}}}",
                  "{risks: {r: {after: {by: burden, high: 3 d}}}}");
    assert_merged(desk, BASE, "{risks: {r: {after: {max: 12 d}}}}",
                  "{risks: {r: {after: {lognormal: {median: 4 d, p90: 7 d}, max: 12 d, source: s}}}}");
}

static void one_case_of_an_attribute_can_be_changed(void **state)
{
    struct desk *desk = *state;
    static const char BASE[] = "{risks: {r: {after: {by: burden, normal: 5 d, high: 9 d}}}}";
    assert_merged(desk, BASE, "{risks: {r: {after: {normal: 6 d}}}}",
                  "{risks: {r: {after: {by: burden, normal: 6 d, high: 9 d}}}}");
    assert_merged(desk, BASE, "{risks: {r: {after: {by: burden, high: 7 d}}}}",
                  "{risks: {r: {after: {by: burden, normal: 5 d, high: 7 d}}}}");
    assert_merged(desk, BASE, "{risks: {r: {after: {by: product, x: 7 d}}}}",
                  "{risks: {r: {after: {by: product, x: 7 d}}}}");
}

static void a_resource_may_be_called_like_a_distribution(void **state)
{
    assert_merged(*state, "{resources: {gamma: {capacity: 1}}}", "{resources: {gamma: {max_queue: 3}}}",
                  "{resources: {gamma: {capacity: 1, max_queue: 3}}}");
}

static void another_alternative_replaces_the_map_and_the_same_one_merges(void **state)
{
    struct desk *desk = *state;
    static const char BASE[] =
        "{patients: {p: {arrivals: {rate: 24 per year, growth: 1% per year}, attributes: {x: {chance: 75%}, "
        "y: {one_of: {a: 60%, b: 40%}}}}}}";
    assert_merged(desk, BASE, "{patients: {p: {arrivals: {every: 3 d}, attributes: {x: {one_of: {a: 1}}}}}}",
                  "{patients: {p: {arrivals: {every: 3 d}, attributes: {x: {one_of: {a: 1}}, y: {one_of: {a: "
                  "60%, b: 40%}}}}}}");
    assert_merged(
        desk, BASE,
        "{patients: {p: {arrivals: {rate: 30 per year}, attributes: {y: {one_of: {a: 70%, b: 30%}}}}}}",
        "{patients: {p: {arrivals: {rate: 30 per year, growth: 1% per year}, attributes: {x: {chance: 75%}, "
        "y: {one_of: {a: 70%, b: 30%}}}}}}");
}

static void on_failure_is_replaced_by_another_way_to_go_on(void **state)
{
    struct desk *desk = *state;
    static const char BASE[] =
        "{pathways: {p: [{step: s, on_failure: {repeat: s, at_most: 2, then: {leaves: x}}}]}}";
    assert_merged(desk, BASE, "{pathways: {p: [{step: s, on_failure: {leaves: y}}]}}",
                  "{pathways: {p: [{step: s, on_failure: {leaves: y}}]}}");
    assert_merged(
        desk, BASE, "{pathways: {p: [{step: s, on_failure: {at_most: 3, then: {continues: true}}}]}}",
        "{pathways: {p: [{step: s, on_failure: {repeat: s, at_most: 3, then: {continues: true}}}]}}");
}

static void a_risk_strikes_at_a_rate_or_with_a_chance(void **state)
{
    struct desk *desk = *state;
    assert_merged(desk, "{risks: {r: {from: a.end, chance: 5%, after: 3 d, unfit: true}}}",
                  "{risks: {r: {rate: 1% per month}}}",
                  "{risks: {r: {from: a.end, unfit: true, rate: 1% per month}}}");
    assert_merged(desk, "{risks: {r: {from: a.end, rate: 1% per month}}}",
                  "{risks: {r: {chance: 5%, after: 3 d}}}",
                  "{risks: {r: {from: a.end, chance: 5%, after: 3 d}}}");
}

/* What becomes of a pathway p of two steps, the second with sub-steps and a branch beside them. */
static const char PATHWAY[] = "pathways:\n  p:\n"
                              "  - {step: one, takes: 1 d}\n"
                              "  - step: two\n"
                              "    steps: [{step: in_1}, {step: in_2}]\n"
                              "    meanwhile: [{step: beside, takes: 2 d}]\n"
                              "  - {step: three, one_of: [{share: 1, steps: [{step: branch}]}]}\n";

static void assert_pathway(struct desk *desk, const char *items, const char *expected)
{
    const char *over = arena_print(&desk->arena, "{pathways: {p: %s}}", items);
    const char *whole = arena_print(&desk->arena, "{pathways: {p: [%s]}}", expected);
    assert_string_equal(merged(desk, PATHWAY, over), whole);
}

#define TWO "{step: two, steps: [{step: in_1}, {step: in_2}], meanwhile: [{step: beside, takes: 2 d}]}"
#define THREE "{step: three, one_of: [{share: 1, steps: [{step: branch}]}]}"

static void a_step_is_merged_by_name_at_any_depth(void **state)
{
    struct desk *desk = *state;
    assert_pathway(desk, "[{step: one, takes: 5 d}, {step: beside, takes: 6 d}, {step: branch, takes: 7 d}]",
                   "{step: one, takes: 5 d}, {step: two, steps: [{step: in_1}, {step: in_2}], meanwhile: "
                   "[{step: beside, takes: 6 d}]}, {step: three, one_of: [{share: 1, steps: [{step: branch, "
                   "takes: 7 d}]}]}");
    assert_pathway(
        desk, "[{step: two, steps: [{step: in_2, takes: 1 h}], meanwhile: [{step: in_1, takes: 2 h}]}]",
        "{step: one, takes: 1 d}, {step: two, steps: [{step: in_1, takes: 2 h}, {step: in_2, takes: 1 h}], "
        "meanwhile: [{step: beside, takes: 2 d}]}, " THREE);
    assert_string_equal(desk_faults(desk), "");
}

static void a_new_step_stands_after_or_before_another_in_that_ones_list(void **state)
{
    struct desk *desk = *state;
    assert_pathway(desk,
                   "[{step: a, after: one}, {step: b, before: one}, {step: c, after: three, takes: 1 d}]",
                   "{step: b}, {step: one, takes: 1 d}, {step: a}, " TWO ", " THREE
                   ", {step: c, takes: 1 d}");
    assert_pathway(
        desk, "[{step: a, before: in_2}, {step: b, after: a}, {before: branch, step: c}]",
        "{step: one, takes: 1 d}, {step: two, steps: [{step: in_1}, {step: a}, {step: b}, {step: in_2}], "
        "meanwhile: [{step: beside, takes: 2 d}]}, {step: three, one_of: [{share: 1, steps: [{step: c}, "
        "{step: branch}]}]}");
    assert_string_equal(desk_faults(desk), "");
}

static void a_known_step_with_after_or_before_moves(void **state)
{
    struct desk *desk = *state;
    assert_pathway(desk, "[{step: one, after: in_1, takes: 2 d}]",
                   "{step: two, steps: [{step: in_1}, {step: one, takes: 2 d}, {step: in_2}], meanwhile: "
                   "[{step: beside, "
                   "takes: 2 d}]}, " THREE);
    assert_string_equal(desk_faults(desk), "");
    assert_pathway(desk,
                   "[{step: two, after: in_1}, {step: one, before: one}, {step: three, before: nowhere}]",
                   "{step: one, takes: 1 d}, " TWO ", " THREE);
    assert_string_equal(desk_faults(desk),
                        "b.yaml:1:36: E005: step 'two' can't stand beside itself or beside a step inside it\n"
                        "b.yaml:1:63: E005: step 'one' can't stand beside itself or beside a step inside it\n"
                        "b.yaml:1:91: E004: unknown name 'nowhere' in before\n");
}

static void removed_takes_a_step_out_after_all_else(void **state)
{
    struct desk *desk = *state;
    assert_pathway(desk,
                   "[{step: one, removed: true}, {step: new, after: one}, {step: two, removed: true}, {step: "
                   "in_2, after: new}]",
                   "{step: new}, {step: in_2}, " THREE);
    assert_pathway(
        desk, "[{step: one, removed: false}, {step: beside, removed: true}]",
        "{step: one, takes: 1 d}, {step: two, steps: [{step: in_1}, {step: in_2}], meanwhile: []}, " THREE);
    assert_string_equal(desk_faults(desk), "");
}

static void what_leads_nowhere_is_an_error_with_the_nearest_name(void **state)
{
    struct desk *desk = *state;
    merged(desk, PATHWAY,
           "pathways:\n  p:\n"
           "  - {step: besides, removed: true}\n"
           "  - {step: new, after: tow}\n"
           "  - {step: thre}\n"
           "  - {step: quite_new}\n"
           "  - {stpe: one}\n"
           "  - {step: one, removed: maybe}\n"
           "  - {step: x, after: one, before: two}\n"
           "  - {step: y, after: [one]}\n"
           "  - {step: two, removed: true, takes: 3 d, x-why: none}\n");
    assert_string_equal(
        desk_faults(desk),
        "b.yaml:3:12: E004: unknown name 'besides' in a step to be removed; did you mean 'beside'?\n"
        "b.yaml:4:24: E004: unknown name 'tow' in after; did you mean 'two'?\n"
        "b.yaml:5:12: E005: no step 'thre' here; did you mean 'three'? A new step says 'after: NAME' or "
        "'before: NAME'\n"
        "b.yaml:6:12: E005: step 'quite_new' is new here and needs a place: write 'after: NAME' or "
        "'before: NAME'\n"
        "b.yaml:7:5: E005: an item of a list of steps needs 'step: NAME'\n"
        "b.yaml:8:26: E005: 'removed' is true or false\n"
        "b.yaml:9:27: E005: a step stands 'after' or 'before' another, not both\n"
        "b.yaml:10:22: E005: expected the name of one step\n"
        "b.yaml:11:32: E005: step 'two' is taken out, so 'takes' says nothing; leave one of the two out\n");
}

static void a_pathway_that_the_parent_has_not_is_taken_as_it_is(void **state)
{
    struct desk *desk = *state;
    assert_merged(desk, "{name: x}", "{pathways: {p: [{step: a}, {step: b}]}}",
                  "{name: x, pathways: {p: [{step: a}, {step: b}]}}");
    assert_string_equal(merged(desk, "{pathways: {q: [{step: a, after: b}]}}",
                               "{pathways: {p: [{step: c, steps: [{step: d, removed: true}]}]}}"),
                        "{pathways: {q: [{step: a}], p: [{step: c, steps: [{step: d}]}]}}");
    assert_string_equal(
        desk_faults(desk),
        "a.yaml:1:27: E005: 'after' changes steps of a file that this one extends, and there are none; write "
        "step 'a' at its place in the list\n"
        "b.yaml:1:45: E005: 'removed' changes steps of a file that this one extends, and there are none; "
        "write step 'd' at its place in the list\n");
}

static void the_steps_of_a_risk_merge_by_name_and_its_own_after_is_left_alone(void **state)
{
    assert_merged(
        *state, "{risks: {r: {chance: 5%, after: 3 d, steps: [{step: a, takes: 1 d}, {step: b}]}}}",
        "{risks: {r: {after: 4 d, steps: [{step: a, takes: 2 d}, {step: c, after: a}]}}}",
        "{risks: {r: {chance: 5%, after: 4 d, steps: [{step: a, takes: 2 d}, {step: c}, {step: b}]}}}");
}

static void a_plain_list_in_a_step_replaces(void **state)
{
    assert_merged(*state,
                  "{pathways: {p: [{step: a, needs: [x, y], one_of: [{share: 1, steps: [{step: b}]}]}]}}",
                  "{pathways: {p: [{step: a, needs: [z], one_of: [{share: 100%, steps: [{step: c}]}]}]}}",
                  "{pathways: {p: [{step: a, needs: [z], one_of: [{share: 100%, steps: [{step: c}]}]}]}}");
}

static void the_changes_to_one_list_are_bounded(void **state)
{
    struct desk *desk = *state;
    const char *items = desk_repeat(desk, "{pathways: {p: [", "{step: one}, ", 1001, "]}}");
    merged(desk, PATHWAY, items);
    assert_string_equal(desk_faults(desk),
                        "b.yaml:1:16: E005: more than 1000 changes to one list of steps\n");
}

static void big_maps_merge_in_no_more_than_n_log_n(void **state)
{
    struct desk *desk = *state;
    const char *text = desk_many_keys(desk, 80000);
    assert_non_null(merged(desk, text, text));
    assert_string_equal(desk_faults(desk), "");
}

static struct tree *extend(struct desk *desk, const char *path)
{
    struct extends_files files;
    return extends_read(&desk->arena, NULL, path, &files, desk->faults);
}

static void extends_is_relative_to_the_folder_of_the_file_that_says_it(void **state)
{
    struct desk *desk = *state;
    assert_int_equal(mkdir(desk_path(desk, "library"), 0700), 0);
    desk_write(desk, "bottom.yaml", "cartsim: 1\na: 1\nb: 1\nc: 1\n");
    desk_write(desk, "library/middle.yaml", "extends: ../bottom.yaml\nb: 2\nc: 2\n");
    const char *top = desk_write(desk, "top.yaml", "extends: library/middle.yaml\nc: 3\n");
    struct extends_files files;
    struct tree *root = extends_read(&desk->arena, NULL, top, &files, desk->faults);
    assert_string_equal(desk_flow(desk, root), "{cartsim: 1, a: 1, b: 2, c: 3}");
    assert_string_equal(desk_faults(desk), "");
    assert_int_equal(files.count, 3);
    assert_string_equal(files.file[0].file, top);
    assert_string_equal(tree_get(root, "a")->place.file, desk_path(desk, "library/../bottom.yaml"));
    desk_write(desk, "absolute.yaml", arena_print(&desk->arena, "extends: %s\n", top));
    assert_non_null(extend(desk, desk_path(desk, "absolute.yaml")));
}

static void a_circle_is_an_error_that_names_the_files_also_through_links(void **state)
{
    struct desk *desk = *state;
    assert_int_equal(chdir(desk->folder), 0);
    desk_write(desk, "a.yaml", "extends: b.yaml\n");
    desk_write(desk, "b.yaml", "extends: ./link.yaml\n");
    assert_int_equal(symlink("a.yaml", desk_path(desk, "link.yaml")), 0);
    assert_null(extend(desk, "a.yaml"));
    assert_string_equal(desk_faults(desk),
                        "b.yaml:1:10: E005: extends makes a circle: a.yaml -> b.yaml -> a.yaml\n");
    desk_write(desk, "self.yaml", "x: 1\nextends: self.yaml\n");
    assert_null(extend(desk, "self.yaml"));
    assert_non_null(
        strstr(desk_faults(desk), "self.yaml:2:10: E005: extends makes a circle: self.yaml -> self.yaml\n"));
    assert_int_equal(chdir("/"), 0);
}

static const char *write_chain(struct desk *desk, int files)
{
    for (int i = 1; i < files; i++)
        desk_write(desk, arena_print(&desk->arena, "%d.yaml", i),
                   arena_print(&desk->arena, "extends: %d.yaml\n", i + 1));
    desk_write(desk, arena_print(&desk->arena, "%d.yaml", files), "a: 1\n");
    return desk_path(desk, "1.yaml");
}

static void a_chain_of_sixteen_files_is_read_and_one_of_seventeen_is_not(void **state)
{
    struct desk *desk = *state;
    assert_string_equal(desk_flow(desk, extend(desk, write_chain(desk, 16))), "{a: 1}");
    assert_null(extend(desk, write_chain(desk, 17)));
    assert_string_equal(desk_faults(desk), "16.yaml:1:10: E005: a chain of more than 16 files\n");
}

static void a_parent_that_cannot_be_read_is_told_where_it_is_named(void **state)
{
    struct desk *desk = *state;
    assert_null(extend(desk, desk_write(desk, "a.yaml", "x: 1\nextends: none.yaml\n")));
    assert_null(extend(desk, desk_write(desk, "b.yaml", "extends: [a.yaml, b.yaml]\n")));
    assert_null(extend(desk, desk_write(desk, "c.yaml", "extends:\n")));
    assert_null(extend(desk, desk_write(desk, "d.yaml", "- a\n")));
    assert_null(extend(desk, desk_write(desk, "e.yaml", "extends: d.yaml\n")));
    const char *faults = desk_faults(desk);
    assert_non_null(strstr(faults, "a.yaml:2:10: E001: can't read '"));
    assert_non_null(strstr(faults, "/none.yaml': there is no such file"));
    assert_non_null(strstr(faults, "b.yaml:1:10: E005: extends: expected the path of one file"));
    assert_non_null(strstr(faults, "c.yaml:1:9: E005: extends: expected the path of one file"));
    assert_non_null(
        strstr(faults, "d.yaml:1:1: E002: a scenario is a map of keys; its first line is 'cartsim: 1'"));
    assert_int_equal(cartsim_faults_errors(desk->faults), 5);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, desk_setup, desk_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(maps_merge_and_scalars_lists_and_kinds_replace),
        CASE(every_node_keeps_the_place_of_the_file_that_wrote_it),
        CASE(a_number_with_its_source_is_replaced_with_its_source),
        CASE(distributions_are_never_mixed),
        CASE(one_case_of_an_attribute_can_be_changed),
        CASE(a_resource_may_be_called_like_a_distribution),
        CASE(another_alternative_replaces_the_map_and_the_same_one_merges),
        CASE(on_failure_is_replaced_by_another_way_to_go_on),
        CASE(a_risk_strikes_at_a_rate_or_with_a_chance),
        CASE(a_step_is_merged_by_name_at_any_depth),
        CASE(a_new_step_stands_after_or_before_another_in_that_ones_list),
        CASE(a_known_step_with_after_or_before_moves),
        CASE(removed_takes_a_step_out_after_all_else),
        CASE(what_leads_nowhere_is_an_error_with_the_nearest_name),
        CASE(a_pathway_that_the_parent_has_not_is_taken_as_it_is),
        CASE(the_steps_of_a_risk_merge_by_name_and_its_own_after_is_left_alone),
        CASE(a_plain_list_in_a_step_replaces),
        CASE(the_changes_to_one_list_are_bounded),
        CASE(big_maps_merge_in_no_more_than_n_log_n),
        CASE(extends_is_relative_to_the_folder_of_the_file_that_says_it),
        CASE(a_circle_is_an_error_that_names_the_files_also_through_links),
        CASE(a_chain_of_sixteen_files_is_read_and_one_of_seventeen_is_not),
        CASE(a_parent_that_cannot_be_read_is_told_where_it_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
