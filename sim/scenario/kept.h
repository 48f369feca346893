/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_KEPT_H
#define CARTSIM_SCENARIO_KEPT_H

#include <stdbool.h>

/*
 * What was read of a CSV file: the one column that is asked for, as a CSV file of that column alone. So a
 * scenario can be read again where its files are no more, and nobody is told of the other columns, which may
 * be patients'.
 */
struct kept_column {
    const char *file, *column;
    char *text; /* malloc'd; NULL: not read */
    bool given; /* it comes from a shelf: no file is looked for */
    struct kept_column *next;
};

#endif
