/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "validation/groups.h"
#include "validation/theory.h"

/*
 * Queues in which arrivals are Poisson and times exponential with a mean of one day, so that the number
 * inside is a process of births and deaths.
 */
static const double LEAST = 0.06; /* see expect_levels */
enum { STATES = 200 };            /* beyond which the laws below have less than 1e-20 */

/* ---- M/M/c: [GSTH] sec. 2.2 and 2.3, [K] vol. 1 sec. 3.2 and 3.5. P(wait > t) = C exp(-(c - a) t). */

static double waits_beyond(int c, double a, double days)
{
    return erlang_c(c, a) * exp(-(c - a) * days);
}

static void say_mmc(struct expectations *to, int c, double a)
{
    double birth[STATES], death[STATES], p[STATES], wait = erlang_c(c, a) / (c - a);
    for (int n = 0; n < STATES; n++) {
        birth[n] = a;
        death[n] = n < c ? n : c;
    }
    birth_death(birth, death, STATES, p);
    expect(to, a, "resources.server.occupied");
    expect(to, a / c, "resources.server.utilisation");
    expect(to, erlang_c(c, a), "resources.server.all_busy");
    expect(to, a * wait, "resources.server.queue");
    expect(to, wait, "resources.server.wait.mean");
    expect(to, 1 - erlang_c(c, a), "measures.wait.share_within[0 d]");
    expect(to, waits_beyond(c, a, 0.5), "measures.wait.share_beyond[0.5 d]");
    if (c <= 2) /* beyond, these are rare, and would take long runs */
        expect(to, waits_beyond(c, a, 1), "measures.wait.share_beyond[1 d]");
    expect(to, 1 + wait, "measures.stay.mean");
    if (c == 1) { /* the whole stay is exponential, too */
        expect(to, log(2) / (1 - a), "measures.stay.p50");
        expect(to, log(10) / (1 - a), "measures.stay.p90");
    }
    expect_levels(to, "inside", LEAST, p, STATES);
}

static void say_mm1(struct expectations *to)
{
    say_mmc(to, 1, 0.5);
}

static void say_mm2(struct expectations *to)
{
    say_mmc(to, 2, 1);
}

static void say_mm5(struct expectations *to)
{
    say_mmc(to, 5, 2.8);
}

/* ---- M/M/c/K: [GSTH] sec. 2.4; who finds all places taken, P(K), is turned away. */

static void say_mmck(struct expectations *to)
{
    enum { UNITS = 3, PLACES = 2, MOST = UNITS + PLACES };
    const double rate = 2.5;
    double birth[MOST + 1], death[MOST + 1], p[MOST + 1], waiting = 0, served = 0;
    for (int n = 0; n <= MOST; n++) {
        birth[n] = rate;
        death[n] = n < UNITS ? n : UNITS;
    }
    birth_death(birth, death, MOST + 1, p);
    for (int n = 0; n <= MOST; n++) {
        waiting += (n - death[n]) * p[n];
        served += death[n] * p[n];
    }
    expect(to, p[MOST], "patients.all.shares.turned_away");
    expect(to, served, "resources.server.occupied");
    expect(to, waiting, "resources.server.queue");
    expect(to, waiting / (rate * (1 - p[MOST])), "resources.server.wait.mean");
    expect_levels(to, "inside", LEAST, p, MOST + 1);
}

/* ---- M/M/c + M: who waits leaves at rate `patience` each. Palm (1957, Tele 1); Zeltyn & Mandelbaum
 * (2005, Queueing Systems 51:361): births and deaths with deaths min(n, c) + (n - c) patience. */

/* The mean wait of those who are served. Who finds c + k inside has k + 1 departures to wait for, the last of
 * which is that of a server: with i still before them, the next comes at rate c + i patience, their own
 * patience ends at rate patience; whichever comes first, the time to it has the mean of both rates together.
 */
static double wait_of_served(const double *p, int c, double patience)
{
    double waits = 0, served = tail_of(p, c, 0);
    for (int k = 0; c + k < STATES; k++) {
        double time = 0, stays = 1;
        for (int i = k; i >= 0; i--) {
            time += 1 / (c + (i + 1) * patience);
            stays *= (c + i * patience) / (c + (i + 1) * patience);
        }
        waits += p[c + k] * stays * time;
        served += p[c + k] * stays;
    }
    return waits / served;
}

static void say_mmcm(struct expectations *to)
{
    const int c = 3;
    const double rate = 3, patience = 0.5;
    double birth[STATES], death[STATES], p[STATES], waiting = 0, served = 0;
    for (int n = 0; n < STATES; n++) {
        birth[n] = rate;
        death[n] = n < c ? n : c + (n - c) * patience;
    }
    birth_death(birth, death, STATES, p);
    for (int n = 0; n < STATES; n++) {
        waiting += (n > c ? n - c : 0) * p[n];
        served += (n < c ? n : c) * p[n];
    }
    expect(to, waiting * patience / rate, "patients.all.shares.gave_up");
    expect(to, served / rate, "patients.all.shares.completed");
    expect(to, served, "resources.server.occupied");
    expect(to, tail_of(p, STATES, c), "resources.server.all_busy");
    expect(to, waiting, "resources.server.queue");
    expect(to, wait_of_served(p, c, patience), "resources.server.wait.mean");
    expect_levels(to, "inside", LEAST, p, STATES);
}

static const char QUEUE[] = "scenarios/validation/queue.yaml";

static const struct validation_case CASES[] = {
    {"mm1",
     "M/M/1, half used",
     "Gross et al. 2008, sec. 2.2",
     QUEUE,
     {"resources.server.capacity=1", "patients.customers.arrivals.rate=0.5 per day", "run.horizon=6500 d"},
     .say = say_mm1},
    {"mm2", "M/M/2, half used", "Gross et al. 2008, sec. 2.3", QUEUE, .say = say_mm2},
    {"mm5",
     "M/M/5, 56% used",
     "Gross et al. 2008, sec. 2.3",
     QUEUE,
     {"resources.server.capacity=5", "patients.customers.arrivals.rate=2.8 per day"},
     .say = say_mm5},
    {"mmck",
     "M/M/3 with two places to wait",
     "Gross et al. 2008, sec. 2.4",
     QUEUE,
     {"resources.server={capacity: 3, max_queue: 2}", "patients.customers.arrivals.rate=2.5 per day",
      "run.warmup=50 d", "run.horizon=1200 d"},
     .say = say_mmck},
    {"mmcm",
     "M/M/3 whose customers give up waiting (Erlang A)",
     "Palm 1957, Zeltyn & Mandelbaum 2005",
     QUEUE,
     {"resources.server.capacity=3", "patients.customers.arrivals.rate=3 per day",
      "risks.impatience={from: serve.arrive, until: serve.start, rate: 0.5 per day, leaves: gave_up}",
      "run.warmup=50 d", "run.horizon=1600 d"},
     .say = say_mmcm},
};
const struct validation_group validation_markov =
    VALIDATION_GROUP(CASES, "markov", "Queues of births and deaths");
