/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/faults.h"

#include "base/utf8.h"
#include "support/desk.h"
#include "support/test.h"

static struct cartsim_place place(const char *file, unsigned line, unsigned column)
{
    return (struct cartsim_place){.file = file, .line = line, .column = column};
}

static struct cartsim_place place_on(const char *text, unsigned column, unsigned length)
{
    return (struct cartsim_place){
        .file = "a.yaml", .line_text = text, .line = 7, .column = column, .length = length};
}

static void a_fault_is_printed_as_the_format_page_shows(void **state)
{
    struct desk *desk = *state;
    struct cartsim_place at = {.file = "scenarios/ours.yaml",
                               .line_text = "  ward_bed:    {capacity: four}",
                               .line = 14,
                               .column = 27,
                               .length = 4};
    fault_error(desk->faults, 21, at,
                "resources.ward_bed.capacity: expected a whole number or 'unlimited', got '%s'", "four");
    assert_string_equal(
        desk_printed(desk),
        "scenarios/ours.yaml:14:27: error E021: resources.ward_bed.capacity: expected a whole number "
        "or 'unlimited', got 'four'\n"
        "   14 |   ward_bed:    {capacity: four}\n"
        "      |                           ^^^^\n");
}

static void a_fault_without_a_line_names_the_file_only(void **state)
{
    struct desk *desk = *state;
    fault_warning(desk->faults, 103, (struct cartsim_place){.file = "ours.yaml"}, "odd");
    assert_string_equal(desk_printed(desk), "ours.yaml: warning W103: odd\n");
}

static void faults_are_sorted_by_file_of_first_appearance_line_and_column(void **state)
{
    struct desk *desk = *state;
    fault_error(desk->faults, 1, place("z.yaml", 9, 1), "third");
    fault_error(desk->faults, 1, place("a.yaml", 1, 1), "fourth");
    fault_error(desk->faults, 1, place("z.yaml", 2, 8), "second");
    fault_error(desk->faults, 1, place("z.yaml", 2, 3), "first");
    assert_string_equal(desk_faults(desk), "z.yaml:2:3: E001: first\n"
                                           "z.yaml:2:8: E001: second\n"
                                           "z.yaml:9:1: E001: third\n"
                                           "a.yaml:1:1: E001: fourth\n");
}

static void faults_at_one_place_stay_in_the_order_of_adding(void **state)
{
    struct desk *desk = *state;
    for (int i = 0; i < 50; i++)
        fault_error(desk->faults, 1, place("a.yaml", 1, 1), "%d", i);
    cartsim_faults_sort(desk->faults);
    for (int i = 0; i < 50; i++)
        assert_int_equal(atoi(cartsim_faults_get(desk->faults, (size_t)i)->text), i);
}

static void texts_outlive_what_the_place_pointed_to(void **state)
{
    struct desk *desk = *state;
    char file[] = "a.yaml", line[] = "key: x";
    fault_error(desk->faults, 2,
                (struct cartsim_place){.file = file, .line_text = line, .line = 1, .column = 6}, "no");
    memset(file, '#', sizeof file - 1);
    memset(line, '#', sizeof line - 1);
    assert_string_equal(desk_printed(desk), "a.yaml:1:6: error E002: no\n"
                                            "    1 | key: x\n"
                                            "      |      ^\n");
}

static void a_tab_and_a_letter_with_two_bytes_take_one_column_each(void **state)
{
    struct desk *desk = *state;
    fault_error(desk->faults, 2, place_on("\t\xC3\xA0\xE2\x82\xAC\xF0\x9D\x84\x9E: x", 7, 1), "no");
    assert_string_equal(desk_printed(desk), "a.yaml:7:7: error E002: no\n"
                                            "    7 |  \xC3\xA0\xE2\x82\xAC\xF0\x9D\x84\x9E: x\n"
                                            "      |       ^\n");
}

static void what_could_command_a_terminal_is_not_printed(void **state)
{
    struct desk *desk = *state;
    fault_error(desk->faults, 2, place_on("a\x1B[2J\xFF\xC2\x9B", 6, 1), "key 'x\n\x1B[0m'");
    assert_string_equal(desk_printed(desk), "a.yaml:7:6: error E002: key 'x??[0m'\n"
                                            "    7 | a?[2J??\n"
                                            "      |      ^\n");
}

/* Prints one fault in a line of `length` digits and gives back where the caret stands in the printed lines.
 */
