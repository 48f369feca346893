/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/centre.h"

/* What the model keeps of a scenario, key by key, by the reference. */

static const char CENTRE[] =
    "name: A centre\n"
    "sources: {panel: Panel 2024}\n"
    "run: {start: 2025-01-06, warmup: 30 d, horizon: 60 d, follow: 90 d, replications: 7, seed: 11, "
    "confidence: 90%}\n"
    "patients:\n"
    "  listed: {pathway: way, priority: 2, arrivals: {at: [5 d, 2025-01-07, 2025-01-06 12:00, 3 d]}}\n"
    "  every: {pathway: way, arrivals: {every: 2 d, limit: 9}}\n"
    "  off: {pathway: way, enabled: false, arrivals: {every: 2 d}}\n"
    "  rate:\n"
    "    pathway: other\n"
    "    arrivals: {rate: {value: 24 per year, source: panel, grade: published, why: of 2024}, growth: 10% "
    "per "
    "year, monthly: {feb: 2, dec: 0}, days: mon-fri}\n"
    "    attributes: {product: {one_of: {one: 20%, two: 30%, three: 50%}}, ready: {chance: 25%}, site: "
    "north}\n"
    "resources:\n"
    "  bed: {capacity: 3, max_queue: 4, order: fifo, closures: [{from: 2025-01-08, to: 2025-01-10}, {from: "
    "2025-02-01, to: 2025-03-01, capacity: 5, enabled: false}, {from: 2025-04-01, to: 2026-04-01, capacity: "
    "2}]}\n"
    "  free: {capacity: unlimited}\n"
    "  slot: {slots: {mon-tue: 2, thu: 5}, at: \"09:30\", held_back: {count: 1, released: 2 d}}\n"
    "  desk: {capacity: 1, opens: [mon-fri 08:00-16:00, sat 10:00-12:00], breaks: {after: 30 d, for: 2 d}, "
    "target: {all_busy: 5%}}\n"
    "pathways:\n"
    "  way:\n"
    "    - {step: a, takes: 2 d, needs: [bed, desk, bed], sets: {product: four}, cost: 12}\n"
    "    - {step: b, books: {slot: {}}, when: {product: [two, four]}, holds: {free: 2}, fit: true,\n"
    "       steps: [{step: c, every: 1 d, times: 3, takes: 6 h}, {step: d}], takes: 1 d,\n"
    "       meanwhile: [{step: e, each_time: true}]}\n"
    "    - {step: f, fails: 10%, on_failure: {repeat: b, at_most: 2, then: {one_of: [{share: 40%, leaves: "
    "lost}, {share: 60%, continues: true}], sets: {ready: \"false\"}}}, releases: free}\n"
    "    - {step: g, one_of: [{share: 30%, steps: [{step: h}]}, {share: 70%}], leaves: home}\n"
    "  other: [{step: i, needs: bed}]\n"
    "risks:\n"
    "  first: {from: a.end, until: b.start, rate: 2 per d, multiplied_by: {product: {two: 3}}, leaves: dead, "
    "steps: [{step: r}, {step: s}]}\n"
    "  gone: {enabled: false, chance: 5%, leaves: other}\n"
    "  second: {chance: 5%, after: 3 d, recurs: true, unfit: true, extends_stay: a, steps: [{step: q}], "
    "sets: {ready: "
    "\"true\"}}\n"
    "measures:\n"
    "  m: {from: referral, to: a.start, target: {mean: 2 d, median: 3 d, share_within: {1 d: 50%, 36 h: "
    "80%}}}\n"
    "  n: {from: a.end, to: exit, first: true, target: {p90: 4 d}}\n"
    "  o: {from: a.end, to: b.start, target: {p90: 4 d, enabled: false}}\n"
    "costs: {currency: EUR, bed: {per_day_held: 900, per_day_open: 20}}\n";

static int setup(void **state)
{
    *state = centre_open(CENTRE, NULL);
    return 0;
}

static int teardown(void **state)
{
    centre_close(*state);
    return 0;
}

