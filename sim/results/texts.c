/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results/texts.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "base/utf8.h"

#define NBSP NO_BREAK_SPACE
#define DASH "\xe2\x80\x93"

static const char *const english[TEXT_COUNT] = {
    [TEXT_OBSERVED] = "{1} patients referred in each of {2} replications; ranges are {3}% intervals.",
    [TEXT_OBSERVED_ONCE] = "{1} patients referred in one replication: too little for intervals.",
    [TEXT_TOO_FEW] = "Where a range is missing, too few patients were seen to give one.",
    [TEXT_NO_DATA] = "no data",
    [TEXT_NOT_APPLICABLE] = "-",
    [TEXT_UNLIMITED] = "no limit",
    [TEXT_DAYS] = "{1}" NBSP "d",
    [TEXT_DAYS_RANGE] = "{1}" NBSP "d" NBSP "({2}" DASH "{3})",
    [TEXT_HOURS] = "{1}" NBSP "h",
    [TEXT_HOURS_RANGE] = "{1}" NBSP "h" NBSP "({2}" DASH "{3})",
    [TEXT_MINUTES] = "{1}" NBSP "min",
    [TEXT_MINUTES_RANGE] = "{1}" NBSP "min" NBSP "({2}" DASH "{3})",
    [TEXT_SECONDS] = "{1}" NBSP "s",
    [TEXT_SECONDS_RANGE] = "{1}" NBSP "s" NBSP "({2}" DASH "{3})",
    [TEXT_PERCENT] = "{1}%",
    [TEXT_PERCENT_RANGE] = "{1}%" NBSP "({2}" DASH "{3}%)",
    [TEXT_BELOW] = "<{1}",
    [TEXT_MEAN] = "mean",
    [TEXT_MEDIAN] = "median",
    [TEXT_MEDIAN_P90] = "median" NBSP "{1}, p90" NBSP "{2}",
    [TEXT_TARGET_AT_MOST] = "target: {1} at most {2}: {3}",
    [TEXT_TARGET_AT_MOST_OF] = "target: {1} at most {2}: {4}, {3}",
    [TEXT_TARGET_WITHIN] = "target: at least {1} within {2}: {4}, {3}",
    [TEXT_TARGET_BUSY] = "target: all busy at most {1} of the time: {2}",
    [TEXT_MET] = "met",
    [TEXT_MISSED] = "missed",
    [TEXT_UNDECIDED] = "undecided",
    [TEXT_UNDECIDED_MORE] = "undecided (about {1} more replications would decide)",
    [TEXT_REACH] = "Reach {1}",
    [TEXT_MEASURED] = "Measured",
    [TEXT_OF_REFERRED] = "{1} of those referred",
    [TEXT_LOST_BEFORE] = "Lost before {1}",
    [TEXT_LOST_BY_ONE] = "{1}: {2}" NBSP "{3}",
    [TEXT_LOST_BY_TWO] = "{1}: {2}" NBSP "{3}, {4}" NBSP "{5}",
    [TEXT_LOST_BY_THREE] = "{1}: {2}" NBSP "{3}, {4}" NBSP "{5}, {6}" NBSP "{7}",
    [TEXT_IN_USE] = "{1} of {2} in use; all busy {3} of the time",
    [TEXT_IN_USE_UNLIMITED] = "{1} in use",
    [TEXT_OUTCOMES] = "Patients by outcome",
    [TEXT_OUTCOMES_COUNT] = "a replication",
    [TEXT_OUTCOMES_SHARE] = "share of those referred",
    [TEXT_OUTCOMES_ALL] = "all patients",
    [TEXT_LEDGER] = "Where the days go",
    [TEXT_LEDGER_OF] = "{1}, mean {2}",
    [TEXT_LEDGER_OTHER] = "other",
    [TEXT_LEDGER_TOTAL] = "total",
    [TEXT_TAKES] = "takes its time",
    [TEXT_NOTICE] = "notice",
    [TEXT_JOINS] = "waits for what runs beside it",
    [TEXT_CLOSED] = "closed",
    [TEXT_WAITS_FOR] = "waits for {1}",
    [TEXT_UNFIT] = "unfit: {1}",
    [TEXT_RESOURCES] = "Resources",
    [TEXT_CAPACITY] = "capacity",
    [TEXT_USED_UNITS] = "in use",
    [TEXT_UTILISED] = "utilised",
    [TEXT_ALL_BUSY] = "all busy",
    [TEXT_WAIT_MEAN] = "wait mean",
    [TEXT_WAIT_P90] = "wait p90",
    [TEXT_SLOTS] = "Appointments, a replication",
    [TEXT_OFFERED] = "offered",
    [TEXT_USED] = "used",
    [TEXT_LOST] = "lost",
    [TEXT_UNUSED] = "unused",
    [TEXT_RISKS] = "Risks",
    [TEXT_PER_PATIENT] = "per patient",
    [TEXT_LASTS_MEDIAN] = "median length",
    [TEXT_COSTS] = "Costs",
    [TEXT_COST_A_YEAR] = "A year",
    [TEXT_COST_A_PATIENT] = "A completed patient",
    [TEXT_MONEY] = "{1}" NBSP "{2}",
    [TEXT_FOOT_SCENARIO] = "Scenario",
    [TEXT_FOOT_CHANGED] = "Changed",
    [TEXT_FOOT_NOTHING] = "nothing",
    [TEXT_FOOT_RUN] = "Run",
    [TEXT_FOOT_RUN_LINE] = "seed {1}, replications {2}, confidence {3}%, cartsim {4}",
    [TEXT_FOOT_WINDOW] = "Window",
    [TEXT_FOOT_WINDOW_LINE] = "{1} d after {2} d of warm-up, from {3}",
    [TEXT_FOOT_FILES] = "Written",
};

const char *text_for(enum text key)
{
    return english[key];
}

/* Appends whole characters only. */
static size_t append(struct words *words, size_t used, const char *text, size_t length)
{
    size_t fits = 0;
    while (fits < length) {
        size_t step = utf8_step(text + fits, length - fits);
        if (used + fits + step >= WORDS_SIZE)
            break;
        fits += step;
    }
    memcpy(words->text + used, text, fits);
    words->text[used + fits] = '\0';
    return used + fits;
}

struct words text_filled(enum text key, const char *const *values)
{
    struct words words = {""};
    size_t used = 0, count = 0;
    while (values[count])
        count++;
    for (const char *at = english[key]; *at;) {
        size_t plain = strcspn(at, "{");
        used = append(&words, used, at, plain);
        at += plain;
        if (!*at)
            break;
        size_t index = (size_t)(at[1] - '1');
        assert(index < count && at[2] == '}');
        used = append(&words, used, values[index], strlen(values[index]));
        at += 3;
    }
    return words;
}
