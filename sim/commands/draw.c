/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "commands/command.h"
#include "results/draw.h"
#include "results/whole_file.h"

static int trouble(const char *file, const char *why)
{
    fprintf(stderr, "cartsim draw: can't write %s: %s. Nothing was changed there.\n", file, why);
    return EXIT_FILES;
}

static int no_memory(void)
{
    fprintf(stderr, "cartsim draw: out of memory. Nothing was written.\n");
    return EXIT_RUN_FAILED;
}

/* The file appears whole or not at all. */
static int draw_file(const struct scenario *scenario, const char *path)
{
    struct whole_file file;
    int error = whole_file_open_path(&file, path);
    if (error)
        return trouble(path, strerror(error));
    enum draw_result result = results_draw(file.stream, scenario);
    error = result == DRAW_NOT_WRITTEN ? errno : 0;
    if (result == DRAW_FINE && (error = whole_file_finish(&file)) == 0)
        error = whole_file_commit(&file);
    whole_file_abandon(&file);
    if (result == DRAW_NO_MEMORY)
        return no_memory();
    return error ? trouble(path, strerror(error)) : EXIT_FINE;
}

/* A full disk behind standard output is found out at the end of every command. */
static int draw_out(const struct scenario *scenario)
{
    return results_draw(stdout, scenario) == DRAW_NO_MEMORY ? no_memory() : EXIT_FINE;
}

int command_draw(const struct options *options)
{
    struct scenario *scenario;
    struct model *model;
    size_t warnings;
    int code = load(options, &scenario, &model, &warnings);
    if (code != EXIT_FINE)
        return code;
    code = options->output ? draw_file(scenario, options->output) : draw_out(scenario);
    model_free(model);
    scenario_free(scenario);
    return code;
}
