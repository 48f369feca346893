/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_USED_H
#define CARTSIM_TESTS_USED_H

#include <stdint.h>

/*
 * The uniforms as a run uses them: of each replication, class, step, aspect, patient and visit one, for 3
 * classes on a pathway of 16 steps with 3 aspects, each passed twice by 1000 patients a class. What differs
 * is who comes first: neighbours in the stream are then two patients, two steps or two replications.
 */
enum used_order { USED_PATIENTS, USED_STEPS, USED_REPLICATIONS };
enum { USED_PATIENTS_A_CLASS = 1000, USED_PURPOSES = 144, USED_VISITS = 2, USED_BLOCK = 1024 };

/* What stream_purpose makes of class, step and aspect number `index`, below USED_PURPOSES. */
uint64_t used_purpose(unsigned index);

/* Uniform number `index` in this order. Orders that have replications first take USED_BLOCK of them in turn
 * and have as many patients as are asked for; the others have as many replications. */
double used_uniform(enum used_order order, uint64_t index);

/* The 52 bits of a uniform. */
uint64_t used_bits(double uniform);

#endif
