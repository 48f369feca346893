/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_RESULTS_DESCRIBE_PARTS_H
#define CARTSIM_RESULTS_DESCRIBE_PARTS_H

#include "results/describe.h"
#include "results/draw_words.h"

/* The parts of a description. Private to sim/results. */
enum stress_place {
    STRESS_PURPOSE,
    STRESS_OUTPUTS,
    STRESS_AIMS,
    STRESS_DIAGRAM,
    STRESS_BASE_LOGIC,
    STRESS_SCENARIO_LOGIC,
    STRESS_ALGORITHMS,
    STRESS_ENTITIES,
    STRESS_ACTIVITIES,
    STRESS_RESOURCES,
    STRESS_QUEUES,
    STRESS_ENTRY,
    STRESS_SOURCES,
    STRESS_PREPROCESSING,
    STRESS_INPUTS,
    STRESS_ASSUMPTIONS,
    STRESS_INITIALISATION,
    STRESS_RUN_LENGTH,
    STRESS_ESTIMATION,
    STRESS_SOFTWARE,
    STRESS_SAMPLING,
    STRESS_EXECUTION,
    STRESS_SYSTEM,
    STRESS_SHARING
};

/* Adds a line to an item and marks it as stated. */
void say(struct description *description, enum stress_place item, int indent, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* describe_logic.c: what the model is. describe_inputs.c: its numbers. describe_run.c: how it is run. */
void describe_logic(struct description *description);
void describe_inputs(struct description *description);
void describe_run(struct description *description);

#endif
