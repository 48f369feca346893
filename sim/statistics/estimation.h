/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STATISTICS_ESTIMATION_H
#define CARTSIM_STATISTICS_ESTIMATION_H

#include "statistics/pool.h"

/*
 * What the parts of the estimation share: the pool, where results are kept, and columns of one number a
 * replication to work in. A figure of the run is made in two moves: counters are added up into columns, then
 * an estimator is asked.
 */
struct estimation {
    const struct pool *pool;
    const struct model *model;
    struct metrics *metrics;
    struct arena *arena; /* of the results; NULL: there are none to be kept */
    size_t replications;
    double confidence;
    double *x, *n; /* [replications] each */
    bool failed;             /* memory was exhausted: nothing of the result may be used */
};

bool estimation_open(struct estimation *estimation, const struct pool *pool, struct metrics *metrics);
void estimation_close(struct estimation *estimation);

/* ---- columns */

void column_zero(const struct estimation *estimation, double *column);
/* Adds a counter, `times` over. */
void column_add(const struct estimation *estimation, double *column, int counter, double times);
/* Only that counter. */
void column_set(const struct estimation *estimation, double *column, int counter);
/* The referred patients of those classes to whom a step, a risk or a measure can happen. */
void column_referred_for_step(const struct estimation *estimation, double *column, int step);
void column_referred_for_risk(const struct estimation *estimation, double *column, int risk);
void column_referred_for_measure(const struct estimation *estimation, double *column, int measure);

/* What the window cost, in the scenario's currency; all of it 0 where nothing costs. */
void column_costs(const struct estimation *estimation, double *column);
bool model_has_costs(const struct model *model);
double years_observed(const struct model *model); /* of 365.25 days */

/* ---- figures of columns x and n */

struct figure estimate_mean(const struct estimation *estimation);  /* of x, never below 0 */
struct figure estimate_ratio(const struct estimation *estimation); /* x to n, never below 0 */
struct figure estimate_share(const struct estimation *estimation);
/* The mean of one counter, divided. */
struct figure estimate_counter(const struct estimation *estimation, int counter, double divisor);

/* Unknown when divisor is not above 0. */
struct figure figure_divided(struct figure figure, double divisor);
/* Neither value nor interval outside [low, high]. */
struct figure figure_within(struct figure figure, double low, double high);

/* ---- summaries of samples, in days */

void summarise(const struct estimation *estimation, const struct sample_view *view, struct summary *summary);
/* The same for one series of the pool. */
void summarise_series(struct estimation *estimation, int series, struct summary *summary);

/* ---- the parts of metrics */

void estimate_patients(struct estimation *estimation);
void estimate_losses(struct estimation *estimation);
void estimate_steps(struct estimation *estimation);
void estimate_risks(struct estimation *estimation);
void estimate_measures(struct estimation *estimation);
void estimate_resources(struct estimation *estimation);
void estimate_costs(struct estimation *estimation);

/* An array of the metrics' arena, zeroed. NULL when memory is exhausted (failed is then set). */
void *estimation_array(struct estimation *estimation, int count, size_t size);

#endif
