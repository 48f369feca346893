/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/seen.h"

#include "base/utf8.h"
#include "engine/busy.h"
#include "engine/story.h"
#include "results/results.h"

/* The story of one patient in sentences, each computed by hand. Day 0, 2025-01-06, is a Monday. */

#define ONE RUN PATIENTS("0 d")
#define WAY "pathways:\n  way:\n"

static void follow(struct centre *centre, uint32_t replication, int class_index, uint32_t number,
                   struct story *story)
{
    struct simulation *simulation = simulation_create(centre->model);
    assert_non_null(simulation);
    *story = (struct story){.class_index = class_index, .number = number};
    simulation_follow(simulation, story);
    assert_int_equal(simulation_run(simulation, 1, replication, true, true, NULL, centre->seen),
                     SIMULATION_DONE);
    simulation_free(simulation);
}

/* The page; the test frees it. */
static char *page_of(struct centre *centre, uint32_t replication, int class_index, uint32_t number)
{
    struct story story;
    char *text = NULL;
    size_t size = 0;
    follow(centre, replication, class_index, number, &story);
    FILE *to = open_memstream(&text, &size);
    assert_non_null(to);
    assert_true(results_story(to, centre->model, &story, 1, replication + 1));
    assert_int_equal(fclose(to), 0);
    story_free(&story);
    return text;
}

/* One blank for any number of blanks and line ends. */
static void squeeze(char *text)
{
    char *to = text;
    for (const char *at = text; *at; at++) {
        bool blank = *at == ' ' || *at == '\n';
        if (!blank)
            *to++ = *at;
        else if (to > text && to[-1] != ' ')
            *to++ = ' ';
    }
    if (to > text && to[-1] == ' ')
        to--;
    *to = '\0';
}

/* The part of the page from after `from` to before `to` (to its end when that is missing), blanks squeezed.
 */
static void assert_part(const char *page, const char *from, const char *to, const char *expected)
{
    const char *begin = strstr(page, from);
    assert_non_null(begin);
    char *part = strdup(begin + strlen(from)), *end = strstr(part, to);
    assert_non_null(part);
    if (end)
        *end = '\0';
    squeeze(part);
    assert_string_equal(part, expected);
    free(part);
}

/* What happened to p-N. */
static void assert_told(const char *yaml, uint32_t number, const char *expected)
{
    struct centre *centre = centre_open(yaml, NULL);
    char *page = page_of(centre, 0, 0, number);
    assert_part(page, "what happened\n", "\nWhat was measured", expected);
    free(page);
    centre_close(centre);
}

/* ---- a way without trouble */

#define STRAIGHT                                                                                             \
    ONE "resources: {chair: {capacity: 1, opens: mon-fri 13:00-16:00}, bed: {capacity: 3}}\n" WAY            \
        "    - {step: visit, notice: 12 h, needs: chair, takes: 1 h}\n"                                      \
        "    - {step: admit, holds: {bed: 2}}\n"                                                             \
        "    - {step: long_stay, takes: 3 d}\n"                                                              \
        "    - {step: home, releases: bed}\n"

static void notice_closed_doors_and_units_are_told(void **state)
{
    (void)state;
    assert_told(STRAIGHT, 1,
                "Mon 2025-01-06 0.0 Referred to way. "
                "Visit needs 12 h of notice: not before Mon 2025-01-06 12:00. "
                "Mon 2025-01-06 12:00 0.5 Visit has to wait for chair (closed now). "
                "Mon 2025-01-06 13:00 0.5 Visit, for 1 h, after a wait of 13 h. In use: chair. "
                "Mon 2025-01-06 14:00 0.6 Admit. Takes and keeps: 2 x bed. "
                "Long stay, for 3 d. "
                "Thu 2025-01-09 14:00 3.6 Home. Given back: 2 x bed, held for 3 d. "
                "The pathway is completed, 3.6 d after the referral.");
}

