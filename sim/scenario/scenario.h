/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_SCENARIO_H
#define CARTSIM_SCENARIO_SCENARIO_H

#include "scenario/extends.h"

/*
 * A scenario as its author meant it: the file, what it extends and what the command line set, merged into one
 * tree and held against the format. Names that refer to other names are resolved later, by the model.
 */
struct scenario {
    struct arena arena; /* owns everything below */
    const char *path;   /* as given */
    char
        sha256[65]; /* of the bytes of the file at `path`, and of each file it extends, in order of reading */
    const char *const *sets; /* the --set texts, as given */
    size_t set_count;
    struct extends_files files;  /* those that were read */
    struct kept_column *columns; /* of CSV files; those with a text were read */
    struct tree *root;           /* merged; always a map */
};

/*
 * Reads path, what it extends, applies the sets, checks keys, types, units and ranges against the format
 * table. Returns a scenario (scenario_free it) also when faults were found in the *contents*, so that the
 * names can be checked in the same go; NULL when there is no tree at all (no such file, a syntax error, a
 * circle, out of memory).
 */
struct scenario *scenario_read(const char *path, const char *const *sets, size_t set_count,
                               struct cartsim_faults *faults);
/* The same of files in memory; shelf NULL: on disk. */
struct scenario *scenario_read_from(const struct shelf *shelf, const char *path, const char *const *sets,
                                    size_t set_count, struct cartsim_faults *faults);
void scenario_free(struct scenario *scenario);

#endif
