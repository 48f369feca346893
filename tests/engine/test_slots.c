/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/seen.h"

/* Appointments. Days: 0 mon, 1 tue, 2 wed, 3 thu, 4 fri, 7 mon; a slot at 12:00 on day d is at d.5. */

#define SLOT(rest) "resources: {slot: {slots: " rest "}}\n"
#define BOOK(rest) "pathways: {way: [{step: a, books: slot, " rest "}]}\n"

/* One on Mondays, two on Wednesdays. Five ask on Tuesday (1): two get day 2, the third day 7, two more day 9.
 */
static void each_gets_the_first_free_slot(void **state)
{
    (void)state;
    assert_tells(RUN SLOT("{mon: 1, wed: 2}, at: \"12:00\"") PATIENTS("1 d, 1 d, 1 d, 1 d, 1 d")
                     BOOK("takes: 1 d"),
                 "a.start",
                 "p-1 2.5 a.start\n"
                 "p-2 2.5 a.start\n"
                 "p-3 7.5 a.start\n"
                 "p-4 9.5 a.start\n"
                 "p-5 9.5 a.start\n");
}

/* At 00:00 without `at`. Who asks at 0, Monday 00:00, gets this very slot; a second later the next. */
static void a_slot_can_be_had_until_it_begins(void **state)
{
    (void)state;
    assert_tells(RUN SLOT("{mon: 5}") PATIENTS("0 d, 1 s") BOOK("takes: 1 d"), "a.start",
                 "p-1 0 a.start\n"
                 "p-2 7 a.start\n");
}

/* Asked at 0: a notice of 3 d means 3.5 (thu), though 0.5 and 2.5 are free; exactly 3.5 d will do; 3.6 d will
 * not. */
static void a_slot_is_not_before_the_notice_is_over(void **state)
{
    (void)state;
    assert_tells(RUN SLOT("{mon: 9, wed: 9, thu: 9, fri: 9}, at: \"12:00\"") PATIENTS("0 d")
                     BOOK("notice: 3 d"),
                 "a.start", "p-1 3.5 a.start\n");
    assert_tells(RUN SLOT("{mon: 9, wed: 9, thu: 9, fri: 9}, at: \"12:00\"") PATIENTS("0 d")
                     BOOK("notice: 84 h"),
                 "a.start", "p-1 3.5 a.start\n");
    assert_tells(RUN SLOT("{mon: 9, wed: 9, thu: 9, fri: 9}, at: \"12:00\"") PATIENTS("0 d")
                     BOOK("notice: 3.6 d"),
                 "a.start", "p-1 4.5 a.start\n");
}

/* Closed from Wednesday the 8th (2) to Wednesday the 15th (9), when the first slot is again. */
static void a_closed_day_has_no_slots(void **state)
{
    (void)state;
    struct centre *centre = seen_run("run: {start: 2025-01-06, warmup: 0 d, horizon: 14 d}\n" SLOT(
        "{mon-fri: 1}, closures: [{from: 2025-01-08, to: 2025-01-15}]") PATIENTS("1 d, 1 d, 1 d")
                                         BOOK("takes: 1 d"));
    assert_story(centre, "a.start",
                 "p-1 1 a.start\n"
                 "p-2 9 a.start\n"
                 "p-3 10 a.start\n");
    /* offered: days 0, 1 and 9, 10, 11 */
    assert_near(centre_counter(centre, centre->at.offered, 0), 5, 0, 0);
    assert_near(centre_counter(centre, centre->at.used, 0), 3, 0, 0);
    centre_close(centre);
}

/* Two a day but one from the 7th to the 8th. */
static void a_closure_may_leave_some_slots(void **state)
{
    (void)state;
    assert_tells(RUN SLOT("{mon-fri: 2}, closures: [{from: 2025-01-07, to: 2025-01-08, capacity: 1}]")
                     PATIENTS("0.5 d, 0.5 d, 0.5 d, 0.5 d") BOOK("takes: 1 d"),
                 "a.start",
                 "p-1 1 a.start\n"
                 "p-2 2 a.start\n"
                 "p-3 2 a.start\n"
                 "p-4 3 a.start\n");
}