static const struct model *model_of(void **state)
{
    return ((const struct centre *)*state)->model;
}

static void the_run(void **state)
{
    const struct model *model = model_of(state);
    const struct run_settings *run = &model->run;
    assert_string_equal(model->name, "A centre");
    assert_string_equal(model->currency, "EUR");
    assert_int_equal(run->start_day, 20094); /* 55 years and 14 leap days after 1970, and 5 */
    assert_int_equal(run->warmup, 30 * 86400);
    assert_int_equal(run->horizon, 60 * 86400);
    assert_int_equal(run->follow, 90 * 86400);
    assert_int_equal(run->replications, 7);
    assert_int_equal(run->seed, 11);
    assert_near(run->confidence, 0.9, 0, 0);
}

static void who_is_referred(void **state)
{
    const struct model *model = model_of(state);
    assert_int_equal(model->class_count, 3);
    const struct patient_class *listed = &model->classes[0], *every = &model->classes[1],
                               *rate = &model->classes[2];
    static const int64_t times[] = {43200, 86400, 3 * 86400, 5 * 86400};
    assert_int_equal(listed->arrivals.kind, ARRIVAL_LISTED);
    assert_int_equal(listed->arrivals.listed_count, 4);
    for (int i = 0; i < 4; i++)
        assert_int_equal(listed->arrivals.listed[i], times[i]);
    assert_int_equal(listed->priority, 2);
    assert_int_equal(listed->pathway, 0);
    assert_int_equal(listed->arrivals.limit, NONE);
    assert_int_equal(every->priority, 5);
    assert_int_equal(every->arrivals.kind, ARRIVAL_RENEWAL);
    assert_int_equal(every->arrivals.limit, 9);
    assert_int_equal(rate->arrivals.kind, ARRIVAL_POISSON);
    assert_int_equal(rate->pathway, 1);
    assert_near(rate->arrivals.rate, 24 / 365.25 / 86400, 1e-12, 0);
    assert_near(rate->arrivals.growth, 0.1, 1e-12, 0);
    assert_int_equal(rate->arrivals.days, 0x1f);
    assert_false(rate->arrivals.steady);
    for (int i = 0; i < 12; i++)
        assert_near(rate->arrivals.monthly[i], i == 1 ? 2 : i == 11 ? 0 : 1, 0, 0);
}

static void what_they_bring(void **state)
{
    static const char *const names[] = {"product", "ready", "site"};
    static const int values[3][4] = {{1, 2, 3, 4}, {1, 2}, {1}};
    static const double shares[3][3] = {{0.2, 0.5, 1}, {0.25, 1}, {1}};
    static const int counts[] = {3, 2, 1}, known[] = {5, 3, 2};
    const struct model *model = model_of(state);
    const struct patient_class *rate = &model->classes[2];
    assert_int_equal(model->attribute_count, 3);
    assert_int_equal(rate->trait_count, 3);
    assert_int_equal(model->classes[0].trait_count, 0);
    for (int i = 0; i < 3; i++) {
        const struct trait *trait = &rate->traits[i];
        assert_string_equal(model->attributes[i].name, names[i]);
        assert_int_equal(model->attributes[i].value_count, known[i]);
        assert_string_equal(model->attributes[i].values[0], "");
        assert_int_equal(trait->attribute, i);
        assert_int_equal(trait->value_count, counts[i]);
        for (int k = 0; k < counts[i]; k++) {
            assert_int_equal(trait->values[k], values[i][k]);
            assert_near(trait->shares[k], shares[i][k], 1e-12, 0);
        }
    }
    assert_string_equal(model->attributes[0].values[4], "four");
    assert_string_equal(model->attributes[1].values[1], "true");
    assert_string_equal(model->attributes[1].values[2], "false");
}

