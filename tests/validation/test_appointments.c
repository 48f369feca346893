/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "validation/figures.h"

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
        cmocka_unit_test(each_patient_gets_the_first_free_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
