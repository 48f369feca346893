/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results/json_reader.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "results/results.h"

cJSON *json_read(const char *text, size_t size, size_t *wrong_at)
{
    const char *end = NULL;
    cJSON *root = cJSON_ParseWithLengthOpts(text, size, &end, 0);
    *wrong_at = end ? (size_t)(end - text) : 0;
    while (root && *wrong_at < size && strchr(" \t\r\n", text[*wrong_at]))
        ++*wrong_at;
    if (!root || *wrong_at == size)
        return root;
    cJSON_Delete(root);
    return NULL;
}

const cJSON *json_entry(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

const char *json_as_text(const cJSON *item)
{
    return cJSON_GetStringValue(item);
}

const char *json_entry_text(const cJSON *object, const char *key)
{
    return json_as_text(json_entry(object, key));
}

bool json_entry_whole(const cJSON *object, const char *key, uint64_t *number)
{
    const cJSON *item = json_entry(object, key);
    const char *digits = cJSON_GetStringValue(item);
    double value = cJSON_IsNumber(item) ? item->valuedouble : -1;
    if (digits && *digits && strlen(digits) < 20 && !digits[strspn(digits, "0123456789")]) {
        *number = strtoull(digits, NULL, 10);
        return true;
    }
    if (!(value >= 0 && value <= (double)(1ULL << 53)) || value != floor(value))
        return false;
    *number = (uint64_t)value;
    return true;
}

bool json_entry_number(const cJSON *object, const char *key, double *number)
{
    const cJSON *item = json_entry(object, key);
    if (!cJSON_IsNumber(item))
        return false;
    *number = item->valuedouble;
    return true;
}

bool json_is_list(const cJSON *item)
{
    return cJSON_IsArray(item);
}

const cJSON *json_first(const cJSON *list)
{
    return json_is_list(list) ? list->child : NULL;
}

const cJSON *json_next(const cJSON *item)
{
    return item->next;
}

/* ---- what differs */

/* Where a value stands. Frames live on the walker's stack. */
struct spot {
    const struct spot *above; /* NULL: the root */
    const char *key;          /* NULL: item `number` of a list */
    size_t number;
};

struct comparison {
    json_visitor *visit;
    void *context;
    size_t count;
};

enum { PATH_SIZE = 2000, NUMBER_SIZE = 32 };

static bool is_plain(const char *key)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    return *key && !key[strspn(key, plain)];
}

/* Appends to the path what fits; returns its length. */
static size_t write_path(const struct spot *spot, char *path)
{
    size_t used = spot->above ? write_path(spot->above, path) : 0;
    char *end = path + used;
    size_t room = PATH_SIZE - used;
    int wanted = 0;
    if (!spot->above)
        *path = '\0';
    else if (!spot->key)
        wanted = snprintf(end, room, "[%zu]", spot->number);
    else if (is_plain(spot->key))
        wanted = snprintf(end, room, "%s%s", used ? "." : "", spot->key);
    else
        wanted = snprintf(end, room, "[\"%s\"]", spot->key);
    return used + (wanted > 0 && (size_t)wanted < room ? (size_t)wanted : strlen(end));
}

/* A value in words; malloc'd unless it is a constant or in the buffer, see free_text. */
static const char *text_of(const cJSON *item, char buffer[NUMBER_SIZE])
{
    if (!item)
        return NULL;
    if (cJSON_IsObject(item))
        return "{...}";
    if (cJSON_IsArray(item))
        return "[...]";
    if (!cJSON_IsNumber(item))
        return cJSON_PrintUnformatted(item);
    if (isfinite(item->valuedouble))
        results_number(item->valuedouble, buffer);
    else
        snprintf(buffer, NUMBER_SIZE, "a number too large");
    return buffer;
}

static void free_text(const cJSON *item, const char *text)
{
    if (item && !cJSON_IsObject(item) && !cJSON_IsArray(item) && !cJSON_IsNumber(item))
        cJSON_free((void *)text);
}

static void report(struct comparison *comparison, const struct spot *spot, const cJSON *old, const cJSON *now)
{
    char path[PATH_SIZE], old_number[NUMBER_SIZE], now_number[NUMBER_SIZE];
    write_path(spot, path);
    const char *old_text = text_of(old, old_number), *now_text = text_of(now, now_number);
    comparison->visit(comparison->context, path, old_text, now_text);
    free_text(old, old_text);
    free_text(now, now_text);
    comparison->count++;
}

static bool is_same(const cJSON *old, const cJSON *now)
{
    if (cJSON_IsNumber(old))
        return old->valuedouble == now->valuedouble;
    return !cJSON_IsString(old) || strcmp(old->valuestring, now->valuestring) == 0;
}

static void compare(struct comparison *comparison, const struct spot *spot, const cJSON *old,
                    const cJSON *now);

/* The entry of that key; `next` is where it stands when both have the same keys in the same order. */
static const cJSON *find_entry(const cJSON *object, const cJSON *next, const char *key)
{
    return next && strcmp(next->string, key) == 0 ? next : json_entry(object, key);
}

static void compare_objects(struct comparison *comparison, const struct spot *spot, const cJSON *old,
                            const cJSON *now)
{
    const cJSON *next = now->child;
    for (const cJSON *entry = old->child; entry; entry = entry->next) {
        const struct spot inside = {.above = spot, .key = entry->string};
        const cJSON *other = find_entry(now, next, entry->string);
        compare(comparison, &inside, entry, other);
        next = other ? other->next : next;
    }
    next = old->child;
    for (const cJSON *entry = now->child; entry; entry = entry->next) {
        const struct spot inside = {.above = spot, .key = entry->string};
        const cJSON *other = find_entry(old, next, entry->string);
        if (!other)
            report(comparison, &inside, NULL, entry);
        next = other ? other->next : next;
    }
}

static void compare_lists(struct comparison *comparison, const struct spot *spot, const cJSON *old,
                          const cJSON *now)
{
    struct spot inside = {.above = spot};
    const cJSON *one = old->child, *other = now->child;
    for (; one || other; inside.number++) {
        compare(comparison, &inside, one, other);
        one = one ? one->next : NULL;
        other = other ? other->next : NULL;
    }
}

static void compare(struct comparison *comparison, const struct spot *spot, const cJSON *old,
                    const cJSON *now)
{
    if (!old || !now || (old->type & 0xFF) != (now->type & 0xFF))
        report(comparison, spot, old, now);
    else if (cJSON_IsObject(old))
        compare_objects(comparison, spot, old, now);
    else if (cJSON_IsArray(old))
        compare_lists(comparison, spot, old, now);
    else if (!is_same(old, now))
        report(comparison, spot, old, now);
}

size_t json_compare(const cJSON *old, const cJSON *now, json_visitor *visit, void *context)
{
    struct comparison comparison = {visit, context, 0};
    compare(&comparison, &(struct spot){0}, old, now);
    return comparison.count;
}
