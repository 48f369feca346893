/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "results/describe_parts.h"
#include "scenario/values.h"

/* What the model is: section 2 of the checklist. */

static const struct tree *root_of(const struct description *description)
{
    return description->scenario->root;
}

static const char *value_at(struct description *description, const struct tree *map, const char *key)
{
    return words_value(&description->arena, tree_get(map, key));
}

static bool is_true(const struct tree *map, const char *key)
{
    bool truth = false;
    value_boolean(tree_get(map, key), &truth);
    return truth;
}

/* "; takes 3 d" where there is a value. */
static const char *with(struct description *description, const char *text, const char *word,
                        const char *value)
{
    return *value ? words_join(&description->arena, text, "; ",
                               words_print(&description->arena, "%s %s", word, value))
                  : text;
}

/* ---- a step in a sentence */

static const char *failure_words(struct description *description, const struct tree *failure)
{
    struct arena *arena = &description->arena;
    const char *text = "go on", *leaves = tree_text(failure, "leaves", NULL),
               *repeat = tree_text(failure, "repeat", NULL);
    if (leaves)
        text = words_print(arena, "leave as %s", leaves);
    else if (repeat)
        text = words_print(arena, "back to %s", words_name(arena, repeat));
    if (tree_get(failure, "at_most"))
        text = words_print(arena, "%s, at most %s", text,
                           words_times(arena, value_at(description, failure, "at_most")));
    if (tree_get(failure, "then"))
        text = words_print(arena, "%s, then %s", text, failure_words(description, tree_get(failure, "then")));
    const char *branches = "";
    for (const struct tree *branch = tree_first(tree_get(failure, "one_of")); branch; branch = branch->next)
        branches = words_join(arena, branches, ", or ",
                              words_print(arena, "%s %s", value_at(description, branch, "share"),
                                          failure_words(description, branch)));
    text = *branches ? branches : text;
    if (tree_get(failure, "sets"))
        text = words_print(arena, "%s (%s)", text, words_sets(arena, tree_get(failure, "sets")));
    return text;
}

static const char *step_words(struct description *description, const struct tree *step)
{
    struct arena *arena = &description->arena;
    const char *text = "";
    if (tree_get(step, "when"))
        text = with(description, text, "only if", words_when(arena, tree_get(step, "when")));
    if (tree_get(step, "chance"))
        text = words_join(arena, text, "; ",
                          words_print(arena, "of %s of patients", value_at(description, step, "chance")));
    text = with(description, text, "notice", value_at(description, step, "notice"));
    text = is_true(step, "fit") ? words_join(arena, text, "; ", "only when fit") : text;
    text = with(description, text, "books", words_names(arena, tree_get(step, "books")));
    text = with(description, text, "needs", words_names(arena, tree_get(step, "needs")));
    text = with(description, text, "holds", words_names(arena, tree_get(step, "holds")));
    text = with(description, text, "gives back", words_names(arena, tree_get(step, "releases")));
    text = with(description, text, "takes", value_at(description, step, "takes"));
    if (tree_get(step, "every"))
        text = with(description, text, "every",
                    words_print(arena, "%s, %s times", value_at(description, step, "every"),
                                value_at(description, step, "times")));
    if (tree_get(step, "fails"))
        text = words_join(arena, text, "; ",
                          words_print(arena, "%s fail: %s", value_at(description, step, "fails"),
                                      failure_words(description, tree_get(step, "on_failure"))));
    if (tree_get(step, "on_refusal"))
        text = with(description, text,
                    "when the queue is full:", failure_words(description, tree_get(step, "on_refusal")));
    text = with(description, text, "afterwards", words_sets(arena, tree_get(step, "sets")));
    const char *leaves = tree_text(step, "leaves", NULL);
    return leaves ? words_join(arena, text, "; ", words_print(arena, "the pathway ends as %s", leaves))
                  : text;
}

static void say_steps(struct description *description, const struct tree *list, int indent);

static void say_inside(struct description *description, const struct tree *step, int indent)
{
    say_steps(description, tree_get(step, "steps"), indent);
    if (tree_get(step, "meanwhile")) {
        say(description, STRESS_BASE_LOGIC, indent, "meanwhile, beside it:");
        say_steps(description, tree_get(step, "meanwhile"), indent + 1);
    }
    for (const struct tree *branch = tree_first(tree_get(step, "one_of")); branch; branch = branch->next) {
        say(description, STRESS_BASE_LOGIC, indent,
            "%s of patients:", value_at(description, branch, "share"));
        say_steps(description, tree_get(branch, "steps"), indent + 1);
    }
}

static bool is_there(const struct tree *map)
{
    bool enabled = true;
    value_boolean(tree_get(map, "enabled"), &enabled);
    return enabled;
}

