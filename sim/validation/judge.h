/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_VALIDATION_JUDGE_H
#define CARTSIM_VALIDATION_JUDGE_H

#include "validation/validation.h"

/*
 * The rule. A figure with a value that is known is
 *
 *     wrong    when its interval of confidence 1 - level does not cover that value;
 *     blunt    when an error of `error` (relative) would be caught with a probability below POWER: then it
 * has shown nothing, and the case fails, too; right    otherwise.
 *
 * The interval is the simulator's own, from independent replications: half = t s.e., where t is Student's
 * with v = replications - 1 degrees of freedom. A figure that is off by d is caught when it lies beyond t
 * s.e. of the known value; by the normal approximation to the noncentral t (Abramowitz & Stegun
 * 1964, 26.7.10), which heeds that the s.e. is itself an estimate, with probability POWER at d = (t + z
 * sqrt(1 + t^2 / 2v + ((2 t^2 + 1) / m)^2 / 6)) s.e., where z is the normal quantile of POWER, 1.28. The last
 * term is for the interval being oblique (statistics/share.h): it moves by A (2 t^2 + 1), and of m values
 * without skew A has the standard deviation sqrt(6 / m) / (6 sqrt(m)).
 *
 * level = FALSE_ALARM / 2 / figures (Bonferroni): however the figures depend on each other, a right simulator
 * has a wrong one among them with a probability below FALSE_ALARM / 2.
 *
 * A figure of a published sample has an interval of 95% of its own, [low, high], from the size of the sample.
 * It is
 *
 *     blunt    when the simulator's interval is wider than `width` widths of the published one;
 *     wrong    when the two have no point in common; right otherwise.
 *
 * An error is caught with probability POWER when it is larger than what was said above and the published half
 * width together. Of some figures it is known that the model doesn't reproduce them: such a one is "not
 * reproduced", which fails nothing, unless the simulator's interval lies within the published one. Then it is
 * wrong: what was known is so no more. A right model has one in twenty of the published intervals against it.
 */
struct rule {
    double level, error, width;
};

struct rule judge_rule(size_t figures_with_interval, bool fast);
/* Fills error_seen and judgement. The figure was seen with confidence 1 - level. */
void judge(const struct rule *rule, size_t replications, struct finding *finding);

#endif