/* Two a day at 12:00, one kept for priority 0 until 2 d before: at 0 both of 0.5 and of 1.5 are for all,
 * later ones one a day. */
static void slots_held_back_are_for_the_first_priority_until_their_release(void **state)
{
    (void)state;
    assert_tells(
        RUN SLOT(
            "{mon-fri: 2}, at: \"12:00\", held_back: {count: 1, released: 2 d}") "patients:\n"
                                                                                 "  normal: {pathway: way, "
                                                                                 "priority: 1, arrivals: "
                                                                                 "{at: [0 d, 0 d, 0 d, 0 d, "
                                                                                 "0 d, 0 d]}}\n"
                                                                                 "  urgent: {pathway: way, "
                                                                                 "priority: 0, arrivals: "
                                                                                 "{at: [0 d, 0 d]}}\n" BOOK(
                                                                                     "takes: 1 d"),
        "a.start", /* two on 0.5, two on 1.5, then one a day; urgent: the one kept of 2.5, of 3.5 */
        "normal-1 0.5 a.start\n"
        "normal-2 0.5 a.start\n"
        "normal-3 1.5 a.start\n"
        "normal-4 1.5 a.start\n"
        "normal-5 2.5 a.start\n"
        "urgent-1 2.5 a.start\n"
        "normal-6 3.5 a.start\n"
        "urgent-2 3.5 a.start\n");
}

/* What priority 0 has taken of a day counts as held back: with one kept of two and urgent-1 having it, the
 * other is for all. */
static void a_slot_held_back_and_taken_is_not_kept_twice(void **state)
{
    (void)state;
    assert_tells(
        RUN SLOT("{fri: 2}, at: \"12:00\", held_back: {count: 1, released: 1 d}") "patients:\n"
                                                                                  "  urgent: {pathway: way, "
                                                                                  "priority: 0, arrivals: "
                                                                                  "{at: [0 d]}}\n"
                                                                                  "  normal: {pathway: way, "
                                                                                  "arrivals: {at: [0 d, 0 "
                                                                                  "d]}}\n" BOOK("takes: 1 d"),
        "a.start",
        "urgent-1 4.5 a.start\n"
        "normal-1 4.5 a.start\n"
        "normal-2 11.5 a.start\n");
}

/* One slot, on Fridays at 12:00, kept until 2 d before: nobody else can book before 2.5, 9.5, 16.5. Then
 * those who wait do, by priority and who asked first (mid-1 before low-1), before who comes at that instant.
 */
static void who_finds_all_slots_held_back_waits_for_their_release(void **state)
{
    (void)state;
    struct centre *centre = seen_run(RUN SLOT(
        "{fri: 1}, at: \"12:00\", held_back: {count: 1, released: 2 d}") "patients:\n"
                                                                         "  low: {pathway: way, priority: 7, "
                                                                         "arrivals: {at: [0 d, 2.5 d]}}\n"
                                                                         "  mid: {pathway: way, priority: 3, "
                                                                         "arrivals: {at: [1 d]}}\n"
                                                                         "  new: {pathway: way, priority: 2, "
                                                                         "arrivals: {at: [4 d]}}\n" BOOK(
                                                                             "takes: 1 d") "measures: {wait: "
                                                                                           "{from: a.arrive, "
                                                                                           "to: a.start}}\n");
    assert_story(centre, "slot",
                 "mid-1 2.5 slot.booked\n"
                 "mid-1 4.5 slot.attended\n"
                 "new-1 9.5 slot.booked\n"
                 "new-1 11.5 slot.attended\n"
                 "low-1 16.5 slot.booked\n"
                 "low-1 18.5 slot.attended\n"
                 "low-2 23.5 slot.booked\n"
                 "low-2 25.5 slot.attended\n");
    assert_near(seen_ledger(centre, "wait", "a", CAUSE_WAITS_FOR, 0), 18.5 + 23, 0, 0); /* class low */
    assert_ledger_sums(centre);
    centre_close(centre);
}

