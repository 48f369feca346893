/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_MODEL_COMPILE_H
#define CARTSIM_MODEL_COMPILE_H

#include "model/model.h"
#include "scenario/scenario.h"

/*
 * Compiles a scenario. Names are resolved here, and what can be seen to be wrong only between parts of the
 * scenario (a repeat that goes forward, a bed never given back, ...) is found here; faults already reported
 * by the format are passed over in silence. Returns NULL when an error was added (or reported before);
 * warnings do not hinder.
 */
struct model *model_compile(const struct scenario *scenario, struct cartsim_faults *faults);
void model_free(struct model *model);

#endif
