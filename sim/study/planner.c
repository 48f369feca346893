/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/planner.h"

#include <math.h>
#include <stdlib.h>

static bool keep_little(struct planning *planning, struct study *study)
{
    const size_t targets = (size_t)planning->target_count;
    const char **names = arena_array(&planning->arena, targets + 1, sizeof *names);
    if (!names)
        return false;
    for (size_t t = 0; t < targets; t++)
        names[t] = planning->targets[t].figure;
    names[targets] = planning->minimised;
    return study_keep_only(study, names, targets + 1);
}

bool planner_open(struct planner *planner, struct study *study, struct planning *planning)
{
    *planner = (struct planner){.study = study, .planning = planning};
    planning->batch = PLANNER_BATCH;
    planning->first_batches = SELECTION_FIRST;
    if (!keep_little(planning, study))
        return false;
    return selection_open(&planner->selection, study->count, (size_t)planning->target_count,
                          planning->confidence, planning->certain);
}

void planner_close(struct planner *planner)
{
    selection_close(&planner->selection);
}

/* ---- how many more */

/* An eighth more each time: decisions are made at the batch where they fall, whatever was run beyond. */
static uint32_t batches_next(uint32_t batches)
{
    return batches < SELECTION_FIRST ? SELECTION_FIRST : batches + 1 + batches / 8;
}

bool planner_next(const struct planner *planner, uint32_t *wanted)
{
    uint32_t most = planner->planning->max_replications / PLANNER_BATCH;
    bool any = false;
    for (size_t i = 0; i < planner->study->count; i++) {
        uint32_t done = planner->study->variants[i].done / PLANNER_BATCH, next = batches_next(done);
        wanted[i] = done * PLANNER_BATCH;
        if (done >= most || !selection_wants(&planner->selection, i))
            continue;
        wanted[i] = (next < most ? next : most) * PLANNER_BATCH;
        any = true;
    }
    return any;
}

/* ---- observations */

/* Columns of a figure over the replications of one candidate. */
struct sums {
    double *x, *n;
};

static void sums_release(struct sums *sums, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(sums[i].x);
        free(sums[i].n);
    }
    free(sums);
}

static bool sums_fill(struct sums *sums, const struct pool *pool, const char *name)
{
    struct response response;
    size_t place;
    sums->x = calloc(pool->replications + 1, sizeof *sums->x);
    sums->n = calloc(pool->replications + 1, sizeof *sums->n);
    if (!sums->x || !sums->n)
        return false;
    return !response_find(pool->model, name, &response, &place) ||
           response_sums(&response, pool, sums->x, sums->n);
}

static double batch_sum(const double *column, size_t batch)
{
    double sum = 0;
    for (size_t r = batch * PLANNER_BATCH; r < (batch + 1) * PLANNER_BATCH; r++)
        sum += column[r];
    return sum;
}

/* The bound lies in the middle between the goal and where it is met for sure. */
static struct selection_slack slack_of(const struct planning_target *target, const struct sums *sums,
                                       size_t batch)
{
    double x = batch_sum(sums->x, batch), n = batch_sum(sums->n, batch), half = target->tolerance / 2;
    double above = target->tested_at_least ? x - (target->bound + half) * n : (target->bound - half) * n - x;
    return (struct selection_slack){above, half * n};
}

static bool add_batches(struct planner *planner, size_t variant, const struct sums *sums,
                        struct selection_slack *slacks)
{
    const struct planning *planning = planner->planning;
    const struct sums *cost = &sums[planning->target_count];
    size_t batches = planner->study->variants[variant].done / PLANNER_BATCH;
    for (size_t b = planner->selection.of[variant].seen; b < batches; b++) {
        double value = planning->candidates[variant].cost.value;
        for (int t = 0; t < planning->target_count; t++)
            slacks[t] = slack_of(&planning->targets[t], &sums[t], b);
        if (!planning->certain)
            value = batch_sum(cost->x, b) / batch_sum(cost->n, b);
        if (!selection_add(&planner->selection, variant, slacks, value))
            return false;
    }
    return true;
}

