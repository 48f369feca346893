/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include <gsl/gsl_sf_gamma.h>

#include "validation/groups.h"
#include "validation/theory.h"

/* Queues with rules of their own: priorities, units that break, appointments. */
static const double LEAST = 0.06; /* see expect_levels */

/* ---- priorities, nobody interrupted: Cobham (1954, Operations Research 2:70), [GSTH] sec. 3.4. Class k
 * waits W0 / ((1 - s[k-1]) (1 - s[k])), where s[k] is the load of classes 1 ... k and W0 the mean time until
 * the unit in use is free: half of the sum of rate x E[S^2]. */
static const double URGENT_RATE = 0.2, ROUTINE_RATE = 0.25, URGENT_MEAN = 1, ROUTINE_MEAN = 1.2;

static double until_free(void)
{
    double urgent = URGENT_MEAN * URGENT_MEAN * 1.5, routine = ROUTINE_MEAN * ROUTINE_MEAN * 2;
    return (URGENT_RATE * urgent + ROUTINE_RATE * routine) / 2;
}

static void say_cobham(struct expectations *to)
{
    double before = URGENT_RATE * URGENT_MEAN, all = before + ROUTINE_RATE * ROUTINE_MEAN;
    double urgent = until_free() / (1 - before), routine = urgent / (1 - all);
    expect(to, all, "resources.theatre.occupied");
    expect(to, urgent, "steps.short.brief.wait.mean");
    expect(to, routine, "steps.long.slow.wait.mean");
    expect(to, URGENT_RATE * urgent + ROUTINE_RATE * routine, "resources.theatre.queue");
    expect(to, 1 - all, "measures.urgent_wait.share_within[0 d]");
    expect(to, 1 - all, "measures.routine_wait.share_within[0 d]");
}

/* order: fifo makes them one class: Pollaczek and Khinchine, the same for both. */
static void say_fifo(struct expectations *to)
{
    double wait = until_free() / (1 - URGENT_RATE * URGENT_MEAN - ROUTINE_RATE * ROUTINE_MEAN);
    expect(to, wait, "steps.short.brief.wait.mean");
    expect(to, wait, "steps.long.slow.wait.mean");
}

/* Several units and one exponential law of a day: W0 = C / c, the time until one of c busy units is free when
 * all are busy. [GSTH] sec. 3.4.2. */
static void say_cobham_several(struct expectations *to)
{
    enum { UNITS = 3 };
    const double first = 1, second = 0.9;
    double urgent = erlang_c(UNITS, first + second) / UNITS / (1 - first / UNITS);
    double routine = urgent / (1 - (first + second) / UNITS);
    expect(to, urgent, "steps.short.brief.wait.mean");
    expect(to, routine, "steps.long.slow.wait.mean");
    expect(to, first * urgent + second * routine, "resources.theatre.queue");
    expect(to, 1 - erlang_c(UNITS, first + second), "measures.urgent_wait.share_within[0 d]");
}

/*
 * ---- units that break. The clocks of `breaks` run whether a unit is used or not, and a breakdown waits for
 * the unit in use to come free. With exponential laws throughout that is a chain of (n inside, b broken, s
 * served), where s is at least min(n, c - b) and may be more while units that broke in use are still at work.
 * Nobody is known to have a formula for just this rule, so the chain is solved: White & Christie (1958,
 * Operations Research 6:79) and Mitrany & Avi-Itzhak (1968, Operations Research 16:628) treat servers that
 * stop at once in the same way. The number inside is cut where it has less than 1e-12.
 */
enum { PLACES_MOST = 60, INSIDE_MOST = PLACES_MOST + 2, STATES_MOST = 200 };

struct breaking {
    int units, places;          /* the most that may wait */
    double rate, breaks, mends; /* a day; services end at rate 1 */
    int count;
    struct state {
        int n, b, s;
    } states[STATES_MOST];
};

static int place_of(const struct breaking *of, int n, int b, int s)
{
    for (int i = 0; i < of->count; i++)
        if (of->states[i].n == n && of->states[i].b == b && of->states[i].s == s)
            return i;
    return -1;
}

static int least_of(int a, int b)
{
    return a < b ? a : b;
}

/* Those who wait are let in as far as units are whole. */
static int settled(const struct breaking *of, int n, int b, int s)
{
    int let_in = least_of(n, of->units - b);
    return place_of(of, n, b, s > let_in ? s : let_in);
}

