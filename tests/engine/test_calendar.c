/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/seen.h"

/* When patients are referred. */

#define WAY "pathways: {way: [{step: a}]}\n"

/* Referrals on day `day` or, with to, on the days [day, to). */
static int referred_on(const struct centre *centre, int64_t day, int64_t to)
{
    int count = 0;
    for (uint32_t i = 0; i < centre->seen->patient_count; i++) {
        int64_t time = centre->seen->patients[i].referred;
        count += time >= day * DAY && time < to * DAY;
    }
    return count;
}

/* The mean of many Poisson counts is as the theory says, within 4.5 standard errors. */
static void assert_poisson(double count, double mean)
{
    assert_near(count, mean, 0, 4.5 * sqrt(mean));
}

static struct centre *referrals(const char *horizon, const char *arrivals)
{
    char yaml[600];
    snprintf(yaml, sizeof yaml,
             "run: {start: 2025-01-06, warmup: 0 d, horizon: %s}\n"
             "patients: {p: {pathway: way, arrivals: {%s}}}\n" WAY,
             horizon, arrivals);
    struct centre *centre = centre_open(yaml, NULL);
    centre_run(centre, 1, 0);
    return centre;
}

/* 40 a day for 100 d: 4000. The gaps are exponential: their squares' mean is twice their mean's square. */
static void a_rate_makes_a_poisson_process(void **state)
{
    (void)state;
    struct centre *centre = referrals("100 d", "rate: 40 per day");
    uint32_t count = centre->seen->patient_count;
    assert_poisson(count, 4000);
    double sum = 0, squares = 0;
    for (uint32_t i = 1; i < count; i++) {
        double gap = (double)(centre->seen->patients[i].referred - centre->seen->patients[i - 1].referred);
        sum += gap;
        squares += gap * gap;
    }
    double mean = sum / (count - 1), ratio = squares / (count - 1) / (mean * mean);
    assert_near(mean, DAY / 40.0, 0, 4.5 * DAY / 40.0 / sqrt(4000));
    assert_near(ratio, 2, 0,
                4.5 * 4 /
                    sqrt(4000)); /* the square of a unit exponential has standard deviation sqrt 20; 4.47 */
    centre_close(centre);
}

/* No clock begins with a patient at its door: the first comes after the first gap, 1/40 d on average over
 * 1000 runs. */
static void the_first_referral_is_not_at_the_start(void **state)
{
    (void)state;
    struct centre *centre =
        centre_open("run: {warmup: 0 d, horizon: 10 d}\n"
                    "patients: {p: {pathway: way, arrivals: {rate: 1 per day, limit: 1}}}\n" WAY,
                    NULL);
    double sum = 0;
    int runs = 0;
    for (uint32_t i = 0; i < 1000; i++) {
        centre_run(centre, 1, i);
        for (uint32_t k = 0; k < centre->seen->patient_count; k++, runs++) {
            assert_true(centre->seen->patients[k].referred > 0);
            sum += (double)centre->seen->patients[k].referred / DAY;
        }
    }
    assert_near(sum / runs, 1, 0, 4.5 / sqrt(1000));
    centre_close(centre);
}

/* The week's referrals fall on its weekdays: 7 a day on average are 49 a week, 9.8 on each of the five, none
 * on the other two. */
static void a_weeks_referrals_fall_on_its_days(void **state)
{
    (void)state;
    struct centre *centre = referrals("700 d", "rate: 7 per day, days: mon-fri");
    double on[7] = {0};
    for (uint32_t i = 0; i < centre->seen->patient_count; i++)
        on[centre->seen->patients[i].referred / DAY % 7]++;
    for (int i = 0; i < 5; i++)
        assert_poisson(on[i], 980);
    assert_true(on[5] == 0 && on[6] == 0);
    centre_close(centre);
}

/* Day 0 is 6 January 2025. August is days 207 to 237, December 329 to 359, of the first year; half of 10 a
 * day, 8 a day, 10. */
static void months_have_their_factors(void **state)
{
    (void)state;
    struct centre *centre = referrals("360 d", "rate: 10 per day, monthly: {aug: 0.5, dec: 0.8, feb: 0}");
    assert_poisson(referred_on(centre, 207, 238), 31 * 5);
    assert_poisson(referred_on(centre, 329, 360), 31 * 8);
    assert_int_equal(referred_on(centre, 26, 54), 0); /* February */
    assert_poisson(referred_on(centre, 54, 207), 153 * 10);
    assert_poisson(referred_on(centre, 238, 329), 91 * 10);
    centre_close(centre);
}

