/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/seen.h"

#include "laws/stream.h"

/* What may strike between two moments. */

#define TEN "pathways: {way: [{step: a, takes: 10 d}]}\n"

/* ---- rates */

enum { MANY = 4000 };

/* A rate of 0.1 per day for at most 30 d: the times of the strikes are exponential with mean 10 d, cut off
 * at 30. The greatest distance between what is seen and the law is below 1.95 / sqrt(n) but once in a
 * thousand (Kolmogorov). */
static void a_rate_strikes_after_an_exponential_time(void **state)
{
    (void)state;
    struct centre *centre = centre_open("run: {warmup: 0 d, horizon: 1 y}\n"
                                        "patients: {p: {pathway: way, arrivals: {every: 1 h, limit: 4000}}}\n"
                                        "pathways: {way: [{step: a, takes: 30 d}]}\n"
                                        "risks: {death: {rate: 0.1 per day, leaves: died}}\n"
                                        "measures: {life: {from: referral, to: exit}}\n",
                                        NULL);
    centre_run(centre, 1, 0);
    double died = centre_counter(centre, centre->at.outcome, centre_outcome(centre, "died"));
    /* 1 - exp(-3) = 0.9502 of 4000: 3800.9, standard error 13.8 */
    assert_near(died, MANY * (1 - exp(-3)), 0, 4.5 * 13.8);
    const struct series *lives = &centre->seen->series[centre->series.measure];
    assert_int_equal(lives->count, MANY);
    double furthest = 0;
    for (int day = 1; day < 30; day++) {
        int earlier = 0;
        for (uint32_t i = 0; i < MANY; i++)
            earlier += series_value(lives, i) <= day * (int64_t)DAY;
        furthest = fmax(furthest, fabs((double)earlier / MANY - (1 - exp(-0.1 * day))));
    }
    assert_true(furthest < 1.95 / sqrt(MANY));
    centre_close(centre);
}

/* Without `recurs` once in the window, whatever the rate; with it again and again: 10 d at 5 a day without
 * steps are 50. */
static void a_risk_strikes_once_unless_it_recurs(void **state)
{
    (void)state;
    static const char *const words[] = {"false", "true"};
    for (int recurs = 0; recurs < 2; recurs++) {
        char yaml[500];
        snprintf(yaml, sizeof yaml,
                 "run: {warmup: 0 d, horizon: 1 y}\n"
                 "patients: {p: {pathway: way, arrivals: {every: 1 h, limit: 200}}}\n" TEN
                 "risks: {fever: {rate: 5 per day, recurs: %s, unfit: true}}\n",
                 words[recurs]);
        struct centre *centre = centre_open(yaml, NULL);
        centre_run(centre, 1, 0);
        double strikes = centre_counter(centre, centre->at.strikes, 0);
        if (recurs) /* 200 x 50, Poisson: standard error 100 */
            assert_near(strikes, 10000, 0, 450);
        else
            assert_near(strikes, 200, 0, 0);
        centre_close(centre);
    }
}

/* It can't strike while its own steps run: each wait, -ln u of mean 1 d, counts from the end of the treatment
 * before, 1 d. */
static void a_recurring_risk_strikes_again_when_its_steps_are_over(void **state)
{
    (void)state;
    struct centre *centre = seen_run(
        RUN PATIENTS("0 d") TEN
        "risks: {fever: {rate: 1 per day, recurs: true, unfit: true, steps: [{step: rest, takes: 1 d}]}}\n");
    uint64_t key = stream_key(1, 0), purpose = stream_purpose("p", "fever", "strike");
    double time = 0;
    for (int i = 0;; i++) {
        double wait = -log(stream_uniform(key, purpose, 0, (uint32_t)i)); /* days */
        double strike = round((time + wait) * DAY) / DAY;
        if (strike >= 10) {
            assert_true(i > 1);
            assert_near(centre_when(centre, 1, HAPPENING_STRIKE, 0, i), -1, 0, 0);
            break;
        }
        assert_near(centre_when(centre, 1, HAPPENING_STRIKE, 0, i), strike, 0, 2.0 / DAY);
        time = centre_when(centre, 1, HAPPENING_STRIKE, 0, i) + 1;
    }
    centre_close(centre);
}

