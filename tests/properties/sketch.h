/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_SKETCH_H
#define CARTSIM_TESTS_SKETCH_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/*
 * A scenario that was made up: a tree of YAML that is written out as text, and from which anything can be
 * dropped, one thing after the other, as long as it still shows what is looked for.
 */
enum { SKETCH_KEY = 40, SKETCH_TEXT = 120, SKETCH_NODES = 4000 };

enum sketch_kind { SKETCH_MAP, SKETCH_LIST, SKETCH_SCALAR };

struct sketch_node {
    enum sketch_kind kind;
    char key[SKETCH_KEY]; /* empty in a list */
    char text[SKETCH_TEXT];
    int parent; /* -1: the root */
    bool dropped;
};

/* Nodes stand behind their parents, in the order in which they are written. */
struct sketch {
    struct sketch_node *nodes;
    int count;
    uint64_t random;
};

/* Ends with sketch_free. */
void sketch_begin(struct sketch *sketch);
void sketch_free(struct sketch *sketch);
/* Adds a node below `parent` (-1: the root) and returns it. In a list the key is "". */
int sketch_map(struct sketch *sketch, int parent, const char *key);
int sketch_list(struct sketch *sketch, int parent, const char *key);
int sketch_text(struct sketch *sketch, int parent, const char *key, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* How many children of `parent` there are. */
int sketch_children(const struct sketch *sketch, int parent);
/* The scenario as YAML; free it. */
char *sketch_yaml(const struct sketch *sketch);
/* Drops whatever can be dropped while `fails` says true of the YAML that is left. */
void sketch_shrink(struct sketch *sketch, bool (*fails)(const char *yaml, void *context), void *context);

#endif
