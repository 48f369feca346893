/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/compiler.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "laws/stream.h"
#include "scenario/defaults.h"
#include "scenario/quantity.h"

static const char *const MONTHS[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                     "jul", "aug", "sep", "oct", "nov", "dec"};

/* ---- attributes: what classes are born with and what `sets` sets anywhere */

struct vocabulary {
    struct names attributes;
    struct names *values; /* [room of attributes] */
};

static void learn(struct compiler *compiler, struct vocabulary *words, const char *attribute,
                  const char *value)
{
    if (!attribute)
        return;
    int index = names_add(compiler->arena, &words->attributes, attribute);
    if (index < ATTRIBUTES_MAX && words->values[index].count <= VALUES_MAX && value)
        names_add(compiler->arena, &words->values[index], value);
}

static void check_vocabulary(struct compiler *compiler, const struct vocabulary *words)
{
    struct cartsim_place place = compiler->root->place;
    if (words->attributes.count > ATTRIBUTES_MAX)
        fault_error(compiler->faults, FAULT_PATHWAY, place, "too large: more than %d attributes",
                    ATTRIBUTES_MAX);
    for (int i = 0; i < words->attributes.count && i < ATTRIBUTES_MAX; i++)
        if (words->values[i].count > VALUES_MAX)
            fault_error(compiler->faults, FAULT_PATHWAY, place,
                        "too large: attribute '%s' has more than %d values", words->attributes.list[i],
                        VALUES_MAX);
}

/* The values that one attribute of a class can be born with. */
static void learn_attribute(struct compiler *compiler, struct vocabulary *words, const struct tree *node)
{
    const struct tree *bare = value_of(node);
    if (!bare || bare->faulty)
        return;
    const struct tree *one_of = tree_get(bare, "one_of");
    if (bare->kind == TREE_TEXT)
        learn(compiler, words, node->key, bare->text);
    if (tree_get(bare, "chance")) {
        learn(compiler, words, node->key, "true");
        learn(compiler, words, node->key, "false");
    }
    for (const struct tree *child = first_entry(one_of); child; child = child->next)
        learn(compiler, words, node->key, child->key);
}

static void learn_settings(struct compiler *compiler, struct vocabulary *words, const struct tree *node)
{
    for (const struct tree *child = tree_first(node); child; child = child->next) {
        if (child->key && strcmp(child->key, "sets") == 0 && child->kind == TREE_MAP)
            for (const struct tree *set = tree_first(child); set; set = set->next)
                learn(compiler, words, set->key, set->text);
        learn_settings(compiler, words, child);
    }
}

void compile_attributes(struct compiler *compiler)
{
    struct model *model = compiler->model;
    struct vocabulary words = {.values = arena_array(compiler->arena, ATTRIBUTES_MAX, sizeof(struct names))};
    if (!words.values)
        return;
    const struct tree *classes = section(compiler, "patients");
    for (const struct tree *class = tree_first(classes); class; class = class->next)
        for (const struct tree *node = first_entry(tree_get(class, "attributes")); node; node = node->next)
            learn_attribute(compiler, &words, node);
    learn_settings(compiler, &words, section(compiler, "pathways"));
    learn_settings(compiler, &words, section(compiler, "risks"));
    check_vocabulary(compiler, &words);
    model->attribute_count =
        words.attributes.count < ATTRIBUTES_MAX ? words.attributes.count : ATTRIBUTES_MAX;
    model->attributes =
        arena_array(compiler->arena, (size_t)model->attribute_count, sizeof *model->attributes);
    for (int i = 0; model->attributes && i < model->attribute_count; i++) {
        struct attribute *attribute = &model->attributes[i];
        const char **values = arena_array(compiler->arena, (size_t)words.values[i].count + 1, sizeof *values);
        if (!values)
            return;
        values[0] = "";
        if (words.values[i].count)
            memcpy(values + 1, words.values[i].list, (size_t)words.values[i].count * sizeof *values);
        *attribute = (struct attribute){words.attributes.list[i], values, words.values[i].count + 1};
    }
}

static void add_choice(const struct model *model, struct trait *trait, const char *value, double share)
{
    int code = find_value(&model->attributes[trait->attribute], value);
    double before = trait->value_count ? trait->shares[trait->value_count - 1] : 0;
    ((int *)trait->values)[trait->value_count] = code == NONE ? 0 : code;
    ((double *)trait->shares)[trait->value_count++] = before + share;
}

static void read_trait(struct compiler *compiler, const struct tree *node, const char *class,
                       struct trait *trait)
{
    const struct tree *bare = value_of(node), *one_of = tree_get(bare, "one_of");
    const struct tree *chance = tree_get(bare, "chance");
    size_t room = one_of ? one_of->count : 2;
    trait->attribute = find_attribute(compiler->model, node->key);
    trait->values = arena_array(compiler->arena, room, sizeof *trait->values);
    trait->shares = arena_array(compiler->arena, room, sizeof *trait->shares);
    trait->purpose = stream_purpose(class, node->key, "attribute");
    if (trait->attribute == NONE || !trait->values || !trait->shares)
        return;
    double share = 0;
    if (chance && value_probability(chance, &share)) {
        add_choice(compiler->model, trait, "true", share);
        add_choice(compiler->model, trait, "false", 1 - share);
    } else if (bare && bare->kind == TREE_TEXT) {
        add_choice(compiler->model, trait, bare->text, 1);
    }
    for (const struct tree *child = first_entry(one_of); child; child = child->next)
        if (value_probability(child, &share))
            add_choice(compiler->model, trait, child->key, share);
}