/* The hazard is used up: E = -ln u. It runs at 0.01 a day for 10 d, at 0.2 a day (20 times) from then on for
 * 10 d, at 0.01 again. The strike is where the area is E. Each patient has its own u; all three stretches
 * must be hit. */
static void a_hazard_is_re_evaluated_when_the_attribute_changes(void **state)
{
    (void)state;
    struct centre *centre = centre_open(
        "run: {warmup: 0 d, horizon: 1 y}\n"
        "patients: {p: {pathway: way, arrivals: {every: 1 d, limit: 100}, attributes: {burden: low}}}\n"
        "pathways:\n"
        "  way:\n"
        "    - {step: a, takes: 10 d, sets: {burden: high}}\n"
        "    - {step: b, takes: 10 d, sets: {burden: low}}\n"
        "    - {step: c, takes: 1000 d}\n"
        "risks: {death: {rate: 0.01 per day, multiplied_by: {burden: {high: 20}}, leaves: died}}\n"
        "measures: {life: {from: referral, to: exit}}\n",
        NULL);
    centre_run(centre, 1, 0);
    uint64_t key = stream_key(1, 0), purpose = stream_purpose("p", "death", "strike");
    int hits[3] = {0};
    for (uint32_t i = 0; i < 100; i++) {
        double area = -log(stream_uniform(key, purpose, i, 0)), days;
        int part = area < 0.1 ? 0 : area < 2.1 ? 1 : 2; /* 10 x 0.01; 10 x 0.2 more */
        if (part == 0)
            days = area / 0.01;
        else if (part == 1)
            days = 10 + (area - 0.1) / 0.2;
        else
            days = 20 + (area - 2.1) / 0.01;
        hits[part]++;
        if (days < 1019)
            assert_near(centre_value(centre, i + 1, "life"), days, 0, 2.0 / DAY);
    }
    assert_true(hits[0] && hits[1] && hits[2]);
    centre_close(centre);
}

/* Two factors multiply; a factor 0 is no hazard at all. 0.5 x 4 x 1 = 2 a day for p; none for q. */
static void factors_multiply_and_may_be_nought(void **state)
{
    (void)state;
    struct centre *centre =
        seen_run(RUN "patients:\n"
                     "  p: {pathway: way, arrivals: {at: [0 d]}, attributes: {age: old, sex: {one_of: {m: "
                     "0%, f: 100%}}}}\n"
                     "  q: {pathway: way, arrivals: {at: [0 d]}, attributes: {age: young, sex: f}}\n" TEN
                     "risks: {death: {rate: 0.5 per day, multiplied_by: {age: {old: 4, young: 0}, sex: {m: "
                     "7, f: 1}}, leaves: died}}\n"
                     "measures: {life: {from: referral, to: exit}}\n");
    double area = -log(stream_uniform(stream_key(1, 0), stream_purpose("p", "death", "strike"), 0, 0));
    assert_near(centre_value(centre, 1, "life"), fmin(area / 2, 10), 0, 2.0 / DAY);
    assert_story(centre, "q-1 10",
                 "q-1 10 a.end\n"
                 "q-1 10 completed.exit\n");
    centre_close(centre);
}

/* ---- windows */

#define WINDOW                                                                                               \
    "pathways:\n"                                                                                            \
    "  way:\n"                                                                                               \
    "    - {step: a, takes: 1 d}\n"                                                                          \
    "    - {step: b, takes: 4 d}\n"                                                                          \
    "    - {step: c, takes: 5 d}\n"

