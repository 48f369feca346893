/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "commands/command.h"
#include "results/describe.h"
#include "results/whole_file.h"
#include "study/replicate.h"

/* cartsim describe: the scenario in words, or the STRESS-DES checklist. */
static int complain(const char *text)
{
    fprintf(stderr, "cartsim describe: %s\n", text);
    return EXIT_WRONG;
}

/* ---- the machine */

#ifdef __clang__
static const char COMPILER[] = __VERSION__;
#else
static const char COMPILER[] = "gcc " __VERSION__;
#endif

static bool take(void *context, const struct observation *seen)
{
    (void)context;
    (void)seen;
    return true;
}

/* Processor time of the first replication; below 0: it can't be run. */
static double time_replication(const struct model *model)
{
    struct replicate_job job = {.model = model,
                                .seed = model->run.seed,
                                .count = 1,
                                .threads = 1,
                                .stop = &interrupted,
                                .take = take};
    clock_t began = clock();
    struct replicate_outcome outcome = replicate(&job);
    return outcome.result == SIMULATION_DONE ? (double)(clock() - began) / CLOCKS_PER_SEC : -1;
}

static void name_system(char *text, size_t size)
{
    struct utsname name;
    if (uname(&name) == 0)
        snprintf(text, size, "%s %s, %s", name.sysname, name.release, name.machine);
    else
        snprintf(text, size, "not named");
}

/* ---- writing */

static bool put(FILE *to, const struct options *options, const struct description *description, bool *memory)
{
    if (!options->json)
        return options->checklist ? description_checklist(to, description)
                                  : description_text(to, description);
    char *json = description_json(description);
    *memory = json != NULL;
    bool fine = json && fputs(json, to) >= 0;
    free(json);
    return fine;
}

static int put_file(const struct options *options, const struct description *description)
{
    struct whole_file file;
    bool memory = true;
    int error = whole_file_open_path(&file, options->output);
    if (error == 0) {
        error = put(file.stream, options, description, &memory) ? 0 : memory ? errno : ENOMEM;
        error = error ? error : whole_file_finish(&file);
        error = error ? error : whole_file_commit(&file);
        whole_file_abandon(&file);
    }
    if (!error)
        return EXIT_FINE;
    fprintf(stderr, "cartsim describe: can't write %s: %s\n", options->output, strerror(error));
    return EXIT_FILES;
}

static int describe(const struct options *options, const struct scenario *scenario, const struct model *model)
{
    char system[600];
    struct description description;
    struct host host = {.system = system,
                        .compiler = COMPILER,
                        .processors = sysconf(_SC_NPROCESSORS_ONLN),
                        .replication_seconds =
                            options->checklist || options->json ? time_replication(model) : -1};
    bool memory = true;
    name_system(system, sizeof system);
    int code = EXIT_FINE;
    if (!description_make(&description, scenario, model, &host))
        memory = false;
    else if (options->output)
        code = put_file(options, &description);
    else
        put(stdout, options, &description, &memory);
    description_free(&description);
    if (memory)
        return code;
    fprintf(stderr, "cartsim describe: out of memory\n");
    return EXIT_RUN_FAILED;
}

int command_describe(const struct options *options)
{
    struct scenario *scenario;
    struct model *model;
    size_t warnings;
    if (options->checklist && strcmp(options->checklist, "stress") != 0)
        return complain("--checklist: there is one so far: stress");
    int code = load(options, &scenario, &model, &warnings);
    if (code != EXIT_FINE)
        return code;
    code = describe(options, scenario, model);
    model_free(model);
    scenario_free(scenario);
    return code;
}
