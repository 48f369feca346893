/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/dates.h"

#include <string.h>

enum { WEEKDAY_TEXT_MAX = 60 };

const char *const weekday_names[WEEKDAY_COUNT] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

/* Exactly `count` digits at the start of the text. */
static bool fixed_digits(const char *text, int count, int *number)
{
    *number = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *number = *number * 10 + (text[i] - '0');
    }
    return true;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

/* Days since 1970-01-01; years are counted from 1 March so that the leap day comes last, eras are 400 years
 * (Hinnant, chrono-compatible low-level date algorithms). */
static int64_t days_from_civil(int64_t year, int month, int day)
{
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400, of_era = year - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

bool date_read(const char *text, int64_t *day)
{
    int year, month, of_month;
    if (!text || strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return false;
    if (!fixed_digits(text, 4, &year) || !fixed_digits(text + 5, 2, &month))
        return false;
    if (!fixed_digits(text + 8, 2, &of_month))
        return false;
    if (year < 1 || month < 1 || month > 12 || of_month < 1 || of_month > days_in_month(year, month))
        return false;
    *day = days_from_civil(year, month, of_month);
    return true;
}

static bool time_at(const char *text, int64_t *seconds)
{
    int hour, minute;
    if (!fixed_digits(text, 2, &hour) || text[2] != ':' || !fixed_digits(text + 3, 2, &minute))
        return false;
    if (minute > 59 || hour > 24 || (hour == 24 && minute > 0))
        return false;
    *seconds = hour * 3600 + minute * 60;
    return true;
}

bool time_of_day_read(const char *text, int64_t *seconds)
{
    return text && strlen(text) == 5 && time_at(text, seconds);
}

bool date_time_read(const char *text, int64_t *seconds)
{
    enum { DATE_LENGTH = 10, WHOLE_LENGTH = 16 };
    char date[DATE_LENGTH + 1] = "";
    int64_t day = 0, time = 0;
    size_t length = text ? strlen(text) : 0;
    if (length != DATE_LENGTH && length != WHOLE_LENGTH)
        return false;
    memcpy(date, text, DATE_LENGTH);
    if (!date_read(date, &day))
        return false;
    if (length == WHOLE_LENGTH &&
        ((text[DATE_LENGTH] != ' ' && text[DATE_LENGTH] != 'T') || !time_at(text + DATE_LENGTH + 1, &time)))
        return false;
    *seconds = day * 86400 + time;
    return true;
}

static int weekday_at(const char *text)
{
    for (int i = 0; i < WEEKDAY_COUNT; i++)
        if (strncmp(text, weekday_names[i], 3) == 0)
            return i;
    return -1;
}

/* One day or one range at the start, which may go round the weekend; returns what follows it, or NULL. */
static const char *weekday_range(const char *text, unsigned *mask)
{
    int from = weekday_at(text), to = from;
    if (from < 0)
        return NULL;
    text += 3;
    if (*text == '-') {
        to = weekday_at(text + 1);
        if (to < 0)
            return NULL;
        text += 4;
    }
    for (int day = from;; day = (day + 1) % WEEKDAY_COUNT) {
        *mask |= 1u << day;
        if (day == to)
            return text;
    }
}

bool weekdays_read(const char *text, unsigned *mask)
{
    unsigned days = 0;
    const char *at = text;
    while (at) {
        at = weekday_range(at, &days);
        if (at && !*at) {
            *mask = days;
            return true;
        }
        at = at && *at == ',' ? at + 1 : NULL;
        while (at && *at == ' ')
            at++;
    }
    return false;
}

bool opening_read(const char *text, unsigned *mask, int64_t *from, int64_t *to)
{
    char days[WEEKDAY_TEXT_MAX + 1];
    const char *blank = text ? strrchr(text, ' ') : NULL;
    if (!blank || blank == text || blank - text > WEEKDAY_TEXT_MAX)
        return false;
    const char *times = blank + 1, *end = blank;
    while (end > text && end[-1] == ' ')
        end--;
    memcpy(days, text, (size_t)(end - text));
    days[end - text] = '\0';
    unsigned open = 0;
    int64_t opens = 0, closes = 0;
    if (strlen(times) != 11 || times[5] != '-' || !time_at(times, &opens) || !time_at(times + 6, &closes))
        return false;
    if (opens >= closes || !weekdays_read(days, &open))
        return false;
    *mask = open;
    *from = opens;
    *to = closes;
    return true;
}
