/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sense.h"

/*
 * What can be seen only from the whole: beds never given back, resources nobody uses, sizes beyond the
 * limits.
 */

static bool releases(const struct step *step, int resource)
{
    for (int i = 0; i < step->release_count; i++)
        if (step->releases[i] == resource)
            return true;
    return false;
}

/* In the same pathway, or between a pathway and a risk: these are of the same patient. */
static bool is_released(const struct model *model, const struct step *held, int resource)
{
    for (int i = 0; i < model->step_count; i++) {
        const struct step *step = &model->steps[i];
        bool together = step->pathway == held->pathway || held->risk != NONE || step->risk != NONE;
        if (together && releases(step, resource))
            return true;
    }
    return false;
}

static void check_holds(struct compiler *compiler)
{
    const struct model *model = compiler->model;
    for (int i = 0; i < model->step_count; i++)
        for (int k = 0; k < model->steps[i].hold_count; k++) {
            int resource = model->steps[i].holds[k].resource;
            if (!is_released(model, &model->steps[i], resource))
                fault_warning(
                    compiler->faults, WARNING_NEVER_RELEASED, place_of_step(compiler, i),
                    "step '%s' holds '%s', which no later step releases: it is kept until the patient leaves",
                    model->steps[i].name, model->resources[resource].name);
        }
}

static void check_used(struct compiler *compiler)
{
    const struct tree *resources = section(compiler, "resources");
    for (const struct tree *child = tree_first(resources); child; child = child->next) {
        int index = find_resource(compiler->model, child->key);
        if (index != NONE && !compiler->resource_used[index])
            fault_warning(
                compiler->faults, WARNING_UNUSED, child->key_place,
                "resource '%s' is used by no step; write needs:, holds: or books: in one, or take it out",
                child->key);
    }
}

static void check_classes(struct compiler *compiler)
{
    const struct model *model = compiler->model;
    struct cartsim_place top = {.file = compiler->root->place.file, .line = 1, .column = 1};
    if (model->class_count == 0 && cartsim_faults_errors(compiler->faults) == 0)
        fault_error(compiler->faults, FAULT_PATHWAY, top,
                    "nobody is referred: patients: needs a class, e.g. "
                    "b_all: {pathway: car_t, arrivals: {rate: 24 per year}}");
    for (int i = 0; i < model->pathway_count; i++) {
        bool used = false;
        for (int k = 0; k < model->class_count; k++)
            used = used || model->classes[k].pathway == i;
        if (!used && model->pathways[i].first != NONE && cartsim_faults_errors(compiler->faults) == 0)
            fault_warning(compiler->faults, WARNING_UNREACHED,
                          place_of_step(compiler, model->pathways[i].first),
                          "pathway '%s' is followed by nobody", model->pathways[i].name);
    }
}

/* What a replication counts grows with products of these. */
static int64_t figures(const struct compiler *compiler)
{
    const struct model *model = compiler->model;
    int64_t measured = (int64_t)model->measure_count * model->class_count;
    int64_t ways = (int64_t)model->step_count + model->class_count;
    return measured * model->ledger_count + ways * compiler->outcomes.count;
}

/* Each number that can be in use is counted for itself. */
static int units_of(const struct resource *resource)
{
    int most = resource->capacity > 0 ? resource->capacity : 0;
    for (int i = 0; i < resource->closure_count; i++)
        most = resource->closures[i].capacity > most ? resource->closures[i].capacity : most;
    return resource->is_slots ? 0 : most;
}

static void check_products(struct compiler *compiler)
{
    const struct model *model = compiler->model;
    int64_t units = 0;
    for (int i = 0; i < model->resource_count; i++)
        units += units_of(&model->resources[i]);
    if (units > UNITS_MAX)
        fault_error(compiler->faults, FAULT_PATHWAY, compiler->root->place,
                    "too large: the resources have %lld units together, at most %d may be", (long long)units,
                    UNITS_MAX);
    if (compiler->outcomes.count > OUTCOMES_MAX)
        fault_error(compiler->faults, FAULT_PATHWAY, compiler->root->place,
                    "too large: more than %d outcomes", OUTCOMES_MAX);
    if (figures(compiler) > COUNTED_MAX)
        fault_error(
            compiler->faults, FAULT_PATHWAY, compiler->root->place,
            "too large: measures, classes, steps and what they wait for make %lld figures, at most %d "
            "may be; take out measures",
            (long long)figures(compiler), COUNTED_MAX);
}

static void check_sizes(struct compiler *compiler)
{
    const struct model *model = compiler->model;
    for (int i = 0; i < model->step_count; i++) {
        const struct step *step = &model->steps[i];
        if (step->need_count + step->hold_count > CLAIMS_MAX || step->book_count > CLAIMS_MAX)
            fault_error(compiler->faults, FAULT_CLAIM, place_of_step(compiler, i),
                        "step '%s' asks for more than %d resources", step->name, CLAIMS_MAX);
    }
    if (model->risk_count > RISKS_MAX || model->step_count > STEPS_MAX || model->class_count > CLASSES_MAX)
        fault_error(compiler->faults, FAULT_PATHWAY, compiler->root->place,
                    "too large: at most %d steps, %d risks and %d classes of patients", STEPS_MAX, RISKS_MAX,
                    CLASSES_MAX);
    check_products(compiler);
}

void check_sense(struct compiler *compiler)
{
    check_sizes(compiler);
    check_classes(compiler);
    if (cartsim_faults_errors(compiler->faults))
        return;
    check_holds(compiler);
    check_used(compiler);
    check_load(compiler);
    check_circle(compiler);
    check_endless(compiler);
    check_order(compiler);
    check_reach(compiler);
    check_given(compiler);
    check_booked(compiler);
}
