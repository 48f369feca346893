/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/scenario.h"

#include "support/desk.h"
#include "support/test.h"

static void a_scenario_is_its_files_and_its_sets_merged(void **state)
{
    struct desk *desk = *state;
    static const char *const sets[] = {"run.seed=3", "run.seed=4"};
    desk_write(desk, "library.yaml", "cartsim: 1\nname: Library\nrun: {seed: 1, warmup: 1 y}\n");
    const char *path = desk_write(desk, "ours.yaml", "cartsim: 1\nextends: library.yaml\nname: Ours\n");
    struct scenario *scenario = scenario_read(path, sets, 2, desk->faults);
    assert_non_null(scenario);
    assert_string_equal(desk_flow(desk, scenario->root),
                        "{cartsim: 1, name: Ours, run: {seed: 4, warmup: 1 y}}");
    assert_string_equal(scenario->path, path);
    assert_int_equal(scenario->set_count, 2);
    assert_string_equal(scenario->sets[1], "run.seed=4");
    scenario_free(scenario);
}

static void the_digest_is_that_of_the_files_bytes_in_order_of_reading(void **state)
{
    struct desk *desk = *state;
    /* By coreutils: printf 'extends: b.yaml\nx-a: 1\n# end' | sha256sum */
    desk_write(desk, "b.yaml", "x-a: 1\n# end");
    const char *path = desk_write(desk, "a.yaml", "extends: b.yaml\n");
    struct scenario *scenario = scenario_read(path, NULL, 0, desk->faults);
    assert_non_null(scenario);
    assert_string_equal(scenario->sha256, "74c4f6ee22e70352ff5f647c50aa087c1b980741b59cc78a54c30d97e8480e19");
    scenario_free(scenario);
}

static void without_a_tree_there_is_no_scenario(void **state)
{
    struct desk *desk = *state;
    assert_null(scenario_read(desk_path(desk, "none.yaml"), NULL, 0, desk->faults));
    assert_null(scenario_read(desk_write(desk, "a.yaml", "a: [\n"), NULL, 0, desk->faults));
    assert_null(scenario_read(desk_write(desk, "b.yaml", "extends: b.yaml\n"), NULL, 0, desk->faults));
    assert_int_equal(cartsim_faults_errors(desk->faults), 3);
}

static void faults_outlive_the_scenario(void **state)
{
    struct desk *desk = *state;
    const char *path = desk_write(desk, "a.yaml", "cartsim: 1\ncartsim: 1\n");
    scenario_free(scenario_read(path, NULL, 0, desk->faults));
    assert_non_null(strstr(desk_printed(desk),
                           "a.yaml:2:1: error E003: 'cartsim' is given twice; the first is on line 1\n"
                           "    2 | cartsim: 1\n      | ^^^^^^^\n"));
}

static void what_grows_too_deep_by_merging_is_refused(void **state)
{
    struct desk *desk = *state;
    const char *text = desk_repeat(desk, "x-a.b={c: ", "[", 62, desk_repeat(desk, "", "]", 62, "}"));
    const char *path = desk_write(desk, "a.yaml", "cartsim: 1\n");
    const char *const sets[] = {text};
    assert_null(scenario_read(path, sets, 1, desk->faults));
    assert_non_null(strstr(desk_faults(desk), "E002: more than 64 levels deep once merged"));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, desk_setup, desk_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_scenario_is_its_files_and_its_sets_merged),
        CASE(the_digest_is_that_of_the_files_bytes_in_order_of_reading),
        CASE(without_a_tree_there_is_no_scenario),
        CASE(faults_outlive_the_scenario),
        CASE(what_grows_too_deep_by_merging_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
