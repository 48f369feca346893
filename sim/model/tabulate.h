/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_MODEL_TABULATE_H
#define CARTSIM_MODEL_TABULATE_H

#include "model/model.h"

/*
 * Gives tables to the laws that take long to invert (law_tabulated), where the model's run draws them often
 * enough to pay for it; to be called before the model is shared. No result depends on it: not on whether it
 * was called, nor on which laws found memory.
 */
void model_tabulate(struct model *model);

#endif
