/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cjson/cJSON.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "results/results.h"
#include "scenario/values.h"

/*
 * metrics.json, built as a tree and printed at once. A figure without data is null, never 0 and never NaN.
 * Numbers are written by results_number: cJSON's own printing loses the last digit of some.
 *
 * Lack of memory anywhere marks the writer as failed; it is looked at once, at the end.
 */
struct writer {
    const struct metrics *metrics;
    const struct model *model;
    bool failed;
};

enum { TEXT_SIZE = 1024 }; /* two names of the format (100 characters each) and some words */

/* ---- small parts */

static cJSON *new_object(struct writer *writer)
{
    cJSON *object = cJSON_CreateObject();
    writer->failed = writer->failed || !object;
    return object;
}

static cJSON *new_list(struct writer *writer)
{
    cJSON *list = cJSON_CreateArray();
    writer->failed = writer->failed || !list;
    return list;
}

static void add(struct writer *writer, cJSON *object, const char *key, cJSON *item)
{
    if (item && cJSON_AddItemToObject(object, key, item))
        return;
    cJSON_Delete(item);
    writer->failed = true;
}

static void append(struct writer *writer, cJSON *list, cJSON *item)
{
    if (item && cJSON_AddItemToArray(list, item))
        return;
    cJSON_Delete(item);
    writer->failed = true;
}

static cJSON *number(double value)
{
    char text[32];
    if (!isfinite(value))
        return cJSON_CreateNull();
    results_number(value, text);
    return cJSON_CreateRaw(text);
}

static void add_number(struct writer *writer, cJSON *object, const char *key, double value)
{
    add(writer, object, key, number(value));
}

/* JSON is UTF-8; the name of a file may be any bytes. Those that are no character become U+FFFD. */
static cJSON *text_item(const char *text)
{
    static const char replacement[] = "\xef\xbf\xbd";
    size_t length = strlen(text), used = 0;
    char *clean = malloc(3 * length + 1);
    if (!clean)
        return NULL;
    for (size_t at = 0; at < length;) {
        size_t bytes = utf8_character(text + at, length - at);
        memcpy(clean + used, bytes ? text + at : replacement, bytes ? bytes : 3);
        used += bytes ? bytes : 3;
        at += bytes ? bytes : 1;
    }
    clean[used] = '\0';
    cJSON *item = cJSON_CreateString(clean);
    free(clean);
    return item;
}

static void add_text(struct writer *writer, cJSON *object, const char *key, const char *text)
{
    add(writer, object, key, text_item(text));
}

/* null where nothing is said. */
static void add_remark(struct writer *writer, cJSON *object, const char *key, const char *text)
{
    add(writer, object, key, text && *text ? text_item(text) : cJSON_CreateNull());
}

/* Above 2^53 as a string: most readers of JSON would lose its last digits. */
static cJSON *whole(uint64_t value)
{
    char text[32];
    snprintf(text, sizeof text, "%llu", (unsigned long long)value);
    return value > (1ULL << 53) ? cJSON_CreateString(text) : cJSON_CreateRaw(text);
}

static cJSON *estimate(struct writer *writer, struct figure figure)
{
    if (!figure.known)
        return cJSON_CreateNull();
    cJSON *object = new_object(writer);
    add_number(writer, object, "value", figure.value);
    if (!figure.bounded) {
        add(writer, object, "ci", cJSON_CreateNull());
        return object;
    }
    cJSON *interval = new_list(writer);
    append(writer, interval, number(figure.low));
    append(writer, interval, number(figure.high));
    add(writer, object, "ci", interval);
    return object;
}

static void add_figure(struct writer *writer, cJSON *object, const char *key, struct figure figure)
{
    add(writer, object, key, estimate(writer, figure));
}

