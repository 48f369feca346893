/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/busy.h"
#include "engine/replay.h"
#include "engine/seen.h"

/* What is counted, over which window, and that two ways of counting agree. */

#define STAY "resources: {bed: {capacity: 1}}\npathways: {way: [{step: stay, needs: bed, takes: 10 d}]}\n"
#define MEASURE "measures: {all: {from: referral, to: exit}, wait: {from: stay.arrive, to: stay.start}}\n"

/* ---- the window */

/* Window from 20 to 30 d. Those referred at 19 and 30 are not observed, those at 20 and 29 are; all keep the
 * bed busy, in turn from 15, 25, 35, 45, 55 to 65: the observed ones wait from 20 to 35 and from 29 to 45. */
static void only_those_referred_in_the_window_are_observed(void **state)
{
    (void)state;
    struct centre *centre = seen_run(
        "run: {warmup: 20 d, horizon: 10 d}\n" PATIENTS("15 d, 19 d, 20 d, 29 d, 30 d") STAY MEASURE);
    assert_near(centre_counter(centre, centre->at.referred, 0), 2, 0, 0);
    assert_int_equal(centre->seen->patient_count, 2);
    assert_near(centre_value(centre, 3, "wait"), 15, 0, 0);
    assert_near(centre_value(centre, 4, "wait"), 16, 0, 0); /* followed to 55, long after the window */
    assert_near(centre_value(centre, 4, "all"), 26, 0, 0);
    assert_near(centre_counter(centre, centre->at.starts, 0), 2, 0, 0);
    /* but the window sees all who start in it: p-2 at 25 */
    assert_near(centre_counter(centre, centre->at.starts_window, 0), 1, 0, 0);
    /* occupied throughout; waiting: p-2 until 25, p-3 from 20, p-4 from 29 */
    assert_near(centre_counter(centre, centre->at.occupied, 0), 10.0 * DAY, 0, 0);
    assert_near(centre_counter(centre, centre->at.queue, 0), (5.0 + 10 + 1) * DAY, 0, 0);
    /* asked in the window: p-3 and p-4 */
    assert_int_equal(centre->seen->series[centre->series.asked].count, 2);
    centre_close(centre);
}

/* From 5 to 15 in bed, window from 10 to 20: five days count. From 18 to 28: two more. */
static void a_stay_across_an_edge_counts_for_its_part_inside(void **state)
{
    (void)state;
    struct centre *centre = seen_run("run: {warmup: 10 d, horizon: 10 d}\n" PATIENTS("5 d, 18 d") STAY);
    assert_near(centre_counter(centre, centre->at.occupied, 0), 7.0 * DAY, 0, 0);
    assert_near(centre->seen->levels[0][0], 3.0 * DAY, 0, 0);
    assert_near(centre->seen->levels[0][1], 7.0 * DAY, 0, 0);
    assert_near(centre_counter(centre, centre->at.busy, 0), 7.0 * DAY, 0, 0);
    assert_near(centre_counter(centre, centre->at.busy_base, 0), 10.0 * DAY, 0, 0);
    centre_close(centre);
}

static void assert_additive(const struct centre *whole, const struct centre *one, const struct centre *other,
                            int base, int length)
{
    for (int i = base; i < base + length; i++)
        assert_true(whole->seen->counters[i] == one->seen->counters[i] + other->seen->counters[i]);
}

