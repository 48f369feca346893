/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "results/json_parts.h"
#include "results/response_words.h"
#include "results/results.h"
#include "scenario/values.h"
#include "statistics/precision.h"

/* metrics.json. A figure without data is null, never 0 and never NaN. */
struct writer {
    struct json_writer json;
    const struct metrics *metrics;
    const struct model *model;
};

enum { TEXT_SIZE = 1024 }; /* two names of the format (100 characters each) and some words */

/* ---- small parts */

/* null where nothing is said. */
static void add_remark(struct writer *writer, struct cJSON *object, const char *key, const char *text)
{
    json_add(&writer->json, object, key, text && *text ? json_text(text) : json_null());
}

static void add_figure(struct writer *writer, struct cJSON *object, const char *key, struct figure figure)
{
    json_add(&writer->json, object, key, json_estimate(&writer->json, figure));
}

static void add_summary(struct writer *writer, struct cJSON *object, const struct summary *summary)
{
    add_figure(writer, object, "count", summary->count);
    add_figure(writer, object, "mean", summary->mean);
    add_figure(writer, object, "sd", summary->sd);
    json_add_number(&writer->json, object, "min", summary->any ? summary->min : (double)NAN);
    for (int i = 0; i < QUANTILE_COUNT; i++)
        add_figure(writer, object, quantile_names[i], summary->quantiles[i]);
    json_add_number(&writer->json, object, "max", summary->any ? summary->max : (double)NAN);
}

static struct cJSON *summary_object(struct writer *writer, const struct summary *summary)
{
    struct cJSON *object = json_object(&writer->json);
    add_summary(writer, object, summary);
    return object;
}

static struct cJSON *target(struct writer *writer, const struct target_result *result)
{
    static const char *const verdicts[] = {"met", "missed", "undecided"};
    struct cJSON *object = json_object(&writer->json);
    json_add_number(&writer->json, object, "goal", result->goal);
    json_add_text(&writer->json, object, "verdict", verdicts[result->verdict]);
    json_add_number(&writer->json, object, "more_replications",
                    result->more_known ? result->more_replications : (double)NAN);
    return object;
}

/* ---- measures */

static void add_targets(struct writer *writer, struct cJSON *object, const struct measure *measure,
                        const struct measure_part *part)
{
    static const char *const keys[] = {"mean", "p05", "p10", "p25", "p50", "p75", "p90", "p95", "p99"};
    struct cJSON *targets = json_object(&writer->json), *within = NULL;
    for (int i = 0; i < measure->target_count; i++) {
        const struct target_result *result = &part->targets[i];
        if (result->statistic != STATISTIC_SHARE_WITHIN) {
            json_add(&writer->json, targets, keys[result->statistic], target(writer, result));
            continue;
        }
        char days[48], text[32];
        results_number(result->within, text);
        snprintf(days, sizeof days, "%s d", text);
        within = within ? within : json_object(&writer->json);
        json_add(&writer->json, within, days, target(writer, result));
    }
    if (within)
        json_add(&writer->json, targets, "share_within", within);
    json_add(&writer->json, object, "target", targets);
}

static struct cJSON *histogram(struct writer *writer, const struct measure_part *part)
{
    struct cJSON *object = json_object(&writer->json), *counts = json_list(&writer->json);
    for (int i = 0; i < part->histogram_count; i++)
        json_append(&writer->json, counts, json_whole(part->histogram[i]));
    json_add_number(&writer->json, object, "from", 0);
    json_add_number(&writer->json, object, "width", part->histogram_width);
    json_add(&writer->json, object, "counts", counts);
    return object;
}

static struct cJSON *measure_object(struct writer *writer, const struct measure *measure,
                                    const struct measure_part *part)
{
    struct cJSON *object = json_object(&writer->json);
    json_add_text(&writer->json, object, "unit", "d");
    add_summary(writer, object, &part->summary);
    if (measure->target_count)
        add_targets(writer, object, measure, part);
    json_add(&writer->json, object, "made_of", json_ledger(&writer->json, writer->model, part));
    json_add(&writer->json, object, "histogram",
             part->histogram_count ? histogram(writer, part) : json_null());
    return object;
}

