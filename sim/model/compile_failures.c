/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/compile_failures.h"

#include "laws/stream.h"

/*
 * What follows a failure or a refusal: leave, repeat from an earlier step, go on, or one of those by chance.
 */

static void known_steps(struct compiler *compiler, const struct step *step, struct names *known)
{
    for (int i = 0; i < compiler->model->step_count; i++)
        if (compiler->model->steps[i].pathway == step->pathway &&
            compiler->model->steps[i].risk == step->risk)
            names_suggest(compiler, known, compiler->model->steps[i].name);
}

/* A repeat goes to an earlier step (or the same) that stands beside the failing one or beside a step around
 * it. */
static bool can_repeat(const struct model *model, int from, int target)
{
    for (int at = from; at != NONE; at = model->steps[at].parent)
        for (int beside = target; beside != NONE; beside = model->steps[beside].next)
            if (beside == at)
                return true;
    return false;
}

static void read_repeat(struct compiler *compiler, const struct tree *map, int from, struct failure *failure,
                        const char *where)
{
    struct model *model = compiler->model;
    const struct step *step = &model->steps[from];
    const struct tree *target = tree_get(map, "repeat");
    int64_t at_most = NONE;
    failure->kind = FAILURE_REPEATS;
    failure->repeats = model->repeat_count++;
    failure->target = target->text ? find_step(model, step->pathway, step->risk, target->text) : NONE;
    if (failure->target == NONE && target->text && names_find(&compiler->off, target->text) != NONE) {
        fault_error(compiler->faults, FAULT_REPEAT, target->place,
                    "repeat: '%s' is switched off; repeat another step", target->text);
    } else if (failure->target == NONE && target->text) {
        struct names known = {0};
        known_steps(compiler, step, &known);
        complain_unknown(compiler, target, target->text, "repeat", &known);
    } else if (failure->target != NONE && !can_repeat(model, from, failure->target)) {
        fault_error(compiler->faults, FAULT_REPEAT, target->place,
                    "repeat: '%s' is not before '%s', or stands inside another step; repeat an earlier step, "
                    "or the one around it",
                    target->text, step->name);
    }
    value_whole(tree_get(map, "at_most"), &at_most);
    failure->at_most = (int)at_most;
    const struct tree *then = tree_get(map, "then");
    if (then)
        failure->then = read_failure(compiler, then, from, arena_print(compiler->arena, "%s.then", where));
    else if (at_most != NONE)
        fault_error(compiler->faults, FAULT_REPEAT, map->place,
                    "repeat with at_most: needs then: what happens after the last repeat, e.g. then: "
                    "{leaves: failed}");
}

static void read_branches(struct compiler *compiler, const struct tree *list, int from,
                          struct failure *failure, const char *where)
{
    size_t room = list->count;
    const struct failure **branches = arena_array(compiler->arena, room, sizeof *branches);
    struct number_choice *shares = arena_array(compiler->arena, room, sizeof *shares);
    uint64_t *purposes = arena_array(compiler->arena, (size_t)compiler->model->class_count, sizeof *purposes);
    if (!branches || !shares || !purposes)
        return;
    failure->kind = FAILURE_ONE_OF;
    size_t errors = cartsim_faults_errors(compiler->faults);
    for (const struct tree *item = tree_first(list); item; item = item->next) {
        shares[failure->branch_count] = read_number(compiler, tree_get(item, "share"), 0, "share");
        const char *branch = arena_print(compiler->arena, "%s.%d", where, failure->branch_count);
        branches[failure->branch_count++] = read_failure(compiler, item, from, branch);
    }
    if (cartsim_faults_errors(compiler->faults) == errors)
        check_shares(compiler, list, shares, failure->branch_count);
    const char *name = luck_name(compiler, &compiler->model->steps[from]);
    for (int i = 0; name && i < compiler->model->class_count; i++)
        purposes[i] = stream_purpose(compiler->model->classes[i].name, name, where);
    failure->branches = branches;
    failure->shares = shares;
    failure->purposes = purposes;
}

const struct failure *read_failure(struct compiler *compiler, const struct tree *map, int from,
                                   const char *where)
{
    if (!where || !map || map->kind != TREE_MAP)
        return NULL;
    struct failure *failure = arena_alloc(compiler->arena, sizeof *failure);
    if (!failure)
        return NULL;
    const struct tree *leaves = tree_get(map, "leaves"), *one_of = tree_get(map, "one_of");
    *failure = (struct failure){.kind = FAILURE_CONTINUES, .target = NONE, .at_most = NONE};
    failure->sets = read_settings(compiler, tree_get(map, "sets"), &failure->set_count);
    if (leaves) {
        failure->kind = FAILURE_LEAVES;
        failure->outcome = outcome_index(compiler, leaves);
    } else if (tree_get(map, "repeat")) {
        read_repeat(compiler, map, from, failure, where);
    } else if (one_of) {
        read_branches(compiler, one_of, from, failure, where);
    }
    return failure;
}
