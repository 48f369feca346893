/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/utf8.h"
#include "commands/command.h"
#include "commands/precise.h"
#include "results/json_writer.h"
#include "results/past.h"
#include "results/results.h"
#include "results/row_check.h"
#include "study/run_study.h"
#include "study/trouble.h"

/* cartsim verify: runs what a metrics.json carries anew, and compares. */
enum { SHOWN_MAX = 10, COLUMNS = 90, PATH_SIZE = 4400 };
enum { PATIENTS, EVENTS, ROW_FILES };
static const char *const ROW_NAMES[ROW_FILES] = {"patients.csv", "events.csv"};

struct verification {
    const struct options *options;
    char folder[PATH_SIZE - 100], file[PATH_SIZE];
    struct past_run past;
    struct scenario *scenario;
    struct model *model;
    struct metrics *metrics;
    struct precision precision;       /* that was asked for then */
    struct row_check rows[ROW_FILES]; /* of those that lie beside */
    bool out_of_memory;
    size_t shown; /* values that differ */
    struct progress progress;
};

/* ---- words */

/* What stands in results may be anything: no more of it than fits on a line, nothing that commands a
 * terminal.
 */
static void put_quoted(const char *text)
{
    size_t size = strlen(text), at = 0;
    for (int column = 0; at < size && column < COLUMNS; column++) {
        size_t step = utf8_character(text + at, size - at);
        if (!step || utf8_commands(text + at, step))
            putchar('?');
        else
            fwrite(text + at, 1, step, stdout);
        at += step ? step : 1;
    }
    fputs(at < size ? "..." : "", stdout);
}

static void put_pair(const char *there, const char *now)
{
    fputs("    there: ", stdout);
    put_quoted(there && *there ? there : "nothing");
    fputs("\n    now:   ", stdout);
    put_quoted(now && *now ? now : "nothing");
    putchar('\n');
}

static void put_result(const char *file, const char *result)
{
    printf("  %-13s ", file);
    puts(result);
}

/* ---- files */

/* Of a folder its metrics.json; what lies beside that is looked for there. */
static bool find_file(struct verification *verification, const char *given)
{
    struct stat status;
    const char *slash = strrchr(given, '/');
    bool folder = stat(given, &status) == 0 && S_ISDIR(status.st_mode);
    if (strlen(given) + 1 > sizeof verification->folder - 2)
        return false;
    if (folder)
        snprintf(verification->folder, sizeof verification->folder, "%s", given);
    else if (slash)
        snprintf(verification->folder, sizeof verification->folder, "%.*s", (int)(slash - given + 1), given);
    else
        snprintf(verification->folder, sizeof verification->folder, ".");
    snprintf(verification->file, sizeof verification->file, folder ? "%s/metrics.json" : "%s", given);
    return true;
}

static int open_rows(struct verification *verification)
{
    for (int i = 0; i < ROW_FILES; i++) {
        char path[PATH_SIZE];
        snprintf(path, sizeof path, "%s/%s", verification->folder, ROW_NAMES[i]);
        int error = row_check_open(&verification->rows[i], path);
        if (error && error != ENOENT) {
            fprintf(stderr, "cartsim verify: can't read %s: %s\n", path, strerror(error));
            return EXIT_WRONG;
        }
    }
    return EXIT_FINE;
}

/* The rows of one observation, or the head line when there is none. */
static bool put_rows(const struct verification *verification, int file, const struct observation *seen,
                     FILE *to)
{
    const struct model *model = verification->model;
    if (!seen)
        return file == PATIENTS ? results_patients_head(to, model) : results_events_head(to);
    return file == PATIENTS ? results_patients_rows(to, model, seen) : results_events_rows(to, model, seen);
}

static bool check_rows(struct verification *verification, int file, const struct observation *seen)
{
    struct row_check *check = &verification->rows[file];
    char *text = NULL;
    size_t size = 0;
    if (!check->old || check->differs)
        return true;
    FILE *stream = open_memstream(&text, &size);
    bool fine = stream && put_rows(verification, file, seen, stream);
    fine = stream && fclose(stream) == 0 && fine;
    if (fine)
        row_check_take(check, text, size);
    free(text);
    verification->out_of_memory = verification->out_of_memory || !fine;
    return fine;
}