static void add_summary(struct writer *writer, cJSON *object, const struct summary *summary)
{
    static const char *const keys[QUANTILE_COUNT] = {"p05", "p10", "p25", "p50", "p75", "p90", "p95", "p99"};
    add_figure(writer, object, "count", summary->count);
    add_figure(writer, object, "mean", summary->mean);
    add_figure(writer, object, "sd", summary->sd);
    add_number(writer, object, "min", summary->any ? summary->min : (double)NAN);
    for (int i = 0; i < QUANTILE_COUNT; i++)
        add_figure(writer, object, keys[i], summary->quantiles[i]);
    add_number(writer, object, "max", summary->any ? summary->max : (double)NAN);
}

static cJSON *summary_object(struct writer *writer, const struct summary *summary)
{
    cJSON *object = new_object(writer);
    add_summary(writer, object, summary);
    return object;
}

static cJSON *target(struct writer *writer, const struct target_result *result)
{
    static const char *const verdicts[] = {"met", "missed", "undecided"};
    cJSON *object = new_object(writer);
    add_number(writer, object, "goal", result->goal);
    add_text(writer, object, "verdict", verdicts[result->verdict]);
    add_number(writer, object, "more_replications",
               result->more_known ? result->more_replications : (double)NAN);
    return object;
}

/* ---- measures */

static void add_targets(struct writer *writer, cJSON *object, const struct measure *measure,
                        const struct measure_part *part)
{
    static const char *const keys[] = {"mean", "p05", "p10", "p25", "p50", "p75", "p90", "p95", "p99"};
    cJSON *targets = new_object(writer), *within = NULL;
    for (int i = 0; i < measure->target_count; i++) {
        const struct target_result *result = &part->targets[i];
        if (result->statistic != STATISTIC_SHARE_WITHIN) {
            add(writer, targets, keys[result->statistic], target(writer, result));
            continue;
        }
        char days[48], text[32];
        results_number(result->within, text);
        snprintf(days, sizeof days, "%s d", text);
        within = within ? within : new_object(writer);
        add(writer, within, days, target(writer, result));
    }
    if (within)
        add(writer, targets, "share_within", within);
    add(writer, object, "target", targets);
}

static void ledger_words(const struct model *model, const struct ledger_key *key, char *what, size_t size)
{
    switch (key->cause) {
    case CAUSE_TAKES: snprintf(what, size, "takes"); break;
    case CAUSE_NOTICE: snprintf(what, size, "notice"); break;
    case CAUSE_JOINS: snprintf(what, size, "joins"); break;
    case CAUSE_CLOSED: snprintf(what, size, "closed"); break;
    case CAUSE_WAITS_FOR: snprintf(what, size, "waits_for:%s", model->resources[key->of].name); break;
    case CAUSE_UNFIT: snprintf(what, size, "unfit:%s", model->risks[key->of].name); break;
    }
}

/* The pathway that a step stands in, or the risk. */
static const char *home_of(const struct model *model, const struct step *step)
{
    return step->pathway != NONE ? model->pathways[step->pathway].name : model->risks[step->risk].name;
}

static cJSON *ledger(struct writer *writer, const struct measure_part *part)
{
    cJSON *list = new_list(writer);
    for (int i = 0; i < part->made_of_count; i++) {
        const struct ledger_key *key = &writer->model->ledger_keys[part->made_of[i].key];
        const struct step *step = &writer->model->steps[key->step];
        char what[TEXT_SIZE];
        ledger_words(writer->model, key, what, sizeof what);
        cJSON *line = new_object(writer);
        add_text(writer, line, "pathway", home_of(writer->model, step));
        add_text(writer, line, "step", step->name);
        add_text(writer, line, "what", what);
        add_figure(writer, line, "mean", part->made_of[i].mean);
        append(writer, list, line);
    }
    return list;
}

static cJSON *histogram(struct writer *writer, const struct measure_part *part)
{
    cJSON *object = new_object(writer), *counts = new_list(writer);
    for (int i = 0; i < part->histogram_count; i++)
        append(writer, counts, whole(part->histogram[i]));
    add_number(writer, object, "from", 0);
    add_number(writer, object, "width", part->histogram_width);
    add(writer, object, "counts", counts);
    return object;
}

