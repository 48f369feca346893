/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/canonical.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenario/column.h"
#include "scenario/defaults.h"
#include "scenario/quantity.h"
#include "scenario/values.h"
#include "scenario/yaml_scalar.h"

/* ---- scalars */

static const char *exact(struct arena *arena, double number)
{
    return arena_print(arena, "%.17g", number + 0.0); /* -0 is 0 */
}

/* Growth compounds in the unit it is written in, so that the unit belongs to the meaning. */
static const char *growth(struct arena *arena, const struct tree *node, double rate)
{
    double unit = 0;
    const char *one = arena_print(arena, "1 %s", quantity_unit(node->text));
    if (rate != 0)
        quantity_duration(one, &unit);
    return arena_print(arena, "%.17g by %.17g", rate, unit);
}

static const char *opening(struct arena *arena, const struct tree *node)
{
    unsigned days = 0;
    int64_t from = 0, to = 0;
    value_opening(node, &days, &from, &to);
    return arena_print(arena, "%x %lld-%lld", days, (long long)from, (long long)to);
}

static const char *scalar_text(struct arena *arena, enum format_scalar scalar, const struct tree *node)
{
    double number = 0;
    int64_t whole = 0;
    unsigned days = 0;
    switch (scalar) {
    case SCALAR_WHOLE:
        return value_whole(node, &whole) ? arena_print(arena, "%lld", (long long)whole) : node->text;
    case SCALAR_NUMBER:
    case SCALAR_WEIGHT:
        if (value_number(node, &number) || value_probability(node, &number))
            return exact(arena, number);
        return node->text;
    case SCALAR_DURATION:
    case SCALAR_LAW: return value_duration(node, &number) ? exact(arena, number) : node->text;
    case SCALAR_DATE_OR_DURATION:
        if (value_date_time(node, &whole))
            return arena_print(arena, "date %lld", (long long)whole);
        return value_duration(node, &number) ? exact(arena, number) : node->text;
    case SCALAR_PROBABILITY:
    case SCALAR_CONFIDENCE: return value_probability(node, &number) ? exact(arena, number) : node->text;
    case SCALAR_RATE: return value_rate(node, &number) ? exact(arena, number) : node->text;
    case SCALAR_GROWTH: return value_rate(node, &number) ? growth(arena, node, number) : node->text;
    case SCALAR_WEEKDAYS: return value_weekdays(node, &days) ? arena_print(arena, "%x", days) : node->text;
    case SCALAR_OPENING: return opening(arena, node);
    default: return node->text;
    }
}

/* ---- lists and mappings */

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void canonical_sort(const char **texts, size_t count)
{
    if (count > 1)
        qsort(texts, count, sizeof *texts, compare_texts);
}

/* "[a|b|c]": each part with its length before it, so that no two lists give one text. */
static const char *joined(struct arena *arena, const char *const *texts, size_t count)
{
    size_t size = 3, used = 1;
    for (size_t i = 0; i < count; i++)
        size += strlen(texts[i]) + 24;
    char *text = arena_alloc(arena, size);
    if (!text)
        return NULL;
    text[0] = '[';
    for (size_t i = 0; i < count; i++)
        used += (size_t)snprintf(text + used, size - used, "%zu:%s|", strlen(texts[i]), texts[i]);
    text[used] = ']';
    return text;
}

/* Whether a key says what holds without it. */
static bool is_default(struct arena *arena, struct format_site inside, enum format_kind_id kind,
                       const struct tree *child, const char *text)
{
    const struct tree usual = format_default_node(kind, child->key);
    const char *usual_text = usual.text ? canonical_text(arena, inside, &usual) : NULL;
    return usual_text && strcmp(usual_text, text) == 0;
}

static const char *container_text(struct arena *arena, struct format_site site, const struct tree *node)
{
    const char **texts = arena_array(arena, node->count + 1, sizeof *texts);
    size_t count = 0;
    for (const struct tree *child = tree_first(node); texts && child; child = child->next) {
        struct format_site inside = format_enter(site, node, child);
        const char *text = format_names_file(site, node, child) ? column_file(arena, child)
                                                                : canonical_text(arena, inside, child);
        if (!text)
            return NULL;
        enum format_kind_id kind = format_kind_at(site, node);
        bool dropped = child->key && (format_is_evidence(child->key) && kind == KIND_NONE);
        if (dropped || (kind != KIND_NONE && is_default(arena, inside, kind, child, text)))
            continue;
        texts[count] = child->key ? arena_print(arena, "%s=%s", child->key, text) : text;
        if (!texts[count++])
            return NULL;
    }
    if (texts && site.type != TYPE_WINDOW && site.type != TYPE_BOOKS)
        canonical_sort(texts, count);
    return texts ? joined(arena, texts, count) : NULL;
}

