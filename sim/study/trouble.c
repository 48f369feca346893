/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/trouble.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/codes.h"
#include "scenario/values.h"

/* A text that is added to until it is full. */
struct writing {
    const struct model *model;
    char *text;
    size_t size, used;
};

static void __attribute__((format(printf, 2, 3))) put(struct writing *to, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(to->text + to->used, to->size - to->used, format, arguments);
    va_end(arguments);
    to->used += length < 0 ? 0 : (size_t)length;
    if (to->used >= to->size)
        to->used = to->size - 1;
}

static void put_date(struct writing *to, int64_t seconds)
{
    char date[32];
    value_print_date(to->model->run.start_day + seconds / DAY, date, sizeof date);
    put(to, "%s", date);
}

static void put_patient(struct writing *to, const struct stuck *who)
{
    put(to, "%s %u", to->model->classes[who->class_index].name, who->number);
}

/* ---- a patient who goes round */

static void put_round(struct writing *to, const struct tangle *tangle)
{
    put(to, "error E%03d: patient ", FAULT_LOOP);
    put_patient(to, &tangle->who[0]);
    put(to, " goes round and round step '%s' on ", to->model->steps[tangle->who[0].step].name);
    put_date(to, tangle->since);
    put(to, " without any time passing; give a step on the way a duration (takes:) or bound the repeats "
            "(at_most:)");
}

/* ---- patients who wait for each other */

static void put_wait(struct writing *to, const struct tangle *tangle, int place)
{
    const struct stuck *who = &tangle->who[place];
    const struct stuck *next = &tangle->who[(place + 1) % tangle->count];
    put_patient(to, who);
    put(to, " at step '%s' has waited since ", to->model->steps[who->step].name);
    put_date(to, who->since);
    if (who->resource == NONE) {
        put(to, " to be fit, which it can't be before that step is over");
        return;
    }
    put(to, " for %s", to->model->resources[who->resource].name);
    if (place + 1 >= TANGLE_SHOWN && tangle->count > TANGLE_SHOWN)
        return;
    put(to, who->behind ? " behind " : ", kept by ");
    put_patient(to, next);
}

static void put_circle(struct writing *to, const struct tangle *tangle)
{
    int shown = tangle->count < TANGLE_SHOWN ? tangle->count : TANGLE_SHOWN;
    put(to, "since ");
    put_date(to, tangle->since);
    for (int i = 0; i < shown; i++) {
        put(to, i == 0 ? ": " : "; ");
        put_wait(to, tangle, i);
    }
    if (tangle->count > shown)
        put(to, "; and so on through %d patients more", tangle->count - shown);
}

static void put_deadlock(struct writing *to, const struct tangle *tangle)
{
    bool alone = tangle->count == 1;
    put(to, "error E%03d: %s for ever, ", FAULT_DEADLOCK,
        alone ? "a patient waits" : "patients wait for each other");
    put_circle(to, tangle);
    if (alone && tangle->who[0].resource == NONE)
        put(to, ". A step of a risk with unfit: true can't say fit: true");
    else
        put(to, ". Take these in the same order everywhere, or at once (needs: [...]), or give one back "
                "before asking for the next (releases:)");
}

/* ---- a run that comes to too much */

static bool put_bound(struct writing *to, enum simulation_result result)
{
    static const char *const mend[] = {
        [SIMULATION_CROWDED] =
            "more than 1,000,000 patients (or 2 GiB of them) are under way at once: a queue "
            "grows without end; check arrivals, capacities and slots",
        [SIMULATION_ENDLESS] =
            "more than 50,000,000 events in one replication; give a shorter horizon, fewer "
            "referrals, or longer times between what recurs",
        [SIMULATION_TOO_MUCH] = "too much to keep: more than 50,000,000 rows and pieces of ledgers of one "
                                "replication, or 200,000,000 numbers of all; give a shorter horizon, fewer "
                                "replications, or leave out --events"};
    int code = result == SIMULATION_CROWDED    ? FAULT_CROWD
               : result == SIMULATION_ENDLESS  ? FAULT_EVENTS
               : result == SIMULATION_TOO_MUCH ? FAULT_KEPT
                                               : 0;
    if (code)
        put(to, "error E%03d: %s", code, mend[result]);
    return code != 0;
}

/* ---- all of it */

static const char *plain_trouble(const struct replicate_outcome *outcome)
{
    switch (outcome->result) {
    case SIMULATION_DONE: return "the results could not be taken in";
    case SIMULATION_STOPPED: return "interrupted";
    case SIMULATION_UNBALANCED:
        return "the books don't balance; this is a defect of cartsim: please report it with the scenario";
    default: return "out of memory";
    }
}

void trouble_words(const struct model *model, const struct replicate_outcome *outcome, char *text,
                   size_t size)
{
    struct writing to = {model, text, size, 0};
    if (outcome->result == SIMULATION_LOOP)
        put_round(&to, &outcome->tangle);
    else if (outcome->result == SIMULATION_DEADLOCK)
        put_deadlock(&to, &outcome->tangle);
    else if (!put_bound(&to, outcome->result))
        put(&to, "%s", plain_trouble(outcome));
}

void circle_words(const struct model *model, const struct tangle *tangle, char *text, size_t size)
{
    struct writing to = {model, text, size, 0};
    put_circle(&to, tangle);
}
