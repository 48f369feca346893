/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/compiler.h"

#include <string.h>

/*
 * Which steps there are, in which lists they stand and which strand walks them. What a step does comes later
 * (compile_steps.c), when every name is known.
 */

struct list {
    int pathway, risk;
    enum role role;
    int parent, strand;
};

static int lay_out_list(struct compiler *compiler, const struct tree *list, struct list in);

static int count_steps(const struct tree *node)
{
    int count = tree_get(node, "step") != NULL;
    for (const struct tree *child = tree_first(node); child; child = child->next)
        count += count_steps(child);
    return count;
}

/* Steps that are switched off, with all below them, are remembered: to name one is no mistake. */
static void remember_off(struct compiler *compiler, const struct tree *node)
{
    const char *name = tree_text(node, "step", NULL);
    if (name)
        names_add(compiler->arena, &compiler->off, name);
    int resource = node->text ? find_resource(compiler->model, node->text) : NONE;
    if (resource == NONE && node->key)
        resource = find_resource(compiler->model, node->key);
    if (resource != NONE)
        compiler->resource_used[resource] = true; /* it would be, were this switched on */
    for (const struct tree *child = tree_first(node); child; child = child->next)
        remember_off(compiler, child);
}

static void lay_out_inside(struct compiler *compiler, const struct tree *node, int index)
{
    struct model *model = compiler->model;
    struct step *step = &model->steps[index];
    const struct tree *steps = tree_get(node, "steps"), *meanwhile = tree_get(node, "meanwhile");
    const struct tree *routes = tree_get(node, "one_of");
    struct list inside = {step->pathway, step->risk, ROLE_BODY, index, step->strand};
    step->first_body = lay_out_list(compiler, steps, inside);
    step->body_strand_timer = steps && tree_get(node, "takes") ? model->strand_count++ : NONE;
    if (meanwhile) {
        inside.role = ROLE_MEANWHILE;
        inside.strand = step->meanwhile_strand = model->strand_count++;
        step->first_meanwhile = lay_out_list(compiler, meanwhile, inside);
    }
    int *first = arena_array(compiler->arena, routes ? routes->count : 0, sizeof *first);
    inside.role = ROLE_ROUTE;
    inside.strand = step->strand;
    for (const struct tree *branch = tree_first(routes); first && branch; branch = branch->next)
        first[step->route_count++] = lay_out_list(compiler, tree_get(branch, "steps"), inside);
    step->route_first = first;
}

static int new_step(struct compiler *compiler, const struct tree *node, struct list in)
{
    struct model *model = compiler->model;
    int index = model->step_count++;
    model->steps[index] = (struct step){.name = tree_text(node, "step", ""),
                                        .pathway = in.pathway,
                                        .risk = in.risk,
                                        .role = in.role,
                                        .parent = in.parent,
                                        .next = NONE,
                                        .strand = in.strand,
                                        .first_body = NONE,
                                        .first_meanwhile = NONE,
                                        .body_strand_timer = NONE,
                                        .meanwhile_strand = NONE,
                                        .leaves = NONE};
    compiler->step_nodes[index] = node;
    lay_out_inside(compiler, node, index);
    return index;
}

/* The first step of the list, or NONE. */
static int lay_out_list(struct compiler *compiler, const struct tree *list, struct list in)
{
    int first = NONE, before = NONE;
    if (!list || list->kind != TREE_LIST)
        return NONE;
    for (const struct tree *node = tree_first(list); node; node = node->next) {
        if (!tree_get(node, "step"))
            continue;
        if (!is_enabled(node)) {
            remember_off(compiler, node);
            continue;
        }
        int index = new_step(compiler, node, in);
        if (before == NONE)
            first = index;
        else
            compiler->model->steps[before].next = index;
        before = index;
    }
    return first;
}

static const int *span(struct compiler *compiler, int from, int *count)
{
    *count = compiler->model->step_count - from;
    int *steps = arena_array(compiler->arena, (size_t)*count, sizeof *steps);
    for (int i = 0; steps && i < *count; i++)
        steps[i] = from + i;
    if (!steps)
        *count = 0;
    return steps;
}

static void lay_out_pathway(struct compiler *compiler, const struct tree *list, int index)
{
    struct model *model = compiler->model;
    int from = model->step_count;
    struct list top = {index, NONE, ROLE_TOP, NONE, 0};
    model->pathways[index].name = list->key;
    model->pathways[index].first = lay_out_list(compiler, list, top);
    model->pathways[index].steps = span(compiler, from, &model->pathways[index].step_count);
}

static void lay_out_risk(struct compiler *compiler, const struct tree *map, int index)
{
    struct model *model = compiler->model;
    struct risk *risk = &model->risks[index];
    const struct tree *steps = tree_get(map, "steps");
    int from = model->step_count;
    *risk =
        (struct risk){.name = map->key, .leaves = NONE, .first = NONE, .strand = NONE, .unfit_index = NONE};
    if (steps) {
        risk->strand = model->strand_count++;
        struct list top = {NONE, index, ROLE_RISK, NONE, risk->strand};
        risk->first = lay_out_list(compiler, steps, top);
    }
    risk->steps = span(compiler, from, &risk->step_count);
}

void lay_out_steps(struct compiler *compiler)
{
    struct model *model = compiler->model;
    const struct tree *pathways = section(compiler, "pathways"), *risks = section(compiler, "risks");
    size_t room = (size_t)(count_steps(pathways) + count_steps(risks));
    model->steps = arena_array(compiler->arena, room, sizeof *model->steps);
    compiler->step_nodes = arena_array(compiler->arena, room, sizeof *compiler->step_nodes);
    model->pathways = arena_array(compiler->arena, pathways ? pathways->count : 0, sizeof *model->pathways);
    model->risks = arena_array(compiler->arena, risks ? risks->count : 0, sizeof *model->risks);
    model->strand_count = 1; /* strand 0 walks the pathway */
    if (!model->steps || !compiler->step_nodes || !model->pathways || !model->risks)
        return;
    for (const struct tree *list = tree_first(pathways); list; list = list->next)
        lay_out_pathway(compiler, list, model->pathway_count++);
    for (const struct tree *map = tree_first(risks); map; map = map->next)
        if (map->kind == TREE_MAP) {
            if (is_enabled(map))
                lay_out_risk(compiler, map, model->risk_count++);
            else
                remember_off(compiler, map);
        }
}
