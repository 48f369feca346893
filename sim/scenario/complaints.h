/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_COMPLAINTS_H
#define CARTSIM_SCENARIO_COMPLAINTS_H

#include "scenario/quantity.h"
#include "scenario/tree.h"

/*
 * How a fault of the format is worded. The codes are public and stable: what a number has meant once it means
 * for ever. Those below 10 belong to the reading and merging of files, those from 30 to the model.
 */
/* clang-format off */
#define FORMAT_CODES(CODE)                                                                                  \
    CODE(FORMAT_UNKNOWN_NAME, 4, "A name is used that nothing has.")                                        \
    CODE(FORMAT_UNKNOWN_KEY, 10, "A key that this mapping does not have.")                                  \
    CODE(FORMAT_MISSING_KEY, 11, "A key that this mapping must have is not there.")                         \
    CODE(FORMAT_NO_UNIT, 12, "A duration has no unit.")                                                     \
    CODE(FORMAT_COMMA, 13, "A number has a decimal comma; files have decimal points.")                      \
    CODE(FORMAT_UNKNOWN_UNIT, 14, "A unit that is none of s, min, h, d, wk, mo and y.")                     \
    CODE(FORMAT_NO_DURATION, 15, "Something else stands where a duration should.")                          \
    CODE(FORMAT_NO_PROBABILITY, 16, "A probability is malformed, or not between 0 and 1.")                  \
    CODE(FORMAT_NO_RATE, 17, "A rate is malformed.")                                                        \
    CODE(FORMAT_NO_DATE, 18, "A date, a time of day or weekdays are malformed.")                            \
    CODE(FORMAT_SHARES, 19, "Shares that belong together do not sum to 1.")                                 \
    CODE(FORMAT_LAW, 20, "A distribution that does not exist, or whose parameters contradict each other.")  \
    CODE(FORMAT_TYPE, 21, "A value is of the wrong type.")                                                  \
    CODE(FORMAT_RANGE, 22, "A number is out of its range, or there are too many of something.")             \
    CODE(FORMAT_TOGETHER, 23, "Keys that exclude each other, or that must come together.")                  \
    CODE(FORMAT_VERSION, 24, "The version of the format is missing, or another than 1.")                    \
    CODE(FORMAT_STEP_NAME, 25, "A step has no name, or two steps of one pathway have the same.")            \
    CODE(FORMAT_COLUMN, 26, "A CSV file or its column can't be read.")
/* clang-format on */

#define FORMAT_CODE_CONSTANT(name, number, sentence) name = number,
enum format_code { FORMAT_CODES(FORMAT_CODE_CONSTANT) };
#undef FORMAT_CODE_CONSTANT

/* The sentence that explains a code; NULL for one that is not the format's. */
const char *format_code_sentence(unsigned code);

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
void complain(struct complainer *to, enum format_code code, struct cartsim_place place,
              const struct format_path *path, const char *format, ...) __attribute__((format(printf, 5, 6)));
/* "PATH: expected EXPECTED, got 'x'" (or a list, a mapping, nothing). */
void complain_expected(struct complainer *to, enum format_code code, const struct tree *node,
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
                       const struct format_path *path, enum format_code malformed, const char *expected,
                       const char *range);

#endif
