/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/test.h"

#include "statistics/metrics.h"

/*
 * A centre small enough to compute every figure by hand, and what two replications of it saw.
 *
 * Class a goes visit, infusion; class b goes other; an infection strikes class a only and has the step cure.
 * There are beds, a slot, and staff without limit. The measure runs from referral to the infusion's start.
 * The horizon is 146.1 days: 0.4 years. Two replications x1, x2 have the mean m, the standard error |x1 -
 * x2| / 2 and one degree of freedom: t = 12.706.
 */
enum { CLASS_A, CLASS_B, CLASSES };
enum { INFUSION, VISIT, OTHER, CURE, STEPS }; /* not in the order of the pathway */
enum { BED, SLOT, STAFF, RESOURCES };
enum { COMPLETED, TURNED_AWAY, CENSORED, DIED, OUTCOMES };
enum { INFUSION_TAKES, VISIT_WAITS, CURE_TAKES, VISIT_TAKES, KEYS };
enum { TARGET_MEAN, TARGET_WITHIN, TARGET_MEDIAN, TARGETS };

static const double student = 12.706204736174698; /* tan(0.475 pi): one degree of freedom is Cauchy's law */
static const double horizon_days = 146.1;

struct centre {
    struct model model;
    struct step steps[STEPS];
    struct resource resources[RESOURCES];
    struct pathway pathways[2];
    struct risk risks[1];
    struct patient_class classes[CLASSES];
    struct measure measures[1];
    struct ledger_key keys[KEYS];
    struct pool *pool;
    struct metrics *metrics;
};

static const struct target targets[TARGETS] = {{STATISTIC_MEAN, 10, 0},
                                               {STATISTIC_SHARE_WITHIN, 0.4, 8},
                                               {STATISTIC_P50, 20, 0}};
static const int steps_of_a[] = {VISIT, INFUSION}, steps_of_b[] = {OTHER}, steps_of_infection[] = {CURE};
static const bool class_a_only[] = {true, false};
static const struct mark measure_ends[] = {{MARK_MEASURE_TO, 0}};

static void build_pathways(struct centre *centre)
{
    centre->steps[VISIT] = (struct step){.name = "visit", .pathway = 0, .risk = NONE};
    centre->steps[INFUSION] = (struct step){.name = "infusion", .pathway = 0, .risk = NONE, .cost = 1000};
    centre->steps[INFUSION].marks[MOMENT_START] = (struct marks){measure_ends, 1};
    centre->steps[OTHER] = (struct step){.name = "other", .pathway = 1, .risk = NONE};
    centre->steps[CURE] = (struct step){.name = "cure", .pathway = NONE, .risk = 0};
    centre->pathways[0] = (struct pathway){.name = "car_t", .steps = steps_of_a, .step_count = 2};
    centre->pathways[1] = (struct pathway){.name = "others", .steps = steps_of_b, .step_count = 1};
    centre->risks[0] = (struct risk){.name = "infection",
                                     .applies = class_a_only,
                                     .steps = steps_of_infection,
                                     .step_count = 1};
    centre->classes[CLASS_A] = (struct patient_class){.name = "a", .pathway = 0};
    centre->classes[CLASS_B] = (struct patient_class){.name = "b", .pathway = 1};
    centre->keys[INFUSION_TAKES] = (struct ledger_key){INFUSION, CAUSE_TAKES, NONE};
    centre->keys[VISIT_WAITS] = (struct ledger_key){VISIT, CAUSE_WAITS_FOR, BED};
    centre->keys[CURE_TAKES] = (struct ledger_key){CURE, CAUSE_TAKES, NONE};
    centre->keys[VISIT_TAKES] = (struct ledger_key){VISIT, CAUSE_TAKES, NONE};
}

