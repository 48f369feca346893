/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_BASE_NEAREST_H
#define CARTSIM_BASE_NEAREST_H

#include <stddef.h>

/* The name nearest to `word` (Damerau-Levenshtein distance at most max(1, length / 3)), or NULL. Ties: the
 * first. */
const char *nearest_name(const char *word, const char *const *names, size_t count);

#endif
