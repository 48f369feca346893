/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_RESULTS_CSV_CELLS_H
#define CARTSIM_RESULTS_CSV_CELLS_H

#include <stdio.h>

/* Cells of CSV files: RFC 4180, a comma between cells, a line feed after rows, a point in numbers. */

/* One cell made of some texts; NULL ends them. In quotes when any of them asks for it. */
void csv_cell(FILE *to, const char *const *texts);
/* A further cell of the row. */
void csv_next_text(FILE *to, const char *text);

#endif
