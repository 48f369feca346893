/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "validation/figures.h"

/*
 * What holds in any system: patients and units are conserved, and Little's law L = lambda W (Wolff sec. 5-1;
 * Gross, Shortle, Thompson & Harris sec. 1.4). Areas under the curve are worked out here from the rows of
 * events.csv alone and held against the counters, to the second: whoever joins at t adds (to - max(t, from))
 * to the area over [from, to), whoever goes takes away as much.
 */
enum { RUNS = 5 };

static const char MMC[] =
    "resources: {server: {capacity: 2}}\n"
    "patients: {customers: {pathway: service, arrivals: {rate: 1.2 per day}}}\n"
    "pathways: {service: [{step: serve, needs: server, takes: {exponential: {mean: 1 d}}}]}\n"
    "run: {start: 2025-01-06, warmup: 100 d, horizon: 1000 d}\n";

/* Slots, a bed held over steps, two resources at once, an opening hour, breakdowns, risks that block, strike
 * and end. */
static const char WARD[] =
    "resources:\n"
    "  desk: {slots: {mon: 3, wed: 2, fri: 3}, at: \"10:00\"}\n"
    "  bed: {capacity: 7}\n"
    "  nurse: {capacity: 5, breaks: {after: {exponential: {mean: 20 d}}, for: {uniform: {min: 1 d, max: 3 "
    "d}}}}\n"
    "  clinic: {capacity: 2, opens: mon-fri 08:00-16:00}\n"
    "patients:\n"
    "  acute: {pathway: care, priority: 0, arrivals: {rate: 2 per wk}, attributes: {frail: {chance: 40%}}}\n"
    "  planned: {pathway: care, priority: 3, arrivals: {every: {gamma: {mean: 2 d, sd: 1 d}}},"
    " attributes: {frail: {chance: 20%}}}\n"
    "  visitors: {pathway: visit, arrivals: {rate: 1 per day, days: mon-fri}}\n"
    "pathways:\n"
    "  care:\n"
    "    - {step: talk, books: desk, notice: 2 d, fit: true, takes: 1 h}\n"
    "    - {step: admission, fit: true, holds: bed}\n"
    "    - {step: treatment, needs: {nurse: 2}, takes: {lognormal: {median: 2 d, p90: 5 d}}, fails: 15%,"
    " on_failure: {repeat: treatment, at_most: 2, then: {leaves: failed}}}\n"
    "    - {step: discharge, releases: bed}\n"
    "    - {step: control, every: 7 d, times: 3, needs: [clinic, nurse], takes: 2 h}\n"
    "  visit:\n"
    "    - {step: look_in, needs: clinic, takes: {exponential: {mean: 3 h}}}\n"
    "risks:\n"
    "  fever: {from: referral, until: admission.start, rate: 20% per month, recurs: true, unfit: true,"
    " steps: [{step: nursing, needs: bed, takes: {erlang: {phases: 2, mean: 6 d}}}]}\n"
    "  death: {from: referral, until: exit, rate: 5% per month, leaves: died}\n"
    "run: {start: 2025-01-06, warmup: 200 d, horizon: 1000 d}\n";

static struct centre *open_seed_centre(void)
{
    return centre_open_file("scenarios/seed-centre.yaml", NULL);
}

/* ---- areas */

static int64_t area_left(const struct centre *centre, int64_t time)
{
    int64_t from = centre->model->run.warmup, to = from + centre->model->run.horizon;
    int64_t begin = time > from ? time : from;
    return begin < to ? to - begin : 0;
}

struct areas {
    int64_t occupied, queue;
};

static struct areas resource_areas(const struct centre *centre, int resource)
{
    struct areas areas = {0, 0};
    for (uint64_t i = 0; i < centre->seen->row_count; i++) {
        const struct event_row *row = &centre->seen->rows[i];
        int64_t left = area_left(centre, row->time);
        if (row->index != resource)
            continue;
        if (row->happening == HAPPENING_ASK)
            areas.queue += left;
        else if (row->happening == HAPPENING_WITHDRAW)
            areas.queue -= left;
        else if (row->happening == HAPPENING_GIVE_BACK)
            areas.occupied -= row->units * left;
        else if (row->happening == HAPPENING_GET) {
            areas.occupied += row->units * left;
            areas.queue -= left;
        }
    }
    return areas;
}

