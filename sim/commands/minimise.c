/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands/minimise.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "statistics/estimation.h"

static const char COST[] = "costs.total_per_year";

static int out_of_memory(void)
{
    fprintf(stderr, "cartsim plan: out of memory\n");
    return EXIT_RUN_FAILED;
}

/* ---- sums of keys */

/* One term, "PATH" or "2*PATH", of `length` bytes: its key, whose weight it adds to; NONE: it is no key. */
static int add_term(const struct planning *planning, const char *text, size_t length, double *weights)
{
    char *end;
    double weight = strtod(text, &end);
    if (end != text && *end == '*') {
        length -= (size_t)(end + 1 - text);
        text = end + 1;
    } else
        weight = 1;
    for (int k = 0; k < planning->key_count; k++)
        if (weight > 0 && strlen(planning->keys[k].path) == length &&
            strncmp(planning->keys[k].path, text, length) == 0) {
            weights[k] += weight;
            return k;
        }
    return NONE;
}

/* Whether the text is a sum of keys. */
static bool read_sum(const struct planning *planning, const char *text, double *weights)
{
    for (;;) {
        size_t length = strcspn(text, "+");
        if (add_term(planning, text, length, weights) == NONE)
            return false;
        if (!text[length])
            return true;
        text += length + 1;
    }
}

/* false: a value that counts is no plain number. */
static bool sum_of(const struct planning *planning, size_t candidate, const double *weights, double *sum)
{
    *sum = 0;
    for (int k = planning->key_count - 1; k >= 0; k--) {
        const char *text = planning->keys[k].values[candidate % planning->keys[k].count];
        char *end;
        double value = strtod(text, &end);
        candidate /= planning->keys[k].count;
        if (weights[k] > 0 && (end == text || *end))
            return false;
        *sum += weights[k] > 0 ? weights[k] * value : 0;
    }
    return true;
}

static int no_numbers(void)
{
    fprintf(stderr,
            "cartsim plan: the values of --range are not all plain numbers, so there is no sum of them. "
            "Say what to minimise, e.g. --minimise cost or --minimise resources.ward_bed.occupied\n");
    return EXIT_WRONG;
}

static int take_sum(struct planning *planning, const double *weights)
{
    planning->certain = true;
    planning->cost_unit = UNIT_NUMBER;
    for (int i = 0; i < planning->candidate_count; i++) {
        struct figure *cost = &planning->candidates[i].cost;
        *cost = (struct figure){.known = true};
        if (!sum_of(planning, (size_t)i, weights, &cost->value))
            return no_numbers();
    }
    return EXIT_FINE;
}

/* The paths of all keys, with "+" between. */
static int sum_all(struct planning *planning, double *weights)
{
    const char *text = "";
    for (int k = 0; text && k < planning->key_count; k++) {
        weights[k] = 1;
        text = arena_print(&planning->arena, "%s%s%s", text, k ? "+" : "", planning->keys[k].path);
    }
    planning->minimised = text;
    return text ? take_sum(planning, weights) : out_of_memory();
}

/* ---- figures */

/* The names that --minimise may have meant. */
struct names {
    const char *list[1024];
    size_t count;
    struct arena *arena;
};

static void add_name(void *context, const char *name)
{
    struct names *names = context;
    const char *copy = arena_text(names->arena, name, strlen(name));
    if (copy && names->count < sizeof names->list / sizeof *names->list)
        names->list[names->count++] = copy;
}

static int unknown(struct planning *planning, const char *text, const struct model *model)
{
    struct names names = {.count = 0, .arena = &planning->arena};
    for (int k = 0; k < planning->key_count; k++)
        add_name(&names, planning->keys[k].path);
    responses_each(model, add_name, &names);
    const char *near = nearest_name(text, names.list, names.count);
    fprintf(stderr, "cartsim plan: --minimise: '%.200s' is neither a figure nor a sum of keys of --range",
            text);
    if (near)
        fprintf(stderr, "; did you mean '%s'?\n", near);
    else
        fprintf(stderr, ". E.g. cost, or %s\n", names.list[0]);
    return EXIT_WRONG;
}

static int take_figure(struct planning *planning, const char *name, const struct model *model)
{
    struct response response;
    size_t place;
    if (!response_find(model, name, &response, &place))
        return unknown(planning, name, model);
    if (response.kind == RESPONSE_QUANTILE) {
        fprintf(stderr,
                "cartsim plan: --minimise: a percentile can't be minimised; take a mean, or give '%.200s' a "
                "target\n",
                name);
        return EXIT_WRONG;
    }
    planning->minimised = name;
    planning->cost_unit = response.unit;
    return EXIT_FINE;
}

static int take_cost(struct planning *planning, const struct model *model)
{
    if (model_has_costs(model))
        return take_figure(planning, COST, model);
    fprintf(stderr, "cartsim plan: --minimise cost: the scenario has no costs. Give some, e.g. --set "
                    "costs.currency=EUR --set costs.ward_bed.per_day_open=300, or leave --minimise "
                    "away to minimise what --range varies\n");
    return EXIT_WRONG;
}

int minimise_choose(struct planning *planning, const struct options *options, const struct model *model)
{
    const char *text = options->minimise;
    double *weights = arena_array(&planning->arena, (size_t)planning->key_count, sizeof *weights);
    if (!weights)
        return out_of_memory();
    if (text ? strcmp(text, "cost") == 0 : model_has_costs(model))
        return take_cost(planning, model);
    if (!text)
        return sum_all(planning, weights);
    if (!read_sum(planning, text, weights))
        return take_figure(planning, text, model);
    planning->minimised = text;
    return take_sum(planning, weights);
}
