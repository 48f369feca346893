/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/selection.h"

#include "support/luck.h"
#include "support/test.h"

/*
 * The procedure that `cartsim plan` decides by: its constants and its triangle by hand, and whether it is
 * right as often as it promises where the best is known and as hard to tell as the promise allows.
 */
enum { PLANS = 1000, CANDIDATES = 8, TARGETS = 2 };

/* ---- one walk */

/* (2 error)^(-2 / (n0 - 1)): 0.1^-1 = 10; (2^-10)^(-1/10) = 2. */
static void eta_is_that_of_the_formula(void **state)
{
    (void)state;
    assert_near(selection_eta(0.05, 3), 4.5, 1e-12, 0);
    assert_near(selection_eta(0x1p-11, 21), 0.5, 1e-12, 0);
    assert_near(selection_eta(0.005, 20), 0.3118884, 1e-6, 0); /* (exp(2 ln(100) / 19) - 1) / 2 */
}

/* Twenty observations, mean 0.6, each 1 above or below it: a variance of 20/19. */
static struct walk first_twenty(double zone, double h2)
{
    struct walk walk = {.sum = 0};
    for (int i = 0; i < SELECTION_FIRST; i++)
        walk_add(&walk, i % 2 ? 1.6 : -0.4, zone, h2);
    return walk;
}

/* With h2 = 19 the triangle is 20 / (2 zone) - zone r / 2: for a zone of 0.5 at 20 it is 15, at 21 14.75; the
 * sum at 20 is 12. For a zone of 1 it is closed at 20. */
static void a_walk_ends_where_it_leaves_the_triangle(void **state)
{
    (void)state;
    struct walk walk = first_twenty(0.5, 19), same;
    assert_int_equal(walk.side, 0);
    same = walk;
    walk_add(&walk, 2.74, 0.5, 19);
    assert_int_equal(walk.side, 0);
    walk_add(&same, 2.76, 0.5, 19);
    assert_int_equal(same.side, 1);
    walk_add(&same, -1000, 0.5, 19);
    assert_int_equal(same.side, 1); /* the first exit counts */
    walk = first_twenty(0.5, 19);
    walk_add(&walk, -26.74, 0.5, 19);
    assert_int_equal(walk.side, 0);
    walk = first_twenty(0.5, 19);
    walk_add(&walk, -26.76, 0.5, 19);
    assert_int_equal(walk.side, -1);
    assert_int_equal(first_twenty(1, 19).side, 1);
}

static void what_does_not_vary_is_decided_at_once(void **state)
{
    (void)state;
    struct walk walk = {.sum = 0};
    for (int i = 0; i < SELECTION_FIRST; i++) {
        assert_int_equal(walk.side, 0);
        walk_add(&walk, -0.1, 1e-9, 1000);
    }
    assert_int_equal(walk.side, -1);
}

static void nothing_to_go_by_decides_nothing(void **state)
{
    (void)state;
    struct walk walk = {.sum = 0};
    for (int i = 0; i < 100; i++)
        walk_add(&walk, i, 0, 10);
    assert_int_equal(walk.side, 0);
}

/* A mean that is the zone below 0, and an error of 5%: between what discrete steps take off it, and it. */
static void a_walk_goes_the_wrong_way_as_often_as_said(void **state)
{
    (void)state;
    enum { WALKS = 20000 };
    const double error = 0.05, h2 = 2 * selection_eta(error, SELECTION_FIRST) * (SELECTION_FIRST - 1);
    uint64_t luck = 11;
    int wrong = 0;
    for (int k = 0; k < WALKS; k++) {
        struct walk walk = {.sum = 0};
        while (!walk.side)
            walk_add(&walk, luck_normal(&luck) - 0.1, 0.1, h2);
        wrong += walk.side > 0;
    }
    double share = (double)wrong / WALKS, sd = sqrt(error * (1 - error) / WALKS);
    assert_true(share <= error + 3 * sd);
    assert_true(share >= 0.8 * error);
}

