/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "laws/stream.h"

#include <Random123/philox.h>

/* 2^64 divided by the golden ratio, made odd: the increment of splitmix64. */
static const uint64_t GOLDEN = UINT64_C(0x9e3779b97f4a7c15);

/*
 * One step of splitmix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA
 * 2014, with the finaliser of Stafford's variant 13): a bijection of 64 bits in which every input bit moves
 * every output bit.
 */
static uint64_t mix64(uint64_t word)
{
    word += GOLDEN;
    word = (word ^ (word >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    word = (word ^ (word >> 27)) * UINT64_C(0x94d049bb133111eb);
    return word ^ (word >> 31);
}

/* The multiplier is odd, so for one seed the keys of all 2^32 replications differ. */
uint64_t stream_key(uint64_t seed, uint32_t replication)
{
    return mix64(mix64(seed) + replication * GOLDEN);
}

/* FNV-1a, 64 bits (Fowler, Noll, Vo), of the name and of the 0 that ends it, which marks the boundary. */
static uint64_t hash_name(uint64_t hash, const char *name)
{
    const uint64_t prime = UINT64_C(0x100000001b3);
    for (const char *byte = name ? name : ""; *byte; byte++)
        hash = (hash ^ (unsigned char)*byte) * prime;
    return hash * prime;
}

uint64_t stream_purpose(const char *whom, const char *what, const char *aspect)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    hash = hash_name(hash, whom);
    hash = hash_name(hash, what);
    hash = hash_name(hash, aspect);
    return mix64(hash);
}

/*
 * Philox 4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011).
 * 52 bits and the half are the most that a double holds exactly on all of (0, 1): with 53, the greatest
 * rounds to 1.
 */
double stream_uniform(uint64_t key, uint64_t purpose, uint32_t subject, uint32_t visit)
{
    philox4x32_ctr_t counter = {{subject, visit, (uint32_t)purpose, (uint32_t)(purpose >> 32)}};
    philox4x32_key_t words = {{(uint32_t)key, (uint32_t)(key >> 32)}};
    philox4x32_ctr_t random = philox4x32_R(10, counter, words);
    uint64_t bits = ((uint64_t)random.v[1] << 32) | random.v[0];
    return ((double)(bits >> 12) + 0.5) * 0x1p-52;
}
