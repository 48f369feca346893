/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/compiler.h"
#include "scenario/format_table.h"

#include <ctype.h>
#include <string.h>

/*
 * Every number of the scenario with its source and grade, so that reports can list them. A number of which
 * nothing is said is an assumption.
 */

struct evidence_list {
    struct compiler *compiler;
    struct evidence *items;
    int count, room;
};

static bool is_apart(const char *key)
{
    static const char *const apart[] = {"source", "grade", "why", "uncertain", "step", "cartsim"};
    return key && (value_one_of(key, apart, sizeof apart / sizeof *apart) >= 0);
}

/* The node in YAML's flow form, without what is said about it. */
static char *print_flow(struct arena *arena, const struct tree *node)
{
    if (node->kind == TREE_TEXT)
        return arena_print(arena, "%s", node->text);
    const char *text = "", *comma = "";
    for (const struct tree *child = tree_first(node); child && text; child = child->next) {
        if (is_apart(child->key))
            continue;
        const char *inside = print_flow(arena, child);
        text = !inside      ? NULL
               : child->key ? arena_print(arena, "%s%s%s: %s", text, comma, child->key, inside)
                            : arena_print(arena, "%s%s%s", text, comma, inside);
        comma = ", ";
    }
    return !text ? NULL : arena_print(arena, node->kind == TREE_LIST ? "[%s]" : "{%s}", text);
}

static bool is_law(const struct tree *node)
{
    for (size_t i = 0; i < format_law_count; i++)
        if (tree_get(node, format_laws[i].name))
            return true;
    return false;
}

static const char *citation(const struct compiler *compiler, const struct tree *node)
{
    const char *key = tree_text(node, "source", "");
    return tree_text(section(compiler, "sources"), key, key);
}

static void add(struct evidence_list *list, const char *path, const struct tree *value,
                const struct tree *about)
{
    struct arena *arena = list->compiler->arena;
    if (list->count == list->room) {
        int room = list->room ? 2 * list->room : 64;
        struct evidence *items = arena_array(arena, (size_t)room, sizeof *items);
        if (!items)
            return;
        if (list->count)
            memcpy(items, list->items, (size_t)list->count * sizeof *items);
        list->items = items;
        list->room = room;
    }
    list->items[list->count++] =
        (struct evidence){path, print_flow(arena, value), citation(list->compiler, about),
                          tree_text(about, "grade", "assumption"), tree_text(about, "why", "")};
}

/* `about` is the map whose source, grade and why hold for what stands inside it; NULL: none. */
static void collect(struct evidence_list *list, const char *path, const struct tree *node,
                    const struct tree *about)
{
    if (tree_get(node, "source") || tree_get(node, "grade") || tree_get(node, "why"))
        about = node;
    if (!path || node->faulty)
        return;
    if (tree_get(node, "value")) {
        add(list, path, tree_get(node, "value"), about);
    } else if (is_law(node)) {
        add(list, path, node, about);
    } else if (node->kind == TREE_TEXT) {
        if (isdigit((unsigned char)node->text[0]) || node->text[0] == '-')
            add(list, path, node, about);
    } else {
        int number = 0;
        for (const struct tree *child = tree_first(node); child; child = child->next, number++) {
            const char *name = child->key ? child->key : tree_text(child, "step", NULL);
            if (is_apart(child->key))
                continue;
            collect(list,
                    name ? arena_print(list->compiler->arena, "%s.%s", path, name)
                         : arena_print(list->compiler->arena, "%s.%d", path, number),
                    child, about);
        }
    }
}

void compile_evidence(struct compiler *compiler)
{
    static const char *const parts[] = {"patients", "resources", "pathways", "risks", "costs"};
    struct evidence_list list = {.compiler = compiler};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const struct tree *part = tree_get(compiler->root, parts[i]);
        if (part)
            collect(&list, parts[i], part, NULL);
    }
    compiler->model->evidence = list.items;
    compiler->model->evidence_count = list.count;
}