/* Booked at 2.5 for 4.5, mid-1 dies at 3: the slot is for low-1, who waits, at once; not for who asks later.
 */
static void a_released_slot_that_is_freed_goes_to_who_waits(void **state)
{
    (void)state;
    assert_tells(
        RUN SLOT(
            "{fri: 1}, at: \"12:00\", held_back: {count: 1, released: 2 d}") "patients:\n"
                                                                             "  low: {pathway: way, "
                                                                             "priority: 7, arrivals: {at: [0 "
                                                                             "d, 3.5 d]}}\n"
                                                                             "  mid: {pathway: frail, "
                                                                             "priority: 3, arrivals: {at: [1 "
                                                                             "d]}}\n"
                                                                             "pathways: {way: [{step: a, "
                                                                             "books: slot}], frail: [{step: "
                                                                             "b, books: slot}]}\n"
                                                                             "risks: {death: {from: "
                                                                             "b.arrive, chance: 100%, after: "
                                                                             "2 d, leaves: died}}\n",
        "slot",
        "mid-1 2.5 slot.booked\n"
        "mid-1 3 slot.cancelled\n"
        "low-1 3 slot.booked\n"
        "low-1 4.5 slot.attended\n"
        "low-2 9.5 slot.booked\n"
        "low-2 11.5 slot.attended\n");
}

/* Only one may stand on the list. low-1 and mid-1 came when there was none; at the release, 2.5, both book,
 * though then two stand on it. new-1, who comes at 3, is turned away. */
static void who_waited_for_a_release_is_not_turned_away(void **state)
{
    (void)state;
    assert_tells(RUN "resources: {slot: {slots: {fri: 2}, at: \"12:00\", held_back: {count: 2, released: 2 "
                     "d}, max_queue: 1}}\n"
                     "patients:\n"
                     "  low: {pathway: way, priority: 7, arrivals: {at: [0 d]}}\n"
                     "  mid: {pathway: way, priority: 3, arrivals: {at: [1 d]}}\n"
                     "  new: {pathway: way, priority: 3, arrivals: {at: [3 d]}}\n" BOOK("takes: 1 d"),
                 "exit",
                 "new-1 3 turned_away.exit\n"
                 "low-1 5.5 completed.exit\n"
                 "mid-1 5.5 completed.exit\n");
}

/* Notice 1 d, 3 d or 12 d from 0, released at 2.5 for 4.5 and at 9.5 for 11.5: the notice counts as such
 * until it is over. */
static void waiting_for_a_release_and_a_notice_are_told_apart(void **state)
{
    (void)state;
    static const double notices[] = {1, 3, 12}, slots[] = {4.5, 4.5, 18.5};
    for (int i = 0; i < 3; i++) {
        char yaml[600];
        snprintf(yaml, sizeof yaml,
                 RUN SLOT("{fri: 1}, at: \"12:00\", held_back: {count: 1, released: 2 d}") PATIENTS("0 d")
                     BOOK("notice: %g d") "measures: {wait: {from: a.arrive, to: a.start}}\n",
                 notices[i]);
        struct centre *centre = seen_run(yaml);
        assert_near(centre_value(centre, 1, "wait"), slots[i], 0, 0);
        assert_near(seen_ledger(centre, "wait", "a", CAUSE_NOTICE, NONE), notices[i], 0, 0);
        assert_near(seen_ledger(centre, "wait", "a", CAUSE_WAITS_FOR, 0), slots[i] - notices[i], 0, 0);
        centre_close(centre);
    }
}

#define ILL(after, takes)                                                                                    \
    "risks:\n"                                                                                               \
    "  fever: {from: referral, until: a.start, chance: 100%, after: " after ", unfit: true, "                \
    "steps: [{step: bed_rest, takes: " takes "}]}\n"

