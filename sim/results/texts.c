/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results/texts.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "base/utf8.h"

#define NBSP NO_BREAK_SPACE
#define DASH "\xe2\x80\x93"

static const char *const english[TEXT_COUNT] = {
    [TEXT_OBSERVED] = "{1} patients referred in each of {2} replications; ranges are {3}% intervals.",
    [TEXT_OBSERVED_ONCE] = "{1} patients referred in one replication: too little for intervals.",
    [TEXT_TOO_FEW] = "Where a range is missing, too few patients were seen to give one.",
    [TEXT_NO_DATA] = "no data",
    [TEXT_NOT_APPLICABLE] = "-",
    [TEXT_UNLIMITED] = "no limit",
    [TEXT_DAYS] = "{1}" NBSP "d",
    [TEXT_DAYS_RANGE] = "{1}" NBSP "d" NBSP "({2}" DASH "{3})",
    [TEXT_HOURS] = "{1}" NBSP "h",
    [TEXT_HOURS_RANGE] = "{1}" NBSP "h" NBSP "({2}" DASH "{3})",
    [TEXT_MINUTES] = "{1}" NBSP "min",
    [TEXT_MINUTES_RANGE] = "{1}" NBSP "min" NBSP "({2}" DASH "{3})",
    [TEXT_SECONDS] = "{1}" NBSP "s",
    [TEXT_SECONDS_RANGE] = "{1}" NBSP "s" NBSP "({2}" DASH "{3})",
    [TEXT_PERCENT] = "{1}%",
    [TEXT_PERCENT_RANGE] = "{1}%" NBSP "({2}" DASH "{3}%)",
    [TEXT_BELOW] = "<{1}",
    [TEXT_MEAN] = "mean",
    [TEXT_MEDIAN] = "median",
    [TEXT_MEDIAN_P90] = "median" NBSP "{1}, p90" NBSP "{2}",
    [TEXT_TARGET_AT_MOST] = "target: {1} at most {2}: {3}",
    [TEXT_TARGET_AT_MOST_OF] = "target: {1} at most {2}: {4}, {3}",
    [TEXT_TARGET_WITHIN] = "target: at least {1} within {2}: {4}, {3}",
    [TEXT_TARGET_BUSY] = "target: all busy at most {1} of the time: {2}",
    [TEXT_MET] = "met",
    [TEXT_MISSED] = "missed",
    [TEXT_UNDECIDED] = "undecided",
    [TEXT_UNDECIDED_MORE] = "undecided (about {1} more replications would decide)",
    [TEXT_REACH] = "Reach {1}",
    [TEXT_MEASURED] = "Measured",
    [TEXT_OF_REFERRED] = "{1} of those referred",
    [TEXT_LOST_BEFORE] = "Lost before {1}",
    [TEXT_LOST_BY_ONE] = "{1}: {2}" NBSP "{3}",
    [TEXT_LOST_BY_TWO] = "{1}: {2}" NBSP "{3}, {4}" NBSP "{5}",
    [TEXT_LOST_BY_THREE] = "{1}: {2}" NBSP "{3}, {4}" NBSP "{5}, {6}" NBSP "{7}",
    [TEXT_IN_USE] = "{1} of {2} in use; all busy {3} of the time",
    [TEXT_IN_USE_UNLIMITED] = "{1} in use",
    [TEXT_OUTCOMES] = "Patients by outcome",
    [TEXT_OUTCOMES_COUNT] = "a replication",
    [TEXT_OUTCOMES_SHARE] = "share of those referred",
    [TEXT_OUTCOMES_ALL] = "all patients",
    [TEXT_LEDGER] = "Where the days go",
    [TEXT_LEDGER_OF] = "{1}, mean {2}",
    [TEXT_LEDGER_OTHER] = "other",
    [TEXT_LEDGER_TOTAL] = "total",
    [TEXT_TAKES] = "takes its time",
    [TEXT_NOTICE] = "notice",
    [TEXT_JOINS] = "waits for what runs beside it",
    [TEXT_CLOSED] = "closed",
    [TEXT_WAITS_FOR] = "waits for {1}",
    [TEXT_UNFIT] = "unfit: {1}",
    [TEXT_RESOURCES] = "Resources",
    [TEXT_CAPACITY] = "capacity",
    [TEXT_USED_UNITS] = "in use",
    [TEXT_UTILISED] = "utilised",
    [TEXT_ALL_BUSY] = "all busy",
    [TEXT_WAIT_MEAN] = "wait mean",
    [TEXT_WAIT_P90] = "wait p90",
    [TEXT_SLOTS] = "Appointments, a replication",
    [TEXT_OFFERED] = "offered",
    [TEXT_USED] = "used",
    [TEXT_LOST] = "lost",
    [TEXT_UNUSED] = "unused",
    [TEXT_RISKS] = "Risks",
    [TEXT_PER_PATIENT] = "per patient",
    [TEXT_LASTS_MEDIAN] = "median length",
    [TEXT_COSTS] = "Costs",
    [TEXT_COST_A_YEAR] = "A year",
    [TEXT_COST_A_PATIENT] = "A completed patient",
    [TEXT_MONEY] = "{1}" NBSP "{2}",
    [TEXT_FOOT_SCENARIO] = "Scenario",
    [TEXT_FOOT_CHANGED] = "Changed",
    [TEXT_FOOT_NOTHING] = "nothing",
    [TEXT_FOOT_RUN] = "Run",
    [TEXT_FOOT_RUN_LINE] = "seed {1}, replications {2}, confidence {3}%, cartsim {4}",
    [TEXT_FOOT_WINDOW] = "Window",
    [TEXT_FOOT_WINDOW_LINE] = "{1} d after {2} d of warm-up, from {3}",
    [TEXT_FOOT_FILES] = "Written",
    [TEXT_FOOT_PRECISION] = "Precision",
    [TEXT_PRECISION_OF] = "{1} is within {2}; {3} was asked",
    [TEXT_PRECISION_UNKNOWN] = "{1} has no interval; {2} was asked",
    [TEXT_PRECISION_REACHED] = "reached with {1} replications",
    [TEXT_PRECISION_LACKS] = "not reached by the cap of {1} replications; about {2} more needed",
    [TEXT_PRECISION_NEVER] = "not reached by the cap of {1} replications",
    [TEXT_AS_IT_IS] = "{1}",
    [TEXT_POINTS] = "{1}" NBSP "points",
    [TEXT_VALUE_RANGE] = "{1} ({2} to {3})",
    [TEXT_APART] = "  {1}",
    [TEXT_SAME] = "the same",
    [TEXT_LOWER] = "lower",
    [TEXT_HIGHER] = "higher",
    [TEXT_LOWER_BY] = "{1} lower ({2} to {3})",
    [TEXT_HIGHER_BY] = "{1} higher ({2} to {3})",
    [TEXT_UNCLEAR] = "no clear difference",
    [TEXT_NEEDS_MORE] = "needs about {1} more",
    [TEXT_COMPARED] = "{1}: {2} scenarios, {3} replications of each, seed {4}, the same luck in all.",
    [TEXT_COMPARED_RANGES] = "Ranges of differences hold together, all {2} of them, with {1}%.",
    [TEXT_LESS] = "{1} less {2}",
    [TEXT_NO_REFERRAL] = "Vein to vein says nothing of the wait before leukapheresis. Let the scenario "
                         "measure referral_to_infusion as well.",
    [TEXT_ANSWER_OF] = "{1} ({2}) against {3}:",
    [TEXT_ANSWER_TALLY] = "Of {1} figures {2} are lower, {3} higher, {4} the same, {5} not clearly "
                          "different.",
    [TEXT_ANSWER_NARROWED] = "Independent runs would have needed {2} times as many replications for "
                             "{1}.",
    [TEXT_ANSWER_NONE] = "{1}: no data.",
    [TEXT_ANSWER_SAME] = "{1} is the same in every replication.",
    [TEXT_ANSWER_UNCLEAR] = "{1}: no clear difference, {2}.",
    [TEXT_ANSWER_MORE] = "{1}: no clear difference yet, {2}; about {3} more replications would tell.",
    [TEXT_ANSWER_CLEAR] = "{1} is {2}.",
    [TEXT_ANSWER_NO_RANGES] =
        "{1}: too few values for intervals, so nothing can be said of changes. Run more "
        "replications (-n).",
    [TEXT_SWEPT] = "{1}: {2} points, {3} replications of each, seed {4}, the same luck in all.",
    [TEXT_SWEPT_RANGES] = "Bars are {1}% intervals, one by one. Changes from a value to the next hold "
                          "together, all {2} of them.",
    [TEXT_SWEPT_KEYS] = "by {1}",
    [TEXT_SWEPT_ACROSS] = "by {1}, across: {2}",
    [TEXT_SWEPT_NO_PICTURE] = "Too many points for a picture: they are all in sweep.csv.",
    [TEXT_SWEPT_BETWEEN] = "{1} is least at {2}, {3}, and greatest at {4}, {5}.",
    [TEXT_SWEPT_FALLS] = "Beyond {2} of {3}, {1} no longer falls clearly: with {4} it changes by {5}.",
    [TEXT_SWEPT_RISES] = "Beyond {2} of {3}, {1} no longer rises clearly: with {4} it changes by {5}.",
    [TEXT_SWEPT_CHANGES] = "Beyond {2} of {3}, {1} no longer changes clearly: with {4} by {5}.",
    [TEXT_SWEPT_STILL] = "{1} still changes clearly at the end, from {2} to {4} of {3}: by {5}.",
    [TEXT_SWEPT_NEVER] = "{1} changes clearly from no value of {2} to the next: no difference found.",
    [TEXT_SWEPT_ALL_FALLS] = "Beyond {2} of {3}, {1} no longer falls clearly, whatever the other values.",
    [TEXT_SWEPT_ALL_RISES] = "Beyond {2} of {3}, {1} no longer rises clearly, whatever the other values.",
    [TEXT_SWEPT_ALL_CHANGES] = "Beyond {2} of {3}, {1} no longer changes clearly, whatever the other values.",
    [TEXT_SWEPT_ALL_STILL] =
        "At some of the other values {1} still changes clearly at the end, from {2} to {4} "
        "of {3}.",
    [TEXT_PLAN_HEAD] =
        "{1}: {2} candidates, {3} to {4} replications of each, seed {5}, the same luck in all.",
    [TEXT_PLAN_HEAD_ALIKE] = "{1}: {2} candidates, {3} replications of each, seed {4}, the same luck in all.",
    [TEXT_PLAN_BY] = "The cheapest has the least {1}.",
    [TEXT_PLAN_TARGETS] = "Targets",
    [TEXT_PLAN_AT_MOST] = "{1} at most {2}",
    [TEXT_PLAN_AT_LEAST] = "{1} at least {2}",
    [TEXT_PLAN_COST] = "cost",
    [TEXT_PLAN_ALL] = "all",
    [TEXT_PLAN_REPLICATIONS] = "replications",
    [TEXT_PLAN_MET] = "{1}" NBSP "yes",
    [TEXT_PLAN_MISSED] = "{1}" NBSP NBSP "no",
    [TEXT_PLAN_OPEN] = "{1}" NBSP NBSP NBSP "?",
    [TEXT_PLAN_FRONTIER] = "What each cost buys (without candidates that another outdoes)",
    [TEXT_PLAN_POINT] = "{1}" NBSP "({2})",
    [TEXT_PLAN_LESS] = "With {1} it misses {2} first: {3}.",
    [TEXT_PLAN_LESS_NONE] = "No less of {1} was tried.",
    [TEXT_PLAN_RUNNER_UP] = "Runner-up: {1} (cost {2}), which meets all targets too.",
    [TEXT_PLAN_RUNNER_UP_OPEN] = "Runner-up: {1} (cost {2}); whether it meets all targets was not pursued.",
    [TEXT_PLAN_RUNNER_UP_NONE] = "There is no runner-up: each other candidate misses a target.",
    [TEXT_PLAN_NEAREST] = "Nearest: {1} (cost {2}), which misses {3}.",
    [TEXT_PLAN_DECIDED] = "Cheapest that meets all targets with {1}% confidence: {2} (cost {3}).",
    [TEXT_PLAN_NONE] = "None of the {1} candidates meets all targets, with {2}% confidence.",
    [TEXT_PLAN_UNDECIDED] = "Not decided within {1} replications: {2}.",
    [TEXT_PLAN_UNDECIDED_BEST] =
        "{2} (cost {3}) meets all targets with {1}% confidence; not decided of what may "
        "be cheaper: {4}.",
    [TEXT_PLAN_MORE] = "At most {1} replications of a candidate would decide: --max-reps {2}.",
    [TEXT_PLAN_EMPTY] = "Some candidates have no patients of whom a target speaks: take a longer horizon.",
    [TEXT_TWEAK_UNIT] = "one more {1}",
    [TEXT_TWEAK_SLOT] = "one more {1} a week ({2})",
    [TEXT_TWEAK_STEP] = "{1} a tenth shorter",
    [TEXT_TWEAK_RISK] = "{1} a tenth rarer",
    [TEXT_WORTH] = "{1}: what a little more of each thing is worth to {2}; {3} changes, {4} replications of "
                   "each, seed {5}, the same luck in all.",
    [TEXT_WORTH_RANGES] = "As it is: {1}. Ranges of the changes hold together, all {2} of them, with {3}%.",
    [TEXT_WORTH_SAME] = "The same in every replication: {1}.",
    [TEXT_WORTH_DAYS] = "Where the days go now",
    [TEXT_LOSSES] = "What capacity without end would change, of 100 who are referred",
    [TEXT_LOSSES_NOW] = "as it is",
    [TEXT_LOSSES_PLENTY] = "without end",
    [TEXT_LOSSES_WAITING] = "in the normal wait",
    [TEXT_LOSSES_FAILED] = "after a failed step",
    [TEXT_LOSSES_NONE] = "No outcome depends on capacity, in any replication.",
    [TEXT_ANSWER_WORTH_MOST] = "Worth most to {1}: {2}, {3}.",
    [TEXT_ANSWER_WORTH_NEXT] = "Then {1}, {2}.",
    [TEXT_ANSWER_WORTH_NONE] = "No difference found: none of the {2} changes makes {1} clearly better.",
    [TEXT_ANSWER_WORTH_TALLY] = "Of {1} changes {2} are clearly better, {3} clearly worse, {4} not clearly "
                                "different.",
    [TEXT_ANSWER_DAYS] = "Of {1}, {2} in the mean, {3} is waiting for resources: most for {4}, {5}.",
    [TEXT_ANSWER_LOSSES] =
        "Capacity without end would change the share of {1} by {2}: in the normal wait {3}, "
        "after a failed step {4}.",
    [TEXT_ANSWER_NO_LOSSES] = "Capacity without end would not clearly change how many complete: {1}.",
    [TEXT_SENS_HEAD] = "{1}: {2}, {3} points, {4} replications of each, seed {5}, the same luck in all.",
    [TEXT_SENS_TORNADO] = "each number at both ends of its range, the others as they are",
    [TEXT_SENS_MORRIS] = "Morris screening, {1} trajectories",
    [TEXT_SENS_SOBOL] = "Sobol indices, {1} draws of all numbers and as many anew",
    [TEXT_SENS_PSA] = "probabilistic analysis, {1} draws of all numbers and as many anew",
    [TEXT_SENS_TOGETHER] = "Ranges hold together, all {2} of them, with {1}%.",
    [TEXT_SENS_EACH] = "Ranges are {1}% intervals, each by itself.",
    [TEXT_SENS_NUMBERS] = "Numbers that may be others",
    [TEXT_SENS_BASE] = "{1}, {2} as the scenario is",
    [TEXT_SENS_KEY] = "# effect, = within its range, - its range, | as the scenario is",
    [TEXT_SENS_MU_STAR] = "mu*",
    [TEXT_SENS_MU] = "mu",
    [TEXT_SENS_SIGMA] = "sigma",
    [TEXT_SENS_MORRIS_KEY] = "How much the figure moves as a number goes over its range: mu* in size, mu "
                             "with its sign. A sigma near mu* or above: not the same everywhere, or together "
                             "with others. By chance alone one effect has an error of {1}.",
    [TEXT_SENS_ALONE] = "alone",
    [TEXT_SENS_WITH_ALL] = "with others",
    [TEXT_SENS_OF_ALL] = "of all variance",
    [TEXT_SENS_INDEX_KEY] =
        "alone: the share of the numbers' variance that would go were this known. with others: what would "
        "stay were all others known. of all variance: the share of the numbers' and of chance.",
    [TEXT_SENS_SPREAD] =
        "Over what the numbers may be {1} is {2} in the mean, {3} to {4} in 95 of 100 draws.",
    [TEXT_SENS_NOISE] = "Chance leaves an error of {1} in each point's figure; it is taken off.",
    [TEXT_SENS_LEFT_OUT] = "{1} of {2} draws are left out: the figure is not known at one of their points.",
    [TEXT_SENS_MOST] = "{1} moves most with {2}: {3} at {4}, {5} at {6}.",
    [TEXT_SENS_NO_DIFFERENCE] = "No difference was found in {1} for {2} of {3} numbers.",
    [TEXT_SENS_MORRIS_MOST] = "{1} moves most with {2}: by {3} over its range.",
    [TEXT_SENS_SOBOL_MOST] =
        "{1} depends most on {2}: alone it makes {3} of the variance that the numbers make, with others {4}.",
    [TEXT_SENS_PARAMETERS] = "The numbers make {2} of the variance of {1}; the rest is chance, between "
                             "one run of {3} y and another.",
    [TEXT_SENS_GRADE] = "{2} of the variance of {1} comes from numbers graded {3}.",
    [TEXT_SENS_NONE] = "{1}: the numbers make no variance that can be told from chance.",
    [TEXT_STORY_DATE_TIME] = "{1}" NBSP "{2}" NBSP "{3}",
    [TEXT_STORY_DATE] = "{1} {2}",
    [TEXT_STORY_MONDAY] = "Mon",
    [TEXT_STORY_TUESDAY] = "Tue",
    [TEXT_STORY_WEDNESDAY] = "Wed",
    [TEXT_STORY_THURSDAY] = "Thu",
    [TEXT_STORY_FRIDAY] = "Fri",
    [TEXT_STORY_SATURDAY] = "Sat",
    [TEXT_STORY_SUNDAY] = "Sun",
    [TEXT_STORY_TITLE] = "Patient {1}, replication {2} of seed {3}",
    [TEXT_STORY_WARMUP] =
        "Referred outside the observed window: the results of a run do not count this patient.",
    [TEXT_STORY_HEAD_DATE] = "date",
    [TEXT_STORY_HEAD_DAY] = "day",
    [TEXT_STORY_HEAD_STORY] = "what happened",
    [TEXT_STORY_AND] = "{1}, {2}",
    [TEXT_STORY_ATTRIBUTES] = "{1}; {2}",
    [TEXT_STORY_ATTRIBUTE] = "{1}:" NBSP "{2}",
    [TEXT_STORY_UNITS] = "{1}" NBSP "x" NBSP "{2}",
    [TEXT_STORY_VISIT] = "{1} (visit {2} of {3})",
    [TEXT_STORY_BESIDE] = "Beside {1}: {2}",
    [TEXT_STORY_WITHIN] = "In {1}: {2}",
    [TEXT_STORY_OF_RISK] = "{1}: {2}",
    [TEXT_STORY_REFERRED] = "Referred to {1}.",
    [TEXT_STORY_REFERRED_WITH] = "Referred to {1}. {2}.",
    [TEXT_STORY_STARTS] = "{1} starts.",
    [TEXT_STORY_STARTS_WAITED] = "{1} starts after a wait of {2}.",
    [TEXT_STORY_LASTS] = "{1}, for {2}.",
    [TEXT_STORY_LASTS_WAITED] = "{1}, for {2}, after a wait of {3}.",
    [TEXT_STORY_DONE] = "{1}.",
    [TEXT_STORY_DONE_WAITED] = "{1}, after a wait of {2}.",
    [TEXT_STORY_USES] = "{1} In" NBSP "use: {2}.",
    [TEXT_STORY_KEEPS] = "{1} Takes and keeps: {2}.",
    [TEXT_STORY_ENDS] = "{1} ends.",
    [TEXT_STORY_ENDS_AFTER] = "{1} ends, {2} after its start.",
    [TEXT_STORY_GIVES_BACK_TOO] = "{1} Given" NBSP "back: {2}.",
    [TEXT_STORY_GIVES_BACK] = "Given" NBSP "back: {1}.",
    [TEXT_STORY_GIVES_BACK_HELD] = "{1}, held for {2}",
    [TEXT_STORY_WAITS_FOR] = "{1} has to wait for {2}.",
    [TEXT_STORY_NEXT_IN_LINE] = "{1} (first in the queue)",
    [TEXT_STORY_ONE_AHEAD] = "{1} (1 ahead in the queue)",
    [TEXT_STORY_SOME_AHEAD] = "{1} ({2} ahead in the queue)",
    [TEXT_STORY_SHUT] = "{1} (closed now)",
    [TEXT_STORY_LEAVES_QUEUE] = "Leaves the queue for {1}.",
    [TEXT_STORY_BOOKED] = "{1} is booked for {2}, in {3} ({4}).",
    [TEXT_STORY_BOOKED_TOO] = "with it {1} for {2}.",
    [TEXT_STORY_MISSED] = "The appointment ({1}) is lost: not fit on the day.",
    [TEXT_STORY_CANCELLED] = "the appointment on {1} ({2}) is cancelled.",
    [TEXT_STORY_HELD_BACK] = "{1} finds no free appointment but those held back; they are released on {2}.",
    [TEXT_STORY_REFUSED_FULL] = "{1} is refused: too many wait already.",
    [TEXT_STORY_REFUSED_NONE] = "{1} is refused: there is no appointment to be had.",
    [TEXT_STORY_NOTICE_UNTIL] = "{1} needs {2} of notice: not before {3}.",
    [TEXT_STORY_UNFIT_FOR] = "{1} has to wait until fit again: {2}.",
    [TEXT_STORY_NOT_FOR] = "{1} is passed over: {2} is {3}.",
    [TEXT_STORY_NOT_SET] = "not set",
    [TEXT_STORY_BY_CHANCE] = "{1}: not this time, by chance.",
    [TEXT_STORY_NOT_AGAIN] = "{1} is not done again.",
    [TEXT_STORY_GOES_ON] = "what was begun beside {1} goes on, and is waited for again.",
    [TEXT_STORY_JOINS] = "{1} can end only when what runs beside it has ended.",
    [TEXT_STORY_EXTENDED] = "{1} cannot end before {2} is over.",
    [TEXT_STORY_FAILS] = "{1} fails.",
    [TEXT_STORY_CONTINUES] = "it goes on all the same.",
    [TEXT_STORY_REPEATS] = "back to {1}: repeat {2}.",
    [TEXT_STORY_REPEATS_OF] = "back to {1}: repeat {2} of at most {3}.",
    [TEXT_STORY_NO_MORE] = "{1} is not repeated any more: {2} is the most.",
    [TEXT_STORY_MOOT] = "the pathway has gone back already.",
    [TEXT_STORY_SET] = "From now on {1} is {2}.",
    [TEXT_STORY_BRANCH] = "{1} takes way {2} of {3}: {4}.",
    [TEXT_STORY_BRANCH_EMPTY] = "{1} takes way {2} of {3}, which has no steps.",
    [TEXT_STORY_STRIKES] = "{1} strikes.",
    [TEXT_STORY_STRIKES_UNFIT] = "{1} strikes. Not fit until it is over.",
    [TEXT_STORY_OVER] = "{1} is over after {2}.",
    [TEXT_STORY_OVER_FIT] = "{1} is over after {2}. Fit again.",
    [TEXT_STORY_COMPLETED] = "The pathway is completed, {1} after the referral.",
    [TEXT_STORY_TURNED_AWAY] = "Turned away, {1} after the referral.",
    [TEXT_STORY_CENSORED] =
        "The follow-up ends with the patient still under way, {1} after the referral (censored).",
    [TEXT_STORY_LEAVES] = "The pathway ends: {1}, {2} after the referral.",
    [TEXT_STORY_UNDERWAY] = "The replication ends with the patient still under way.",
    [TEXT_STORY_MEASURES] = "What was measured",
    [TEXT_STORY_MEASURE_AT_ONCE] = "{1}: no time",
    [TEXT_STORY_MEASURE_OF] = "{1}: {2}, of which",
    [TEXT_STORY_MEASURE_NONE] = "Not measured, for one of the two moments did not come: {1}.",
    [TEXT_STORY_EXACT] = "{1}" NBSP "d" NBSP "{2}",
};

const char *text_for(enum text key)
{
    return english[key];
}

/* Appends whole characters only. */
static size_t append(struct words *words, size_t used, const char *text, size_t length)
{
    size_t fits = 0;
    while (fits < length) {
        size_t step = utf8_step(text + fits, length - fits);
        if (used + fits + step >= WORDS_SIZE)
            break;
        fits += step;
    }
    memcpy(words->text + used, text, fits);
    words->text[used + fits] = '\0';
    return used + fits;
}

struct words text_filled(enum text key, const char *const *values)
{
    struct words words = {""};
    size_t used = 0, count = 0;
    while (values[count])
        count++;
    for (const char *at = english[key]; *at;) {
        size_t plain = strcspn(at, "{");
        used = append(&words, used, at, plain);
        at += plain;
        if (!*at)
            break;
        size_t index = (size_t)(at[1] - '1');
        assert(index < count && at[2] == '}');
        used = append(&words, used, values[index], strlen(values[index]));
        at += 3;
    }
    return words;
}
