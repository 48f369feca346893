/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "validation/validation.h"

__attribute__((format(printf, 3, 0))) static void put_down(struct expectations *to, struct expected expected,
                                                           const char *figure, va_list arguments)
{
    if (to->count == EXPECTED_MAX) {
        to->overflow = true;
        return;
    }
    int length = vsnprintf(expected.figure, sizeof expected.figure, figure, arguments);
    to->overflow = to->overflow || length < 0 || length >= (int)sizeof expected.figure;
    to->list[to->count++] = expected;
}

void expect(struct expectations *to, double value, const char *figure, ...)
{
    va_list arguments;
    va_start(arguments, figure);
    put_down(to, (struct expected){.kind = EXPECTED_VALUE, .value = value, .low = value, .high = value},
             figure, arguments);
    va_end(arguments);
}

void expect_exactly(struct expectations *to, double value, const char *figure, ...)
{
    va_list arguments;
    va_start(arguments, figure);
    put_down(to, (struct expected){.kind = EXPECTED_EXACTLY, .value = value, .low = value, .high = value},
             figure, arguments);
    va_end(arguments);
}

void expect_within(struct expectations *to, double low, double high, const char *figure, ...)
{
    va_list arguments;
    va_start(arguments, figure);
    put_down(to,
             (struct expected){.kind = EXPECTED_WITHIN, .value = (low + high) / 2, .low = low, .high = high},
             figure, arguments);
    va_end(arguments);
}

__attribute__((format(printf, 4, 5))) static void expect_sample(struct expectations *to,
                                                                enum expected_kind kind, struct published of,
                                                                const char *figure, ...)
{
    va_list arguments;
    va_start(arguments, figure);
    put_down(to, (struct expected){.kind = kind, .value = of.value, .low = of.low, .high = of.high}, figure,
             arguments);
    va_end(arguments);
}

void expect_published(struct expectations *to, struct published of, const char *figure)
{
    expect_sample(to, EXPECTED_PUBLISHED, of, "%s", figure);
}

void expect_unlike(struct expectations *to, struct published of, const char *figure)
{
    expect_sample(to, EXPECTED_UNLIKE, of, "%s", figure);
}

bool expected_of_sample(const struct expected *expected)
{
    return expected->kind == EXPECTED_PUBLISHED || expected->kind == EXPECTED_UNLIKE;
}

void expect_at_most(struct expectations *to, double high, const char *figure, ...)
{
    va_list arguments;
    va_start(arguments, figure);
    put_down(to, (struct expected){.kind = EXPECTED_AT_MOST, .value = high, .low = -INFINITY, .high = high},
             figure, arguments);
    va_end(arguments);
}
