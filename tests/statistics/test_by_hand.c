/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/response.h"

#include "study/study.h"
#include "support/centre.h"

/*
 * A centre of five patients, worked by hand to the last figure. Two beds; the slots are at noon.
 *
 *     patient   comes   bed         then
 *     p-1       day 1   1 to 2      slot of 2.5
 *     p-2       day 1   1 to 2      slot of 3.5
 *     q-1       day 1   2 to 4      leaves as lost
 *     q-2       day 3   3 to 5      leaves as lost
 *     q-3       day 3   4 to 6      leaves as lost
 */
static const char CENTRE[] =
    "resources: {room: {capacity: unlimited}, bed: {capacity: 2}, slot: {slots: {mon-sun: 1}, at: "
    "\"12:00\"}}\n"
    "patients: {p: {pathway: one, arrivals: {at: [1 d, 1 d]}}, q: {pathway: two, arrivals: {at: [1 d, 3 d, 3 "
    "d]}}}\n"
    "pathways:\n"
    "  one: [{step: a, needs: bed, takes: 1 d, cost: 5}, {step: b, books: slot, cost: 7}]\n"
    "  two: [{step: c, needs: [bed, room], takes: 2 d}, {step: d, fails: 100%, on_failure: {leaves: lost}}]\n"
    "risks:\n"
    "  chill: {from: c.start, until: c.end, chance: 100%, steps: [{step: t, takes: 6 h}]}\n"
    "  never: {from: a.start, until: a.end, chance: 0%, leaves: dead}\n"
    "measures:\n"
    "  through: {from: a.arrive, to: b.start, target: {share_within: {2 d: 50%, 3 d: 100%}}}\n"
    "  queue: {from: c.arrive, to: c.start, target: {mean: 1 d, share_within: {12 h: 10%, 1 d: 20%}}}\n"
    "  stay: {from: referral, to: exit}\n"
    "costs: {currency: EUR, bed: {per_day_held: 100, per_day_open: 10}, room: {per_day_held: 1}}\n"
    "run: {start: 2025-01-06, warmup: 0 d, horizon: 10 d, replications: 2}\n";

struct expected {
    const char *name;
    double value;
};

static const struct expected figures[] = {
    {"through.mean", 2}, /* 1.5 and 2.5 */
    {"through.by_class.p.mean", 2},
    {"through.measured", 1}, /* of the two on its pathway */
    {"through.share_within[2 d]", 0.5},
    {"through.share_within[3 d]", 1},
    {"queue.mean", 2.0 / 3}, /* 1, 0 and 1 */
    {"queue.by_class.q.mean", 2.0 / 3},
    {"queue.measured", 1},
    {"queue.share_within[0.5 d]", 1.0 / 3},
    {"queue.share_within[1 d]", 1},
    {"queue.p05", 0},
    {"queue.p50", 1},
    {"queue.p99", 1},
    {"stay.mean", (1.5 + 2.5 + 3 + 2 + 3) / 5},
    {"stay.by_class.p.mean", 2},
    {"stay.by_class.q.mean", 8.0 / 3},
    {"stay.measured", 1},
    {"outcomes.completed", 0.4},
    {"outcomes.lost", 0.6},
    {"outcomes.dead", 0},
    {"outcomes.censored", 0},
    {"patients.all.referred", 5},
    {"patients.p.referred", 2},
    {"patients.q.referred", 3},
    {"patients.p.shares.completed", 1},
    {"patients.q.shares.completed", 0},
    {"patients.q.outcomes.lost", 3},
    {"patients.all.outcomes.completed", 2},
    {"resources.bed.utilisation", 0.4}, /* 8 bed-days of 20 */
    {"resources.bed.occupied", 0.8},
    {"resources.bed.queue", 0.2},    /* q-1 and q-3 for a day each, of ten */
    {"resources.bed.all_busy", 0.3}, /* 1 to 2 and 3 to 5 */
    {"resources.bed.wait.mean", 0.4},
    {"resources.bed.wait.p50", 0},
    {"resources.bed.wait.p90", 1},
    {"resources.room.occupied", 0.6},
    {"resources.slot.offered", 10},
    {"resources.slot.used", 2},
    {"resources.slot.lost", 0},
    {"resources.slot.unused", 8},
    {"resources.slot.utilisation", 0.2},
    {"resources.slot.wait.mean", 1}, /* from day 2 on */
    {"steps.one.a.per_patient", 1},
    {"steps.one.b.per_patient", 1},
    {"steps.two.c.wait.mean", 2.0 / 3},
    {"steps.one.a.wait.mean", 0},
    {"steps.two.c.duration.mean", 2},
    {"steps.one.a.duration.mean", 1},
    {"steps.two.d.per_patient", 1},
    {"risks.chill.per_patient", 1}, /* of the three to whom it applies */
    {"risks.never.per_patient", 0},
    {"costs.total_per_year", (8 * 100 + 20 * 10 + 6 * 1 + 2 * 5 + 2 * 7) * 36.525},
    {"costs.per_completed_patient", (8 * 100 + 20 * 10 + 6 * 1 + 2 * 5 + 2 * 7) / 2.0},
};

