/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/response.h"

#include "study/study.h"
#include "support/centre.h"
#include "validation/figure_path.h"

/*
 * A figure asked for by name is that of the run's metrics, which come another way: from all counters at once.
 * The same name means the same figure in both.
 */
enum { REPLICATIONS = 12, SEED = 3 };

struct asked {
    struct centre *centre;
    struct study_variant variant;
    struct study study;
};

static void ask(struct asked *asked, const char *file)
{
    asked->centre = centre_open_file(file, NULL);
    asked->variant = (struct study_variant){.label = "it", .model = asked->centre->model};
    asked->study = (struct study){.variants = &asked->variant, .count = 1, .seed = SEED, .threads = 1};
    assert_true(study_open(&asked->study));
    assert_int_equal(study_advance_all(&asked->study, REPLICATIONS).result, SIMULATION_DONE);
    centre_estimate(asked->centre, SEED, REPLICATIONS);
}

static void shut(struct asked *asked)
{
    study_close(&asked->study);
    centre_close(asked->centre);
}

static struct figure figure_of(struct asked *asked, const char *name)
{
    struct response response;
    size_t place;
    bool failed = false;
    if (!response_find(asked->centre->model, name, &response, &place))
        fail_msg("no figure %s", name);
    struct figure figure =
        response_figure(&response, asked->variant.pool, asked->centre->model->run.confidence, &failed);
    assert_false(failed);
    return figure;
}

static void assert_same(const char *name, struct figure figure, struct figure expected)
{
    if (figure.known != expected.known || figure.bounded != expected.bounded)
        fail_msg("%s: known %d, bounded %d", name, figure.known, figure.bounded);
    if (!figure.known)
        return;
    assert_true(figure.value == expected.value);
    assert_true(figure.low == expected.low);
    assert_true(figure.high == expected.high);
}

static void assert_as_in_metrics(struct asked *asked, const char *name, const char *path)
{
    struct figure expected;
    if (!figure_find(asked->centre->metrics, path, &expected))
        fail_msg("the metrics have no %s", path);
    assert_same(name, figure_of(asked, name), expected);
}

static void names_mean_what_they_mean_in_the_metrics(void **state)
{
    (void)state;
    static const char *const names[][2] = {
        {"vein_to_vein.p50", "measures.vein_to_vein.p50"},
        {"vein_to_vein.mean", "measures.vein_to_vein.mean"},
        {"measures.vein_to_vein.p05", "measures.vein_to_vein.p05"},
        {"vein_to_vein.by_class.b_all.p90", "measures.vein_to_vein.by_class.b_all.p90"},
        {"referral_to_infusion.measured", "measures.referral_to_infusion.measured"},
        {"outcomes.died_waiting", "patients.all.shares.died_waiting"},
        {"patients.b_all.shares.completed", "patients.b_all.shares.completed"},
        {"patients.all.outcomes.completed", "patients.all.outcomes.completed"},
        {"patients.all.referred", "patients.all.referred"},
        {"resources.ward_bed.utilisation", "resources.ward_bed.utilisation"},
        {"resources.ward_bed.all_busy", "resources.ward_bed.all_busy"},
        {"resources.ward_bed.queue", "resources.ward_bed.queue"},
        {"resources.ward_bed.occupied", "resources.ward_bed.occupied"},
        {"resources.ward_bed.wait.mean", "resources.ward_bed.wait.mean"},
        {"resources.ward_bed.wait.p90", "resources.ward_bed.wait.p90"},
        {"resources.apheresis_slot.utilisation", "resources.apheresis_slot.utilisation"},
        {"resources.apheresis_slot.offered", "resources.apheresis_slot.offered"},
        {"resources.apheresis_slot.used", "resources.apheresis_slot.used"},
        {"resources.apheresis_slot.lost", "resources.apheresis_slot.lost"},
        {"resources.apheresis_slot.unused", "resources.apheresis_slot.unused"},
        {"steps.car_t.apheresis.per_patient", "steps.car_t.apheresis.per_patient"},
        {"steps.car_t.admission.wait.mean", "steps.car_t.admission.wait.mean"},
        {"steps.car_t.manufacturing.duration.p50", "steps.car_t.manufacturing.duration.p50"},
        {"risks.crs.per_patient", "risks.crs.per_patient"},
    };
    struct asked asked;
    ask(&asked, "scenarios/seed-centre.yaml");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_as_in_metrics(&asked, names[i][0], names[i][1]);
    shut(&asked);
}

