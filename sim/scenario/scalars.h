/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_SCALARS_H
#define CARTSIM_SCENARIO_SCALARS_H

#include "scenario/complaints.h"
#include "scenario/format_table.h"

/*
 * One scalar held against its type. False after a complaint, or when the node was complained about before; a
 * list or a mapping is complained about too. SCALAR_SOURCE is taken for a text: what sources there are the
 * root knows.
 */
bool scalar_check(struct complainer *to, const struct tree *node, enum format_type_id type,
                  const struct format_path *path);

#endif
