/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/samples.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "statistics/sort.h"

/* ---- batches of replications */

/* The least power of two that leaves no more than BATCHES_MAX batches. */
static size_t batch_size(size_t replications)
{
    size_t size = 1;
    while (replications > BATCHES_MAX * size)
        size *= 2;
    return size;
}

/* From 2^CLASS_BITS on so many classes that follow each other are one coarse class, below no more than that.
 */
enum { CLASSES_IN_COARSE = 1 << (CLASS_BITS - COARSE_BITS) };

static uint64_t coarse_sum(const uint64_t *counts)
{
    uint64_t even = 0, odd = 0;
    for (int i = 0; i < CLASSES_IN_COARSE; i += 2) {
        even += counts[i];
        odd += counts[i + 1];
    }
    return even + odd;
}

static void count_coarsely(const struct classes *fine, uint64_t *to)
{
    for (uint32_t page = 0; fine->pages && page < PAGES_MAX; page++) {
        const uint32_t first = page * PAGE_CLASSES;
        const bool wide = first >> CLASS_BITS;
        for (uint32_t i = 0; fine->pages[page] && i < PAGE_CLASSES; i += wide ? CLASSES_IN_COARSE : 1) {
            const uint64_t count = wide ? coarse_sum(fine->pages[page] + i) : fine->pages[page][i];
            if (count)
                to[class_coarser(first + i)] += count;
        }
    }
}

/* All values so far are of this batch or of one before. */
static bool end_batch(struct samples *samples, size_t batch)
{
    struct batch_end *end = &samples->ends[batch];
    end->room = samples->count ? class_of(samples->most, COARSE_BITS) + 1 : 0;
    end->counts = calloc(end->room + 1, sizeof *end->counts);
    if (end->counts)
        count_coarsely(&samples->fine, end->counts);
    return end->counts != NULL;
}

/* Two batches become one, which ends with the second. */
static void batches_halve(struct batch_end *ends)
{
    for (int i = 0; i < BATCHES_MAX / 2; i++) {
        free(ends[2 * i].counts);
        ends[i] = ends[2 * i + 1];
    }
    memset(ends + BATCHES_MAX / 2, 0, BATCHES_MAX / 2 * sizeof *ends);
}

/* Before the values of that replication are counted, in batches of that size. */
static bool end_batch_before(struct samples *samples, size_t replication, size_t size)
{
    return replication == 0 || replication % size != 0 || end_batch(samples, replication / size - 1);
}

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

/* From values to classes; the replications before the latest. */
static bool spread_out(struct samples *samples)
{
    const int64_t *values = samples->values;
    size_t earlier = samples->replications - 1, size = batch_size(earlier);
    for (size_t r = 0; r < earlier; r++) {
        uint64_t count = (uint64_t)samples->parts[r].count;
        struct distances known; /* as a part already */
        if (!end_batch_before(samples, r, size) ||
            !classes_count_many(&samples->fine, 0, values, count, &known))
            return false;
        values += count;
    }
    free(samples->values);
    samples->values = NULL;
    samples->classed = true;
    return true;
}

static bool keep_values(struct samples *samples, const struct series *series)
{
    void *values = samples->values;
    bool roomy =
        grow(&values, &samples->values_room, samples->count + series->count, sizeof *samples->values);
    samples->values = values;
    for (uint64_t i = 0; roomy && i < series->count; i++)
        samples->values[samples->count + i] = series_value(series, i);
    return roomy;
}

static bool count_series(struct samples *samples, const struct series *series, struct moments *moments)
{
    if (!samples->classed && !spread_out(samples))
        return false;
    size_t latest = samples->replications - 1, size = batch_size(latest);
    if (!end_batch_before(samples, latest, size))
        return false;
    if (size < batch_size(samples->replications))
        batches_halve(samples->ends);
    if (!series_is_classed(series) && !series_is_even(series)) {
        struct distances distances;
        bool counted =
            classes_count_many(&samples->fine, series->first, series->values, series->count, &distances);
        *moments = series_moments_by(series, &distances);
        return counted;
    }
    *moments = series_moments(series);
    if (series_is_classed(series))
        return classes_add(&samples->fine, &series->classes);
    return series->count == 0 || classes_count(&samples->fine, series->even, series->count);
}

