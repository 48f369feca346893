/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/difference.h"

#include <stdlib.h>
#include <string.h>

#include "scenario/scenario.h"
#include "support/desk.h"
#include "support/test.h"

/* A centre with a bit of everything; a test says what the second has besides. */
static const char BASE[] =
    "cartsim: 1\n"
    "name: A\n"
    "sources: {a: A paper, b: Another}\n"
    "patients:\n"
    "  one: {pathway: way, arrivals: {rate: 24 per year, growth: 12% per year, monthly: {aug: 0.5}},\n"
    "        attributes: {kind: {one_of: {x: 25%, y: 75%}}, sure: {chance: 25%}}}\n"
    "  two: {pathway: way, priority: 3, arrivals: {at: [1 d, 2 wk, 1 d]}}\n"
    "resources:\n"
    "  bed: {capacity: {value: 4, source: a, grade: expert}, opens: mon-fri 08:00-16:00,\n"
    "        closures: [{from: 2026-01-01, to: 2026-01-03}, {from: 2026-02-01, to: 2026-02-03, capacity: "
    "1}]}\n"
    "  chair: {capacity: unlimited}\n"
    "  slot: {slots: {mon-wed: 1}}\n"
    "pathways:\n"
    "  way:\n"
    "    - {step: first, needs: bed, takes: {lognormal: {median: 14 d, p90: 21 d}, min: 1 d}, chance: 0.5}\n"
    "    - {step: second, books: slot, when: {kind: [x, y]}, takes: 5 d}\n"
    "    - step: third\n"
    "      fails: 10%\n"
    "      on_failure: {one_of: [{share: 50%, leaves: lost}, {share: 50%, continues: true}]}\n"
    "      steps: [{step: inner, takes: {empirical: [1 d, 2 d, 2 d]}}, {step: other, takes: {by: kind, x: 1 "
    "d, y: 2 d}}]\n"
    "    - {step: fourth, holds: [chair, bed]}\n"
    "    - {step: fifth, releases: [bed, chair], one_of: [{share: 0.5, steps: [{step: deep, takes: 1 d}]}, "
    "{share: 0.5}]}\n"
    "risks:\n"
    "  flu: {rate: 4% per month, multiplied_by: {kind: {x: 2}}, unfit: true, steps: [{step: ill, takes: 30 "
    "d}]}\n"
    "  end: {rate: 1% per year, leaves: gone}\n"
    "measures: {whole: {from: referral, to: exit, target: {p50: 10 d, share_within: {14 d: 80%}}}}\n"
    "run: {warmup: 30 d}\n";

static struct scenario *read_one(struct desk *desk, const char *path, const char *const *sets)
{
    size_t count = 0;
    while (sets && sets[count])
        count++;
    struct scenario *scenario = scenario_read(path, sets, count, desk->faults);
    assert_string_equal(desk_faults(desk), "");
    assert_non_null(scenario);
    return scenario;
}

/* A line for each difference: "path: from -> to"; "+ place", "-", "~" for what is added, removed, moved; what
 * is only said has brackets round it. */
static const char *lines_of(struct desk *desk, const struct tree *a, const struct tree *b)
{
    static const char *const signs[] = {"", "+ ", "- ", "~ "};
    struct differences found;
    char *text = NULL;
    size_t size = 0, meant = 0;
    assert_true(differences_between(&desk->arena, a, b, &found));
    FILE *to = open_memstream(&text, &size);
    for (size_t i = 0; i < found.count; i++) {
        const struct difference *one = &found.list[i];
        meant += !one->said;
        fprintf(to, "%s%s%s: %s%s%s%s%s%s%s\n", one->said ? "[" : "", signs[one->kind], one->path,
                one->place ? one->place : "", one->place ? ": " : "", one->from ? one->from : "",
                one->from && one->to ? " -> " : "", one->to ? one->to : "", one->said ? "]" : "", "");
    }
    fclose(to);
    assert_int_equal(meant, found.in_meaning);
    const char *kept = arena_text(&desk->arena, text, size);
    free(text);
    return kept;
}

/* BASE against BASE with the sets (ended by NULL) laid over. */
static void assert_sets(struct desk *desk, const char *const *sets, const char *expected)
{
    const char *path = desk_write(desk, "a.yaml", BASE);
    struct scenario *a = read_one(desk, path, NULL), *b = read_one(desk, path, sets);
    assert_string_equal(lines_of(desk, a->root, b->root), expected);
    scenario_free(a);
    scenario_free(b);
}

#define SETS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void a_scenario_does_not_differ_from_itself(void **state)
{
    assert_sets(*state, NULL, "");
}

