/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/run_study.h"
#include "study/trouble.h"
#include "support/centre.h"

/*
 * What has no end, ends: each bound is tried at the last number that is within it and at the first that is
 * not. The numbers follow from the scenario: ten patients, one a day, each referred (an event) and an hour at
 * a step (an event); the eleventh referral ends the window.
 */
static const char TEN[] = "patients: {guest: {pathway: way, arrivals: {every: 1 d, limit: 10}}}\n"
                          "pathways: {way: [{step: stay, takes: 1 h}]}\n"
                          "run: {warmup: 0 d, horizon: 20 d, replications: 3}\n";
enum { TEN_EVENTS = 20 };

/* Two who come together and one bed: both are under way at once. */
static const char TWO[] = "patients: {guest: {pathway: way, arrivals: {at: [1 d, 1 d]}}}\n"
                          "resources: {bed: {capacity: 1}}\n"
                          "pathways: {way: [{step: stay, needs: bed, takes: 1 h}]}\n"
                          "run: {warmup: 0 d, horizon: 20 d}\n";

static enum simulation_result result_of(struct centre *centre, bool rows, const atomic_bool *stop)
{
    struct simulation *simulation = simulation_create(centre->model);
    assert_non_null(simulation);
    enum simulation_result result = simulation_run(simulation, 1, 0, rows, rows, stop, centre->seen);
    simulation_free(simulation);
    return result;
}

static void events_have_an_end(void **state)
{
    (void)state;
    struct centre *centre = centre_open(TEN, NULL);
    centre->model->run.events_max = TEN_EVENTS;
    assert_int_equal(result_of(centre, false, NULL), SIMULATION_DONE);
    assert_int_equal(centre->seen->events, TEN_EVENTS);
    centre->model->run.events_max = TEN_EVENTS - 1;
    assert_int_equal(result_of(centre, false, NULL), SIMULATION_ENDLESS);
    centre_close(centre);
}

/* Referrals on days 1 to 9, each an event, and nine ends of a stay; that on day 10 is at the window's end
 * and not within it. */
static void the_window_ends_before_its_end(void **state)
{
    (void)state;
    static const char *const sets[] = {"run.horizon=10 d", NULL};
    struct centre *centre = centre_open(TEN, sets);
    assert_int_equal(result_of(centre, false, NULL), SIMULATION_DONE);
    assert_int_equal(centre->seen->events, 9 + 9);
    centre_close(centre);
}

/* A patient has rows for referral, arrive, start, end and exit, and one for itself that counts as two. */
static void rows_have_an_end(void **state)
{
    (void)state;
    struct centre *centre = centre_open(TEN, NULL);
    centre->model->run.kept_max = 0;
    assert_int_equal(result_of(centre, false, NULL), SIMULATION_DONE);
    centre->model->run.kept_max = (5 + 2) * 10;
    assert_int_equal(result_of(centre, true, NULL), SIMULATION_DONE);
    centre->model->run.kept_max = (5 + 2) * 10 - 1;
    assert_int_equal(result_of(centre, true, NULL), SIMULATION_TOO_MUCH);
    centre_close(centre);
}

/* Each three attributes count as one more. */
static void rows_with_more_in_them_count_as_more(void **state)
{
    (void)state;
    struct centre *centre = centre_open(
        "patients: {guest: {pathway: way, arrivals: {every: 1 d, limit: 10}, attributes: {a: one, b: two, c: "
        "three, d: {chance: 50%}, e: {chance: 50%}, f: {chance: 50%}}}}\n"
        "pathways: {way: [{step: stay, takes: 1 h}]}\n"
        "run: {warmup: 0 d, horizon: 20 d}\n",
        NULL);
    centre->model->run.kept_max = (5 + 2 + 2) * 10;
    assert_int_equal(result_of(centre, true, NULL), SIMULATION_DONE);
    centre->model->run.kept_max = (5 + 2 + 2) * 10 - 1;
    assert_int_equal(result_of(centre, true, NULL), SIMULATION_TOO_MUCH);
    centre_close(centre);
}

/* A patient's ledger goes when the patient goes: it does not add up over a run. */
static void ledgers_are_kept_while_their_patient_is_there(void **state)
{
    (void)state;
    char yaml[1024];
    snprintf(yaml, sizeof yaml, "%smeasures: {whole: {from: referral, to: stay.end}}\n", TEN);
    struct centre *centre = centre_open(yaml, NULL);
    centre->model->run.kept_max = 1; /* its stay: what the measure has of it is counted; ten have more */
    assert_int_equal(result_of(centre, false, NULL), SIMULATION_DONE);
    centre->model->run.kept_max = 0;
    assert_int_equal(result_of(centre, false, NULL), SIMULATION_TOO_MUCH);
    centre_close(centre);
}

/* Fifty repeats end the measure anew fifty times: what is dropped each time counts no more. A patient has a
 * few pieces for each of its stays at most, and ten come one after the other. */
static void what_a_ledger_drops_counts_no_more(void **state)
{
    (void)state;
    static const char yaml[] = "patients: {guest: {pathway: way, arrivals: {every: 3 d, limit: 10}}}\n"
                               "pathways: {way: [{step: stay, takes: 1 h, fails: 100%, on_failure: {repeat: "
                               "stay, at_most: 50, then: "
                               "{continues: true}}}]}\n"
                               "measures: {last: {from: referral, to: stay.end}}\n"
                               "run: {warmup: 0 d, horizon: 90 d}\n";
    struct centre *centre = centre_open(yaml, NULL);
    centre->model->run.kept_max = 3 * 51;
    assert_int_equal(result_of(centre, false, NULL), SIMULATION_DONE);
    centre_close(centre);
}

