/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_RESULTS_TEXTS_H
#define CARTSIM_RESULTS_TEXTS_H

#include <stddef.h>

/*
 * The words of the summary, looked up by key: one table a language, so that no sentence is written twice and none is glued from
 * pieces. %1$s and the like mark where figures and names go: another language may order them otherwise.
 */
enum text {
    TEXT_PATIENTS_OBSERVED, TEXT_NO_DATA, TEXT_VALUE_INTERVAL, TEXT_DAYS, TEXT_MEDIAN_P90, TEXT_TARGET_AT_MOST, TEXT_TARGET_WITHIN,
    TEXT_TARGET_BUSY, TEXT_MET, TEXT_MISSED, TEXT_UNDECIDED, TEXT_UNDECIDED_MORE, TEXT_REACH, TEXT_REACH_LINE, TEXT_LOST_BEFORE,
    TEXT_BED_LINE, TEXT_BED_UNLIMITED, TEXT_OUTCOMES, TEXT_COUNT, TEXT_SHARE, TEXT_LEDGER,
    TEXT_LEDGER_OF, TEXT_OTHER, TEXT_TAKES, TEXT_NOTICE, TEXT_JOINS, TEXT_CLOSED, TEXT_WAITS_FOR, TEXT_UNFIT, TEXT_RESOURCES,
    TEXT_RESOURCE_HEAD, TEXT_SLOTS, TEXT_SLOTS_HEAD, TEXT_RISKS, TEXT_RISKS_HEAD, TEXT_FOOT_SCENARIO, TEXT_FOOT_CHANGED, TEXT_FOOT_NOTHING,
    TEXT_FOOT_RUN, TEXT_FOOT_WINDOW, TEXT_FOOT_FILES, TEXT_COSTS, TEXT_COST_LINE, TEXT_UNLIMITED, TEXT_COUNT_OF_TEXTS
};

/* The text in English, for now the only language. */
const char *text_for(enum text key);
/* The text with its figures and names filled in, cut to size. The arguments must be what the text's marks say. */
void text_fill(char *buffer, size_t size, enum text key, ...);

#endif
