/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/seen.h"

/* Units: who gets one, when, and when it comes back. */

#define BED(n) "resources: {bed: {capacity: " n "}}\n"
#define STAY(takes) "pathways: {way: [{step: stay, needs: bed, takes: " takes "}]}\n"

/* A bed for 10 d each. Low 1 has it from 0; at 10 the highs go first though the other low asked before them.
 */
#define HIGH_AND_LOW                                                                                         \
    "patients:\n"                                                                                            \
    "  low: {pathway: way, priority: 7, arrivals: {at: [0 d, 1 d]}}\n"                                       \
    "  high: {pathway: way, priority: 1, arrivals: {at: [2 d, 3 d]}}\n"

static void those_who_wait_go_by_priority_then_by_who_asked_first(void **state)
{
    (void)state;
    assert_tells(RUN BED("1") HIGH_AND_LOW STAY("10 d"), "stay.start",
                 "low-1 0 stay.start\n"
                 "high-1 10 stay.start\n"
                 "high-2 20 stay.start\n"
                 "low-2 30 stay.start\n");
}

static void fifo_ignores_priority(void **state)
{
    (void)state;
    assert_tells(RUN "resources: {bed: {capacity: 1, order: fifo}}\n" HIGH_AND_LOW STAY("10 d"), "stay.start",
                 "low-1 0 stay.start\n"
                 "low-2 10 stay.start\n"
                 "high-1 20 stay.start\n"
                 "high-2 30 stay.start\n");
}

/* At 10 the bed comes back: it is for p-2, who waits since 5, not for high-1, who comes at this instant and
 * would go before p-2 had it been there a second earlier. */
static void who_waits_goes_before_who_comes_at_the_same_instant(void **state)
{
    (void)state;
    assert_tells(RUN BED("1") "patients:\n"
                              "  p: {pathway: way, priority: 9, arrivals: {at: [0 d, 5 d]}}\n"
                              "  high: {pathway: way, priority: 0, arrivals: {at: [10 d]}}\n" STAY("10 d"),
                 "stay.start",
                 "p-1 0 stay.start\n"
                 "p-2 10 stay.start\n"
                 "high-1 20 stay.start\n");
}

/* Three ask for the one bed at day 5: the first referred gets it (b-1, at 3), though it has the last
 * priority; then the queue is by priority. */
static void requests_of_one_instant_are_heard_in_the_order_of_referral(void **state)
{
    (void)state;
    assert_tells(RUN BED("1") "patients:\n"
                              "  a: {pathway: one, priority: 1, arrivals: {at: [4 d]}}\n"
                              "  b: {pathway: two, priority: 9, arrivals: {at: [3 d]}}\n"
                              "  c: {pathway: none, priority: 0, arrivals: {at: [5 d]}}\n"
                              "pathways:\n"
                              "  one: [{step: wait, takes: 1 d}, {step: stay, needs: bed, takes: 1 d}]\n"
                              "  two: [{step: wait, takes: 2 d}, {step: stay, needs: bed, takes: 1 d}]\n"
                              "  none: [{step: stay, needs: bed, takes: 1 d}]\n",
                 "stay.start",
                 "b-1 5 stay.start\n"
                 "c-1 6 stay.start\n"
                 "a-1 7 stay.start\n");
}

/* Of one class, at one instant: the order of referral again. */
static void who_asked_at_the_same_instant_goes_by_referral(void **state)
{
    (void)state;
    assert_tells(RUN BED("1") PATIENTS("2 d, 2 d, 2 d") STAY("1 d"), "stay.start",
                 "p-1 2 stay.start\n"
                 "p-2 3 stay.start\n"
                 "p-3 4 stay.start\n");
}

/* only_x-1 has x from 0 to 5. both-1 asks for x and y at 1: it takes neither, so that only_y-1 may have y
 * from 2 to 12. At 5 x is free but y is not: only_x-2, who comes at 6, may pass. At 12 both are there. */