/* The window is open from the end of a (1) to the start of c (5): after 3 d is in it, after 5 d not. */
static void a_risk_strikes_only_while_its_window_is_open(void **state)
{
    (void)state;
    assert_tells(RUN PATIENTS("0 d") WINDOW
                 "risks:\n"
                 "  in_time: {from: a.end, until: c.start, chance: 100%, after: 3 d, unfit: true}\n"
                 "  too_late: {from: a.end, until: c.start, chance: 100%, after: 5 d, unfit: true}\n"
                 "  never: {from: a.end, until: c.start, chance: 0%, after: 1 d, unfit: true}\n"
                 "  to_the_end: {from: a.end, chance: 100%, after: 7 d, unfit: true}\n",
                 "strikes",
                 "p-1 4 in_time.strikes\n"
                 "p-1 8 to_the_end.strikes\n");
}

/* At one instant the step's timer goes before the risk's: the window closes at 5 before the strike due at 5
 * is looked at. */
static void a_window_that_closes_at_the_strike_closes_before_it(void **state)
{
    (void)state;
    assert_tells(RUN PATIENTS("0 d") WINDOW
                 "risks: {late: {from: a.end, until: c.start, chance: 100%, after: 4 d, leaves: died}}\n",
                 "exit", "p-1 10 completed.exit\n");
}

/* Without from and until: from referral to exit. */
static void a_window_is_the_whole_pathway_unless_said(void **state)
{
    (void)state;
    assert_tells(RUN PATIENTS("3 d") WINDOW "risks: {r: {chance: 100%, after: 9.5 d, unfit: true}}\n",
                 "strikes", "p-1 12.5 r.strikes\n");
}

/* The window opens again with each repeat: b ends at 4, 8 and 12, closes at b's start. Each time there is a
 * strike after 0.5 d of c: c lasts 1 d, then b is repeated twice. */
static void a_window_that_opens_again_is_a_new_one(void **state)
{
    (void)state;
    assert_tells(
        RUN PATIENTS(
            "0 d") "pathways:\n"
                   "  way:\n"
                   "    - {step: b, takes: 4 d}\n"
                   "    - {step: c, takes: 1 d, fails: 100%, on_failure: {repeat: b, at_most: 2, then: "
                   "{leaves: failed}}}\n"
                   "risks: {r: {from: b.end, until: b.start, chance: 100%, after: 12 h, unfit: true}}\n",
        "strikes",
        "p-1 4.5 r.strikes\n"
        "p-1 9.5 r.strikes\n"
        "p-1 14.5 r.strikes\n");
}

/* Open from 4 to 8 and from 12 on. The episode of the first window, 4.5 to 14.5, reaches into the second,
 * which can strike only from then on: at 15. */
static void a_window_that_opens_during_an_episode_counts_from_its_end(void **state)
{
    (void)state;
    assert_tells(RUN PATIENTS(
                     "0 d") "pathways:\n"
                            "  way:\n"
                            "    - {step: b, takes: 4 d}\n"
                            "    - {step: c, takes: 4 d, fails: 100%, on_failure: {repeat: b, at_most: 1, "
                            "then: {continues: true}}}\n"
                            "    - {step: d, takes: 20 d}\n"
                            "risks:\n"
                            "  r: {from: b.end, until: b.start, chance: 100%, after: 12 h, unfit: true, "
                            "steps: [{step: rest, takes: 10 d}]}\n",
                 "strikes",
                 "p-1 4.5 r.strikes\n"
                 "p-1 15 r.strikes\n");
}

/* Reached again while open, a window goes on: from a.end at 1 and 2 and 3; the strike is 5 d after the first.
 */
static void an_open_window_is_not_opened_again(void **state)
{
    (void)state;
    assert_tells(RUN PATIENTS("0 d") "pathways:\n"
                                     "  way:\n"
                                     "    - {step: a, takes: 1 d, fails: 100%, on_failure: {repeat: a, "
                                     "at_most: 2, then: {continues: true}}}\n"
                                     "    - {step: b, takes: 10 d}\n"
                                     "risks: {r: {from: a.end, chance: 100%, after: 5 d, unfit: true}}\n",
                 "strikes", "p-1 6 r.strikes\n");
}

