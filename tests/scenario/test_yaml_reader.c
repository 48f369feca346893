/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/yaml_reader.h"

#include <sys/stat.h>
#include <time.h>

#include "support/desk.h"
#include "support/test.h"

/* The text is refused as a whole, with exactly these faults. */
static void assert_refused(struct desk *desk, const char *text, const char *faults)
{
    assert_null(desk_parse(desk, "a.yaml", text));
    assert_string_equal(desk_faults(desk), faults);
}

static void assert_place(const struct cartsim_place *place, unsigned line, unsigned column, unsigned length)
{
    assert_string_equal(place->file, "a.yaml");
    assert_int_equal(place->line, line);
    assert_int_equal(place->column, column);
    assert_int_equal(place->length, length);
}

static void maps_lists_and_scalars_become_a_tree_in_the_order_written(void **state)
{
    struct desk *desk = *state;
    struct tree *root =
        desk_parse(desk, "a.yaml", "b: 14 d\na: [x, 'y z', {k: v}]\nempty:\nlist:\n- 1\n- n: 2\n");
    assert_string_equal(desk_flow(desk, root), "{b: 14 d, a: [x, y z, {k: v}], empty: , list: [1, {n: 2}]}");
    assert_string_equal(desk_faults(desk), "");
    assert_int_equal(root->count, 4);
    assert_true(tree_get(root, "b")->plain);
    assert_false(tree_get(root, "a")->first->next->plain);
    assert_null(tree_get(root, "a")->first->key);
}

static void every_node_knows_its_place(void **state)
{
    struct desk *desk = *state;
    struct tree *root =
        desk_parse(desk, "a.yaml",
                   "# note\nward_bed: {capacity: four}\r\nicu:\n  \xC3\xA0\xC3\xA8: \"x y\"\n");
    struct tree *capacity = tree_get(tree_get(root, "ward_bed"), "capacity");
    assert_place(&capacity->key_place, 2, 12, 8);
    assert_place(&capacity->place, 2, 22, 4);
    assert_string_equal(capacity->place.line_text, "ward_bed: {capacity: four}");
    struct tree *accents = tree_get(tree_get(root, "icu"), "\xC3\xA0\xC3\xA8");
    assert_place(&accents->key_place, 4, 3, 2);
    assert_place(&accents->place, 4, 7, 5);
    assert_string_equal(accents->place.line_text, "  \xC3\xA0\xC3\xA8: \"x y\"");
}

static void a_text_over_several_lines_is_underlined_to_the_end_of_its_first(void **state)
{
    struct desk *desk = *state;
    struct tree *root = desk_parse(desk, "a.yaml", "why: one\n  two\n");
    assert_string_equal(tree_text(root, "why", ""), "one two");
    assert_place(&tree_get(root, "why")->place, 1, 6, 3);
}

static void a_byte_order_mark_is_no_part_of_the_first_key(void **state)
{
    struct desk *desk = *state;
    struct tree *root = desk_parse(desk, "a.yaml",
                                   "\xEF\xBB\xBF"
                                   "cartsim: 1\n");
    assert_place(&tree_get(root, "cartsim")->key_place, 1, 1, 7);
}

static void yes_and_no_stay_text(void **state)
{
    struct desk *desk = *state;
    assert_string_equal(desk_flow(desk, desk_parse(desk, "a.yaml", "a: yes\nb: ~\nc: 0x1F\nd: 1:30\n")),
                        "{a: yes, b: ~, c: 0x1F, d: 1:30}");
}

static void a_key_given_twice_is_an_error_and_the_first_counts(void **state)
{
    struct desk *desk = *state;
    struct tree *root = desk_parse(desk, "a.yaml", "a: 1\nb: {c: 1, c: 2}\na: 3\na: 4\n");
    assert_string_equal(desk_flow(desk, root), "{a: 1, b: {c: 1}}");
    assert_string_equal(desk_faults(desk), "a.yaml:2:11: E003: 'c' is given twice; the first is on line 2\n"
                                           "a.yaml:3:1: E003: 'a' is given twice; the first is on line 1\n"
                                           "a.yaml:4:1: E003: 'a' is given twice; the first is on line 1\n");
}

