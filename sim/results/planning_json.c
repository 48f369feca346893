/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "results/json_parts.h"
#include "results/planning.h"
#include "results/response_words.h"

/* plan.json; share/plan.schema.json describes it. */

static const char *const verdicts[] = {"met", "missed", "undecided"};

static struct cJSON *keys_list(struct json_writer *writer, const struct planning *planning)
{
    struct cJSON *list = json_list(writer);
    for (int k = 0; k < planning->key_count; k++) {
        struct cJSON *object = json_object(writer), *values = json_list(writer);
        for (size_t i = 0; i < planning->keys[k].count; i++)
            json_append(writer, values, json_text(planning->keys[k].values[i]));
        json_add_text(writer, object, "path", planning->keys[k].path);
        json_add(writer, object, "values", values);
        json_append(writer, list, object);
    }
    return list;
}

static struct cJSON *targets_list(struct json_writer *writer, const struct planning *planning)
{
    struct cJSON *list = json_list(writer);
    for (int t = 0; t < planning->target_count; t++) {
        const struct planning_target *target = &planning->targets[t];
        struct cJSON *object = json_object(writer);
        json_add_text(writer, object, "figure", target->figure);
        json_add_text(writer, object, "unit", response_unit_name(target->unit));
        json_add_number(writer, object, target->at_least ? "at_least" : "at_most", target->goal);
        json_add_text(writer, object, "tested", target->tested);
        json_add_number(writer, object, target->tested_at_least ? "tested_at_least" : "tested_at_most",
                        target->bound);
        json_add_number(writer, object, "tolerance", target->tolerance);
        json_append(writer, list, object);
    }
    return list;
}

static struct cJSON *cells_list(struct json_writer *writer, const struct planning_candidate *candidate,
                                int count)
{
    struct cJSON *list = json_list(writer);
    for (int t = 0; t < count; t++) {
        const struct planning_cell *cell = &candidate->cells[t];
        struct cJSON *object = json_object(writer);
        json_add(writer, object, "figure", json_estimate(writer, cell->figure));
        json_add_text(writer, object, "verdict", verdicts[cell->verdict]);
        json_add(writer, object, "frontier", json_boolean(cell->frontier));
        json_append(writer, list, object);
    }
    return list;
}

/* A number of a candidate or a target, from 0; null for NONE. */
static struct cJSON *place(int index)
{
    return index == NONE ? json_null() : json_number(index);
}

static struct cJSON *candidates_list(struct json_writer *writer, const struct planning *planning)
{
    struct cJSON *list = json_list(writer);
    for (int i = 0; i < planning->candidate_count; i++) {
        const struct planning_candidate *candidate = &planning->candidates[i];
        struct cJSON *object = json_object(writer);
        json_add_text(writer, object, "label", candidate->label);
        json_add_number(writer, object, "replications", candidate->replications);
        json_add(writer, object, "cost", json_estimate(writer, candidate->cost));
        json_add_text(writer, object, "verdict", verdicts[candidate->verdict]);
        json_add(writer, object, "failed_first", place(candidate->failed_first));
        json_add(writer, object, "dearer", json_boolean(candidate->dearer));
        json_add(writer, object, "targets", cells_list(writer, candidate, planning->target_count));
        json_append(writer, list, object);
    }
    return list;
}

static struct cJSON *answer_object(struct json_writer *writer, const struct planning *planning)
{
    static const char *const outcomes[] = {"decided", "none", "undecided"};
    struct cJSON *object = json_object(writer), *open = json_list(writer), *less = json_list(writer);
    for (int i = 0; i < planning->candidate_count; i++)
        if (planning->candidates[i].open)
            json_append(writer, open, place(i));
    for (int k = 0; k < planning->key_count; k++) {
        struct cJSON *of = json_object(writer);
        int at = planning->less[k];
        json_add_text(writer, of, "path", planning->keys[k].path);
        json_add(writer, of, "candidate", place(at));
        json_add(writer, of, "binds", place(at == NONE ? NONE : planning->candidates[at].failed_first));
        json_append(writer, less, of);
    }
    json_add_text(writer, object, "outcome", outcomes[planning->outcome]);
    json_add(writer, object, "best", place(planning->best));
    json_add(writer, object, "runner_up", place(planning->runner_up));
    json_add(writer, object, "nearest", place(planning->nearest));
    json_add(writer, object, "less", less);
    json_add(writer, object, "undecided", open);
    json_add_number(writer, object, "replications_needed",
                    planning->replications_needed > 0 ? planning->replications_needed : (double)NAN);
    return object;
}

static struct cJSON *procedure_object(struct json_writer *writer, const struct planning *planning)
{
    struct cJSON *object = json_object(writer);
    json_add_text(writer, object, "minimised", planning->minimised);
    json_add_text(writer, object, "unit", response_unit_name(planning->cost_unit));
    json_add(writer, object, "certain", json_boolean(planning->certain));
    json_add_number(writer, object, "confidence", planning->confidence);
    json_add_number(writer, object, "tolerance", planning->tolerance);
    json_add_number(writer, object, "indifference", planning->certain ? (double)NAN : planning->indifference);
    json_add_number(writer, object, "batch", planning->batch);
    json_add_number(writer, object, "first_batches", planning->first_batches);
    json_add_number(writer, object, "max_replications", planning->max_replications);
    return object;
}

char *results_planning_json(const struct planning *planning, const struct scenario *scenario,
                            const struct model *model)
{
    struct json_writer writer = {.failed = false};
    struct cJSON *root = json_object(&writer);
    json_add(&writer, root, "cartsim", json_about(&writer));
    json_add_text(&writer, root, "question", "plan");
    json_add(&writer, root, "seed", json_whole(model->run.seed));
    json_add(&writer, root, "scenario", json_scenario(&writer, scenario, model->name));
    json_add(&writer, root, "procedure", procedure_object(&writer, planning));
    json_add(&writer, root, "ranges", keys_list(&writer, planning));
    json_add(&writer, root, "targets", targets_list(&writer, planning));
    json_add(&writer, root, "candidates", candidates_list(&writer, planning));
    json_add(&writer, root, "answer", answer_object(&writer, planning));
    return json_print(&writer, root);
}
