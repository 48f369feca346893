/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_QUANTITY_H
#define CARTSIM_SCENARIO_QUANTITY_H

#include <stdint.h>

/*
 * A text as a number with its unit. Strict: the whole text counts, one dot at most, no hexadecimal, no
 * thousands separators, nothing infinite. The result says what is amiss, so that a message can name the mend.
 */
enum quantity {
    QUANTITY_OK,
    QUANTITY_MALFORMED,    /* nothing of that form */
    QUANTITY_COMMA,        /* "12,5" */
    QUANTITY_NO_UNIT,      /* a bare number where a unit is needed */
    QUANTITY_UNKNOWN_UNIT, /* "3 fortnights" */
    QUANTITY_OUT_OF_RANGE  /* of the form, but beyond what the kind of quantity allows */
};

/* Seconds in a day, and the longest duration that the format takes: 10,000 years of 365.25 days. */
#define QUANTITY_DAY 86400.0
#define QUANTITY_YEAR (365.25 * QUANTITY_DAY)
#define QUANTITY_DURATION_MAX (10000 * QUANTITY_YEAR)
/* The greatest rate that the format takes, in events a second: a million a day. */
#define QUANTITY_RATE_MAX (1e6 / QUANTITY_DAY)

/* Each leaves the result alone unless it returns QUANTITY_OK; a NULL text is malformed. */
enum quantity quantity_number(const char *text, double *number);
enum quantity quantity_whole(const char *text, int64_t *number);
/* "14 d" -> seconds, 0 to QUANTITY_DURATION_MAX. */
enum quantity quantity_duration(const char *text, double *seconds);
/* "24 per year", "-4% per month", "3/wk" -> events a second, also negative (a decline). */
enum quantity quantity_rate(const char *text, double *per_second);
/* "10% per year", "1% per month" -> what that makes in a year, 0.1 and 0.1268: it compounds in the unit in
 * which it is written; never below -1. */
enum quantity quantity_growth(const char *text, double *a_year);
/* "25%", "0.25" -> 0 to 1. */
enum quantity quantity_probability(const char *text, double *probability);
/* The part of the text after its number (and after "per"): what stands where the unit should. */
const char *quantity_unit(const char *text);

#endif