static cJSON *measure_object(struct writer *writer, const struct measure *measure,
                             const struct measure_part *part)
{
    cJSON *object = new_object(writer);
    add_text(writer, object, "unit", "d");
    add_summary(writer, object, &part->summary);
    if (measure->target_count)
        add_targets(writer, object, measure, part);
    add(writer, object, "made_of", ledger(writer, part));
    add(writer, object, "histogram", part->histogram_count ? histogram(writer, part) : cJSON_CreateNull());
    return object;
}

static cJSON *measures(struct writer *writer)
{
    const struct model *model = writer->model;
    cJSON *all = new_object(writer);
    for (int i = 0; i < model->measure_count; i++) {
        cJSON *object = measure_object(writer, &model->measures[i], &writer->metrics->measures[i]);
        cJSON *classes = new_object(writer);
        for (int k = 0; k < model->class_count; k++)
            add(writer, classes, model->classes[k].name,
                measure_object(writer, &model->measures[i],
                               &writer->metrics->measures_by_class[i * model->class_count + k]));
        add(writer, object, "by_class", classes);
        add_figure(writer, object, "measured", writer->metrics->treated[i]);
        add(writer, all, model->measures[i].name, object);
    }
    return all;
}

/* ---- patients, losses, steps */

static cJSON *patients_object(struct writer *writer, const struct patients_part *part)
{
    const struct model *model = writer->model;
    cJSON *object = new_object(writer), *outcomes = new_object(writer), *shares = new_object(writer);
    add_figure(writer, object, "referred", part->referred);
    for (int i = 0; i < model->outcome_count; i++) {
        add_figure(writer, outcomes, model->outcomes[i], part->outcomes[i]);
        add_figure(writer, shares, model->outcomes[i], part->shares[i]);
    }
    add(writer, object, "outcomes", outcomes);
    add(writer, object, "shares", shares);
    return object;
}

static cJSON *patients(struct writer *writer)
{
    cJSON *object = new_object(writer);
    add(writer, object, "all", patients_object(writer, &writer->metrics->all));
    for (int i = 0; i < writer->model->class_count; i++)
        add(writer, object, writer->model->classes[i].name,
            patients_object(writer, &writer->metrics->by_class[i]));
    return object;
}

static cJSON *loss_line(struct writer *writer, int step)
{
    const struct loss_line *line = &writer->metrics->losses[step];
    cJSON *object = new_object(writer), *lost = new_object(writer);
    add_text(writer, object, "step", writer->model->steps[step].name);
    add_figure(writer, object, "reached", line->reached);
    for (int i = 0; i < writer->model->outcome_count; i++)
        if (line->lost[i].known && line->lost[i].value > 0)
            add_figure(writer, lost, writer->model->outcomes[i], line->lost[i]);
    add(writer, object, "lost", lost);
    return object;
}

static cJSON *losses(struct writer *writer)
{
    const struct model *model = writer->model;
    cJSON *object = new_object(writer);
    for (int i = 0; i < model->pathway_count; i++) {
        cJSON *list = new_list(writer);
        for (int k = 0; k < model->pathways[i].step_count; k++)
            append(writer, list, loss_line(writer, model->pathways[i].steps[k]));
        add(writer, object, model->pathways[i].name, list);
    }
    return object;
}

static cJSON *steps_object(struct writer *writer, const int *steps, int count)
{
    cJSON *object = new_object(writer);
    for (int i = 0; i < count; i++) {
        const struct step_part *part = &writer->metrics->steps[steps[i]];
        cJSON *step = new_object(writer);
        add_figure(writer, step, "per_patient", part->per_patient);
        add(writer, step, "wait", summary_object(writer, &part->wait));
        add(writer, step, "duration", summary_object(writer, &part->duration));
        add(writer, object, writer->model->steps[steps[i]].name, step);
    }
    return object;
}

