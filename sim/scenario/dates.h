/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_DATES_H
#define CARTSIM_SCENARIO_DATES_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Texts that name days and times of day: ISO 8601 dates and times, weekdays as bits, monday 0 to sunday 6.
 * Each returns false when the text is NULL or not wholly of that form.
 */
enum { WEEKDAY_COUNT = 7 };

/* "mon" ... "sun". */
extern const char *const weekday_names[WEEKDAY_COUNT];

/* "2025-01-06" -> days since 1970-01-01, years 0001 to 9999 of the Gregorian calendar. */
bool date_read(const char *text, int64_t *day);
/* "09:00" -> seconds since midnight, 00:00 to 24:00. */
bool time_of_day_read(const char *text, int64_t *seconds);
/* "mon", "mon-fri", "sat-mon", "mon,wed-fri". */
bool weekdays_read(const char *text, unsigned *mask);
/* "mon-fri 08:00-16:00". */
bool opening_read(const char *text, unsigned *mask, int64_t *from, int64_t *to);
/* "2025-01-06", "2025-01-06 09:00" or "2025-01-06T09:00" -> seconds since 1970-01-01. */
bool date_time_read(const char *text, int64_t *seconds);

#endif
