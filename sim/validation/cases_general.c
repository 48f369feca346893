/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "validation/groups.h"
#include "validation/theory.h"

/*
 * Queues with laws other than the exponential, all with a mean of one day where nothing else is said. [GSTH]
 * Gross, Shortle, Thompson & Harris 2008; [K] Kleinrock 1975; [W] Wolff 1989, see theory.h.
 */
enum { STATES = 150 };
static const double LEAST = 0.06; /* see expect_levels */

/* What theory has to know of a law S of service: its moments, and the law of Poisson arrivals during S. */
struct service {
    double second, third;                       /* E[S^2], E[S^3] */
    double (*arrivals)(int count, double rate); /* P(so many arrivals, at so many a day, during S) */
};

static double during_fixed(int count, double rate)
{
    return poisson(count, rate);
}

/* A race of arrivals and the end: geometric. */
static double during_exponential(int count, double rate)
{
    return pow(rate / (1 + rate), count) / (1 + rate);
}

/* Three such races, each a third of a day: negative binomial. */
static double during_erlang(int count, double rate)
{
    double share = rate / (3 + rate);
    return (count + 1) * (count + 2) / 2.0 * pow(1 - share, 3) * pow(share, count);
}

/* ln S is normal. By the trapezoidal rule over the normal, which is exact to all digits for smooth functions.
 */
static double during_lognormal(int count, double rate)
{
    const double step = 1.0 / 64, spread = sqrt(log(1 + 0.8 * 0.8));
    double sum = 0;
    for (int i = -9 * 64; i <= 9 * 64; i++) {
        double z = i * step, s = exp(spread * z - spread * spread / 2);
        sum += step * exp(-z * z / 2) / sqrt(2 * M_PI) * poisson(count, rate * s);
    }
    return sum;
}

static double during_mixture(int count, double rate)
{
    return 0.75 * during_fixed(count, 0.5 * rate) + 0.25 * during_exponential(count, 2.5 * rate);
}

/*
 * The laws as the cases write them. Third moments: of Erlang's law of k phases (k + 1)(k + 2) / k^2, of the
 * lognormal (1 + sd^2)^3, of an exponential 6 mean^3.
 */
#define FIXED "{fixed: 1 d}"
#define ERLANG "{erlang: {phases: 3, mean: 1 d}}"
#define LOGNORMAL "{lognormal: {mean: 1 d, sd: 0.8 d}}"
#define MIXTURE "{mixture: [{weight: 0.75, of: 0.5 d}, {weight: 0.25, of: {exponential: {mean: 2.5 d}}}]}"
static const struct service fixed = {1, 1, during_fixed}, exponential = {2, 6, during_exponential},
                            erlang = {4.0 / 3, 20.0 / 9, during_erlang},
                            lognormal = {1.64, 1.64 * 1.64 * 1.64, during_lognormal},
                            mixture = {0.75 * 0.25 + 0.25 * 2 * 6.25, 0.75 * 0.125 + 0.25 * 6 * 15.625,
                                       during_mixture};

/* ---- M/G/1, half used */

/* The number inside, at departures and so at all times: [GSTH] sec. 5.1.2 and 5.1.3. The level between j and
 * j + 1 is crossed upwards as often as downwards: a(0) p(j+1) = p(0) A(j) + sum over i = 1 ... j of p(i)
 * A(j-i+1), with A(k) the probability of more than k arrivals during a service. */
static void inside_mg1(const struct service *service, double rate, double *p)
{
    double more[STATES], none = service->arrivals(0, rate), left = 1;
    for (int k = 0; k < STATES; k++)
        more[k] = left -= service->arrivals(k, rate);
    p[0] = 1 - rate;
    for (int j = 0; j + 1 < STATES; j++) {
        double up = p[0] * more[j];
        for (int i = 1; i <= j; i++)
            up += p[i] * more[j - i + 1];
        p[j + 1] = up / none;
    }
}

/* Pollaczek and Khinchine's mean, and Takacs' second moment of the wait: [K] vol. 1 sec. 5.6 and 5.7. */
static void say_mg1(struct expectations *to, const struct service *service)
{
    const double rate = 0.5;
    double p[STATES], wait = rate * service->second / (2 * (1 - rate));
    double square = 2 * wait * wait + rate * service->third / (3 * (1 - rate));
    inside_mg1(service, rate, p);
    expect(to, rate, "resources.server.occupied");
    expect(to, 1 - rate, "measures.wait.share_within[0 d]");
    expect(to, wait, "resources.server.wait.mean");
    expect(to, sqrt(square - wait * wait), "resources.server.wait.sd");
    expect(to, rate * wait, "resources.server.queue");
    expect(to, 1, "steps.service.serve.duration.mean");
    expect_levels(to, "inside", LEAST, p, STATES);
}

static void say_mg1_fixed(struct expectations *to)
{
    say_mg1(to, &fixed);
}

static void say_mg1_exponential(struct expectations *to)
{
    say_mg1(to, &exponential);
}

static void say_mg1_erlang(struct expectations *to)
{
    say_mg1(to, &erlang);
}

