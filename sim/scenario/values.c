/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/values.h"

#include <stdio.h>
#include <string.h>

#include "scenario/dates.h"
#include "scenario/quantity.h"

const struct tree *value_of(const struct tree *node)
{
    const struct tree *bare = tree_get(node, "value");
    return bare ? bare : node;
}

/* The text of a sound scalar, bare or {value: ...}; NULL otherwise. */
static const char *text_of(const struct tree *node)
{
    const struct tree *bare = value_of(node);
    if (!bare || node->faulty || bare->faulty || bare->kind != TREE_TEXT)
        return NULL;
    return bare->text;
}

bool value_number(const struct tree *node, double *number)
{
    return quantity_number(text_of(node), number) == QUANTITY_OK;
}

bool value_whole(const struct tree *node, int64_t *number)
{
    return quantity_whole(text_of(node), number) == QUANTITY_OK;
}

bool value_boolean(const struct tree *node, bool *truth)
{
    static const char *const words[] = {"false", "true"};
    int index = value_one_of(text_of(node), words, 2);
    if (index >= 0)
        *truth = index == 1;
    return index >= 0;
}

bool value_duration(const struct tree *node, double *seconds)
{
    return quantity_duration(text_of(node), seconds) == QUANTITY_OK;
}

bool value_rate(const struct tree *node, double *per_second)
{
    return quantity_rate(text_of(node), per_second) == QUANTITY_OK;
}

bool value_probability(const struct tree *node, double *probability)
{
    return quantity_probability(text_of(node), probability) == QUANTITY_OK;
}

bool value_growth(const struct tree *node, double *a_year)
{
    return quantity_growth(text_of(node), a_year) == QUANTITY_OK;
}

bool value_date_time(const struct tree *node, int64_t *seconds)
{
    return date_time_read(text_of(node), seconds);
}

bool value_date(const struct tree *node, int64_t *day)
{
    return date_read(text_of(node), day);
}

bool value_time_of_day(const struct tree *node, int64_t *seconds)
{
    return time_of_day_read(text_of(node), seconds);
}

bool value_weekdays(const struct tree *node, unsigned *mask)
{
    const struct tree *bare = value_of(node);
    unsigned days = 0;
    if (!bare || bare->faulty || bare->kind != TREE_LIST || bare->count == 0)
        return weekdays_read(text_of(node), mask);
    for (const struct tree *item = tree_first(bare); item; item = item->next) {
        unsigned more = 0;
        if (!weekdays_read(text_of(item), &more))
            return false;
        days |= more;
    }
    *mask = days;
    return true;
}

bool value_opening(const struct tree *node, unsigned *mask, int64_t *from, int64_t *to)
{
    return opening_read(text_of(node), mask, from, to);
}

int value_one_of(const char *text, const char *const *names, size_t count)
{
    for (size_t i = 0; text && i < count; i++)
        if (strcmp(text, names[i]) == 0)
            return (int)i;
    return -1;
}

/* The inverse of days_from_civil in dates.c, from the same source. */
void value_print_date(int64_t day, char *buffer, size_t size)
{
    int64_t shifted = day + 719468;
    int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097, of_era = shifted - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100), march = (5 * of_year + 2) / 153;
    int64_t month = march + (march < 10 ? 3 : -9), of_month = of_year - (153 * march + 2) / 5 + 1;
    snprintf(buffer, size, "%04lld-%02lld-%02lld", (long long)(year + era * 400 + (month <= 2)),
             (long long)month, (long long)of_month);
}
