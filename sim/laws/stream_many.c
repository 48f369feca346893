/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "laws/stream_ways.h"

/*
 * Luck of several subjects at once: Philox for two of them by the same instructions (SSE2), or for four
 * (AVX2, where the processor has it), which multiply pairs of 32-bit words. The words of stream_uniform's
 * block stand in the lower halves of 64 bits, one subject in each; the upper halves hold what is left of
 * products, and are never looked at: a multiplication takes the lower ones, and the only shift downwards is
 * of a product just made. Each round waits for the one before, so two blocks go side by side.
 */
#ifdef __SSE2__
#include <immintrin.h>

enum { FIRST_FACTOR = (int)0xD2511F53, SECOND_FACTOR = (int)0xCD9E8D57 };
enum { LOW_STEP = (int)0x9E3779B9, HIGH_STEP = (int)0xBB67AE85 };
enum { ROUNDS = 10 };

struct two {
    __m128i word[4];
};

static inline struct two round_of_two(struct two block, __m128i low_key, __m128i high_key)
{
    const __m128i first = _mm_mul_epu32(block.word[0], _mm_set1_epi32(FIRST_FACTOR));
    const __m128i second = _mm_mul_epu32(block.word[2], _mm_set1_epi32(SECOND_FACTOR));
    return (struct two){{
        _mm_xor_si128(_mm_xor_si128(_mm_srli_epi64(second, 32), block.word[1]), low_key),
        second,
        _mm_xor_si128(_mm_xor_si128(_mm_srli_epi64(first, 32), block.word[3]), high_key),
        first,
    }};
}

/* (k + 1/2) * 2^-52 of 52 bits k: as the lower digits of 2^52 they are 2^52 + k, exactly. */
static inline __m128d uniforms_of_two(struct two block)
{
    const __m128i low = _mm_and_si128(block.word[0], _mm_set1_epi64x(0xffffffff));
    const __m128i bits = _mm_srli_epi64(_mm_or_si128(_mm_slli_epi64(block.word[1], 32), low), 12);
    const __m128d shifted = _mm_castsi128_pd(_mm_or_si128(bits, _mm_set1_epi64x(0x4330000000000000)));
    return _mm_mul_pd(_mm_sub_pd(shifted, _mm_set1_pd(0x1p52 - 0.5)), _mm_set1_pd(0x1p-52));
}

static void four_by_two(uint64_t key, uint64_t purpose, uint32_t first, double *to)
{
    const __m128i low = _mm_set1_epi64x((uint32_t)purpose), high = _mm_set1_epi64x((int64_t)(purpose >> 32));
    struct two a = {{_mm_set_epi64x(first + 1, first), _mm_setzero_si128(), low, high}};
    struct two b = {{_mm_set_epi64x(first + 3, first + 2), _mm_setzero_si128(), low, high}};
    __m128i low_key = _mm_set1_epi32((int)(uint32_t)key), high_key = _mm_set1_epi32((int)(key >> 32));
#pragma GCC unroll 10
    for (int round = 0; round < ROUNDS; round++) {
        a = round_of_two(a, low_key, high_key);
        b = round_of_two(b, low_key, high_key);
        low_key = _mm_add_epi32(low_key, _mm_set1_epi32(LOW_STEP));
        high_key = _mm_add_epi32(high_key, _mm_set1_epi32(HIGH_STEP));
    }
    _mm_storeu_pd(to, uniforms_of_two(a));
    _mm_storeu_pd(to + 2, uniforms_of_two(b));
}

void stream_many_by_two(uint64_t key, uint64_t purpose, uint32_t first, double to[STREAM_MANY])
{
    for (uint32_t i = 0; i < STREAM_MANY; i += 4)
        four_by_two(key, purpose, first + i, to + i);
}

/* ---- the same by four */

#define WITH_AVX2 __attribute__((target("avx2")))

struct four {
    __m256i word[4];
};

WITH_AVX2 static inline struct four round_of_four(struct four block, __m256i low_key, __m256i high_key)
{
    const __m256i first = _mm256_mul_epu32(block.word[0], _mm256_set1_epi32(FIRST_FACTOR));
    const __m256i second = _mm256_mul_epu32(block.word[2], _mm256_set1_epi32(SECOND_FACTOR));
    return (struct four){{
        _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(second, 32), block.word[1]), low_key),
        second,
        _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(first, 32), block.word[3]), high_key),
        first,
    }};
}

WITH_AVX2 static inline __m256d uniforms_of_four(struct four block)
{
    const __m256i low = _mm256_and_si256(block.word[0], _mm256_set1_epi64x(0xffffffff));
    const __m256i bits = _mm256_srli_epi64(_mm256_or_si256(_mm256_slli_epi64(block.word[1], 32), low), 12);
    const __m256d shifted =
        _mm256_castsi256_pd(_mm256_or_si256(bits, _mm256_set1_epi64x(0x4330000000000000)));
    return _mm256_mul_pd(_mm256_sub_pd(shifted, _mm256_set1_pd(0x1p52 - 0.5)), _mm256_set1_pd(0x1p-52));
}

WITH_AVX2 void stream_many_by_four(uint64_t key, uint64_t purpose, uint32_t first, double to[STREAM_MANY])
{
    const __m256i low = _mm256_set1_epi64x((uint32_t)purpose);
    const __m256i high = _mm256_set1_epi64x((int64_t)(purpose >> 32));
    const __m256i subjects = _mm256_add_epi32(_mm256_set1_epi64x(first), _mm256_set_epi64x(3, 2, 1, 0));
    struct four a = {{subjects, _mm256_setzero_si256(), low, high}};
    struct four b = {{_mm256_add_epi32(subjects, _mm256_set1_epi64x(4)), a.word[1], low, high}};
    __m256i low_key = _mm256_set1_epi32((int)(uint32_t)key), high_key = _mm256_set1_epi32((int)(key >> 32));
#pragma GCC unroll 10
    for (int round = 0; round < ROUNDS; round++) {
        a = round_of_four(a, low_key, high_key);
        b = round_of_four(b, low_key, high_key);
        low_key = _mm256_add_epi32(low_key, _mm256_set1_epi32(LOW_STEP));
        high_key = _mm256_add_epi32(high_key, _mm256_set1_epi32(HIGH_STEP));
    }
    _mm256_storeu_pd(to, uniforms_of_four(a));
    _mm256_storeu_pd(to + 4, uniforms_of_four(b));
}

void stream_many(uint64_t key, uint64_t purpose, uint32_t first, double to[STREAM_MANY])
{
    if (__builtin_cpu_supports("avx2"))
        stream_many_by_four(key, purpose, first, to);
    else
        stream_many_by_two(key, purpose, first, to);
}

#else

void stream_many(uint64_t key, uint64_t purpose, uint32_t first, double to[STREAM_MANY])
{
    for (uint32_t i = 0; i < STREAM_MANY; i++)
        to[i] = stream_uniform(key, purpose, first + i, 0);
}

#endif
