/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_VALIDATION_LOAD_H
#define CARTSIM_VALIDATION_LOAD_H

#include "model/compile.h"
#include "validation/validation.h"

/* A scenario of the shelf with sets[SETS_MAX], up to the first NULL. */
struct loaded {
    struct scenario *scenario;
    struct model *model;
};

/* false: why not stands in trouble, with the place. unload in any case. */
bool load_case(const char *scenario, const char *const *sets, struct loaded *loaded, char *trouble,
               size_t size);
void unload(struct loaded *loaded);

#endif
