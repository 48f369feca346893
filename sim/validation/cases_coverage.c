/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include <gsl/gsl_cdf.h>

#include "validation/groups.h"
#include "validation/theory.h"

/* How often the intervals that are shown hold what is known: see coverage.h. */
enum { RUNS = 2000 };

/*
 * ---- a centre of so many patients a year: referrals are Poisson, stays lognormal with a mean of 40 days and
 * a standard deviation of 20, all independent. The beds in use are Poisson with mean rate * 40 (M/G/infinity,
 * [GSTH] sec. 5.2.2; 50 beds are never all in use).
 */
static const double MEAN = 40, SD = 20, FAILS = 0.15, BEDS = 50, YEAR = 365.25;

/* ln of the stay is normal with these (Aitchison & Brown 1957, The Lognormal Distribution, sec. 2.3). */
static double log_spread(void)
{
    return sqrt(log(1 + SD / MEAN * SD / MEAN));
}

static double log_mean(void)
{
    return log(MEAN) - log_spread() * log_spread() / 2;
}

static double stay_quantile(double p)
{
    return exp(log_mean() + log_spread() * gsl_cdf_ugaussian_Pinv(p));
}

static double stays_within(double days)
{
    return gsl_cdf_ugaussian_P((log(days) - log_mean()) / log_spread());
}

static void say_centre(struct expectations *to, double a_year)
{
    expect(to, MEAN, "measures.stay.mean");
    expect(to, stay_quantile(0.5), "measures.stay.p50");
    expect(to, stay_quantile(0.9), "measures.stay.p90");
    expect(to, stays_within(30), "measures.stay.share_within[30 d]");
    expect(to, stays_within(60), "measures.stay.share_within[60 d]");
    expect(to, FAILS, "patients.all.shares.failed");
    expect(to, a_year / YEAR * MEAN / BEDS, "resources.bed.utilisation");
}

/* Where a p95 and a p99 are shown. */
static void say_tail(struct expectations *to)
{
    expect(to, stay_quantile(0.05), "measures.stay.p05");
    expect(to, stay_quantile(0.95), "measures.stay.p95");
    expect(to, stay_quantile(0.99), "measures.stay.p99");
}

static void say_ten(struct expectations *to)
{
    say_centre(to, 10);
}

static void say_ten_often(struct expectations *to)
{
    say_ten(to);
    say_tail(to);
}

static void say_hundred(struct expectations *to)
{
    say_centre(to, 100);
}

static void say_hundred_often(struct expectations *to)
{
    say_hundred(to);
    say_tail(to);
}

/* ---- M/M/1, half used: patients of one replication wait for each other. The stay is exponential with mean
 * 1 / (1 - a), [GSTH] sec. 2.2. */

static void say_queue_used(struct expectations *to, double a)
{
    expect(to, a, "resources.server.utilisation");
    expect(to, a, "resources.server.all_busy");
    expect(to, a * a / (1 - a), "resources.server.queue");
    expect(to, a / (1 - a), "measures.wait.mean");
    expect(to, 1 - a * exp(-(1 - a)), "measures.wait.share_within[1 d]");
    expect(to, 1 / (1 - a), "measures.stay.mean");
    expect(to, log(2) / (1 - a), "measures.stay.p50");
    expect(to, log(10) / (1 - a), "measures.stay.p90");
}

/* Waits come in heaps: those of the tail above all, of which half of the waits are 0. */
static void say_queue_tail(struct expectations *to, double a)
{
    expect(to, log(20) / (1 - a), "measures.stay.p95");
    expect(to, log(100) / (1 - a), "measures.stay.p99");
    expect(to, log(a / 0.01) / (1 - a), "measures.wait.p99");
}

static void say_queue(struct expectations *to)
{
    say_queue_used(to, 0.5);
}

static void say_queue_often(struct expectations *to)
{
    say_queue_used(to, 0.5);
    say_queue_tail(to, 0.5);
}

static void say_busy_queue(struct expectations *to)
{
    say_queue_used(to, 0.8);
    say_queue_tail(to, 0.8);
}

/* ---- a server more, under common luck: [GSTH] sec. 2.3. */

static void say_servers(struct expectations *to)
{
    const double a = 1;
    expect(to, erlang_c(2, a) / (2 - a) - erlang_c(3, a) / (3 - a), "measures.wait.mean");
    expect(to, a / 2 - a / 3, "resources.server.utilisation");
}

/* Stays longer by a quarter, and fewer failures, of the same patients. */
static void say_longer(struct expectations *to)
{
    expect(to, MEAN * 0.25, "measures.stay.mean");
    expect(to, stay_quantile(0.5) * 0.25, "measures.stay.p50");
    expect(to, stay_quantile(0.9) * 0.25, "measures.stay.p90");
    expect(to, 0.10 - FAILS, "patients.all.shares.failed");
    expect(to, 10 / YEAR * MEAN * 0.25 / BEDS, "resources.bed.utilisation");
}

