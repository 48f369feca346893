/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/seen.h"

/* Repeats, what runs beside a step, and both together. */

#define WAY "pathways:\n  way:\n"
#define ONE RUN PATIENTS("0 d")
/* Fails the first time, never again. */
#define FAILS_ONCE(then)                                                                                     \
    "fails: {by: tried, never: 100%, once: 0%}, on_failure: {" then ", sets: {tried: once}}"
#define ONE_TRY RUN "patients: {p: {pathway: way, arrivals: {at: [0 d]}, attributes: {tried: never}}}\n"

static void a_step_is_repeated_at_most_so_often(void **state)
{
    (void)state;
    assert_tells(ONE WAY "    - {step: a, takes: 1 d}\n"
                         "    - {step: b, takes: 2 d, fails: 100%, on_failure: {repeat: a, at_most: 2, then: "
                         "{leaves: failed}}}\n"
                         "    - {step: c}\n",
                 ".e",
                 "p-1 1 a.end\n"
                 "p-1 3 b.end\n"
                 "p-1 4 a.end\n"
                 "p-1 6 b.end\n"
                 "p-1 7 a.end\n"
                 "p-1 9 b.end\n"
                 "p-1 9 failed.exit\n");
}

/* Each failure has repeats of its own: a once, b once; b's repeat goes back to a, whose repeats are used up
 * by then. */
static void every_failure_counts_its_own_repeats(void **state)
{
    (void)state;
    assert_tells(ONE WAY "    - {step: a, takes: 1 d, fails: 100%, on_failure: {repeat: a, at_most: 1, then: "
                         "{continues: true}}}\n"
                         "    - {step: b, takes: 1 d, fails: 100%, on_failure: {repeat: a, at_most: 1, then: "
                         "{continues: true}}}\n",
                 ".e",
                 "p-1 1 a.end\n"
                 "p-1 2 a.end\n"
                 "p-1 3 b.end\n"
                 "p-1 4 a.end\n"
                 "p-1 5 b.end\n"
                 "p-1 5 completed.exit\n");
}

/* With a failure of 50% and no bound every patient comes through; the tries are geometric with mean 2: of
 * 2000 patients 4000, standard error sqrt(2000 x 2) = 63. */
static void a_repeat_without_bound_goes_on_until_it_works(void **state)
{
    (void)state;
    struct centre *centre =
        centre_open("run: {warmup: 0 d, horizon: 100 d}\n"
                    "patients: {p: {pathway: way, arrivals: {every: 1 h, limit: 2000}}}\n" WAY
                    "    - {step: a, takes: 1 h, fails: 50%, on_failure: {repeat: a}}\n",
                    NULL);
    centre_run(centre, 1, 0);
    assert_near(centre_counter(centre, centre->at.outcome, OUTCOME_COMPLETED), 2000, 0, 0);
    assert_near(centre_counter(centre, centre->at.starts, 0), 4000, 0, 4.5 * 63.3);
    assert_near(centre_counter(centre, centre->at.reached, 0), 2000, 0,
                0); /* each once, however often it tried */
    centre_close(centre);
}

/* From within: production and what stands in it are left, collection is done again. What was to come in
 * production comes anew. */