static void costs_are_those_of_the_metrics(void **state)
{
    (void)state;
    struct asked asked;
    ask(&asked, "scenarios/regional-centre.yaml");
    assert_true(asked.centre->metrics->has_costs);
    assert_same("costs", figure_of(&asked, "costs.total_per_year"), asked.centre->metrics->cost_per_year);
    assert_same("costs", figure_of(&asked, "costs.per_completed_patient"),
                asked.centre->metrics->cost_per_completed);
    shut(&asked);
}

static void a_wrong_name_is_none(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        size_t place;
    } wrong[] = {{"vein_to_vain.p50", 0},
                 {"vein_to_vein.p51", 13},
                 {"vein_to_vein", 12},
                 {"vein_to_vein.p50.more", 17},
                 {"resources.ward_bed.unused", 19},
                 {"resources.apheresis_slot.queue", 25},
                 {"resources.manufacturing_suite.utilisation", 30},
                 {"costs.total_per_year", 6},
                 {"", 0}};
    struct centre *centre = centre_open_file("scenarios/seed-centre.yaml", NULL);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct response response;
        size_t place;
        assert_false(response_find(centre->model, wrong[i].name, &response, &place));
        assert_int_equal(place, wrong[i].place);
    }
    centre_close(centre);
}

/* A figure is the mean of its pieces, and twice the same differs by nothing, for sure. Pieces of a quantile
 * are so to the first order only. */
static void assert_consistent(const struct asked *asked, const char *name)
{
    struct response response;
    size_t place;
    bool failed = false;
    const struct pool *pool = asked->variant.pool, *const four[] = {pool, pool, pool, pool};
    double pieces[REPLICATIONS], x[REPLICATIONS], n[REPLICATIONS], mean = 0, above = 0, below = 0;
    if (!response_find(asked->centre->model, name, &response, &place))
        fail_msg("no figure %s", name);
    bool quantile = response.kind == RESPONSE_QUANTILE;
    struct figure figure = response_figure(&response, pool, 0.95, &failed);
    struct difference none = response_compare(&response, pool, &response, pool, 0.95, &failed);
    response_pieces(&response, pool, pieces, &failed);
    for (int r = 0; r < REPLICATIONS; r++)
        mean += pieces[r] / REPLICATIONS;
    assert_false(failed);
    assert_near(mean, figure.value, quantile ? 0.02 : 1e-9, 0);
    assert_true(none.figure.known);
    assert_near(none.figure.value, 0, 0, 0);
    assert_near(none.figure.high - none.figure.low, 0, 0, 0);
    if (quantile)
        return;
    assert_true(response_sums(&response, pool, x, n));
    for (int r = 0; r < REPLICATIONS; r++) {
        above += x[r];
        below += n[r];
    }
    assert_near(above / below, figure.value, 1e-9, 0);
    assert_near(response_compare_pairs(&response, four, 0.95, &failed).figure.value, 0, 0, 1e-12);
    assert_false(failed);
}

static void pieces_and_differences_agree_with_the_figure(void **state)
{
    (void)state;
    static const char *const names[] = {"vein_to_vein.p50",
                                        "vein_to_vein.mean",
                                        "vein_to_vein.by_class.b_all.mean",
                                        "vein_to_vein.measured",
                                        "outcomes.completed",
                                        "patients.all.referred",
                                        "resources.ward_bed.utilisation",
                                        "resources.ward_bed.queue",
                                        "resources.ward_bed.occupied",
                                        "resources.ward_bed.wait.mean",
                                        "resources.apheresis_slot.offered",
                                        "steps.car_t.manufacturing.duration.p50",
                                        "steps.car_t.apheresis.per_patient",
                                        "risks.crs.per_patient"};
    struct asked asked;
    ask(&asked, "scenarios/seed-centre.yaml");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_consistent(&asked, names[i]);
    shut(&asked);
}

static void all_that_are_listed_are_found(void *context, const char *name)
{
    struct response response;
    size_t place;
    if (!response_find(context, name, &response, &place))
        fail_msg("%s is listed and not found", name);
}

static void what_is_listed_is_found(void **state)
{
    (void)state;
    static const char *const files[] = {"scenarios/seed-centre.yaml", "scenarios/regional-centre.yaml"};
    for (int i = 0; i < 2; i++) {
        struct centre *centre = centre_open_file(files[i], NULL);
        responses_each(centre->model, all_that_are_listed_are_found, centre->model);
        centre_close(centre);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_mean_what_they_mean_in_the_metrics),
        cmocka_unit_test(costs_are_those_of_the_metrics),
        cmocka_unit_test(a_wrong_name_is_none),
        cmocka_unit_test(pieces_and_differences_agree_with_the_figure),
        cmocka_unit_test(what_is_listed_is_found),
    };
    return cmocka_run_group_tests_name("response", tests, NULL, NULL);
}
