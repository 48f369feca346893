/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/replicate.h"

#include "study/run_study.h"
#include "study/trouble.h"
#include "support/centre.h"

/*
 * Many replications on many threads: what is handed on must not depend on how many there were, nor on which
 * was faster.
 */
static const char SEED_CENTRE[] = "scenarios/seed-centre.yaml";

/* A patient goes round without time passing in about one replication of five: each has one unlucky patient or
 * none. */
static const char LOOPING[] =
    "patients: {guests: {pathway: way, arrivals: {at: [1 d, 2 d]}, attributes: {lost: {chance: 10%}}}}\n"
    "pathways:\n"
    "  way:\n"
    "    - {step: walk, takes: 1 d}\n"
    "    - {step: round, takes: 0 d, fails: {by: lost, true: 100%, otherwise: 0%}, on_failure: {repeat: "
    "round}}\n"
    "run: {start: 2025-01-06, warmup: 0 d, horizon: 10 d}\n";

/* ---- what was taken, as a fingerprint: FNV-1a of 64 bits, over every value and nothing else */

enum { TAKEN_MAX = 400 };

struct taken {
    const struct model *model;
    struct counter_layout at;
    struct series_layout series;
    uint64_t prints[TAKEN_MAX];
    uint32_t numbers[TAKEN_MAX];
    uint32_t count, progress_calls, progress_last;
    uint32_t refuse_at, stop_at; /* the n-th observation, from 1; 0: never */
    atomic_bool stop;
};

static void print_bytes(uint64_t *print, const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < length; i++)
        *print = (*print ^ at[i]) * UINT64_C(0x100000001b3);
}

/* Field by field, since padding is no value. */
static void print_rows(uint64_t *print, const struct observation *seen)
{
    for (uint64_t i = 0; i < seen->row_count; i++) {
        const struct event_row *row = &seen->rows[i];
        int64_t values[] = {row->time, row->class_index, row->number, row->index, row->happening, row->units};
        print_bytes(print, values, sizeof values);
    }
    for (uint32_t i = 0; i < seen->patient_count; i++) {
        const struct patient_row *row = &seen->patients[i];
        int64_t values[] = {row->class_index, row->number, row->referred, row->exited, row->outcome};
        print_bytes(print, values, sizeof values);
    }
}

/* Levels that were never reached are no values: how many are kept depends on what the memory was used for
 * before. */
static void print_levels(uint64_t *print, const struct model *model, const struct observation *seen)
{
    for (int i = 0; i < model->resource_count; i++)
        for (int k = 0; k < seen->level_count[i]; k++)
            if (seen->levels[i][k] > 0) {
                print_bytes(print, &k, sizeof k);
                print_bytes(print, &seen->levels[i][k], sizeof seen->levels[i][k]);
            }
}

static uint64_t fingerprint(const struct taken *taken, const struct observation *seen)
{
    const struct model *model = taken->model;
    uint64_t print = UINT64_C(0xcbf29ce484222325);
    print_bytes(&print, &seen->replication, sizeof seen->replication);
    print_bytes(&print, &seen->events, sizeof seen->events);
    print_bytes(&print, seen->counters, (size_t)taken->at.count * sizeof *seen->counters);
    for (int i = 0; i < taken->series.count; i++)
        for (uint64_t k = 0; k < seen->series[i].count; k++) {
            int64_t value = series_value(&seen->series[i], k);
            print_bytes(&print, &value, sizeof value);
        }
    print_levels(&print, model, seen);
    print_rows(&print, seen);
    print_bytes(&print, seen->patient_times,
                seen->patient_count * (size_t)model->measure_count * sizeof *seen->patient_times);
    print_bytes(&print, seen->patient_attributes,
                seen->patient_count * (size_t)model->attribute_count * sizeof *seen->patient_attributes);
    return print;
}

static bool take(void *context, const struct observation *seen)
{
    struct taken *taken = context;
    assert_true(taken->count < TAKEN_MAX);
    taken->numbers[taken->count] = seen->replication;
    taken->prints[taken->count++] = fingerprint(taken, seen);
    if (taken->count == taken->stop_at)
        atomic_store(&taken->stop, true);
    return taken->count != taken->refuse_at;
}

static void progress(void *context, uint32_t done)
{
    struct taken *taken = context;
    taken->progress_calls++;
    taken->progress_last = done;
}

static struct taken *taken_open(const struct centre *centre)
{
    struct taken *taken = calloc(1, sizeof *taken);
    assert_non_null(taken);
    taken->model = centre->model;
    taken->at = centre->at;
    taken->series = centre->series;
    return taken;
}

