/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_MODEL_MODEL_H
#define CARTSIM_MODEL_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "laws/law.h"

/*
 * A scenario compiled for running: flat arrays, every name an index, every unit seconds. Read-only once
 * built, so that every replication and thread shares it. The engine sees nothing of the file behind it.
 *
 * Times are whole seconds since 00:00 of the scenario's first day. NONE marks "no such index".
 */
enum { NONE = -1 };
enum { DAY = 86400 };
enum { PRIORITIES = 10 };
enum {
    MEASURES_MAX = 100,
    RISKS_MAX = 100,
    STEPS_MAX = 10000,
    CLASSES_MAX = 100,
    CLAIMS_MAX = 64,
    CLAIM_MAX = 10000,
    ATTRIBUTES_MAX = 256,
    VALUES_MAX = 1000,
    OUTCOMES_MAX = 1000,
    UNITS_MAX = 2000000,    /* of all resources together */
    IN_USE_MAX = 5000000,   /* of an unlimited one */
    COUNTED_MAX = 20000000, /* that one replication counts */
    EVENTS_MAX = 50000000,  /* these three of one replication */
    KEPT_MAX = 50000000,
    PATIENTS_MAX = 1000000,
    RUN_REPLICATIONS_MAX = 1000000,
    POOLED_MAX = 200000000 /* numbers of all replications */
};                         /* beyond them: an error */

/* A quantity that may depend on one attribute of the patient. attribute NONE: `always` holds.
 * by_value is indexed by the attribute's value code; 0 is "not set". */
struct law_choice {
    int attribute;
    const struct law *always; /* NULL with attribute NONE: there is no such quantity */
    const struct law *const *by_value;
};

struct number_choice {
    int attribute;
    double always;
    const double *by_value;
};

struct attribute {
    const char *name;
    const char *const *values; /* [value_count]; values[0] is "" (not set) */
    int value_count;
};

struct setting {
    int attribute, value;
};

/* What a step asks of one resource. */
struct claim {
    int resource;
    int units;
};

/* One of the appointments that a step books; the first is the anchor, the others lie within [from, to] after
 * it. */
struct booking {
    int resource;
    int64_t within_from, within_to;
};

struct condition {
    int attribute;
    const bool *allowed; /* [value_count] */
};

/* ---- resources */

struct closure {
    int64_t from, to; /* seconds; [from, to) */
    int capacity;
};

struct opening {
    unsigned days;    /* bit 0 monday ... bit 6 sunday */
    int64_t from, to; /* seconds of the day */
};

enum { UNLIMITED = -1 };

struct resource {
    const char *name;
    bool is_slots;
    int capacity; /* units, or UNLIMITED; slots: the most on one day */
    bool fifo;
    int queue_max; /* NONE: any number may wait */
    const struct closure *closures;
    int closure_count;
    const struct opening *openings; /* empty: always open */
    int opening_count;
    struct law_choice breaks_after, breaks_for; /* always NULL: never breaks */
    uint64_t purpose_after, purpose_for;
    int slots_on[7]; /* from monday */
    int64_t slot_at; /* seconds of the day */
    int held_count;  /* held back for priority 0 until held_until before the slot */
    int64_t held_until;
    double target_all_busy; /* NAN: none */
    double cost_per_day_held, cost_per_day_open;
};

/* ---- steps */

enum failure_kind { FAILURE_LEAVES, FAILURE_REPEATS, FAILURE_CONTINUES, FAILURE_ONE_OF };

struct failure {
    enum failure_kind kind;
    int outcome;
    int target;  /* step */
    int at_most; /* NONE: no bound */
    int repeats; /* index of the counter of repeats in the patient */
    const struct failure *then;
    const struct failure *const *branches; /* [branch_count] */
    const struct number_choice *shares;
    int branch_count;
    const uint64_t *purposes; /* [class_count], ONE_OF only */
    const struct setting *sets;
    int set_count;
};

/* What happens to risks and measures when a moment of a step comes. */
enum mark_kind { MARK_MEASURE_FROM, MARK_MEASURE_TO, MARK_RISK_UNTIL, MARK_RISK_FROM };

