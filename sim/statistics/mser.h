/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STATISTICS_MSER_H
#define CARTSIM_STATISTICS_MSER_H

#include <stdbool.h>
#include <stddef.h>

/*
 * MSER-5 (White 1997, Simulation 69:323; Franklin & White 2008, Proc Winter Sim Conf, 541): a series is cut
 * into batches of five, and as many of the first batches are left out as make the squared standard error of
 * the mean of the rest least, S(d) = sum over i > d of (z_i - mean)^2 / (b - d)^2. The last quarter of the
 * batches, and the last MSER_KEPT, are never left out: few that follow each other are alike by chance.
 */
enum { MSER_BATCH = 5, MSER_KEPT = 5 };

struct mser {
    size_t cut;       /* values to leave out: a multiple of MSER_BATCH */
    bool second_half; /* the cut is in the second half: the rule's own warning that the series is too short */
};

/* false: fewer values than 2 MSER_KEPT batches. */
bool mser_cut(const double *values, size_t count, struct mser *mser);

#endif
