/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/precision.h"

#include <math.h>

/* Beyond this the answer is "no number of replications that anybody would run". */
static const double MORE_MAX = 1e9;

bool precision_more(const struct precision *precision, double *more)
{
    *more = 0;
    for (size_t i = 0; i < precision->count; i++) {
        const struct precision_goal *goal = &precision->goals[i];
        if (goal->reached)
            continue;
        if (!goal->more_known)
            return false;
        *more = fmax(*more, goal->more);
    }
    return true;
}

uint32_t precision_next(const struct precision *precision, uint32_t done)
{
    double more, next = PRECISION_FIRST;
    if (done) {
        double least = ceil(1.1 * done), most = 2.0 * done;
        next = precision_more(precision, &more) ? fmin(fmax(done + more, least), most) : most;
    }
    return (uint32_t)fmin(next, precision->most);
}

void precision_begin_look(struct precision *precision)
{
    precision->reached = true;
    for (size_t i = 0; i < precision->count; i++)
        precision->goals[i].half = 0;
    for (size_t i = 0; i < precision->count; i++)
        precision->goals[i].known = true;
}

void precision_see(struct precision_goal *goal, struct figure figure)
{
    goal->known = goal->known && figure.known && figure.bounded;
    goal->half = goal->known ? fmax(goal->half, (figure.high - figure.low) / 2) : 0;
}

/* An interval's half-width goes with 1 / sqrt(R): it shrinks to what is asked at R (half / asked)^2. */
static void judge(struct precision_goal *goal, double replications)
{
    goal->reached = goal->known && goal->half <= goal->asked;
    goal->more_known = false;
    if (!goal->known || goal->reached)
        return;
    double ratio = goal->half / goal->asked;
    goal->more = fmax(1, ceil(replications * ratio * ratio - replications));
    goal->more_known = goal->more <= MORE_MAX;
}

void precision_end_look(struct precision *precision, double replications)
{
    for (size_t i = 0; i < precision->count; i++) {
        judge(&precision->goals[i], replications);
        precision->reached = precision->reached && precision->goals[i].reached;
    }
}

bool precision_look(struct precision *precision, const struct pool *pool)
{
    bool failed = false;
    precision_begin_look(precision);
    for (size_t i = 0; i < precision->count; i++)
        precision_see(&precision->goals[i], response_figure(&precision->goals[i].response, pool,
                                                            pool->model->run.confidence, &failed));
    precision_end_look(precision, (double)pool->replications);
    return !failed;
}
