/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/compile.h"

#include <stdlib.h>

#include "model/compiler.h"

static const size_t ARENA_BYTES_MAX = (size_t)512 << 20;

static void compile_parts(struct compiler *compiler)
{
    compile_run(compiler);
    compile_attributes(compiler);
    compile_resources(compiler);
    lay_out_steps(compiler);
    if (arena_failed(compiler->arena))
        return;
    compile_classes(compiler);
    compile_steps(compiler);
    compile_risks(compiler);
    compile_measures(compiler);
    if (arena_failed(compiler->arena))
        return;
    compile_marks(compiler);
    compile_purposes(compiler);
    compile_ledger(compiler);
    compile_costs(compiler);
    compile_evidence(compiler);
    check_sense(compiler);
}

struct model *model_compile(const struct scenario *scenario, struct cartsim_faults *faults)
{
    struct model *model = calloc(1, sizeof *model);
    struct cartsim_place nowhere = {.file = scenario->path};
    if (!model) {
        fault_error(faults, FAULT_MEMORY, nowhere, "out of memory");
        return NULL;
    }
    arena_init(&model->arena, ARENA_BYTES_MAX);
    struct compiler compiler = {.model = model,
                                .arena = &model->arena,
                                .faults = faults,
                                .root = scenario->root};
    names_add(compiler.arena, &compiler.outcomes, "completed");
    names_add(compiler.arena, &compiler.outcomes, "turned_away");
    names_add(compiler.arena, &compiler.outcomes, "censored");
    model->name = tree_text(scenario->root, "name", scenario->path);
    compile_parts(&compiler);
    model->outcomes = compiler.outcomes.list;
    model->outcome_count = compiler.outcomes.count;
    if (arena_failed(&model->arena))
        fault_error(faults, FAULT_MEMORY, nowhere, "out of memory");
    if (cartsim_faults_errors(faults) == 0)
        return model;
    model_free(model);
    return NULL;
}

void model_free(struct model *model)
{
    if (!model)
        return;
    arena_release(&model->arena);
    free(model);
}
