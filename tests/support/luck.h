/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_LUCK_H
#define CARTSIM_TESTS_LUCK_H

#include <math.h>
#include <stdint.h>

/* Luck for tests that must not depend on ours: splitmix64 (Steele, Lea & Flood 2014). */
static inline double luck_uniform(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    z ^= z >> 31;
    return ((double)(z >> 11) + 0.5) * 0x1p-53;
}

/* A standard normal, by Box and Muller. */
static inline double luck_normal(uint64_t *state)
{
    const double turn = 6.283185307179586;
    double radius = sqrt(-2 * log(luck_uniform(state)));
    return radius * cos(turn * luck_uniform(state));
}

#endif
