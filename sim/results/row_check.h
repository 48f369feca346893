/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_RESULTS_ROW_CHECK_H
#define CARTSIM_RESULTS_ROW_CHECK_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* Whether a file holds just these lines, which come piece by piece. */
enum { ROW_SHOWN = 240 };

struct row_check {
    FILE *old;
    bool differs;
    uint64_t line;         /* the last that is the same; when it differs, the first that does */
    char there[ROW_SHOWN]; /* that line in the file and as it came, cut; empty: there is none */
    char now[ROW_SHOWN];
};

/* 0, or an errno: ENOENT when there is no such file. Only regular files. */
int row_check_open(struct row_check *check, const char *path);
/* Whole lines; nothing is looked at once something differs. */
void row_check_take(struct row_check *check, const char *lines, size_t size);
/* No more lines come. */
void row_check_end(struct row_check *check);
/* Harmless on a zeroed struct. */
void row_check_close(struct row_check *check);

#endif
