/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STATISTICS_COMPARISON_H
#define CARTSIM_STATISTICS_COMPARISON_H

#include "statistics/response.h"

/*
 * Scenarios side by side: figures of each, and how much larger each figure is in the others than in the
 * first, replication by replication under common random numbers.
 *
 * The intervals of differences hold together: each has the confidence 1 - (1 - confidence) / comparisons
 * (Bonferroni), so that with the scenario's confidence none of the verdicts is wrong. The figures themselves
 * have intervals of that confidence one by one, as in metrics.json.
 */
enum comparison_verdict {
    COMPARISON_NONE,  /* one of them has no such figure, or no interval */
    COMPARISON_SAME,  /* no difference in any replication */
    COMPARISON_LOWER, /* than in the first: the whole interval is below 0 */
    COMPARISON_HIGHER,
    COMPARISON_UNCLEAR, /* and no number of replications that is worth while would tell */
    COMPARISON_MORE /* unclear; about more_replications more would tell, were the difference what it seems */
};

struct compared {
    struct figure figure;   /* its value here */
    struct difference less; /* here less in the first; of the first scenario: not known */
    enum comparison_verdict verdict;
    double more_replications; /* COMPARISON_MORE */
};

/* The verdict on the difference of two scenarios that ran so many replications each. *more is set where more
 * would tell. */
enum comparison_verdict difference_verdict(const struct difference *less, size_t replications, double *more);

struct comparison_line {
    const char *name; /* as response_find takes it */
    enum response_kind kind;
    enum response_unit unit;
    struct compared *of; /* [count] */
};

struct compared_scenario {
    const char *label;
    const struct pool *pool;
};

struct comparison {
    const struct compared_scenario *scenarios; /* [count], borrowed; the first is what all are held against */
    size_t count, replications;
    struct comparison_line *lines;
    size_t line_count;
    size_t comparisons; /* how many differences there are, of which the intervals hold together */
    double confidence;
    struct arena arena;
};

/* Of these names, in their order, each once; a name that no scenario has is left out. All pools have as many
 * replications. NULL: no memory. */
struct comparison *comparison_make(const struct compared_scenario *scenarios, size_t count,
                                   const char *const *names, size_t name_count, double confidence);
void comparison_free(struct comparison *comparison);

/* From that many more replications on nobody waits for an answer: COMPARISON_UNCLEAR. */
enum { COMPARISON_MORE_MAX = 100 }; /* times those that were run */

#endif
