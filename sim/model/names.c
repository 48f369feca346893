/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/nearest.h"
#include "model/compiler.h"

#include <string.h>

/* Who has more faults than that has another trouble than a letter; lists of names for each would take long.
 */
enum { SUGGESTIONS_MAX = 100 };

int names_find(const struct names *names, const char *name)
{
    for (int i = 0; i < names->count; i++)
        if (strcmp(names->list[i], name) == 0)
            return i;
    return NONE;
}

static int append(struct arena *arena, struct names *names, const char *name)
{
    if (names->count == names->room) {
        int room = names->room ? 2 * names->room : 16;
        const char **list = arena_array(arena, (size_t)room, sizeof *list);
        if (!list)
            return 0;
        if (names->count)
            memcpy(list, names->list, (size_t)names->count * sizeof *list);
        names->list = list;
        names->room = room;
    }
    names->list[names->count] = name;
    return names->count++;
}

int names_add(struct arena *arena, struct names *names, const char *name)
{
    int known = names_find(names, name);
    return known != NONE ? known : append(arena, names, name);
}

void names_suggest(struct compiler *compiler, struct names *names, const char *name)
{
    if (cartsim_faults_errors(compiler->faults) < SUGGESTIONS_MAX)
        append(compiler->arena, names, name);
}

void complain_unknown(struct compiler *compiler, const struct tree *node, const char *name, const char *where,
                      const struct names *known)
{
    const char *near = nearest_name(name, known->list, (size_t)known->count);
    if (near)
        fault_error(compiler->faults, FORMAT_UNKNOWN_NAME, node->place,
                    "unknown name '%s' in %s; did you mean '%s'?", name, where, near);
    else
        fault_error(compiler->faults, FORMAT_UNKNOWN_NAME, node->place, "unknown name '%s' in %s", name,
                    where);
}

int attribute_at(struct compiler *compiler, const struct tree *node, const char *name, const char *where)
{
    const struct model *model = compiler->model;
    int attribute = find_attribute(model, name);
    struct names known = {0};
    for (int i = 0; attribute == NONE && i < model->attribute_count; i++)
        names_suggest(compiler, &known, model->attributes[i].name);
    if (attribute == NONE)
        complain_unknown(compiler, node, name, where, &known);
    return attribute;
}

void suspect_value(struct compiler *compiler, const struct tree *node, const char *value,
                   const struct attribute *of)
{
    struct names known = {0};
    for (int i = 1; i < of->value_count; i++)
        names_add(compiler->arena, &known, of->values[i]);
    if (nearest_name(value, known.list, (size_t)known.count))
        complain_unknown(compiler, node, value, of->name, &known);
}

const struct tree *section(const struct compiler *compiler, const char *name)
{
    const struct tree *node = tree_get(compiler->root, name);
    return node && node->kind == TREE_MAP ? node : NULL;
}

const struct tree *first_entry(const struct tree *map)
{
    return map && map->kind == TREE_MAP ? tree_first(map) : NULL;
}

const char *luck_name(struct compiler *compiler, const struct step *step)
{
    if (step->risk == NONE)
        return step->name;
    return arena_print(compiler->arena, "%s/%s", compiler->model->risks[step->risk].name, step->name);
}

int find_resource(const struct model *model, const char *name)
{
    for (int i = 0; i < model->resource_count; i++)
        if (strcmp(model->resources[i].name, name) == 0)
            return i;
    return NONE;
}

int find_attribute(const struct model *model, const char *name)
{
    for (int i = 0; i < model->attribute_count; i++)
        if (strcmp(model->attributes[i].name, name) == 0)
            return i;
    return NONE;
}

int find_value(const struct attribute *attribute, const char *value)
{
    for (int i = 1; i < attribute->value_count; i++)
        if (strcmp(attribute->values[i], value) == 0)
            return i;
    return NONE;
}

int find_pathway(const struct model *model, const char *name)
{
    for (int i = 0; i < model->pathway_count; i++)
        if (strcmp(model->pathways[i].name, name) == 0)
            return i;
    return NONE;
}

int find_step(const struct model *model, int pathway, int risk, const char *name)
{
    const int *steps = pathway != NONE ? model->pathways[pathway].steps : model->risks[risk].steps;
    int count = pathway != NONE ? model->pathways[pathway].step_count : model->risks[risk].step_count;
    for (int i = 0; i < count; i++)
        if (strcmp(model->steps[steps[i]].name, name) == 0)
            return steps[i];
    return NONE;
}

int outcome_index(struct compiler *compiler, const struct tree *node)
{
    const struct tree *text = value_of(node);
    if (!text || !text->text)
        return OUTCOME_COMPLETED;
    return names_add(compiler->arena, &compiler->outcomes, text->text);
}

bool is_enabled(const struct tree *map)
{
    bool enabled = true;
    value_boolean(tree_get(map, "enabled"), &enabled);
    return enabled;
}
