/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/busy.h"
#include "engine/replay.h"
#include "engine/seen.h"

/*
 * Defects that other simulators had to mend, and promises about luck: each a test. (Zero capacity, first
 * arrivals, windows, thinning and runs that stand out have theirs beside what they are about.)
 */

/* ---- one run and another */

static void assert_same_series(const struct series *one, const struct series *other)
{
    assert_int_equal(one->count, other->count);
    for (uint32_t i = 0; i < one->count; i++)
        assert_true(series_value(one, i) == series_value(other, i));
}

static void assert_same_rows(const struct observation *one, const struct observation *other)
{
    assert_true(one->row_count == other->row_count);
    for (uint64_t i = 0; i < one->row_count; i++) {
        const struct event_row *a = &one->rows[i], *b = &other->rows[i];
        assert_true(a->time == b->time && a->class_index == b->class_index && a->number == b->number &&
                    a->index == b->index && a->happening == b->happening && a->units == b->units);
    }
}

static void assert_same(const struct model *model, const struct observation *one,
                        const struct observation *other)
{
    struct counter_layout at;
    struct series_layout series;
    layout_counters(model, &at);
    layout_series(model, &series);
    assert_true(one->events == other->events && one->replication == other->replication);
    for (int i = 0; i < at.count; i++)
        assert_true(one->counters[i] == other->counters[i]);
    for (int i = 0; i < series.count; i++)
        assert_same_series(&one->series[i], &other->series[i]);
    for (int i = 0; i < model->resource_count; i++)
        for (int k = 0; k < one->level_count[i] || k < other->level_count[i]; k++)
            assert_true((k < one->level_count[i] ? one->levels[i][k] : 0) ==
                        (k < other->level_count[i] ? other->levels[i][k] : 0));
    assert_int_equal(one->patient_count, other->patient_count);
    for (uint32_t i = 0; i < one->patient_count; i++) {
        const struct patient_row *a = &one->patients[i], *b = &other->patients[i];
        assert_true(a->class_index == b->class_index && a->number == b->number &&
                    a->referred == b->referred && a->exited == b->exited && a->outcome == b->outcome);
    }
    size_t times = one->patient_count * (size_t)model->measure_count,
           values = one->patient_count * (size_t)model->attribute_count;
    for (size_t i = 0; i < times; i++)
        assert_true(one->patient_times[i] == other->patient_times[i]);
    for (size_t i = 0; i < values; i++)
        assert_true(one->patient_attributes[i] == other->patient_attributes[i]);
    assert_same_rows(one, other);
}

static void run(struct simulation *simulation, uint64_t seed, uint32_t number, struct observation *seen)
{
    assert_int_equal(simulation_run(simulation, seed, number, true, true, NULL, seen), SIMULATION_DONE);
}

/* A run is a function of seed and number alone, whatever was run before in the same memory. */
static void a_run_in_used_memory_is_as_in_fresh_memory(void **state)
{
    (void)state;
    struct centre *centre = busy_open((struct busy){.run = "warmup: 30 d, horizon: 200 d"});
    struct simulation *used = simulation_create(centre->model);
    struct observation *seen = observation_create(centre->model);
    for (uint32_t number = 0; number < 6; number++) {
        run(used, 1, number, seen);
        centre_run(centre, 1, number);
        assert_same(centre->model, seen, centre->seen);
    }
    run(used, 1, 0, seen); /* and again the first */
    centre_run(centre, 1, 0);
    assert_same(centre->model, seen, centre->seen);
    observation_free(centre->model, seen);
    simulation_free(used);
    centre_close(centre);
}