static void several_resources_are_taken_all_at_once(void **state)
{
    (void)state;
    assert_tells(RUN "resources: {x: {capacity: 1}, y: {capacity: 1}}\n"
                     "patients:\n"
                     "  only_x: {pathway: needs_x, arrivals: {at: [0 d, 6 d]}}\n"
                     "  both: {pathway: needs_both, arrivals: {at: [1 d]}}\n"
                     "  only_y: {pathway: needs_y, arrivals: {at: [2 d]}}\n"
                     "pathways:\n"
                     "  needs_x: [{step: a, needs: x, takes: 5 d}]\n"
                     "  needs_y: [{step: a, needs: y, takes: 10 d}]\n"
                     "  needs_both: [{step: a, needs: [x, y], takes: 1 d}]\n",
                 "a.start",
                 "only_x-1 0 a.start\n"
                 "only_y-1 2 a.start\n"
                 "only_x-2 6 a.start\n"
                 "both-1 12 a.start\n");
}

/* Two units: p-1 has one until 5. p-2 wants two from 1 on; p-3, who wants one, does not pass it though one is
 * free. */
static void nobody_overtakes_who_lacks_units(void **state)
{
    (void)state;
    assert_tells(RUN BED("2") "patients:\n"
                              "  one: {pathway: one, arrivals: {at: [0 d, 2 d]}}\n"
                              "  two: {pathway: two, arrivals: {at: [1 d]}}\n"
                              "pathways:\n"
                              "  one: [{step: a, needs: bed, takes: 5 d}]\n"
                              "  two: [{step: a, needs: {bed: 2}, takes: 3 d}]\n",
                 "a.start",
                 "one-1 0 a.start\n"
                 "two-1 5 a.start\n"
                 "one-2 8 a.start\n");
}

/* The same, but the latecomer has the better priority: it stands before the one who wants two. */
static void priority_goes_before_who_lacks_units(void **state)
{
    (void)state;
    assert_tells(RUN BED("2") "patients:\n"
                              "  one: {pathway: one, arrivals: {at: [0 d]}}\n"
                              "  two: {pathway: two, arrivals: {at: [1 d]}}\n"
                              "  first: {pathway: one, priority: 0, arrivals: {at: [2 d]}}\n"
                              "pathways:\n"
                              "  one: [{step: a, needs: bed, takes: 5 d}]\n"
                              "  two: [{step: a, needs: {bed: 2}, takes: 3 d}]\n",
                 "a.start",
                 "one-1 0 a.start\n"
                 "first-1 2 a.start\n"
                 "two-1 7 a.start\n");
}

/* The bed is taken at admission and given back when discharge starts, not when it ends. */
static void a_held_unit_is_kept_until_the_releasing_step_starts(void **state)
{
    (void)state;
    assert_tells(RUN BED("1") PATIENTS("0 d, 1 d") "pathways:\n"
                                                   "  way:\n"
                                                   "    - {step: admission, holds: bed}\n"
                                                   "    - {step: stay, takes: 5 d}\n"
                                                   "    - {step: discharge, releases: bed, takes: 2 d}\n",
                 "p-",
                 "p-1 0 referral\n"
                 "p-1 0 admission.arrive\n"
                 "p-1 0 bed.asked\n"
                 "p-1 0 bed.got\n"
                 "p-1 0 admission.start\n"
                 "p-1 0 admission.end\n"
                 "p-1 0 stay.arrive\n"
                 "p-1 0 stay.start\n"
                 "p-2 1 referral\n"
                 "p-2 1 admission.arrive\n"
                 "p-2 1 bed.asked\n"
                 "p-1 5 stay.end\n"
                 "p-1 5 discharge.arrive\n"
                 "p-1 5 bed.given_back\n"
                 "p-1 5 discharge.start\n"
                 "p-2 5 bed.got\n"
                 "p-2 5 admission.start\n"
                 "p-2 5 admission.end\n"
                 "p-2 5 stay.arrive\n"
                 "p-2 5 stay.start\n"
                 "p-1 7 discharge.end\n"
                 "p-1 7 completed.exit\n"
                 "p-2 10 stay.end\n"
                 "p-2 10 discharge.arrive\n"
                 "p-2 10 bed.given_back\n"
                 "p-2 10 discharge.start\n"
                 "p-2 12 discharge.end\n"
                 "p-2 12 completed.exit\n");
}