/* 86 h: 72 in long_stay, 12 of notice, an hour until the doors open and an hour of visit. */
static void the_ledger_is_exact_to_the_second(void **state)
{
    (void)state;
    struct centre *centre = centre_open(STRAIGHT "measures:\n"
                                                 "  to_home: {from: referral, to: home.end}\n"
                                                 "  at_once: {from: admit.start, to: admit.end}\n"
                                                 "  backwards: {from: home.end, to: visit.start}\n",
                                        NULL);
    char *page = page_of(centre, 0, 0, 1);
    assert_part(page, "What was measured\n", "no such end",
                "To home: 3.6 d, of which "
                "long_stay takes its time 3 d 00:00:00 84% "
                "visit notice 0 d 12:00:00 14% "
                "visit takes its time 0 d 01:00:00 1.2% "
                "visit closed 0 d 01:00:00 1.2% "
                "total 3 d 14:00:00 100% "
                "At once: no time "
                "Not measured, for one of the two moments did not come: backwards.");
    free(page);
    centre_close(centre);
}

/* The third visit would be the next week; the second is due seven days after the first was. */
static void what_is_passed_over_the_way_taken_and_visits_are_told(void **state)
{
    (void)state;
    assert_told(
        RUN "patients: {p: {pathway: way, arrivals: {at: [0 d]}, attributes: {kind: {one_of: {a: 100%, b: "
            "0%}}}}}\n" WAY "    - {step: x, when: {kind: b}, takes: 1 d}\n"
            "    - {step: y, chance: 0%, takes: 1 d}\n"
            "    - {step: fork, one_of: [{share: 0%, steps: [{step: l, takes: 1 d}]}, {share: 100%, steps: "
            "[{step: r, takes: 1 d}]}]}\n"
            "    - {step: v, every: 7 d, times: 2, takes: 12 h}\n",
        1,
        "Mon 2025-01-06 0.0 Referred to way. kind: a. "
        "X is passed over: kind is a. "
        "Y: not this time, by chance. "
        "Fork takes way 2 of 2: r. "
        "R, for 1 d. "
        "Tue 2025-01-07 1.0 V (visit 1 of 2), for 12 h. "
        "Tue 2025-01-14 8.0 V (visit 2 of 2), for 12 h. "
        "Tue 2025-01-14 12:00 8.5 The pathway is completed, 8.5 d after the referral.");
}

/* ---- waiting */

#define LINE                                                                                                 \
    RUN PATIENTS("0 d, 0 d, 0 d, 1 d") "resources: {bed: {capacity: 1}, room: {capacity: 1}}\n" WAY          \
                                       "    - {step: stay, needs: [bed, room], "                             \
                                       "takes: 2 d}\n"

/* The bed goes from p-1 to p-2 on day 2, to p-3 on day 4, to p-4 on day 6. */
static void a_queue_is_told_with_who_is_ahead(void **state)
{
    (void)state;
    assert_told(LINE, 4,
                "Tue 2025-01-07 1.0 Referred to way. "
                "Stay has to wait for bed (2 ahead in the queue), room (2 ahead in the queue). "
                "Sun 2025-01-12 6.0 Stay, for 2 d, after a wait of 5 d. In use: bed, room. "
                "Tue 2025-01-14 8.0 The pathway is completed, 7 d after the referral.");
    assert_told(LINE, 2,
                "Mon 2025-01-06 0.0 Referred to way. "
                "Stay has to wait for bed (first in the queue), room (first in the queue). "
                "Wed 2025-01-08 2.0 Stay, for 2 d, after a wait of 2 d. In use: bed, room. "
                "Fri 2025-01-10 4.0 The pathway is completed, 4 d after the referral.");
}

static void death_in_a_queue_leaves_it(void **state)
{
    (void)state;
    assert_told(LINE "risks: {death: {from: referral, until: stay.start, chance: 100%, after: 1 d, leaves: "
                     "died}}\n",
                2,
                "Mon 2025-01-06 0.0 Referred to way. "
                "Stay has to wait for bed (first in the queue), room (first in the queue). "
                "Tue 2025-01-07 1.0 Death strikes. "
                "Leaves the queue for bed. Leaves the queue for room. "
                "The pathway ends: died, 1 d after the referral.");
}

