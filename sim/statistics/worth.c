/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/worth.h"

#include <string.h>

static bool ends_in(const char *name, const char *end)
{
    size_t length = strlen(name), of_end = strlen(end);
    return length >= of_end && strcmp(name + length - of_end, end) == 0;
}

bool worth_more_is_better(const char *name)
{
    return ends_in(name, ".measured") || ends_in(name, ".completed") || strstr(name, ".share_within[");
}

/* Clear and better, not clear, no difference at all, clear and worse. */
static int standing(const struct compared *compared, bool more)
{
    switch (compared->verdict) {
    case COMPARISON_LOWER: return more ? 3 : 0;
    case COMPARISON_HIGHER: return more ? 0 : 3;
    case COMPARISON_UNCLEAR:
    case COMPARISON_MORE: return 1;
    default: return 2;
    }
}

static bool comes_before(const struct compared *one, const struct compared *other, bool more)
{
    int first = standing(one, more), second = standing(other, more);
    if (first != second)
        return first < second;
    return more ? one->less.figure.value > other->less.figure.value
                : one->less.figure.value < other->less.figure.value;
}

void worth_rank(const struct comparison *comparison, size_t *order)
{
    const struct comparison_line *line = &comparison->lines[0];
    bool more = worth_more_is_better(line->name);
    for (size_t count = 0; count + 1 < comparison->count; count++) {
        size_t at = count, next = count + 1;
        for (; at > 0 && comes_before(&line->of[next], &line->of[order[at - 1]], more); at--)
            order[at] = order[at - 1];
        order[at] = next;
    }
}
