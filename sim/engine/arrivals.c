/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/state.h"

#include <math.h>
#include <stdlib.h>

/*
 * Referrals. Each class draws its own, whatever the others do. A Poisson stream whose rate changes is made by
 * inversion of its cumulative rate, day by day: the next referral comes when the unit exponential drawn for
 * it is used up.
 */

static const int64_t LAST = (int64_t)1 << 52; /* seconds; beyond any run */

enum { DAYS_KNOWN = 4096 }; /* eleven years */

/* Referrals a second on that day. */
static double rate_on(const struct simulation *sim, const struct arrivals *arrivals, int64_t day)
{
    int weekday = model_weekday(sim->model, day), days = 0;
    for (int i = 0; i < 7; i++)
        days += (int)(arrivals->days >> i & 1u);
    if (!(arrivals->days >> weekday & 1u))
        return 0;
    double growth = arrivals->growth == 0 ? 1 : pow(1 + arrivals->growth, ((double)day + 0.5) / 365.25);
    return arrivals->rate * growth * arrivals->monthly[model_month(sim->model, day)] * 7 / days;
}

/* The same; what it is on the first days is worked out once, for every replication has them. */
static inline double known_rate(const struct simulation *sim, const struct arrivals *arrivals, double *rates,
                                int64_t day)
{
    if (day >= DAYS_KNOWN)
        return rate_on(sim, arrivals, day);
    if (rates[day] < 0)
        rates[day] = rate_on(sim, arrivals, day);
    return rates[day];
}

/* When `left` of the cumulative rate has passed since `clock`; HUGE_VAL: not within the longest run. */
static double use_up(const struct simulation *sim, const struct arrivals *arrivals, double *rates,
                     double clock, double left)
{
    const int64_t last_day = (sim->window_to + FOLLOW_YEARS_MAX * 31557600LL) / DAY;
    for (int64_t day = (int64_t)(clock / DAY); day <= last_day; day++) {
        double rate = known_rate(sim, arrivals, rates, day), end = (double)((day + 1) * DAY);
        if (left < rate * (end - clock))
            return clock + left / rate;
        left -= rate * (end - clock);
        clock = end;
    }
    return HUGE_VAL;
}

/* For several referrals. */
static void draw_many(uint64_t key, const struct arrivals *arrivals, uint32_t first, double to[STREAM_MANY])
{
    stream_many(key, arrivals->purpose, first, to);
    if (arrivals->kind == ARRIVAL_RENEWAL)
        law_quantile_many(arrivals->every, to);
    else
        for (int i = 0; i < STREAM_MANY; i++)
            to[i] = -log(to[i]);
}

static inline double next_drawn(uint64_t key, const struct arrivals *arrivals, struct class_state *state)
{
    const uint32_t number = (uint32_t)state->sent;
    if (number % STREAM_MANY == 0)
        draw_many(key, arrivals, number, state->drawn);
    return state->drawn[number % STREAM_MANY];
}

static double next_time(const struct simulation *sim, const struct patient_class *class,
                        struct class_state *state)
{
    const struct arrivals *arrivals = &class->arrivals;
    if (arrivals->kind == ARRIVAL_LISTED)
        return state->sent < arrivals->listed_count ? (double)arrivals->listed[state->sent] : HUGE_VAL;
    if (arrivals->kind == ARRIVAL_RENEWAL)
        return state->clock + next_drawn(sim->key, arrivals, state);
    if (arrivals->rate <= 0)
        return HUGE_VAL;
    const double left = next_drawn(sim->key, arrivals, state);
    return arrivals->steady ? state->clock + left / arrivals->rate
                            : use_up(sim, arrivals, state->rates, state->clock, left);
}

void arrivals_next(struct simulation *sim, int class_index)
{
    const struct patient_class *class = &sim->model->classes[class_index];
    struct class_state *state = &sim->classes[class_index];
    if (class->arrivals.limit != NONE && state->sent >= class->arrivals.limit)
        return;
    state->clock = next_time(sim, class, state);
    if (!(state->clock < (double)LAST))
        return;
    const uint64_t after_everyone = ((uint64_t)1 << 46) - 1;
    clock_push(sim, law_nearest(state->clock), PHASE_DUE, after_everyone, (uint32_t)class_index, 0);
    state->sent++;
}

bool arrivals_prepare(struct simulation *sim)
{
    for (int i = 0; i < sim->model->class_count; i++) {
        const struct arrivals *arrivals = &sim->model->classes[i].arrivals;
        if (arrivals->kind != ARRIVAL_POISSON || arrivals->steady)
            continue;
        double *rates = malloc(DAYS_KNOWN * sizeof *rates);
        if (!rates)
            return false;
        for (int day = 0; day < DAYS_KNOWN; day++)
            rates[day] = -1;
        sim->classes[i].rates = rates;
    }
    return true;
}

void arrivals_free(struct simulation *sim)
{
    for (int i = 0; sim->classes && i < sim->model->class_count; i++)
        free(sim->classes[i].rates);
    free(sim->classes);
}