static void build_model(struct centre *centre)
{
    static const char *outcomes[OUTCOMES] = {"completed", "turned_away", "censored", "died"};
    build_pathways(centre);
    centre->resources[BED] = (struct resource){.name = "bed",
                                               .capacity = 2,
                                               .target_all_busy = 0.5,
                                               .cost_per_day_held = 100,
                                               .cost_per_day_open = 10};
    centre->resources[SLOT] =
        (struct resource){.name = "slot", .is_slots = true, .target_all_busy = (double)NAN};
    centre->resources[STAFF] =
        (struct resource){.name = "staff", .capacity = UNLIMITED, .target_all_busy = (double)NAN};
    centre->measures[0] =
        (struct measure){.name = "wait", .from_referral = true, .targets = targets, .target_count = TARGETS};
    centre->model = (struct model){
        .currency = "EUR",
        .resources = centre->resources,
        .resource_count = RESOURCES,
        .steps = centre->steps,
        .step_count = STEPS,
        .pathways = centre->pathways,
        .pathway_count = 2,
        .risks = centre->risks,
        .risk_count = 1,
        .classes = centre->classes,
        .class_count = CLASSES,
        .measures = centre->measures,
        .measure_count = 1,
        .outcomes = outcomes,
        .outcome_count = OUTCOMES,
        .ledger_keys = centre->keys,
        .ledger_count = KEYS,
        .target_count = TARGETS,
        .run = {.horizon = 12623040, .confidence = 0.95, .pooled_max = POOLED_MAX},
    };
}

/* ---- what was seen; times in days */

static void see_count(struct observation *seen, int counter, double count)
{
    seen->counters[counter] = count;
}

static void see_days(struct observation *seen, int counter, double days)
{
    seen->counters[counter] = days * DAY;
}

static void see_value(struct observation *seen, int index, int64_t days)
{
    assert_true(series_add(&seen->series[index], days * DAY));
}

static void see_patients(const struct model *model, int replication, struct observation *seen)
{
    struct counter_layout at;
    layout_counters(model, &at);
    const bool second = replication == 1;
    see_count(seen, at.referred + CLASS_A, second ? 6 : 4);
    see_count(seen, at.referred + CLASS_B, second ? 1 : 2);
    see_count(seen, at.outcome + CLASS_A * OUTCOMES + COMPLETED, 3);
    see_count(seen, at.outcome + CLASS_A * OUTCOMES + CENSORED, second ? 1 : 0);
    see_count(seen, at.outcome + CLASS_A * OUTCOMES + DIED, second ? 2 : 1);
    see_count(seen, at.outcome + CLASS_B * OUTCOMES + COMPLETED, second ? 1 : 2);
    see_count(seen, at.reached + VISIT, second ? 6 : 4);
    see_count(seen, at.reached + INFUSION, 3);
    see_count(seen, at.reached + OTHER, second ? 1 : 2);
    see_count(seen, at.reached + CURE, second ? 0 : 1);
    see_count(seen, at.lost + VISIT * OUTCOMES + DIED, second ? 2 : 1);
    see_count(seen, at.lost + VISIT * OUTCOMES + CENSORED, second ? 1 : 0);
    see_count(seen, at.starts + VISIT, second ? 7 : 5);
    see_count(seen, at.starts + INFUSION, 3);
    see_count(seen, at.starts_window + INFUSION, second ? 2 : 4);
    see_count(seen, at.strikes, second ? 1 : 2);
    see_count(seen, at.measured + CLASS_A, 3);
    see_count(seen, at.within + TARGET_WITHIN * CLASSES + CLASS_A, 2);
    see_days(seen, at.ledger + CLASS_A * KEYS + INFUSION_TAKES, second ? 12 : 9);
    see_days(seen, at.ledger + CLASS_A * KEYS + VISIT_WAITS, second ? 6 : 4);
    see_days(seen, at.ledger + CLASS_A * KEYS + VISIT_TAKES, second ? 9 : 8);
}

static void see_resources(const struct model *model, int replication, struct observation *seen)
{
    struct counter_layout at;
    layout_counters(model, &at);
    const bool second = replication == 1;
    see_days(seen, at.occupied + BED, second ? 1.5 * horizon_days : horizon_days);
    see_days(seen, at.occupied_open + BED, second ? 70 : 50);
    see_days(seen, at.capacity_open + BED, 200);
    see_days(seen, at.open + BED, 300);
    see_days(seen, at.busy + BED, second ? 30 : 20);
    see_days(seen, at.busy_base + BED, 100);
    see_days(seen, at.queue + BED, horizon_days / 2);
    see_days(seen, at.occupied + STAFF, second ? 0 : horizon_days);
    see_count(seen, at.offered + SLOT, second ? 14 : 10);
    see_count(seen, at.used + SLOT, second ? 8 : 6);
    see_count(seen, at.lost_slots + SLOT, second ? 2 : 1);
}