static void check_areas(const struct centre *centre)
{
    for (int i = 0; i < centre->model->resource_count; i++) {
        if (centre->model->resources[i].is_slots)
            continue;
        struct areas areas = resource_areas(centre, i);
        double levels = 0, time = 0;
        for (int k = 0; k < centre->seen->level_count[i]; k++) {
            levels += k * centre->seen->levels[i][k];
            time += centre->seen->levels[i][k];
        }
        assert_near(centre_counter(centre, centre->at.occupied, i), (double)areas.occupied, 0, 0);
        assert_near(centre_counter(centre, centre->at.queue, i), (double)areas.queue, 0, 0);
        assert_near(levels, (double)areas.occupied, 0, 0);
        assert_near(time, (double)centre->model->run.horizon, 0, 0);
    }
}

/* ---- patients and units */

/* What each patient has, [class][number]: -1 not referred yet, then units in hand, then gone. */
enum { NOT_REFERRED = -1, GONE = -2 };

struct roll {
    int *units[CLASSES_MAX];
    uint32_t most;
    int *in_use; /* [resource] */
};

static struct roll roll_open(const struct centre *centre)
{
    struct roll roll = {.in_use = calloc((size_t)centre->model->resource_count, sizeof(int))};
    assert_non_null(roll.in_use);
    for (uint64_t i = 0; i < centre->seen->row_count; i++)
        if (centre->seen->rows[i].number > roll.most)
            roll.most = centre->seen->rows[i].number;
    for (int i = 0; i < centre->model->class_count; i++) {
        roll.units[i] = calloc(roll.most + 1, sizeof(int));
        assert_non_null(roll.units[i]);
        for (uint32_t k = 0; k <= roll.most; k++)
            roll.units[i][k] = NOT_REFERRED;
    }
    return roll;
}

static void roll_close(const struct centre *centre, struct roll *roll)
{
    for (int i = 0; i < centre->model->class_count; i++)
        free(roll->units[i]);
    free(roll->in_use);
}

/* One row: nobody does anything before referral or after the exit, nobody goes with units in hand, no unit is
 * used twice. */
static void roll_take(const struct centre *centre, struct roll *roll, const struct event_row *row)
{
    int *units = &roll->units[row->class_index][row->number];
    const struct resource *of = &centre->model->resources[row->index];
    if (row->happening == HAPPENING_REFERRAL) {
        assert_int_equal(*units, NOT_REFERRED);
        *units = 0;
    }
    assert_true(*units >= 0);
    if (row->happening == HAPPENING_EXIT) {
        assert_int_equal(*units, 0);
        *units = GONE;
    } else if (row->happening == HAPPENING_GET) {
        *units += row->units;
        roll->in_use[row->index] += row->units;
        assert_true(of->capacity == UNLIMITED || roll->in_use[row->index] <= of->capacity);
    } else if (row->happening == HAPPENING_GIVE_BACK) {
        *units -= row->units;
        roll->in_use[row->index] -= row->units;
        assert_true(roll->in_use[row->index] >= 0);
    }
}

/* Numbers run from 1 without a gap; each observed patient has left, once, and its row says the same as the
 * event did. */
static void check_everybody(const struct centre *centre, const struct roll *roll)
{
    for (int i = 0; i < centre->model->class_count; i++)
        for (uint32_t k = 2; k <= roll->most; k++)
            assert_false(roll->units[i][k] != NOT_REFERRED && roll->units[i][k - 1] == NOT_REFERRED);
    double referred = 0, outcomes = 0;
    for (int i = 0; i < centre->model->class_count; i++)
        referred += centre_counter(centre, centre->at.referred, i);
    for (int i = 0; i < centre->model->class_count * centre->model->outcome_count; i++)
        outcomes += centre_counter(centre, centre->at.outcome, i);
    assert_near(referred, centre->seen->patient_count, 0, 0);
    assert_near(outcomes, centre->seen->patient_count, 0, 0);
    for (uint32_t i = 0; i < centre->seen->patient_count; i++) {
        const struct patient_row *row = &centre->seen->patients[i];
        assert_true(row->exited >= row->referred);
        if (row->outcome != OUTCOME_CENSORED)
            assert_int_equal(roll->units[row->class_index][row->number], GONE);
    }
}

static void check_conservation(const struct centre *centre)
{
    struct roll roll = roll_open(centre);
    int64_t clock = 0;
    for (uint64_t i = 0; i < centre->seen->row_count; i++) {
        const struct event_row *row = &centre->seen->rows[i];
        assert_true(row->time >= clock);
        clock = row->time;
        roll_take(centre, &roll, row);
    }
    check_everybody(centre, &roll);
    roll_close(centre, &roll);
}

static void check_runs(struct centre *centre)
{
    for (uint32_t r = 0; r < RUNS; r++) {
        centre_run(centre, 14, r);
        assert_true(centre->seen->row_count > 500);
        check_areas(centre);
        check_conservation(centre);
    }
    centre_close(centre);
}

