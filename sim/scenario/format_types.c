/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clang-format off: tables, laid out by hand */
#include "scenario/format_table.h"

/*
 * The types of the format's values, and its distributions. The kinds of mapping are in format_table.c.
 */

/* clang-format off: tables, an entry a line */

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})
/* A type that is one scalar, and one that also takes evidence or a choice by attribute. */
#define PLAIN(kind, text) {.expected = (text), .scalar = (kind)}
#define VALUE(kind, text) {.expected = (text), .scalar = (kind), .evidence = true}
#define VALUE_BY(kind, text, cases) {.expected = (text), .scalar = (kind), .evidence = true, .by = (cases)}
#define RANGE(kind, text, from, to) \
    {.expected = (text), .scalar = (kind), .evidence = true, .least = (from), .most = (to)}
#define MAP(kind, text) {.expected = (text), .map = (kind)}
#define LIST(type, text, count) {.expected = (text), .list = (type), .items_most = (count)}

enum { UNITS_MAX = 1000000, CLOSURES_MAX = 10000, BRANCHES_MAX = 1000 };

#define A_WHOLE "a whole number"
#define A_DURATION "a duration such as 12 d or 6 h"
#define A_LAW "a duration such as 12 d, or a distribution"
#define A_PROBABILITY "a probability such as 25% or 0.25"

