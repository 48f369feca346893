/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/scenario.h"

#include <sha2.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/codes.h"
#include "scenario/column.h"
#include "scenario/format.h"
#include "scenario/sets.h"
#include "scenario/yaml_reader.h"

static const size_t ARENA_BYTES_MAX = (size_t)256 << 20;

static bool copy_inputs(struct scenario *scenario, const char *path, const char *const *sets,
                        size_t set_count)
{
    struct arena *arena = &scenario->arena;
    const char **copies = arena_array(arena, set_count, sizeof *copies);
    for (size_t i = 0; copies && i < set_count; i++)
        copies[i] = arena_text(arena, sets[i], strlen(sets[i]));
    scenario->sets = copies;
    scenario->set_count = set_count;
    scenario->path = arena_text(arena, path, strlen(path));
    return !arena_failed(arena);
}

static void hash_files(const struct extends_files *files, char sha256[65])
{
    SHA2_CTX context;
    SHA256Init(&context);
    for (size_t i = 0; i < files->count; i++)
        SHA256Update(&context, (const uint8_t *)files->file[i].bytes, files->file[i].size);
    SHA256End(&context, sha256);
}

/* A node deeper than `levels` below the tree, or NULL. Goes no deeper than that itself. */
static const struct tree *too_deep(const struct tree *tree, unsigned levels)
{
    if (!levels)
        return tree;
    const struct tree *found = NULL;
    for (const struct tree *child = tree->first; child && !found; child = child->next)
        found = too_deep(child, levels - 1);
    return found;
}

/* Each file is of bounded depth, but what is laid into one another may grow: whoever walks the tree relies on
 * it. */
static bool check_depth(const struct tree *root, struct cartsim_faults *faults)
{
    const struct tree *deep = too_deep(root, YAML_DEPTH_MAX);
    if (deep)
        fault_error(faults, READING_SYNTAX, deep->place, "more than %d levels deep once merged",
                    YAML_DEPTH_MAX);
    return !deep;
}

/* Room for the column that a map names, whether it is one that the format reads or not. */
static void add_column(struct scenario *scenario, const struct shelf *shelf, struct tree *map)
{
    const struct tree *file = tree_get(map, "file");
    const char *name = tree_text(map, "column", NULL);
    if (!file || file->kind != TREE_TEXT || !name)
        return;
    struct kept_column *column = arena_alloc(&scenario->arena, sizeof *column);
    const char *path = column_file(&scenario->arena, file);
    if (!column || !path)
        return;
    const char *held = shelf ? shelf_column(shelf, path, name) : NULL;
    *column = (struct kept_column){path, name, held ? strdup(held) : NULL, shelf != NULL, scenario->columns};
    scenario->columns = map->column = column;
}

static void add_columns(struct scenario *scenario, const struct shelf *shelf, struct tree *tree)
{
    if (tree->kind == TREE_MAP)
        add_column(scenario, shelf, tree);
    for (struct tree *child = tree->first; child; child = child->next)
        add_columns(scenario, shelf, child);
}

static bool read_tree(struct scenario *scenario, const struct shelf *shelf, struct cartsim_faults *faults)
{
    struct arena *arena = &scenario->arena;
    struct tree *root = extends_read(arena, shelf, scenario->path, &scenario->files, faults);
    if (!root || !check_depth(root, faults))
        return false;
    hash_files(&scenario->files, scenario->sha256);
    for (size_t i = 0; i < scenario->set_count; i++) {
        sets_apply(arena, root, scenario->sets[i], faults);
        if (!check_depth(root, faults))
            return false;
    }
    scenario->root = root;
    add_columns(scenario, shelf, root);
    format_check(arena, root, faults);
    return true;
}

struct scenario *scenario_read(const char *path, const char *const *sets, size_t set_count,
                               struct cartsim_faults *faults)
{
    return scenario_read_from(NULL, path, sets, set_count, faults);
}

struct scenario *scenario_read_from(const struct shelf *shelf, const char *path, const char *const *sets,
                                    size_t set_count, struct cartsim_faults *faults)
{
    struct scenario *scenario = calloc(1, sizeof *scenario);
    bool read = false;
    if (scenario) {
        arena_init(&scenario->arena, ARENA_BYTES_MAX);
        read = copy_inputs(scenario, path, sets, set_count) && read_tree(scenario, shelf, faults);
    }
    bool exhausted = !scenario || arena_failed(&scenario->arena);
    if (exhausted)
        fault_error(faults, READING_SYNTAX, (struct cartsim_place){.file = path}, "memory is exhausted");
    if (read && !exhausted)
        return scenario;
    scenario_free(scenario);
    return NULL;
}

void scenario_free(struct scenario *scenario)
{
    if (!scenario)
        return;
    for (struct kept_column *column = scenario->columns; column; column = column->next)
        free(column->text);
    arena_release(&scenario->arena);
    free(scenario);
}
