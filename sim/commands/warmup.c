/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/codes.h"
#include "base/nearest.h"
#include "commands/command.h"
#include "model/tabulate.h"
#include "results/json_parts.h"
#include "statistics/transient.h"
#include "study/replicate.h"
#include "study/trouble.h"

/* cartsim warmup: how long the centre takes to fill up, by MSER-5. */
enum { NAME_SIZE = 160, PLOT_WIDTH = 64, PLOT_HEIGHT = 8 };

struct filling {
    const struct options *options;
    struct scenario *scenario;
    struct model *model;
    struct transient transient;
    char (*names)[NAME_SIZE]; /* [transient.count] */
    bool *wanted;             /* [transient.count] */
    size_t longest;           /* the series that decides */
    struct progress progress;
};

/* ---- which numbers */

static void name_series(struct filling *filling)
{
    static const char *const tails[] = {"", "in_use", "queue"};
    for (size_t i = 0; i < filling->transient.count; i++) {
        const struct transient_series *series = &filling->transient.series[i];
        if (series->kind == TRANSIENT_PATIENTS)
            snprintf(filling->names[i], NAME_SIZE, "patients");
        else
            snprintf(filling->names[i], NAME_SIZE, "resources.%s.%s",
                     filling->model->resources[series->resource].name, tails[series->kind]);
    }
}

static int unknown(const struct filling *filling, const char *name)
{
    const char **names = calloc(filling->transient.count, sizeof *names);
    for (size_t i = 0; names && i < filling->transient.count; i++)
        names[i] = filling->names[i];
    const char *near = names ? nearest_name(name, names, filling->transient.count) : NULL;
    fprintf(stderr,
            "cartsim warmup: error E%03d: --measure: there is no number '%.100s'; did you mean '%s'?\n",
            FORMAT_UNKNOWN_NAME, name, near ? near : "patients");
    free(names);
    return EXIT_WRONG;
}

static int choose(struct filling *filling)
{
    const struct texts_given *given = &filling->options->measures;
    for (size_t k = 0; k < given->count; k++) {
        size_t i = 0;
        while (i < filling->transient.count && strcmp(filling->names[i], given->texts[k]) != 0)
            i++;
        if (i == filling->transient.count)
            return unknown(filling, given->texts[k]);
        filling->wanted[i] = true;
    }
    for (size_t i = 0; !given->count && i < filling->transient.count; i++)
        filling->wanted[i] = true;
    return EXIT_FINE;
}

/* ---- the run */

static bool take(void *context, const struct observation *seen)
{
    transient_add(&((struct filling *)context)->transient, seen);
    return true;
}

static void show_progress(void *context, uint32_t done)
{
    progress_update(&((struct filling *)context)->progress, done);
}

static int simulate(struct filling *filling)
{
    const struct options *options = filling->options;
    struct run_settings *run = &filling->model->run;
    char words[2000];
    run->replications = options->replications == NONE ? run->replications : (uint32_t)options->replications;
    run->seed = options->seed == NONE ? run->seed : (uint64_t)options->seed;
    model_tabulate(filling->model);
    struct replicate_job job = {.model = filling->model,
                                .seed = run->seed,
                                .count = run->replications,
                                .threads = options->threads,
                                .want_events = true,
                                .stop = &interrupted,
                                .take = take,
                                .progress = show_progress,
                                .context = filling};
    progress_begin(&filling->progress, job.count, false);
    struct replicate_outcome outcome = replicate(&job);
    progress_end(&filling->progress);
    if (outcome.result == SIMULATION_DONE)
        return EXIT_FINE;
    trouble_words(filling->model, &outcome, words, sizeof words);
    fprintf(stderr, "cartsim warmup: replication %u: %s.\n", outcome.replication + 1, words);
    return outcome.result == SIMULATION_STOPPED ? EXIT_INTERRUPTED : EXIT_RUN_FAILED;
}

/* ---- the answer */

/* The mean of the days that stand in one column. */
static double column_value(const struct filling *filling, const double *days, int column)
{
    size_t all = filling->transient.days, from = all * (size_t)column / PLOT_WIDTH,
           to = all * ((size_t)column + 1) / PLOT_WIDTH;
    double sum = 0;
    for (size_t day = from; day < to; day++)
        sum += days[day];
    return to > from ? sum / (double)(to - from) : 0;
}

static void plot(const struct filling *filling, size_t index)
{
    const struct transient_series *series = &filling->transient.series[index];
    const int cut = (int)(series->mser.cut * PLOT_WIDTH / filling->transient.days);
    double values[PLOT_WIDTH], most = 0;
    for (int i = 0; i < PLOT_WIDTH; i++)
        most = fmax(most, values[i] = column_value(filling, series->days, i));
    printf("%s by day, in the mean of %u replications:\n\n", filling->names[index],
           filling->transient.replications);
    for (int row = PLOT_HEIGHT; row > 0; row--) {
        if (row == PLOT_HEIGHT)
            printf("%10.3g |", most);
        else
            printf("%10s |", "");
        for (int i = 0; i < PLOT_WIDTH; i++)
            putchar(most > 0 && ceil(values[i] / most * PLOT_HEIGHT) == row ? '*' : i == cut ? ':' : ' ');
        putchar('\n');
    }
    printf("%10d +", 0);
    for (int i = 0; i < PLOT_WIDTH; i++)
        putchar(i == cut ? '^' : '-');
    printf("\n%12s0 %*zu d\n\n", "", PLOT_WIDTH - 3, filling->transient.days);
}