static bool take(void *context, const struct observation *seen)
{
    return check_rows(context, PATIENTS, seen) && check_rows(context, EVENTS, seen);
}

/* ---- the run */

static void show_progress(void *context, uint32_t done)
{
    progress_update(&((struct verification *)context)->progress, done);
}

static int trouble(const struct verification *verification, const struct replicate_outcome *outcome)
{
    char words[2000];
    if (outcome->result == SIMULATION_STOPPED) {
        fprintf(stderr, "cartsim verify: interrupted.\n");
        return EXIT_INTERRUPTED;
    }
    if (verification->out_of_memory)
        snprintf(words, sizeof words, "out of memory");
    else
        trouble_words(verification->model, outcome, words, sizeof words);
    fprintf(stderr, "cartsim verify: it can't be run again: replication %u: %s.\n", outcome->replication + 1,
            words);
    return EXIT_WRONG;
}

static int run_again(struct verification *verification)
{
    struct replicate_job job = {.model = verification->model,
                                .seed = verification->past.seed,
                                .count = verification->precision.count ? verification->past.most
                                                                       : verification->past.replications,
                                .threads = verification->options->threads,
                                .want_patients = verification->rows[PATIENTS].old,
                                .want_events = verification->rows[EVENTS].old,
                                .stop = &interrupted,
                                .take = take,
                                .progress = show_progress,
                                .context = verification};
    const struct run_way way = {NULL, verification->precision.count ? &verification->precision : NULL};
    verification->model->run.replications = job.count;
    verification->model->run.seed = job.seed;
    progress_begin(&verification->progress, job.count, verification->options->quiet);
    bool begun = check_rows(verification, PATIENTS, NULL) && check_rows(verification, EVENTS, NULL);
    struct replicate_outcome outcome = {.result = SIMULATION_NO_MEMORY};
    if (begun)
        outcome = run_study_by(&way, &job, &verification->metrics);
    progress_end(&verification->progress);
    for (int i = 0; i < ROW_FILES; i++)
        if (verification->rows[i].old)
            row_check_end(&verification->rows[i]);
    return verification->metrics ? EXIT_FINE : trouble(verification, &outcome);
}

/* ---- the comparison */

static bool is_other_version(const struct verification *verification)
{
    return strcmp(verification->past.version, CARTSIM_VERSION) != 0;
}

static void show_value(void *context, const char *path, const char *there, const char *now)
{
    struct verification *verification = context;
    bool version = is_other_version(verification) && strcmp(path, "cartsim.version") == 0;
    if (version || verification->options->quiet || verification->shown++ >= SHOWN_MAX)
        return;
    fputs("  ", stdout);
    put_quoted(path);
    putchar('\n');
    put_pair(there, now);
}

static size_t first_line_that_differs(const char *there, const char *now)
{
    size_t line = 1;
    for (; *there && *there == *now; there++, now++)
        line += *there == '\n';
    return line;
}

/* Values first, and where they are all the same the bytes. Returns whether nothing differs. */
static bool compare_values(struct verification *verification, const char *now, const struct cJSON *root)
{
    const struct past_run *past = &verification->past;
    size_t count = json_compare(past->root, root, show_value, verification);
    bool same_values = count == (is_other_version(verification) ? 1 : 0),
         quiet = verification->options->quiet;
    if (same_values && is_other_version(verification)) {
        if (!quiet)
            put_result("metrics.json", "the same values, but for the version");
        return true;
    }
    if (!quiet && count > SHOWN_MAX)
        printf("  ... and %zu values more\n", verification->shown - SHOWN_MAX);
    if (!quiet && same_values)
        printf("  metrics.json  the same values, other bytes, first in line %zu\n",
               first_line_that_differs(past->text, now));
    else if (!quiet)
        printf("  metrics.json  %zu value%s differ%s\n", verification->shown,
               verification->shown == 1 ? "" : "s", verification->shown == 1 ? "s" : "");
    return false;
}