/* The zone's walk and the wider ones together, each with its part of the error: on either side of 0. */
static void a_test_of_several_zones_keeps_its_word(void **state)
{
    (void)state;
    enum { TESTS = 5000 };
    const double error = 0.05, each = error / SELECTION_LEVELS;
    const double h2 = 2 * selection_eta(each, SELECTION_FIRST) * (SELECTION_FIRST - 1);
    uint64_t luck = 12;
    for (int side = -1; side <= 1; side += 2) {
        int wrong = 0;
        for (int k = 0; k < TESTS; k++) {
            struct selection_test test = {.side = 0};
            while (!test.side)
                selection_test_add(&test, (struct selection_slack){luck_normal(&luck) + 0.1 * side, 0.1}, h2);
            wrong += test.side != side;
        }
        assert_true(wrong <= error * TESTS + 3 * sqrt(error * (1 - error) * TESTS));
        assert_true(wrong >= 0.3 * error * TESTS);
    }
}

/* By the triangle of the zone alone, 19 (sd 1) / (2 0.01) high, a mean of 5 would take ten times as long. */
static void what_is_far_off_is_seen_at_once(void **state)
{
    (void)state;
    struct selection_test test = {.side = 0};
    for (int i = 0; i < SELECTION_FIRST; i++)
        selection_test_add(&test, (struct selection_slack){i % 2 ? -4 : -6, 0.01}, 19);
    assert_int_equal(test.walks[0].side, 0);
    assert_int_equal(test.side, -1);
}

/* ---- plans */

/* Candidates of known means, with luck in common. */
struct synthetic {
    double slack[CANDIDATES][TARGETS], cost[CANDIDATES]; /* means */
    double sd, cost_sd, common;                          /* common: share of the variance */
    bool certain;
    uint64_t luck;
    size_t used[CANDIDATES];
};

static void observe(struct synthetic *case_, struct selection *selection, size_t candidate, double shared)
{
    struct selection_slack slacks[TARGETS];
    double own = sqrt(1 - case_->common), all = sqrt(case_->common) * shared;
    for (int t = 0; t < TARGETS; t++)
        slacks[t] = (struct selection_slack){case_->slack[candidate][t] +
                                                 case_->sd * (all + own * luck_normal(&case_->luck)),
                                             1};
    double cost = case_->cost[candidate];
    cost += case_->cost_sd > 0 ? case_->cost_sd * (all + own * luck_normal(&case_->luck)) : 0;
    assert_true(selection_add(selection, candidate, slacks, cost));
    case_->used[candidate]++;
}

/* The chosen one, or -1. */
static int plan(struct synthetic *case_)
{
    struct selection selection;
    int best = -1;
    bool any = true;
    assert_true(selection_open(&selection, CANDIDATES, TARGETS, 0.95, case_->certain));
    selection.indifference = 1;
    memset(case_->used, 0, sizeof case_->used);
    for (int r = 1; any; r++) {
        double shared = luck_normal(&case_->luck);
        bool wants[CANDIDATES];
        for (size_t i = 0; i < CANDIDATES; i++)
            wants[i] = r <= SELECTION_FIRST || selection_wants(&selection, i);
        any = false;
        for (size_t i = 0; i < CANDIDATES; i++) {
            any = any || wants[i];
            if (wants[i])
                observe(case_, &selection, i, shared);
        }
        if (r >= SELECTION_FIRST)
            selection_decide(&selection);
    }
    for (size_t i = 0; i < CANDIDATES; i++)
        if (selection_leads(&selection, i)) {
            assert_int_equal(best, -1);
            best = (int)i;
        }
    selection_close(&selection);
    return best;
}

/* Of a thousand plans how many name `right`. */
static int count_right(struct synthetic *case_, int right)
{
    int count = 0;
    for (int k = 0; k < PLANS; k++)
        count += plan(case_) == right;
    return count;
}

/* The hardest there is: every candidate is just a zone away from its bounds, those that are cheaper than
 * number 4 on the wrong side of one of them. */
static struct synthetic hardest(void)
{
    struct synthetic case_ = {.sd = 3, .common = 0.5, .certain = true, .luck = 21};
    for (int i = 0; i < CANDIDATES; i++) {
        case_.cost[i] = i;
        case_.slack[i][0] = i < 4 && i % 2 ? -1 : 1;
        case_.slack[i][1] = i < 4 && i % 2 == 0 ? -1 : 1;
    }
    return case_;
}

