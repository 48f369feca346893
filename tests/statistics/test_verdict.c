/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/precision.h"
#include "statistics/sweep.h"
#include "statistics/worth.h"
#include "study/study.h"
#include "support/centre.h"

/* What is said of differences, of their order, of a grid of them, and of how many replications are lacking.
 */

/* ---- the verdict on one difference */

static enum comparison_verdict verdict_of(double low, double value, double high, double *more)
{
    const struct difference difference = {.figure = {value, low, high, .known = true, .bounded = true}};
    *more = 0;
    return difference_verdict(&difference, 10, more);
}

static void a_difference_is_clear_when_its_whole_interval_is_on_one_side(void **state)
{
    (void)state;
    double more;
    assert_int_equal(verdict_of(-3, -2, -1, &more), COMPARISON_LOWER);
    assert_int_equal(verdict_of(1, 2, 3, &more), COMPARISON_HIGHER);
    assert_int_equal(verdict_of(0, 0, 0, &more), COMPARISON_SAME);
    assert_int_equal(verdict_of(-1, 0, 1, &more), COMPARISON_UNCLEAR);
    assert_int_equal(verdict_of(0, 2, 4, &more), COMPARISON_MORE); /* 0 itself may be it */
    assert_int_equal(verdict_of(-4, -2, 0, &more), COMPARISON_MORE);
    const struct difference none = {.figure = {1, 1, 1, .known = true}};
    assert_int_equal(difference_verdict(&none, 10, &more), COMPARISON_NONE);
    const struct difference unknown = {.figure = {1, 1, 1, .known = false, .bounded = true}};
    assert_int_equal(difference_verdict(&unknown, 10, &more), COMPARISON_NONE);
}

/* Ten replications; the half towards 0 must come down to the value. 4 to 2: four times as many, so 30 more.
 * 20 to 2 would be a hundred times as many, 990 more; 21 to 2 are 110 times, 1093 more, which is beyond what
 * is worth while. */
static void how_many_more_would_tell(void **state)
{
    (void)state;
    double more;
    assert_int_equal(verdict_of(-2, 2, 99, &more), COMPARISON_MORE);
    assert_near(more, 30, 0, 0);
    assert_int_equal(verdict_of(-99, -2, 2, &more), COMPARISON_MORE);
    assert_near(more, 30, 0, 0);
    assert_int_equal(verdict_of(-18, 2, 22, &more), COMPARISON_MORE);
    assert_near(more, 990, 0, 0);
    assert_int_equal(verdict_of(-19, 2, 22, &more), COMPARISON_UNCLEAR);
    assert_int_equal(verdict_of(0, 2, 4, &more), COMPARISON_MORE);
    assert_near(more, 1, 0, 0);
}

/* ---- which is better */

static void more_is_better_of_some(void **state)
{
    (void)state;
    static const char *const more[] = {"wait.measured", "outcomes.completed", "patients.all.shares.completed",
                                       "wait.share_within[3 d]"};
    static const char *const less[] = {"wait.p50",
                                       "outcomes.died",
                                       "completed.mean",
                                       "measured.p90",
                                       "outcomes.complete",
                                       "costs.total_per_year",
                                       "ed",
                                       ""};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        assert_true(worth_more_is_better(more[i]));
    for (size_t i = 0; i < sizeof less / sizeof *less; i++)
        assert_false(worth_more_is_better(less[i]));
}

