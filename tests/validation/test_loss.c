/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "validation/figures.h"
#include "validation/laws_known.h"

/*
 * Systems that turn patients away. With no place to wait (M/G/c/c) the share turned away is Erlang's B,
 * whatever the law of service: Gross, Shortle, Thompson & Harris sec. 2.5 and 5.2.2; Wolff sec. 5-14.
 */
static const double RATE = 2.5; /* a day, each for a day in the mean */

static struct centre *open_loss(const char *law, int units, int places, int days)
{
    return centre_with("resources: {bed: {capacity: %d, max_queue: %d}}\n"
                       "patients: {guests: {pathway: stay, arrivals: {rate: %g per day}}}\n"
                       "pathways: {stay: [{step: rest, needs: bed, takes: %s}]}\n"
                       "run: {start: 2025-01-06, warmup: 100 d, horizon: %d d}\n",
                       units, places, RATE, law, days);
}

static void look(struct figures *figures, const struct centre *centre, const void *context)
{
    const int *units = context;
    const struct counter_layout *at = &centre->at;
    double referred = centre_counter(centre, at->referred, 0);
    look_at_levels(figures, centre, 0, *units);
    look_at_mean(figures, "wait", waits_for(centre, 0));
    figures_see(figures, "turned away", centre_counter(centre, at->outcome, OUTCOME_TURNED_AWAY), referred);
    figures_see(figures, "completed", centre_counter(centre, at->outcome, OUTCOME_COMPLETED), referred);
}

static void check_law(const struct law_known *law, int units)
{
    struct centre *centre = open_loss(law->yaml, units, 0, 2600);
    struct figures *seen = figures_collect(centre, 7, look, &units);
    double away = erlang_b(units, RATE), all = 0;
    figures_agree_sharply(seen, "turned away", away);
    figures_agree_sharply(seen, "completed", 1 - away);
    figures_agree_sharply(seen, "occupied", RATE * (1 - away));
    figures_agree(seen, "wait", 0);
    figures_agree(seen, "queue", 0);
    for (int k = 0; k <= units; k++)
        all += poisson(k, RATE);
    for (int k = 0; k <= units; k++) {
        char name[40];
        snprintf(name, sizeof name, "P(%d occupied)", k);
        figures_agree_sharply(seen, name, poisson(k, RATE) / all);
    }
    free(seen);
    centre_close(centre);
}

static void erlang_b_holds_for_any_law(void **state)
{
    (void)state;
    for (int i = 0; i < LAWS_KNOWN_COUNT; i++)
        check_law(&LAWS_KNOWN[i], 4);
}

static void one_unit_turns_away_by_erlang_b(void **state)
{
    (void)state;
    check_law(&LAWS_KNOWN[3], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(erlang_b_holds_for_any_law),
        cmocka_unit_test(one_unit_turns_away_by_erlang_b),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
