/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/shelf.h"

#include <string.h>

#include "base/codes.h"

enum { PATH_SIZE = 4096 };

/* Takes "FOLDER/../" out of a path, from the left. */
static void straighten(char *path)
{
    char *up;
    while ((up = strstr(path, "/../")) && up != path) {
        char *folder = up;
        while (folder > path && folder[-1] != '/')
            folder--;
        memmove(folder, up + 4, strlen(up + 4) + 1);
    }
}

bool shelf_source(const struct shelf *shelf, const char *path, const struct cartsim_place *asked,
                  struct yaml_source *source, struct cartsim_faults *faults)
{
    char straight[PATH_SIZE] = "";
    *source = (struct yaml_source){.file = path};
    if (strlen(path) < sizeof straight)
        memcpy(straight, path, strlen(path) + 1);
    straighten(straight);
    for (size_t i = 0; i < shelf->count; i++) {
        if (strcmp(shelf->files[i].path, straight) != 0 && strcmp(shelf->files[i].path, path) != 0)
            continue;
        source->bytes = (const char *)shelf->files[i].bytes;
        source->size = shelf->files[i].size;
        source->inode = (ino_t)(i + 1);
        return true;
    }
    struct cartsim_place place = asked && asked->line ? *asked : (struct cartsim_place){.file = path};
    fault_error(faults, READING_FILE, place, "can't read '%s': the program does not hold it", path);
    return false;
}

const char *shelf_column(const struct shelf *shelf, const char *file, const char *column)
{
    for (size_t i = 0; i < shelf->column_count; i++)
        if (strcmp(shelf->columns[i].file, file) == 0 && strcmp(shelf->columns[i].column, column) == 0)
            return shelf->columns[i].text;
    return NULL;
}
