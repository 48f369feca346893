/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_LAWS_STREAM_H
#define CARTSIM_LAWS_STREAM_H

#include <stdint.h>

/*
 * Luck, addressed.
 *
 * There is no generator with a state: a uniform is a pure function of (seed, replication, purpose, subject,
 * visit), by Philox 4x32-10 (Salmon et al. 2011). A purpose is made of *names* (who is drawn for, what for),
 * a subject is a number (a patient's number in its class, a unit's number in its resource), a visit counts
 * repetitions. So the same patient meets the same luck in two scenarios that share names, in any order, on
 * any thread or machine.
 */

/* Key of one replication: for one seed, different replications have different keys (a bijection of 64 bits).
 */
uint64_t stream_key(uint64_t seed, uint32_t replication);

/* A purpose from up to three names, e.g. ("b_all", "manufacturing", "takes"). NULL counts as "". Boundaries
 * count: ("ab","c","") and ("a","bc","") differ. */
uint64_t stream_purpose(const char *whom, const char *what, const char *aspect);

/* A uniform in (0, 1), never 0 and never 1, with 52 random bits: (k + 1/2) * 2^-52, which a double
 * holds exactly. */
double stream_uniform(uint64_t key, uint64_t purpose, uint32_t subject, uint32_t visit);

/* The same at visit 0, to the last bit, of the subjects from `first` on, in little more than the time of two.
 */
enum { STREAM_MANY = 8 };
void stream_many(uint64_t key, uint64_t purpose, uint32_t first, double to[STREAM_MANY]);

#endif
