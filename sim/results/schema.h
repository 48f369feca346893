/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_RESULTS_SCHEMA_H
#define CARTSIM_RESULTS_SCHEMA_H

#include "results/json_writer.h"
#include "scenario/format_table.h"

/*
 * The scenario format as JSON Schema draft-07 for editors, made from the tables of format_table.h and
 * format_rules.h. What it can't say is left to the program: names that refer to names, shares that sum to 1,
 * what two values owe each other. What the program takes it never refuses.
 */

/* Newline at the end; malloc'd, the caller frees it. NULL: no memory. */
char *results_schema(void);

/* How much of a mapping must be there: all of it or, in a file that extends another, what it changes. */
enum schema_extent { EXTENT_WHOLE, EXTENT_CHANGES, EXTENT_COUNT };

/* A schema being built; what is wanted is defined in the end. */
struct schema {
    struct json_writer json;
    bool kinds[EXTENT_COUNT][KIND_COUNT]; /* wanted */
};

/* {"$ref": "#/definitions/NAME"}; spaces of the name become hyphens. */
struct cJSON *schema_reference(struct schema *schema, enum schema_extent extent, const char *name);
/* A definition under that name. */
void schema_define(struct schema *schema, struct cJSON *definitions, enum schema_extent extent,
                   const char *name, struct cJSON *definition);
struct cJSON *schema_kind(struct schema *schema, enum format_kind_id kind, enum schema_extent extent);
/* {"anyOf": [...]}: a value of the type, in any of its forms. */
struct cJSON *schema_value(struct schema *schema, enum format_type_id type, enum schema_extent extent);
void schema_define_scalars(struct schema *schema, struct cJSON *definitions);
/* A scalar as a key of the author's own. */
struct cJSON *schema_own_key(struct schema *schema, enum format_scalar scalar);
/* A distribution as a mapping; whole, and what of one a file that extends may change. */
struct cJSON *schema_law(struct schema *schema, enum schema_extent extent);
void schema_define_laws(struct schema *schema, struct cJSON *definitions);

/* A mapping with these properties; notes under x- are allowed, and `others` is what other keys may have. */
struct cJSON *schema_mapping(struct schema *schema, struct cJSON *properties, struct cJSON *others);
/* Adds a key of the table to the properties. */
void schema_property(struct schema *schema, struct cJSON *properties, const struct format_key *key,
                     enum schema_extent extent);
/* Adds source, grade and why. */
void schema_evidence(struct schema *schema, struct cJSON *properties, enum schema_extent extent);
/* {"required": [name]} */
struct cJSON *schema_required(struct schema *schema, const char *name);

#endif