static int compare_metrics(struct verification *verification, const char *now)
{
    const struct past_run *past = &verification->past;
    size_t size = strlen(now), wrong_at;
    if (size == past->size && memcmp(now, past->text, size) == 0) {
        if (!verification->options->quiet)
            put_result("metrics.json", "the same");
        return EXIT_FINE;
    }
    struct cJSON *root = json_read(now, size, &wrong_at);
    if (!root) {
        fprintf(stderr, "cartsim verify: out of memory\n");
        return EXIT_WRONG;
    }
    bool same = compare_values(verification, now, root);
    json_discard(root);
    return same ? EXIT_FINE : EXIT_DIFFERENT;
}

static int compare_rows(const struct verification *verification, int file)
{
    const struct row_check *check = &verification->rows[file];
    if (!check->old)
        return EXIT_FINE;
    if (!verification->options->quiet && check->differs) {
        printf("  %-13s differs, first in line %" PRIu64 "; it may be of an earlier run\n", ROW_NAMES[file],
               check->line);
        put_pair(check->there, check->now);
    } else if (!verification->options->quiet)
        put_result(ROW_NAMES[file], "the same");
    return check->differs ? EXIT_DIFFERENT : EXIT_FINE;
}

static void show_head(const struct verification *verification)
{
    const struct past_run *past = &verification->past;
    put_quoted(verification->file);
    fputs("\n  scenario      ", stdout);
    put_quoted(past->path);
    printf(" as it was then, with %zu --set\n  run           seed %" PRIu64 ", replications %u, cartsim ",
           past->set_count, past->seed, past->replications);
    put_quoted(past->version);
    puts("");
    if (is_other_version(verification))
        puts("  This is cartsim " CARTSIM_VERSION
             ", another version: figures may differ for that reason alone.");
}

static int compare(struct verification *verification)
{
    bool quiet = verification->options->quiet;
    char *now = results_json(verification->metrics, verification->scenario);
    if (!now) {
        fprintf(stderr, "cartsim verify: out of memory\n");
        return EXIT_WRONG;
    }
    if (!quiet)
        show_head(verification);
    int code = compare_metrics(verification, now);
    free(now);
    for (int i = 0; i < ROW_FILES && code != EXIT_WRONG; i++)
        code = compare_rows(verification, i) ? EXIT_DIFFERENT : code;
    if (!quiet && code == EXIT_FINE)
        puts(is_other_version(verification) ? "Every value is the same." : "Every byte is the same.");
    if (!quiet && code == EXIT_DIFFERENT)
        puts("Not the same.");
    return code;
}

static int read_precision(struct verification *verification)
{
    const struct past_run *past = &verification->past;
    if (!past->precision || precise_again(&verification->precision, past, verification->model))
        return EXIT_FINE;
    fprintf(stderr, "cartsim verify: run.precision names a figure that the scenario does not have\n");
    return EXIT_WRONG;
}

int command_verify(const struct options *options)
{
    struct verification *verification = options->word_count == 1 ? calloc(1, sizeof *verification) : NULL;
    if (!verification || !find_file(verification, options->words[0])) {
        fprintf(stderr, "cartsim verify: which results? Give one folder of a run, or its metrics.json\n");
        free(verification);
        return EXIT_WRONG;
    }
    verification->options = options;
    int code =
        load_past(verification->file, &verification->past, &verification->scenario, &verification->model);
    interrupt_catch();
    code = code ? code : read_precision(verification);
    code = code ? code : open_rows(verification);
    code = code ? code : run_again(verification);
    code = code ? code : compare(verification);
    for (int i = 0; i < ROW_FILES; i++)
        row_check_close(&verification->rows[i]);
    metrics_free(verification->metrics);
    model_free(verification->model);
    scenario_free(verification->scenario);
    precise_release(&verification->precision);
    past_free(&verification->past);
    free(verification);
    return code;
}
