/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_LAW_READER_H
#define CARTSIM_SCENARIO_LAW_READER_H

#include "laws/law.h"
#include "scenario/complaints.h"

/* As value_law, for a value that stands at `path`; the law and the texts of complaints are made in to->arena.
 */
const struct law *law_read(struct complainer *to, const struct tree *node, const struct format_path *path);

#endif
