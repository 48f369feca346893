/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/sample.h"

#include <math.h>
#include <string.h>

struct figure figure_around(double value, double half)
{
    return (struct figure){value, value - half, value + half, true, true};
}

struct figure figure_alone(double value)
{
    return (struct figure){value, value, value, true, false};
}

struct summary summary_around(double count, double mean)
{
    struct summary summary = {.count = figure_around(count, 0.5),
                              .mean = figure_around(mean, 1.25),
                              .sd = figure_alone(2.5),
                              .min = 0.5,
                              .max = 99.25,
                              .any = true};
    for (int i = 0; i < QUANTILE_COUNT; i++)
        summary.quantiles[i] = figure_around(mean - 4 + i, 0.75);
    return summary;
}

/* ---- the model */

static const char *const PRODUCTS[] = {"", "brexu-cel", "cells, \"fresh\""};
static const char *const TRUTHS[] = {"", "true", "false"};
static const char *OUTCOMES[] = {"completed", "turned_away", "censored", "ineligible", "died_waiting"};
static const int CAR_T_STEPS[] = {EVALUATION, APHERESIS, INFUSION}, TRANSPLANT_STEPS[] = {STAY},
                 RISK_STEPS[] = {TREATMENT};
static const bool APPLIES[] = {true, true};
static const struct mark FROM_MARKS[] = {{MARK_MEASURE_FROM, VEIN_TO_VEIN}};
static const struct mark TO_MARKS[] = {{MARK_MEASURE_TO, REFERRAL_TO_INFUSION},
                                       {MARK_MEASURE_TO, VEIN_TO_VEIN}};
static const struct target TARGETS[] = {{STATISTIC_P90, 45, 0}, {STATISTIC_SHARE_WITHIN, 0.8, 42}};
static const int UNFIT[] = {0};

static void fill_ways(struct sample *sample)
{
    static const char *const names[] = {"evaluation", "apheresis", "infusion", "stay", "treatment"};
    for (int i = 0; i < SAMPLE_STEPS; i++)
        sample->steps[i] =
            (struct step){.name = names[i], .pathway = i < STAY ? 0 : 1, .risk = NONE, .leaves = NONE};
    sample->steps[TREATMENT].pathway = NONE;
    sample->steps[TREATMENT].risk = 0;
    sample->held = (struct claim){WARD_BED, 1};
    sample->steps[INFUSION].holds = &sample->held;
    sample->steps[INFUSION].hold_count = 1;
    sample->steps[APHERESIS].marks[MOMENT_START] = (struct marks){FROM_MARKS, 1};
    sample->steps[INFUSION].marks[MOMENT_START] = (struct marks){TO_MARKS, 2};
    sample->pathways[0] = (struct pathway){"car_t", EVALUATION, CAR_T_STEPS, 3};
    sample->pathways[1] = (struct pathway){"transplant", STAY, TRANSPLANT_STEPS, 1};
    sample->risk = (struct risk){.name = "infection",
                                 .applies = APPLIES,
                                 .unfit = true,
                                 .leaves = NONE,
                                 .first = TREATMENT,
                                 .steps = RISK_STEPS,
                                 .step_count = 1};
    sample->classes[B_ALL] = (struct patient_class){.name = "b_all", .pathway = 0};
    sample->classes[ALLO] = (struct patient_class){.name = "allo", .pathway = 1};
}

static void fill_resources(struct sample *sample)
{
    sample->resources[WARD_BED] =
        (struct resource){.name = "ward_bed", .capacity = 4, .target_all_busy = 0.05};
    sample->resources[APHERESIS_SLOT] = (struct resource){.name = "apheresis_slot",
                                                          .is_slots = true,
                                                          .capacity = 1,
                                                          .target_all_busy = (double)NAN};
    sample->resources[STAFF_BED] =
        (struct resource){.name = "staff_bed", .capacity = UNLIMITED, .target_all_busy = (double)NAN};
}

static void fill_measures(struct sample *sample)
{
    sample->measures[REFERRAL_TO_INFUSION] = (struct measure){.name = "referral_to_infusion",
                                                              .from = "referral",
                                                              .to = "infusion.start",
                                                              .from_referral = true};
    sample->measures[VEIN_TO_VEIN] = (struct measure){.name = "vein_to_vein",
                                                      .from = "apheresis.start",
                                                      .to = "infusion.start",
                                                      .targets = TARGETS,
                                                      .target_count = 2};
    sample->keys[0] = (struct ledger_key){EVALUATION, CAUSE_TAKES, NONE};
    sample->keys[1] = (struct ledger_key){APHERESIS, CAUSE_WAITS_FOR, APHERESIS_SLOT};
    sample->keys[2] = (struct ledger_key){INFUSION, CAUSE_UNFIT, 0};
    sample->keys[3] = (struct ledger_key){TREATMENT, CAUSE_JOINS, NONE};
}