/* The steps of a risk stand under the risk's name, marked where a pathway has that name too. */
static void add_steps_of_risk(struct writer *writer, cJSON *object, const struct risk *risk)
{
    bool marked = false;
    for (int i = 0; i < writer->model->pathway_count; i++)
        marked = marked || strcmp(writer->model->pathways[i].name, risk->name) == 0;
    char key[TEXT_SIZE];
    snprintf(key, sizeof key, "%s%s", marked ? "risk:" : "", risk->name);
    add(writer, object, key, steps_object(writer, risk->steps, risk->step_count));
}

static cJSON *steps(struct writer *writer)
{
    const struct model *model = writer->model;
    cJSON *object = new_object(writer);
    for (int i = 0; i < model->pathway_count; i++)
        add(writer, object, model->pathways[i].name,
            steps_object(writer, model->pathways[i].steps, model->pathways[i].step_count));
    for (int i = 0; i < model->risk_count; i++)
        if (model->risks[i].step_count)
            add_steps_of_risk(writer, object, &model->risks[i]);
    return object;
}

/* ---- resources, risks, costs */

static void add_units(struct writer *writer, cJSON *object, const struct resource *resource,
                      const struct resource_part *part)
{
    cJSON *levels = new_list(writer);
    for (int i = 0; i < part->level_count; i++)
        append(writer, levels, number(part->share_of_time[i]));
    add(writer, object, "capacity",
        resource->capacity == UNLIMITED ? cJSON_CreateString("unlimited") : number(resource->capacity));
    add_figure(writer, object, "occupied", part->occupied);
    add_figure(writer, object, "utilisation", part->utilisation);
    add(writer, object, "share_of_time", levels);
    add_figure(writer, object, "all_busy", part->all_busy);
    add_figure(writer, object, "queue", part->queue);
}

static void add_slots(struct writer *writer, cJSON *object, const struct resource_part *part)
{
    add_figure(writer, object, "offered", part->offered);
    add_figure(writer, object, "used", part->used);
    add_figure(writer, object, "lost", part->lost);
    add_figure(writer, object, "unused", part->unused);
    add_figure(writer, object, "utilisation", part->utilisation);
}

static cJSON *resources(struct writer *writer)
{
    cJSON *all = new_object(writer);
    for (int i = 0; i < writer->model->resource_count; i++) {
        const struct resource *resource = &writer->model->resources[i];
        const struct resource_part *part = &writer->metrics->resources[i];
        cJSON *object = new_object(writer);
        if (resource->is_slots)
            add_slots(writer, object, part);
        else
            add_units(writer, object, resource, part);
        add(writer, object, "wait", summary_object(writer, &part->wait));
        if (!isnan(resource->target_all_busy)) {
            cJSON *targets = new_object(writer);
            add(writer, targets, "all_busy", target(writer, &part->target));
            add(writer, object, "target", targets);
        }
        add(writer, all, resource->name, object);
    }
    return all;
}

static cJSON *risks(struct writer *writer)
{
    cJSON *all = new_object(writer);
    for (int i = 0; i < writer->model->risk_count; i++) {
        cJSON *object = new_object(writer);
        add_figure(writer, object, "per_patient", writer->metrics->risks[i].per_patient);
        add(writer, object, "lasts", summary_object(writer, &writer->metrics->risks[i].lasts));
        add(writer, all, writer->model->risks[i].name, object);
    }
    return all;
}

