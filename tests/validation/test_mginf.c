/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "validation/figures.h"
#include "validation/laws_known.h"

/*
 * M/G/infinity: with unlimited capacity the number of units in use is Poisson, with mean rate x E[S],
 * whatever the law. Gross, Shortle, Thompson & Harris sec. 5.2.2; Wolff sec. 2-6.
 */
enum { MOST = 12 };
static const double RATE = 3;

static struct centre *open_mginf(const char *law, const char *run)
{
    return centre_with("resources: {bed: {capacity: unlimited}}\n"
                       "patients: {guests: {pathway: stay, arrivals: {rate: %g per day}}}\n"
                       "pathways: {stay: [{step: rest, needs: bed, takes: %s}]}\n"
                       "run: {start: 2025-01-06, %s}\n",
                       RATE, law, run);
}

static void look(struct figures *figures, const struct centre *centre, const void *context)
{
    (void)context;
    const double *levels = centre->seen->levels[0];
    double squares = 0, horizon = (double)centre->model->run.horizon;
    for (int k = 0; k < centre->seen->level_count[0]; k++)
        squares += (k - RATE) * (k - RATE) * levels[k];
    look_at_levels(figures, centre, 0, MOST);
    look_at_mean(figures, "wait", waits_for(centre, 0));
    figures_see(figures, "variance", squares, horizon);
}

/* The least likely level that is looked at, 12 units, holds 0.006% of the time: seen, but not sharply. */
static void check_law(const struct law_known *law)
{
    struct centre *centre = open_mginf(law->yaml, "warmup: 200 d, horizon: 1500 d");
    struct figures *seen = figures_collect(centre, 4, look, NULL);
    figures_agree_sharply(seen, "occupied", RATE);
    figures_agree_sharply(seen, "variance", RATE);
    for (int k = 0; k <= MOST; k++) {
        char name[40];
        snprintf(name, sizeof name, "P(%d occupied)", k);
        if (poisson(k, RATE) > 0.1)
            figures_agree_sharply(seen, name, poisson(k, RATE));
        else
            figures_agree(seen, name, poisson(k, RATE));
    }
    figures_agree(seen, "wait", 0);
    figures_agree(seen, "queue", 0);
    free(seen);
    centre_close(centre);
}

static void occupancy_is_poisson_for_any_law(void **state)
{
    (void)state;
    for (int i = 0; i < LAWS_KNOWN_COUNT; i++)
        check_law(&LAWS_KNOWN[i]);
}

/*
 * An empty centre fills: after t days the mean is rate x the integral of P(S > s) over [0, t]; for
 * exponential times of mean one day rate (1 - exp(-t)), on average over the first two days rate (1 - (1 -
 * exp(-2)) / 2).
 */
static void an_empty_centre_fills_as_fast_as_theory_says(void **state)
{
    (void)state;
    struct centre *centre = open_mginf("{exponential: {mean: 1 d}}", "warmup: 0 d, horizon: 2 d");
    struct figures *seen = figures_collect(centre, 5, look, NULL);
    figures_agree(seen, "occupied", RATE * (1 - (1 - exp(-2)) / 2));
    free(seen);
    centre_close(centre);
}

/* share_of_time, as reported, is that distribution: it sums to 1 and each level agrees. */
static void reported_shares_of_time_are_the_distribution(void **state)
{
    (void)state;
    struct centre *centre = open_mginf("{erlang: {phases: 3, mean: 1 d}}", "warmup: 50 d, horizon: 1500 d");
    const struct resource_part *bed = &centre_estimate(centre, 6, 100)->resources[0];
    double sum = 0;
    for (int k = 0; k < bed->level_count; k++)
        sum += bed->share_of_time[k];
    assert_near(sum, 1, 1e-12, 0);
    /* 150 000 days whose levels are correlated over about a day: a standard error of about sqrt(2 p (1 - p) /
     * 150 000). */
    for (int k = 0; k <= MOST; k++) {
        double expected = poisson(k, RATE);
        assert_near(bed->share_of_time[k], expected, 0, ERRORS_ALLOWED * sqrt(2 * expected / 150000));
    }
    assert_false(bed->utilisation.known);
    assert_false(bed->all_busy.known);
    centre_close(centre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(occupancy_is_poisson_for_any_law),
        cmocka_unit_test(an_empty_centre_fills_as_fast_as_theory_says),
        cmocka_unit_test(reported_shares_of_time_are_the_distribution),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