bool samples_add(struct samples *samples, const struct series *series)
{
    void *parts = samples->parts;
    bool roomy = grow(&parts, &samples->room, samples->replications + 1, sizeof *samples->parts);
    samples->parts = parts;
    if (!roomy)
        return false;
    samples->replications++;
    struct moments moments;
    if (!samples->classed && samples->count + series->count <= SAMPLES_KEPT) {
        moments = series_moments(series);
        roomy = keep_values(samples, series);
    } else
        roomy = count_series(samples, series, &moments);
    if (!roomy)
        return false;
    bool first = samples->count == 0;
    samples->least = first || moments.least < samples->least ? moments.least : samples->least;
    samples->most = first || moments.most > samples->most ? moments.most : samples->most;
    samples->parts[samples->replications - 1] =
        (struct moments_part){moments.count, moments.sum, moments.squares};
    samples->count += series->count;
    return true;
}

void samples_release(struct samples *samples)
{
    free(samples->parts);
    free(samples->values);
    classes_release(&samples->fine);
    for (int i = 0; i < BATCHES_MAX; i++)
        free(samples->ends[i].counts);
    *samples = (struct samples){.count = 0};
}

/* ---- the view: all values in order, or the classes that have any */

/* Every so many values, how many there were of each replication: shares are asked for many times over. With
 * few values they are counted each time, and so are they when there are more replications than values. */
enum { MARK_EVERY = 256, MARKED_LEAST = 240 };

static size_t marks_of(const struct sample_view *view)
{
    size_t marks = view->count / MARK_EVERY + 1;
    return view->count < MARKED_LEAST || view->replications * marks > 4 * view->count ? 0 : marks;
}

static unsigned bits_of(uint64_t number)
{
    unsigned bits = 0;
    while (bits < 64 && number >> bits)
        bits++;
    return bits;
}

/* How far they are above the least, and in the lowest `bits`, if any, the replication that each is of. */
static void gather(const struct sample_view *view, unsigned bits, int64_t *to)
{
    for (size_t i = 0; i < view->part_count; i++) {
        const int64_t *value = view->parts[i].values;
        for (size_t r = 0; r < view->replications; r++)
            for (uint64_t left = (uint64_t)view->parts[i].parts[r].count; left; left--)
                *to++ = (*value++ - view->least) << bits | (bits ? (int64_t)r : 0);
    }
}

static bool take_owners(struct sample_view *view, unsigned bits)
{
    view->owners = malloc((size_t)view->count * sizeof *view->owners);
    for (uint64_t i = 0; view->owners && i < view->count; i++)
        view->owners[i] = (uint32_t)view->sorted[i] & ((1u << bits) - 1);
    return view->owners != NULL;
}

static bool mark_values(struct sample_view *view, size_t marks)
{
    const size_t replications = view->replications;
    view->marks = calloc((marks + 1) * replications, sizeof *view->marks);
    if (!view->marks)
        return false;
    uint32_t *sums = view->marks + marks * replications; /* a row to work in */
    for (uint64_t i = 0; i < view->count; i++) {
        if (i % MARK_EVERY == 0)
            memcpy(view->marks + i / MARK_EVERY * replications, sums, replications * sizeof *sums);
        sums[view->owners[i]]++;
    }
    return true;
}

static bool open_values(struct sample_view *view)
{
    const size_t marks = marks_of(view);
    unsigned bits = marks ? bits_of(view->replications) : 0;
    bits = bits + bits_of((uint64_t)(view->most - view->least)) < 64 ? bits : 0;
    int64_t *values = malloc((size_t)view->count * sizeof *values);
    int64_t *spare = malloc((size_t)view->count * sizeof *spare);
    if (values && spare) {
        gather(view, bits, values);
        sort_values(&values, &spare, (size_t)view->count, bits);
    }
    free(spare);
    view->sorted = values;
    if (!values || !spare || (bits && (!take_owners(view, bits) || !mark_values(view, marks))))
        return false;
    for (uint64_t i = 0; i < view->count; i++)
        values[i] = view->least + (values[i] >> bits);
    return true;
}

static bool add_part(struct classes *all, const struct samples *part)
{
    for (uint64_t i = 0; !part->classed && i < part->count; i++)
        if (!classes_count(all, part->values[i], 1))
            return false;
    return !part->classed || classes_add(all, &part->fine);
}