static void list_states(struct breaking *of)
{
    of->count = 0;
    for (int n = 0; n <= of->units + of->places; n++)
        for (int b = 0; b <= of->units; b++)
            for (int s = least_of(n, of->units - b); s <= least_of(n, of->units); s++)
                if (n - s <= of->places)
                    of->states[of->count++] = (struct state){n, b, s};
}

/* Who would have to wait and finds all places taken is turned away. */
static bool is_full(const struct breaking *of, const struct state *at)
{
    return at->n - at->s == of->places;
}

static void solve(struct breaking *of, double *p)
{
    static const int none = -1;
    double rate[STATES_MOST * STATES_MOST] = {0};
    list_states(of);
    for (int i = 0; i < of->count; i++) {
        const struct state *at = &of->states[i];
        const struct {
            double rate;
            int to;
        } moves[] = {
            {of->rate, is_full(of, at) ? none : settled(of, at->n + 1, at->b, at->s)},
            {at->s, at->s > 0 ? settled(of, at->n - 1, at->b, at->s - 1) : none},
            {(of->units - at->b) * of->breaks,
             at->b < of->units ? settled(of, at->n, at->b + 1, at->s) : none},
            {at->b * of->mends, at->b > 0 ? settled(of, at->n, at->b - 1, at->s) : none},
        };
        for (int k = 0; k < 4; k++)
            if (moves[k].to != none)
                rate[i * of->count + moves[k].to] += moves[k].rate;
    }
    chain_law(rate, of->count, p);
}

static void say_breaking(struct expectations *to, struct breaking *of, bool turns_away)
{
    double p[STATES_MOST], inside[INSIDE_MOST + 1] = {0}, queue = 0, used = 0, force = 0, away = 0;
    solve(of, p);
    for (int i = 0; i < of->count; i++) {
        const struct state *at = &of->states[i];
        int whole = of->units - at->b;
        inside[at->n] += p[i];
        queue += (at->n - at->s) * p[i];
        used += at->s * p[i];
        force += (at->s > whole ? at->s : whole) * p[i];
        away += is_full(of, at) ? p[i] : 0;
    }
    expect(to, used, "resources.server.occupied");
    expect(to, used / force, "resources.server.utilisation");
    expect(to, queue, "resources.server.queue");
    expect(to, queue / (of->rate * (1 - away)), "resources.server.wait.mean");
    if (turns_away)
        expect(to, away, "patients.all.shares.turned_away");
    expect_levels(to, "inside", LEAST, inside, of->units + of->places + 1);
}

static void say_breaking_one(struct expectations *to)
{
    struct breaking of = {.units = 1, .places = PLACES_MOST, .rate = 0.4, .breaks = 0.1, .mends = 0.5};
    say_breaking(to, &of, false);
}

/* Two units, and places for three to wait, so that the chain has an end. */
static void say_breaking_two(struct expectations *to)
{
    struct breaking of = {.units = 2, .places = 3, .rate = 1.2, .breaks = 0.2, .mends = 0.4};
    say_breaking(to, &of, true);
}

/*
 * ---- appointments: so many places at one hour of each day (or week). Bailey (1954, Journal of the Royal
 * Statistical Society B 16:80): those left over go from n to max(0, n - places) + Poisson(rate), seen before
 * each epoch; here with those who came too late for it put into the next one.
 */
enum { LEFT_MOST = 150 };

/* The law of those left over just after an epoch. */
static void left_over(int places, double rate, double *p)
{
    double chain[LEFT_MOST * LEFT_MOST] = {0};
    for (int left = 0; left < LEFT_MOST; left++)
        for (int come = 0; come < LEFT_MOST; come++) {
            int after = left + come > places ? left + come - places : 0;
            if (after < LEFT_MOST)
                chain[left * LEFT_MOST + after] += poisson(come, rate);
        }
    chain_law(chain, LEFT_MOST, p);
}

/* Whoever comes at u of the interval, evenly, has the j who came before him in it ahead: j with probability
 * P(Poisson(rate) > j) / rate, an incomplete gamma function. */
static double ahead(int j, double rate)
{
    return gsl_sf_gamma_inc_P(j + 1, rate) / rate;
}

