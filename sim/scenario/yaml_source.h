/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_YAML_SOURCE_H
#define CARTSIM_SCENARIO_YAML_SOURCE_H

#include <sys/types.h>

#include "base/arena.h"
#include "base/faults.h"

/* Where YAML text comes from: a file, or the value of a --set. */
struct yaml_source {
    const char *file; /* as places name it */
    const char *bytes;
    size_t size;
    const char *around; /* when the bytes are the end of a one-line text (--set): that text; else NULL */
    dev_t device;       /* which file this is, whatever it is called */
    ino_t inode;
};

enum { YAML_BYTES_MAX = 1 << 20 };

/*
 * Reads the file at `path` whole into the arena, with a NUL behind. Never blocks: what is not a regular file
 * of at most `mebibytes` is refused (E001). The fault's place is `asked` (the `extends` that named the file)
 * when that is not NULL and has a line, else the file.
 */
bool source_load(struct arena *arena, const char *path, size_t mebibytes, const struct cartsim_place *asked,
                 struct yaml_source *source, struct cartsim_faults *faults);
/* A file of at most YAML_BYTES_MAX. */
bool yaml_source_load(struct arena *arena, const char *path, const struct cartsim_place *asked,
                      struct yaml_source *source, struct cartsim_faults *faults);

#endif