static void a_unit_that_is_held_already_is_not_asked_for_again(void **state)
{
    (void)state;
    assert_tells(RUN BED("1") PATIENTS("0 d") "pathways:\n"
                                              "  way:\n"
                                              "    - {step: a, holds: bed, takes: 1 d}\n"
                                              "    - {step: b, holds: bed, takes: 1 d}\n"
                                              "    - {step: c, needs: bed, takes: 1 d}\n"
                                              "    - {step: d, releases: bed, takes: 1 d}\n"
                                              "    - {step: e, needs: bed, takes: 1 d}\n",
                 "bed",
                 "p-1 0 bed.asked\n"
                 "p-1 0 bed.got\n"
                 "p-1 3 bed.given_back\n"
                 "p-1 4 bed.asked\n"
                 "p-1 4 bed.got\n"
                 "p-1 5 bed.given_back\n");
}

/* One is held, three are needed: two more are taken, and given back at the end of that step. */
static void what_is_held_counts_towards_what_is_needed(void **state)
{
    (void)state;
    struct centre *centre =
        seen_run(RUN BED("3") PATIENTS("0 d") "pathways:\n"
                                              "  way:\n"
                                              "    - {step: a, holds: bed, takes: 1 d}\n"
                                              "    - {step: b, needs: {bed: 3}, takes: 1 d}\n"
                                              "    - {step: c, releases: bed, takes: 1 d}\n");
    int bed = centre_resource(centre, "bed");
    /* 1 for 1 d, 3 for 1 d, none after: 4 unit-days */
    assert_near(centre_counter(centre, centre->at.occupied, bed), 4.0 * DAY, 0, 0);
    assert_near(centre->seen->levels[bed][1], DAY, 0, 0);
    assert_near(centre->seen->levels[bed][3], DAY, 0, 0);
    centre_close(centre);
}

static void who_leaves_gives_everything_back(void **state)
{
    (void)state;
    assert_tells(RUN "resources: {x: {capacity: 1}, y: {capacity: 1}}\n" PATIENTS(
                     "0 d, 1 d") "pathways:\n"
                                 "  way:\n"
                                 "    - {step: a, holds: x}\n"
                                 "    - {step: b, needs: y, takes: 9 d}\n"
                                 "risks:\n"
                                 "  death: {from: b.start, chance: 100%, after: 3 d, leaves: died}\n",
                 "start",
                 "p-1 0 a.start\n"
                 "p-1 0 b.start\n"
                 "p-2 3 a.start\n"
                 "p-2 3 b.start\n");
}

/* One in the bed until 10, one waits: the third is turned away. At 10 the second is served, so the fourth may
 * wait. */
static void a_full_queue_turns_the_next_one_away(void **state)
{
    (void)state;
    assert_tells(RUN "resources: {bed: {capacity: 1, max_queue: 1}}\n" PATIENTS("0 d, 1 d, 2 d, 11 d")
                     STAY("10 d"),
                 "exit",
                 "p-3 2 turned_away.exit\n"
                 "p-1 10 completed.exit\n"
                 "p-2 20 completed.exit\n"
                 "p-4 30 completed.exit\n");
}

/* Nobody may wait, but a free bed is not a queue: Erlang's loss system. */
static void without_a_queue_a_free_unit_is_still_given(void **state)
{
    (void)state;
    assert_tells(RUN "resources: {bed: {capacity: 1, max_queue: 0}}\n" PATIENTS("0 d, 1 d, 10 d")
                     STAY("10 d"),
                 "exit",
                 "p-2 1 turned_away.exit\n"
                 "p-1 10 completed.exit\n"
                 "p-3 20 completed.exit\n");
}

/* Refused, p-2 goes on without the step, which for it neither starts nor ends. */
static void a_refused_patient_may_go_on_without_the_step(void **state)
{
    (void)state;
    assert_tells(
        RUN "resources: {bed: {capacity: 1, max_queue: 0}}\n" PATIENTS(
            "0 d, 1 d") "pathways:\n"
                        "  way:\n"
                        "    - {step: stay, needs: bed, takes: 10 d, on_refusal: {continues: true}}\n"
                        "    - {step: home}\n",
        "p-2",
        "p-2 1 referral\n"
        "p-2 1 stay.arrive\n"
        "p-2 1 home.arrive\n"
        "p-2 1 home.start\n"
        "p-2 1 home.end\n"
        "p-2 1 completed.exit\n");
}