static void a_repeat_leads_out_of_the_steps_around(void **state)
{
    (void)state;
    assert_tells(ONE_TRY "resources: {plant: {capacity: 1}, line: {capacity: 1}}\n" WAY
                         "    - {step: collection, takes: 1 d}\n"
                         "    - step: production\n"
                         "      needs: plant\n"
                         "      steps:\n"
                         "        - {step: out, takes: 1 d}\n"
                         "        - {step: make, needs: line, steps: [{step: grow, takes: 2 d, " FAILS_ONCE(
                             "repeat: collection") "}]}\n"
                                                   "        - {step: back, takes: 1 d}\n",
                 "",
                 "p-1 0 referral\n"
                 "p-1 0 collection.arrive\n"
                 "p-1 0 collection.start\n"
                 "p-1 1 collection.end\n"
                 "p-1 1 production.arrive\n"
                 "p-1 1 plant.asked\n"
                 "p-1 1 plant.got\n"
                 "p-1 1 production.start\n"
                 "p-1 1 out.arrive\n"
                 "p-1 1 out.start\n"
                 "p-1 2 out.end\n"
                 "p-1 2 make.arrive\n"
                 "p-1 2 line.asked\n"
                 "p-1 2 line.got\n"
                 "p-1 2 make.start\n"
                 "p-1 2 grow.arrive\n"
                 "p-1 2 grow.start\n"
                 "p-1 4 grow.end\n"
                 "p-1 4 line.given_back\n"
                 "p-1 4 plant.given_back\n"
                 "p-1 4 collection.arrive\n"
                 "p-1 4 collection.start\n"
                 "p-1 5 collection.end\n"
                 "p-1 5 production.arrive\n"
                 "p-1 5 plant.asked\n"
                 "p-1 5 plant.got\n"
                 "p-1 5 production.start\n"
                 "p-1 5 out.arrive\n"
                 "p-1 5 out.start\n"
                 "p-1 6 out.end\n"
                 "p-1 6 make.arrive\n"
                 "p-1 6 line.asked\n"
                 "p-1 6 line.got\n"
                 "p-1 6 make.start\n"
                 "p-1 6 grow.arrive\n"
                 "p-1 6 grow.start\n"
                 "p-1 8 grow.end\n"
                 "p-1 8 line.given_back\n"
                 "p-1 8 make.end\n"
                 "p-1 8 back.arrive\n"
                 "p-1 8 back.start\n"
                 "p-1 9 back.end\n"
                 "p-1 9 plant.given_back\n"
                 "p-1 9 production.end\n"
                 "p-1 9 completed.exit\n");
}

/* What the patient holds it keeps through a repeat. */
static void what_is_held_is_kept_through_a_repeat(void **state)
{
    (void)state;
    assert_tells(ONE_TRY "resources: {bed: {capacity: 1}}\n" WAY "    - {step: admission, holds: bed}\n"
                         "    - {step: a, takes: 1 d, " FAILS_ONCE(
                             "repeat: admission") "}\n"
                                                  "    - {step: discharge, releases: bed}\n",
                 "bed",
                 "p-1 0 bed.asked\n"
                 "p-1 0 bed.got\n"
                 "p-1 2 bed.given_back\n");
}

#define PRODUCTION(bridging)                                                                                 \
    "    - {step: collection, takes: 1 d}\n"                                                                 \
    "    - step: production\n"                                                                               \
    "      steps: [{step: make, takes: 3 d, " FAILS_ONCE("repeat: collection") "}]\n"                        \
                                                                               "      meanwhile: [" bridging \
                                                                               "]\n"

/* Bridging runs from 1 to 11. Made from 1 to 4 in vain, collected again, made from 5 to 8: it ends when
 * bridging does, 11. */
static void what_still_runs_beside_is_joined_again(void **state)
{
    (void)state;
    struct centre *centre = seen_run(ONE_TRY WAY PRODUCTION(
        "{step: bridging, takes: 10 d}") "measures: {all: {from: referral, to: exit}}\n");
    assert_story(centre, "bridging",
                 "p-1 1 bridging.arrive\n"
                 "p-1 1 bridging.start\n"
                 "p-1 11 bridging.end\n");
    assert_story(centre, "production",
                 "p-1 1 production.arrive\n"
                 "p-1 1 production.start\n"
                 "p-1 5 production.arrive\n"
                 "p-1 5 production.start\n"
                 "p-1 11 production.end\n");
    /* 0 to 1 and 4 to 5 collection; 1 to 4 making in vain; since 5 bridging was waited for */
    assert_near(seen_ledger(centre, "all", "collection", CAUSE_TAKES, NONE), 2, 0, 0);
    assert_near(seen_ledger(centre, "all", "make", CAUSE_TAKES, NONE), 3, 0, 0);
    assert_near(seen_ledger(centre, "all", "bridging", CAUSE_TAKES, NONE), 6, 0, 0);
    assert_ledger_sums(centre);
    centre_close(centre);
}

/* Bridging from 1 to 3, over before the failure at 4, or from 1 to 4.5, over while collection is done again:
 * not run a second time. */
static void what_has_ended_beside_is_not_run_again(void **state)
{
    (void)state;
    assert_tells(ONE_TRY WAY PRODUCTION("{step: bridging, takes: 2 d}"), "bridging",
                 "p-1 1 bridging.arrive\n"
                 "p-1 1 bridging.start\n"
                 "p-1 3 bridging.end\n");
    assert_tells(ONE_TRY WAY PRODUCTION("{step: bridging, takes: 2 d}"), "exit", "p-1 8 completed.exit\n");
    assert_tells(ONE_TRY WAY PRODUCTION("{step: bridging, takes: 3.5 d}"), "bridging",
                 "p-1 1 bridging.arrive\n"
                 "p-1 1 bridging.start\n"
                 "p-1 4.5 bridging.end\n");
    assert_tells(ONE_TRY WAY PRODUCTION("{step: bridging, takes: 3.5 d}"), "exit", "p-1 8 completed.exit\n");
}

