/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_BASE_ARENA_H
#define CARTSIM_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

/*
 * Memory that lives and dies together.
 *
 * What an arena hands out is owned by the arena; everybody else borrows it until arena_release. Memory is
 * zeroed and aligned for any type. When the system has no more, arena_alloc returns NULL and the arena
 * remembers it (arena_failed), so that a builder may check once at its end.
 */
struct arena_block;

struct arena {
    struct arena_block *newest;
    size_t bytes; /* handed out so far */
    size_t limit; /* 0: none; beyond it arena_alloc fails */
    int failed;
};

void arena_init(struct arena *arena, size_t limit);
void arena_release(struct arena *arena);

/* size bytes, zeroed; NULL when memory or the limit is exhausted. */
void *arena_alloc(struct arena *arena, size_t size);
/* count items of size bytes each, zeroed; NULL on overflow too. */
void *arena_array(struct arena *arena, size_t count, size_t size);
/* A copy of the first `length` bytes of text, NUL-terminated. */
char *arena_text(struct arena *arena, const char *text, size_t length);
/* printf into the arena. */
char *arena_print(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprint(struct arena *arena, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));
/* 1 when an allocation has failed since arena_init. */
int arena_failed(const struct arena *arena);

#endif
