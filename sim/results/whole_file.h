/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_RESULTS_WHOLE_FILE_H
#define CARTSIM_RESULTS_WHOLE_FILE_H

#include <stdbool.h>
#include <stdio.h>

/*
 * Files that appear whole or not at all: written beside their final place under a temporary name, synced,
 * renamed. A set of files is written first and committed last, so that a failure leaves all the old ones.
 */
struct whole_file {
    FILE *stream;
    char *path;      /* the final name */
    char *temporary; /* beside it */
};

/* Makes missing folders of `folder` (like mkdir -p). 0, or an errno. */
int folder_make(const char *folder);
/* How many characters of the name are folders that are there already. */
size_t folder_known(const char *folder);
/* Removes the folders of that name beyond the known part, from the last, as far as they are empty. */
void folder_remove_new(const char *folder, size_t known);
/* 0, or an errno; nothing to abandon then. */
int whole_file_open(struct whole_file *file, const char *folder, const char *name);
/* The same by the file's path. */
int whole_file_open_path(struct whole_file *file, const char *path);
/* Flushes and syncs; the file is still temporary. 0 or an errno. */
int whole_file_finish(struct whole_file *file);
/* Renames into place, syncs the folder, frees. 0 or an errno. */
int whole_file_commit(struct whole_file *file);
/* Removes the temporary file and frees; harmless on a zeroed struct. */
void whole_file_abandon(struct whole_file *file);

#endif