/* The same in other words, units, forms and orders; defaults that are written. */
static void what_means_the_same_is_no_difference(void **state)
{
    struct desk *desk = *state;
    static const char other[] =
        "cartsim: 1\n"
        "name: A\n"
        "run: {warmup: 720 h, start: 2025-01-06, horizon: 3 y, replications: 100, seed: 1, confidence: "
        "0.95}\n"
        "sources: {b: Another, a: A paper}\n"
        "patients:\n"
        "  one: {pathway: way, priority: 5, enabled: true, arrivals: {rate: 2 per month, days: mon-sun,\n"
        "        growth: 0.12 per year, monthly: {aug: 0.50, jan: 1}},\n"
        "        attributes: {sure: {chance: 0.25}, kind: {one_of: {x: 0.25, y: 0.75}}}}\n"
        "  two: {pathway: way, priority: 3, arrivals: {at: [24 h, 1 d, 14 d]}}\n"
        "resources:\n"
        "  slot: {slots: {mon: 1, tue: 1, wed: 1, thu: 0}, at: '00:00'}\n"
        "  chair: {capacity: unlimited, order: priority}\n"
        "  bed: {capacity: {value: 4, grade: expert, source: a}, opens: ['mon,tue,wed-fri 08:00-16:00'],\n"
        "        closures: [{from: 2026-02-01, to: 2026-02-03, capacity: 1},\n"
        "                   {from: 2026-01-01, to: 2026-01-03, capacity: 0, enabled: true}]}\n"
        "pathways:\n"
        "  way:\n"
        "    - {step: first, needs: {bed: 1}, takes: {lognormal: {p90: 3 wk, median: 2 wk, min: 24 h}}, "
        "chance: 50%}\n"
        "    - {step: second, books: {slot: {}}, when: {kind: [y, x]}, takes: {fixed: 120 h}, fit: false}\n"
        "    - step: third\n"
        "      fails: 0.1\n"
        "      on_failure: {one_of: [{share: 0.5, leaves: lost}, {share: 0.5, continues: true}]}\n"
        "      steps: [{step: inner, takes: {empirical: [2 d, 24 h, 2 d]}},\n"
        "              {step: other, takes: {by: kind, y: 48 h, x: {fixed: 1 d}}}]\n"
        "    - {step: fourth, holds: {bed: 1, chair: 1}}\n"
        "    - {step: fifth, releases: [chair, bed], one_of: [{share: 50%, steps: [{step: deep, takes: 1 "
        "d}]}, {share: 50%}]}\n"
        "risks:\n"
        "  flu: {rate: 0.04 per month, from: referral, until: exit, multiplied_by: {kind: {x: 2, y: 1}},\n"
        "        unfit: true, recurs: false, steps: [{step: ill, takes: 720 h}]}\n"
        "  end: {rate: 0.01/y, leaves: gone}\n"
        "measures: {whole: {from: referral, to: exit, target: {median: 240 h, share_within: {2 wk: 0.8}}}}\n"
        "x-note: nothing\n";
    struct scenario *a = read_one(desk, desk_write(desk, "a.yaml", BASE), NULL);
    struct scenario *b = read_one(desk, desk_write(desk, "b.yaml", other), NULL);
    assert_string_equal(lines_of(desk, a->root, b->root), "");
    assert_string_equal(lines_of(desk, b->root, a->root), "");
    scenario_free(a);
    scenario_free(b);
}

/* Growth compounds: 12% a year is not 1% a month, though the rates are the same. */
static void growth_differs_by_its_unit(void **state)
{
    assert_sets(*state, SETS("patients.one.arrivals.growth=1% per month"),
                "patients.one.arrivals.growth: 12% per year -> 1% per month\n");
}