/* Statistics over [20, 320) are those over [20, 131) and [131, 320) put together, to the second. */
static void windows_put_together_make_the_whole(void **state)
{
    (void)state;
    struct centre *whole = busy_open((struct busy){.run = "warmup: 20 d, horizon: 300 d"});
    struct centre *one = busy_open((struct busy){.run = "warmup: 20 d, horizon: 111 d"});
    struct centre *other = busy_open((struct busy){.run = "warmup: 131 d, horizon: 189 d"});
    const struct model *model = whole->model;
    for (uint32_t run = 0; run < 5; run++) {
        centre_run(whole, 3, run);
        centre_run(one, 3, run);
        centre_run(other, 3, run);
        assert_additive(whole, one, other, whole->at.referred, model->class_count);
        assert_additive(whole, one, other, whole->at.outcome, model->class_count * model->outcome_count);
        assert_additive(whole, one, other, whole->at.reached, model->step_count);
        assert_additive(whole, one, other, whole->at.starts, model->step_count);
        assert_additive(whole, one, other, whole->at.starts_window, model->step_count);
        assert_additive(whole, one, other, whole->at.strikes, model->risk_count);
        assert_additive(whole, one, other, whole->at.ledger,
                        model->measure_count * model->class_count * model->ledger_count);
        assert_additive(whole, one, other, whole->at.occupied,
                        whole->at.count - whole->at.occupied); /* all of resources */
        for (int i = 0; i < whole->series.count; i++)
            assert_int_equal(whole->seen->series[i].count,
                             one->seen->series[i].count + other->seen->series[i].count);
        for (int i = 0; i < model->resource_count; i++)
            for (int k = 0; k < whole->seen->level_count[i]; k++) {
                double first = k < one->seen->level_count[i] ? one->seen->levels[i][k] : 0;
                double second = k < other->seen->level_count[i] ? other->seen->levels[i][k] : 0;
                assert_true(whole->seen->levels[i][k] == first + second);
            }
    }
    centre_close(whole);
    centre_close(one);
    centre_close(other);
}

/* ---- two ways of counting */

static void the_state_and_the_events_tell_the_same(void **state)
{
    (void)state;
    struct centre *centre = busy_open((struct busy){.run = "warmup: 30 d, horizon: 250 d"});
    const struct model *model = centre->model;
    for (uint32_t run = 0; run < 5; run++) {
        centre_run(centre, 11, run);
        for (int i = 0; i < model->resource_count; i++) {
            struct replay events = replay_resource(centre, i);
            assert_true(events.occupied == centre_counter(centre, centre->at.occupied, i));
            assert_true(events.queue == centre_counter(centre, centre->at.queue, i));
            double time = 0, level = 0;
            for (int k = 0; k < centre->seen->level_count[i]; k++) {
                time += centre->seen->levels[i][k];
                level += k * centre->seen->levels[i][k];
            }
            if (model->resources[i].is_slots)
                continue;
            assert_true(time == 250.0 * DAY && level == events.occupied);
            assert_true(model->resources[i].capacity == UNLIMITED ||
                        events.most <= model->resources[i].capacity);
            assert_true(events.waiting >= 0);
        }
    }
    centre_close(centre);
}

/* Used are those attended in the window, lost those missed in it; together no more than were offered. */
static void slots_are_used_lost_or_unused(void **state)
{
    (void)state;
    struct centre *centre = busy_open((struct busy){.run = "warmup: 0 d, horizon: 200 d"});
    int slot = centre_resource(centre, "slot"), all_missed = 0;
    for (uint32_t run = 0; run < 10; run++) {
        int attended = 0, missed = 0;
        centre_run(centre, 5, run);
        for (uint64_t i = 0; i < centre->seen->row_count; i++) {
            const struct event_row *row = &centre->seen->rows[i];
            attended += row->happening == HAPPENING_ATTEND && row->index == slot && row->time < 200LL * DAY;
            missed += row->happening == HAPPENING_MISS && row->index == slot && row->time < 200LL * DAY;
        }
        assert_true(centre_counter(centre, centre->at.used, slot) == attended);
        assert_true(centre_counter(centre, centre->at.lost_slots, slot) == missed);
        assert_true(attended + missed <= centre_counter(centre, centre->at.offered, slot));
        all_missed += missed;
    }
    assert_true(all_missed > 3);
    centre_close(centre);
}

/* Four a week (mon, wed, thu, fri) but none from 7 to 20 April (a Monday to a Sunday: 8 slots): 28 weeks and
 * 4 days, mon to thu, have 28 x 4 + 3 - 8 = 107. */
static void slots_offered_are_those_of_the_calendar(void **state)
{
    (void)state;
    struct centre *centre = busy_open((struct busy){.run = "warmup: 0 d, horizon: 200 d"});
    centre_run(centre, 5, 0);
    assert_near(centre_counter(centre, centre->at.offered, centre_resource(centre, "slot")), 107, 0, 0);
    assert_near(centre_counter(centre, centre->at.offered, centre_resource(centre, "made")), 28 * 10 + 4 * 2,
                0, 0);
    centre_close(centre);
}

