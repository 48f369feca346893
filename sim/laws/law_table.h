/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_LAWS_LAW_TABLE_H
#define CARTSIM_LAWS_LAW_TABLE_H

#include "laws/law_internal.h"

/* A segment fills one line of memory: 42 KiB a law at most. */
enum { TABLE_OCTAVES = 10, TABLE_CELLS = TABLE_OCTAVES * 32 };

/* y = first + t (slope + t (square + t (cube + t fourth))) with t = v - from, held within least and most. */
struct law_segment {
    double from, first, slope, square, cube, fourth, least, most;
};

struct law_table {
    uint64_t base[2];                   /* of the lower and the upper tail: the first cell */
    uint16_t places[2][TABLE_CELLS];    /* the segment of each cell; 0: none, invert */
    const struct law_segment *segments; /* [0] is none */
    double reach, span;                 /* the greatest value in it, and its distance from the least */
};

/* How far a quantile from a table may be off, as a share of the table's span: the distance between the
 * quantiles at its ends. These are the law's at 1/2048 and 2047/2048, of a truncated law held to min and max;
 * from beyond the median on, one is at 1/2048 to 1/1024 of what is left. */
#define LAW_TABLE_BOUND 1e-9

/* The inversion of law_invert from the law's table, where it has one and that reaches. */
double law_inverse(const struct law *law, struct tails u);

#endif