static void say_mg1_lognormal(struct expectations *to)
{
    say_mg1(to, &lognormal);
}

static void say_mg1_mixture(struct expectations *to)
{
    say_mg1(to, &mixture);
}

/* ---- G/M/1: [GSTH] sec. 5.3.1, [K] vol. 1 sec. 6.4. Who arrives finds n inside with probability (1 - s)
 * s^n, where s = A(mu (1 - s)) and A is the transform of the times between arrivals; waits longer than t with
 * probability s exp(-mu (1 - s) t). At any time n > 0 are inside with probability rho (1 - s) s^(n-1). */

static const double MU = 1 / 0.7; /* arrivals a day apart in the mean, served in 0.7 */

static double transform_fixed(double z)
{
    return exp(-z);
}

static double transform_erlang(double z)
{
    return pow(3 / (3 + z), 3);
}

static double transform_mixture(double z)
{
    return 0.75 * exp(-0.5 * z) + 0.25 / (1 + 2.5 * z);
}

static void say_gm1(struct expectations *to, double (*transform)(double z))
{
    double s = 0.5, p[STATES];
    for (int i = 0; i < 2000; i++)
        s = transform(MU * (1 - s));
    for (int n = 0; n < STATES; n++)
        p[n] = n ? 1 / MU * (1 - s) * pow(s, n - 1) : 1 - 1 / MU;
    expect(to, 1 / MU, "resources.server.occupied");
    expect(to, s / (MU * (1 - s)), "resources.server.wait.mean");
    expect(to, s / (MU * (1 - s)), "resources.server.queue"); /* Little's law, one arrival a day */
    expect(to, 1 - s, "measures.wait.share_within[0 d]");
    expect(to, s * exp(-MU * (1 - s) * 0.5), "measures.wait.share_beyond[0.5 d]");
    expect(to, s * exp(-MU * (1 - s)), "measures.wait.share_beyond[1 d]");
    expect_levels(to, "inside", LEAST, p, STATES);
}

static void say_dm1(struct expectations *to)
{
    say_gm1(to, transform_fixed);
}

static void say_em1(struct expectations *to)
{
    say_gm1(to, transform_erlang);
}

static void say_hm1(struct expectations *to)
{
    say_gm1(to, transform_mixture);
}

/* ---- M/D/c. Crommelin (1932, Post Office Electrical Engineers' Journal 25:41): whoever is in service now
 * has left one service time later, so the number inside goes from n to max(0, n - c) + Poisson(rate). Waits
 * by Franx (2001, Operations Research Letters 29:221): P(W <= x) = exp(-y) sum over j = 0 ... kc-1 of
 * Q(kc-j-1) y^j / j! with (k-1) <= x < k, y = rate (k - x), and Q(m) the probability of at most c + m inside.
 */

static double waits_within(const double *p, int c, double rate, double x)
{
    int k = (int)floor(x) + 1;
    double y = rate * (k - x), sum = 0;
    for (int j = 0; j < k * c; j++)
        sum += (1 - tail_of(p, STATES, c + k * c - j)) * poisson(j, y);
    return sum;
}

static void say_mdc(struct expectations *to)
{
    enum { UNITS = 3 };
    const double rate = 2.1;
    double p[STATES], chain[STATES * STATES] = {0}, queue = 0;
    for (int n = 0; n < STATES; n++)
        for (int come = 0, left = n > UNITS ? n - UNITS : 0; left + come < STATES; come++)
            chain[n * STATES + left + come] = poisson(come, rate);
    chain_law(chain, STATES, p);
    for (int n = UNITS; n < STATES; n++)
        queue += (n - UNITS) * p[n];
    expect(to, rate, "resources.server.occupied");
    expect(to, tail_of(p, STATES, UNITS), "resources.server.all_busy");
    expect(to, queue, "resources.server.queue");
    expect(to, queue / rate, "resources.server.wait.mean");
    expect(to, waits_within(p, UNITS, rate, 0), "measures.wait.share_within[0 d]");
    expect(to, 1 - waits_within(p, UNITS, rate, 0.5), "measures.wait.share_beyond[0.5 d]");
    expect_levels(to, "inside", LEAST, p, STATES);
}

/* ---- M/G/infinity: Poisson, whatever the law. [GSTH] sec. 5.2.2, [W] sec. 2-6. */

static void say_mginf_to(struct expectations *to, double least)
{
    const double rate = 2;
    double p[STATES];
    for (int n = 0; n < STATES; n++)
        p[n] = poisson(n, rate);
    expect(to, rate, "resources.server.occupied");
    expect_exactly(to, 0, "resources.server.queue");
    expect_exactly(to, 0, "resources.server.wait.mean");
    expect_levels(to, "server", least, p, STATES);
}

static void say_mginf(struct expectations *to)
{
    say_mginf_to(to, 0.02);
}

/* Of one law also what is rare, up to six and more units in 1.7% of the time. */
static void say_mginf_whole(struct expectations *to)
{
    say_mginf_to(to, 0.008);
}