static void what_there_is(void **state)
{
    const struct model *model = model_of(state);
    const int64_t day = 86400;
    assert_int_equal(model->resource_count, 4);
    const struct resource *bed = &model->resources[0], *free = &model->resources[1],
                          *slot = &model->resources[2], *desk = &model->resources[3];
    assert_int_equal(bed->capacity, 3);
    assert_int_equal(bed->queue_max, 4);
    assert_true(bed->fifo && !desk->fifo && !bed->is_slots && slot->is_slots);
    assert_int_equal(bed->closure_count, 2);
    assert_int_equal(bed->closures[0].from, 2 * day);
    assert_int_equal(bed->closures[0].to, 4 * day);
    assert_int_equal(bed->closures[0].capacity, 0);
    assert_int_equal(bed->closures[1].from, 85 * day);
    assert_int_equal(bed->closures[1].to, 450 * day);
    assert_int_equal(bed->closures[1].capacity, 2);
    assert_near(bed->cost_per_day_held, 900, 0, 0);
    assert_near(bed->cost_per_day_open, 20, 0, 0);
    assert_true(isnan(bed->target_all_busy));
    assert_false(law_given(&bed->breaks_after));
    assert_int_equal(free->capacity, UNLIMITED);
    assert_int_equal(free->queue_max, NONE);
    static const int slots[] = {2, 2, 0, 5, 0, 0, 0};
    for (int i = 0; i < 7; i++)
        assert_int_equal(slot->slots_on[i], slots[i]);
    assert_int_equal(slot->capacity, 5);
    assert_int_equal(slot->slot_at, 34200);
    assert_int_equal(slot->held_count, 1);
    assert_int_equal(slot->held_until, 2 * day);
    assert_int_equal(desk->opening_count, 2);
    assert_int_equal(desk->openings[0].days, 0x1f);
    assert_int_equal(desk->openings[0].from, 8 * 3600);
    assert_int_equal(desk->openings[0].to, 16 * 3600);
    assert_int_equal(desk->openings[1].days, 0x20);
    assert_true(law_given(&desk->breaks_after) && law_given(&desk->breaks_for));
    assert_near(desk->target_all_busy, 0.05, 0, 0);
}

static void how_steps_stand(void **state)
{
    static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "r", "s", "q"};
    enum { A, B, C, D, E, F, G, H, I, R, S, Q, STEPS };
    static const int next[] = {B, F, D, NONE, NONE, G, NONE, NONE, NONE, S, NONE, NONE};
    static const int parent[] = {NONE, NONE, B, B, B, NONE, NONE, G, NONE, NONE, NONE, NONE};
    static const enum role role[] = {ROLE_TOP, ROLE_TOP,   ROLE_BODY, ROLE_BODY, ROLE_MEANWHILE, ROLE_TOP,
                                     ROLE_TOP, ROLE_ROUTE, ROLE_TOP,  ROLE_RISK, ROLE_RISK,      ROLE_RISK};
    const struct model *model = model_of(state);
    assert_int_equal(model->step_count, STEPS);
    for (int i = 0; i < STEPS; i++) {
        const struct step *step = &model->steps[i];
        assert_string_equal(step->name, names[i]);
        assert_int_equal(step->next, next[i]);
        assert_int_equal(step->parent, parent[i]);
        assert_int_equal(step->role, role[i]);
        assert_int_equal(step->pathway, i < I ? 0 : i == I ? 1 : NONE);
        assert_int_equal(step->risk, i <= I ? NONE : i == Q);
        assert_int_equal(step->times, i == C ? 3 : 1);
        assert_int_equal(step->each_time, i == E);
        assert_int_equal(step->fit, i == B);
    }
    assert_int_equal(model->steps[B].first_body, C);
    assert_int_equal(model->steps[B].first_meanwhile, E);
    assert_int_equal(model->steps[A].first_body, NONE);
    assert_int_equal(model->steps[G].route_first[0], H);
    assert_int_equal(model->steps[G].route_first[1], NONE);
    /* one walks the pathway, one times b beside its steps, one is its branch, one is of each risk */
    assert_int_equal(model->strand_count, 5);
    assert_int_equal(model->pathways[0].step_count, I);
    assert_int_equal(model->pathways[1].steps[0], I);
    assert_int_equal(model->risks[0].steps[1], S);
}

