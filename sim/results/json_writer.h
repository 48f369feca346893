/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_RESULTS_JSON_WRITER_H
#define CARTSIM_RESULTS_JSON_WRITER_H

#include <stdbool.h>
#include <stdint.h>

/*
 * JSON, built as a tree and printed at once. Lack of memory anywhere marks the writer as failed; it is looked
 * at once, at the end. An item that was added belongs to what it was added to.
 */
struct cJSON;

struct json_writer {
    bool failed;
};

struct cJSON *json_object(struct json_writer *writer);
struct cJSON *json_list(struct json_writer *writer);
void json_add(struct json_writer *writer, struct cJSON *object, const char *key, struct cJSON *item);
void json_append(struct json_writer *writer, struct cJSON *list, struct cJSON *item);

/* Entries of an object, items of a list. */
int json_count(const struct cJSON *item);
/* Frees what was added to nothing. */
void json_discard(struct cJSON *item);

/* NULL when memory is exhausted, which json_add and json_append notice. */
struct cJSON *json_null(void);
struct cJSON *json_boolean(bool truth);
/* Bytes that are no UTF-8 become U+FFFD. */
struct cJSON *json_text(const char *text);
/* What is not finite is null. */
struct cJSON *json_number(double value);
/* Above 2^53 as a string: most readers of JSON would lose its last digits. */
struct cJSON *json_whole(uint64_t value);
/* What a text of JSON says. */
struct cJSON *json_literal(const char *json);

void json_add_text(struct json_writer *writer, struct cJSON *object, const char *key, const char *text);
void json_add_number(struct json_writer *writer, struct cJSON *object, const char *key, double value);

/* The text, newline at the end, malloc'd; NULL when the writer failed. The tree is freed in any case. */
char *json_print(struct json_writer *writer, struct cJSON *root);

#endif