static void see_series(const struct model *model, int replication, struct observation *seen)
{
    static const int64_t waits[2][3] = {{9, 5, 7}, {6, 13, 8}};
    struct series_layout at;
    layout_series(model, &at);
    for (int i = 0; i < 3; i++)
        see_value(seen, at.measure + CLASS_A, waits[replication][i]);
    see_value(seen, at.wait + VISIT, replication ? 4 : 2);
    see_value(seen, at.duration + INFUSION, 1);
    see_value(seen, at.asked + BED, replication);
    see_value(seen, at.lasts, 3);
}

/* The second replication's memory has room for more staff than it saw, as after use by a busier one. */
static void see_levels(int replication, struct observation *seen)
{
    static const double beds[2][3] = {{10, 20, 30}, {0, 30, 10}}, staff[2][4] = {{1, 3, 0, 0}, {4, 0, 0, 0}};
    seen->level_count[STAFF] = replication ? 4 : 2;
    seen->levels[STAFF] = calloc(4, sizeof *seen->levels[STAFF]);
    assert_non_null(seen->levels[STAFF]);
    for (int k = 0; k < 3; k++)
        seen->levels[BED][k] = beds[replication][k] * DAY;
    for (int k = 0; k < seen->level_count[STAFF]; k++)
        seen->levels[STAFF][k] = staff[replication][k] * DAY;
}

static void add_replication(struct pool *pool, const struct model *model, int replication)
{
    struct observation *seen = observation_create(model);
    assert_non_null(seen);
    seen->events = 100;
    see_patients(model, replication, seen);
    see_resources(model, replication, seen);
    see_series(model, replication, seen);
    see_levels(replication, seen);
    assert_true(pool_add(pool, seen));
    observation_free(model, seen);
}

static struct centre *open_centre(int replications)
{
    struct centre *centre = calloc(1, sizeof *centre);
    assert_non_null(centre);
    build_model(centre);
    centre->pool = pool_create(&centre->model);
    assert_non_null(centre->pool);
    for (int r = 0; r < replications; r++)
        add_replication(centre->pool, &centre->model, r);
    centre->metrics = metrics_estimate(centre->pool, 42);
    assert_non_null(centre->metrics);
    return centre;
}

static void close_centre(struct centre *centre)
{
    metrics_free(centre->metrics);
    pool_free(centre->pool);
    free(centre);
}

static int setup(void **state)
{
    *state = open_centre(2);
    return 0;
}

static int teardown(void **state)
{
    close_centre(*state);
    return 0;
}

static const struct metrics *metrics_of(void **state)
{
    const struct centre *centre = *state;
    return centre->metrics;
}

/* Value and interval, this computed from a standard error and cut to [least, most]. */
static void assert_figure(struct figure figure, double value, double error, double least, double most)
{
    assert_true(figure.known && figure.bounded);
    assert_near(figure.value, value, 1e-12, 0);
    assert_near(figure.low, fmax(least, value - student * error), 1e-5, 1e-12);
    assert_near(figure.high, fmin(most, value + student * error), 1e-5, 1e-12);
}

/* ---- patients */

/* 6 and 7 referred; 5 and 4 completed. */
static void patients_are_counted_a_replication(void **state)
{
    const struct metrics *metrics = metrics_of(state);
    assert_int_equal(metrics->replications, 2);
    assert_int_equal(metrics->events, 200);
    assert_true(metrics->seed == 42);
    assert_figure(metrics->all.referred, 6.5, 0.5, 0, HUGE_VAL);
    assert_figure(metrics->all.outcomes[COMPLETED], 4.5, 0.5, 0, HUGE_VAL);
    assert_figure(metrics->all.outcomes[TURNED_AWAY], 0, 0, 0, HUGE_VAL);
    assert_figure(metrics->by_class[CLASS_A].referred, 5, 1, 0, HUGE_VAL);
    assert_figure(metrics->by_class[CLASS_B].outcomes[COMPLETED], 1.5, 0.5, 0, HUGE_VAL);
}

