/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_DESK_H
#define CARTSIM_TESTS_DESK_H

#include "base/arena.h"
#include "base/faults.h"
#include "scenario/tree.h"

/* What a test of the readers works on: a folder of its own, an arena, a list of faults. */
struct desk {
    char folder[64];
    struct arena arena;
    struct cartsim_faults *faults;
};

/* cmocka fixtures: *state is a struct desk. */
int desk_setup(void **state);
int desk_teardown(void **state);

/* Path of a name in the desk's folder. */
const char *desk_path(struct desk *desk, const char *name);
/* Writes a file of the folder; its path. */
const char *desk_write(struct desk *desk, const char *name, const char *text);
const char *desk_write_bytes(struct desk *desk, const char *name, const char *bytes, size_t size);

/* A tree from YAML text, with places in a file called `file`. */
struct tree *desk_parse(struct desk *desk, const char *file, const char *text);
/* A text of `count` times `piece`, between two others. */
const char *desk_repeat(struct desk *desk, const char *head, const char *piece, size_t count,
                        const char *tail);
/* A map with that many keys in no order; count is no multiple of 7919. */
const char *desk_many_keys(struct desk *desk, unsigned count);

/* A tree as one line in flow style: {a: 1, b: [x, y]}. */
const char *desk_flow(struct desk *desk, const struct tree *tree);

/* All faults, sorted, one a line, "LINE:COLUMN: E003: text" with the file's folder left out: "b.yaml:1:2:
 * E005: ...". */
const char *desk_faults(struct desk *desk);
/* Everything as printed for people, carets included. */
const char *desk_printed(struct desk *desk);

#endif
