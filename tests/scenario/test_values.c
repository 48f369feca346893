/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/values.h"

#include "scenario/dates.h"
#include "scenario/quantity.h"
#include "support/desk.h"
#include "support/test.h"

/* A scalar as the reader would make it. */
static struct tree scalar(const char *text)
{
    return (struct tree){.kind = TREE_TEXT, .text = text, .plain = true, .place = {.file = "a.yaml"}};
}

static double seconds_of(const char *text)
{
    struct tree node = scalar(text);
    double seconds = -1;
    return value_duration(&node, &seconds) ? seconds : -1;
}

static void durations_have_the_units_of_the_format(void **state)
{
    (void)state;
    assert_near(seconds_of("14 d"), 14 * 86400.0, 0, 0);
    assert_near(seconds_of("6 h"), 21600, 0, 0);
    assert_near(seconds_of("30 min"), 1800, 0, 0);
    assert_near(seconds_of("2 wk"), 1209600, 0, 0);
    assert_near(seconds_of("1 mo"), 30.4375 * 86400, 0, 0);
    assert_near(seconds_of("1 y"), 365.25 * 86400, 0, 0);
    assert_near(seconds_of("90 s"), 90, 0, 0);
    assert_near(seconds_of("0 d"), 0, 0, 0);
    assert_near(seconds_of("2.385d"), 2.385 * 86400, 0, 0);
    assert_near(seconds_of("1.5e1 min"), 900, 0, 0);
    assert_near(seconds_of(".5 h"), 1800, 0, 0);
    assert_near(seconds_of("010 s"), 10, 0, 0);
}

static void long_words_for_units_are_understood(void **state)
{
    (void)state;
    assert_near(seconds_of("1 day"), 86400, 0, 0);
    assert_near(seconds_of("3 days"), 3 * 86400.0, 0, 0);
    assert_near(seconds_of("2 weeks"), 14 * 86400.0, 0, 0);
    assert_near(seconds_of("12 months"), 365.25 * 86400, 1e-15, 0);
    assert_near(seconds_of("1 year"), 365.25 * 86400, 0, 0);
    assert_near(seconds_of("4 hours"), 14400, 0, 0);
    assert_near(seconds_of("5 minutes"), 300, 0, 0);
}

static void what_is_no_duration_says_why(void **state)
{
    static const struct {
        const char *text;
        enum quantity problem;
    } cases[] = {
        {"12", QUANTITY_NO_UNIT},           {"12,5 d", QUANTITY_COMMA},
        {"1,000 d", QUANTITY_COMMA},        {"3 fortnights", QUANTITY_UNKNOWN_UNIT},
        {"3 m", QUANTITY_UNKNOWN_UNIT},     {"3 D", QUANTITY_UNKNOWN_UNIT},
        {"-3 d", QUANTITY_OUT_OF_RANGE},    {"10001 y", QUANTITY_OUT_OF_RANGE},
        {"1e400 d", QUANTITY_OUT_OF_RANGE}, {"", QUANTITY_MALFORMED},
        {"d", QUANTITY_MALFORMED},          {"soon", QUANTITY_MALFORMED},
        {"nan d", QUANTITY_MALFORMED},      {"inf d", QUANTITY_MALFORMED},
        {"2 h 30 min", QUANTITY_MALFORMED}, {"0x10 d", QUANTITY_MALFORMED},
        {"1.2.3 d", QUANTITY_MALFORMED},    {"1_000 d", QUANTITY_MALFORMED},
        {" 1 d", QUANTITY_MALFORMED},       {"1 d ", QUANTITY_UNKNOWN_UNIT},
        {"- 1 d", QUANTITY_MALFORMED},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double seconds = -7;
        if (quantity_duration(cases[i].text, &seconds) != cases[i].problem)
            fail_msg("'%s'", cases[i].text);
        assert_near(seconds, -7, 0, 0);
    }
}

static void numbers_are_read_whole_or_not_at_all(void **state)
{
    static const char *const bad[] = {"",     "0x1F", "inf", "-nan", "1 000", "1_000", "1e",  "e5",    "4.",
                                      "1.2.", "--1",  "4 ",  " 4",   "4%",    "4d",    "1,5", "1e999", "."};
    static const struct {
        const char *text;
        double number;
    } good[] = {{"4", 4}, {"-2.5", -2.5}, {"+.25", 0.25}, {"1e3", 1000}, {"2.5E-2", 0.025}, {"007", 7}};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct tree node = scalar(bad[i]);
        double number = 0;
        if (value_number(&node, &number))
            fail_msg("'%s' was read as %g", bad[i], number);
    }
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct tree node = scalar(good[i].text);
        double number = 0;
        assert_true(value_number(&node, &number));
        assert_near(number, good[i].number, 0, 0);
    }
}

