/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "results/results.h"

/*
 * Numbers as ECMAScript writes them (ECMA-262, Number::toString), so that the text is JSON and is the same
 * that a program in JavaScript would print: the fewest digits that read back as the same double, an exponent
 * only below 1e-6 and from 1e21 on, no ".0" behind whole numbers.
 */
enum { DIGITS_MAX = 17 };                     /* enough for any double */
enum { PLAIN_LEAST = -6, PLAIN_BEYOND = 21 }; /* exponents of ten that are written out */
enum { SCIENTIFIC_SIZE = DIGITS_MAX + 10 };   /* "-1.2345678901234567e-308" and its end */

/* In scientific form with the fewest digits. More digits are never further away, so halving finds their
 * number. */
static void print_shortest(double number, char text[SCIENTIFIC_SIZE])
{
    int least = 1, most = DIGITS_MAX;
    while (least < most) {
        int digits = (least + most) / 2;
        snprintf(text, SCIENTIFIC_SIZE, "%.*e", digits - 1, number);
        if (strtod(text, NULL) == number)
            most = digits;
        else
            least = digits + 1;
    }
    snprintf(text, SCIENTIFIC_SIZE, "%.*e", most - 1, number);
}

/* Appends `count` bytes of text; where the text ends then. */
static char *append(char *to, const char *text, int count)
{
    memcpy(to, text, (size_t)count);
    return to + count;
}

static char *append_zeros(char *to, int count)
{
    memset(to, '0', (size_t)count);
    return to + count;
}

/* "0.00125", "125000" or "12.5" of the digits 125: at most 2 + 5 + 17 characters, or 21. */
static void print_plain(const char *digits, int count, int exponent, char *to)
{
    int whole = exponent + 1;
    if (whole <= 0) {
        to = append_zeros(append(to, "0.", 2), -whole);
        to = append(to, digits, count);
    } else if (count <= whole) {
        to = append_zeros(append(to, digits, count), whole - count);
    } else {
        to = append(append(to, digits, whole), ".", 1);
        to = append(to, digits + whole, count - whole);
    }
    *to = '\0';
}

void results_number(double number, char buffer[32])
{
    assert(isfinite(number));
    char text[SCIENTIFIC_SIZE], digits[DIGITS_MAX];
    if (number == 0) {
        memcpy(buffer, "0", 2); /* and no "-0" */
        return;
    }
    print_shortest(fabs(number), text);
    const char *end = strchr(text, 'e');
    int exponent = (int)strtol(end + 1, NULL, 10), count = 0;
    for (const char *at = text; at < end; at++)
        if (*at != '.')
            digits[count++] = *at;
    if (number < 0)
        *buffer++ = '-';
    if (exponent >= PLAIN_LEAST && exponent < PLAIN_BEYOND)
        print_plain(digits, count, exponent, buffer);
    else
        snprintf(buffer, 31, "%.*se%+d", (int)(end - text), text, exponent);
}
