/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/compiler.h"
#include "scenario/defaults.h"

#include <math.h>
#include <string.h>

static const char *const STATISTICS[] = {"mean", "p05", "p10", "p25", "p50", "p75", "p90", "p95", "p99"};

static void read_targets(struct compiler *compiler, const struct tree *map, struct measure *measure)
{
    size_t room = 0;
    for (const struct tree *child = first_entry(map); child; child = child->next)
        room += 1 + child->count;
    struct target *targets = arena_array(compiler->arena, room, sizeof *targets);
    measure->targets = targets;
    if (map && !is_enabled(map))
        return;
    for (const struct tree *child = first_entry(map); targets && child; child = child->next) {
        struct target *target = &targets[measure->target_count];
        const char *key = strcmp(child->key, "median") == 0 ? "p50" : child->key;
        int statistic = value_one_of(key, STATISTICS, sizeof STATISTICS / sizeof *STATISTICS);
        double seconds = 0;
        if (statistic >= 0 && value_duration(child, &seconds)) {
            *target = (struct target){(enum statistic)statistic, seconds / DAY, 0};
            measure->target_count++;
        }
        if (strcmp(key, "share_within") != 0)
            continue;
        for (const struct tree *item = first_entry(child); item; item = item->next) {
            struct tree within = {.kind = TREE_TEXT, .text = item->key};
            double share = 0;
            if (value_duration(&within, &seconds) && value_probability(item, &share))
                targets[measure->target_count++] =
                    (struct target){STATISTIC_SHARE_WITHIN, share, seconds / DAY};
        }
    }
}

static void read_measure(struct compiler *compiler, const struct tree *map, int index)
{
    struct measure *measure = &compiler->model->measures[index];
    struct moment_name from = read_moment(compiler, tree_get(map, "from"), "from", MOMENT_OF_NOTHING);
    struct moment_name to = read_moment(compiler, tree_get(map, "to"), "to", MOMENT_OF_NOTHING);
    *measure = (struct measure){.name = map->key,
                                .from = tree_text(map, "from", ""),
                                .to = tree_text(map, "to", "")};
    value_boolean(tree_get(map, "first"), &measure->first);
    measure->from_referral = from.of == MOMENT_OF_REFERRAL;
    measure->to_exit = to.of == MOMENT_OF_EXIT;
    measure->first_target = compiler->model->target_count;
    if (from.of == MOMENT_OF_EXIT || to.of == MOMENT_OF_REFERRAL)
        fault_error(compiler->faults, FAULT_MOMENT, map->key_place,
                    "measures.%s: nothing comes after exit or before referral", measure->name);
    compiler->measure_from[index] = from;
    compiler->measure_to[index] = to;
    read_targets(compiler, tree_get(map, "target"), measure);
    compiler->model->target_count += measure->target_count;
}

void compile_measures(struct compiler *compiler)
{
    struct model *model = compiler->model;
    const struct tree *measures = section(compiler, "measures");
    size_t room = measures ? measures->count : 0;
    model->measures = arena_array(compiler->arena, room, sizeof *model->measures);
    compiler->measure_from = arena_array(compiler->arena, room, sizeof *compiler->measure_from);
    compiler->measure_to = arena_array(compiler->arena, room, sizeof *compiler->measure_to);
    if (!model->measures || !compiler->measure_from || !compiler->measure_to)
        return;
    for (const struct tree *map = tree_first(measures); map; map = map->next)
        if (map->kind == TREE_MAP && is_enabled(map) && model->measure_count < MEASURES_MAX)
            read_measure(compiler, map, model->measure_count++);
}

static void read_run(struct run_settings *run, const struct tree *map)
{
    int64_t number = 0;
    value_date(tree_get(map, "start"), &run->start_day);
    run->warmup = read_seconds(tree_get(map, "warmup"), run->warmup);
    run->horizon = read_seconds(tree_get(map, "horizon"), run->horizon);
    run->follow = read_seconds(tree_get(map, "follow"), run->follow);
    if (value_whole(tree_get(map, "replications"), &number))
        run->replications = (uint32_t)number;
    if (value_whole(tree_get(map, "seed"), &number))
        run->seed = (uint64_t)number;
    value_probability(tree_get(map, "confidence"), &run->confidence);
}

void compile_run(struct compiler *compiler)
{
    struct run_settings *run = &compiler->model->run;
    *run = (struct run_settings){.follow = NONE,
                                 .events_max = EVENTS_MAX,
                                 .kept_max = KEPT_MAX,
                                 .pooled_max = POOLED_MAX,
                                 .patients_max = PATIENTS_MAX};
    read_run(run, format_default_map(compiler->arena, KIND_RUN));
    read_run(run, section(compiler, "run"));
}
