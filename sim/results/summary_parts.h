/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_RESULTS_SUMMARY_PARTS_H
#define CARTSIM_RESULTS_SUMMARY_PARTS_H

#include <stdio.h>

#include "results/texts.h"
#include "statistics/metrics.h"

/* The parts of the summary and what they share. Private to sim/results. */
enum { SUMMARY_WIDTH = 80, FOOT_TEXT_AT = 10 };
enum { MEDIAN_AT = 3, P90_AT = 5 }; /* in summary.quantiles */

struct page {
    FILE *to;
    const struct metrics *metrics;
    const struct model *model;
    int headline[2]; /* the two measures at the top; NONE where there is none */
};

/* ---- words.c: figures as people read them. Unknown ones say so. */

/* A name with no-break spaces for its underscores; with a capital at its head. */
struct words plain_name(const char *name);
struct words titled_name(const char *name);
/* One decimal and a unit: days, or what is smaller where days would read 0.0. */
struct words duration_words(double days);
/* In its own unit, from seconds to days, and whole where it is: "5 h", "16.2 d". */
struct words span_words(int64_t seconds);
/* "0.023", "0.23", "2.3", "230" */
struct words number_words(double value);
/* Whole per cents, one decimal below ten. */
struct words share_words(double share);
/* A goal as it was set, not rounded. */
struct words goal_duration(double days);
struct words goal_share(double share);
/* With the interval, where there is one: "57.1 d (55.9-58.4)". */
struct words figure_duration(struct figure figure);
struct words figure_share(struct figure figure);
struct words verdict_words(const struct target_result *result);

/* ---- lines.c: eighty columns */

/* The label after `margin` blanks, the text from column `text_at` on, broken between words. A label that
 * reaches into the text stands on a line of its own. */
void put_line(FILE *to, int margin, const char *label, int text_at, const char *text);
/* The text alone, as a terminal can take it. */
void put_plain(FILE *to, const char *text);
/* The same on a page of another width. */
void put_wide_line(FILE *to, int width, int margin, const char *label, int text_at, const char *text);
void put_heading(FILE *to, enum text title);
/* A row of a table: the label (on a line of its own when longer than its column), cells to the right of
 * their columns. */
struct column {
    enum text head;
    int width;
};
void put_row(FILE *to, const char *label, int label_width, const struct words *cells,
             const struct column *columns, int count);
void put_head(FILE *to, int label_width, const struct column *columns, int count);

/* ---- headlines.c, tables.c */

/* What the days of a ledger's line went to: "waits for ward_bed". */
struct words cause_words(const struct model *model, const struct ledger_key *key);

void put_headlines(const struct page *page);
void put_outcomes(const struct page *page);
void put_ledger(const struct page *page, int measure);
void put_ledgers(const struct page *page);
void put_resources(const struct page *page);
void put_slots(const struct page *page);
void put_risks(const struct page *page);
void put_costs(const struct page *page);

#endif
