/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "results/schema.h"

/*
 * Scalars and the forms round them. An editor that reads YAML 1.2 hands over numbers, booleans and texts. The
 * program reads texts alone, to which a number in quotes is as good as a bare one; so it is here.
 */

#define UNSIGNED "([0-9]+(\\.[0-9]+)?|\\.[0-9]+)"
#define EXPONENT "[eE][-+]?[0-9]+"
#define NUMBER "[-+]?" UNSIGNED "(" EXPONENT ")?"
/* Not below zero: -0 is not. */
#define ZERO "-(0+(\\.0+)?|\\.0+)"
#define POSITIVE "(\\+?" UNSIGNED "|" ZERO ")(" EXPONENT ")?"
/* Of a number with an exponent a pattern can't tell how great it is. */
#define UNTOLD "[-+]?" UNSIGNED EXPONENT
#define FRACTION "(\\+?(0*(1(\\.0+)?|0(\\.[0-9]+)?)|\\.[0-9]+)|" ZERO "|" UNTOLD ")"
#define PERCENTAGE "(\\+?(0*(100(\\.0+)?|[0-9]{1,2}(\\.[0-9]+)?)|\\.[0-9]+)|" ZERO "|" UNTOLD ")[ \\t]*%"
#define UNIT "(s|seconds?|sec|min|minutes?|mins|h|hours?|hrs?|d|days?|wks?|weeks?|w|mo|months?|y|years?|yrs?)"
#define DURATION POSITIVE "[ \\t]*" UNIT
#define PER "[ \\t]*%?[ \\t]*(/|per[ \\t])[ \\t]*" UNIT
#define YEAR "(?!0000)[0-9]{4}"
#define DATE                                                                                                 \
    YEAR "-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12]["    \
         "0-9]))"
#define TIME "(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)"
#define DAY "(mon|tue|wed|thu|fri|sat|sun)"
#define DAYS DAY "(-" DAY ")?(, *" DAY "(-" DAY ")?)*"
#define CONTROL ".=\\u0000-\\u001f\\u007f"
#define NAME "[^ " CONTROL "]([^" CONTROL "]*[^ " CONTROL "])?"
/* At most 100 characters, as a name alone. */
#define SHORT_NAME "[^ " CONTROL "]([^" CONTROL "]{0,98}[^ " CONTROL "])?"

/* A scalar's definition: what JSON may hand over, and which texts. */
static const struct scalar_schema {
    const char *name, *pattern; /* between ^( and )$; NULL: any text but the empty one */
    const char *types[3];
} scalars[SCALAR_VERSION + 1] = {
    [SCALAR_TEXT] = {"text", NULL, {"string", "number", "boolean"}},
    [SCALAR_NAME] = {"name", NAME, {"string", "integer", "boolean"}},
    [SCALAR_SOURCE] = {"source", NULL, {"string", "number", "boolean"}},
    [SCALAR_BOOLEAN] = {"boolean", "true|false", {"boolean", "string"}},
    [SCALAR_TRUE] = {"yes", "true", {"boolean", "string"}},
    [SCALAR_VERSION] = {"version", "1", {"integer", "string"}},
    [SCALAR_WHOLE] = {NULL, "\\+?[0-9]+|-0+", {"integer", "string"}},
    [SCALAR_NUMBER] = {NULL, POSITIVE, {"number", "string"}},
    [SCALAR_WEIGHT] = {NULL, POSITIVE "|" PERCENTAGE, {"number", "string"}},
    [SCALAR_DURATION] = {"duration", DURATION, {"string"}},
    [SCALAR_PROBABILITY] = {"probability", FRACTION "|" PERCENTAGE, {"number", "string"}},
    [SCALAR_CONFIDENCE] = {"confidence", FRACTION "|" PERCENTAGE, {"number", "string"}},
    [SCALAR_RATE] = {"rate", POSITIVE PER, {"string"}},
    [SCALAR_GROWTH] = {"growth", NUMBER PER, {"string"}},
    [SCALAR_DATE] = {"date", DATE, {"string"}},
    [SCALAR_DATE_OR_DURATION] = {"date or duration", DATE "([ T]" TIME ")?|" DURATION, {"string"}},
    [SCALAR_TIME_OF_DAY] = {"time of day", TIME, {"string"}},
    [SCALAR_WEEKDAYS] = {"weekdays", DAYS, {"string"}},
    [SCALAR_OPENING] = {"opening hours", DAYS " +" TIME "-" TIME, {"string"}},
    [SCALAR_UNCERTAIN] = {"uncertain", "[0-9]+ of [0-9]+|(interval |times )?[^ ].* to [^ ].*", {"string"}},
    [SCALAR_MOMENT] = {"moment", "referral|exit|" SHORT_NAME "\\.(arrive|start|end)", {"string"}},
};

