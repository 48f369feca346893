/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STATISTICS_BELIEF_H
#define CARTSIM_STATISTICS_BELIEF_H

/* What a parameter may be, as the evidence for it supports. */
enum belief_kind {
    BELIEF_UNIFORM,  /* between a and b */
    BELIEF_WHOLE,    /* a whole number, from a to b, each as likely */
    BELIEF_BETA,     /* a probability of which a of b were seen: Beta(a + 1/2, b - a + 1/2), Jeffreys' (Brown,
                        Cai & DasGupta 2001, Statistical Science 16:101) */
    BELIEF_LOGNORMAL /* with 2.5% below a and 2.5% above b: of ratios (Briggs, Claxton & Sculpher 2006,
                        Decision Modelling for Health Economic Evaluation, ch. 4) */
};

struct belief {
    enum belief_kind kind;
    double a, b;
};

/* The value below which the share u lies; u in [0, 1]. */
double belief_quantile(const struct belief *belief, double u);
/* The range by itself: u = 0 is its lower end, 1 the upper, and that of what has no ends, or far ones, is the
 * middle 95%. */
double belief_within(const struct belief *belief, double u);

#endif
