/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/show.h"

#include <stdlib.h>
#include <string.h>

#include "scenario/yaml_scalar.h"
#include "support/desk.h"
#include "support/test.h"

/*
 * What is shown of a scenario is read again: it must be the same tree, whatever stands in its texts. The
 * trees are compared with what the test wrote, not with what was shown.
 */

static const char HEAD[] = "cartsim: 1\npatients: {guest: {pathway: way, arrivals: {rate: 1 per day}}}\n"
                           "pathways: {way: [{step: stay, takes: 1 d}]}\n";

static struct scenario *read_file(struct desk *desk, const char *path, const char *const *sets, size_t count)
{
    struct scenario *scenario = scenario_read(path, sets, count, desk->faults);
    assert_string_equal(desk_faults(desk), "");
    assert_non_null(scenario);
    return scenario;
}

static struct scenario *read_text(struct desk *desk, const char *name, const char *text)
{
    return read_file(desk, desk_write(desk, name, text), NULL, 0);
}

static const char *shown_by(struct desk *desk, const struct scenario *scenario, struct show_options options)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    assert_non_null(stream);
    size_t bytes = show_scenario(scenario, &options, stream);
    assert_int_equal(fclose(stream), 0);
    assert_int_equal(bytes, size);
    const char *kept = arena_text(&desk->arena, text, size);
    free(text);
    return kept;
}

static const char *shown(struct desk *desk, const struct scenario *scenario)
{
    return shown_by(desk, scenario, (struct show_options){.here = ""});
}

static void assert_same(const struct tree *a, const struct tree *b)
{
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->count, b->count);
    assert_int_equal(a->key != NULL, b->key != NULL);
    if (a->key)
        assert_string_equal(a->key, b->key);
    if (a->kind == TREE_TEXT)
        assert_string_equal(a->text, b->text);
    const struct tree *q = b->first;
    for (const struct tree *p = a->first; p; p = p->next, q = q->next)
        assert_same(p, q);
    q = b->notes;
    for (const struct tree *p = a->notes; p; p = p->next, q = q->next) {
        assert_non_null(q);
        assert_same(p, q);
    }
    assert_null(q);
}

/* Shows it, reads that, compares; what was shown of the second is the same but for the places. */
static struct scenario *there_and_back(struct desk *desk, const struct scenario *scenario)
{
    struct scenario *again = read_text(desk, "shown.yaml", shown(desk, scenario));
    assert_same(scenario->root, again->root);
    return again;
}

#define LONG                                                                                                 \
    "a text that is a good deal longer than a line of the document may well be, with  two blanks in it: # "  \
    "that, and a comma, and then some more of it so that it must be folded twice at the very least, \"yes\""

static const char *const NASTY[] = {"yes",
                                    "No",
                                    "on",
                                    "12",
                                    "-4",
                                    "1e3",
                                    ".5",
                                    "0x1F",
                                    "2025-01-06",
                                    "09:00",
                                    "null",
                                    "~",
                                    "true",
                                    "a: b",
                                    "a:",
                                    ":a",
                                    "#x",
                                    "a #x",
                                    "a#x",
                                    "*star",
                                    "&and",
                                    "!bang",
                                    "|",
                                    ">",
                                    "%d",
                                    "@at",
                                    "`",
                                    "- dash",
                                    "-",
                                    "--- x",
                                    "...",
                                    "? q",
                                    "{a: 1}",
                                    "[1]",
                                    "a, b",
                                    "a]",
                                    "it's",
                                    "'",
                                    "\"",
                                    "\\",
                                    "back\\slash",
                                    " led",
                                    "ended ",
                                    "",
                                    "<<",
                                    "=",
                                    "tab\there",
                                    "\ttab",
                                    "two\nlines",
                                    "two\nlines\n",
                                    "end\n\n",
                                    "\n",
                                    "\nled",
                                    " led\nby a blank",
                                    "cr\rhere",
                                    "bell\x07",
                                    "del\x7F",
                                    "\xC3\xA9t\xC3\xA9",
                                    "nel\xC2\x85here",
                                    "line\xE2\x80\xA8separator",
                                    "\xEF\xBB\xBFmark",
                                    "\xF0\x9F\x98\x80",
                                    "a\n\nb",
                                    "a\n  b\n c",
                                    "a \nb",
                                    "---\nx",
                                    LONG,
                                    LONG "\n" LONG,
                                    LONG LONG LONG LONG LONG LONG LONG};
enum { NASTY_COUNT = sizeof NASTY / sizeof *NASTY };