static void say_steps(struct description *description, const struct tree *list, int indent)
{
    for (const struct tree *step = tree_first(list); step; step = step->next) {
        if (!is_there(step))
            continue;
        const char *text = step_words(description, step);
        say(description, STRESS_BASE_LOGIC, indent, "**%s**%s%s",
            words_name(&description->arena, tree_text(step, "step", "")), *text ? ": " : "", text);
        say_inside(description, step, indent + 1);
    }
}

static const char *risk_words(struct description *description, const struct tree *risk)
{
    struct arena *arena = &description->arena;
    const char *from = tree_text(risk, "from", "referral"), *until = tree_text(risk, "until", "exit");
    const char *text =
        words_print(arena, "from %s until %s", words_moment(arena, from), words_moment(arena, until));
    text = with(description, text, "at a rate of", value_at(description, risk, "rate"));
    text = with(description, text, "with probability", value_at(description, risk, "chance"));
    text = with(description, text, "after", value_at(description, risk, "after"));
    text = is_true(risk, "recurs") ? words_join(arena, text, "; ", "may strike again") : text;
    text = is_true(risk, "unfit") ? words_join(arena, text, "; ", "makes unfit until it is over") : text;
    text = with(description, text, "sets", words_sets(arena, tree_get(risk, "sets")));
    const char *leaves = tree_text(risk, "leaves", NULL);
    return leaves ? words_join(arena, text, "; ", words_print(arena, "ends the pathway as %s", leaves))
                  : text;
}

static void say_logic(struct description *description)
{
    const struct tree *root = root_of(description);
    for (const struct tree *way = tree_first(tree_get(root, "pathways")); way; way = way->next) {
        say(description, STRESS_BASE_LOGIC, 0,
            "Pathway **%s**, step by step:", words_name(&description->arena, way->key));
        say_steps(description, way, 1);
    }
    for (const struct tree *risk = tree_first(tree_get(root, "risks")); risk; risk = risk->next) {
        if (!is_there(risk))
            continue;
        say(description, STRESS_BASE_LOGIC, 0, "Risk **%s**: %s", words_name(&description->arena, risk->key),
            risk_words(description, risk));
        say_steps(description, tree_get(risk, "steps"), 1);
    }
}

/* ---- other parts of section 2 */

static void say_diagram(struct description *description)
{
    say(description, STRESS_DIAGRAM, 0,
        "`cartsim draw %s -o pathways.svg` draws it from the scenario, on pages of A4: %d pathways, %d "
        "steps, "
        "%d risks, %d resources.",
        description->scenario->path, description->model->pathway_count, description->model->step_count,
        description->model->risk_count, description->model->resource_count);
}

static void say_scenario(struct description *description)
{
    const struct scenario *scenario = description->scenario;
    if (scenario->files.count > 1)
        say(description, STRESS_SCENARIO_LOGIC, 0,
            "The scenario builds on %zu other files, the outermost `%s`; `cartsim diff` between the two "
            "lists "
            "what differs in meaning.",
            scenario->files.count - 1, scenario->files.file[scenario->files.count - 1].file);
    else
        say(description, STRESS_SCENARIO_LOGIC, 0, "This is the base case: it extends no other scenario.");
    for (size_t i = 0; i < scenario->set_count; i++)
        say(description, STRESS_SCENARIO_LOGIC, 0, "Changed on the command line: `%s`", scenario->sets[i]);
    say(description, STRESS_SCENARIO_LOGIC, 0,
        "Other scenarios are held against it under common random numbers (`cartsim compare`).");
}

static bool any_slots(const struct model *model)
{
    bool any = false;
    for (int i = 0; i < model->resource_count; i++)
        any = any || model->resources[i].is_slots;
    return any;
}

static bool any_unfit(const struct model *model)
{
    return model->unfit_count > 0;
}

static bool any_closure(const struct model *model)
{
    bool any = false;
    for (int i = 0; i < model->resource_count; i++)
        any = any || model->resources[i].closure_count || model->resources[i].opening_count;
    return any;
}

static void say_algorithms(struct description *description)
{
    const struct model *model = description->model;
    const enum stress_place place = STRESS_ALGORITHMS;
    say(description, place, 0,
        "Units of a resource go to the most urgent patient who waits (priority 0 first), of equals to who "
        "has "
        "waited longest; a patient who needs several resources gets all at once or none. Nobody is "
        "interrupted "
        "for somebody more urgent.");
    say(description, place, 0,
        "Nobody is passed over by a later one of the same line who would need fewer units.");
    if (any_slots(model))
        say(description, place, 0,
            "Appointments are booked in the order of asking, the first free slot that is not before the "
            "arrival and the notice; who books later does not move up when an earlier slot comes free; one "
            "that is missed is lost, and another is booked.");
    if (any_unfit(model))
        say(description, place, 0,
            "A patient struck by a risk that makes unfit leaves the queues of steps that need fitness until "
            "it "
            "is over, and then asks anew.");
    if (any_closure(model))
        say(description, place, 0,
            "While a resource is closed it serves nobody anew; who is being served is served to the end.");
}

