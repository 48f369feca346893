/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A changed model runs as the scenario that somebody would have written for that change. */
#include "model/tweak.h"
#include "support/centre.h"

static const char TEXT[] =
    "patients:\n"
    "  p:\n"
    "    pathway: w\n"
    "    arrivals: {rate: 2 per day}\n"
    "    attributes: {product: {one_of: {a: 50%, b: 50%}}}\n"
    "  q: {pathway: w, arrivals: {rate: 1 per day}}\n"
    "resources:\n"
    "  bed: {capacity: 4, closures: [{from: 2025-01-20, to: 2025-01-25, capacity: 0},\n"
    "                                {from: 2025-02-01, to: 2025-02-10, capacity: 2}]}\n"
    "  hall: {capacity: unlimited}\n"
    "  slot: {slots: {mon: 3, wed: 2, thu: 2, fri: 4}}\n"
    "pathways:\n"
    "  w:\n"
    "    - {step: collect, books: slot}\n"
    "    - {step: make, takes: {by: product, a: {uniform: {min: 10 d, max: 20 d}}, otherwise: 20 d}, fails: "
    "40%,\n"
    "       on_failure: {one_of: [{share: 50%, repeat: collect, at_most: 2, then: {leaves: failed}},\n"
    "                             {share: 50%, leaves: failed}]}}\n"
    "    - {step: treat, needs: bed, takes: {uniform: {min: 1 d, max: 2 d}}, fails: 10%,\n"
    "       on_failure: {leaves: refractory}}\n"
    "    - {step: rest, needs: hall}\n"
    "risks:\n"
    "  fever: {rate: 20% per month, leaves: ill}\n"
    "  chill: {chance: {by: product, a: 20%, otherwise: 40%}, after: 5 d, leaves: cold}\n"
    "  never: {chance: 0%, leaves: ill}\n"
    "measures: {all: {from: referral, to: exit}}\n"
    "run: {start: 2025-01-06, warmup: 0 d, horizon: 90 d}\n";

static void run_both(struct tweak tweak, const char *const *sets)
{
    struct centre *changed = centre_open(TEXT, NULL), *written = centre_open(TEXT, sets);
    assert_true(model_tweak(changed->model, tweak));
    centre_run(changed, 1, 0);
    centre_run(written, 1, 0);
    char *one = centre_story(changed), *other = centre_story(written);
    assert_true(strlen(one) > 1000);
    assert_string_equal(one, other);
    free(one);
    free(other);
    centre_close(changed);
    centre_close(written);
}

static int named(const char *what, enum tweak_kind kind)
{
    struct centre *centre = centre_open(TEXT, NULL);
    int index = kind == TWEAK_RISK   ? centre_risk(centre, what)
                : kind == TWEAK_STEP ? centre_step(centre, what)
                                     : centre_resource(centre, what);
    centre_close(centre);
    return index;
}

static void check(enum tweak_kind kind, const char *what, const char *set)
{
    const char *const sets[] = {set, NULL};
    run_both((struct tweak){kind, named(what, kind)}, sets);
}

static void one_thing_more_is_as_written(void **state)
{
    (void)state;
    check(TWEAK_UNIT, "bed", "resources.bed.capacity=5");
    check(TWEAK_SLOT, "slot", "resources.slot.slots.wed=3"); /* wed and thu have fewest, wed comes first */
    check(TWEAK_STEP, "treat", "pathways.w.treat.takes={uniform: {min: 21.6 h, max: 43.2 h}}");
    check(TWEAK_STEP, "make",
          "pathways.w.make.takes={by: product, a: {uniform: {min: 9 d, max: 18 d}}, otherwise: 18 d}");
    check(TWEAK_RISK, "fever", "risks.fever.rate=18% per month");
    check(TWEAK_RISK, "chill", "risks.chill.chance={by: product, a: 18%, otherwise: 36%}");
}

/* Closed days stay closed; fewer units for a while is a lack that is over. */
static void plenty_is_as_written(void **state)
{
    (void)state;
    static const char *const sets[] = {
        "resources.bed.capacity=unlimited",
        "resources.bed.closures=[{from: 2025-01-20, to: 2025-01-25, capacity: 0}]",
        "resources.slot.slots={mon: 9999, wed: 9999, thu: 9999, fri: 9999}", NULL};
    run_both((struct tweak){TWEAK_PLENTY, NONE}, sets);
}

/* Only what leads back: who is refractory is so still. */
static void no_failure_is_as_written(void **state)
{
    (void)state;
    static const char *const sets[] = {"pathways.w.make.fails=0%", NULL};
    run_both((struct tweak){TWEAK_NO_FAILURE, NONE}, sets);
}

/* What has no limit, takes no time or never strikes is left out. */
static void all_things_are_listed_once(void **state)
{
    (void)state;
    struct centre *centre = centre_open(TEXT, NULL);
    struct tweak list[16];
    assert_int_equal(model_tweaks(centre->model, NULL), 6);
    assert_int_equal(model_tweaks(centre->model, list), 6);
    const struct tweak wanted[] = {
        {TWEAK_UNIT, centre_resource(centre, "bed")}, {TWEAK_SLOT, centre_resource(centre, "slot")},
        {TWEAK_STEP, centre_step(centre, "make")},    {TWEAK_STEP, centre_step(centre, "treat")},
        {TWEAK_RISK, centre_risk(centre, "fever")},   {TWEAK_RISK, centre_risk(centre, "chill")},
    };
    for (int i = 0; i < 6; i++) {
        assert_int_equal(list[i].kind, wanted[i].kind);
        assert_int_equal(list[i].index, wanted[i].index);
    }
    centre_close(centre);
}

