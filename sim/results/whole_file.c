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
    char *path = strdup(folder);
    int error = path ? 0 : ENOMEM;
    for (char *at = path ? path + 1 : NULL; at && *at && !error; at++) {
        if (*at != '/')
            continue;
        *at = '\0';
        error = make_one(path);
        *at = '/';
    }
    if (!error)
        error = *path ? make_one(path) : ENOENT;
    free(path);
    return error;
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

int whole_file_open(struct whole_file *file, const char *folder, const char *name)
{
    char ending[40];
    snprintf(ending, sizeof ending, ".%ld.part", (long)getpid());
    *file = (struct whole_file){.path = join(folder, name, ""), .temporary = join(folder, name, ending)};
    int error = file->path && file->temporary ? check_place(file->path) : ENOMEM;
    int handle = error ? -1 : open(file->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (!error && handle < 0)
        error = errno;
    if (!error) {
        file->stream = fdopen(handle, "w");
        if (!file->stream) {
            error = errno;
            close(handle);
            unlink(file->temporary);
        }
    }
    if (error) {
        free(file->path);
        free(file->temporary);
        *file = (struct whole_file){0};
    }
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

/* So that the rename itself survives a loss of power; where folders can't be synced, nothing is lost by trying. */
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