static void keys_that_are_empty_or_no_names_and_tags_are_errors_all_in_one_go(void **state)
{
    struct desk *desk = *state;
    struct tree *root =
        desk_parse(desk, "a.yaml",
                   "'': 1\n[x]: 2\n? {y: 1}\n: 3\na: !!str 4\nb: !mine [1]\nc: \"x\\0y\"\nd: 5\n");
    assert_non_null(tree_get(root, "d"));
    assert_string_equal(desk_faults(desk),
                        "a.yaml:1:1: E002: a key is empty; write NAME: VALUE\n"
                        "a.yaml:2:1: E002: a key is a name, not a list or a map; write NAME: VALUE\n"
                        "a.yaml:3:3: E002: a key is a name, not a list or a map; write NAME: VALUE\n"
                        "a.yaml:5:4: E002: tags are not part of the format; leave out "
                        "'tag:yaml.org,2002:str' (quotes make a text of "
                        "anything)\n"
                        "a.yaml:6:4: E002: tags are not part of the format; leave out '!mine' (quotes make a "
                        "text of anything)\n"
                        "a.yaml:7:4: E002: a text can't hold the character NUL (\\0)\n");
}

static void merge_keys_are_refused_with_a_mend(void **state)
{
    struct desk *desk = *state;
    struct tree *root = desk_parse(desk, "a.yaml", "a: &x {k: 1}\nb: {<<: *x, l: 2}\nc: {'<<': 3}\n");
    assert_string_equal(desk_flow(desk, root), "{a: {k: 1}, b: {l: 2}, c: {<<: 3}}");
    assert_string_equal(desk_faults(desk),
                        "a.yaml:2:5: E002: merge keys ('<<') are not part of the format; use "
                        "'extends: FILE' or an alias for a value\n");
}

static void aliases_are_copies_with_the_place_of_what_they_repeat(void **state)
{
    struct desk *desk = *state;
    struct tree *root = desk_parse(desk, "a.yaml", "a: &x {k: [1, 2]}\nb: *x\n*x2: 1\n");
    assert_null(root); /* no such anchor */
    root = desk_parse(desk, "a.yaml", "a: &x {k: [1, 2]}\nb: *x\nc: &name word\n*name : 3\nd: &x 4\ne: *x\n");
    assert_string_equal(desk_flow(desk, root),
                        "{a: {k: [1, 2]}, b: {k: [1, 2]}, c: word, word: 3, d: 4, e: 4}");
    const struct tree *copy = tree_get(tree_get(root, "b"), "k");
    assert_ptr_not_equal(copy, tree_get(tree_get(root, "a"), "k"));
    assert_place(&copy->place, 1, 11, 1);
    assert_place(&tree_get(root, "b")->key_place, 2, 1, 1);
    assert_string_equal(desk_faults(desk), "a.yaml:3:1: E002: there is no anchor '&x2' before this alias\n");
}

static void a_circle_of_aliases_is_an_error(void **state)
{
    assert_refused(*state, "a: &x\n  b: [1, *x]\n",
                   "a.yaml:2:10: E002: alias '*x' stands inside what it repeats: a circle\n");
}

static void an_alias_bomb_is_stopped_by_the_number_of_values(void **state)
{
    struct desk *desk = *state;
    /* Nine levels of nine: 9^9 = 387,420,489 values. */
    assert_null(desk_parse(desk, "a.yaml",
                           "a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
                           "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
                           "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n"
                           "g: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f]\nh: &h [*g,*g,*g,*g,*g,*g,*g,*g,*g]\n"
                           "i: &i [*h,*h,*h,*h,*h,*h,*h,*h,*h]\n"));
    assert_non_null(
        strstr(desk_faults(desk), "E002: more than 100000 values, aliases counted as often as used"));
    assert_true(desk->arena.bytes < (size_t)64 << 20);
}

static void a_hundred_thousand_values_are_read_and_one_more_is_not(void **state)
{
    struct desk *desk = *state;
    struct tree *root =
        desk_parse(desk, "a.yaml", desk_repeat(desk, "a: [", "1,", 99998, "]")); /* and map, list */
    assert_int_equal(tree_get(root, "a")->count, 99998);
    assert_refused(desk, desk_repeat(desk, "a: [", "1,", 99999, "]"),
                   "a.yaml:1:200001: E002: more than 100000 values, aliases counted as often as used\n");
}

