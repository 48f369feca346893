/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "validation/groups.h"
#include "validation/theory.h"

/*
 * Several queues one behind the other. With Poisson arrivals, exponential times and routes by chance each
 * station is like an M/M/c of its own that is offered all who come to it, and the numbers at the stations are
 * independent at any time: Jackson (1957, Operations Research 5:518); [GSTH] sec. 4.2.
 */
enum { STATES = 150 };
static const double LEAST = 0.06; /* see expect_levels */

/* The number at a station of c servers offered a erlang. */
static void station(int c, double a, double *p)
{
    double birth[STATES], death[STATES];
    for (int n = 0; n < STATES; n++) {
        birth[n] = a;
        death[n] = n < c ? n : c;
    }
    birth_death(birth, death, STATES, p);
}

static void say_station(struct expectations *to, const char *name, int c, double rate, double mean)
{
    double wait = erlang_c(c, rate * mean) / (c / mean - rate);
    expect(to, rate * mean, "resources.%s.occupied", name);
    expect(to, erlang_c(c, rate * mean), "resources.%s.all_busy", name);
    expect(to, wait, "resources.%s.wait.mean", name);
    expect(to, rate * wait, "resources.%s.queue", name);
}

/* The law of a sum of two independent numbers, into the first. */
static void convolve(double *p, const double *q)
{
    double sum[STATES] = {0};
    for (int i = 0; i < STATES; i++)
        for (int k = 0; i + k < STATES; k++)
            sum[i + k] += p[i] * q[k];
    for (int i = 0; i < STATES; i++)
        p[i] = sum[i];
}

/* ---- a tandem: Burke (1956, Operations Research 4:699); the stays at single servers, first come first
 * served, are independent exponentials (Reich 1957, Annals of Mathematical Statistics 28:768). */
static void say_tandem(struct expectations *to)
{
    const double rate = 0.5, mean = 0.8, first = 1 - rate, second = 1 / mean - rate;
    double p[STATES], q[STATES];
    say_station(to, "first_desk", 1, rate, 1);
    say_station(to, "second_desk", 1, rate, mean);
    expect(to, 1 / first + 1 / second, "measures.stay.mean");
    for (int days = 2; days <= 4; days += 2)
        expect(to, (second * exp(-first * days) - first * exp(-second * days)) / (second - first),
               "measures.stay.share_beyond[%d d]", days);
    station(1, rate, p);
    station(1, rate * mean, q);
    convolve(p, q);
    expect_levels(to, "inside", LEAST, p, STATES);
}

/* ---- feedback: 40% of those served come again at once, to the end of the queue: [GSTH] sec. 4.2.1. The
 * queue is offered rate / (1 - again); each patient is served a geometric number of times. */
static void say_feedback(struct expectations *to)
{
    const double rate = 0.3, again = 0.4, all = rate / (1 - again);
    double p[STATES];
    say_station(to, "server", 1, all, 1);
    station(1, all, p);
    expect(to, 1 / (1 - again), "steps.service.serve.per_patient");
    expect(to, all / (1 - all) / rate, "measures.stay.mean"); /* Little's law */
    expect_levels(to, "inside", LEAST, p, STATES);
}

/*
 * ---- a network of three stations: of those seen at the desk 60% go to the laboratory, from where 25% are
 * sent back to the desk; all then go to the ward, to which others come from outside, too. Traffic: desk = in
 * + 25% of laboratory, laboratory = 60% of desk, ward = in + others.
 */
static void say_jackson(struct expectations *to)
{
    const double in = 0.85, others = 0.5, desk = in / (1 - 0.6 * 0.25), laboratory = 0.6 * desk;
    double p[STATES], q[STATES];
    say_station(to, "desk", 2, desk, 1);
    say_station(to, "laboratory", 1, laboratory, 0.8);
    say_station(to, "ward", 3, in + others, 1.2);
    expect(to, desk / in, "steps.referred.seen.per_patient");
    expect(to, laboratory / in, "steps.referred.tested.per_patient");
    station(2, desk, p);
    station(1, 0.8 * laboratory, q);
    convolve(p, q);
    expect_levels(to, "before_the_ward", LEAST, p, STATES);
    station(3, 1.2 * (in + others), q);
    convolve(p, q);
    expect_levels(to, "inside", LEAST, p, STATES);
}

static const struct validation_case CASES[] = {
    {"tandem", "Two queues one behind the other", "Burke 1956, Reich 1957",
     "scenarios/validation/tandem.yaml", .say = say_tandem},
    {"feedback", "A queue to which 40% come back", "Gross et al. 2008, sec. 4.2",
     "scenarios/validation/feedback.yaml", .say = say_feedback},
    {"jackson", "Three stations, a way back, two entrances", "Jackson 1957",
     "scenarios/validation/network.yaml", .say = say_jackson},
};
const struct validation_group validation_networks = VALIDATION_GROUP(CASES, "networks", "Networks of queues");
