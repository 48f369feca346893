/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/sensitivity.h"

#include <math.h>
#include <stdlib.h>

#include "statistics/estimation.h"

struct making {
    struct arena *arena;
    const struct design *design;
    const struct study *study;
    struct sensitivity *to;
    double *pieces; /* [points][replications] of the figure at work */
    double *work;   /* [2 * draws] */
    bool failed;
};

/* ---- what stands in lines */

static void add_parameters(struct making *making)
{
    const struct design *design = making->design;
    struct sensitivity *to = making->to;
    to->parameter_count = design->dimensions;
    to->parameters = arena_array(making->arena, design->dimensions, sizeof *to->parameters);
    for (size_t i = 0; to->parameters && i < design->dimensions; i++) {
        const struct parameter *parameter = &design->parameters[i];
        const struct uncertain_number *number = &parameter->number;
        double low = parameter_value(parameter, SENSITIVITY_TORNADO, 0),
               high = parameter_value(parameter, SENSITIVITY_TORNADO, 1);
        to->parameters[i] = (struct sensitivity_parameter){number->path, number->grade, number->text,
                                                           uncertain_words(making->arena, number, low),
                                                           uncertain_words(making->arena, number, high)};
    }
}

static void add_tornado(struct making *making, const struct response *response, size_t i,
                        struct sensitivity_line *line)
{
    const struct study_variant *variants = making->study->variants;
    double comparisons = 2.0 * (double)(making->to->parameter_count * making->to->figure_count);
    double each = 1 - (1 - making->to->confidence) / comparisons;
    const struct pool *base = variants[0].pool, *low = variants[1 + 2 * i].pool,
                      *high = variants[2 + 2 * i].pool;
    line->low = response_compare(response, low, response, base, each, &making->failed).figure;
    line->high = response_compare(response, high, response, base, each, &making->failed).figure;
}

static void add_line(struct making *making, const struct response *response, size_t i,
                     struct sensitivity_line *line)
{
    const struct design *design = making->design;
    struct sensitivity *to = making->to;
    const struct freeze freeze = {making->pieces, design->draws, design->groups, to->replications};
    const struct morris morris = {making->pieces, design->points,     design->moved,
                                  design->draws,  design->dimensions, to->replications};
    bool grade = design->method == SENSITIVITY_PSA;
    line->parameter = grade ? NULL : &to->parameters[i];
    line->name = grade ? design->grades[i] : line->parameter->path;
    if (design->method == SENSITIVITY_TORNADO)
        add_tornado(making, response, i, line);
    else if (design->method == SENSITIVITY_MORRIS)
        line->effect = morris_effect(&morris, i, to->confidence, making->work);
    else
        line->index = freeze_index(&freeze, i, to->confidence, making->work);
}

/* ---- the greatest first */

static double size_of(struct figure figure)
{
    return figure.known ? fabs(figure.value) : -1;
}

static double effect_of(const struct sensitivity_line *line)
{
    double tornado = fmax(size_of(line->low), size_of(line->high));
    return fmax(tornado, fmax(size_of(line->effect.size), size_of(line->index.with_all)));
}

static int compare_lines(const void *left, const void *right)
{
    const struct sensitivity_line *a = left, *b = right;
    double x = effect_of(a), y = effect_of(b);
    if (x != y)
        return x > y ? -1 : 1;
    return (a->parameter > b->parameter) - (a->parameter < b->parameter);
}

/* ---- figures */

static void fill_pieces(struct making *making, const struct response *response)
{
    const struct study *study = making->study;
    for (size_t i = 1; making->design->method != SENSITIVITY_TORNADO && i < study->count; i++)
        response_pieces(response, study->variants[i].pool,
                        making->pieces + (i - 1) * making->to->replications, &making->failed);
}

static void add_figure(struct making *making, const char *name, struct sensitivity_figure *figure)
{
    const struct pool *base = making->study->variants[0].pool;
    const struct design *design = making->design;
    struct sensitivity *to = making->to;
    struct response response;
    size_t place;
    if (!response_find(base->model, name, &response, &place))
        return;
    figure->name = name;
    figure->unit = response.unit;
    figure->base = response_figure(&response, base, to->confidence, &making->failed);
    figure->lines = arena_array(making->arena, to->line_count, sizeof *figure->lines);
    fill_pieces(making, &response);
    for (size_t i = 0; figure->lines && i < to->line_count; i++)
        add_line(making, &response, i, &figure->lines[i]);
    if (figure->lines)
        qsort(figure->lines, to->line_count, sizeof *figure->lines, compare_lines);
    const struct freeze freeze = {making->pieces, design->draws, design->groups, to->replications};
    if (design->groups)
        freeze_variance(&freeze, to->confidence, making->work, &figure->variance);
}

static bool add_figures(struct making *making, const char *const *names)
{
    struct sensitivity *to = making->to;
    to->figures = arena_array(making->arena, to->figure_count, sizeof *to->figures);
    for (size_t i = 0; to->figures && i < to->figure_count; i++)
        add_figure(making, names[i], &to->figures[i]);
    return to->figures && !arena_failed(making->arena) && !making->failed;
}

bool sensitivity_make(struct arena *arena, const struct design *design, const struct study *study,
                      const char *const *names, size_t name_count, struct sensitivity *sensitivity)
{
    const struct model *model = study->variants[0].model;
    struct making making = {.arena = arena, .design = design, .study = study, .to = sensitivity};
    size_t replications = study->variants[0].done;
    *sensitivity = (struct sensitivity){.method = design->method,
                                        .name = model->name,
                                        .currency = model->currency ? model->currency : "",
                                        .seed = study->seed,
                                        .replications = replications,
                                        .draws = design->method == SENSITIVITY_TORNADO ? 0 : design->draws,
                                        .points = design->count,
                                        .confidence = model->run.confidence,
                                        .years = years_observed(model),
                                        .figure_count = name_count,
                                        .line_count = design->method == SENSITIVITY_PSA ? design->groups
                                                                                        : design->dimensions};
    making.pieces = calloc(design->count * replications + 1, sizeof *making.pieces);
    making.work = calloc(2 * design->draws + 1, sizeof *making.work);
    add_parameters(&making);
    bool fine = making.pieces && making.work && !arena_failed(arena) && add_figures(&making, names);
    free(making.pieces);
    free(making.work);
    return fine;
}