const struct format_type format_types[TYPE_COUNT] = {
    [TYPE_ANY] = PLAIN(SCALAR_ANY, "anything"),
    [TYPE_TEXT] = PLAIN(SCALAR_TEXT, "a text"),
    [TYPE_TEXTS] = {.expected = "a text or a list of texts", .scalar = SCALAR_TEXT, .list = TYPE_TEXT},
    [TYPE_NAME] = PLAIN(SCALAR_NAME, "a name"),
    [TYPE_NAMES] = {.expected = "a name or a list of names", .scalar = SCALAR_NAME, .list = TYPE_NAME},
    [TYPE_BOOLEAN] = VALUE(SCALAR_BOOLEAN, "true or false"),
    [TYPE_TRUE] = PLAIN(SCALAR_TRUE, "true"),
    [TYPE_VERSION] = PLAIN(SCALAR_VERSION, "the format's version, 1"),
    [TYPE_SOURCE] = PLAIN(SCALAR_SOURCE, "a key of sources"),
    [TYPE_GRADE] = {.expected = "'measured', 'published', 'expert' or 'assumption'", .scalar = SCALAR_CHOICE,
                    .words = WORDS("measured", "published", "expert", "assumption")},

    [TYPE_PRIORITY] = RANGE(SCALAR_WHOLE, A_WHOLE, 0, 9),
    [TYPE_CAPACITY] = {.expected = "a whole number or 'unlimited'", .scalar = SCALAR_WHOLE, .evidence = true,
                       .most = UNITS_MAX, .words = WORDS("unlimited")},
    [TYPE_CAPACITY_LEFT] = RANGE(SCALAR_WHOLE, A_WHOLE, 0, UNITS_MAX),
    [TYPE_UNITS] = RANGE(SCALAR_WHOLE, A_WHOLE, 1, UNITS_MAX),
    [TYPE_REPEATS] = RANGE(SCALAR_WHOLE, A_WHOLE, 1, 10000),
    [TYPE_QUEUE] = {.expected = "a whole number or 'unlimited'", .scalar = SCALAR_WHOLE, .evidence = true,
                    .least = 0, .most = UNITS_MAX, .words = WORDS("unlimited")},
    [TYPE_LIMIT] = RANGE(SCALAR_WHOLE, A_WHOLE, 0, 1000000000),
    [TYPE_REPLICATIONS] = RANGE(SCALAR_WHOLE, A_WHOLE, 1, 1000000),
    [TYPE_SEED] = RANGE(SCALAR_WHOLE, A_WHOLE, 0, INT64_MAX),
    [TYPE_PHASES] = RANGE(SCALAR_WHOLE, A_WHOLE, 1, 10000),
    [TYPE_FACTOR] = RANGE(SCALAR_NUMBER, "a number", 0, 1000000),
    [TYPE_SHAPE] = RANGE(SCALAR_NUMBER, "a number", 0, 1000000),
    [TYPE_WEIGHT] = RANGE(SCALAR_WEIGHT, "a weight such as 2 or 80%", 0, 1000000000000),
    [TYPE_COST] = RANGE(SCALAR_NUMBER, "a number", 0, 1000000000000),

    [TYPE_DURATION] = VALUE(SCALAR_DURATION, A_DURATION),
    [TYPE_HORIZON] = {.expected = A_DURATION, .scalar = SCALAR_DURATION, .evidence = true, .least = 1},
    [TYPE_LAW] = VALUE(SCALAR_LAW, A_LAW),
    [TYPE_LAW_BY] = VALUE_BY(SCALAR_LAW, A_LAW, TYPE_LAW),
    [TYPE_PROBABILITY] = VALUE(SCALAR_PROBABILITY, A_PROBABILITY),
    [TYPE_PROBABILITY_BY] = VALUE_BY(SCALAR_PROBABILITY, A_PROBABILITY, TYPE_PROBABILITY),
    [TYPE_CONFIDENCE] = VALUE(SCALAR_CONFIDENCE, "a percentage such as 95%"),
    [TYPE_RATE] = VALUE(SCALAR_RATE, "a rate such as 24 per year or 4% per month"),
    [TYPE_GROWTH] = VALUE(SCALAR_GROWTH, "a rate such as 10% per year"),
    [TYPE_DATE] = VALUE(SCALAR_DATE, "a date such as 2025-01-06"),
    [TYPE_TIME_OF_DAY] = VALUE(SCALAR_TIME_OF_DAY, "a time of day such as \"09:00\""),
    [TYPE_WEEKDAY] = PLAIN(SCALAR_WEEKDAYS, "weekdays such as mon or mon-fri"),
    [TYPE_WEEKDAYS] = {.expected = "weekdays such as mon or mon-fri", .scalar = SCALAR_WEEKDAYS,
                       .list = TYPE_WEEKDAY, .items_least = 1},
    [TYPE_OPENING] = PLAIN(SCALAR_OPENING, "opening hours such as mon-fri 08:00-16:00"),
    [TYPE_OPENINGS] = {.expected = "opening hours such as mon-fri 08:00-16:00", .scalar = SCALAR_OPENING,
                       .words = WORDS("always"),
                       .list = TYPE_OPENING, .items_least = 1, .items_most = 1000},
    [TYPE_ORDER] = {.expected = "'priority' or 'fifo'", .scalar = SCALAR_CHOICE,
                    .words = WORDS("priority", "fifo")},
    [TYPE_UNCERTAIN] = PLAIN(SCALAR_UNCERTAIN,
                             "14 d to 18 d, 1 of 4, interval 1.1 to 2.0, or times 0.8 to 1.25"),
    [TYPE_MOMENT] = PLAIN(SCALAR_MOMENT, "a moment (referral, STEP.arrive, STEP.start, STEP.end or exit)"),
    [TYPE_DATE_OR_DURATION] =
        VALUE(SCALAR_DATE_OR_DURATION,
              "a time such as 12 d, or a date such as 2025-01-06 or 2025-01-06 09:00"),
    [TYPE_TIMES] = LIST(TYPE_DATE_OR_DURATION, "a list of times or dates", FORMAT_ROWS_MAX),
    [TYPE_WINDOW] = {.expected = "a list of two durations, [earliest, latest]", .list = TYPE_DURATION,
                     .items_least = 2, .items_most = 2},

    [TYPE_STUDY] = {.expected = "a text or a mapping of notes", .scalar = SCALAR_TEXT, .map = KIND_STUDY},
    [TYPE_SOURCES] = MAP(KIND_SOURCES, "a mapping of keys to citations"),
    [TYPE_CITATION] = {.expected = "a citation", .scalar = SCALAR_TEXT, .map = KIND_CITATION},
    [TYPE_RUN] = MAP(KIND_RUN, "a mapping"),
    [TYPE_PATIENTS] = MAP(KIND_PATIENTS, "a mapping of names to classes of patients"),
    [TYPE_CLASS] = MAP(KIND_CLASS, "a mapping"),
    [TYPE_ARRIVALS] = MAP(KIND_ARRIVALS, "a mapping such as {rate: 24 per year}"),
    [TYPE_MONTHLY] = MAP(KIND_MONTHLY, "a mapping of months to factors"),
    [TYPE_ATTRIBUTES] = MAP(KIND_ATTRIBUTES, "a mapping of names to values"),
    [TYPE_ATTRIBUTE] = {.expected = "a value, {chance: 75%} or {one_of: {low: 60%, high: 40%}}",
                        .scalar = SCALAR_TEXT, .map = KIND_ATTRIBUTE, .evidence = true},
    [TYPE_SHARES] = MAP(KIND_SHARES, "a mapping of values to shares"),
    [TYPE_RESOURCES] = MAP(KIND_RESOURCES, "a mapping of names to resources"),
    [TYPE_RESOURCE] = MAP(KIND_RESOURCE, "a mapping such as {capacity: 4}"),
    [TYPE_SLOTS] = MAP(KIND_SLOTS, "a mapping of weekdays to numbers of slots"),
    [TYPE_CLOSURES] = LIST(TYPE_CLOSURE, "a list of closures", CLOSURES_MAX),
    [TYPE_CLOSURE] = MAP(KIND_CLOSURE, "a mapping with from and to"),
    [TYPE_BREAKS] = MAP(KIND_BREAKS, "a mapping with after and for"),
    [TYPE_HELD_BACK] = MAP(KIND_HELD_BACK, "a mapping with count and released"),
    [TYPE_RESOURCE_TARGET] = MAP(KIND_RESOURCE_TARGET, "a mapping such as {all_busy: 5%}"),
    [TYPE_PATHWAYS] = MAP(KIND_PATHWAYS, "a mapping of names to lists of steps"),
    [TYPE_STEPS] = LIST(TYPE_STEP, "a list of steps", FORMAT_STEPS_MAX),
    [TYPE_STEP] = MAP(KIND_STEP, "a mapping such as {step: NAME, takes: 3 d}"),
    [TYPE_WHEN] = MAP(KIND_WHEN, "a mapping of attributes to values"),
    [TYPE_BOOKS] = {.expected = "a resource, or a mapping such as {a_slot: {}, b_slot: {within: [1 d, 3 d]}}",
                    .scalar = SCALAR_NAME, .map = KIND_BOOKS},
    [TYPE_BOOKING] = MAP(KIND_BOOKING, "a mapping such as {within: [1 d, 3 d]}"),
    [TYPE_CLAIMS] = {.expected = "a resource, a list of resources or a mapping of resources to units",
                     .scalar = SCALAR_NAME, .list = TYPE_NAME, .map = KIND_CLAIMS, .items_most = 1000},
    [TYPE_SETS] = MAP(KIND_SETS, "a mapping of attributes to values"),
    [TYPE_FAILURE] = MAP(KIND_FAILURE, "a mapping such as {leaves: OUTCOME}"),
    [TYPE_FAILURE_BRANCHES] = {.expected = "a list of branches, each with a share",
                               .list = TYPE_FAILURE_BRANCH, .items_most = BRANCHES_MAX, .shares = true},
    [TYPE_FAILURE_BRANCH] = MAP(KIND_FAILURE_BRANCH, "a mapping such as {share: 40%, leaves: OUTCOME}"),
    [TYPE_ROUTES] = {.expected = "a list of branches, each with a share",
                     .list = TYPE_ROUTE, .items_most = BRANCHES_MAX, .shares = true},
    [TYPE_ROUTE] = MAP(KIND_ROUTE, "a mapping such as {share: 40%, steps: [...]}"),
    [TYPE_RISKS] = MAP(KIND_RISKS, "a mapping of names to risks"),
    [TYPE_RISK] = MAP(KIND_RISK, "a mapping"),
    [TYPE_MULTIPLIERS] = MAP(KIND_MULTIPLIERS, "a mapping of attributes to factors"),
    [TYPE_FACTORS] = MAP(KIND_FACTORS, "a mapping of values to factors"),
    [TYPE_MEASURES] = MAP(KIND_MEASURES, "a mapping of names to measures"),
    [TYPE_MEASURE] = MAP(KIND_MEASURE, "a mapping with from and to"),
    [TYPE_TARGET] = MAP(KIND_TARGET, "a mapping such as {p90: 45 d}"),
    [TYPE_SHARE_WITHIN] = MAP(KIND_SHARE_WITHIN, "a mapping of durations to shares, such as {42 d: 80%}"),
    [TYPE_COSTS] = MAP(KIND_COSTS, "a mapping"),
    [TYPE_RESOURCE_COST] = MAP(KIND_RESOURCE_COST, "a mapping such as {per_day_held: 900}"),
};