/* p-1 has the bed from 1 to 11. p-2 tries at 2, waits a day, tries at 3 and leaves; p-3 tries at 10, and has
 * it at 11. */
static void a_refused_patient_may_go_elsewhere_or_try_again(void **state)
{
    (void)state;
    assert_tells(RUN "resources: {bed: {capacity: 1, max_queue: 0}}\n" PATIENTS(
                     "0 d, 1 d, 9 d") "pathways:\n"
                                      "  way:\n"
                                      "    - {step: wait, takes: 1 d}\n"
                                      "    - {step: stay, needs: bed, takes: 10 d, on_refusal: {repeat: "
                                      "wait, at_most: 1, then: {leaves: away}}}\n",
                 "exit",
                 "p-2 3 away.exit\n"
                 "p-1 11 completed.exit\n"
                 "p-3 21 completed.exit\n");
}

/* Two beds; from the 8th (day 2) until the 20th (day 14) one. Nobody is put out; p-3 comes at 3 and must wait
 * for the second bed to be left, at 8, for the first one left, at 5, is the one that is closed. */
static void less_capacity_never_evicts(void **state)
{
    (void)state;
    struct centre *centre = seen_run(
        RUN "resources: {bed: {capacity: 2, closures: [{from: 2025-01-08, to: 2025-01-20, capacity: 1}]}}\n"
            "patients:\n"
            "  five: {pathway: five, arrivals: {at: [0 d]}}\n"
            "  eight: {pathway: eight, arrivals: {at: [0 d, 3 d]}}\n"
            "pathways:\n"
            "  five: [{step: stay, needs: bed, takes: 5 d}]\n"
            "  eight: [{step: stay, needs: bed, takes: 8 d}]\n");
    int bed = centre_resource(centre, "bed");
    assert_story(centre, "stay.start",
                 "five-1 0 stay.start\n"
                 "eight-1 0 stay.start\n"
                 "eight-2 8 stay.start\n");
    assert_story(centre, "stay.end",
                 "five-1 5 stay.end\n"
                 "eight-1 8 stay.end\n"
                 "eight-2 16 stay.end\n");
    /* In force: 2 until 5 (from 2 on because two are in use), 1 until 14, then 2: 10 + 9 + 2 x 351.25 */
    assert_near(centre_counter(centre, centre->at.capacity_open, bed), (10 + 9 + 2 * 351.25) * DAY, 0, 0);
    /* All in force in use: 0 to 5, 5 to 8 (the one), 8 to 14 (the one); from 14 to 16 one of two. */
    assert_near(centre_counter(centre, centre->at.busy, bed), 14.0 * DAY, 0, 0);
    /* What is open by the calendar: 2 for 2 d, 1 for 12 d, 2 for 351.25 d. */
    assert_near(centre_counter(centre, centre->at.open, bed), (4 + 12 + 702.5) * DAY, 0, 0);
    centre_close(centre);
}

/* Closed from the 8th (day 2) to the 20th, which is the first day open: at 14, 00:00. */
static void the_end_of_a_closure_is_the_first_day_open(void **state)
{
    (void)state;
    assert_tells(RUN
                 "resources: {bed: {capacity: 1, closures: [{from: 2025-01-08, to: 2025-01-20}]}}\n" PATIENTS(
                     "1 d, 2 d, 8 d") STAY("1 d"),
                 "stay.start",
                 "p-1 1 stay.start\n"
                 "p-2 14 stay.start\n"
                 "p-3 15 stay.start\n");
}