static void what_steps_ask_and_do(void **state)
{
    const struct model *model = model_of(state);
    const struct step *a = &model->steps[0], *b = &model->steps[1], *f = &model->steps[5],
                      *g = &model->steps[6];
    assert_int_equal(a->need_count, 2); /* two beds and a desk */
    assert_int_equal(a->needs[0].resource, 0);
    assert_int_equal(a->needs[0].units, 2);
    assert_int_equal(a->needs[1].resource, 3);
    assert_int_equal(a->needs[1].units, 1);
    assert_int_equal(a->set_count, 1);
    assert_int_equal(a->sets[0].attribute, 0);
    assert_int_equal(a->sets[0].value, 4);
    assert_near(a->cost, 12, 0, 0);
    assert_int_equal(a->extended_count, 1);
    assert_int_equal(a->extended_by[0], 1);
    assert_int_equal(b->extended_count, 0);
    assert_int_equal(b->hold_count, 1);
    assert_int_equal(b->holds[0].units, 2);
    assert_int_equal(b->book_count, 1);
    assert_int_equal(b->books[0].resource, 2);
    assert_int_equal(b->when_count, 1);
    for (int i = 0; i < 5; i++)
        assert_int_equal(b->when[0].allowed[i], i == 2 || i == 4);
    assert_int_equal(f->release_count, 1);
    assert_int_equal(f->releases[0], 1);
    assert_near(f->fails.always, 0.1, 0, 0);
    const struct failure *repeat = f->on_failure, *then = repeat->then;
    assert_int_equal(repeat->kind, FAILURE_REPEATS);
    assert_int_equal(repeat->target, 1);
    assert_int_equal(repeat->at_most, 2);
    assert_int_equal(model->repeat_count, 1);
    assert_int_equal(then->kind, FAILURE_ONE_OF);
    assert_int_equal(then->branch_count, 2);
    assert_int_equal(then->set_count, 1);
    assert_near(then->shares[1].always, 0.6, 0, 0);
    assert_int_equal(then->branches[0]->kind, FAILURE_LEAVES);
    assert_string_equal(model->outcomes[then->branches[0]->outcome], "lost");
    assert_int_equal(then->branches[1]->kind, FAILURE_CONTINUES);
    assert_string_equal(model->outcomes[g->leaves], "home");
    assert_near(g->route_shares[0].always, 0.3, 0, 0);
}

static void what_may_strike(void **state)
{
    const struct model *model = model_of(state);
    assert_int_equal(model->risk_count, 2);
    const struct risk *first = &model->risks[0], *second = &model->risks[1];
    assert_true(first->is_rate && !second->is_rate);
    assert_near(first->rate, 2.0 / 86400, 1e-12, 0);
    assert_true(first->applies[0] && !first->applies[1]);
    assert_true(second->applies[0] && second->applies[1]);
    assert_true(!first->opens_at_referral && second->opens_at_referral);
    assert_int_equal(first->factor_count, 1);
    for (int i = 0; i < 5; i++)
        assert_near(first->factors[0].by_value[i], i == 2 ? 3 : 1, 0, 0);
    assert_int_equal(first->step_count, 2);
    assert_string_equal(model->outcomes[first->leaves], "dead");
    assert_int_equal(second->leaves, NONE);
    assert_true(second->recurs && second->unfit && !first->recurs && !first->unfit);
    assert_int_equal(second->unfit_index, 0);
    assert_int_equal(model->unfit_count, 1);
    assert_int_equal(model->unfit_risks[0], 1);
    assert_near(second->chance.always, 0.05, 0, 0);
    assert_true(law_given(&second->after) && !law_given(&first->after));
    assert_int_equal(second->extends, 1);
    assert_int_equal(first->extends, 0);
    assert_int_equal(second->set_count, 1);
}

