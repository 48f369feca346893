/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/vary.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const NO_MEMORY = "out of memory", *const TOO_MANY = "more than 1000 values";

/* ---- values */

static bool keep(struct vary *vary, const char *text, size_t length, const char **trouble)
{
    while (length && (*text == ' ' || *text == '\t'))
        text++, length--;
    while (length && (text[length - 1] == ' ' || text[length - 1] == '\t'))
        length--;
    *trouble = !length ? "a value is missing" : vary->count >= VARY_MAX ? TOO_MANY : NULL;
    if (*trouble)
        return false;
    vary->values[vary->count] = strndup(text, length);
    *trouble = vary->values[vary->count] ? NULL : NO_MEMORY;
    vary->count += !*trouble;
    return !*trouble;
}

/* "2..8", "1..3/0.5 d": first, last, step and the rest behind them. */
struct range {
    double first, last, step;
    const char *unit;
};

/* A number by itself: not the dot of "..". */
static bool read_number(const char **at, double *number)
{
    char digits[64], *end;
    size_t length = 0;
    while (length < sizeof digits - 1 && strchr("+-.eE0123456789", (*at)[length]) && (*at)[length] &&
           strncmp(*at + length, "..", 2) != 0) {
        digits[length] = (*at)[length];
        length++;
    }
    digits[length] = '\0';
    *number = strtod(digits, &end);
    *at += length;
    return length && !*end && isfinite(*number);
}

static bool read_range(const char *text, struct range *range)
{
    range->step = 1;
    text += strspn(text, " \t");
    if (!read_number(&text, &range->first) || strncmp(text, "..", 2) != 0)
        return false;
    text += 2;
    if (!read_number(&text, &range->last))
        return false;
    if (*text == '/') {
        text++;
        if (!read_number(&text, &range->step))
            return false;
    }
    range->unit = text;
    return true;
}

static bool keep_range(struct vary *vary, const struct range *range, const char **trouble)
{
    double steps = floor((range->last - range->first) / range->step + 1e-9);
    char text[128];
    *trouble = !(range->step > 0)         ? "the step of a range must be above 0"
               : !(steps >= 0)            ? "a range goes from the lesser to the greater"
               : !(steps < VARY_MAX)      ? TOO_MANY
               : strlen(range->unit) > 60 ? "the unit of a range is too long"
                                          : NULL;
    for (int k = 0; !*trouble && k <= (int)steps; k++) {
        int length = snprintf(text, sizeof text, "%.12g%s", range->first + k * range->step, range->unit);
        keep(vary, text, (size_t)length, trouble);
    }
    return !*trouble;
}

static bool keep_item(struct vary *vary, const char *text, size_t length, const char **trouble)
{
    char *item = strndup(text, length);
    struct range range;
    bool fine = item != NULL;
    if (!item)
        *trouble = NO_MEMORY;
    else if (read_range(item, &range))
        fine = keep_range(vary, &range, trouble);
    else
        fine = keep(vary, text, length, trouble);
    free(item);
    return fine;
}

/* Where the item that begins at `text` ends: at a comma outside brackets and quotes, or with the text. */
static size_t item_length(const char *text)
{
    int depth = 0;
    char quote = '\0';
    size_t at = 0;
    for (; text[at]; at++) {
        if (quote) {
            quote = text[at] == quote ? '\0' : quote;
            continue;
        }
        if (text[at] == '"' || text[at] == '\'')
            quote = text[at];
        depth += (text[at] == '[' || text[at] == '{') - (text[at] == ']' || text[at] == '}');
        if (text[at] == ',' && depth <= 0)
            break;
    }
    return at;
}

/* ---- the whole */

bool vary_read(const char *text, struct vary *vary, const char **trouble)
{
    const char *equals = strchr(text, '=');
    *vary = (struct vary){.count = 0};
    *trouble =
        equals && equals != text ? NULL : "expected PATH=VALUES, e.g. resources.ward_bed.capacity=2..8";
    if (*trouble)
        return false;
    vary->path = strndup(text, (size_t)(equals - text));
    vary->values = calloc(VARY_MAX, sizeof *vary->values);
    *trouble = vary->path && vary->values ? NULL : NO_MEMORY;
    for (const char *at = equals + 1; !*trouble;) {
        size_t length = item_length(at);
        keep_item(vary, at, length, trouble);
        at += length;
        if (*at++ != ',')
            break;
    }
    if (*trouble)
        vary_release(vary);
    return !*trouble;
}

void vary_release(struct vary *vary)
{
    for (size_t i = 0; i < vary->count; i++)
        free(vary->values[i]);
    free(vary->values);
    free(vary->path);
    *vary = (struct vary){.count = 0};
}

char *vary_set(const struct vary *vary, size_t value)
{
    size_t size = strlen(vary->path) + strlen(vary->values[value]) + 2;
    char *set = malloc(size);
    if (set)
        snprintf(set, size, "%s=%s", vary->path, vary->values[value]);
    return set;
}