static void what_was_kept_is_given_back_at_death(void **state)
{
    (void)state;
    assert_told(ONE "resources: {bed: {capacity: 1}}\n" WAY
                    "    - {step: admit, holds: bed}\n    - {step: stay, takes: 9 d}\n    - {step: home, "
                    "releases: bed}\n"
                    "risks: {death: {from: referral, chance: 100%, after: 5 d, leaves: died}}\n",
                1,
                "Mon 2025-01-06 0.0 Referred to way. "
                "Admit. Takes and keeps: bed. Stay starts. "
                "Sat 2025-01-11 5.0 Death strikes. Given back: bed, held for 5 d. "
                "The pathway ends: died, 5 d after the referral.");
}

static void refusals_are_told_with_their_reason(void **state)
{
    (void)state;
    assert_told(RUN PATIENTS("0 d, 1 d") "resources: {room: {capacity: 1, max_queue: 0}}\n" WAY
                                         "    - {step: prepare, takes: 1 d}\n"
                                         "    - {step: stay, needs: room, takes: 3 d}\n",
                2,
                "Tue 2025-01-07 1.0 Referred to way. Prepare, for 1 d. "
                "Wed 2025-01-08 2.0 Stay is refused: too many wait already. "
                "Turned away, 1 d after the referral.");
    assert_told(ONE
                "resources: {slot: {slots: {mon: 1}, closures: [{from: 2025-01-06, to: 2200-01-06}]}}\n" WAY
                "    - {step: prepare, takes: 1 d}\n"
                "    - {step: go, books: slot, on_refusal: {leaves: elsewhere}}\n",
                1,
                "Mon 2025-01-06 0.0 Referred to way. Prepare, for 1 d. "
                "Tue 2025-01-07 1.0 Go is refused: there is no appointment to be had. "
                "The pathway ends: elsewhere, 1 d after the referral.");
}

/* ---- appointments */

/* Booked on Tuesday for Monday 13 at 9, day 7.375, and for Wednesday 15. Ill from day 7 to day 10. */
static void unfit_on_the_day_loses_the_appointment(void **state)
{
    (void)state;
    assert_told(
        RUN PATIENTS("1 d") "resources: {slot: {slots: {mon: 1}, at: \"09:00\"}, made: {slots: {wed: "
                            "1}}}\n" WAY "    - {step: collect, books: {slot: {}, made: {within: [1 d, 3 "
                            "d]}}, fit: true, takes: 5 h}\n"
                            "    - {step: rest, takes: 2 d}\n"
                            "risks: {flu: {from: referral, until: collect.start, chance: 100%, after: 6 "
                            "d, unfit: true, steps: [{step: cure, takes: 3 d}]}}\n",
        1,
        "Tue 2025-01-07 1.0 Referred to way. "
        "Collect is booked for Mon 2025-01-13 09:00, in 6.4 d (slot). With it made for Wed 2025-01-15. "
        "Mon 2025-01-13 7.0 Flu strikes. Not fit until it is over. Flu: cure starts. "
        "Mon 2025-01-13 09:00 7.4 The appointment (slot) is lost: not fit on the day. "
        "The appointment on Wed 2025-01-15 (made) is cancelled. "
        "Collect has to wait until fit again: flu. "
        "Thu 2025-01-16 10.0 Flu: cure ends, 3 d after its start. Flu is over after 3 d. Fit again. "
        "Collect is booked for Mon 2025-01-20 09:00, in 4.4 d (slot). With it made for Wed 2025-01-22. "
        "Mon 2025-01-20 09:00 14.4 Collect, for 5 h, after a wait of 13.4 d. "
        "Mon 2025-01-20 14:00 14.6 Rest, for 2 d. "
        "Wed 2025-01-22 14:00 16.6 The pathway is completed, 15.6 d after the referral.");
}