/* The same fifteen years on, and in the next replication: February 2036 is days 4043 to 4071, leap day
 * included, August 2040 days 5686 to 5716. */
static void months_years_later_have_theirs(void **state)
{
    (void)state;
    struct centre *centre = referrals("5747 d", "rate: 10 per day, monthly: {aug: 0.5, feb: 0}");
    for (uint32_t replication = 0; replication < 2; replication++) {
        centre_run(centre, 1, replication);
        assert_int_equal(referred_on(centre, 4043, 4072), 0);
        assert_poisson(referred_on(centre, 4072, 4164), 92 * 10);
        assert_poisson(referred_on(centre, 5686, 5717), 31 * 5);
        assert_poisson(referred_on(centre, 5717, 5747), 30 * 10);
    }
    centre_close(centre);
}

/* lambda(t) = r g^t, t in years: between a and b years r (g^b - g^a) / ln g come, days being short. With g =
 * 2 from 1000 a year: 1442.7 in the first, 2885.4 in the second; with g = 0.9: 949.1, 854.2. 1% a month
 * is 1.01^12 a year. */
static void growth_compounds_and_may_be_a_decline(void **state)
{
    (void)state;
    static const char *const growth[] = {"100% per year", "-10% per year", "-5% per month", "1% per month",
                                         "-99% per year"};
    const double factors[] = {2, 0.9, pow(0.95, 12), pow(1.01, 12), 0.01};
    for (int i = 0; i < 5; i++) {
        char arrivals[100];
        snprintf(arrivals, sizeof arrivals, "rate: 3000 per year, growth: %s", growth[i]);
        struct centre *centre = referrals("2 y", arrivals);
        double ratio = factors[i], year = 3000 * (ratio - 1) / log(ratio);
        int64_t half = (int64_t)(365.25 * DAY);
        double first = 0, second = 0;
        for (uint32_t k = 0; k < centre->seen->patient_count; k++)
            *(centre->seen->patients[k].referred < half ? &first : &second) += 1;
        assert_poisson(first, year);
        assert_poisson(second, year * ratio);
        centre_close(centre);
    }
}

/* All together: rate 10 a day on weekdays only, half in July, 20% more each year: July of the first year is
 * days 176 to 206, 0.52 y from the start; it has 23 weekdays (the 1st is a Tuesday). 23 x 14 x 0.5
 * x 1.2^0.52. */
static void days_months_and_growth_multiply(void **state)
{
    (void)state;
    double sum = 0;
    for (int day = 176; day < 207; day++)
        sum += day % 7 < 5 ? 14 * 0.5 * pow(1.2, (day + 0.5) / 365.25) : 0;
    assert_near(sum, 23 * 14 * 0.5 * pow(1.2, 0.524), 1e-3, 0);
    struct centre *centre = centre_open("run: {start: 2025-01-06, warmup: 176 d, horizon: 31 d}\n"
                                        "patients: {p: {pathway: way, arrivals: {rate: 10 per day, days: "
                                        "mon-fri, monthly: {jul: 0.5}, growth: 20% per year}}}\n" WAY,
                                        NULL);
    double count = 0;
    for (uint32_t i = 0; i < 20; i++) {
        centre_run(centre, 1, i);
        count += centre->seen->patient_count;
    }
    assert_poisson(count, 20 * sum);
    centre_close(centre);
}

/* A step of the rate inside a gap is heeded: after a month without anybody the first comes as long after the
 * month's end as the rate says, 0.1 d on average. (Looking the rate up once a gap would carry February's
 * nought on.) */
static void a_change_of_the_rate_is_heeded_at_once(void **state)
{
    (void)state;
    struct centre *centre = centre_open(
        "run: {start: 2025-02-01, warmup: 0 d, horizon: 40 d}\n"
        "patients: {p: {pathway: way, arrivals: {rate: 10 per day, monthly: {feb: 0}, limit: 1}}}\n" WAY,
        NULL);
    double sum = 0;
    for (uint32_t i = 0; i < 1000; i++) {
        centre_run(centre, 1, i);
        assert_int_equal(centre->seen->patient_count, 1);
        sum += (double)centre->seen->patients[0].referred / DAY - 28;
    }
    assert_near(sum / 1000, 0.1, 0, 4.5 * 0.1 / sqrt(1000));
    centre_close(centre);
}

