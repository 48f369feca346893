/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results/draw_plan.h"

#include <string.h>

#include "results/draw_words.h"
#include "scenario/values.h"

/* ---- risks */

/* Whether a moment can come on this pathway: in a step of it, or of a risk. */
static bool has_moment(const struct section *section, const char *moment)
{
    char name[512];
    const char *dot = strrchr(moment, '.');
    if (!dot || (size_t)(dot - moment) >= sizeof name)
        return true;
    memcpy(name, moment, (size_t)(dot - moment));
    name[dot - moment] = '\0';
    return plan_find(&section->flow, name) || plan_find(&section->risks, name);
}

static void add_window(struct plan *plan, struct box *box, const struct tree *risk)
{
    struct arena *arena = plan->arena;
    plan_row(plan, box, ICON_CLOCK, 0,
             words_print(arena, "from %s until %s", words_moment(arena, tree_text(risk, "from", "referral")),
                         words_moment(arena, tree_text(risk, "until", "exit"))),
             NULL);
    if (tree_get(risk, "after"))
        plan_row(plan, box, ICON_NONE, 0,
                 words_print(arena, "after %s", words_value(arena, tree_get(risk, "after"))), NULL);
    for (const struct tree *by = tree_first(tree_get(risk, "multiplied_by")); by; by = by->next)
        for (const struct tree *factor = tree_first(by); factor; factor = factor->next)
            plan_row(plan, box, ICON_NONE, 0,
                     words_print(arena, "times %s if %s %s", words_value(arena, factor),
                                 words_name(arena, by->key), words_name(arena, factor->key)),
                     NULL);
}

static void add_effects(struct plan *plan, struct box *box, const struct tree *risk)
{
    bool unfit = false, recurs = false;
    value_boolean(tree_get(risk, "unfit"), &unfit);
    if (value_boolean(tree_get(risk, "recurs"), &recurs) && recurs)
        plan_row(plan, box, ICON_AGAIN, 0, "may come again", NULL);
    if (unfit)
        plan_row(plan, box, ICON_NONE, 0, "makes unfit until over", NULL);
    if (tree_get(risk, "sets"))
        plan_row(plan, box, ICON_NONE, 0, words_sets(plan->arena, tree_get(risk, "sets")), NULL);
    const char *stay = tree_text(risk, "extends_stay", NULL), *outcome = tree_text(risk, "leaves", NULL);
    if (stay)
        plan_row(plan, box, ICON_NONE, 0,
                 words_print(plan->arena, "keeps %s from ending", words_name(plan->arena, stay)), NULL);
    if (outcome)
        plan_row(plan, box, ICON_FAIL, 0, "ends:", outcome);
}

static void add_risk(struct plan *plan, struct section *section, const struct tree *risk)
{
    struct box *box = plan_box(plan, &section->risks, BOX_RISK, risk->key);
    if (!box)
        return;
    box->source = risk;
    const struct tree *rate = tree_get(risk, "rate");
    box->time = words_value(plan->arena, rate ? rate : tree_get(risk, "chance"));
    add_window(plan, box, risk);
    add_effects(plan, box, risk);
    if (!tree_get(risk, "steps"))
        return;
    struct group *group = arena_alloc(plan->arena, sizeof *group);
    if (!group)
        return;
    group->owner = box;
    box->groups = group;
    plan_steps(plan, group, tree_get(risk, "steps"), 1);
    plan_agains(plan, group);
}

/* Takes out again what can't strike here; several rounds, for a risk may depend on another's steps. */
static void drop_foreign_risks(struct section *section)
{
    for (bool again = true; again;) {
        again = false;
        for (struct box **at = &section->risks.first; *at;) {
            const struct tree *risk = (*at)->source;
            bool fits = has_moment(section, tree_text(risk, "from", "referral"));
            const char *until = tree_text(risk, "until", "exit");
            fits = fits && (has_moment(section, until) || !tree_get(risk, "from"));
            if (fits) {
                at = &(*at)->next;
                continue;
            }
            *at = (*at)->next;
            again = true;
        }
    }
}

static void add_risks(struct plan *plan, struct section *section)
{
    for (const struct tree *risk = tree_first(tree_get(plan->root, "risks")); risk; risk = risk->next)
        if (plan_enabled(risk))
            add_risk(plan, section, risk);
    drop_foreign_risks(section);
}

/* ---- pathways */

static void add_classes(struct plan *plan, struct section *section)
{
    struct arena *arena = plan->arena;
    for (const struct tree *class = tree_first(tree_get(plan->root, "patients")); class;
         class = class->next) {
        if (!plan_enabled(class) || strcmp(tree_text(class, "pathway", ""), section->name) != 0)
            continue;
        struct box *box = plan_box(plan, &section->entries, BOX_ENTRY, class->key);
        if (!box)
            return;
        box->time = words_arrivals(arena, tree_get(class, "arrivals"));
        const char *priority = words_value(arena, tree_get(class, "priority"));
        if (*priority)
            plan_row(plan, box, ICON_NONE, 0, words_print(arena, "priority %s", priority), NULL);
        if (tree_get(class, "attributes"))
            plan_row(plan, box, ICON_NONE, 0, words_attributes(arena, tree_get(class, "attributes")), NULL);
    }
}

static void add_section(struct plan *plan, struct section ***end, const struct tree *pathway)
{
    struct section *section = arena_alloc(plan->arena, sizeof *section);
    if (!section)
        return;
    section->name = pathway->key;
    section->heading = (struct box){.kind = BOX_HEADING, .name = pathway->key, .time = ""};
    section->heading.shown = words_print(plan->arena, "Pathway %s", words_name(plan->arena, pathway->key));
    section->exit = (struct box){.kind = BOX_EXIT, .name = "completed", .shown = "completed", .time = ""};
    add_classes(plan, section);
    plan_steps(plan, &section->flow, pathway, 1);
    plan_agains(plan, &section->flow);
    add_risks(plan, section);
    **end = section;
    *end = &section->next;
}

