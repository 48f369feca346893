/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands/variants.h"
#include "commands/identity.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/tabulate.h"
#include "scenario/kept.h"
#include "statistics/precision.h"
#include "study/bytes.h"
#include "study/ranks.h"
#include "study/trouble.h"

int variants_out_of_memory(const struct variants *variants)
{
    fprintf(stderr, "cartsim %s: out of memory\n", variants->command);
    return EXIT_RUN_FAILED;
}

void variants_begin(struct variants *variants, const char *command, const struct options *options)
{
    *variants = (struct variants){.command = command, .options = options};
}

void variants_free(struct variants *variants)
{
    journal_close(&variants->journal);
    free(variants->journal_path);
    study_close(&variants->study);
    free(variants->study.variants);
    for (size_t i = 0; i < variants->count; i++) {
        model_free(variants->models[i]);
        scenario_free(variants->scenarios[i]);
        free(variants->labels[i]);
    }
    free(variants->models);
    free(variants->scenarios);
    free(variants->labels);
}

/* ---- reading */

static bool more_room(struct variants *variants)
{
    if (variants->count < variants->room)
        return true;
    size_t room = variants->room ? 2 * variants->room : 8;
    struct scenario **scenarios = realloc(variants->scenarios, room * sizeof *scenarios);
    if (!scenarios)
        return false;
    variants->scenarios = scenarios;
    struct model **models = realloc(variants->models, room * sizeof *models);
    if (!models)
        return false;
    variants->models = models;
    char **labels = realloc(variants->labels, room * sizeof *labels);
    if (!labels)
        return false;
    variants->labels = labels;
    variants->room = room;
    return true;
}

int variants_add(struct variants *variants, const char *path, const char *const *sets, size_t set_count,
                 const char *label)
{
    const struct options *options = variants->options;
    const char **all = calloc(options->set_count + set_count + 1, sizeof *all);
    char *copy = strdup(label);
    if (!all || !copy || !more_room(variants)) {
        free(all);
        free(copy);
        return variants_out_of_memory(variants);
    }
    for (size_t i = 0; i < options->set_count; i++)
        all[i] = options->sets[i];
    for (size_t i = 0; i < set_count; i++)
        all[options->set_count + i] = sets[i];
    size_t at = variants->count;
    int code = load_file(path, all, options->set_count + set_count, at == 0, &variants->scenarios[at],
                         &variants->models[at]);
    free(all);
    if (code != EXIT_FINE) {
        free(copy);
        return code;
    }
    variants->labels[variants->count++] = copy;
    return EXIT_FINE;
}

int variants_add_value(struct variants *variants, const char *path, const struct vary *vary, size_t value)
{
    char *set = vary_set(vary, value);
    const char *const sets[] = {set};
    int code = set ? variants_add(variants, path, sets, 1, set) : variants_out_of_memory(variants);
    free(set);
    return code;
}

int variants_read_varies(const struct variants *variants, const char *option, const struct texts_given *given,
                         struct vary *varies)
{
    for (size_t i = 0; i < given->count; i++) {
        const char *trouble;
        if (vary_read(given->texts[i], &varies[i], &trouble))
            continue;
        fprintf(stderr, "cartsim %s: %s %s: %s\n", variants->command, option, given->texts[i], trouble);
        while (i-- > 0)
            vary_release(&varies[i]);
        return EXIT_WRONG;
    }
    return EXIT_FINE;
}