struct mark {
    enum mark_kind kind;
    int index;
};

struct marks {
    const struct mark *list;
    int count;
};

enum moment { MOMENT_ARRIVE, MOMENT_START, MOMENT_END, MOMENT_COUNT };

/* In which list a step stands, so what happens at that list's end. */
enum role { ROLE_TOP, ROLE_BODY, ROLE_MEANWHILE, ROLE_ROUTE, ROLE_RISK };

/* What a uniform of a step is drawn for. */
enum aspect {
    ASPECT_CHANCE,
    ASPECT_NOTICE,
    ASPECT_TAKES,
    ASPECT_FAILS,
    ASPECT_ROUTE,
    ASPECT_EVERY,
    ASPECT_COUNT
};

/* Where a patient's time can go at a step; each (step, cause, of what) that is possible has a key. */
enum cause { CAUSE_TAKES, CAUSE_NOTICE, CAUSE_JOINS, CAUSE_CLOSED, CAUSE_WAITS_FOR, CAUSE_UNFIT };

struct ledger_key {
    int step;
    enum cause cause;
    int of; /* resource of WAITS_FOR, risk of UNFIT, else NONE */
};

struct step {
    const char *name;
    int pathway; /* NONE in a risk */
    int risk;    /* NONE in a pathway */
    enum role role;
    int parent; /* the step in which it stands, or NONE */
    int next;   /* the step after it in its list, or NONE */
    int strand; /* the strand that walks it */

    bool has_chance;
    struct number_choice chance;
    const struct condition *when;
    int when_count;
    struct law_choice notice;
    bool fit;
    const struct booking *books;
    int book_count;
    const struct claim *needs, *holds;
    int need_count, hold_count;
    const int *releases;
    int release_count;
    struct law_choice takes;
    int first_body, first_meanwhile; /* first step of the list, or NONE */
    int body_strand_timer;           /* strand slot that times `takes` beside `steps`, or NONE */
    int meanwhile_strand;
    bool each_time;
    bool has_fails;
    struct number_choice fails;
    const struct failure *on_failure; /* NULL: none */
    const struct failure *on_refusal; /* NULL: outcome turned_away */
    const struct setting *sets;
    int set_count;
    const struct number_choice *route_shares;
    const int *route_first; /* [route_count]: first step of the branch, NONE for an empty one */
    int route_count;
    struct law_choice every;
    int times;  /* 1: does not recur */
    int leaves; /* outcome or NONE */
    double cost;
    const int *extended_by; /* risks that keep it from ending */
    int extended_count;
    int key_takes, key_notice, key_joins, key_closed, key_wait,
        key_unfit; /* ledger keys; the last two are bases:
+ place among books, needs, holds; + place among model.unfit_risks */
    struct marks marks[MOMENT_COUNT];
    const uint64_t *purposes; /* [class_count * ASPECT_COUNT] */
};

struct pathway {
    const char *name;
    int first;        /* step or NONE */
    const int *steps; /* its steps in the order written, all depths */
    int step_count;
};

/* ---- risks */

struct factor {
    int attribute;
    const double *by_value;
};

struct risk {
    const char *name;
    const bool *applies; /* [pathway_count] */
    bool opens_at_referral;
    bool is_rate;
    double rate; /* strikes a second */
    struct number_choice chance;
    struct law_choice after; /* always NULL: at once */
    const struct factor *factors;
    int factor_count;
    bool recurs, unfit;
    int unfit_index; /* place in model.unfit_risks or NONE */
    int leaves;      /* outcome or NONE */
    const struct setting *sets;
    int set_count;
    int first;   /* step or NONE */
    int strand;  /* NONE without steps */
    int extends; /* is any step extended by it: 1 or 0 */
    const int *steps;
    int step_count;
    const uint64_t *purposes; /* [class_count * 2]: strike, after */
};

/* ---- patients */

struct trait {
    int attribute;
    const int *values;    /* [value_count] codes */
    const double *shares; /* cumulative to 1 */
    int value_count;
    uint64_t purpose;
};