/* The only slot, Monday 13 at midnight, is free to all a day before. */
static void slots_held_back_are_waited_for(void **state)
{
    (void)state;
    assert_told(RUN "patients: {p: {pathway: way, priority: 1, arrivals: {at: [1 d]}}}\n"
                    "resources: {slot: {slots: {mon: 1}, held_back: {count: 1, released: 1 d}}}\n" WAY
                    "    - {step: go, books: slot}\n",
                1,
                "Tue 2025-01-07 1.0 Referred to way. "
                "Go finds no free appointment but those held back; they are released on Sun 2025-01-12. "
                "Sun 2025-01-12 6.0 Go is booked for Mon 2025-01-13, in 1 d (slot). "
                "Mon 2025-01-13 7.0 Go, after a wait of 6 d. "
                "The pathway is completed, 6 d after the referral.");
}

/* ---- failing */

static void failures_repeats_and_what_they_set_are_told(void **state)
{
    (void)state;
    assert_told(RUN
                "patients: {p: {pathway: way, arrivals: {at: [0 d]}, attributes: {q: good}}}\n" WAY
                "    - {step: make, takes: 1 d, fails: 100%, on_failure: {repeat: make, at_most: 1, then: "
                "{one_of: [{share: 100%, continues: true, sets: {q: bad}}]}}}\n"
                "    - {step: last, fails: 100%, on_failure: {leaves: lost}}\n",
                1,
                "Mon 2025-01-06 0.0 Referred to way. q: good. Make, for 1 d. "
                "Tue 2025-01-07 1.0 Make fails. Back to make: repeat 1 of at most 1. Make, for 1 d. "
                "Wed 2025-01-08 2.0 Make fails. Make is not repeated any more: 1 is the most. "
                "From now on q is bad. It goes on all the same. "
                "Last. Last fails. The pathway ends: lost, 2 d after the referral.");
}

#define AGAIN ", fails: 100%, on_failure: {repeat: prod, at_most: 1, then: {continues: true}}}"

/* The branch, five days long, outlives both tries of two days each. */
static void a_branch_that_still_runs_is_waited_for_again(void **state)
{
    (void)state;
    assert_told(ONE WAY "    - step: prod\n      steps: [{step: make, takes: 2 d" AGAIN "]\n"
                        "      meanwhile: [{step: bridge, takes: 5 d}]\n",
                1,
                "Mon 2025-01-06 0.0 Referred to way. Prod starts. Beside prod: bridge starts. Make, for 2 d. "
                "Wed 2025-01-08 2.0 Make fails. Back to prod: repeat 1 of at most 1. Prod starts. "
                "What was begun beside prod goes on, and is waited for again. Make, for 2 d. "
                "Fri 2025-01-10 4.0 Make fails. Prod is not repeated any more: 1 is the most. "
                "It goes on all the same. Prod can end only when what runs beside it has ended. "
                "Sat 2025-01-11 5.0 Beside prod: bridge ends, 5 d after its start. "
                "Prod ends, 3 d after its start. The pathway is completed, 5 d after the referral.");
}

static void a_branch_that_has_ended_is_not_done_again(void **state)
{
    (void)state;
    assert_told(ONE WAY "    - step: prod\n      steps: [{step: make, takes: 3 d" AGAIN "]\n"
                        "      meanwhile: [{step: bridge, steps: [{step: dose, takes: 1 d}]}]\n",
                1,
                "Mon 2025-01-06 0.0 Referred to way. Prod starts. Beside prod: bridge starts. "
                "In bridge: dose starts. Make starts. "
                "Tue 2025-01-07 1.0 In bridge: dose ends, 1 d after its start. "
                "Beside prod: bridge ends, 1 d after its start. "
                "Thu 2025-01-09 3.0 Make ends, 3 d after its start. Make fails. "
                "Back to prod: repeat 1 of at most 1. Prod starts. Beside prod: bridge is not done again. "
                "Make, for 3 d. "
                "Sun 2025-01-12 6.0 Make fails. Prod is not repeated any more: 1 is the most. "
                "It goes on all the same. Prod ends, 3 d after its start. "
                "The pathway is completed, 6 d after the referral.");
}