static struct cJSON *measures(struct writer *writer)
{
    const struct model *model = writer->model;
    struct cJSON *all = json_object(&writer->json);
    for (int i = 0; i < model->measure_count; i++) {
        struct cJSON *object = measure_object(writer, &model->measures[i], &writer->metrics->measures[i]);
        struct cJSON *classes = json_object(&writer->json);
        for (int k = 0; k < model->class_count; k++)
            json_add(&writer->json, classes, model->classes[k].name,
                     measure_object(writer, &model->measures[i],
                                    &writer->metrics->measures_by_class[i * model->class_count + k]));
        json_add(&writer->json, object, "by_class", classes);
        add_figure(writer, object, "measured", writer->metrics->treated[i]);
        json_add(&writer->json, all, model->measures[i].name, object);
    }
    return all;
}

/* ---- patients, losses, steps */

static struct cJSON *patients_object(struct writer *writer, const struct patients_part *part)
{
    const struct model *model = writer->model;
    struct cJSON *object = json_object(&writer->json), *outcomes = json_object(&writer->json),
                 *shares = json_object(&writer->json);
    add_figure(writer, object, "referred", part->referred);
    for (int i = 0; i < model->outcome_count; i++) {
        add_figure(writer, outcomes, model->outcomes[i], part->outcomes[i]);
        add_figure(writer, shares, model->outcomes[i], part->shares[i]);
    }
    json_add(&writer->json, object, "outcomes", outcomes);
    json_add(&writer->json, object, "shares", shares);
    return object;
}

static struct cJSON *patients(struct writer *writer)
{
    struct cJSON *object = json_object(&writer->json);
    json_add(&writer->json, object, "all", patients_object(writer, &writer->metrics->all));
    for (int i = 0; i < writer->model->class_count; i++)
        json_add(&writer->json, object, writer->model->classes[i].name,
                 patients_object(writer, &writer->metrics->by_class[i]));
    return object;
}

static struct cJSON *loss_line(struct writer *writer, int step)
{
    const struct loss_line *line = &writer->metrics->losses[step];
    struct cJSON *object = json_object(&writer->json), *lost = json_object(&writer->json);
    json_add_text(&writer->json, object, "step", writer->model->steps[step].name);
    add_figure(writer, object, "reached", line->reached);
    for (int i = 0; i < writer->model->outcome_count; i++)
        if (line->lost[i].known && line->lost[i].value > 0)
            add_figure(writer, lost, writer->model->outcomes[i], line->lost[i]);
    json_add(&writer->json, object, "lost", lost);
    return object;
}

static struct cJSON *losses(struct writer *writer)
{
    const struct model *model = writer->model;
    struct cJSON *object = json_object(&writer->json);
    for (int i = 0; i < model->pathway_count; i++) {
        struct cJSON *list = json_list(&writer->json);
        for (int k = 0; k < model->pathways[i].step_count; k++)
            json_append(&writer->json, list, loss_line(writer, model->pathways[i].steps[k]));
        json_add(&writer->json, object, model->pathways[i].name, list);
    }
    return object;
}

static struct cJSON *steps_object(struct writer *writer, const int *steps, int count)
{
    struct cJSON *object = json_object(&writer->json);
    for (int i = 0; i < count; i++) {
        const struct step_part *part = &writer->metrics->steps[steps[i]];
        struct cJSON *step = json_object(&writer->json);
        add_figure(writer, step, "per_patient", part->per_patient);
        json_add(&writer->json, step, "wait", summary_object(writer, &part->wait));
        json_add(&writer->json, step, "duration", summary_object(writer, &part->duration));
        json_add(&writer->json, object, writer->model->steps[steps[i]].name, step);
    }
    return object;
}

/* The steps of a risk stand under the risk's name, marked where a pathway has that name too. */
static void add_steps_of_risk(struct writer *writer, struct cJSON *object, const struct risk *risk)
{
    bool marked = false;
    for (int i = 0; i < writer->model->pathway_count; i++)
        marked = marked || strcmp(writer->model->pathways[i].name, risk->name) == 0;
    char key[TEXT_SIZE];
    snprintf(key, sizeof key, "%s%s", marked ? "risk:" : "", risk->name);
    json_add(&writer->json, object, key, steps_object(writer, risk->steps, risk->step_count));
}