/* Booked for 2.5; ill from 2 to 3: the slot of 2.5 is lost, and at 3 that of Friday, 4.5, is booked. */
static void a_slot_is_lost_by_who_is_unfit_on_the_day(void **state)
{
    (void)state;
    struct centre *centre = seen_run(RUN SLOT("{wed: 1, fri: 1}, at: \"12:00\"") PATIENTS("1 d") BOOK(
        "fit: true, takes: 1 d") ILL("1 d", "1 d") "measures: {wait: {from: a.arrive, to: a.start}}\n");
    assert_story(centre, "",
                 "p-1 1 referral\n"
                 "p-1 1 a.arrive\n"
                 "p-1 1 slot.booked\n"
                 "p-1 2 fever.strikes\n"
                 "p-1 2 bed_rest.arrive\n"
                 "p-1 2 bed_rest.start\n"
                 "p-1 2.5 slot.missed\n"
                 "p-1 3 bed_rest.end\n"
                 "p-1 3 fever.over\n"
                 "p-1 3 slot.booked\n"
                 "p-1 4.5 slot.attended\n"
                 "p-1 4.5 a.start\n"
                 "p-1 5.5 a.end\n"
                 "p-1 5.5 completed.exit\n");
    assert_near(centre_counter(centre, centre->at.used, 0), 1, 0, 0);
    assert_near(centre_counter(centre, centre->at.lost_slots, 0), 1, 0, 0);
    /* 1 to 2.5 and 3 to 4.5 for the slot, between them unfit */
    assert_near(seen_ledger(centre, "wait", "a", CAUSE_WAITS_FOR, 0), 3, 0, 0);
    assert_near(seen_ledger(centre, "wait", "a", CAUSE_UNFIT, 0), 0.5, 0, 0);
    centre_close(centre);
}

/* Who is fit again at the very moment of the slot attends: what ends comes first. Ill from 1.5 to 2.5. */
static void who_is_fit_again_just_in_time_attends(void **state)
{
    (void)state;
    assert_tells(RUN SLOT("{wed: 1}, at: \"12:00\"") PATIENTS("1 d") BOOK("fit: true") ILL("0.5 d", "1 d"),
                 "slot",
                 "p-1 1 slot.booked\n"
                 "p-1 2.5 slot.attended\n");
}

/* Who falls ill at that moment does not: strikes at 2.5. */
static void who_falls_ill_at_the_moment_of_the_slot_misses_it(void **state)
{
    (void)state;
    assert_tells(RUN SLOT("{wed: 1}, at: \"12:00\"") PATIENTS("1 d") BOOK("fit: true") ILL("1.5 d", "1 d"),
                 "slot",
                 "p-1 1 slot.booked\n"
                 "p-1 2.5 slot.missed\n"
                 "p-1 3.5 slot.booked\n"
                 "p-1 9.5 slot.attended\n");
}

/* Ill from the moment of referral, 1, until 4: it books when fit. */
static void nobody_books_while_unfit(void **state)
{
    (void)state;
    assert_tells(RUN SLOT("{wed: 1}, at: \"12:00\"") PATIENTS("1 d") BOOK("fit: true") ILL("0 d", "3 d"),
                 "slot",
                 "p-1 4 slot.booked\n"
                 "p-1 9.5 slot.attended\n");
}

/* Of the two slots of Wednesday, 2.5, the one held back is urgent-1's, who is ill on the day: it is lost. At
 * 3 urgent-1 books the one held back of the next Wednesday, 9.5; normal-2 the other; normal-3 must wait for
 * the week after. */
