/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/sort.h"

enum { DIGIT_BITS = 8, DIGITS = 1 << DIGIT_BITS };

static unsigned digit(int64_t value, int64_t least, unsigned shift)
{
    return (unsigned)(((uint64_t)value - (uint64_t)least) >> shift) & (DIGITS - 1);
}

static void sort_by_digit(const int64_t *from, int64_t *to, size_t count, int64_t least, unsigned shift)
{
    size_t starts[DIGITS] = {0};
    for (size_t i = 0; i < count; i++)
        starts[digit(from[i], least, shift)]++;
    size_t before = 0;
    for (size_t d = 0; d < DIGITS; d++) {
        size_t here = starts[d];
        starts[d] = before;
        before += here;
    }
    for (size_t i = 0; i < count; i++)
        to[starts[digit(from[i], least, shift)]++] = from[i];
}

void sort_values(int64_t **values, int64_t **spare, size_t count, unsigned ignored)
{
    int64_t least = (*values)[0], most = least;
    for (size_t i = 1; i < count; i++) {
        least = (*values)[i] < least ? (*values)[i] : least;
        most = (*values)[i] > most ? (*values)[i] : most;
    }
    least = (int64_t)((uint64_t)least >> ignored << ignored);
    uint64_t range = (uint64_t)most - (uint64_t)least;
    for (unsigned shift = ignored; shift < 64 && range >> shift; shift += DIGIT_BITS) {
        sort_by_digit(*values, *spare, count, least, shift);
        int64_t *sorted = *spare;
        *spare = *values;
        *values = sorted;
    }
}
