/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/seen.h"

/*
 * Ten patients, two beds, one slot on Mondays and two on Thursdays at noon, nothing random: every event was
 * written down by hand from the scenario and the rules of docs, patient by patient, before the program was
 * run.
 *
 * Slots fall on days 3.5 (thu), 7.5 (mon), 10.5, 14.5, 17.5, 21.5, 24.5, 28.5, 31.5. A patient referred on
 * day r is evaluated until r + 1, asks then for a slot from r + 2 on, is infected at r + 3 and fit again at r
 * + 4. Patients of class b fail their first sampling and repeat it. A stay takes 12 d, so that beds run short
 * from day 10.75 on.
 */
static const char scenario[] =
    "resources:\n"
    "  slot: {slots: {mon: 1, thu: 2}, at: \"12:00\"}\n"
    "  bed: {capacity: 2}\n"
    "patients:\n"
    "  a:\n"
    "    pathway: way\n"
    "    arrivals: {at: [0 d, 1 d, 1 d, 2 d, 3 d, 4 d, 5 d, 8 d]}\n"
    "    attributes: {tried: already}\n"
    "  b:\n"
    "    pathway: way\n"
    "    arrivals: {at: [1 d, 6 d]}\n"
    "    attributes: {tried: never}\n"
    "pathways:\n"
    "  way:\n"
    "    - {step: evaluation, takes: 1 d}\n"
    "    - step: sampling\n"
    "      books: slot\n"
    "      notice: 1 d\n"
    "      fit: true\n"
    "      takes: 6 h\n"
    "      fails: {by: tried, never: 100%, already: 0%}\n"
    "      on_failure: {repeat: sampling, at_most: 1, then: {leaves: lost}, sets: {tried: already}}\n"
    "    - {step: stay, fit: true, needs: bed, takes: 12 d}\n"
    "risks:\n"
    "  infection:\n"
    "    from: evaluation.end\n"
    "    until: stay.start\n"
    "    chance: 100%\n"
    "    after: 2 d\n"
    "    unfit: true\n"
    "    steps: [{step: treatment, takes: 1 d}]\n"
    "measures:\n"
    "  sampled_to_stay: {from: sampling.start, to: stay.start}\n"
    "  referral_to_stay: {from: referral, to: stay.start}\n"
    "run: {start: 2025-01-06, warmup: 0 d, horizon: 100 d}\n";

