/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_RESULTS_DRAW_LAYOUT_H
#define CARTSIM_RESULTS_DRAW_LAYOUT_H

#include "results/draw_plan.h"

/*
 * Where everything stands on one endless strip of a given width, which is cut into slices: the columns of
 * pages. All sizes are in hundredths of a millimetre.
 */
enum {
    TEXT_SIZE = 252, /* the smallest text, at 100%: 7.1 pt */
    NAME_SIZE = 275,
    HEADING_SIZE = 400,
    TITLE_SIZE = 480
};

struct sizes {
    int scale; /* per cent of the smallest that can be read */
    int text, name, heading;
    int pitch;  /* from line to line */
    int pad;    /* between a frame and its words */
    int gap;    /* between boxes one below the other: room for an arrow */
    int indent; /* of steps inside a step */
    int icon;
    int lane;  /* of a span */
    int again; /* of an arrow back */
    int least; /* width of a column beside another */
};

struct layout {
    struct arena *arena; /* for lines and spans: those of the layout before are forgotten */
    struct plan *plan;
    struct sizes sizes;
    int width;
    int slice;      /* the strip is cut after each so many: nothing that is read lies across a cut */
    bool beside;    /* tables stand beside the last pathway, not below it */
    bool too_small; /* out: something does not fit into a slice */
    int broken;     /* out: cuts through pathways */
};

/* Lays the whole plan out. False: the strip is too narrow or its slices too short. */
bool layout_plan(struct layout *layout);
/* The first y from `y` on from which `height` has room before the next cut. */
int layout_fit(struct layout *layout, int y, int height);

/* Its parts. Each gives the y below what it laid out. */
int layout_box(struct layout *layout, struct box *box, int x, int y, int w);
int layout_group(struct layout *layout, struct group *group, int x, int y, int w);
/* As many side by side as have room. */
int layout_grid(struct layout *layout, struct group *group, int x, int y, int w, int least);

/* Finds the spans of a section that has been laid out, and their lanes; more lanes than before only if they
 * may grow. */
void layout_spans(struct layout *layout, struct section *section, bool may_grow);

#endif