static void depth_is_limited_also_through_aliases(void **state)
{
    struct desk *desk = *state;
    const char *text = desk_repeat(desk, "", "[", 64, "");
    assert_non_null(desk_parse(desk, "a.yaml", desk_repeat(desk, text, "]", 64, "")));
    assert_string_equal(desk_faults(desk), "");
    text = desk_repeat(desk, "", "[", 65, "");
    assert_refused(desk, desk_repeat(desk, text, "]", 65, ""),
                   "a.yaml:1:65: E002: more than 64 levels deep\n");
    text = desk_repeat(desk, "- &x ", "[", 32, desk_repeat(desk, "", "]", 32, "\n- "));
    text = desk_repeat(desk, text, "[", 31, "*x");
    assert_non_null(
        desk_parse(desk, "b.yaml", desk_repeat(desk, text, "]", 31, "\n"))); /* 1 + 31 + 32 levels */
    text = desk_repeat(desk, "- &x ", "[", 32, desk_repeat(desk, "", "]", 32, "\n- "));
    text = desk_repeat(desk, text, "[", 32, "*x");
    assert_null(desk_parse(desk, "c.yaml", desk_repeat(desk, text, "]", 32, "\n")));
}

static void anchors_are_limited(void **state)
{
    struct desk *desk = *state;
    assert_non_null(desk_parse(desk, "a.yaml", desk_repeat(desk, "[", "&a 1, ", 1000, "]")));
    assert_refused(desk, desk_repeat(desk, "[", "&a 1, ", 1001, "]"),
                   "a.yaml:1:6002: E002: more than 1000 anchors\n");
}

static double seconds_since(const struct timespec *start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + 1e-9 * (double)(now.tv_nsec - start->tv_nsec);
}

static void hostile_texts_of_a_mebibyte_are_answered_at_once(void **state)
{
    static const char *const PIECES[] = {"[", "{",          "- ",    "? ",    "a: ", "&a ", "*a ", "!a ",
                                         "'", "\"",         "[[],",  "{a: [", "-\n", "?\n", ":\n", ",",
                                         "#", "%TAG ! a\n", "---\n", "\t",    "\\",  "| ",  "<<: "};
    struct desk *desk = *state;
    struct timespec start;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (size_t i = 0; i < sizeof PIECES / sizeof *PIECES; i++) {
        size_t errors = cartsim_faults_errors(desk->faults);
        const char *text = desk_repeat(desk, "", PIECES[i], (1 << 20) / strlen(PIECES[i]), "");
        struct tree *root = desk_parse(desk, "a.yaml", text);
        assert_true(root || cartsim_faults_errors(desk->faults) > errors);
    }
    assert_true(seconds_since(&start) < 20); /* seconds with a sanitizer; a quadratic reader takes minutes */
}

static void tag_directives_are_refused_before_they_cost_anything(void **state)
{
    assert_refused(*state, "# note\n%TAG !k! x\n--- {a: 1}\n",
                   "a.yaml:2:1: E002: tags are not part of the format; leave out this line\n");
}

static void a_map_of_many_keys_is_read_in_no_more_than_n_log_n(void **state)
{
    struct desk *desk = *state;
    const char *text = desk_many_keys(desk, 80000);
    struct timespec start;
    clock_gettime(CLOCK_MONOTONIC, &start);
    struct tree *root = desk_parse(desk, "a.yaml", text);
    assert_int_equal(root->count, 80000);
    assert_true(seconds_since(&start) < 10);
}

static void every_cut_of_a_text_is_answered(void **state)
{
    static const char TEXT[] = "a: &x {k: [1, \"\\u00e0\", 'b'], <<: *x}\n? [c]\n: !!map {d: *x}\n'e': |\n  "
                               "\xC3\xA0\n f: >-\n---\n...\n";
    struct desk *desk = *state;
    for (size_t size = 0; size < sizeof TEXT; size++) {
        char *exact = malloc(size + !size); /* so that a read beyond the end is seen */
        assert_non_null(exact);
        memcpy(exact, TEXT, size);
        struct yaml_source source = {.file = "a.yaml", .bytes = exact, .size = size};
        size_t errors = cartsim_faults_errors(desk->faults);
        if (!yaml_parse(&desk->arena, &source, desk->faults))
            assert_true(cartsim_faults_errors(desk->faults) > errors);
        free(exact);
    }
}

