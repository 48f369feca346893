/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_RESULTS_RESPONSE_WORDS_H
#define CARTSIM_RESULTS_RESPONSE_WORDS_H

#include "results/texts.h"
#include "statistics/comparison.h"

/* Figures of questions as people read them, in their unit. currency "" where there is none. */

/* "56.7 d", "11%", "2.3", "EUR 1 250 000"; "-" when it is not known. */
struct words response_words(enum response_unit unit, struct figure figure, const char *currency);
/* The same with its interval, both to the digits that the interval leaves: "56.72 d (55.90 to 57.61)". */
struct words response_range_words(enum response_unit unit, struct figure figure, const char *currency);
/* With its sign, shares in points: "-1.52 d (-1.81 to -1.23)", "+2.1 points (0.4 to 3.8)". */
struct words difference_words(enum response_unit unit, struct figure figure, const char *currency);
/* "1.52 d lower (1.23 to 1.81)" or "... higher"; of a difference that is clear. */
struct words direction_words(enum response_unit unit, struct figure figure, const char *currency);
/* On an axis, to so many decimals: "100 d", "20%". */
struct words tick_words(enum response_unit unit, double value, int decimals, const char *currency);
/* What a figure is multiplied by when it is read: 100 of shares, which are per cents. */
double response_scale(enum response_unit unit);
/* Half of an interval's length, to two or three digits, shares in points: "0.43 d", "1.5 points". */
struct words half_words(enum response_unit unit, double half, const char *currency);
/* "100"; and to two digits, of what is a guess. */
struct words count_words(double count);
struct words about_words(double count);
/* "95" of 0.95. */
struct words confidence_words(double confidence);
/* "lower", "the same", "needs about 230 more": the verdict. */
struct words compared_words(const struct compared *compared);
/* "d", "share", "number", "money_per_year", "money_per_patient": the unit in JSON and CSV. */
const char *response_unit_name(enum response_unit unit);

#endif
