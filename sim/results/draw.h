/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_RESULTS_DRAW_H
#define CARTSIM_RESULTS_DRAW_H

#include <stdio.h>

#include "scenario/scenario.h"

enum draw_result { DRAW_FINE, DRAW_NO_MEMORY, DRAW_NOT_WRITTEN };

/*
 * The pathways of a scenario that was checked, as one SVG of A4 pages: what happens to a patient from the top
 * down, beside it what lasts from one moment to another. No text is smaller than 7 pt in print. All is
 * reckoned in whole hundredths of a millimetre, so that the same scenario gives the same bytes everywhere.
 */
enum draw_result results_draw(FILE *to, const struct scenario *scenario);

#endif
