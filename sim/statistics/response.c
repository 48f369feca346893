/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/response.h"

#include <stdlib.h>
#include <string.h>

#include "statistics/response_columns.h"

/* ---- words of a name */

struct reading {
    const struct model *model;
    const char *name, *at; /* all of it, and what is left */
    struct response *response;
};

/* Takes the word off if it comes next, up to a dot, a bracket or the end. */
static bool next_is(struct reading *reading, const char *word)
{
    size_t length = strlen(word);
    char after = strncmp(reading->at, word, length) == 0 ? reading->at[length] : 'x';
    if (after != '.' && after != '\0' && after != '[')
        return false;
    reading->at += length + (after == '.');
    return true;
}

#define NEXT_OF(reading, list, count)                                                                        \
    for (int next = 0; next < (count); next++)                                                               \
        if (next_is(reading, (list)[next].name))                                                             \
            return next;                                                                                     \
    return NONE

static int next_resource(struct reading *reading)
{
    NEXT_OF(reading, reading->model->resources, reading->model->resource_count);
}

static int next_measure(struct reading *reading)
{
    NEXT_OF(reading, reading->model->measures, reading->model->measure_count);
}

static int next_class(struct reading *reading)
{
    NEXT_OF(reading, reading->model->classes, reading->model->class_count);
}

static int next_pathway(struct reading *reading)
{
    NEXT_OF(reading, reading->model->pathways, reading->model->pathway_count);
}

static int next_risk(struct reading *reading)
{
    NEXT_OF(reading, reading->model->risks, reading->model->risk_count);
}

static int next_outcome(struct reading *reading)
{
    for (int i = 0; i < reading->model->outcome_count; i++)
        if (next_is(reading, reading->model->outcomes[i]))
            return i;
    return NONE;
}

static int next_step(struct reading *reading, const struct pathway *pathway)
{
    for (int i = 0; i < pathway->step_count; i++)
        if (next_is(reading, reading->model->steps[pathway->steps[i]].name))
            return pathway->steps[i];
    return NONE;
}

/* ---- figures */

static bool is_over(const struct reading *reading)
{
    return *reading->at == '\0';
}

static bool of_columns(struct reading *reading, enum response_kind kind, enum response_unit unit,
                       filler *fill)
{
    reading->response->kind = kind;
    reading->response->unit = unit;
    reading->response->fill = fill;
    return is_over(reading);
}

/* A statistic of the values of `classes` series. */
static bool of_values(struct reading *reading, int series, int classes)
{
    reading->response->series = series;
    reading->response->classes = classes;
    reading->response->divisor = DAY;
    if (next_is(reading, "mean"))
        return of_columns(reading, RESPONSE_RATIO, UNIT_DAYS, fill_series);
    for (int i = 0; i < QUANTILE_COUNT; i++) {
        if (!next_is(reading, quantile_names[i]))
            continue;
        reading->response->p = quantile_levels[i];
        return of_columns(reading, RESPONSE_QUANTILE, UNIT_DAYS, NULL);
    }
    return false;
}

/* "[45 d]": the target of that time. */
static bool of_target(struct reading *reading, const struct measure *measure)
{
    char *end;
    double days = *reading->at == '[' ? strtod(reading->at + 1, &end) : -1;
    if (!(days >= 0) || strcmp(end, " d]") != 0)
        return false;
    for (int i = 0; i < measure->target_count; i++) {
        if (measure->targets[i].statistic != STATISTIC_SHARE_WITHIN || measure->targets[i].within != days)
            continue;
        reading->response->place = measure->first_target + i;
        reading->at = end + strlen(end);
        return of_columns(reading, RESPONSE_SHARE, UNIT_SHARE, fill_within);
    }
    return false;
}

static bool of_measure(struct reading *reading, int measure)
{
    const struct model *model = reading->model;
    struct response *response = reading->response;
    struct series_layout series;
    layout_series(model, &series);
    response->index = measure;
    if (next_is(reading, "measured"))
        return of_columns(reading, RESPONSE_SHARE, UNIT_SHARE, fill_measured);
    if (next_is(reading, "by_class")) {
        response->from = next_class(reading);
        response->to = response->from + 1;
        if (response->from == NONE)
            return false;
    }
    if (next_is(reading, "share_within"))
        return of_target(reading, &model->measures[measure]);
    return of_values(reading, series.measure + measure * model->class_count + response->from,
                     response->to - response->from);
}

static bool of_outcome(struct reading *reading, bool share)
{
    reading->response->place = next_outcome(reading);
    if (reading->response->place == NONE)
        return false;
    return of_columns(reading, share ? RESPONSE_SHARE : RESPONSE_MEAN, share ? UNIT_SHARE : UNIT_NUMBER,
                      share ? fill_outcome_share : fill_outcome);
}

