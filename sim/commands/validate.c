/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "commands/command.h"
#include "results/whole_file.h"
#include "validation/report.h"

enum { JSON_FILE, MARKDOWN_FILE, FILE_COUNT };
static const char *const FILE_NAMES[FILE_COUNT] = {"validation.json", "validation.md"};
static const uint64_t SEED = 1;

/* ---- which cases */

static bool any_case(const char *only)
{
    for (size_t g = 0; g < validation_group_count; g++)
        for (size_t i = 0; i < validation_groups[g]->count; i++)
            if (validation_has(only, validation_groups[g], &validation_groups[g]->cases[i]))
                return true;
    return false;
}

/* The case, or else the group, whose name is nearest. */
static const char *nearest_case(const char *only)
{
    static char found[200];
    for (size_t g = 0; g < validation_group_count; g++)
        for (size_t i = 0; i < validation_groups[g]->count; i++) {
            snprintf(found, sizeof found, "%s/%s", validation_groups[g]->name,
                     validation_groups[g]->cases[i].name);
            const char *name = found;
            if (nearest_name(only, &name, 1))
                return found;
        }
    for (size_t g = 0; g < validation_group_count; g++)
        if (nearest_name(only, &validation_groups[g]->name, 1))
            return validation_groups[g]->name;
    return NULL;
}

static int no_such_case(const char *only)
{
    const char *near = nearest_case(only);
    fprintf(stderr,
            "cartsim validate: --only: there is no case '%.100s'%s%s%s\nTry 'cartsim validate --list'.\n",
            only, near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
    return EXIT_WRONG;
}

/* ---- files */

/* A part of the cases, or a fast run, does not take the place of a whole run unless asked to. */
static const char *folder_of(const struct options *options)
{
    if (options->output)
        return options->output;
    return options->only || options->fast ? NULL : "results/validation";
}

static int files_trouble(const char *folder, int file, int error)
{
    fprintf(stderr, "cartsim validate: can't write %s/%s: %s. Nothing was changed there.\n", folder,
            FILE_NAMES[file], strerror(error));
    return EXIT_FILES;
}

static int open_files(const char *folder, struct whole_file *files)
{
    int error = folder ? folder_make(folder) : 0;
    for (int i = 0; folder && !error && i < FILE_COUNT; i++)
        error = whole_file_open(&files[i], folder, FILE_NAMES[i]);
    return error ? files_trouble(folder, JSON_FILE, error) : EXIT_FINE;
}

static int write_files(const char *folder, struct whole_file *files, const char *json,
                       const struct validation *validation)
{
    if (!folder)
        return EXIT_FINE;
    if (fputs(json, files[JSON_FILE].stream) < 0)
        return files_trouble(folder, JSON_FILE, errno);
    if (!report_markdown(files[MARKDOWN_FILE].stream, validation))
        return files_trouble(folder, MARKDOWN_FILE, errno);
    for (int i = 0; i < FILE_COUNT; i++) {
        int error = whole_file_finish(&files[i]);
        if (error)
            return files_trouble(folder, i, error);
    }
    for (int i = 0; i < FILE_COUNT; i++) {
        int error = whole_file_commit(&files[i]);
        if (error)
            return files_trouble(folder, i, error);
    }
    return EXIT_FINE;
}

/* ---- the run */

static void tell(void *context, const struct case_result *result)
{
    const struct options *options = context;
    if (options->quiet || options->json) {
        if (report_failed(result))
            report_case(stderr, result);
        return;
    }
    report_case(stdout, result);
    fflush(stdout);
}

static int not_run(void)
{
    if (atomic_load(&interrupted)) {
        fprintf(stderr, "cartsim validate: interrupted. Nothing was written.\n");
        return EXIT_INTERRUPTED;
    }
    fprintf(stderr, "cartsim validate: out of memory\n");
    return EXIT_RUN_FAILED;
}

static int finish(const struct options *options, const struct validation *validation,
                  struct whole_file *files)
{
    const char *folder = folder_of(options);
    char *json = report_json(validation);
    if (!json)
        return not_run();
    int code = write_files(folder, files, json, validation);
    if (options->json)
        fputs(json, stdout);
    else if (!options->quiet)
        report_end(stdout, validation);
    if (folder && code == EXIT_FINE && !options->json && !options->quiet)
        printf("Written %s/%s, %s/%s\n", folder, FILE_NAMES[JSON_FILE], folder, FILE_NAMES[MARKDOWN_FILE]);
    free(json);
    return code == EXIT_FINE && validation->failed_cases ? EXIT_NOT_VALID : code;
}

static int validate(const struct options *options, struct whole_file *files)
{
    struct validation validation;
    struct validation_job job = {.fast = options->fast,
                                 .only = options->only,
                                 .seed = options->seed == NONE ? SEED : (uint64_t)options->seed,
                                 .threads = options->threads,
                                 .stop = &interrupted,
                                 .tell = tell,
                                 .context = (void *)options};
    int code = open_files(folder_of(options), files);
    if (code != EXIT_FINE)
        return code;
    code = validation_run(&job, &validation) ? finish(options, &validation, files) : not_run();
    validation_release(&validation);
    return code;
}

int command_validate(const struct options *options)
{
    struct whole_file files[FILE_COUNT] = {{0}};
    if (options->list)
        return report_list(stdout) ? EXIT_FINE : EXIT_FILES;
    if (options->only && !any_case(options->only))
        return no_such_case(options->only);
    interrupt_catch();
    const char *folder = folder_of(options);
    size_t known = folder ? folder_known(folder) : 0;
    int code = validate(options, files);
    for (int i = 0; i < FILE_COUNT; i++)
        whole_file_abandon(&files[i]);
    if (folder && code != EXIT_FINE && code != EXIT_NOT_VALID)
        folder_remove_new(folder, known);
    return code;
}
