/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STUDY_VARY_H
#define CARTSIM_STUDY_VARY_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The values that a question tries for one key of a scenario, as written on the command line:
 *
 *     resources.ward_bed.capacity=2..8         whole numbers, both ends included
 *     pathways.car_t.rest.takes=1..3/0.5 d     in steps of a half, with a unit
 *     resources.ward_bed.capacity=2,4,6..8     a list; commas inside brackets or quotes belong to a value
 */
enum { VARY_MAX = 1000 }; /* values of one key */

struct vary {
    char *path;
    char **values; /* [count] texts, each as --set takes it */
    size_t count;
};

/* false: *trouble says why, and nothing is kept. */
bool vary_read(const char *text, struct vary *vary, const char **trouble);
void vary_release(struct vary *vary);

/* "PATH=VALUE", malloc'd. NULL: no memory. */
char *vary_set(const struct vary *vary, size_t value);

#endif