/* Memory left behind by a run that was stopped is as good as new. */
static void a_run_after_one_that_was_stopped_is_as_in_fresh_memory(void **state)
{
    (void)state;
    struct centre *centre = busy_open((struct busy){.run = "warmup: 30 d, horizon: 200 d"});
    struct simulation *used = simulation_create(centre->model);
    struct observation *seen = observation_create(centre->model);
    atomic_bool stop;
    atomic_init(&stop, true);
    run(used, 1, 0, seen);
    assert_int_equal(simulation_run(used, 1, 1, true, true, &stop, seen), SIMULATION_STOPPED);
    run(used, 1, 2, seen);
    centre_run(centre, 1, 2);
    assert_same(centre->model, seen, centre->seen);
    observation_free(centre->model, seen);
    simulation_free(used);
    centre_close(centre);
}

static void a_run_after_one_that_went_round_is_as_in_fresh_memory(void **state)
{
    (void)state;
    /* p goes round when it was born so; of 20 patients in a run, with 10%, some run does and some does not */
    struct centre *centre = centre_open(
        "run: {warmup: 0 d, horizon: 30 d}\n"
        "resources: {bed: {capacity: 1}}\n"
        "patients: {p: {pathway: way, arrivals: {rate: 1 per day, limit: 20}, attributes: {round: {chance: "
        "4%}}}}\n"
        "pathways:\n"
        "  way:\n"
        "    - {step: stay, needs: bed, takes: {exponential: {mean: 1 d}}}\n"
        "    - {step: ring, fails: {by: round, true: 100%, false: 0%}, on_failure: {repeat: ring}}\n",
        NULL);
    struct simulation *used = simulation_create(centre->model);
    struct observation *seen = observation_create(centre->model);
    int went_round = 0, compared = 0;
    for (uint32_t i = 0; i < 12; i++) {
        if (simulation_run(used, 1, i, true, true, NULL, seen) == SIMULATION_LOOP) {
            went_round++;
            continue;
        }
        centre_run(centre, 1, i);
        assert_same(centre->model, seen, centre->seen);
        compared += went_round > 0;
    }
    assert_true(went_round > 0 && compared > 0);
    observation_free(centre->model, seen);
    simulation_free(used);
    centre_close(centre);
}

static void another_seed_or_number_is_another_run(void **state)
{
    (void)state;
    struct centre *one = busy_open((struct busy){.run = "warmup: 30 d, horizon: 200 d"});
    struct centre *other = busy_open((struct busy){.run = "warmup: 30 d, horizon: 200 d"});
    centre_run(one, 1, 0);
    centre_run(other, 1, 1);
    assert_true(one->seen->events != other->seen->events);
    centre_run(other, 2, 0);
    assert_true(one->seen->events != other->seen->events);
    centre_close(one);
    centre_close(other);
}

/* ---- luck: what is added changes nobody else's */

/* How long the n-th time of a step took that patient; -1: never. */
static int64_t time_of_step(const struct centre *centre, int class_index, uint32_t number, int step, int nth)
{
    int64_t started = -1;
    for (uint64_t i = 0; i < centre->seen->row_count; i++) {
        const struct event_row *row = &centre->seen->rows[i];
        if (row->class_index != class_index || row->number != number || row->index != step)
            continue;
        if (row->happening == HAPPENING_START)
            started = row->time;
        else if (row->happening == HAPPENING_END && nth-- == 0)
            return row->time - started;
    }
    return -1;
}

static int64_t referral_of(const struct centre *centre, int class_index, uint32_t number)
{
    for (uint64_t i = 0; i < centre->seen->row_count; i++) {
        const struct event_row *row = &centre->seen->rows[i];
        if (row->happening == HAPPENING_REFERRAL && row->class_index == class_index && row->number == number)
            return row->time;
    }
    return -1;
}

static int class_named(const struct centre *centre, const char *name)
{
    int i = 0;
    while (strcmp(centre->model->classes[i].name, name) != 0)
        i++;
    return i;
}

