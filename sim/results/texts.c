/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results/texts.h"

#include <stdarg.h>
#include <stdio.h>

static const char *const ENGLISH[TEXT_COUNT_OF_TEXTS] = {
    [TEXT_PATIENTS_OBSERVED] = "%.1f patients referred in each of %u replications; %.0f%% intervals in brackets.",
    [TEXT_NO_DATA] = "no data",
    [TEXT_VALUE_INTERVAL] = "%s (%s to %s)",
    [TEXT_DAYS] = "%.1f d",
    [TEXT_MEDIAN_P90] = "median %s  p90 %s",
    [TEXT_TARGET_AT_MOST] = "target: %s at most %g d: %s",
    [TEXT_TARGET_WITHIN] = "target: %.4g%% within %g d: %s",
    [TEXT_TARGET_BUSY] = "target: all busy at most %.4g%% of time: %s",
    [TEXT_MET] = "met",
    [TEXT_MISSED] = "missed",
    [TEXT_UNDECIDED] = "undecided",
    [TEXT_UNDECIDED_MORE] = "undecided, about %.0f more replications would decide",
    [TEXT_REACH] = "Reach %s",
    [TEXT_REACH_LINE] = "%s of those referred",
    [TEXT_LOST_BEFORE] = "Lost before that",
    [TEXT_BED_LINE] = "%s of %d in use; all busy %s of time",
    [TEXT_BED_UNLIMITED] = "%s in use",
    [TEXT_OUTCOMES] = "Patients by outcome",
    [TEXT_COUNT] = "a replication",
    [TEXT_SHARE] = "share of those referred",
    [TEXT_LEDGER] = "Where the days go",
    [TEXT_LEDGER_OF] = "%s, mean %s",
    [TEXT_OTHER] = "everything else",
    [TEXT_TAKES] = "takes its time",
    [TEXT_NOTICE] = "notice",
    [TEXT_JOINS] = "waits for what runs beside it",
    [TEXT_CLOSED] = "closed",
    [TEXT_WAITS_FOR] = "waits for %s",
    [TEXT_UNFIT] = "unfit: %s",
    [TEXT_RESOURCES] = "Resources",
    [TEXT_RESOURCE_HEAD] = "capacity\tin use\tutilised\tall busy\twait mean\twait p90",
    [TEXT_SLOTS] = "Appointments, a replication",
    [TEXT_SLOTS_HEAD] = "offered\tused\tlost\tutilised\twait mean\twait p90",
    [TEXT_RISKS] = "Risks",
    [TEXT_RISKS_HEAD] = "per patient\tlasts, median",
    [TEXT_FOOT_SCENARIO] = "Scenario  %s",
    [TEXT_FOOT_CHANGED] = "Changed   %s",
    [TEXT_FOOT_NOTHING] = "nothing",
    [TEXT_FOOT_RUN] = "Run       seed %llu, %u replications, cartsim %s",
    [TEXT_FOOT_WINDOW] = "Window    %g d observed after %g d of warm-up, from %s",
    [TEXT_FOOT_FILES] = "Written   %s",
    [TEXT_COSTS] = "Costs",
    [TEXT_COST_LINE] = "%s %.0f a year, %s %.0f per completed patient",
    [TEXT_UNLIMITED] = "no limit",
};

const char *text_for(enum text key)
{
    return ENGLISH[key];
}

/* The one place where a format comes from a table; the table's texts are held against their uses by tests. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
void text_fill(char *buffer, size_t size, enum text key, ...)
{
    va_list arguments;
    va_start(arguments, key);
    vsnprintf(buffer, size, ENGLISH[key], arguments);
    va_end(arguments);
}
#pragma GCC diagnostic pop
