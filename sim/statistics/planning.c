/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/planning.h"

#include <math.h>

static double cost_of(const struct planning *planning, int candidate)
{
    return planning->candidates[candidate].cost.value;
}

/* ---- figures */

static struct figure figure_of(const struct planning_candidate *candidate, const char *name,
                               double confidence, bool *failed)
{
    struct response response;
    size_t place;
    if (!response_find(candidate->pool->model, name, &response, &place))
        return (struct figure){.known = false};
    return response_figure(&response, candidate->pool, confidence, failed);
}

static bool find_figures(struct planning *planning, double confidence)
{
    bool failed = false;
    for (int i = 0; i < planning->candidate_count; i++) {
        struct planning_candidate *candidate = &planning->candidates[i];
        for (int t = 0; t < planning->target_count; t++)
            candidate->cells[t].figure =
                figure_of(candidate, planning->targets[t].figure, confidence, &failed);
        if (!planning->certain)
            candidate->cost = figure_of(candidate, planning->minimised, confidence, &failed);
    }
    return !failed;
}

/* ---- the frontier */

/* Whether `other` makes `candidate` pointless: as cheap and as good, and one of them more. */
static bool is_beaten(const struct planning *planning, int target, int candidate, int other)
{
    const struct figure *mine = &planning->candidates[candidate].cells[target].figure;
    const struct figure *its = &planning->candidates[other].cells[target].figure;
    double sign = planning->targets[target].at_least ? -1 : 1;
    double dearer = cost_of(planning, other) - cost_of(planning, candidate);
    double worse = sign * (its->value - mine->value);
    return its->known && dearer <= 0 && worse <= 0 && (dearer < 0 || worse < 0);
}

static bool on_frontier(const struct planning *planning, int target, int candidate)
{
    bool on = planning->candidates[candidate].cells[target].figure.known;
    for (int other = 0; on && other < planning->candidate_count; other++)
        on = !is_beaten(planning, target, candidate, other);
    return on;
}

/* ---- neighbours of the answer */

/* The cheapest other one that is not known to miss a target. */
static int find_runner_up(const struct planning *planning)
{
    int next = NONE;
    for (int i = 0; i < planning->candidate_count; i++)
        if (i != planning->best && planning->candidates[i].verdict != VERDICT_MISSED &&
            (next == NONE || cost_of(planning, i) < cost_of(planning, next)))
            next = i;
    return next;
}

bool planning_misses(const struct planning *planning, int candidate, int target)
{
    const struct planning_target *of = &planning->targets[target];
    const struct figure *figure = &planning->candidates[candidate].cells[target].figure;
    return !figure->known || (of->at_least ? figure->value < of->goal : figure->value > of->goal);
}

static int count_missed(const struct planning *planning, int candidate)
{
    int missed = 0;
    for (int t = 0; t < planning->target_count; t++)
        missed += planning_misses(planning, candidate, t);
    return missed;
}

static int find_nearest(const struct planning *planning)
{
    int nearest = 0;
    for (int i = 1; i < planning->candidate_count; i++) {
        int more = count_missed(planning, i) - count_missed(planning, nearest);
        if (more < 0 || (more == 0 && cost_of(planning, i) < cost_of(planning, nearest)))
            nearest = i;
    }
    return nearest;
}

/* How far apart two candidates stand that differ in one key only. */
static int stride_of(const struct planning *planning, int key)
{
    int stride = 1;
    for (int k = planning->key_count - 1; k > key; k--)
        stride *= (int)planning->keys[k].count;
    return stride;
}

/* The dearest of those that are cheaper than the best and differ from it in that key alone. */
static int find_less(const struct planning *planning, int key)
{
    int stride = stride_of(planning, key), count = (int)planning->keys[key].count, less = NONE;
    int first = planning->best - planning->best / stride % count * stride;
    for (int at = first; at < first + count * stride; at += stride)
        if (cost_of(planning, at) < cost_of(planning, planning->best) &&
            (less == NONE || cost_of(planning, at) > cost_of(planning, less)))
            less = at;
    return less;
}

/* ---- the whole */

bool planning_conclude(struct planning *planning, double figure_confidence)
{
    planning->less = arena_array(&planning->arena, (size_t)planning->key_count, sizeof *planning->less);
    if (!planning->less || !find_figures(planning, figure_confidence))
        return false;
    for (int i = 0; i < planning->candidate_count; i++)
        for (int t = 0; t < planning->target_count; t++)
            planning->candidates[i].cells[t].frontier = on_frontier(planning, t, i);
    for (int k = 0; k < planning->key_count; k++)
        planning->less[k] = planning->best == NONE ? NONE : find_less(planning, k);
    planning->runner_up = find_runner_up(planning);
    planning->nearest = planning->outcome == PLANNING_NONE ? find_nearest(planning) : NONE;
    return true;
}

void planning_release(struct planning *planning)
{
    arena_release(&planning->arena);
}
