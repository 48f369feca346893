/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "validation/groups.h"
#include "validation/theory.h"

/*
 * Poisson arrivals whose rate changes with time, and beds for all. At time t the number of beds in use is
 * Poisson with mean m(t) = integral of rate(t - s) P(S > s) ds over s > 0: Eick, Massey & Whitt (1993,
 * Operations Research 41:731), theorem 1.
 */

/* ---- mondays to fridays: rate a day on these, none at the weekend; m(t) is the same each week. */
enum { STEPS = 400, BEDS_MOST = 60 };   /* steps a day of the sums below */
static const double RATE = 2.1 * 7 / 5; /* 2.1 a day in the mean of the week */

static double weekday_rate(double day)
{
    double of_week = day - 7 * floor(day / 7);
    return of_week < 5 ? RATE : 0;
}

/* m at the middle of each step of the week. Stays of a fixed length: the arrivals of so long before. */
static double mean_fixed(double t, double stay)
{
    double sum = 0;
    for (int i = 0; i < (int)(stay * STEPS); i++)
        sum += weekday_rate(t - (i + 0.5) / STEPS) / STEPS;
    return sum;
}

/* Exponential stays: each whole day before t leaves a share behind it; the week before that exp(-7 / mean) of
 * this. */
static double mean_exponential(double t, double mean)
{
    double sum = 0;
    for (int i = 0; i < 7 * STEPS; i++) {
        double age = (double)i / STEPS, step = 1.0 / STEPS;
        sum += weekday_rate(t - age - step / 2) * mean * (exp(-age / mean) - exp(-(age + step) / mean));
    }
    return sum / (1 - exp(-7 / mean));
}

/* The beds in use over the week: the mean of the Poisson laws of its times. */
static void say_week(struct expectations *to, double (*mean)(double t, double stay), double stay)
{
    enum { TIMES = 7 * 48 };
    double p[BEDS_MOST] = {0};
    for (int i = 0; i < TIMES; i++) {
        double m = mean(7 * (i + 0.5) / TIMES, stay);
        for (int k = 0; k < BEDS_MOST; k++)
            p[k] += poisson(k, m) / TIMES;
    }
    expect(to, 2.1 * stay, "resources.bed.occupied");
    expect_levels(to, "bed", 0.04, p, BEDS_MOST);
}

static void say_week_fixed(struct expectations *to)
{
    say_week(to, mean_fixed, 2);
}

static void say_week_exponential(struct expectations *to)
{
    say_week(to, mean_exponential, 1.5);
}

/*
 * ---- a quiet august: 20 a day, a quarter of it in august, stays with a mean of 20 days. Days are counted
 * from 2025-01-06; august is days 207 to 237, and before january there was nobody.
 */
static const double AUGUST = 207, SEPTEMBER = 238, FULL = 20, QUIET = 5;

/* Exponential stays: m' = rate - m / 20, from 0 on. */
static double month_exponential(double t)
{
    const double stay = 20;
    double in_august = fmin(fmax(t - AUGUST, 0), SEPTEMBER - AUGUST), after = fmax(t - SEPTEMBER, 0);
    double m = FULL * stay * (1 - exp(-fmin(t, AUGUST) / stay));
    m = QUIET * stay + (m - QUIET * stay) * exp(-in_august / stay);
    return FULL * stay + (m - FULL * stay) * exp(-after / stay);
}

/* Stays between 10 and 30 days, equally likely: P(S > s) falls from 1 at 10 d to 0 at 30 d. */
static double month_uniform(double t)
{
    double sum = 0, step = 0.01;
    for (double s = step / 2; s < 30; s += step) {
        double at = t - s, rate = at >= AUGUST && at < SEPTEMBER ? QUIET : FULL;
        sum += step * rate * fmin(1, (30 - s) / 20);
    }
    return sum;
}

/* Of a window of four days, the mean over it by Simpson's rule. */
static double over_window(double (*mean)(double t), double from)
{
    return (mean(from) + 4 * mean(from + 1) + 2 * mean(from + 2) + 4 * mean(from + 3) + mean(from + 4)) / 12;
}

static double filling(double t)
{
    return FULL * 20 * (1 - exp(-t / 20));
}

/* An empty ward on its first four days: no warm-up hides that it fills as fast as theory says. */
static void say_empty(struct expectations *to)
{
    expect(to, over_window(filling, 0), "resources.bed.occupied");
}

static void say_august_exponential(struct expectations *to)
{
    expect(to, over_window(month_exponential, 234), "resources.bed.occupied");
}

static void say_september_exponential(struct expectations *to)
{
    expect(to, over_window(month_exponential, 250), "resources.bed.occupied");
}

static void say_august_uniform(struct expectations *to)
{
    expect(to, over_window(month_uniform, 232), "resources.bed.occupied");
}

static void say_september_uniform(struct expectations *to)
{
    expect(to, over_window(month_uniform, 246), "resources.bed.occupied");
}

/* ---- the table */

static const char WARD[] = "scenarios/validation/ward.yaml", SOURCE[] = "Eick, Massey & Whitt 1993";
#define WEEK(law)                                                                                            \
    "patients.guests.arrivals={rate: 2.1 per day, days: mon-fri}", "pathways.way.stay.takes=" law,           \
        "run.warmup=70 d", "run.horizon=2800 d"
#define MONTH(law, day)                                                                                      \
    "patients.guests.arrivals={rate: 20 per day, monthly: {aug: 0.25}}", "pathways.way.stay.takes=" law,     \
        "run.warmup=" day, "run.horizon=4 d"
#define UNIFORM "{uniform: {min: 10 d, max: 30 d}}"

static const struct validation_case CASES[] = {
    {"week-fixed",
     "Arrivals mondays to fridays, stays of two days",
     SOURCE,
     WARD,
     {WEEK("2 d")},
     .say = say_week_fixed},
    {"week-exponential",
     "The same, exponential stays",
     SOURCE,
     WARD,
     {WEEK("{exponential: {mean: 1.5 d}}")},
     .say = say_week_exponential},
    {"empty",
     "An empty ward fills",
     SOURCE,
     WARD,
     {"run.warmup=0 d", "run.replications=6400"},
     .say = say_empty},
    {"august-exponential",
     "At the end of a quiet august, exponential stays",
     SOURCE,
     WARD,
     {MONTH("{exponential: {mean: 20 d}}", "234 d")},
     .say = say_august_exponential},
    {"september-exponential",
     "A fortnight later",
     SOURCE,
     WARD,
     {MONTH("{exponential: {mean: 20 d}}", "250 d")},
     .say = say_september_exponential},
    {"august-uniform",
     "At the end of a quiet august, even stays",
     SOURCE,
     WARD,
     {MONTH(UNIFORM, "232 d")},
     .say = say_august_uniform},
    {"september-uniform",
     "A fortnight later",
     SOURCE,
     WARD,
     {MONTH(UNIFORM, "246 d")},
     .say = say_september_uniform},
};
const struct validation_group validation_time =
    VALIDATION_GROUP(CASES, "time", "Arrivals that change with time");