/* The names of a claim, one for each unit that a list asks for by naming it again; sorted. */
static const char **claimed(struct arena *arena, const struct tree *node, size_t *count)
{
    const char **names = arena_array(arena, node->count + 1, sizeof *names);
    *count = 0;
    if (names && node->kind == TREE_TEXT)
        names[(*count)++] = node->text;
    for (const struct tree *item = tree_first(node); names && item; item = item->next)
        names[(*count)++] = item->text;
    if (names)
        canonical_sort(names, *count);
    return names;
}

/* needs: R is [R] is {R: 1}; a name that is listed twice is two units. */
static const char *claims_text(struct arena *arena, struct format_site site, const struct tree *node)
{
    if (node->kind == TREE_MAP)
        return container_text(arena, site, node);
    size_t count = 0, kept = 0;
    const char **names = claimed(arena, node, &count);
    for (size_t i = 0, next; names && i < count; i = next) {
        for (next = i + 1; next < count && strcmp(names[i], names[next]) == 0;)
            next++;
        names[kept] = arena_print(arena, "%s=%zu", names[i], next - i);
        if (!names[kept++])
            return NULL;
    }
    return names ? joined(arena, names, kept) : NULL;
}

/* {slot: {}} is slot. */
static const char *books_text(struct arena *arena, struct format_site site, const struct tree *node)
{
    if (node->kind == TREE_MAP)
        return container_text(arena, site, node);
    const char *text = arena_print(arena, "%s=[]", node->text);
    return text ? joined(arena, &text, 1) : NULL;
}

const char *canonical_text(struct arena *arena, struct format_site site, const struct tree *node)
{
    const struct format_type *type = &format_types[site.type];
    unsigned days = 0;
    if (format_form(site, node) == FORM_EVIDENCE)
        return canonical_text(arena, site, tree_get(node, "value"));
    if (site.type == TYPE_CLAIMS)
        return claims_text(arena, site, node);
    if (site.type == TYPE_BOOKS)
        return books_text(arena, site, node);
    if (type->scalar == SCALAR_WEEKDAYS && value_weekdays(node, &days))
        return arena_print(arena, "%x", days);
    if (node->kind != TREE_TEXT)
        return container_text(arena, site, node);
    const char *text = scalar_text(arena, type->scalar, node);
    return text && type->list != TYPE_NONE ? joined(arena, &text, 1) : text;
}

/* ---- for people */

static bool is_apart(const char *key, bool own)
{
    static const char *const inside[] = {"step", "steps", "meanwhile"};
    return key && (format_is_evidence(key) || (own && value_one_of(key, inside, 3) >= 0));
}

static void write_shown(struct arena *arena, const struct tree *node, bool own, FILE *to)
{
    const struct tree *bare = tree_get(node, "weight") ? node : value_of(node);
    const char *text = bare->kind == TREE_TEXT ? yaml_value(arena, bare->text, bare->plain, true) : NULL;
    if (text)
        fputs(text, to);
    if (bare->kind == TREE_TEXT)
        return;
    const char *comma = "";
    fputc(bare->kind == TREE_LIST ? '[' : '{', to);
    for (const struct tree *child = tree_first(bare); child; child = child->next) {
        if (is_apart(child->key, own))
            continue;
        const char *key = child->key ? yaml_key(arena, child->key) : NULL;
        fprintf(to, "%s%s%s", comma, key ? key : "", key ? ": " : "");
        write_shown(arena, child, own, to);
        comma = ", ";
    }
    fputc(bare->kind == TREE_LIST ? ']' : '}', to);
}

const char *canonical_shown(struct arena *arena, const struct tree *node, bool own)
{
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    if (!to)
        return NULL;
    write_shown(arena, node, own, to);
    bool whole = fclose(to) == 0;
    const char *kept = whole ? arena_text(arena, text, size) : NULL;
    free(text);
    return kept;
}
