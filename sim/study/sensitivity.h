/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STUDY_SENSITIVITY_H
#define CARTSIM_STUDY_SENSITIVITY_H

#include "results/sensitivity.h"
#include "study/design.h"
#include "study/study.h"

/* The answer of a study whose first variant is the scenario as it is, and whose others are the points of the
 * design, for figures that the scenario has; in the arena. false: no memory. */
bool sensitivity_make(struct arena *arena, const struct design *design, const struct study *study,
                      const char *const *names, size_t name_count, struct sensitivity *sensitivity);

#endif
