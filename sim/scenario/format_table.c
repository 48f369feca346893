/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clang-format off: tables, laid out by hand */
#include "scenario/format_table.h"

#include <string.h>

/*
 * The kinds of mapping of the format, each with its keys. Types are in format_types.c.
 */

/* clang-format off: tables, an entry a line */

#define KEYS(...) ((const struct format_key[]){__VA_ARGS__, {.name = NULL}})
#define FIXED(called, meaning, ...) {.name = (called), .help = (meaning), .keys = KEYS(__VA_ARGS__)}
#define SOURCED(called, meaning, ...) \
    {.name = (called), .help = (meaning), .keys = KEYS(__VA_ARGS__), .sourced = true}
#define OPEN(called, meaning, key, type, most) \
    {.name = (called), .help = (meaning), .other_keys = (key), .others = (type), .count_most = (most)}
#define ENABLED {"enabled", TYPE_BOOLEAN, false, "false switches it off."}
/* What may follow a failure: alike in on_failure, on_refusal, then and the branches of one_of. */
#define FAILURE_KEYS \
    {"leaves", TYPE_NAME, false, "The patient's pathway ends with this outcome."}, \
    {"repeat", TYPE_NAME, false, "The patient goes back to this step."}, \
    {"at_most", TYPE_REPEATS, false, "How many times one patient may repeat; without it, any number."}, \
    {"then", TYPE_FAILURE, false, "What follows when all repeats are used up."}, \
    {"continues", TYPE_TRUE, false, "The patient goes on as if nothing had failed."}, \
    {"one_of", TYPE_FAILURE_BRANCHES, false, "One of these branches, by share."}, \
    {"sets", TYPE_SETS, false, "Attributes that change."}

