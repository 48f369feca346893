/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_RESULTS_JSON_READER_H
#define CARTSIM_RESULTS_JSON_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * JSON that was written earlier, perhaps by others. What is asked for and is not there, or is of another
 * kind, is NULL or false.
 */
struct cJSON;

/* json_discard it (json_writer.h). NULL: it is no JSON from about the byte *wrong_at on, or memory is
 * exhausted. */
struct cJSON *json_read(const char *text, size_t size, size_t *wrong_at);

const struct cJSON *json_entry(const struct cJSON *object, const char *key);
const char *json_entry_text(const struct cJSON *object, const char *key);
/* A whole number, or its digits as a string: see json_whole. */
bool json_entry_whole(const struct cJSON *object, const char *key, uint64_t *number);
bool json_entry_number(const struct cJSON *object, const char *key, double *number);
/* The items of a list; NULL at its end, for an empty list and for what is none. */
const struct cJSON *json_first(const struct cJSON *list);
const struct cJSON *json_next(const struct cJSON *item);
bool json_is_list(const struct cJSON *item);
const char *json_as_text(const struct cJSON *item);

/*
 * Calls visit for each value that differs, depth first in the order of `old`, what only `now` has at the end
 * of its object or list. Paths are such as measures.vein_to_vein.p90.ci[1]; odd keys stand in brackets and
 * quotes. The texts are JSON, "{...}" and "[...]" for what has values of its own, NULL for nothing, and live
 * for the call. Returns how many differ.
 */
typedef void json_visitor(void *context, const char *path, const char *old, const char *now);
size_t json_compare(const struct cJSON *old, const struct cJSON *now, json_visitor *visit, void *context);

#endif
