/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_BASE_CODES_H
#define CARTSIM_BASE_CODES_H

/*
 * Every code of a fault, with its number and its title: the one place that says them. Public and stable:
 * what a number has meant once it means for ever. Below 10 are the reading and merging of files, from 10 the
 * format, from 30 the model, from 50 a run; from 100 on they are warnings. What `cartsim explain` says of
 * each stands in commands/explanations.c.
 */
/* clang-format off */
#define FAULT_CODES(CODE)                                                                                   \
    CODE(READING_FILE, 1, "a file can't be read")                                                           \
    CODE(READING_SYNTAX, 2, "not YAML, or more of YAML than a scenario needs")                              \
    CODE(READING_DUPLICATE, 3, "a key is given twice")                                                      \
    CODE(FORMAT_UNKNOWN_NAME, 4, "a name that nothing has")                                                 \
    CODE(READING_MERGE, 5, "a file and what it extends don't fit together")                                 \
    CODE(READING_SET, 6, "a --set is malformed, or leads nowhere")                                          \
    CODE(READING_RESULTS, 7, "results that can't be run again")                                             \
    CODE(READING_EXTENDED, 8, "results that can't be extended")                                             \
    CODE(FAULT_MEMORY, 9, "out of memory")                                                                  \
    CODE(FORMAT_UNKNOWN_KEY, 10, "an unknown key")                                                          \
    CODE(FORMAT_MISSING_KEY, 11, "a key is missing")                                                        \
    CODE(FORMAT_NO_UNIT, 12, "a duration without a unit")                                                   \
    CODE(FORMAT_COMMA, 13, "a decimal comma")                                                               \
    CODE(FORMAT_UNKNOWN_UNIT, 14, "an unknown unit")                                                        \
    CODE(FORMAT_NO_DURATION, 15, "no duration")                                                             \
    CODE(FORMAT_NO_PROBABILITY, 16, "no probability")                                                       \
    CODE(FORMAT_NO_RATE, 17, "no rate")                                                                     \
    CODE(FORMAT_NO_DATE, 18, "no date, time of day, weekday or opening hours")                              \
    CODE(FORMAT_SHARES, 19, "shares that don't sum to 1")                                                   \
    CODE(FORMAT_LAW, 20, "a distribution that doesn't exist or can't be")                                   \
    CODE(FORMAT_TYPE, 21, "the wrong kind of value")                                                        \
    CODE(FORMAT_RANGE, 22, "out of range, or too many")                                                     \
    CODE(FORMAT_TOGETHER, 23, "keys that exclude each other, or need each other")                           \
    CODE(FORMAT_VERSION, 24, "the version of the format")                                                   \
    CODE(FORMAT_STEP_NAME, 25, "the name of a step")                                                        \
    CODE(FORMAT_COLUMN, 26, "a CSV file or its column can't be read")                                       \
    CODE(FORMAT_PRECISION, 27, "a precision that can't be asked for")                                       \
    CODE(FAULT_CASES, 30, "a choice by attribute leaves a value out")                                       \
    CODE(FAULT_REPEAT, 31, "a repeat that can't be followed")                                               \
    CODE(FAULT_NEVER_STARTS, 32, "nobody can ever be booked")                                               \
    CODE(FAULT_WINDOW, 33, "a risk's window can never open")                                                \
    CODE(FAULT_MOMENT, 34, "a moment that can't be")                                                        \
    CODE(FAULT_PATHWAY, 35, "patients who can't come so")                                                   \
    CODE(FAULT_CLAIM, 36, "a step asks for what a resource can't give")                                     \
    CODE(FAULT_NEVER_MEET, 37, "appointments that never come together")                                     \
    CODE(FAULT_ENDLESS, 38, "a repeat without end")                                                         \
    CODE(FAULT_DEADLOCK, 50, "patients wait for each other, for ever")                                      \
    CODE(FAULT_LOOP, 51, "a patient goes round without time passing")                                       \
    CODE(FAULT_CROWD, 52, "too many patients under way")                                                    \
    CODE(FAULT_EVENTS, 53, "too many events")                                                               \
    CODE(FAULT_KEPT, 54, "too much to keep")                                                                \
    CODE(WARNING_NEVER_RELEASED, 101, "held and never released")                                            \
    CODE(WARNING_UNUSED, 102, "a resource that nobody uses")                                                \
    CODE(WARNING_OVERLOAD, 103, "more is asked for than can ever be given")                                 \
    CODE(WARNING_UNREACHED, 104, "a pathway that nobody follows")                                           \
    CODE(WARNING_NOBODY, 105, "a step that nobody reaches")                                                 \
    CODE(WARNING_WINDOW, 106, "a risk's window whose end comes first")                                      \
    CODE(WARNING_NEVER_MEASURED, 107, "a measure that counts nobody")                                       \
    CODE(WARNING_NOT_HELD, 108, "given back but never held")                                                \
    CODE(WARNING_CLOSED, 109, "closed for as long as is observed")                                          \
    CODE(WARNING_MAY_CIRCLE, 110, "patients may come to wait for each other")                               \
    CODE(WARNING_CIRCLES, 130, "patients waited for each other until a risk struck")
/* clang-format on */

#define FAULT_CODE_CONSTANT(name, number, title) name = number,
enum fault_code { FAULT_CODES(FAULT_CODE_CONSTANT) };
#undef FAULT_CODE_CONSTANT

enum { FIRST_WARNING = 100 };

#endif