static void a_plain_queue_keeps_its_books(void **state)
{
    (void)state;
    check_runs(centre_open(MMC, NULL));
}

static void a_ward_with_everything_keeps_its_books(void **state)
{
    (void)state;
    check_runs(centre_open(WARD, NULL));
}

static void the_seed_centre_keeps_its_books(void **state)
{
    (void)state;
    check_runs(open_seed_centre());
}

/* ---- Little's law over a whole history: exact when all come and go within it */

static int64_t total(const struct series *series)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < series->count; i++)
        sum += series_value(series, i);
    return sum;
}

static void areas_are_sums_of_stays_when_all_have_left(void **state)
{
    (void)state;
    struct centre *centre = centre_open(
        "resources: {server: {capacity: 3}}\n"
        "patients: {customers: {pathway: service, arrivals: {rate: 3.2 per day, limit: 2000}}}\n"
        "pathways: {service: [{step: serve, needs: server, takes: {lognormal: {mean: 1 d, sd: 2 d}}}]}\n"
        "run: {start: 2025-01-06, warmup: 0 d, horizon: 20 y}\n",
        NULL);
    centre_run(centre, 15, 0);
    const struct series *series = centre->seen->series;
    int64_t waits = total(waits_for(centre, 0)), stays = total(&series[centre->series.duration]), inside = 0;
    assert_int_equal(centre->seen->patient_count, 2000);
    assert_near(centre_counter(centre, centre->at.queue, 0), (double)waits, 0, 0);
    assert_near(centre_counter(centre, centre->at.occupied, 0), (double)stays, 0, 0);
    for (uint32_t i = 0; i < centre->seen->patient_count; i++)
        inside += centre->seen->patients[i].exited - centre->seen->patients[i].referred;
    assert_true(inside == waits + stays);
    centre_close(centre);
}

/* ---- Little's law in the long run: for the queue, and for the whole centre from door to door */

static void look(struct figures *figures, const struct centre *centre, const void *context)
{
    (void)context;
    double horizon = (double)centre->model->run.horizon, inside = 0, stays = 0;
    for (uint64_t i = 0; i < centre->seen->row_count; i++) {
        const struct event_row *row = &centre->seen->rows[i];
        bool comes = row->happening == HAPPENING_REFERRAL, goes = row->happening == HAPPENING_EXIT;
        inside += (comes - goes) * (double)area_left(centre, row->time);
    }
    for (uint32_t i = 0; i < centre->seen->patient_count; i++)
        stays += (double)(centre->seen->patients[i].exited - centre->seen->patients[i].referred);
    figures_see(figures, "L", inside, horizon);
    figures_see(figures, "L - lambda W", inside - stays, horizon);
    for (int i = 0; i < centre->model->resource_count; i++) {
        char name[40];
        snprintf(name, sizeof name, "Lq - lambda Wq (%d)", i);
        double queue = centre_counter(centre, centre->at.queue, i);
        figures_see(figures, name, queue - (double)total(waits_for(centre, i)), horizon);
    }
}

/* The difference is that of the two ends of the window: much less than L itself, so an error of 2% of L would
 * be seen. */
static void check_little(const struct figures *seen)
{
    struct estimate difference = figures_estimate(seen, "L - lambda W");
    assert_true(ERRORS_SEEN * difference.error <= ERROR_TO_SEE * figures_estimate(seen, "L").value);
    figures_agree(seen, "L - lambda W", 0);
}

static void little_s_law_holds_for_a_plain_queue(void **state)
{
    (void)state;
    struct centre *centre = centre_open(MMC, NULL);
    struct figures *seen = figures_collect_from(centre, 16, true, look, NULL);
    check_little(seen);
    figures_agree(seen, "Lq - lambda Wq (0)", 0);
    free(seen);
    centre_close(centre);
}

/* Follow-up takes more than a year: the warm-up of one year that the file has would not make L steady. */
static void little_s_law_holds_for_the_seed_centre(void **state)
{
    (void)state;
    const char *const sets[] = {"run.warmup=4 y", "run.horizon=12 y", NULL};
    struct centre *centre = centre_open_file("scenarios/seed-centre.yaml", sets);
    struct figures *seen = figures_collect_from(centre, 17, true, look, NULL);
    check_little(seen);
    free(seen);
    centre_close(centre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_queue_keeps_its_books),
        cmocka_unit_test(a_ward_with_everything_keeps_its_books),
        cmocka_unit_test(the_seed_centre_keeps_its_books),
        cmocka_unit_test(areas_are_sums_of_stays_when_all_have_left),
        cmocka_unit_test(little_s_law_holds_for_a_plain_queue),
        cmocka_unit_test(little_s_law_holds_for_the_seed_centre),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