static void whole_numbers_reach_to_the_ends_of_64_bits(void **state)
{
    static const char *const bad[] = {"9223372036854775808", "4.0", "1e3", "", "four", "0x10", "3 "};
    int64_t number = 0;
    (void)state;
    struct tree most = scalar("9223372036854775807"), least = scalar("-9223372036854775807");
    assert_true(value_whole(&most, &number));
    assert_true(number == INT64_MAX);
    assert_true(value_whole(&least, &number));
    assert_true(number == -INT64_MAX);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct tree node = scalar(bad[i]);
        assert_false(value_whole(&node, &number));
    }
}

static void booleans_are_true_and_false_and_nothing_else(void **state)
{
    static const char *const plain_text[] = {"yes", "no", "on", "off", "True", "TRUE", "1", "0", "", "y"};
    bool truth = false;
    (void)state;
    struct tree right = scalar("true"), wrong = scalar("false");
    assert_true(value_boolean(&right, &truth) && truth);
    assert_true(value_boolean(&wrong, &truth) && !truth);
    for (size_t i = 0; i < sizeof plain_text / sizeof *plain_text; i++) {
        struct tree node = scalar(plain_text[i]);
        assert_false(value_boolean(&node, &truth));
    }
}

static void rates_are_events_a_second(void **state)
{
    static const struct {
        const char *text;
        double a_year;
    } good[] = {{"24 per year", 24},          {"0.5 per day", 182.625},
                {"4% per month", 0.48},       {"3 per week", 156.535714285714},
                {"-10% per year", -0.1},      {"120/yr", 120},
                {"2 / wk", 104.357142857143}, {"0 per d", 0}};
    static const char *const bad[] = {"24",         "per year", "24 year", "24 per",
                                      "24 peryear", "4 % %",    "4%/m",    "1e9 per s"};
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct tree node = scalar(good[i].text);
        double per_second = 0;
        assert_true(value_rate(&node, &per_second));
        assert_near(per_second * 365.25 * 86400, good[i].a_year, 1e-12, 0);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct tree node = scalar(bad[i]);
        double per_second = 0;
        assert_false(value_rate(&node, &per_second));
    }
}

static void probabilities_lie_between_0_and_1(void **state)
{
    static const struct {
        const char *text;
        double probability;
    } good[] = {{"25%", 0.25}, {"0.25", 0.25}, {"0", 0}, {"1", 1}, {"100%", 1}, {"2.4 %", 0.024}, {"0%", 0}};
    static const char *const bad[] = {"25",  "1.01", "101%", "-0.1", "25%%",
                                      "25 ", "",     "%",    "0,25", "quarter"};
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct tree node = scalar(good[i].text);
        double probability = -1;
        assert_true(value_probability(&node, &probability));
        assert_near(probability, good[i].probability, 1e-15, 0);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct tree node = scalar(bad[i]);
        double probability = -1;
        assert_false(value_probability(&node, &probability));
    }
}

static int64_t day_of(const char *text)
{
    struct tree node = scalar(text);
    int64_t day = INT64_MIN;
    return value_date(&node, &day) ? day : INT64_MIN;
}

/* POSIX: 1970-01-01 is day 0, 2000-03-01 is day 11017; 2025-01-06, a monday, is day 20094. */
static void dates_count_days_of_the_gregorian_calendar(void **state)
{
    (void)state;
    assert_int_equal(day_of("1970-01-01"), 0);
    assert_int_equal(day_of("1969-12-31"), -1);
    assert_int_equal(day_of("2000-03-01"), 11017);
    assert_int_equal(day_of("2025-01-06"), 20094);
    assert_int_equal(day_of("2024-02-29") + 1, day_of("2024-03-01"));
    assert_int_equal(day_of("2400-02-29") + 1, day_of("2400-03-01"));
    assert_int_equal(day_of("0001-01-01"),
                     -719162); /* the ordinal 1 of a calendar that counts 1970-01-01 as 719163 */
}

static void only_real_dates_are_dates(void **state)
{
    static const char *const bad[] = {"2025-02-29",       "1900-02-29",
                                      "2025-13-01",       "2025-00-10",
                                      "2025-01-32",       "2025-1-6",
                                      "2025/01/06",       "06-01-2025",
                                      "20250106",         "0000-01-01",
                                      "2025-01-06T00:00", "-025-01-06",
                                      "2025-04-31",       ""};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (day_of(bad[i]) != INT64_MIN)
            fail_msg("'%s' is no date", bad[i]);
}