/* ---- arrivals */

static int by_time(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void read_listed(struct compiler *compiler, const struct tree *list, struct arrivals *arrivals)
{
    int64_t *times = arena_array(compiler->arena, list->count, sizeof *times), date = 0;
    const struct tree *early = NULL;
    arrivals->kind = ARRIVAL_LISTED;
    for (const struct tree *item = tree_first(list); times && item; item = item->next) {
        int64_t time = value_date_time(item, &date) ? date - compiler->model->run.start_day * DAY
                                                    : read_seconds(item, 0);
        if (time >= 0)
            times[arrivals->listed_count++] = time;
        else if (!early)
            early = item;
    }
    if (early)
        fault_error(compiler->faults, FAULT_PATHWAY, early->place,
                    "a referral on %s is before run.start; begin earlier or leave it out",
                    value_of(early)->text);
    if (times)
        qsort(times, (size_t)arrivals->listed_count, sizeof *times, by_time);
    arrivals->listed = times;
}

static void read_poisson(const struct tree *map, struct arrivals *arrivals)
{
    const struct tree *monthly = tree_get(map, "monthly");
    arrivals->kind = ARRIVAL_POISSON;
    value_rate(tree_get(map, "rate"), &arrivals->rate);
    value_growth(tree_get(map, "growth"), &arrivals->growth);
    for (int i = 0; i < 12; i++) {
        arrivals->monthly[i] = 1;
        value_number(tree_get(monthly, MONTHS[i]), &arrivals->monthly[i]);
    }
    arrivals->days = 0x7f;
    value_weekdays(tree_get(map, "days"), &arrivals->days);
    arrivals->steady = arrivals->growth == 0 && arrivals->days == 0x7f && !monthly;
}

static void read_arrivals(struct compiler *compiler, const struct tree *map, struct patient_class *class)
{
    struct arrivals *arrivals = &class->arrivals;
    const struct tree *at = tree_get(map, "at"), *every = tree_get(map, "every"),
                      *file = tree_get(map, "file");
    int64_t limit = NONE;
    value_whole(tree_get(map, "limit"), &limit);
    arrivals->limit = limit;
    arrivals->purpose = stream_purpose(class->name, "arrivals", "");
    if (at)
        read_listed(compiler, at, arrivals);
    else if (file)
        read_listed(compiler, value_column(compiler->arena, map, compiler->faults), arrivals);
    else if (every) {
        arrivals->kind = ARRIVAL_RENEWAL;
        arrivals->every = read_law(compiler, every, "arrivals.every").always;
        if (arrivals->every && law_max(arrivals->every) <= 0 && limit == NONE)
            fault_error(compiler->faults, FAULT_PATHWAY, value_of(every)->place,
                        "arrivals.every: no time passes between referrals, so that there is no end of them; "
                        "write e.g. every: 12 d");
    } else
        read_poisson(map, arrivals);
}

static void read_class(struct compiler *compiler, const struct tree *map)
{
    struct model *model = compiler->model;
    const struct tree *pathway = value_of(tree_get(map, "pathway")), *traits = tree_get(map, "attributes");
    struct patient_class *class = &model->classes[model->class_count];
    const struct tree usual = format_default_node(KIND_CLASS, "priority");
    int64_t priority = 0;
    value_whole(&usual, &priority);
    value_whole(tree_get(map, "priority"), &priority);
    *class = (struct patient_class){.name = map->key, .pathway = NONE, .priority = (int)priority};
    if (pathway && pathway->text)
        class->pathway = find_pathway(model, pathway->text);
    bool told = !tree_get(compiler->root, "pathways"); /* that the key is missing */
    if (pathway && pathway->text && class->pathway == NONE && !told) {
        struct names known = {0};
        for (int i = 0; i < model->pathway_count; i++)
            names_suggest(compiler, &known, model->pathways[i].name);
        complain_unknown(compiler, pathway, pathway->text, "pathway", &known);
    }
    read_arrivals(compiler, tree_get(map, "arrivals"), class);
    struct trait *list = arena_array(compiler->arena, traits ? traits->count : 0, sizeof *list);
    for (const struct tree *node = first_entry(traits); list && node; node = node->next)
        if (!node->faulty)
            read_trait(compiler, node, map->key, &list[class->trait_count++]);
    class->traits = list;
    model->class_count++;
}

void compile_classes(struct compiler *compiler)
{
    struct model *model = compiler->model;
    const struct tree *classes = section(compiler, "patients");
    model->classes = arena_array(compiler->arena, classes ? classes->count : 0, sizeof *model->classes);
    for (const struct tree *child = tree_first(classes); model->classes && child; child = child->next)
        if (child->kind == TREE_MAP && is_enabled(child))
            read_class(compiler, child);
}
