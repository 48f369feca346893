/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/test.h"

#include <float.h>

#include "results/results.h"

static void assert_printed(double number, const char *expected)
{
    char text[32];
    results_number(number, text);
    assert_string_equal(text, expected);
}

/* The examples of ECMA-262, Number::toString, and the edges of its forms. */
static void numbers_are_written_as_in_javascript(void **state)
{
    (void)state;
    assert_printed(0.1, "0.1");
    assert_printed(0.1 + 0.2, "0.30000000000000004");
    assert_printed(100, "100");
    assert_printed(-365.25, "-365.25");
    assert_printed(9007199254740992.0, "9007199254740992");
    assert_printed(123456789012345680000.0, "123456789012345680000");
    assert_printed(1e20, "100000000000000000000");
    assert_printed(1e21, "1e+21");
    assert_printed(-1.5e300, "-1.5e+300");
    assert_printed(0.000001, "0.000001");
    assert_printed(1.25e-6, "0.00000125");
    assert_printed(1e-7, "1e-7");
    assert_printed(DBL_MAX, "1.7976931348623157e+308");
    assert_printed(-DBL_MIN, "-2.2250738585072014e-308");
    assert_printed(5e-324, "5e-324");
}

static void zero_has_no_sign(void **state)
{
    (void)state;
    assert_printed(0.0, "0");
    assert_printed(-0.0, "0");
}

/* RFC 8259: a sign, digits without a leading zero, a fraction, an exponent. */
static bool is_json_number(const char *text)
{
    text += *text == '-';
    size_t whole = strspn(text, "0123456789");
    if (whole == 0 || (whole > 1 && *text == '0'))
        return false;
    text += whole;
    if (*text == '.') {
        size_t fraction = strspn(++text, "0123456789");
        if (fraction == 0)
            return false;
        text += fraction;
    }
    if (*text == 'e') {
        text += strspn(text + 1, "+-") == 1 ? 2 : 1;
        size_t exponent = strspn(text, "0123456789");
        if (exponent == 0)
            return false;
        text += exponent;
    }
    return *text == '\0';
}

static int digits_of(const char *text)
{
    int count = 0, zeros = 0;
    for (; *text && *text != 'e'; text++) {
        if (*text < '0' || *text > '9' || (*text == '0' && count == 0))
            continue;
        count++;
        zeros = *text == '0' ? zeros + 1 : 0;
    }
    return count - zeros;
}

/* A number with one digit less is another number: there is no shorter text. */
static void assert_shortest(double number, const char *text)
{
    char shorter[40];
    int digits = digits_of(text);
    if (digits < 2)
        return;
    snprintf(shorter, sizeof shorter, "%.*e", digits - 2, number);
    assert_true(strtod(shorter, NULL) != number);
}

static void assert_round_trip(double number)
{
    char text[32];
    memset(text, '#', sizeof text);
    results_number(number, text);
    assert_non_null(memchr(text, '\0', sizeof text));
    if (strtod(text, NULL) != number || !is_json_number(text))
        fail_msg("%.17g was written as %s", number, text);
    assert_shortest(number, text);
}

/* SplitMix64 (Steele, Lea & Flood 2014): any bits will do. */
static uint64_t next_bits(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static double double_of(uint64_t bits)
{
    double number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

static void any_double_reads_back_as_itself(void **state)
{
    (void)state;
    uint64_t seed = 2385;
    for (int i = 0; i < 100000; i++) {
        double number = double_of(next_bits(&seed));
        if (isfinite(number))
            assert_round_trip(number);
    }
}

static void subnormals_and_powers_of_two_read_back_as_themselves(void **state)
{
    (void)state;
    uint64_t seed = 173;
    for (int i = 0; i < 10000; i++)
        assert_round_trip(double_of(next_bits(&seed) >> (12 + i % 52)));
    for (int exponent = -1074; exponent < 1024; exponent++)
        assert_round_trip(ldexp(1, exponent));
}

/* What the files are full of: whole seconds as days. */
static void days_of_whole_seconds_give_the_seconds_back(void **state)
{
    (void)state;
    uint64_t seed = 86399;
    for (int i = 0; i < 20000; i++) {
        char text[32];
        long long seconds = (long long)(next_bits(&seed) >> 32);
        results_number((double)seconds / 86400, text);
        assert_int_equal(llround(strtod(text, NULL) * 86400), seconds);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_written_as_in_javascript),
        cmocka_unit_test(zero_has_no_sign),
        cmocka_unit_test(any_double_reads_back_as_itself),
        cmocka_unit_test(subnormals_and_powers_of_two_read_back_as_themselves),
        cmocka_unit_test(days_of_whole_seconds_give_the_seconds_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