static void a_date_printed_is_the_date_read(void **state)
{
    char text[32];
    (void)state;
    for (int64_t day = -719162; day <= 2932896; day += 97) { /* to 9999-12-31 */
        value_print_date(day, text, sizeof text);
        assert_int_equal(day_of(text), day);
    }
    value_print_date(2932896, text, sizeof text);
    assert_string_equal(text, "9999-12-31");
    value_print_date(-1, text, 11);
    assert_string_equal(text, "1969-12-31");
}

static void times_of_day_go_from_midnight_to_midnight(void **state)
{
    static const char *const bad[] = {"9:00", "09:60", "24:01", "25:00", "0900", "09:00:00", "", "aa:bb"};
    int64_t seconds = -1;
    (void)state;
    struct tree nine = scalar("09:00"), first = scalar("00:00"), last = scalar("24:00"),
                late = scalar("23:59");
    assert_true(value_time_of_day(&nine, &seconds) && seconds == 32400);
    assert_true(value_time_of_day(&first, &seconds) && seconds == 0);
    assert_true(value_time_of_day(&last, &seconds) && seconds == 86400);
    assert_true(value_time_of_day(&late, &seconds) && seconds == 86340);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct tree node = scalar(bad[i]);
        assert_false(value_time_of_day(&node, &seconds));
    }
}

static void weekdays_are_bits_from_monday(void **state)
{
    static const struct {
        const char *text;
        unsigned mask;
    } good[] = {{"mon", 1},     {"sun", 64},          {"mon-fri", 31}, {"sat-mon", 97},
                {"mon,wed", 5}, {"mon, wed-thu", 13}, {"tue-tue", 2}};
    static const char *const bad[] = {"",     "monday",      "Mon",     "mon-", "mon,",
                                      ",mon", "mon-fri-sun", "mon fri", "x"};
    unsigned mask = 0;
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct tree node = scalar(good[i].text);
        assert_true(value_weekdays(&node, &mask));
        assert_int_equal(mask, good[i].mask);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct tree node = scalar(bad[i]);
        assert_false(value_weekdays(&node, &mask));
    }
}

static void a_list_of_weekdays_is_their_union(void **state)
{
    struct desk *desk = *state;
    struct tree *root = desk_parse(desk, "a.yaml", "days: [mon, wed-thu]\nbad: [mon, x]\nnone: []\n");
    unsigned mask = 0;
    assert_true(value_weekdays(tree_get(root, "days"), &mask));
    assert_int_equal(mask, 1 + 4 + 8);
    assert_false(value_weekdays(tree_get(root, "bad"), &mask));
    assert_false(value_weekdays(tree_get(root, "none"), &mask));
}

/* 2025-01-06 is day 20094 since 1970-01-01. */
static void dates_may_have_a_time_of_day(void **state)
{
    static const char *const bad[] = {"2025-01-06 9:00",
                                      "2025-01-06  09:00",
                                      "2025-01-06 09:60",
                                      "2025-02-30 09:00",
                                      "2025-01-06T",
                                      "2025-01-06 09:00:00",
                                      "09:00",
                                      ""};
    int64_t seconds = 0;
    (void)state;
    struct tree date = scalar("2025-01-06"), time = scalar("2025-01-06 09:30"),
                iso = scalar("2025-01-06T24:00");
    assert_true(value_date_time(&date, &seconds) && seconds == 20094 * 86400LL);
    assert_true(value_date_time(&time, &seconds) && seconds == 20094 * 86400LL + 34200);
    assert_true(value_date_time(&iso, &seconds) && seconds == 20095 * 86400LL);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct tree node = scalar(bad[i]);
        assert_false(value_date_time(&node, &seconds));
    }
}

/* 1.01^12 - 1 and 0.91^12 - 1; less than nothing is nothing. */
static void growth_compounds_in_its_unit(void **state)
{
    double a_year = 0;
    (void)state;
    struct tree year = scalar("10% per year"), month = scalar("1% per month"),
                decline = scalar("-9% per month"), collapse = scalar("-200% per year");
    assert_true(value_growth(&year, &a_year));
    assert_near(a_year, 0.1, 1e-12, 0);
    assert_true(value_growth(&month, &a_year));
    assert_near(a_year, 0.12682503013196977, 1e-12, 0);
    assert_true(value_growth(&decline, &a_year));
    assert_near(a_year, -0.6775245, 1e-6, 0);
    assert_true(value_growth(&collapse, &a_year) && a_year == -1);
}