static void a_resource_that_is_closed_throughout_serves_nobody(void **state)
{
    (void)state;
    struct centre *centre =
        seen_run("run: {start: 2025-01-06, warmup: 0 d, horizon: 10 d, follow: 5 d}\n"
                 "resources: {bed: {capacity: 3, closures: [{from: 2025-01-01, to: 2030-01-01}]}}\n" PATIENTS(
                     "1 d, 2 d") STAY("1 d"));
    int bed = centre_resource(centre, "bed");
    assert_story(centre, "exit",
                 "p-1 15 censored.exit\n"
                 "p-2 15 censored.exit\n");
    assert_near(centre_counter(centre, centre->at.capacity_open, bed), 0, 0, 0);
    assert_near(centre_counter(centre, centre->at.busy_base, bed), 0, 0, 0);
    assert_near(centre_counter(centre, centre->at.busy, bed), 0, 0, 0);
    assert_near(centre_counter(centre, centre->at.queue, bed), (9.0 + 8.0) * DAY, 0,
                0); /* to day 10, the window's end */
    centre_close(centre);
}

/* Monday 00:00: at 08:00 the doors open (1/3 d), what takes 10 h runs on until 18:00. Friday 17:00 must wait
 * for Monday 08:00. */
static void something_starts_only_when_open_and_runs_on(void **state)
{
    (void)state;
    struct centre *centre =
        seen_run(RUN "resources: {suite: {capacity: 1, opens: mon-fri 08:00-16:00}}\n" PATIENTS(
            "0 h, 113 h") "pathways: {way: [{step: a, needs: suite, takes: 10 h}]}\n"
                          "measures: {wait: {from: a.arrive, to: a.start}}\n");
    int suite = centre_resource(centre, "suite");
    assert_near(centre_when(centre, 1, HAPPENING_START, 0, 0), 8.0 / 24, 1e-15, 0);
    assert_near(centre_when(centre, 1, HAPPENING_END, 0, 0), 18.0 / 24, 1e-15, 0);
    assert_near(centre_when(centre, 2, HAPPENING_START, 0, 0), 7 + 8.0 / 24, 1e-15, 0); /* day 4 is Friday */
    /* in the ledger all of it is the closed door: 8 h and 63 h */
    assert_near(seen_ledger(centre, "wait", "a", CAUSE_CLOSED, NONE), 71.0 / 24, 1e-15, 0);
    /* occupied 20 h, of which 8 h + 8 h within opening hours */
    assert_near(centre_counter(centre, centre->at.occupied, suite), 20 * 3600, 0, 0);
    assert_near(centre_counter(centre, centre->at.occupied_open, suite), 16 * 3600, 0, 0);
    centre_close(centre);
}

/* Opening hours may be several; on Tuesday from 10 to 12 and from 14 to 15. */
static void there_may_be_several_opening_hours(void **state)
{
    (void)state;
    struct centre *centre = seen_run(
        RUN "resources: {suite: {capacity: 1, opens: [\"tue 10:00-12:00\", \"tue 14:00-15:00\"]}}\n" PATIENTS(
            "0 d, 1 d, 2 d") "pathways: {way: [{step: a, needs: suite, takes: 3 h}]}\n");
    assert_near(centre_when(centre, 1, HAPPENING_START, 0, 0), 1 + 10.0 / 24, 1e-15, 0);
    assert_near(centre_when(centre, 2, HAPPENING_START, 0, 0), 1 + 14.0 / 24, 1e-15, 0);
    assert_near(centre_when(centre, 3, HAPPENING_START, 0, 0), 8 + 10.0 / 24, 1e-15, 0);
    centre_close(centre);
}

/* Breaks after 2 d, is mended after 1 d: out of order from 2 to 3 and from 5 to 6. p-1 has it from 0 to 5 all
 * the same. */
static void a_breakdown_does_not_stop_what_runs(void **state)
{
    (void)state;
    struct centre *centre =
        seen_run("run: {start: 2025-01-06, warmup: 0 d, horizon: 6 d}\n"
                 "resources: {sorter: {capacity: 1, breaks: {after: 2 d, for: 1 d}}}\n" PATIENTS(
                     "0 d, 1 d") "pathways: {way: [{step: a, needs: sorter, takes: 5 d}]}\n");
    int sorter = centre_resource(centre, "sorter");
    assert_story(centre, "a.start",
                 "p-1 0 a.start\n"
                 "p-2 6 a.start\n");
    /* in force until 5 (in use), none from 5 to 6 */
    assert_near(centre_counter(centre, centre->at.capacity_open, sorter), 5.0 * DAY, 0, 0);
    assert_near(centre_counter(centre, centre->at.busy_base, sorter), 5.0 * DAY, 0, 0);
    assert_near(centre_counter(centre, centre->at.busy, sorter), 5.0 * DAY, 0, 0);
    centre_close(centre);
}