static const char *const by_hand[] = {
    "a-1 0 referral\n"
    "a-1 0 evaluation.arrive\n"
    "a-1 0 evaluation.start\n",
    /* 1: what ends, then who is referred, then requests: 3.5 is the first slot from day 2 on */
    "a-1 1 evaluation.end\n"
    "a-1 1 sampling.arrive\n",
    "a-2 1 referral\n"
    "a-2 1 evaluation.arrive\n"
    "a-2 1 evaluation.start\n",
    "a-3 1 referral\n"
    "a-3 1 evaluation.arrive\n"
    "a-3 1 evaluation.start\n",
    "b-1 1 referral\n"
    "b-1 1 evaluation.arrive\n"
    "b-1 1 evaluation.start\n",
    "a-1 1 slot.booked\n",
    /* 2: a-2 gets the other place on 3.5, a-3 Monday 7.5, b-1 the first on 10.5 */
    "a-2 2 evaluation.end\n"
    "a-2 2 sampling.arrive\n"
    "a-3 2 evaluation.end\n"
    "a-3 2 sampling.arrive\n",
    "b-1 2 evaluation.end\n"
    "b-1 2 sampling.arrive\n",
    "a-4 2 referral\n"
    "a-4 2 evaluation.arrive\n"
    "a-4 2 evaluation.start\n",
    "a-2 2 slot.booked\n"
    "a-3 2 slot.booked\n"
    "b-1 2 slot.booked\n",
    /* 3: a-4 books the second on 10.5 */
    "a-1 3 infection.strikes\n"
    "a-1 3 treatment.arrive\n"
    "a-1 3 treatment.start\n",
    "a-4 3 evaluation.end\n"
    "a-4 3 sampling.arrive\n",
    "a-5 3 referral\n"
    "a-5 3 evaluation.arrive\n"
    "a-5 3 evaluation.start\n",
    "a-4 3 slot.booked\n",
    /* 3.5: a-1 is unfit and loses the slot, a-2 has its own and a bed */
    "a-1 3.5 slot.missed\n"
    "a-2 3.5 slot.attended\n"
    "a-2 3.5 sampling.start\n",
    "a-2 3.75 sampling.end\n"
    "a-2 3.75 stay.arrive\n"
    "a-2 3.75 bed.asked\n"
    "a-2 3.75 bed.got\n"
    "a-2 3.75 stay.start\n",
    /* 4: 7.5 and 10.5 are full: a-1 books 14.5, a-5 the first on 17.5. a-2 has started its stay and is not
       struck */
    "a-1 4 treatment.end\n"
    "a-1 4 infection.over\n",
    "a-3 4 infection.strikes\n"
    "a-3 4 treatment.arrive\n"
    "a-3 4 treatment.start\n",
    "b-1 4 infection.strikes\n"
    "b-1 4 treatment.arrive\n"
    "b-1 4 treatment.start\n",
    "a-5 4 evaluation.end\n"
    "a-5 4 sampling.arrive\n",
    "a-6 4 referral\n"
    "a-6 4 evaluation.arrive\n"
    "a-6 4 evaluation.start\n",
    "a-1 4 slot.booked\n"
    "a-5 4 slot.booked\n",
    /* 5: a-6 books the second on 17.5 */
    "a-3 5 treatment.end\n"
    "a-3 5 infection.over\n"
    "b-1 5 treatment.end\n"
    "b-1 5 infection.over\n",
    "a-4 5 infection.strikes\n"
    "a-4 5 treatment.arrive\n"
    "a-4 5 treatment.start\n",
    "a-6 5 evaluation.end\n"
    "a-6 5 sampling.arrive\n",
    "a-7 5 referral\n"
    "a-7 5 evaluation.arrive\n"
    "a-7 5 evaluation.start\n",
    "a-6 5 slot.booked\n",
    /* 6: a-7 books 21.5 */
    "a-4 6 treatment.end\n"
    "a-4 6 infection.over\n",
    "a-5 6 infection.strikes\n"
    "a-5 6 treatment.arrive\n"
    "a-5 6 treatment.start\n",
    "a-7 6 evaluation.end\n"
    "a-7 6 sampling.arrive\n",
    "b-2 6 referral\n"
    "b-2 6 evaluation.arrive\n"
    "b-2 6 evaluation.start\n",
    "a-7 6 slot.booked\n",
    /* 7: b-2 books the first on 24.5 */
    "a-5 7 treatment.end\n"
    "a-5 7 infection.over\n",
    "a-6 7 infection.strikes\n"
    "a-6 7 treatment.arrive\n"
    "a-6 7 treatment.start\n",
    "b-2 7 evaluation.end\n"
    "b-2 7 sampling.arrive\n"
    "b-2 7 slot.booked\n",
    "a-3 7.5 slot.attended\n"
    "a-3 7.5 sampling.start\n",
    "a-3 7.75 sampling.end\n"
    "a-3 7.75 stay.arrive\n"
    "a-3 7.75 bed.asked\n"
    "a-3 7.75 bed.got\n"
    "a-3 7.75 stay.start\n",
    "a-6 8 treatment.end\n"
    "a-6 8 infection.over\n",
    "a-7 8 infection.strikes\n"
    "a-7 8 treatment.arrive\n"
    "a-7 8 treatment.start\n",
    "a-8 8 referral\n"
    "a-8 8 evaluation.arrive\n"
    "a-8 8 evaluation.start\n",
    /* 9: a-8 books the second on 24.5 */
    "a-7 9 treatment.end\n"
    "a-7 9 infection.over\n",
    "b-2 9 infection.strikes\n"
    "b-2 9 treatment.arrive\n"
    "b-2 9 treatment.start\n",
    "a-8 9 evaluation.end\n"
    "a-8 9 sampling.arrive\n"
    "a-8 9 slot.booked\n",
    "b-2 10 treatment.end\n"
    "b-2 10 infection.over\n",
    "b-1 10.5 slot.attended\n"
    "b-1 10.5 sampling.start\n"
    "a-4 10.5 slot.attended\n"
    "a-4 10.5 sampling.start\n",
    /* 10.75: b-1 fails and books Monday 28.5, all before being full; both beds are taken until 15.75
       and 19.75 */
    "b-1 10.75 sampling.end\n"
    "b-1 10.75 sampling.arrive\n"
    "a-4 10.75 sampling.end\n"
    "a-4 10.75 stay.arrive\n",
    "b-1 10.75 slot.booked\n"
    "a-4 10.75 bed.asked\n",
    "a-8 11 infection.strikes\n"
    "a-8 11 treatment.arrive\n"
    "a-8 11 treatment.start\n",
    "a-8 12 treatment.end\n"
    "a-8 12 infection.over\n",
    "a-1 14.5 slot.attended\n"
    "a-1 14.5 sampling.start\n",
    "a-1 14.75 sampling.end\n"
    "a-1 14.75 stay.arrive\n"
    "a-1 14.75 bed.asked\n",
    /* from here on whoever asked first gets the bed that is given back */
    "a-2 15.75 bed.given_back\n"
    "a-2 15.75 stay.end\n"
    "a-2 15.75 completed.exit\n",
    "a-4 15.75 bed.got\n"
    "a-4 15.75 stay.start\n",
    "a-5 17.5 slot.attended\n"
    "a-5 17.5 sampling.start\n"
    "a-6 17.5 slot.attended\n"
    "a-6 17.5 sampling.start\n",
    "a-5 17.75 sampling.end\n"
    "a-5 17.75 stay.arrive\n"
    "a-6 17.75 sampling.end\n"
    "a-6 17.75 stay.arrive\n",
    "a-5 17.75 bed.asked\n"
    "a-6 17.75 bed.asked\n",
    "a-3 19.75 bed.given_back\n"
    "a-3 19.75 stay.end\n"
    "a-3 19.75 completed.exit\n",
    "a-1 19.75 bed.got\n"
    "a-1 19.75 stay.start\n",
    "a-7 21.5 slot.attended\n"
    "a-7 21.5 sampling.start\n",
    "a-7 21.75 sampling.end\n"
    "a-7 21.75 stay.arrive\n"
    "a-7 21.75 bed.asked\n",
    "b-2 24.5 slot.attended\n"
    "b-2 24.5 sampling.start\n"
    "a-8 24.5 slot.attended\n"
    "a-8 24.5 sampling.start\n",
    /* 24.75: b-2 fails; from 25.75 on 28.5 is b-1's, so 31.5 */
    "b-2 24.75 sampling.end\n"
    "b-2 24.75 sampling.arrive\n"
    "a-8 24.75 sampling.end\n"
    "a-8 24.75 stay.arrive\n",
    "b-2 24.75 slot.booked\n"
    "a-8 24.75 bed.asked\n",
    "a-4 27.75 bed.given_back\n"
    "a-4 27.75 stay.end\n"
    "a-4 27.75 completed.exit\n",
    "a-5 27.75 bed.got\n"
    "a-5 27.75 stay.start\n",
    "b-1 28.5 slot.attended\n"
    "b-1 28.5 sampling.start\n",
    "b-1 28.75 sampling.end\n"
    "b-1 28.75 stay.arrive\n"
    "b-1 28.75 bed.asked\n",
    "b-2 31.5 slot.attended\n"
    "b-2 31.5 sampling.start\n",
    /* 31.75: a-1's bed is for a-6, who waits, before b-2, who asks at this very instant, is heard */
    "a-1 31.75 bed.given_back\n"
    "a-1 31.75 stay.end\n"
    "a-1 31.75 completed.exit\n",
    "b-2 31.75 sampling.end\n"
    "b-2 31.75 stay.arrive\n",
    "a-6 31.75 bed.got\n"
    "a-6 31.75 stay.start\n"
    "b-2 31.75 bed.asked\n",
    "a-5 39.75 bed.given_back\n"
    "a-5 39.75 stay.end\n"
    "a-5 39.75 completed.exit\n",
    "a-7 39.75 bed.got\n"
    "a-7 39.75 stay.start\n",
    "a-6 43.75 bed.given_back\n"
    "a-6 43.75 stay.end\n"
    "a-6 43.75 completed.exit\n",
    "a-8 43.75 bed.got\n"
    "a-8 43.75 stay.start\n",
    "a-7 51.75 bed.given_back\n"
    "a-7 51.75 stay.end\n"
    "a-7 51.75 completed.exit\n",
    "b-1 51.75 bed.got\n"
    "b-1 51.75 stay.start\n",
    "a-8 55.75 bed.given_back\n"
    "a-8 55.75 stay.end\n"
    "a-8 55.75 completed.exit\n",
    "b-2 55.75 bed.got\n"
    "b-2 55.75 stay.start\n",
    "b-1 63.75 bed.given_back\n"
    "b-1 63.75 stay.end\n"
    "b-1 63.75 completed.exit\n",
    "b-2 67.75 bed.given_back\n"
    "b-2 67.75 stay.end\n"
    "b-2 67.75 completed.exit\n",
};

