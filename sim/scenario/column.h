/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_COLUMN_H
#define CARTSIM_SCENARIO_COLUMN_H

#include "scenario/complaints.h"

/*
 * One column of a CSV file.
 *
 * The first line names the columns; cells are parted by commas, or by semicolons where the first line has no
 * comma; a cell may stand in double quotes. A line of nothing is passed over. The file is looked for beside
 * the scenario file that names it. At most FORMAT_ROWS_MAX rows of COLUMN_LINE_MAX bytes.
 */
enum { COLUMN_LINE_MAX = 1 << 16 };

/* A cell: a text node with its place in the CSV file. It lives for the call only. */
typedef void column_visitor(void *context, const struct tree *cell);

/* Calls visit for each cell of the column that `map` names with file: and column:, and keeps what it read
 * where the map has room for it (kept.h). False after a complaint about the file; what is in the cells is the
 * visitor's matter. */
bool column_each(struct complainer *to, const struct tree *map, const struct format_path *path,
                 column_visitor *visit, void *context);

/* The path of the file that the node names: beside the scenario file it stands in; absolute ones as they are.
 */
const char *column_file(struct arena *arena, const struct tree *name);

/* A cell as a duration: "12 d", or a bare number of days. Complains of anything else. */
bool column_duration(struct complainer *to, const struct tree *cell, const struct format_path *path,
                     double *seconds);

#endif
