/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands/answer.h"
#include "commands/figures.h"
#include "commands/variants.h"
#include "results/results.h"
#include "study/sensitivity.h"

/* cartsim sensitivity: which numbers of a scenario matter, of those that may be others. */
static const char NAME[] = "sensitivity";
static const char *const FILES[] = {"sensitivity.json"};

#define METHODS (SENSITIVITY_PSA + 1)
enum { REPLICATIONS_USUAL = 20 };

struct asking {
    struct options options;
    struct variants variants;
    struct answer answer;
    struct arena arena;
    struct design design;
    struct parameter *parameters;
    size_t count;
    enum sensitivity_method method;
    const char *usual[1]; /* the figure asked for when none is named */
};

static int refuse(const char *text)
{
    fprintf(stderr, "cartsim sensitivity: %s.\n", text);
    return EXIT_WRONG;
}

/* ---- what is asked */

static int choose_method(struct asking *asking)
{
    const char *given = asking->options.method;
    char text[160];
    for (enum sensitivity_method method = 0; method < METHODS; method++) {
        asking->method = method;
        if (!given || strcmp(given, sensitivity_method_name(method)) == 0)
            return EXIT_FINE;
    }
    snprintf(text, sizeof text, "--method: expected tornado, morris, sobol or psa, got '%.60s'", given);
    return refuse(text);
}

static int check_draws(const struct asking *asking)
{
    if (asking->method == SENSITIVITY_TORNADO && asking->options.draws != NONE)
        return refuse("--draws is for morris, sobol and psa; a tornado has two points a number");
    return EXIT_FINE;
}

static void take_first(void *context, const char *name)
{
    char **first = context;
    if (!*first && strstr(name, ".mean"))
        *first = strdup(name);
}

/* The mean time from vein to vein, or the first mean there is. */
static int choose_measure(struct asking *asking)
{
    static const char VEIN[] = "vein_to_vein.mean";
    struct texts_given *measures = &asking->options.measures;
    const struct model *model = asking->variants.models[0];
    struct response response;
    size_t place;
    char *first = NULL;
    if (measures->count)
        return EXIT_FINE;
    responses_each(model, take_first, &first);
    asking->usual[0] = first ? arena_text(&asking->arena, first, strlen(first)) : NULL;
    free(first);
    if (response_find(model, VEIN, &response, &place))
        asking->usual[0] = VEIN;
    if (!asking->usual[0])
        return refuse("the scenario measures no time: ask for a figure with --measure");
    *measures = (struct texts_given){asking->usual, 1};
    return EXIT_FINE;
}

static int find_parameters(struct asking *asking)
{
    const struct scenario *scenario = asking->variants.scenarios[0];
    if (!parameters_collect(&asking->arena, scenario->root, &asking->parameters, &asking->count))
        return variants_out_of_memory(&asking->variants);
    if (asking->count)
        return EXIT_FINE;
    fprintf(stderr,
            "cartsim sensitivity: %s: no number says what else it may be. Write `uncertain:` beside those "
            "that are in doubt:\n"
            "    takes: {value: 16 d, uncertain: 14 d to 18 d}        anything between\n"
            "    fails: {value: 25%%, uncertain: 1 of 4}               seen in 1 of 4\n"
            "    takes: {lognormal: {median: 16 d, p90: 21 d}, uncertain: times 0.8 to 1.25}\n",
            scenario->path);
    return EXIT_WRONG;
}

/* ---- points */

static int make_design(struct asking *asking)
{
    const struct options *options = &asking->options;
    const struct model *model = asking->variants.models[0];
    static const size_t usual[METHODS] = {1, 10, 100, 200};
    size_t draws = options->draws != NONE ? (size_t)options->draws : usual[asking->method];
    uint64_t seed = options->seed != NONE ? (uint64_t)options->seed : model->run.seed;
    const char *trouble =
        design_make(&asking->design, asking->method, asking->parameters, asking->count, draws, seed);
    return trouble ? refuse(trouble) : EXIT_FINE;
}

