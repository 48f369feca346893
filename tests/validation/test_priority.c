/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "validation/figures.h"
#include "validation/laws_known.h"

/*
 * Two classes at one resource, the first served before the second, nobody interrupted. Cobham 1954
 * (Operations Research 2:70-76): class k waits W0 / ((1 - s[k-1])(1 - s[k])), where s[k] is the load of
 * classes 1 ... k and W0 the mean time until the unit in use is free. Gross, Shortle, Thompson & Harris
 * sec. 3.4; Kleinrock vol. 2 sec. 3.3 and 3.6.
 */
static const double URGENT_RATE = 0.2, ROUTINE_RATE = 0.25, URGENT_MEAN = 1, ROUTINE_MEAN = 1.2;

/* Times: Erlang of two phases for the urgent, exponential for the others. W0 is half of the sum of rate x
 * E[S^2]. */
static double residual(void)
{
    return (URGENT_RATE * URGENT_MEAN * URGENT_MEAN * 1.5 + ROUTINE_RATE * ROUTINE_MEAN * ROUTINE_MEAN * 2) /
           2;
}

static double urgent_load(void)
{
    return URGENT_RATE * URGENT_MEAN;
}

static double load(void)
{
    return urgent_load() + ROUTINE_RATE * ROUTINE_MEAN;
}

static struct centre *open_theatre(const char *order)
{
    return centre_with("resources: {theatre: {capacity: 1, order: %s}}\n"
                       "patients:\n"
                       "  urgent: {pathway: short, priority: 1, arrivals: {rate: %g per day}}\n"
                       "  routine: {pathway: long, priority: 2, arrivals: {rate: %g per day}}\n"
                       "pathways:\n"
                       "  short: [{step: brief, needs: theatre, takes: {erlang: {phases: 2, mean: %g d}}}]\n"
                       "  long: [{step: slow, needs: theatre, takes: {exponential: {mean: %g d}}}]\n"
                       "run: {start: 2025-01-06, warmup: 300 d, horizon: 30000 d}\n",
                       order, URGENT_RATE, ROUTINE_RATE, URGENT_MEAN, ROUTINE_MEAN);
}

static void look(struct figures *figures, const struct centre *centre, const void *context)
{
    (void)context;
    look_at_levels(figures, centre, 0, 1);
    for (int i = 0; i < 2; i++)
        look_at_mean(figures, centre->model->steps[i].name, &centre->seen->series[centre->series.wait + i]);
}

static void urgent_patients_go_first(void **state)
{
    (void)state;
    struct centre *centre = open_theatre("priority");
    struct figures *seen = figures_collect(centre, 9, look, NULL);
    double urgent = residual() / (1 - urgent_load());
    double routine = residual() / (1 - urgent_load()) / (1 - load());
    figures_agree_sharply(seen, "occupied", load());
    figures_agree_sharply(seen, "brief", urgent);
    figures_agree_sharply(seen, "slow", routine);
    figures_agree_sharply(seen, "queue", URGENT_RATE * urgent + ROUTINE_RATE * routine);
    free(seen);
    centre_close(centre);
}

/* order: fifo makes them one class: Pollaczek and Khinchine, the same for both. */
static void fifo_ignores_priority(void **state)
{
    (void)state;
    struct centre *centre = open_theatre("fifo");
    struct figures *seen = figures_collect(centre, 10, look, NULL);
    double wait = residual() / (1 - load());
    figures_agree_sharply(seen, "brief", wait);
    figures_agree_sharply(seen, "slow", wait);
    free(seen);
    centre_close(centre);
}

/* Several units and one exponential law: the same with W0 = C / c, the time until one of c busy units is free
 * x P(all busy). */
static void several_units(void **state)
{
    (void)state;
    enum { UNITS = 3 };
    const double first = 1.0, second = 0.9;
    struct centre *centre =
        centre_with("resources: {theatre: {capacity: %d}}\n"
                    "patients:\n"
                    "  urgent: {pathway: short, priority: 0, arrivals: {rate: %g per day}}\n"
                    "  routine: {pathway: long, priority: 5, arrivals: {rate: %g per day}}\n"
                    "pathways:\n"
                    "  short: [{step: brief, needs: theatre, takes: {exponential: {mean: 1 d}}}]\n"
                    "  long: [{step: slow, needs: theatre, takes: {exponential: {mean: 1 d}}}]\n"
                    "run: {start: 2025-01-06, warmup: 200 d, horizon: 15500 d}\n",
                    UNITS, first, second);
    struct figures *seen = figures_collect(centre, 11, look, NULL);
    double base = erlang_c(UNITS, first + second) / UNITS;
    double urgent = base / (1 - first / UNITS), routine = urgent / (1 - (first + second) / UNITS);
    figures_agree_sharply(seen, "brief", urgent);
    figures_agree_sharply(seen, "slow", routine);
    figures_agree_sharply(seen, "queue", first * urgent + second * routine);
    free(seen);
    centre_close(centre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(urgent_patients_go_first),
        cmocka_unit_test(fifo_ignores_priority),
        cmocka_unit_test(several_units),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