static bool of_patients(struct reading *reading)
{
    if (!next_is(reading, "all")) {
        reading->response->from = next_class(reading);
        reading->response->to = reading->response->from + 1;
    }
    if (reading->response->from == NONE)
        return false;
    if (next_is(reading, "referred"))
        return of_columns(reading, RESPONSE_MEAN, UNIT_NUMBER, fill_referred);
    bool shares = next_is(reading, "shares");
    return (shares || next_is(reading, "outcomes")) && of_outcome(reading, shares);
}

static bool of_resource(struct reading *reading)
{
    static const struct {
        const char *name;
        enum response_kind kind;
        enum response_unit unit;
        bool of_slots, of_units, of_unlimited;
        filler *fill;
    } figures[] = {
        {"occupied", RESPONSE_MEAN, UNIT_NUMBER, false, true, true, fill_occupied},
        {"queue", RESPONSE_MEAN, UNIT_NUMBER, false, true, true, fill_queue},
        {"utilisation", RESPONSE_RATIO, UNIT_SHARE, true, true, false, fill_utilisation},
        {"all_busy", RESPONSE_RATIO, UNIT_SHARE, false, true, false, fill_all_busy},
        {"offered", RESPONSE_MEAN, UNIT_NUMBER, true, false, false, fill_offered},
        {"used", RESPONSE_MEAN, UNIT_NUMBER, true, false, false, fill_used},
        {"lost", RESPONSE_MEAN, UNIT_NUMBER, true, false, false, fill_lost},
        {"unused", RESPONSE_MEAN, UNIT_NUMBER, true, false, false, fill_unused},
    };
    int which = reading->response->index = next_resource(reading);
    if (which == NONE)
        return false;
    const struct resource *resource = &reading->model->resources[which];
    struct series_layout series;
    layout_series(reading->model, &series);
    if (next_is(reading, "wait"))
        return of_values(reading, series.asked + which, 1);
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        bool there = resource->is_slots                ? figures[i].of_slots
                     : resource->capacity == UNLIMITED ? figures[i].of_unlimited
                                                       : figures[i].of_units;
        if (!there || !next_is(reading, figures[i].name))
            continue;
        if (figures[i].fill == fill_occupied || figures[i].fill == fill_queue)
            reading->response->divisor = (double)reading->model->run.horizon;
        return of_columns(reading, figures[i].kind, figures[i].unit, figures[i].fill);
    }
    return false;
}

static bool of_step(struct reading *reading)
{
    int pathway = next_pathway(reading);
    int step = pathway == NONE ? NONE : next_step(reading, &reading->model->pathways[pathway]);
    struct series_layout series;
    layout_series(reading->model, &series);
    reading->response->index = step;
    if (step == NONE)
        return false;
    if (next_is(reading, "per_patient"))
        return of_columns(reading, RESPONSE_RATIO, UNIT_NUMBER, fill_step);
    if (next_is(reading, "wait"))
        return of_values(reading, series.wait + step, 1);
    return next_is(reading, "duration") && of_values(reading, series.duration + step, 1);
}

static bool of_risk(struct reading *reading)
{
    reading->response->index = next_risk(reading);
    return reading->response->index != NONE && next_is(reading, "per_patient") &&
           of_columns(reading, RESPONSE_RATIO, UNIT_NUMBER, fill_risk);
}

static bool of_costs(struct reading *reading)
{
    if (!model_has_costs(reading->model))
        return false;
    if (next_is(reading, "per_completed_patient"))
        return of_columns(reading, RESPONSE_RATIO, UNIT_MONEY_A_PATIENT, fill_cost_completed);
    reading->response->divisor = years_observed(reading->model);
    return next_is(reading, "total_per_year") &&
           of_columns(reading, RESPONSE_MEAN, UNIT_MONEY_A_YEAR, fill_cost);
}

/* A measure may be called as a part of the results is: then it is that part, unless "measures." stands
 * before.
 */
static bool read_name(struct reading *reading)
{
    int measure = NONE;
    if (next_is(reading, "resources"))
        return of_resource(reading);
    if (next_is(reading, "outcomes"))
        return of_outcome(reading, true);
    if (next_is(reading, "patients"))
        return of_patients(reading);
    if (next_is(reading, "steps"))
        return of_step(reading);
    if (next_is(reading, "risks"))
        return of_risk(reading);
    if (next_is(reading, "costs"))
        return of_costs(reading);
    next_is(reading, "measures");
    measure = next_measure(reading);
    return measure != NONE && of_measure(reading, measure);
}

bool response_find(const struct model *model, const char *name, struct response *response, size_t *place)
{
    struct reading reading = {model, name, name, response};
    *response = (struct response){.to = model->class_count, .divisor = 1};
    bool found = read_name(&reading);
    *place = (size_t)(reading.at - name);
    return found;
}
