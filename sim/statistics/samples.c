/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/samples.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DIGIT_BITS = 8, DIGITS = 1 << DIGIT_BITS };

/* ---- the store */

/* *items with room for `needed` items at least, at least doubled when it must grow. */
static bool grow(void **items, size_t *room, size_t needed, size_t size)
{
    if (needed <= *room)
        return true;
    size_t wanted = needed > 2 * *room ? needed : 2 * *room;
    if (wanted > SIZE_MAX / 2 / size)
        return false;
    void *grown = realloc(*items, wanted * size);
    if (!grown)
        return false;
    *items = grown;
    *room = wanted;
    return true;
}

bool samples_add(struct samples *samples, const int64_t *values, size_t count)
{
    void *kept = samples->values, *ends = samples->ends;
    bool roomy = grow(&kept, &samples->room, samples->count + count, sizeof *samples->values) &&
                 grow(&ends, &samples->ends_room, samples->replications + 1, sizeof *samples->ends);
    samples->values = kept;
    samples->ends = ends;
    if (!roomy)
        return false;
    if (count)
        memcpy(samples->values + samples->count, values, count * sizeof *values);
    samples->count += count;
    samples->ends[samples->replications++] = samples->count;
    return true;
}

void samples_release(struct samples *samples)
{
    free(samples->values);
    free(samples->ends);
    *samples = (struct samples){.count = 0};
}

/* ---- sorting: by digits from the lowest, which keeps order among equals and takes time in proportion to
 * the count */

static unsigned digit(int64_t value, int64_t least, unsigned shift)
{
    return (unsigned)(((uint64_t)value - (uint64_t)least) >> shift) & (DIGITS - 1);
}

static void sort_by_digit(const int64_t *from, int64_t *to, size_t count, int64_t least, unsigned shift)
{
    size_t starts[DIGITS] = {0};
    for (size_t i = 0; i < count; i++)
        starts[digit(from[i], least, shift)]++;
    size_t before = 0;
    for (size_t d = 0; d < DIGITS; d++) {
        size_t here = starts[d];
        starts[d] = before;
        before += here;
    }
    for (size_t i = 0; i < count; i++)
        to[starts[digit(from[i], least, shift)]++] = from[i];
}

/* Sorts *values with the help of *spare; the two may have changed places afterwards. */
static void sort_values(int64_t **values, int64_t **spare, size_t count)
{
    int64_t least = (*values)[0], most = least;
    for (size_t i = 1; i < count; i++) {
        least = (*values)[i] < least ? (*values)[i] : least;
        most = (*values)[i] > most ? (*values)[i] : most;
    }
    uint64_t range = (uint64_t)most - (uint64_t)least;
    for (unsigned shift = 0; shift < 64 && range >> shift; shift += DIGIT_BITS) {
        sort_by_digit(*values, *spare, count, least, shift);
        int64_t *sorted = *spare;
        *spare = *values;
        *values = sorted;
    }
}

/* ---- the view */

bool view_open(struct sample_view *view, const struct samples *parts, size_t part_count)
{
    *view = (struct sample_view){.parts = parts, .part_count = part_count};
    for (size_t i = 0; i < part_count; i++)
        view->count += parts[i].count;
    view->replications = part_count ? parts[0].replications : 0;
    if (!view->count)
        return true;
    int64_t *values = malloc(view->count * sizeof *values), *spare = malloc(view->count * sizeof *spare);
    if (values && spare) {
        size_t filled = 0;
        for (size_t i = 0; i < part_count; i++) {
            if (parts[i].count)
                memcpy(values + filled, parts[i].values, parts[i].count * sizeof *values);
            filled += parts[i].count;
        }
        sort_values(&values, &spare, view->count);
        view->sorted = values;
    } else {
        free(values);
    }
    free(spare);
    return view->sorted != NULL;
}

void view_close(struct sample_view *view)
{
    free(view->sorted);
    *view = (struct sample_view){.parts = NULL};
}

/* What a single value adds to its replication's figure. */
typedef double (*addend)(double value, double constant);

/* Always inlined, so that the addend is too: this loop sees every value a dozen times. */
__attribute__((always_inline)) static inline void add_up(const struct sample_view *view, addend add,
                                                         double constant, double *to)
{
    for (size_t r = 0; r < view->replications; r++)
        to[r] = 0;
    for (size_t part = 0; part < view->part_count; part++) {
        const struct samples *samples = &view->parts[part];
        for (size_t r = 0, i = 0; r < samples->replications; r++) {
            double sum = 0;
            for (; i < samples->ends[r]; i++)
                sum += add((double)samples->values[i], constant);
            to[r] += sum;
        }
    }
}

static double not_above(double value, double bound)
{
    return value <= bound;
}

static double itself(double value, double unused)
{
    (void)unused;
    return value;
}

static double squared_distance(double value, double centre)
{
    return (value - centre) * (value - centre);
}

void view_counts(const struct sample_view *view, double *to)
{
    for (size_t r = 0; r < view->replications; r++)
        to[r] = 0;
    for (size_t part = 0; part < view->part_count; part++)
        for (size_t r = 0; r < view->replications; r++)
            to[r] += (double)(view->parts[part].ends[r] - (r ? view->parts[part].ends[r - 1] : 0));
}

void view_at_most(const struct sample_view *view, double bound, double *to)
{
    add_up(view, not_above, bound, to);
}

void view_sums(const struct sample_view *view, double *to)
{
    add_up(view, itself, 0, to);
}

void view_squares(const struct sample_view *view, double centre, double *to)
{
    add_up(view, squared_distance, centre, to);
}

double view_rank(const struct sample_view *view, size_t rank)
{
    return (double)view->sorted[rank];
}

double view_quantile(const struct sample_view *view, double p)
{
    double place = (double)(view->count - 1) * p;
    size_t below = (size_t)floor(place);
    double low = view_rank(view, below);
    if (below + 1 >= view->count)
        return low;
    return low + (place - (double)below) * (view_rank(view, below + 1) - low);
}
