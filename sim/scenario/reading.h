/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_READING_H
#define CARTSIM_SCENARIO_READING_H

/*
 * Codes of what can be wrong before the format is looked at. Public and stable, like those of complaints.h,
 * where the unknown name, E004, is at home.
 */
enum reading_code {
    READING_FILE = 1,      /* a file can't be read */
    READING_SYNTAX = 2,    /* it is no YAML, or YAML that the format has no use for, or too much of it */
    READING_DUPLICATE = 3, /* a key is given twice */
    READING_MERGE = 5,     /* a file and what it extends don't fit together */
    READING_SET = 6,       /* a --set is malformed, or leads nowhere */
};

#endif