/* Only pathways that have both moments know the risk: the other patient has an a, but no b. */
static void a_risk_applies_only_where_its_moments_are(void **state)
{
    (void)state;
    assert_tells(RUN "patients:\n"
                     "  p: {pathway: way, arrivals: {at: [0 d]}}\n"
                     "  q: {pathway: other, arrivals: {at: [0 d]}}\n"
                     "pathways:\n"
                     "  way: [{step: a, takes: 1 d}, {step: b, takes: 5 d}]\n"
                     "  other: [{step: a, takes: 1 d}, {step: c, takes: 5 d}]\n"
                     "risks:\n"
                     "  r: {from: a.end, until: b.end, chance: 100%, after: 1 d, unfit: true}\n"
                     "  s: {from: a.end, until: exit, chance: 100%, after: 2 d, unfit: true}\n",
                 "strikes",
                 "p-1 2 r.strikes\n"
                 "p-1 3 s.strikes\n"
                 "q-1 3 s.strikes\n");
}

/* A window may begin at a moment of another risk's steps. */
static void a_risk_may_follow_another(void **state)
{
    (void)state;
    assert_tells(RUN PATIENTS("0 d") TEN
                 "risks:\n"
                 "  first: {chance: 100%, after: 1 d, unfit: true, steps: [{step: rest, takes: 2 d}]}\n"
                 "  second: {from: rest.end, chance: 100%, after: 4 d, leaves: died}\n",
                 "exit", "p-1 7 died.exit\n");
}

/* ---- what a strike does */

static void a_risk_may_end_the_pathway_at_once_or_after_its_steps(void **state)
{
    (void)state;
    assert_tells(RUN PATIENTS("0 d") TEN "risks: {death: {chance: 100%, after: 2 d, leaves: died}}\n",
                 "p-1 2",
                 "p-1 2 death.strikes\n"
                 "p-1 2 death.over\n"
                 "p-1 2 died.exit\n");
    assert_tells(
        RUN PATIENTS("0 d") TEN
        "risks: {death: {chance: 100%, after: 2 d, leaves: died, steps: [{step: care, takes: 3 d}]}}\n",
        "exit", "p-1 5 died.exit\n");
}

static void a_strike_sets_attributes(void **state)
{
    (void)state;
    assert_tells(RUN PATIENTS(
                     "0 d") "pathways: {way: [{step: a, takes: 10 d}, {step: b, when: {virus: covid}}]}\n"
                            "risks: {covid: {chance: 100%, after: 2 d, sets: {virus: covid}}}\n",
                 "b.start", "p-1 10 b.start\n");
}

/* Unfit from 2 to 5: c, which must be met fit, waits; b, which need not, does not. */
static void an_unfit_patient_waits_for_steps_that_must_be_met_fit(void **state)
{
    (void)state;
    struct centre *centre = seen_run(RUN PATIENTS(
        "0 d") "pathways: {way: [{step: a, takes: 3 d}, {step: b, takes: 1 d}, {step: c, fit: true, takes: 1 "
               "d}]}\n"
               "risks: {fever: {chance: 100%, after: 2 d, unfit: true, steps: [{step: rest, takes: 3 d}]}}\n"
               "measures: {all: {from: referral, to: exit}}\n");
    assert_story(centre, "start",
                 "p-1 0 a.start\n"
                 "p-1 2 rest.start\n"
                 "p-1 3 b.start\n"
                 "p-1 5 c.start\n");
    assert_near(seen_ledger(centre, "all", "c", CAUSE_UNFIT, 0), 1, 0, 0);
    assert_ledger_sums(centre);
    centre_close(centre);
}

/* Two at once: fever until 5, cough until 8. The ledger blames fever first, then cough. */
static void all_that_makes_unfit_must_be_over(void **state)
{
    (void)state;
    struct centre *centre = seen_run(RUN PATIENTS(
        "0 d") "pathways: {way: [{step: a, takes: 3 d}, {step: c, fit: true, takes: 1 d}]}\n"
               "risks:\n"
               "  fever: {chance: 100%, after: 2 d, unfit: true, steps: [{step: rest, takes: 3 d}]}\n"
               "  cough: {chance: 100%, after: 2.5 d, unfit: true, steps: [{step: syrup, takes: 5.5 d}]}\n"
               "measures: {all: {from: referral, to: exit}}\n");
    assert_story(centre, "c.start", "p-1 8 c.start\n");
    assert_near(seen_ledger(centre, "all", "c", CAUSE_UNFIT, centre_risk(centre, "fever")), 2, 0, 0);
    assert_near(seen_ledger(centre, "all", "c", CAUSE_UNFIT, centre_risk(centre, "cough")), 3, 0, 0);
    centre_close(centre);
}

