/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/complaints.h"

#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "base/utf8.h"

enum { QUOTE_BYTES_MAX = 60, PATH_FRAMES_MAX = 24 };

const char *complaint_quote(struct arena *arena, const char *text)
{
    size_t length = 0, size = strlen(text);
    if (size <= QUOTE_BYTES_MAX)
        return text;
    while (length < QUOTE_BYTES_MAX)
        length += utf8_step(text + length, size - length);
    const char *cut = arena_print(arena, "%.*s...", (int)length, text);
    return cut ? cut : "...";
}

/* One part of a path; out of memory it is simply left out. */
static const char *join(struct arena *arena, const char *above, const struct format_path *frame)
{
    const char *name =
        frame->name ? complaint_quote(arena, frame->name) : arena_print(arena, "%zu", frame->number);
    const char *joined = !name ? NULL : *above ? arena_print(arena, "%s.%s", above, name) : name;
    return joined ? joined : above;
}

const char *complaint_path(struct arena *arena, const struct format_path *path)
{
    const struct format_path *frames[PATH_FRAMES_MAX];
    size_t count = 0, all = 0;
    for (const struct format_path *frame = path; frame; frame = frame->above)
        all++;
    const char *text = all > PATH_FRAMES_MAX ? "..." : "";
    for (const struct format_path *frame = path; frame && count < PATH_FRAMES_MAX; frame = frame->above)
        frames[count++] = frame;
    while (count-- > 0)
        text = join(arena, text, frames[count]);
    return *text ? text : "the scenario";
}

void complain(struct complainer *to, enum fault_code code, struct cartsim_place place,
              const struct format_path *path, const char *format, ...)
{
    if (!to->faults)
        return;
    va_list arguments;
    va_start(arguments, format);
    const char *text = arena_vprint(to->arena, format, arguments);
    va_end(arguments);
    fault_error(to->faults, code, place, "%s: %s", complaint_path(to->arena, path), text ? text : format);
}

static const char *got(struct arena *arena, const struct tree *node)
{
    if (node->kind != TREE_TEXT)
        return node->kind == TREE_LIST ? "a list" : "a mapping";
    if (node->plain && !*node->text)
        return "nothing";
    const char *text = arena_print(arena, "'%s'", complaint_quote(arena, node->text));
    return text ? text : "something else";
}

void complain_expected(struct complainer *to, enum fault_code code, const struct tree *node,
                       const struct format_path *path, const char *expected)
{
    complain(to, code, node->place, path, "expected %s, got %s", expected, got(to->arena, node));
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool complaint_is_comma(const struct tree *before, const struct tree *node)
{
    if (!before || before->kind != TREE_TEXT || !*before->text || node->kind != TREE_TEXT || *node->text)
        return false;
    return is_digit(before->text[strlen(before->text) - 1]) && is_digit(node->key[0]);
}

void complain_unknown_key(struct complainer *to, const struct tree *before, const struct tree *node,
                          const struct format_path *path, const char *kind, const char *const *names,
                          size_t count)
{
    const char *key = complaint_quote(to->arena, node->key), *near = nearest_name(node->key, names, count);
    if (complaint_is_comma(before, node))
        complain(to, FORMAT_COMMA, node->key_place, path,
                 "\"%s,%s\" looks like a decimal comma; in files write %s.%s", before->text, key,
                 before->text, key);
    else if (near)
        complain(to, FORMAT_UNKNOWN_KEY, node->key_place, path, "unknown key '%s' in %s; did you mean '%s'?",
                 key, kind, near);
    else
        complain(to, FORMAT_UNKNOWN_KEY, node->key_place, path, "unknown key '%s' in %s", key, kind);
}

/* The text with every comma made a dot, or left out (instead '\0'). */
static const char *without_commas(struct arena *arena, const char *text, char instead)
{
    size_t length = strlen(text), out = 0;
    char *copy = arena_text(arena, text, length);
    for (size_t i = 0; copy && i < length; i++)
        if (text[i] != ',' || instead)
            copy[out++] = text[i] == ',' ? instead : text[i];
    if (copy)
        copy[out] = '\0';
    return copy ? copy : "";
}

/* "12,5 d": write 12.5. One comma before three digits may part thousands; several can't be decimal. */
static void complain_comma(struct complainer *to, const struct tree *node)
{
    if (!to->faults)
        return;
    const char *comma = strchr(node->text, ','), *quoted = complaint_quote(to->arena, node->text);
    const char *dotted = without_commas(to->arena, node->text, '.');
    const char *joined = without_commas(to->arena, node->text, '\0');
    if (strchr(comma + 1, ','))
        fault_error(to->faults, FORMAT_COMMA, node->place, "\"%s\" has commas; in files write %s", quoted,
                    joined);
    else if (strspn(comma + 1, "0123456789") == 3)
        fault_error(to->faults, FORMAT_COMMA, node->place,
                    "\"%s\" looks like a decimal comma; in files write %s, or %s for thousands", quoted,
                    dotted, joined);
    else
        fault_error(to->faults, FORMAT_COMMA, node->place,
                    "\"%s\" looks like a decimal comma; in files write %s", quoted, dotted);
}

void complain_quantity(struct complainer *to, enum quantity problem, const struct tree *node,
                       const struct format_path *path, enum fault_code malformed, const char *expected,
                       const char *range)
{
    const char *text = complaint_quote(to->arena, node->text);
    if (problem == QUANTITY_COMMA)
        complain_comma(to, node);
    else if (problem == QUANTITY_NO_UNIT && malformed == FORMAT_NO_DURATION && to->faults)
        fault_error(to->faults, FORMAT_NO_UNIT, node->place,
                    "%s has no unit; write \"%s d\" (days) or \"%s h\" (hours)", text, text, text);
    else if (problem == QUANTITY_UNKNOWN_UNIT)
        complain(to, FORMAT_UNKNOWN_UNIT, node->place, path,
                 "unknown unit '%s' in '%s'; units are s, min, h, d, wk, mo and y",
                 complaint_quote(to->arena, quantity_unit(node->text)), text);
    else if (problem == QUANTITY_OUT_OF_RANGE)
        complain(to, malformed == FORMAT_NO_PROBABILITY ? malformed : FORMAT_RANGE, node->place, path,
                 "%s is out of range (%s)", text, range);
    else if (problem != QUANTITY_OK)
        complain_expected(to, malformed, node, path, expected);
}