static int add_point(struct asking *asking, size_t point)
{
    struct arena arena;
    char label[64];
    size_t count = 0;
    arena_init(&arena, 0);
    const char **sets = arena_array(&arena, asking->count, sizeof *sets);
    for (size_t i = 0; sets && i < asking->count; i++) {
        double value = design_value(&asking->design, point, i);
        if (!isnan(value))
            sets[count++] = uncertain_set(&arena, &asking->parameters[i].number, value);
    }
    snprintf(label, sizeof label, "point %zu", point + 1);
    const char *name = count == 1 ? sets[0] : label;
    int code = arena_failed(&arena)
                   ? variants_out_of_memory(&asking->variants)
                   : variants_add(&asking->variants, asking->options.scenario, sets, count, name);
    arena_release(&arena);
    return code;
}

static int add_points(struct asking *asking)
{
    int code = make_design(asking);
    for (size_t point = 0; code == EXIT_FINE && point < asking->design.count; point++)
        code = add_point(asking, point);
    return code;
}

/* ---- the answer */

static int put_answer(struct asking *asking, const struct sensitivity *sensitivity)
{
    const struct options *options = &asking->options;
    struct answer *answer = &asking->answer;
    char *json = results_sensitivity_json(sensitivity, asking->variants.scenarios[0]);
    if (!json)
        return variants_out_of_memory(&asking->variants);
    int code = answer_put(answer, 0, json);
    code = code ? code : answer_commit(answer);
    if (code == EXIT_FINE)
        variants_forget(&asking->variants);
    if (code == EXIT_FINE && options->json) {
        fputs(json, stdout);
    } else if (code == EXIT_FINE) {
        if (!options->quiet)
            answer_tell(answer);
        results_sensitivity(stdout, sensitivity, options->quiet);
    }
    free(json);
    return code;
}

static int answer_with(struct asking *asking, const struct figure_names *names)
{
    struct sensitivity sensitivity;
    if (!sensitivity_make(&asking->arena, &asking->design, &asking->variants.study, names->list, names->count,
                          &sensitivity))
        return variants_out_of_memory(&asking->variants);
    return put_answer(asking, &sensitivity);
}

static uint32_t replications_of(const struct asking *asking)
{
    bool usual = asking->method != SENSITIVITY_TORNADO && asking->options.replications == NONE;
    return usual ? REPLICATIONS_USUAL : asking->variants.models[0]->run.replications;
}

static int run_all(struct asking *asking)
{
    struct variants *variants = &asking->variants;
    struct figure_names names = {.count = 0};
    int code = figure_names_choose(&names, variants);
    code = code ? code : add_points(asking);
    choose_folder(&asking->options, asking->options.scenario, "-sensitivity", asking->answer.folder);
    code = code ? code : answer_open(&asking->answer, NAME, FILES, 1);
    code = code ? code : variants_open(variants);
    code = code ? code : variants_keep_only(variants, names.list, names.count);
    code = code ? code : variants_keep(variants, asking->answer.folder);
    code = code ? code : variants_advance_all(variants, replications_of(asking));
    code = code ? code : answer_with(asking, &names);
    figure_names_release(&names);
    return code;
}

int command_sensitivity(const struct options *options)
{
    struct asking asking = {.options = *options};
    arena_init(&asking.arena, 0);
    variants_begin(&asking.variants, NAME, &asking.options);
    int code = choose_method(&asking);
    code = code ? code : check_draws(&asking);
    code = code ? code : variants_add(&asking.variants, options->scenario, NULL, 0, "as it is");
    code = code ? code : find_parameters(&asking);
    code = code ? code : choose_measure(&asking);
    code = code ? code : run_all(&asking);
    answer_close(&asking.answer);
    design_free(&asking.design);
    variants_free(&asking.variants);
    arena_release(&asking.arena);
    return code;
}
