/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "results/bottleneck.h"
#include "results/json_parts.h"
#include "results/response_words.h"

/* bottleneck.json; share/bottleneck.schema.json describes it. */

static void add_change(struct json_writer *writer, struct cJSON *object, const struct compared *compared)
{
    bool more = compared->verdict == COMPARISON_MORE;
    json_add(writer, object, "change", json_estimate(writer, compared->less.figure));
    json_add_text(writer, object, "verdict", json_verdict(compared->verdict));
    json_add_number(writer, object, "more_replications", more ? compared->more_replications : (double)NAN);
}

static void add_tweak(struct json_writer *writer, struct cJSON *object, const struct model *model,
                      struct tweak tweak)
{
    static const char *const kinds[] = {"unit", "slot", "step", "risk"}, *const days[] = {"mon", "tue", "wed",
                                                                                          "thu", "fri", "sat",
                                                                                          "sun"};
    json_add_text(writer, object, "what", kinds[tweak.kind]);
    if (tweak.kind == TWEAK_STEP) {
        const struct step *step = &model->steps[tweak.index];
        json_add_text(writer, object, "pathway", json_home_of(model, step));
        json_add_text(writer, object, "name", step->name);
    } else if (tweak.kind == TWEAK_RISK) {
        json_add_text(writer, object, "name", model->risks[tweak.index].name);
    } else {
        json_add_text(writer, object, "name", model->resources[tweak.index].name);
    }
    if (tweak.kind == TWEAK_SLOT)
        json_add_text(writer, object, "weekday", days[tweak_weekday(&model->resources[tweak.index])]);
}

static struct cJSON *changes_list(struct json_writer *writer, const struct bottleneck *of)
{
    struct cJSON *list = json_list(writer);
    for (size_t i = 0; i + 1 < of->worth->count; i++) {
        struct cJSON *object = json_object(writer);
        size_t at = of->order[i];
        add_tweak(writer, object, of->model, of->tweaks[at]);
        json_add_text(writer, object, "says", tweak_words(of->model, of->tweaks[at]).text);
        add_change(writer, object, &of->worth->lines[0].of[at]);
        json_append(writer, list, object);
    }
    return list;
}

static struct cJSON *figure_object(struct json_writer *writer, const struct bottleneck *of)
{
    const struct comparison_line *line = &of->worth->lines[0];
    struct cJSON *object = json_object(writer);
    json_add_text(writer, object, "name", line->name);
    json_add_text(writer, object, "unit", response_unit_name(line->unit));
    json_add(writer, object, "as_it_is", json_estimate(writer, line->of[0].figure));
    return object;
}

static struct cJSON *days_object(struct json_writer *writer, const struct bottleneck *of)
{
    if (of->measure == NONE)
        return json_null();
    const struct measure_part *part = &of->metrics->measures[of->measure];
    struct cJSON *object = json_object(writer);
    json_add_text(writer, object, "measure", of->model->measures[of->measure].name);
    json_add(writer, object, "mean", json_estimate(writer, part->summary.mean));
    json_add(writer, object, "made_of", json_ledger(writer, of->model, part));
    return object;
}

static struct cJSON *losses_object(struct json_writer *writer, const struct bottleneck *of)
{
    static const char *const parts[] = {"without_end", "in_the_normal_wait", "after_a_failed_step"};
    struct cJSON *object = json_object(writer), *list = json_list(writer);
    for (size_t i = 0; i < of->prevention->count; i++) {
        const struct prevention_line *line = &of->prevention->lines[i];
        struct cJSON *outcome = json_object(writer);
        json_add_text(writer, outcome, "outcome", of->model->outcomes[line->outcome]);
        json_add(writer, outcome, "as_it_is", json_estimate(writer, line->share));
        for (int part = 0; part < PREVENTION_PARTS; part++) {
            struct cJSON *change = json_object(writer);
            add_change(writer, change, &line->parts[part]);
            json_add(writer, outcome, parts[part], change);
        }
        json_append(writer, list, outcome);
    }
    json_add_number(writer, object, "comparisons", (double)of->prevention->comparisons);
    json_add(writer, object, "outcomes", list);
    return object;
}

char *results_bottleneck_json(const struct bottleneck *of)
{
    struct json_writer writer = {.failed = false};
    struct cJSON *root = json_object(&writer);
    json_add(&writer, root, "cartsim", json_about(&writer));
    json_add_text(&writer, root, "question", "bottleneck");
    json_add(&writer, root, "seed", json_whole(of->seed));
    json_add_number(&writer, root, "replications", (double)of->worth->replications);
    json_add_number(&writer, root, "confidence", of->worth->confidence);
    json_add_number(&writer, root, "comparisons", (double)of->worth->comparisons);
    json_add(&writer, root, "scenario", json_scenario(&writer, of->scenario, of->model->name));
    json_add(&writer, root, "figure", figure_object(&writer, of));
    json_add(&writer, root, "changes", changes_list(&writer, of));
    json_add(&writer, root, "days", days_object(&writer, of));
    json_add(&writer, root, "losses", losses_object(&writer, of));
    return json_print(&writer, root);
}
