/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/series.h"

/* Many values are counted and their distances summed in one pass: the processor counts while it waits for the
 * sums. */

static bool count_each(struct classes *classes, int64_t first, const int64_t *values, uint64_t count,
                       struct distances *distances)
{
    for (uint64_t i = 0; i < count; i++) {
        if (!classes_count(classes, values[i], 1))
            return false;
        distances_add(distances, first, values[i]);
    }
    return true;
}

#ifdef __SSE2__
#include <emmintrin.h>

/*
 * Two at a time, where one instruction does the same to two doubles: whole numbers below 2^52 are doubles
 * exactly, and so are their differences. Each sum still grows by one value after the other, so it is that of
 * count_each to the last bit.
 */
struct pair_sums {
    __m128d drift_and_squares, least, most;
};

static inline bool below_2_52(__m128i two)
{
    const int upper_halves = 0xf0f0;
    return !(_mm_movemask_epi8(_mm_cmpgt_epi32(two, _mm_set1_epi32(0xfffff))) & upper_halves);
}

/* As the lower digits of 2^52 they are 2^52 more. */
static inline __m128d to_doubles(__m128i two)
{
    const __m128i digits = _mm_or_si128(two, _mm_set1_epi64x(0x4330000000000000));
    return _mm_sub_pd(_mm_castsi128_pd(digits), _mm_set1_pd(0x1p52));
}

/* As class_of, without a branch: from 1024 to 2047 a class is a value, so below that it is what the value and
 * 1024 have, less 1024. */
static inline __m128i classes_of(__m128d two)
{
    enum { FRACTION = 52, BIAS = 1023, EACH = 1 << CLASS_BITS };
    const __m128d few = _mm_cmplt_pd(two, _mm_set1_pd(EACH));
    const __m128d raised = _mm_add_pd(two, _mm_and_pd(few, _mm_set1_pd(EACH)));
    const __m128i classes = _mm_sub_epi64(_mm_srli_epi64(_mm_castpd_si128(raised), FRACTION - CLASS_BITS),
                                          _mm_set1_epi64x((BIAS + CLASS_BITS - 1) << CLASS_BITS));
    return _mm_sub_epi64(classes, _mm_and_si128(_mm_castpd_si128(few), _mm_set1_epi64x(EACH)));
}

static inline void add_two(struct pair_sums *sums, __m128d first, __m128d two)
{
    const __m128d distances = _mm_sub_pd(two, first), squares = _mm_mul_pd(distances, distances);
    sums->drift_and_squares = _mm_add_pd(sums->drift_and_squares, _mm_unpacklo_pd(distances, squares));
    sums->drift_and_squares = _mm_add_pd(sums->drift_and_squares, _mm_unpackhi_pd(distances, squares));
    sums->least = _mm_min_pd(two, sums->least);
    sums->most = _mm_max_pd(two, sums->most);
}

static inline bool count_two(struct classes *classes, __m128i two)
{
    return classes_count_class(classes, (uint32_t)_mm_cvtsi128_si32(two), 1) &&
           classes_count_class(classes, (uint32_t)_mm_cvtsi128_si32(_mm_unpackhi_epi64(two, two)), 1);
}

static struct distances to_distances(const struct pair_sums *sums)
{
    const __m128d other_least = _mm_unpackhi_pd(sums->least, sums->least);
    const __m128d other_most = _mm_unpackhi_pd(sums->most, sums->most);
    return (struct distances){
        _mm_cvtsd_f64(sums->drift_and_squares),
        _mm_cvtsd_f64(_mm_unpackhi_pd(sums->drift_and_squares, sums->drift_and_squares)),
        (int64_t)_mm_cvtsd_f64(_mm_min_pd(sums->least, other_least)),
        (int64_t)_mm_cvtsd_f64(_mm_max_pd(sums->most, other_most)),
    };
}

bool classes_count_many(struct classes *classes, int64_t first, const int64_t *values, uint64_t count,
                        struct distances *distances)
{
    const __m128d from = _mm_set1_pd((double)first);
    struct pair_sums sums = {_mm_setzero_pd(), from, from};
    uint64_t done = 0;
    while (done + 2 <= count && first >> 52 == 0) {
        const __m128i two = _mm_loadu_si128((const __m128i *)(values + done));
        if (!below_2_52(two))
            break;
        const __m128d numbers = to_doubles(two);
        add_two(&sums, from, numbers);
        if (!count_two(classes, classes_of(numbers)))
            return false;
        done += 2;
    }
    *distances = done ? to_distances(&sums) : distances_from(first);
    return count_each(classes, first, values + done, count - done, distances);
}
#else
bool classes_count_many(struct classes *classes, int64_t first, const int64_t *values, uint64_t count,
                        struct distances *distances)
{
    *distances = distances_from(first);
    return count_each(classes, first, values, count, distances);
}
#endif
