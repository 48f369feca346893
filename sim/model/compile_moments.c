/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/compiler.h"

#include <string.h>

/*
 * Moments: referral, STEP.arrive, STEP.start, STEP.end, exit. Measures run between two of them, risks may
 * strike between two.
 */

static bool step_exists(const struct compiler *compiler, const char *name)
{
    for (int i = 0; i < compiler->model->step_count; i++)
        if (strcmp(compiler->model->steps[i].name, name) == 0)
            return true;
    return names_find(&compiler->off, name) != NONE;
}

static void complain_no_step(struct compiler *compiler, const struct tree *node, const char *name,
                             const char *where)
{
    struct names known = {0};
    for (int i = 0; i < compiler->model->step_count; i++)
        names_suggest(compiler, &known, compiler->model->steps[i].name);
    complain_unknown(compiler, node, name, where, &known);
}

struct moment_name read_moment(struct compiler *compiler, const struct tree *node, const char *where,
                               enum moment_of otherwise)
{
    static const char *const kinds[MOMENT_COUNT] = {"arrive", "start", "end"};
    struct moment_name name = {.of = otherwise};
    if (!node || !node->text || node->faulty)
        return name;
    const char *dot = strrchr(node->text, '.');
    int kind = dot ? value_one_of(dot + 1, kinds, MOMENT_COUNT) : -1;
    if (strcmp(node->text, "referral") == 0) {
        name.of = MOMENT_OF_REFERRAL;
    } else if (strcmp(node->text, "exit") == 0) {
        name.of = MOMENT_OF_EXIT;
    } else if (kind < 0) {
        name.of = MOMENT_OF_NOTHING;
        fault_error(compiler->faults, FAULT_MOMENT, node->place,
                    "'%s' is no moment in %s; write referral, STEP.arrive, STEP.start, STEP.end or exit",
                    node->text, where);
    } else {
        name.of = MOMENT_OF_STEP;
        name.step = arena_text(compiler->arena, node->text, (size_t)(dot - node->text));
        name.moment = (enum moment)kind;
        if (name.step && !step_exists(compiler, name.step))
            complain_no_step(compiler, node, name.step, where);
    }
    return name;
}

bool has_moment(const struct compiler *compiler, int pathway, const struct moment_name *name)
{
    if (name->of != MOMENT_OF_STEP)
        return name->of != MOMENT_OF_NOTHING;
    for (int i = 0; i < compiler->model->step_count; i++) {
        const struct step *step = &compiler->model->steps[i];
        if ((step->pathway == pathway || step->pathway == NONE) && name->step &&
            strcmp(step->name, name->step) == 0)
            return true;
    }
    return false;
}

static bool is_at(const struct moment_name *name, const struct step *step, int moment)
{
    return name->of == MOMENT_OF_STEP && (int)name->moment == moment && name->step &&
           strcmp(name->step, step->name) == 0;
}

static void add_marks(const struct step *step, int moment, const struct moment_name *names, int count,
                      enum mark_kind kind, struct mark *list, int *used)
{
    for (int i = 0; i < count; i++)
        if (is_at(&names[i], step, moment))
            list[(*used)++] = (struct mark){kind, i};
}

/* In this order, so that what ends at a moment is over before what begins at it. */
static void mark_step(struct compiler *compiler, struct step *step, int moment)
{
    const struct model *model = compiler->model;
    struct mark list[2 * (MEASURES_MAX + RISKS_MAX)];
    int used = 0;
    add_marks(step, moment, compiler->measure_to, model->measure_count, MARK_MEASURE_TO, list, &used);
    add_marks(step, moment, compiler->measure_from, model->measure_count, MARK_MEASURE_FROM, list, &used);
    add_marks(step, moment, compiler->risk_until, model->risk_count, MARK_RISK_UNTIL, list, &used);
    add_marks(step, moment, compiler->risk_from, model->risk_count, MARK_RISK_FROM, list, &used);
    struct mark *kept = arena_array(compiler->arena, (size_t)used, sizeof *kept);
    if (!kept)
        return;
    memcpy(kept, list, (size_t)used * sizeof *kept);
    step->marks[moment] = (struct marks){kept, used};
}

void compile_marks(struct compiler *compiler)
{
    for (int i = 0; i < compiler->model->step_count; i++)
        for (int moment = 0; moment < MOMENT_COUNT; moment++)
            mark_step(compiler, &compiler->model->steps[i], moment);
}
