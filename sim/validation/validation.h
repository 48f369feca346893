/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_VALIDATION_VALIDATION_H
#define CARTSIM_VALIDATION_VALIDATION_H

#include <stdatomic.h>

#include "scenario/shelf.h"
#include "statistics/metrics.h"

/*
 * What the simulator is held against: groups of cases. A case is a scenario whose figures are known from
 * elsewhere (a theorem, a publication), or a check of its own. `cartsim validate` runs them and says of each
 * figure what was expected, what came out, and by a stated rule (judge.h) whether that is right.
 *
 * To add a case, write its row into the table of a group; to add a group, its row into validation_groups.
 */

/* ---- what a case expects */

enum expected_kind {
    EXPECTED_VALUE,   /* the simulator's interval must cover it, and be narrow enough to see a small error */
    EXPECTED_EXACTLY, /* the very number, which chance can't change */
    EXPECTED_WITHIN,  /* the simulator's value must lie in [low, high], a published interval say */
    EXPECTED_AT_MOST, /* must not exceed high: the distance of a test of fit, say */
    EXPECTED_PUBLISHED, /* of a sample: [low, high] is its own interval of 95%, which the simulator's must
                           meet */
    EXPECTED_UNLIKE     /* the same, of which it is known that the model doesn't reproduce it: it must not */
};

enum { FIGURE_SIZE = 120, EXPECTED_MAX = 80 };

struct expected {
    char figure[FIGURE_SIZE]; /* its path in metrics.json, see figure_path.h; or words, of a case's own check
                               */
    enum expected_kind kind;
    double value, low, high;
};

/* The list that a case fills; more than EXPECTED_MAX are a defect of the case (overflow is set). */
struct expectations {
    struct expected list[EXPECTED_MAX];
    size_t count;
    bool overflow;
};
void expect(struct expectations *to, double value, const char *figure, ...)
    __attribute__((format(printf, 3, 4)));
void expect_exactly(struct expectations *to, double value, const char *figure, ...)
    __attribute__((format(printf, 3, 4)));
void expect_within(struct expectations *to, double low, double high, const char *figure, ...)
    __attribute__((format(printf, 4, 5)));
void expect_at_most(struct expectations *to, double high, const char *figure, ...)
    __attribute__((format(printf, 3, 4)));

/* A figure of a published sample, with the interval of 95% that its size leaves. */
struct published {
    double value, low, high;
};
void expect_published(struct expectations *to, struct published of, const char *figure);
void expect_unlike(struct expectations *to, struct published of, const char *figure);
bool expected_of_sample(const struct expected *expected); /* it is one of these two */

/* ---- cases and groups */

enum { SETS_MAX = 6 };

struct validation_job;

/*
 * A case with a scenario is simulated as the scenario says (its own replications; a FAST_SHARE of them when
 * fast). `say` lists what is expected. A case without a scenario has `look`, which measures: seen[i] is what
 * list[i] of `say` came to; false: no memory.
 */
struct validation_case {
    const char *name, *title;
    const char *source;           /* whose formula or figure it is */
    const char *scenario;         /* "validation/mm1.yaml", of the shelf; or NULL */
    const char *sets[SETS_MAX];   /* as --set, up to the first NULL */
    uint32_t runs;                /* above 0: its intervals are counted in so many runs, see coverage.h */
    const char *second[SETS_MAX]; /* with runs: differences from the scenario with these; none: no pairs */
    void (*say)(struct expectations *to);
    bool (*look)(const struct validation_job *job, const struct expectations *expected, double *seen);
};

struct validation_group {
    const char *name, *title;
    const struct validation_case *cases;
    size_t count;
};

extern const struct validation_group *const validation_groups[];
extern const size_t validation_group_count;

/* Every scenario that the cases use, and what these extend. */
extern const struct shelf validation_shelf;

/* ---- running them */

/* A right simulator fails a whole run with a probability below FALSE_ALARM: half of it is spread evenly over
 * all figures with an interval, the other half is left for their distributions not being quite normal. */
#define FALSE_ALARM 1e-3
/* An error of so much is seen with probability POWER, in a full run and in a fast one. */
#define ERROR_SEEN 0.02
#define ERROR_SEEN_FAST 0.10
#define POWER 0.9
/* The simulator's interval is at most so wide, in widths of a published one: the sample's luck counts, not
 * ours. */
#define WIDTH_SEEN 0.1
#define WIDTH_SEEN_FAST 0.4
enum { FAST_SHARE = 16 }; /* a fast run has one replication in so many */

enum judgement {
    JUDGED_RIGHT,
    JUDGED_WRONG,
    JUDGED_BLUNT,
    JUDGED_UNLIKE /* not reproduced, and known not to be */
};

struct finding {
    struct expected expected;
    struct figure seen;
    double
        error_seen; /* the relative error that would be caught with probability POWER; NAN: has no meaning */
    enum judgement judgement;
};

struct case_result {
    const struct validation_group *group;
    const struct validation_case *of;
    struct finding *findings; /* [count] */
    size_t count;
    uint32_t replications;
    size_t wrong, blunt, unlike;
    char trouble[2000]; /* why it could not be run; "" when it was */
};

struct validation_job {
    bool fast;
    const char *only; /* "queueing", "queueing/mm1"; NULL: all */
    uint64_t seed;
    unsigned threads;
    const atomic_bool *stop;                                     /* may be NULL */
    void (*tell)(void *context, const struct case_result *done); /* after each case; may be NULL */
    void *context;
};

struct validation {
    struct case_result *results; /* [count] */
    size_t count, figures, wrong, blunt, unlike, failed_cases;
    double level; /* of one figure's interval: 1 - level is its confidence */
    double error; /* that must be seen */
    bool fast;
    uint64_t seed;
};

/* Whether a name of --only takes in that case. */
bool validation_has(const char *only, const struct validation_group *group,
                    const struct validation_case *item);
/* What is expected of a case, counted; the figures with an interval, which share the level. */
size_t validation_figures(const struct validation_case *item, size_t *with_interval);
/* false: stopped, or no memory. validation_release in any case. */
bool validation_run(const struct validation_job *job, struct validation *validation);
void validation_release(struct validation *validation);

#endif
