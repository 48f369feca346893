/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results/schema.h"

#include <stdlib.h>
#include <string.h>

#include "scenario/format_rules.h"
#include "scenario/merge_steps.h"

enum { NAME_SIZE = 128 };

#define DRAFT "http://json-schema.org/draft-07/schema#"
/* What can be read as `false`: bare, or with evidence. */
#define FALSE "{\"enum\": [false, \"false\"]}"
#define IS_TRUE                                                                                              \
    "{\"not\": {\"anyOf\": [" FALSE ", {\"type\": \"object\", \"required\": [\"value\"], "                   \
    "\"properties\": {\"value\": " FALSE "}}]}}"

/* ---- definitions */

/* "a resource's target" -> "a-resources-target", which a JSON pointer takes as it is. */
static void definition_name(enum schema_extent extent, const char *name, char buffer[NAME_SIZE])
{
    size_t length = 0;
    const char *before = extent == EXTENT_CHANGES ? "changes to " : "";
    for (; *before && length + 1 < NAME_SIZE; before++)
        buffer[length++] = *before == ' ' ? '-' : *before;
    for (; *name && length + 1 < NAME_SIZE; name++)
        if (*name != '\'')
            buffer[length++] = *name == ' ' ? '-' : *name;
    buffer[length] = '\0';
}

struct cJSON *schema_reference(struct schema *schema, enum schema_extent extent, const char *name)
{
    char text[NAME_SIZE + 16] = "#/definitions/";
    struct cJSON *reference = json_object(&schema->json);
    definition_name(extent, name, text + strlen(text));
    json_add_text(&schema->json, reference, "$ref", text);
    return reference;
}

void schema_define(struct schema *schema, struct cJSON *definitions, enum schema_extent extent,
                   const char *name, struct cJSON *definition)
{
    char text[NAME_SIZE];
    definition_name(extent, name, text);
    json_add(&schema->json, definitions, text, definition);
}

struct cJSON *schema_kind(struct schema *schema, enum format_kind_id kind, enum schema_extent extent)
{
    schema->kinds[extent][kind] = true;
    return schema_reference(schema, extent, format_kinds[kind].name);
}

/* ---- parts of a mapping */

struct cJSON *schema_mapping(struct schema *schema, struct cJSON *properties, struct cJSON *others)
{
    struct cJSON *mapping = json_object(&schema->json);
    json_add_text(&schema->json, mapping, "type", "object");
    json_add(&schema->json, mapping, "properties", properties);
    json_add(&schema->json, mapping, "patternProperties", json_literal("{\"^x-\": {}}"));
    json_add(&schema->json, mapping, "additionalProperties", others);
    return mapping;
}

void schema_property(struct schema *schema, struct cJSON *properties, const struct format_key *key,
                     enum schema_extent extent)
{
    struct cJSON *value = schema_value(schema, key->type, extent);
    json_add_text(&schema->json, value, "title", format_types[key->type].expected);
    json_add_text(&schema->json, value, "description", key->help);
    json_add(&schema->json, properties, key->name, value);
}

void schema_evidence(struct schema *schema, struct cJSON *properties, enum schema_extent extent)
{
    for (const struct format_key *key = format_kinds[KIND_EVIDENCE].keys; key->name; key++)
        if (format_stands_beside(key))
            schema_property(schema, properties, key, extent);
}

struct cJSON *schema_required(struct schema *schema, const char *name)
{
    struct cJSON *condition = json_object(&schema->json), *names = json_list(&schema->json);
    json_append(&schema->json, names, json_text(name));
    json_add(&schema->json, condition, "required", names);
    return condition;
}

/* ---- what keys owe each other */

/* The key is there and, where it is a boolean, not switched off. */
static struct cJSON *is_said(struct schema *schema, enum format_kind_id kind, const char *name)
{
    struct cJSON *condition = schema_required(schema, name);
    if (format_key_find(kind, name)->type == TYPE_BOOLEAN) {
        struct cJSON *properties = json_object(&schema->json);
        json_add(&schema->json, properties, name, json_literal(IS_TRUE));
        json_add(&schema->json, condition, "properties", properties);
    }
    return condition;
}

/* {"oneOf" or "anyOf": [one condition for each key]} */
static struct cJSON *choice(struct schema *schema, const struct format_rule *rule, const char *of)
{
    struct cJSON *condition = json_object(&schema->json), *list = json_list(&schema->json);
    for (int i = 0; i < RULE_KEYS_MAX && rule->keys[i]; i++)
        json_append(&schema->json, list, is_said(schema, rule->kind, rule->keys[i]));
    json_add(&schema->json, condition, of, list);
    return condition;
}

/* No two of the rule's keys. */
static struct cJSON *not_two(struct schema *schema, const struct format_rule *rule)
{
    struct cJSON *condition = json_object(&schema->json), *either = json_object(&schema->json);
    struct cJSON *pairs = json_list(&schema->json);
    for (int i = 0; i < RULE_KEYS_MAX && rule->keys[i]; i++)
        for (int j = 0; j < i; j++) {
            struct cJSON *pair = json_object(&schema->json), *names = json_list(&schema->json);
            json_append(&schema->json, names, json_text(rule->keys[j]));
            json_append(&schema->json, names, json_text(rule->keys[i]));
            json_add(&schema->json, pair, "required", names);
            json_append(&schema->json, pairs, pair);
        }
    json_add(&schema->json, either, "anyOf", pairs);
    json_add(&schema->json, condition, "not", either);
    return condition;
}

static struct cJSON *needs(struct schema *schema, const struct format_rule *rule)
{
    struct cJSON *condition = json_object(&schema->json), *needed = json_object(&schema->json);
    struct cJSON *names = json_list(&schema->json);
    json_append(&schema->json, names, json_text(rule->keys[1]));
    json_add(&schema->json, needed, rule->keys[0], names);
    json_add(&schema->json, condition, "dependencies", needed);
    return condition;
}