static void openings_have_days_and_hours(void **state)
{
    static const char *const bad[] = {"mon-fri",         "08:00-16:00",    "mon 16:00-08:00",
                                      "mon 08:00-08:00", "mon 8:00-16:00", "mon 08:00 - 16:00",
                                      "xyz 08:00-16:00", " 08:00-16:00",   ""};
    unsigned mask = 0;
    int64_t from = 0, to = 0;
    (void)state;
    struct tree week = scalar("mon-fri 08:00-16:00"), all = scalar("mon, sat  00:00-24:00");
    assert_true(value_opening(&week, &mask, &from, &to));
    assert_true(mask == 31 && from == 28800 && to == 57600);
    assert_true(value_opening(&all, &mask, &from, &to));
    assert_true(mask == 33 && from == 0 && to == 86400);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct tree node = scalar(bad[i]);
        assert_false(value_opening(&node, &mask, &from, &to));
    }
}

static void a_value_with_evidence_reads_like_a_bare_one(void **state)
{
    struct desk *desk = *state;
    struct tree *root =
        desk_parse(desk, "a.yaml", "a: {value: 25%, source: seed, grade: measured}\nb: {value: {c: 1}}\n");
    double probability = 0;
    assert_true(value_probability(tree_get(root, "a"), &probability));
    assert_near(probability, 0.25, 0, 0);
    assert_ptr_equal(value_of(tree_get(root, "a")), tree_get(tree_get(root, "a"), "value"));
    assert_false(value_probability(tree_get(root, "b"), &probability));
    assert_null(value_of(NULL));
}

static void faulty_and_missing_nodes_have_no_value(void **state)
{
    double number = 3;
    (void)state;
    struct tree node = scalar("4"), list = {.kind = TREE_LIST};
    node.faulty = true;
    assert_false(value_number(&node, &number));
    assert_false(value_number(NULL, &number));
    assert_false(value_number(&list, &number));
    assert_near(number, 3, 0, 0);
}

static void a_word_has_its_index_among_names(void **state)
{
    static const char *const names[] = {"priority", "fifo"};
    (void)state;
    assert_int_equal(value_one_of("fifo", names, 2), 1);
    assert_int_equal(value_one_of("lifo", names, 2), -1);
    assert_int_equal(value_one_of(NULL, names, 2), -1);
}

/* ---- columns */

static const struct tree *column(struct desk *desk, const char *csv)
{
    const char *scenario = desk_path(desk, "a.yaml");
    desk_write(desk, "referrals.csv", csv);
    struct tree *root = desk_parse(desk, scenario, "arrivals: {file: referrals.csv, column: day}\n");
    return value_column(&desk->arena, tree_get(root, "arrivals"), desk->faults);
}

static void a_column_holds_dates_durations_and_days(void **state)
{
    struct desk *desk = *state;
    const struct tree *list = column(
        desk,
        "patient,day,note\r\n1,2025-01-06,\"a, b\"\r\n\r\n2, 12 h ,x\r\n\"3\",\"2.5\",\"say \"\"y\"\"\"\r\n");
    assert_string_equal(desk_faults(desk), "");
    assert_int_equal(list->count, 3);
    const struct tree *date = tree_first(list), *hours = date->next, *days = hours->next;
    int64_t day = 0;
    double seconds = 0;
    assert_true(value_date(date, &day) && day == 20094);
    assert_true(value_duration(hours, &seconds));
    assert_near(seconds, 43200, 0, 0);
    assert_true(value_duration(days, &seconds));
    assert_near(seconds, 216000, 0, 0);
    assert_int_equal(hours->place.line, 4);
}

static void a_column_of_a_spreadsheet_may_have_semicolons_and_a_mark(void **state)
{
    struct desk *desk = *state;
    const struct tree *list = column(desk, "\xEF\xBB\xBF"
                                           "day;note\n7;x\n8;y");
    assert_string_equal(desk_faults(desk), "");
    assert_int_equal(list->count, 2);
}

