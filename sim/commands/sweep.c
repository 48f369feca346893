/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands/answer.h"
#include "commands/figures.h"
#include "commands/precise.h"
#include "commands/variants.h"
#include "results/results.h"
#include "results/sweep.h"

/* cartsim sweep: figures at every combination of the values of some keys. */
static const char NAME[] = "sweep";
static const char *const FILES[] = {"sweep.csv", "sweep.json"};
enum { CSV, JSON };

/* ---- which figures */

static void add_of(struct figure_names *names, const char *head, const char *of, const char *tail)
{
    char name[1024];
    snprintf(name, sizeof name, "%s%s%s", head, of, tail);
    figure_names_add(names, name);
}

static void add_measure(struct figure_names *names, const struct model *model, int measure)
{
    if (measure == NONE)
        return;
    add_of(names, "", model->measures[measure].name, ".p50");
    add_of(names, "", model->measures[measure].name, ".p90");
}

/* Of a resource that a key is about: "resources.NAME.capacity". */
static void add_resources(struct figure_names *names, const struct model *model, const char *path)
{
    static const char *const of_units[] = {".utilisation", ".all_busy", NULL}, *const of_slots[] = {
                                                                                   ".utilisation", NULL};
    for (int i = 0; i < model->resource_count; i++) {
        const struct resource *resource = &model->resources[i];
        size_t length = strlen(resource->name);
        if (strncmp(path, "resources.", 10) != 0 || strncmp(path + 10, resource->name, length) != 0 ||
            path[10 + length] != '.')
            continue;
        for (const char *const *tail = resource->is_slots ? of_slots : of_units; *tail; tail++)
            add_of(names, "resources.", resource->name, *tail);
    }
}

/* Those that are shown, at the head: the two times. Then the other times, outcomes, what is varied. */
static size_t add_usual(struct figure_names *names, const struct model *model, const struct vary *varies,
                        size_t count)
{
    int headlines[2];
    results_headline_measures(model, headlines);
    add_measure(names, model, headlines[0]);
    add_measure(names, model, headlines[1]);
    size_t shown = names->count;
    for (int i = 0; i < model->measure_count; i++)
        add_measure(names, model, i);
    for (int i = 0; i < model->outcome_count; i++)
        add_of(names, "outcomes.", model->outcomes[i], "");
    for (size_t k = 0; k < count; k++)
        add_resources(names, model, varies[k].path);
    return shown ? shown : names->count;
}

/* ---- the answer */

static int put_csv(const struct sweep *sweep, struct answer *answer)
{
    return results_sweep_csv(answer->files[CSV].stream, sweep) ? EXIT_FINE
                                                               : answer_trouble(answer, CSV, errno);
}

static int put_answer(struct variants *variants, const struct sweep *sweep, struct answer *answer)
{
    const struct options *options = variants->options;
    char *json = results_sweep_json(sweep, variants->scenarios[0], variants->study.seed);
    if (!json)
        return variants_out_of_memory(variants);
    int code = put_csv(sweep, answer);
    code = code ? code : answer_put(answer, JSON, json);
    code = code ? code : answer_commit(answer);
    if (code == EXIT_FINE)
        variants_forget(variants);
    if (code == EXIT_FINE && options->json)
        fputs(json, stdout);
    else if (code == EXIT_FINE) {
        if (!options->quiet)
            answer_tell(answer);
        results_sweep(stdout, sweep, variants->models[0]->name, variants->study.seed, options->quiet);
        if (sweep->precision)
            put_precision(stdout, sweep->precision, variants->models[0]->currency,
                          (double)sweep->replications);
    }
    free(json);
    return code;
}

static int estimate(struct variants *variants, const struct sweep_key *keys, size_t count,
                    const struct figure_names *names, size_t shown, const struct precision *precision,
                    struct answer *answer)
{
    const struct pool **pools = calloc(variants->count, sizeof *pools);
    struct sweep sweep = {.keys = keys,
                          .key_count = count,
                          .pools = pools,
                          .point_count = variants->count,
                          .confidence = variants->models[0]->run.confidence,
                          .precision = precision->count ? precision : NULL};
    for (size_t i = 0; pools && i < variants->count; i++)
        pools[i] = variants->study.variants[i].pool;
    int code = pools && sweep_fill(&sweep, names->list, names->count, shown)
                   ? put_answer(variants, &sweep, answer)
                   : variants_out_of_memory(variants);
    sweep_release(&sweep);
    free(pools);
    return code;
}

/* ---- running */

static int run(struct variants *variants, const struct vary *varies, size_t count,
               const struct sweep_key *keys, struct answer *answer)
{
    struct figure_names names = {.count = 0};
    struct precision precision;
    size_t shown = 0;
    int code = precise_read(NAME, &precision, variants->options, variants->models[0]);
    if (code != EXIT_FINE) {
        precise_release(&precision);
        return code;
    }
    if (variants->options->measures.count) {
        code = figure_names_choose(&names, variants);
        shown = names.count;
    } else {
        shown = add_usual(&names, variants->models[0], varies, count);
        code = names.failed ? variants_out_of_memory(variants) : EXIT_FINE;
    }
    for (size_t i = 0; code == EXIT_FINE && i < precision.count; i++)
        figure_names_add(&names, precision.goals[i].figure);
    code = code ? code : variants_open(variants);
    code = code ? code : variants_keep_only(variants, names.list, names.count);
    code = code ? code : variants_keep(variants, answer->folder);
    code = code ? code : variants_advance_asked(variants, &precision, figures_look, variants);
    code = code ? code : estimate(variants, keys, count, &names, shown, &precision, answer);
    precise_release(&precision);
    figure_names_release(&names);
    return code;
}

static int sweep_grid(struct variants *variants, const struct vary *varies, size_t count,
                      struct answer *answer)
{
    struct sweep_key *keys = calloc(count, sizeof *keys);
    if (!keys)
        return variants_out_of_memory(variants);
    for (size_t k = 0; k < count; k++)
        keys[k] = (struct sweep_key){varies[k].path, (const char *const *)varies[k].values, varies[k].count};
    choose_folder(variants->options, variants->options->scenario, "-sweep", answer->folder);
    int code = variants_add_grid(variants, variants->options->scenario, varies, count);
    code = code ? code : answer_open(answer, NAME, FILES, 2);
    code = code ? code : run(variants, varies, count, keys, answer);
    free(keys);
    return code;
}

int command_sweep(const struct options *options)
{
    size_t count = options->varies.count;
    struct variants variants;
    struct answer answer = {.count = 0};
    if (!count) {
        fprintf(stderr, "cartsim sweep: which key? Give --vary PATH=VALUES, e.g. --vary "
                        "resources.ward_bed.capacity=2..8\nTry 'cartsim sweep --help'.\n");
        return EXIT_WRONG;
    }
    struct vary *varies = calloc(count, sizeof *varies);
    variants_begin(&variants, NAME, options);
    int code = varies ? variants_read_varies(&variants, "--vary", &options->varies, varies)
                      : variants_out_of_memory(&variants);
    if (code == EXIT_FINE) {
        code = sweep_grid(&variants, varies, count, &answer);
        for (size_t k = 0; k < count; k++)
            vary_release(&varies[k]);
    }
    answer_close(&answer);
    variants_free(&variants);
    free(varies);
    return code;
}