/* Without --measure it is the number of patients under way: single resources are rare events and much chance.
 */
static void find_longest(struct filling *filling)
{
    const struct transient_series *series = filling->transient.series;
    size_t longest = 0;
    while (!filling->wanted[longest])
        longest++;
    for (size_t i = longest; filling->options->measures.count && i < filling->transient.count; i++)
        if (filling->wanted[i] && series[i].mser.cut > series[longest].mser.cut)
            longest = i;
    filling->longest = longest;
}

static void show(const struct filling *filling)
{
    const struct transient *transient = &filling->transient;
    const struct mser *mser = &transient->series[filling->longest].mser;
    plot(filling, filling->longest);
    for (size_t i = 0; i < transient->count; i++)
        if (filling->wanted[i])
            printf("  %-50s %6zu d%s\n", filling->names[i], transient->series[i].mser.cut,
                   transient->series[i].mser.second_half ? "  in the second half" : "");
    printf("\nMSER-5 leaves out the first %zu d of %zu of %s. In the scenario:\n\nrun: {warmup: %zu d}\n",
           mser->cut, transient->days, filling->names[filling->longest], mser->cut);
    if (mser->second_half)
        printf("\nThat is in the second half: by the rule's own warning the run is too short to tell. Try\n"
               "--set run.horizon=%zud, and whether the number settles at all.\n",
               2 * transient->days);
}

static int show_json(const struct filling *filling)
{
    struct json_writer writer = {.failed = false};
    const struct transient *transient = &filling->transient;
    const struct mser *mser = &transient->series[filling->longest].mser;
    struct cJSON *root = json_object(&writer), *list = json_list(&writer);
    json_add(&writer, root, "cartsim", json_about(&writer));
    json_add_text(&writer, root, "question", "warmup");
    json_add(&writer, root, "scenario", json_scenario(&writer, filling->scenario, filling->model->name));
    json_add(&writer, root, "seed", json_whole(filling->model->run.seed));
    json_add_number(&writer, root, "warmup_days", (double)mser->cut);
    json_add(&writer, root, "second_half", json_boolean(mser->second_half));
    json_add_number(&writer, root, "replications", transient->replications);
    for (size_t i = 0; i < transient->count; i++) {
        const struct transient_series *series = &transient->series[i];
        if (!filling->wanted[i])
            continue;
        struct cJSON *object = json_object(&writer), *days = json_list(&writer);
        json_add_text(&writer, object, "measure", filling->names[i]);
        json_add_number(&writer, object, "warmup_days", (double)series->mser.cut);
        json_add(&writer, object, "second_half", json_boolean(series->mser.second_half));
        for (size_t day = 0; day < transient->days; day++)
            json_append(&writer, days, json_number(series->days[day]));
        json_add(&writer, object, "days", days);
        json_append(&writer, list, object);
    }
    json_add(&writer, root, "measures", list);
    char *text = json_print(&writer, root);
    if (text)
        fputs(text, stdout);
    free(text);
    return text ? EXIT_FINE : EXIT_RUN_FAILED;
}

static int answer(struct filling *filling)
{
    transient_finish(&filling->transient);
    if (!filling->transient.series[0].enough) {
        fprintf(stderr, "cartsim warmup: %zu days are too few: MSER-5 needs %d. Try --set run.horizon=2y.\n",
                filling->transient.days, 2 * MSER_KEPT * MSER_BATCH);
        return EXIT_WRONG;
    }
    find_longest(filling);
    if (filling->options->json)
        return show_json(filling);
    show(filling);
    return EXIT_FINE;
}

static int fill(struct filling *filling)
{
    bool fine = transient_begin(&filling->transient, filling->model);
    filling->names = calloc(filling->transient.count + 1, sizeof *filling->names);
    filling->wanted = calloc(filling->transient.count + 1, sizeof *filling->wanted);
    if (!fine || !filling->names || !filling->wanted) {
        fprintf(stderr, "cartsim warmup: out of memory\n");
        return EXIT_RUN_FAILED;
    }
    name_series(filling);
    int code = choose(filling);
    if (code)
        return code;
    interrupt_catch();
    code = simulate(filling);
    return code ? code : answer(filling);
}

int command_warmup(const struct options *options)
{
    struct filling filling = {.options = options};
    size_t warnings;
    int code = load(options, &filling.scenario, &filling.model, &warnings);
    if (code)
        return code;
    code = fill(&filling);
    transient_release(&filling.transient);
    free(filling.names);
    free(filling.wanted);
    model_free(filling.model);
    scenario_free(filling.scenario);
    return code;
}