static const char EDGES[] =
    "patients: {p: {pathway: w, arrivals: {at: [1 d]}, attributes: {product: {one_of: {a: 50%, b: 50%}}}}}\n"
    "resources:\n"
    "  bed: {capacity: 1, max_queue: 0, breaks: {after: 9 d, for: 1 d}, closures: [{from: 2025-01-07, to: "
    "2025-01-08}, {from: 2025-01-09, to: 2025-01-10, capacity: 1}, {from: 2025-01-11, to: 2025-01-12}]}\n"
    "  slot: {slots: {tue: 1, fri: 1}, held_back: {count: 1, released: 2 d}}\n"
    "pathways:\n"
    "  w:\n"
    "    - {step: none, needs: bed, books: slot, takes: {by: product, a: 0 d, b: 0 d}}\n"
    "    - {step: last, takes: {by: product, a: 0 d, b: 1 d}, fails: 5%, on_failure: {repeat: none}}\n"
    "    - {step: plain, fails: 5%, on_failure: {one_of: [{share: 50%, leaves: x}, {share: 50%, continues: "
    "true}]}}\n"
    "    - {step: back, fails: 5%, on_failure: {one_of: [{share: 50%, one_of: [{share: 50%, leaves: x}, "
    "{share: 50%, repeat: none}]}, {share: 50%, leaves: x}]}}\n"
    "risks:\n"
    "  no_rate: {rate: 0 per y, leaves: ill}\n"
    "  no_chance: {chance: {by: product, a: 0%, b: 0%}, leaves: ill}\n"
    "  some: {chance: {by: product, a: 0%, b: 50%}, leaves: ill}\n"
    "run: {start: 2025-01-06}\n";

static void what_is_nought_for_all_is_left_out(void **state)
{
    (void)state;
    struct centre *centre = centre_open(EDGES, NULL);
    struct tweak list[8];
    assert_int_equal(model_tweaks(centre->model, list), 4);
    const struct tweak wanted[] = {{TWEAK_UNIT, centre_resource(centre, "bed")},
                                   {TWEAK_SLOT, centre_resource(centre, "slot")},
                                   {TWEAK_STEP, centre_step(centre, "last")},
                                   {TWEAK_RISK, centre_risk(centre, "some")}};
    for (int i = 0; i < 4; i++) {
        assert_int_equal(list[i].kind, wanted[i].kind);
        assert_int_equal(list[i].index, wanted[i].index);
    }
    centre_close(centre);
}

/* Nothing is kept back, nothing breaks, nobody is turned away; days without slots and days closed stay. */
static void plenty_lifts_every_bound(void **state)
{
    (void)state;
    struct centre *centre = centre_open(EDGES, NULL);
    struct model *model = centre->model;
    struct resource *bed = &model->resources[0], *slot = &model->resources[1];
    assert_true(model_tweak(model, (struct tweak){TWEAK_SLOT, 1}));
    assert_int_equal(slot->slots_on[1], 2);
    assert_int_equal(slot->slots_on[4], 1);
    assert_int_equal(slot->capacity, 2); /* the most on one day */
    assert_true(model_tweak(model, (struct tweak){TWEAK_PLENTY, NONE}));
    assert_int_equal(bed->capacity, UNLIMITED);
    assert_int_equal(bed->queue_max, NONE);
    assert_false(law_given(&bed->breaks_after) || law_given(&bed->breaks_for));
    assert_int_equal(bed->closure_count, 2);
    assert_int_equal(bed->closures[0].from, 86400);
    assert_int_equal(bed->closures[1].from, 5 * 86400);
    assert_int_equal(slot->held_count, 0);
    assert_true(slot->capacity > 100000);
    for (int day = 0; day < 7; day++)
        assert_int_equal(slot->slots_on[day] > 100000, day == 1 || day == 4);
    centre_close(centre);
}

static void without_failure_only_what_leads_back_is_gone(void **state)
{
    (void)state;
    struct centre *centre = centre_open(EDGES, NULL);
    assert_true(model_tweak(centre->model, (struct tweak){TWEAK_NO_FAILURE, NONE}));
    assert_false(centre->model->steps[centre_step(centre, "last")].has_fails);
    assert_true(centre->model->steps[centre_step(centre, "plain")].has_fails);
    assert_false(centre->model->steps[centre_step(centre, "back")].has_fails);
    centre_close(centre);
}

int main(void)
{
    law_library_quiet();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_thing_more_is_as_written),
        cmocka_unit_test(plenty_is_as_written),
        cmocka_unit_test(no_failure_is_as_written),
        cmocka_unit_test(all_things_are_listed_once),
        cmocka_unit_test(what_is_nought_for_all_is_left_out),
        cmocka_unit_test(plenty_lifts_every_bound),
        cmocka_unit_test(without_failure_only_what_leads_back_is_gone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
