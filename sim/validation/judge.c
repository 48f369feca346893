/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "validation/judge.h"

#include <math.h>

#include "statistics/share.h"

struct rule judge_rule(size_t figures_with_interval, bool fast)
{
    double figures = figures_with_interval ? (double)figures_with_interval : 1;
    return (struct rule){FALSE_ALARM / 2 / figures, fast ? ERROR_SEEN_FAST : ERROR_SEEN,
                         fast ? WIDTH_SEEN_FAST : WIDTH_SEEN};
}

/* The relative error that is caught with probability POWER. */
static double error_caught(const struct rule *rule, size_t replications, const struct finding *finding)
{
    const struct figure *seen = &finding->seen;
    double half = fmax(seen->high - seen->value, seen->value - seen->low);
    double t = student_factor(1 - rule->level, replications - 1);
    double z = normal_factor(2 * POWER - 1);
    double m = (double)replications, oblique = (2 * t * t + 1) / m;
    double spread = sqrt(1 + t * t / (2 * (m - 1)) + oblique * oblique / 6);
    return half * (1 + z * spread / t) / fabs(finding->expected.value);
}

static enum judgement judge_value(const struct rule *rule, size_t replications, struct finding *finding)
{
    const struct figure *seen = &finding->seen;
    if (!seen->known || !seen->bounded || replications < 2)
        return JUDGED_BLUNT;
    finding->error_seen = error_caught(rule, replications, finding);
    if (!(seen->low <= finding->expected.value && finding->expected.value <= seen->high))
        return JUDGED_WRONG;
    return finding->error_seen <= rule->error ? JUDGED_RIGHT : JUDGED_BLUNT;
}

/* The published figure and the simulator's each have an interval. */
static enum judgement judge_sample(const struct rule *rule, size_t replications, struct finding *finding)
{
    const struct figure *seen = &finding->seen;
    const struct expected *of = &finding->expected;
    if (!seen->known || !seen->bounded || replications < 2)
        return JUDGED_BLUNT;
    finding->error_seen = error_caught(rule, replications, finding) +
                          fmax(of->high - of->value, of->value - of->low) / fabs(of->value);
    if (seen->high - seen->low > rule->width * (of->high - of->low))
        return JUDGED_BLUNT;
    if (of->kind == EXPECTED_UNLIKE)
        return of->low <= seen->low && seen->high <= of->high ? JUDGED_WRONG : JUDGED_UNLIKE;
    return seen->low <= of->high && of->low <= seen->high ? JUDGED_RIGHT : JUDGED_WRONG;
}

void judge(const struct rule *rule, size_t replications, struct finding *finding)
{
    const struct expected *expected = &finding->expected;
    const struct figure *seen = &finding->seen;
    finding->error_seen = (double)NAN;
    if (expected->kind == EXPECTED_VALUE)
        finding->judgement = judge_value(rule, replications, finding);
    else if (expected_of_sample(expected))
        finding->judgement = judge_sample(rule, replications, finding);
    else
        finding->judgement = seen->known && expected->low <= seen->value && seen->value <= expected->high
                                 ? JUDGED_RIGHT
                                 : JUDGED_WRONG;
}