/* Steps without others in them, whose time is luck alone. Returns how many times of steps were compared. */
static int assert_same_luck(const struct centre *one, const struct centre *other)
{
    static const char *const classes[] = {"car", "urgent", "other"};
    static const char *const steps[] = {"evaluation", "making",    "dose_3",   "late",
                                        "cure",       "rituximab", "icu_stay", "stay"};
    int compared = 0;
    for (int c = 0; c < 3; c++) {
        int class_one = class_named(one, classes[c]), class_other = class_named(other, classes[c]);
        for (uint32_t number = 1; number <= 8; number++) {
            assert_true(referral_of(one, class_one, number) == referral_of(other, class_other, number));
            for (size_t s = 0; s < sizeof steps / sizeof *steps; s++)
                for (int nth = 0; nth < 2; nth++) {
                    int64_t a = time_of_step(one, class_one, number, centre_step(one, steps[s]), nth);
                    int64_t b = time_of_step(other, class_other, number, centre_step(other, steps[s]), nth);
                    if (a < 0 || b < 0)
                        continue; /* the one or the other did not get there */
                    assert_true(a == b);
                    compared++;
                }
        }
    }
    return compared;
}

static void what_is_added_changes_nobody_elses_luck(void **state)
{
    (void)state;
    static const struct busy additions[] = {
        {.steps = "    - {step: extra, takes: {exponential: {mean: 3 d}}, fails: 50%, on_failure: {repeat: "
                  "extra, at_most: 3, then: {continues: true}}}\n"},
        {.resources = "  extra_room: {capacity: 1, breaks: {after: {exponential: {mean: 5 d}}, for: 1 d}}\n",
         .steps = "    - {step: extra, needs: extra_room, takes: 1 d}\n"},
        {.patients = "  also: {pathway: transplant, priority: 0, arrivals: {rate: 30 per year}}\n"},
        {.risks = "  fall: {from: referral, until: exit, rate: 10 per year, recurs: true, unfit: true, "
                  "steps: [{step: plaster, takes: 5 d}]}\n"},
    };
    struct centre *base = busy_open((struct busy){.run = "warmup: 0 d, horizon: 300 d"});
    centre_run(base, 1, 0);
    for (size_t i = 0; i < sizeof additions / sizeof *additions; i++) {
        struct busy more = additions[i];
        more.run = "warmup: 0 d, horizon: 300 d";
        struct centre *centre = busy_open(more);
        centre_run(centre, 1, 0);
        assert_true(centre->seen->row_count != base->seen->row_count); /* it did change the run */
        assert_true(assert_same_luck(base, centre) > 40);
        centre_close(centre);
    }
    centre_close(base);
}

/* The same three steps, the second under another name: its times are other ones, the third's are not. */
static void a_new_name_changes_only_its_own_luck(void **state)
{
    (void)state;
    static const char yaml[] = RUN "patients: {p: {pathway: way, arrivals: {every: 1 d, limit: 20}}}\n"
                                   "pathways: {way: [{step: a, takes: {exponential: {mean: 3 d}}}, {step: "
                                   "%s, takes: {exponential: {mean: 3 d}}},"
                                   " {step: c, takes: {exponential: {mean: 3 d}}}]}\n";
    char one_text[500], other_text[500];
    snprintf(one_text, sizeof one_text, yaml, "b");
    snprintf(other_text, sizeof other_text, yaml, "bb");
    struct centre *one = seen_run(one_text), *other = seen_run(other_text);
    for (uint32_t number = 1; number <= 20; number++)
        for (int step = 0; step < 3; step++)
            assert_true((time_of_step(one, 0, number, step, 0) == time_of_step(other, 0, number, step, 0)) ==
                        (step != 1));
    centre_close(one);
    centre_close(other);
}