/* One point of the grid: its number tells the values, the last key running fastest. */
static int add_point(struct variants *variants, const char *path, const struct vary *varies, size_t count,
                     size_t point)
{
    char **sets = calloc(count + 1, sizeof *sets);
    size_t size = 1;
    int code = sets ? EXIT_FINE : variants_out_of_memory(variants);
    for (size_t k = count; sets && k-- > 0; point /= varies[k].count) {
        sets[k] = vary_set(&varies[k], point % varies[k].count);
        size += sets[k] ? strlen(sets[k]) + 1 : 0;
        code = sets[k] ? code : variants_out_of_memory(variants);
    }
    char *label = calloc(size, 1);
    for (size_t k = 0, used = 0; label && code == EXIT_FINE && k < count; k++)
        used += (size_t)snprintf(label + used, size - used, "%s%s", k ? " " : "", sets[k]);
    if (code == EXIT_FINE)
        code = label ? variants_add(variants, path, (const char *const *)sets, count, label)
                     : variants_out_of_memory(variants);
    free(label);
    for (size_t k = 0; sets && k < count; k++)
        free(sets[k]);
    free(sets);
    return code;
}

int variants_add_grid(struct variants *variants, const char *path, const struct vary *varies, size_t count)
{
    size_t points = 1;
    int code = EXIT_FINE;
    for (size_t k = 0; k < count; k++)
        points = points > GRID_MAX ? points : points * varies[k].count;
    if (points > GRID_MAX) {
        fprintf(stderr,
                "cartsim %s: more than %d combinations of values. Vary fewer keys, or take wider "
                "steps: 2..10/2.\n",
                variants->command, GRID_MAX);
        return EXIT_WRONG;
    }
    for (size_t point = 0; code == EXIT_FINE && point < points; point++)
        code = add_point(variants, path, varies, count, point);
    return code;
}

/* ---- keeping */

int variants_keep_only(struct variants *variants, const char *const *figures, size_t count)
{
    return study_keep_only(&variants->study, figures, count) ? EXIT_FINE : variants_out_of_memory(variants);
}

/* What a study is told apart by: all that its figures depend on. */
static uint64_t digest(const struct variants *variants)
{
    struct bytes bytes = {.size = 0};
    for (size_t i = 0; i < variants->count; i++) {
        bytes_put_text(&bytes, variants->labels[i]);
        identity_put(&bytes, variants->scenarios[i]);
    }
    uint64_t sum = bytes_checksum(bytes.list, bytes.size);
    bytes_release(&bytes);
    return sum;
}

static int keep_in(struct variants *variants, const char *path)
{
    char identity[200];
    snprintf(identity, sizeof identity, "cartsim %s study of %zu scenarios, seed %" PRIu64 ", %016" PRIx64,
             CARTSIM_VERSION, variants->count, variants->study.seed, digest(variants));
    int error = journal_open(&variants->journal, path, identity, &variants->study);
    if (error) {
        fprintf(stderr, "cartsim %s: can't write %s: %s\n", variants->command, path, strerror(error));
        return EXIT_FILES;
    }
    if (variants->journal.kept && !variants->options->quiet)
        fprintf(stderr, "cartsim %s: going on from %" PRIu64 " replications kept in %s\n", variants->command,
                variants->journal.kept, path);
    return EXIT_FINE;
}

int variants_keep(struct variants *variants, const char *folder)
{
    size_t size = strlen(folder) + sizeof "/study.journal";
    variants->journal_path = malloc(size);
    if (!variants->journal_path)
        return variants_out_of_memory(variants);
    snprintf(variants->journal_path, size, "%s/study.journal", folder);
    return keep_in(variants, variants->journal_path);
}

void variants_forget(struct variants *variants)
{
    journal_close(&variants->journal);
    if (variants->journal_path)
        remove(variants->journal_path);
}

/* ---- running */

static void show_progress(void *context, uint64_t done, uint64_t wanted)
{
    struct variants *variants = context;
    variants->progress.all = (uint32_t)wanted;
    progress_update(&variants->progress, (uint32_t)done);
}