/* A text as JSON writes it: the one form that needs no knowledge of YAML. */
static void write_json(FILE *to, const char *text)
{
    fputc('"', to);
    for (; *text; text++) {
        if ((unsigned char)*text < ' ' || *text == '"' || *text == '\\' || *text == 0x7F)
            fprintf(to, "\\u%04x", (unsigned)(unsigned char)*text);
        else if (strncmp(text, "\xC2\x85", 2) == 0)
            text++, fputs("\\u0085", to);
        else if (strncmp(text, "\xE2\x80\xA8", 3) == 0)
            text += 2, fputs("\\u2028", to);
        else if (strncmp(text, "\xEF\xBB\xBF", 3) == 0)
            text += 2, fputs("\\ufeff", to);
        else
            fputc(*text, to);
    }
    fputc('"', to);
}

/* Each nasty text as a value, as a key (the empty one can't be) and in a list. */
static const char *nasty_scenario(struct desk *desk)
{
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    fprintf(to, "%sstudy:\n", HEAD);
    for (int i = 0; i < NASTY_COUNT; i++) {
        fprintf(to, "  v%d: ", i);
        write_json(to, NASTY[i]);
        fprintf(to, "\n  l%d: [[", i);
        write_json(to, NASTY[i]);
        fprintf(to, "], x, ");
        write_json(to, NASTY[i]);
        fprintf(to, ", {k: ");
        write_json(to, NASTY[i]);
        fprintf(to, "}]\n  ? ");
        write_json(to, *NASTY[i] ? NASTY[i] : "k");
        fprintf(to, "\n  : k%d\n", i);
    }
    fclose(to);
    const char *kept = arena_text(&desk->arena, text, size);
    free(text);
    return kept;
}

static void any_text_comes_back_as_it_was(void **state)
{
    struct desk *desk = *state;
    struct scenario *scenario = read_text(desk, "nasty.yaml", nasty_scenario(desk));
    struct scenario *again = there_and_back(desk, scenario);
    const struct tree *study = tree_get(again->root, "study");
    for (int i = 0; i < NASTY_COUNT; i++) {
        assert_string_equal(tree_text(study, arena_print(&desk->arena, "v%d", i), "?"), NASTY[i]);
        if (*NASTY[i])
            assert_string_equal(tree_text(study, NASTY[i], "?"), arena_print(&desk->arena, "k%d", i));
    }
    scenario_free(again);
    scenario_free(scenario);
}

/* Other readers of YAML take a plain `yes` for true: what was quoted stays quoted, what was plain stays so.
 */
static void quotes_stay(void **state)
{
    struct desk *desk = *state;
    const char *text =
        arena_print(&desk->arena,
                    "%sstudy: {a: 'yes', b: yes, c: '12', d: 12, 'on': x, '7': y, e: , f: ''}\n", HEAD);
    struct scenario *scenario = read_text(desk, "a.yaml", text);
    const char *now = shown(desk, scenario);
    static const char *const expected[] = {"  a: \"yes\" ", "  b: yes ",   "  c: \"12\" ", "  d: 12 ",
                                           "  \"on\": x ",  "  \"7\": y ", "  e:  ",       "  f: \"\" "};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_non_null(strstr(now, expected[i]));
    scenario_free(scenario);
}

/* Each value names who wrote it: the file below, the file, the command line. Notes are kept; `extends` and
 * what only serves it are gone, the steps stand in their final order. */
static void places_are_those_of_the_writers(void **state)
{
    struct desk *desk = *state;
    desk_write(
        desk, "base.yaml",
        "cartsim: 1\n"
        "patients:\n"
        "  guest: {pathway: way, arrivals: {rate: {value: 1 per day, grade: expert}}, x-note: {x-a: b}}\n"
        "resources: {bed: {capacity: 2}}\n"
        "pathways:\n"
        "  way:\n"
        "    - {step: one, takes: 1 d}\n"
        "    - {step: two, takes: 2 d}\n"
        "    - {step: three, takes: 3 d}\n");
    const char *path = desk_write(desk, "ours.yaml",
                                  "extends: base.yaml\n"
                                  "resources: {bed: {capacity: 3}}\n"
                                  "pathways:\n"
                                  "  way:\n"
                                  "    - {step: three, before: one}\n"
                                  "    - {step: new, after: two, needs: bed}\n"
                                  "    - {step: one, removed: true}\n");
    const char *sets[] = {"pathways.way.two.takes=5 d", "run.seed=7"};
    struct scenario *scenario = read_file(desk, path, sets, 2);
    struct scenario *again = there_and_back(desk, scenario);
    assert_string_equal(
        desk_flow(desk, tree_get(again->root, "pathways")),
        "{way: [{step: three, takes: 3 d}, {step: two, takes: 5 d}, {step: new, needs: bed}]}");
    const char *now = shown(desk, scenario);
    static const char *const gone[] = {"extends:", "before:", "after:", "removed:"};
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        assert_null(strstr(now, gone[i]));
    const struct {
        const char *value, *place;
    } lines[] = {{"value: 1 per day", "base.yaml:3"},
                 {"- step: three", "ours.yaml:5"},
                 {"takes: 3 d", "base.yaml:9"},
                 {"takes: 5 d", "--set"},
                 {"seed: 7", "--set"},
                 {"needs: bed", "ours.yaml:6"},
                 {"capacity: 3", "ours.yaml:2"},
                 {"x-a: b", "base.yaml:3"}};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const char *line = strstr(now, lines[i].value);
        assert_non_null(line);
        const char *end = strchr(line, '\n'), *sign = strstr(line, " # ");
        assert_true(sign && sign < end);
        size_t length = strlen(lines[i].place);
        assert_memory_equal(end - length, lines[i].place, length);
    }
    scenario_free(again);
    scenario_free(scenario);
}