/* ---- scalars */

/* What the first type of that scalar says stands there. */
static const char *expected_of(enum format_scalar scalar)
{
    for (enum format_type_id type = 0; type < TYPE_COUNT; type++)
        if (format_types[type].scalar == scalar)
            return format_types[type].expected;
    return "";
}

static void add_pattern(struct schema *schema, struct cJSON *object, const char *pattern,
                        const char *expected)
{
    char text[1024];
    snprintf(text, sizeof text, "^(%s)$", pattern);
    json_add_text(&schema->json, object, "pattern", text);
    /* Not of draft-07: editors show it in place of the pattern. */
    snprintf(text, sizeof text, "Expected %s.", expected);
    json_add_text(&schema->json, object, "patternErrorMessage", text);
}

static struct cJSON *scalar_form(struct schema *schema, enum format_scalar scalar, const char *expected)
{
    const struct scalar_schema *table = &scalars[scalar];
    struct cJSON *form = json_object(&schema->json), *types = json_list(&schema->json);
    for (size_t i = 0; i < sizeof table->types / sizeof *table->types && table->types[i]; i++)
        json_append(&schema->json, types, json_text(table->types[i]));
    json_add(&schema->json, form, "type", types);
    if (table->pattern)
        add_pattern(schema, form, table->pattern, expected);
    else
        json_add_number(&schema->json, form, "minLength", 1);
    return form;
}

static struct cJSON *ranged(struct schema *schema, const struct format_type *type)
{
    struct cJSON *form = scalar_form(schema, type->scalar, type->expected);
    json_add_number(&schema->json, form, "minimum", (double)type->least);
    json_add_number(&schema->json, form, "maximum", (double)type->most);
    return form;
}

static struct cJSON *words_form(struct schema *schema, const char *const *words)
{
    struct cJSON *form = json_object(&schema->json), *list = json_list(&schema->json);
    for (; *words; words++)
        json_append(&schema->json, list, json_text(*words));
    json_add(&schema->json, form, "enum", list);
    return form;
}

/* What patterns don't say: they hold for texts alone. */
static void add_bounds(struct schema *schema, struct cJSON *form, enum format_scalar scalar)
{
    bool exclusive = scalar == SCALAR_CONFIDENCE;
    if (scalar == SCALAR_PROBABILITY || exclusive) {
        json_add_number(&schema->json, form, exclusive ? "exclusiveMinimum" : "minimum", exclusive ? 0.5 : 0);
        json_add_number(&schema->json, form, exclusive ? "exclusiveMaximum" : "maximum",
                        exclusive ? 0.9999 : 1);
    } else if (scalar == SCALAR_NAME) {
        json_add_number(&schema->json, form, "maxLength", 100);
    } else if (scalar == SCALAR_TRUE) {
        json_add(&schema->json, form, "not", json_literal("{\"const\": false}"));
    } else if (scalar == SCALAR_VERSION) {
        json_add(&schema->json, form, "enum", json_literal("[1, \"1\"]"));
    }
}

void schema_define_scalars(struct schema *schema, struct cJSON *definitions)
{
    for (enum format_scalar scalar = 0; scalar <= SCALAR_VERSION; scalar++) {
        if (!scalars[scalar].name)
            continue;
        struct cJSON *form = scalar_form(schema, scalar, expected_of(scalar));
        json_add_text(&schema->json, form, "title", expected_of(scalar));
        add_bounds(schema, form, scalar);
        schema_define(schema, definitions, EXTENT_WHOLE, scalars[scalar].name, form);
    }
}

struct cJSON *schema_own_key(struct schema *schema, enum format_scalar scalar)
{
    struct cJSON *either = json_object(&schema->json), *list = json_list(&schema->json);
    json_append(&schema->json, list, json_literal("{\"pattern\": \"^x-\"}"));
    json_append(&schema->json, list, schema_reference(schema, EXTENT_WHOLE, scalars[scalar].name));
    json_add(&schema->json, either, "anyOf", list);
    return either;
}

