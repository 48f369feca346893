/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Each piece has a block of its own where AddressSanitizer is to see what is read beside it. */
#ifdef __SANITIZE_ADDRESS__
enum { BLOCK_BYTES = 0, UNIT = 1 };
#else
enum { BLOCK_BYTES = 1 << 16, UNIT = alignof(max_align_t) };
#endif

struct arena_block {
    struct arena_block *older;
    size_t used, size;
    alignas(max_align_t) unsigned char bytes[];
};

void arena_init(struct arena *arena, size_t limit)
{
    *arena = (struct arena){.limit = limit};
}

void arena_release(struct arena *arena)
{
    struct arena_block *block = arena->newest;
    while (block) {
        struct arena_block *older = block->older;
        free(block);
        block = older;
    }
    arena_init(arena, arena->limit);
}

static struct arena_block *add_block(struct arena *arena, size_t size)
{
    size_t room = size > BLOCK_BYTES ? size : BLOCK_BYTES;
    struct arena_block *block = calloc(1, sizeof *block + room);
    if (!block)
        return NULL;
    block->size = room;
    block->older = arena->newest;
    arena->newest = block;
    return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2 || (arena->limit && size > arena->limit - arena->bytes)) {
        arena->failed = 1;
        return NULL;
    }
    size_t rounded = (size + UNIT - 1) / UNIT * UNIT;
    struct arena_block *block = arena->newest;
    if (!block || block->size - block->used < rounded)
        block = add_block(arena, rounded);
    if (!block) {
        arena->failed = 1;
        return NULL;
    }
    void *place = block->bytes + block->used;
    block->used += rounded;
    arena->bytes += size;
    return place;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 2 / size) {
        arena->failed = 1;
        return NULL;
    }
    return arena_alloc(arena, count * size);
}

char *arena_text(struct arena *arena, const char *text, size_t length)
{
    char *copy = arena_alloc(arena, length + 1);
    if (copy)
        memcpy(copy, text, length);
    return copy;
}

char *arena_vprint(struct arena *arena, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *text = length < 0 ? NULL : arena_alloc(arena, (size_t)length + 1);
    if (text)
        vsnprintf(text, (size_t)length + 1, format, arguments);
    return text;
}

char *arena_print(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = arena_vprint(arena, format, arguments);
    va_end(arguments);
    return text;
}

int arena_failed(const struct arena *arena)
{
    return arena->failed;
}
