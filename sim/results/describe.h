/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_RESULTS_DESCRIBE_H
#define CARTSIM_RESULTS_DESCRIBE_H

#include <stdio.h>

#include "model/model.h"
#include "scenario/scenario.h"

/*
 * A scenario in words, by the items of STRESS-DES (Monks et al. 2019, Journal of Simulation 13:55, table for
 * discrete-event simulation): what a reader needs to build the model again. What the scenario and the program
 * know is written from them; the rest comes from the fields of `study:`, or is not stated.
 */
enum { STRESS_ITEMS = 24 };

struct stress_line {
    const char *text; /* Markdown without the bullet; a row of a table begins with '|' */
    int indent;
    struct stress_line *next;
};

struct stress_item {
    const char *number, *title;
    const char *field; /* that would state it, e.g. "study.purpose"; NULL: the program states it */
    bool stated;
    struct stress_line *first, *last;
};

/* What the program does not know of itself: the machine. */
struct host {
    const char *system, *compiler;
    long processors;
    double replication_seconds; /* of processor time for one replication; below 0: not measured */
};

struct description {
    struct arena arena;
    const struct scenario *scenario;
    const struct model *model;
    const struct host *host;
    struct stress_item items[STRESS_ITEMS];
    int stated;
};

/* false: no memory. description_free in any case. The description borrows all three. */
bool description_make(struct description *description, const struct scenario *scenario,
                      const struct model *model, const struct host *host);
void description_free(struct description *description);

/* For a methods section: the scenario in plain words. As a checklist: all 24 items and the score. false: the
 * stream reports an error. */
bool description_text(FILE *to, const struct description *description);
bool description_checklist(FILE *to, const struct description *description);
/* Both in one, newline at the end, malloc'd; NULL: no memory. share/describe.schema.json */
char *description_json(const struct description *description);

#endif