/* Clear and better first, then what is not clear, what is the same, clear and worse; within each the best. */
static void what_is_surely_better_comes_first(void **state)
{
    (void)state;
    static const struct {
        enum comparison_verdict verdict;
        double value;
    } changes[] = {{COMPARISON_NONE, 0},    {COMPARISON_HIGHER, 3}, {COMPARISON_SAME, 0},
                   {COMPARISON_UNCLEAR, 1}, {COMPARISON_LOWER, -2}, {COMPARISON_MORE, -1},
                   {COMPARISON_LOWER, -5},  {COMPARISON_HIGHER, 9}};
    static const size_t less_first[] = {6, 4, 5, 3, 2, 1, 7}, more_first[] = {7, 1, 3, 5, 2, 4, 6};
    struct compared of[8];
    struct comparison_line line = {.name = "wait.mean", .of = of};
    struct comparison comparison = {.lines = &line, .line_count = 1, .count = 8};
    size_t order[7];
    for (int i = 0; i < 8; i++)
        of[i] = (struct compared){.verdict = changes[i].verdict,
                                  .less = {.figure = {.value = changes[i].value, .known = true}}};
    worth_rank(&comparison, order);
    assert_memory_equal(order, less_first, sizeof order);
    line.name = "outcomes.completed";
    worth_rank(&comparison, order);
    assert_memory_equal(order, more_first, sizeof order);
}

/* ---- a grid */

/* One patient who stays for a takes and then for b takes: the figure is their sum. */
static const char CENTRE[] = "patients: {p: {pathway: way, arrivals: {at: [1 d]}}}\n"
                             "pathways: {way: [{step: a, takes: 1 d}, {step: b, takes: 1 d}]}\n"
                             "measures: {stay: {from: referral, to: exit}}\n"
                             "run: {warmup: 0 d, horizon: 9 d}\n";

enum { AS = 2, BS = 3, POINTS = AS * BS };

static void assert_grid(const struct sweep *sweep)
{
    static const double stays[POINTS] = {11, 12, 14, 21, 22, 24};
    static const struct sweep_step steps[] = {{0, 0, 3}, {0, 1, 4}, {0, 2, 5}, {1, 0, 1},
                                              {1, 1, 2}, {1, 3, 4}, {1, 4, 5}};
    assert_int_equal(sweep->step_count, 7);
    assert_int_equal(sweep->line_count, 2);
    assert_int_equal(sweep->comparisons, 7);
    assert_int_equal(sweep->replications, 2);
    assert_string_equal(sweep->lines[0].name, "stay.mean");
    assert_string_equal(sweep->lines[1].name, "outcomes.completed");
    assert_null(sweep->lines[1].changes);
    for (size_t i = 0; i < POINTS; i++) {
        assert_int_equal(sweep_value(sweep, i, 0), i / BS);
        assert_int_equal(sweep_value(sweep, i, 1), i % BS);
        assert_near(sweep->lines[0].of[i].value, stays[i], 1e-12, 0);
        assert_near(sweep->lines[1].of[i].value, 1, 0, 0);
    }
    for (size_t i = 0; i < 7; i++) {
        const struct compared *change = &sweep->lines[0].changes[i];
        double by = stays[steps[i].to] - stays[steps[i].from];
        assert_memory_equal(&sweep->steps[i], &steps[i], sizeof steps[i]);
        assert_near(change->figure.value, stays[steps[i].to], 1e-12, 0);
        assert_near(change->less.figure.value, by, 1e-12, 0);
        assert_int_equal(change->verdict, COMPARISON_HIGHER);
    }
}

static void a_grid_has_a_step_from_each_point_to_the_next(void **state)
{
    (void)state;
    static const char *const as[] = {"10 d", "20 d"}, *const bs[] = {"1 d", "2 d", "4 d"};
    static const char *const names[] = {"stay.mean", "nobody.mean", "outcomes.completed"};
    const struct sweep_key keys[] = {{"pathways.way.a.takes", as, AS}, {"pathways.way.b.takes", bs, BS}};
    struct centre *centres[POINTS];
    struct study_variant variants[POINTS];
    struct study study = {.variants = variants, .count = POINTS, .threads = 1};
    const struct pool *pools[POINTS];
    for (int i = 0; i < POINTS; i++) {
        char a[60], b[60];
        snprintf(a, sizeof a, "%s=%s", keys[0].path, as[i / BS]);
        snprintf(b, sizeof b, "%s=%s", keys[1].path, bs[i % BS]);
        centres[i] = centre_open(CENTRE, (const char *const[]){a, b, NULL});
        variants[i] = (struct study_variant){.label = "it", .model = centres[i]->model};
    }
    assert_true(study_open(&study));
    assert_int_equal(study_advance_all(&study, 2).result, SIMULATION_DONE);
    for (int i = 0; i < POINTS; i++)
        pools[i] = variants[i].pool;
    struct sweep sweep = {
        .keys = keys, .key_count = 2, .pools = pools, .point_count = POINTS, .confidence = 0.95};
    assert_true(sweep_fill(&sweep, names, 3, 2));
    assert_grid(&sweep);
    sweep_release(&sweep);
    study_close(&study);
    for (int i = 0; i < POINTS; i++)
        centre_close(centres[i]);
}