/* A step that has begun is not stopped by a strike. */
static void a_step_that_runs_runs_on_when_a_risk_strikes(void **state)
{
    (void)state;
    assert_tells(RUN PATIENTS("0 d") "pathways: {way: [{step: a, fit: true, takes: 10 d}]}\n"
                                     "risks: {fever: {chance: 100%, after: 2 d, unfit: true, steps: [{step: "
                                     "rest, takes: 30 d}]}}\n",
                 "exit", "p-1 10 completed.exit\n");
}

/* The bed is other-1's until 10. p-1 waits for it from 1 on, fit; ill from 8 to 13, it can't have it at 10:
 * other-2, who came at 9, gets it until 19. */
static void who_falls_ill_in_the_queue_is_passed_over(void **state)
{
    (void)state;
    struct centre *centre = seen_run(RUN "resources: {bed: {capacity: 1}}\n"
                                         "patients:\n"
                                         "  p: {pathway: way, priority: 0, arrivals: {at: [1 d]}}\n"
                                         "  other: {pathway: other, arrivals: {at: [0 d, 9 d]}}\n"
                                         "pathways:\n"
                                         "  other: [{step: b, needs: bed, takes: 10 d}]\n"
                                         "  way: [{step: a, fit: true, needs: bed, takes: 1 d}]\n"
                                         "risks: {fever: {from: a.arrive, chance: 100%, after: 7 d, unfit: "
                                         "true, steps: [{step: rest, takes: 5 d}]}}\n"
                                         "measures: {all: {from: referral, to: exit}}\n");
    assert_story(centre, "start",
                 "other-1 0 b.start\n"
                 "p-1 8 rest.start\n"
                 "other-2 10 b.start\n"
                 "p-1 20 a.start\n");
    /* 1 to 8 and 13 to 20 for the bed, unfit from 8 to 13 */
    assert_near(seen_ledger(centre, "all", "a", CAUSE_WAITS_FOR, 0), 14, 0, 0);
    assert_near(seen_ledger(centre, "all", "a", CAUSE_UNFIT, 0), 5, 0, 0);
    assert_ledger_sums(centre);
    centre_close(centre);
}

/* Recovery takes 5 d; intensive care from 3 to 9 keeps it from ending until 9. Discharge waits for that. */
static void a_risk_may_extend_a_stay(void **state)
{
    (void)state;
    struct centre *centre = seen_run(
        RUN PATIENTS("0 d") "pathways: {way: [{step: recovery, takes: 5 d}, {step: discharge, takes: 1 d}]}\n"
                            "risks: {icu: {chance: 100%, after: 3 d, steps: [{step: icu_stay, takes: 6 d}], "
                            "extends_stay: recovery}}\n"
                            "measures: {all: {from: referral, to: exit}}\n");
    assert_story(centre, ".e",
                 "p-1 9 icu_stay.end\n"
                 "p-1 9 recovery.end\n"
                 "p-1 10 discharge.end\n"
                 "p-1 10 completed.exit\n");
    assert_near(seen_ledger(centre, "all", "recovery", CAUSE_TAKES, NONE), 5, 0, 0);
    assert_near(seen_ledger(centre, "all", "icu_stay", CAUSE_TAKES, NONE), 4, 0,
                0); /* what was waited for: 5 to 9 */
    assert_ledger_sums(centre);
    centre_close(centre);
}

