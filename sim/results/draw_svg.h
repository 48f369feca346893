/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_RESULTS_DRAW_SVG_H
#define CARTSIM_RESULTS_DRAW_SVG_H

#include <stdio.h>

#include "results/draw_layout.h"

/*
 * Writes a plan that was laid out as SVG. The strip's slices go to the columns of pages, which stand below
 * one another in one file.
 */
struct sheet {
    int page_w, page_h; /* of one page */
    int pages, columns;
    int margin, between; /* between columns */
    int top;             /* where columns begin, from the page's upper edge */
};

void svg_write(FILE *to, const struct plan *plan, const struct layout *layout, const struct sheet *sheet);

/* How an area is painted: its colour, and the attributes of its outline (NULL: none). */
struct paint {
    const char *fill, *line;
};

/* A slice of the strip, and where it comes to stand. Everything below is given in the strip's measures. */
struct canvas {
    FILE *to;
    const struct sizes *sizes;
    int y0, y1; /* of the slice */
    int dx, dy; /* from the strip to the page */
};

/* Whether the y lies in the slice. */
bool canvas_has(const struct canvas *canvas, int y);
/* Opens a group with that title; svg_end closes it. */
void svg_begin(const struct canvas *canvas, const char *title);
void svg_end(const struct canvas *canvas);
/* A rectangle; of one that crosses the slice's edge, what lies in the slice, without a line at the cut.
 * style: attributes. */
void svg_rect(const struct canvas *canvas, int x, int y, int w, int h, int round, struct paint paint);
/* style: attributes. */
void svg_line(const struct canvas *canvas, int x0, int y0, int x1, int y1, const char *style);
/* A path in its own coordinates, each a multiple of unit, about (x, y). */
void svg_shape(const struct canvas *canvas, int x, int y, int unit, const char *path, const char *style);
void svg_text(const struct canvas *canvas, int x, int y, int size, bool bold, const char *fill,
              const char *text);
/* Reads from below upwards; (x, y) is its beginning. */
void svg_upright(const struct canvas *canvas, int x, int y, int size, const char *fill, const char *text);
void svg_icon(const struct canvas *canvas, enum icon icon, int x, int y, int size);
/* Text that stands between tags, or in an attribute. */
void svg_escaped(FILE *to, const char *text);

/* What a slice shows, from behind to the front. */
void paint_slice(const struct canvas *canvas, const struct plan *plan);

#endif
