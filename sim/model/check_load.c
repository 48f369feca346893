/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/flow.h"

#include <math.h>
#include <string.h>

/*
 * Queues that can only grow: more is asked for in the mean than a resource can ever give.
 */

enum { COMBINATIONS = 20000 }; /* of values, times steps: beyond them attributes count as unknown */

struct demand {              /* on one resource */
    double asked, unit_days; /* a day, at the start */
};

struct load {
    struct compiler *compiler;
    struct flow flow;
    bool *set;     /* [attribute_count]: something may change it */
    bool *full;    /* [resource_count] */
    double *asked; /* [class_count * resource_count] for each referral */
    double *unit_days;
};

/* ---- who is referred */

static void mark_set(bool *set, const struct setting *sets, int count)
{
    for (int i = 0; i < count; i++)
        set[sets[i].attribute] = true;
}

static void mark_failure(bool *set, const struct failure *failure)
{
    if (!failure)
        return;
    mark_set(set, failure->sets, failure->set_count);
    mark_failure(set, failure->then);
    for (int i = 0; i < failure->branch_count; i++)
        mark_failure(set, failure->branches[i]);
}

static void mark_all_set(const struct model *model, bool *set)
{
    for (int i = 0; i < model->step_count; i++) {
        mark_set(set, model->steps[i].sets, model->steps[i].set_count);
        mark_failure(set, model->steps[i].on_failure);
        mark_failure(set, model->steps[i].on_refusal);
    }
    for (int i = 0; i < model->risk_count; i++)
        mark_set(set, model->risks[i].sets, model->risks[i].set_count);
}

/* Goes through every combination of the values that are known. */
static void add_combinations(struct flow *flow, int at, double weight)
{
    const struct patient_class *class = flow->class;
    if (at == class->trait_count) {
        flow_add(flow, weight);
        return;
    }
    const struct trait *trait = &class->traits[at];
    if (flow->unknown[trait->attribute]) {
        add_combinations(flow, at + 1, weight);
        return;
    }
    for (int i = 0; i < trait->value_count; i++) {
        double share = trait->shares[i] - (i > 0 ? trait->shares[i - 1] : 0);
        flow->values[trait->attribute] = (uint16_t)trait->values[i];
        if (share > 0)
            add_combinations(flow, at + 1, weight * share);
    }
}

static void add_class(struct load *load, int index)
{
    struct flow *flow = &load->flow;
    const struct model *model = flow->model;
    int64_t combinations = model->step_count;
    flow->class = &model->classes[index];
    flow->asked = load->asked + (size_t)index * (size_t)model->resource_count;
    flow->unit_days = load->unit_days + (size_t)index * (size_t)model->resource_count;
    memset(flow->asked, 0, (size_t)model->resource_count * sizeof *flow->asked);
    memset(flow->unit_days, 0, (size_t)model->resource_count * sizeof *flow->unit_days);
    memset(flow->values, 0, (size_t)model->attribute_count * sizeof *flow->values);
    memcpy(flow->unknown, load->set, (size_t)model->attribute_count * sizeof *flow->unknown);
    for (int i = 0; i < flow->class->trait_count; i++) {
        const struct trait *trait = &flow->class->traits[i];
        if (combinations * trait->value_count > COMBINATIONS)
            flow->unknown[trait->attribute] = true;
        if (!flow->unknown[trait->attribute])
            combinations *= trait->value_count;
    }
    add_combinations(flow, 0, 1);
}

/* A day, in the long run; 0 where they end or dwindle, and so no queue grows for ever. */
static double referrals(const struct arrivals *arrivals, double years)
{
    double factors = 0;
    if (arrivals->limit != NONE || arrivals->kind == ARRIVAL_LISTED || arrivals->growth < 0)
        return 0;
    if (arrivals->kind == ARRIVAL_RENEWAL)
        return arrivals->every ? DAY / law_mean(arrivals->every) : 0;
    for (int i = 0; i < 12; i++)
        factors += arrivals->monthly[i] / 12;
    return arrivals->rate * DAY * factors * pow(1 + arrivals->growth, years);
}

