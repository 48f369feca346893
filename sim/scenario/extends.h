/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_EXTENDS_H
#define CARTSIM_SCENARIO_EXTENDS_H

#include "scenario/shelf.h"
#include "scenario/tree.h"

/*
 * A file and the chain of files it extends, as one tree.
 *
 * `extends: PATH` is relative to the folder of the file that says it. A circle is an error, however the files
 * are spelled or linked; so is a chain of more than EXTENDS_FILES_MAX files.
 */
enum { EXTENDS_FILES_MAX = 16 };

struct extends_files {
    struct yaml_source file[EXTENDS_FILES_MAX]; /* in order of reading: the one asked for is the first */
    size_t count;
};

/* The merged tree, a map without `extends`; NULL, with faults, when one of the files can't be read as a map.
 * Files come from the shelf; NULL: from disk. */
struct tree *extends_read(struct arena *arena, const struct shelf *shelf, const char *path,
                          struct extends_files *files, struct cartsim_faults *faults);

#endif