/* The classes that have values, in order, with the counts before them. */
static bool list_classes(struct sample_view *view, const struct classes *all)
{
    size_t room = 0;
    for (uint32_t page = 0; page < PAGES_MAX; page++)
        room += all->pages[page] ? PAGE_CLASSES : 0;
    view->classes = malloc(room * sizeof *view->classes);
    if (!view->classes)
        return false;
    uint64_t before = 0;
    for (uint32_t page = 0; page < PAGES_MAX; page++)
        for (uint32_t i = 0; all->pages[page] && i < PAGE_CLASSES; i++) {
            const uint32_t class = page * PAGE_CLASSES + i;
            const uint64_t count = all->pages[page][i];
            if (count)
                view->classes[view->class_count++] =
                    (struct view_class){class_low(class, CLASS_BITS), class_width(class, CLASS_BITS), before,
                                        count};
            before += count;
        }
    return true;
}

static bool open_classes(struct sample_view *view)
{
    if (view->part_count == 1)
        return list_classes(view, &view->parts[0].fine);
    struct classes all = {NULL};
    bool fine = true;
    for (size_t i = 0; fine && i < view->part_count; i++)
        fine = add_part(&all, &view->parts[i]);
    fine = fine && list_classes(view, &all);
    classes_release(&all);
    return fine;
}

/* Adds to below[class] how many values lie in that coarse class or below, up to the end of that batch. */
static void add_below(const struct batch_end *end, uint64_t *below, uint32_t coarse)
{
    uint64_t sum = 0;
    for (uint32_t class = 0; class < coarse; class ++) {
        sum += class < end->room ? end->counts[class] : 0;
        below[class] += sum;
    }
}

/* Of each group how many of the values that are known by class lie in that coarse class or below: shares are
 * asked for many times over. */
static bool cumulate(struct sample_view *view)
{
    size_t size = batch_size(view->replications), groups = (view->replications + size - 1) / size;
    view->coarse = class_of(view->most, COARSE_BITS) + 1;
    view->below = calloc(groups * view->coarse + 1, sizeof *view->below);
    struct batch_end all = {calloc(view->coarse, sizeof *all.counts), view->coarse};
    const bool fine = view->below && all.counts;
    for (size_t i = 0; fine && i < view->part_count; i++) {
        const struct samples *part = &view->parts[i];
        for (size_t g = 0; part->classed && g + 1 < groups; g++)
            add_below(&part->ends[g], view->below + g * view->coarse, view->coarse);
        if (part->classed)
            count_coarsely(&part->fine, all.counts);
    }
    if (fine)
        add_below(&all, view->below + (groups - 1) * view->coarse, view->coarse);
    for (size_t i = groups * view->coarse; fine && i > view->coarse; i--)
        view->below[i - 1] -= view->below[i - 1 - view->coarse];
    free(all.counts);
    return fine;
}