static struct demand demand_at(const struct load *load, int resource, double days)
{
    const struct model *model = load->flow.model;
    struct demand demand = {0, 0};
    for (int i = 0; i < model->class_count; i++) {
        double a_day = referrals(&model->classes[i].arrivals, days / 365.25);
        size_t at = (size_t)i * (size_t)model->resource_count + (size_t)resource;
        demand.asked += a_day * load->asked[at];
        demand.unit_days += a_day * load->unit_days[at];
    }
    return demand;
}

/* ---- what a resource can give */

/* All but one patient in a thousand are done within so many days; INFINITY where it is kept longer. */
static double longest_use(const struct model *model, int resource)
{
    double longest = 0;
    for (int i = 0; i < model->step_count; i++) {
        const struct step *step = &model->steps[i];
        for (int k = 0; k < step->hold_count; k++)
            if (step->holds[k].resource == resource)
                return INFINITY;
        for (int k = 0; k < step->need_count; k++) {
            if (step->needs[k].resource != resource)
                continue;
            if (step->takes.attribute != NONE || step->first_body != NONE || step->first_meanwhile != NONE ||
                step->extended_count > 0)
                return INFINITY;
            if (step->takes.always)
                longest = fmax(longest, law_quantile(step->takes.always, 0.999) / DAY);
        }
    }
    return longest;
}

/* The share of the time in which a unit can be in use: what runs when it closes, runs on. */
static double open_share(const struct resource *resource, double longest)
{
    double open = 0;
    for (int i = 0; i < resource->opening_count; i++)
        for (int day = 0; day < 7; day++)
            if (resource->openings[i].days >> day & 1)
                open += (double)(resource->openings[i].to - resource->openings[i].from) / DAY + longest;
    return resource->opening_count > 0 ? fmin(open / 7, 1) : 1;
}

static double in_order_share(const struct resource *resource, double longest)
{
    if (!law_given(&resource->breaks_after))
        return 1;
    double lost = fmax(law_mean(resource->breaks_for.always) / DAY - longest, 0);
    double after = law_mean(resource->breaks_after.always) / DAY;
    return lost > 0 ? after / (after + lost) : 1;
}

/* Until the observed time is over; of what lasts longer, the first 200 years. */
static int64_t days_looked_at(const struct model *model)
{
    int64_t days = (model->run.warmup + model->run.horizon) / DAY;
    return days < 1 ? 1 : days > 73050 ? 73050 : days;
}

/* Units that may be in use on a day: a closure takes effect as they are freed. */
static int usable_on(const struct resource *resource, int64_t day, double longest)
{
    int most = 0;
    if (resource->closure_count == 0 || longest > 31)
        return resource->capacity;
    for (int64_t back = (int64_t)ceil(longest); back >= 0; back--) {
        int first = model_capacity_at(resource, (day - back) * DAY);
        int last = model_capacity_at(resource, (day - back + 1) * DAY - 1);
        most = first > most ? first : most;
        most = last > most ? last : most;
    }
    return most;
}

/* Slots, or unit-days, a day in the mean, at most. */
static double given_a_day(const struct model *model, int index)
{
    const struct resource *resource = &model->resources[index];
    double given = 0, longest = resource->is_slots ? 0 : longest_use(model, index);
    int64_t end = days_looked_at(model);
    for (int64_t day = 0; day < end; day++)
        given +=
            resource->is_slots ? model_slots_on(model, resource, day) : usable_on(resource, day, longest);
    given /= (double)end;
    return given * open_share(resource, longest) * in_order_share(resource, longest);
}

/* ---- what is said */

static double wanted(const struct resource *resource, struct demand demand)
{
    return resource->is_slots ? demand.asked : demand.unit_days;
}