static void bad_cells_are_named_with_file_and_line(void **state)
{
    struct desk *desk = *state;
    column(desk, "id,day\n1,soon\n2,3 d\n3,\"2,5\"\n4,-1\n5\n");
    assert_string_equal(desk_faults(desk),
                        "referrals.csv:2:3: E015: arrivals: expected a duration such as 12 d, or a number of "
                        "days, got 'soon'\n"
                        "referrals.csv:4:3: E013: \"2,5\" looks like a decimal comma; in files write 2.5\n"
                        "referrals.csv:5:3: E022: arrivals: -1 is out of range (0 d to 10000 y)\n"
                        "referrals.csv:6:1: E026: arrivals: this line has too few cells\n");
}

static void a_file_or_column_that_is_not_there_is_a_fault_of_the_scenario(void **state)
{
    struct desk *desk = *state;
    assert_int_equal(column(desk, "id,date\n1,3\n")->count, 0);
    struct tree *root = desk_parse(desk, desk_path(desk, "b.yaml"),
                                   "a: {file: none.csv, column: x}\nb: {file: ., column: x}\n");
    assert_int_equal(value_column(&desk->arena, tree_get(root, "a"), desk->faults)->count, 0);
    assert_int_equal(value_column(&desk->arena, tree_get(root, "b"), desk->faults)->count, 0);
    const char *expected =
        arena_print(&desk->arena,
                    "a.yaml:1:41: E026: arrivals: '%s/referrals.csv' has no column 'day' in its first line\n"
                    "b.yaml:1:11: E026: a: can't read '%s/none.csv': No such file or directory\n"
                    "b.yaml:2:11: E026: b: can't read '%s/.': Is a directory\n",
                    desk->folder, desk->folder, desk->folder);
    assert_string_equal(desk_faults(desk), expected);
}

static void hostile_csv_files_are_refused(void **state)
{
    struct desk *desk = *state;
    assert_int_equal(column(desk, "")->count, 0);
    assert_int_equal(column(desk, "day\n")->count, 0);
    assert_int_equal(column(desk, "day\n\"3\n")->count, 0);
    char *text = arena_alloc(&desk->arena, 70000);
    memset(text, '1', 69000);
    memcpy(text, "day\n", 4);
    assert_int_equal(column(desk, text)->count, 0);
    desk_write_bytes(desk, "zero.csv", "day\n1\0\n2\n", 9);
    struct tree *root = desk_parse(desk, desk_path(desk, "a.yaml"), "a: {file: zero.csv, column: day}\n");
    value_column(&desk->arena, tree_get(root, "a"), desk->faults);
    assert_int_equal(cartsim_faults_errors(desk->faults), 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(durations_have_the_units_of_the_format),
        cmocka_unit_test(long_words_for_units_are_understood),
        cmocka_unit_test(what_is_no_duration_says_why),
        cmocka_unit_test(numbers_are_read_whole_or_not_at_all),
        cmocka_unit_test(whole_numbers_reach_to_the_ends_of_64_bits),
        cmocka_unit_test(booleans_are_true_and_false_and_nothing_else),
        cmocka_unit_test(rates_are_events_a_second),
        cmocka_unit_test(probabilities_lie_between_0_and_1),
        cmocka_unit_test(dates_count_days_of_the_gregorian_calendar),
        cmocka_unit_test(only_real_dates_are_dates),
        cmocka_unit_test(a_date_printed_is_the_date_read),
        cmocka_unit_test(times_of_day_go_from_midnight_to_midnight),
        cmocka_unit_test(weekdays_are_bits_from_monday),
        cmocka_unit_test_setup_teardown(a_list_of_weekdays_is_their_union, desk_setup, desk_teardown),
        cmocka_unit_test(openings_have_days_and_hours),
        cmocka_unit_test(dates_may_have_a_time_of_day),
        cmocka_unit_test(growth_compounds_in_its_unit),
        cmocka_unit_test_setup_teardown(a_value_with_evidence_reads_like_a_bare_one, desk_setup,
                                        desk_teardown),
        cmocka_unit_test(faulty_and_missing_nodes_have_no_value),
        cmocka_unit_test(a_word_has_its_index_among_names),
        cmocka_unit_test_setup_teardown(a_column_holds_dates_durations_and_days, desk_setup, desk_teardown),
        cmocka_unit_test_setup_teardown(a_column_of_a_spreadsheet_may_have_semicolons_and_a_mark, desk_setup,
                                        desk_teardown),
        cmocka_unit_test_setup_teardown(bad_cells_are_named_with_file_and_line, desk_setup, desk_teardown),
        cmocka_unit_test_setup_teardown(a_file_or_column_that_is_not_there_is_a_fault_of_the_scenario,
                                        desk_setup, desk_teardown),
        cmocka_unit_test_setup_teardown(hostile_csv_files_are_refused, desk_setup, desk_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