static void a_slot_held_back_may_be_lost_too(void **state)
{
    (void)state;
    struct centre *centre = seen_run("run: {start: 2025-01-06, warmup: 0 d, horizon: 14 d}\n" SLOT(
        "{wed: 2}, at: \"12:00\", held_back: {count: 1, released: 1 d}") "patients:\n"
                                                                         "  urgent: {pathway: way, priority: "
                                                                         "0, arrivals: {at: [1 d]}}\n"
                                                                         "  normal: {pathway: other, "
                                                                         "arrivals: {at: [1 d, 3 d, 3 d]}}\n"
                                                                         "pathways:\n"
                                                                         "  way: [{step: a, books: slot, "
                                                                         "fit: true}]\n"
                                                                         "  other: [{step: b, books: slot, "
                                                                         "fit: true}]\n" ILL("1 d", "1 d"));
    assert_story(centre, "slot",
                 "urgent-1 1 slot.booked\n"
                 "normal-1 1 slot.booked\n"
                 "urgent-1 2.5 slot.missed\n"
                 "normal-1 2.5 slot.attended\n"
                 "urgent-1 3 slot.booked\n"
                 "normal-2 3 slot.booked\n"
                 "normal-3 3 slot.booked\n"
                 "urgent-1 9.5 slot.attended\n"
                 "normal-2 9.5 slot.attended\n"
                 "normal-3 16.5 slot.attended\n");
    /* within 14 d two Wednesdays with two each: three used, one lost, none left */
    assert_near(centre_counter(centre, centre->at.offered, 0), 4, 0, 0);
    assert_near(centre_counter(centre, centre->at.used, 0), 3, 0, 0);
    assert_near(centre_counter(centre, centre->at.lost_slots, 0), 1, 0, 0);
    centre_close(centre);
}

#define TWO                                                                                                  \
    "resources: {slot_x: {slots: {mon-fri: 1}, at: \"12:00\"}, slot_y: {slots: {fri: 1}, at: \"12:00\"}}\n"
#define BOOK_TWO(window)                                                                                     \
    "pathways: {way: [{step: a, books: {slot_x: {}, slot_y: {within: " window                                \
    "}}, takes: 1 d}, {step: b, takes: 5 d}]}\n"

/* y, on Fridays (4.5, 11.5, ...), must lie 1 to 2 d after x. p-1, asked at 0: x on 2.5 with y on 4.5. p-2:
 * that y is taken, so the next: x on 9.5 with y on 11.5; and the x of 0.5 stay free. */
static void two_slots_are_booked_both_or_neither(void **state)
{
    (void)state;
    struct centre *centre = seen_run("run: {start: 2025-01-06, warmup: 0 d, horizon: 14 d}\n" TWO PATIENTS(
        "0 d, 0 d") BOOK_TWO("[1 d, 2 d]"));
    assert_story(centre, "slot_",
                 "p-1 0 slot_x.booked\n"
                 "p-1 0 slot_y.booked\n"
                 "p-2 0 slot_x.booked\n"
                 "p-2 0 slot_y.booked\n"
                 "p-1 2.5 slot_x.attended\n"
                 "p-2 9.5 slot_x.attended\n");
    assert_near(centre_counter(centre, centre->at.used, 0), 2, 0, 0);
    assert_near(centre_counter(centre, centre->at.used, 1), 2, 0, 0);
    assert_near(centre_counter(centre, centre->at.offered, 0), 10, 0, 0);
    assert_near(centre_counter(centre, centre->at.offered, 1), 2, 0, 0);
    centre_close(centre);
}

/* The window's edges count: exactly 1 d, and exactly 4 d (x on Monday 0.5). */
static void the_edges_of_a_window_are_in_it(void **state)
{
    (void)state;
    assert_tells(RUN TWO PATIENTS("0 d") BOOK_TWO("[1 d, 1 d]"), "a.start", "p-1 3.5 a.start\n");
    assert_tells(RUN TWO PATIENTS("0 d") BOOK_TWO("[0 d, 4 d]"), "a.start", "p-1 0.5 a.start\n");
    assert_tells(RUN TWO PATIENTS("0 d") BOOK_TWO("[12 h, 36 h]"), "a.start", "p-1 3.5 a.start\n");
}

/* The second is closed for longer than appointments are looked for. Turned away, in finite time. */
static void who_can_never_get_both_slots_is_turned_away(void **state)
{
    (void)state;
    assert_tells(RUN "resources: {slot_x: {slots: {mon: 1}}, slot_y: {slots: {tue: 1}, closures: [{from: "
                     "2025-01-06, to: 2200-01-01}]}}\n" PATIENTS("0 d") BOOK_TWO("[1 d, 3 d]"),
                 "exit", "p-1 0 turned_away.exit\n");
}

