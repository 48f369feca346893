/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_MODEL_TWEAK_H
#define CARTSIM_MODEL_TWEAK_H

#include "model/model.h"

/*
 * A little more of one thing, in a compiled model: what each thing in it is worth is found by changing one at
 * a time. Luck is addressed by names, so a model that was changed meets the same luck.
 */
enum tweak_kind {
    TWEAK_UNIT, /* one unit more of a resource; closures stay as they are */
    TWEAK_SLOT, /* one slot more a week, on the weekday that has fewest of those that have any; the first of
                   several */
    TWEAK_STEP, /* a step takes a tenth less, each time */
    TWEAK_RISK, /* a risk's rate or chance is a tenth less */
    /* of all at once: */
    TWEAK_PLENTY,    /* units and slots without end, whenever there are any now */
    TWEAK_NO_FAILURE /* no step fails that may be repeated then, or lead back */
};

struct tweak {
    enum tweak_kind kind;
    int index; /* resource, step or risk */
};

/* Those of one thing at a time: resources that have a limit, steps that take time, risks that may strike.
 * With `list` NULL only counts them. */
int model_tweaks(const struct model *model, struct tweak *list);

/* The weekday of TWEAK_SLOT, 0 monday. */
int tweak_weekday(const struct resource *resource);

/* Changes a model that has no tables yet (model_tabulate). false: no memory. */
bool model_tweak(struct model *model, struct tweak tweak);

#endif