static struct replicate_outcome run(struct taken *taken, unsigned threads, uint32_t first, uint32_t count)
{
    const struct replicate_job job = {.model = taken->model,
                                      .seed = 23,
                                      .first = first,
                                      .count = count,
                                      .threads = threads,
                                      .want_patients = true,
                                      .want_events = true,
                                      .stop = &taken->stop,
                                      .take = take,
                                      .progress = progress,
                                      .context = taken};
    return replicate(&job);
}

/* ---- the same whatever the threads */

static void assert_same_taken(const struct taken *one, const struct taken *other)
{
    assert_int_equal(one->count, other->count);
    for (uint32_t i = 0; i < one->count; i++) {
        assert_int_equal(one->numbers[i], other->numbers[i]);
        assert_true(one->prints[i] == other->prints[i]);
    }
}

static void any_number_of_threads_gives_the_same_in_the_same_order(void **state)
{
    (void)state;
    static const unsigned threads[] = {2, 3, 5, 60};
    struct centre *centre = centre_open_file(SEED_CENTRE, NULL);
    struct taken *alone = taken_open(centre);
    assert_int_equal(run(alone, 1, 0, 24).result, SIMULATION_DONE);
    assert_int_equal(alone->count, 24);
    for (uint32_t i = 0; i < 24; i++)
        assert_int_equal(alone->numbers[i], i);
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++) {
        struct taken *crowd = taken_open(centre);
        assert_int_equal(run(crowd, threads[i], 0, 24).result, SIMULATION_DONE);
        assert_same_taken(alone, crowd);
        assert_int_equal(crowd->progress_calls, 24);
        assert_int_equal(crowd->progress_last, 24);
        free(crowd);
    }
    free(alone);
    centre_close(centre);
}

static void a_job_may_begin_anywhere(void **state)
{
    (void)state;
    struct centre *centre = centre_open_file(SEED_CENTRE, NULL);
    struct taken *all = taken_open(centre), *part = taken_open(centre);
    run(all, 2, 0, 12);
    run(part, 3, 7, 5);
    assert_int_equal(part->count, 5);
    for (uint32_t i = 0; i < 5; i++) {
        assert_int_equal(part->numbers[i], 7 + i);
        assert_true(part->prints[i] == all->prints[7 + i]);
    }
    free(all);
    free(part);
    centre_close(centre);
}

static void different_replications_differ(void **state)
{
    (void)state;
    struct centre *centre = centre_open_file(SEED_CENTRE, NULL);
    struct taken *taken = taken_open(centre);
    run(taken, 2, 0, 12);
    for (uint32_t i = 0; i < 12; i++)
        for (uint32_t j = 0; j < i; j++)
            assert_true(taken->prints[i] != taken->prints[j]);
    free(taken);
    centre_close(centre);
}

static void no_replications_are_done_at_once(void **state)
{
    (void)state;
    struct centre *centre = centre_open_file(SEED_CENTRE, NULL);
    struct taken *taken = taken_open(centre);
    struct replicate_outcome outcome = run(taken, 4, 0, 0);
    assert_int_equal(outcome.result, SIMULATION_DONE);
    assert_false(outcome.take_failed);
    assert_int_equal(taken->count, 0);
    free(taken);
    centre_close(centre);
}

/* Every figure and its interval, to the last bit. */
static void a_study_s_figures_are_the_same_too(void **state)
{
    (void)state;
    struct centre *centre = centre_open_file(SEED_CENTRE, NULL);
    struct metrics *metrics[2];
    for (unsigned i = 0; i < 2; i++) {
        const struct replicate_job job = {.model = centre->model,
                                          .seed = 23,
                                          .count = 20,
                                          .threads = i ? 5 : 1};
        assert_int_equal(run_study(&job, &metrics[i]).result, SIMULATION_DONE);
        assert_non_null(metrics[i]);
    }
    assert_true(metrics[0]->events == metrics[1]->events);
    for (int i = 0; i < centre->model->measure_count; i++) {
        const struct summary *a = &metrics[0]->measures[i].summary, *b = &metrics[1]->measures[i].summary;
        assert_memory_equal(&a->mean.value, &b->mean.value, sizeof(double));
        assert_memory_equal(&a->mean.low, &b->mean.low, sizeof(double));
        for (int k = 0; k < QUANTILE_COUNT; k++)
            assert_memory_equal(&a->quantiles[k].high, &b->quantiles[k].high, sizeof(double));
    }
    metrics_free(metrics[0]);
    metrics_free(metrics[1]);
    centre_close(centre);
}

/* ---- when it does not go well */