/* ---- tables */

static void add_closures(struct plan *plan, struct box *box, const struct tree *resource)
{
    for (const struct tree *closure = tree_first(tree_get(resource, "closures")); closure;
         closure = closure->next) {
        if (!plan_enabled(closure))
            continue;
        const char *left = words_value(plan->arena, tree_get(closure, "capacity"));
        plan_row(plan, box, ICON_NONE, 0,
                 words_print(plan->arena, "%s left from %s to %s", *left ? left : "0",
                             words_value(plan->arena, tree_get(closure, "from")),
                             words_value(plan->arena, tree_get(closure, "to"))),
                 NULL);
    }
}

static void add_hours(struct plan *plan, struct box *box, const struct tree *resource)
{
    static const char *const keys[][2] = {{"opens", "opens"},
                                          {"at", "at"},
                                          {"max_queue", "queue at most"},
                                          {"order", "order"}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *is = words_value(plan->arena, tree_get(resource, keys[i][0]));
        if (*is)
            plan_row(plan, box, ICON_NONE, 0, words_print(plan->arena, "%s %s", keys[i][1], is), NULL);
    }
}

static void add_troubles(struct plan *plan, struct box *box, const struct tree *resource)
{
    struct arena *arena = plan->arena;
    const struct tree *held = tree_get(resource, "held_back"), *breaks = tree_get(resource, "breaks");
    if (held && plan_enabled(held))
        plan_row(plan, box, ICON_NONE, 0,
                 words_print(arena, "%s kept for priority 0 until %s before",
                             words_value(arena, tree_get(held, "count")),
                             words_value(arena, tree_get(held, "released"))),
                 NULL);
    if (breaks && plan_enabled(breaks))
        plan_row(plan, box, ICON_NONE, 0,
                 words_print(arena, "breaks after %s for %s", words_value(arena, tree_get(breaks, "after")),
                             words_value(arena, tree_get(breaks, "for"))),
                 NULL);
    const struct tree *target = tree_get(resource, "target");
    if (target)
        plan_row(plan, box, ICON_NONE, 0, words_print(arena, "target: %s", words_target(arena, target)),
                 NULL);
}

static void add_resource_boxes(struct plan *plan)
{
    for (const struct tree *resource = tree_first(tree_get(plan->root, "resources")); resource;
         resource = resource->next) {
        struct box *box = plan_box(plan, &plan->resources, BOX_RESOURCE, resource->key);
        if (!box)
            return;
        const char *capacity = words_capacity(plan->arena, resource);
        box->time = tree_get(resource, "slots") ? words_print(plan->arena, "slots: %s", capacity) : capacity;
        add_hours(plan, box, resource);
        add_troubles(plan, box, resource);
        add_closures(plan, box, resource);
    }
}

static void add_measure_boxes(struct plan *plan)
{
    struct arena *arena = plan->arena;
    int number = 0;
    for (const struct tree *measure = tree_first(tree_get(plan->root, "measures")); measure;
         measure = measure->next) {
        struct box *box =
            plan_enabled(measure) ? plan_box(plan, &plan->measures, BOX_MEASURE, measure->key) : NULL;
        if (!box)
            continue;
        box->number = ++number;
        box->source = measure;
        plan_row(plan, box, ICON_NONE, 0,
                 words_print(arena, "from %s to %s", words_moment(arena, tree_text(measure, "from", "")),
                             words_moment(arena, tree_text(measure, "to", ""))),
                 NULL);
        if (tree_get(measure, "target"))
            plan_row(plan, box, ICON_NONE, 0,
                     words_print(arena, "target: %s", words_target(arena, tree_get(measure, "target"))),
                     NULL);
    }
}

static void add_keys(struct plan *plan)
{
    static const char *const keys[] = {"everybody comes here",          "some do (only if, or % of patients)",
                                       "runs beside it: both must end", "one of the branches",
                                       "leaves with this outcome",      "back to an earlier step",
                                       "held from step to step",        "risk R1 may strike meanwhile",
                                       "measure M1 is this long"};
    plan->uses[KEY_RISK] = tree_get(plan->root, "risks") != NULL;
    plan->uses[KEY_MEASURE] = plan->measures.first != NULL;
    for (int i = 0; i < KEY_COUNT; i++) {
        struct box *box = plan->uses[i] ? plan_box(plan, &plan->keys, BOX_KEY, keys[i]) : NULL;
        if (box)
            box->number = i;
    }
}

static void heading(struct box *box, const char *text)
{
    *box = (struct box){.kind = BOX_HEADING, .name = text, .shown = text, .time = ""};
}

void plan_build(struct plan *plan, struct arena *arena, const struct scenario *scenario)
{
    *plan = (struct plan){.arena = arena, .root = scenario->root};
    plan->title = tree_text(scenario->root, "name", scenario->path);
    struct section **end = &plan->sections;
    for (const struct tree *pathway = tree_first(tree_get(plan->root, "pathways")); pathway;
         pathway = pathway->next)
        add_section(plan, &end, pathway);
    heading(&plan->resources_heading, "Resources");
    heading(&plan->measures_heading, "Measures");
    heading(&plan->key_heading, "Key");
    add_resource_boxes(plan);
    add_measure_boxes(plan);
    add_keys(plan);
}