static void each_figure_is_as_worked_by_hand(void **state)
{
    (void)state;
    struct centre *centre = centre_open(CENTRE, NULL);
    struct study_variant variant = {.label = "it", .model = centre->model};
    struct study study = {.variants = &variant, .count = 1, .threads = 1};
    assert_true(study_open(&study));
    assert_int_equal(study_advance_all(&study, 2).result, SIMULATION_DONE);
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        struct response response;
        size_t place;
        bool failed = false;
        if (!response_find(centre->model, figures[i].name, &response, &place))
            fail_msg("no figure %s", figures[i].name);
        struct figure figure = response_figure(&response, variant.pool, 0.95, &failed);
        assert_false(failed);
        if (!figure.known || fabs(figure.value - figures[i].value) > 1e-6 * (1 + fabs(figures[i].value)))
            fail_msg("%s: known %d, %.9g, not %.9g", figures[i].name, figure.known, figure.value,
                     figures[i].value);
    }
    study_close(&study);
    centre_close(centre);
}

/* What nobody of a class can have is not known, and what the scenario lacks is no figure. */
static void what_is_not_there(void **state)
{
    (void)state;
    static const char *const wrong[] = {"outcomes.lots",
                                        "through.share_within[1 d]",
                                        "through.share_within[2.5 d]",
                                        "queue.share_within[2 d]",
                                        "patients.r.referred",
                                        "patients.p.shares.lots",
                                        "steps.one.c.per_patient",
                                        "steps.three.a.per_patient",
                                        "risks.chills.per_patient",
                                        "resources.room.all_busy",
                                        "resources.slot.occupied",
                                        "resources.bed.offered",
                                        "through.by_class.r.mean",
                                        "through.share_within[2 d",
                                        "through.share_within2 d]",
                                        "steps.one.a.wait",
                                        "resources.bed.wait.p91",
                                        "patients.p.outcomes",
                                        "steps.one.per_patient",
                                        "steps.one.wait.mean",
                                        "steps.a.per_patient",
                                        "steps.per_patient",
                                        "risks.per_patient",
                                        "resources.utilisation",
                                        "resources.used",
                                        "patients.referred",
                                        "patients.all.shares.",
                                        "outcomes.",
                                        "mean",
                                        "p50",
                                        "measured",
                                        "through.by_class.mean",
                                        "through.by_class.p50"};
    struct centre *centre = centre_open(CENTRE, NULL);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct response response;
        size_t place;
        if (response_find(centre->model, wrong[i], &response, &place))
            fail_msg("%s is found", wrong[i]);
    }
    centre_close(centre);
}

/* ---- the list of what a question is asked of when nothing is named */

struct names {
    size_t count;
};

static void take_name(void *context, const char *name)
{
    static const char *const expected[] = {"through.mean",
                                           "through.p50",
                                           "through.p90",
                                           "through.share_within[2 d]",
                                           "through.share_within[3 d]",
                                           "queue.mean",
                                           "queue.p50",
                                           "queue.p90",
                                           "queue.share_within[0.5 d]",
                                           "queue.share_within[1 d]",
                                           "stay.mean",
                                           "stay.p50",
                                           "stay.p90",
                                           "outcomes.completed",
                                           "outcomes.turned_away",
                                           "outcomes.censored",
                                           "outcomes.lost",
                                           "outcomes.dead",
                                           "resources.room.occupied",
                                           "resources.bed.utilisation",
                                           "resources.bed.all_busy",
                                           "resources.bed.wait.mean",
                                           "resources.bed.wait.p90",
                                           "resources.slot.utilisation",
                                           "resources.slot.wait.mean",
                                           "resources.slot.wait.p90",
                                           "costs.total_per_year",
                                           "costs.per_completed_patient",
                                           ""};
    struct names *names = context;
    assert_string_equal(name, expected[names->count++]);
}

static void what_is_asked_when_nothing_is_named(void **state)
{
    (void)state;
    struct centre *centre = centre_open(CENTRE, NULL);
    struct names names = {0};
    responses_each(centre->model, take_name, &names);
    assert_int_equal(names.count, 28);
    centre_close(centre);
}

/* Stays of 5 and 9 d: 7 d, and the root of (4 + 4) / 1; one alone has no spread. */
static void two_values_have_a_spread_and_one_has_none(void **state)
{
    (void)state;
    static const char stays[] = "patients: {p: {pathway: way, attributes: {long: {one_of: {yes: 100%}}}, "
                                "arrivals: {at: [0 d]}}, q: {pathway: way, arrivals: {at: [1 d]}}}\n"
                                "pathways: {way: [{step: a, takes: {by: long, yes: 9 d, otherwise: 5 d}}]}\n"
                                "measures: {stay: {from: referral, to: exit}}\n"
                                "run: {warmup: 0 d, horizon: 20 d}\n";
    static const char *const alone[] = {"patients.q.enabled=false", NULL};
    struct centre *both = centre_open(stays, NULL), *one = centre_open(stays, alone);
    const struct summary *two = &centre_estimate(both, 1, 1)->measures[0].summary;
    assert_near(two->mean.value, 7, 1e-14, 0);
    assert_true(two->sd.known);
    assert_near(two->sd.value, sqrt(8), 1e-14, 0);
    const struct summary *single = &centre_estimate(one, 1, 1)->measures[0].summary;
    assert_near(single->mean.value, 9, 1e-14, 0);
    assert_false(single->sd.known);
    centre_close(both);
    centre_close(one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_values_have_a_spread_and_one_has_none),
        cmocka_unit_test(each_figure_is_as_worked_by_hand),
        cmocka_unit_test(what_is_not_there),
        cmocka_unit_test(what_is_asked_when_nothing_is_named),
    };
    return cmocka_run_group_tests_name("by hand", tests, NULL, NULL);
}
