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
    {"leaves", TYPE_NAME, false, "The pathway ends with this outcome."}, \
    {"repeat", TYPE_NAME, false, \
     "Back to that step: the same, one before it in its list, or the step around it or " \
     "before that, and so on outwards."}, \
    {"at_most", TYPE_REPEATS, false, \
     "With repeat: how often, of one patient and for good; without it there is no bound."}, \
    {"then", TYPE_FAILURE, false, "With at_most: what follows the last repeat."}, \
    {"continues", TYPE_TRUE, false, "Goes on as if nothing had failed."}, \
    {"one_of", TYPE_FAILURE_BRANCHES, false, "One of these, by share; shares sum to 1."}, \
    {"sets", TYPE_SETS, false, "Attributes that change; they come first."}

const struct format_kind format_kinds[KIND_COUNT] = {
    [KIND_ROOT] = FIXED("a scenario", "The whole file.",
        {"cartsim", TYPE_VERSION, true, "The version of the format: 1."},
        {"extends", TYPE_TEXT, false, "The file that this one builds on, by its path from here."},
        {"name", TYPE_TEXT, false, "What reports call the scenario; without it the path of the file."},
        {"note", TYPE_TEXTS, false, "A remark for readers, or a list of them."},
        {"notes", TYPE_TEXTS, false, "The same."},
        {"study", TYPE_STUDY, false, "Aims, author, whatever a reader should know, in any form."},
        {"sources", TYPE_SOURCES, false,
         "Keys and the citations they stand for; values name them as their source."},
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
        {"why", TYPE_TEXT, false, "Why this value, in a sentence."},
        {"uncertain", TYPE_UNCERTAIN, false,
         "What else the value may be, for cartsim sensitivity: 14 d to 18 d, 1 of 4, interval 1.1 to "
         "2.0, or times 0.8 to 1.25."}),
    [KIND_BY] = {
        .name = "a value by attribute", .help = "The value for each value of an attribute of the patient.",
        .keys = KEYS({"by", TYPE_NAME, true, "The attribute."},
                     {"otherwise", TYPE_ANY, false, "For every value that is not listed."}),
        .other_keys = SCALAR_TEXT, .others = TYPE_ANY, .count_most = 1000, .sourced = true},
    [KIND_STUDY] = {
        .name = "a mapping of notes",
        .help = "What only the author knows, in any form; `cartsim describe` shows it. Other keys are free.",
        .keys = KEYS({"purpose", TYPE_ANY, false, "What the model is for: the decision, and whose it is."},
                     {"aims", TYPE_ANY, false, "What is compared or sought in the experiments."},
                     {"data", TYPE_ANY, false, "Where data come from: sample, dates, permission."},
                     {"preprocessing", TYPE_ANY, false, "What was done to the data before they went in."},
                     {"sharing", TYPE_ANY, false, "Where model and results can be had, and their licence."},
                     {"warmup", TYPE_ANY, false, "How the warm-up was chosen."},
                     {"replications", TYPE_ANY, false, "Why so many replications."}),
        .other_keys = SCALAR_TEXT, .others = TYPE_ANY},
    [KIND_SOURCES] = OPEN("a mapping of sources", "Keys and the citations that they stand for.",
                          SCALAR_NAME, TYPE_CITATION, 10000),
    [KIND_CITATION] = OPEN("a citation", "Its parts, in any form.", SCALAR_TEXT, TYPE_ANY, 0),
    [KIND_RUN] = FIXED("the run", "How long and how often to simulate.",
        {"start", TYPE_DATE, false,
         "The first day; it decides weekdays, months and where dates lie. 2025-01-06 without "
         "it."},
        {"warmup", TYPE_DURATION, false,
         "Nothing is observed before it is over: the centre has to fill. 1 y without it."},
        {"horizon", TYPE_HORIZON, false,
         "How long referrals and resources are observed. 3 y without it."},
        {"replications", TYPE_REPLICATIONS, false,
         "How many independent runs, 1 to 1,000,000. 100 without it."},
        {"seed", TYPE_SEED, false, "The number from which all luck is made. 1 without it."},
        {"confidence", TYPE_CONFIDENCE, false,
         "The level of the intervals, above 50% and below 99.99%. 95% without it."},
        {"follow", TYPE_DURATION, false,
         "The longest time for which patients are followed after the window. To the exit "
         "without it, at most 1000 y."}),

    [KIND_PATIENTS] = OPEN("a mapping of classes", "Classes of patients by name.",
                           SCALAR_NAME, TYPE_CLASS, 100),
    [KIND_CLASS] = FIXED("a class of patients", "Patients who come alike and go one way.",
        {"pathway", TYPE_NAME, true, "The name of the pathway that they follow."},
        {"priority", TYPE_PRIORITY, false, "0 is served first, 9 last; 5 without it."},
        {"arrivals", TYPE_ARRIVALS, true, "How they come."},
        {"attributes", TYPE_ATTRIBUTES, false, "What they bring with them, drawn at referral."},
        ENABLED),
    [KIND_ARRIVALS] = SOURCED("arrivals", "How patients come: one of rate, every, at and file.",
        {"rate", TYPE_RATE, false, "At random, so often (a Poisson process)."},
        {"growth", TYPE_GROWTH, false,
         "With rate: compound, day by day from the start of the scenario; -100% to 1000% a "
         "year."},
        {"monthly", TYPE_MONTHLY, false,
         "With rate: factors by month, 1 where none is given. They are not evened out."},
        {"days", TYPE_WEEKDAYS, false,
         "With rate: only on these weekdays, where the whole week's referrals then fall."},
        {"every", TYPE_LAW, false,
         "The time between one and the next, the first from the start on; some time must be "
         "able to pass."},
        {"at", TYPE_TIMES, false,
         "Times since the start, or dates, with a time of day or without, none before it; in any "
         "order."},
        {"file", TYPE_TEXT, false, "A CSV file with such times or dates; a bare number is in days."},
        {"column", TYPE_TEXT, false, "With file: the column, by its name in the first line."},
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
        {"capacity", TYPE_CAPACITY, false,
         "How many units. Unlimited: nobody waits, and the occupancy shows what would be "
         "needed."},
        {"slots", TYPE_SLOTS, false,
         "Appointments on each weekday; a weekday is given once, others have none."},
        {"at", TYPE_TIME_OF_DAY, false, "With slots: when the day's slots begin; 00:00 without it."},
        {"held_back", TYPE_HELD_BACK, false,
         "With slots: of each day's so many are kept for priority 0, until so long before the "
         "slot."},
        {"closures", TYPE_CLOSURES, false, "Times with less capacity, or none."},
        {"opens", TYPE_OPENINGS, false,
         "With capacity: units are only given out in these hours; what runs, runs on. Hours "
         "over midnight are two entries. always: at any time, as without it."},
        {"breaks", TYPE_BREAKS, false, "With capacity: breakdowns of single units."},
        {"max_queue", TYPE_QUEUE, false,
         "Who would have to wait when so many wait already is turned away; 0: nobody waits; "
         "unlimited: nobody is turned away, as without it."},
        {"order", TYPE_ORDER, false,
         "Of the queue for units: priority, as without it, or fifo: first come, first served."},
        {"target", TYPE_RESOURCE_TARGET, false, "With capacity: what the resource should keep to."}),
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
        {"released", TYPE_DURATION, true, "So long before the slot it is open to all."},
        ENABLED),
    [KIND_RESOURCE_TARGET] = FIXED("a resource's target", "A bound on a figure of the resource.",
        {"all_busy", TYPE_PROBABILITY, true, "At most this share of the time with every unit in use."},
        ENABLED),

    [KIND_PATHWAYS] = OPEN("a mapping of pathways", "Pathways by name, each a list of steps.",
                           SCALAR_NAME, TYPE_STEPS, 1000),
    [KIND_STEP] = FIXED("a step", "What happens to a patient, in the order of these keys.",
        {"step", TYPE_NAME, true, "Its name, unique within the pathway."},
        {"after", TYPE_NAME, false, "With extends: the step that this new one follows."},
        {"before", TYPE_NAME, false, "With extends: the step that this new one precedes."},
        {"removed", TYPE_BOOLEAN, false, "With extends: true takes the step out."},
        ENABLED,
        {"chance", TYPE_PROBABILITY_BY, false,
         "Only with this probability; else the step is skipped with all inside it."},
        {"when", TYPE_WHEN, false,
         "Only patients who have each of these; of a list any will do. Else skipped, as by "
         "chance."},
        {"notice", TYPE_LAW_BY, false, "Not before so long from the arrival, counted once."},
        {"fit", TYPE_BOOLEAN, false, "true: not while a risk with unfit: true is active."},
        {"books", TYPE_BOOKS, false, "An appointment: the first free slot that fits."},
        {"needs", TYPE_CLAIMS, false,
         "Units for this step alone, all at once, given back at its end."},
        {"holds", TYPE_CLAIMS, false, "Units kept until a later step releases them."},
        {"releases", TYPE_NAMES, false, "Gives back, as it starts, all that is held of these."},
        {"takes", TYPE_LAW_BY, false, "The step's own time."},
        {"steps", TYPE_STEPS, false, "Sub-steps, in order."},
        {"meanwhile", TYPE_STEPS, false,
         "Steps beside it; the step ends when its time, its sub-steps and these have all ended."},
        {"each_time", TYPE_BOOLEAN, false,
         "On a step of meanwhile, true: runs again when a repeat comes past."},
        {"fails", TYPE_PROBABILITY_BY, false, "The probability of failing, decided at its end."},
        {"on_failure", TYPE_FAILURE, false, "What follows a failure."},
        {"on_refusal", TYPE_FAILURE, false,
         "What follows when a full queue turns the patient away; the outcome turned_away "
         "without it."},
        {"sets", TYPE_SETS, false, "Attributes that change at its end."},
        {"one_of", TYPE_ROUTES, false,
         "Routing: the steps of one branch follow, by share; shares sum to 1."},
        {"every", TYPE_LAW_BY, false, "The step recurs: a visit each so long."},
        {"times", TYPE_REPEATS, false, "With every: how many visits in all."},
        {"leaves", TYPE_NAME, false, "The pathway ends here, with this outcome."},
        {"cost", TYPE_COST, false, "An amount of money, each time it starts."}),
    [KIND_WHEN] = OPEN("a condition", "Attributes and the value, or list of values, each must have.",
                       SCALAR_NAME, TYPE_TEXTS, 200),
    [KIND_BOOKS] = OPEN("bookings", "Slots that are booked together.", SCALAR_NAME, TYPE_BOOKING, 10),
    [KIND_BOOKING] = FIXED("a booking", "How far after the first slot.",
        {"within", TYPE_WINDOW, false, "The earliest and the latest, after the first slot."}),
    [KIND_CLAIMS] = OPEN("a mapping of resources to units", "Resources and how many units of each.",
                         SCALAR_NAME, TYPE_UNITS, 1000),
    [KIND_SETS] = OPEN("a mapping of attributes to values", "Attributes and their new values.",
                       SCALAR_NAME, TYPE_TEXT, 200),
    [KIND_FAILURE] = FIXED("what follows a failure", "One of leaves, repeat, continues and one_of.",
        FAILURE_KEYS),
    [KIND_FAILURE_BRANCH] = FIXED("a branch after a failure",
        "One of leaves, repeat, continues and one_of, with its share.",
        {"share", TYPE_PROBABILITY_BY, true, "How often this branch is taken."}, FAILURE_KEYS),
    [KIND_ROUTE] = FIXED("a branch of steps", "Steps that a share of the patients take.",
        {"share", TYPE_PROBABILITY_BY, true, "How often this branch is taken."},
        {"steps", TYPE_STEPS, false, "Its steps; without them it goes straight on."}),

    [KIND_RISKS] = OPEN("a mapping of risks", "Risks by name.", SCALAR_NAME, TYPE_RISK, 100),
    [KIND_RISK] = FIXED("a risk", "What may strike between two moments, whatever step the patient is in.",
        {"from", TYPE_MOMENT, false, "The moment that opens the window; referral without it."},
        {"until", TYPE_MOMENT, false, "The moment that closes it; exit without it."},
        {"rate", TYPE_RATE, false, "A hazard; it may strike as long as the window is open."},
        {"chance", TYPE_PROBABILITY_BY, false, "The probability of striking in the window."},
        {"after", TYPE_LAW_BY, false,
         "With chance: so long after the window opens; at once without it. A window that closes "
         "sooner spares the patient."},
        {"recurs", TYPE_BOOLEAN, false, "true: it may strike again, once its own steps have ended."},
        {"unfit", TYPE_BOOLEAN, false,
         "true: keeps the patient from every step with fit: true until its own steps have "
         "ended."},
        {"multiplied_by", TYPE_MULTIPLIERS, false,
         "With rate: factors on it, by attribute; they hold from the moment at which that "
         "changes."},
        {"steps", TYPE_STEPS, false,
         "What happens when it strikes, beside whatever the patient is doing."},
        {"leaves", TYPE_NAME, false,
         "The pathway ends with this outcome, when the risk's own steps (if any) have ended."},
        {"extends_stay", TYPE_NAME, false, "The step that can't end before the risk's steps have."},
        {"sets", TYPE_SETS, false, "Attributes that change at the strike."},
        ENABLED),
    [KIND_MULTIPLIERS] = OPEN("a mapping of attributes to factors", "Factors by attribute and value.",
                              SCALAR_NAME, TYPE_FACTORS, 200),
    [KIND_FACTORS] = OPEN("a mapping of factors", "Values and their factors; others have 1.",
                          SCALAR_TEXT, TYPE_FACTOR, 1000),

    [KIND_MEASURES] = OPEN("a mapping of measures", "Measures by name.", SCALAR_NAME, TYPE_MEASURE, 100),
    [KIND_MEASURE] = FIXED("a measure", "The time from one moment to another.",
        {"from", TYPE_MOMENT, true, "The moment where it begins; not exit."},
        {"to", TYPE_MOMENT, true, "The moment where it ends; not referral."},
        {"first", TYPE_BOOLEAN, false,
         "true: the first from and the first to after that count, not the last."},
        {"target", TYPE_TARGET, false, "What it should keep to."},
        ENABLED),
    [KIND_TARGET] = FIXED("a target", "Statistics and their bounds.",
        {"mean", TYPE_DURATION, false, "The mean, at most."},
        {"median", TYPE_DURATION, false, "The median, at most; as p50."},
        {"p05", TYPE_DURATION, false, "The 5th percentile, at most."},
        {"p10", TYPE_DURATION, false, "The 10th percentile, at most."},
        {"p25", TYPE_DURATION, false, "The 25th percentile, at most."},
        {"p50", TYPE_DURATION, false, "The 50th percentile, at most."},
        {"p75", TYPE_DURATION, false, "The 75th percentile, at most."},
        {"p90", TYPE_DURATION, false, "The 90th percentile, at most."},
        {"p95", TYPE_DURATION, false, "The 95th percentile, at most."},
        {"p99", TYPE_DURATION, false, "The 99th percentile, at most."},
        {"share_within", TYPE_SHARE_WITHIN, false,
         "For each duration the share that lies within, at least."},
        ENABLED),
    [KIND_SHARE_WITHIN] = OPEN("a mapping of durations", "Durations and the share that should lie within.",
                               SCALAR_DURATION, TYPE_PROBABILITY, 100),
    [KIND_COSTS] = {
        .name = "costs", .help = "What resources cost, by name.",
        .keys = KEYS({"currency", TYPE_TEXT, false, "What amounts are in."}),
        .other_keys = SCALAR_NAME, .others = TYPE_RESOURCE_COST, .count_most = 1001},
    [KIND_RESOURCE_COST] = FIXED("a resource's costs", "What one unit costs.",
        {"per_day_held", TYPE_COST, false, "For each unit and day in use."},
        {"per_day_open", TYPE_COST, false, "For each unit and day that is there, used or not."}),
};

/* clang-format on */

static const struct format_key *key_in(const struct format_key *keys, const char *name)
{
    for (; keys && keys->name; keys++)
        if (strcmp(keys->name, name) == 0)
            return keys;
    return NULL;
}

bool format_stands_beside(const struct format_key *key)
{
    return !key->required && key->type != TYPE_UNCERTAIN;
}

const struct format_key *format_key_find(enum format_kind_id kind, const char *name)
{
    const struct format_key *key = key_in(format_kinds[kind].keys, name);
    if (key || !format_kinds[kind].sourced)
        return key;
    key = key_in(format_kinds[KIND_EVIDENCE].keys, name);
    return key && format_stands_beside(key) ? key : NULL;
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
