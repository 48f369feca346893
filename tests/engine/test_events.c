/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/centre.h"

/*
 * The rows of events.csv, by hand: how many of each kind a patient has, and how many units they tell.
 *
 *     p  takes both beds for day 1, then has the slot of 2.5
 *     q  asks for a bed at 1.25 and dies in the queue at 1.5
 *     r  has the slot of 1.5 and dies an hour after coming
 *     s  is ill from 3.25 to 4.25, misses the slot of 3.5 and has that of 4.5
 */
static const char CENTRE[] =
    "resources: {bed: {capacity: 2}, slot: {slots: {mon-sun: 1}, at: \"12:00\"}}\n"
    "patients:\n"
    "  p: {pathway: one, arrivals: {at: [1 d]}}\n"
    "  q: {pathway: two, arrivals: {at: [1.25 d]}}\n"
    "  r: {pathway: three, arrivals: {at: [1 d]}}\n"
    "  s: {pathway: four, arrivals: {at: [3 d]}}\n"
    "pathways:\n"
    "  one: [{step: a, needs: {bed: 2}, takes: 1 d}, {step: b, books: slot, takes: 2 h}]\n"
    "  two: [{step: c, needs: bed, takes: 1 d}]\n"
    "  three: [{step: d, books: slot}]\n"
    "  four: [{step: e, books: slot, fit: true}]\n"
    "risks:\n"
    "  wait: {from: c.arrive, until: c.start, chance: 100%, after: 6 h, leaves: died}\n"
    "  soon: {from: d.arrive, until: d.start, chance: 100%, after: 1 h, leaves: died}\n"
    "  flu: {from: e.arrive, until: e.end, chance: 100%, after: 6 h, unfit: true, steps: [{step: ill, takes: "
    "1 "
    "d}]}\n"
    "run: {start: 2025-01-06, warmup: 0 d, horizon: 10 d, replications: 1}\n";

struct expected {
    int class_index;
    enum happening what;
    unsigned rows, units;
    double last; /* when the last of them comes, in days */
};

static const struct expected all[] = {
    {0, HAPPENING_REFERRAL, 1, 0, 1},
    {0, HAPPENING_ARRIVE, 2, 0, 2},
    {0, HAPPENING_ASK, 1, 2, 1},
    {0, HAPPENING_GET, 1, 2, 1},
    {0, HAPPENING_GIVE_BACK, 1, 2, 2},
    {0, HAPPENING_BOOK, 1, 1, 2},
    {0, HAPPENING_ATTEND, 1, 1, 2.5},
    {0, HAPPENING_START, 2, 0, 2.5},
    {0, HAPPENING_END, 2, 0, 2.5 + 2 / 24.0},
    {0, HAPPENING_EXIT, 1, 0, 2.5 + 2 / 24.0},
    {1, HAPPENING_REFERRAL, 1, 0, 1.25},
    {1, HAPPENING_ARRIVE, 1, 0, 1.25},
    {1, HAPPENING_ASK, 1, 1, 1.25},
    {1, HAPPENING_STRIKE, 1, 0, 1.5},
    {1, HAPPENING_OVER, 1, 0, 1.5}, /* it has no steps of its own */
    {1, HAPPENING_WITHDRAW, 1, 1, 1.5},
    {1, HAPPENING_EXIT, 1, 0, 1.5},
    {2, HAPPENING_REFERRAL, 1, 0, 1},
    {2, HAPPENING_ARRIVE, 1, 0, 1},
    {2, HAPPENING_BOOK, 1, 1, 1},
    {2, HAPPENING_STRIKE, 1, 0, 1 + 1 / 24.0},
    {2, HAPPENING_OVER, 1, 0, 1 + 1 / 24.0},
    {2, HAPPENING_CANCEL, 1, 1, 1 + 1 / 24.0},
    {2, HAPPENING_EXIT, 1, 0, 1 + 1 / 24.0},
    {3, HAPPENING_REFERRAL, 1, 0, 3},
    {3, HAPPENING_ARRIVE, 2, 0, 3.25},
    {3, HAPPENING_BOOK, 2, 2, 4.25},
    {3, HAPPENING_STRIKE, 1, 0, 3.25},
    {3, HAPPENING_MISS, 1, 1, 3.5},
    {3, HAPPENING_OVER, 1, 0, 4.25},
    {3, HAPPENING_ATTEND, 1, 1, 4.5},
    {3, HAPPENING_START, 2, 0, 4.5},
    {3, HAPPENING_END, 2, 0, 4.5},
    {3, HAPPENING_EXIT, 1, 0, 4.5},
};

static void each_kind_of_row_tells_its_units(void **state)
{
    (void)state;
    struct centre *centre = centre_open(CENTRE, NULL);
    centre_run(centre, 1, 0);
    uint64_t rows = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        unsigned found = 0, units = 0;
        int64_t last = -1;
        for (uint64_t k = 0; k < centre->seen->row_count; k++) {
            const struct event_row *row = &centre->seen->rows[k];
            if (row->class_index != all[i].class_index || row->happening != all[i].what)
                continue;
            assert_int_equal(row->number, 1);
            found++;
            units += row->units;
            last = row->time;
        }
        if (found != all[i].rows || units != all[i].units || fabs((double)last / 86400 - all[i].last) > 1e-4)
            fail_msg("class %d, happening %d: %u rows, %u units, last at %g", all[i].class_index, all[i].what,
                     found, units, (double)last / 86400);
        rows += found;
    }
    assert_int_equal(rows, centre->seen->row_count);
    centre_close(centre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_kind_of_row_tells_its_units)};
    return cmocka_run_group_tests_name("events", tests, NULL, NULL);
}
