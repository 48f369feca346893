/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_RESULTS_DRAW_TEXT_H
#define CARTSIM_RESULTS_DRAW_TEXT_H

#include <stdbool.h>

#include "base/arena.h"

/*
 * How much room a text takes, without asking any font: the widths are those of DejaVu Sans, which is wider
 * than Helvetica, Arial and Liberation Sans. Sizes and widths are in hundredths of a millimetre.
 */
int text_width(const char *text, int size, bool bold);

/* Breaks text into at most `most` lines no wider than `width`, at spaces where it can; what does not fit ends
 * in an ellipsis. Returns how many lines[] were set. */
int text_wrap(struct arena *arena, const char *text, int width, int size, bool bold, const char **lines,
              int most);

/* The text cut to the width, with an ellipsis if anything was cut. */
const char *text_shorten(struct arena *arena, const char *text, int width, int size, bool bold);

#endif
