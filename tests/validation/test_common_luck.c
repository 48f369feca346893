/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "validation/figures.h"

/*
 * Common random numbers: the same patient meets the same luck in two scenarios that share names, so that what
 * differs between them is what was changed. Law & Kelton, Simulation Modeling and Analysis, sec. 11.2:
 * pairing pays when the two vary together.
 */

/* Ours: attributes, laws, a failure that repeats, routing, a recurring visit, two kinds of risk. %s: what is
 * added. */
static const char OURS[] =
    "resources: {bed: {capacity: unlimited}%s}\n"
    "patients:\n"
    "%s"
    "  ours: {pathway: way, arrivals: {rate: 1 per day, limit: 300},"
    " attributes: {burden: {one_of: {low: 60%%, high: 40%%}}}}\n"
    "pathways:\n"
    "  way:\n"
    "    - {step: talk, takes: {lognormal: {median: 4 d, p90: 7 d}}}\n"
    "%s"
    "    - {step: make, needs: bed, takes: {by: burden, low: {erlang: {phases: 4, mean: 9 d}},"
    " otherwise: {gamma: {mean: 14 d, sd: 5 d}}}, fails: 20%%,"
    " on_failure: {repeat: make, at_most: 2, then: {leaves: lost}}}\n"
    "    - step: branch\n"
    "      one_of:\n"
    "        - {share: 30%%, steps: [{step: left, takes: {uniform: {min: 1 d, max: 3 d}}}]}\n"
    "        - {share: 70%%, steps: [{step: right, takes: {weibull: {mean: 6 d, sd: 2 d}}}]}\n"
    "    - {step: visit, every: 5 d, times: 3, chance: 80%%, takes: {exponential: {mean: 2 h}}}\n"
    "  elsewhere:\n"
    "    - {step: other, needs: bed, takes: {exponential: {mean: 5 d}}}\n"
    "%s"
    "risks:\n"
    "  fever: {from: make.start, until: make.end, chance: 30%%, after: {uniform: {min: 0 d, max: 9 d}},"
    " steps: [{step: cure, takes: {triangular: {min: 1 d, mode: 2 d, max: 9 d}}}]}\n"
    "  chill: {from: make.start, until: make.end, rate: 50%% per month, leaves: gone}\n"
    "run: {start: 2025-01-06, warmup: 0 d, horizon: 3 y}\n";

static const char ELSE[] = "  else: {pathway: elsewhere, arrivals: {rate: 1 per day, limit: 300}}\n";

static struct centre *open_ours(const char *resource, const char *class, const char *step, const char *unused)
{
    struct centre *centre = centre_with(OURS, resource, class, step, unused);
    centre_run(centre, 18, 0);
    return centre;
}

/* ---- the same patient, the same luck */

static bool is_ours(const struct centre *centre, const struct event_row *row)
{
    return strcmp(centre->model->classes[row->class_index].name, "ours") == 0;
}

static const char *name_of(const struct centre *centre, const struct event_row *row)
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

static const struct event_row *next_of_ours(const struct centre *centre, uint64_t *at)
{
    while (*at < centre->seen->row_count && !is_ours(centre, &centre->seen->rows[*at]))
        ++*at;
    return *at < centre->seen->row_count ? &centre->seen->rows[(*at)++] : NULL;
}

/* Every event of every patient of ours, to the second. */
static void assert_same_history(const struct centre *one, const struct centre *other)
{
    uint64_t at_one = 0, at_other = 0, compared = 0;
    for (;; compared++) {
        const struct event_row *a = next_of_ours(one, &at_one), *b = next_of_ours(other, &at_other);
        assert_int_equal(a != NULL, b != NULL);
        if (!a || !b)
            break;
        assert_int_equal(a->number, b->number);
        assert_int_equal(a->happening, b->happening);
        assert_true(a->time == b->time);
        assert_string_equal(name_of(one, a), name_of(other, b));
    }
    assert_true(compared > 3000);
}

static void another_class_changes_nobody_s_luck(void **state)
{
    (void)state;
    struct centre *plain = open_ours("", "", "", ""), *more = open_ours("", ELSE, "", "");
    assert_int_equal(more->model->class_count, 2);
    assert_same_history(plain, more);
    centre_close(plain);
    centre_close(more);
}

static void another_resource_and_pathway_change_nobody_s_luck(void **state)
{
    (void)state;
    struct centre *plain = open_ours("", ELSE, "", "");
    struct centre *more =
        open_ours(", chair: {capacity: 2}", ELSE, "", "    - {step: sit, needs: chair, takes: 1 d}\n");
    assert_same_history(plain, more);
    centre_close(plain);
    centre_close(more);
}