static void a_stop_ends_the_job_soon(void **state)
{
    (void)state;
    struct centre *centre = centre_open_file(SEED_CENTRE, NULL);
    for (unsigned threads = 1; threads <= 4; threads++) {
        struct taken *taken = taken_open(centre);
        taken->stop_at = 3;
        struct replicate_outcome outcome = run(taken, threads, 0, TAKEN_MAX);
        assert_int_equal(outcome.result, SIMULATION_STOPPED);
        assert_false(outcome.take_failed);
        /* Those that were done already, at most as many as there are places in the ring, may still come. */
        assert_in_range(taken->count, 3, 3 + 2 * threads);
        free(taken);
    }
    centre_close(centre);
}

static void a_stop_before_the_start_takes_nothing(void **state)
{
    (void)state;
    struct centre *centre = centre_open_file(SEED_CENTRE, NULL);
    struct taken *taken = taken_open(centre);
    atomic_store(&taken->stop, true);
    struct replicate_outcome outcome = run(taken, 3, 0, 50);
    assert_int_equal(outcome.result, SIMULATION_STOPPED);
    assert_int_equal(outcome.replication, 0);
    assert_int_equal(taken->count, 0);
    free(taken);
    centre_close(centre);
}

static void a_take_that_fails_is_the_last(void **state)
{
    (void)state;
    struct centre *centre = centre_open_file(SEED_CENTRE, NULL);
    for (unsigned threads = 1; threads <= 4; threads++) {
        struct taken *taken = taken_open(centre);
        taken->refuse_at = 5;
        struct replicate_outcome outcome = run(taken, threads, 0, 40);
        assert_true(outcome.take_failed);
        assert_int_equal(taken->count, 5);
        free(taken);
    }
    centre_close(centre);
}

static void assert_step(const struct centre *centre, const struct replicate_outcome *outcome,
                        const char *name)
{
    assert_int_equal(outcome->tangle.count, 1);
    assert_string_equal(centre->model->steps[outcome->tangle.who[0].step].name, name);
}

/* Alone, the first that loops is the one that is told; with more threads it is the same one, though others
 * may loop sooner. */
static void the_least_replication_in_trouble_is_told(void **state)
{
    (void)state;
    struct centre *centre = centre_open(LOOPING, NULL);
    for (uint32_t first = 0; first < 40; first += 5) {
        struct taken *alone = taken_open(centre);
        struct replicate_outcome expected = run(alone, 1, first, 100);
        assert_int_equal(expected.result, SIMULATION_LOOP);
        assert_int_equal(alone->count, expected.replication - first);
        assert_step(centre, &expected, "round");
        for (unsigned threads = 2; threads <= 5; threads++) {
            struct taken *crowd = taken_open(centre);
            struct replicate_outcome outcome = run(crowd, threads, first, 100);
            assert_int_equal(outcome.result, SIMULATION_LOOP);
            assert_int_equal(outcome.replication, expected.replication);
            assert_step(centre, &outcome, "round");
            assert_int_equal(outcome.tangle.who[0].number, expected.tangle.who[0].number);
            assert_true(crowd->count <= alone->count);
            free(crowd);
        }
        free(alone);
    }
    centre_close(centre);
}

static void a_study_in_trouble_gives_no_figures(void **state)
{
    (void)state;
    struct centre *centre = centre_open(LOOPING, NULL);
    struct metrics *metrics = NULL;
    const struct replicate_job job = {.model = centre->model, .seed = 23, .count = 100, .threads = 2};
    struct replicate_outcome outcome = run_study(&job, &metrics);
    assert_int_equal(outcome.result, SIMULATION_LOOP);
    assert_null(metrics);
    char words[400], expected[100];
    trouble_words(centre->model, &outcome, words, sizeof words);
    snprintf(expected, sizeof expected,
             "error E051: patient guests %u goes round and round step 'round' on 2025-01-0%u ",
             outcome.tangle.who[0].number,
             7 + outcome.tangle.who[0].number); /* referred on day 1 or 2, walks one */
    assert_memory_equal(words, expected, strlen(expected));
    centre_close(centre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_number_of_threads_gives_the_same_in_the_same_order),
        cmocka_unit_test(a_job_may_begin_anywhere),
        cmocka_unit_test(different_replications_differ),
        cmocka_unit_test(no_replications_are_done_at_once),
        cmocka_unit_test(a_study_s_figures_are_the_same_too),
        cmocka_unit_test(a_stop_ends_the_job_soon),
        cmocka_unit_test(a_stop_before_the_start_takes_nothing),
        cmocka_unit_test(a_take_that_fails_is_the_last),
        cmocka_unit_test(the_least_replication_in_trouble_is_told),
        cmocka_unit_test(a_study_in_trouble_gives_no_figures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
