/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/yaml_source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/codes.h"

/* What kind of thing can't be read as a scenario; NULL for a regular file. */
static const char *wrong_kind(mode_t mode)
{
    if (S_ISREG(mode))
        return NULL;
    if (S_ISDIR(mode))
        return "it is a folder";
    return S_ISFIFO(mode) ? "it is a pipe, not a file" : "it is not a regular file";
}

static const char *error_text(struct arena *arena, int number)
{
    char text[256];
    if (number == ENOENT)
        return "there is no such file";
    if (strerror_r(number, text, sizeof text))
        return "the system refuses";
    return arena_text(arena, text, strlen(text));
}

/* Reads until the end of the file, but never more than size bytes; -1 on an error. */
static ssize_t read_all(int descriptor, char *bytes, size_t size)
{
    size_t used = 0;
    while (used < size) {
        ssize_t got = read(descriptor, bytes + used, size - used);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        used += (size_t)got;
    }
    return (ssize_t)used;
}

/* NULL when the open file was read; else why not. */
static const char *load_open(struct arena *arena, int descriptor, size_t mebibytes,
                             struct yaml_source *source)
{
    struct stat status;
    if (fstat(descriptor, &status))
        return error_text(arena, errno);
    if (wrong_kind(status.st_mode))
        return wrong_kind(status.st_mode);
    if ((uintmax_t)status.st_size > (uintmax_t)mebibytes << 20)
        return arena_print(arena, "it is longer than %zu MiB", mebibytes);
    /* One byte beyond what it says, so that a file which grows is noticed; /proc says 0 for all. */
    size_t room = (status.st_size ? (size_t)status.st_size : YAML_BYTES_MAX) + 1;
    char *bytes = arena_alloc(arena, room);
    if (!bytes)
        return "memory is exhausted";
    ssize_t size = read_all(descriptor, bytes, room);
    if (size < 0)
        return error_text(arena, errno);
    if ((size_t)size == room)
        return arena_print(arena, "it is longer than %zu MiB or grows while it is read", mebibytes);
    source->bytes = bytes;
    source->size = (size_t)size;
    source->device = status.st_dev;
    source->inode = status.st_ino;
    return NULL;
}

bool source_load(struct arena *arena, const char *path, size_t mebibytes, const struct cartsim_place *asked,
                 struct yaml_source *source, struct cartsim_faults *faults)
{
    *source = (struct yaml_source){.file = path};
    struct stat status;
    const char *problem = NULL;
    /* Looked at before it is opened, for opening a device may do something; not blocking, should it be
     * swapped in between. */
    if (stat(path, &status))
        problem = error_text(arena, errno);
    else
        problem = wrong_kind(status.st_mode);
    if (!problem) {
        int descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
        problem = descriptor < 0 ? error_text(arena, errno) : load_open(arena, descriptor, mebibytes, source);
        if (descriptor >= 0)
            close(descriptor);
    }
    if (!problem)
        return true;
    struct cartsim_place place = asked && asked->line ? *asked : (struct cartsim_place){.file = path};
    fault_error(faults, READING_FILE, place, "can't read '%s': %s", path, problem);
    return false;
}

bool yaml_source_load(struct arena *arena, const char *path, const struct cartsim_place *asked,
                      struct yaml_source *source, struct cartsim_faults *faults)
{
    return source_load(arena, path, YAML_BYTES_MAX >> 20, asked, source, faults);
}
