/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/format_walk.h"

#include <string.h>

static const struct format_type root_type = {.map = KIND_ROOT};
const struct format_site format_root = {TYPE_NONE, false};

static const struct format_type *type_of(struct format_site site)
{
    return site.type == TYPE_NONE ? &root_type : &format_types[site.type];
}

bool format_is_evidence(const char *key)
{
    const struct format_key *found = key ? format_key_find(KIND_EVIDENCE, key) : NULL;
    return found && !found->required;
}

const struct tree *format_shape(const struct tree *law)
{
    for (const struct tree *child = tree_first(law); child; child = child->next)
        if (child->key && format_law_find(child->key))
            return child;
    return NULL;
}

enum format_form format_form(struct format_site site, const struct tree *node)
{
    const struct format_type *type = type_of(site);
    if (type->scalar == SCALAR_ANY)
        return FORM_FREE;
    bool weighed = site.shape && tree_get(node, "weight"); /* {value: 3 d, weight: 2} */
    if (type->evidence && tree_get(node, "value") && !weighed)
        return FORM_EVIDENCE;
    if (site.shape && node->kind != TREE_TEXT)
        return FORM_SHAPE;
    if (type->by != TYPE_NONE && tree_get(node, "by"))
        return FORM_BY;
    if (type->scalar == SCALAR_LAW && node->kind == TREE_MAP)
        return FORM_LAW;
    if (node->kind == TREE_TEXT)
        return FORM_SCALAR;
    return node->kind == TREE_LIST ? FORM_LIST : FORM_MAP;
}

enum format_kind_id format_kind_at(struct format_site site, const struct tree *node)
{
    return format_form(site, node) == FORM_MAP ? type_of(site)->map : KIND_NONE;
}

/* Items are durations ({value: ..., source: ...} too), or the parameters of one part of the distribution. */
static struct format_site enter_shape(const struct tree *node, const struct tree *child)
{
    if (node->kind == TREE_MAP)
        return (struct format_site){format_parameter_type(child->key), false};
    bool part = tree_get(child, "weight") != NULL;
    return (struct format_site){part ? TYPE_LAW : TYPE_DURATION, part};
}

static enum format_type_id type_of_key(enum format_kind_id kind, const char *name, enum format_type_id other)
{
    const struct format_key *key = format_key_find(kind, name);
    return key && key->type != TYPE_ANY ? key->type : other;
}

struct format_site format_enter(struct format_site site, const struct tree *node, const struct tree *child)
{
    const struct format_type *type = type_of(site);
    enum format_kind_id kind = type->map;
    struct format_site inside = {TYPE_ANY, false};
    switch (format_form(site, node)) {
    case FORM_EVIDENCE: inside.type = type_of_key(KIND_EVIDENCE, child->key, site.type); break;
    case FORM_BY: inside.type = type_of_key(KIND_BY, child->key, type->by); break;
    case FORM_LAW:
        inside.shape = format_law_find(child->key) != NULL;
        inside.type = inside.shape                     ? TYPE_LAW
                      : format_is_evidence(child->key) ? format_key_find(KIND_EVIDENCE, child->key)->type
                                                       : TYPE_DURATION;
        break;
    case FORM_SHAPE: return enter_shape(node, child);
    case FORM_LIST: inside.type = type->list; break;
    case FORM_MAP: {
        const struct format_key *key = format_key_find(kind, child->key);
        inside.type = key ? key->type : format_kinds[kind].others;
        break;
    }
    case FORM_SCALAR:
    case FORM_FREE: break;
    }
    return inside;
}

bool format_names_file(struct format_site site, const struct tree *node, const struct tree *child)
{
    enum format_form form = format_form(site, node);
    bool place = form == FORM_SHAPE || (form == FORM_MAP && format_kind_at(site, node) == KIND_ARRIVALS);
    return place && child->key && strcmp(child->key, "file") == 0 && child->kind == TREE_TEXT;
}
