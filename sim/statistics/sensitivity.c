/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/sensitivity.h"

#include <math.h>
#include <stdlib.h>

#include "statistics/interval.h"

/* ---- two points */

struct gap {
    double mean, noise; /* of the figures' difference; its variance by chance */
};

static struct gap gap_of(const double *a, const double *b, size_t replications)
{
    struct gap gap = {.mean = 0};
    double n = (double)replications, squares = 0;
    for (size_t r = 0; r < replications; r++)
        gap.mean += (a[r] - b[r]) / n;
    for (size_t r = 0; r < replications; r++)
        squares += (a[r] - b[r] - gap.mean) * (a[r] - b[r] - gap.mean);
    gap.noise = replications > 1 ? squares / (n - 1) / n : 0;
    return gap;
}

static double mean_of(const double *pieces, size_t replications)
{
    double sum = 0;
    for (size_t r = 0; r < replications; r++)
        sum += pieces[r];
    return sum / (double)replications;
}

/* How much one replication differs from another. */
static double variance_of(const double *pieces, size_t replications)
{
    double mean = mean_of(pieces, replications), squares = 0;
    for (size_t r = 0; r < replications; r++)
        squares += (pieces[r] - mean) * (pieces[r] - mean);
    return replications > 1 ? squares / (double)(replications - 1) : 0;
}

/* ---- pick and freeze */

static const double *point(const struct freeze *freeze, size_t row, size_t which)
{
    return freeze->pieces + (row * (2 + freeze->groups) + which) * freeze->replications;
}

static bool is_whole(const struct freeze *freeze, size_t row)
{
    for (size_t i = 0; i < 2 + freeze->groups; i++)
        if (isnan(point(freeze, row, i)[0]))
            return false;
    return true;
}

/* Half the square of the difference, chance taken off: the variance that what differs makes. */
static double half_square(const struct freeze *freeze, size_t row, size_t i, size_t k)
{
    struct gap gap = gap_of(point(freeze, row, i), point(freeze, row, k), freeze->replications);
    return (gap.mean * gap.mean - gap.noise) / 2;
}

static double chance(const struct freeze *freeze, size_t row)
{
    return (variance_of(point(freeze, row, 0), freeze->replications) +
            variance_of(point(freeze, row, 1), freeze->replications)) /
           2;
}

/* Of rows that are whole: what one adds to the variance, into n; and to what is asked, into x. */
enum part { PART_ALONE, PART_WITH_ALL, PART_OF_ALL, PART_PARAMETERS };

static size_t fill(const struct freeze *freeze, enum part part, size_t group, double *x, double *n)
{
    size_t rows = 0;
    for (size_t row = 0; row < freeze->rows; row++) {
        if (!is_whole(freeze, row))
            continue;
        double variance = half_square(freeze, row, 0, 1);
        n[rows] = part == PART_ALONE || part == PART_WITH_ALL ? variance : variance + chance(freeze, row);
        x[rows++] = part == PART_PARAMETERS ? variance
                    : part == PART_WITH_ALL ? half_square(freeze, row, 0, 2 + group)
                                            : variance - half_square(freeze, row, 1, 2 + group);
    }
    return rows;
}

static struct figure share_of(const struct freeze *freeze, enum part part, size_t group, double confidence,
                              double *work)
{
    double *x = work, *n = work + freeze->rows, sum = 0;
    size_t rows = fill(freeze, part, group, x, n);
    for (size_t i = 0; i < rows; i++)
        sum += n[i];
    if (!(sum > 0))
        return (struct figure){.known = false};
    struct figure share = interval_ratio(x, n, rows, confidence);
    share.value = fmin(fmax(share.value, 0), 1);
    share.low = fmin(fmax(share.low, 0), 1);
    share.high = fmin(fmax(share.high, 0), 1);
    return share;
}

static int compare_numbers(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* The figure at the first two points of each row: its mean, and where the middle 95% lie. */
static void spread_of(const struct freeze *freeze, double confidence, double *values,
                      struct freeze_variance *variance)
{
    size_t rows = 0;
    for (size_t row = 0; row < freeze->rows; row++)
        if (is_whole(freeze, row))
            values[rows++] = (mean_of(point(freeze, row, 0), freeze->replications) +
                              mean_of(point(freeze, row, 1), freeze->replications)) /
                             2;
    variance->mean = interval_mean(values, rows, confidence, -INFINITY);
    rows = 0;
    for (size_t row = 0; row < freeze->rows; row++)
        for (size_t i = 0; i < 2 && is_whole(freeze, row); i++)
            values[rows++] = mean_of(point(freeze, row, i), freeze->replications);
    if (!rows)
        return;
    qsort(values, rows, sizeof *values, compare_numbers);
    variance->low = values[(size_t)(0.025 * (double)(rows - 1))];
    variance->high = values[(size_t)ceil(0.975 * (double)(rows - 1))];
}

void freeze_variance(const struct freeze *freeze, double confidence, double *work,
                     struct freeze_variance *variance)
{
    size_t rows = fill(freeze, PART_PARAMETERS, 0, work, work + freeze->rows);
    *variance = (struct freeze_variance){.rows = rows};
    for (size_t i = 0; i < rows; i++) {
        variance->parameter_variance += work[i] / (double)rows;
        variance->chance_variance += (work[freeze->rows + i] - work[i]) / (double)rows;
    }
    variance->noise_variance = variance->chance_variance / (double)freeze->replications;
    variance->parameters = share_of(freeze, PART_PARAMETERS, 0, confidence, work);
    spread_of(freeze, confidence, work, variance);
}

struct freeze_index freeze_index(const struct freeze *freeze, size_t group, double confidence, double *work)
{
    return (struct freeze_index){share_of(freeze, PART_ALONE, group, confidence, work),
                                 share_of(freeze, PART_WITH_ALL, group, confidence, work),
                                 share_of(freeze, PART_OF_ALL, group, confidence, work)};
}

/* ---- elementary effects */

/* The step of a trajectory that moves the parameter. */
static size_t step_of(const struct morris *morris, size_t trajectory, size_t parameter)
{
    const size_t *moved = morris->moved + trajectory * morris->parameters;
    size_t step = 0;
    while (moved[step] != parameter)
        step++;
    return step;
}

struct morris_effect morris_effect(const struct morris *morris, size_t parameter, double confidence,
                                   double *work)
{
    double *effects = work, *sizes = work + morris->trajectories, noise = 0;
    struct morris_effect effect = {.effects = 0};
    for (size_t t = 0; t < morris->trajectories; t++) {
        size_t step = step_of(morris, t, parameter), first = t * (morris->parameters + 1) + step;
        const double *from = morris->pieces + first * morris->replications, *to = from + morris->replications;
        if (isnan(from[0]) || isnan(to[0]))
            continue;
        struct gap gap = gap_of(to, from, morris->replications);
        const double *at = morris->points + first * morris->parameters + parameter;
        double step_size = at[morris->parameters] - at[0];
        effects[effect.effects] = gap.mean / step_size;
        sizes[effect.effects++] = fabs(gap.mean / step_size);
        noise += gap.noise / step_size / step_size;
    }
    if (!effect.effects)
        return effect;
    noise /= (double)effect.effects;
    effect.mean = interval_mean(effects, effect.effects, confidence, -INFINITY);
    effect.size = interval_mean(sizes, effect.effects, confidence, 0);
    effect.sigma = sqrt(fmax(0, variance_of(effects, effect.effects) - noise));
    effect.noise = sqrt(noise);
    return effect;
}
