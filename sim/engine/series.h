/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_ENGINE_SERIES_H
#define CARTSIM_ENGINE_SERIES_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/*
 * Single values, in whole seconds from 0 on, in bounded memory. The first SERIES_KEPT are kept as they are;
 * once there are more, all are counted by class. Values below 2048 s have a class each; above, each doubling
 * is cut into 1024 classes, so a class is narrower than 1/1024 of its values (the layout of G. Tene's
 * HdrHistogram). Count, sum, spread, least and most stay exact.
 */
enum { SERIES_KEPT = 65536 };

/* ---- classes */

enum {
    CLASS_BITS = 10,
    COARSE_BITS = 6, /* for shares of which only the variance is wanted: 1/64 */
    PAGE_CLASSES = 256,
    PAGES_MAX = ((63 - CLASS_BITS + 1) << CLASS_BITS) / PAGE_CLASSES
};

/* The class of a value from 0 on when each doubling is cut into 2^bits. A double's own bits are its doubling
 * and how far into it it lies. */
static inline uint32_t class_of(int64_t value, unsigned bits)
{
    enum { FRACTION = 52, BIAS = 1023 };
    if (__builtin_expect((value >> FRACTION) != 0, 0)) { /* a double might be rounded up */
        unsigned shift = 63 - (unsigned)__builtin_clzll((uint64_t)value) - bits;
        return (shift << bits) + (uint32_t)(value >> shift);
    }
    const double number = (double)value;
    uint64_t as_bits;
    memcpy(&as_bits, &number, sizeof as_bits);
    const uint32_t class = (uint32_t)(as_bits >> (FRACTION - bits)) - (((unsigned)BIAS + bits - 1) << bits);
    return value >> bits ? class : (uint32_t)value;
}

/* The coarse class that a fine one lies in: of a doubling that is cut into 2^CLASS_BITS, 2^(CLASS_BITS -
 * COARSE_BITS) are one. */
static inline uint32_t class_coarser(uint32_t fine)
{
    enum { BITS = CLASS_BITS - COARSE_BITS };
    return fine >> (CLASS_BITS + 1) == 0 ? class_of(fine, COARSE_BITS)
                                         : (fine >> BITS) + (BITS << COARSE_BITS);
}

/* Its least value, and how many values it has. */
static inline int64_t class_low(uint32_t class, unsigned bits)
{
    if (class >> (bits + 1) == 0)
        return class;
    unsigned shift = (class >> bits) - 1;
    return (int64_t)(((uint64_t)1 << bits) + (class & ((1u << bits) - 1))) << shift;
}

static inline int64_t class_width(uint32_t class, unsigned bits)
{
    return class >> (bits + 1) == 0 ? 1 : (int64_t)1 << ((class >> bits) - 1);
}

/* Counts by class, in pages that are made when the first value falls into them. Zeroed: empty. */
struct classes {
    uint64_t **pages; /* [PAGES_MAX], or NULL */
};
bool classes_count_new(struct classes *classes, uint32_t class, uint64_t times);
/* false: no memory */
static inline bool classes_count_class(struct classes *classes, uint32_t class, uint64_t times)
{
    uint32_t page = class / PAGE_CLASSES;
    if (!classes->pages || !classes->pages[page])
        return classes_count_new(classes, class, times);
    classes->pages[page][class % PAGE_CLASSES] += times;
    return true;
}
static inline bool classes_count(struct classes *classes, int64_t value, uint64_t times)
{
    return classes_count_class(classes, class_of(value, CLASS_BITS), times);
}
bool classes_add(struct classes *classes, const struct classes *more); /* false: no memory */
void classes_empty(struct classes *classes);                           /* keeps the memory */
void classes_release(struct classes *classes);

/* ---- series */

/* Of values by their distance to one of them: then equal values give 0 exactly, and others lose nothing to
 * cancellation. */
struct distances {
    double drift, squares; /* sums of the distances and of their squares */
    int64_t least, most;
};

static inline struct distances distances_from(int64_t first)
{
    return (struct distances){0, 0, first, first};
}

static inline void distances_add(struct distances *distances, int64_t first, int64_t value)
{
    const double distance = (double)(value - first);
    distances->drift += distance;
    distances->squares += distance * distance;
    distances->least = value < distances->least ? value : distances->least;
    distances->most = value > distances->most ? value : distances->most;
}

/* Counts so many values, and sets *distances to theirs from `first`. false: no memory. */
bool classes_count_many(struct classes *classes, int64_t first, const int64_t *values, uint64_t count,
                        struct distances *distances);

/* While all values are equal (no wait, a fixed duration) only their number is kept. Zeroed: empty. */
enum { SERIES_UNEVEN = -1 };

struct series {
    uint64_t count;
    int64_t even;    /* what all values so far are equal to; SERIES_UNEVEN: nothing */
    int64_t *values; /* [count], while they are uneven and no more than SERIES_KEPT */
    uint32_t limit;  /* `room` while values may go there, else 0 */
    uint32_t room;
    struct classes classes; /* all of them, once they are uneven and more */
    int64_t first;
    struct distances distances; /* once they are counted by class */
};

static inline bool series_is_even(const struct series *series)
{
    return series->count == 0 || series->even != SERIES_UNEVEN;
}

static inline bool series_is_classed(const struct series *series)
{
    return series->count > SERIES_KEPT && series->even == SERIES_UNEVEN;
}

/* The value that was added as number `place`, from 0; unless they are counted by class. */
static inline int64_t series_value(const struct series *series, uint64_t place)
{
    return series_is_even(series) ? series->even : series->values[place];
}

/* false: no memory; the series is then as before. */
bool series_grow(struct series *series, int64_t value);
static inline bool series_add(struct series *series, int64_t value)
{
    if (series->even == value) {
        series->count++;
        return true;
    }
    if (series->count >= series->limit)
        return series_grow(series, value);
    series->values[series->count++] = value;
    return true;
}
void series_empty(struct series *series);
void series_release(struct series *series);

struct moments {
    double count, sum;
    double squares;      /* of the distances to the mean; exactly 0 when all values are equal */
    int64_t least, most; /* INT64_MAX and -1 without values */
};
struct moments series_moments(const struct series *series);
/* The same, where somebody else has gone through the values already. */
struct moments series_moments_by(const struct series *series, const struct distances *distances);

#endif
