/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/mser.h"

#include <math.h>

static double batch_mean(const double *values, size_t batch)
{
    double sum = 0;
    for (size_t i = 0; i < MSER_BATCH; i++)
        sum += values[batch * MSER_BATCH + i];
    return sum / MSER_BATCH;
}

/* From the last batch to the first, each entering mean and squares (Welford 1962); of equal ones the earliest
 * cut. */
bool mser_cut(const double *values, size_t count, struct mser *mser)
{
    const size_t batches = count / MSER_BATCH, kept = batches / 4 > MSER_KEPT ? batches / 4 : MSER_KEPT;
    double mean = 0, squares = 0, best = HUGE_VAL;
    size_t cut = 0;
    if (batches < 2 * MSER_KEPT)
        return false;
    for (size_t d = batches; d-- > 0;) {
        double n = (double)(batches - d), z = batch_mean(values, d), off = z - mean;
        mean += off / n;
        squares += off * (z - mean);
        if (batches - d >= kept && squares / (n * n) <= best) {
            best = squares / (n * n);
            cut = d;
        }
    }
    *mser = (struct mser){.cut = cut * MSER_BATCH, .second_half = 2 * cut > batches};
    return true;
}
