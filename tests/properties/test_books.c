/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "properties/property.h"
#include "support/test.h"

/*
 * What must add up in any run, whatever the scenario: the rows of events on one side, the counters and series
 * of which metrics are made on the other.
 */
enum { SOME = 250, CLASSES = 3, NUMBERS = 64, PEOPLE = CLASSES * NUMBERS };

struct view {
    const struct model *model;
    const struct observation *seen;
    struct counter_layout at;
    struct series_layout series;
    int64_t from, to; /* the window */
};

static struct view view_of(const struct trial *trial)
{
    struct view view = {trial->model, trial->seen, {0}, {0}, trial->model->run.warmup, 0};
    view.to = view.from + trial->model->run.horizon;
    layout_counters(trial->model, &view.at);
    layout_series(trial->model, &view.series);
    return view;
}

static double counter(const struct view *view, int base, int index)
{
    return view->seen->counters[base + index];
}

static double sum_of(const struct view *view, int series)
{
    double sum = 0;
    const struct series *values = &view->seen->series[series];
    for (uint32_t i = 0; i < values->count; i++)
        sum += (double)series_value(values, i);
    return sum;
}

static int person(const struct event_row *row)
{
    assert_true(row->class_index < CLASSES && row->number < NUMBERS);
    return row->class_index * NUMBERS + (int)row->number;
}

/* How long of [begin, end) lies within the window. */
static double inside(const struct view *view, int64_t begin, int64_t end)
{
    begin = begin > view->from ? begin : view->from;
    end = end < view->to ? end : view->to;
    return end > begin ? (double)(end - begin) : 0;
}

