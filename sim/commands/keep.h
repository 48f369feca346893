/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_COMMANDS_KEEP_H
#define CARTSIM_COMMANDS_KEEP_H

#include "results/whole_file.h"
#include "scenario/scenario.h"
#include "study/journal.h"

/*
 * replications.bin of a run: what its replications saw, so that a later run adds to them (--extend). It is a
 * journal of one scenario, written beside its place and put there with the other files of the run.
 * Functions that return an int return 0 or an exit code, and have then said why.
 */
struct keep {
    uint32_t had; /* replications of the results that are extended */
    struct study_variant variant;
    struct study study;
    struct journal journal;
    bool open;
};

#define KEEP_FILE "replications.bin"

/* Holds the results in `folder` against what is to be run: the same scenario, seed and version, and no more
 * replications than `wanted`. */
int keep_check(struct keep *keep, const char *folder, const struct scenario *scenario,
               const struct model *model, uint32_t wanted);
/* Opens the journal in the file that was opened for it; with what is kept in `from`, unless that is NULL. */
int keep_open(struct keep *keep, struct whole_file *file, const char *from, const struct scenario *scenario,
              const struct model *model);
/* Who runs the replications then. */
const struct workforce *keep_workforce(const struct keep *keep);
/* errno of a write that failed, or 0. */
int keep_error(const struct keep *keep);
/* Leaves the file as it is; harmless on a zeroed one. */
void keep_close(struct keep *keep);

#endif
