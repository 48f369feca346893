/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results/response_words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "results/results.h"

enum { DECIMALS_MAX = 2, CLEAR_DECIMALS_MAX = 4 };

double response_scale(enum response_unit unit)
{
    return unit == UNIT_SHARE ? 100 : 1;
}

/* Two digits of what is not known, as far as anybody cares: a quarter of an hour, a hundredth of a point. */
static int decimals_for(double half)
{
    if (!(half > 0))
        return 1;
    double decimals = 1 - floor(log10(half));
    return (int)fmin(fmax(decimals, 0), DECIMALS_MAX);
}

/* The same of a difference; one that is surely not nothing must not look like it. */
static int decimals_apart(double low, double high)
{
    double nearest = fmax(0, fmax(low, -high));
    int decimals = decimals_for((high - low) / 2);
    while (nearest > 0 && nearest * pow(10, decimals) < 0.5 && decimals < CLEAR_DECIMALS_MAX)
        decimals++;
    return decimals;
}

/* Thousands are apart from 10 000 on; no "-0.0". */
static struct words number(double value, int decimals, bool sign)
{
    char digits[512];
    struct words words = {""};
    double unit = pow(10, decimals), rounded = round(value * unit) / unit;
    snprintf(digits, sizeof digits, "%.*f", decimals, fabs(rounded));
    size_t whole = strcspn(digits, "."), used = 0;
    if (rounded < 0 || (sign && rounded > 0))
        words.text[used++] = rounded < 0 ? '-' : '+';
    for (size_t i = 0; digits[i] && used + 3 < sizeof words.text; i++) {
        if (i > 0 && i < whole && whole > 4 && (whole - i) % 3 == 0) {
            words.text[used++] = NO_BREAK_SPACE[0];
            words.text[used++] = NO_BREAK_SPACE[1];
        }
        words.text[used++] = digits[i];
    }
    words.text[used] = '\0';
    return words;
}

/* The number with its unit around it. */
static struct words with_unit(enum response_unit unit, const char *digits, const char *currency,
                              bool difference)
{
    switch (unit) {
    case UNIT_DAYS: return WORDS(TEXT_DAYS, digits);
    case UNIT_SHARE: return WORDS(difference ? TEXT_POINTS : TEXT_PERCENT, digits);
    case UNIT_MONEY_A_YEAR:
    case UNIT_MONEY_A_PATIENT:
        return *currency ? WORDS(TEXT_MONEY, currency, digits) : WORDS(TEXT_AS_IT_IS, digits);
    default: return WORDS(TEXT_AS_IT_IS, digits);
    }
}

struct words tick_words(enum response_unit unit, double value, int decimals, const char *currency)
{
    return with_unit(unit, number(value * response_scale(unit), decimals, false).text, currency, false);
}

/* Digits of a figure that stands without its interval. */
static int plain_decimals(enum response_unit unit, double value)
{
    double size = fabs(value);
    if (unit == UNIT_MONEY_A_YEAR || unit == UNIT_MONEY_A_PATIENT)
        return 0;
    if (unit == UNIT_DAYS)
        return size > 0 && size < 0.95 ? 2 : 1;
    return size >= 99.5 || size == 0 ? 0 : size < 0.0995 ? 3 : size < 0.995 ? 2 : 1;
}

struct words response_words(enum response_unit unit, struct figure figure, const char *currency)
{
    if (!figure.known)
        return WORDS(TEXT_NOT_APPLICABLE, "");
    double value = figure.value * response_scale(unit);
    return with_unit(unit, number(value, plain_decimals(unit, value), false).text, currency, false);
}

static struct words range(enum response_unit unit, struct figure figure, const char *currency,
                          bool difference)
{
    double scale = response_scale(unit), low = scale * figure.low, high = scale * figure.high;
    int decimals = difference ? decimals_apart(low, high) : decimals_for((high - low) / 2);
    struct words value =
        with_unit(unit, number(scale * figure.value, decimals, difference).text, currency, difference);
    return WORDS(TEXT_VALUE_RANGE, value.text, number(low, decimals, difference).text,
                 number(high, decimals, difference).text);
}

struct words response_range_words(enum response_unit unit, struct figure figure, const char *currency)
{
    return figure.known && figure.bounded ? range(unit, figure, currency, false)
                                          : response_words(unit, figure, currency);
}

struct words difference_words(enum response_unit unit, struct figure figure, const char *currency)
{
    if (figure.known && figure.bounded)
        return range(unit, figure, currency, true);
    if (!figure.known)
        return WORDS(TEXT_NOT_APPLICABLE, "");
    double value = figure.value * response_scale(unit);
    return with_unit(unit, number(value, plain_decimals(unit, value), true).text, currency, true);
}

struct words direction_words(enum response_unit unit, struct figure figure, const char *currency)
{
    struct figure size = figure;
    if (figure.value < 0) {
        size.value = -figure.value;
        size.low = -figure.high;
        size.high = -figure.low;
    }
    double scale = response_scale(unit);
    int decimals = decimals_apart(scale * size.low, scale * size.high);
    struct words value = with_unit(unit, number(scale * size.value, decimals, false).text, currency, true);
    return WORDS(figure.value < 0 ? TEXT_LOWER_BY : TEXT_HIGHER_BY, value.text,
                 number(scale * size.low, decimals, false).text,
                 number(scale * size.high, decimals, false).text);
}

struct words half_words(enum response_unit unit, double half, const char *currency)
{
    enum { DIGITS = 3 };
    double value = half * response_scale(unit);
    int decimals = value > 0 ? (int)fmin(fmax(DIGITS - 1 - floor(log10(value)), 0), 9) : 0;
    char digits[32];
    double unit_of_last = pow(10, decimals);
    results_number(round(value * unit_of_last) / unit_of_last, digits);
    return with_unit(unit, digits, currency, true);
}

const char *response_unit_name(enum response_unit unit)
{
    static const char *const names[] = {"d", "share", "number", "money_per_year", "money_per_patient"};
    return names[unit];
}

struct words count_words(double count)
{
    struct words words;
    snprintf(words.text, sizeof words.text, "%.0f", count);
    return words;
}

/* To two digits: it is a guess. */
struct words about_words(double count)
{
    double unit = count >= 100 ? pow(10, floor(log10(count)) - 1) : 1;
    return count_words(round(count / unit) * unit);
}

struct words compared_words(const struct compared *compared)
{
    static const enum text texts[] = {TEXT_NOT_APPLICABLE, TEXT_SAME,    TEXT_LOWER,
                                      TEXT_HIGHER,         TEXT_UNCLEAR, TEXT_NEEDS_MORE};
    return WORDS(texts[compared->verdict], about_words(compared->more_replications).text);
}

struct words confidence_words(double confidence)
{
    struct words words;
    snprintf(words.text, sizeof words.text, "%.6g", 100 * confidence);
    return words;
}
