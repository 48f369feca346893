/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_BASE_UTF8_H
#define CARTSIM_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Characters in UTF-8 text. Columns count characters, so places and carets need to step over whole ones. A
 * byte that begins no well-formed character (RFC 3629: no overlong forms, no surrogates) counts as one of its
 * own.
 */

/* Bytes of the well-formed character that text begins with, 1 to 4; 0 for none. `size` bytes may be read. */
size_t utf8_character(const char *text, size_t size);
/* Bytes to step over one character: as above, but 1 for a bad byte. size must be above 0. */
size_t utf8_step(const char *text, size_t size);
/* Whether it is a control character (C0, DEL, C1), which could command a terminal. `step` bytes, at least 1.
 */
bool utf8_commands(const char *text, size_t step);
/* How many characters the first `size` bytes of text hold. */
size_t utf8_count(const char *text, size_t size);

#endif