static void say_longer_often(struct expectations *to)
{
    say_longer(to);
    expect(to, stay_quantile(0.95) * 0.25, "measures.stay.p95");
    expect(to, stay_quantile(0.99) * 0.25, "measures.stay.p99");
}

#define HUNDRED "patients.adults.arrivals.rate=100 per year", "run.horizon=1 y"
#define LONGER "pathways.way.stay.takes={lognormal: {mean: 50 d, sd: 25 d}}", "pathways.way.stay.fails=10%"
#define HALF                                                                                                 \
    "patients.customers.arrivals.rate=0.5 per day", "resources.server.capacity=1", "run.horizon=365 d"
#define BUSY                                                                                                 \
    "patients.customers.arrivals.rate=0.8 per day", "resources.server.capacity=1", "run.horizon=365 d"
#define SERVERS(count) "resources.server.capacity=" count, "run.horizon=365 d", "run.warmup=60 d"

static const struct validation_case cases[] = {
    {.name = "ten-a-year",
     .title = "Ten patients a year for three years, 20 replications",
     .source = "Aitchison & Brown 1957; Gross et al. 2008, sec. 5.2.2",
     .scenario = "scenarios/validation/centre.yaml",
     .runs = RUNS,
     .say = say_ten},
    {.name = "ten-a-year-100",
     .title = "The same, 100 replications",
     .source = "Aitchison & Brown 1957; Gross et al. 2008, sec. 5.2.2",
     .scenario = "scenarios/validation/centre.yaml",
     .sets = {"run.replications=100"},
     .runs = RUNS,
     .say = say_ten_often},
    {.name = "ten-a-year-10",
     .title = "Ten patients a year for one year, 10 replications",
     .source = "Aitchison & Brown 1957; Gross et al. 2008, sec. 5.2.2",
     .scenario = "scenarios/validation/centre.yaml",
     .sets = {"run.horizon=1 y", "run.replications=10"},
     .runs = RUNS,
     .say = say_ten},
    {.name = "hundred-a-year",
     .title = "A hundred patients in a year, 10 replications",
     .source = "Aitchison & Brown 1957; Gross et al. 2008, sec. 5.2.2",
     .scenario = "scenarios/validation/centre.yaml",
     .sets = {HUNDRED, "run.replications=10"},
     .runs = RUNS,
     .say = say_hundred},
    {.name = "hundred-a-year-30",
     .title = "The same, 30 replications",
     .source = "Aitchison & Brown 1957; Gross et al. 2008, sec. 5.2.2",
     .scenario = "scenarios/validation/centre.yaml",
     .sets = {HUNDRED, "run.replications=30"},
     .runs = RUNS,
     .say = say_hundred_often},
    {.name = "queue-10",
     .title = "M/M/1, half used, for a year, 10 replications",
     .source = "Gross et al. 2008, sec. 2.2",
     .scenario = "scenarios/validation/queue.yaml",
     .sets = {HALF, "run.replications=10"},
     .runs = RUNS,
     .say = say_queue},
    {.name = "queue-30",
     .title = "The same, 30 replications",
     .source = "Gross et al. 2008, sec. 2.2",
     .scenario = "scenarios/validation/queue.yaml",
     .sets = {HALF, "run.replications=30"},
     .runs = RUNS,
     .say = say_queue_often},
    {.name = "queue-100",
     .title = "M/M/1, four fifths used, for a year, 100 replications",
     .source = "Gross et al. 2008, sec. 2.2",
     .scenario = "scenarios/validation/queue.yaml",
     .sets = {BUSY, "run.replications=100"},
     .runs = RUNS,
     .say = say_busy_queue},
    {.name = "server-more",
     .title = "M/M/2 less M/M/3 under common luck, 10 replications",
     .source = "Gross et al. 2008, sec. 2.3",
     .scenario = "scenarios/validation/queue.yaml",
     .sets = {SERVERS("2"), "run.replications=10"},
     .second = {SERVERS("3"), "run.replications=10"},
     .runs = RUNS,
     .say = say_servers},
    {.name = "longer-stays",
     .title = "Longer stays less shorter ones, ten patients a year, 20 replications",
     .source = "Aitchison & Brown 1957; Gross et al. 2008, sec. 5.2.2",
     .scenario = "scenarios/validation/centre.yaml",
     .sets = {LONGER},
     .second = {"run.replications=20"},
     .runs = RUNS,
     .say = say_longer},
    {.name = "longer-stays-100",
     .title = "The same, 100 replications",
     .source = "Aitchison & Brown 1957; Gross et al. 2008, sec. 5.2.2",
     .scenario = "scenarios/validation/centre.yaml",
     .sets = {LONGER, "run.replications=100"},
     .second = {"run.replications=100"},
     .runs = RUNS,
     .say = say_longer_often},
};

const struct validation_group validation_coverage =
    VALIDATION_GROUP(cases, "coverage", "Intervals that cover");