static struct cJSON *steps(struct writer *writer)
{
    const struct model *model = writer->model;
    struct cJSON *object = json_object(&writer->json);
    for (int i = 0; i < model->pathway_count; i++)
        json_add(&writer->json, object, model->pathways[i].name,
                 steps_object(writer, model->pathways[i].steps, model->pathways[i].step_count));
    for (int i = 0; i < model->risk_count; i++)
        if (model->risks[i].step_count)
            add_steps_of_risk(writer, object, &model->risks[i]);
    return object;
}

/* ---- resources, risks, costs */

static void add_units(struct writer *writer, struct cJSON *object, const struct resource *resource,
                      const struct resource_part *part)
{
    struct cJSON *levels = json_list(&writer->json);
    for (int i = 0; i < part->level_count; i++)
        json_append(&writer->json, levels, json_number(part->share_of_time[i]));
    json_add(&writer->json, object, "capacity",
             resource->capacity == UNLIMITED ? json_text("unlimited") : json_number(resource->capacity));
    add_figure(writer, object, "occupied", part->occupied);
    add_figure(writer, object, "utilisation", part->utilisation);
    json_add(&writer->json, object, "share_of_time", levels);
    add_figure(writer, object, "all_busy", part->all_busy);
    add_figure(writer, object, "queue", part->queue);
}

static void add_slots(struct writer *writer, struct cJSON *object, const struct resource_part *part)
{
    add_figure(writer, object, "offered", part->offered);
    add_figure(writer, object, "used", part->used);
    add_figure(writer, object, "lost", part->lost);
    add_figure(writer, object, "unused", part->unused);
    add_figure(writer, object, "utilisation", part->utilisation);
}

static struct cJSON *resources(struct writer *writer)
{
    struct cJSON *all = json_object(&writer->json);
    for (int i = 0; i < writer->model->resource_count; i++) {
        const struct resource *resource = &writer->model->resources[i];
        const struct resource_part *part = &writer->metrics->resources[i];
        struct cJSON *object = json_object(&writer->json);
        if (resource->is_slots)
            add_slots(writer, object, part);
        else
            add_units(writer, object, resource, part);
        json_add(&writer->json, object, "wait", summary_object(writer, &part->wait));
        if (!isnan(resource->target_all_busy)) {
            struct cJSON *targets = json_object(&writer->json);
            json_add(&writer->json, targets, "all_busy", target(writer, &part->target));
            json_add(&writer->json, object, "target", targets);
        }
        json_add(&writer->json, all, resource->name, object);
    }
    return all;
}

static struct cJSON *risks(struct writer *writer)
{
    struct cJSON *all = json_object(&writer->json);
    for (int i = 0; i < writer->model->risk_count; i++) {
        struct cJSON *object = json_object(&writer->json);
        add_figure(writer, object, "per_patient", writer->metrics->risks[i].per_patient);
        json_add(&writer->json, object, "lasts", summary_object(writer, &writer->metrics->risks[i].lasts));
        json_add(&writer->json, all, writer->model->risks[i].name, object);
    }
    return all;
}

static struct cJSON *costs(struct writer *writer)
{
    const struct metrics *metrics = writer->metrics;
    struct cJSON *object = json_object(&writer->json), *by = json_object(&writer->json);
    add_remark(writer, object, "currency", writer->model->currency);
    add_figure(writer, object, "total_per_year", metrics->cost_per_year);
    add_figure(writer, object, "per_completed_patient", metrics->cost_per_completed);
    for (int i = 0; i < metrics->cost_count; i++) {
        const struct cost_line *line = &metrics->costs[i];
        const struct step *step = line->is_step ? &writer->model->steps[line->index] : NULL;
        char name[TEXT_SIZE];
        if (step)
            snprintf(name, sizeof name, "%s.%s", json_home_of(writer->model, step), step->name);
        else
            snprintf(name, sizeof name, "%s", writer->model->resources[line->index].name);
        add_figure(writer, by, name, line->per_year);
    }
    json_add(&writer->json, object, "by", by);
    return object;
}

/* ---- what was run */

/* All that is needed to run it again is in the file itself: see scenario/kept.h. */
static struct cJSON *files(struct writer *writer, const struct extends_files *read)
{
    struct cJSON *list = json_list(&writer->json);
    for (size_t i = 0; i < read->count; i++) {
        struct cJSON *object = json_object(&writer->json);
        json_add_text(&writer->json, object, "file", read->file[i].file);
        char *text = strndup(read->file[i].bytes, read->file[i].size);
        json_add(&writer->json, object, "text", text ? json_text(text) : NULL);
        free(text);
        json_append(&writer->json, list, object);
    }
    return list;
}

