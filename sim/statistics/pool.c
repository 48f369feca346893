/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/pool.h"

#include <stdlib.h>

enum { FIRST_ROOM = 16, PART_NUMBERS = sizeof(struct moments_part) / sizeof(double) };

static void *zeroed(int count, size_t size)
{
    return calloc(count > 0 ? (size_t)count : 1, size);
}

struct pool *pool_create(const struct model *model)
{
    struct pool *pool = calloc(1, sizeof *pool);
    if (!pool)
        return NULL;
    pool->model = model;
    layout_counters(model, &pool->counters);
    layout_series(model, &pool->series);
    pool->columns = zeroed(pool->counters.count, sizeof *pool->columns);
    pool->samples = zeroed(pool->series.count, sizeof *pool->samples);
    pool->levels = zeroed(model->resource_count, sizeof *pool->levels);
    pool->level_count = zeroed(model->resource_count, sizeof *pool->level_count);
    if (!pool->columns || !pool->samples || !pool->levels || !pool->level_count) {
        pool_free(pool);
        return NULL;
    }
    return pool;
}

/* Room for one more replication in every column; what is beyond the replications is 0. */
static bool grow_columns(struct pool *pool)
{
    if (pool->replications < pool->room)
        return true;
    size_t room = pool->room ? 2 * pool->room : FIRST_ROOM;
    for (int i = 0; i < pool->counters.count; i++) {
        if (!pool->columns[i])
            continue;
        double *grown = realloc(pool->columns[i], room * sizeof *grown);
        if (!grown)
            return false;
        pool->columns[i] = grown;
        for (size_t r = pool->room; r < room; r++)
            grown[r] = 0;
    }
    pool->room = room;
    return true;
}

static bool is_left_out(const struct pool *pool, int counter)
{
    int first = pool->counters.ledger, behind = pool->counters.occupied;
    return pool->without_ledger && counter >= first && counter < behind;
}

static bool add_counters(struct pool *pool, const double *counters)
{
    if (!grow_columns(pool))
        return false;
    for (int i = 0; i < pool->counters.count; i++) {
        if (counters[i] == 0 || is_left_out(pool, i))
            continue;
        if (!pool->columns[i]) {
            pool->columns[i] = calloc(pool->room, sizeof *pool->columns[i]);
            pool->column_count++;
        }
        if (!pool->columns[i])
            return false;
        pool->columns[i][pool->replications] = counters[i];
    }
    return true;
}

/* How many levels to keep: all that the capacity allows, and beyond them up to the highest seen. An
 * observation used before may have room for levels that this replication never reached: those must not
 * show. */
static int levels_seen(const struct resource *resource, const double *levels, int count)
{
    int always = resource->is_slots || resource->capacity == UNLIMITED ? 0 : resource->capacity + 1;
    while (count > always && levels[count - 1] == 0)
        count--;
    return count;
}

static bool add_levels(struct pool *pool, int index, const double *levels, int level_count)
{
    int count = levels_seen(&pool->model->resources[index], levels, level_count);
    if (count > pool->level_count[index]) {
        double *grown = realloc(pool->levels[index], (size_t)count * sizeof *grown);
        if (!grown)
            return false;
        for (int k = pool->level_count[index]; k < count; k++)
            grown[k] = 0;
        pool->levels[index] = grown;
        pool->level_count[index] = count;
    }
    for (int k = 0; k < count; k++)
        pool->levels[index][k] += levels[k];
    return true;
}

static void note_circle(struct circles *circles, const struct observation *seen)
{
    if (seen->tangle.count == 0)
        return;
    if (circles->replications++ == 0) {
        circles->first = seen->replication;
        circles->tangle = seen->tangle;
    }
}

bool pool_is_full(const struct pool *pool)
{
    return pool->pooled > pool->model->run.pooled_max;
}

static uint64_t series_kept(const struct pool *pool)
{
    uint64_t count = 0;
    for (int i = 0; i < pool->series.count; i++)
        count += !pool->series_kept || pool->series_kept[i];
    return count;
}

bool pool_add(struct pool *pool, const struct observation *seen)
{
    if (!add_counters(pool, seen->counters))
        return false;
    pool->pooled += pool->column_count + PART_NUMBERS * series_kept(pool);
    if (pool_is_full(pool))
        return false;
    for (int i = 0; i < pool->series.count; i++)
        if ((!pool->series_kept || pool->series_kept[i]) && !samples_add(&pool->samples[i], &seen->series[i]))
            return false;
    for (int i = 0; i < pool->model->resource_count; i++)
        if (!add_levels(pool, i, seen->levels[i], seen->level_count[i]))
            return false;
    pool->events += seen->events;
    note_circle(&pool->circles, seen);
    pool->replications++;
    return true;
}

void pool_free(struct pool *pool)
{
    if (!pool)
        return;
    for (int i = 0; pool->columns && i < pool->counters.count; i++)
        free(pool->columns[i]);
    for (int i = 0; pool->samples && i < pool->series.count; i++)
        samples_release(&pool->samples[i]);
    for (int i = 0; pool->levels && i < pool->model->resource_count; i++)
        free(pool->levels[i]);
    free(pool->columns);
    free(pool->samples);
    free(pool->levels);
    free(pool->level_count);
    free(pool->series_kept);
    free(pool);
}
