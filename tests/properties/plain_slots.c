/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "properties/plain_state.h"

#include <stdlib.h>

/* Appointments: the first free slot that fits, all of a booking or none. */

static int64_t slot_time(const struct plain *plain, int resource, int64_t day)
{
    return day * DAY + plain->model->resources[resource].slot_at;
}

/* Whether the patient may have a slot of that day; with all: were nothing kept any more. */
static bool has_slot(const struct plain *plain, const struct person *who, int resource, int64_t day, bool all)
{
    const struct resource *of = &plain->model->resources[resource];
    int left = model_slots_on(plain->model, of, day), kept = of->held_count;
    for (size_t i = 0; i < plain->booking_count; i++) {
        const struct booking_made *made = &plain->bookings[i];
        bool that = made->resource == resource && made->day == day;
        left -= that;
        kept -= that && made->who->class->priority == 0;
    }
    bool released = plain->now >= slot_time(plain, resource, day) - of->held_until;
    if (kept < 0 || released || all || who->class->priority == 0)
        kept = 0;
    return left > kept;
}

/* The last day on which anything differs from week to week. */
static int64_t last_day(const struct plain *plain, int64_t from)
{
    int64_t last = from / DAY;
    for (size_t i = 0; i < plain->booking_count; i++)
        last = plain->bookings[i].day > last ? plain->bookings[i].day : last;
    for (int i = 0; i < plain->model->resource_count; i++)
        for (int k = 0; k < plain->model->resources[i].closure_count; k++) {
            int64_t to = plain->model->resources[i].closures[k].to / DAY;
            last = to > last && to < last + 365 * 100 ? to : last;
        }
    return last + 50;
}

/* The day for each part of a booking whose first is on days[0]. */
static bool others_fit(const struct plain *plain, const struct person *who, const struct step *of, bool all,
                       int64_t *days)
{
    int64_t anchor = slot_time(plain, of->books[0].resource, days[0]);
    for (int i = 1; i < of->book_count; i++) {
        const struct booking *book = &of->books[i];
        int64_t at = plain->model->resources[book->resource].slot_at, day = anchor / DAY - 1;
        int64_t from = anchor + book->within_from, to = anchor + book->within_to;
        while (day * DAY + at < from ||
               (day * DAY + at <= to && !has_slot(plain, who, book->resource, day, all)))
            day++;
        if (day * DAY + at > to)
            return false;
        days[i] = day;
    }
    return true;
}

static bool find_days(const struct plain *plain, const struct person *who, int step, bool all, int64_t *days)
{
    const struct step *of = &plain->model->steps[step];
    int resource = of->books[0].resource;
    int64_t earliest = who->places[step].earliest > plain->now ? who->places[step].earliest : plain->now;
    int64_t last = last_day(plain, earliest);
    for (days[0] = earliest / DAY; days[0] <= last; days[0]++)
        if (slot_time(plain, resource, days[0]) >= earliest && has_slot(plain, who, resource, days[0], all) &&
            others_fit(plain, who, of, all, days))
            return true;
    return false;
}

/* When nothing is kept any more of slots on those days. */
static int64_t released_at(const struct plain *plain, const struct step *of, const int64_t *days)
{
    int64_t at = plain->now;
    for (int i = 0; i < of->book_count; i++) {
        const struct resource *resource = &plain->model->resources[of->books[i].resource];
        int64_t released = slot_time(plain, of->books[i].resource, days[i]) - resource->held_until;
        if (resource->held_count && released > at)
            at = released;
    }
    return at;
}

static void book(struct plain *plain, struct person *who, int step, const int64_t *days)
{
    const struct step *of = &plain->model->steps[step];
    for (int i = 0; i < of->book_count; i++) {
        if (plain->booking_count == plain->booking_room) {
            plain->booking_room = 2 * plain->booking_room + 16;
            struct booking_made *more = plain_room(plain->booking_room, sizeof *more);
            for (size_t k = 0; k < plain->booking_count; k++)
                more[k] = plain->bookings[k];
            free(plain->bookings);
            plain->bookings = more;
        }
        plain->bookings[plain->booking_count++] =
            (struct booking_made){of->books[i].resource, days[i], step, i == 0, true, who};
    }
    who->places[step].standing = AWAITS_SLOT;
    who->places[step].due = slot_time(plain, of->books[0].resource, days[0]);
}

/* So many first appointments are booked and yet to come. */
static bool is_full(const struct plain *plain, const struct step *of)
{
    bool full = false;
    for (int i = 0; i < of->book_count; i++) {
        int resource = of->books[i].resource, waiting = 0, most = plain->model->resources[resource].queue_max;
        for (size_t k = 0; k < plain->booking_count; k++)
            waiting += plain->bookings[k].anchor && plain->bookings[k].yet_to_come &&
                       plain->bookings[k].resource == resource;
        full |= most != NONE && waiting >= most;
    }
    return full;
}

static void refuse(struct plain *plain, struct person *who, int step)
{
    if (plain->model->steps[step].on_refusal)
        plain_follow(plain, who, step, plain->model->steps[step].on_refusal, true);
    else
        plain_leave(plain, who, OUTCOME_TURNED_AWAY);
}

void plain_hear_booking(struct plain *plain, struct person *who, int step)
{
    const struct step *of = &plain->model->steps[step];
    struct place *place = &who->places[step];
    int64_t days[10];
    place->turn = ++plain->turns;
    plain_cancel(plain, who, step);
    bool found = find_days(plain, who, step, false, days);
    if (is_full(plain, of) && place->asked == plain->now) {
        refuse(plain, who, step);
    } else if (found) {
        book(plain, who, step, days);
    } else if (find_days(plain, who, step, true, days)) {
        place->standing = AWAITS_OPEN;
        place->due = released_at(plain, of, days);
    } else {
        refuse(plain, who, step);
    }
}

/* Who found only kept slots asks again when one is freed. */
static void tell_of_free_slot(const struct plain *plain)
{
    for (size_t i = 0; i < plain->people_count; i++)
        for (int k = 0; k < plain->model->step_count; k++)
            if (plain->people[i]->places[k].standing == AWAITS_OPEN)
                plain->people[i]->places[k].due = plain->now;
}

/* What has come is spent, what is yet to come is freed. */
void plain_cancel(struct plain *plain, const struct person *who, int step)
{
    size_t left = 0;
    for (size_t i = 0; i < plain->booking_count; i++) {
        const struct booking_made *made = &plain->bookings[i];
        bool freed = made->who == who && made->step == step && made->yet_to_come &&
                     slot_time(plain, made->resource, made->day) >= plain->now;
        if (!freed)
            plain->bookings[left++] = *made;
        else if (plain->model->resources[made->resource].held_count)
            tell_of_free_slot(plain);
    }
    plain->booking_count = left;
}

static void spend_anchor(struct plain *plain, const struct person *who, int step)
{
    for (size_t i = 0; i < plain->booking_count; i++)
        if (plain->bookings[i].who == who && plain->bookings[i].step == step && plain->bookings[i].anchor)
            plain->bookings[i].yet_to_come = false;
}

/* The day of the appointment: attended, or lost by who is unfit. */
void plain_slot_comes(struct plain *plain, struct person *who, int step)
{
    struct place *place = &who->places[step];
    spend_anchor(plain, who, step);
    if (plain->model->steps[step].fit && who->unfit) {
        plain_cancel(plain, who, step);
        place->standing = UNFIT;
        return;
    }
    place->attended = true;
    plain_ask(plain, who, step);
}
