/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_DEFAULTS_H
#define CARTSIM_SCENARIO_DEFAULTS_H

#include "scenario/format_table.h"
#include "scenario/tree.h"

/*
 * What holds for a key that is not written, in the format's own words. The model starts from these texts,
 * `cartsim show --defaults` writes them out, and `cartsim diff` takes them for what they stand for.
 */
struct format_default {
    enum format_kind_id kind;
    const char *key;
    const char *text; /* NULL: no value says it, `words` do */
    const char *with; /* the key that must be there for this one to be written; NULL: none */
    const char *words;
};

extern const struct format_default format_defaults[];
extern const size_t format_default_count;

/* The value that is in force without the key; NULL when none is. In a mapping of one's own names (factors,
 * say) the key does not matter. */
const char *format_default_text(enum format_kind_id kind, const char *key);
/* The same as a node to be read like one that was written; its text is NULL when there is none. */
struct tree format_default_node(enum format_kind_id kind, const char *key);
/* All of a kind as a mapping; NULL when the arena is full. */
struct tree *format_default_map(struct arena *arena, enum format_kind_id kind);

#endif
