/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands/answer.h"
#include "commands/figures.h"
#include "commands/variants.h"
#include "results/bottleneck.h"
#include "results/results.h"

/* cartsim bottleneck: what a little more of each thing is worth to one figure. */
static const char NAME[] = "bottleneck";
static const char *const FILES[] = {"bottleneck.json"};

/* The variants: as it is, each change, and the three other runs of prevention. */
struct search {
    struct variants variants;
    struct answer answer;
    struct tweak *tweaks; /* [changes + 1]; the first is none */
    size_t changes;
    char figure[1024];
};

/* ---- which figure */

static bool has(const struct model *model, const char *name)
{
    struct response response;
    size_t place;
    return response_find(model, name, &response, &place);
}

static void choose_usual(struct search *search)
{
    const struct model *model = search->variants.models[0];
    int headlines[2];
    results_headline_measures(model, headlines);
    snprintf(search->figure, sizeof search->figure, "outcomes.%s", model->outcomes[OUTCOME_COMPLETED]);
    if (headlines[0] != NONE)
        snprintf(search->figure, sizeof search->figure, "%s.p90", model->measures[headlines[0]].name);
}

static int choose_figure(struct search *search)
{
    const struct texts_given *given = &search->variants.options->measures;
    struct figure_names names = {.count = 0};
    if (given->count > 1) {
        fprintf(stderr, "cartsim bottleneck: --measure: one figure at a time, please\n");
        return EXIT_WRONG;
    }
    if (given->count == 0) {
        choose_usual(search);
        return EXIT_FINE;
    }
    int code = figure_names_choose(&names, &search->variants);
    snprintf(search->figure, sizeof search->figure, "%s", given->texts[0]);
    figure_names_release(&names);
    return code;
}

/* Whose days are told: those of the figure's measure, else of the first. */
static int choose_measure(const struct search *search, const struct model *model)
{
    int headlines[2];
    results_headline_measures(model, headlines);
    for (int i = 0; i < model->measure_count; i++) {
        size_t length = strlen(model->measures[i].name);
        if (strncmp(search->figure, model->measures[i].name, length) == 0 && search->figure[length] == '.' &&
            has(model, search->figure))
            return i;
    }
    return headlines[0];
}

/* ---- the variants */

static int add_changed(struct variants *variants, const char *label, const struct tweak *tweaks, size_t count)
{
    int code = variants_add(variants, variants->options->scenario, NULL, 0, label);
    for (size_t i = 0; code == EXIT_FINE && i < count; i++)
        if (!model_tweak(variants->models[variants->count - 1], tweaks[i]))
            code = variants_out_of_memory(variants);
    return code;
}

static int add_changes(struct search *search)
{
    struct variants *variants = &search->variants;
    int code = EXIT_FINE;
    for (size_t i = 1; code == EXIT_FINE && i <= search->changes; i++)
        code = add_changed(variants, tweak_words(variants->models[0], search->tweaks[i]).text,
                           &search->tweaks[i], 1);
    return code;
}

static int add_prevention(struct variants *variants)
{
    static const struct tweak both[] = {{TWEAK_PLENTY, NONE}, {TWEAK_NO_FAILURE, NONE}};
    int code = add_changed(variants, "capacity without end", both, 1);
    code = code ? code : add_changed(variants, "no failures", both + 1, 1);
    return code ? code : add_changed(variants, "capacity without end, no failures", both, 2);
}

static int add_all(struct search *search)
{
    struct variants *variants = &search->variants;
    int code = variants_add(variants, variants->options->scenario, NULL, 0, "as it is");
    code = code ? code : choose_figure(search);
    if (code)
        return code;
    search->changes = (size_t)model_tweaks(variants->models[0], NULL);
    search->tweaks = calloc(search->changes + 1, sizeof *search->tweaks);
    if (!search->tweaks)
        return variants_out_of_memory(variants);
    model_tweaks(variants->models[0], search->tweaks + 1);
    code = add_changes(search);
    return code ? code : add_prevention(variants);
}

/* ---- the answer */

static int put_answer(struct search *search, const struct bottleneck *bottleneck)
{
    const struct options *options = search->variants.options;
    char *json = results_bottleneck_json(bottleneck);
    if (!json)
        return variants_out_of_memory(&search->variants);
    int code = answer_put(&search->answer, 0, json);
    code = code ? code : answer_commit(&search->answer);
    if (code == EXIT_FINE)
        variants_forget(&search->variants);
    if (code == EXIT_FINE && options->json)
        fputs(json, stdout);
    else if (code == EXIT_FINE) {
        if (!options->quiet)
            answer_tell(&search->answer);
        results_bottleneck(stdout, bottleneck, options->quiet);
    }
    free(json);
    return code;
}

static struct comparison *compare_all(const struct search *search, struct compared_scenario *scenarios)
{
    const struct variants *variants = &search->variants;
    const char *const names[] = {search->figure};
    for (size_t i = 0; i <= search->changes; i++)
        scenarios[i] = (struct compared_scenario){variants->labels[i], variants->study.variants[i].pool};
    return comparison_make(scenarios, search->changes + 1, names, 1, variants->models[0]->run.confidence);
}

static bool look_at_losses(const struct search *search, struct prevention *prevention)
{
    const struct study_variant *variants = search->variants.study.variants;
    const struct pool *pools[PREVENTION_RUNS] = {variants[0].pool};
    for (size_t run = 1; run < PREVENTION_RUNS; run++)
        pools[run] = variants[search->changes + run].pool;
    return prevention_fill(prevention, pools, variants[0].model->run.confidence);
}

static int estimate(struct search *search)
{
    struct variants *variants = &search->variants;
    struct compared_scenario *scenarios = calloc(search->changes + 1, sizeof *scenarios);
    size_t *order = calloc(search->changes + 1, sizeof *order);
    struct prevention *prevention = calloc(1, sizeof *prevention);
    struct comparison *worth = scenarios ? compare_all(search, scenarios) : NULL;
    struct metrics *metrics = metrics_estimate(variants->study.variants[0].pool, variants->study.seed);
    int code = order && prevention && worth && metrics && look_at_losses(search, prevention)
                   ? EXIT_FINE
                   : variants_out_of_memory(variants);
    if (code == EXIT_FINE) {
        worth_rank(worth, order);
        code = put_answer(search, &(struct bottleneck){.scenario = variants->scenarios[0],
                                                       .model = variants->models[0],
                                                       .seed = variants->study.seed,
                                                       .worth = worth,
                                                       .tweaks = search->tweaks,
                                                       .order = order,
                                                       .metrics = metrics,
                                                       .measure = choose_measure(search, variants->models[0]),
                                                       .prevention = prevention});
    }
    metrics_free(metrics);
    comparison_free(worth);
    free(prevention);
    free(order);
    free(scenarios);
    return code;
}

int command_bottleneck(const struct options *options)
{
    struct search search = {.changes = 0};
    struct variants *variants = &search.variants;
    variants_begin(variants, NAME, options);
    choose_folder(options, options->scenario, "-bottleneck", search.answer.folder);
    int code = add_all(&search);
    code = code ? code : answer_open(&search.answer, NAME, FILES, 1);
    code = code ? code : variants_open(variants);
    code = code ? code : variants_keep(variants, search.answer.folder);
    code = code ? code : variants_advance_all(variants, variants->models[0]->run.replications);
    code = code ? code : estimate(&search);
    answer_close(&search.answer);
    variants_free(variants);
    free(search.tweaks);
    return code;
}