#define SAME(of, a, b)                                                                                       \
    do {                                                                                                     \
        double same_a = (a), same_b = (b);                                                                   \
        if (same_a != same_b)                                                                                \
            return property_broken("%s: %s is %.17g, %s is %.17g", of, #a, same_a, #b, same_b);              \
    } while (0)

/* ---- time, and patients */

static char *time_never_goes_back(struct trial *trial)
{
    bool referred[PEOPLE] = {false}, gone[PEOPLE] = {false};
    for (uint64_t i = 0; i < trial->seen->row_count; i++) {
        const struct event_row *row = &trial->seen->rows[i];
        int who = person(row);
        if (i && row->time < row[-1].time)
            return property_broken("row %lu is earlier than the one before", (unsigned long)i);
        if (gone[who] || referred[who] == (row->happening == HAPPENING_REFERRAL))
            return property_broken("row %lu is of a patient who is not there", (unsigned long)i);
        referred[who] = true;
        gone[who] = row->happening == HAPPENING_EXIT;
    }
    return NULL;
}

static char *patients_are_conserved(struct trial *trial)
{
    struct view view = view_of(trial);
    bool observed[PEOPLE] = {false};
    double referred = 0, exits = 0, counted = 0, outcomes = 0;
    for (uint64_t i = 0; i < view.seen->row_count; i++) {
        const struct event_row *row = &view.seen->rows[i];
        if (row->happening == HAPPENING_REFERRAL && row->time >= view.from && row->time < view.to)
            observed[person(row)] = true;
        referred += row->happening == HAPPENING_REFERRAL && observed[person(row)];
        exits += row->happening == HAPPENING_EXIT && observed[person(row)];
    }
    for (int c = 0; c < view.model->class_count; c++) {
        counted += counter(&view, view.at.referred, c);
        for (int o = 0; o < view.model->outcome_count; o++)
            outcomes += counter(&view, view.at.outcome, c * view.model->outcome_count + o);
    }
    SAME("patients", referred, counted);
    SAME("patients", exits, counted);
    SAME("patients", outcomes, counted);
    SAME("patients", (double)view.seen->patient_count, counted);
    return NULL;
}

/* Who did not complete was lost at one step, with one outcome. */
static char *the_loss_ledger_sums_to_the_referred(struct trial *trial)
{
    struct view view = view_of(trial);
    for (int o = OUTCOME_COMPLETED + 1; o < view.model->outcome_count; o++) {
        double lost = 0, ended = 0;
        for (int s = 0; s < view.model->step_count; s++)
            lost += counter(&view, view.at.lost, s * view.model->outcome_count + o);
        for (int c = 0; c < view.model->class_count; c++)
            ended += counter(&view, view.at.outcome, c * view.model->outcome_count + o);
        SAME(view.model->outcomes[o], lost, ended);
    }
    return NULL;
}

/* ---- units */

static char *no_resource_is_above_its_capacity(struct trial *trial)
{
    const struct model *model = trial->model;
    double in_use[16] = {0};
    assert_true(model->resource_count <= 16);
    for (uint64_t i = 0; i < trial->seen->row_count; i++) {
        const struct event_row *row = &trial->seen->rows[i];
        if (row->happening == HAPPENING_GIVE_BACK)
            in_use[row->index] -= row->units;
        if (row->happening != HAPPENING_GET)
            continue;
        int capacity = model_capacity_at(&model->resources[row->index], row->time);
        in_use[row->index] += row->units;
        if (capacity != UNLIMITED && in_use[row->index] > capacity)
            return property_broken("%s: %g in use of %d", model->resources[row->index].name,
                                   in_use[row->index], capacity);
    }
    return NULL;
}

static char *every_unit_is_given_back(struct trial *trial)
{
    const struct model *model = trial->model;
    int resources = model->resource_count;
    int *held = calloc((size_t)(PEOPLE * resources) + 1, sizeof *held);
    char *broken = NULL;
    assert_non_null(held);
    for (uint64_t i = 0; i < trial->seen->row_count && !broken; i++) {
        const struct event_row *row = &trial->seen->rows[i];
        int *of = held + person(row) * resources;
        if (row->happening == HAPPENING_GET)
            of[row->index] += row->units;
        if (row->happening == HAPPENING_GIVE_BACK && (of[row->index] -= row->units) < 0)
            broken = property_broken("%s is given back by who has none", model->resources[row->index].name);
        bool leaves = row->happening == HAPPENING_EXIT && row->index != OUTCOME_CENSORED;
        for (int r = 0; r < resources && leaves && !broken; r++)
            if (of[r])
                broken = property_broken("who leaves keeps %d of %s", of[r], model->resources[r].name);
    }
    free(held);
    return broken;
}

/* Adds up what rows say of a resource: unit-seconds in use and patient-seconds of waiting in the window. */
static void add_up(const struct view *view, int resource, double *occupied, double *waited)
{
    int in_use = 0, waiting = 0;
    int64_t last = 0;
    *occupied = *waited = 0;
    for (uint64_t i = 0; i <= view->seen->row_count; i++) {
        const struct event_row *row = i < view->seen->row_count ? &view->seen->rows[i] : NULL;
        int64_t now = row ? row->time : INT64_MAX;
        *occupied += in_use * inside(view, last, now);
        *waited += waiting * inside(view, last, now);
        last = now;
        if (!row || row->index != resource)
            continue;
        switch ((enum happening)row->happening) {
        case HAPPENING_ASK: waiting++; break;
        case HAPPENING_WITHDRAW: waiting--; break;
        case HAPPENING_GET:
            waiting--;
            in_use += row->units;
            break;
        case HAPPENING_GIVE_BACK: in_use -= row->units; break;
        default: break;
        }
    }
}

static char *occupancy_integrates_to_bed_days(struct trial *trial)
{
    struct view view = view_of(trial);
    for (int r = 0; r < view.model->resource_count; r++) {
        double occupied, waited, by_level = 0, time = 0;
        if (view.model->resources[r].is_slots)
            continue;
        add_up(&view, r, &occupied, &waited);
        for (int k = 0; k < view.seen->level_count[r]; k++) {
            by_level += k * view.seen->levels[r][k];
            time += view.seen->levels[r][k];
        }
        SAME(view.model->resources[r].name, counter(&view, view.at.occupied, r), occupied);
        SAME(view.model->resources[r].name, counter(&view, view.at.queue, r), waited);
        SAME(view.model->resources[r].name, by_level, occupied);
        SAME(view.model->resources[r].name, time, (double)view.model->run.horizon);
    }
    return NULL;
}

/* Little's law, exact where the window holds all that happens: the queue over time is the waits of those who
 * got what they asked for and of those who gave up. */
static char *littles_law_holds(struct trial *trial)
{
    trial->model->run.warmup = 0;
    trial->model->run.horizon = (int64_t)400 * DAY;
    trial_run(trial);
    struct view view = view_of(trial);
    if (trial->result != SIMULATION_DONE || view.seen->rows[view.seen->row_count - 1].time > view.to)
        return NULL;
    for (int r = 0; r < view.model->resource_count; r++) {
        double given_up = 0, got = sum_of(&view, view.series.asked + r), waiting = 0;
        for (uint64_t i = 0; i < view.seen->row_count; i++) {
            const struct event_row *row = &view.seen->rows[i];
            bool at_it = row->index == r;
            double since = (double)row->time;
            given_up += at_it && row->happening == HAPPENING_WITHDRAW ? since : 0;
            given_up -= at_it && row->happening == HAPPENING_ASK ? since : 0;
            given_up += at_it && row->happening == HAPPENING_GET ? since : 0;
            waiting += at_it && row->happening == HAPPENING_ASK;
            waiting -= at_it && (row->happening == HAPPENING_WITHDRAW || row->happening == HAPPENING_GET);
        }
        if (view.model->resources[r].is_slots || waiting != 0)
            continue;
        SAME(view.model->resources[r].name, counter(&view, view.at.queue, r), given_up);
        if (got > given_up)
            return property_broken("who got waited %.0f s of %.0f s", got, given_up);
    }
    return NULL;
}

/* ---- the log and the statistics */

static char *log_and_statistics_agree(struct trial *trial)
{
    struct view view = view_of(trial);
    const struct model *model = view.model;
    bool observed[PEOPLE] = {false};
    for (int s = 0; s < model->step_count; s++) {
        double starts = 0, in_window = 0, waits = 0, lasts = 0;
        int64_t arrived[PEOPLE] = {0}, started[PEOPLE] = {0};
        for (uint64_t i = 0; i < view.seen->row_count; i++) {
            const struct event_row *row = &view.seen->rows[i];
            int who = person(row);
            if (row->happening == HAPPENING_REFERRAL)
                observed[who] = row->time >= view.from && row->time < view.to;
            if (row->index != s || row->happening > HAPPENING_END || row->happening == HAPPENING_REFERRAL)
                continue;
            if (row->happening == HAPPENING_ARRIVE)
                arrived[who] = row->time;
            if (row->happening == HAPPENING_START) {
                in_window += row->time >= view.from && row->time < view.to;
                starts += observed[who];
                waits += observed[who] ? (double)(row->time - arrived[who]) : 0;
                started[who] = row->time;
            }
            if (row->happening == HAPPENING_END && observed[who])
                lasts += (double)(row->time - started[who]);
        }
        SAME(model->steps[s].name, counter(&view, view.at.starts, s), starts);
        SAME(model->steps[s].name, counter(&view, view.at.starts_window, s), in_window);
        SAME(model->steps[s].name, sum_of(&view, view.series.wait + s), waits);
        SAME(model->steps[s].name, sum_of(&view, view.series.duration + s), lasts);
    }
    return NULL;
}

/* ---- the delay ledger, patient by patient: of a window that is one second long only one is observed */

static char *one_ledger(const struct view *view)
{
    const struct model *model = view->model;
    for (int i = 0; i < model->measure_count * model->class_count; i++) {
        double sum = 0, measured = sum_of(view, view->series.measure + i);
        for (int k = 0; k < model->ledger_count; k++) {
            double part = counter(view, view->at.ledger, i * model->ledger_count + k);
            if (part < 0)
                return property_broken("a part of a ledger is %g s", part);
            sum += part;
        }
        SAME(model->measures[i / model->class_count].name, sum, measured);
    }
    return NULL;
}

static char *the_delay_ledger_sums_to_the_interval(struct trial *trial)
{
    int64_t referrals[PEOPLE],
        end = trial->model->run.warmup + trial->model->run.horizon + trial->model->run.follow;
    int count = 0;
    char *broken = NULL;
    for (uint32_t i = 0; i < trial->seen->patient_count && count < PEOPLE; i++)
        referrals[count++] = trial->seen->patients[i].referred;
    for (int i = 0; i < count && !broken; i++) {
        trial->model->run.warmup = referrals[i];
        trial->model->run.horizon = 1;
        trial->model->run.follow = end - referrals[i] - 1;
        trial_run(trial);
        struct view view = view_of(trial);
        broken = one_ledger(&view);
        if (!broken && trial->seen->patient_count == 0)
            broken = property_broken("nobody is referred at %.6f d any more", (double)referrals[i] / DAY);
    }
    return broken;
}

#define HOLDS(name)                                                                                          \
    static void test_##name(void **state)                                                                    \
    {                                                                                                        \
        (void)state;                                                                                         \
        property_holds(name, generate, SOME);                                                                \
    }

HOLDS(time_never_goes_back)
HOLDS(patients_are_conserved)
HOLDS(the_loss_ledger_sums_to_the_referred)
HOLDS(no_resource_is_above_its_capacity)
HOLDS(every_unit_is_given_back)
HOLDS(occupancy_integrates_to_bed_days)
HOLDS(littles_law_holds)
HOLDS(log_and_statistics_agree)
HOLDS(the_delay_ledger_sums_to_the_interval)

int main(void)
{
    law_library_quiet();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_time_never_goes_back),
        cmocka_unit_test(test_patients_are_conserved),
        cmocka_unit_test(test_the_loss_ledger_sums_to_the_referred),
        cmocka_unit_test(test_no_resource_is_above_its_capacity),
        cmocka_unit_test(test_every_unit_is_given_back),
        cmocka_unit_test(test_occupancy_integrates_to_bed_days),
        cmocka_unit_test(test_littles_law_holds),
        cmocka_unit_test(test_log_and_statistics_agree),
        cmocka_unit_test(test_the_delay_ledger_sums_to_the_interval),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
