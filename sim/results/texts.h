/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_RESULTS_TEXTS_H
#define CARTSIM_RESULTS_TEXTS_H

/*
 * What is said to people, looked up by key: one table a language, so that no sentence is written twice and
 * none is glued from pieces. {1} to {9} mark where names and printed figures go; another language may order
 * them otherwise. A no-break space keeps a figure and its unit on one line.
 *
 * Names of steps, outcomes and the like are the scenario's own and are not translated, nor is p90.
 */
enum text {
    TEXT_OBSERVED,
    TEXT_OBSERVED_ONCE,
    TEXT_TOO_FEW,
    TEXT_NO_DATA,
    TEXT_NOT_APPLICABLE,
    TEXT_UNLIMITED,
    TEXT_DAYS,
    TEXT_DAYS_RANGE,
    TEXT_HOURS,
    TEXT_HOURS_RANGE,
    TEXT_MINUTES,
    TEXT_MINUTES_RANGE,
    TEXT_SECONDS,
    TEXT_SECONDS_RANGE,
    TEXT_PERCENT,
    TEXT_PERCENT_RANGE,
    TEXT_BELOW,
    TEXT_MEAN,
    TEXT_MEDIAN,
    TEXT_MEDIAN_P90,
    TEXT_TARGET_AT_MOST,
    TEXT_TARGET_AT_MOST_OF,
    TEXT_TARGET_WITHIN,
    TEXT_TARGET_BUSY,
    TEXT_MET,
    TEXT_MISSED,
    TEXT_UNDECIDED,
    TEXT_UNDECIDED_MORE,
    TEXT_REACH,
    TEXT_MEASURED,
    TEXT_OF_REFERRED,
    TEXT_LOST_BEFORE,
    TEXT_LOST_BY_ONE,
    TEXT_LOST_BY_TWO,
    TEXT_LOST_BY_THREE,
    TEXT_IN_USE,
    TEXT_IN_USE_UNLIMITED,
    TEXT_OUTCOMES,
    TEXT_OUTCOMES_COUNT,
    TEXT_OUTCOMES_SHARE,
    TEXT_OUTCOMES_ALL,
    TEXT_LEDGER,
    TEXT_LEDGER_OF,
    TEXT_LEDGER_OTHER,
    TEXT_LEDGER_TOTAL,
    TEXT_TAKES,
    TEXT_NOTICE,
    TEXT_JOINS,
    TEXT_CLOSED,
    TEXT_WAITS_FOR,
    TEXT_UNFIT,
    TEXT_RESOURCES,
    TEXT_CAPACITY,
    TEXT_USED_UNITS,
    TEXT_UTILISED,
    TEXT_ALL_BUSY,
    TEXT_WAIT_MEAN,
    TEXT_WAIT_P90,
    TEXT_SLOTS,
    TEXT_OFFERED,
    TEXT_USED,
    TEXT_LOST,
    TEXT_UNUSED,
    TEXT_RISKS,
    TEXT_PER_PATIENT,
    TEXT_LASTS_MEDIAN,
    TEXT_COSTS,
    TEXT_COST_A_YEAR,
    TEXT_COST_A_PATIENT,
    TEXT_MONEY,
    TEXT_FOOT_SCENARIO,
    TEXT_FOOT_CHANGED,
    TEXT_FOOT_NOTHING,
    TEXT_FOOT_RUN,
    TEXT_FOOT_RUN_LINE,
    TEXT_FOOT_WINDOW,
    TEXT_FOOT_WINDOW_LINE,
    TEXT_FOOT_FILES,
    TEXT_COUNT
};

#define NO_BREAK_SPACE "\xc2\xa0"

/* The text in English, for now the only language. */
const char *text_for(enum text key);

enum { WORDS_SIZE = 1024 };
/* A few words by value; what does not fit is left out, by whole characters. */
struct words {
    char text[WORDS_SIZE];
};

/* The text with values[0] in place of {1} and so on; NULL ends the values. */
struct words text_filled(enum text key, const char *const *values);
#define WORDS(key, ...) text_filled(key, (const char *const[]){__VA_ARGS__, NULL})

#endif