static void what_is_measured(void **state)
{
    static const struct target expected[] = {{STATISTIC_MEAN, 2, 0},
                                             {STATISTIC_P50, 3, 0},
                                             {STATISTIC_SHARE_WITHIN, 0.5, 1},
                                             {STATISTIC_SHARE_WITHIN, 0.8, 1.5}};
    const struct model *model = model_of(state);
    const struct measure *m = &model->measures[0], *n = &model->measures[1], *o = &model->measures[2];
    assert_int_equal(model->measure_count, 3);
    assert_int_equal(model->target_count, 5);
    assert_int_equal(m->target_count, 4);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(m->targets[i].statistic, expected[i].statistic);
        assert_near(m->targets[i].goal, expected[i].goal, 1e-12, 0);
        assert_near(m->targets[i].within, expected[i].within, 1e-12, 0);
    }
    assert_true(m->from_referral && !m->to_exit && !m->first);
    assert_true(!n->from_referral && n->to_exit && n->first);
    assert_int_equal(n->first_target, 4);
    assert_int_equal(n->target_count, 1);
    assert_int_equal(o->target_count, 0);
}

/* In this order at one moment: measures end and begin, windows close and open. */
static void what_happens_at_which_moment(void **state)
{
    const struct model *model = model_of(state);
    const struct marks *at = model->steps[0].marks;
    assert_int_equal(at[MOMENT_ARRIVE].count, 0);
    assert_int_equal(at[MOMENT_START].count, 1);
    assert_int_equal(at[MOMENT_START].list[0].kind, MARK_MEASURE_TO);
    assert_int_equal(at[MOMENT_END].count, 3);
    assert_int_equal(at[MOMENT_END].list[0].kind, MARK_MEASURE_FROM);
    assert_int_equal(at[MOMENT_END].list[0].index, 1);
    assert_int_equal(at[MOMENT_END].list[1].index, 2);
    assert_int_equal(at[MOMENT_END].list[2].kind, MARK_RISK_FROM);
    assert_int_equal(model->steps[1].marks[MOMENT_START].count, 2);
    assert_int_equal(model->steps[1].marks[MOMENT_START].list[1].kind, MARK_RISK_UNTIL);
}

static void assert_key(const struct model *model, int key, int step, enum cause cause, int of)
{
    assert_int_equal(model->ledger_keys[key].step, step);
    assert_int_equal(model->ledger_keys[key].cause, cause);
    assert_int_equal(model->ledger_keys[key].of, of);
}

static void where_time_can_go(void **state)
{
    const struct model *model = model_of(state);
    const struct step *a = &model->steps[0], *b = &model->steps[1];
    assert_key(model, a->key_takes, 0, CAUSE_TAKES, NONE);
    assert_key(model, a->key_closed, 0, CAUSE_CLOSED, NONE);
    assert_key(model, a->key_wait, 0, CAUSE_WAITS_FOR, 0);
    assert_key(model, a->key_wait + 1, 0, CAUSE_WAITS_FOR, 3);
    assert_key(model, b->key_joins, 1, CAUSE_JOINS, NONE);
    assert_key(model, b->key_wait, 1, CAUSE_WAITS_FOR, 2);
    assert_key(model, b->key_wait + 1, 1, CAUSE_WAITS_FOR, 1);
    assert_key(model, b->key_unfit, 1, CAUSE_UNFIT, 1);
    /* takes and joins of 12 steps; a: closed and two resources; b: closed, two and unfit; i: closed, one */
    assert_int_equal(model->ledger_count, 2 * 12 + 3 + 4 + 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_run),
        cmocka_unit_test(who_is_referred),
        cmocka_unit_test(what_they_bring),
        cmocka_unit_test(what_there_is),
        cmocka_unit_test(how_steps_stand),
        cmocka_unit_test(what_steps_ask_and_do),
        cmocka_unit_test(what_may_strike),
        cmocka_unit_test(what_is_measured),
        cmocka_unit_test(what_happens_at_which_moment),
        cmocka_unit_test(where_time_can_go),
    };
    return cmocka_run_group_tests_name("read", tests, setup, teardown);
}
