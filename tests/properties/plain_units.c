/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "properties/plain_state.h"

#include <stdlib.h>

/* Units: asked for all at once, given out by priority and then by who asked first, given back. */

/* ---- how many are there */

bool plain_open(const struct plain *plain, int resource)
{
    const struct resource *of = &plain->model->resources[resource];
    int weekday = model_weekday(plain->model, plain->now / DAY);
    bool open = of->opening_count == 0;
    for (int i = 0; i < of->opening_count; i++)
        open |= (of->openings[i].days >> weekday & 1u) && plain->now % DAY >= of->openings[i].from &&
                plain->now % DAY < of->openings[i].to;
    return open;
}

static int64_t free_units(const struct plain *plain, int resource)
{
    int capacity = model_capacity_at(&plain->model->resources[resource], plain->now);
    if (!plain_open(plain, resource))
        return 0;
    if (capacity == UNLIMITED)
        return INT32_MAX;
    return (int64_t)capacity - plain->broken[resource] - plain->in_use[resource];
}

/* ---- what is asked for */

static int claim_count(const struct step *of)
{
    return of->need_count + of->hold_count;
}

static const struct claim *claim_at(const struct step *of, int i)
{
    return i < of->need_count ? &of->needs[i] : &of->holds[i - of->need_count];
}

/* What is held already need not be asked for. */
static int missing(const struct person *who, const struct claim *claim)
{
    int kept = who->kept[claim->resource];
    return claim->units > kept ? claim->units - kept : 0;
}

static int missing_of(const struct plain *plain, const struct person *who, int step, int resource)
{
    const struct step *of = &plain->model->steps[step];
    for (int i = 0; i < claim_count(of); i++)
        if (claim_at(of, i)->resource == resource)
            return missing(who, claim_at(of, i));
    return 0;
}

static void take(struct plain *plain, struct person *who, int step)
{
    const struct step *of = &plain->model->steps[step];
    for (int i = 0; i < claim_count(of); i++) {
        const struct claim *claim = claim_at(of, i);
        int units = missing(who, claim);
        plain->in_use[claim->resource] += units;
        if (i < of->need_count)
            who->places[step].took[i] = units;
        else
            who->kept[claim->resource] += units;
    }
    plain_start(plain, who, step);
}

/* ---- the queues */

struct asker {
    struct person *who;
    int step;
};

/* All who queue; free the list. */
static struct asker *askers(const struct plain *plain, int *count)
{
    struct asker *list = plain_room(plain->people_count * (size_t)plain->model->step_count, sizeof *list);
    *count = 0;
    for (size_t i = 0; i < plain->people_count; i++)
        for (int s = 0; s < plain->model->step_count && !plain->people[i]->gone; s++)
            if (plain->people[i]->places[s].standing == QUEUEING)
                list[(*count)++] = (struct asker){plain->people[i], s};
    return list;
}

static bool asked_before(const struct asker *a, const struct asker *b)
{
    const struct place *of_a = &a->who->places[a->step], *of_b = &b->who->places[b->step];
    return of_a->asked != of_b->asked ? of_a->asked < of_b->asked : of_a->turn < of_b->turn;
}

static bool served_before(const struct asker *a, const struct asker *b)
{
    int of_a = a->who->class->priority, of_b = b->who->class->priority;
    return of_a != of_b ? of_a < of_b : asked_before(a, b);
}

static bool before_at(const struct plain *plain, int resource, const struct asker *a, const struct asker *b)
{
    return plain->model->resources[resource].fifo ? asked_before(a, b) : served_before(a, b);
}

static int asks(const struct plain *plain, const struct asker *asker, int resource)
{
    return missing_of(plain, asker->who, asker->step, resource);
}

/* Whether there are the units, and nobody who lacks some would be overtaken. */
static bool can_have_all(const struct plain *plain, const struct asker *list, int count,
                         const struct asker *asker)
{
    for (int r = 0; r < plain->model->resource_count; r++) {
        int64_t left = free_units(plain, r);
        int units = asks(plain, asker, r);
        if (units > 0 && units > left)
            return false;
        for (int i = 0; i < count && units > 0; i++)
            if (asks(plain, &list[i], r) > left && before_at(plain, r, &list[i], asker))
                return false;
    }
    return true;
}

/* Of those who can have all that they ask for, the first in the queue of the resource; or NULL. */
static const struct asker *first_at(const struct plain *plain, const struct asker *list, int count,
                                    int resource)
{
    const struct asker *first = NULL;
    for (int i = 0; i < count; i++)
        if (asks(plain, &list[i], resource) > 0 && (!first || before_at(plain, resource, &list[i], first)) &&
            can_have_all(plain, list, count, &list[i]))
            first = &list[i];
    return first;
}

/* Somebody else who is first at a resource for which this one asks; or NULL. */
static const struct asker *one_before(const struct plain *plain, const struct asker *list, int count,
                                      const struct asker *asker)
{
    for (int r = 0; r < plain->model->resource_count; r++)
        if (asks(plain, asker, r) > 0 && first_at(plain, list, count, r) != asker)
            return first_at(plain, list, count, r);
    return NULL;
}

/* Nobody goes before one who is ahead in a queue in which both stand; where that goes round, who has queued
 * longest. */
static const struct asker *first_of_all(const struct plain *plain, const struct asker *list, int count,
                                        const struct asker *asker)
{
    const struct asker *longest = asker, *before;
    for (int i = 0; (before = one_before(plain, list, count, asker)); i++) {
        asker = before;
        if (asked_before(asker, longest))
            longest = asker;
        if (i > 2 * plain->model->resource_count)
            return longest;
    }
    return asker;
}