static void fill_model(struct sample *sample)
{
    fill_ways(sample);
    fill_resources(sample);
    fill_measures(sample);
    sample->attributes[0] = (struct attribute){"product", PRODUCTS, 3};
    sample->attributes[1] = (struct attribute){"cd22_positive", TRUTHS, 3};
    sample->evidence[0] =
        (struct evidence){"pathways.car_t.evaluation.takes", "4 d", "Seed 2025", "measured", "of four"};
    sample->evidence[1] = (struct evidence){"resources.ward_bed.capacity", "4", "", "assumption", ""};
    sample->model = (struct model){.name = "A small centre",
                                   .currency = "EUR",
                                   .attributes = sample->attributes,
                                   .resources = sample->resources,
                                   .steps = sample->steps,
                                   .pathways = sample->pathways,
                                   .risks = &sample->risk,
                                   .classes = sample->classes,
                                   .measures = sample->measures,
                                   .outcomes = OUTCOMES,
                                   .ledger_keys = sample->keys,
                                   .unfit_risks = UNFIT,
                                   .attribute_count = SAMPLE_ATTRIBUTES,
                                   .resource_count = SAMPLE_RESOURCES,
                                   .step_count = SAMPLE_STEPS,
                                   .pathway_count = SAMPLE_PATHWAYS,
                                   .risk_count = 1,
                                   .class_count = SAMPLE_CLASSES,
                                   .measure_count = SAMPLE_MEASURES,
                                   .outcome_count = SAMPLE_OUTCOMES,
                                   .ledger_count = SAMPLE_KEYS,
                                   .unfit_count = 1,
                                   .run = {.start_day = 20094,
                                           .warmup = 365 * (int64_t)DAY + DAY / 4,
                                           .horizon = 1000 * (int64_t)DAY,
                                           .follow = NONE,
                                           .replications = 20,
                                           .seed = 7,
                                           .confidence = 0.95},
                                   .evidence = sample->evidence,
                                   .evidence_count = 2};
}

/* ---- the metrics: 40 referred to car_t, of whom 12 are ineligible and 4 die, and 10 to transplant */

static void fill_patients(struct sample *sample)
{
    static const double counts[1 + SAMPLE_CLASSES][SAMPLE_OUTCOMES] = {{34, 0, 0, 12, 4},
                                                                       {24, 0, 0, 12, 4},
                                                                       {10, 0, 0, 0, 0}};
    static const double referred[] = {50, 40, 10};
    for (int row = 0; row < 1 + SAMPLE_CLASSES; row++) {
        for (int i = 0; i < SAMPLE_OUTCOMES; i++) {
            sample->outcomes[row][i] = figure_around(counts[row][i], 0);
            sample->shares[row][i] = figure_around(counts[row][i] / referred[row], 0.02);
        }
        struct patients_part part = {figure_around(referred[row], 2), sample->outcomes[row],
                                     sample->shares[row]};
        if (row == 0)
            sample->metrics.all = part;
        else
            sample->by_class[row - 1] = part;
    }
    for (int i = 0; i < SAMPLE_STEPS; i++) {
        sample->losses[i] =
            (struct loss_line){i, figure_around(i == STAY ? 10 : 40 - 12 * (i > 0), 1), sample->lost[i]};
        for (int k = 0; k < SAMPLE_OUTCOMES; k++)
            sample->lost[i][k] = figure_around(0, 0);
    }
    sample->lost[EVALUATION][OUTCOME_INELIGIBLE] = figure_around(12, 1.5);
    sample->lost[APHERESIS][OUTCOME_DIED_WAITING] = figure_around(4, 0.5);
}

