/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/study.h"

#include "statistics/response.h"
#include "support/centre.h"

/* Several scenarios, one study: what it adds up must not depend on when and how it was asked. */
static const char *const MORE_BEDS[] = {"resources.ward_bed.capacity=6", NULL};
enum { VARIANTS = 2 };

struct both {
    struct centre *centres[VARIANTS];
    struct study_variant variants[VARIANTS];
    struct study study;
};

static void open(struct both *both)
{
    both->centres[0] = centre_open_file("scenarios/seed-centre.yaml", NULL);
    both->centres[1] = centre_open_file("scenarios/seed-centre.yaml", MORE_BEDS);
    for (int i = 0; i < VARIANTS; i++)
        both->variants[i] =
            (struct study_variant){.label = i ? "more" : "as it is", .model = both->centres[i]->model};
    both->study = (struct study){.variants = both->variants, .count = VARIANTS, .seed = 1, .threads = 2};
    assert_true(study_open(&both->study));
}

static void shut(struct both *both)
{
    study_close(&both->study);
    for (int i = 0; i < VARIANTS; i++)
        centre_close(both->centres[i]);
}

static struct figure figure_of(const struct study_variant *variant, const char *name)
{
    struct response response;
    size_t place;
    bool failed = false;
    assert_true(response_find(variant->model, name, &response, &place));
    struct figure figure = response_figure(&response, variant->pool, 0.95, &failed);
    assert_false(failed);
    return figure;
}

static void a_study_in_pieces_is_the_study_in_one(void **state)
{
    (void)state;
    struct both whole, pieces;
    const uint32_t first[VARIANTS] = {3, 7};
    open(&whole);
    open(&pieces);
    study_advance_all(&whole.study, 10);
    assert_int_equal(study_advance(&pieces.study, first).result, SIMULATION_DONE);
    assert_int_equal(pieces.variants[0].done, 3);
    assert_int_equal(pieces.variants[1].done, 7);
    assert_int_equal(study_advance_all(&pieces.study, 10).result, SIMULATION_DONE);
    for (int i = 0; i < VARIANTS; i++) {
        struct figure a = figure_of(&whole.variants[i], "vein_to_vein.mean"),
                      b = figure_of(&pieces.variants[i], "vein_to_vein.mean");
        assert_true(a.value == b.value && a.low == b.low && a.high == b.high);
    }
    assert_int_equal(pieces.study.done, 20);
    assert_int_equal(pieces.study.wanted, 20);
    shut(&whole);
    shut(&pieces);
}

/* What only few figures are made of gives the same figures: means, quantiles, shares and costs. */
static void what_is_kept_for_few_figures_gives_them(void **state)
{
    (void)state;
    static const char *const names[] = {"vein_to_vein.mean", "referral_to_infusion.p90", "outcomes.completed",
                                        "resources.ward_bed.wait.mean"};
    enum { NAMES = sizeof names / sizeof *names };
    struct both whole, little;
    open(&whole);
    open(&little);
    assert_true(study_keep_only(&little.study, names, NAMES));
    study_advance_all(&whole.study, 10);
    study_advance_all(&little.study, 10);
    for (int i = 0; i < VARIANTS * NAMES; i++) {
        struct figure a = figure_of(&whole.variants[i / NAMES], names[i % NAMES]),
                      b = figure_of(&little.variants[i / NAMES], names[i % NAMES]);
        assert_true(a.known && a.value == b.value && a.low == b.low && a.high == b.high);
    }
    assert_true(little.variants[0].pool->pooled < whole.variants[0].pool->pooled / 2);
    shut(&whole);
    shut(&little);
}

/* Nobody's referral or illness depends on how many beds there are. */
static void variants_have_the_same_patients(void **state)
{
    (void)state;
    struct both both;
    open(&both);
    study_advance_all(&both.study, 10);
    assert_true(figure_of(&both.variants[0], "patients.all.referred").value ==
                figure_of(&both.variants[1], "patients.all.referred").value);
    shut(&both);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_kept_for_few_figures_gives_them),
        cmocka_unit_test(a_study_in_pieces_is_the_study_in_one),
        cmocka_unit_test(variants_have_the_same_patients),
    };
    return cmocka_run_group_tests_name("study", tests, NULL, NULL);
}
