/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/utf8.h"

#include <stdint.h>

/* How many bytes the first one announces; 0 for a byte that can't be first. */
static size_t announced(uint8_t first)
{
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return 2;
    if (first >= 0xE0 && first <= 0xEF)
        return 3;
    return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

/* After four first bytes the second one's range is narrower: overlong forms, surrogates, above U+10FFFF. */
static int second_fits(uint8_t first, uint8_t second)
{
    uint8_t least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    uint8_t most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    return second >= least && second <= most;
}

size_t utf8_character(const char *text, size_t size)
{
    const uint8_t *bytes = (const uint8_t *)text;
    size_t length = size ? announced(bytes[0]) : 0;
    if (length > size || (length > 1 && !second_fits(bytes[0], bytes[1])))
        return 0;
    for (size_t i = 2; i < length; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
    }
    return length;
}

size_t utf8_step(const char *text, size_t size)
{
    size_t length = utf8_character(text, size);
    return length ? length : 1;
}

size_t utf8_count(const char *text, size_t size)
{
    size_t count = 0;
    for (size_t at = 0; at < size; at += utf8_step(text + at, size - at))
        count++;
    return count;
}

bool utf8_commands(const char *text, size_t step)
{
    unsigned char first = (unsigned char)*text;
    return first < ' ' || first == 0x7F || (step == 2 && first == 0xC2 && (unsigned char)text[1] < 0xA0);
}