static void what_says_each_time_runs_again(void **state)
{
    (void)state;
    assert_tells(ONE_TRY WAY PRODUCTION("{step: bridging, takes: 2 d, each_time: true}"), "bridging.s",
                 "p-1 1 bridging.start\n"
                 "p-1 5 bridging.start\n");
    /* of a branch of two only the one that says so */
    assert_tells(ONE_TRY WAY PRODUCTION("{step: one, takes: 1 d}, {step: two, takes: 1 d, each_time: true}"),
                 "o.s",
                 "p-1 2 two.start\n"
                 "p-1 5 two.start\n");
    assert_tells(ONE_TRY WAY PRODUCTION("{step: one, takes: 1 d}, {step: two, takes: 1 d, each_time: true}"),
                 "one.s", "p-1 1 one.start\n");
}

/* It runs still, so it goes on; it isn't begun a second time beside itself. */
static void each_time_does_not_run_twice_at_once(void **state)
{
    (void)state;
    assert_tells(ONE_TRY WAY PRODUCTION("{step: bridging, takes: 10 d, each_time: true}"), "bridging.",
                 "p-1 1 bridging.arrive\n"
                 "p-1 1 bridging.start\n"
                 "p-1 11 bridging.end\n");
}

/* A visit is no repeat: what runs beside a step that recurs, runs at each visit. */
static void what_runs_beside_a_visit_runs_at_each(void **state)
{
    (void)state;
    assert_tells(
        ONE WAY
        "    - {step: visit, every: 7 d, times: 3, takes: 1 h, meanwhile: [{step: talk, takes: 1 d}]}\n",
        "talk.s",
        "p-1 0 talk.start\n"
        "p-1 7 talk.start\n"
        "p-1 14 talk.start\n");
}

#define CHECKED(check)                                                                                       \
    "    - {step: collection, takes: 1 d}\n"                                                                 \
    "    - step: production\n"                                                                               \
    "      steps: [{step: make, needs: line, takes: 10 d}]\n"                                                \
    "      meanwhile: [" check "]\n"

/* The check beside making, from 1 to 3, fails and sends the patient back to collection (3 to 4): making
 * stops, the line is given back, and is begun anew at 4. The check has ended. */
static void a_step_beside_may_send_the_pathway_back(void **state)
{
    (void)state;
    assert_tells(ONE_TRY "resources: {line: {capacity: 1}}\n" WAY CHECKED(
                     "{step: check, takes: 2 d, " FAILS_ONCE("repeat: collection") "}"),
                 "",
                 "p-1 0 referral\n"
                 "p-1 0 collection.arrive\n"
                 "p-1 0 collection.start\n"
                 "p-1 1 collection.end\n"
                 "p-1 1 production.arrive\n"
                 "p-1 1 production.start\n"
                 "p-1 1 check.arrive\n"
                 "p-1 1 check.start\n"
                 "p-1 1 make.arrive\n"
                 "p-1 1 line.asked\n"
                 "p-1 1 line.got\n"
                 "p-1 1 make.start\n"
                 "p-1 3 check.end\n"
                 "p-1 3 line.given_back\n"
                 "p-1 3 collection.arrive\n"
                 "p-1 3 collection.start\n"
                 "p-1 4 collection.end\n"
                 "p-1 4 production.arrive\n"
                 "p-1 4 production.start\n"
                 "p-1 4 make.arrive\n"
                 "p-1 4 line.asked\n"
                 "p-1 4 line.got\n"
                 "p-1 4 make.start\n"
                 "p-1 14 line.given_back\n"
                 "p-1 14 make.end\n"
                 "p-1 14 production.end\n"
                 "p-1 14 completed.exit\n");
}

/* The check takes no time: it fails before making has even begun, at 1. Collected again until 2, made from 2
 * to 12, once. */