/* Whether an earlier one of the list is of the same file and column. */
static bool is_listed(const struct kept_column *list, const struct kept_column *column)
{
    for (; list != column; list = list->next)
        if (list->text && strcmp(list->file, column->file) == 0 && strcmp(list->column, column->column) == 0)
            return true;
    return false;
}

static struct cJSON *columns(struct writer *writer, const struct kept_column *all)
{
    struct cJSON *list = json_list(&writer->json);
    for (const struct kept_column *column = all; column; column = column->next) {
        if (!column->text || is_listed(all, column))
            continue;
        struct cJSON *object = json_object(&writer->json);
        json_add_text(&writer->json, object, "file", column->file);
        json_add_text(&writer->json, object, "column", column->column);
        json_add_text(&writer->json, object, "text", column->text);
        json_append(&writer->json, list, object);
    }
    return list;
}

static struct cJSON *scenario_object(struct writer *writer, const struct scenario *scenario)
{
    struct cJSON *object = json_scenario(&writer->json, scenario, writer->model->name);
    json_add(&writer->json, object, "files", files(writer, &scenario->files));
    json_add(&writer->json, object, "columns", columns(writer, scenario->columns));
    return object;
}

static struct cJSON *run_object(struct writer *writer)
{
    const struct run_settings *run = &writer->model->run;
    struct cJSON *object = json_object(&writer->json);
    char date[32];
    value_print_date(run->start_day, date, sizeof date);
    json_add(&writer->json, object, "seed", json_whole(writer->metrics->seed));
    json_add_number(&writer->json, object, "replications", writer->metrics->replications);
    json_add_text(&writer->json, object, "start", date);
    json_add_number(&writer->json, object, "warmup_days", (double)run->warmup / DAY);
    json_add_number(&writer->json, object, "horizon_days", (double)run->horizon / DAY);
    json_add_number(&writer->json, object, "follow_days",
                    run->follow == NONE ? (double)NAN : (double)run->follow / DAY);
    json_add_number(&writer->json, object, "confidence", run->confidence);
    json_add(&writer->json, object, "events", json_whole(writer->metrics->events));
    json_add_number(&writer->json, object, "circular_waits", writer->metrics->circles.replications);
    if (writer->metrics->precision)
        json_add(&writer->json, object, "precision",
                 json_precision(&writer->json, writer->metrics->precision));
    return object;
}

static struct cJSON *evidence(struct writer *writer)
{
    struct cJSON *list = json_list(&writer->json);
    for (int i = 0; i < writer->model->evidence_count; i++) {
        const struct evidence *item = &writer->model->evidence[i];
        struct cJSON *object = json_object(&writer->json);
        json_add_text(&writer->json, object, "path", item->path);
        json_add_text(&writer->json, object, "value", item->value);
        add_remark(writer, object, "source", item->source);
        json_add_text(&writer->json, object, "grade", item->grade);
        add_remark(writer, object, "why", item->why);
        json_append(&writer->json, list, object);
    }
    return list;
}

static struct cJSON *document(struct writer *writer, const struct scenario *scenario)
{
    struct cJSON *root = json_object(&writer->json);
    json_add(&writer->json, root, "cartsim", json_about(&writer->json));
    json_add(&writer->json, root, "scenario", scenario_object(writer, scenario));
    json_add(&writer->json, root, "run", run_object(writer));
    json_add(&writer->json, root, "patients", patients(writer));
    json_add(&writer->json, root, "measures", measures(writer));
    json_add(&writer->json, root, "losses", losses(writer));
    json_add(&writer->json, root, "steps", steps(writer));
    json_add(&writer->json, root, "resources", resources(writer));
    json_add(&writer->json, root, "risks", risks(writer));
    if (writer->metrics->has_costs)
        json_add(&writer->json, root, "costs", costs(writer));
    json_add(&writer->json, root, "evidence", evidence(writer));
    return root;
}

char *results_json(const struct metrics *metrics, const struct scenario *scenario)
{
    struct writer writer = {.metrics = metrics, .model = metrics->model};
    struct cJSON *root = document(&writer, scenario);
    return json_print(&writer.json, root);
}
