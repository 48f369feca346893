/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "validation/figures.h"
#include "validation/laws_known.h"

/*
 * Appointments come in lumps: so many places a day, all at one hour. Whoever is referred takes the first one
 * free.
 *
 * With one place a day the wait is that of M/D/1 in slotted time, 1/2 + r / (2 (1 - r)) days for r referrals
 * a day: Bertsekas & Gallager, Data Networks, 2nd ed. (Prentice Hall 1992), sec. 3.5.1, slotted multiplexing.
 * With several it is worked out here from the chain of those who still wait after a day's places: next =
 * max(0, now + Poisson(r) - places).
 */
static struct centre *open_desk(int places, double rate, int days)
{
    return centre_with(
        "resources: {desk: {slots: {mon: %d, tue: %d, wed: %d, thu: %d, fri: %d, sat: %d, sun: %d},"
        " at: \"09:00\"}}\n"
        "patients: {callers: {pathway: visit, arrivals: {rate: %g per day}}}\n"
        "pathways: {visit: [{step: talk, books: desk, takes: 1 h}]}\n"
        "run: {start: 2025-01-06, warmup: 200 d, horizon: %d d}\n",
        places, places, places, places, places, places, places, rate, days);
}

static void look(struct figures *figures, const struct centre *centre, const void *context)
{
    (void)context;
    const struct counter_layout *at = &centre->at;
    look_at_mean(figures, "wait", &centre->seen->series[centre->series.wait]);
    look_at_mean(figures, "asked", waits_for(centre, 0));
    figures_see(figures, "used", centre_counter(centre, at->used, 0), centre_counter(centre, at->offered, 0));
    figures_see(figures, "lost", centre_counter(centre, at->lost_slots, 0),
                centre_counter(centre, at->offered, 0));
}

static void check_wait(int places, double rate, int days, double wait)
{
    struct centre *centre = open_desk(places, rate, days);
    struct figures *seen = figures_collect(centre, 12, look, NULL);
    figures_agree_sharply(seen, "wait", wait);
    figures_agree_sharply(seen, "asked", wait);
    figures_agree_sharply(seen, "used", rate / places);
    figures_agree(seen, "lost", 0);
    free(seen);
    centre_close(centre);
}

static void one_place_a_day_is_slotted_md1(void **state)
{
    (void)state;
    const double rate = 0.6;
    check_wait(1, rate, 12000, 0.5 + rate / (2 * (1 - rate)));
}

/* The stationary law of those left over, by going round the chain until nothing changes. */
enum { LEFT_MOST = 120 };

static double mean_left_over(int places, double rate)
{
    double law[LEFT_MOST + 1] = {1}, mean = 0;
    for (int round = 0; round < 2000; round++) {
        double next[LEFT_MOST + 1] = {0};
        for (int left = 0; left <= LEFT_MOST; left++)
            for (int referred = 0; referred <= LEFT_MOST - left; referred++) {
                int after = left + referred - places;
                next[after > 0 ? after : 0] += law[left] * poisson(referred, rate);
            }
        memcpy(law, next, sizeof law);
    }
    for (int left = 0; left <= LEFT_MOST; left++)
        mean += left * law[left];
    return mean;
}

/* Little's law: those left over wait all day, those referred during the day half of it in the mean. */
static void three_places_a_day_are_the_chain_of_those_left_over(void **state)
{
    (void)state;
    const double rate = 2.2;
    check_wait(3, rate, 5000, (mean_left_over(3, rate) + rate / 2) / rate);
}

/* The chain itself, where the answer is known. */
static void the_chain_agrees_with_slotted_md1(void **state)
{
    (void)state;
    const double rate = 0.6;
    assert_near((mean_left_over(1, rate) + rate / 2) / rate, 0.5 + rate / (2 * (1 - rate)), 1e-9, 0);
}

/*
 * Each patient of one run, from the referral times alone: two places on mondays, one on thursdays, a notice
 * of three days, first come first served. The start is a monday.
 */
struct desk_book {
    int taken[2000];
};

static int64_t book(struct desk_book *desk, int64_t earliest)
{
    static const int places[7] = {2, 0, 0, 1, 0, 0, 0};
    const int64_t hour = 9 * 3600;
    for (int64_t day = earliest / DAY; day < 2000; day++) {
        if (day * DAY + hour < earliest || desk->taken[day] >= places[day % 7])
            continue;
        desk->taken[day]++;
        return day * DAY + hour;
    }
    fail_msg("no place in 2000 days");
    return 0;
}

static void each_patient_gets_the_first_free_place(void **state)
{
    (void)state;
    struct centre *centre =
        centre_with("resources: {desk: {slots: {mon: 2, thu: 1}, at: \"09:00\"}}\n"
                    "patients: {callers: {pathway: visit, arrivals: {rate: 2.6 per wk}}}\n"
                    "pathways: {visit: [{step: talk, books: desk, notice: 3 d, takes: 1 h}]}\n"
                    "run: {start: 2025-01-06, warmup: 0 d, horizon: 1400 d}\n");
    centre_run(centre, 13, 0);
    struct desk_book *desk = calloc(1, sizeof *desk);
    uint32_t checked = 0, queued = 0;
    assert_non_null(desk);
    for (uint64_t i = 0; i < centre->seen->row_count; i++) {
        const struct event_row *row = &centre->seen->rows[i];
        if (row->happening != HAPPENING_REFERRAL || row->time > 1400 * DAY)
            continue;
        int64_t slot = book(desk, row->time + 3 * DAY);
        assert_near(centre_when(centre, row->number, HAPPENING_START, 0, 0), (double)slot / DAY, 0, 1e-9);
        queued += slot > row->time + (3 + 4) * DAY;
        checked++;
    }
    assert_true(checked > 400 && queued > 100); /* there was something to check */
    free(desk);
    centre_close(centre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_place_a_day_is_slotted_md1),
        cmocka_unit_test(the_chain_agrees_with_slotted_md1),
        cmocka_unit_test(three_places_a_day_are_the_chain_of_those_left_over),
        cmocka_unit_test(each_patient_gets_the_first_free_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
