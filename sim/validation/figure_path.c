/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "validation/figure_path.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* ---- words of a path */

/* What is left of a path. */
struct walk {
    const char *at;
};

/* Takes the word off if it comes next, up to a dot, a bracket or the end. */
static bool next_is(struct walk *walk, const char *word)
{
    size_t length = strlen(word);
    char after = strncmp(walk->at, word, length) == 0 ? walk->at[length] : 'x';
    if (after != '.' && after != '\0' && after != '[')
        return false;
    walk->at += length + (after == '.');
    return true;
}

#define NEXT_OF(walk, list, count)                                                                           \
    for (int next = 0; next < (count); next++)                                                               \
        if (next_is(walk, (list)[next].name))                                                                \
            return next;                                                                                     \
    return NONE

static int next_resource(struct walk *walk, const struct model *model)
{
    NEXT_OF(walk, model->resources, model->resource_count);
}

static int next_measure(struct walk *walk, const struct model *model)
{
    NEXT_OF(walk, model->measures, model->measure_count);
}

static int next_class(struct walk *walk, const struct model *model)
{
    NEXT_OF(walk, model->classes, model->class_count);
}

static int next_pathway(struct walk *walk, const struct model *model)
{
    NEXT_OF(walk, model->pathways, model->pathway_count);
}

static int next_risk(struct walk *walk, const struct model *model)
{
    NEXT_OF(walk, model->risks, model->risk_count);
}

static int next_outcome(struct walk *walk, const struct model *model)
{
    for (int i = 0; i < model->outcome_count; i++)
        if (next_is(walk, model->outcomes[i]))
            return i;
    return NONE;
}

/* ---- figures */

static bool take(struct figure *to, struct figure from)
{
    *to = from;
    return true;
}

static bool of_summary(struct walk *walk, const struct summary *summary, struct figure *figure)
{
    if (next_is(walk, "count"))
        return take(figure, summary->count);
    if (next_is(walk, "mean"))
        return take(figure, summary->mean);
    if (next_is(walk, "sd"))
        return take(figure, summary->sd);
    if (next_is(walk, "max"))
        return take(figure, (struct figure){.value = summary->max, .known = summary->any});
    for (int i = 0; i < QUANTILE_COUNT; i++)
        if (next_is(walk, quantile_names[i]))
            return take(figure, summary->quantiles[i]);
    return false;
}

static bool of_resource(struct walk *walk, const struct resource_part *part, struct figure *figure)
{
    const struct {
        const char *name;
        struct figure figure;
    } figures[] = {{"occupied", part->occupied}, {"utilisation", part->utilisation},
                   {"all_busy", part->all_busy}, {"queue", part->queue},
                   {"offered", part->offered},   {"used", part->used},
                   {"lost", part->lost},         {"unused", part->unused}};
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
        if (next_is(walk, figures[i].name))
            return take(figure, figures[i].figure);
    return next_is(walk, "wait") && of_summary(walk, &part->wait, figure);
}

/* "[0.5 d]": the target of that time. */
static bool of_target(const struct walk *walk, const struct measure *measure, const struct measure_part *part,
                      struct figure *figure)
{
    char *end;
    double days = *walk->at == '[' ? strtod(walk->at + 1, &end) : -1;
    for (int i = 0; days >= 0 && strcmp(end, " d]") == 0 && i < measure->target_count; i++)
        if (part->targets[i].statistic == STATISTIC_SHARE_WITHIN && part->targets[i].within == days)
            return take(figure, part->targets[i].figure);
    return false;
}

static bool of_measure_part(struct walk *walk, const struct measure *measure, const struct measure_part *part,
                            struct figure *figure)
{
    if (next_is(walk, "share_within"))
        return of_target(walk, measure, part, figure);
    if (!next_is(walk, "share_beyond"))
        return of_summary(walk, &part->summary, figure);
    struct figure within;
    if (!of_target(walk, measure, part, &within))
        return false;
    *figure = within;
    figure->value = 1 - within.value;
    figure->low = 1 - within.high;
    figure->high = 1 - within.low;
    return true;
}

static bool of_measure(struct walk *walk, const struct metrics *metrics, int measure, struct figure *figure)
{
    const struct model *model = metrics->model;
    const struct measure *asked = &model->measures[measure];
    if (next_is(walk, "measured"))
        return take(figure, metrics->treated[measure]);
    if (!next_is(walk, "by_class"))
        return of_measure_part(walk, asked, &metrics->measures[measure], figure);
    int class = next_class(walk, model);
    return class != NONE &&
           of_measure_part(walk, asked, &metrics->measures_by_class[measure * model->class_count + class],
                           figure);
}

static bool of_patients(struct walk *walk, const struct model *model, const struct patients_part *part,
                        struct figure *figure)
{
    if (next_is(walk, "referred"))
        return take(figure, part->referred);
    bool shares = next_is(walk, "shares");
    int outcome = shares || next_is(walk, "outcomes") ? next_outcome(walk, model) : NONE;
    return outcome != NONE && take(figure, (shares ? part->shares : part->outcomes)[outcome]);
}

static bool of_step(struct walk *walk, const struct metrics *metrics, int pathway, struct figure *figure)
{
    const struct model *model = metrics->model;
    const struct pathway *of = &model->pathways[pathway];
    for (int i = 0; i < of->step_count; i++) {
        const struct step_part *part = &metrics->steps[of->steps[i]];
        if (!next_is(walk, model->steps[of->steps[i]].name))
            continue;
        if (next_is(walk, "per_patient"))
            return take(figure, part->per_patient);
        if (next_is(walk, "wait"))
            return of_summary(walk, &part->wait, figure);
        return next_is(walk, "duration") && of_summary(walk, &part->duration, figure);
    }
    return false;
}

static bool of_risk(struct walk *walk, const struct risk_part *part, struct figure *figure)
{
    if (next_is(walk, "per_patient"))
        return take(figure, part->per_patient);
    return next_is(walk, "lasts") && of_summary(walk, &part->lasts, figure);
}

bool figure_find(const struct metrics *metrics, const char *path, struct figure *figure)
{
    const struct model *model = metrics->model;
    struct walk walk = {path};
    int which;
    if (next_is(&walk, "resources"))
        return (which = next_resource(&walk, model)) != NONE &&
               of_resource(&walk, &metrics->resources[which], figure);
    if (next_is(&walk, "measures"))
        return (which = next_measure(&walk, model)) != NONE && of_measure(&walk, metrics, which, figure);
    if (next_is(&walk, "patients")) {
        bool all = next_is(&walk, "all");
        which = all ? NONE : next_class(&walk, model);
        return (all || which != NONE) &&
               of_patients(&walk, model, all ? &metrics->all : &metrics->by_class[which], figure);
    }
    if (next_is(&walk, "steps"))
        return (which = next_pathway(&walk, model)) != NONE && of_step(&walk, metrics, which, figure);
    return next_is(&walk, "risks") && (which = next_risk(&walk, model)) != NONE &&
           of_risk(&walk, &metrics->risks[which], figure);
}

/* ---- levels */

bool level_path_read(const struct model *model, const char *path, struct level_path *levels)
{
    struct walk walk = {path};
    char *end;
    if (!next_is(&walk, "resources"))
        return false;
    levels->resource = next_resource(&walk, model);
    if (levels->resource == NONE || !next_is(&walk, "share_of_time") || *walk.at != '[')
        return false;
    levels->least = (int)strtol(walk.at + 1, &end, 10);
    levels->most = strcmp(end, "..]") == 0 ? INT_MAX : levels->least;
    return strcmp(end, "]") == 0 || strcmp(end, "..]") == 0;
}
