/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "properties/plain_state.h"

#include "support/test.h"

/* Time and referrals: "At one instant" in the reference. */

void *plain_room(size_t count, size_t size)
{
    void *room = calloc(count + 1, size);
    assert_non_null(room);
    return room;
}

void plain_tell(struct plain *plain, const struct person *who, enum plain_what what, int index)
{
    struct plain_story *story = plain->story;
    if (story->count == story->room) {
        story->room = 2 * story->room + 256;
        story->events = realloc(story->events, story->room * sizeof *story->events);
        assert_non_null(story->events);
    }
    story->events[story->count++] =
        (struct plain_event){plain->now, who->class_index, who->number + 1, what, index};
}

double plain_luck(const struct plain *plain, const struct person *who, uint64_t purpose, uint32_t visit)
{
    return stream_uniform(plain->key, purpose, who->number, visit);
}

/* ---- referrals */

static double rate_on(const struct model *model, const struct arrivals *arrivals, int64_t day)
{
    int days = 0;
    for (int i = 0; i < 7; i++)
        days += arrivals->days >> i & 1u ? 1 : 0;
    double growth = arrivals->growth == 0 ? 1 : pow(1 + arrivals->growth, ((double)day + 0.5) / 365.25);
    bool falls = arrivals->days >> model_weekday(model, day) & 1u;
    return falls ? arrivals->rate * growth * arrivals->monthly[model_month(model, day)] * 7 / days : 0;
}

/* A Poisson process by its cumulative rate, day by day. */
static double next_at_random(const struct model *model, const struct arrivals *arrivals, double clock,
                             double left)
{
    if (arrivals->steady)
        return arrivals->rate > 0 ? clock + left / arrivals->rate : HUGE_VAL;
    for (int64_t day = (int64_t)(clock / DAY), last = day + 36525; day < last; day++) {
        double rate = rate_on(model, arrivals, day), end = (double)((day + 1) * DAY);
        if (left < rate * (end - clock))
            return clock + left / rate;
        left -= rate * (end - clock);
        clock = end;
    }
    return HUGE_VAL;
}

static void plan_referral(struct plain *plain, int class_index)
{
    const struct arrivals *arrivals = &plain->model->classes[class_index].arrivals;
    int64_t sent = plain->sent[class_index];
    double u = stream_uniform(plain->key, arrivals->purpose, (uint32_t)sent, 0),
           *clock = &plain->clocks[class_index];
    plain->next_at[class_index] = INT64_MAX;
    if (arrivals->limit != NONE && sent >= arrivals->limit)
        return;
    switch (arrivals->kind) {
    case ARRIVAL_LISTED:
        *clock = sent < arrivals->listed_count ? (double)arrivals->listed[sent] : HUGE_VAL;
        break;
    case ARRIVAL_RENEWAL: *clock += law_quantile(arrivals->every, u); break;
    case ARRIVAL_POISSON: *clock = next_at_random(plain->model, arrivals, *clock, -log(u)); break;
    }
    if (*clock < 1e15)
        plain->next_at[class_index] = llround(*clock);
}

static void draw_attributes(const struct plain *plain, struct person *who)
{
    for (int i = 0; i < who->class->trait_count; i++) {
        const struct trait *trait = &who->class->traits[i];
        double u = plain_luck(plain, who, trait->purpose, 0);
        int value = 0;
        while (value < trait->value_count - 1 && u >= trait->shares[value])
            value++;
        who->values[trait->attribute] = (uint16_t)trait->values[value];
    }
}

static struct person *newcomer(struct plain *plain, int class_index)
{
    const struct model *model = plain->model;
    struct person *who = plain_room(1, sizeof *who);
    *who = (struct person){.referral = ++plain->referrals,
                           .referred = plain->now,
                           .number = (uint32_t)plain->sent[class_index],
                           .class_index = class_index,
                           .class = &model->classes[class_index],
                           .values = plain_room((size_t)model->attribute_count, sizeof(uint16_t)),
                           .kept = plain_room((size_t)model->resource_count, sizeof(int)),
                           .repeats = plain_room((size_t)model->repeat_count, sizeof(int)),
                           .places = plain_room((size_t)model->step_count, sizeof(struct place)),
                           .dangers = plain_room((size_t)model->risk_count, sizeof(struct danger))};
    if (plain->people_count == plain->people_room) {
        plain->people_room = 2 * plain->people_room + 64;
        plain->people = realloc(plain->people, plain->people_room * sizeof *plain->people);
        assert_non_null(plain->people);
    }
    plain->people[plain->people_count++] = who;
    return who;
}

static void refer(struct plain *plain, int class_index)
{
    struct person *who = newcomer(plain, class_index);
    plain->sent[class_index]++;
    plan_referral(plain, class_index);
    draw_attributes(plain, who);
    plain_tell(plain, who, PLAIN_REFERRAL, 0);
    for (int i = 0; i < plain->model->risk_count; i++)
        if (plain->model->risks[i].opens_at_referral)
            plain_open_window(plain, who, i);
    int first = plain->model->pathways[who->class->pathway].first;
    if (first == NONE)
        plain_leave(plain, who, OUTCOME_COMPLETED);
    else
        plain_begin(plain, who, first);
}