static void a_syntax_error_is_told_once_with_its_place(void **state)
{
    struct desk *desk = *state;
    assert_refused(desk, "a: {b: 1\nc: 2\nd: [\n",
                   "a.yaml:2:2: E002: did not find expected ',' or '}', while parsing a flow mapping that "
                   "began on line 1\n");
}

static void tabs_and_colons_get_a_mend(void **state)
{
    struct desk *desk = *state;
    assert_null(desk_parse(desk, "a.yaml", "a:\n\tb: 1\n"));
    assert_null(desk_parse(desk, "b.yaml", "a: @x\n"));
    assert_null(desk_parse(desk, "c.yaml", "a: b: c\n"));
    const char *faults = desk_faults(desk);
    assert_non_null(strstr(faults, "a.yaml:2:1: E002: found character that cannot start any token"));
    assert_non_null(strstr(faults, "indent with blanks, not with tabs"));
    assert_non_null(strstr(faults, "b.yaml:1:4: E002: "));
    assert_non_null(strstr(faults, "put the text in quotes"));
    assert_non_null(strstr(faults,
                           "c.yaml:1:5: E002: mapping values are not allowed in this context; a text with "
                           "': ' in it needs quotes"));
}

static void bytes_that_are_no_utf8_are_told_with_line_and_column(void **state)
{
    struct desk *desk = *state;
    assert_refused(
        desk, "name: ok\nwhy: perch\xE8 no\n",
        "a.yaml:2:11: E002: invalid trailing UTF-8 octet (0x20): a scenario is plain text in UTF-8\n");
}

static void a_nul_byte_is_told_with_line_and_column(void **state)
{
    struct desk *desk = *state;
    struct yaml_source source = {.file = "a.yaml", .bytes = "a: 1\nb: x\0y\n", .size = 12};
    assert_null(yaml_parse(&desk->arena, &source, desk->faults));
    assert_string_equal(
        desk_printed(desk),
        "a.yaml:2:5: error E002: control characters are not allowed (0x00): a scenario is plain text in "
        "UTF-8\n    2 | b: x?y\n      |     ^\n");
}

static void utf16_is_no_utf8(void **state)
{
    struct desk *desk = *state;
    struct yaml_source source = {.file = "a.yaml",
                                 .bytes = "\xFF\xFE"
                                          "a\0:\0 \0"
                                          "1\0",
                                 .size = 10};
    assert_null(yaml_parse(&desk->arena, &source, desk->faults));
    assert_non_null(strstr(desk_faults(desk), "a.yaml:1:1: E002: invalid leading UTF-8 octet (0xFF)"));
}

static void nothing_is_no_scenario(void **state)
{
    static const char *const TEXTS[] = {"", "\n\n", "# only a note\n", "---\n", "---\n...\n"};
    struct desk *desk = *state;
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
        assert_null(desk_parse(desk, "a.yaml", TEXTS[i]));
    assert_int_equal(cartsim_faults_count(desk->faults), 5);
    assert_string_equal(cartsim_faults_get(desk->faults, 4)->text,
                        "there is nothing in it; a scenario begins with 'cartsim: 1'");
}

static void a_second_document_is_an_error_where_it_starts(void **state)
{
    assert_refused(
        *state, "---\na: 1\n---\nb: 2\n",
        "a.yaml:3:1: E002: a second document starts here; a scenario is one document, so one file each\n");
}

static void the_value_of_a_set_has_its_place_in_the_whole_text(void **state)
{
    struct desk *desk = *state;
    const char *text = "pathw\xC3\xA0ys.x={fixed: 5 d}";
    struct yaml_source source = {.file = "a.yaml",
                                 .bytes = text + 12,
                                 .size = strlen(text + 12),
                                 .around = text};
    struct tree *root = yaml_parse(&desk->arena, &source, desk->faults);
    assert_place(&root->place, 1, 12, 1);
    assert_place(&tree_get(root, "fixed")->place, 1, 20, 3);
    assert_string_equal(tree_get(root, "fixed")->place.line_text, text);
}

