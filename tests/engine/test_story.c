/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/busy.h"
#include "engine/story.h"

/* The story of one patient is that of the patient in the run: it sees what the files of a run see, adds up,
 * and changes nothing. */

static void run(const struct centre *centre, uint32_t replication, struct story *story,
                struct observation *seen)
{
    struct simulation *simulation = simulation_create(centre->model);
    assert_non_null(simulation);
    simulation_follow(simulation, story);
    assert_int_equal(simulation_run(simulation, 5, replication, true, true, NULL, seen), SIMULATION_DONE);
    simulation_free(simulation);
}

/* The rows of events.csv about the patient, in their order, are the happenings of its story. */
static void assert_same_events(const struct story *story, const struct observation *seen)
{
    size_t at = 0;
    for (uint64_t i = 0; i < seen->row_count; i++) {
        const struct event_row *row = &seen->rows[i];
        if (row->class_index != story->class_index || row->number != story->number)
            continue;
        while (at < story->count && story->list[at].what > HAPPENING_EXIT)
            at++;
        assert_true(at < story->count);
        const struct told *told = &story->list[at++];
        assert_true(told->time == row->time);
        assert_int_equal(told->what, row->happening);
        assert_int_equal(told->index, row->index);
        assert_int_equal(told->units, row->units);
    }
    for (; at < story->count; at++)
        assert_true(story->list[at].what > HAPPENING_EXIT);
}

static const int64_t *times_of(const struct centre *centre, const struct story *story,
                               const struct observation *seen)
{
    for (uint32_t i = 0; i < seen->patient_count; i++)
        if (seen->patients[i].class_index == story->class_index && seen->patients[i].number == story->number)
            return seen->patient_times + (size_t)i * (size_t)centre->model->measure_count;
    return NULL;
}

/* Each measure is what patients.csv says, and its ledger sums to it, to the second. */
static void assert_same_measures(const struct centre *centre, const struct story *story,
                                 const struct observation *seen)
{
    const int64_t *times = times_of(centre, story, seen);
    int64_t whole[MEASURES_MAX], parts[MEASURES_MAX] = {0};
    for (int i = 0; i < centre->model->measure_count; i++)
        whole[i] = -1;
    for (size_t i = 0; i < story->count; i++) {
        const struct told *told = &story->list[i];
        if (told->what == TALE_MEASURED)
            whole[told->index] = told->detail;
        if (told->what == TALE_MADE_OF)
            parts[told->units] += told->detail;
    }
    assert_true(story->observed == (times != NULL));
    for (int i = 0; i < centre->model->measure_count; i++) {
        if (times)
            assert_true(whole[i] == times[i]);
        assert_true(parts[i] == (whole[i] < 0 ? 0 : whole[i]));
    }
}

static void assert_same_run(const struct centre *centre, const struct observation *one,
                            const struct observation *other)
{
    assert_true(one->events == other->events && one->row_count == other->row_count);
    assert_true(one->patient_count == other->patient_count);
    for (uint64_t i = 0; i < one->row_count; i++) {
        const struct event_row *a = &one->rows[i], *b = &other->rows[i];
        assert_true(a->time == b->time && a->number == b->number && a->index == b->index);
        assert_true(a->class_index == b->class_index && a->happening == b->happening && a->units == b->units);
    }
    assert_memory_equal(one->counters, other->counters, (size_t)centre->at.count * sizeof *one->counters);
}

static void a_story_is_that_of_the_patient_in_the_run(void **state)
{
    (void)state;
    struct centre *centre = busy_open((struct busy){.run = "warmup: 20 d, horizon: 200 d"});
    struct observation *plain = observation_create(centre->model);
    assert_non_null(plain);
    for (uint32_t replication = 0; replication < 2; replication++) {
        run(centre, replication, NULL, plain);
        for (int class_index = 0; class_index < centre->model->class_count; class_index++)
            for (uint32_t number = 1; number <= 12; number++) {
                struct story story = {.class_index = class_index, .number = number};
                run(centre, replication, &story, centre->seen);
                assert_true(story.found || story.referred < number);
                assert_same_events(&story, plain);
                if (story.found)
                    assert_same_measures(centre, &story, plain);
                assert_same_run(centre, plain, centre->seen);
                story_free(&story);
            }
    }
    observation_free(centre->model, plain);
    centre_close(centre);
}

/* One that follows through several replications tells each from its beginning. */
static void each_replication_is_told_anew(void **state)
{
    (void)state;
    struct centre *centre = busy_open((struct busy){.run = "warmup: 0 d, horizon: 60 d"});
    struct simulation *simulation = simulation_create(centre->model);
    struct story both = {.number = 2}, alone = {.number = 2};
    assert_non_null(simulation);
    simulation_follow(simulation, &both);
    for (uint32_t i = 0; i < 2; i++)
        assert_int_equal(simulation_run(simulation, 5, i, false, false, NULL, centre->seen), SIMULATION_DONE);
    simulation_free(simulation);
    run(centre, 1, &alone, centre->seen);
    assert_true(both.found && both.count == alone.count && both.referred == alone.referred);
    for (size_t i = 0; i < both.count; i++)
        assert_true(both.list[i].time == alone.list[i].time && both.list[i].what == alone.list[i].what);
    story_free(&both);
    story_free(&alone);
    centre_close(centre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_story_is_that_of_the_patient_in_the_run),
        cmocka_unit_test(each_replication_is_told_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
