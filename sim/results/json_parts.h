/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_RESULTS_JSON_PARTS_H
#define CARTSIM_RESULTS_JSON_PARTS_H

#include "results/json_writer.h"
#include "scenario/scenario.h"
#include "statistics/comparison.h"
#include "statistics/precision.h"

/* What every file of results has in common. */

/* {"format": 1, "version": "0.1.0"} */
struct cJSON *json_about(struct json_writer *writer);
/* {"value": x, "ci": [low, high]}, "ci": null without an interval; null when it is not known. */
struct cJSON *json_estimate(struct json_writer *writer, struct figure figure);
/* {"name", "file", "sha256", "set"}: which scenario it was. */
struct cJSON *json_scenario(struct json_writer *writer, const struct scenario *scenario, const char *name);
/* The pathway that a step stands in, or the risk. */
const char *json_home_of(const struct model *model, const struct step *step);
/* [{"pathway", "step", "what", "mean"}]: what the days of a measure are made of. */
struct cJSON *json_ledger(struct json_writer *writer, const struct model *model,
                          const struct measure_part *part);
/* What is said of a difference: "lower", "unclear". */
const char *json_verdict(enum comparison_verdict verdict);

/* What --precision was asked for and whether it was reached. */
struct cJSON *json_precision(struct json_writer *writer, const struct precision *precision);

#endif