static bool take_variant(struct planner *planner, size_t variant)
{
    const struct planning *planning = planner->planning;
    const struct pool *pool = planner->study->variants[variant].pool;
    size_t targets = (size_t)planning->target_count;
    struct sums *sums = calloc(targets + 1, sizeof *sums);
    struct selection_slack *slacks = calloc(targets + 1, sizeof *slacks);
    bool fine = sums && slacks;
    for (size_t t = 0; fine && t < targets; t++)
        fine = sums_fill(&sums[t], pool, planning->targets[t].tested);
    if (fine && !planning->certain)
        fine = sums_fill(&sums[targets], pool, planning->minimised);
    fine = fine && add_batches(planner, variant, sums, slacks);
    if (sums)
        sums_release(sums, targets + 1);
    free(slacks);
    return fine;
}

/* That part of the least mean cost of the first batches. */
static double indifference_of(const struct selection *selection, double share)
{
    double least = HUGE_VAL;
    for (size_t i = 0; i < selection->candidates; i++) {
        double sum = 0;
        for (size_t b = 0; b < SELECTION_FIRST; b++)
            sum += selection->of[i].costs[b];
        least = fmin(least, fabs(sum) / SELECTION_FIRST);
    }
    return least > 0 ? share * least : share;
}

bool planner_take(struct planner *planner)
{
    struct planning *planning = planner->planning;
    for (size_t i = 0; i < planner->study->count; i++)
        if (planner->selection.of[i].seen < planner->study->variants[i].done / PLANNER_BATCH &&
            !take_variant(planner, i))
            return false;
    if (!(planning->indifference > 0))
        planning->indifference = indifference_of(&planner->selection, planning->indifference_share);
    planner->selection.indifference = planning->indifference;
    selection_decide(&planner->selection);
    return true;
}

/* ---- the answer */

static void note(struct planner *planner, size_t variant)
{
    const struct selection_candidate *found = &planner->selection.of[variant];
    struct planning_candidate *to = &planner->planning->candidates[variant];
    to->replications = planner->study->variants[variant].done;
    to->verdict = found->verdict;
    to->failed_first = found->verdict == VERDICT_MISSED ? (int)found->failed_first : NONE;
    to->dearer = found->dearer;
    for (int t = 0; t < planner->planning->target_count; t++) {
        signed char side = found->targets[t].side;
        to->cells[t].verdict = side > 0 ? VERDICT_MET : side < 0 ? VERDICT_MISSED : VERDICT_UNDECIDED;
    }
}

static double mean_cost(const struct selection_candidate *candidate)
{
    double sum = 0;
    for (size_t b = 0; b < candidate->seen; b++)
        sum += candidate->costs[b];
    return sum / (double)candidate->seen;
}

/* By when a walk ends at the latest, in observations; 0: it has. */
static double end_of(const struct walk *walk, double h2)
{
    double variance = walk->squares / (SELECTION_FIRST - 1);
    bool goes_on = walk->seen >= SELECTION_FIRST && !walk->side && walk->zone > 0;
    return goes_on ? ceil(h2 * variance / (walk->zone * walk->zone)) : 0;
}

/* By when the last walk of those that are not decided ends. */
static double replications_needed(const struct planner *planner)
{
    const struct selection *selection = &planner->selection;
    const struct planning_candidate *candidates = planner->planning->candidates;
    double most = 0;
    for (size_t i = 0; i < selection->candidates; i++) {
        for (size_t t = 0; candidates[i].open && t < selection->targets; t++)
            most = fmax(most, end_of(selection->of[i].targets[t].walks, selection->h2_targets));
        for (size_t l = 0; candidates[i].open && l < selection->candidates; l++)
            if (l != i && candidates[l].open)
                most = fmax(most, end_of(selection_pair(selection, i, l), selection->h2_costs));
    }
    return PLANNER_BATCH * most;
}

bool planner_finish(struct planner *planner)
{
    struct planning *planning = planner->planning;
    const struct selection *selection = &planner->selection;
    bool open = false;
    planning->best = NONE;
    for (size_t i = 0; i < selection->candidates; i++) {
        const struct selection_candidate *at = &selection->of[i];
        bool leads = selection_leads(selection, i);
        note(planner, i);
        planning->candidates[i].open =
            (at->verdict == VERDICT_UNDECIDED && !at->dearer) || (leads && selection_wants(selection, i));
        open = open || planning->candidates[i].open;
        if (leads && (planning->best == NONE || mean_cost(at) < mean_cost(&selection->of[planning->best])))
            planning->best = (int)i;
    }
    planning->outcome = open ? PLANNING_UNDECIDED : planning->best != NONE ? PLANNING_DECIDED : PLANNING_NONE;
    planning->replications_needed = open ? replications_needed(planner) : 0;
    return planning_conclude(planning, planner->study->variants[0].model->run.confidence);
}
