/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "validation/figures.h"
#include "validation/laws_known.h"

/*
 * M/G/1: the mean wait is W = rate E[S^2] / (2 (1 - rho)), by Pollaczek and Khinchine, for any law of service
 * with that second moment. Gross, Shortle, Thompson & Harris sec. 5.1; Kleinrock vol. 1 sec. 5.6; Wolff sec.
 * 8-5.
 */
static const double RATE = 0.5; /* a day; service takes one day in the mean */

static struct centre *open_mg1(const char *law, int days)
{
    return centre_with("resources: {server: {capacity: 1}}\n"
                       "patients: {customers: {pathway: service, arrivals: {rate: %g per day}}}\n"
                       "pathways: {service: [{step: serve, needs: server, takes: %s}]}\n"
                       "run: {start: 2025-01-06, warmup: 300 d, horizon: %d d}\n",
                       RATE, law, days);
}

static void look(struct figures *figures, const struct centre *centre, const void *context)
{
    (void)context;
    look_at_levels(figures, centre, 0, 1);
    look_at_mean(figures, "wait", waits_for(centre, 0));
    look_at_share(figures, "no wait", waits_for(centre, 0), 0);
    look_at_mean(figures, "service", &centre->seen->series[centre->series.duration]);
}

static void check_law(const struct law_known *law, int days)
{
    struct centre *centre = open_mg1(law->yaml, days);
    struct figures *seen = figures_collect(centre, 3, look, NULL);
    double wait = RATE * law->second_moment / (2 * (1 - RATE));
    figures_agree_sharply(seen, "service", 1);
    figures_agree_sharply(seen, "occupied", RATE);
    figures_agree_sharply(seen, "no wait", 1 - RATE);
    figures_agree_sharply(seen, "wait", wait);
    figures_agree_sharply(seen, "queue", RATE * wait);
    free(seen);
    centre_close(centre);
}

static void fixed(void **state)
{
    (void)state;
    check_law(&LAWS_KNOWN[0], 9000);
}

static void exponential(void **state)
{
    (void)state;
    check_law(&LAWS_KNOWN[1], 16000);
}

static void erlang(void **state)
{
    (void)state;
    check_law(&LAWS_KNOWN[2], 11000);
}

static void lognormal(void **state)
{
    (void)state;
    check_law(&LAWS_KNOWN[3], 16000);
}

static void mixture(void **state)
{
    (void)state;
    check_law(&LAWS_KNOWN[4], 32000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fixed),     cmocka_unit_test(exponential), cmocka_unit_test(erlang),
        cmocka_unit_test(lognormal), cmocka_unit_test(mixture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
