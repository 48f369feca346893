/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "validation/figures.h"
#include "validation/theory.h"

/*
 * The teaching scenarios show what their pages in docs/teaching say: held against the theory that the page
 * names, or, where there is none, against the difference that it claims.
 */
struct asked {
    const char *measures[4];
};

static void look(struct figures *figures, const struct centre *centre, const void *context)
{
    const struct asked *asked = context;
    for (int i = 0; i < 4 && asked->measures[i]; i++) {
        double sum = 0, count = 0;
        int measure = centre_measure(centre, asked->measures[i]) * centre->model->class_count;
        for (int c = 0; c < centre->model->class_count; c++) {
            const struct series *series = &centre->seen->series[centre->series.measure + measure + c];
            assert_true(series->count <= SERIES_KEPT);
            for (uint64_t k = 0; k < series->count; k++)
                sum += (double)series_value(series, k) / DAY;
            count += (double)series->count;
        }
        figures_see(figures, asked->measures[i], sum, count);
    }
}

/* One `set` more, or NULL. */
static struct figures *collect(const char *name, const char *set, const struct asked *asked)
{
    char path[100];
    snprintf(path, sizeof path, "scenarios/teaching/%s.yaml", name);
    const char *sets[] = {"run.horizon=20 y", set, NULL};
    struct centre *centre = centre_open_file(path, sets);
    struct figures *figures = figures_collect(centre, 1, look, asked);
    centre_close(centre);
    return figures;
}

/* M/M/5 with a mean stay of 20 d. */
static void waits_explode_near_full_load(void **state)
{
    (void)state;
    const struct asked asked = {{"wait_at_50", "wait_at_80", "wait_at_90", "wait_at_95"}};
    const double used[] = {0.5, 0.8, 0.9, 0.95}, page[] = {1.0, 11.1, 30.5, 70.2};
    struct figures *seen = collect("near-full-load", NULL, &asked);
    for (int i = 0; i < 4; i++) {
        double wait = erlang_c(5, 5 * used[i]) / (5.0 / 20 * (1 - used[i]));
        assert_near(wait, page[i], 0, 0.05);
        figures_agree(seen, asked.measures[i], wait);
    }
    free(seen);
}

/* Pollaczek and Khinchine. */
static void waits_grow_with_variability(void **state)
{
    (void)state;
    const struct asked asked = {{"wait_regular", "wait_spread", "wait_uneven"}};
    const double squares[] = {0, 1, 2.25};
    struct figures *seen = collect("variability", NULL, &asked);
    for (int i = 0; i < 3; i++)
        figures_agree(seen, asked.measures[i], 10 * 0.8 / 0.2 * (1 + squares[i]) / 2);
    free(seen);
}

static void pooled_beds_serve_sooner(void **state)
{
    (void)state;
    const struct asked asked = {{"wait_a", "wait_b", "wait_pooled"}};
    struct figures *seen = collect("pooling", NULL, &asked);
    double apart = erlang_c(2, 1.6) / (0.1 * 0.2), pooled = erlang_c(4, 3.2) / (0.2 * 0.2);
    assert_near(apart, 35.6, 0, 0.05);
    assert_near(pooled, 14.9, 0, 0.05);
    figures_agree(seen, "wait_a", apart);
    figures_agree(seen, "wait_b", apart);
    figures_agree(seen, "wait_pooled", pooled);
    free(seen);
}

/* Cobham: W0 = 0.08 * 200 / 2 = 8 d, over (1 - 0.2) and over (1 - 0.2)(1 - 0.8). */
static void priority_moves_waits(void **state)
{
    (void)state;
    const struct asked asked = {{"wait_urgent", "wait_elective"}};
    struct figures *seen = collect("priority", NULL, &asked);
    figures_agree(seen, "wait_urgent", 10);
    figures_agree(seen, "wait_elective", 50);
    free(seen);
    seen = collect("priority", "resources.bed.order=fifo", &asked);
    figures_agree(seen, "wait_urgent", 40);
    figures_agree(seen, "wait_elective", 40);
    free(seen);
}

/* M/D/1 at 40%: 7 * 0.4 / (2 * 0.6); with appointments half of the time between them comes on top (the queue
 * looked at from slot to slot is the same). */
static void slots_cost_half_their_distance(void **state)
{
    (void)state;
    const struct asked asked = {{"wait_for_device", "wait_for_monday"}};
    struct figures *seen = collect("slots-or-queue", NULL, &asked);
    figures_agree(seen, "wait_for_device", 7.0 / 3);
    figures_agree(seen, "wait_for_monday", 7.0 / 3 + 3.5);
    free(seen);
}

static void assert_longer(const struct figures *figures, const char *name, const struct figures *than,
                          double by)
{
    struct estimate a = figures_estimate(figures, name), b = figures_estimate(than, name);
    assert_true(a.value - b.value > by + ERRORS_ALLOWED * (a.error + b.error));
}

static void an_extra_slot_lengthens_vein_to_vein(void **state)
{
    (void)state;
    const struct asked asked = {{"referral_to_infusion", "vein_to_vein"}};
    struct figures *one = collect("extra-slot", NULL, &asked);
    struct figures *two = collect("extra-slot", "resources.apheresis_slot.slots.thu=1", &asked);
    assert_longer(one, "referral_to_infusion", two, 10);
    assert_longer(two, "vein_to_vein", one, 20);
    free(one);
    free(two);
}

/* The second bed takes away the wait for the bed and nothing of that for the suite. */
static void a_second_bed_leaves_the_suite(void **state)
{
    (void)state;
    const struct asked asked = {{"referral_to_infusion", "vein_to_vein"}};
    struct figures *one = collect("moving-bottleneck", NULL, &asked);
    struct figures *two = collect("moving-bottleneck", "resources.ward_bed.capacity=2", &asked);
    struct figures *three = collect("moving-bottleneck", "resources.ward_bed.capacity=3", &asked);
    assert_longer(one, "vein_to_vein", two, 20);
    assert_true(figures_estimate(two, "vein_to_vein").value == figures_estimate(three, "vein_to_vein").value);
    free(one);
    free(two);
    free(three);
}

static void batches_make_wait(void **state)
{
    (void)state;
    const struct asked asked = {{"wait_for_batch", "wait_for_day"}};
    struct figures *seen = collect("batching", NULL, &asked);
    struct estimate batch = figures_estimate(seen, "wait_for_batch"),
                    day = figures_estimate(seen, "wait_for_day");
    assert_true(batch.value > 3.5 && batch.value - day.value > 1);
    free(seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(waits_explode_near_full_load),
        cmocka_unit_test(waits_grow_with_variability),
        cmocka_unit_test(pooled_beds_serve_sooner),
        cmocka_unit_test(priority_moves_waits),
        cmocka_unit_test(slots_cost_half_their_distance),
        cmocka_unit_test(an_extra_slot_lengthens_vein_to_vein),
        cmocka_unit_test(a_second_bed_leaves_the_suite),
        cmocka_unit_test(batches_make_wait),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