static void patients_under_way_have_an_end(void **state)
{
    (void)state;
    struct centre *centre = centre_open(TWO, NULL);
    centre->model->run.patients_max = 2;
    assert_int_equal(result_of(centre, false, NULL), SIMULATION_DONE);
    centre->model->run.patients_max = 1;
    assert_int_equal(result_of(centre, false, NULL), SIMULATION_CROWDED);
    centre_close(centre);
}

/* Five hundred who take 10,000 each are as many units as may be in use; one more is too much. */
static void units_in_use_have_an_end(void **state)
{
    (void)state;
    static const char yaml[] = "patients: {guest: {pathway: way, arrivals: {every: 1 h, limit: 501}}}\n"
                               "resources: {air: {capacity: unlimited}}\n"
                               "pathways: {way: [{step: stay, needs: {air: 10000}, takes: 30 d}]}\n"
                               "run: {warmup: 0 d, horizon: 40 d}\n";
    static const char *const fewer[] = {"patients.guest.arrivals.limit=500", NULL};
    assert_int_equal(500 * 10000, IN_USE_MAX);
    struct centre *as_many = centre_open(yaml, fewer), *more = centre_open(yaml, NULL);
    assert_int_equal(result_of(as_many, false, NULL), SIMULATION_DONE);
    assert_int_equal(result_of(more, false, NULL), SIMULATION_CROWDED);
    centre_close(as_many);
    centre_close(more);
}

static void all_replications_together_have_an_end(void **state)
{
    (void)state;
    struct centre *centre = centre_open(TEN, NULL);
    struct replicate_job job = {.model = centre->model, .seed = 1, .count = 3, .threads = 1};
    struct metrics *metrics;
    struct replicate_outcome outcome = run_study(&job, &metrics);
    assert_non_null(metrics);
    metrics_free(metrics);
    /* Each replication has three numbers for each of the step's two series, and some counters. */
    centre->model->run.pooled_max = 3 * 2 * 3;
    outcome = run_study(&job, &metrics);
    assert_null(metrics);
    assert_int_equal(outcome.result, SIMULATION_TOO_MUCH);
    assert_true(outcome.replication < 3);
    char text[1000];
    trouble_words(centre->model, &outcome, text, sizeof text);
    assert_non_null(strstr(text, "E054"));
    centre_close(centre);
}

/* Even before the first event. */
static void a_short_replication_can_be_interrupted(void **state)
{
    (void)state;
    struct centre *centre = centre_open(TEN, NULL);
    atomic_bool stop = true;
    assert_int_equal(result_of(centre, false, &stop), SIMULATION_STOPPED);
    centre_close(centre);
}

/* A hundred million referrals at one instant: the bound holds within it, as Ctrl-C does. */
static void a_crowded_instant_has_an_end(void **state)
{
    (void)state;
    struct centre *centre =
        centre_open("patients: {guest: {pathway: way, arrivals: {every: 0 d, limit: 100000000}}}\n"
                    "pathways: {way: [{step: gone, chance: 0%}]}\n",
                    NULL);
    centre->model->run.events_max = 1000000;
    assert_int_equal(result_of(centre, false, NULL), SIMULATION_ENDLESS);
    assert_int_equal(centre->seen->events, 1000001);
    centre_close(centre);
}

/* Eight thousand of two priorities, first in turn, then all of one before all of the other, ask at the same
 * instant for slots that are held back for nobody any more: they are booked by priority, and soon. */
static void a_crowd_asks_in_order(void **state)
{
    (void)state;
    struct centre *centre =
        centre_open("patients:\n"
                    "  late: {pathway: way, priority: 9, arrivals: {every: 1 s, limit: 4000}}\n"
                    "  soon: {pathway: way, priority: 1, arrivals: {every: 1 s, limit: 4000}}\n"
                    "resources: {slot: {slots: {mon-sun: 4000}, at: \"12:00\","
                    " held_back: {count: 4000, released: 1 h}}}\n"
                    "pathways: {way: [{step: visit, books: slot, takes: 1 h}]}\n"
                    "run: {start: 2025-01-06, warmup: 0 d, horizon: 5 d}\n",
                    NULL);
    centre_run(centre, 1, 0);
    int first_day[2] = {0, 0};
    for (uint64_t i = 0; i < centre->seen->row_count; i++) {
        const struct event_row *row = &centre->seen->rows[i];
        if (row->happening == HAPPENING_ATTEND && row->time < DAY)
            first_day[row->class_index]++;
    }
    assert_int_equal(first_day[0], 0);
    assert_int_equal(first_day[1], 4000);
    centre_close(centre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_have_an_end),
        cmocka_unit_test(the_window_ends_before_its_end),
        cmocka_unit_test(rows_have_an_end),
        cmocka_unit_test(ledgers_are_kept_while_their_patient_is_there),
        cmocka_unit_test(patients_under_way_have_an_end),
        cmocka_unit_test(rows_with_more_in_them_count_as_more),
        cmocka_unit_test(what_a_ledger_drops_counts_no_more),
        cmocka_unit_test(units_in_use_have_an_end),
        cmocka_unit_test(all_replications_together_have_an_end),
        cmocka_unit_test(a_short_replication_can_be_interrupted),
        cmocka_unit_test(a_crowded_instant_has_an_end),
        cmocka_unit_test(a_crowd_asks_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
