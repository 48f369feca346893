/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results/describe.h"

#include "results/describe_parts.h"
#include "scenario/values.h"

/* The items, and what the author states in `study:`. */
static const struct {
    const char *number, *title, *field;
} ITEMS[STRESS_ITEMS] = {
    [STRESS_PURPOSE] = {"1.1", "Purpose of the model", "purpose"},
    [STRESS_OUTPUTS] = {"1.2", "Model outputs", NULL},
    [STRESS_AIMS] = {"1.3", "Experimentation aims", "aims"},
    [STRESS_DIAGRAM] = {"2.1", "Base model overview diagram", NULL},
    [STRESS_BASE_LOGIC] = {"2.2", "Base model logic", NULL},
    [STRESS_SCENARIO_LOGIC] = {"2.3", "Scenario logic", NULL},
    [STRESS_ALGORITHMS] = {"2.4", "Algorithms", NULL},
    [STRESS_ENTITIES] = {"2.5.1", "Components: entities", NULL},
    [STRESS_ACTIVITIES] = {"2.5.2", "Components: activities", NULL},
    [STRESS_RESOURCES] = {"2.5.3", "Components: resources", NULL},
    [STRESS_QUEUES] = {"2.5.4", "Components: queues", NULL},
    [STRESS_ENTRY] = {"2.5.5", "Components: entry and exit points", NULL},
    [STRESS_SOURCES] = {"3.1", "Data sources", "data"},
    [STRESS_PREPROCESSING] = {"3.2", "Pre-processing", "preprocessing"},
    [STRESS_INPUTS] = {"3.3", "Input parameters", NULL},
    [STRESS_ASSUMPTIONS] = {"3.4", "Assumptions", NULL},
    [STRESS_INITIALISATION] = {"4.1", "Initialisation", NULL},
    [STRESS_RUN_LENGTH] = {"4.2", "Run length", NULL},
    [STRESS_ESTIMATION] = {"4.3", "Estimation approach", NULL},
    [STRESS_SOFTWARE] = {"5.1", "Software or programming language", NULL},
    [STRESS_SAMPLING] = {"5.2", "Random sampling", NULL},
    [STRESS_EXECUTION] = {"5.3", "Model execution", NULL},
    [STRESS_SYSTEM] = {"5.4", "System specification", NULL},
    [STRESS_SHARING] = {"6.1", "Computer model sharing statement", "sharing"},
};

void say(struct description *description, enum stress_place place, int indent, const char *format, ...)
{
    struct stress_item *item = &description->items[place];
    struct stress_line *line = arena_alloc(&description->arena, sizeof *line);
    va_list arguments;
    if (!line)
        return;
    va_start(arguments, format);
    line->text = arena_vprint(&description->arena, format, arguments);
    va_end(arguments);
    if (!line->text)
        return;
    line->indent = indent;
    if (item->last)
        item->last->next = line;
    else
        item->first = line;
    item->last = line;
    item->stated = true;
}

/* ---- what the author says */

static void say_texts(struct description *description, enum stress_place place, const struct tree *node)
{
    const struct tree *value = node ? value_of(node) : NULL;
    if (!value)
        return;
    if (value->kind == TREE_TEXT && *value->text)
        say(description, place, 0, "%s", value->text);
    for (const struct tree *item = tree_first(value); item; item = item->next)
        if (item->kind == TREE_TEXT && item->key)
            say(description, place, 0, "%s: %s", words_name(&description->arena, item->key), item->text);
        else if (item->kind == TREE_TEXT)
            say(description, place, 0, "%s", item->text);
}

/* A study that is one text is its purpose. */
static void say_study(struct description *description)
{
    const struct tree *study = tree_get(description->scenario->root, "study");
    if (study && study->kind == TREE_TEXT)
        say_texts(description, STRESS_PURPOSE, study);
    for (int i = 0; i < STRESS_ITEMS; i++)
        if (ITEMS[i].field)
            say_texts(description, (enum stress_place)i, tree_get(study, ITEMS[i].field));
}

static void say_sources(struct description *description)
{
    const struct tree *sources = tree_get(description->scenario->root, "sources");
    for (const struct tree *source = tree_first(sources); source; source = source->next) {
        const char *text = source->kind == TREE_TEXT ? source->text : "";
        for (const struct tree *part = tree_first(source); part; part = part->next)
            if (part->kind == TREE_TEXT)
                text = words_join(&description->arena, text, "; ",
                                  part->key ? words_print(&description->arena, "%s %s", part->key, part->text)
                                            : part->text);
        say(description, STRESS_SOURCES, 0, "`%s`: %s", source->key, text);
    }
}

/* ---- the whole */

bool description_make(struct description *description, const struct scenario *scenario,
                      const struct model *model, const struct host *host)
{
    *description = (struct description){.scenario = scenario, .model = model, .host = host};
    arena_init(&description->arena, 0);
    for (int i = 0; i < STRESS_ITEMS; i++) {
        description->items[i].number = ITEMS[i].number;
        description->items[i].title = ITEMS[i].title;
        description->items[i].field = ITEMS[i].field;
    }
    say_study(description);
    say_sources(description);
    describe_logic(description);
    describe_inputs(description);
    describe_run(description);
    for (int i = 0; i < STRESS_ITEMS; i++)
        description->stated += description->items[i].stated;
    return !arena_failed(&description->arena);
}

void description_free(struct description *description)
{
    arena_release(&description->arena);
}
