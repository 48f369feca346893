/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STUDY_JOURNAL_H
#define CARTSIM_STUDY_JOURNAL_H

#include <stdio.h>

#include "study/bytes.h"
#include "study/study.h"

/*
 * A file in which a study keeps what its replications saw, as they come, so that the same study begun again
 * goes on where it stopped and comes to the same bytes. It hands out kept replications when they are asked
 * for, not before: a question that decides from stage to stage decides as it did.
 *
 * The file begins with a line that says of which study it is; then come records, each with its length and
 * checksum. A record that was cut short or damaged, and all behind it, is dropped.
 */
struct journal {
    FILE *file;
    struct study *study;
    struct workforce inner; /* who runs what is not kept */
    struct journal_place {
        long *offsets; /* [count] of replications 0 ... count - 1 */
        uint32_t count, room;
    } * places;          /* [variant] */
    uint64_t kept;       /* replications that were there when it was opened */
    int error;           /* errno of a write that failed */
    struct bytes record; /* the latest, for its memory */
};

/*
 * Opens or makes `path` for a study that was opened, and puts itself between the study and who works for it.
 * A file of another study is begun anew. identity: one line. 0, or an errno.
 */
int journal_open(struct journal *journal, const char *path, const char *identity, struct study *study);
/* Leaves the file where it is. */
void journal_close(struct journal *journal);

#endif