int variants_open(struct variants *variants)
{
    const struct options *options = variants->options;
    struct study *study = &variants->study;
    *study = (struct study){.variants = calloc(variants->count, sizeof *study->variants),
                            .count = variants->count,
                            .threads = options->threads,
                            .stop = &interrupted,
                            .progress = show_progress,
                            .context = variants};
    struct run_settings *first = &variants->models[0]->run;
    study->seed = options->seed != NONE ? (uint64_t)options->seed : first->seed;
    if (options->replications != NONE)
        first->replications = (uint32_t)options->replications;
    for (size_t i = 0; study->variants && i < variants->count; i++) {
        variants->models[i]->run.seed = study->seed;
        variants->models[i]->run.replications = first->replications;
        model_tabulate(variants->models[i]);
        study->variants[i] = (struct study_variant){variants->labels[i], variants->models[i], NULL, 0};
    }
    interrupt_catch();
    if (!study->variants || !study_open(study))
        return variants_out_of_memory(variants);
    if (ranks_own() > 0) {
        ranks_serve(study);
        return EXIT_SERVED;
    }
    ranks_employ(study);
    progress_begin(&variants->progress, 1, options->quiet);
    return EXIT_FINE;
}

static int stopped(const struct variants *variants)
{
    fprintf(stderr, "cartsim %s: interrupted.", variants->command);
    if (variants->journal_path)
        fprintf(stderr, " What was done is kept in %s: the same command goes on from there.",
                variants->journal_path);
    fputc('\n', stderr);
    return EXIT_INTERRUPTED;
}

static int tell_trouble(const struct variants *variants, const struct study_outcome *outcome)
{
    char words[2000];
    if (outcome->result == SIMULATION_STOPPED)
        return stopped(variants);
    if (variants->journal.error) {
        fprintf(stderr, "cartsim %s: can't write %s: %s\n", variants->command, variants->journal_path,
                strerror(variants->journal.error));
        return EXIT_FILES;
    }
    struct replicate_outcome of = outcome->replicate;
    of.result = outcome->result;
    trouble_words(variants->models[outcome->variant], &of, words, sizeof words);
    fprintf(stderr, "cartsim %s: %s: replication %u: %s.\n", variants->command,
            variants->labels[outcome->variant], of.replication + 1, words);
    return EXIT_RUN_FAILED;
}

static int finish(struct variants *variants, const struct study_outcome *outcome)
{
    progress_end(&variants->progress);
    return outcome->result == SIMULATION_DONE ? EXIT_FINE : tell_trouble(variants, outcome);
}

int variants_advance_all(struct variants *variants, uint32_t wanted)
{
    struct study_outcome outcome = study_advance_all(&variants->study, wanted);
    return finish(variants, &outcome);
}

int variants_advance(struct variants *variants, const uint32_t *wanted)
{
    struct study_outcome outcome = study_advance(&variants->study, wanted);
    return finish(variants, &outcome);
}

/* ---- until it is precise */

bool figures_look(void *context, struct precision *precision)
{
    const struct variants *variants = context;
    bool failed = false;
    precision_begin_look(precision);
    for (size_t i = 0; i < precision->count; i++)
        for (size_t k = 0; k < variants->count; k++) {
            struct response response;
            size_t place;
            if (response_find(variants->models[k], precision->goals[i].figure, &response, &place))
                precision_see(&precision->goals[i],
                              response_figure(&response, variants->study.variants[k].pool,
                                              variants->models[0]->run.confidence, &failed));
        }
    precision_end_look(precision, variants->models[0]->run.replications);
    return !failed;
}

int variants_advance_asked(struct variants *variants, struct precision *precision,
                           bool (*look)(void *context, struct precision *precision), void *context)
{
    struct run_settings *run = &variants->models[0]->run;
    uint32_t done = 0;
    int code = EXIT_FINE;
    if (!precision->count)
        return variants_advance_all(variants, run->replications);
    while (code == EXIT_FINE && !precision->reached && done < precision->most) {
        run->replications = precision_next(precision, done);
        code = variants_advance_all(variants, run->replications);
        done = run->replications;
        if (code == EXIT_FINE && !look(context, precision))
            code = variants_out_of_memory(variants);
    }
    return code;
}
