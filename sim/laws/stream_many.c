/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "laws/stream.h"

/*
 * Luck of several addresses at once: Philox for two of them by the same instructions, where the processor
 * multiplies two pairs of 32-bit words by one instruction. The words of stream_uniform's block stand in the
 * lower halves of 64 bits, one address in each; the upper halves hold what is left of products, and are never
 * looked at: a multiplication takes the lower ones, and the only shift downwards is of a product just made.
 */
#ifdef __SSE2__
#include <emmintrin.h>

struct block {
    __m128i word[4];
};

static inline struct block round_of(struct block block, __m128i low_key, __m128i high_key)
{
    const __m128i first = _mm_mul_epu32(block.word[0], _mm_set1_epi32((int)0xD2511F53));
    const __m128i second = _mm_mul_epu32(block.word[2], _mm_set1_epi32((int)0xCD9E8D57));
    return (struct block){{
        _mm_xor_si128(_mm_xor_si128(_mm_srli_epi64(second, 32), block.word[1]), low_key),
        second,
        _mm_xor_si128(_mm_xor_si128(_mm_srli_epi64(first, 32), block.word[3]), high_key),
        first,
    }};
}

/* (k + 1/2) * 2^-52 of 52 bits k: as the lower digits of 2^52 they are 2^52 + k, exactly. */
static inline __m128d to_uniforms(struct block block)
{
    const __m128i low = _mm_and_si128(block.word[0], _mm_set1_epi64x(0xffffffff));
    const __m128i bits = _mm_srli_epi64(_mm_or_si128(_mm_slli_epi64(block.word[1], 32), low), 12);
    const __m128d shifted = _mm_castsi128_pd(_mm_or_si128(bits, _mm_set1_epi64x(0x4330000000000000)));
    return _mm_mul_pd(_mm_sub_pd(shifted, _mm_set1_pd(0x1p52 - 0.5)), _mm_set1_pd(0x1p-52));
}

/* Two pairs side by side take hardly longer than one: each round waits for the one before. */
__attribute__((always_inline)) static inline void some_pairs(int pairs, uint64_t key,
                                                             const uint64_t *purposes,
                                                             const uint32_t subjects[2], double *to)
{
    struct block blocks[2];
    for (int i = 0; i < pairs; i++) {
        const __m128i purpose = _mm_loadu_si128((const __m128i *)(purposes + 2 * i));
        blocks[i] = (struct block){{_mm_set_epi64x(subjects[1], subjects[0]), _mm_setzero_si128(), purpose,
                                    _mm_srli_epi64(purpose, 32)}};
    }
    __m128i low_key = _mm_set1_epi32((int)(uint32_t)key), high_key = _mm_set1_epi32((int)(key >> 32));
#pragma GCC unroll 10
    for (int round = 0; round < 10; round++) {
#pragma GCC unroll 2
        for (int i = 0; i < pairs; i++)
            blocks[i] = round_of(blocks[i], low_key, high_key);
        low_key = _mm_add_epi32(low_key, _mm_set1_epi32((int)0x9E3779B9));
        high_key = _mm_add_epi32(high_key, _mm_set1_epi32((int)0xBB67AE85));
    }
    for (int i = 0; i < pairs; i++)
        _mm_storeu_pd(to + 2 * i, to_uniforms(blocks[i]));
}

void stream_pair(uint64_t key, const uint64_t purposes[2], const uint32_t subjects[2], double to[2])
{
    some_pairs(1, key, purposes, subjects, to);
}

void stream_pairs(uint64_t key, int pairs, const uint64_t *purposes, uint32_t subject, double *to)
{
    const uint32_t subjects[] = {subject, subject};
    for (; pairs > 1; pairs -= 2, purposes += 4, to += 4)
        some_pairs(2, key, purposes, subjects, to);
    if (pairs == 1)
        some_pairs(1, key, purposes, subjects, to);
}

#else

void stream_pair(uint64_t key, const uint64_t purposes[2], const uint32_t subjects[2], double to[2])
{
    for (int i = 0; i < 2; i++)
        to[i] = stream_uniform(key, purposes[i], subjects[i], 0);
}

void stream_pairs(uint64_t key, int pairs, const uint64_t *purposes, uint32_t subject, double *to)
{
    for (int i = 0; i < 2 * pairs; i++)
        to[i] = stream_uniform(key, purposes[i], subject, 0);
}

#endif
