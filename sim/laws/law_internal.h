/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_LAWS_LAW_INTERNAL_H
#define CARTSIM_LAWS_LAW_INTERNAL_H

#include "laws/law.h"

/*
 * What the files of this folder share.
 *
 * Both tails of a law are always carried side by side, p = P(X <= x) and q = P(X > x), and the smaller one is
 * trusted: so an exponential of mean 1 d is still right beyond 30 d, where p has no digits left.
 */
struct tails {
    double p, q;
};

/* A point where the distribution function is known: a grid point (see law_invert.c) and its tails. */
struct law_knot {
    uint64_t index;
    struct tails at;
};

/*
 * Every law is one of eleven forms. Fixed, empirical and discrete are LAW_DISCRETE; Erlang is LAW_GAMMA; the
 * ways to write a lognormal or a Weibull are one form each. A continuous form is X = offset + scale * Y with
 * Y a standard law of law_standard.c. LAW_SHIFTED is X = offset + of[0].
 */
struct law {
    enum law_kind kind;
    int depth; /* laws inside laws: 1 for a plain one */
    double offset, scale;
    double shape;  /* triangular: mode of Y; lognormal: sigma; gamma, Weibull; PERT: beta's first */
    double shape2; /* PERT: beta's second */
    size_t count;
    const double *values;        /* LAW_DISCRETE: ascending, different [count] */
    const double *at_or_below;   /* LAW_DISCRETE: P(X <= values[i]) [count] */
    const double *weights;       /* LAW_DISCRETE, LAW_MIXTURE: summing to 1 [count] */
    const struct law *const *of; /* LAW_MIXTURE [count], LAW_SHIFTED [1] */
    double base_min, base_max;   /* support before truncation */
    double base_mean;
    const struct law_knot *knots; /* forms inverted numerically; ascending */
    size_t knot_count;
    const struct law_table *table; /* of these forms: see law_table.c; NULL: none */
    double doubt, reach; /* of a law with a table, or of shifted ones: how far a quantile may be off; none
                            above reach is */
    const struct law *rough, *exact; /* of law_tabulated: the law with a table, and without */
    bool detour;                     /* truncated or tabulated: u does not go straight to its form */
    bool truncated;
    struct tails below, at_max;   /* truncated: tails before truncation just below min, and at max */
    double kept;                  /* truncated: the mass between */
    double least, greatest, mean; /* as built */
};

struct tails tails_from_lower(double p);
struct tails tails_from_upper(double q);
/* What lies above `from` and not above `to`, given the tails at both. */
double tails_between(struct tails from, struct tails to);

/* The standard laws: distribution, quantile (where it has a closed form), mean, and E[Y; Y <= y] with E[Y; Y
 * > y]. */
struct tails standard_tails(const struct law *law, double y);
double standard_quantile(const struct law *law, struct tails u);
void standard_quantile_many(const struct law *law, const double p[LAW_MANY], const double q[LAW_MANY],
                            double y[restrict LAW_MANY]);
double standard_mean(const struct law *law);
struct tails standard_weighed(const struct law *law, double y);

/* X before truncation (base) and as built (law): distribution, and E[X; X <= x] with E[X; X > x]. */
struct tails base_tails(const struct law *law, double x);
struct tails base_weighed(const struct law *law, double x);
struct tails law_tails(const struct law *law, double x);

/* Forms without a closed quantile: of Y for gamma and PERT, of X for a mixture. */
bool law_is_inverted(enum law_kind kind);
double law_invert(const struct law *law, struct tails u);
/* The same; *quantile: the solution between the grid point and the one before, to the digits of the tails. */
double law_invert_finely(const struct law *law, struct tails u, double *quantile);
/* Fills in the knots that law_invert starts from; false when memory is exhausted. */
bool law_invert_prepare(struct arena *arena, struct law *law);

#endif
