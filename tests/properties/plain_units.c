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
    bool seen;
    int served; /* the how-manieth of those who get units now; 0: does not */
};

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

/* Whether a stands before b in the queue of a resource for which both ask. */
static bool stands_before(const struct plain *plain, const struct asker *a, const struct asker *b)
{
    bool before = false;
    for (int i = 0; i < plain->model->resource_count; i++)
        if (missing_of(plain, a->who, a->step, i) > 0 && missing_of(plain, b->who, b->step, i) > 0)
            before |= plain->model->resources[i].fifo ? asked_before(a, b) : served_before(a, b);
    return before;
}

/* All who queue, and one who asks. */
static struct asker *askers(const struct plain *plain, struct person *also, int step, int *count)
{
    struct asker *list = plain_room(plain->people_count * (size_t)plain->model->step_count + 1, sizeof *list);
    *count = 0;
    if (also)
        list[(*count)++] = (struct asker){also, step, false, 0};
    for (size_t i = 0; i < plain->people_count; i++)
        for (int s = 0; s < plain->model->step_count && !plain->people[i]->gone; s++)
            if (plain->people[i]->places[s].standing == QUEUEING)
                list[(*count)++] = (struct asker){plain->people[i], s, false, 0};
    return list;
}

static bool has_one_before(const struct plain *plain, const struct asker *list, int count, int index)
{
    for (int i = 0; i < count; i++)
        if (i != index && !list[i].seen && stands_before(plain, &list[i], &list[index]))
            return true;
    return false;
}

/* The next to be looked at: nobody is before it in a queue in which it stands, and of such it is the first.
 */
static struct asker *first_of(const struct plain *plain, struct asker *list, int count)
{
    struct asker *first = NULL;
    for (int i = 0; i < count; i++)
        if (!list[i].seen && !has_one_before(plain, list, count, i) &&
            (!first || served_before(&list[i], first)))
            first = &list[i];
    if (first)
        first->seen = true;
    return first;
}

/* Marks who gets units now, and the count of them: along the queues, who lacks units of a resource lets
 * nobody by there. */
static int mark_served(const struct plain *plain, struct asker *list, int count)
{
    int64_t left[1000];
    bool held_up[1000] = {false};
    int resources = plain->model->resource_count, served = 0;
    for (int i = 0; i < resources; i++)
        left[i] = free_units(plain, i);
    for (struct asker *at; (at = first_of(plain, list, count));) {
        bool lacks = false;
        for (int i = 0; i < resources; i++) {
            int units = missing_of(plain, at->who, at->step, i);
            if (units > 0 && (held_up[i] || units > left[i]))
                lacks = held_up[i] = true;
        }
        for (int i = 0; i < resources && !lacks; i++)
            left[i] -= missing_of(plain, at->who, at->step, i);
        if (!lacks)
            at->served = ++served;
    }
    return served;
}

/* Where resources are served one after the other: the first of those who are served that asks for this one,
 * or who is before it in another queue. */
static int first_at(const struct plain *plain, const struct asker *list, int count, int resource)
{
    int first = NONE;
    for (int i = 0; i < count; i++)
        if (list[i].served && missing_of(plain, list[i].who, list[i].step, resource) > 0 &&
            (first == NONE || list[i].served < list[first].served))
            first = i;
    for (int i = 0; i < count && first != NONE; i++)
        if (list[i].served && list[i].served < list[first].served &&
            stands_before(plain, &list[i], &list[first])) {
            first = i;
            i = -1;
        }
    return first;
}

static int next_served(struct plain *plain, const struct asker *list, int count)
{
    int resources = plain->model->resource_count, first = NONE;
    for (int i = 0; i < resources && first == NONE && KNOWN_BY_RESOURCE; i++) {
        int resource = (plain->serving + i) % resources;
        first = first_at(plain, list, count, resource);
        if (first != NONE)
            plain->serving = resource;
    }
    for (int i = 0; i < count && !KNOWN_BY_RESOURCE; i++)
        if (list[i].served == 1)
            first = i;
    return first;
}

bool plain_serve_one(struct plain *plain)
{
    int count;
    struct asker *list = askers(plain, NULL, NONE, &count), next;
    int place = mark_served(plain, list, count) ? next_served(plain, list, count) : NONE;
    if (place != NONE)
        next = list[place];
    free(list);
    if (place != NONE)
        take(plain, next.who, next.step);
    return place != NONE;
}

/* Whether a queue in which the patient would have to wait is full. */
static bool is_refused(const struct plain *plain, const struct person *who, int step)
{
    int count;
    bool refused = false;
    struct asker *list = askers(plain, NULL, NONE, &count);
    for (int i = 0; i < plain->model->resource_count; i++) {
        int waiting = 0, most = plain->model->resources[i].queue_max;
        for (int k = 0; k < count; k++)
            waiting += missing_of(plain, list[k].who, list[k].step, i) > 0;
        refused |= most != NONE && waiting >= most && missing_of(plain, who, step, i) > 0;
    }
    free(list);
    return refused;
}

static bool somebody_waits(const struct plain *plain, const struct person *who, int step)
{
    int count;
    bool waits = false;
    struct asker *list = askers(plain, NULL, NONE, &count);
    for (int i = 0; i < plain->model->resource_count; i++)
        for (int k = 0; k < count; k++)
            waits |=
                missing_of(plain, who, step, i) > 0 && missing_of(plain, list[k].who, list[k].step, i) > 0;
    free(list);
    return waits;
}

void plain_hear_units(struct plain *plain, struct person *who, int step)
{
    const struct step *of = &plain->model->steps[step];
    int count;
    who->places[step].turn = ++plain->turns;
    struct asker *list = askers(plain, who, step, &count);
    mark_served(plain, list, count);
    bool gets = list[0].served;
    free(list);
    if (gets && !(KNOWN_REFUSED && is_refused(plain, who, step) && somebody_waits(plain, who, step))) {
        take(plain, who, step);
    } else if (!is_refused(plain, who, step)) {
        who->places[step].standing = QUEUEING;
    } else if (of->on_refusal) {
        plain_follow(plain, who, step, of->on_refusal, true);
    } else {
        plain_leave(plain, who, OUTCOME_TURNED_AWAY);
    }
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
