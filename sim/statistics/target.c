/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/target.h"

#include <math.h>

/* Beyond this the answer is "no number of replications that anybody would run". */
static const double more_max = 1e9;

static enum verdict verdict_of(const struct target_result *result)
{
    const struct figure *figure = &result->figure;
    if (!figure->known || !figure->bounded)
        return VERDICT_UNDECIDED;
    if (result->statistic == STATISTIC_SHARE_WITHIN) {
        if (figure->low >= result->goal)
            return VERDICT_MET;
        return figure->high < result->goal ? VERDICT_MISSED : VERDICT_UNDECIDED;
    }
    if (figure->high <= result->goal)
        return VERDICT_MET;
    return figure->low > result->goal ? VERDICT_MISSED : VERDICT_UNDECIDED;
}

/* An interval's half-width goes with 1 / sqrt(R): it shrinks to the gap between value and goal at R (half /
 * gap)^2. The half that counts is the one towards the goal. */
static void ask_for_more(struct target_result *result, size_t replications)
{
    const struct figure *figure = &result->figure;
    double gap = fabs(result->goal - figure->value);
    double half = figure->value < result->goal ? figure->high - figure->value : figure->value - figure->low;
    if (!(gap > 0))
        return;
    double r = (double)replications, wanted = r * (half / gap) * (half / gap);
    double more = fmax(1, ceil(wanted - r));
    if (!(more <= more_max))
        return;
    result->more_known = true;
    result->more_replications = more;
}

void target_judge(struct target_result *result, size_t replications)
{
    result->verdict = verdict_of(result);
    result->more_known = false;
    result->more_replications = 0;
    if (result->verdict == VERDICT_UNDECIDED && result->figure.known && result->figure.bounded)
        ask_for_more(result, replications);
}

int targets_given(const struct model *model)
{
    int targets = model->target_count;
    for (int i = 0; i < model->resource_count; i++)
        targets += !isnan(model->resources[i].target_all_busy);
    return targets;
}

struct target_tally targets_tally(const struct metrics *metrics)
{
    const struct model *model = metrics->model;
    struct target_tally tally = {{0}};
    for (int i = 0; i < model->measure_count; i++)
        for (int k = 0; k < model->measures[i].target_count; k++)
            tally.count[metrics->measures[i].targets[k].verdict]++;
    for (int i = 0; i < model->resource_count; i++)
        if (!isnan(model->resources[i].target_all_busy))
            tally.count[metrics->resources[i].target.verdict]++;
    return tally;
}
