/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/codes.h"
#include "commands/answer.h"
#include "commands/keep.h"
#include "commands/precise.h"
#include "model/tabulate.h"
#include "results/results.h"
#include "statistics/target.h"
#include "study/run_study.h"
#include "study/trouble.h"

/* Everything that one run holds until its end. */
struct session {
    const struct options *options;
    struct scenario *scenario;
    struct model *model;
    struct metrics *metrics;
    char *json;
    int row_file, row_error; /* the file whose rows could not be written, and errno */
    char folder[FOLDER_SIZE];
    size_t known; /* of its name, what was there before */
    bool written;
    struct whole_file files[4]; /* metrics, patients, events, replications; those not wanted are zeroed */
    struct keep keep;
    struct precision precision; /* no goals: so many replications as are said */
    struct progress progress;
};

enum { METRICS_FILE, PATIENTS_FILE, EVENTS_FILE, REPLICATIONS_FILE, FILE_COUNT };
static const char *const FILE_NAMES[FILE_COUNT] = {"metrics.json", "patients.csv", "events.csv", KEEP_FILE};

static bool is_wanted(const struct session *session, int file)
{
    const struct options *options = session->options;
    const bool wanted[FILE_COUNT] = {true, options->patients, options->events,
                                     options->keep || options->extend};
    return wanted[file];
}

static int files_trouble(const struct session *session, int file, int error)
{
    fprintf(stderr, "cartsim run: can't write %s/%s: %s. Nothing was changed there.\n", session->folder,
            FILE_NAMES[file], strerror(error));
    return EXIT_FILES;
}

static int stopped(void)
{
    fprintf(stderr, "cartsim run: interrupted. Nothing was written.\n");
    return EXIT_INTERRUPTED;
}

/* Opens what is wanted before the run, so that a folder that can't be written is found out at once. */
static int open_files(struct session *session)
{
    const struct options *options = session->options;
    int error = folder_make(session->folder);
    if (error)
        return files_trouble(session, METRICS_FILE, error);
    for (int i = 0; i < FILE_COUNT; i++) {
        error =
            is_wanted(session, i) ? whole_file_open(&session->files[i], session->folder, FILE_NAMES[i]) : 0;
        if (error)
            return files_trouble(session, i, error);
    }
    if (options->patients && !results_patients_head(session->files[PATIENTS_FILE].stream, session->model))
        return files_trouble(session, PATIENTS_FILE, errno);
    if (options->events && !results_events_head(session->files[EVENTS_FILE].stream))
        return files_trouble(session, EVENTS_FILE, errno);
    if (!is_wanted(session, REPLICATIONS_FILE))
        return EXIT_FINE;
    return keep_open(&session->keep, &session->files[REPLICATIONS_FILE], options->extend, session->scenario,
                     session->model);
}

static bool rows_fail(struct session *session, int file)
{
    session->row_file = file;
    session->row_error = errno;
    return false;
}

static bool take(void *context, const struct observation *seen)
{
    struct session *session = context;
    const struct model *model = session->model;
    if (session->options->patients &&
        !results_patients_rows(session->files[PATIENTS_FILE].stream, model, seen))
        return rows_fail(session, PATIENTS_FILE);
    if (session->options->events && !results_events_rows(session->files[EVENTS_FILE].stream, model, seen))
        return rows_fail(session, EVENTS_FILE);
    return true;
}

static void show_progress(void *context, uint32_t done)
{
    progress_update(&((struct session *)context)->progress, done);
}

static int run_trouble(const struct session *session, const struct replicate_outcome *outcome)
{
    if (outcome->result == SIMULATION_STOPPED)
        return stopped();
    if (session->row_error)
        return files_trouble(session, session->row_file, session->row_error);
    if (keep_error(&session->keep))
        return files_trouble(session, REPLICATIONS_FILE, keep_error(&session->keep));
    char words[2000];
    trouble_words(session->model, outcome, words, sizeof words);
    fprintf(stderr, "cartsim run: replication %u: %s. Nothing was written.\n", outcome->replication + 1,
            words);
    return EXIT_RUN_FAILED;
}

static int replicate_all(struct session *session)
{
    const struct options *options = session->options;
    struct model *model = session->model;
    struct replicate_job job = {.model = model,
                                .seed = model->run.seed,
                                .count = model->run.replications,
                                .threads = options->threads,
                                .want_patients = options->patients,
                                .want_events = options->events,
                                .stop = &interrupted,
                                .take = take,
                                .progress = show_progress,
                                .context = session};
    const struct run_way way = {keep_workforce(&session->keep),
                                session->precision.count ? &session->precision : NULL};
    progress_begin(&session->progress, job.count, options->quiet);
    struct replicate_outcome outcome = run_study_by(&way, &job, &session->metrics);
    progress_end(&session->progress);
    if (!session->metrics)
        return run_trouble(session, &outcome);
    session->json = results_json(session->metrics, session->scenario);
    if (session->json)
        return EXIT_FINE;
    fprintf(stderr, "cartsim run: out of memory\n");
    return EXIT_RUN_FAILED;
}

/* Should one file not go to its place once others have, those stay: they are whole. */
static int commit_files(struct session *session)
{
    bool changed = false;
    for (int i = 0; i < FILE_COUNT; i++) {
        int error = session->files[i].path ? whole_file_commit(&session->files[i]) : 0;
        if (error && !changed)
            return files_trouble(session, i, error);
        if (error) {
            fprintf(stderr, "cartsim run: can't write %s/%s: %s. The files before it are new.\n",
                    session->folder, FILE_NAMES[i], strerror(error));
            return EXIT_FILES;
        }
        changed = true;
    }
    return EXIT_FINE;
}

