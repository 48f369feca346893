/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_UNCERTAIN_H
#define CARTSIM_SCENARIO_UNCERTAIN_H

#include "scenario/complaints.h"
#include "scenario/format_walk.h"

/*
 * What else a number may be, written beside it: {value: 25%, uncertain: 1 of 4}.
 *
 *     14 d to 18 d            anything between, each value as likely; of whole numbers both ends too
 *     1 of 4                  of a probability: seen in 1 of 4
 *     interval 1.1 to 2.0     a published interval of 95%, of what is above 0: lognormal
 *     times 0.8 to 1.25       the number, or every duration of a distribution, times a factor with that
 *                             interval of 95%: lognormal
 */
enum uncertain_form { UNCERTAIN_RANGE, UNCERTAIN_COUNT, UNCERTAIN_INTERVAL, UNCERTAIN_TIMES };

struct uncertain_number {
    const char *path;  /* as --set takes it */
    const char *text;  /* as written behind `uncertain:` */
    const char *grade; /* of the number: measured, published, expert or assumption */
    enum uncertain_form form;
    /* RANGE, INTERVAL: ends as numbers: seconds, events a second, growth a year, or as they are; COUNT:
     * events, and of how many; TIMES: factors. */
    double low, high;
    enum format_scalar scalar;
    const struct tree *value;
    struct format_site site;
};

struct uncertain_numbers {
    struct uncertain_number *list; /* in the order of the file */
    size_t count, room;
};

/* Of a tree that is otherwise sound: says what is wrong with any. */
bool uncertain_check(struct complainer *to, const struct tree *root);
/* All of a sound tree, in the arena. false: no memory. */
bool uncertain_collect(struct arena *arena, const struct tree *root, struct uncertain_numbers *numbers);

/* "PATH=VALUE", with a number as in low and high (of COUNT: a probability). NULL: the arena is full. */
const char *uncertain_set(struct arena *arena, const struct uncertain_number *number, double value);
/* The same value for people: "16.5 d", "12.3%", "times 0.8". */
const char *uncertain_words(struct arena *arena, const struct uncertain_number *number, double value);

#endif
