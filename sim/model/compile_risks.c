/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/compiler.h"

#include <string.h>

#include "laws/stream.h"

/* Moments that are faulty themselves have been complained about. */
static void read_applies(struct compiler *compiler, const struct tree *map, struct risk *risk, int index,
                         bool sound)
{
    struct model *model = compiler->model;
    bool *applies = arena_array(compiler->arena, (size_t)model->pathway_count, sizeof *applies), any = false;
    const struct moment_name *from = &compiler->risk_from[index], *until = &compiler->risk_until[index];
    bool from_off =
        from->of == MOMENT_OF_STEP && from->step && names_find(&compiler->off, from->step) != NONE;
    bool until_off =
        until->of == MOMENT_OF_STEP && until->step && names_find(&compiler->off, until->step) != NONE;
    bool in_time = from->of != MOMENT_OF_EXIT && until->of != MOMENT_OF_REFERRAL;
    for (int i = 0; applies && in_time && i < model->pathway_count; i++) {
        applies[i] = has_moment(compiler, i, from) && (until_off || has_moment(compiler, i, until));
        any = any || applies[i];
    }
    if (!any && !from_off && sound)
        fault_error(
            compiler->faults, FAULT_WINDOW, map->key_place,
            "risks.%s: its window can never open: no pathway has a moment from: and one until: after it",
            risk->name);
    risk->applies = applies;
}

static void read_factor(struct compiler *compiler, const struct tree *node, struct risk *risk,
                        struct factor *factor)
{
    struct model *model = compiler->model;
    struct tree at = *node;
    at.place = node->key_place;
    factor->attribute = attribute_at(compiler, &at, node->key, "multiplied_by");
    if (factor->attribute == NONE)
        return;
    const struct attribute *attribute = &model->attributes[factor->attribute];
    double *by_value = arena_array(compiler->arena, (size_t)attribute->value_count, sizeof *by_value);
    for (int i = 0; by_value && i < attribute->value_count; i++)
        by_value[i] = 1;
    for (const struct tree *child = first_entry(node); by_value && child; child = child->next) {
        int value = find_value(attribute, child->key);
        struct tree place = *child;
        place.place = child->key_place;
        if (value == NONE)
            suspect_value(compiler, &place, child->key, attribute);
        else
            value_number(child, &by_value[value]);
    }
    factor->by_value = by_value;
    risk->factor_count += by_value != NULL;
}

static void read_extends(struct compiler *compiler, const struct tree *map, struct risk *risk)
{
    const struct tree *extends = value_of(tree_get(map, "extends_stay"));
    if (!extends || !extends->text)
        return;
    struct names known = {0};
    bool found = names_find(&compiler->off, extends->text) != NONE;
    for (int i = 0; i < compiler->model->step_count; i++) {
        const struct step *step = &compiler->model->steps[i];
        if (step->pathway != NONE)
            names_suggest(compiler, &known, step->name);
        found = found || (step->pathway != NONE && strcmp(step->name, extends->text) == 0);
    }
    if (!found)
        complain_unknown(compiler, extends, extends->text, "extends_stay", &known);
    risk->extends = found;
}

static void read_risk(struct compiler *compiler, const struct tree *map, int index)
{
    size_t errors = cartsim_faults_errors(compiler->faults);
    struct model *model = compiler->model;
    struct risk *risk = &model->risks[index];
    const struct tree *factors = tree_get(map, "multiplied_by"), *leaves = tree_get(map, "leaves");
    compiler->risk_from[index] = read_moment(compiler, tree_get(map, "from"), "from", MOMENT_OF_REFERRAL);
    compiler->risk_until[index] = read_moment(compiler, tree_get(map, "until"), "until", MOMENT_OF_EXIT);
    risk->opens_at_referral = compiler->risk_from[index].of == MOMENT_OF_REFERRAL;
    read_applies(compiler, map, risk, index,
                 cartsim_faults_errors(compiler->faults) == errors && !map->faulty);
    risk->is_rate = tree_get(map, "rate") != NULL;
    value_rate(tree_get(map, "rate"), &risk->rate);
    risk->chance = read_number(compiler, tree_get(map, "chance"), 1, "chance");
    risk->after = read_law(compiler, tree_get(map, "after"), "after");
    value_boolean(tree_get(map, "recurs"), &risk->recurs);
    value_boolean(tree_get(map, "unfit"), &risk->unfit);
    risk->leaves = leaves ? outcome_index(compiler, leaves) : NONE;
    risk->sets = read_settings(compiler, tree_get(map, "sets"), &risk->set_count);
    struct factor *list = arena_array(compiler->arena, factors ? factors->count : 0, sizeof *list);
    for (const struct tree *child = first_entry(factors); list && child; child = child->next)
        read_factor(compiler, child, risk, &list[risk->factor_count]);
    risk->factors = list;
    read_extends(compiler, map, risk);
    uint64_t *purposes = arena_array(compiler->arena, 2 * (size_t)model->class_count, sizeof *purposes);
    for (int i = 0; purposes && i < model->class_count; i++) {
        purposes[2 * i] = stream_purpose(model->classes[i].name, risk->name, "strike");
        purposes[2 * i + 1] = stream_purpose(model->classes[i].name, risk->name, "after");
    }
    risk->purposes = purposes;
}

/* Which risks keep which step from ending. */
static void link_extended(struct compiler *compiler, const struct tree *risks)
{
    struct model *model = compiler->model;
    for (int i = 0; i < model->step_count; i++) {
        struct step *step = &model->steps[i];
        int *list = arena_array(compiler->arena, (size_t)model->risk_count, sizeof *list), index = 0;
        for (const struct tree *map = tree_first(risks); list && map; map = map->next) {
            if (index >= model->risk_count || strcmp(map->key, model->risks[index].name) != 0)
                continue;
            const char *extends = tree_text(map, "extends_stay", "");
            if (step->pathway != NONE && model->risks[index].strand != NONE &&
                strcmp(extends, step->name) == 0)
                list[step->extended_count++] = index;
            index++;
        }
        step->extended_by = list;
    }
}

void compile_risks(struct compiler *compiler)
{
    struct model *model = compiler->model;
    const struct tree *risks = section(compiler, "risks");
    size_t room = (size_t)model->risk_count;
    int *unfit = arena_array(compiler->arena, room, sizeof *unfit), index = 0;
    compiler->risk_from = arena_array(compiler->arena, room, sizeof *compiler->risk_from);
    compiler->risk_until = arena_array(compiler->arena, room, sizeof *compiler->risk_until);
    if (!unfit || !compiler->risk_from || !compiler->risk_until)
        return;
    for (const struct tree *map = tree_first(risks); map && index < model->risk_count; map = map->next) {
        if (strcmp(map->key, model->risks[index].name) != 0)
            continue;
        read_risk(compiler, map, index);
        if (model->risks[index].unfit) {
            model->risks[index].unfit_index = model->unfit_count;
            unfit[model->unfit_count++] = index;
        }
        index++;
    }
    model->unfit_risks = unfit;
    link_extended(compiler, risks);
}
