/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/centre.h"

#include <unistd.h>

#include "model/compile.h"

static void fail_with_faults(struct cartsim_faults *faults)
{
    cartsim_faults_sort(faults);
    for (size_t i = 0; i < cartsim_faults_count(faults); i++)
        cartsim_fault_print(cartsim_faults_get(faults, i), stderr);
    fail_msg("the scenario of this test has faults");
}

struct centre *centre_open_file(const char *path, const char *const *sets)
{
    size_t set_count = 0;
    while (sets && sets[set_count])
        set_count++;
    law_library_quiet();
    struct cartsim_faults *faults = cartsim_faults_create();
    struct centre *centre = calloc(1, sizeof *centre);
    assert_non_null(faults);
    assert_non_null(centre);
    centre->scenario = scenario_read(path, sets, set_count, faults);
    if (centre->scenario)
        centre->model = model_compile(centre->scenario, faults);
    if (!centre->model)
        fail_with_faults(faults);
    cartsim_faults_free(faults);
    centre->seen = observation_create(centre->model);
    assert_non_null(centre->seen);
    layout_counters(centre->model, &centre->at);
    layout_series(centre->model, &centre->series);
    return centre;
}

struct centre *centre_open(const char *yaml, const char *const *sets)
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
    struct centre *centre = centre_open_file(path, sets);
    unlink(path);
    return centre;
}

void centre_close(struct centre *centre)
{
    metrics_free(centre->metrics);
    observation_free(centre->model, centre->seen);
    model_free(centre->model);
    scenario_free(centre->scenario);
    free(centre);
}

void centre_run(struct centre *centre, uint64_t seed, uint32_t replication)
{
    struct simulation *simulation = simulation_create(centre->model);
    assert_non_null(simulation);
    assert_int_equal(simulation_run(simulation, seed, replication, true, true, NULL, centre->seen),
                     SIMULATION_DONE);
    simulation_free(simulation);
}

const struct metrics *centre_estimate(struct centre *centre, uint64_t seed, uint32_t replications)
{
    struct simulation *simulation = simulation_create(centre->model);
    struct pool *pool = pool_create(centre->model);
    assert_non_null(simulation);
    assert_non_null(pool);
    for (uint32_t i = 0; i < replications; i++) {
        assert_int_equal(simulation_run(simulation, seed, i, false, false, NULL, centre->seen),
                         SIMULATION_DONE);
        assert_true(pool_add(pool, centre->seen));
    }
    metrics_free(centre->metrics);
    centre->metrics = metrics_estimate(pool, seed);
    assert_non_null(centre->metrics);
    pool_free(pool);
    simulation_free(simulation);
    return centre->metrics;
}

#define FIND(list, number)                                                                                   \
    do {                                                                                                     \
        for (int find = 0; find < (number); find++)                                                          \
            if (strcmp((list)[find].name, name) == 0)                                                        \
                return find;                                                                                 \
        fail_msg("the scenario has no '%s'", name);                                                          \
        return NONE;                                                                                         \
    } while (0)

int centre_step(const struct centre *centre, const char *name)
{
    FIND(centre->model->steps, centre->model->step_count);
}

int centre_resource(const struct centre *centre, const char *name)
{
    FIND(centre->model->resources, centre->model->resource_count);
}

int centre_measure(const struct centre *centre, const char *name)
{
    FIND(centre->model->measures, centre->model->measure_count);
}

int centre_risk(const struct centre *centre, const char *name)
{
    FIND(centre->model->risks, centre->model->risk_count);
}

int centre_outcome(const struct centre *centre, const char *name)
{
    for (int i = 0; i < centre->model->outcome_count; i++)
        if (strcmp(centre->model->outcomes[i], name) == 0)
            return i;
    fail_msg("the scenario has no outcome '%s'", name);
    return NONE;
}

double centre_counter(const struct centre *centre, int base, int index)
{
    return centre->seen->counters[base + index];
}

double centre_when(const struct centre *centre, uint32_t patient, enum happening what, int index, int nth)
{
    for (uint64_t i = 0; i < centre->seen->row_count; i++) {
        const struct event_row *row = &centre->seen->rows[i];
        bool is_it =
            row->class_index == 0 && row->number == patient && row->happening == what && row->index == index;
        if (is_it && nth-- == 0)
            return (double)row->time / DAY;
    }
    return -1;
}

static uint32_t row_of(const struct centre *centre, uint32_t patient)
{
    for (uint32_t i = 0; i < centre->seen->patient_count; i++)
        if (centre->seen->patients[i].class_index == 0 && centre->seen->patients[i].number == patient)
            return i;
    fail_msg("patient %u was not observed", patient);
    return 0;
}

double centre_value(const struct centre *centre, uint32_t patient, const char *measure)
{
    uint32_t row = row_of(centre, patient);
    int64_t seconds = centre->seen->patient_times[row * (uint32_t)centre->model->measure_count +
                                                  (uint32_t)centre_measure(centre, measure)];
    return seconds < 0 ? -1 : (double)seconds / DAY;
}

const char *centre_fate(const struct centre *centre, uint32_t patient)
{
    return centre->model->outcomes[centre->seen->patients[row_of(centre, patient)].outcome];
}

static const char *subject(const struct centre *centre, const struct event_row *row)
{
    switch ((enum happening)row->happening) {
    case HAPPENING_REFERRAL: return "referral";
    case HAPPENING_ARRIVE:
    case HAPPENING_START:
    case HAPPENING_END: return centre->model->steps[row->index].name;
    case HAPPENING_STRIKE:
    case HAPPENING_OVER: return centre->model->risks[row->index].name;
    case HAPPENING_EXIT: return centre->model->outcomes[row->index];
    default: return centre->model->resources[row->index].name;
    }
}

char *centre_story(const struct centre *centre)
{
    static const char *const verbs[] = {"",        ".arrive",   ".start",  ".end",        ".strikes",
                                        ".over",   ".asked",    ".got",    ".given_back", ".withdrawn",
                                        ".booked", ".attended", ".missed", ".cancelled",  ".exit"};
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    assert_non_null(to);
    for (uint64_t i = 0; i < centre->seen->row_count; i++) {
        const struct event_row *row = &centre->seen->rows[i];
        fprintf(to, "%s-%u %g %s%s\n", centre->model->classes[row->class_index].name, row->number,
                (double)row->time / DAY, subject(centre, row), verbs[row->happening]);
    }
    fclose(to);
    return text;
}