static bool load(struct desk *desk, const char *path, struct yaml_source *source)
{
    return yaml_source_load(&desk->arena, path, NULL, source, desk->faults);
}

static void a_file_is_read_to_the_last_byte(void **state)
{
    struct desk *desk = *state;
    struct yaml_source source;
    assert_true(load(desk, desk_write(desk, "a.yaml", "a: 1\nb: 2"), &source));
    assert_int_equal(source.size, 9);
    assert_memory_equal(source.bytes, "a: 1\nb: 2", 9);
    assert_true(load(desk, desk_write(desk, "b.yaml", ""), &source));
    assert_int_equal(source.size, 0);
}

static void a_file_of_a_mebibyte_is_read_and_a_longer_one_is_not(void **state)
{
    struct desk *desk = *state;
    struct yaml_source source;
    const char *text = desk_repeat(desk, "", "#", (1 << 20) + 1, "");
    assert_true(load(desk, desk_write_bytes(desk, "a.yaml", text, 1 << 20), &source));
    assert_int_equal(source.size, 1 << 20);
    assert_false(load(desk, desk_write_bytes(desk, "b.yaml", text, (1 << 20) + 1), &source));
    assert_non_null(strstr(desk_faults(desk), "b.yaml:0:0: E001: can't read"));
    assert_non_null(strstr(desk_faults(desk), "it is longer than 1 MiB"));
}

static void what_is_no_file_is_refused_without_waiting(void **state)
{
    struct desk *desk = *state;
    struct yaml_source source;
    assert_int_equal(mkfifo(desk_path(desk, "pipe"), 0600), 0);
    assert_false(load(desk, desk_path(desk, "pipe"), &source));
    assert_false(load(desk, desk->folder, &source));
    assert_false(load(desk, "/dev/zero", &source));
    assert_false(load(desk, desk_path(desk, "none.yaml"), &source));
    assert_false(load(desk, "", &source));
    const char *faults = desk_faults(desk);
    assert_non_null(strstr(faults, "/pipe': it is a pipe, not a file"));
    assert_non_null(strstr(faults, "it is a folder"));
    assert_non_null(strstr(faults, "can't read '/dev/zero': it is not a regular file"));
    assert_non_null(strstr(faults, "/none.yaml': there is no such file"));
    assert_int_equal(cartsim_faults_errors(desk->faults), 5);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, desk_setup, desk_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(maps_lists_and_scalars_become_a_tree_in_the_order_written),
        CASE(every_node_knows_its_place),
        CASE(a_text_over_several_lines_is_underlined_to_the_end_of_its_first),
        CASE(a_byte_order_mark_is_no_part_of_the_first_key),
        CASE(yes_and_no_stay_text),
        CASE(a_key_given_twice_is_an_error_and_the_first_counts),
        CASE(keys_that_are_empty_or_no_names_and_tags_are_errors_all_in_one_go),
        CASE(merge_keys_are_refused_with_a_mend),
        CASE(aliases_are_copies_with_the_place_of_what_they_repeat),
        CASE(a_circle_of_aliases_is_an_error),
        CASE(an_alias_bomb_is_stopped_by_the_number_of_values),
        CASE(a_hundred_thousand_values_are_read_and_one_more_is_not),
        CASE(depth_is_limited_also_through_aliases),
        CASE(anchors_are_limited),
        CASE(hostile_texts_of_a_mebibyte_are_answered_at_once),
        CASE(tag_directives_are_refused_before_they_cost_anything),
        CASE(a_map_of_many_keys_is_read_in_no_more_than_n_log_n),
        CASE(every_cut_of_a_text_is_answered),
        CASE(a_syntax_error_is_told_once_with_its_place),
        CASE(tabs_and_colons_get_a_mend),
        CASE(bytes_that_are_no_utf8_are_told_with_line_and_column),
        CASE(a_nul_byte_is_told_with_line_and_column),
        CASE(utf16_is_no_utf8),
        CASE(nothing_is_no_scenario),
        CASE(a_second_document_is_an_error_where_it_starts),
        CASE(the_value_of_a_set_has_its_place_in_the_whole_text),
        CASE(a_file_is_read_to_the_last_byte),
        CASE(a_file_of_a_mebibyte_is_read_and_a_longer_one_is_not),
        CASE(what_is_no_file_is_refused_without_waiting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
