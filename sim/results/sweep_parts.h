/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_RESULTS_SWEEP_PARTS_H
#define CARTSIM_RESULTS_SWEEP_PARTS_H

#include "results/sweep.h"
#include "results/texts.h"

/* What the page of a sweep and its pictures share. */
enum { SWEEP_WIDTH = 100 };

/* The values of a point: "5", or "5, 2" of several keys. */
struct words point_words(const struct sweep *sweep, size_t point);
/* The scenario's, or "". */
const char *sweep_currency(const struct sweep *sweep);

/* One picture: a row a point with its interval on a scaled axis; or, of two keys with not too many values, a
 * table with a shade a cell. */
void put_sweep_picture(FILE *to, const struct sweep *sweep, const struct sweep_line *line);

#endif
