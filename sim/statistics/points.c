/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/points.h"

#include <gsl/gsl_qrng.h>
#include <math.h>

#include "laws/stream.h"

static double uniform(uint64_t seed, const char *what, size_t row, size_t dimension)
{
    return stream_uniform(stream_key(seed, (uint32_t)row), stream_purpose("points", what, NULL),
                          (uint32_t)dimension, 0);
}

bool points_quasi(double *points, size_t count, size_t dimensions, uint64_t seed)
{
    gsl_qrng *sobol = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)dimensions);
    if (!sobol)
        return false;
    for (size_t row = 0; row < count; row++) {
        double *at = points + row * dimensions;
        gsl_qrng_get(sobol, at);
        for (size_t i = 0; i < dimensions; i++) {
            double moved = at[i] + uniform(seed, "shift", 0, i);
            at[i] = moved - floor(moved);
        }
    }
    gsl_qrng_free(sobol);
    return true;
}

void points_random(double *points, size_t count, size_t dimensions, uint64_t seed)
{
    for (size_t row = 0; row < count; row++)
        for (size_t i = 0; i < dimensions; i++)
            points[row * dimensions + i] = uniform(seed, "draw", row, i);
}

/* The order in which dimensions move: Fisher and Yates' shuffle. */
static void shuffle(size_t *order, size_t count, uint64_t seed, size_t trajectory)
{
    for (size_t i = 0; i < count; i++)
        order[i] = i;
    for (size_t i = count; i-- > 1;) {
        size_t other = (size_t)(uniform(seed, "order", trajectory, i) * (double)(i + 1));
        size_t was = order[i];
        order[i] = order[other];
        order[other] = was;
    }
}

void points_morris(double *points, size_t *moved, size_t trajectories, size_t dimensions, uint64_t seed)
{
    for (size_t t = 0; t < trajectories; t++) {
        double *at = points + t * (dimensions + 1) * dimensions;
        size_t *order = moved + t * dimensions;
        shuffle(order, dimensions, seed, t);
        for (size_t i = 0; i < dimensions; i++) /* levels 0, 1/3, 2/3, 1; each can move by 2/3 one way */
            at[i] = floor(4 * uniform(seed, "level", t, i)) / 3;
        for (size_t step = 0; step < dimensions; step++, at += dimensions) {
            for (size_t i = 0; i < dimensions; i++)
                at[dimensions + i] = at[i];
            double *next = &at[dimensions + order[step]];
            *next = *next < 0.5 ? *next + POINTS_MORRIS_STEP : *next - POINTS_MORRIS_STEP;
        }
    }
}