enum arrival_kind { ARRIVAL_POISSON, ARRIVAL_RENEWAL, ARRIVAL_LISTED };

struct arrivals {
    enum arrival_kind kind;
    double rate;   /* a second, before factors */
    double growth; /* 0.1: a tenth more each year */
    double monthly[12];
    unsigned days; /* weekdays on which referrals fall */
    bool steady;   /* no growth, all factors 1, all days */
    const struct law *every;
    const int64_t *listed; /* sorted */
    int64_t listed_count;
    int64_t limit; /* NONE: no limit */
    uint64_t purpose;
};

struct patient_class {
    const char *name;
    int pathway;
    int priority; /* 0 first ... 9 last */
    struct arrivals arrivals;
    const struct trait *traits;
    int trait_count;
};

/* ---- measures */

enum statistic {
    STATISTIC_MEAN,
    STATISTIC_P05,
    STATISTIC_P10,
    STATISTIC_P25,
    STATISTIC_P50,
    STATISTIC_P75,
    STATISTIC_P90,
    STATISTIC_P95,
    STATISTIC_P99,
    STATISTIC_SHARE_WITHIN,
    STATISTIC_COUNT
};

struct target {
    enum statistic statistic;
    double goal;   /* days; SHARE_WITHIN: the share */
    double within; /* days, SHARE_WITHIN only */
};

struct measure {
    const char *name;
    const char *from, *to; /* as written */
    bool first;
    bool from_referral, to_exit;
    const struct target *targets;
    int target_count;
    int first_target; /* place of the first among those of all measures */
};

struct run_settings {
    int64_t start_day;       /* days since 1970-01-01 */
    int64_t warmup, horizon; /* seconds */
    int64_t follow;          /* seconds after the window; NONE: to the exit (at most FOLLOW_MAX) */
    uint32_t replications;
    uint64_t seed;
    double confidence; /* 0.95 */
    /* What one replication may come to before it ends with an error: events, and rows and pieces of ledgers
     * that are kept; and the numbers kept of all replications. */
    uint64_t events_max, kept_max, pooled_max;
    uint32_t patients_max; /* under way at once */
};

struct evidence { /* a number of the scenario and where it comes from */
    const char *path, *value, *source, *grade, *why;
};

struct model {
    struct arena arena; /* owns everything below */
    const char *name;
    const char *currency;
    struct attribute *attributes;
    struct resource *resources;
    struct step *steps;
    struct pathway *pathways;
    struct risk *risks;
    struct patient_class *classes;
    struct measure *measures;
    const char **outcomes; /* [0] completed, [1] turned_away, [2] censored, then as first named */
    struct ledger_key *ledger_keys;
    const int *unfit_risks;
    int attribute_count, resource_count, step_count, pathway_count, risk_count, class_count, measure_count,
        outcome_count, ledger_count, unfit_count, strand_count, repeat_count, target_count;
    struct run_settings run;
    struct evidence *evidence;
    int evidence_count;
};

enum { OUTCOME_COMPLETED, OUTCOME_TURNED_AWAY, OUTCOME_CENSORED, OUTCOMES_FIXED };

/* Monday is 0. */
int model_weekday(const struct model *model, int64_t day);
/* 0 january ... 11 december. */
int model_month(const struct model *model, int64_t day);
/* Slots of that day after closures. */
int model_slots_on(const struct model *model, const struct resource *resource, int64_t day);
/* Capacity in force at `time`, closures heeded, breakdowns not. */
int model_capacity_at(const struct resource *resource, int64_t time);
/* The number for a patient with those attribute values. */
static inline double number_for(const struct number_choice *choice, const uint16_t *values)
{
    return choice->attribute == NONE ? choice->always : choice->by_value[values[choice->attribute]];
}
static inline const struct law *law_for(const struct law_choice *choice, const uint16_t *values)
{
    return choice->attribute == NONE ? choice->always : choice->by_value[values[choice->attribute]];
}
/* Whether the quantity exists at all. */
static inline bool law_given(const struct law_choice *choice)
{
    return choice->attribute != NONE || choice->always != NULL;
}

#endif