static void a_step_beside_may_send_back_at_once(void **state)
{
    (void)state;
    assert_tells(ONE_TRY "resources: {line: {capacity: 1}}\n" WAY CHECKED(
                     "{step: check, " FAILS_ONCE("repeat: collection") "}"),
                 ".end",
                 "p-1 1 collection.end\n"
                 "p-1 1 check.end\n"
                 "p-1 2 collection.end\n"
                 "p-1 12 make.end\n"
                 "p-1 12 production.end\n");
    /* nor has the step its own time begun, beside which the check is */
    assert_tells(ONE_TRY WAY "    - {step: collection, takes: 1 d}\n"
                             "    - {step: make, takes: 10 d, meanwhile: [{step: check, " FAILS_ONCE(
                                 "repeat: collection") "}]}\n",
                 ".end",
                 "p-1 1 collection.end\n"
                 "p-1 1 check.end\n"
                 "p-1 2 collection.end\n"
                 "p-1 12 make.end\n");
}

/* What the branch itself has around the failing step ends with it: the chair is given back at 3, not at 14.
 */
static void a_branch_that_sends_back_gives_back_what_it_needed(void **state)
{
    (void)state;
    assert_tells(ONE_TRY "resources: {line: {capacity: 1}, chair: {capacity: 1}}\n" WAY CHECKED(
                     "{step: care, needs: chair, takes: 9 d, meanwhile: [{step: rest, takes: 20 d}],\n"
                     "                  steps: [{step: check, takes: 2 d, " FAILS_ONCE(
                         "repeat: collection") "}]}"),
                 "chair",
                 "p-1 1 chair.asked\n"
                 "p-1 1 chair.got\n"
                 "p-1 3 chair.given_back\n");
}

/* A branch of a branch sends back the pathway, from 1 + 2 = 3 on. Its elder, talk, goes on until 1 + 6 = 7
 * and is joined again; making, from 4 on, ends at 14. Nothing waits for what has ended. */
static void a_branch_of_a_branch_may_send_back(void **state)
{
    (void)state;
    assert_tells(ONE_TRY "resources: {line: {capacity: 1}}\n" WAY CHECKED(
                     "{step: talk, takes: 6 d, meanwhile: [{step: check, takes: 2 d, " FAILS_ONCE(
                         "repeat: collection") "}]}"),
                 ".end",
                 "p-1 1 collection.end\n"
                 "p-1 3 check.end\n"
                 "p-1 4 collection.end\n"
                 "p-1 7 talk.end\n"
                 "p-1 14 make.end\n"
                 "p-1 14 production.end\n");
}

/* Sent back while waiting in the queue for the line: the place in the queue is given up. other-1 has the line
 * until 20, other-2, who asked at 2, comes before the new request of 4. */
static void who_is_sent_back_leaves_the_queue(void **state)
{
    (void)state;
    assert_tells(RUN "resources: {line: {capacity: 1}}\n"
                     "patients:\n"
                     "  other: {pathway: other, arrivals: {at: [0 d, 2 d]}}\n"
                     "  p: {pathway: way, arrivals: {at: [0 d]}, attributes: {tried: never}}\n"
                     "pathways:\n"
                     "  other: [{step: o, needs: line, takes: 20 d}]\n"
                     "  way:\n" CHECKED("{step: check, takes: 2 d, " FAILS_ONCE("repeat: collection") "}"),
                 "line.",
                 "other-1 0 line.asked\n"
                 "other-1 0 line.got\n"
                 "p-1 1 line.asked\n"
                 "other-2 2 line.asked\n"
                 "p-1 3 line.withdrawn\n"
                 "p-1 4 line.asked\n"
                 "other-1 20 line.given_back\n"
                 "other-2 20 line.got\n"
                 "other-2 40 line.given_back\n"
                 "p-1 40 line.got\n"
                 "p-1 50 line.given_back\n");
}

/* Sent back while a slot is booked (for Monday 7): it is freed, and another is booked, the same one as it
 * happens. */
static void who_is_sent_back_gives_up_the_slot(void **state)
{
    (void)state;
    struct centre *centre =
        seen_run("run: {start: 2025-01-06, warmup: 0 d, horizon: 10 d}\n"
                 "patients: {p: {pathway: way, arrivals: {at: [0 d]}, attributes: {tried: never}}}\n"
                 "resources: {slot: {slots: {mon: 1}}}\n" WAY "    - {step: collection, takes: 1 d}\n"
                 "    - step: production\n"
                 "      steps: [{step: make, books: slot, notice: 2 d, takes: 1 d}]\n"
                 "      meanwhile: [{step: check, takes: 1 d, " FAILS_ONCE(
                     "repeat: collection") "}]\n"
                                           "measures: {all: {from: referral, to: exit}}\n");
    assert_story(centre, "slot",
                 "p-1 1 slot.booked\n"
                 "p-1 2 slot.cancelled\n"
                 "p-1 3 slot.booked\n"
                 "p-1 7 slot.attended\n");
    assert_near(centre_counter(centre, centre->at.used, 0), 1, 0, 0);
    /* notice from 1 to 2 and from 3 to 5; then the slot until 7 */
    assert_near(seen_ledger(centre, "all", "make", CAUSE_NOTICE, NONE), 3, 0, 0);
    assert_near(seen_ledger(centre, "all", "make", CAUSE_WAITS_FOR, 0), 2, 0, 0);
    assert_ledger_sums(centre);
    centre_close(centre);
}

