/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_RESULTS_STORY_PARTS_H
#define CARTSIM_RESULTS_STORY_PARTS_H

#include "engine/story.h"
#include "results/summary_parts.h"

/* The parts of a patient's story. Private to sim/results. */

/* Where the telling stands, and what it must remember of what was told before. */
struct teller {
    const struct model *model;
    const struct story *story;
    size_t at;                          /* the row */
    int64_t referred;                   /* when */
    struct words attributes;            /* at the referral; "" for none */
    int64_t *arrived, *started, *visit; /* [step] latest; number of the visit, below 0 before it comes */
    int64_t *got, *held;                /* [resource] since when, how many units */
    int64_t *struck;                    /* [risk] since when, or NONE: it is over */
    int64_t *memory;                    /* owns the arrays */
};

/* false: no memory; teller_free in any case. */
bool teller_begin(struct teller *teller, const struct model *model, const struct story *story);
void teller_free(struct teller *teller);

/* What is to be said of the row at teller->at, one line or several; false: nothing. Rows are taken in
 * order. */
bool teller_says(struct teller *teller, struct words *line);

/* "Mon 2026-03-02 10:05"; without the time at midnight. */
struct words date_words(const struct model *model, int64_t seconds);

/* ---- what stands around a row (story_rows.c) */
const struct told *story_row(const struct teller *teller, size_t at);
/* Units that the step of the START at teller->at has just got: by `needs`, by `holds`. "" for none. */
struct words units_got(const struct teller *teller, bool kept);
/* Units given back with the START or END at teller->at. */
struct words units_returned(const struct teller *teller, const struct step *step, enum happening what);
/* Whether the units given back at teller->at are told with the step that starts or ends there. */
bool is_returned_with_step(const struct teller *teller);
/* Whether the step that starts at teller->at ends with nothing else told in between; then how long it is. */
bool runs_through(const struct teller *teller, size_t start, int64_t *length);
/* Adds to a list: "a, b". */
void add_to_list(struct words *list, enum text between, struct words item);

#endif