/* 60 days from referral: 4 evaluation, 11 for a slot, 5 unfit, 40 beside treatment. */
static void fill_measured(struct sample *sample)
{
    static const double days[] = {4, 11, 5, 40};
    for (int i = 0; i < SAMPLE_KEYS; i++)
        sample->ledger[i] = (struct ledger_line){i, figure_around(days[i], 0.5)};
    sample->histogram[0] = 3;
    sample->histogram[2] = 477;
    sample->measure_parts[REFERRAL_TO_INFUSION] = (struct measure_part){.summary = summary_around(24, 60),
                                                                        .made_of = sample->ledger,
                                                                        .made_of_count = SAMPLE_KEYS,
                                                                        .histogram_width = 30,
                                                                        .histogram = sample->histogram,
                                                                        .histogram_count = 3};
    sample->results[0] =
        (struct target_result){STATISTIC_P90, 45, 0, figure_around(44, 2), VERDICT_UNDECIDED, true, 120};
    sample->results[1] = (struct target_result){STATISTIC_SHARE_WITHIN, 0.8,   42, figure_around(0.5, 0.1),
                                                VERDICT_MISSED,         false, 0};
    sample->measure_parts[VEIN_TO_VEIN] =
        (struct measure_part){.summary = summary_around(24, 41), .targets = sample->results};
    for (int i = 0; i < SAMPLE_MEASURES; i++) {
        sample->treated[i] = figure_around(0.6, 0.05);
        sample->measure_parts_by_class[i * SAMPLE_CLASSES + B_ALL] = sample->measure_parts[i];
        sample->measure_parts_by_class[i * SAMPLE_CLASSES + ALLO] =
            (struct measure_part){.summary.count = figure_around(0, 0), .targets = sample->results};
    }
}

static void fill_used(struct sample *sample)
{
    static const double shares[] = {0.1, 0.2, 0.3, 0.25, 0.15};
    memcpy(sample->levels, shares, sizeof shares);
    sample->resource_parts[WARD_BED] =
        (struct resource_part){.occupied = figure_around(2.15, 0.2),
                               .utilisation = figure_around(0.5375, 0.05),
                               .all_busy = figure_around(0.15, 0.03),
                               .queue = figure_around(0.4, 0.1),
                               .share_of_time = sample->levels,
                               .level_count = 5,
                               .wait = summary_around(30, 6),
                               .target = {STATISTIC_COUNT, 0.05, 0, figure_around(0.15, 0.03), VERDICT_MISSED,
                                          false, 0}};
    sample->resource_parts[APHERESIS_SLOT] =
        (struct resource_part){.offered = figure_around(286, 0),
                               .used = figure_around(28, 2),
                               .lost = figure_around(1.5, 0.5),
                               .unused = figure_around(256.5, 2),
                               .utilisation = figure_around(28.0 / 286, 0.01),
                               .wait = summary_around(29, 11)};
    sample->resource_parts[STAFF_BED] = (struct resource_part){.occupied = figure_around(1.5, 0.25),
                                                               .queue = figure_around(0, 0),
                                                               .share_of_time = sample->levels,
                                                               .level_count = 2,
                                                               .wait = {.count = figure_around(0, 0)}};
    for (int i = 0; i < SAMPLE_STEPS; i++)
        sample->step_parts[i] = (struct step_part){figure_around(0.75, 0.1), figure_around(0.7, 0.1),
                                                   summary_around(30, 7), summary_around(30, 9)};
    sample->risk_part = (struct risk_part){figure_around(0.145, 0.03), summary_around(7, 18)};
    sample->costs[0] = (struct cost_line){false, WARD_BED, figure_around(700000, 5000)};
    sample->costs[1] = (struct cost_line){true, INFUSION, figure_around(2800000, 9000)};
}

static void fill_metrics(struct sample *sample)
{
    sample->metrics = (struct metrics){.model = &sample->model,
                                       .replications = 20,
                                       .seed = 7,
                                       .events = 123456,
                                       .by_class = sample->by_class,
                                       .measures = sample->measure_parts,
                                       .measures_by_class = sample->measure_parts_by_class,
                                       .treated = sample->treated,
                                       .losses = sample->losses,
                                       .steps = sample->step_parts,
                                       .resources = sample->resource_parts,
                                       .risks = &sample->risk_part,
                                       .has_costs = true,
                                       .cost_per_year = figure_around(3500000, 14000),
                                       .cost_per_completed = figure_around(281904.25, 900),
                                       .costs = sample->costs,
                                       .cost_count = 2};
    fill_patients(sample);
    fill_measured(sample);
    fill_used(sample);
}

void sample_fill(struct sample *sample)
{
    memset(sample, 0, sizeof *sample);
    fill_model(sample);
    fill_metrics(sample);
    sample->scenario = (struct scenario){.path = "scenarios/small.yaml"};
    memset(sample->scenario.sha256, 'a', 64);
}
