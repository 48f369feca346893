/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/extends.h"

#include <string.h>

#include "base/codes.h"
#include "scenario/merge.h"
#include "scenario/yaml_reader.h"

/* `path` as seen from the folder of `file`. */
static const char *beside(struct arena *arena, const char *file, const char *path)
{
    const char *slash = strrchr(file, '/');
    if (*path == '/' || !slash)
        return path;
    return arena_print(arena, "%.*s%s", (int)(slash - file + 1), file, path);
}

/* "a.yaml -> b.yaml -> a.yaml", from the file that comes again. */
static const char *describe_circle(struct arena *arena, const struct extends_files *files, size_t from)
{
    const char *text = files->file[from].file;
    for (size_t i = from + 1; i < files->count && text; i++)
        text = arena_print(arena, "%s -> %s", text, files->file[i].file);
    return text ? arena_print(arena, "%s -> %s", text, files->file[from].file) : NULL;
}

/* Whether the file is new to the chain; says so when it isn't. */
static bool check_circle(struct arena *arena, const struct extends_files *files,
                         const struct yaml_source *source, const struct tree *asked,
                         struct cartsim_faults *faults)
{
    for (size_t i = 0; i < files->count; i++) {
        if (files->file[i].device != source->device || files->file[i].inode != source->inode)
            continue;
        const char *circle = describe_circle(arena, files, i);
        fault_error(faults, READING_MERGE, asked->place, "extends makes a circle: %s",
                    circle ? circle : source->file);
        return false;
    }
    return true;
}

static bool load(struct arena *arena, const struct shelf *shelf, const char *path,
                 const struct cartsim_place *asked, struct yaml_source *source, struct cartsim_faults *faults)
{
    return shelf ? shelf_source(shelf, path, asked, source, faults)
                 : yaml_source_load(arena, path, asked, source, faults);
}

/* Reads one more file of the chain; `asked` is the `extends` that names it, NULL for the first. */
static struct tree *read_file(struct arena *arena, const struct shelf *shelf, const char *path,
                              const struct tree *asked, struct extends_files *files,
                              struct cartsim_faults *faults)
{
    struct yaml_source source;
    if (files->count == EXTENDS_FILES_MAX) {
        fault_error(faults, READING_MERGE, asked->place, "a chain of more than %d files", EXTENDS_FILES_MAX);
        return NULL;
    }
    if (!load(arena, shelf, path, asked ? &asked->place : NULL, &source, faults) ||
        !check_circle(arena, files, &source, asked, faults))
        return NULL;
    files->file[files->count++] = source;
    struct tree *root = yaml_parse(arena, &source, faults);
    if (!root || root->kind == TREE_MAP)
        return root;
    fault_error(faults, READING_SYNTAX, root->place,
                "a scenario is a map of keys; its first line is 'cartsim: 1'");
    return NULL;
}

/* Takes `extends` out of a root. False when it is there but names no file; *asked is NULL when it isn't
 * there. */
static bool take_extends(struct tree *root, const struct tree **asked, struct cartsim_faults *faults)
{
    struct tree *extends = tree_get(root, "extends");
    *asked = extends;
    if (!extends)
        return true;
    tree_remove(root, extends);
    if (extends->kind == TREE_TEXT && *extends->text)
        return true;
    fault_error(faults, READING_MERGE, extends->place, "extends: expected the path of one file");
    return false;
}

struct tree *extends_read(struct arena *arena, const struct shelf *shelf, const char *path,
                          struct extends_files *files, struct cartsim_faults *faults)
{
    struct tree *roots[EXTENDS_FILES_MAX];
    const struct tree *asked = NULL;
    files->count = 0;
    do {
        size_t index = files->count;
        struct tree *root = path ? read_file(arena, shelf, path, asked, files, faults) : NULL;
        if (!root || !take_extends(root, &asked, faults))
            return NULL;
        roots[index] = root;
        path = asked ? beside(arena, path, asked->text) : NULL;
    } while (asked);

    struct merge merge = {arena, faults};
    struct tree *base = roots[files->count - 1];
    merge_bottom(&merge, base);
    for (size_t i = files->count - 1; i-- > 0;)
        merge_node(&merge, (struct merge_site){0}, base, roots[i]);
    return base;
}
