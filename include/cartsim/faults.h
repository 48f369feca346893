/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_FAULTS_H
#define CARTSIM_FAULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/*
 * What is wrong with a scenario: a list of faults, each with its place, a stable code and the mend.
 *
 * The library never prints and never exits: readers add faults to a list that the caller owns, and the caller
 * decides what becomes of them. A list with an error (not only warnings) means that there is no scenario.
 */
enum cartsim_severity { CARTSIM_ERROR, CARTSIM_WARNING };

/* Lines and columns count from 1; columns count characters. line 0: the fault has no line (a missing file,
 * say). */
struct cartsim_place {
    const char *file;      /* as the user named it, or "--set" for the command line */
    const char *line_text; /* the line the place is on, without its end; NULL when unknown */
    unsigned line;
    unsigned column;
    unsigned length; /* how many characters the caret line underlines; 0 counts as 1 */
};

struct cartsim_fault {
    enum cartsim_severity severity;
    unsigned code; /* printed as E012 or W103 */
    struct cartsim_place place;
    const char *text; /* one line, without the place */
};

struct cartsim_faults;

/* NULL when memory is exhausted. At most 1000 faults are kept; the rest are counted. */
struct cartsim_faults *cartsim_faults_create(void);
void cartsim_faults_free(struct cartsim_faults *faults);
size_t cartsim_faults_count(const struct cartsim_faults *faults);
/* Faults come sorted by file (in order of first appearance), line and column once cartsim_faults_sort was
 * called. */
const struct cartsim_fault *cartsim_faults_get(const struct cartsim_faults *faults, size_t index);
void cartsim_faults_sort(struct cartsim_faults *faults);
/* How many errors (warnings not counted), those beyond the kept ones included. */
size_t cartsim_faults_errors(const struct cartsim_faults *faults);
/* Writes one fault: "file:line:col: error E021: text", then the source line and a caret where known. */
void cartsim_fault_print(const struct cartsim_fault *fault, FILE *to);

#endif