/* How many of the sorted values are below `value`. */
static uint64_t values_below(const struct sample_view *view, double value)
{
    uint64_t low = 0, high = view->count;
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if ((double)view->sorted[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void view_close(struct sample_view *view)
{
    free(view->sorted);
    free(view->classes);
    free(view->below);
    free(view->marks);
    free(view->owners);
    *view = (struct sample_view){.parts = NULL};
}

bool view_open(struct sample_view *view, const struct samples *parts, size_t part_count)
{
    *view = (struct sample_view){.parts = parts, .part_count = part_count, .least = INT64_MAX, .most = -1};
    bool classed = false;
    for (size_t i = 0; i < part_count; i++) {
        view->count += parts[i].count;
        classed = classed || parts[i].classed;
        if (parts[i].count) {
            view->least = parts[i].least < view->least ? parts[i].least : view->least;
            view->most = parts[i].most > view->most ? parts[i].most : view->most;
        }
    }
    view->replications = part_count ? parts[0].replications : 0;
    if (!view->count)
        return true;
    bool open = classed ? open_classes(view) && cumulate(view) : open_values(view);
    if (!open)
        view_close(view);
    return open;
}

/* ---- by replication */

void view_counts(const struct sample_view *view, double *to)
{
    for (size_t r = 0; r < view->replications; r++) {
        to[r] = 0;
        for (size_t i = 0; i < view->part_count; i++)
            to[r] += view->parts[i].parts[r].count;
    }
}

void view_sums(const struct sample_view *view, double *to)
{
    for (size_t r = 0; r < view->replications; r++) {
        to[r] = 0;
        for (size_t i = 0; i < view->part_count; i++)
            to[r] += view->parts[i].parts[r].sum;
    }
}

/* About another centre than their mean, squares are larger by count times the square of the shift. */
void view_squares(const struct sample_view *view, double centre, double *to)
{
    for (size_t r = 0; r < view->replications; r++) {
        to[r] = 0;
        for (size_t i = 0; i < view->part_count; i++) {
            const struct moments_part *part = &view->parts[i].parts[r];
            double shift = part->count > 0 ? part->sum / part->count - centre : 0;
            to[r] += part->squares + part->count * shift * shift;
        }
    }
}

/* Those of a part of which each value is known, its replications put into groups. */
static void group_values(const struct samples *part, size_t size, double bound, double *x)
{
    const int64_t *value = part->values;
    for (size_t r = 0; r < part->replications; r++)
        for (double i = 0; i < part->parts[r].count; i++)
            x[r / size] += (double)*value++ <= bound;
}

/* The same of all parts, from the mark before. */
static void marked_values(const struct sample_view *view, double bound, double *x)
{
    uint64_t most = values_below(view, floor(bound) + 1), from = most / MARK_EVERY;
    from = from * MARK_EVERY < view->count ? from : from - 1;
    const uint32_t *mark = view->marks + from * view->replications;
    for (size_t r = 0; r < view->replications; r++)
        x[r] = mark[r];
    for (uint64_t i = from * MARK_EVERY; i < most; i++)
        x[view->owners[i]]++;
}

size_t view_groups(const struct sample_view *view, double bound, double *x, double *n)
{
    size_t size = view->classes ? batch_size(view->replications) : 1;
    size_t groups = (view->replications + size - 1) / size;
    uint32_t class = view->classes && bound > 0 ? class_of((int64_t)bound, COARSE_BITS) : 0;
    for (size_t g = 0; g < groups; g++)
        x[g] = n[g] = 0;
    for (size_t i = 0; i < view->part_count; i++) {
        const struct samples *part = &view->parts[i];
        for (size_t r = 0; r < view->replications; r++)
            n[r / size] += part->parts[r].count;
        if (!part->classed && !view->marks)
            group_values(part, size, bound, x);
    }
    if (view->marks)
        marked_values(view, bound, x);
    class = class < view->coarse ? class : view->coarse - 1;
    for (size_t g = 0; view->coarse && g < groups; g++)
        x[g] += (double)view->below[g * view->coarse + class];
    return groups;
}

/* ---- in order */

static const struct view_class *class_at(const struct sample_view *view, uint64_t rank)
{
    size_t low = 0, high = view->class_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (view->classes[middle].before <= rank)
            low = middle;
        else
            high = middle;
    }
    return &view->classes[low];
}

/* Within a class the values are taken as evenly spread. */
double view_rank(const struct sample_view *view, uint64_t rank)
{
    if (view->sorted)
        return (double)view->sorted[rank];
    if (rank == 0 || rank + 1 >= view->count)
        return (double)(rank == 0 ? view->least : view->most);
    const struct view_class *class = class_at(view, rank);
    if (class->width == 1)
        return (double)class->low;
    double part = ((double)(rank - class->before) + 0.5) / (double)class->count;
    double value = (double)class->low + floor(part * (double)class->width);
    return fmin(fmax(value, (double)view->least), (double)view->most);
}

double view_quantile(const struct sample_view *view, double p)
{
    double place = (double)(view->count - 1) * p;
    uint64_t below = (uint64_t)floor(place);
    double low = view_rank(view, below);
    if (below + 1 >= view->count)
        return low;
    return low + (place - (double)below) * (view_rank(view, below + 1) - low);
}

void view_histogram(const struct sample_view *view, int64_t width, uint64_t *bins)
{
    for (uint64_t i = 0; view->sorted && i < view->count; i++)
        bins[view->sorted[i] / width]++;
    for (size_t i = 0; view->classes && i < view->class_count; i++) {
        const struct view_class *class = &view->classes[i];
        int64_t middle = class->low + class->width / 2;
        bins[(middle < view->most ? middle : view->most) / width] += class->count;
    }
}