/* A longer law gives the same patient a longer time, and leaves all in their order. */
static void a_longer_law_lengthens_everybodys_time(void **state)
{
    (void)state;
    static const char yaml[] =
        RUN "patients: {p: {pathway: way, arrivals: {every: 1 d, limit: 50}}}\n"
            "pathways: {way: [{step: a, takes: {lognormal: {mean: %d d, sd: 3 d}}}]}\n";
    char one_text[300], other_text[300];
    snprintf(one_text, sizeof one_text, yaml, 9);
    snprintf(other_text, sizeof other_text, yaml, 12);
    struct centre *one = seen_run(one_text), *other = seen_run(other_text);
    for (uint32_t i = 1; i <= 50; i++) {
        assert_true(time_of_step(one, 0, i, 0, 0) < time_of_step(other, 0, i, 0, 0));
        for (uint32_t k = 1; k < i; k++)
            assert_true((time_of_step(one, 0, i, 0, 0) < time_of_step(one, 0, k, 0, 0)) ==
                        (time_of_step(other, 0, i, 0, 0) < time_of_step(other, 0, k, 0, 0)));
    }
    centre_close(one);
    centre_close(other);
}

/* ---- patients and units are never lost */

/* At its exit a patient has nothing in hand and stands in no queue. */
static void who_has_left_keeps_nothing(void **state)
{
    (void)state;
    enum { RESOURCES = 10, CLASSES = 3, NUMBERS = 2000 };
    struct centre *centre = busy_open((struct busy){.run = "warmup: 0 d, horizon: 250 d"});
    assert_true(centre->model->resource_count <= RESOURCES);
    for (uint32_t number = 0; number < 5; number++) {
        int(*in_hand)[NUMBERS][RESOURCES] = calloc(CLASSES, sizeof *in_hand), exits = 0;
        int(*asking)[NUMBERS][RESOURCES] = calloc(CLASSES, sizeof *asking);
        assert_non_null(in_hand);
        assert_non_null(asking);
        centre_run(centre, 2, number);
        for (uint64_t i = 0; i < centre->seen->row_count; i++) {
            const struct event_row *row = &centre->seen->rows[i];
            assert_true(row->number < NUMBERS);
            int *hand = in_hand[row->class_index][row->number], *ask = asking[row->class_index][row->number];
            if (row->happening == HAPPENING_EXIT && row->index != OUTCOME_CENSORED) {
                for (int k = 0; k < RESOURCES; k++)
                    assert_true(hand[k] == 0 && ask[k] == 0);
                exits++;
            }
            if (row->happening == HAPPENING_EXIT || row->happening < HAPPENING_ASK)
                continue;
            hand[row->index] += row->happening == HAPPENING_GET         ? row->units
                                : row->happening == HAPPENING_GIVE_BACK ? -row->units
                                                                        : 0;
            ask[row->index] += (row->happening == HAPPENING_ASK) -
                               (row->happening == HAPPENING_GET || row->happening == HAPPENING_WITHDRAW);
            assert_true(hand[row->index] >= 0 && ask[row->index] >= 0);
        }
        assert_true(exits > 40);
        free(in_hand);
        free(asking);
    }
    centre_close(centre);
}

/* Three beds, one each, a crowd of three priorities of whom some die in the queue: at no time does anybody
 * wait while a bed is free. */
static void nobody_waits_while_a_unit_is_free(void **state)
{
    (void)state;
    struct centre *centre = centre_open(
        "run: {warmup: 0 d, horizon: 1 y}\n"
        "resources: {bed: {capacity: 3}}\n"
        "patients:\n"
        "  low: {pathway: way, priority: 7, arrivals: {rate: 0.2 per day}}\n"
        "  mid: {pathway: way, priority: 4, arrivals: {rate: 0.2 per day}}\n"
        "  high: {pathway: way, priority: 1, arrivals: {rate: 0.2 per day}}\n"
        "pathways: {way: [{step: stay, holds: bed, takes: {exponential: {mean: 5 d}}}, {step: home, "
        "releases: bed, takes: 1 d}]}\n"
        "risks: {death: {from: stay.arrive, until: home.start, rate: 5% per day, leaves: died}}\n",
        NULL);
    for (uint32_t number = 0; number < 5; number++) {
        centre_run(centre, 1, number);
        int in_use = 0, waiting = 0, crowded = 0;
        int64_t last = 0;
        for (uint64_t i = 0; i < centre->seen->row_count; i++) {
            const struct event_row *row = &centre->seen->rows[i];
            if (row->time > last) { /* between two instants */
                assert_true(in_use >= 0 && in_use <= 3 && waiting >= 0 && (waiting == 0 || in_use == 3));
                crowded += waiting > 0;
            }
            last = row->time;
            in_use += (row->happening == HAPPENING_GET) - (row->happening == HAPPENING_GIVE_BACK);
            waiting += (row->happening == HAPPENING_ASK) -
                       (row->happening == HAPPENING_GET || row->happening == HAPPENING_WITHDRAW);
        }
        assert_true(crowded > 100);
    }
    centre_close(centre);
}