/* Of a file that extends another only what can't be mended by that other: two that exclude each other. */
static void add_rule(struct schema *schema, struct cJSON *conditions, const struct format_rule *rule,
                     enum schema_extent extent)
{
    bool one = rule->relation == RELATION_ONE;
    if (rule->relation == RELATION_MOST || (one && extent == EXTENT_CHANGES))
        json_append(&schema->json, conditions, not_two(schema, rule));
    else if (extent == EXTENT_CHANGES)
        return;
    else if (rule->relation == RELATION_NEEDS)
        json_append(&schema->json, conditions, needs(schema, rule));
    else
        json_append(&schema->json, conditions, choice(schema, rule, one ? "oneOf" : "anyOf"));
}

/* Adds `list` under the name unless it is empty, which draft-07 does not allow. */
static void add_list(struct schema *schema, struct cJSON *object, const char *name, struct cJSON *list)
{
    if (json_count(list) > 0)
        json_add(&schema->json, object, name, list);
    else
        json_discard(list);
}

static void add_rules(struct schema *schema, struct cJSON *mapping, enum format_kind_id kind,
                      enum schema_extent extent)
{
    struct cJSON *conditions = json_list(&schema->json);
    for (size_t i = 0; i < format_rule_count; i++)
        if (format_rules[i].kind == kind)
            add_rule(schema, conditions, &format_rules[i], extent);
    /* A choice by attribute without a case: format_rules.c says so too, in words of its own. */
    if (kind == KIND_BY && extent == EXTENT_WHOLE)
        json_append(&schema->json, conditions,
                    json_literal(
                        "{\"not\": {\"propertyNames\": {\"pattern\": \"^(by|source|grade|why|x-.*)$\"}}}"));
    add_list(schema, mapping, "allOf", conditions);
}

/* ---- mappings */

/* What the other file says need not be said again; but a step is found by its name. */
static void add_required(struct schema *schema, struct cJSON *mapping, enum format_kind_id kind,
                         enum schema_extent extent)
{
    struct cJSON *names = json_list(&schema->json);
    for (const struct format_key *key = format_kinds[kind].keys; key && key->name; key++)
        if (key->required && (extent == EXTENT_WHOLE || kind == KIND_STEP))
            json_append(&schema->json, names, json_text(key->name));
    add_list(schema, mapping, "required", names);
}

static struct cJSON *kind_properties(struct schema *schema, enum format_kind_id kind,
                                     enum schema_extent extent)
{
    struct cJSON *properties = json_object(&schema->json);
    for (const struct format_key *key = format_kinds[kind].keys; key && key->name; key++)
        if (extent == EXTENT_CHANGES || kind != KIND_STEP || !merge_is_mark(key->name))
            schema_property(schema, properties, key, extent);
    if (format_kinds[kind].sourced)
        schema_evidence(schema, properties, extent);
    if (kind == KIND_PATIENTS) /* what results call all patients together */
        json_add(&schema->json, properties, "all", json_boolean(false));
    return properties;
}

static struct cJSON *kind_definition(struct schema *schema, enum format_kind_id kind,
                                     enum schema_extent extent)
{
    const struct format_kind *table = &format_kinds[kind];
    bool open = table->other_keys != SCALAR_NONE;
    struct cJSON *properties = kind_properties(schema, kind, extent);
    struct cJSON *mapping =
        schema_mapping(schema, properties,
                       open ? schema_value(schema, table->others, extent) : json_boolean(false));
    json_add_text(&schema->json, mapping, "title", table->name);
    json_add_text(&schema->json, mapping, "description", table->help);
    if (open && table->other_keys != SCALAR_TEXT)
        json_add(&schema->json, mapping, "propertyNames", schema_own_key(schema, table->other_keys));
    add_required(schema, mapping, kind, extent);
    add_rules(schema, mapping, kind, extent);
    return mapping;
}

/* Defines what is wanted and not defined yet, in the order of the table; true when there was any. */
static bool define_more(struct schema *schema, struct cJSON *definitions,
                        bool defined[EXTENT_COUNT][KIND_COUNT])
{
    bool any = false;
    for (enum schema_extent extent = 0; extent < EXTENT_COUNT; extent++)
        for (enum format_kind_id kind = 0; kind < KIND_COUNT; kind++) {
            if (!schema->kinds[extent][kind] || defined[extent][kind])
                continue;
            any = defined[extent][kind] = true;
            schema_define(schema, definitions, extent, format_kinds[kind].name,
                          kind_definition(schema, kind, extent));
        }
    return any;
}

static struct cJSON *make_definitions(struct schema *schema)
{
    struct cJSON *definitions = json_object(&schema->json);
    bool defined[EXTENT_COUNT][KIND_COUNT] = {{false}};
    schema_define_scalars(schema, definitions);
    schema_define_laws(schema, definitions);
    while (define_more(schema, definitions, defined))
        continue;
    return definitions;
}

char *results_schema(void)
{
    struct schema schema = {0};
    struct cJSON *root = json_object(&schema.json);
    json_add_text(&schema.json, root, "$schema", DRAFT);
    json_add_text(&schema.json, root, "title", "A scenario of cartsim");
    json_add(&schema.json, root, "if", schema_required(&schema, "extends"));
    json_add(&schema.json, root, "then", schema_kind(&schema, KIND_ROOT, EXTENT_CHANGES));
    json_add(&schema.json, root, "else", schema_kind(&schema, KIND_ROOT, EXTENT_WHOLE));
    json_add(&schema.json, root, "definitions", make_definitions(&schema));
    return json_print(&schema.json, root);
}