static cJSON *costs(struct writer *writer)
{
    const struct metrics *metrics = writer->metrics;
    cJSON *object = new_object(writer), *by = new_object(writer);
    add_remark(writer, object, "currency", writer->model->currency);
    add_figure(writer, object, "total_per_year", metrics->cost_per_year);
    add_figure(writer, object, "per_completed_patient", metrics->cost_per_completed);
    for (int i = 0; i < metrics->cost_count; i++) {
        const struct cost_line *line = &metrics->costs[i];
        const struct step *step = line->is_step ? &writer->model->steps[line->index] : NULL;
        char name[TEXT_SIZE];
        if (step)
            snprintf(name, sizeof name, "%s.%s", home_of(writer->model, step), step->name);
        else
            snprintf(name, sizeof name, "%s", writer->model->resources[line->index].name);
        add_figure(writer, by, name, line->per_year);
    }
    add(writer, object, "by", by);
    return object;
}

/* ---- what was run */

static cJSON *scenario_object(struct writer *writer, const struct scenario *scenario)
{
    cJSON *object = new_object(writer), *sets = new_list(writer);
    for (size_t i = 0; i < scenario->set_count; i++)
        append(writer, sets, text_item(scenario->sets[i]));
    add_text(writer, object, "name", writer->model->name);
    add_text(writer, object, "file", scenario->path);
    add_text(writer, object, "sha256", scenario->sha256);
    add(writer, object, "set", sets);
    return object;
}

static cJSON *run_object(struct writer *writer)
{
    const struct run_settings *run = &writer->model->run;
    cJSON *object = new_object(writer);
    char date[32];
    value_print_date(run->start_day, date, sizeof date);
    add(writer, object, "seed", whole(writer->metrics->seed));
    add_number(writer, object, "replications", writer->metrics->replications);
    add_text(writer, object, "start", date);
    add_number(writer, object, "warmup_days", (double)run->warmup / DAY);
    add_number(writer, object, "horizon_days", (double)run->horizon / DAY);
    add_number(writer, object, "follow_days", run->follow == NONE ? (double)NAN : (double)run->follow / DAY);
    add_number(writer, object, "confidence", run->confidence);
    add(writer, object, "events", whole(writer->metrics->events));
    add_number(writer, object, "circular_waits", writer->metrics->circles.replications);
    return object;
}

static cJSON *evidence(struct writer *writer)
{
    cJSON *list = new_list(writer);
    for (int i = 0; i < writer->model->evidence_count; i++) {
        const struct evidence *item = &writer->model->evidence[i];
        cJSON *object = new_object(writer);
        add_text(writer, object, "path", item->path);
        add_text(writer, object, "value", item->value);
        add_remark(writer, object, "source", item->source);
        add_text(writer, object, "grade", item->grade);
        add_remark(writer, object, "why", item->why);
        append(writer, list, object);
    }
    return list;
}

static cJSON *document(struct writer *writer, const struct scenario *scenario)
{
    cJSON *root = new_object(writer), *about = new_object(writer);
    add_number(writer, about, "format", 1);
    add_text(writer, about, "version", CARTSIM_VERSION);
    add(writer, root, "cartsim", about);
    add(writer, root, "scenario", scenario_object(writer, scenario));
    add(writer, root, "run", run_object(writer));
    add(writer, root, "patients", patients(writer));
    add(writer, root, "measures", measures(writer));
    add(writer, root, "losses", losses(writer));
    add(writer, root, "steps", steps(writer));
    add(writer, root, "resources", resources(writer));
    add(writer, root, "risks", risks(writer));
    if (writer->metrics->has_costs)
        add(writer, root, "costs", costs(writer));
    add(writer, root, "evidence", evidence(writer));
    return root;
}

static char *with_newline(char *text)
{
    size_t length = strlen(text);
    char *longer = realloc(text, length + 2);
    if (!longer) {
        free(text);
        return NULL;
    }
    memcpy(longer + length, "\n", 2);
    return longer;
}

char *results_json(const struct metrics *metrics, const struct scenario *scenario)
{
    struct writer writer = {.metrics = metrics, .model = metrics->model};
    cJSON *root = document(&writer, scenario);
    char *text = writer.failed ? NULL : cJSON_Print(root);
    cJSON_Delete(root);
    return text ? with_newline(text) : NULL;
}
