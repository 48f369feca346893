/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_FORMAT_TABLE_H
#define CARTSIM_SCENARIO_FORMAT_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "laws/law.h"

/*
 * The format as data: kinds of mapping, the keys of each, and the types of their values. Nothing here acts;
 * the checker, the JSON Schema, the reference page and every "did you mean" read the same three tables.
 *
 * A value is a scalar, a list or a mapping. A type says which of these it may be, and may allow two more
 * forms of it: {value: V, source: ..., grade: ..., why: ...} and {by: ATTRIBUTE, VALUE: V, otherwise: V}.
 */

/* What a scalar means. */
enum format_scalar {
    SCALAR_NONE, /* no scalar stands here */
    SCALAR_ANY,  /* anything, lists and mappings too; not looked into */
    SCALAR_TEXT, /* not empty */
    SCALAR_NAME, /* also part of paths: no dot, no '=', no control character */
    SCALAR_BOOLEAN,
    SCALAR_TRUE,   /* a key that is written only to say yes */
    SCALAR_WHOLE,  /* within least and most */
    SCALAR_NUMBER, /* within least and most */
    SCALAR_WEIGHT, /* a number or a percentage, within least and most */
    SCALAR_DURATION,
    SCALAR_LAW, /* a duration; a distribution, when it is a mapping */
    SCALAR_PROBABILITY,
    SCALAR_CONFIDENCE, /* a probability strictly between 50% and 99.99% */
    SCALAR_RATE,
    SCALAR_GROWTH, /* a rate that may be negative */
    SCALAR_DATE,
    SCALAR_DATE_OR_DURATION,
    SCALAR_TIME_OF_DAY,
    SCALAR_WEEKDAYS,
    SCALAR_OPENING,
    SCALAR_MOMENT, /* referral, STEP.arrive, STEP.start, STEP.end, exit */
    SCALAR_CHOICE, /* one of words */
    SCALAR_SOURCE, /* a key of the root's sources */
    SCALAR_UNCERTAIN, /* of a value: 14 d to 18 d; 1 of 4; times 0.8 to 1.25: see uncertain.h */
    SCALAR_VERSION /* of the format: 1 */
};

enum format_type_id {
    TYPE_NONE,
    TYPE_ANY,
    TYPE_TEXT,
    TYPE_TEXTS,
    TYPE_NAME,
    TYPE_NAMES,
    TYPE_BOOLEAN,
    TYPE_TRUE,
    TYPE_VERSION,
    TYPE_SOURCE,
    TYPE_GRADE,
    TYPE_UNCERTAIN,
    TYPE_PRIORITY,
    TYPE_CAPACITY,
    TYPE_CAPACITY_LEFT,
    TYPE_UNITS,
    TYPE_REPEATS,
    TYPE_QUEUE,
    TYPE_LIMIT,
    TYPE_REPLICATIONS,
    TYPE_SEED,
    TYPE_PHASES,
    TYPE_FACTOR,
    TYPE_SHAPE,
    TYPE_WEIGHT,
    TYPE_COST,
    TYPE_DURATION,
    TYPE_HORIZON,
    TYPE_LAW,
    TYPE_LAW_BY,
    TYPE_PROBABILITY,
    TYPE_PROBABILITY_BY,
    TYPE_CONFIDENCE,
    TYPE_RATE,
    TYPE_GROWTH,
    TYPE_DATE,
    TYPE_TIME_OF_DAY,
    TYPE_WEEKDAY,
    TYPE_WEEKDAYS,
    TYPE_OPENING,
    TYPE_OPENINGS,
    TYPE_ORDER,
    TYPE_MOMENT,
    TYPE_DATE_OR_DURATION,
    TYPE_TIMES,
    TYPE_WINDOW,
    TYPE_STUDY,
    TYPE_SOURCES,
    TYPE_CITATION,
    TYPE_RUN,
    TYPE_PATIENTS,
    TYPE_CLASS,
    TYPE_ARRIVALS,
    TYPE_MONTHLY,
    TYPE_ATTRIBUTES,
    TYPE_ATTRIBUTE,
    TYPE_SHARES,
    TYPE_RESOURCES,
    TYPE_RESOURCE,
    TYPE_SLOTS,
    TYPE_CLOSURES,
    TYPE_CLOSURE,
    TYPE_BREAKS,
    TYPE_HELD_BACK,
    TYPE_RESOURCE_TARGET,
    TYPE_PATHWAYS,
    TYPE_STEPS,
    TYPE_STEP,
    TYPE_WHEN,
    TYPE_BOOKS,
    TYPE_BOOKING,
    TYPE_CLAIMS,
    TYPE_SETS,
    TYPE_FAILURE,
    TYPE_FAILURE_BRANCHES,
    TYPE_FAILURE_BRANCH,
    TYPE_ROUTES,
    TYPE_ROUTE,
    TYPE_RISKS,
    TYPE_RISK,
    TYPE_MULTIPLIERS,
    TYPE_FACTORS,
    TYPE_MEASURES,
    TYPE_MEASURE,
    TYPE_TARGET,
    TYPE_SHARE_WITHIN,
    TYPE_COSTS,
    TYPE_RESOURCE_COST,
    TYPE_COUNT
};