static void values_are_told_by_path_as_written(void **state)
{
    struct desk *desk = *state;
    assert_sets(desk,
                SETS("resources.bed.capacity.value=5", "resources.bed.capacity.source=a",
                     "resources.bed.capacity.grade=expert"),
                "resources.bed.capacity: 4 -> 5\n");
    assert_sets(desk, SETS("pathways.way.first.takes.lognormal.median=13 d"),
                "pathways.way.first.takes.lognormal.median: 14 d -> 13 d\n");
    assert_sets(desk, SETS("pathways.way.first.takes=13 d"),
                "pathways.way.first.takes: {lognormal: {median: 14 d, p90: 21 d}, min: 1 d} -> 13 d\n");
    assert_sets(desk, SETS("pathways.way.other.takes.y=3 d"), "pathways.way.other.takes.y: 2 d -> 3 d\n");
    assert_sets(desk, SETS("pathways.way.third.on_failure.one_of.0.leaves=gone"),
                "pathways.way.third.on_failure.one_of.0.leaves: lost -> gone\n");
    assert_sets(desk, SETS("measures.whole.target.share_within={14 d: 70%}"),
                "measures.whole.target.share_within.14 d: 80% -> 70%\n");
    assert_sets(desk, SETS("patients.two.arrivals.at=[1 d, 2 wk, 3 d]"),
                "- patients.two.arrivals.at: 1 d\n+ patients.two.arrivals.at: 3 d\n");
    assert_sets(desk, SETS("resources.slot.slots={thu: 1}"), "resources.slot.slots.thu: 0 (default) -> 1\n");
    assert_sets(desk, SETS("run.seed=2"), "run.seed: 1 (default) -> 2\n");
    assert_sets(desk, SETS("pathways.way.first.needs={bed: 2}"),
                "pathways.way.first.needs: bed -> {bed: 2}\n");
    assert_sets(desk, SETS("risks.flu.rate=5% per month"), "risks.flu.rate: 4% per month -> 5% per month\n");
}

static void another_alternative_is_told_whole(void **state)
{
    assert_sets(*state, SETS("patients.one.arrivals.every=15 d"),
                "patients.one.arrivals: {rate: 24 per year, growth: 12% per year, monthly: {aug: 0.5}} -> "
                "{every: 15 d}\n");
}

static void what_one_alone_has_is_told_once(void **state)
{
    struct desk *desk = *state;
    assert_sets(desk, SETS("resources.room={capacity: 1, order: fifo}"),
                "+ resources.room: {capacity: 1, order: fifo}\n");
    assert_sets(desk, SETS("risks.new={chance: 5%, leaves: gone}"),
                "+ risks.new: after end: {chance: 5%, leaves: gone}\n");
    assert_sets(desk, SETS("pathways.way.second.removed=true"),
                "- pathways.way.second: {books: slot, when: {kind: [x, y]}, takes: 5 d}\n");
}

/* Steps are found by name wherever they stand; one that goes elsewhere is moved, and the others are not. */
static void steps_are_moved_added_and_removed_by_name(void **state)
{
    struct desk *desk = *state;
    assert_sets(desk, SETS("pathways.way.fourth.after=first"),
                "~ pathways.way.fourth: after third -> after first\n");
    assert_sets(desk, SETS("pathways.way.first.after=fourth"),
                "~ pathways.way.first: first -> after fourth\n");
    assert_sets(desk, SETS("pathways.way.second.before=inner", "pathways.way.second.takes=6 d"),
                "pathways.way.second.takes: 5 d -> 6 d\n"
                "~ pathways.way.second: after first -> first in third.steps\n");
    assert_sets(desk, SETS("pathways.way.deep.after=fifth"),
                "~ pathways.way.deep: first in fifth.one_of.0.steps -> after fifth\n");

    const char *path = desk_write(desk, "base.yaml", BASE);
    const char *over =
        desk_write(desk, "over.yaml",
                   "extends: base.yaml\n"
                   "pathways: {way: [{step: new, after: inner, takes: 1 h, steps: [{step: newer, "
                   "takes: 2 h}]}, {step: deep, removed: true}]}\n");
    struct scenario *a = read_one(desk, path, NULL), *b = read_one(desk, over, NULL);
    assert_string_equal(lines_of(desk, a->root, b->root),
                        "- pathways.way.deep: {takes: 1 d}\n"
                        "+ pathways.way.new: after inner in third.steps: {takes: 1 h}\n"
                        "+ pathways.way.newer: first in new.steps: {takes: 2 h}\n");
    scenario_free(a);
    scenario_free(b);
}

/* Of a row in which two change places one was moved; risks and classes have an order too (who comes first at
 * one instant), resources have none. */
static void order_counts_where_it_matters(void **state)
{
    struct desk *desk = *state;
    struct tree *a = desk_parse(desk, "a",
                                "{risks: {x: {rate: 1 per day}, y: {rate: 2 per day}}, resources: "
                                "{p: {capacity: 1}, q: {capacity: 2}}}");
    struct tree *b = desk_parse(desk, "b",
                                "{resources: {q: {capacity: 2}, p: {capacity: 1}}, risks: {y: "
                                "{rate: 2 per day}, x: {rate: 1 per day}}}");
    assert_string_equal(lines_of(desk, a, b), "~ risks.x: first -> after y\n");
}

