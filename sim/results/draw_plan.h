/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_RESULTS_DRAW_PLAN_H
#define CARTSIM_RESULTS_DRAW_PLAN_H

#include <stdbool.h>

#include "scenario/scenario.h"

/*
 * What is to be drawn: boxes with words in them, in groups. Where they come to stand is decided later
 * (draw_layout.h), which fills in the second half of each struct.
 */
enum box_kind { BOX_STEP, BOX_RISK, BOX_ENTRY, BOX_EXIT, BOX_HEADING, BOX_RESOURCE, BOX_MEASURE, BOX_KEY };

/* The small sign before a row. */
enum icon {
    ICON_NONE,
    ICON_SLOT,  /* an appointment */
    ICON_UNITS, /* needed for this step */
    ICON_HOLD,  /* held from here on */
    ICON_GIVE,  /* given back */
    ICON_FAIL,
    ICON_CLOCK,
    ICON_IF,
    ICON_AGAIN
};

struct row {
    enum icon icon;
    int indent;
    const char *text;
    const char *pill; /* an outcome, drawn as an exit behind the text; NULL: none */
    struct row *next;
};

/* What is printed: a line of a row, broken to the width. */
struct line {
    int x, y; /* of the baseline's left end, from the box's corner */
    int size;
    bool bold;
    enum icon icon; /* to the left of it, or ICON_NONE */
    const char *text;
    const char *pill, *outcome; /* as shown, and in full */
    int pill_x, pill_y, pill_w;
};

enum group_kind { GROUP_BODY, GROUP_MEANWHILE, GROUP_ROUTE };

struct box;
struct group {
    enum group_kind kind;
    const char *label; /* NULL: none */
    struct box *owner; /* NULL: the pathway itself */
    struct box *first, *last;
    struct group *next;
    int again_lanes; /* for arrows back from its items to its items */
    /* laid out */
    int x, y, w, h;
    int label_h;
};

/* A step that a failure goes back to, and which lane of the target's group the arrow takes. */
struct again {
    struct box *target;
    int lane;
    struct again *next;
};

struct box {
    enum box_kind kind;
    int number;       /* of a risk or measure, from 1; of a key; of a step above 0: arrows lead back to it */
    const char *name; /* as in the scenario */
    const char *shown, *time;
    struct row *rows, *last_row;
    int row_count, rows_left_out;
    bool partial; /* not everybody comes here */
    bool ends;    /* nobody goes on from here */
    struct group *groups;
    struct group *home;
    struct again *agains;
    const struct tree *source;
    struct box *next;
    /* laid out */
    int x, y, w, h;
    int head; /* of h, what the words take */
    struct line *lines;
    int line_count;
};

/* What lasts from one moment to another, drawn along the way. */
enum span_kind { SPAN_MEASURE, SPAN_HELD, SPAN_RISK, SPAN_KINDS };

struct span {
    enum span_kind kind;
    const char *label, *title;
    int y0, y1;
    int top, bottom; /* with its label, which may be longer */
    int lane;        /* from the way outwards; NONE: there is no room for it */
};

/* One pathway with all that belongs to it. */
struct section {
    const char *name;
    struct group entries, flow;
    struct box heading, exit;
    struct group risks;
    struct section *next;
    /* laid out */
    int y0, y1, w;
    struct span *spans;
    int span_count;
    int lanes[SPAN_KINDS];  /* how many of each kind */
    int lane_x[SPAN_KINDS]; /* where the first of them stands */
};

/* What the key explains, in the order in which it does. */
enum key {
    KEY_STEP,
    KEY_PARTIAL,
    KEY_MEANWHILE,
    KEY_ROUTE,
    KEY_LEAVES,
    KEY_AGAIN,
    KEY_HELD,
    KEY_RISK,
    KEY_MEASURE,
    KEY_COUNT
};

struct plan {
    struct arena *arena;
    const struct tree *root;
    const char *title;
    struct section *sections;
    struct box resources_heading, measures_heading, key_heading;
    struct group resources, measures, keys;
    bool uses[KEY_COUNT];
    int depth;  /* of steps in steps, at most */
    int height; /* laid out */
};

/* Built in the arena. */
void plan_build(struct plan *plan, struct arena *arena, const struct scenario *scenario);

/* The parts of it: a list of steps with all inside it, and the rows of a failure. */
void plan_steps(struct plan *plan, struct group *group, const struct tree *list, int depth);
void plan_row(struct plan *plan, struct box *box, enum icon icon, int indent, const char *text,
              const char *pill);
struct box *plan_box(struct plan *plan, struct group *group, enum box_kind kind, const char *name);
/* Finds the targets of repeats, once a whole list is there. */
void plan_agains(struct plan *plan, struct group *group);
/* The box of that step at any depth, or NULL. */
struct box *plan_find(const struct group *group, const char *name);
bool plan_enabled(const struct tree *map);

#endif