static void every_event_is_as_by_hand(void **state)
{
    (void)state;
    struct centre *centre = seen_run(scenario);
    char *story = centre_story(centre), *at = story;
    for (size_t i = 0; i < sizeof by_hand / sizeof *by_hand; i++) {
        size_t length = strlen(by_hand[i]);
        if (strncmp(at, by_hand[i], length) != 0)
            fail_msg("told: %.300s\nby hand: %s", at, by_hand[i]);
        at += length;
    }
    assert_string_equal(at, "");
    free(story);
    centre_close(centre);
}

static void measures_are_as_by_hand(void **state)
{
    (void)state;
    /* stay.start less the last sampling.start: 19.75 - 14.5, 3.75 - 3.5, 7.75 - 7.5, 15.75 - 10.5, 27.75
     * - 17.5, ... */
    static const double days[] = {5.25, 0.25, 0.25, 5.25, 10.25, 14.25, 18.25, 19.25};
    struct centre *centre = seen_run(scenario);
    for (uint32_t i = 0; i < 8; i++)
        assert_near(centre_value(centre, i + 1, "sampled_to_stay"), days[i], 0, 0);
    /* b-1 51.75 - 28.5 and b-2 55.75 - 31.5: the second sampling counts, the last before the stay */
    const struct series *others = &centre->seen->series[centre->series.measure + 1];
    assert_int_equal(others->count, 2);
    assert_int_equal(series_value(others, 0), (int64_t)(23.25 * DAY));
    assert_int_equal(series_value(others, 1), (int64_t)(24.25 * DAY));
    assert_near(centre_value(centre, 1, "referral_to_stay"), 19.75, 0, 0);
    centre_close(centre);
}