static void an_unlimited_resource_has_no_queue(void **state)
{
    (void)state;
    struct centre *centre = seen_run(RUN BED("unlimited") PATIENTS("0 d, 0 d, 0 d, 1 d, 2 d") STAY("10 d"));
    int bed = centre_resource(centre, "bed");
    assert_near(centre_counter(centre, centre->at.queue, bed), 0, 0, 0);
    assert_near(centre_counter(centre, centre->at.occupied, bed), 50.0 * DAY, 0, 0);
    /* 3 from 0, 4 from 1, 5 from 2 to 10, 2 until 11, 1 until 12 */
    assert_near(centre->seen->levels[bed][3], DAY, 0, 0);
    assert_near(centre->seen->levels[bed][5], 8.0 * DAY, 0, 0);
    assert_near(centre->seen->levels[bed][2], DAY, 0, 0);
    assert_near(centre->seen->levels[bed][1], DAY, 0, 0);
    centre_close(centre);
}

/* who-1 wants x, which is taken until 20, and both of y, of which one is taken: it holds up y-2, who comes
 * at 3. When it dies at 5 both lines are rid of it: y-2 goes at once, and the one place in x's queue is free
 * again for x-2 at 6. */
static void death_while_waiting_for_two_resources_frees_both_lines(void **state)
{
    (void)state;
    assert_tells(RUN "resources: {x: {capacity: 1, max_queue: 1}, y: {capacity: 2}}\n"
                     "patients:\n"
                     "  x: {pathway: needs_x, arrivals: {at: [0 d, 6 d]}}\n"
                     "  y: {pathway: needs_y, arrivals: {at: [0 d, 3 d]}}\n"
                     "  who: {pathway: needs_both, arrivals: {at: [1 d]}}\n"
                     "pathways:\n"
                     "  needs_x: [{step: a, needs: x, takes: 20 d}]\n"
                     "  needs_y: [{step: b, needs: y, takes: 20 d}]\n"
                     "  needs_both: [{step: c, needs: {x: 1, y: 2}, takes: 1 d}]\n"
                     "risks:\n"
                     "  death: {from: c.arrive, until: c.start, chance: 100%, after: 4 d, leaves: died}\n",
                 ".s",
                 "x-1 0 a.start\n"
                 "y-1 0 b.start\n"
                 "who-1 5 death.strikes\n"
                 "y-2 5 b.start\n"
                 "x-2 20 a.start\n");
}

/* The bed is taken until 10. At 1 the pathway asks for it, at 2 a treatment of the same patient does. When
 * the patient gets the bed at 10 the treatment is given in it: it needs no second one. */
static void a_bed_that_comes_while_another_step_waits_serves_both(void **state)
{
    (void)state;
    assert_tells(RUN BED("1") "patients:\n"
                              "  other: {pathway: other, arrivals: {at: [0 d]}}\n"
                              "  p: {pathway: way, arrivals: {at: [1 d]}}\n"
                              "pathways:\n"
                              "  other: [{step: stay, needs: bed, takes: 10 d}]\n"
                              "  way:\n"
                              "    - {step: admission, holds: bed, takes: 20 d}\n"
                              "    - {step: discharge, releases: bed}\n"
                              "risks:\n"
                              "  fever: {from: admission.arrive, chance: 100%, after: 1 d, unfit: true, "
                              "steps: [{step: treatment, needs: bed, takes: 3 d}]}\n",
                 "p-1 ",
                 "p-1 1 referral\n"
                 "p-1 1 admission.arrive\n"
                 "p-1 1 bed.asked\n"
                 "p-1 2 fever.strikes\n"
                 "p-1 2 treatment.arrive\n"
                 "p-1 2 bed.asked\n"
                 "p-1 10 bed.got\n"
                 "p-1 10 bed.withdrawn\n"
                 "p-1 10 admission.start\n"
                 "p-1 10 treatment.start\n"
                 "p-1 13 treatment.end\n"
                 "p-1 13 fever.over\n"
                 "p-1 30 admission.end\n"
                 "p-1 30 discharge.arrive\n"
                 "p-1 30 bed.given_back\n"
                 "p-1 30 discharge.start\n"
                 "p-1 30 discharge.end\n"
                 "p-1 30 completed.exit\n");
}