const struct format_kind format_kinds[KIND_COUNT] = {
    [KIND_ROOT] = FIXED("a scenario", "The whole file.",
        {"cartsim", TYPE_VERSION, true, "The version of the format: 1."},
        {"name", TYPE_TEXT, false, "What reports call this scenario."},
        {"note", TYPE_TEXTS, false, "A remark for readers."},
        {"notes", TYPE_TEXTS, false, "Remarks for readers."},
        {"study", TYPE_STUDY, false, "What the study is for: aims, author, whatever a report should say."},
        {"sources", TYPE_SOURCES, false, "Keys for the citations that values name as their source."},
        {"run", TYPE_RUN, false, "How long and how often to simulate."},
        {"patients", TYPE_PATIENTS, true, "Who is referred."},
        {"resources", TYPE_RESOURCES, false, "What the centre has."},
        {"pathways", TYPE_PATHWAYS, true, "Which way patients go."},
        {"risks", TYPE_RISKS, false, "What can go wrong on the way."},
        {"measures", TYPE_MEASURES, false, "Which times to measure."},
        {"costs", TYPE_COSTS, false, "What resources cost."}),
    [KIND_EVIDENCE] = FIXED("a value with evidence", "A value, where it comes from and how good that is.",
        {"value", TYPE_ANY, true, "The value itself."},
        {"source", TYPE_SOURCE, false, "A key of the root's sources."},
        {"grade", TYPE_GRADE, false, "measured, published, expert or assumption."},
        {"why", TYPE_TEXT, false, "Why this value, in a sentence."}),
    [KIND_BY] = {
        .name = "a value by attribute", .help = "The value for each value of an attribute of the patient.",
        .keys = KEYS({"by", TYPE_NAME, true, "The attribute."},
                     {"otherwise", TYPE_ANY, false, "For every value that is not listed."}),
        .other_keys = SCALAR_TEXT, .others = TYPE_ANY, .count_most = 1000, .sourced = true},
    [KIND_STUDY] = OPEN("a mapping of notes", "Free text.", SCALAR_TEXT, TYPE_ANY, 0),
    [KIND_SOURCES] = OPEN("a mapping of sources", "Keys and the citations that they stand for.",
                          SCALAR_NAME, TYPE_CITATION, 10000),
    [KIND_CITATION] = OPEN("a citation", "Its parts, in any form.", SCALAR_TEXT, TYPE_ANY, 0),
    [KIND_RUN] = FIXED("the run", "How long and how often to simulate.",
        {"start", TYPE_DATE, false, "The first day."},
        {"warmup", TYPE_DURATION, false, "Time before anything is observed, so that the centre has filled."},
        {"horizon", TYPE_HORIZON, false, "How long referrals and resources are observed."},
        {"replications", TYPE_REPLICATIONS, false, "How many independent runs."},
        {"seed", TYPE_SEED, false, "The number from which all luck is made."},
        {"confidence", TYPE_CONFIDENCE, false, "The level of the intervals."},
        {"follow", TYPE_DURATION, false, "The longest time that patients are followed after the window."}),

    [KIND_PATIENTS] = OPEN("a mapping of classes", "Classes of patients by name.",
                           SCALAR_NAME, TYPE_CLASS, 100),
    [KIND_CLASS] = FIXED("a class of patients", "Patients who come alike and go one way.",
        {"pathway", TYPE_NAME, true, "The pathway that they follow."},
        {"priority", TYPE_PRIORITY, false, "0 is served first, 9 last."},
        {"arrivals", TYPE_ARRIVALS, true, "How they come."},
        {"attributes", TYPE_ATTRIBUTES, false, "What they bring with them."},
        ENABLED),
    [KIND_ARRIVALS] = SOURCED("arrivals", "How patients come: one of rate, every, at and file.",
        {"rate", TYPE_RATE, false, "At random, at this rate (a Poisson process)."},
        {"growth", TYPE_GROWTH, false, "How the rate grows, e.g. 10% per year."},
        {"monthly", TYPE_MONTHLY, false, "Factors on the rate, month by month."},
        {"days", TYPE_WEEKDAYS, false, "The weekdays on which the week's referrals fall."},
        {"every", TYPE_LAW, false, "The time between one and the next."},
        {"at", TYPE_TIMES, false, "Listed times since the start, or dates."},
        {"file", TYPE_TEXT, false, "A CSV file with the times or dates."},
        {"column", TYPE_TEXT, false, "The column of that file."},
        {"limit", TYPE_LIMIT, false, "Stops after so many patients."}),
    [KIND_MONTHLY] = FIXED("a mapping of months", "Factors; a month that is not named has 1.",
        {"jan", TYPE_FACTOR, false, "January."}, {"feb", TYPE_FACTOR, false, "February."},
        {"mar", TYPE_FACTOR, false, "March."}, {"apr", TYPE_FACTOR, false, "April."},
        {"may", TYPE_FACTOR, false, "May."}, {"jun", TYPE_FACTOR, false, "June."},
        {"jul", TYPE_FACTOR, false, "July."}, {"aug", TYPE_FACTOR, false, "August."},
        {"sep", TYPE_FACTOR, false, "September."}, {"oct", TYPE_FACTOR, false, "October."},
        {"nov", TYPE_FACTOR, false, "November."}, {"dec", TYPE_FACTOR, false, "December."}),
    [KIND_ATTRIBUTES] = OPEN("a mapping of attributes", "Attributes by name.",
                             SCALAR_NAME, TYPE_ATTRIBUTE, 200),
    [KIND_ATTRIBUTE] = SOURCED("an attribute", "A value by chance: one of chance and one_of.",
        {"chance", TYPE_PROBABILITY, false, "true with this probability, else false."},
        {"one_of", TYPE_SHARES, false, "One of these values, by share."}),
    [KIND_SHARES] = {
        .name = "a mapping of shares", .help = "Values and the share of each; they sum to 1.",
        .other_keys = SCALAR_TEXT, .others = TYPE_PROBABILITY, .count_most = 1000, .shares = true},

    [KIND_RESOURCES] = OPEN("a mapping of resources", "Resources by name.", SCALAR_NAME, TYPE_RESOURCE, 1000),
    [KIND_RESOURCE] = FIXED("a resource", "Units that are held (capacity), or appointments (slots).",
        {"capacity", TYPE_CAPACITY, false, "How many units, or unlimited."},
        {"slots", TYPE_SLOTS, false, "Appointments on each weekday."},
        {"at", TYPE_TIME_OF_DAY, false, "When slots begin; 00:00 without it."},
        {"held_back", TYPE_HELD_BACK, false, "Slots kept for priority 0."},
        {"closures", TYPE_CLOSURES, false, "Times with less capacity, or none."},
        {"opens", TYPE_OPENINGS, false, "When something may start; what runs, runs on."},
        {"breaks", TYPE_BREAKS, false, "Breakdowns of single units."},
        {"max_queue", TYPE_QUEUE, false, "The next one is turned away when so many wait."},
        {"order", TYPE_ORDER, false, "priority (the rule) or fifo."},
        {"target", TYPE_RESOURCE_TARGET, false, "What the resource should keep to."}),
    [KIND_SLOTS] = OPEN("a mapping of weekdays", "Slots on a weekday or on each of a range.",
                        SCALAR_WEEKDAYS, TYPE_CAPACITY_LEFT, 0),
    [KIND_CLOSURE] = FIXED("a closure", "From a day until the first day open again.",
        {"from", TYPE_DATE, true, "The first day closed."},
        {"to", TYPE_DATE, true, "The first day open again."},
        {"capacity", TYPE_CAPACITY_LEFT, false, "What is left; 0 without it."},
        ENABLED),
    [KIND_BREAKS] = FIXED("breaks", "How a unit breaks down.",
        {"after", TYPE_LAW, true, "The time in service before it breaks."},
        {"for", TYPE_LAW, true, "The time until it is mended."},
        ENABLED),
    [KIND_HELD_BACK] = FIXED("held_back", "Slots kept for priority 0.",
        {"count", TYPE_UNITS, true, "How many of a day's slots."},
        {"released", TYPE_DURATION, true, "How long before the slot it is open to all."},
        ENABLED),
    [KIND_RESOURCE_TARGET] = FIXED("a resource's target", "A bound on a figure of the resource.",
        {"all_busy", TYPE_PROBABILITY, true, "At most this share of the time with every unit busy."}),

    [KIND_PATHWAYS] = OPEN("a mapping of pathways", "Pathways by name, each a list of steps.",
                           SCALAR_NAME, TYPE_STEPS, 1000),
    [KIND_STEP] = FIXED("a step", "What happens to a patient, in the order of these keys.",
        {"step", TYPE_NAME, true, "Its name, one of its own in the pathway."},
        {"after", TYPE_NAME, false, "With extends: the step that this new one follows."},
        {"before", TYPE_NAME, false, "With extends: the step that this new one precedes."},
        {"removed", TYPE_BOOLEAN, false, "With extends: true takes the step out."},
        ENABLED,
        {"chance", TYPE_PROBABILITY_BY, false, "Else the step is skipped, with all in it."},
        {"when", TYPE_WHEN, false, "Only for these attributes; else skipped."},
        {"notice", TYPE_LAW_BY, false, "Not before so long from now."},
        {"fit", TYPE_BOOLEAN, false, "true: not while a risk makes the patient unfit."},
        {"books", TYPE_BOOKS, false, "Takes the first free slot that fits."},
        {"needs", TYPE_CLAIMS, false, "Units for the step alone, all at once."},
        {"holds", TYPE_CLAIMS, false, "Units kept until a later step releases them."},
        {"releases", TYPE_NAMES, false, "Gives back what an earlier step holds."},
        {"takes", TYPE_LAW_BY, false, "How long the step itself lasts."},
        {"steps", TYPE_STEPS, false, "Its sub-steps, in order."},
        {"meanwhile", TYPE_STEPS, false, "Steps beside it; the step ends when these have ended too."},
        {"each_time", TYPE_BOOLEAN, false, "true: runs again when a repeat comes past."},
        {"fails", TYPE_PROBABILITY_BY, false, "The probability of failing at its end."},
        {"on_failure", TYPE_FAILURE, false, "What follows a failure."},
        {"on_refusal", TYPE_FAILURE, false, "What follows when a full queue turns the patient away."},
        {"sets", TYPE_SETS, false, "Attributes that change at its end."},
        {"one_of", TYPE_ROUTES, false, "Routing: one branch is taken, by share."},
        {"every", TYPE_LAW_BY, false, "The step recurs, a visit each so long."},
        {"times", TYPE_REPEATS, false, "How many visits in all."},
        {"leaves", TYPE_NAME, false, "The patient's pathway ends with this outcome."},
        {"cost", TYPE_COST, false, "Each time it starts."}),
    [KIND_WHEN] = OPEN("a condition", "Attributes and the value, or list of values, each must have.",
                       SCALAR_NAME, TYPE_TEXTS, 200),
    [KIND_BOOKS] = OPEN("bookings", "Slots that are booked together.", SCALAR_NAME, TYPE_BOOKING, 10),
    [KIND_BOOKING] = FIXED("a booking", "How far after the first slot.",
        {"within", TYPE_WINDOW, false, "[earliest, latest] after the first slot."}),
    [KIND_CLAIMS] = OPEN("a mapping of resources", "Resources and how many units of each.",
                         SCALAR_NAME, TYPE_UNITS, 1000),
    [KIND_SETS] = OPEN("a mapping of attributes", "Attributes and their new values.",
                       SCALAR_NAME, TYPE_TEXT, 200),
    [KIND_FAILURE] = FIXED("what follows a failure", "One of leaves, repeat, continues and one_of.",
        FAILURE_KEYS),
    [KIND_FAILURE_BRANCH] = FIXED("a branch", "One of leaves, repeat, continues and one_of, with its share.",
        {"share", TYPE_PROBABILITY_BY, true, "How often this branch is taken."}, FAILURE_KEYS),
    [KIND_ROUTE] = FIXED("a branch", "Steps that a share of the patients take.",
        {"share", TYPE_PROBABILITY_BY, true, "How often this branch is taken."},
        {"steps", TYPE_STEPS, false, "Its steps; none: straight on."}),

    [KIND_RISKS] = OPEN("a mapping of risks", "Risks by name.", SCALAR_NAME, TYPE_RISK, 100),
    [KIND_RISK] = FIXED("a risk", "What may strike between two moments, whatever step the patient is in.",
        {"from", TYPE_MOMENT, false, "The moment from which it may strike; referral without it."},
        {"until", TYPE_MOMENT, false, "The moment from which it no longer may; exit without it."},
        {"rate", TYPE_RATE, false, "A hazard."},
        {"chance", TYPE_PROBABILITY_BY, false, "The probability of striking in the window."},
        {"after", TYPE_LAW_BY, false, "With chance: the time from the window's start."},
        {"recurs", TYPE_BOOLEAN, false, "true: it may strike again."},
        {"unfit", TYPE_BOOLEAN, false, "true: blocks steps with fit: true until its own steps have ended."},
        {"multiplied_by", TYPE_MULTIPLIERS, false, "Factors on the rate, by attribute."},
        {"steps", TYPE_STEPS, false, "What happens when it strikes."},
        {"leaves", TYPE_NAME, false, "The patient's pathway ends with this outcome."},
        {"extends_stay", TYPE_NAME, false, "The step that cannot end before the risk's steps have."},
        {"sets", TYPE_SETS, false, "Attributes that change."},
        ENABLED),
    [KIND_MULTIPLIERS] = OPEN("a mapping of attributes", "Factors by attribute and value.",
                              SCALAR_NAME, TYPE_FACTORS, 200),
    [KIND_FACTORS] = OPEN("a mapping of factors", "Values and their factors; others have 1.",
                          SCALAR_TEXT, TYPE_FACTOR, 1000),

    [KIND_MEASURES] = OPEN("a mapping of measures", "Measures by name.", SCALAR_NAME, TYPE_MEASURE, 100),
    [KIND_MEASURE] = FIXED("a measure", "The time from one moment to another.",
        {"from", TYPE_MOMENT, true, "Where it begins."},
        {"to", TYPE_MOMENT, true, "Where it ends."},
        {"first", TYPE_BOOLEAN, false, "true: of a moment that recurs the first counts, not the last."},
        {"target", TYPE_TARGET, false, "What it should keep to."},
        ENABLED),
    [KIND_TARGET] = FIXED("a target", "Statistics and their bounds.",
        {"mean", TYPE_DURATION, false, "At most."}, {"median", TYPE_DURATION, false, "At most; as p50."},
        {"p05", TYPE_DURATION, false, "At most."}, {"p10", TYPE_DURATION, false, "At most."},
        {"p25", TYPE_DURATION, false, "At most."}, {"p50", TYPE_DURATION, false, "At most."},
        {"p75", TYPE_DURATION, false, "At most."}, {"p90", TYPE_DURATION, false, "At most."},
        {"p95", TYPE_DURATION, false, "At most."}, {"p99", TYPE_DURATION, false, "At most."},
        {"share_within", TYPE_SHARE_WITHIN, false, "At least this share within that time."}),
    [KIND_SHARE_WITHIN] = OPEN("a mapping of durations", "Durations and the share that should lie within.",
                               SCALAR_DURATION, TYPE_PROBABILITY, 100),
    [KIND_COSTS] = {
        .name = "costs", .help = "What resources cost, by name.",
        .keys = KEYS({"currency", TYPE_TEXT, false, "What amounts are in."}),
        .other_keys = SCALAR_NAME, .others = TYPE_RESOURCE_COST, .count_most = 1001},
    [KIND_RESOURCE_COST] = FIXED("a resource's costs", "What one unit costs.",
        {"per_day_held", TYPE_COST, false, "A day in use."},
        {"per_day_open", TYPE_COST, false, "A day of being there, used or not."}),
};

/* clang-format on */

static const struct format_key *key_in(const struct format_key *keys, const char *name)
{
    for (; keys && keys->name; keys++)
        if (strcmp(keys->name, name) == 0)
            return keys;
    return NULL;
}

const struct format_key *format_key_find(enum format_kind_id kind, const char *name)
{
    const struct format_key *key = key_in(format_kinds[kind].keys, name);
    if (key || !format_kinds[kind].sourced)
        return key;
    key = key_in(format_kinds[KIND_EVIDENCE].keys, name);
    return key && !key->required ? key : NULL;
}

const struct format_law *format_law_find(const char *name)
{
    for (size_t i = 0; i < format_law_count; i++)
        if (strcmp(format_laws[i].name, name) == 0)
            return &format_laws[i];
    return NULL;
}

enum format_type_id format_parameter_type(const char *name)
{
    for (size_t i = 0; i < format_parameter_count; i++)
        if (strcmp(format_parameters[i].name, name) == 0)
            return format_parameters[i].type;
    return TYPE_DURATION;
}
