/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/desk.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scenario/yaml_reader.h"
#include "support/test.h"

int desk_setup(void **state)
{
    struct desk *desk = calloc(1, sizeof *desk);
    assert_non_null(desk);
    snprintf(desk->folder, sizeof desk->folder,
             "/tmp/cartsim-test-XX"
             "XX"
             "XX");
    assert_non_null(mkdtemp(desk->folder));
    arena_init(&desk->arena, (size_t)256 << 20);
    desk->faults = cartsim_faults_create();
    assert_non_null(desk->faults);
    *state = desk;
    return 0;
}

/* Removes a folder and what is in it. */
static void remove_folder(const char *path)
{
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char inside[512];
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
            continue;
        snprintf(inside, sizeof inside, "%s/%s", path, entry->d_name);
        if (unlink(inside))
            remove_folder(inside);
    }
    if (folder)
        closedir(folder);
    rmdir(path);
}

int desk_teardown(void **state)
{
    struct desk *desk = *state;
    remove_folder(desk->folder);
    cartsim_faults_free(desk->faults);
    arena_release(&desk->arena);
    free(desk);
    return 0;
}

const char *desk_path(struct desk *desk, const char *name)
{
    const char *path = arena_print(&desk->arena, "%s/%s", desk->folder, name);
    assert_non_null(path);
    return path;
}

const char *desk_write_bytes(struct desk *desk, const char *name, const char *bytes, size_t size)
{
    const char *path = desk_path(desk, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
    return path;
}

const char *desk_write(struct desk *desk, const char *name, const char *text)
{
    return desk_write_bytes(desk, name, text, strlen(text));
}

struct tree *desk_parse(struct desk *desk, const char *file, const char *text)
{
    struct yaml_source source = {.file = file, .bytes = text, .size = strlen(text)};
    return yaml_parse(&desk->arena, &source, desk->faults);
}

const char *desk_repeat(struct desk *desk, const char *head, const char *piece, size_t count,
                        const char *tail)
{
    size_t length = strlen(piece), start = strlen(head), end = start + length * count;
    char *text = arena_alloc(&desk->arena, end + strlen(tail) + 1);
    assert_non_null(text);
    memcpy(text, head, start);
    for (size_t i = 0; i < count; i++)
        memcpy(text + start + i * length, piece, length);
    memcpy(text + end, tail, strlen(tail));
    return text;
}

static void write_flow(const struct tree *tree, FILE *to)
{
    if (tree->kind == TREE_TEXT) {
        fputs(tree->text, to);
        return;
    }
    fputc(tree->kind == TREE_MAP ? '{' : '[', to);
    size_t count = 0;
    for (const struct tree *child = tree->first; child; child = child->next, count++) {
        fputs(count ? ", " : "", to);
        if (tree->kind == TREE_MAP)
            fprintf(to, "%s: ", child->key);
        write_flow(child, to);
    }
    fputc(tree->kind == TREE_MAP ? '}' : ']', to);
    assert_int_equal(count, tree->count);
    assert_true(count ? tree->last && !tree->last->next : !tree->last);
}

/* Closes the stream, moves its text into the arena. */
static const char *keep(struct desk *desk, FILE *stream, char **text)
{
    assert_int_equal(fclose(stream), 0);
    const char *kept = arena_text(&desk->arena, *text, strlen(*text));
    free(*text);
    assert_non_null(kept);
    return kept;
}

const char *desk_flow(struct desk *desk, const struct tree *tree)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    assert_non_null(stream);
    assert_non_null(tree);
    write_flow(tree, stream);
    return keep(desk, stream, &text);
}

const char *desk_many_keys(struct desk *desk, unsigned count)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    assert_non_null(stream);
    for (unsigned i = 0; i < count; i++)
        fprintf(stream, "k%u: %u\n", i * 7919 % count, i % 10); /* 7919 is prime: every number comes once */
    return keep(desk, stream, &text);
}

const char *desk_faults(struct desk *desk)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    assert_non_null(stream);
    cartsim_faults_sort(desk->faults);
    for (size_t i = 0; i < cartsim_faults_count(desk->faults); i++) {
        const struct cartsim_fault *fault = cartsim_faults_get(desk->faults, i);
        const char *slash = strrchr(fault->place.file, '/');
        fprintf(stream, "%s:%u:%u: %c%03u: %s\n", slash ? slash + 1 : fault->place.file, fault->place.line,
                fault->place.column, fault->severity == CARTSIM_ERROR ? 'E' : 'W', fault->code, fault->text);
    }
    return keep(desk, stream, &text);
}

const char *desk_printed(struct desk *desk)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    assert_non_null(stream);
    cartsim_faults_sort(desk->faults);
    for (size_t i = 0; i < cartsim_faults_count(desk->faults); i++)
        cartsim_fault_print(cartsim_faults_get(desk->faults, i), stream);
    return keep(desk, stream, &text);
}
