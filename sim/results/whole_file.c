/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results/whole_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int make_one(const char *folder)
{
    struct stat found;
    if (mkdir(folder, 0777) == 0)
        return 0;
    int error = errno;
    if (stat(folder, &found) == 0)
        return S_ISDIR(found.st_mode) ? 0 : ENOTDIR;
    return error;
}

int folder_make(const char *folder)
{
    if (!*folder)
        return ENOENT;
    char *path = strdup(folder);
    if (!path)
        return ENOMEM;
    int error = 0;
    for (char *at = path + 1; *at && !error; at++) {
        if (*at != '/')
            continue;
        *at = '\0';
        error = make_one(path);
        *at = '/';
    }
    if (!error)
        error = make_one(path);
    free(path);
    return error;
}

size_t folder_known(const char *folder)
{
    struct stat found;
    char *path = strdup(folder);
    size_t known = strlen(folder);
    while (path && known > 0 && stat(path, &found) != 0) {
        while (known > 0 && path[known - 1] != '/')
            known--;
        while (known > 0 && path[known - 1] == '/')
            known--;
        path[known] = '\0';
    }
    free(path);
    return known;
}

void folder_remove_new(const char *folder, size_t known)
{
    char *path = strdup(folder);
    for (size_t length = path ? strlen(path) : 0; length > known; length--) {
        path[length] = '\0';
        if (path[length - 1] != '/' && (folder[length] == '/' || !folder[length]) && rmdir(path) != 0)
            break;
    }
    free(path);
}

static char *join(const char *folder, const char *name, const char *ending)
{
    size_t size = strlen(folder) + strlen(name) + strlen(ending) + 2;
    char *path = malloc(size);
    if (path)
        snprintf(path, size, "%s/%s%s", folder, name, ending);
    return path;
}

/* A folder in the file's place would be found out only at the rename: say so before the run. */
static int check_place(const char *path)
{
    struct stat found;
    return lstat(path, &found) == 0 && S_ISDIR(found.st_mode) ? EISDIR : 0;
}

enum { NAMES_MAX = 100 };

/* A new file under a name that nothing has: what a killed run left behind stays, and no link is followed
 * (O_EXCL). */
static int open_beside(struct whole_file *file, const char *folder, const char *name)
{
    int error = EEXIST;
    for (int i = 0; i < NAMES_MAX && error == EEXIST; i++) {
        char ending[48];
        snprintf(ending, sizeof ending, ".%ld-%d.part", (long)getpid(), i);
        free(file->temporary);
        file->temporary = join(folder, name, ending);
        if (!file->temporary)
            return ENOMEM;
        int handle = open(file->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        error = handle < 0 ? errno : 0;
        file->stream = handle < 0 ? NULL : fdopen(handle, "w");
        if (handle >= 0 && !file->stream) {
            error = errno;
            close(handle);
            unlink(file->temporary);
        }
    }
    return error;
}

int whole_file_open(struct whole_file *file, const char *folder, const char *name)
{
    *file = (struct whole_file){.path = join(folder, name, "")};
    int error = file->path ? check_place(file->path) : ENOMEM;
    if (!error)
        error = open_beside(file, folder, name);
    if (error) {
        free(file->path);
        free(file->temporary);
        *file = (struct whole_file){0};
    }
    return error;
}

int whole_file_open_path(struct whole_file *file, const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash ? strndup(path, (size_t)(slash - path + 1)) : strdup(".");
    int error = !folder ? ENOMEM : slash && !slash[1] ? EISDIR : 0;
    if (!error)
        error = whole_file_open(file, folder, slash ? slash + 1 : path);
    free(folder);
    return error;
}

int whole_file_finish(struct whole_file *file)
{
    int error = ferror(file->stream) ? EIO : 0;
    if (fflush(file->stream) != 0 || fsync(fileno(file->stream)) != 0)
        error = errno;
    if (fclose(file->stream) != 0 && !error)
        error = errno;
    file->stream = NULL;
    return error;
}

/* So that the rename itself survives a loss of power; where folders can't be synced, nothing is lost by
 * trying. */
static void sync_folder(const char *path)
{
    char *folder = strdup(path);
    char *slash = folder ? strrchr(folder, '/') : NULL;
    if (slash) {
        *slash = '\0';
        int handle = open(*folder ? folder : "/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (handle >= 0) {
            (void)fsync(handle);
            close(handle);
        }
    }
    free(folder);
}

int whole_file_commit(struct whole_file *file)
{
    if (rename(file->temporary, file->path) != 0)
        return errno;
    sync_folder(file->path);
    free(file->path);
    free(file->temporary);
    *file = (struct whole_file){0};
    return 0;
}

void whole_file_abandon(struct whole_file *file)
{
    if (file->stream)
        fclose(file->stream);
    if (file->temporary)
        unlink(file->temporary);
    free(file->path);
    free(file->temporary);
    *file = (struct whole_file){0};
}
