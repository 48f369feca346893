/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results/describe_parts.h"
#include "results/json_parts.h"

/* A description as Markdown, and as JSON. */

static void put_lines(FILE *to, const struct stress_item *item)
{
    for (const struct stress_line *line = item->first; line; line = line->next)
        if (line->text[0] == '|')
            fprintf(to, "%s\n", line->text);
        else
            fprintf(to, "%*s- %s\n", 2 * line->indent, "", line->text);
}

static void put_missing(FILE *to, const struct stress_item *item)
{
    fprintf(to, "- NOT STATED: `study.%s` says it.\n", item->field ? item->field : "note");
}

bool description_checklist(FILE *to, const struct description *description)
{
    fprintf(to, "# STRESS-DES: %s\n", description->model->name);
    for (int i = 0; i < STRESS_ITEMS; i++) {
        const struct stress_item *item = &description->items[i];
        fprintf(to, "\n## %s %s\n\n", item->number, item->title);
        if (item->stated)
            put_lines(to, item);
        else
            put_missing(to, item);
    }
    fprintf(to, "\n%d of %d items are stated.\n", description->stated, STRESS_ITEMS);
    return !ferror(to);
}

/* What a reader asks, in that order, and which items answer it. */
static const struct {
    const char *heading;
    enum stress_place items[5];
    int count;
} CHAPTERS[] = {
    {"What it is for", {STRESS_PURPOSE, STRESS_AIMS, STRESS_SCENARIO_LOGIC}, 3},
    {"Who comes", {STRESS_ENTITIES, STRESS_ENTRY}, 2},
    {"What the centre has", {STRESS_RESOURCES, STRESS_QUEUES}, 2},
    {"Which way patients go", {STRESS_BASE_LOGIC, STRESS_ALGORITHMS}, 2},
    {"What is measured", {STRESS_OUTPUTS}, 1},
    {"How it is run", {STRESS_INITIALISATION, STRESS_RUN_LENGTH, STRESS_ESTIMATION, STRESS_SAMPLING}, 4},
    {"Where the numbers come from",
     {STRESS_SOURCES, STRESS_PREPROCESSING, STRESS_INPUTS, STRESS_ASSUMPTIONS},
     4},
};

bool description_text(FILE *to, const struct description *description)
{
    fprintf(to, "# %s\n", description->model->name);
    for (size_t i = 0; i < sizeof CHAPTERS / sizeof *CHAPTERS; i++) {
        fprintf(to, "\n## %s\n\n", CHAPTERS[i].heading);
        for (int k = 0; k < CHAPTERS[i].count; k++) {
            const struct stress_item *item = &description->items[CHAPTERS[i].items[k]];
            bool table = item->first && item->first->text[0] == '|';
            fputs(table && k ? "\n" : "", to);
            put_lines(to, item);
            fputs(table ? "\n" : "", to);
        }
    }
    return !ferror(to);
}

static struct cJSON *item_object(struct json_writer *writer, const struct stress_item *item)
{
    struct cJSON *object = json_object(writer), *lines = json_list(writer);
    for (const struct stress_line *line = item->first; line; line = line->next)
        json_append(writer, lines, json_text(line->text));
    json_add_text(writer, object, "number", item->number);
    json_add_text(writer, object, "title", item->title);
    json_add(writer, object, "stated", json_boolean(item->stated));
    json_add(writer, object, "field", item->field ? json_text(item->field) : json_null());
    json_add(writer, object, "lines", lines);
    return object;
}

char *description_json(const struct description *description)
{
    struct json_writer writer = {.failed = false};
    struct cJSON *root = json_object(&writer), *items = json_list(&writer);
    json_add(&writer, root, "cartsim", json_about(&writer));
    json_add(&writer, root, "scenario",
             json_scenario(&writer, description->scenario, description->model->name));
    json_add_text(&writer, root, "checklist", "STRESS-DES");
    json_add_number(&writer, root, "stated", description->stated);
    json_add_number(&writer, root, "of", STRESS_ITEMS);
    for (int i = 0; i < STRESS_ITEMS; i++)
        json_append(&writer, items, item_object(&writer, &description->items[i]));
    json_add(&writer, root, "items", items);
    return json_print(&writer, root);
}