/* ---- an instant */

/* The first thing of the first patient that ends now, a step's time or a strike; false: there is none. */
static bool find_end(const struct plain *plain, struct person **who, int *step, int *risk)
{
    *step = *risk = NONE;
    for (size_t p = 0; p < plain->people_count; p++) {
        *who = plain->people[p];
        for (int i = 0; i < plain->model->step_count && !(*who)->gone && *step == NONE; i++)
            if ((*who)->places[i].standing == RUNNING && (*who)->places[i].own &&
                (*who)->places[i].due <= plain->now)
                *step = i;
        for (int i = 0; i < plain->model->risk_count && !(*who)->gone && *risk == NONE; i++)
            if ((*who)->dangers[i].planned && (*who)->dangers[i].due <= plain->now)
                *risk = i;
        if (*step != NONE || *risk != NONE)
            return true;
    }
    return false;
}

static bool ends_now(const struct plain *plain)
{
    struct person *who;
    int step, risk;
    return find_end(plain, &who, &step, &risk);
}

/* 1 */
static bool end_one(struct plain *plain)
{
    struct person *who;
    int step, risk;
    if (!find_end(plain, &who, &step, &risk))
        return false;
    if (step != NONE) {
        who->places[step].own = false;
        plain_try_end(plain, who, step);
    } else {
        plain_strike(plain, who, risk);
    }
    return true;
}

static bool waits_for_time(const struct place *place)
{
    return place->standing == IN_NOTICE || place->standing == AWAITS_SLOT || place->standing == AWAITS_OPEN ||
           place->standing == AWAITS_VISIT;
}

static void fall_due(struct plain *plain, struct person *who, int step)
{
    struct place *place = &who->places[step];
    switch (place->standing) {
    case IN_NOTICE: plain_fitness(plain, who, step); break;
    case AWAITS_SLOT: plain_slot_comes(plain, who, step); break;
    case AWAITS_OPEN:
        place->standing = plain->model->steps[step].fit && who->unfit ? UNFIT : ASKING;
        place->heard_now = false;
        break;
    default: /* a visit */
        place->visits++;
        place->luck++;
        plain_forget(plain, who, step);
        plain_come(plain, who, step);
    }
}

/* What falls due, then who is referred. */
static bool due_one(struct plain *plain)
{
    for (size_t p = 0; p < plain->people_count; p++)
        for (int i = 0; i < plain->model->step_count && !plain->people[p]->gone; i++)
            if (waits_for_time(&plain->people[p]->places[i]) &&
                plain->people[p]->places[i].due <= plain->now) {
                fall_due(plain, plain->people[p], i);
                return true;
            }
    for (int i = 0; i < plain->model->class_count; i++)
        if (plain->next_at[i] <= plain->now) {
            refer(plain, i);
            return true;
        }
    return false;
}

/* 2 */
static bool serve_all(struct plain *plain)
{
    bool any = false;
    while (plain_serve_one(plain))
        any = true;
    return any;
}

/* 3, until something ends. */
static bool due_all(struct plain *plain)
{
    bool any = false;
    while (!plain->story->loops && !ends_now(plain) && due_one(plain))
        any = true;
    return any;
}

/* Whether of two requests the first is heard first. */
static bool heard_before(const struct plain *plain, const struct person *a, const struct place *at_a,
                         const struct person *b, const struct place *at_b)
{
    bool early_a = at_a->asked < plain->now, early_b = at_b->asked < plain->now;
    if (early_a != early_b)
        return early_a;
    if (early_a && a->class->priority != b->class->priority)
        return a->class->priority < b->class->priority;
    if (early_a && at_a->asked != at_b->asked)
        return at_a->asked < at_b->asked;
    return a->referral < b->referral;
}

/* Of two new requests of one patient: the pathway's before its branches', these before the risks'. */
static bool is_nearer(const struct model *model, const struct person *who, int step,
                      const struct person *first, int other, int64_t now)
{
    return who == first && who->places[step].asked == now && who->places[other].asked == now &&
           model->steps[step].strand < model->steps[other].strand;
}

static bool hear_one(struct plain *plain)
{
    struct person *first = NULL;
    int step = NONE;
    for (size_t p = 0; p < plain->people_count; p++)
        for (int i = 0; i < plain->model->step_count && !plain->people[p]->gone; i++) {
            struct person *who = plain->people[p];
            if (who->places[i].standing == ASKING && who->places[i].heard_now &&
                (!first || heard_before(plain, who, &who->places[i], first, &first->places[step]) ||
                 is_nearer(plain->model, who, i, first, step, plain->now))) {
                first = who;
                step = i;
            }
        }
    if (!first)
        return false;
    if (plain->model->steps[step].book_count && !first->places[step].attended)
        plain_hear_booking(plain, first, step);
    else
        plain_hear_units(plain, first, step);
    return true;
}

