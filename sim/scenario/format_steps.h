/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_FORMAT_STEPS_H
#define CARTSIM_SCENARIO_FORMAT_STEPS_H

#include "scenario/complaints.h"

/*
 * The steps of one pathway (a list) or of one risk (a mapping with steps), at any depth: no two may have the
 * same name. *steps counts those seen so far; there may be FORMAT_STEPS_MAX in all. False after a complaint.
 */
bool format_steps_check(struct complainer *to, const struct tree *node, const struct format_path *path,
                        size_t *steps);

#endif
