/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "properties/sketch.h"

#include <stdarg.h>

#include "support/test.h"

void sketch_begin(struct sketch *sketch)
{
    sketch->nodes = calloc(SKETCH_NODES, sizeof *sketch->nodes);
    assert_non_null(sketch->nodes);
    sketch->count = 0;
}

void sketch_free(struct sketch *sketch)
{
    free(sketch->nodes);
    sketch->nodes = NULL;
}

static int add(struct sketch *sketch, int parent, const char *key, enum sketch_kind kind)
{
    assert_true(sketch->count < SKETCH_NODES);
    struct sketch_node *node = &sketch->nodes[sketch->count];
    node->kind = kind;
    node->parent = parent;
    snprintf(node->key, sizeof node->key, "%s", key);
    return sketch->count++;
}

int sketch_map(struct sketch *sketch, int parent, const char *key)
{
    return add(sketch, parent, key, SKETCH_MAP);
}

int sketch_list(struct sketch *sketch, int parent, const char *key)
{
    return add(sketch, parent, key, SKETCH_LIST);
}

int sketch_text(struct sketch *sketch, int parent, const char *key, const char *format, ...)
{
    int node = add(sketch, parent, key, SKETCH_SCALAR);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(sketch->nodes[node].text, SKETCH_TEXT, format, arguments);
    va_end(arguments);
    return node;
}

int sketch_children(const struct sketch *sketch, int parent)
{
    int count = 0;
    for (int i = parent + 1; i < sketch->count; i++)
        count += sketch->nodes[i].parent == parent;
    return count;
}

/* ---- as text: the upper two levels and steps on lines of their own, all else in one */

static void write_node(const struct sketch *sketch, int index, int depth, FILE *to);

static void write_children(const struct sketch *sketch, int index, int depth, FILE *to)
{
    const struct sketch_node *node = &sketch->nodes[index];
    bool lines = depth < 2, first = true;
    fputs(node->kind == SKETCH_MAP ? "{" : "[", to);
    for (int i = index + 1; i < sketch->count; i++) {
        if (sketch->nodes[i].parent != index || sketch->nodes[i].dropped)
            continue;
        fputs(first ? "" : ",", to);
        if (lines)
            fprintf(to, "\n%*s", 2 * depth + 2, "");
        else if (!first)
            fputc(' ', to);
        write_node(sketch, i, depth + 1, to);
        first = false;
    }
    fputs(node->kind == SKETCH_MAP ? "}" : "]", to);
}

static void write_node(const struct sketch *sketch, int index, int depth, FILE *to)
{
    const struct sketch_node *node = &sketch->nodes[index];
    if (node->key[0])
        fprintf(to, "%s: ", node->key);
    if (node->kind == SKETCH_SCALAR)
        fputs(node->text, to);
    else
        write_children(sketch, index, depth, to);
}

char *sketch_yaml(const struct sketch *sketch)
{
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    assert_non_null(to);
    for (int i = 0; i < sketch->count; i++) {
        if (sketch->nodes[i].parent != -1 || sketch->nodes[i].dropped)
            continue;
        write_node(sketch, i, 0, to);
        fputc('\n', to);
    }
    fclose(to);
    return text;
}

/* ---- smaller */

/* Without these a run is long. */
static bool is_bound(const char *key)
{
    static const char *const bounds[] = {"run", "warmup", "horizon", "follow", "limit"};
    bool is_one = false;
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++)
        is_one |= strcmp(key, bounds[i]) == 0;
    return is_one;
}

static bool is_gone(const struct sketch *sketch, int index)
{
    for (int at = index; at != -1; at = sketch->nodes[at].parent)
        if (sketch->nodes[at].dropped)
            return true;
    return false;
}

void sketch_shrink(struct sketch *sketch, bool (*fails)(const char *yaml, void *context), void *context)
{
    for (bool any = true; any;) {
        any = false;
        for (int i = 0; i < sketch->count; i++) {
            if (is_gone(sketch, i) || is_bound(sketch->nodes[i].key))
                continue;
            sketch->nodes[i].dropped = true;
            char *yaml = sketch_yaml(sketch);
            sketch->nodes[i].dropped = fails(yaml, context);
            any |= sketch->nodes[i].dropped;
            free(yaml);
        }
    }
}
