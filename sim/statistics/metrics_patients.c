/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/estimation.h"

/* Who was referred and what became of them, where they were lost, and what happened to them at steps and by
 * risks. */

/* Columns n and x: patients of classes [from, to), and those of them with that outcome. */
static void patients_of(struct estimation *estimation, int from, int to, struct patients_part *part)
{
    const struct counter_layout *at = &estimation->pool->counters;
    const int outcomes = estimation->model->outcome_count;
    part->outcomes = estimation_array(estimation, outcomes, sizeof *part->outcomes);
    part->shares = estimation_array(estimation, outcomes, sizeof *part->shares);
    if (estimation->failed)
        return;
    column_zero(estimation, estimation->x);
    for (int c = from; c < to; c++)
        column_add(estimation, estimation->x, at->referred + c, 1);
    part->referred = estimate_mean(estimation);
    column_zero(estimation, estimation->n);
    for (int c = from; c < to; c++)
        column_add(estimation, estimation->n, at->referred + c, 1);
    for (int i = 0; i < outcomes; i++) {
        column_zero(estimation, estimation->x);
        for (int c = from; c < to; c++)
            column_add(estimation, estimation->x, at->outcome + c * outcomes + i, 1);
        part->outcomes[i] = estimate_mean(estimation);
        part->shares[i] = estimate_share(estimation);
    }
}

void estimate_patients(struct estimation *estimation)
{
    struct metrics *metrics = estimation->metrics;
    const int classes = estimation->model->class_count;
    metrics->by_class = estimation_array(estimation, classes, sizeof *metrics->by_class);
    patients_of(estimation, 0, classes, &metrics->all);
    for (int c = 0; c < classes && !estimation->failed; c++)
        patients_of(estimation, c, c + 1, &metrics->by_class[c]);
}

void estimate_losses(struct estimation *estimation)
{
    struct metrics *metrics = estimation->metrics;
    const struct counter_layout *at = &estimation->pool->counters;
    const int steps = estimation->model->step_count, outcomes = estimation->model->outcome_count;
    metrics->losses = estimation_array(estimation, steps, sizeof *metrics->losses);
    for (int step = 0; step < steps && !estimation->failed; step++) {
        struct loss_line *line = &metrics->losses[step];
        line->step = step;
        line->reached = estimate_counter(estimation, at->reached + step, 1);
        line->lost = estimation_array(estimation, outcomes, sizeof *line->lost);
        for (int i = 0; line->lost && i < outcomes; i++)
            line->lost[i] = estimate_counter(estimation, at->lost + step * outcomes + i, 1);
    }
}

void estimate_steps(struct estimation *estimation)
{
    struct metrics *metrics = estimation->metrics;
    const struct pool *pool = estimation->pool;
    const int steps = estimation->model->step_count;
    metrics->steps = estimation_array(estimation, steps, sizeof *metrics->steps);
    for (int step = 0; step < steps && !estimation->failed; step++) {
        struct step_part *part = &metrics->steps[step];
        column_referred_for_step(estimation, estimation->n, step);
        column_set(estimation, estimation->x, pool->counters.starts + step);
        part->per_patient = estimate_ratio(estimation);
        column_set(estimation, estimation->x, pool->counters.reached + step);
        part->reached_share = estimate_share(estimation);
        summarise_series(estimation, pool->series.wait + step, &part->wait);
        summarise_series(estimation, pool->series.duration + step, &part->duration);
    }
}

void estimate_risks(struct estimation *estimation)
{
    struct metrics *metrics = estimation->metrics;
    const struct pool *pool = estimation->pool;
    const int risks = estimation->model->risk_count;
    metrics->risks = estimation_array(estimation, risks, sizeof *metrics->risks);
    for (int risk = 0; risk < risks && !estimation->failed; risk++) {
        column_referred_for_risk(estimation, estimation->n, risk);
        column_set(estimation, estimation->x, pool->counters.strikes + risk);
        metrics->risks[risk].per_patient = estimate_ratio(estimation);
        summarise_series(estimation, pool->series.lasts + risk, &metrics->risks[risk].lasts);
    }
}