static const struct asker *next_served(struct plain *plain, const struct asker *list, int count)
{
    const struct asker *first = NULL;
    for (int i = 0; i < count; i++)
        if ((!first || served_before(&list[i], first)) && can_have_all(plain, list, count, &list[i]))
            first = &list[i];
    return first ? first_of_all(plain, list, count, first) : NULL;
}

bool plain_serve_one(struct plain *plain)
{
    int count;
    struct asker *list = askers(plain, &count), next = {NULL, NONE};
    const struct asker *first = next_served(plain, list, count);
    if (first)
        next = *first;
    free(list);
    if (next.who)
        take(plain, next.who, next.step);
    return next.who != NULL;
}

/* Of the resources for which the patient asks: how many wait there most, and whether a queue is full. */
static int most_waiting(const struct plain *plain, const struct asker *asker, const struct asker *list,
                        int count, bool *full)
{
    int most = 0;
    *full = false;
    for (int r = 0; r < plain->model->resource_count; r++) {
        int waiting = 0, bound = plain->model->resources[r].queue_max;
        for (int i = 0; i < count; i++)
            waiting += asks(plain, &list[i], r) > 0;
        if (asks(plain, asker, r) == 0)
            continue;
        *full |= bound != NONE && waiting >= bound;
        most = waiting > most ? waiting : most;
    }
    return most;
}

/* At once, where nobody waits; refused, where the queue is full; else into the queue. */
void plain_hear_units(struct plain *plain, struct person *who, int step)
{
    const struct step *of = &plain->model->steps[step];
    const struct asker asker = {who, step};
    int count;
    bool full;
    who->places[step].turn = ++plain->turns;
    struct asker *list = askers(plain, &count);
    int waiting = most_waiting(plain, &asker, list, count, &full);
    bool can = can_have_all(plain, list, count, &asker);
    free(list);
    if (can && waiting == 0)
        take(plain, who, step);
    else if (!full || can)
        who->places[step].standing = QUEUEING;
    else if (of->on_refusal)
        plain_follow(plain, who, step, of->on_refusal, true);
    else
        plain_leave(plain, who, OUTCOME_TURNED_AWAY);
}

/* ---- given back */

void plain_give_back(struct plain *plain, struct person *who, int step)
{
    const struct step *of = &plain->model->steps[step];
    for (int i = 0; i < of->need_count; i++) {
        plain->in_use[of->needs[i].resource] -= who->places[step].took[i];
        who->places[step].took[i] = 0;
    }
}

void plain_release(struct plain *plain, struct person *who, int resource)
{
    plain->in_use[resource] -= who->kept[resource];
    who->kept[resource] = 0;
}

/* ---- breakdowns */

static void time_unit(struct plain *plain, int resource, int unit)
{
    const struct resource *of = &plain->model->resources[resource];
    bool broken = plain->is_broken[resource][unit];
    double u = stream_uniform(plain->key, broken ? of->purpose_for : of->purpose_after, (uint32_t)unit,
                              plain->unit_times[resource][unit]);
    int64_t lasts = law_seconds((broken ? &of->breaks_for : &of->breaks_after)->always, u);
    plain->unit_due[resource][unit] = plain->now + (lasts > 0 ? lasts : 1);
}

static bool has_breaks(const struct resource *of)
{
    return of->breaks_after.always != NULL && of->capacity > 0;
}

void plain_units_begin(struct plain *plain)
{
    for (int i = 0; i < plain->model->resource_count; i++) {
        const struct resource *of = &plain->model->resources[i];
        size_t units = has_breaks(of) ? (size_t)of->capacity : 0;
        plain->is_broken[i] = plain_room(units, sizeof(bool));
        plain->unit_due[i] = plain_room(units, sizeof(int64_t));
        plain->unit_times[i] = plain_room(units, sizeof(uint32_t));
        for (size_t k = 0; k < units; k++)
            time_unit(plain, i, (int)k);
    }
}

/* What breaks or is mended now; true when something did. */
bool plain_calendar(struct plain *plain)
{
    bool any = false;
    for (int i = 0; i < plain->model->resource_count; i++) {
        const struct resource *of = &plain->model->resources[i];
        for (int k = 0; has_breaks(of) && k < of->capacity; k++) {
            if (plain->unit_due[i][k] > plain->now)
                continue;
            plain->is_broken[i][k] = !plain->is_broken[i][k];
            plain->broken[i] += plain->is_broken[i][k] ? 1 : -1;
            plain->unit_times[i][k] += !plain->is_broken[i][k];
            time_unit(plain, i, k);
            any = true;
        }
    }
    return any;
}

static int64_t sooner(const struct plain *plain, int64_t next, int64_t time)
{
    return time > plain->now && time < next ? time : next;
}

/* The next time at which anything about the resources changes by itself. */
int64_t plain_calendar_next(const struct plain *plain)
{
    int64_t next = INT64_MAX, today = plain->now / DAY * DAY;
    for (int i = 0; i < plain->model->resource_count; i++) {
        const struct resource *of = &plain->model->resources[i];
        for (int k = 0; k < of->closure_count; k++)
            next = sooner(plain, sooner(plain, next, of->closures[k].from), of->closures[k].to);
        for (int k = 0; k < of->opening_count; k++)
            for (int64_t day = today; day <= today + DAY; day += DAY)
                next =
                    sooner(plain, sooner(plain, next, day + of->openings[k].from), day + of->openings[k].to);
        for (int k = 0; has_breaks(of) && k < of->capacity; k++)
            next = sooner(plain, next, plain->unit_due[i][k]);
    }
    return next;
}