/* ---- M/G/c/c: Erlang's loss formula, and the Poisson law cut at c, whatever the law. [GSTH] sec. 2.5
 * and 5.2.2, [W] sec. 5-14. */

static void say_mgcc(struct expectations *to)
{
    enum { UNITS = 4 };
    const double rate = 2.5, away = erlang_b(UNITS, rate);
    double p[UNITS + 1], all = 0;
    for (int n = 0; n <= UNITS; n++)
        all += poisson(n, rate);
    for (int n = 0; n <= UNITS; n++)
        p[n] = poisson(n, rate) / all;
    expect(to, away, "patients.all.shares.turned_away");
    expect(to, 1 - away, "patients.all.shares.completed");
    expect(to, rate * (1 - away), "resources.server.occupied");
    expect(to, away, "resources.server.all_busy");
    expect_exactly(to, 0, "resources.server.queue");
    expect_levels(to, "server", LEAST, p, UNITS + 1);
}

/* ---- the table */

static const char QUEUE[] = "scenarios/validation/queue.yaml";
#define TAKES(law) "pathways.service.serve.takes=" law
#define ONE "resources.server.capacity=1"
#define MG1(name, title, law, days, said)                                                                    \
    {                                                                                                        \
        name, title, "Kleinrock 1975, sec. 5.6 and 5.7", QUEUE,                                              \
            {ONE, "patients.customers.arrivals.rate=0.5 per day", TAKES(law), "run.horizon=" days},          \
            .say = said                                                                                      \
    }
#define GM1(name, title, law, days, said)                                                                    \
    {                                                                                                        \
        name, title, "Kleinrock 1975, sec. 6.4", QUEUE,                                                      \
            {ONE, "patients.customers.arrivals={every: " law "}", TAKES("{exponential: {mean: 0.7 d}}"),     \
             "run.horizon=" days},                                                                           \
            .say = said                                                                                      \
    }
#define MGINF(name, title, law, days, said)                                                                  \
    {                                                                                                        \
        name, title, "Gross et al. 2008, sec. 5.2.2", QUEUE,                                                 \
            {"resources.server.capacity=unlimited", "patients.customers.arrivals.rate=2 per day",            \
             TAKES(law), "run.warmup=100 d", "run.horizon=" days},                                           \
            .say = said                                                                                      \
    }
#define MGCC(name, title, law)                                                                               \
    {                                                                                                        \
        name, title, "Gross et al. 2008, sec. 5.2.2", QUEUE,                                                 \
            {"resources.server={capacity: 4, max_queue: 0}", "patients.customers.arrivals.rate=2.5 per day", \
             TAKES(law), "run.warmup=100 d", "run.horizon=1200 d"},                                          \
            .say = say_mgcc                                                                                  \
    }

static const struct validation_case CASES[] = {
    MG1("mg1-fixed", "M/D/1", FIXED, "6000 d", say_mg1_fixed),
    MG1("mg1-exponential", "M/M/1 by the formulas of M/G/1", "{exponential: {mean: 1 d}}", "12000 d",
        say_mg1_exponential),
    MG1("mg1-erlang", "M/G/1, Erlang's law", ERLANG, "8000 d", say_mg1_erlang),
    MG1("mg1-lognormal", "M/G/1, lognormal", LOGNORMAL, "12000 d", say_mg1_lognormal),
    MG1("mg1-mixture", "M/G/1, a mixture of short and long", MIXTURE, "20000 d", say_mg1_mixture),
    GM1("dm1", "D/M/1: arrivals at fixed distances", FIXED, "5000 d", say_dm1),
    GM1("em1", "G/M/1, Erlang's law between arrivals", ERLANG, "8000 d", say_em1),
    GM1("hm1", "G/M/1, a mixture between arrivals", MIXTURE, "16000 d", say_hm1),
    {"md3",
     "M/D/3, 70% used",
     "Crommelin 1932, Franx 2001",
     QUEUE,
     {"resources.server.capacity=3", "patients.customers.arrivals.rate=2.1 per day", TAKES(FIXED)},
     .say = say_mdc},
    MGINF("mginf-fixed", "M/D/infinity", FIXED, "2500 d", say_mginf),
    MGINF("mginf-exponential", "M/M/infinity", "{exponential: {mean: 1 d}}", "2000 d", say_mginf),
    MGINF("mginf-erlang", "M/G/infinity, Erlang's law", ERLANG, "2000 d", say_mginf),
    MGINF("mginf-lognormal", "M/G/infinity, lognormal", LOGNORMAL, "6000 d", say_mginf_whole),
    MGINF("mginf-mixture", "M/G/infinity, a mixture of short and long", MIXTURE, "2600 d", say_mginf),
    MGCC("mgcc-fixed", "M/D/4/4", FIXED),
    MGCC("mgcc-exponential", "M/M/4/4", "{exponential: {mean: 1 d}}"),
    MGCC("mgcc-lognormal", "M/G/4/4, lognormal", LOGNORMAL),
    MGCC("mgcc-mixture", "M/G/4/4, a mixture of short and long", MIXTURE),
};
const struct validation_group validation_general =
    VALIDATION_GROUP(CASES, "general", "Queues with other laws");