/* How long the n-th time of a step took one of ours, in days; -1: there was none. */
static double lasted(const struct centre *centre, uint32_t patient, const char *step, int nth)
{
    double start = centre_when(centre, patient, HAPPENING_START, centre_step(centre, step), nth);
    double end = centre_when(centre, patient, HAPPENING_END, centre_step(centre, step), nth);
    return start < 0 || end < 0 ? -1 : end - start;
}

/* From the first start of the step whose risk it is, in days; -1: it did not strike. */
static double struck_after(const struct centre *centre, uint32_t patient, const char *risk)
{
    double strike = centre_when(centre, patient, HAPPENING_STRIKE, centre_risk(centre, risk), 0);
    double start = centre_when(centre, patient, HAPPENING_START, centre_step(centre, "make"), 0);
    return strike < 0 ? -1 : strike - start;
}

static void another_step_shifts_the_rest_and_changes_no_draw(void **state)
{
    (void)state;
    static const char *const steps[] = {"talk", "make", "left", "right", "visit", "cure"};
    struct centre *plain = open_ours("", "", "", "");
    struct centre *more = open_ours("", "", "    - {step: pause, takes: {exponential: {mean: 8 d}}}\n", "");
    int repeats = 0, strikes = 0;
    for (uint32_t patient = 1; patient <= 300; patient++) {
        for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
            for (int nth = 0; nth < 3; nth++)
                assert_near(lasted(more, patient, steps[i], nth), lasted(plain, patient, steps[i], nth), 0,
                            1e-9);
        assert_near(struck_after(more, patient, "fever"), struck_after(plain, patient, "fever"), 0, 1e-9);
        assert_near(struck_after(more, patient, "chill"), struck_after(plain, patient, "chill"), 0, 1e-9);
        assert_string_equal(centre_fate(more, patient), centre_fate(plain, patient));
        repeats += lasted(plain, patient, "make", 1) >= 0;
        strikes += struck_after(plain, patient, "fever") >= 0;
    }
    /* 20% of 300 are 60, 30% are 90: about 6 standard deviations of a binomial on either side. */
    assert_true(repeats > 20 && repeats < 105 && strikes > 40 && strikes < 140);
    centre_close(plain);
    centre_close(more);
}

/* ---- monotone */

static struct centre *open_line(const char *law, int units)
{
    struct centre *centre =
        centre_with("resources: {server: {capacity: %d}}\n"
                    "patients: {ours: {pathway: way, arrivals: {rate: 1 per day, limit: 1000}}}\n"
                    "pathways: {way: [{step: serve, needs: server, takes: %s}]}\n"
                    "measures: {service: {from: serve.start, to: serve.end},"
                    " wait: {from: serve.arrive, to: serve.start}}\n"
                    "run: {start: 2025-01-06, warmup: 0 d, horizon: 10 y}\n",
                    units, law);
    centre_run(centre, 19, 0);
    assert_int_equal(centre->seen->patient_count, 1000);
    return centre;
}

static int64_t *measure_of(const struct centre *centre, uint32_t patient, int measure)
{
    return &centre->seen
                ->patient_times[(patient - 1) * (uint32_t)centre->model->measure_count + (uint32_t)measure];
}

/* Rows stand in the order of exits: puts them in the order of numbers, [patient] from 1. */
static int64_t *by_number(const struct centre *centre, const char *measure)
{
    int64_t *values = calloc(1001, sizeof *values);
    assert_non_null(values);
    for (uint32_t row = 1; row <= 1000; row++)
        values[centre->seen->patients[row - 1].number] =
            *measure_of(centre, row, centre_measure(centre, measure));
    return values;
}

/* No patient has less of it in the second centre, and some have more. */
static void assert_no_less(const struct centre *one, const struct centre *other, const char *measure)
{
    int64_t *a = by_number(one, measure), *b = by_number(other, measure);
    int more = 0;
    for (int patient = 1; patient <= 1000; patient++) {
        assert_true(b[patient] >= a[patient]);
        more += b[patient] > a[patient];
    }
    assert_true(more > 100);
    free(a);
    free(b);
}

/* Pairs of laws of which the second has the greater quantiles throughout. In a line that is served in turn
 * nobody then waits less. */