static void a_key_and_a_step_of_one_name_are_two(void **state)
{
    struct desk *desk = *state;
    struct tree *a =
        desk_parse(desk, "a", "risks: {x: {rate: 1 per day, steps: [{step: rate, takes: 1 d}]}}");
    struct tree *b =
        desk_parse(desk, "b", "risks: {x: {rate: 2 per day, steps: [{step: rate, takes: 1 d}]}}");
    assert_string_equal(lines_of(desk, a, b), "risks.x.rate: 1 per day -> 2 per day\n");
}

/* What is said changes no result; what stands on a mapping holds inside; no grade is an assumption. */
static void evidence_is_told_apart(void **state)
{
    struct desk *desk = *state;
    assert_sets(desk, SETS("resources.bed.capacity={value: 4, source: b, grade: assumption}"),
                "[resources.bed.capacity.source: a -> b]\n"
                "[resources.bed.capacity.grade: expert -> assumption]\n");
    assert_sets(desk, SETS("resources.bed.capacity=4"),
                "[- resources.bed.capacity.source: a]\n"
                "[resources.bed.capacity.grade: expert -> assumption]\n");
    assert_sets(desk, SETS("risks.flu.rate={value: 4% per month, grade: assumption}"), "");
    assert_sets(desk, SETS("patients.one.arrivals.grade=measured"),
                "[patients.one.arrivals.rate.grade: assumption -> measured]\n"
                "[patients.one.arrivals.growth.grade: assumption -> measured]\n"
                "[patients.one.arrivals.monthly.aug.grade: assumption -> measured]\n");
    assert_sets(desk, SETS("pathways.way.first.takes.why=because"),
                "[+ pathways.way.first.takes.why: because]\n");
    assert_sets(desk, SETS("risks.flu.rate={value: 4% per month, why: \"a\\nb\"}"),
                "[+ risks.flu.rate.why: \"a\\nb\"]\n");
    assert_sets(desk, SETS("name=B", "note=new", "sources.a=A book"),
                "[name: A -> B]\n[sources.a: A paper -> A book]\n[+ note: new]\n");
}

/* The same CSV file from two folders is the same; so is what `show` makes of it. */
static void a_csv_file_is_the_one_it_leads_to(void **state)
{
    struct desk *desk = *state;
    struct tree *a = desk_parse(desk, "x/a.yaml", "patients: {g: {arrivals: {file: d.csv, column: c}}}");
    struct tree *b = desk_parse(desk, "b.yaml", "patients: {g: {arrivals: {file: x/d.csv, column: c}}}");
    struct tree *c = desk_parse(desk, "b.yaml", "patients: {g: {arrivals: {file: d.csv, column: c}}}");
    assert_string_equal(lines_of(desk, a, b), "");
    assert_string_equal(lines_of(desk, b, c), "patients.g.arrivals.file: x/d.csv -> d.csv\n");
}

static void ten_thousand_of_anything_take_no_time(void **state)
{
    struct desk *desk = *state;
    const char *head = "patients: {g: {arrivals: {at: [";
    struct tree *a = desk_parse(desk, "a", desk_repeat(desk, head, "1 d, ", 20000, "2 d]}}}"));
    struct tree *b = desk_parse(desk, "b", desk_repeat(desk, head, "24 h, ", 20000, "3 d]}}}"));
    assert_string_equal(lines_of(desk, a, b),
                        "- patients.g.arrivals.at: 2 d\n+ patients.g.arrivals.at: 3 d\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_scenario_does_not_differ_from_itself, desk_setup, desk_teardown),
        cmocka_unit_test_setup_teardown(what_means_the_same_is_no_difference, desk_setup, desk_teardown),
        cmocka_unit_test_setup_teardown(growth_differs_by_its_unit, desk_setup, desk_teardown),
        cmocka_unit_test_setup_teardown(values_are_told_by_path_as_written, desk_setup, desk_teardown),
        cmocka_unit_test_setup_teardown(another_alternative_is_told_whole, desk_setup, desk_teardown),
        cmocka_unit_test_setup_teardown(what_one_alone_has_is_told_once, desk_setup, desk_teardown),
        cmocka_unit_test_setup_teardown(steps_are_moved_added_and_removed_by_name, desk_setup, desk_teardown),
        cmocka_unit_test_setup_teardown(order_counts_where_it_matters, desk_setup, desk_teardown),
        cmocka_unit_test_setup_teardown(a_key_and_a_step_of_one_name_are_two, desk_setup, desk_teardown),
        cmocka_unit_test_setup_teardown(evidence_is_told_apart, desk_setup, desk_teardown),
        cmocka_unit_test_setup_teardown(a_csv_file_is_the_one_it_leads_to, desk_setup, desk_teardown),
        cmocka_unit_test_setup_teardown(ten_thousand_of_anything_take_no_time, desk_setup, desk_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