/* All files are whole and on disk before the first takes its place. */
static int write_files(struct session *session)
{
    if (fputs(session->json, session->files[METRICS_FILE].stream) < 0)
        return files_trouble(session, METRICS_FILE, errno);
    for (int i = 0; i < FILE_COUNT; i++) {
        int error = session->files[i].stream ? whole_file_finish(&session->files[i]) : 0;
        if (error)
            return files_trouble(session, i, error);
    }
    return atomic_load(&interrupted) ? stopped() : commit_files(session);
}

/* Whether all of it reached standard output is looked at by main. */
static void show(const struct session *session)
{
    static char paths[FILE_COUNT][4200];
    const char *names[FILE_COUNT];
    size_t count = 0;
    for (int i = 0; i < FILE_COUNT; i++) {
        if (!is_wanted(session, i))
            continue;
        snprintf(paths[i], sizeof paths[i], "%s/%s", session->folder, FILE_NAMES[i]);
        names[count++] = paths[i];
    }
    if (session->options->json)
        fputs(session->json, stdout);
    else if (!session->options->quiet)
        results_summary(stdout, session->metrics, session->scenario, names, count);
}

static void warn_of_circles(const struct session *session)
{
    const struct circles *circles = &session->metrics->circles;
    char words[2000];
    if (circles->replications == 0)
        return;
    circle_words(session->model, &circles->tangle, words, sizeof words);
    fprintf(
        stderr,
        "cartsim run: warning W%03d: in %u of %u replications patients waited for each other until a risk "
        "struck one of them; the first, in replication %u: %s.\n",
        WARNING_CIRCLES, circles->replications, session->metrics->replications, circles->first + 1, words);
}

/* The scenario's targets as a gate: the last line, and the exit code. */
static int pass_gate(const struct session *session)
{
    const struct target_tally tally = targets_tally(session->metrics);
    const int met = tally.count[VERDICT_MET], missed = tally.count[VERDICT_MISSED],
              undecided = tally.count[VERDICT_UNDECIDED];
    if (!session->options->quiet && !session->options->json)
        printf("Gate: %s. Of %d target%s %d met, %d missed, %d undecided.\n",
               missed      ? "closed, a target is missed"
               : undecided ? "undecided, more replications would tell"
                           : "open, all targets are met",
               met + missed + undecided, met + missed + undecided == 1 ? "" : "s", met, missed, undecided);
    return missed ? EXIT_MISSED : undecided ? EXIT_UNDECIDED : EXIT_FINE;
}

/* What has to be for --extend. Rows are not kept. */
static int prepare_extension(struct session *session)
{
    const struct options *options = session->options;
    if (options->patients || options->events) {
        fprintf(stderr,
                "cartsim run: --extend writes no %s: replications that are not run again have no rows. "
                "Run all of them, without --extend.\n",
                FILE_NAMES[options->patients ? PATIENTS_FILE : EVENTS_FILE]);
        return EXIT_WRONG;
    }
    return keep_check(&session->keep, options->extend, session->scenario, session->model,
                      session->model->run.replications);
}

/* How many replications there are, or at most are. */
static int prepare_precision(struct session *session)
{
    const struct options *options = session->options;
    int code = precise_read("run", &session->precision, options, session->model);
    if (session->precision.count && code == EXIT_FINE)
        session->model->run.replications = session->precision.most;
    return code;
}

/* What comes before anything is written, and may take a while: Ctrl-C still ends the program here. */
static int prepare(struct session *session)
{
    struct model *model = session->model;
    if (session->options->replications != NONE)
        model->run.replications = (uint32_t)session->options->replications;
    if (session->options->seed != NONE)
        model->run.seed = (uint64_t)session->options->seed;
    if (session->options->gate && targets_given(model) == 0) {
        fprintf(stderr, "cartsim run: --gate needs a target, and the scenario has none. Give a measure one, "
                        "e.g. target: {p90: 45 d}.\n");
        return EXIT_WRONG;
    }
    int code = prepare_precision(session);
    if (code)
        return code;
    model_tabulate(model);
    return session->options->extend ? prepare_extension(session) : EXIT_FINE;
}

static int simulate(struct session *session)
{
    const struct options *options = session->options;
    if (options->extend && !options->output)
        snprintf(session->folder, sizeof session->folder, "%s", options->extend);
    else
        choose_folder(options, options->scenario, "", session->folder);
    session->known = folder_known(session->folder);
    int code = open_files(session);
    code = code ? code : replicate_all(session);
    code = code ? code : write_files(session);
    if (code == EXIT_FINE) {
        session->written = true;
        show(session);
        warn_of_circles(session);
    }
    return code == EXIT_FINE && options->gate ? pass_gate(session) : code;
}

int command_run(const struct options *options)
{
    struct session session = {.options = options};
    size_t warnings;
    int code = load(options, &session.scenario, &session.model, &warnings);
    if (code != EXIT_FINE)
        return code;
    code = prepare(&session);
    if (code == EXIT_FINE) {
        interrupt_catch();
        code = simulate(&session);
    }
    keep_close(&session.keep);
    for (int i = 0; i < FILE_COUNT; i++)
        whole_file_abandon(&session.files[i]);
    if (!session.written)
        folder_remove_new(session.folder, session.known);
    precise_release(&session.precision);
    free(session.json);
    metrics_free(session.metrics);
    model_free(session.model);
    scenario_free(session.scenario);
    return code;
}
