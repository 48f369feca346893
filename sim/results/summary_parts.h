/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_RESULTS_SUMMARY_PARTS_H
#define CARTSIM_RESULTS_SUMMARY_PARTS_H

#include "results/results.h"
#include "results/texts.h"

/* The parts of the summary and what they share. Private to sim/results. */
enum { SUMMARY_WIDTH = 80, SUMMARY_LABEL = 22, SUMMARY_TEXT = 512 };

struct page {
    FILE *to;
    const struct metrics *metrics;
    const struct model *model;
    int headline[2]; /* the two measures at the top; NONE where there is none */
};

/* ---- words.c: figures and lines */
void put_heading(const struct page *page, enum text title);
/* A label in its column, then the text; the text is broken between words to stay within the width. */
void put_line(const struct page *page, const char *label, const char *text);
/* Cells of a table after a label of `width` characters, each right-aligned in its width. */
void put_row(const struct page *page, const char *label, int label_width, const char *const *cells, const int *widths, int count);
/* A name with blanks for its underscores; as a title, with the first letter large too. */
void words_of(const char *name, char *buffer, size_t size);
void title_of(const char *name, char *buffer, size_t size);
void days_text(double days, char *buffer, size_t size);
void share_text(double share, char *buffer, size_t size);
/* "57.1 d (55.9 to 58.4)", "no data" when unknown. */
void figure_days(struct figure figure, char *buffer, size_t size);
void figure_share(struct figure figure, char *buffer, size_t size);
void verdict_text(const struct target_result *result, char *buffer, size_t size);

/* ---- headlines.c, tables.c */
void put_headlines(const struct page *page);
void put_outcomes(const struct page *page);
void put_ledger(const struct page *page, int measure);
void put_resources(const struct page *page);
void put_slots(const struct page *page);
void put_risks(const struct page *page);
void put_costs(const struct page *page);

#endif
