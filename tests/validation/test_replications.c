/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "validation/figures.h"

/*
 * Replications are independent and alike: none is an outlier, the first is like the others, neighbours do not
 * resemble each other, and neither do seeds. Patients referred in a window are Poisson: what chi-square is
 * held against is known.
 */
static const double RATE = 2;
enum { DAYS = 200 };

static const char POISSON[] =
    "resources: {bed: {capacity: unlimited}}\n"
    "patients: {guests: {pathway: stay, arrivals: {rate: 2 per day}}}\n"
    "pathways: {stay: [{step: rest, needs: bed, takes: {exponential: {mean: 1 d}}}]}\n"
    "run: {start: 2025-01-06, warmup: 0 d, horizon: 200 d}\n";

/*
 * Referred patients of a replication, made standard: (N - mean) / sd. Beside it the mean stay, which is
 * independent of N given N and has the mean and sd of one day: (sum - N) / sqrt(N).
 */
struct standard {
    double referred, stay;
};

static struct standard standard_of(const struct centre *centre)
{
    const struct series *stays = &centre->seen->series[centre->series.duration];
    double referred = centre_counter(centre, centre->at.referred, 0), sum = 0;
    for (uint32_t i = 0; i < stays->count; i++)
        sum += (double)series_value(stays, i) / DAY;
    assert_near(referred, (double)stays->count, 0, 0);
    return (struct standard){(referred - RATE * DAYS) / sqrt(RATE * DAYS), (sum - referred) / sqrt(referred)};
}

/* By replication with one seed, or by seed with replication 0. */
static struct standard *collect(bool by_seed)
{
    struct centre *centre = centre_open(POISSON, NULL);
    struct simulation *simulation = simulation_create(centre->model);
    struct standard *seen = calloc(REPLICATIONS, sizeof *seen);
    assert_non_null(simulation);
    assert_non_null(seen);
    for (uint32_t r = 0; r < REPLICATIONS; r++) {
        simulation_run(simulation, by_seed ? r : 21, by_seed ? 0 : r, false, false, NULL, centre->seen);
        seen[r] = standard_of(centre);
    }
    simulation_free(simulation);
    centre_close(centre);
    return seen;
}

/*
 * A sum of n squares of standard normals, made standard: Wilson & Hilferty 1931, the cube root of chi-square
 * over n is nearly normal with mean 1 - 2 / 9n and variance 2 / 9n.
 */
static double chi_square_as_normal(double chi_square, int n)
{
    double variance = 2.0 / (9 * n);
    return (cbrt(chi_square / n) - (1 - variance)) / sqrt(variance);
}

struct sums {
    double x, squares, neighbours, both, greatest;
};

static struct sums add_up(const struct standard *seen)
{
    struct sums sums = {0};
    for (int r = 0; r < REPLICATIONS; r++) {
        double x = seen[r].referred;
        sums.x += x;
        sums.squares += x * x;
        sums.neighbours += r > 0 ? x * seen[r - 1].referred : 0;
        sums.both += x * seen[r].stay;
        sums.greatest = fmax(sums.greatest, fabs(x));
    }
    return sums;
}

/*
 * Bounds are ERRORS_ALLOWED standard normals; products of independent standard normals have mean 0 and
 * variance 1. Of 500 replications the farthest lies beyond 5.5 once in 50 000 (a Poisson law of mean 400 is a
 * little skewed, for which 0.5 is added).
 */
static void check_alike(bool by_seed)
{
    struct standard *seen = collect(by_seed);
    struct sums sums = add_up(seen);
    double root = sqrt(REPLICATIONS);
    assert_near(sums.x / root, 0, 0, ERRORS_ALLOWED);
    assert_near(chi_square_as_normal(sums.squares, REPLICATIONS), 0, 0, ERRORS_ALLOWED);
    assert_near(sums.neighbours / root, 0, 0, ERRORS_ALLOWED);
    assert_near(sums.both / root, 0, 0, ERRORS_ALLOWED);
    assert_true(sums.greatest < 6);
    assert_near(seen[0].referred, 0, 0, ERRORS_ALLOWED);
    free(seen);
}

static void replications_are_alike_and_independent(void **state)
{
    (void)state;
    check_alike(false);
}

static void seeds_are_alike_and_independent(void **state)
{
    (void)state;
    check_alike(true);
}

/* Referrals of one replication: the count of each week is Poisson too, so weeks of 500 replications spread as
 * chi-square says. */
static void referrals_of_each_week_are_poisson(void **state)
{
    (void)state;
    enum { WEEKS = DAYS / 7 };
    struct centre *centre = centre_open(POISSON, NULL);
    double chi_square = 0;
    int cells = 0;
    for (uint32_t r = 0; r < 100; r++) {
        double weeks[WEEKS] = {0};
        centre_run(centre, 22, r);
        for (uint32_t i = 0; i < centre->seen->patient_count; i++) {
            int64_t week = centre->seen->patients[i].referred / (7 * DAY);
            if (week < WEEKS)
                weeks[week]++;
        }
        for (int week = 0; week < WEEKS; week++, cells++)
            chi_square += (weeks[week] - 7 * RATE) * (weeks[week] - 7 * RATE) / (7 * RATE);
    }
    /* A squared Poisson residual has variance 2 + 1 / mean, not 2. */
    double wider = sqrt((2 + 1 / (7 * RATE)) / 2);
    assert_near(chi_square_as_normal(chi_square, cells), 0, 0, ERRORS_ALLOWED * wider);
    centre_close(centre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(replications_are_alike_and_independent),
        cmocka_unit_test(seeds_are_alike_and_independent),
        cmocka_unit_test(referrals_of_each_week_are_poisson),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
