/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "results/describe_parts.h"

/* What is measured, and which numbers went in: items 1.2, 3.3 and 3.4. */

static void say_measures(struct description *description)
{
    struct arena *arena = &description->arena;
    const struct tree *measures = tree_get(description->scenario->root, "measures");
    const struct model *model = description->model;
    for (int i = 0; i < model->measure_count; i++) {
        const struct measure *measure = &model->measures[i];
        const struct tree *node = tree_get(measures, measure->name);
        const char *target = words_target(arena, tree_get(node, "target"));
        say(description, STRESS_OUTPUTS, 0, "**%s**: time from %s to %s, in days%s%s",
            words_name(arena, measure->name), words_moment(arena, measure->from),
            words_moment(arena, measure->to), *target ? "; target: " : "", target);
    }
}

static void say_outputs(struct description *description)
{
    const struct model *model = description->model;
    say_measures(description);
    say(description, STRESS_OUTPUTS, 0,
        "Of each time: mean, standard deviation, 5th to 99th percentiles (type 7 of Hyndman & Fan) of all "
        "patients referred in the window, of all replications together; the share of the referred who have "
        "it; "
        "and the delay ledger, which puts each day down to one step and cause.");
    say(description, STRESS_OUTPUTS, 0,
        "Shares of those referred by outcome, and where they were lost (%d outcomes).", model->outcome_count);
    if (model->resource_count)
        say(description, STRESS_OUTPUTS, 0,
            "Of each resource over the window: units in use (time-weighted mean), utilisation (unit-time in "
            "use "
            "over unit-time in force, in opening hours), share of time with all busy, mean queue, waits.");
    say(description, STRESS_OUTPUTS, 0,
        "Intervals of %.4g%%: means and ratios by the skewness-corrected t of replications (Willink 2005), "
        "shares by Wilson at the effective sample size (Korn & Graubard 1998), percentiles by Woodruff "
        "(1952). "
        "docs/results.md defines every figure.",
        100 * model->run.confidence);
}

/* In a table a bar would be a column. */
static const char *cell(struct description *description, const char *text)
{
    char *copy = arena_text(&description->arena, text ? text : "", text ? strlen(text) : 0);
    for (char *at = copy; at && *at; at++)
        *at = *at == '|' ? '/' : *at == '\n' ? ' ' : *at;
    return copy ? copy : "";
}

static void say_inputs(struct description *description)
{
    const struct model *model = description->model;
    if (!model->evidence_count) {
        say(description, STRESS_INPUTS, 0, "The scenario has no numbers but those under 2.2.");
        return;
    }
    say(description, STRESS_INPUTS, 0, "| parameter | value | source | grade |");
    say(description, STRESS_INPUTS, 0, "|---|---|---|---|");
    for (int i = 0; i < model->evidence_count; i++) {
        const struct evidence *item = &model->evidence[i];
        say(description, STRESS_INPUTS, 0, "| `%s` | %s | %s | %s |", cell(description, item->path),
            cell(description, item->value), cell(description, item->source), cell(description, item->grade));
    }
}

static bool is_assumed(const struct evidence *item)
{
    return item->grade && strcmp(item->grade, "assumption") == 0;
}

static void say_assumptions(struct description *description)
{
    const struct model *model = description->model;
    int assumed = 0;
    for (int i = 0; i < model->evidence_count; i++)
        assumed += is_assumed(&model->evidence[i]);
    say(description, STRESS_ASSUMPTIONS, 0, "%d of %d numbers are assumptions by their own grade%s", assumed,
        model->evidence_count, assumed ? ":" : ".");
    for (int i = 0; i < model->evidence_count; i++) {
        const struct evidence *item = &model->evidence[i];
        if (!is_assumed(item))
            continue;
        bool why = item->why && *item->why;
        say(description, STRESS_ASSUMPTIONS, 1, "`%s` = %s%s%s", item->path, item->value, why ? ": " : "",
            why ? item->why : " (no reason given)");
    }
    say(description, STRESS_ASSUMPTIONS, 0,
        "Of every scenario: draws of different patients and steps are independent; a risk with a rate has "
        "the same "
        "hazard all the time; travel and handing over take no time unless a step says so.");
}

void describe_inputs(struct description *description)
{
    say_outputs(description);
    say_inputs(description);
    say_assumptions(description);
}
