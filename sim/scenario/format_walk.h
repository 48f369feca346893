/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_FORMAT_WALK_H
#define CARTSIM_SCENARIO_FORMAT_WALK_H

#include "scenario/format_table.h"
#include "scenario/tree.h"

/*
 * What stands where, for who walks a sound tree beside the format table: a value of which type, written in
 * which of its forms.
 */
enum format_form {
    FORM_SCALAR,
    FORM_FREE,     /* anything: not looked into */
    FORM_LIST,     /* items of one type */
    FORM_MAP,      /* of a kind */
    FORM_EVIDENCE, /* {value: ..., source: ..., grade: ..., why: ...} */
    FORM_BY,       /* {by: ATTRIBUTE, VALUE: ..., otherwise: ...} */
    FORM_LAW,      /* {NAME: ..., min: ..., max: ...} */
    FORM_SHAPE     /* what stands under NAME: parameters, or a list of them or of durations */
};

struct format_site {
    enum format_type_id type;
    bool shape; /* under the name of a distribution */
};

extern const struct format_site format_root;

enum format_form format_form(struct format_site site, const struct tree *node);
/* The kind of a FORM_MAP; KIND_NONE otherwise. */
enum format_kind_id format_kind_at(struct format_site site, const struct tree *node);
/* The site of a child of the node. */
struct format_site format_enter(struct format_site site, const struct tree *node, const struct tree *child);
/* The child of a FORM_LAW that names the distribution. */
const struct tree *format_shape(const struct tree *law);
/* source, grade or why. */
bool format_is_evidence(const char *key);
/* A file: that names a CSV file. */
bool format_names_file(struct format_site site, const struct tree *node, const struct tree *child);

#endif
