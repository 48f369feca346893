/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "results/json_parts.h"
#include "results/response_words.h"
#include "results/sensitivity.h"

/* sensitivity.json; share/sensitivity.schema.json describes it. */

const char *sensitivity_method_name(enum sensitivity_method method)
{
    static const char *const names[] = {"tornado", "morris", "sobol", "psa"};
    return names[method];
}

static struct cJSON *parameters_list(struct json_writer *writer, const struct sensitivity *sensitivity)
{
    struct cJSON *list = json_list(writer);
    for (size_t i = 0; i < sensitivity->parameter_count; i++) {
        const struct sensitivity_parameter *parameter = &sensitivity->parameters[i];
        struct cJSON *object = json_object(writer);
        json_add_text(writer, object, "path", parameter->path);
        json_add_text(writer, object, "grade", parameter->grade);
        json_add_text(writer, object, "uncertain", parameter->uncertain);
        json_add_text(writer, object, "low", parameter->low);
        json_add_text(writer, object, "high", parameter->high);
        json_append(writer, list, object);
    }
    return list;
}

static void add_index(struct json_writer *writer, struct cJSON *object, const struct sensitivity_line *line)
{
    json_add(writer, object, "first_order", json_estimate(writer, line->index.alone));
    json_add(writer, object, "total", json_estimate(writer, line->index.with_all));
    json_add(writer, object, "of_all_variance", json_estimate(writer, line->index.of_all));
}

static struct cJSON *line_object(struct json_writer *writer, enum sensitivity_method method,
                                 const struct sensitivity_line *line)
{
    struct cJSON *object = json_object(writer);
    json_add_text(writer, object, line->parameter ? "path" : "grade", line->name);
    if (method == SENSITIVITY_TORNADO) {
        json_add(writer, object, "low", json_estimate(writer, line->low));
        json_add(writer, object, "high", json_estimate(writer, line->high));
    } else if (method == SENSITIVITY_MORRIS) {
        json_add(writer, object, "mu", json_estimate(writer, line->effect.mean));
        json_add(writer, object, "mu_star", json_estimate(writer, line->effect.size));
        json_add_number(writer, object, "sigma", line->effect.sigma);
        json_add_number(writer, object, "noise", line->effect.noise);
    } else {
        add_index(writer, object, line);
    }
    return object;
}

static struct cJSON *variance_object(struct json_writer *writer, const struct freeze_variance *variance)
{
    struct cJSON *object = json_object(writer), *range = json_list(writer);
    json_append(writer, range, json_number(variance->low));
    json_append(writer, range, json_number(variance->high));
    json_add_number(writer, object, "rows", (double)variance->rows);
    json_add(writer, object, "mean", json_estimate(writer, variance->mean));
    json_add(writer, object, "middle_95", range);
    json_add(writer, object, "parameters", json_estimate(writer, variance->parameters));
    json_add_number(writer, object, "parameter_variance", variance->parameter_variance);
    json_add_number(writer, object, "chance_variance", variance->chance_variance);
    json_add_number(writer, object, "noise_variance", variance->noise_variance);
    return object;
}

static struct cJSON *figures_list(struct json_writer *writer, const struct sensitivity *sensitivity)
{
    struct cJSON *list = json_list(writer);
    bool shares = sensitivity->method == SENSITIVITY_SOBOL || sensitivity->method == SENSITIVITY_PSA;
    for (size_t i = 0; i < sensitivity->figure_count; i++) {
        const struct sensitivity_figure *figure = &sensitivity->figures[i];
        struct cJSON *object = json_object(writer), *lines = json_list(writer);
        json_add_text(writer, object, "name", figure->name);
        json_add_text(writer, object, "unit", response_unit_name(figure->unit));
        json_add(writer, object, "base", json_estimate(writer, figure->base));
        if (shares)
            json_add(writer, object, "variance", variance_object(writer, &figure->variance));
        for (size_t k = 0; k < sensitivity->line_count; k++)
            json_append(writer, lines, line_object(writer, sensitivity->method, &figure->lines[k]));
        json_add(writer, object, "effects", lines);
        json_append(writer, list, object);
    }
    return list;
}

char *results_sensitivity_json(const struct sensitivity *sensitivity, const struct scenario *scenario)
{
    struct json_writer writer = {.failed = false};
    struct cJSON *root = json_object(&writer);
    json_add(&writer, root, "cartsim", json_about(&writer));
    json_add_text(&writer, root, "question", "sensitivity");
    json_add_text(&writer, root, "method", sensitivity_method_name(sensitivity->method));
    json_add(&writer, root, "seed", json_whole(sensitivity->seed));
    json_add_number(&writer, root, "replications", (double)sensitivity->replications);
    json_add_number(&writer, root, "draws", sensitivity->draws ? (double)sensitivity->draws : (double)NAN);
    json_add_number(&writer, root, "points", (double)sensitivity->points);
    json_add_number(&writer, root, "confidence", sensitivity->confidence);
    json_add(&writer, root, "scenario", json_scenario(&writer, scenario, sensitivity->name));
    json_add(&writer, root, "parameters", parameters_list(&writer, sensitivity));
    json_add(&writer, root, "figures", figures_list(&writer, sensitivity));
    return json_print(&writer, root);
}