/* Shorter than the stay, it extends nothing. */
static void a_short_episode_extends_nothing(void **state)
{
    (void)state;
    assert_tells(RUN PATIENTS("0 d") "pathways: {way: [{step: recovery, takes: 5 d}]}\n"
                                     "risks: {icu: {chance: 100%, after: 1 d, steps: [{step: icu_stay, "
                                     "takes: 2 d}], extends_stay: recovery}}\n",
                 "exit", "p-1 5 completed.exit\n");
}

/* A stay of two sub-steps, 2 d each, with something beside it for 3 d: over at 4, extended until 9; and the
 * other way round, struck at 1, over at 3, before the sub-steps are. */
static void a_stay_with_sub_steps_may_be_extended(void **state)
{
    (void)state;
    static const char *const takes[] = {"8 d", "2 d"};
    static const double ends[] = {9, 4};
    for (int i = 0; i < 2; i++) {
        char yaml[800];
        snprintf(
            yaml, sizeof yaml,
            RUN PATIENTS(
                "0 d") "pathways:\n"
                       "  way:\n"
                       "    - {step: recovery, steps: [{step: low, takes: 2 d}, {step: up, takes: 2 d}],\n"
                       "       meanwhile: [{step: physio, takes: 3 d}]}\n"
                       "risks: {icu: {chance: 100%%, after: 1 d, steps: [{step: icu_stay, takes: %s}], "
                       "extends_stay: recovery}}\n"
                       "measures: {all: {from: referral, to: exit}}\n",
            takes[i]);
        struct centre *centre = seen_run(yaml);
        assert_near(centre_value(centre, 1, "all"), ends[i], 0, 0);
        assert_near(seen_ledger(centre, "all", "icu_stay", CAUSE_TAKES, NONE), ends[i] - 4, 0, 0);
        assert_ledger_sums(centre);
        centre_close(centre);
    }
}

/* Two at once: the first over at 6, the second from 5.5 to 12: the stay ends at 12. In the ledger 5 d
 * recovery, 5 to 6 the first, 6 to 12 the second. */
static void two_risks_may_extend_one_stay(void **state)
{
    (void)state;
    struct centre *centre = seen_run(RUN PATIENTS("0 d") "pathways: {way: [{step: recovery, takes: 5 d}]}\n"
                                                         "risks:\n"
                                                         "  one: {chance: 100%, after: 1 d, steps: [{step: "
                                                         "one_stay, takes: 5 d}], extends_stay: recovery}\n"
                                                         "  two: {chance: 100%, after: 5.5 d, steps: [{step: "
                                                         "two_stay, takes: 6.5 d}], extends_stay: recovery}\n"
                                                         "measures: {all: {from: referral, to: exit}}\n");
    assert_near(centre_value(centre, 1, "all"), 12, 0, 0);
    assert_near(seen_ledger(centre, "all", "recovery", CAUSE_TAKES, NONE), 5, 0, 0);
    assert_near(seen_ledger(centre, "all", "one_stay", CAUSE_TAKES, NONE), 1, 0, 0);
    assert_near(seen_ledger(centre, "all", "two_stay", CAUSE_TAKES, NONE), 6, 0, 0);
    assert_ledger_sums(centre);
    centre_close(centre);
}

/* The steps of a risk may need a bed: the ICU is full until 10, its stay lasts from 10 to 12; so does
 * recovery, of 5 d. */
static void the_steps_of_a_risk_may_have_to_wait(void **state)
{
    (void)state;
    assert_tells(
        RUN
        "resources: {icu_bed: {capacity: 1}}\n"
        "patients:\n"
        "  other: {pathway: other, arrivals: {at: [0 d]}}\n"
        "  p: {pathway: way, arrivals: {at: [0 d]}}\n"
        "pathways: {other: [{step: b, needs: icu_bed, takes: 10 d}], way: [{step: recovery, takes: 5 d}]}\n"
        "risks: {icu: {from: recovery.start, chance: 100%, after: 1 d, extends_stay: recovery,\n"
        "        steps: [{step: icu_stay, needs: icu_bed, takes: 2 d}]}}\n",
        "p-1 1",
        "p-1 1 icu.strikes\n"
        "p-1 1 icu_stay.arrive\n"
        "p-1 1 icu_bed.asked\n"
        "p-1 10 icu_bed.got\n"
        "p-1 10 icu_stay.start\n"
        "p-1 12 icu_bed.given_back\n"
        "p-1 12 icu_stay.end\n"
        "p-1 12 icu.over\n"
        "p-1 12 recovery.end\n"
        "p-1 12 completed.exit\n");
}