/* p-1 is given a treatment in its own bed (1 to 4) that wants the chair too, free from 3 on; at 2 it gives
 * the bed back, and other-2 takes it. So the treatment must get a bed of its own: at 12, when other-2 leaves.
 * Never are two beds in use. */
static void a_bed_given_back_is_no_longer_counted_upon(void **state)
{
    (void)state;
    struct centre *centre =
        seen_run(RUN "resources: {bed: {capacity: 1}, chair: {capacity: 1}}\n"
                     "patients:\n"
                     "  sits: {pathway: sits, arrivals: {at: [0 d]}}\n"
                     "  p: {pathway: way, arrivals: {at: [0 d]}}\n"
                     "  lies: {pathway: lies, arrivals: {at: [1.5 d]}}\n"
                     "pathways:\n"
                     "  sits: [{step: sit, needs: chair, takes: 3 d}]\n"
                     "  lies: [{step: lie, needs: bed, takes: 10 d}]\n"
                     "  way:\n"
                     "    - {step: admission, holds: bed, takes: 2 d}\n"
                     "    - {step: discharge, releases: bed, takes: 30 d}\n"
                     "risks:\n"
                     "  fever: {from: admission.start, chance: 100%, after: 1 d, unfit: true, "
                     "steps: [{step: treatment, needs: [bed, chair], takes: 3 d}]}\n");
    assert_story(centre, ".start",
                 "sits-1 0 sit.start\n"
                 "p-1 0 admission.start\n"
                 "p-1 2 discharge.start\n"
                 "lies-1 2 lie.start\n"
                 "p-1 12 treatment.start\n");
    assert_int_equal(centre->seen->level_count[centre_resource(centre, "bed")], 2);
    centre_close(centre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(those_who_wait_go_by_priority_then_by_who_asked_first),
        cmocka_unit_test(fifo_ignores_priority),
        cmocka_unit_test(who_waits_goes_before_who_comes_at_the_same_instant),
        cmocka_unit_test(requests_of_one_instant_are_heard_in_the_order_of_referral),
        cmocka_unit_test(who_asked_at_the_same_instant_goes_by_referral),
        cmocka_unit_test(several_resources_are_taken_all_at_once),
        cmocka_unit_test(nobody_overtakes_who_lacks_units),
        cmocka_unit_test(priority_goes_before_who_lacks_units),
        cmocka_unit_test(a_held_unit_is_kept_until_the_releasing_step_starts),
        cmocka_unit_test(a_unit_that_is_held_already_is_not_asked_for_again),
        cmocka_unit_test(what_is_held_counts_towards_what_is_needed),
        cmocka_unit_test(who_leaves_gives_everything_back),
        cmocka_unit_test(a_full_queue_turns_the_next_one_away),
        cmocka_unit_test(without_a_queue_a_free_unit_is_still_given),
        cmocka_unit_test(a_refused_patient_may_go_on_without_the_step),
        cmocka_unit_test(a_refused_patient_may_go_elsewhere_or_try_again),
        cmocka_unit_test(less_capacity_never_evicts),
        cmocka_unit_test(the_end_of_a_closure_is_the_first_day_open),
        cmocka_unit_test(a_resource_that_is_closed_throughout_serves_nobody),
        cmocka_unit_test(something_starts_only_when_open_and_runs_on),
        cmocka_unit_test(there_may_be_several_opening_hours),
        cmocka_unit_test(a_breakdown_does_not_stop_what_runs),
        cmocka_unit_test(an_unlimited_resource_has_no_queue),
        cmocka_unit_test(death_while_waiting_for_two_resources_frees_both_lines),
        cmocka_unit_test(a_bed_that_comes_while_another_step_waits_serves_both),
        cmocka_unit_test(a_bed_given_back_is_no_longer_counted_upon),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
