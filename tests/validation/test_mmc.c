/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "validation/figures.h"
#include "validation/theory.h"

/*
 * M/M/c: Poisson referrals, exponential times, c units, first come first served. Gross, Shortle, Thompson &
 * Harris sec. 2.2 and 2.3; Kleinrock vol. 1 sec. 3.2 and 3.5.
 */
struct mmc {
    int c;
    double rate; /* a day; times have a mean of one day */
};

static const double LEVELS[] = {0.5, 0.75, 0.9, 0.95, 0.99};
enum { LEVEL_COUNT = sizeof LEVELS / sizeof *LEVELS };

static double offered_share(const struct mmc *mmc)
{
    return mmc->rate / mmc->c;
}

/* P(wait > t) = C exp(-(c - a) t), so the q-quantile; 0 where more than q don't wait. */
static double wait_quantile(const struct mmc *mmc, double q)
{
    double waits = erlang_c(mmc->c, mmc->rate);
    return 1 - q < waits ? log(waits / (1 - q)) / (mmc->c - mmc->rate) : 0;
}

/* P(k units in use): P(0) a^k / k! below c, and Erlang's C at c. */
static double in_service(const struct mmc *mmc, int k)
{
    double empty = 0, a = mmc->rate;
    for (int i = 0; i < mmc->c; i++)
        empty += pow(a, i) / tgamma(i + 1.0);
    empty += pow(a, mmc->c) / tgamma(mmc->c + 1.0) / (1 - offered_share(mmc));
    return k < mmc->c ? pow(a, k) / tgamma(k + 1.0) * 1 / empty : erlang_c(mmc->c, a);
}

static void look(struct figures *figures, const struct centre *centre, const void *context)
{
    const struct mmc *mmc = context;
    const struct series *waits = waits_for(centre, 0);
    look_at_levels(figures, centre, 0, mmc->c);
    look_at_mean(figures, "wait", waits);
    look_at_share(figures, "no wait", waits, 0);
    figures_see(figures, "all busy", centre_counter(centre, centre->at.busy, 0),
                centre_counter(centre, centre->at.busy_base, 0));
    for (int i = 0; i < LEVEL_COUNT; i++) {
        char name[40];
        snprintf(name, sizeof name, "within the %g-quantile", LEVELS[i]);
        if (wait_quantile(mmc, LEVELS[i]) > 0)
            look_at_share(figures, name, waits, wait_quantile(mmc, LEVELS[i]));
    }
}

static struct centre *open_mmc(const struct mmc *mmc, int days)
{
    return centre_with(
        "resources: {server: {capacity: %d}}\n"
        "patients: {customers: {pathway: service, arrivals: {rate: %g per day}}}\n"
        "pathways: {service: [{step: serve, needs: server, takes: {exponential: {mean: 1 d}}}]}\n"
        "run: {start: 2025-01-06, warmup: 200 d, horizon: %d d}\n",
        mmc->c, mmc->rate, days);
}

/* The run is long enough for the mean wait, the least sharp of the main figures. */
static void check_mmc(const struct mmc *mmc, int days)
{
    struct centre *centre = open_mmc(mmc, days);
    struct figures *seen = figures_collect(centre, 1, look, mmc);
    double waits = erlang_c(mmc->c, mmc->rate), wait = waits / (mmc->c - mmc->rate);
    figures_agree_sharply(seen, "occupied", mmc->rate);
    figures_agree_sharply(seen, "no wait", 1 - waits);
    figures_agree_sharply(seen, "all busy", waits);
    figures_agree_sharply(seen, "wait", wait);
    figures_agree_sharply(seen, "queue", mmc->rate * wait);
    for (int k = 0; k <= mmc->c; k++) {
        char name[40];
        snprintf(name, sizeof name, "P(%d occupied)", k);
        figures_agree_sharply(seen, name, in_service(mmc, k));
    }
    for (int i = 0; i < LEVEL_COUNT; i++) {
        char name[40];
        snprintf(name, sizeof name, "within the %g-quantile", LEVELS[i]);
        if (wait_quantile(mmc, LEVELS[i]) > 0)
            figures_agree_sharply(seen, name, LEVELS[i]);
    }
    free(seen);
    centre_close(centre);
}

static void one_server(void **state)
{
    (void)state;
    check_mmc(&(const struct mmc){1, 0.5}, 16000);
}

static void two_servers(void **state)
{
    (void)state;
    check_mmc(&(const struct mmc){2, 1}, 13500);
}

static void five_servers(void **state)
{
    (void)state;
    check_mmc(&(const struct mmc){5, 2.8}, 12500);
}

static double half_width(const struct figure *figure)
{
    const double t_975 = 1.972; /* Student's, 199 degrees of freedom */
    return ERRORS_ALLOWED / t_975 * (figure->high - figure->low) / 2;
}

/* The same truths at the other end of the house: figures as metrics.json shows them, with their own
 * intervals. */
static void reported_figures_and_intervals_agree_with_theory(void **state)
{
    (void)state;
    const struct mmc mmc = {2, 1.1};
    struct centre *centre = open_mmc(&mmc, 2000);
    const struct metrics *metrics = centre_estimate(centre, 2, 200);
    const struct resource_part *server = &metrics->resources[0];
    double waits = erlang_c(mmc.c, mmc.rate), wait = waits / (mmc.c - mmc.rate);
    assert_near(server->utilisation.value, offered_share(&mmc), 0, half_width(&server->utilisation));
    assert_near(server->all_busy.value, waits, 0, half_width(&server->all_busy));
    assert_near(server->queue.value, mmc.rate * wait, 0, half_width(&server->queue));
    assert_near(server->wait.mean.value, wait, 0, half_width(&server->wait.mean));
    for (int k = 0; k < QUANTILE_COUNT; k++) {
        const struct figure *quantile = &server->wait.quantiles[k];
        assert_near(quantile->value, wait_quantile(&mmc, quantile_levels[k]), 0, half_width(quantile));
    }
    centre_close(centre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_server),
        cmocka_unit_test(two_servers),
        cmocka_unit_test(five_servers),
        cmocka_unit_test(reported_figures_and_intervals_agree_with_theory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