/* Making fails at 4 and sends the patient back to a, which takes until 14. The check, which goes on beside,
 * fails at 6 and would send to b: that is still to come. So the check simply ends, and a is not cut short. */
static void a_branch_never_sends_the_pathway_forward(void **state)
{
    (void)state;
    assert_tells(RUN "patients: {p: {pathway: way, arrivals: {at: [0 d]}, attributes: {tried: never}}}\n" WAY
                     "    - {step: a, takes: {by: tried, never: 0 d, once: 10 d}}\n"
                     "    - {step: b, takes: 1 d}\n"
                     "    - step: production\n"
                     "      steps: [{step: make, takes: 3 d, " FAILS_ONCE(
                         "repeat: a") "}]\n"
                                      "      meanwhile: [{step: check, takes: 5 d, fails: 100%, on_failure: "
                                      "{repeat: b}}]\n",
                 ".end",
                 "p-1 0 a.end\n"
                 "p-1 1 b.end\n"
                 "p-1 4 make.end\n"
                 "p-1 6 check.end\n"
                 "p-1 14 a.end\n"
                 "p-1 15 b.end\n"
                 "p-1 18 make.end\n"
                 "p-1 18 production.end\n");
}

/* The container's own time is beside its steps; a repeat stops it: 1 to 11 planned, left at 3, again from 4
 * to 14. */
static void the_time_of_a_step_left_by_a_repeat_is_not_waited_for(void **state)
{
    (void)state;
    assert_tells(ONE_TRY WAY
                 "    - {step: collection, takes: 1 d}\n"
                 "    - {step: production, takes: 10 d, steps: [{step: make, takes: 2 d, " FAILS_ONCE(
                     "repeat: collection") "}]}\n",
                 ".end",
                 "p-1 1 collection.end\n"
                 "p-1 3 make.end\n"
                 "p-1 4 collection.end\n"
                 "p-1 6 make.end\n"
                 "p-1 14 production.end\n");
}

/* Back out of a branch of a one_of, to the step before it. */
static void a_repeat_leads_out_of_a_route(void **state)
{
    (void)state;
    assert_tells(ONE_TRY WAY
                 "    - {step: a, takes: 1 d}\n"
                 "    - {step: choice, one_of: [{share: 100%, steps: [{step: b, takes: 1 d, " FAILS_ONCE(
                     "repeat: a") "}]}, {share: 0%}]}\n"
                                  "    - {step: c, takes: 1 d}\n",
                 ".end",
                 "p-1 1 a.end\n"
                 "p-1 1 choice.end\n"
                 "p-1 2 b.end\n"
                 "p-1 3 a.end\n"
                 "p-1 3 choice.end\n"
                 "p-1 4 b.end\n"
                 "p-1 5 c.end\n");
}

/* A recurring step that fails at its second visit begins anew with its first: 0, 7, then 8, 15, 22. */
static void a_repeat_begins_the_visits_anew(void **state)
{
    (void)state;
    assert_tells(RUN
                 "patients: {p: {pathway: way, arrivals: {at: [0 d]}, attributes: {visit_no: first}}}\n" WAY
                 "    - {step: visit, every: 7 d, times: 3, takes: 1 d, fails: {by: visit_no, second: 100%, "
                 "otherwise: 0%},\n"
                 "       on_failure: {repeat: visit, sets: {visit_no: last}},\n"
                 "       one_of: [{share: {by: visit_no, first: 100%, otherwise: 0%}, steps: [{step: mark, "
                 "sets: {visit_no: second}}]},\n"
                 "                {share: {by: visit_no, first: 0%, otherwise: 100%}}]}\n",
                 "visit.s",
                 "p-1 0 visit.start\n"
                 "p-1 7 visit.start\n"
                 "p-1 8 visit.start\n"
                 "p-1 15 visit.start\n"
                 "p-1 22 visit.start\n");
}