static void a_longer_law_is_longer_for_each_patient(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"{uniform: {min: 1 h, max: 1 d}}", "{uniform: {min: 2 h, max: 1.2 d}}"},
        {"{triangular: {min: 0 d, mode: 0.5 d, max: 1 d}}",
         "{triangular: {min: 0 d, mode: 0.7 d, max: 1.2 d}}"},
        {"{pert: {min: 0 d, mode: 0.5 d, max: 1 d}}", "{pert: {min: 0 d, mode: 0.6 d, max: 1.2 d}}"},
        {"{exponential: {mean: 0.7 d}}", "{exponential: {mean: 0.8 d}}"},
        {"{erlang: {phases: 3, mean: 0.7 d}}", "{erlang: {phases: 3, mean: 0.8 d}}"},
        {"{gamma: {mean: 0.7 d, sd: 0.35 d}}", "{gamma: {mean: 0.8 d, sd: 0.4 d}}"},
        {"{lognormal: {median: 0.5 d, p90: 1 d}}", "{lognormal: {median: 0.6 d, p90: 1.2 d}}"},
        {"{weibull: {mean: 0.7 d, sd: 0.35 d}}", "{weibull: {mean: 0.8 d, sd: 0.4 d}}"},
        {"{normal: {mean: 0.6 d, sd: 0.2 d}, min: 0 d}", "{normal: {mean: 0.7 d, sd: 0.2 d}, min: 0 d}"},
        {"{empirical: [6 h, 12 h, 20 h]}", "{empirical: [6 h, 13 h, 24 h]}"},
        {"{shifted: {by: 2 h, of: {exponential: {mean: 0.5 d}}}}",
         "{shifted: {by: 5 h, of: {exponential: {mean: 0.5 d}}}}"},
        {"{mixture: [{weight: 0.8, of: 0.5 d}, {weight: 0.2, of: {exponential: {mean: 1 d}}}]}",
         "{mixture: [{weight: 0.6, of: 0.6 d}, {weight: 0.4, of: {exponential: {mean: 1.2 d}}}], min: 0.6 "
         "d}"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct centre *shorter = open_line(pairs[i][0], 1), *longer = open_line(pairs[i][1], 1);
        assert_no_less(shorter, longer, "service");
        assert_no_less(shorter, longer, "wait");
        centre_close(shorter);
        centre_close(longer);
    }
}

/* Kiefer & Wolfowitz 1955: with the same referrals and times, more units in one line keep nobody waiting
 * longer. */
static void one_more_unit_keeps_nobody_longer(void **state)
{
    (void)state;
    struct centre *three = open_line("{lognormal: {mean: 2.7 d, sd: 2 d}}", 3);
    struct centre *four = open_line("{lognormal: {mean: 2.7 d, sd: 2 d}}", 4);
    assert_no_less(four, three, "wait");
    centre_close(three);
    centre_close(four);
}

/* ---- paired differences */

enum { PAIRS = 60 };

/* The mean time from referral to infusion of each replication, in days. */
static void run_beds(const char *beds, uint64_t seed, double *means)
{
    const char *const sets[] = {beds, NULL};
    struct centre *centre = centre_open_file("scenarios/seed-centre.yaml", sets);
    struct simulation *simulation = simulation_create(centre->model);
    int series =
        centre->series.measure + centre_measure(centre, "referral_to_infusion") * centre->model->class_count;
    assert_non_null(simulation);
    for (uint32_t r = 0; r < PAIRS; r++) {
        simulation_run(simulation, seed, r, false, false, NULL, centre->seen);
        const struct series *times = &centre->seen->series[series];
        double sum = 0;
        for (uint32_t i = 0; i < times->count; i++)
            sum += (double)series_value(times, i) / DAY;
        means[r] = sum / (double)times->count;
    }
    simulation_free(simulation);
    centre_close(centre);
}

static double variance_of_difference(const double *a, const double *b)
{
    double mean = 0, squares = 0;
    for (int i = 0; i < PAIRS; i++)
        mean += (a[i] - b[i]) / PAIRS;
    for (int i = 0; i < PAIRS; i++)
        squares += (a[i] - b[i] - mean) * (a[i] - b[i] - mean);
    return squares / (PAIRS - 1);
}

/*
 * One more bed on the seed centre's ward. Were pairing of no use, the ratio of the two variances would follow
 * F with 59 and 59 degrees of freedom, and lie below 1/3 once in 49 000.
 */
static void pairing_makes_the_difference_of_one_bed_sharper(void **state)
{
    (void)state;
    double four[PAIRS], five[PAIRS], others[PAIRS];
    run_beds("resources.ward_bed.capacity=4", 1, four);
    run_beds("resources.ward_bed.capacity=5", 1, five);
    run_beds("resources.ward_bed.capacity=5", 2, others);
    assert_true(variance_of_difference(four, five) < variance_of_difference(four, others) / 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(another_class_changes_nobody_s_luck),
        cmocka_unit_test(another_resource_and_pathway_change_nobody_s_luck),
        cmocka_unit_test(another_step_shifts_the_rest_and_changes_no_draw),
        cmocka_unit_test(a_longer_law_is_longer_for_each_patient),
        cmocka_unit_test(one_more_unit_keeps_nobody_longer),
        cmocka_unit_test(pairing_makes_the_difference_of_one_bed_sharper),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
