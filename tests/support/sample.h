/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_SAMPLE_H
#define CARTSIM_TESTS_SAMPLE_H

#include "scenario/scenario.h"
#include "statistics/metrics.h"

/*
 * A small model and its metrics, made by hand, for tests of what is written: every number is known before
 * anything runs.
 *
 * Pathway car_t: evaluation, apheresis (books apheresis_slot), infusion (holds ward_bed). Pathway transplant:
 * stay. Classes b_all and allo, one for each. The risk infection has a step, treatment. Tests change what
 * they are about.
 */
enum {
    SAMPLE_ATTRIBUTES = 2,
    SAMPLE_OUTCOMES = 5,
    SAMPLE_RESOURCES = 3,
    SAMPLE_STEPS = 5,
    SAMPLE_PATHWAYS = 2,
    SAMPLE_CLASSES = 2,
    SAMPLE_MEASURES = 2,
    SAMPLE_KEYS = 4
};
enum sample_outcome { OUTCOME_INELIGIBLE = OUTCOMES_FIXED, OUTCOME_DIED_WAITING };
enum sample_resource { WARD_BED, APHERESIS_SLOT, STAFF_BED };
enum sample_step { EVALUATION, APHERESIS, INFUSION, STAY, TREATMENT };
enum sample_class { B_ALL, ALLO };
enum sample_measure { REFERRAL_TO_INFUSION, VEIN_TO_VEIN };

struct sample {
    struct model model;
    struct metrics metrics;
    struct scenario scenario;

    struct attribute attributes[SAMPLE_ATTRIBUTES];
    struct resource resources[SAMPLE_RESOURCES];
    struct step steps[SAMPLE_STEPS];
    struct pathway pathways[SAMPLE_PATHWAYS];
    struct risk risk;
    struct patient_class classes[SAMPLE_CLASSES];
    struct measure measures[SAMPLE_MEASURES];
    struct ledger_key keys[SAMPLE_KEYS];
    struct evidence evidence[2];
    struct claim held;

    struct patients_part by_class[SAMPLE_CLASSES];
    struct figure outcomes[1 + SAMPLE_CLASSES][SAMPLE_OUTCOMES], shares[1 + SAMPLE_CLASSES][SAMPLE_OUTCOMES];
    struct measure_part measure_parts[SAMPLE_MEASURES],
        measure_parts_by_class[SAMPLE_MEASURES * SAMPLE_CLASSES];
    struct target_result results[2];
    struct ledger_line ledger[SAMPLE_KEYS];
    uint64_t histogram[3];
    struct figure treated[SAMPLE_MEASURES];
    struct loss_line losses[SAMPLE_STEPS];
    struct figure lost[SAMPLE_STEPS][SAMPLE_OUTCOMES];
    struct step_part step_parts[SAMPLE_STEPS];
    struct resource_part resource_parts[SAMPLE_RESOURCES];
    double levels[5];
    struct risk_part risk_part;
    struct cost_line costs[2];
};

/* Points into itself: it must stay where it is. */
void sample_fill(struct sample *sample);

/* Known, with an interval of `half` on both sides; known without an interval. */
struct figure figure_around(double value, double half);
struct figure figure_alone(double value);
/* Of `count` values a replication; the mean and its quantiles are mean - 4, -3, ... +3 days, sd 2.5, min 0.5,
 * max 99.25. */
struct summary summary_around(double count, double mean);

#endif