/* Unfit on the day of the first: that one is lost, the second is freed and both are booked anew: x on 9.5, y
 * on 11.5; y of 4.5 is then free for p-2, who asks at 2.6: x on 3.5. */
static void the_second_slot_is_freed_when_the_first_is_missed(void **state)
{
    (void)state;
    struct centre *centre =
        seen_run("run: {start: 2025-01-06, warmup: 0 d, horizon: 14 d}\n" TWO "patients:\n"
                 "  p: {pathway: way, arrivals: {at: [0 d]}}\n"
                 "  q: {pathway: healthy, arrivals: {at: [2.6 d]}}\n"
                 "pathways:\n"
                 "  way: [{step: a, books: {slot_x: {}, slot_y: {within: [1 d, 2 d]}}, fit: true}, {step: c, "
                 "takes: 5 d}]\n"
                 "  healthy: [{step: b, books: {slot_x: {}, slot_y: {within: [1 d, 2 d]}}}, {step: d, takes: "
                 "5 d}]\n" ILL("2 d", "1 d"));
    assert_story(centre, "slot_",
                 "p-1 0 slot_x.booked\n"
                 "p-1 0 slot_y.booked\n"
                 "p-1 2.5 slot_x.missed\n"
                 "p-1 2.5 slot_y.cancelled\n"
                 "q-1 2.6 slot_x.booked\n"
                 "q-1 2.6 slot_y.booked\n"
                 "p-1 3 slot_x.booked\n"
                 "p-1 3 slot_y.booked\n"
                 "q-1 3.5 slot_x.attended\n"
                 "p-1 9.5 slot_x.attended\n");
    assert_near(centre_counter(centre, centre->at.lost_slots, 0), 1, 0, 0);
    assert_near(centre_counter(centre, centre->at.used, 0), 2, 0, 0);
    assert_near(centre_counter(centre, centre->at.lost_slots, 1), 0, 0, 0);
    assert_near(centre_counter(centre, centre->at.used, 1), 2, 0, 0);
    centre_close(centre);
}

/* Booked for Friday 4.5 on day 0; dies at 2: the slot is free again, and p-2 has it. */
static void death_frees_future_slots(void **state)
{
    (void)state;
    struct centre *centre = seen_run("run: {start: 2025-01-06, warmup: 0 d, horizon: 7 d}\n" SLOT(
        "{fri: 1}, at: \"12:00\"") "patients:\n"
                                   "  p: {pathway: way, arrivals: {at: [0 d]}}\n"
                                   "  q: {pathway: other, arrivals: {at: [1 d, 3 d]}}\n"
                                   "pathways:\n"
                                   "  way: [{step: a, books: slot}]\n"
                                   "  other: [{step: b, books: slot}]\n"
                                   "risks: {death: {from: a.arrive, chance: 100%, after: 2 d, leaves: "
                                   "died}}\n");
    assert_story(centre, "slot",
                 "p-1 0 slot.booked\n"
                 "q-1 1 slot.booked\n"
                 "p-1 2 slot.cancelled\n"
                 "q-2 3 slot.booked\n"
                 "q-2 4.5 slot.attended\n"
                 "q-1 11.5 slot.attended\n");
    assert_near(centre_counter(centre, centre->at.used, 0), 1, 0, 0);
    assert_near(centre_counter(centre, centre->at.lost_slots, 0), 0, 0, 0);
    assert_near(centre_counter(centre, centre->at.offered, 0), 1, 0, 0);
    centre_close(centre);
}