/* Twice the demand on one bed: waits must be seen to be longer, not shorter because only the lucky were
 * counted; and the more so the longer the run. Deterministic: each of n waits 1 d longer than the one before
 * (demand 2 a bed-day): mean (n - 1) / 2 x 1 d. */
static void an_overloaded_centre_does_not_look_good(void **state)
{
    (void)state;
    static const int horizons[] = {50, 100, 200};
    for (int i = 0; i < 3; i++) {
        char yaml[400];
        snprintf(yaml, sizeof yaml,
                 "run: {warmup: 0 d, horizon: %d d}\n"
                 "resources: {bed: {capacity: 1}}\n"
                 "patients: {p: {pathway: way, arrivals: {every: 1 d}}}\n"
                 "pathways: {way: [{step: stay, needs: bed, takes: 2 d}]}\n"
                 "measures: {wait: {from: stay.arrive, to: stay.start}}\n",
                 horizons[i]);
        struct centre *centre = seen_run(yaml);
        const struct series *waits = &centre->seen->series[centre->series.measure];
        double sum = 0;
        for (uint32_t k = 0; k < waits->count; k++)
            sum += (double)series_value(waits, k) / DAY;
        assert_int_equal(waits->count,
                         horizons[i] - 1); /* referred on days 1 ... horizon - 1, every one of them */
        assert_near(sum / (double)waits->count, (double)(waits->count - 1) / 2.0, 1e-12, 0);
        centre_close(centre);
    }
}

/* Of those never served in time the number is told: 49 came, served until 60 are those that started at 1, 3,
 * ... 59 and ended, 61 not. */
static void those_not_served_are_counted_apart(void **state)
{
    (void)state;
    struct centre *centre = seen_run("run: {warmup: 0 d, horizon: 50 d, follow: 10 d}\n"
                                     "resources: {bed: {capacity: 1}}\n"
                                     "patients: {p: {pathway: way, arrivals: {every: 1 d}}}\n"
                                     "pathways: {way: [{step: stay, needs: bed, takes: 2 d}]}\n");
    assert_near(centre_counter(centre, centre->at.referred, 0), 49, 0, 0);
    assert_near(centre_counter(centre, centre->at.outcome, OUTCOME_COMPLETED), 29, 0,
                0); /* ends at 3, 5, ... 59 */
    assert_near(centre_counter(centre, centre->at.outcome, OUTCOME_CENSORED), 20, 0, 0);
    centre_close(centre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_in_used_memory_is_as_in_fresh_memory),
        cmocka_unit_test(a_run_after_one_that_was_stopped_is_as_in_fresh_memory),
        cmocka_unit_test(a_run_after_one_that_went_round_is_as_in_fresh_memory),
        cmocka_unit_test(another_seed_or_number_is_another_run),
        cmocka_unit_test(what_is_added_changes_nobody_elses_luck),
        cmocka_unit_test(a_new_name_changes_only_its_own_luck),
        cmocka_unit_test(a_longer_law_lengthens_everybodys_time),
        cmocka_unit_test(who_has_left_keeps_nothing),
        cmocka_unit_test(nobody_waits_while_a_unit_is_free),
        cmocka_unit_test(an_overloaded_centre_does_not_look_good),
        cmocka_unit_test(those_not_served_are_counted_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