static void of_a_thousand_plans_as_many_are_right_as_promised(void **state)
{
    (void)state;
    struct synthetic case_ = hardest();
    assert_true(count_right(&case_, 4) >= 950);
    case_.common = 0;
    assert_true(count_right(&case_, 4) >= 950);
    case_.common = 0.99;
    assert_true(count_right(&case_, 4) >= 950);
}

/* Costs that vary: the best is cheaper than all others by the indifference only, and a still cheaper one
 * misses a target. */
static void so_are_they_where_costs_vary(void **state)
{
    (void)state;
    struct synthetic case_ = {.sd = 2, .cost_sd = 3, .common = 0.5, .luck = 22};
    for (int i = 0; i < CANDIDATES; i++) {
        case_.cost[i] = i == 5 ? 9 : i == 2 ? 5 : 10;
        case_.slack[i][0] = 1;
        case_.slack[i][1] = i == 2 ? -1 : 1;
    }
    assert_true(count_right(&case_, 5) >= 950);
}

static void where_none_meets_all_none_is_chosen(void **state)
{
    (void)state;
    struct synthetic case_ = hardest();
    for (int i = 0; i < CANDIDATES; i++)
        case_.slack[i][0] = -1;
    assert_true(count_right(&case_, -1) >= 950);
}

/* What misses by far, or is dearer than what meets all by far, gets no more than the first observations. */
static void hopeless_candidates_cost_little(void **state)
{
    (void)state;
    struct synthetic case_ = hardest();
    for (int i = 0; i < CANDIDATES; i++)
        case_.slack[i][0] = i < 3 ? -20 : i == 3 ? -1 : 20;
    for (int i = 0; i < CANDIDATES; i++)
        case_.slack[i][1] = 20;
    assert_int_equal(plan(&case_), 4);
    for (int i = 0; i < CANDIDATES; i++)
        if (i == 3)
            assert_true(case_.used[i] > SELECTION_FIRST);
        else
            assert_int_equal(case_.used[i], SELECTION_FIRST);
}

/* Of two that cost the same, the one that stands first. */
static void a_tie_goes_to_the_first(void **state)
{
    (void)state;
    struct synthetic case_ = hardest();
    for (int i = 0; i < CANDIDATES; i++) {
        case_.cost[i] = i < 6 ? 3 : 2;
        case_.slack[i][0] = i == 6 || i == 7 || i == 0 ? -5 : 5;
        case_.slack[i][1] = 5;
    }
    assert_int_equal(plan(&case_), 1);
}

static void the_target_that_fails_first_is_named(void **state)
{
    (void)state;
    struct selection selection;
    struct selection_slack slacks[TARGETS] = {{-1, 1}, {-4, 2}};
    assert_true(selection_open(&selection, 1, TARGETS, 0.95, true));
    for (int r = 0; r < SELECTION_FIRST; r++)
        assert_true(selection_add(&selection, 0, slacks, 1));
    assert_int_equal(selection.of[0].verdict, VERDICT_MISSED);
    assert_int_equal(selection.of[0].failed_first, 1); /* by 2 zones, the other by 1 */
    assert_false(selection_wants(&selection, 0));
    selection_close(&selection);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eta_is_that_of_the_formula),
        cmocka_unit_test(a_walk_ends_where_it_leaves_the_triangle),
        cmocka_unit_test(what_does_not_vary_is_decided_at_once),
        cmocka_unit_test(nothing_to_go_by_decides_nothing),
        cmocka_unit_test(a_walk_goes_the_wrong_way_as_often_as_said),
        cmocka_unit_test(a_test_of_several_zones_keeps_its_word),
        cmocka_unit_test(what_is_far_off_is_seen_at_once),
        cmocka_unit_test(of_a_thousand_plans_as_many_are_right_as_promised),
        cmocka_unit_test(so_are_they_where_costs_vary),
        cmocka_unit_test(where_none_meets_all_none_is_chosen),
        cmocka_unit_test(hopeless_candidates_cost_little),
        cmocka_unit_test(a_tie_goes_to_the_first),
        cmocka_unit_test(the_target_that_fails_first_is_named),
    };
    return cmocka_run_group_tests_name("selection", tests, NULL, NULL);
}