/* ---- the forms of a value */

static void add_scalar(struct schema *schema, struct cJSON *forms, const struct format_type *type,
                       enum schema_extent extent)
{
    bool law = type->scalar == SCALAR_LAW;
    enum format_scalar scalar = law ? SCALAR_DURATION : type->scalar;
    if (scalars[scalar].name)
        json_append(&schema->json, forms, schema_reference(schema, EXTENT_WHOLE, scalars[scalar].name));
    else if (scalars[scalar].pattern)
        json_append(&schema->json, forms, ranged(schema, type));
    if (type->words)
        json_append(&schema->json, forms, words_form(schema, type->words));
    if (law)
        json_append(&schema->json, forms, schema_law(schema, extent));
}

/* A list that replaces another is whole; steps are laid over steps. */
static void add_list(struct schema *schema, struct cJSON *forms, const struct format_type *type,
                     enum schema_extent extent)
{
    struct cJSON *form = json_object(&schema->json);
    json_add_text(&schema->json, form, "type", "array");
    json_add(&schema->json, form, "items",
             schema_value(schema, type->list, type->list == TYPE_STEP ? extent : EXTENT_WHOLE));
    if (type->items_least)
        json_add_number(&schema->json, form, "minItems", (double)type->items_least);
    if (type->items_most)
        json_add_number(&schema->json, form, "maxItems", (double)type->items_most);
    json_append(&schema->json, forms, form);
}

static struct cJSON *any_of(struct schema *schema, struct cJSON *forms)
{
    struct cJSON *value = json_object(&schema->json);
    json_add(&schema->json, value, "anyOf", forms);
    return value;
}

/* What stands round a value: the kind, of which some keys hold a value of the type. */
static struct cJSON *around(struct schema *schema, enum format_kind_id kind, enum schema_extent extent,
                            struct cJSON *own)
{
    struct cJSON *all = json_list(&schema->json);
    json_append(&schema->json, all, schema_kind(schema, kind, extent));
    json_add(&schema->json, own, "allOf", all);
    return own;
}

static struct cJSON *forms_of(struct schema *schema, enum format_type_id type, enum schema_extent extent);

static struct cJSON *evidence_form(struct schema *schema, enum format_type_id type, enum schema_extent extent)
{
    struct cJSON *own = json_object(&schema->json), *properties = json_object(&schema->json);
    json_add(&schema->json, properties, "value", any_of(schema, forms_of(schema, type, extent)));
    json_add(&schema->json, own, "properties", properties);
    return around(schema, KIND_EVIDENCE, extent, own);
}

static struct cJSON *by_form(struct schema *schema, enum format_type_id cases, enum schema_extent extent)
{
    struct cJSON *properties = json_object(&schema->json);
    for (const struct format_key *key = format_kinds[KIND_BY].keys; key->name; key++)
        json_add(&schema->json, properties, key->name,
                 key->type == TYPE_ANY ? schema_value(schema, cases, extent) : json_object(&schema->json));
    schema_evidence(schema, properties, extent);
    struct cJSON *own = schema_mapping(schema, properties, schema_value(schema, cases, extent));
    return around(schema, KIND_BY, extent, own);
}

/* Every form but that with evidence. */
static struct cJSON *forms_of(struct schema *schema, enum format_type_id type, enum schema_extent extent)
{
    const struct format_type *table = &format_types[type];
    struct cJSON *forms = json_list(&schema->json);
    add_scalar(schema, forms, table, extent);
    if (table->list != TYPE_NONE)
        add_list(schema, forms, table, extent);
    if (table->map != KIND_NONE)
        json_append(&schema->json, forms, schema_kind(schema, table->map, extent));
    if (table->by != TYPE_NONE)
        json_append(&schema->json, forms, by_form(schema, table->by, extent));
    return forms;
}

struct cJSON *schema_value(struct schema *schema, enum format_type_id type, enum schema_extent extent)
{
    if (format_types[type].scalar == SCALAR_ANY)
        return json_object(&schema->json);
    struct cJSON *forms = forms_of(schema, type, extent);
    if (format_types[type].evidence)
        json_append(&schema->json, forms, evidence_form(schema, type, extent));
    return any_of(schema, forms);
}
