/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_COMPLAINTS_H
#define CARTSIM_SCENARIO_COMPLAINTS_H

#include "base/codes.h"
#include "scenario/quantity.h"
#include "scenario/tree.h"

/* How a fault of the format is worded. */

/* Where a value stands, for messages: "pathways.car_t.apheresis.fails". Frames live on the walker's stack. */
struct format_path {
    const struct format_path *above; /* NULL: the root */
    const char *name;                /* NULL: item `number` of a list, counted from 0 as in --set */
    size_t number;
};

/* Where complaints go. faults NULL: nowhere; the texts are built in the arena. */
struct complainer {
    struct arena *arena;
    struct cartsim_faults *faults;
};

/* "resources.ward_bed.capacity"; "the scenario" at the root. */
const char *complaint_path(struct arena *arena, const struct format_path *path);
/* A text from the file, short enough for a message. */
const char *complaint_quote(struct arena *arena, const char *text);

/* An error at a place: "PATH: " and the printf of the rest. */
void complain(struct complainer *to, enum fault_code code, struct cartsim_place place,
              const struct format_path *path, const char *format, ...) __attribute__((format(printf, 5, 6)));
/* "PATH: expected EXPECTED, got 'x'" (or a list, a mapping, nothing). */
void complain_expected(struct complainer *to, enum fault_code code, const struct tree *node,
                       const struct format_path *path, const char *expected);
/* "PATH: unknown key 'x' in KIND; did you mean 'y'?" at the key. `before` is its elder sibling, if any: in
 * {min: 1,5 d} YAML sees a key "5 d". */
void complain_unknown_key(struct complainer *to, const struct tree *before, const struct tree *node,
                          const struct format_path *path, const char *kind, const char *const *names,
                          size_t count);
/* Whether that is what happened. */
bool complaint_is_comma(const struct tree *before, const struct tree *node);
/* What quantity.h found amiss in a scalar; `malformed` is the code when it is nothing of the form, `range`
 * what the message names when it is out of range ("0 to 1"). */
void complain_quantity(struct complainer *to, enum quantity problem, const struct tree *node,
                       const struct format_path *path, enum fault_code malformed, const char *expected,
                       const char *range);

#endif