/* ---- patients */

static void a_row_of_each_observed_patient_is_kept(void **state)
{
    (void)state;
    struct centre *centre =
        seen_run(RUN "patients:\n"
                     "  p: {pathway: way, arrivals: {at: [2 d, 3 d]}, attributes: {sex: f}}\n"
                     "  q: {pathway: way, arrivals: {at: [2.5 d]}}\n" STAY MEASURE);
    assert_int_equal(centre->seen->patient_count, 3);
    const struct patient_row *rows = centre->seen->patients; /* in the order of their exits: 12, 22, 32 */
    assert_true(rows[0].class_index == 0 && rows[0].number == 1 && rows[0].referred == 2 * DAY &&
                rows[0].exited == 12 * DAY);
    assert_true(rows[1].class_index == 1 && rows[1].number == 1 && rows[1].exited == 22 * DAY);
    assert_true(rows[2].class_index == 0 && rows[2].number == 2 && rows[2].exited == 32 * DAY);
    assert_int_equal(rows[2].outcome, OUTCOME_COMPLETED);
    assert_int_equal(centre->seen->patient_attributes[0], 1);
    assert_int_equal(centre->seen->patient_attributes[1], 0); /* q has no sex */
    centre_close(centre);
}

static void rows_are_kept_only_when_wanted(void **state)
{
    (void)state;
    struct centre *centre = centre_open(RUN PATIENTS("2 d") STAY MEASURE, NULL);
    struct simulation *simulation = simulation_create(centre->model);
    assert_int_equal(simulation_run(simulation, 1, 0, false, false, NULL, centre->seen), SIMULATION_DONE);
    assert_int_equal(centre->seen->row_count, 0);
    assert_int_equal(centre->seen->patient_count, 0);
    assert_near(centre_counter(centre, centre->at.outcome, OUTCOME_COMPLETED), 1, 0, 0);
    simulation_free(simulation);
    centre_close(centre);
}

/* Of two who come at 0 and 4, one waits 6 d and one does not: both waits count. */
static void who_did_not_wait_counts_with_a_wait_of_nought(void **state)
{
    (void)state;
    struct centre *centre = seen_run(RUN PATIENTS("0 d, 4 d") STAY MEASURE);
    const struct series *asked = &centre->seen->series[centre->series.asked],
                        *waits = &centre->seen->series[centre->series.wait];
    assert_int_equal(asked->count, 2);
    assert_true(series_value(asked, 0) == 0 && series_value(asked, 1) == 6 * DAY);
    assert_int_equal(waits->count, 2);
    assert_true(series_value(waits, 0) == 0 && series_value(waits, 1) == 6 * DAY);
    centre_close(centre);
}

/* p-1 gets the bed and leaves at 10; p-2 is still in it when following ends at 15, p-3 waits. */
static void who_is_inside_when_following_ends_is_censored_not_dropped(void **state)
{
    (void)state;
    struct centre *centre = seen_run(
        "run: {warmup: 0 d, horizon: 5 d, follow: 10 d}\n" PATIENTS("0 d, 1 d, 2 d, 6 d") STAY MEASURE);
    assert_near(centre_counter(centre, centre->at.referred, 0), 3, 0, 0);
    assert_near(centre_counter(centre, centre->at.outcome, OUTCOME_COMPLETED), 1, 0, 0);
    assert_near(centre_counter(centre, centre->at.outcome, OUTCOME_CENSORED), 2, 0, 0);
    assert_near(centre_counter(centre, centre->at.lost, OUTCOME_CENSORED), 2, 0, 0);
    assert_near(centre_value(centre, 2, "wait"), 9, 0, 0);
    assert_near(centre_value(centre, 3, "wait"), -1, 0, 0);
    centre_close(centre);
}

/* Who would leave at the very end of following is followed to it. */
static void the_last_instant_of_following_counts(void **state)
{
    (void)state;
    struct centre *centre =
        seen_run("run: {warmup: 0 d, horizon: 5 d, follow: 5 d}\n" PATIENTS("0 d") STAY MEASURE);
    assert_string_equal(centre_fate(centre, 1), "completed");
    centre_close(centre);
}