/* 0 of 13 turned away: Wilson's upper end is 3.8415 / 16.8415. */
static void outcomes_are_shares_of_those_referred(void **state)
{
    const struct metrics *metrics = metrics_of(state);
    assert_near(metrics->all.shares[COMPLETED].value, 9.0 / 13, 1e-14, 0);
    assert_near(metrics->by_class[CLASS_A].shares[DIED].value, 0.3, 1e-14, 0);
    assert_true(metrics->all.shares[TURNED_AWAY].low == 0);
    assert_near(metrics->all.shares[TURNED_AWAY].high, 3.8415 / 16.8415, 1e-5, 0);
}

static void the_lost_are_told_by_step_and_outcome(void **state)
{
    const struct metrics *metrics = metrics_of(state);
    const struct loss_line *line = &metrics->losses[VISIT];
    assert_int_equal(line->step, VISIT);
    assert_figure(line->reached, 5, 1, 0, HUGE_VAL);
    assert_figure(line->lost[DIED], 1.5, 0.5, 0, HUGE_VAL);
    assert_figure(line->lost[CENSORED], 0.5, 0.5, 0, HUGE_VAL);
    assert_figure(metrics->losses[OTHER].lost[DIED], 0, 0, 0, HUGE_VAL);
}

/* Of 10 patients of class a: 12 starts of the visit, 6 reached infusion, 1 the cure, 3 strikes. Class b's 3
 * count for their own step only. */
static void steps_and_risks_are_told_of_those_they_concern(void **state)
{
    const struct metrics *metrics = metrics_of(state);
    /* Rests 5 - 4.8 and 7 - 7.2: v = 2 * 0.08 / 100. */
    assert_figure(metrics->steps[VISIT].per_patient, 1.2, 0.04, 0, HUGE_VAL);
    assert_near(metrics->steps[INFUSION].reached_share.value, 0.6, 1e-14, 0);
    assert_near(metrics->steps[OTHER].reached_share.value, 1, 0, 0);
    assert_near(metrics->steps[CURE].reached_share.value, 0.1, 1e-14, 0);
    assert_near(metrics->risks[0].per_patient.value, 0.3, 1e-14, 0);
    assert_near(metrics->risks[0].lasts.mean.value, 3, 0, 0);
    assert_near(metrics->steps[VISIT].wait.mean.value, 3, 0, 0);
    assert_near(metrics->steps[INFUSION].duration.max, 1, 0, 0);
}

static void what_never_happened_is_unknown_and_not_zero(void **state)
{
    const struct metrics *metrics = metrics_of(state);
    const struct summary *none = &metrics->steps[OTHER].wait;
    assert_true(none->count.known && none->count.value == 0);
    assert_false(none->any || none->mean.known || none->sd.known);
    for (int k = 0; k < QUANTILE_COUNT; k++)
        assert_false(none->quantiles[k].known);
    const struct measure_part *part = &metrics->measures_by_class[CLASS_B];
    assert_false(part->summary.any || part->targets[TARGET_MEAN].figure.known);
    assert_int_equal(part->targets[TARGET_MEAN].verdict, VERDICT_UNDECIDED);
    assert_int_equal(part->made_of_count, 0);
    assert_int_equal(part->histogram_count, 0);
}

/* ---- measures */

/* 5 7 9 and 6 8 13 days: mean 48 / 6, rests 21 - 24 and 27 - 24, v = 2 * 18 / 36. Squared distances 11 and
 * 29, so the sd is sqrt(40 / 5); of the mean square 40 / 6 the rests are -9 and 9, its error 3, that of its
 * root 3 / (2 sqrt(40 / 6)). */
static void a_measure_is_summed_up_over_all_patients(void **state)
{
    const struct summary *summary = &metrics_of(state)->measures[0].summary;
    assert_true(summary->any);
    assert_figure(summary->count, 3, 0, 0, HUGE_VAL);
    assert_figure(summary->mean, 8, 1, 0, HUGE_VAL);
    assert_figure(summary->sd, sqrt(8), 3 / (2 * sqrt(40.0 / 6)), 0, HUGE_VAL);
    assert_true(summary->min == 5 && summary->max == 13);
    assert_near(summary->quantiles[2].value, 6.25, 1e-14, 0);
    assert_near(summary->quantiles[3].value, 7.5, 1e-14, 0);
    assert_near(summary->quantiles[5].value, 11, 1e-14, 0);
}