/* The names of CSV files lead from the document's folder to the file; a key of the same name elsewhere is no
 * name of a file, and an absolute one stays. */
static void csv_files_are_found_from_the_document(void **state)
{
    struct desk *desk = *state;
    desk_write(desk, "days.csv", "day\n1\n2\n");
    const char *text = arena_print(
        &desk->arena,
        "cartsim: 1\n"
        "patients:\n"
        "  guest: {pathway: way, arrivals: {file: days.csv, column: day}, attributes: {file: days.csv}}\n"
        "pathways:\n"
        "  way:\n"
        "    - {step: a, takes: {empirical: {file: days.csv, column: day}}}\n"
        "    - {step: b, takes: {empirical: {file: %s/days.csv, column: day}}}\n"
        "study: {file: days.csv}\n",
        desk->folder);
    struct scenario *scenario = read_text(desk, "ours.yaml", text);
    const char *now = shown_by(desk, scenario, (struct show_options){.here = "../"});
    const char *whole = arena_print(&desk->arena, "file: %s/days.csv", desk->folder);
    int found = 0, bare = 0;
    for (const char *at = now; (at = strstr(at, whole)); at++)
        found++;
    for (const char *at = now; (at = strstr(at, "file: days.csv ")); at++)
        bare++;
    assert_int_equal(found, 3);
    assert_int_equal(bare, 2);

    /* Seen from elsewhere: a relative scenario in a folder, the document one folder further down. */
    scenario->root = desk_parse(desk, "some/ours.yaml", "patients: {g: {arrivals: {file: d.csv}}}");
    now = shown_by(desk, scenario, (struct show_options){.here = "../"});
    assert_non_null(strstr(now, "file: ../some/d.csv "));
    scenario_free(scenario);
}

static void folded_lines_are_no_longer_than_a_hundred_columns(void **state)
{
    struct desk *desk = *state;
    struct scenario *scenario =
        read_text(desk, "a.yaml", arena_print(&desk->arena, "%snote: >-\n  %s\n", HEAD, LONG LONG));
    const char *now = shown(desk, scenario);
    int lines = 0;
    for (const char *at = strstr(now, "note:"), *end; at && (end = strchr(at, '\n')); at = end + 1, lines++) {
        const char *comment = strstr(at, "  # ");
        assert_true((comment && comment < end ? comment : end) - at <= 100);
    }
    assert_true(lines >= 4);
    scenario_free(there_and_back(desk, scenario));
    scenario_free(scenario);
}

static void comments_end_no_line(void **state)
{
    struct desk *desk = *state;
    assert_string_equal(yaml_comment(&desk->arena, "a\nb\xC2\x85"
                                                   "c\xFF"
                                                   "d\xE2\x80\xA9"
                                                   "\xC3\xA9"),
                        "a?b?c?d?\xC3\xA9");
    struct scenario *scenario = read_text(desk, "two\nlines: x.yaml", HEAD);
    scenario_free(there_and_back(desk, scenario));
    scenario_free(scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(any_text_comes_back_as_it_was, desk_setup, desk_teardown),
        cmocka_unit_test_setup_teardown(quotes_stay, desk_setup, desk_teardown),
        cmocka_unit_test_setup_teardown(places_are_those_of_the_writers, desk_setup, desk_teardown),
        cmocka_unit_test_setup_teardown(csv_files_are_found_from_the_document, desk_setup, desk_teardown),
        cmocka_unit_test_setup_teardown(folded_lines_are_no_longer_than_a_hundred_columns, desk_setup,
                                        desk_teardown),
        cmocka_unit_test_setup_teardown(comments_end_no_line, desk_setup, desk_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
