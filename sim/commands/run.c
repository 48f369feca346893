/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands/command.h"
#include "results/results.h"
#include "results/whole_file.h"
#include "study/run_study.h"

/* Everything that one run holds until its end. */
struct session {
    const struct options *options;
    struct scenario *scenario;
    struct model *model;
    struct metrics *metrics;
    char *json;
    int row_error;              /* errno of rows that could not be written */
    char folder[4096];
    struct whole_file files[3]; /* metrics, patients, events; those not wanted are zeroed */
    struct progress progress;
};

enum { METRICS_FILE, PATIENTS_FILE, EVENTS_FILE, FILE_COUNT };
static const char *const FILE_NAMES[FILE_COUNT] = {"metrics.json", "patients.csv", "events.csv"};

/* results/NAME beside where the user stands, NAME being the scenario's file without its ending. */
static void choose_folder(struct session *session)
{
    const struct options *options = session->options;
    const char *name = strrchr(options->scenario, '/');
    name = name ? name + 1 : options->scenario;
    const char *dot = strrchr(name, '.');
    int length = dot && dot != name ? (int)(dot - name) : (int)strlen(name);
    if (options->output)
        snprintf(session->folder, sizeof session->folder, "%s", options->output);
    else
        snprintf(session->folder, sizeof session->folder, "results/%.*s", length, name);
}

static int files_trouble(const struct session *session, const char *name, int error)
{
    fprintf(stderr, "cartsim run: can't write %s/%s: %s. Nothing was changed there.\n", session->folder, name, strerror(error));
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
    bool wanted[FILE_COUNT] = {true, session->options->patients, session->options->events};
    int error = folder_make(session->folder);
    if (error)
        return files_trouble(session, FILE_NAMES[METRICS_FILE], error);
    for (int i = 0; i < FILE_COUNT; i++) {
        error = wanted[i] ? whole_file_open(&session->files[i], session->folder, FILE_NAMES[i]) : 0;
        if (error)
            return files_trouble(session, FILE_NAMES[i], error);
    }
    bool fine = true;
    if (wanted[PATIENTS_FILE])
        fine = results_patients_head(session->files[PATIENTS_FILE].stream, session->model);
    if (wanted[EVENTS_FILE])
        fine = results_events_head(session->files[EVENTS_FILE].stream) && fine;
    return fine ? EXIT_FINE : files_trouble(session, FILE_NAMES[PATIENTS_FILE], errno);
}

static bool take(void *context, const struct observation *seen)
{
    struct session *session = context;
    bool fine = true;
    if (session->options->patients)
        fine = results_patients_rows(session->files[PATIENTS_FILE].stream, session->model, seen);
    if (session->options->events)
        fine = fine && results_events_rows(session->files[EVENTS_FILE].stream, session->model, seen);
    session->row_error = fine ? 0 : errno;
    return fine;
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
        return files_trouble(session, FILE_NAMES[session->options->patients ? PATIENTS_FILE : EVENTS_FILE], session->row_error);
    fprintf(stderr, "cartsim run: replication %u: %s", outcome->replication + 1, study_trouble(outcome));
    if (outcome->where[0])
        fprintf(stderr, " (at step '%s')", outcome->where);
    fputs(". Nothing was written.\n", stderr);
    return EXIT_RUN_FAILED;
}

static int replicate_all(struct session *session)
{
    const struct options *options = session->options;
    struct model *model = session->model;
    struct replicate_job job = {.model = model, .seed = model->run.seed, .count = model->run.replications,
                                .threads = options->threads, .want_patients = options->patients,
                                .want_events = options->events, .stop = &interrupted, .take = take,
                                .progress = show_progress, .context = session};
    progress_begin(&session->progress, job.count, options->quiet);
    struct replicate_outcome outcome = run_study(&job, &session->metrics);
    progress_end(&session->progress);
    if (!session->metrics)
        return run_trouble(session, &outcome);
    session->json = results_json(session->metrics, session->scenario);
    if (session->json)
        return EXIT_FINE;
    fprintf(stderr, "cartsim run: out of memory\n");
    return EXIT_RUN_FAILED;
}

/* All files are whole and on disk before the first takes its place. */
static int write_files(struct session *session)
{
    FILE *to = session->files[METRICS_FILE].stream;
    int error = fputs(session->json, to) < 0 ? errno : 0;
    for (int i = 0; i < FILE_COUNT && !error; i++)
        error = session->files[i].stream ? whole_file_finish(&session->files[i]) : 0;
    if (atomic_load(&interrupted))
        return stopped();
    for (int i = 0; i < FILE_COUNT && !error; i++)
        error = session->files[i].path ? whole_file_commit(&session->files[i]) : 0;
    return error ? files_trouble(session, FILE_NAMES[METRICS_FILE], error) : EXIT_FINE;
}

static int show(const struct session *session)
{
    static char paths[FILE_COUNT][4200];
    const char *names[FILE_COUNT];
    size_t count = 0;
    bool wanted[FILE_COUNT] = {true, session->options->patients, session->options->events};
    for (int i = 0; i < FILE_COUNT; i++) {
        if (!wanted[i])
            continue;
        snprintf(paths[i], sizeof paths[i], "%s/%s", session->folder, FILE_NAMES[i]);
        names[count++] = paths[i];
    }
    bool fine = true;
    if (session->options->json)
        fine = fputs(session->json, stdout) >= 0;
    else if (!session->options->quiet)
        fine = results_summary(stdout, session->metrics, session->scenario, names, count);
    return fine && fflush(stdout) == 0 ? EXIT_FINE : EXIT_FILES;
}

static int simulate(struct session *session)
{
    struct model *model = session->model;
    if (session->options->replications != NONE)
        model->run.replications = (uint32_t)session->options->replications;
    if (session->options->seed != NONE)
        model->run.seed = (uint64_t)session->options->seed;
    choose_folder(session);
    int code = open_files(session);
    code = code ? code : replicate_all(session);
    code = code ? code : write_files(session);
    return code ? code : show(session);
}

int command_run(const struct options *options)
{
    struct session session = {.options = options};
    size_t warnings;
    int code = load(options, &session.scenario, &session.model, &warnings);
    if (code != EXIT_FINE)
        return code;
    interrupt_catch();
    code = simulate(&session);
    for (int i = 0; i < FILE_COUNT; i++)
        whole_file_abandon(&session.files[i]);
    free(session.json);
    metrics_free(session.metrics);
    model_free(session.model);
    scenario_free(session.scenario);
    return code;
}
