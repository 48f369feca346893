/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "properties/property.h"

#include <stdarg.h>
#include <unistd.h>

#include "model/compile.h"
#include "support/test.h"

static struct scenario *read_text(const char *yaml, struct cartsim_faults *faults)
{
    char path[] = "/tmp/cartsim-test-"
                  "XX"
                  "XX"
                  "XX"; /* what mkstemp fills in */
    int file = mkstemp(path);
    assert_true(file >= 0);
    FILE *to = fdopen(file, "w");
    assert_non_null(to);
    fprintf(to, "cartsim: 1\n%s", yaml);
    assert_int_equal(fclose(to), 0);
    struct scenario *scenario = scenario_read(path, NULL, 0, faults);
    unlink(path);
    return scenario;
}

bool trial_open(struct trial *trial, const char *yaml)
{
    *trial = (struct trial){.yaml = yaml};
    struct cartsim_faults *faults = cartsim_faults_create();
    assert_non_null(faults);
    trial->scenario = read_text(yaml, faults);
    if (trial->scenario)
        trial->model = model_compile(trial->scenario, faults);
    cartsim_faults_free(faults);
    if (trial->model)
        trial->seen = observation_create(trial->model);
    return trial->seen != NULL;
}

void trial_run(struct trial *trial)
{
    struct simulation *simulation = simulation_create(trial->model);
    assert_non_null(simulation);
    trial->result = simulation_run(simulation, trial->model->run.seed, 0, true, true, NULL, trial->seen);
    simulation_free(simulation);
}

void trial_close(struct trial *trial)
{
    if (trial->seen)
        observation_free(trial->model, trial->seen);
    if (trial->model)
        model_free(trial->model);
    if (trial->scenario)
        scenario_free(trial->scenario);
}

char *property_broken(const char *format, ...)
{
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    va_list arguments;
    assert_non_null(to);
    va_start(arguments, format);
    vfprintf(to, format, arguments);
    va_end(arguments);
    fclose(to);
    return text;
}

/* Runs it and asks. *rows: how many events there were; 0: it has faults, or came to no end. */
static char *ask(const char *yaml, property *holds, uint64_t *rows)
{
    struct trial trial;
    char *broken = NULL;
    *rows = 0;
    if (trial_open(&trial, yaml)) {
        trial_run(&trial);
        *rows = trial.result == SIMULATION_DONE ? trial.seen->row_count : 0;
        broken = *rows ? holds(&trial) : NULL;
    }
    trial_close(&trial);
    return broken;
}

static bool is_broken(const char *yaml, void *context)
{
    uint64_t rows;
    char *broken = ask(yaml, *(property **)context, &rows);
    free(broken);
    return broken != NULL;
}

static void show(struct sketch *sketch, unsigned long seed, property *holds)
{
    uint64_t rows;
    sketch_shrink(sketch, is_broken, &holds);
    char *yaml = sketch_yaml(sketch), *broken = ask(yaml, holds, &rows);
    fprintf(stderr, "---- scenario %lu\ncartsim: 1\n%s%s\n", seed, yaml, broken);
    free(yaml);
    free(broken);
}

static unsigned long asked_for(const char *name, unsigned long otherwise)
{
    const char *text = getenv(name);
    return text && *text ? strtoul(text, NULL, 10) : otherwise;
}

void property_holds(property *holds, maker *make, unsigned long count)
{
    enum { MOST_SHOWN = 4 };
    unsigned long first = asked_for("PROPERTIES_FIRST", 1), failed = 0, ran = 0, events = 0;
    count = asked_for("PROPERTIES_COUNT", count);
    for (unsigned long seed = first; seed < first + count && failed < MOST_SHOWN; seed++) {
        struct sketch sketch;
        uint64_t rows;
        sketch_begin(&sketch);
        make(&sketch, seed);
        char *yaml = sketch_yaml(&sketch), *broken = ask(yaml, holds, &rows);
        ran += rows > 0;
        events += rows;
        if (broken) {
            show(&sketch, seed, holds);
            failed++;
        }
        free(broken);
        free(yaml);
        sketch_free(&sketch);
    }
    print_message("%lu of %lu scenarios ran, with %lu events\n", ran, count, events);
    assert_int_equal(failed, 0);
    assert_true(2 * ran >= count);
}
