/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "results/schema.h"

/* Distributions: {NAME: {parameter: value, ...}, min: D, max: D, source: ..., grade: ..., why: ...}. */

static const char *const LAW = "a distribution";
static const struct format_key LIMIT_KEYS[] = {
    {"min", TYPE_DURATION, false, "Only durations from this on: the distribution is conditioned on it."},
    {"max", TYPE_DURATION, false, "Only durations up to this: the distribution is conditioned on it."},
};
enum { LIMIT_COUNT = sizeof LIMIT_KEYS / sizeof *LIMIT_KEYS };

struct cJSON *schema_law(struct schema *schema, enum schema_extent extent)
{
    return schema_reference(schema, extent, LAW);
}

static bool has_parameter(const struct format_law *law, const char *name)
{
    for (int i = 0; i < LAW_PARAMETERS_MAX && law->parameters[i]; i++)
        if (strcmp(law->parameters[i], name) == 0)
            return true;
    return false;
}

/* Whether its limits may stand among its parameters, where they are none themselves. */
static bool takes_limits(const struct format_law *law)
{
    return law->kind != LAW_FIXED && law->kind != LAW_DISCRETE && law->kind != LAW_MIXTURE &&
           law->kind != LAW_SHIFTED && !has_parameter(law, LIMIT_KEYS[0].name);
}

/* {parameter: value, ...}: all of them and no others. */
static struct cJSON *parameters_form(struct schema *schema, const struct format_law *law)
{
    struct cJSON *properties = json_object(&schema->json), *required = json_list(&schema->json);
    for (int i = 0; i < LAW_PARAMETERS_MAX && law->parameters[i]; i++) {
        json_add(&schema->json, properties, law->parameters[i],
                 schema_value(schema, format_parameter_type(law->parameters[i]), EXTENT_WHOLE));
        json_append(&schema->json, required, json_text(law->parameters[i]));
    }
    for (int i = 0; i < LIMIT_COUNT && takes_limits(law); i++)
        schema_property(schema, properties, &LIMIT_KEYS[i], EXTENT_WHOLE);
    struct cJSON *form = schema_mapping(schema, properties, json_boolean(false));
    json_add(&schema->json, form, "required", required);
    json_add_text(&schema->json, form, "description", law->help);
    return form;
}

static struct cJSON *list_of(struct schema *schema, struct cJSON *items)
{
    struct cJSON *list = json_object(&schema->json);
    json_add_text(&schema->json, list, "type", "array");
    json_add(&schema->json, list, "items", items);
    json_add_number(&schema->json, list, "minItems", 1);
    return list;
}

/* What follows the name: appended to the forms of that name. */
static void add_forms(struct schema *schema, struct cJSON *forms, const struct format_law *law)
{
    switch (law->kind) {
    case LAW_FIXED:
        json_append(&schema->json, forms, schema_value(schema, TYPE_DURATION, EXTENT_WHOLE));
        return;
    case LAW_DISCRETE:
    case LAW_MIXTURE:
        json_append(&schema->json, forms, list_of(schema, parameters_form(schema, law)));
        return;
    case LAW_EMPIRICAL:
        json_append(&schema->json, forms, list_of(schema, schema_value(schema, TYPE_DURATION, EXTENT_WHOLE)));
        break;
    default: break;
    }
    json_append(&schema->json, forms, parameters_form(schema, law));
}

/* All forms of the name at `first` as one property; the index behind them. */
static size_t add_law(struct schema *schema, struct cJSON *properties, size_t first)
{
    struct cJSON *value = json_object(&schema->json), *forms = json_list(&schema->json);
    const char *name = format_laws[first].name;
    size_t at = first;
    for (; at < format_law_count && strcmp(format_laws[at].name, name) == 0; at++)
        add_forms(schema, forms, &format_laws[at]);
    json_add(&schema->json, value, "anyOf", forms);
    json_add_text(&schema->json, value, "description", format_laws[first].help);
    json_add(&schema->json, properties, name, value);
    return at;
}

/* Not the limit both beside the name and among the parameters. */
static struct cJSON *not_twice(struct schema *schema, const char *limit)
{
    struct cJSON *condition = json_object(&schema->json), *both = schema_required(schema, limit);
    struct cJSON *properties = json_object(&schema->json);
    for (size_t i = 0; i < format_law_count; i++) {
        if (i > 0 && strcmp(format_laws[i - 1].name, format_laws[i].name) == 0)
            continue;
        struct cJSON *inside = takes_limits(&format_laws[i]) ? schema_required(schema, limit) : NULL;
        if (inside)
            json_add_text(&schema->json, inside, "type", "object");
        json_add(&schema->json, properties, format_laws[i].name, inside ? inside : json_boolean(false));
    }
    json_add(&schema->json, both, "properties", properties);
    json_add(&schema->json, condition, "not", both);
    return condition;
}

static struct cJSON *one_law(struct schema *schema)
{
    struct cJSON *list = json_list(&schema->json);
    for (size_t i = 0; i < format_law_count; i++)
        if (i == 0 || strcmp(format_laws[i - 1].name, format_laws[i].name) != 0)
            json_append(&schema->json, list, schema_required(schema, format_laws[i].name));
    return list;
}

/* A file that extends another may give a distribution limits or evidence, and no name. */
static struct cJSON *definition(struct schema *schema, enum schema_extent extent)
{
    struct cJSON *properties = json_object(&schema->json), *conditions = json_list(&schema->json);
    for (size_t at = 0; at < format_law_count;)
        at = add_law(schema, properties, at);
    for (int i = 0; i < LIMIT_COUNT; i++) {
        schema_property(schema, properties, &LIMIT_KEYS[i], EXTENT_WHOLE);
        json_append(&schema->json, conditions, not_twice(schema, LIMIT_KEYS[i].name));
    }
    schema_evidence(schema, properties, extent);
    schema_property(schema, properties, format_key_find(KIND_EVIDENCE, "uncertain"), extent);
    struct cJSON *law = schema_mapping(schema, properties, json_boolean(false));
    json_add_text(&schema->json, law, "title", LAW);
    json_add_text(&schema->json, law, "description", "One of these, by its name.");
    json_add(&schema->json, law, "allOf", conditions);
    if (extent == EXTENT_WHOLE)
        json_add(&schema->json, law, "oneOf", one_law(schema));
    return law;
}

void schema_define_laws(struct schema *schema, struct cJSON *definitions)
{
    for (enum schema_extent extent = 0; extent < EXTENT_COUNT; extent++)
        schema_define(schema, definitions, extent, LAW, definition(schema, extent));
}