/* Of class a, referral to stay. Evaluation: 8 x 1 d. Each waits out its notice, 8 x 1 d. For slots: a-1 from
 * 2 to 3.5 and 4 to 14.5, the others from r + 2 to 3.5, 7.5, 10.5, 17.5, 17.5, 21.5, 24.5: 12 + 0.5 + 4.5
 * + 6.5 + 12.5 + 11.5 + 14.5 + 14.5 = 76.5. Unfit: a-1 from 3.5 to 4. Sampling: 8 x 0.25. For a bed: 5 + 0 +
 * 0 + 5 + 10 + 14 + 18 + 19 = 71. In all 167 d. */
static void the_ledger_is_as_by_hand(void **state)
{
    (void)state;
    struct centre *centre = seen_run(scenario);
    int slot = centre_resource(centre, "slot"), bed = centre_resource(centre, "bed");
    const char *measure = "referral_to_stay";
    assert_near(seen_ledger(centre, measure, "evaluation", CAUSE_TAKES, NONE), 8, 0, 0);
    assert_near(seen_ledger(centre, measure, "sampling", CAUSE_NOTICE, NONE), 8, 0, 0);
    assert_near(seen_ledger(centre, measure, "sampling", CAUSE_WAITS_FOR, slot), 76.5, 0, 0);
    assert_near(seen_ledger(centre, measure, "sampling", CAUSE_UNFIT, 0), 0.5, 0, 0);
    assert_near(seen_ledger(centre, measure, "sampling", CAUSE_TAKES, NONE), 2, 0, 0);
    assert_near(seen_ledger(centre, measure, "stay", CAUSE_WAITS_FOR, bed), 71, 0, 0);
    assert_ledger_sums(centre);
    centre_close(centre);
}

/* 100 d have 15 Mondays and 14 Thursdays: 15 + 28 slots. 12 samplings; one slot lost. Ten stays of 12 d, all
 * within the window. For beds all waited together 71 d (class a) + 23 d + 24 d = 118 d. */
static void resources_are_as_by_hand(void **state)
{
    (void)state;
    struct centre *centre = seen_run(scenario);
    int slot = centre_resource(centre, "slot"), bed = centre_resource(centre, "bed");
    assert_near(centre_counter(centre, centre->at.offered, slot), 43, 0, 0);
    assert_near(centre_counter(centre, centre->at.used, slot), 12, 0, 0);
    assert_near(centre_counter(centre, centre->at.lost_slots, slot), 1, 0, 0);
    assert_near(centre_counter(centre, centre->at.occupied, bed), 120.0 * DAY, 0, 0);
    assert_near(centre_counter(centre, centre->at.queue, bed), 118.0 * DAY, 0, 0);
    /* both beds: from 7.75 (a-3 joins a-2) to 63.75 (b-1 leaves b-2 alone); one: 3.75 to 7.75 and 63.75
     * to 67.75 */
    assert_near(centre->seen->levels[bed][2], 56.0 * DAY, 0, 0);
    assert_near(centre->seen->levels[bed][1], 8.0 * DAY, 0, 0);
    assert_near(centre->seen->levels[bed][0], 36.0 * DAY, 0, 0);
    assert_near(centre_counter(centre, centre->at.strikes, 0), 9, 0, 0); /* all but a-2 */
    centre_close(centre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_event_is_as_by_hand),
        cmocka_unit_test(measures_are_as_by_hand),
        cmocka_unit_test(the_ledger_is_as_by_hand),
        cmocka_unit_test(resources_are_as_by_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
