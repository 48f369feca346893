/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sense.h"

#include <string.h>

/*
 * Windows of risks and measures whose second moment comes before the first.
 */

/* The step of that name; NONE unless it is one of the pathway alone, so that its place is known. */
static int step_of(const struct model *model, int pathway, const struct moment_name *name)
{
    for (int i = 0; i < model->step_count; i++)
        if (model->steps[i].risk != NONE && strcmp(model->steps[i].name, name->step) == 0)
            return NONE;
    return find_step(model, pathway, NONE, name->step);
}

static bool known(const struct compiler *compiler, const struct moment_name *name)
{
    return name->of == MOMENT_OF_STEP && name->step && names_find(&compiler->off, name->step) == NONE;
}

/* True when there is a pathway with both moments, and in each such one the second comes too early. */
static bool is_reversed(const struct compiler *compiler, const struct moment_name *from,
                        const struct moment_name *to)
{
    const struct model *model = compiler->model;
    bool any = false;
    if (!known(compiler, from) || !known(compiler, to))
        return false;
    for (int i = 0; i < model->pathway_count; i++) {
        if (!has_moment(compiler, i, from) || !has_moment(compiler, i, to))
            continue;
        int first = step_of(model, i, from), second = step_of(model, i, to);
        if (first == NONE || second == NONE || !never_after(model, first, from->moment, second, to->moment))
            return false;
        any = true;
    }
    return any;
}

static bool meet(const struct compiler *compiler, const struct moment_name *from,
                 const struct moment_name *to)
{
    if (!known(compiler, from) || !known(compiler, to))
        return true;
    for (int i = 0; i < compiler->model->pathway_count; i++)
        if (has_moment(compiler, i, from) && has_moment(compiler, i, to))
            return true;
    return compiler->model->pathway_count == 0;
}

static void check_risk(struct compiler *compiler, int index)
{
    const struct risk *risk = &compiler->model->risks[index];
    const struct tree *map = tree_get(section(compiler, "risks"), risk->name);
    if (is_reversed(compiler, &compiler->risk_from[index], &compiler->risk_until[index]))
        fault_warning(
            compiler->faults, WARNING_WINDOW, map->key_place,
            "risks.%s: %s never comes after %s, so the window stays open until the exit; change the "
            "two about, or write until: exit",
            risk->name, tree_text(map, "until", ""), tree_text(map, "from", ""));
}

static void check_measure(struct compiler *compiler, int index)
{
    const struct measure *measure = &compiler->model->measures[index];
    const struct tree *map = tree_get(section(compiler, "measures"), measure->name);
    const struct moment_name *from = &compiler->measure_from[index], *to = &compiler->measure_to[index];
    const char *also = measure->target_count ? ", and its target is never tested" : "";
    if (!meet(compiler, from, to))
        fault_warning(compiler->faults, WARNING_NEVER_MEASURED, map->key_place,
                      "measures.%s: no pathway has both %s and %s, so nobody is measured%s; name moments of "
                      "one pathway",
                      measure->name, measure->from, measure->to, also);
    else if (is_reversed(compiler, from, to))
        fault_warning(compiler->faults, WARNING_NEVER_MEASURED, map->key_place,
                      "measures.%s: %s never comes after %s, so nobody is measured%s; change the two about",
                      measure->name, measure->to, measure->from, also);
}

void check_order(struct compiler *compiler)
{
    for (int i = 0; i < compiler->model->risk_count; i++)
        check_risk(compiler, i);
    for (int i = 0; i < compiler->model->measure_count; i++)
        check_measure(compiler, i);
}