/* 8 = 10/6 waiting + 17/6 visit + 21/6 infusion, in the order of the pathway; nobody's wait had a cure in
 * it. */
static void the_days_go_where_the_ledger_says(void **state)
{
    const struct measure_part *part = &metrics_of(state)->measures[0];
    const int keys[] = {VISIT_WAITS, VISIT_TAKES, INFUSION_TAKES};
    const double days[] = {10.0 / 6, 17.0 / 6, 21.0 / 6};
    double sum = 0;
    assert_int_equal(part->made_of_count, 3);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(part->made_of[i].key, keys[i]);
        assert_near(part->made_of[i].mean.value, days[i], 1e-14, 0);
        sum += part->made_of[i].mean.value;
    }
    assert_near(sum, part->summary.mean.value, 1e-14, 0);
}

/* 13 days in quarters of a day are 53 bins; in twelfths they would be 157. */
static void a_histogram_has_twenty_to_sixty_bins_of_a_width_that_people_read(void **state)
{
    const struct measure_part *part = &metrics_of(state)->measures[0];
    assert_near(part->histogram_width, 0.25, 0, 0);
    assert_int_equal(part->histogram_count, 53);
    for (int k = 0; k < part->histogram_count; k++)
        assert_int_equal(part->histogram[k], k == 20 || k == 24 || k == 28 || k == 32 || k == 36 || k == 52);
}

/* Mean 8 with half-width 12.706, goal 10: 2 * 6.353^2 = 80.7, so 79 more. Within 8 days are 2 of 3 and 2 of
 * 3: Wilson for 4 of 6 is 0.300 to 0.903, the goal 0.4: 2 * (0.3667 / 0.2667)^2 = 3.8, so 2 more. Six values
 * bound no median here. */
static void targets_are_judged_by_their_interval(void **state)
{
    const struct target_result *results = metrics_of(state)->measures[0].targets;
    assert_int_equal(results[TARGET_MEAN].statistic, STATISTIC_MEAN);
    assert_int_equal(results[TARGET_MEAN].verdict, VERDICT_UNDECIDED);
    assert_near(results[TARGET_MEAN].more_replications, 79, 0, 0);
    assert_near(results[TARGET_WITHIN].figure.value, 4.0 / 6, 1e-14, 0);
    assert_near(results[TARGET_WITHIN].figure.low, 0.300, 0, 0.0005);
    assert_near(results[TARGET_WITHIN].figure.high, 0.903, 0, 0.0005);
    assert_near(results[TARGET_WITHIN].more_replications, 2, 0, 0);
    assert_near(results[TARGET_MEDIAN].figure.value, 7.5, 1e-14, 0);
    assert_int_equal(results[TARGET_MEDIAN].verdict, VERDICT_UNDECIDED);
    assert_false(results[TARGET_MEDIAN].more_known);
}

/* Class b never comes to an infusion, and is no part of those who might have. */
static void the_treated_are_a_share_of_those_who_could_be(void **state)
{
    assert_near(metrics_of(state)->treated[0].value, 0.6, 1e-14, 0);
}

/* ---- resources and costs */

/* Beds held 1 and 1.5; 50 + 70 of 400 open; all busy 20 + 30 of 200, rests -5 and 5, v = 2 * 50 / 200^2, so
 * 0.25 needs 2 * (12.706 * 0.05 / 0.25)^2 = 12.9 replications to keep below 0.5. */
static void beds_have_their_use_and_their_queue(void **state)
{
    const struct resource_part *part = &metrics_of(state)->resources[BED];
    assert_figure(part->occupied, 1.25, 0.25, 0, HUGE_VAL);
    assert_figure(part->queue, 0.5, 0, 0, HUGE_VAL);
    assert_figure(part->utilisation, 0.3, 0.05, 0, HUGE_VAL);
    assert_figure(part->all_busy, 0.25, 0.05, 0, 1);
    assert_false(part->offered.known || part->unused.known);
    assert_near(part->wait.mean.value, 0.5, 0, 0);
    assert_int_equal(part->target.verdict, VERDICT_UNDECIDED);
    assert_near(part->target.more_replications, 11, 0, 0);
}

