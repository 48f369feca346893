/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_LAWS_LAW_BUILDER_H
#define CARTSIM_LAWS_LAW_BUILDER_H

#include "laws/law_internal.h"

/* A law being built: what the files that build share. */
struct builder {
    struct arena *arena;
    const struct law_spec *spec;
    struct law *law;
    const char *problem;
};

enum { LAW_DAY = 86400 }; /* the problems speak of days */

/* Says what is wrong; always false, so that a check can return it. */
bool law_fault(struct builder *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool law_above_zero(struct builder *b, const char *name, double value);
/* Every weight 0 or above, and one above. */
bool law_weights_right(struct builder *b);

/*
 * One function a form. Each checks the parameters, which are finite numbers already, and fills in kind,
 * shape, place and support before truncation; false with a problem, or without one when memory is exhausted.
 */
typedef bool law_setter(struct builder *b, const double *parameter);

law_setter law_set_fixed, law_set_empirical, law_set_discrete;
law_setter law_set_uniform, law_set_triangular, law_set_pert;
law_setter law_set_exponential, law_set_erlang, law_set_gamma, law_set_normal;
law_setter law_set_lognormal, law_set_lognormal_p90, law_set_lognormal_quartiles;
law_setter law_set_weibull, law_set_weibull_shape;
law_setter law_set_mixture, law_set_shifted;

/* A law of a single value, for bounds that coincide. */
bool law_set_one_value(struct builder *b, double value);
/* The values of a law of values, each `by` later. */
bool law_shift_values(struct builder *b, double by, const struct law *of);

#endif
