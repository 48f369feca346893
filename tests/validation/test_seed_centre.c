/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "validation/figures.h"

/*
 * scenarios/seed-centre.yaml against the four figures of its paper, taken as docs/seed-centre.md says:
 * medians of two measures, and shares of those infused, by counts over that of vein_to_vein. They were
 * calibrated or put in, so that this tests the program and the file and says nothing of the world: four
 * patients would agree with almost anything.
 */
static const double ENROLMENT_TO_APHERESIS = 11, STAY = 20.5; /* days, medians */
static const double WITH_INOTUZUMAB = 0.75, DELAYED_BY_A_VIRUS = 0.5;
enum { MEDIAN = 3 };

static const char SEED_CENTRE[] = "scenarios/seed-centre.yaml";

/* Of the first class, the CAR-T patients; nobody else has such measures. */
static const struct series *measured(const struct centre *centre, const char *measure)
{
    int index = centre_measure(centre, measure) * centre->model->class_count;
    return &centre->seen->series[centre->series.measure + index];
}

static double count_of(const struct centre *centre, const char *measure)
{
    return (double)measured(centre, measure)->count;
}

static void look(struct figures *figures, const struct centre *centre, const void *context)
{
    (void)context;
    double infused = count_of(centre, "vein_to_vein");
    double delayed = count_of(centre, "sars_to_infusion");
    delayed += count_of(centre, "ebv_to_infusion");
    figures_see(figures, "with inotuzumab", count_of(centre, "inotuzumab_to_infusion"), infused);
    figures_see(figures, "delayed by a virus", delayed, infused);
    look_at_share(figures, "collected by the median", measured(centre, "enrolment_to_apheresis"),
                  ENROLMENT_TO_APHERESIS);
    look_at_share(figures, "home by the median", measured(centre, "stay"), STAY);
}

/* ---- the file as it is: its own seed, confidence and, for the medians, number of replications */

static void assert_within(const char *name, struct figure figure, double published)
{
    assert_true(figure.known && figure.bounded);
    if (!(figure.low <= published && published <= figure.high))
        fail_msg("%s: the interval %.3f to %.3f does not hold the published %.3f", name, figure.low,
                 figure.high, published);
}

static struct figure median_of(const struct centre *centre, const char *measure)
{
    return centre->metrics->measures[centre_measure(centre, measure)].summary.quantiles[MEDIAN];
}

static struct figure share_of(const struct figures *figures, const char *name, double t)
{
    struct estimate seen = figures_estimate(figures, name);
    return (struct figure){.value = seen.value,
                           .low = seen.value - t * seen.error,
                           .high = seen.value + t * seen.error,
                           .known = true,
                           .bounded = true};
}

static void the_four_figures_of_the_paper_lie_in_the_simulated_intervals(void **state)
{
    (void)state;
    const double t_975 = 1.965; /* Student's, 499 degrees of freedom */
    struct centre *centre = centre_open_file(SEED_CENTRE, NULL);
    assert_near(centre->model->run.confidence, 0.95, 0, 0);
    centre_estimate(centre, centre->model->run.seed, centre->model->run.replications);
    assert_within("enrolment to apheresis", median_of(centre, "enrolment_to_apheresis"),
                  ENROLMENT_TO_APHERESIS);
    assert_within("stay", median_of(centre, "stay"), STAY);
    struct figures *seen = figures_collect(centre, centre->model->run.seed, look, NULL);
    assert_within("with inotuzumab", share_of(seen, "with inotuzumab", t_975), WITH_INOTUZUMAB);
    assert_within("delayed by a virus", share_of(seen, "delayed by a virus", t_975), DELAYED_BY_A_VIRUS);
    free(seen);
    centre_close(centre);
}

/*
 * The calibration itself, over fifty times as many patients: of those collected half were so by the published
 * median, and of those sent home. An error of 0.15 d in either median would show, and one of a hundredth in
 * either share.
 */
static void the_calibration_holds_in_the_long_run(void **state)
{
    (void)state;
    const char *const sets[] = {"run.horizon=34 y", NULL};
    struct centre *centre = centre_open_file(SEED_CENTRE, sets);
    struct figures *seen = figures_collect(centre, 20, look, NULL);
    figures_agree_sharply(seen, "collected by the median", 0.5);
    figures_agree_sharply(seen, "home by the median", 0.5);
    figures_agree_sharply(seen, "with inotuzumab", WITH_INOTUZUMAB);
    figures_agree_sharply(seen, "delayed by a virus", DELAYED_BY_A_VIRUS);
    free(seen);
    centre_close(centre);
}

/* In the paper two different patients: the two shares may be added. */
static void no_patient_is_delayed_by_both_viruses(void **state)
{
    (void)state;
    struct centre *centre = centre_open_file(SEED_CENTRE, NULL);
    int sars = centre_measure(centre, "sars_to_infusion"), ebv = centre_measure(centre, "ebv_to_infusion");
    int delayed = 0;
    for (uint32_t r = 0; r < 30; r++) {
        centre_run(centre, 1, r);
        for (uint32_t i = 0; i < centre->seen->patient_count; i++) {
            const int64_t *times = &centre->seen->patient_times[i * (uint32_t)centre->model->measure_count];
            assert_false(times[sars] >= 0 && times[ebv] >= 0);
            delayed += times[sars] >= 0 || times[ebv] >= 0;
        }
    }
    assert_true(delayed > 100);
    centre_close(centre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_four_figures_of_the_paper_lie_in_the_simulated_intervals),
        cmocka_unit_test(the_calibration_holds_in_the_long_run),
        cmocka_unit_test(no_patient_is_delayed_by_both_viruses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
