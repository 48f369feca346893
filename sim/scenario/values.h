/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_VALUES_H
#define CARTSIM_SCENARIO_VALUES_H

#include <stdint.h>

#include "laws/law.h"
#include "scenario/tree.h"

/*
 * What a text means. Each function reads one node and returns false, silently, when the node is NULL, faulty
 * or not of that form; format_check has then already said so. A node may be the bare value or {value: ...,
 * source: ..., grade: ...}.
 */

/* The bare node behind {value: ...}; the node itself otherwise. */
const struct tree *value_of(const struct tree *node);

bool value_number(const struct tree *node, double *number);
bool value_whole(const struct tree *node, int64_t *number);
bool value_boolean(const struct tree *node, bool *truth);
/* "14 d" -> seconds. min, h, d, wk, mo (30.4375 d), y (365.25 d), and s for seconds; >= 0, finite. */
bool value_duration(const struct tree *node, double *seconds);
/* "24 per year", "4% per month", "0.5 per day" -> events a second. */
bool value_rate(const struct tree *node, double *per_second);
/* "25%" or "0.25" -> [0, 1]. */
bool value_probability(const struct tree *node, double *probability);
/* "2025-01-06" -> days since 1970-01-01 (proleptic Gregorian; real dates only). */
bool value_date(const struct tree *node, int64_t *day);
bool value_date_time(const struct tree *node, int64_t *seconds); /* a date, with a time of day or without */
bool value_growth(const struct tree *node, double *a_year);
/* "09:00" -> seconds since midnight, 00:00 to 24:00. */
bool value_time_of_day(const struct tree *node, int64_t *seconds);
/* "mon", "mon-fri", "sat-mon", "mon,wed", or a list of those -> bit 0 monday ... bit 6 sunday. */
bool value_weekdays(const struct tree *node, unsigned *mask);
/* "mon-fri 08:00-16:00" -> mask, from, to (seconds since midnight, from < to). */
bool value_opening(const struct tree *node, unsigned *mask, int64_t *from, int64_t *to);

/*
 * A duration or a distribution (section 3 of the format) -> a law, built in `arena`; relative file names of
 * `empirical: {file: ...}` are resolved against the folder of the file the node was written in.
 * NULL when it is no law; faults (E0xx with the place of the parameter) are added unless faults is NULL.
 * `{by: ...}` is not a law: its cases are read one by one by the caller.
 */
const struct law *value_law(struct arena *arena, const struct tree *node, struct cartsim_faults *faults);

/*
 * `map` says file: and column:. Reads that column of the CSV (relative to the folder of the scenario file)
 * into a list of scalar nodes; an empty list after a fault. For arrivals and empirical laws alike.
 */
const struct tree *value_column(struct arena *arena, const struct tree *map, struct cartsim_faults *faults);

/* A number as an int when the text is exactly one of count names; -1 otherwise. */
int value_one_of(const char *text, const char *const *names, size_t count);

/* "1969-12-31" <- -1; writes 11 bytes at least. */
void value_print_date(int64_t day, char *buffer, size_t size);

#endif