static void time_is_shared_out_among_levels(void **state)
{
    const struct resource_part *resources = metrics_of(state)->resources;
    const double beds[] = {0.1, 0.5, 0.4}, staff[] = {5.0 / 8, 3.0 / 8};
    assert_int_equal(resources[BED].level_count, 3);
    for (int k = 0; k < 3; k++)
        assert_near(resources[BED].share_of_time[k], beds[k], 1e-14, 0);
    assert_int_equal(resources[STAFF].level_count, 2);
    for (int k = 0; k < 2; k++)
        assert_near(resources[STAFF].share_of_time[k], staff[k], 1e-14, 0);
    assert_int_equal(resources[SLOT].level_count, 0);
}

static void slots_are_used_lost_or_unused(void **state)
{
    const struct resource_part *part = &metrics_of(state)->resources[SLOT];
    assert_figure(part->offered, 12, 2, 0, HUGE_VAL);
    assert_figure(part->used, 7, 1, 0, HUGE_VAL);
    assert_figure(part->lost, 1.5, 0.5, 0, HUGE_VAL);
    assert_figure(part->unused, 3.5, 0.5, 0, HUGE_VAL);
    assert_near(part->utilisation.value, 14.0 / 24, 1e-14, 0);
    assert_false(part->occupied.known || part->queue.known || part->all_busy.known);
}

static void what_has_no_limit_has_no_utilisation(void **state)
{
    const struct resource_part *part = &metrics_of(state)->resources[STAFF];
    assert_near(part->occupied.value, 0.5, 1e-14, 0);
    assert_false(part->utilisation.known || part->all_busy.known || part->target.figure.known);
}

/* Beds: 14610 + 3000 and 21915 + 3000 in 0.4 years; infusions: 4000 and 2000. 9 patients completed. */
static void costs_are_a_year_and_a_completed_patient(void **state)
{
    const struct metrics *metrics = metrics_of(state);
    assert_true(metrics->has_costs);
    assert_int_equal(metrics->cost_count, 2);
    assert_true(!metrics->costs[0].is_step && metrics->costs[0].index == BED);
    assert_true(metrics->costs[1].is_step && metrics->costs[1].index == INFUSION);
    assert_figure(metrics->costs[0].per_year, 53156.25, 9131.25, 0, HUGE_VAL);
    assert_figure(metrics->costs[1].per_year, 7500, 2500, 0, HUGE_VAL);
    assert_figure(metrics->cost_per_year, 60656.25, 6631.25, 0, HUGE_VAL);
    assert_near(metrics->cost_per_completed.value, 48525.0 / 9, 1e-14, 0);
}

/* ---- all of it */

static void assert_sound(const struct figure *figures, size_t count, bool bounded)
{
    for (size_t i = 0; i < count; i++) {
        const struct figure *figure = &figures[i];
        assert_true(isfinite(figure->value) && isfinite(figure->low) && isfinite(figure->high));
        assert_true(figure->low <= figure->value && figure->value <= figure->high);
        assert_true(bounded || !figure->bounded);
    }
}

static void assert_summary_sound(const struct summary *summary, bool bounded)
{
    assert_sound(&summary->count, 1, bounded);
    assert_sound(&summary->mean, 1, bounded);
    assert_sound(&summary->sd, 1, bounded);
    assert_sound(summary->quantiles, QUANTILE_COUNT, bounded);
}

