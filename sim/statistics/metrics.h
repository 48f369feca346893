/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STATISTICS_METRICS_H
#define CARTSIM_STATISTICS_METRICS_H

#include "engine/observation.h"

/*
 * Every figure of a run, with its uncertainty; what metrics.json holds and the summary shows. Times are in
 * days.
 */

/* known false: there is no data for it (null, never 0). bounded false: no interval (one replication). */
struct figure {
    double value, low, high;
    bool known, bounded;
};

enum { QUANTILE_COUNT = 8 };
extern const double quantile_levels[QUANTILE_COUNT];     /* 0.05 0.10 0.25 0.50 0.75 0.90 0.95 0.99 */
extern const char *const quantile_names[QUANTILE_COUNT]; /* "p05" ... "p99" */

/* Of single values pooled over replications. Quantile k is at quantile_levels[k]: p05 p10 p25 p50 p75 p90 p95
 * p99. */
struct summary {
    struct figure count; /* values a replication */
    struct figure mean, sd;
    struct figure quantiles[QUANTILE_COUNT];
    double min, max;
    bool any; /* false: no value at all; all but count are unknown */
};

enum verdict { VERDICT_MET, VERDICT_MISSED, VERDICT_UNDECIDED };

struct target_result {
    enum statistic statistic; /* STATISTIC_COUNT for a resource's all_busy */
    double goal, within;
    struct figure figure; /* what is held against the goal */
    enum verdict verdict;
    bool more_known;
    double more_replications; /* about how many more would decide; when undecided and known */
};

struct ledger_line {
    int key;            /* model.ledger_keys */
    struct figure mean; /* days a measured patient */
};

struct measure_part { /* of all patients, or of one class */
    struct summary summary;
    struct target_result *targets; /* [measure.target_count] */
    struct ledger_line
        *made_of; /* only keys that occur, in pathway order; means sum to the mean exactly up to rounding */
    int made_of_count;
    double histogram_width; /* days; bins [k, k + 1) * width from 0 */
    uint64_t *histogram;
    int histogram_count;
};

struct patients_part {
    struct figure referred;
    struct figure *outcomes; /* [outcome_count] counts a replication */
    struct figure *shares;   /* [outcome_count] of those referred */
};

struct loss_line {
    int step;
    struct figure reached;
    struct figure *lost; /* [outcome_count] */
};

struct step_part {
    struct figure
        per_patient; /* starts per referred patient whose pathway (or, for a risk's step, any) it is */
    struct figure reached_share; /* share of those patients who reached it */
    struct summary wait, duration;
};

struct resource_part {
    struct figure occupied, utilisation, all_busy, queue;
    struct figure offered, used, lost, unused; /* slots only */
    double *share_of_time;
    int level_count;
    struct summary wait;
    struct target_result target; /* when the resource has one */
};

struct risk_part {
    struct figure per_patient; /* strikes per referred patient to whom it applies */
    struct summary lasts;
};

struct cost_line {
    bool is_step;
    int index; /* resource or step */
    struct figure per_year;
};

/* Circles of patients who waited for each other until a risk struck one of them. */
struct circles {
    uint32_t replications; /* that had one */
    uint32_t first;        /* number of the first of them, from 0 */
    struct tangle tangle;  /* its first */
};

struct precision;

/* What metrics are made of, each part apart from the others. */
enum { METRICS_PARTS = 7 };

struct metrics {
    const struct model *model;
    const struct precision *precision; /* what was asked for; borrowed, NULL: nothing */
    uint32_t replications;
    uint64_t seed;
    uint64_t events;
    struct circles circles;
    struct patients_part all, *by_class;    /* [class_count] */
    struct measure_part *measures;          /* [measure_count] */
    struct measure_part *measures_by_class; /* [measure_count * class_count] */
    struct figure *treated;          /* [measure_count] share of referred patients that have the measure */
    struct loss_line *losses;        /* [step_count]; by step index; meaningful for steps of pathways */
    struct step_part *steps;         /* [step_count] */
    struct resource_part *resources; /* [resource_count] */
    struct risk_part *risks;         /* [risk_count] */
    bool has_costs;
    struct figure cost_per_year, cost_per_completed;
    struct cost_line *costs;
    int cost_count;
    struct arena arenas[METRICS_PARTS]; /* own everything above */
};

/*
 * A pool takes in observations in the order of their replications, and keeps what the estimators need.
 */
struct pool;
struct pool *pool_create(const struct model *model);
bool pool_add(struct pool *pool, const struct observation *seen); /* false: no memory, or full */
bool pool_is_full(const struct pool *pool);                       /* of more numbers than POOLED_MAX */
void pool_free(struct pool *pool);

/* Estimates everything; confidence from the model's run settings. NULL: no memory. */
struct metrics *metrics_estimate(const struct pool *pool, uint64_t seed);
/* The same in pieces: parts 0 to METRICS_PARTS - 1, in any order, several threads at once. */
struct metrics *metrics_begin(const struct pool *pool, uint64_t seed);
bool metrics_part(struct metrics *metrics, const struct pool *pool, int part); /* false: no memory */
void metrics_free(struct metrics *metrics);

#endif