static void check_window(struct desk *desk, size_t length, unsigned column)
{
    char line[2000];
    for (size_t i = 0; i < length; i++)
        line[i] = (char)('0' + i % 10);
    line[length] = '\0';
    fault_error(desk->faults, 2, place_on(line, column, 3), "no");
    const char *printed = strchr(desk_printed(desk), '\n') + 1;
    const char *carets = strchr(printed, '\n') + 1;
    size_t under = (size_t)(strchr(carets, '^') - carets);
    assert_true((size_t)(carets - 1 - printed) <= 100);
    assert_true(strlen(carets) - 1 <= 100);
    if (column <= length)
        assert_int_equal(printed[under], '0' + (column - 1) % 10);
    else
        assert_int_equal(under, carets - 1 - printed);
    cartsim_faults_free(desk->faults);
    desk->faults = cartsim_faults_create();
    assert_non_null(desk->faults);
}

static void a_long_line_is_cut_so_that_the_caret_stays_within_a_hundred_columns(void **state)
{
    static const size_t LENGTHS[] = {3, 91, 92, 93, 150, 1999};
    for (size_t i = 0; i < sizeof LENGTHS / sizeof *LENGTHS; i++) {
        for (unsigned column = 1; column <= LENGTHS[i] + 1; column++)
            check_window(*state, LENGTHS[i], column);
    }
}

static void a_caret_beyond_the_line_stands_at_its_end(void **state)
{
    struct desk *desk = *state;
    fault_error(desk->faults, 2, place_on("abc", 40, 9), "no");
    assert_non_null(strstr(desk_printed(desk), "| abc\n      |    ^\n"));
}

static void beyond_a_thousand_faults_are_counted_and_errors_displace_warnings(void **state)
{
    struct desk *desk = *state;
    for (int i = 0; i < 1200; i++)
        fault_warning(desk->faults, 100, place("a.yaml", 1, 1), "w%d", i);
    assert_int_equal(cartsim_faults_count(desk->faults), 1000);
    assert_int_equal(cartsim_faults_errors(desk->faults), 0);
    for (int i = 0; i < 1100; i++)
        fault_error(desk->faults, 2, place("a.yaml", 1, 1), "e%d", i);
    assert_int_equal(cartsim_faults_count(desk->faults), 1000);
    assert_int_equal(cartsim_faults_errors(desk->faults), 1100);
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(cartsim_faults_get(desk->faults, i)->severity, CARTSIM_ERROR);
}

static void characters_are_counted_by_the_rules_of_rfc_3629(void **state)
{
    (void)state;
    assert_int_equal(utf8_count("a\xC3\xA0\xE2\x82\xAC\xF0\x9D\x84\x9E", 10), 4);
    assert_int_equal(utf8_character("\xC0\x80", 2), 0);         /* an overlong NUL */
    assert_int_equal(utf8_character("\xE0\x9F\xBF", 3), 0);     /* overlong */
    assert_int_equal(utf8_character("\xED\xA0\x80", 3), 0);     /* a surrogate */
    assert_int_equal(utf8_character("\xF4\x90\x80\x80", 4), 0); /* above U+10FFFF */
    assert_int_equal(utf8_character("\xF4\x8F\xBF\xBF", 4), 4);
    assert_int_equal(utf8_character("\xE2\x82", 2), 0); /* cut short */
    assert_int_equal(utf8_character("\xE2\x82z", 3), 0);
    assert_int_equal(utf8_character("", 0), 0);
    assert_int_equal(utf8_count("\xFF\xFE", 2), 2);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, desk_setup, desk_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_fault_is_printed_as_the_format_page_shows),
        CASE(a_fault_without_a_line_names_the_file_only),
        CASE(faults_are_sorted_by_file_of_first_appearance_line_and_column),
        CASE(faults_at_one_place_stay_in_the_order_of_adding),
        CASE(texts_outlive_what_the_place_pointed_to),
        CASE(a_tab_and_a_letter_with_two_bytes_take_one_column_each),
        CASE(what_could_command_a_terminal_is_not_printed),
        CASE(a_long_line_is_cut_so_that_the_caret_stays_within_a_hundred_columns),
        CASE(a_caret_beyond_the_line_stands_at_its_end),
        CASE(beyond_a_thousand_faults_are_counted_and_errors_displace_warnings),
        CASE(characters_are_counted_by_the_rules_of_rfc_3629),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