/* make sends back to a on day 3; on day 3.5 bridge would send back to prod, which a is before. */
static void a_pathway_sent_back_already_is_not_sent_back_by_its_branch(void **state)
{
    (void)state;
    assert_told(ONE WAY
                "    - {step: a, takes: 1 d}\n"
                "    - step: prod\n"
                "      steps: [{step: make, takes: 2 d, fails: 100%, on_failure: {repeat: a, at_most: "
                "1, then: {leaves: lost}}}]\n"
                "      meanwhile: [{step: bridge, takes: 60 h" AGAIN "]\n",
                1,
                "Mon 2025-01-06 0.0 Referred to way. A, for 1 d. "
                "Tue 2025-01-07 1.0 Prod starts. Beside prod: bridge starts. Make, for 2 d. "
                "Thu 2025-01-09 3.0 Make fails. Back to a: repeat 1 of at most 1. A starts. "
                "Thu 2025-01-09 12:00 3.5 Beside prod: bridge ends, 2.5 d after its start. "
                "Beside prod: bridge fails. Beside prod: back to prod: repeat 1 of at most 1. "
                "Beside prod: the pathway has gone back already. "
                "Fri 2025-01-10 4.0 A ends, 1 d after its start. Prod starts. "
                "Beside prod: bridge is not done again. Make, for 2 d. "
                "Sun 2025-01-12 6.0 Make fails. A is not repeated any more: 1 is the most. "
                "The pathway ends: lost, 6 d after the referral.");
}

/* ---- risks */

static void a_risk_that_extends_a_stay_is_told(void **state)
{
    (void)state;
    assert_told(ONE WAY "    - {step: stay, takes: 3 d}\n"
                        "risks: {care: {from: stay.start, until: stay.end, chance: 100%, after: 2 d, "
                        "extends_stay: stay, steps: [{step: icu, takes: 4 d}]}}\n",
                1,
                "Mon 2025-01-06 0.0 Referred to way. Stay starts. "
                "Wed 2025-01-08 2.0 Care strikes. Care: icu starts. "
                "Thu 2025-01-09 3.0 Stay cannot end before care is over. "
                "Sun 2025-01-12 6.0 Care: icu ends, 4 d after its start. Care is over after 4 d. "
                "Stay ends, 6 d after its start. The pathway is completed, 6 d after the referral.");
}

/* Two that overlap: fit again only when the second is over. */
static void fit_again_is_said_once_no_risk_is_left(void **state)
{
    (void)state;
    assert_told(
        ONE WAY "    - {step: stay, takes: 9 d}\n"
                "    - {step: go, fit: true}\n"
                "risks:\n"
                "  cold: {from: referral, until: go.start, chance: 100%, after: 1 d, unfit: true, "
                "steps: [{step: tea, takes: 2 d}]}\n"
                "  flu: {from: referral, until: go.start, chance: 100%, after: 2 d, unfit: true, "
                "steps: [{step: bed_rest, takes: 2 d}]}\n",
        1,
        "Mon 2025-01-06 0.0 Referred to way. Stay starts. "
        "Tue 2025-01-07 1.0 Cold strikes. Not fit until it is over. Cold: tea starts. "
        "Wed 2025-01-08 2.0 Flu strikes. Not fit until it is over. Flu: bed rest starts. "
        "Thu 2025-01-09 3.0 Cold: tea ends, 2 d after its start. Cold is over after 2 d. "
        "Fri 2025-01-10 4.0 Flu: bed rest ends, 2 d after its start. Flu is over after 2 d. Fit again. "
        "Wed 2025-01-15 9.0 Stay ends, 9 d after its start. Go. "
        "The pathway is completed, 9 d after the referral.");
}

/* ---- the edges of a replication */

#define EDGES                                                                                                \
    "run: {start: 2025-01-06, warmup: 2 d, horizon: 2 d, follow: 1 d}\n" PATIENTS("0 d, 3 d") WAY            \
        "    - {step: stay, takes: 30 d}\nmeasures: {m: {from: referral, to: stay.start}}\n"