enum format_kind_id {
    KIND_NONE,
    KIND_ROOT,
    KIND_EVIDENCE,
    KIND_BY,
    KIND_STUDY,
    KIND_SOURCES,
    KIND_CITATION,
    KIND_RUN,
    KIND_PATIENTS,
    KIND_CLASS,
    KIND_ARRIVALS,
    KIND_MONTHLY,
    KIND_ATTRIBUTES,
    KIND_ATTRIBUTE,
    KIND_SHARES,
    KIND_RESOURCES,
    KIND_RESOURCE,
    KIND_SLOTS,
    KIND_CLOSURE,
    KIND_BREAKS,
    KIND_HELD_BACK,
    KIND_RESOURCE_TARGET,
    KIND_PATHWAYS,
    KIND_STEP,
    KIND_WHEN,
    KIND_BOOKS,
    KIND_BOOKING,
    KIND_CLAIMS,
    KIND_SETS,
    KIND_FAILURE,
    KIND_FAILURE_BRANCH,
    KIND_ROUTE,
    KIND_RISKS,
    KIND_RISK,
    KIND_MULTIPLIERS,
    KIND_FACTORS,
    KIND_MEASURES,
    KIND_MEASURE,
    KIND_TARGET,
    KIND_SHARE_WITHIN,
    KIND_COSTS,
    KIND_RESOURCE_COST,
    KIND_COUNT
};

struct format_type {
    const char *expected; /* what stands here, for "expected ..., got ..." */
    enum format_scalar scalar;
    enum format_type_id list; /* of the items, or TYPE_NONE: no list */
    enum format_kind_id map;  /* or KIND_NONE: no mapping */
    bool evidence;            /* {value: ...} may go round it */
    enum format_type_id by;   /* of the cases of {by: ...}, or TYPE_NONE: no choice by attribute */
    int64_t least, most;      /* of a whole number, number or weight */
    const char *const *words; /* NULL-terminated: of a choice; beside any other scalar: accepted too */
    size_t items_least;       /* of a list */
    size_t items_most;        /* of a list; 0: no bound of its own */
    bool shares;              /* the items' `share`s sum to 1 */
};

struct format_key {
    const char *name;
    enum format_type_id type;
    bool required;
    const char *help;
};

struct format_kind {
    const char *name; /* "a resource" */
    const char *help;
    const struct format_key *keys; /* ends with a NULL name */
    enum format_scalar other_keys; /* what a key of the author's own is; SCALAR_NONE: there are none */
    enum format_type_id others;    /* the values under such keys */
    size_t count_most;             /* entries; 0: no bound of its own */
    bool sourced;                  /* source, grade and why may stand beside the keys */
    bool shares;                   /* the values sum to 1 */
};

/* One form of a distribution: {NAME: {parameter: value, ...}}, or {NAME: value} where body is set. */
enum { LAW_PARAMETERS_MAX = 3 };

struct format_law {
    const char *name;
    enum law_kind kind;
    const char *parameters[LAW_PARAMETERS_MAX]; /* in the order of enum law_kind; NULL: no more */
    const char *help;
};

/* What a parameter of a distribution is, wherever it occurs. */
struct format_parameter {
    const char *name;
    enum format_type_id type;
};

extern const struct format_type format_types[TYPE_COUNT];
extern const struct format_kind format_kinds[KIND_COUNT];
/* Forms of one name stand together. */
extern const struct format_law format_laws[];
extern const size_t format_law_count;
/* Those that are no duration. */
extern const struct format_parameter format_parameters[];
extern const size_t format_parameter_count;

/* Limits that hold across the tree. */
enum {
    FORMAT_STEPS_MAX = 10000, /* in all pathways and risks together */
    FORMAT_DEPTH_MAX = 100,   /* mappings and lists inside one another */
    FORMAT_ROWS_MAX = 1000000 /* values of an empirical law or of a column */
};

/* The first form of the distribution of that name; NULL: there is none. */
const struct format_law *format_law_find(const char *name);
/* What that parameter of a distribution is. */
enum format_type_id format_parameter_type(const char *name);
/* Whether a key of a value with evidence may also stand beside the keys of a `sourced` kind. */
bool format_stands_beside(const struct format_key *key);
/* The key of that name, also source, grade and why where the kind takes them; NULL: none. */
const struct format_key *format_key_find(enum format_kind_id kind, const char *name);

#endif
