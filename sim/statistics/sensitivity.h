/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STATISTICS_SENSITIVITY_H
#define CARTSIM_STATISTICS_SENSITIVITY_H

#include <stddef.h>

#include "statistics/metrics.h"

/* Which question is asked of the parameters. */
enum sensitivity_method { SENSITIVITY_TORNADO, SENSITIVITY_MORRIS, SENSITIVITY_SOBOL, SENSITIVITY_PSA };

/*
 * Where the variance of a figure comes from, and how much it moves, from its values at many points of the
 * parameters.
 *
 * The figure at a point is a mean of pieces, one a replication: pieces[point * replications + r], NAN where
 * it has none there. Replication r has the same luck at every point, so luck that all points share drops out
 * of differences. What is left of it, in the mean square of a difference of two points, is the variance of
 * the pieces' differences over their number; that is taken off wherever a square stands (the two-way layout
 * of points and replications: Searle, Casella & McCulloch 1992, Variance Components, sec. 4.7), so that noise
 * does not count as an effect of the parameters. With one replication it isn't known, and not taken off.
 */

/*
 * Pick and freeze: rows of 2 + groups points. In the first all parameters are drawn, in the second all anew;
 * in the others those of one group are the second's, all else the first's. A group is one parameter, or all
 * of one grade. Jansen's estimators (1999, Computer Physics Communications 117:35; Saltelli et al. 2010,
 * ibid. 181:259, table 2), each a ratio of sums over rows with that interval (interval.h): rows count as
 * independent draws, which quasi-random ones surpass.
 */
struct freeze {
    const double *pieces; /* [rows][2 + groups][replications] */
    size_t rows, groups, replications;
};

struct freeze_index {
    struct figure alone;    /* first order: the share that would go if this group were known */
    struct figure with_all; /* total: the share that would stay if all others were known */
    struct figure of_all;   /* first order, as a share of parameters' and chance's variance together */
};

struct freeze_variance {
    size_t rows;              /* that have all their points */
    struct figure mean;       /* of the figure, over what the parameters may be */
    struct figure parameters; /* the share of the variance that parameters make; the rest is chance: how much
                                 one replication differs from another */
    double parameter_variance, chance_variance, noise_variance; /* noise: of a point's figure, taken off */
    double low, high; /* the figure's 2.5% and 97.5% quantiles over the first two points of rows */
};

/* work: [2 * rows]. Where parameters make no variance that can be told from chance, indices are not known. */
void freeze_variance(const struct freeze *freeze, double confidence, double *work,
                     struct freeze_variance *variance);
struct freeze_index freeze_index(const struct freeze *freeze, size_t group, double confidence, double *work);

/*
 * Elementary effects (Morris 1991; mu* and its use: Campolongo, Cariboni & Saltelli 2007, Environmental
 * Modelling & Software 22:1509): how much the figure moves when one parameter goes over its whole range, by
 * the slope of one step of points_morris.
 */
struct morris {
    const double *pieces; /* [trajectories][parameters + 1][replications] */
    const double *points; /* [trajectories][parameters + 1][parameters], and */
    const size_t *moved;  /* as points_morris gives them */
    size_t trajectories, parameters, replications;
};

struct morris_effect {
    struct figure mean; /* mu */
    struct figure size; /* mu*, the mean of |effect| */
    double sigma;       /* of effects, chance taken off: not the same everywhere, or together with others */
    double noise;       /* the standard error of one effect by chance, which mu* holds too */
    size_t effects;
};

/* work: [2 * trajectories] */
struct morris_effect morris_effect(const struct morris *morris, size_t parameter, double confidence,
                                   double *work);

#endif