/* Struck before the window closed, the episode goes on after it. */
static void an_episode_outlasts_its_window(void **state)
{
    (void)state;
    struct centre *centre =
        seen_run(RUN PATIENTS("0 d") WINDOW "risks: {r: {from: a.end, until: c.start, chance: 100%, after: 3 "
                                            "d, unfit: true, steps: [{step: rest, takes: 4 d}]}}\n");
    assert_story(centre, "over", "p-1 8 r.over\n");
    assert_int_equal(centre->seen->series[centre->series.lasts].count, 1);
    assert_int_equal(series_value(&centre->seen->series[centre->series.lasts], 0), 4 * DAY);
    centre_close(centre);
}

/* A chance may depend on the patient, as it is when the window opens. */
static void a_chance_and_its_delay_may_depend_on_an_attribute(void **state)
{
    (void)state;
    assert_tells(RUN "patients:\n"
                     "  p: {pathway: way, arrivals: {at: [0 d]}, attributes: {age: old}}\n"
                     "  q: {pathway: way, arrivals: {at: [0 d]}, attributes: {age: young}}\n"
                     "  r: {pathway: way, arrivals: {at: [0 d]}, attributes: {age: mid}}\n" TEN
                     "risks: {x: {chance: {by: age, young: 0%, otherwise: 100%}, after: {by: age, old: 1 d, "
                     "otherwise: 2 d}, unfit: true}}\n",
                 "strikes",
                 "p-1 1 x.strikes\n"
                 "r-1 2 x.strikes\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rate_strikes_after_an_exponential_time),
        cmocka_unit_test(a_risk_strikes_once_unless_it_recurs),
        cmocka_unit_test(a_recurring_risk_strikes_again_when_its_steps_are_over),
        cmocka_unit_test(a_hazard_is_re_evaluated_when_the_attribute_changes),
        cmocka_unit_test(factors_multiply_and_may_be_nought),
        cmocka_unit_test(a_risk_strikes_only_while_its_window_is_open),
        cmocka_unit_test(a_window_that_closes_at_the_strike_closes_before_it),
        cmocka_unit_test(a_window_is_the_whole_pathway_unless_said),
        cmocka_unit_test(a_window_that_opens_again_is_a_new_one),
        cmocka_unit_test(a_window_that_opens_during_an_episode_counts_from_its_end),
        cmocka_unit_test(an_open_window_is_not_opened_again),
        cmocka_unit_test(a_risk_applies_only_where_its_moments_are),
        cmocka_unit_test(a_risk_may_follow_another),
        cmocka_unit_test(a_risk_may_end_the_pathway_at_once_or_after_its_steps),
        cmocka_unit_test(a_strike_sets_attributes),
        cmocka_unit_test(an_unfit_patient_waits_for_steps_that_must_be_met_fit),
        cmocka_unit_test(all_that_makes_unfit_must_be_over),
        cmocka_unit_test(a_step_that_runs_runs_on_when_a_risk_strikes),
        cmocka_unit_test(who_falls_ill_in_the_queue_is_passed_over),
        cmocka_unit_test(a_risk_may_extend_a_stay),
        cmocka_unit_test(a_short_episode_extends_nothing),
        cmocka_unit_test(a_stay_with_sub_steps_may_be_extended),
        cmocka_unit_test(two_risks_may_extend_one_stay),
        cmocka_unit_test(the_steps_of_a_risk_may_have_to_wait),
        cmocka_unit_test(an_episode_outlasts_its_window),
        cmocka_unit_test(a_chance_and_its_delay_may_depend_on_an_attribute),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
