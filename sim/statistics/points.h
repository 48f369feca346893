/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STATISTICS_POINTS_H
#define CARTSIM_STATISTICS_POINTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Where in the unit cube of the parameters a model is tried. Points are rows of `dimensions` numbers, one
 * after the other; the same seed gives the same points.
 */

/* Quasi-random: Sobol's sequence (1967; as GSL has it, after Antonov & Saleev 1979), shifted as a whole by a
 * random vector (Cranley & Patterson 1976, SIAM J Numer Anal 13:904). At most POINTS_DIMENSIONS_MAX. false:
 * no memory. */
enum { POINTS_DIMENSIONS_MAX = 40 };
bool points_quasi(double *points, size_t count, size_t dimensions, uint64_t seed);

/* Pseudo-random, of any number of dimensions. */
void points_random(double *points, size_t count, size_t dimensions, uint64_t seed);

/*
 * Trajectories of Morris (1991, Technometrics 33:161) on four levels: dimensions + 1 points each, of which
 * the next differs from the one before in one dimension, by 2/3, up or down. Each dimension moves once, in
 * random order. moved[trajectory * dimensions + i]: which one the i-th step moves.
 */
#define POINTS_MORRIS_STEP (2.0 / 3.0)
void points_morris(double *points, size_t *moved, size_t trajectories, size_t dimensions, uint64_t seed);

#endif
