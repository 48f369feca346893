/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results/json_writer.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "results/results.h"

/* Numbers are written by results_number: cJSON's own printing loses the last digit of some. */

cJSON *json_object(struct json_writer *writer)
{
    cJSON *object = cJSON_CreateObject();
    writer->failed = writer->failed || !object;
    return object;
}

cJSON *json_list(struct json_writer *writer)
{
    cJSON *list = cJSON_CreateArray();
    writer->failed = writer->failed || !list;
    return list;
}

void json_add(struct json_writer *writer, cJSON *object, const char *key, cJSON *item)
{
    if (item && cJSON_AddItemToObject(object, key, item))
        return;
    cJSON_Delete(item);
    writer->failed = true;
}

void json_append(struct json_writer *writer, cJSON *list, cJSON *item)
{
    if (item && cJSON_AddItemToArray(list, item))
        return;
    cJSON_Delete(item);
    writer->failed = true;
}

int json_count(const cJSON *item)
{
    return cJSON_GetArraySize(item);
}

void json_discard(cJSON *item)
{
    cJSON_Delete(item);
}

cJSON *json_null(void)
{
    return cJSON_CreateNull();
}

cJSON *json_boolean(bool truth)
{
    return cJSON_CreateBool(truth);
}

cJSON *json_number(double value)
{
    char text[32];
    if (!isfinite(value))
        return cJSON_CreateNull();
    results_number(value, text);
    return cJSON_CreateRaw(text);
}

/* The name of a file may be any bytes. */
cJSON *json_text(const char *text)
{
    static const char replacement[] = "\xef\xbf\xbd";
    size_t length = strlen(text), used = 0;
    char *clean = malloc(3 * length + 1);
    if (!clean)
        return NULL;
    for (size_t at = 0; at < length;) {
        size_t bytes = utf8_character(text + at, length - at);
        memcpy(clean + used, bytes ? text + at : replacement, bytes ? bytes : 3);
        used += bytes ? bytes : 3;
        at += bytes ? bytes : 1;
    }
    clean[used] = '\0';
    cJSON *item = cJSON_CreateString(clean);
    free(clean);
    return item;
}

cJSON *json_whole(uint64_t value)
{
    char text[32];
    snprintf(text, sizeof text, "%llu", (unsigned long long)value);
    return value > (1ULL << 53) ? cJSON_CreateString(text) : cJSON_CreateRaw(text);
}

cJSON *json_literal(const char *json)
{
    return cJSON_Parse(json);
}

void json_add_text(struct json_writer *writer, cJSON *object, const char *key, const char *text)
{
    json_add(writer, object, key, json_text(text));
}

void json_add_number(struct json_writer *writer, cJSON *object, const char *key, double value)
{
    json_add(writer, object, key, json_number(value));
}

static char *with_newline(char *text)
{
    size_t length = strlen(text);
    char *longer = realloc(text, length + 2);
    if (!longer) {
        free(text);
        return NULL;
    }
    memcpy(longer + length, "\n", 2);
    return longer;
}

char *json_print(struct json_writer *writer, cJSON *root)
{
    char *text = writer->failed ? NULL : cJSON_Print(root);
    cJSON_Delete(root);
    return text ? with_newline(text) : NULL;
}