/* ---- how many replications are lacking */

static struct figure within(double half)
{
    return (struct figure){10, 10 - half, 10 + half, .known = true, .bounded = true};
}

/* Of 40 replications: a half-width of 2 where 1 is asked takes 160, so 120 more; 3 where 2 is asked 90, so 50
 * more. The widest of several figures counts. */
static void the_goal_that_lacks_most_counts(void **state)
{
    (void)state;
    struct precision_goal goals[3] = {{.asked = 1}, {.asked = 2}, {.asked = 3}};
    struct precision precision = {.goals = goals, .count = 3, .most = 10000};
    double more;
    precision_begin_look(&precision);
    precision_see(&goals[0], within(1.5));
    precision_see(&goals[0], within(2));
    precision_see(&goals[0], within(1));
    precision_see(&goals[1], within(3));
    precision_see(&goals[2], within(3));
    precision_end_look(&precision, 40);
    assert_false(precision.reached || goals[0].reached || goals[1].reached);
    assert_true(goals[2].reached);
    assert_near(goals[0].more, 120, 0, 0);
    assert_near(goals[1].more, 50, 0, 0);
    assert_true(precision_more(&precision, &more));
    assert_near(more, 120, 0, 0);
    assert_int_equal(precision_next(&precision, 40), 80); /* at twice as many at most */
    assert_int_equal(precision_next(&precision, 400), 520);
    assert_int_equal(precision_next(&precision, 4000), 4400); /* at a tenth more at least */
    assert_int_equal(precision_next(&precision, 9500), 10000);
    assert_int_equal(precision_next(&precision, 0), PRECISION_FIRST);
}

static void what_has_no_interval_is_not_reached(void **state)
{
    (void)state;
    struct precision_goal goal = {.asked = 1};
    struct precision precision = {.goals = &goal, .count = 1, .most = 10000};
    double more;
    precision_begin_look(&precision);
    precision_see(&goal, (struct figure){10, 10, 10, .known = true});
    precision_see(&goal, within(0.5));
    precision_end_look(&precision, 40);
    assert_false(precision.reached || goal.reached || goal.known);
    assert_false(precision_more(&precision, &more));
    assert_int_equal(precision_next(&precision, 40), 80);
    precision_begin_look(&precision); /* the next look forgets the last */
    precision_see(&goal, within(1));
    precision_end_look(&precision, 80);
    assert_true(precision.reached && goal.reached);
    assert_true(precision_more(&precision, &more));
    assert_near(more, 0, 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_difference_is_clear_when_its_whole_interval_is_on_one_side),
        cmocka_unit_test(how_many_more_would_tell),
        cmocka_unit_test(more_is_better_of_some),
        cmocka_unit_test(what_is_surely_better_comes_first),
        cmocka_unit_test(a_grid_has_a_step_from_each_point_to_the_next),
        cmocka_unit_test(the_goal_that_lacks_most_counts),
        cmocka_unit_test(what_has_no_interval_is_not_reached),
    };
    return cmocka_run_group_tests_name("verdict", tests, NULL, NULL);
}
