/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_FORMAT_RULES_H
#define CARTSIM_SCENARIO_FORMAT_RULES_H

#include "scenario/complaints.h"
#include "scenario/format_table.h"

/*
 * What the keys of one mapping owe each other: which exclude each other, which must come together, and the
 * few relations of their values (a closure ends after it begins). Rules of presence are a table, for the JSON
 * Schema.
 */
enum format_relation {
    RELATION_ONE,   /* exactly one of the keys */
    RELATION_MOST,  /* one of the keys at most */
    RELATION_SOME,  /* one of the keys at least */
    RELATION_NEEDS, /* the first needs the second */
};

enum { RULE_KEYS_MAX = 4 };

struct format_rule {
    enum format_kind_id kind;
    enum format_relation relation;
    const char *keys[RULE_KEYS_MAX]; /* NULL: no more */
    const char *mend;                /* what to write, or NULL */
};

extern const struct format_rule format_rules[];
extern const size_t format_rule_count;

/* The name of a key of the kind's own that an unknown key was most likely meant to be, or NULL. */
const char *format_key_nearest(enum format_kind_id kind, const char *key);
/* Whether the mapping has the key, a misspelt one included (which has been complained about already). */
bool format_key_given(enum format_kind_id kind, const struct tree *map, const char *key);

/* Holds a mapping whose keys and values were checked against its kind's rules. False after a complaint. */
bool format_rules_check(struct complainer *to, enum format_kind_id kind, const struct tree *map,
                        const struct format_path *path);

#endif
