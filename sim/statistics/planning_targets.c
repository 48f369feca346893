/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "statistics/planning.h"
#include "statistics/target.h"

static bool is_quantile(const struct target *target)
{
    return target->statistic >= STATISTIC_P05 && target->statistic <= STATISTIC_P99;
}

static double level_of(const struct target *target)
{
    return quantile_levels[target->statistic - STATISTIC_P05];
}

/* ---- shares that stand for percentiles */

static bool prepare_measure(struct model *model, struct measure *measure)
{
    int count = measure->target_count;
    struct target *targets = arena_array(&model->arena, 2 * (size_t)count, sizeof *targets);
    if (!targets)
        return false;
    for (int i = 0; i < measure->target_count; i++) {
        const struct target *target = &measure->targets[i];
        targets[i] = *target;
        if (is_quantile(target))
            targets[count++] = (struct target){STATISTIC_SHARE_WITHIN, level_of(target), target->goal};
    }
    measure->targets = targets;
    measure->target_count = count;
    return true;
}

bool planning_prepare(struct model *model)
{
    model->target_count = 0;
    for (int i = 0; i < model->measure_count; i++) {
        struct measure *measure = &model->measures[i];
        if (measure->target_count && !prepare_measure(model, measure))
            return false;
        measure->first_target = model->target_count;
        model->target_count += measure->target_count;
    }
    return true;
}

/* ---- the list */

/* A target whose tested share was added by prepare_measure, or that share: not asked for by itself. */
static bool was_added(const struct measure *measure, int place)
{
    const struct target *target = &measure->targets[place];
    int added = 0, first = measure->target_count;
    for (int i = 0; i < measure->target_count; i++)
        added += is_quantile(&measure->targets[i]);
    first -= added;
    return target->statistic == STATISTIC_SHARE_WITHIN && place >= first;
}

static void set_tolerance(const struct planning *planning, struct planning_target *target, bool share)
{
    double near = fmin(target->bound, 1 - target->bound);
    if (share)
        target->tolerance = near > 0 ? fmin(planning->tolerance, near / 5) : planning->tolerance;
    else
        target->tolerance = planning->tolerance * (target->bound > 0 ? target->bound : 1);
}

static void add_of_measure(struct planning *planning, const struct measure *measure, int place)
{
    const struct target *of = &measure->targets[place];
    struct planning_target *target = &planning->targets[planning->target_count++];
    struct arena *arena = &planning->arena;
    bool share = of->statistic == STATISTIC_SHARE_WITHIN, mean = of->statistic == STATISTIC_MEAN;
    *target = (struct planning_target){.unit = share ? UNIT_SHARE : UNIT_DAYS,
                                       .at_least = share,
                                       .goal = of->goal,
                                       .tested_at_least = !mean,
                                       .bound = share || mean ? of->goal : level_of(of)};
    if (share)
        target->figure = arena_print(arena, "%s.share_within[%.15g d]", measure->name, of->within);
    else
        target->figure = arena_print(arena, "%s.%s", measure->name,
                                     mean ? "mean" : quantile_names[of->statistic - STATISTIC_P05]);
    target->tested = target->figure;
    if (!mean)
        target->tested =
            arena_print(arena, "%s.share_within[%.17g d]", measure->name, share ? of->within : of->goal);
    set_tolerance(planning, target, !mean);
}

static void add_of_resource(struct planning *planning, const struct resource *resource)
{
    struct planning_target *target = &planning->targets[planning->target_count++];
    *target = (struct planning_target){.unit = UNIT_SHARE,
                                       .goal = resource->target_all_busy,
                                       .bound = resource->target_all_busy};
    target->figure = arena_print(&planning->arena, "resources.%s.all_busy", resource->name);
    target->tested = target->figure;
    set_tolerance(planning, target, true);
}

bool planning_targets_list(struct planning *planning, const struct model *model)
{
    size_t most = (size_t)targets_given(model);
    planning->targets = arena_array(&planning->arena, most, sizeof *planning->targets);
    for (int i = 0; planning->targets && i < model->measure_count; i++)
        for (int k = 0; k < model->measures[i].target_count; k++)
            if (!was_added(&model->measures[i], k))
                add_of_measure(planning, &model->measures[i], k);
    for (int i = 0; planning->targets && i < model->resource_count; i++)
        if (!isnan(model->resources[i].target_all_busy))
            add_of_resource(planning, &model->resources[i]);
    return !arena_failed(&planning->arena);
}