/* The day from which more is asked for than is given; NONE before the end. */
static int64_t first_over(const struct load *load, int index, double given)
{
    const struct model *model = load->flow.model;
    const struct resource *resource = &model->resources[index];
    int64_t low = 0, high = days_looked_at(model);
    double bound = given * (1 + 1e-9);
    if (wanted(resource, demand_at(load, index, (double)high)) <= bound)
        return NONE;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (wanted(resource, demand_at(load, index, (double)middle)) > bound)
            high = middle;
        else
            low = middle + 1;
    }
    return high;
}

static int64_t is_over(const struct load *load, int index)
{
    const struct model *model = load->flow.model;
    const struct resource *resource = &model->resources[index];
    if (resource->capacity == UNLIMITED || resource->queue_max != NONE)
        return NONE;
    return first_over(load, index, given_a_day(model, index));
}

static void explain(const struct load *load, int index, int64_t from)
{
    const struct model *model = load->flow.model;
    const struct resource *resource = &model->resources[index];
    int64_t end = days_looked_at(model);
    struct demand last = demand_at(load, index, (double)end);
    double given = given_a_day(model, index), each = wanted(resource, last) / last.asked, waiting = 0;
    char until[32], date[32], since[64] = "", per[64] = "";
    for (int64_t day = from; day < end; day++)
        waiting += (wanted(resource, demand_at(load, index, (double)day + 0.5)) - given) / each;
    value_print_date(model->run.start_day + end, until, sizeof until);
    value_print_date(model->run.start_day + from, date, sizeof date);
    if (from > 0)
        snprintf(since, sizeof since, "from %s on ", date);
    if (!resource->is_slots)
        snprintf(per, sizeof per, ", %.4g d each", each);
    double have = resource->is_slots ? 7 * given : resource->capacity;
    double need = floor(wanted(resource, last) / given * have + 1e-6) + 1;
    fault_warning(load->compiler->faults, WARNING_OVERLOAD,
                  tree_get(section(load->compiler, "resources"), resource->name)->key_place,
                  "'%s': %s%.4g a week are asked for%s, %.4g can be given; but for those who leave it the "
                  "queue grows to about %.0f or more by %s, the end of the observed time; it takes %.0f%s",
                  resource->name, since, 7 * last.asked, per, 7 * given / each, waiting, until, need,
                  resource->is_slots ? " slots a week, or fewer referrals"
                                     : " units, fewer referrals or shorter use");
}

void check_load(struct compiler *compiler)
{
    struct model *model = compiler->model;
    struct arena *arena = compiler->arena;
    size_t resources = (size_t)model->resource_count + 1, attributes = (size_t)model->attribute_count + 1;
    struct load load = {.compiler = compiler};
    bool *full = arena_array(arena, resources, sizeof *full);
    load.set = arena_array(arena, attributes, sizeof *load.set);
    load.full = arena_array(arena, resources, sizeof *load.full);
    load.asked = arena_array(arena, resources * (size_t)model->class_count, sizeof *load.asked);
    load.unit_days = arena_array(arena, resources * (size_t)model->class_count, sizeof *load.unit_days);
    load.flow = (struct flow){.model = model, .full = full};
    load.flow.values = arena_array(arena, attributes, sizeof *load.flow.values);
    load.flow.unknown = arena_array(arena, attributes, sizeof *load.flow.unknown);
    load.flow.open = arena_array(arena, (size_t)model->risk_count, sizeof *load.flow.open);
    if (arena_failed(arena))
        return;
    mark_all_set(model, load.set);
    /* Behind a queue that grows come fewer than are referred: the second pass leaves these out. */
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < model->class_count; i++)
            add_class(&load, i);
        for (int i = 0; i < model->resource_count; i++)
            load.full[i] = is_over(&load, i) != NONE;
        memcpy(full, load.full, (size_t)model->resource_count * sizeof *full);
    }
    for (int i = 0; i < model->resource_count; i++)
        if (load.full[i])
            explain(&load, i, is_over(&load, i));
}
