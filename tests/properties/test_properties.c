/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "properties/agree.h"
#include "properties/generate.h"
#include "support/test.h"

/*
 * Some hundred scenarios that were made up, each told twice: by the engine and by the plain simulation of
 * plain.c. More of them: make properties COUNT=10000, from FIRST=1 on.
 */
enum { SOME = 600, MOST_SHOWN = 4 };

static unsigned long asked_for(const char *name, unsigned long otherwise)
{
    const char *text = getenv(name);
    return text && *text ? strtoul(text, NULL, 10) : otherwise;
}

static bool disagrees(const char *yaml, void *context)
{
    (void)context;
    struct trial trial;
    bool differs = false;
    if (trial_open(&trial, yaml)) {
        trial_run(&trial, trial.model->run.seed, 0);
        char *text = trial.result == SIMULATION_DONE ? trial_disagreement(&trial) : NULL;
        differs = text != NULL;
        free(text);
    }
    trial_close(&trial);
    return differs;
}

static void show(struct sketch *sketch, unsigned long seed)
{
    sketch_shrink(sketch, disagrees, NULL);
    char *yaml = sketch_yaml(sketch), *text = NULL;
    struct trial trial;
    if (trial_open(&trial, yaml)) {
        trial_run(&trial, trial.model->run.seed, 0);
        text = trial_disagreement(&trial);
    }
    fprintf(stderr, "---- scenario %lu\ncartsim: 1\n%s%s", seed, yaml, text);
    trial_close(&trial);
    free(yaml);
    free(text);
}

/* Runs it; how many rows there were, 0: it has faults, or came to no end. */
static uint64_t rows_of(const char *yaml)
{
    struct trial trial;
    uint64_t rows = 0;
    if (trial_open(&trial, yaml)) {
        trial_run(&trial, trial.model->run.seed, 0);
        rows = trial.result == SIMULATION_DONE ? trial.seen->row_count : 0;
    }
    trial_close(&trial);
    return rows;
}

static void the_engine_agrees_with_the_plain_simulation(void **state)
{
    (void)state;
    unsigned long first = asked_for("PROPERTIES_FIRST", 1), count = asked_for("PROPERTIES_COUNT", SOME),
                  failed = 0, ran = 0, rows = 0;
    for (unsigned long seed = first; seed < first + count && failed < MOST_SHOWN; seed++) {
        struct sketch sketch;
        generate(&sketch, seed);
        char *yaml = sketch_yaml(&sketch);
        uint64_t more = rows_of(yaml);
        ran += more > 0;
        rows += more;
        if (more && disagrees(yaml, NULL)) {
            show(&sketch, seed);
            failed++;
        }
        free(yaml);
        sketch_free(&sketch);
    }
    print_message("%lu of %lu scenarios ran, with %lu events\n", ran, count, rows);
    assert_int_equal(failed, 0);
    assert_true(ran > count / 2);
}

int main(void)
{
    law_library_quiet();
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_engine_agrees_with_the_plain_simulation)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
