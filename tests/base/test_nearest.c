/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/nearest.h"

#include "support/test.h"

static const char *const NAMES[] = {"apheresis_slot", "ward_bed", "icu_bed", "rate", "at"};
enum { NAME_COUNT = sizeof NAMES / sizeof *NAMES };

static void a_letter_left_out_added_or_changed_is_one_step(void **state)
{
    (void)state;
    assert_string_equal(nearest_name("aphersis_slot", NAMES, NAME_COUNT), "apheresis_slot");
    assert_string_equal(nearest_name("icuu_bed", NAMES, NAME_COUNT), "icu_bed");
    assert_string_equal(nearest_name("wart_bed", NAMES, NAME_COUNT), "ward_bed");
}

static void two_neighbours_swapped_are_one_step(void **state)
{
    (void)state;
    static const char *const names[] = {"ab"};
    assert_string_equal(nearest_name("ba", names, 1), "ab"); /* the bound of a word of two is 1 */
}

static void the_bound_is_a_third_of_the_word_and_at_least_one(void **state)
{
    (void)state;
    static const char *const names[] = {"abcdefghi"};
    assert_string_equal(nearest_name("abcdefxyz", names, 1), "abcdefghi"); /* 3 of 9 */
    assert_null(nearest_name("abcdewxyz", names, 1));                      /* 4 of 9 */
    assert_string_equal(nearest_name("it", NAMES, NAME_COUNT), "at");      /* 1 of 2 */
    assert_null(nearest_name("zz", NAMES, NAME_COUNT));
}

static void the_nearest_wins_and_of_equals_the_first(void **state)
{
    (void)state;
    static const char *const names[] = {"recoveryxx", "recover", "recovers"};
    assert_string_equal(nearest_name("recovery", names, 3), "recover");
}

static void nothing_is_near_to_nothing(void **state)
{
    (void)state;
    static const char *const names[] = {"", "a", "bc"};
    assert_null(nearest_name("rate", NULL, 0));
    assert_string_equal(nearest_name("", names + 1, 2), "a");
    assert_string_equal(nearest_name("x", names, 3), "");
}

static void a_word_of_any_length_is_answered(void **state)
{
    (void)state;
    char word[5000];
    memset(word, 'a', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    const char *const names[] = {word};
    assert_null(nearest_name(word + 1, names, 1));
    assert_null(nearest_name("rat", names, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_letter_left_out_added_or_changed_is_one_step),
        cmocka_unit_test(two_neighbours_swapped_are_one_step),
        cmocka_unit_test(the_bound_is_a_third_of_the_word_and_at_least_one),
        cmocka_unit_test(the_nearest_wins_and_of_equals_the_first),
        cmocka_unit_test(nothing_is_near_to_nothing),
        cmocka_unit_test(a_word_of_any_length_is_answered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