static void a_renewal_process_has_its_own_gaps(void **state)
{
    (void)state;
    struct centre *centre = referrals("20 d", "every: 3 d");
    static const int64_t days[] = {3, 6, 9, 12, 15, 18};
    assert_int_equal(centre->seen->patient_count, 6);
    for (int i = 0; i < 6; i++)
        assert_int_equal(centre->seen->patients[i].referred, days[i] * DAY);
    centre_close(centre);
}

/* Gaps uniform from 1 to 3 d: mean 2 d, variance 1/3 d2; in 2000 d 1000, with a variance of 2000 x (1/3) / 8
 * = 83, 9.1. */
static void the_gaps_of_a_renewal_process_follow_their_law(void **state)
{
    (void)state;
    struct centre *centre = referrals("2000 d", "every: {uniform: {min: 1 d, max: 3 d}}");
    assert_near(centre->seen->patient_count, 1000, 0, 4.5 * 9.2);
    centre_close(centre);
}

/* In any order, as times since the start or as dates: 10 January 2025 is day 4. */
static void listed_referrals_come_when_listed(void **state)
{
    (void)state;
    struct centre *centre = referrals("30 d", "at: [9 d, 2025-01-10, 12 h, 2025-01-06, 2 wk]");
    static const double days[] = {0, 0.5, 4, 9, 14};
    assert_int_equal(centre->seen->patient_count, 5);
    for (int i = 0; i < 5; i++)
        assert_near((double)centre->seen->patients[i].referred / DAY, days[i], 0, 0);
    centre_close(centre);
}

static void a_limit_stops_the_referrals(void **state)
{
    (void)state;
    static const char *const arrivals[] = {"rate: 1 per day, limit: 7", "every: 1 d, limit: 7",
                                           "at: [1 d, 2 d, 3 d, 4 d, 5 d, 6 d, 7 d, 8 d, 9 d], limit: 7"};
    for (int i = 0; i < 3; i++) {
        struct centre *centre = referrals("1 y", arrivals[i]);
        assert_int_equal(centre->seen->patient_count, 7);
        centre_close(centre);
    }
}

static void no_rate_is_nobody(void **state)
{
    (void)state;
    struct centre *centre = referrals("1 y", "rate: 0 per year");
    assert_int_equal(centre->seen->patient_count, 0);
    centre_close(centre);
}

/* Counts of 400 runs of each of two seeds, and of the first run of 400 seeds: all Poisson with mean 20. The
 * variance of 400 such counts is 20 within 4.5 x 20 sqrt(2 / 400). Neither a seed nor run 0 stands out. */
static void no_run_stands_out(void **state)
{
    (void)state;
    struct centre *centre = centre_open("run: {warmup: 0 d, horizon: 20 d}\n"
                                        "patients: {p: {pathway: way, arrivals: {rate: 1 per day}}}\n" WAY,
                                        NULL);
    for (int kind = 0; kind < 3; kind++) {
        double sum = 0, squares = 0;
        for (uint32_t i = 0; i < 400; i++) {
            centre_run(centre, kind == 0 ? 0 : kind == 1 ? 1 : i, kind == 2 ? 0 : i);
            double count = centre->seen->patient_count;
            sum += count;
            squares += count * count;
        }
        double mean = sum / 400, variance = squares / 400 - mean * mean;
        assert_near(mean, 20, 0, 4.5 * sqrt(20.0 / 400));
        assert_near(variance, 20, 0, 4.5 * 20 * sqrt(2.0 / 400));
    }
    centre_close(centre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rate_makes_a_poisson_process),
        cmocka_unit_test(the_first_referral_is_not_at_the_start),
        cmocka_unit_test(a_weeks_referrals_fall_on_its_days),
        cmocka_unit_test(months_have_their_factors),
        cmocka_unit_test(months_years_later_have_theirs),
        cmocka_unit_test(growth_compounds_and_may_be_a_decline),
        cmocka_unit_test(days_months_and_growth_multiply),
        cmocka_unit_test(a_change_of_the_rate_is_heeded_at_once),
        cmocka_unit_test(a_renewal_process_has_its_own_gaps),
        cmocka_unit_test(the_gaps_of_a_renewal_process_follow_their_law),
        cmocka_unit_test(listed_referrals_come_when_listed),
        cmocka_unit_test(a_limit_stops_the_referrals),
        cmocka_unit_test(no_rate_is_nobody),
        cmocka_unit_test(no_run_stands_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