/* A step may want a slot and a chair: on the day it waits for the chair (until 1), the slot is not lost. */
static void a_slot_and_a_unit_are_had_one_after_the_other(void **state)
{
    (void)state;
    assert_tells(RUN "resources: {slot: {slots: {mon: 1}, at: \"12:00\"}, chair: {capacity: 1}}\n"
                     "patients:\n"
                     "  sits: {pathway: sits, arrivals: {at: [0 d]}}\n"
                     "  p: {pathway: way, arrivals: {at: [0 d]}}\n"
                     "pathways:\n"
                     "  sits: [{step: sit, needs: chair, takes: 1 d}]\n"
                     "  way: [{step: a, books: slot, needs: chair, takes: 1 d}]\n",
                 "p-1 ",
                 "p-1 0 referral\n"
                 "p-1 0 a.arrive\n"
                 "p-1 0 slot.booked\n"
                 "p-1 0.5 slot.attended\n"
                 "p-1 0.5 chair.asked\n"
                 "p-1 1 chair.got\n"
                 "p-1 1 a.start\n"
                 "p-1 2 chair.given_back\n"
                 "p-1 2 a.end\n"
                 "p-1 2 completed.exit\n");
}

/* A failed sampling books again, without asking for the old slot to be freed: it was used. Two used. */
static void a_repeated_step_books_again(void **state)
{
    (void)state;
    struct centre *centre = seen_run(
        "run: {start: 2025-01-06, warmup: 0 d, horizon: 14 d}\n" SLOT("{mon: 1}") PATIENTS("0 d")
            BOOK("takes: 1 h, fails: 100%, on_failure: {repeat: a, at_most: 1, then: {leaves: failed}}"));
    assert_story(centre, "slot",
                 "p-1 0 slot.booked\n"
                 "p-1 0 slot.attended\n"
                 "p-1 0.0416667 slot.booked\n"
                 "p-1 7 slot.attended\n");
    assert_near(centre_counter(centre, centre->at.used, 0), 2, 0, 0);
    centre_close(centre);
}

/* Beyond the first span of the calendar of places: 600 = 85 x 7 + 5 is a Saturday, the next Monday is 602. */
static void slots_may_lie_years_ahead(void **state)
{
    (void)state;
    assert_tells(RUN SLOT("{mon: 1}") PATIENTS("0 d, 0 d, 1 d") BOOK("notice: 600 d"), "a.start",
                 "p-1 602 a.start\n"
                 "p-2 609 a.start\n"
                 "p-3 616 a.start\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_gets_the_first_free_slot),
        cmocka_unit_test(a_slot_can_be_had_until_it_begins),
        cmocka_unit_test(a_slot_is_not_before_the_notice_is_over),
        cmocka_unit_test(a_closed_day_has_no_slots),
        cmocka_unit_test(a_closure_may_leave_some_slots),
        cmocka_unit_test(slots_held_back_are_for_the_first_priority_until_their_release),
        cmocka_unit_test(a_slot_held_back_and_taken_is_not_kept_twice),
        cmocka_unit_test(who_finds_all_slots_held_back_waits_for_their_release),
        cmocka_unit_test(a_released_slot_that_is_freed_goes_to_who_waits),
        cmocka_unit_test(who_waited_for_a_release_is_not_turned_away),
        cmocka_unit_test(waiting_for_a_release_and_a_notice_are_told_apart),
        cmocka_unit_test(a_slot_is_lost_by_who_is_unfit_on_the_day),
        cmocka_unit_test(who_is_fit_again_just_in_time_attends),
        cmocka_unit_test(who_falls_ill_at_the_moment_of_the_slot_misses_it),
        cmocka_unit_test(nobody_books_while_unfit),
        cmocka_unit_test(a_slot_held_back_may_be_lost_too),
        cmocka_unit_test(two_slots_are_booked_both_or_neither),
        cmocka_unit_test(the_edges_of_a_window_are_in_it),
        cmocka_unit_test(who_can_never_get_both_slots_is_turned_away),
        cmocka_unit_test(the_second_slot_is_freed_when_the_first_is_missed),
        cmocka_unit_test(death_frees_future_slots),
        cmocka_unit_test(a_slot_and_a_unit_are_had_one_after_the_other),
        cmocka_unit_test(a_repeated_step_books_again),
        cmocka_unit_test(slots_may_lie_years_ahead),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
