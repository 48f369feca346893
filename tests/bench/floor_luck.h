/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_BENCH_FLOOR_LUCK_H
#define CARTSIM_TESTS_BENCH_FLOOR_LUCK_H

#include <math.h>
#include <stdint.h>

/*
 * The luck of the hand-written models, in line: what the simulator draws, without its generality. A uniform
 * is addressed, by Philox 4x32-10 (Salmon et al. 2011), and every variate is made by inversion.
 */
static inline uint64_t luck_key(uint64_t seed)
{
    return (seed + 1) * UINT64_C(0x9e3779b97f4a7c15);
}

static inline double luck_of(uint64_t key, uint32_t subject, uint32_t purpose, uint32_t visit)
{
    uint32_t a = subject, b = purpose, c = visit, d = 0;
    uint32_t key_low = (uint32_t)key, key_high = (uint32_t)(key >> 32);
    for (int round = 0; round < 10; round++) {
        uint64_t left = UINT64_C(0xd2511f53) * a, right = UINT64_C(0xcd9e8d57) * c;
        a = (uint32_t)(right >> 32) ^ b ^ key_low;
        c = (uint32_t)(left >> 32) ^ d ^ key_high;
        b = (uint32_t)right;
        d = (uint32_t)left;
        key_low += UINT32_C(0x9e3779b9);
        key_high += UINT32_C(0xbb67ae85);
    }
    uint64_t bits = (uint64_t)a << 32 | b;
    return ((double)(bits >> 12) + 0.5) * 0x1p-52;
}

static inline double luck_triangular(double u, double least, double mode, double most)
{
    double width = most - least, below = mode - least, above = most - mode;
    return u * width < below ? least + sqrt(u * width * below) : most - sqrt((1 - u) * width * above);
}

/* The quantile of the standard normal: PPND16 of Wichura (1988), algorithm AS 241, without its third branch,
 * for u within 10^-11 of 0 or 1. */
static inline double luck_normal(double u)
{
    double q = u - 0.5, up, down, r;
    if (fabs(q) <= 0.425) {
        r = 0.180625 - q * q;
        up = 2509.0809287301226727, down = 5226.495278852545925;
        up = up * r + 33430.575583588128105, down = down * r + 28729.085735721942674;
        up = up * r + 67265.770927008700853, down = down * r + 39307.89580009271061;
        up = up * r + 45921.953931549871457, down = down * r + 21213.794301586595867;
        up = up * r + 13731.693765509461125, down = down * r + 5394.1960214247511077;
        up = up * r + 1971.5909503065514427, down = down * r + 687.1870074920579083;
        up = up * r + 133.14166789178437745, down = down * r + 42.313330701600911252;
        up = up * r + 3.387132872796366608, down = down * r + 1.0;
        return q * up / down;
    }
    r = sqrt(-log(q < 0 ? u : 1 - u)) - 1.6;
    up = 7.7454501427834140764e-4, down = 1.05075007164441684324e-9;
    up = up * r + .0227238449892691845833, down = down * r + 5.475938084995344946e-4;
    up = up * r + .24178072517745061177, down = down * r + .0151986665636164571966;
    up = up * r + 1.27045825245236838258, down = down * r + .14810397642748007459;
    up = up * r + 3.64784832476320460504, down = down * r + .68976733498510000455;
    up = up * r + 5.7694972214606914055, down = down * r + 1.6763848301838038494;
    up = up * r + 4.6303378461565452959, down = down * r + 2.05319162663775882187;
    up = up * r + 1.42343711074968357734, down = down * r + 1.0;
    return q < 0 ? -up / down : up / down;
}

#endif