/* P(the appointment is one of the next `epochs`): fewer than epochs x places are left over or came before. */
static double within_epochs(const double *left, int places, double rate, int epochs)
{
    double sum = 0;
    for (int n = 0; n < epochs * places; n++)
        for (int j = 0; n + j < epochs * places; j++)
            sum += left[n] * ahead(j, rate);
    return sum;
}

/* The mean by Little's law: those left over wait all of the interval, those who come in it half of it in the
 * mean. */
static void say_appointments(struct expectations *to, int places, double rate, int days, int most)
{
    double left[LEFT_MOST], wait;
    left_over(places, rate, left);
    wait = days * (mean_of(left, LEFT_MOST) + rate / 2) / rate;
    expect(to, wait, "steps.visit.talk.wait.mean");
    expect(to, wait, "resources.desk.wait.mean");
    expect(to, rate / places, "resources.desk.utilisation");
    for (int epochs = 1; epochs <= most; epochs++)
        expect(to, 1 - within_epochs(left, places, rate, epochs), "measures.wait.share_beyond[%d d]",
               days * epochs);
    expect_exactly(to, 0, "resources.desk.lost");
}

static void say_one_a_day(struct expectations *to)
{
    say_appointments(to, 1, 0.6, 1, 2);
}

static void say_three_a_day(struct expectations *to)
{
    say_appointments(to, 3, 2.2, 1, 1);
}

static void say_five_a_week(struct expectations *to)
{
    say_appointments(to, 5, 4, 7, 1);
}

/* ---- the table */

static const char QUEUE[] = "scenarios/validation/queue.yaml",
                  THEATRE[] = "scenarios/validation/theatre.yaml", DESK[] = "scenarios/validation/desk.yaml";

static const struct validation_case CASES[] = {
    {"priorities", "Two classes, one urgent, one server", "Cobham 1954", THEATRE, .say = say_cobham},
    {"fifo",
     "The same, first come first served",
     "Kleinrock 1975, sec. 5.6",
     THEATRE,
     {"resources.theatre.order=fifo"},
     .say = say_fifo},
    {"priorities-3",
     "Two classes, three servers",
     "Gross et al. 2008, sec. 3.4.2",
     THEATRE,
     {"resources.theatre.capacity=3", "patients.urgent.arrivals.rate=1 per day",
      "patients.routine.arrivals.rate=0.9 per day", "pathways.short.brief.takes={exponential: {mean: 1 d}}",
      "pathways.long.slow.takes={exponential: {mean: 1 d}}", "run.horizon=6000 d"},
     .say = say_cobham_several},
    {"breaking",
     "A server that breaks, idle or not",
     "the chain, solved; cf. White & Christie 1958",
     QUEUE,
     {"resources.server={capacity: 1, breaks: {after: {exponential: {mean: 10 d}}, "
      "for: {exponential: {mean: 2 d}}}}",
      "patients.customers.arrivals.rate=0.4 per day", "run.horizon=12000 d"},
     .say = say_breaking_one},
    {"breaking-2",
     "Two servers that break, three places to wait",
     "the chain, solved; cf. Mitrany & Avi-Itzhak 1968",
     QUEUE,
     {"resources.server={capacity: 2, max_queue: 3, breaks: {after: {exponential: {mean: 5 d}}, "
      "for: {exponential: {mean: 2.5 d}}}}",
      "patients.customers.arrivals.rate=1.2 per day"},
     .say = say_breaking_two},
    {"one-a-day",
     "One appointment a day",
     "Bailey 1954",
     DESK,
     {"resources.desk.slots={mon: 1, tue: 1, wed: 1, thu: 1, fri: 1, sat: 1, sun: 1}",
      "patients.callers.arrivals.rate=0.6 per day", "run.horizon=8000 d"},
     .say = say_one_a_day},
    {"three-a-day", "Three appointments a day", "Bailey 1954", DESK, .say = say_three_a_day},
    {"five-a-week",
     "Five appointments on mondays",
     "Bailey 1954",
     DESK,
     {"resources.desk.slots={mon: 5, tue: 0, wed: 0, thu: 0, fri: 0, sat: 0, sun: 0}",
      "patients.callers.arrivals.rate=4 per wk", "run.warmup=700 d", "run.horizon=21000 d"},
     .say = say_five_a_week},
};
const struct validation_group validation_rules =
    VALIDATION_GROUP(CASES, "rules", "Priorities, breakdowns, appointments");