static void the_end_of_the_follow_up_is_told(void **state)
{
    (void)state;
    assert_told(EDGES, 2,
                "Thu 2025-01-09 3.0 Referred to way. Stay starts. "
                "Sat 2025-01-11 5.0 The follow-up ends with the patient still under way, 2 d after the "
                "referral (censored).");
    assert_told(EDGES, 1,
                "Mon 2025-01-06 0.0 Referred to way. Stay starts. "
                "Sat 2025-01-11 5.0 The replication ends with the patient still under way.");
}

/* p-1 is of the warm-up: it has measures of its own all the same, and the page says that no figure counts
 * it. */
static void who_is_not_observed_is_said_to_be(void **state)
{
    (void)state;
    struct centre *centre = centre_open("name: Edges\n" EDGES, NULL);
    char *page = page_of(centre, 2, 0, 1);
    assert_part(page, "", "\ndate",
                "Edges Patient p-1, replication 3 of seed 1 "
                "Referred outside the observed window: the results of a run do not count this patient.");
    assert_part(page, "What was measured\n", "no such end", "M: no time");
    free(page);
    page = page_of(centre, 2, 0, 2);
    assert_part(page, "", "\ndate", "Edges Patient p-2, replication 3 of seed 1");
    free(page);
    centre_close(centre);
}

static void who_was_never_referred_has_no_story(void **state)
{
    (void)state;
    struct centre *centre = centre_open(LINE, NULL);
    struct story story;
    follow(centre, 0, 0, 5, &story);
    assert_false(story.found);
    assert_int_equal(story.referred, 4);
    assert_int_equal(story.count, 0);
    story_free(&story);
    centre_close(centre);
}

/* ---- every patient of a centre with a bit of everything */

static void assert_page_is_narrow(const char *page)
{
    for (const char *line = page, *end; *line; line = end + 1) {
        end = strchr(line, '\n');
        assert_non_null(end);
        if (utf8_count(line, (size_t)(end - line)) > 100)
            fail_msg("wider than 100 columns: %.*s", (int)(end - line), line);
    }
}

static void every_page_fits_into_100_columns(void **state)
{
    (void)state;
    struct centre *centre = busy_open((struct busy){.run = "warmup: 20 d, horizon: 150 d"});
    for (int class_index = 0; class_index < centre->model->class_count; class_index++)
        for (uint32_t number = 1; number <= 10; number++) {
            char *page = page_of(centre, 0, class_index, number);
            assert_page_is_narrow(page);
            free(page);
        }
    centre_close(centre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(notice_closed_doors_and_units_are_told),
        cmocka_unit_test(the_ledger_is_exact_to_the_second),
        cmocka_unit_test(what_is_passed_over_the_way_taken_and_visits_are_told),
        cmocka_unit_test(a_queue_is_told_with_who_is_ahead),
        cmocka_unit_test(death_in_a_queue_leaves_it),
        cmocka_unit_test(what_was_kept_is_given_back_at_death),
        cmocka_unit_test(refusals_are_told_with_their_reason),
        cmocka_unit_test(unfit_on_the_day_loses_the_appointment),
        cmocka_unit_test(slots_held_back_are_waited_for),
        cmocka_unit_test(failures_repeats_and_what_they_set_are_told),
        cmocka_unit_test(a_branch_that_still_runs_is_waited_for_again),
        cmocka_unit_test(a_branch_that_has_ended_is_not_done_again),
        cmocka_unit_test(a_pathway_sent_back_already_is_not_sent_back_by_its_branch),
        cmocka_unit_test(a_risk_that_extends_a_stay_is_told),
        cmocka_unit_test(fit_again_is_said_once_no_risk_is_left),
        cmocka_unit_test(the_end_of_the_follow_up_is_told),
        cmocka_unit_test(who_is_not_observed_is_said_to_be),
        cmocka_unit_test(who_was_never_referred_has_no_story),
        cmocka_unit_test(every_page_fits_into_100_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
