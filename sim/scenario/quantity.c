/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/quantity.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER_LENGTH_MAX = 127 };

/* A month is a twelfth of a year of 365.25 days. A bare "m" could be a minute or a month and is no unit. */
static const struct unit {
    const char *words[6];
    double seconds;
} units[] = {
    {{"s", "second", "seconds", "sec"}, 1},
    {{"min", "minute", "minutes", "mins"}, 60},
    {{"h", "hour", "hours", "hr", "hrs"}, 3600},
    {{"d", "day", "days"}, QUANTITY_DAY},
    {{"wk", "week", "weeks", "wks", "w"}, 7 * QUANTITY_DAY},
    {{"mo", "month", "months"}, QUANTITY_YEAR / 12},
    {{"y", "year", "years", "yr", "yrs"}, QUANTITY_YEAR},
};

/* The character classes of the C locale, whatever the locale in force. */
static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t digits(const char *text)
{
    size_t count = 0;
    while (is_digit(text[count]))
        count++;
    return count;
}

static const char *skip_blanks(const char *text)
{
    while (*text == ' ' || *text == '\t')
        text++;
    return text;
}

static size_t exponent_length(const char *text)
{
    if (*text != 'e' && *text != 'E')
        return 0;
    size_t sign = text[1] == '+' || text[1] == '-';
    size_t count = digits(text + 1 + sign);
    return count ? 1 + sign + count : 0;
}

/* How many characters at the start are a number: sign, digits with one dot at most, exponent; 0: none. */
static size_t number_length(const char *text)
{
    size_t sign = *text == '+' || *text == '-';
    size_t whole = digits(text + sign), length = sign + whole, fraction = 0;
    if (text[length] == '.') {
        fraction = digits(text + length + 1);
        if (fraction)
            length += 1 + fraction;
    }
    if (!whole && !fraction)
        return 0;
    return length + exponent_length(text + length);
}

/* Reads the number at the start and moves `*rest` behind it. */
static enum quantity leading_number(const char *text, double *number, const char **rest)
{
    char copy[NUMBER_LENGTH_MAX + 1];
    size_t length = text ? number_length(text) : 0;
    if (!length || length > NUMBER_LENGTH_MAX)
        return QUANTITY_MALFORMED;
    if (text[length] == ',' && is_digit(text[length + 1]))
        return QUANTITY_COMMA;
    memcpy(copy, text, length);
    copy[length] = '\0';
    *number = strtod(copy, NULL);
    *rest = text + length;
    return isfinite(*number) ? QUANTITY_OK : QUANTITY_OUT_OF_RANGE;
}

/* Seconds of a unit word, or 0. */
static double unit_seconds(const char *word)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        for (size_t j = 0; j < sizeof units[i].words / sizeof *units[i].words && units[i].words[j]; j++)
            if (strcmp(word, units[i].words[j]) == 0)
                return units[i].seconds;
    return 0;
}

enum quantity quantity_number(const char *text, double *number)
{
    double value = 0;
    const char *rest = "";
    enum quantity problem = leading_number(text, &value, &rest);
    if (problem != QUANTITY_OK)
        return problem;
    if (*rest)
        return QUANTITY_MALFORMED;
    *number = value;
    return QUANTITY_OK;
}

enum quantity quantity_whole(const char *text, int64_t *number)
{
    double value = 0;
    enum quantity problem = quantity_number(text, &value);
    if (problem != QUANTITY_OK)
        return problem;
    bool negative = *text == '-';
    const char *at = text + (negative || *text == '+');
    uint64_t sum = 0;
    const uint64_t most = (uint64_t)INT64_MAX;
    for (; *at; at++) {
        if (!is_digit(*at))
            return QUANTITY_MALFORMED;
        unsigned digit = (unsigned)(*at - '0');
        if (sum > (most - digit) / 10)
            return QUANTITY_OUT_OF_RANGE;
        sum = sum * 10 + digit;
    }
    *number = negative ? -(int64_t)sum : (int64_t)sum;
    return QUANTITY_OK;
}

enum quantity quantity_duration(const char *text, double *seconds)
{
    double number = 0;
    const char *rest = "";
    enum quantity problem = leading_number(text, &number, &rest);
    if (problem != QUANTITY_OK)
        return problem;
    rest = skip_blanks(rest);
    if (!*rest)
        return QUANTITY_NO_UNIT;
    double unit = unit_seconds(rest);
    if (unit <= 0)
        return strpbrk(rest, "0123456789") ? QUANTITY_MALFORMED : QUANTITY_UNKNOWN_UNIT;
    double value = number * unit;
    if (!(value >= 0 && value <= QUANTITY_DURATION_MAX))
        return QUANTITY_OUT_OF_RANGE;
    *seconds = value;
    return QUANTITY_OK;
}

/* Behind "per" or "/", or NULL. */
static const char *after_per(const char *text)
{
    text = skip_blanks(text);
    if (*text == '/')
        return skip_blanks(text + 1);
    if (strncmp(text, "per", 3) == 0 && (text[3] == ' ' || text[3] == '\t'))
        return skip_blanks(text + 3);
    return NULL;
}

enum quantity quantity_rate(const char *text, double *per_second)
{
    double number = 0;
    const char *rest = "";
    enum quantity problem = leading_number(text, &number, &rest);
    if (problem != QUANTITY_OK)
        return problem;
    rest = skip_blanks(rest);
    bool percent = *rest == '%';
    const char *word = after_per(rest + percent);
    if (!word || !*word)
        return *rest ? QUANTITY_MALFORMED : QUANTITY_NO_UNIT;
    double unit = unit_seconds(word);
    if (unit <= 0)
        return QUANTITY_UNKNOWN_UNIT;
    double value = (percent ? number / 100 : number) / unit;
    if (!(fabs(value) <= QUANTITY_RATE_MAX))
        return QUANTITY_OUT_OF_RANGE;
    *per_second = value;
    return QUANTITY_OK;
}

enum quantity quantity_growth(const char *text, double *a_year)
{
    double per_second = 0;
    enum quantity problem = quantity_rate(text, &per_second);
    if (problem != QUANTITY_OK)
        return problem;
    double unit = unit_seconds(quantity_unit(text)), factor = 1 + per_second * unit;
    *a_year = factor > 0 ? pow(factor, QUANTITY_YEAR / unit) - 1 : -1;
    return QUANTITY_OK;
}

enum quantity quantity_probability(const char *text, double *probability)
{
    double number = 0;
    const char *rest = "";
    enum quantity problem = leading_number(text, &number, &rest);
    if (problem != QUANTITY_OK)
        return problem;
    rest = skip_blanks(rest);
    bool percent = *rest == '%';
    if (rest[percent] || (!percent && rest != text + number_length(text)))
        return QUANTITY_MALFORMED;
    double value = percent ? number / 100 : number;
    if (!(value >= 0 && value <= 1))
        return QUANTITY_OUT_OF_RANGE;
    *probability = value;
    return QUANTITY_OK;
}

const char *quantity_unit(const char *text)
{
    const char *rest = skip_blanks(text + number_length(text));
    const char *word = after_per(*rest == '%' ? rest + 1 : rest);
    return word ? word : rest;
}
