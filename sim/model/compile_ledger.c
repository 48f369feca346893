/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/compiler.h"

/*
 * Every way in which a patient's time can go, numbered: the keys of the delay ledger.
 */

static int add_key(struct model *model, int step, enum cause cause, int of)
{
    model->ledger_keys[model->ledger_count] = (struct ledger_key){step, cause, of};
    return model->ledger_count++;
}

static int keys_needed(const struct model *model, const struct step *step)
{
    return 4 + step->book_count + step->need_count + step->hold_count + (step->fit ? model->unfit_count : 0);
}

static void add_keys(struct model *model, int index)
{
    struct step *step = &model->steps[index];
    step->key_takes = add_key(model, index, CAUSE_TAKES, NONE);
    step->key_joins = add_key(model, index, CAUSE_JOINS, NONE);
    if (law_given(&step->notice))
        step->key_notice = add_key(model, index, CAUSE_NOTICE, NONE);
    if (step->need_count + step->hold_count > 0)
        step->key_closed = add_key(model, index, CAUSE_CLOSED, NONE);
    step->key_wait = model->ledger_count;
    for (int i = 0; i < step->book_count; i++)
        add_key(model, index, CAUSE_WAITS_FOR, step->books[i].resource);
    for (int i = 0; i < step->need_count; i++)
        add_key(model, index, CAUSE_WAITS_FOR, step->needs[i].resource);
    for (int i = 0; i < step->hold_count; i++)
        add_key(model, index, CAUSE_WAITS_FOR, step->holds[i].resource);
    step->key_unfit = model->ledger_count;
    for (int i = 0; step->fit && i < model->unfit_count; i++)
        add_key(model, index, CAUSE_UNFIT, model->unfit_risks[i]);
}

void compile_ledger(struct compiler *compiler)
{
    struct model *model = compiler->model;
    int room = 1;
    for (int i = 0; i < model->step_count; i++)
        room += keys_needed(model, &model->steps[i]);
    model->ledger_keys = arena_array(compiler->arena, (size_t)room, sizeof *model->ledger_keys);
    for (int i = 0; model->ledger_keys && i < model->step_count; i++)
        add_keys(model, i);
}