const struct format_law format_laws[] = {
    {"fixed", LAW_FIXED, {NULL}, "Always the same duration."},
    {"uniform", LAW_UNIFORM, {"min", "max"}, "Any duration between min and max, equally likely."},
    {"triangular", LAW_TRIANGULAR, {"min", "mode", "max"},
     "From min to max, most likely at mode, falling off in straight lines."},
    {"pert", LAW_PERT, {"min", "mode", "max"},
     "From min to max, most likely near mode, falling off smoothly: a beta law with shapes "
     "1 + 4 (mode - min)/(max - min) and 1 + 4 (max - mode)/(max - min)."},
    {"exponential", LAW_EXPONENTIAL, {"mean"},
     "Without memory: what has lasted long lasts no less from now."},
    {"erlang", LAW_ERLANG, {"phases", "mean"}, "The sum of so many exponential phases, 1 to 10,000."},
    {"gamma", LAW_GAMMA, {"mean", "sd"},
     "Skewed to the right, by mean and standard deviation: 0.01 to 30 times the mean."},
    {"lognormal", LAW_LOGNORMAL, {"mean", "sd"}, "Skewed to the right, by mean and standard deviation."},
    {"lognormal", LAW_LOGNORMAL_P90, {"median", "p90"},
     "Skewed to the right, by median and 90th percentile."},
    {"lognormal", LAW_LOGNORMAL_QUARTILES, {"median", "q1", "q3"},
     "Skewed to the right, by median and quartiles: the spread is that of q1 to q3."},
    {"weibull", LAW_WEIBULL, {"mean", "sd"},
     "A lifetime, by mean and standard deviation: 0.001 to 400 times the mean."},
    {"weibull", LAW_WEIBULL_SHAPE, {"shape", "scale"},
     "A lifetime, by shape (a number, 0.05 to 1000) and scale (a duration)."},
    {"normal", LAW_NORMAL, {"mean", "sd"}, "Symmetric; must have min:, for no duration is below zero."},
    {"empirical", LAW_EMPIRICAL, {"file", "column"},
     "The values of a list, or of a column of a CSV file, each equally likely."},
    {"discrete", LAW_DISCRETE, {"value", "weight"}, "One of a list of values, by weight."},
    {"mixture", LAW_MIXTURE, {"weight", "of"},
     "One of a list of distributions, by weight; at most 16 inside one another."},
    {"shifted", LAW_SHIFTED, {"by", "of"}, "A distribution moved to the right by a fixed duration."},
};
const size_t format_law_count = sizeof format_laws / sizeof *format_laws;

const struct format_parameter format_parameters[] = {
    {"phases", TYPE_PHASES}, {"shape", TYPE_SHAPE}, {"weight", TYPE_WEIGHT},
    {"of", TYPE_LAW},        {"file", TYPE_TEXT},   {"column", TYPE_TEXT},
};
const size_t format_parameter_count = sizeof format_parameters / sizeof *format_parameters;