/* The steps of a risk may be repeated too. */
static void a_risk_may_repeat_its_own_steps(void **state)
{
    (void)state;
    assert_tells(ONE_TRY WAY "    - {step: a, takes: 20 d}\n"
                             "risks: {fever: {chance: 100%, after: 1 d, unfit: true, steps: [{step: x, "
                             "takes: 1 d}, {step: y, takes: 2 d, " FAILS_ONCE("repeat: x") "}]}}\n",
                 "over", "p-1 7 fever.over\n");
}

/* ---- going round without time passing */

/* Of a ring any step may be named. */
static void assert_loops(const char *yaml, const char *where)
{
    struct centre *centre = centre_open(yaml, NULL);
    struct simulation *simulation = simulation_create(centre->model);
    assert_non_null(simulation);
    assert_int_equal(simulation_run(simulation, 1, 0, false, false, NULL, centre->seen), SIMULATION_LOOP);
    assert_int_equal(simulation_tangle(simulation)->count, 1);
    assert_non_null(strstr(where, centre->model->steps[simulation_tangle(simulation)->who[0].step].name));
    simulation_free(simulation);
    centre_close(centre);
}

static void a_ring_of_steps_without_time_is_found(void **state)
{
    (void)state;
    assert_loops(ONE WAY "    - {step: a}\n"
                         "    - {step: b, fails: 99.9999999%, on_failure: {repeat: a}}\n",
                 "a b");
}

static void a_ring_through_a_resource_is_found(void **state)
{
    (void)state;
    assert_loops(ONE "resources: {bed: {capacity: 1}}\n" WAY
                     "    - {step: a, needs: bed, fails: 99.9999999%, on_failure: {repeat: a}}\n",
                 "a");
    assert_loops(
        ONE
        "resources: {bed: {capacity: 1, max_queue: 0, closures: [{from: 2025-01-01, to: 2026-01-01}]}}\n" WAY
        "    - {step: a, needs: bed, on_refusal: {repeat: a}}\n",
        "a");
}

static void a_ring_of_visits_is_found(void **state)
{
    (void)state;
    assert_loops(ONE WAY "    - {step: a, every: 0 d, times: 2}\n"
                         "    - {step: b, fails: 99.9999999%, on_failure: {repeat: a}}\n",
                 "a b");
}

static void a_risk_that_strikes_without_end_at_one_instant_is_found(void **state)
{
    (void)state;
    assert_loops(ONE WAY "    - {step: a, takes: 1 d}\n"
                         "risks: {fever: {chance: 100%, recurs: true, unfit: true}}\n",
                 "a");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_step_is_repeated_at_most_so_often),
        cmocka_unit_test(every_failure_counts_its_own_repeats),
        cmocka_unit_test(a_repeat_without_bound_goes_on_until_it_works),
        cmocka_unit_test(a_repeat_leads_out_of_the_steps_around),
        cmocka_unit_test(what_is_held_is_kept_through_a_repeat),
        cmocka_unit_test(what_still_runs_beside_is_joined_again),
        cmocka_unit_test(what_has_ended_beside_is_not_run_again),
        cmocka_unit_test(what_says_each_time_runs_again),
        cmocka_unit_test(each_time_does_not_run_twice_at_once),
        cmocka_unit_test(what_runs_beside_a_visit_runs_at_each),
        cmocka_unit_test(a_step_beside_may_send_the_pathway_back),
        cmocka_unit_test(a_step_beside_may_send_back_at_once),
        cmocka_unit_test(a_branch_that_sends_back_gives_back_what_it_needed),
        cmocka_unit_test(a_branch_of_a_branch_may_send_back),
        cmocka_unit_test(who_is_sent_back_leaves_the_queue),
        cmocka_unit_test(who_is_sent_back_gives_up_the_slot),
        cmocka_unit_test(a_branch_never_sends_the_pathway_forward),
        cmocka_unit_test(the_time_of_a_step_left_by_a_repeat_is_not_waited_for),
        cmocka_unit_test(a_repeat_leads_out_of_a_route),
        cmocka_unit_test(a_repeat_begins_the_visits_anew),
        cmocka_unit_test(a_risk_may_repeat_its_own_steps),
        cmocka_unit_test(a_ring_of_steps_without_time_is_found),
        cmocka_unit_test(a_ring_through_a_resource_is_found),
        cmocka_unit_test(a_ring_of_visits_is_found),
        cmocka_unit_test(a_risk_that_strikes_without_end_at_one_instant_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