/* Lost where: p-1 at b within a, q-1 at the gate of a's neighbour, for whom it waits; r-1 completes. */
static void losses_stand_at_the_step_where_they_happened(void **state)
{
    (void)state;
    struct centre *centre = seen_run(
        RUN "resources: {bed: {capacity: 1}}\n"
            "patients:\n"
            "  p: {pathway: way, arrivals: {at: [0 d]}, attributes: {fate: fails}}\n"
            "  q: {pathway: way, arrivals: {at: [0 d]}, attributes: {fate: waits}}\n"
            "  r: {pathway: way, arrivals: {at: [0 d]}, attributes: {fate: home}}\n"
            "  s: {pathway: other, arrivals: {at: [0 d]}}\n"
            "pathways:\n"
            "  way:\n"
            "    - {step: a, steps: [{step: b, takes: 1 d, fails: {by: fate, fails: 100%, otherwise: 0%}, "
            "on_failure: {leaves: failed}}]}\n"
            "    - {step: c, when: {fate: waits}, needs: bed, takes: 1 d}\n"
            "  other: [{step: d, needs: bed, takes: 30 d}]\n"
            "risks: {death: {from: c.arrive, until: c.start, chance: 100%, after: 3 d, leaves: died}}\n");
    const struct model *model = centre->model;
    int lost = centre->at.lost, failed = centre_outcome(centre, "failed"),
        died = centre_outcome(centre, "died");
    assert_near(centre_counter(centre, lost, centre_step(centre, "b") * model->outcome_count + failed), 1, 0,
                0);
    assert_near(centre_counter(centre, lost, centre_step(centre, "c") * model->outcome_count + died), 1, 0,
                0);
    assert_near(centre_counter(centre, lost, centre_step(centre, "a") * model->outcome_count + failed), 0, 0,
                0);
    assert_near(centre_counter(centre, centre->at.reached, centre_step(centre, "a")), 3, 0, 0);
    assert_near(centre_counter(centre, centre->at.reached, centre_step(centre, "c")), 1, 0, 0);
    centre_close(centre);
}

/* Waits of 0, 10, 20 and 30 days behind each other in one bed: within 20 d are three, the last of them just;
 * within 5 d is one. The second measure's targets count by themselves. */
static void who_is_within_a_targets_time_is_counted(void **state)
{
    (void)state;
    struct centre *centre = seen_run(
        "run: {warmup: 0 d, horizon: 10 d}\n" PATIENTS("0 d, 0 d, 0 d, 0 d") STAY
        "measures:\n"
        "  all: {from: referral, to: exit, target: {mean: 9 d, share_within: {40 d: 80%}}}\n"
        "  wait: {from: stay.arrive, to: stay.start, target: {share_within: {5 d: 50%, 20 d: 50%}}}\n");
    assert_near(centre_counter(centre, centre->at.within, 1), 4, 0, 0);
    assert_near(centre_counter(centre, centre->at.within, 2), 1, 0, 0);
    assert_near(centre_counter(centre, centre->at.within, 3), 3, 0, 0);
    centre_close(centre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_within_a_targets_time_is_counted),
        cmocka_unit_test(only_those_referred_in_the_window_are_observed),
        cmocka_unit_test(a_stay_across_an_edge_counts_for_its_part_inside),
        cmocka_unit_test(windows_put_together_make_the_whole),
        cmocka_unit_test(the_state_and_the_events_tell_the_same),
        cmocka_unit_test(slots_are_used_lost_or_unused),
        cmocka_unit_test(slots_offered_are_those_of_the_calendar),
        cmocka_unit_test(a_row_of_each_observed_patient_is_kept),
        cmocka_unit_test(rows_are_kept_only_when_wanted),
        cmocka_unit_test(who_did_not_wait_counts_with_a_wait_of_nought),
        cmocka_unit_test(who_is_inside_when_following_ends_is_censored_not_dropped),
        cmocka_unit_test(the_last_instant_of_following_counts),
        cmocka_unit_test(losses_stand_at_the_step_where_they_happened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
