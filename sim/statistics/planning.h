/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STATISTICS_PLANNING_H
#define CARTSIM_STATISTICS_PLANNING_H

#include "statistics/response.h"

/*
 * Candidates for a capacity, held against the scenario's targets: what `cartsim plan` found. study/planner.h
 * runs them and decides; results words it. An index NONE: there is no such one.
 */

/*
 * A target, and what is tested in its place: a percentile is at most g where a share p of the values is
 * within g, so a p90 of 45 d is tested as 90% within 45 d. Whether a mean or a share, sum x / sum n, is on
 * the right side of its bound is asked of the mean of x - bound n, which has no ratio's bias.
 */
struct planning_target {
    const char *figure; /* that has the goal: vein_to_vein.p90 */
    const char *tested; /* vein_to_vein.share_within[45 d]; or the same */
    enum response_unit unit;
    bool at_least; /* the figure must reach the goal; else it must not go beyond */
    double goal;
    bool tested_at_least;
    double bound, tolerance; /* of what is tested: for sure met from `bound` + or - tolerance on */
};

struct planning_cell {
    struct figure figure;
    enum verdict verdict;
    bool frontier; /* nobody has a better figure at the same cost or less */
};

struct planning_candidate {
    const char *label;
    const struct pool *pool;
    uint32_t replications;
    struct figure cost;
    struct planning_cell *cells; /* [target_count] */
    enum verdict verdict;        /* MET: all; MISSED: one, failed_first */
    int failed_first;
    bool dearer; /* than one that meets all: left alone since then */
    bool open;   /* not decided: it may be the answer */
};

/* What is tried for one key; candidates are all combinations, the last key running fastest. */
struct planning_key {
    const char *path;
    char *const *values; /* [count] */
    size_t count;
};

enum planning_outcome {
    PLANNING_DECIDED,  /* best is the cheapest that meets all targets */
    PLANNING_NONE,     /* none meets all */
    PLANNING_UNDECIDED /* too few replications; best, if any, meets all, but cheaper ones may, too */
};

struct planning {
    struct planning_target *targets;
    struct planning_key *keys; /* borrowed */
    struct planning_candidate *candidates;
    int target_count, key_count, candidate_count;
    const char *minimised; /* a figure, or keys: 2*resources.icu_bed.capacity+... */
    enum response_unit cost_unit;
    bool certain;        /* the cost is known beforehand: candidates' cost.value */
    double confidence;   /* of the answer */
    double tolerance;    /* see planning_targets_list */
    double indifference; /* of costs, in their unit; 0: indifference_share of the least */
    double indifference_share;
    uint32_t max_replications; /* of one candidate */
    int batch, first_batches;  /* replications of an observation; observations of each at first */
    /* the answer */
    enum planning_outcome outcome;
    int best, runner_up;
    int nearest;                /* of PLANNING_NONE: misses the fewest targets */
    int *less;                  /* [key_count]: the candidate that has less of that key alone than best */
    double replications_needed; /* PLANNING_UNDECIDED: of one candidate, at the most */
    struct arena arena;
};

enum { PLANNING_MAX = 1000 }; /* candidates */

/* Makes a percentile's target of a model countable: adds the share that stands for it. false: no memory. */
bool planning_prepare(struct model *model);
/*
 * The targets of a model that was prepared. A share is for sure found right when it is `tolerance` (a share)
 * beyond its goal, but at most a fifth of what lies between the goal and 0 or 1; a mean when it is that share
 * of its goal below it. false: no memory.
 */
bool planning_targets_list(struct planning *planning, const struct model *model);

/* Figures, frontier, runner-up and neighbours, once costs, verdicts and best are known. false: no memory. */
bool planning_misses(const struct planning *planning, int candidate, int target); /* by its figure */
bool planning_conclude(struct planning *planning, double figure_confidence);
void planning_release(struct planning *planning);

#endif
