/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands/answer.h"
#include "commands/figures.h"
#include "commands/follow.h"
#include "commands/precise.h"
#include "commands/variants.h"
#include "results/comparison.h"
#include "results/results.h"

/* cartsim compare: what is lower or higher in other scenarios than in the first, and how sure that is. */
static const char NAME[] = "compare";
static const char *const FILES[] = {"compare.json"};

/* ---- which scenarios */

static int wrong_words(const struct options *options)
{
    fprintf(stderr,
            options->varies.count
                ? "cartsim compare: with --vary it takes one scenario\nTry 'cartsim compare --help'.\n"
                : "cartsim compare: which scenarios? Give two or more, or one and --vary PATH=VALUES\n"
                  "Try 'cartsim compare --help'.\n");
    return EXIT_WRONG;
}

/* The scenario as it is, then each value of each key alone. */
static int add_varied(struct variants *variants, const char *path, const struct vary *varies, size_t count)
{
    int code = variants_add(variants, path, NULL, 0, "as it is");
    for (size_t k = 0; k < count; k++)
        for (size_t i = 0; code == EXIT_FINE && i < varies[k].count; i++)
            code = variants_add_value(variants, path, &varies[k], i);
    return code;
}

static int add_all(struct variants *variants)
{
    const struct options *options = variants->options;
    size_t count = options->varies.count;
    int code = EXIT_FINE;
    if (options->word_count < (count ? 1u : 2u) || (count && options->word_count > 1))
        return wrong_words(options);
    for (size_t i = 0; !count && code == EXIT_FINE && i < options->word_count; i++)
        code = variants_add(variants, options->words[i], NULL, 0, options->words[i]);
    if (!count)
        return code;
    struct vary *varies = calloc(count, sizeof *varies);
    code = varies ? variants_read_varies(variants, "--vary", &options->varies, varies) : EXIT_RUN_FAILED;
    if (code == EXIT_FINE) {
        code = add_varied(variants, options->words[0], varies, count);
        for (size_t k = 0; k < count; k++)
            vary_release(&varies[k]);
    }
    free(varies);
    return code;
}

/* ---- the answer */

static struct comparison *make_comparison(const struct variants *variants, const struct figure_names *names,
                                          struct compared_scenario *scenarios)
{
    for (size_t i = 0; i < variants->count; i++)
        scenarios[i] = (struct compared_scenario){variants->labels[i], variants->study.variants[i].pool};
    return comparison_make(scenarios, variants->count, names->list, names->count,
                           variants->models[0]->run.confidence);
}

static int put_answer(struct variants *variants, const struct comparison *comparison,
                      const struct precision *precision, struct answer *answer)
{
    const struct options *options = variants->options;
    char *json = results_comparison_json(comparison, precision, variants->scenarios, variants->study.seed);
    if (!json)
        return variants_out_of_memory(variants);
    int code = answer_put(answer, 0, json);
    code = code ? code : answer_commit(answer);
    if (code == EXIT_FINE)
        variants_forget(variants);
    if (code == EXIT_FINE && options->json)
        fputs(json, stdout);
    else if (code == EXIT_FINE) {
        if (!options->quiet)
            answer_tell(answer);
        results_comparison(stdout, comparison, variants->models[0]->name, variants->study.seed,
                           options->quiet);
        if (precision->count)
            put_precision(stdout, precision, variants->models[0]->currency, (double)comparison->replications);
    }
    free(json);
    return code;
}

/* Everything that a comparison is made of. */
struct comparing {
    struct variants *variants;
    struct figure_names names;
    struct precision precision;
    struct compared_scenario *scenarios;
    struct comparison *made; /* NULL: not yet */
};

static bool make(struct comparing *comparing)
{
    comparison_free(comparing->made);
    comparing->made = make_comparison(comparing->variants, &comparing->names, comparing->scenarios);
    return comparing->made != NULL;
}

/* Of each goal the widest interval of its differences, as they are shown. */
static bool look(void *context, struct precision *precision)
{
    struct comparing *comparing = context;
    if (!make(comparing))
        return false;
    precision_begin_look(precision);
    for (size_t i = 0; i < precision->count; i++)
        for (size_t line = 0; line < comparing->made->line_count; line++)
            for (size_t k = 1; k < comparing->made->count; k++)
                if (strcmp(comparing->made->lines[line].name, precision->goals[i].figure) == 0)
                    precision_see(&precision->goals[i], comparing->made->lines[line].of[k].less.figure);
    precision_end_look(precision, (double)comparing->made->replications);
    return true;
}

/* What is to be precise is shown. */
static int choose_figures(struct comparing *comparing)
{
    int code = precise_read(NAME, &comparing->precision, comparing->variants->options,
                            comparing->variants->models[0]);
    code = code ? code : figure_names_choose(&comparing->names, comparing->variants);
    for (size_t i = 0; code == EXIT_FINE && i < comparing->precision.count; i++)
        figure_names_add(&comparing->names, comparing->precision.goals[i].figure);
    return code == EXIT_FINE && comparing->names.failed ? variants_out_of_memory(comparing->variants) : code;
}

static int compare(struct variants *variants, struct answer *answer)
{
    struct comparing comparing = {.variants = variants,
                                  .scenarios = calloc(variants->count, sizeof *comparing.scenarios)};
    int code = comparing.scenarios ? choose_figures(&comparing) : variants_out_of_memory(variants);
    code = code ? code : variants_open(variants);
    code = code ? code : variants_keep(variants, answer->folder);
    code = code ? code : variants_advance_asked(variants, &comparing.precision, look, &comparing);
    if (code == EXIT_FINE)
        code = make(&comparing) ? put_answer(variants, comparing.made, &comparing.precision, answer)
                                : variants_out_of_memory(variants);
    comparison_free(comparing.made);
    free(comparing.scenarios);
    precise_release(&comparing.precision);
    figure_names_release(&comparing.names);
    return code;
}

static int compare_into(struct variants *variants, struct answer *answer)
{
    choose_folder(variants->options, variants->options->words[0], "-compare", answer->folder);
    int code = answer_open(answer, NAME, FILES, 1);
    return code ? code : compare(variants, answer);
}

/* ---- one patient's two stories */

static int tell_both(struct variants *variants)
{
    struct story stories[2] = {{0}, {0}};
    struct story_side sides[2];
    uint32_t replication = followed_replication(variants->options);
    int code = variants_open(variants);
    for (int i = 0; i < 2; i++) {
        sides[i] = (struct story_side){variants->labels[i], variants->models[i], &stories[i]};
        code = code ? code : follow_patient(NAME, variants->options, variants->models[i], &stories[i]);
    }
    if (code == EXIT_FINE && !results_story_pair(stdout, sides, variants->study.seed, replication) &&
        !ferror(stdout))
        code = variants_out_of_memory(variants);
    story_free(&stories[0]);
    story_free(&stories[1]);
    return code;
}

static int compare_patient(struct variants *variants)
{
    if (variants->count == 2)
        return tell_both(variants);
    fprintf(stderr, "cartsim compare: --patient lays two stories beside each other: give two scenarios, or "
                    "one and a single value to --vary\n");
    return EXIT_WRONG;
}

int command_compare(const struct options *options)
{
    struct variants variants;
    struct answer answer = {.count = 0};
    variants_begin(&variants, NAME, options);
    int code = add_all(&variants);
    if (code == EXIT_FINE)
        code = options->patient ? compare_patient(&variants) : compare_into(&variants, &answer);
    answer_close(&answer);
    variants_free(&variants);
    return code;
}