static void assert_all_sound(const struct metrics *metrics, bool bounded)
{
    assert_sound(&metrics->all.referred, 1, bounded);
    assert_sound(metrics->all.outcomes, OUTCOMES, bounded);
    assert_sound(metrics->all.shares, OUTCOMES, bounded);
    assert_sound(metrics->treated, 1, bounded);
    assert_sound(&metrics->cost_per_year, 1, bounded);
    assert_sound(&metrics->cost_per_completed, 1, bounded);
    assert_summary_sound(&metrics->measures[0].summary, bounded);
    for (int c = 0; c < CLASSES; c++)
        assert_summary_sound(&metrics->measures_by_class[c].summary, bounded);
    for (int i = 0; i < STEPS; i++) {
        const struct step_part *part = &metrics->steps[i];
        assert_sound((const struct figure[]){part->per_patient, part->reached_share}, 2, bounded);
        assert_summary_sound(&part->wait, bounded);
    }
    for (int i = 0; i < RESOURCES; i++) {
        const struct resource_part *part = &metrics->resources[i];
        assert_sound((const struct figure[]){part->occupied, part->utilisation, part->all_busy, part->queue,
                                             part->offered, part->used, part->lost, part->unused},
                     8, bounded);
        assert_summary_sound(&part->wait, bounded);
    }
}

static void every_figure_is_a_number_inside_its_interval(void **state)
{
    assert_all_sound(metrics_of(state), true);
}

static void one_replication_gives_values_without_intervals(void **state)
{
    (void)state;
    struct centre *centre = open_centre(1);
    const struct metrics *metrics = centre->metrics;
    assert_all_sound(metrics, false);
    assert_near(metrics->measures[0].summary.mean.value, 7, 0, 0);
    assert_near(metrics->resources[BED].occupied.value, 1, 1e-14, 0);
    assert_int_equal(metrics->measures[0].targets[TARGET_MEAN].verdict, VERDICT_UNDECIDED);
    assert_int_equal(metrics->resources[BED].target.verdict, VERDICT_UNDECIDED);
    close_centre(centre);
}

static void no_replication_gives_nothing(void **state)
{
    (void)state;
    struct centre *centre = open_centre(0);
    assert_all_sound(centre->metrics, false);
    assert_false(centre->metrics->all.referred.known);
    assert_false(centre->metrics->resources[BED].occupied.known);
    assert_int_equal(centre->metrics->resources[BED].level_count, 0);
    close_centre(centre);
}

/* Both replications twenty times over: values stay, intervals shrink. Columns and samples have grown several
 * times, and what came first is still there. */
static void many_replications_keep_what_each_saw(void **state)
{
    (void)state;
    struct centre *centre = open_centre(0);
    for (int r = 0; r < 40; r++)
        add_replication(centre->pool, &centre->model, r % 2);
    struct metrics *metrics = metrics_estimate(centre->pool, 42);
    assert_non_null(metrics);
    assert_all_sound(metrics, true);
    assert_near(metrics->all.referred.value, 6.5, 1e-14, 0);
    /* sd sqrt(40/39)/2, standard error that over sqrt(40), t with 39 degrees 2.023. */
    assert_near(metrics->all.referred.high - 6.5, 2.023 * 0.5 / sqrt(39), 0.0005, 0);
    assert_near(metrics->measures[0].summary.mean.value, 8, 1e-14, 0);
    assert_near(metrics->resources[SLOT].utilisation.value, 14.0 / 24, 1e-14, 0);
    assert_true(metrics->measures[0].summary.quantiles[3].bounded);
    metrics_free(metrics);
    close_centre(centre);
}

#define with_centre(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_centre(patients_are_counted_a_replication),
        with_centre(outcomes_are_shares_of_those_referred),
        with_centre(the_lost_are_told_by_step_and_outcome),
        with_centre(steps_and_risks_are_told_of_those_they_concern),
        with_centre(what_never_happened_is_unknown_and_not_zero),
        with_centre(a_measure_is_summed_up_over_all_patients),
        with_centre(the_days_go_where_the_ledger_says),
        with_centre(a_histogram_has_twenty_to_sixty_bins_of_a_width_that_people_read),
        with_centre(targets_are_judged_by_their_interval),
        with_centre(the_treated_are_a_share_of_those_who_could_be),
        with_centre(beds_have_their_use_and_their_queue),
        with_centre(time_is_shared_out_among_levels),
        with_centre(slots_are_used_lost_or_unused),
        with_centre(what_has_no_limit_has_no_utilisation),
        with_centre(costs_are_a_year_and_a_completed_patient),
        with_centre(every_figure_is_a_number_inside_its_interval),
        cmocka_unit_test(one_replication_gives_values_without_intervals),
        cmocka_unit_test(no_replication_gives_nothing),
        cmocka_unit_test(many_replications_keep_what_each_saw),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
