/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which laws of a model get tables, and that no result tells. */
#include "model/tabulate.h"
#include "support/centre.h"

/* 400 patients a replication, some 40 of them with fever. */
static const char *const TEXT =
    "patients:\n"
    "  p:\n"
    "    pathway: w\n"
    "    arrivals: {every: {gamma: {mean: 6 h, sd: 4 h}}, limit: 400}\n"
    "    attributes: {product: {one_of: {a: 50%, b: 50%}}}\n"
    "resources: {chair: {capacity: 30, breaks: {after: 40 d, for: {gamma: {mean: 1 d, sd: 1 d}}}}}\n"
    "pathways:\n"
    "  w:\n"
    "    - {step: make, notice: {pert: {min: 1 d, mode: 2 d, max: 9 d}},\n"
    "       takes: {by: product, a: {gamma: {mean: 16 d, sd: 5 d}}, b: 20 d}}\n"
    "    - {step: treat, needs: chair, takes: {mixture: [{weight: 80%, of: {erlang: {phases: 3, mean: 5 "
    "d}}},\n"
    "                                                    {weight: 20%, of: 7 d}]}}\n"
    "    - {step: rest, takes: {lognormal: {mean: 6 d, sd: 2 d}}}\n"
    "risks: {fever: {chance: 10%, after: {gamma: {mean: 1 d, sd: 3 h}}, leaves: ill}}\n"
    "measures: {all: {from: referral, to: exit}}\n"
    "run: {start: 2025-01-06, warmup: 0 d, horizon: 200 d}\n";

static void laws_that_are_drawn_often_get_tables(void **state)
{
    (void)state;
    struct centre *centre = centre_open(TEXT, NULL);
    struct model *model = centre->model;
    const struct step *make = &model->steps[centre_step(centre, "make")];
    const struct step *treat = &model->steps[centre_step(centre, "treat")];
    const struct step *rest = &model->steps[centre_step(centre, "rest")];
    const struct law *notice = make->notice.always, *treats = treat->takes.always,
                     *rests = rest->takes.always;
    const struct law *first = make->takes.by_value[1], *second = make->takes.by_value[2];
    const struct law *every = model->classes[0].arrivals.every;
    model->run.replications = 24; /* 9600 patients */
    model_tabulate(model);
    assert_ptr_equal(make->notice.always, notice);
    model->run.replications = 26; /* 10,400, of which a value of two has half */
    model_tabulate(model);
    assert_ptr_not_equal(make->notice.always, notice);
    assert_ptr_not_equal(treat->takes.always, treats);
    assert_ptr_equal(rest->takes.always, rests);
    assert_ptr_equal(make->takes.by_value[1], first);
    model->run.replications = 100;
    model_tabulate(model);
    assert_ptr_not_equal(make->takes.by_value[1], first);
    assert_ptr_equal(make->takes.by_value[2], second); /* fixed */
    assert_ptr_equal(model->classes[0].arrivals.every, every);
    centre_close(centre);
}

static void no_result_depends_on_tables(void **state)
{
    (void)state;
    struct centre *exact = centre_open(TEXT, NULL), *with = centre_open(TEXT, NULL);
    with->model->run.replications = 1000;
    model_tabulate(with->model);
    for (uint32_t i = 0; i < 3; i++) {
        centre_run(exact, 7, i);
        centre_run(with, 7, i);
        char *expected = centre_story(exact), *story = centre_story(with);
        assert_string_equal(story, expected);
        free(expected);
        free(story);
    }
    centre_close(exact);
    centre_close(with);
}

/* Memory enough for some tables only: the others stay as they are. */
static void a_full_arena_stops_no_run(void **state)
{
    (void)state;
    struct centre *exact = centre_open(TEXT, NULL), *with = centre_open(TEXT, NULL);
    with->model->run.replications = 1000;
    with->model->arena.limit = with->model->arena.bytes + 30000;
    model_tabulate(with->model);
    assert_true(with->model->arena.failed);
    centre_run(exact, 7, 0);
    centre_run(with, 7, 0);
    char *expected = centre_story(exact), *story = centre_story(with);
    assert_string_equal(story, expected);
    free(expected);
    free(story);
    centre_close(exact);
    centre_close(with);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(laws_that_are_drawn_often_get_tables),
        cmocka_unit_test(no_result_depends_on_tables),
        cmocka_unit_test(a_full_arena_stops_no_run),
    };
    law_library_quiet();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