/* 4: all who have asked are heard. */
static bool hear_all(struct plain *plain)
{
    bool any = false;
    for (size_t p = 0; p < plain->people_count; p++)
        for (int i = 0; i < plain->model->step_count; i++)
            plain->people[p]->places[i].heard_now = plain->people[p]->places[i].standing == ASKING;
    while (!plain->story->loops && hear_one(plain))
        any = true;
    return any;
}

/* So many things at one instant: somebody goes round. */
static bool is_round(struct plain *plain)
{
    plain->story->loops |= ++plain->steps_at_instant > 20000;
    return plain->story->loops;
}

/* Who has left is looked at no more. */
static void tidy_up(struct plain *plain)
{
    size_t left = 0;
    for (size_t i = 0; i < plain->people_count; i++) {
        if (plain->people[i]->gone) {
            plain->people[i]->next_gone = plain->gone;
            plain->gone = plain->people[i];
        } else {
            plain->people[left++] = plain->people[i];
        }
    }
    plain->people_count = left;
}

/* Those who wait are served before and after what falls due. */
static void instant(struct plain *plain)
{
    bool any = true;
    plain->steps_at_instant = 0;
    tidy_up(plain);
    while (any && !is_round(plain)) {
        any = false;
        while (!is_round(plain) && (plain_calendar(plain) || end_one(plain)))
            any = true;
        any |= serve_all(plain);
        any |= due_all(plain);
        if (ends_now(plain))
            continue;
        any |= serve_all(plain);
        any |= hear_all(plain);
    }
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t next_instant(const struct plain *plain)
{
    int64_t next = plain_calendar_next(plain);
    for (int i = 0; i < plain->model->class_count; i++)
        next = earlier(next, plain->next_at[i]);
    for (size_t p = 0; p < plain->people_count; p++) {
        const struct person *who = plain->people[p];
        for (int i = 0; i < plain->model->step_count && !who->gone; i++)
            if (waits_for_time(&who->places[i]) || (who->places[i].standing == RUNNING && who->places[i].own))
                next = earlier(next, who->places[i].due);
        for (int i = 0; i < plain->model->risk_count && !who->gone; i++)
            if (who->dangers[i].planned)
                next = earlier(next, who->dangers[i].due);
    }
    return next;
}

/* ---- a run */

static void open_centre(struct plain *plain)
{
    size_t resources = (size_t)plain->model->resource_count, classes = (size_t)plain->model->class_count;
    plain->in_use = plain_room(resources, sizeof *plain->in_use);
    plain->broken = plain_room(resources, sizeof *plain->broken);
    plain->is_broken = plain_room(resources, sizeof *plain->is_broken);
    plain->unit_due = plain_room(resources, sizeof *plain->unit_due);
    plain->unit_times = plain_room(resources, sizeof *plain->unit_times);
    plain->clocks = plain_room(classes, sizeof *plain->clocks);
    plain->next_at = plain_room(classes, sizeof *plain->next_at);
    plain->sent = plain_room(classes, sizeof *plain->sent);
    plain_units_begin(plain);
    for (int i = 0; i < plain->model->class_count; i++)
        plan_referral(plain, i);
}

static void close_centre(struct plain *plain)
{
    for (int i = 0; i < plain->model->resource_count; i++) {
        free(plain->is_broken[i]);
        free(plain->unit_due[i]);
        free(plain->unit_times[i]);
    }
    for (size_t i = 0; i < plain->people_count; i++)
        plain->people[i]->gone = true;
    tidy_up(plain);
    for (struct person *who = plain->gone, *next; who; who = next) {
        next = who->next_gone;
        free(who->values);
        free(who->kept);
        free(who->repeats);
        free(who->places);
        free(who->dangers);
        free(who);
    }
    void *const rest[] = {plain->people,   plain->in_use,     plain->broken, plain->is_broken,
                          plain->unit_due, plain->unit_times, plain->clocks, plain->next_at,
                          plain->sent,     plain->bookings};
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
        free(rest[i]);
}

/* When `follow` is over, who was referred in the window and is still inside is censored. */
static void censor(struct plain *plain)
{
    int64_t from = plain->model->run.warmup, to = from + plain->model->run.horizon;
    plain->now = to + plain->model->run.follow;
    for (size_t i = 0; i < plain->people_count; i++) {
        struct person *who = plain->people[i];
        if (!who->gone && who->referred >= from && who->referred < to)
            plain_leave(plain, who, OUTCOME_CENSORED);
    }
}

void plain_run(const struct model *model, uint64_t seed, uint32_t replication, int64_t until,
               struct plain_story *story)
{
    struct plain plain = {.model = model, .story = story, .key = stream_key(seed, replication)};
    int64_t follow = model->run.follow, last = INT64_MAX;
    if (follow != NONE)
        last = model->run.warmup + model->run.horizon + follow;
    *story = (struct plain_story){0};
    open_centre(&plain);
    int64_t next;
    for (plain.now = -1; (next = next_instant(&plain)) <= until && next < last && !story->loops;) {
        plain.now = next;
        instant(&plain);
    }
    if (last <= until && !story->loops)
        censor(&plain);
    close_centre(&plain);
}
