/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sense.h"

#include <math.h>
#include <string.h>

/*
 * What can be seen only from the whole: beds never given back, resources nobody uses, more demand than can
 * ever be served.
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

/* ---- offered load: the expected flow through each step, repeats left out, so the true load is no smaller */

/* Where it depends on the patient, the value that makes the flow least. */
static double least_of(const struct model *model, const struct number_choice *choice, double sign)
{
    double least = choice->always;
    for (int i = 1; choice->attribute != NONE && i < model->attributes[choice->attribute].value_count; i++)
        if (i == 1 || sign * choice->by_value[i] < sign * least)
            least = choice->by_value[i];
    return least;
}

static double lost_share(const struct model *model, const struct step *step)
{
    bool leaves = step->on_failure && step->on_failure->kind != FAILURE_REPEATS;
    double share = leaves ? least_of(model, &step->fails, -1) : 0;
    return step->leaves != NONE ? 1 : share;
}

static double flow_through(const struct model *model, int first, double flow, double *flows)
{
    for (int i = first; i != NONE; i = model->steps[i].next) {
        const struct step *step = &model->steps[i];
        bool certain = step->when_count == 0;
        double in = flow * (step->has_chance ? least_of(model, &step->chance, 1) : 1);
        flows[i] = certain ? in * step->times
                           : 0; /* a condition: not counted, so that the warning is never a false one */
        double out =
            flow_through(model, step->first_body, flows[i] / (step->times > 0 ? step->times : 1), flows);
        flow_through(model, step->first_meanwhile, in, flows);
        bool through = step->first_body != NONE && certain && in > 0;
        flow = flow - (certain ? in * lost_share(model, step) : 0) - (through ? in - out : 0);
    }
    return flow > 0 ? flow : 0;
}

/* In the long run; 0 where the referrals end or dwindle, and so no queue grows for ever. */
static double referrals_a_day(const struct patient_class *class)
{
    const struct arrivals *arrivals = &class->arrivals;
    double factors = 0;
    if (arrivals->limit != NONE || arrivals->kind == ARRIVAL_LISTED || arrivals->growth < 0)
        return 0;
    if (arrivals->kind == ARRIVAL_RENEWAL)
        return arrivals->every ? DAY / law_mean(arrivals->every) : 0;
    for (int i = 0; i < 12; i++)
        factors += arrivals->monthly[i] / 12;
    return arrivals->rate * DAY * factors;
}

static double mean_days(const struct law_choice *takes)
{
    return takes->attribute == NONE && takes->always ? law_mean(takes->always) / DAY : 0;
}

/* Unit-days a day of what `held` holds: the time that patients spend in its steps until one releases it.
 * Steps stand in the order in which patients meet them; what runs beside the pathway is left out, and so is
 * all waiting. */
static double days_held(const struct model *model, const double *flows, int held, int resource)
{
    double days = 0;
    for (int i = held; i < model->step_count && model->steps[i].pathway == model->steps[held].pathway; i++) {
        const struct step *step = &model->steps[i];
        if (releases(step, resource))
            return days;
        if (step->strand == model->steps[held].strand && step->first_body == NONE)
            days += flows[i] * mean_days(&step->takes);
    }
    return days;
}

static void add_load(const struct model *model, const double *flows, double *load)
{
    for (int i = 0; i < model->step_count; i++) {
        const struct step *step = &model->steps[i];
        for (int k = 0; k < step->need_count; k++)
            load[step->needs[k].resource] += flows[i] * step->needs[k].units * mean_days(&step->takes);
        for (int k = 0; k < step->hold_count; k++)
            load[step->holds[k].resource] +=
                step->holds[k].units * days_held(model, flows, i, step->holds[k].resource);
        for (int k = 0; k < step->book_count; k++)
            load[step->books[k].resource] += flows[i];
    }
}

static double capacity_a_day(const struct resource *resource)
{
    double week = 0;
    for (int i = 0; i < 7; i++)
        week += resource->slots_on[i];
    return resource->is_slots ? week / 7 : resource->capacity;
}

static void check_load(struct compiler *compiler)
{
    struct model *model = compiler->model;
    double *flows = arena_array(compiler->arena, (size_t)model->step_count + 1, sizeof *flows);
    double *load = arena_array(compiler->arena, (size_t)model->resource_count + 1, sizeof *load);
    for (int i = 0; flows && load && i < model->class_count; i++) {
        memset(flows, 0, (size_t)model->step_count * sizeof *flows);
        flow_through(model, model->pathways[model->classes[i].pathway].first,
                     referrals_a_day(&model->classes[i]), flows);
        add_load(model, flows, load);
    }
    const struct tree *resources = section(compiler, "resources");
    for (int i = 0; load && i < model->resource_count; i++) {
        const struct resource *resource = &model->resources[i];
        double capacity = capacity_a_day(resource);
        const struct tree *node = tree_get(resources, resource->name);
        if (resource->capacity == UNLIMITED || load[i] <= capacity * (1 + 1e-9) ||
            resource->queue_max != NONE)
            continue;
        fault_warning(compiler->faults, WARNING_OVERLOAD, node->key_place,
                      resource->is_slots ? "'%s': %.1f are asked for a week against %.1f slots; the queue "
                                           "can only grow, but for those who leave it"
                                         : "'%s': patients need %.2f units on average against %.2f; the "
                                           "queue can only grow, but for those who leave it",
                      resource->name, load[i] * (resource->is_slots ? 7 : 1),
                      capacity * (resource->is_slots ? 7 : 1));
    }
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
    check_order(compiler);
    check_reach(compiler);
    check_given(compiler);
    check_booked(compiler);
}
