/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "results/comparison.h"
#include "results/json_parts.h"
#include "results/response_words.h"

/* compare.json; share/compare.schema.json describes it. */

static struct cJSON *scenarios_list(struct json_writer *writer, const struct comparison *comparison,
                                    struct scenario *const *scenarios)
{
    struct cJSON *list = json_list(writer);
    for (size_t i = 0; i < comparison->count; i++) {
        const struct compared_scenario *at = &comparison->scenarios[i];
        struct cJSON *object = json_scenario(writer, scenarios[i], at->pool->model->name);
        json_add_text(writer, object, "label", at->label);
        json_append(writer, list, object);
    }
    return list;
}

static struct cJSON *compared_object(struct json_writer *writer, const struct compared *compared,
                                     bool is_first)
{
    struct cJSON *object = json_object(writer);
    json_add(writer, object, "figure", json_estimate(writer, compared->figure));
    if (is_first)
        return object;
    bool more = compared->verdict == COMPARISON_MORE;
    json_add(writer, object, "less_first", json_estimate(writer, compared->less.figure));
    json_add_text(writer, object, "verdict", json_verdict(compared->verdict));
    json_add_number(writer, object, "more_replications", more ? compared->more_replications : (double)NAN);
    json_add_number(writer, object, "independent_runs_needed",
                    compared->less.apart > 0 ? compared->less.apart : (double)NAN);
    return object;
}

static struct cJSON *figures_list(struct json_writer *writer, const struct comparison *comparison)
{
    struct cJSON *list = json_list(writer);
    for (size_t i = 0; i < comparison->line_count; i++) {
        const struct comparison_line *line = &comparison->lines[i];
        struct cJSON *object = json_object(writer), *of = json_list(writer);
        json_add_text(writer, object, "name", line->name);
        json_add_text(writer, object, "unit", response_unit_name(line->unit));
        for (size_t k = 0; k < comparison->count; k++)
            json_append(writer, of, compared_object(writer, &line->of[k], k == 0));
        json_add(writer, object, "of", of);
        json_append(writer, list, object);
    }
    return list;
}

char *results_comparison_json(const struct comparison *comparison, const struct precision *precision,
                              struct scenario *const *scenarios, uint64_t seed)
{
    struct json_writer writer = {.failed = false};
    struct cJSON *root = json_object(&writer);
    json_add(&writer, root, "cartsim", json_about(&writer));
    json_add_text(&writer, root, "question", "compare");
    json_add(&writer, root, "seed", json_whole(seed));
    json_add_number(&writer, root, "replications", (double)comparison->replications);
    json_add_number(&writer, root, "confidence", comparison->confidence);
    json_add_number(&writer, root, "comparisons", (double)comparison->comparisons);
    if (precision->count)
        json_add(&writer, root, "precision", json_precision(&writer, precision));
    json_add(&writer, root, "scenarios", scenarios_list(&writer, comparison, scenarios));
    json_add(&writer, root, "figures", figures_list(&writer, comparison));
    return json_print(&writer, root);
}