static void say_entities(struct description *description)
{
    struct arena *arena = &description->arena;
    for (const struct tree *class = tree_first(tree_get(root_of(description), "patients")); class;
         class = class->next) {
        if (!is_there(class))
            continue;
        const char *attributes = words_attributes(arena, tree_get(class, "attributes"));
        say(description, STRESS_ENTITIES, 0, "**%s**: pathway %s; referred %s; priority %s%s%s",
            words_name(arena, class->key), words_name(arena, tree_text(class, "pathway", "")),
            words_arrivals(arena, tree_get(class, "arrivals")),
            tree_get(class, "priority") ? value_at(description, class, "priority") : "5",
            *attributes ? "; attributes: " : "", attributes);
    }
}

static void say_activities(struct description *description)
{
    const struct model *model = description->model;
    int timed = 0, routed = 0, failing = 0, repeated = 0;
    for (int i = 0; i < model->step_count; i++) {
        timed += law_given(&model->steps[i].takes);
        routed += model->steps[i].route_count > 0;
        failing += model->steps[i].has_fails;
        repeated += law_given(&model->steps[i].every);
    }
    say(description, STRESS_ACTIVITIES, 0,
        "%d steps, of which %d take time of their own, %d route patients by share, %d may fail and %d recur; "
        "each stands under 2.2 with what it needs and how long it takes.",
        model->step_count, timed, routed, failing, repeated);
    say(description, STRESS_ACTIVITIES, 0,
        "A step begins when its notice is over, the patient is fit where that is asked, and all it needs is "
        "had; it ends when its time, its sub-steps and what runs beside it have all ended.");
}

static void say_resources(struct description *description)
{
    struct arena *arena = &description->arena;
    for (const struct tree *resource = tree_first(tree_get(root_of(description), "resources")); resource;
         resource = resource->next) {
        if (!is_there(resource))
            continue;
        const struct tree *closures = tree_get(resource, "closures");
        const char *text = words_print(arena, "%s %s", tree_get(resource, "slots") ? "slots" : "units",
                                       words_capacity(arena, resource));
        text = with(description, text, "open", value_at(description, resource, "opens"));
        if (tree_get(resource, "breaks"))
            text = words_join(arena, text, "; ", "breaks down and is repaired");
        if (closures)
            text = words_join(arena, text, "; ", words_print(arena, "%zu closures", closures->count));
        say(description, STRESS_RESOURCES, 0, "**%s**: %s", words_name(arena, resource->key), text);
    }
    if (!description->model->resource_count)
        say(description, STRESS_RESOURCES, 0, "None: nobody waits for anything but time.");
}

static void say_queues(struct description *description)
{
    const struct model *model = description->model;
    for (int i = 0; i < model->resource_count; i++) {
        const struct resource *resource = &model->resources[i];
        if (resource->capacity == UNLIMITED && !resource->is_slots)
            continue;
        const char *bound = resource->queue_max == NONE
                                ? "without a bound"
                                : words_print(&description->arena, "of at most %d", resource->queue_max);
        say(description, STRESS_QUEUES, 0, "**%s**: %s, %s", words_name(&description->arena, resource->name),
            resource->is_slots ? "patients hold a booking, and wait for its day"
            : resource->fifo   ? "first come, first served, whatever the priority"
                               : "by priority, then first come, first served",
            resource->is_slots ? "slots are booked ahead as far as needed" : bound);
    }
    bool reneges = false;
    for (int i = 0; i < model->risk_count; i++) {
        if (model->risks[i].leaves == NONE)
            continue;
        reneges = true;
        say(description, STRESS_QUEUES, 0, "Patients leave queues, as any step, when **%s** strikes.",
            words_name(&description->arena, model->risks[i].name));
    }
    if (!reneges)
        say(description, STRESS_QUEUES, 0, "Nobody gives up waiting.");
}

static void say_entry(struct description *description)
{
    const struct model *model = description->model;
    const char *outcomes = "";
    for (int i = 0; i < model->outcome_count; i++)
        outcomes = words_join(&description->arena, outcomes, ", ",
                              words_name(&description->arena, model->outcomes[i]));
    say(description, STRESS_ENTRY, 0,
        "Patients enter by referral, from the first day to the end of the window.");
    say(description, STRESS_ENTRY, 0, "They exit with one of these outcomes: %s.", outcomes);
}

void describe_logic(struct description *description)
{
    say_diagram(description);
    say_logic(description);
    say_scenario(description);
    say_algorithms(description);
    say_entities(description);
    say_activities(description);
    say_resources(description);
    say_queues(description);
    say_entry(description);
}
