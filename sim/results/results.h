/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_RESULTS_RESULTS_H
#define CARTSIM_RESULTS_RESULTS_H

#include <stdio.h>

#include "engine/story.h"
#include "scenario/scenario.h"
#include "statistics/metrics.h"
#include "statistics/precision.h"

/* metrics.json as text, newline at the end; malloc'd, the caller frees it. NULL: no memory. */
char *results_json(const struct metrics *metrics, const struct scenario *scenario);

/* patients.csv and events.csv: the head line once, then the rows of each observation in the order of
 * replications. false: the stream reports an error. */
bool results_patients_head(FILE *to, const struct model *model);
bool results_patients_rows(FILE *to, const struct model *model, const struct observation *seen);
bool results_events_head(FILE *to);
bool results_events_rows(FILE *to, const struct model *model, const struct observation *seen);

/* The summary for people, 80 columns wide at most, plain text. `files` are the written files' names (may be
 * none). */
bool results_summary(FILE *to, const struct metrics *metrics, const struct scenario *scenario,
                     const char *const *files, size_t file_count);

/* The measures that stand at the top: referral to infusion and vein to vein where the scenario has them, else
 * its first; NONE where there is none. */
void results_headline_measures(const struct model *model, int measures[2]);

/* One patient's story in sentences, 100 columns wide; as JSON, newline at the end, malloc'd. false, NULL: no
 * memory, or the stream reports an error. */
bool results_story(FILE *to, const struct model *model, const struct story *story, uint64_t seed,
                   uint32_t replication);
/* The same patient in two scenarios, day by day, 118 columns wide. false: no memory, or the stream. */
struct story_side {
    const char *label;
    const struct model *model;
    const struct story *story;
};
bool results_story_pair(FILE *to, const struct story_side sides[2], uint64_t seed, uint32_t replication);
char *results_story_json(const struct model *model, const struct story *story);

/* What --precision came to, as the last lines of a summary or an answer; currency NULL: none. */
void put_precision(FILE *to, const struct precision *precision, const char *currency, double replications);

/* The shortest decimal text that reads back as the same double; finite only. */
void results_number(double number, char buffer[32]);

#endif
