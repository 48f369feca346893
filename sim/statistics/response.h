/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STATISTICS_RESPONSE_H
#define CARTSIM_STATISTICS_RESPONSE_H

#include "statistics/difference.h"
#include "statistics/pool.h"

/*
 * One figure that a question is about, by its name; what studies compare, sweep and hold against targets.
 *
 *     MEASURE.STATISTIC                       vein_to_vein.p50
 *     MEASURE.by_class.CLASS.STATISTIC        vein_to_vein.by_class.b_all.mean
 *     MEASURE.measured                        share of the referred that have the measure
 *     MEASURE.share_within[45 d]              of a target of the scenario
 *     outcomes.OUTCOME                        share of the referred
 *     patients.all.referred, patients.CLASS.shares.OUTCOME, patients.CLASS.outcomes.OUTCOME
 *     resources.NAME.utilisation              or occupied, queue, all_busy, offered, used, lost, unused
 *     resources.NAME.wait.STATISTIC
 *     steps.PATHWAY.STEP.wait.STATISTIC       or duration; or per_patient
 *     risks.NAME.per_patient
 *     costs.total_per_year, costs.per_completed_patient
 *
 * STATISTIC is mean, p05, p10, p25, p50, p75, p90, p95 or p99. A leading "measures." may be written. Names
 * are those of metrics.json, and so are the figures, but for what metrics.json keeps apart.
 */
enum response_kind {
    RESPONSE_MEAN,    /* of x, a replication */
    RESPONSE_RATIO,   /* sum x / sum n over replications */
    RESPONSE_SHARE,   /* the same with 0 <= x <= n */
    RESPONSE_QUANTILE /* of all single values pooled */
};

enum response_unit {
    UNIT_DAYS,
    UNIT_SHARE,        /* 0 to 1 */
    UNIT_NUMBER,       /* patients, units in use, slots: a replication, or in the mean over time */
    UNIT_MONEY_A_YEAR, /* in the scenario's currency */
    UNIT_MONEY_A_PATIENT
};

struct estimation;

struct response {
    enum response_kind kind;
    enum response_unit unit;
    double p;            /* RESPONSE_QUANTILE */
    int series, classes; /* values: the first series of the pool, and how many, one a class */
    /* of the others: columns x and n of one number a replication (MEAN: n is 1) */
    void (*fill)(const struct estimation *estimation, const struct response *response);
    double divisor;             /* of x: DAY where x is in seconds */
    int index, place, from, to; /* of what fill adds up: resource, step, ...; outcome, target; classes */
};

/* Finds a name in a model. false: it has no such figure; *place is then how many bytes of the name were
 * understood. */
bool response_find(const struct model *model, const char *name, struct response *response, size_t *place);

/* Its value, with an interval of that confidence. *failed is set when memory is exhausted. */
struct figure response_figure(const struct response *response, const struct pool *pool, double confidence,
                              bool *failed);

/* The sums of each replication whose ratio is the figure, x in its unit; not of RESPONSE_QUANTILE. Both have
 * room for the pool's replications. false: no memory. */
bool response_sums(const struct response *response, const struct pool *pool, double *x, double *n);

/*
 * How much larger it is in one scenario than in another, from runs with the same seed and as many
 * replications of both: the interval is that of paired differences (statistics/difference.h).
 */
struct difference response_compare(const struct response *first, const struct pool *of_first,
                                   const struct response *second, const struct pool *of_second,
                                   double confidence, bool *failed);

/* The same of two differences: how much more of[0] exceeds of[1] than of[2] exceeds of[3]. Not of quantiles,
 * which do not add up. */
struct difference response_compare_pairs(const struct response *response, const struct pool *const of[4],
                                         double confidence, bool *failed);
/* The figure as a mean of pieces, one a replication (statistics/difference.h): pieces[replications], in its
 * unit; NAN where it is not known. *failed is set when memory is exhausted. */
void response_pieces(const struct response *response, const struct pool *pool, double *pieces, bool *failed);

/* Those that a question is asked of when none is named: measures, outcomes, resources, costs. `take` is
 * called with each name in turn. */
void responses_each(const struct model *model, void (*take)(void *context, const char *name), void *context);

#endif
