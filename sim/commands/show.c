/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands/command.h"
#include "results/whole_file.h"
#include "scenario/show.h"
#include "scenario/yaml_source.h"

static int trouble(const char *file, int error)
{
    fprintf(stderr, "cartsim show: can't write %s: %s. Nothing was changed there.\n", file, strerror(error));
    return EXIT_FILES;
}

/* "../" for each folder that `folder` lies below `top`, and the way down from there to `here`; both are real,
 * absolute paths. */
static char *way_between(const char *folder, const char *here)
{
    size_t shared = 0, ups = 0, at = 0;
    for (; folder[at] && folder[at] == here[at]; at++)
        if (folder[at] == '/')
            shared = at + 1;
    bool inside = (!folder[at] || folder[at] == '/') && (!here[at] || here[at] == '/');
    if (inside)
        shared = at + (folder[at] == '/' || here[at] == '/');
    const char *above = strlen(folder) > shared ? folder + shared : "";
    const char *down = strlen(here) > shared ? here + shared : "";
    for (const char *c = above; *c; c++)
        ups += c == above || *c == '/';
    char *way = malloc(3 * ups + strlen(down) + 2);
    if (!way)
        return NULL;
    for (size_t i = 0; i < ups; i++)
        memcpy(way + 3 * i, "../", 3);
    snprintf(way + 3 * ups, strlen(down) + 2, *down ? "%s/" : "%s", down);
    return way;
}

/* The way from a folder to where the program stands; NULL and errno when there is none. */
static char *way_from(const char *folder)
{
    char *from = realpath(folder, NULL), *here = from ? realpath(".", NULL) : NULL;
    char *way = here ? way_between(from, here) : NULL;
    free(from);
    free(here);
    return way;
}

static int write_stream(const struct scenario *scenario, const struct options *options, const char *here,
                        FILE *to)
{
    const struct show_options wanted = {.here = here, .defaults = options->defaults};
    size_t bytes = show_scenario(scenario, &wanted, to);
    if (bytes > YAML_BYTES_MAX)
        fprintf(stderr, "cartsim show: what it writes is longer than 1 MiB: no scenario to be read again.\n");
    if (bytes)
        return EXIT_FINE;
    fprintf(stderr, "cartsim show: out of memory\n");
    return EXIT_RUN_FAILED;
}

static int write_whole(const struct scenario *scenario, const struct options *options, const char *here,
                       const char *folder, const char *name)
{
    struct whole_file file;
    int error = whole_file_open(&file, folder, name);
    if (error)
        return trouble(options->output, error);
    int code = write_stream(scenario, options, here, file.stream);
    error = code ? 0 : whole_file_finish(&file);
    if (!code && !error)
        error = whole_file_commit(&file);
    whole_file_abandon(&file);
    return error ? trouble(options->output, error) : code;
}

static int write_file(const struct scenario *scenario, const struct options *options)
{
    const char *slash = strrchr(options->output, '/');
    const char *name = slash ? slash + 1 : options->output;
    char *folder = slash ? strndup(options->output, (size_t)(slash - options->output + 1)) : strdup(".");
    char *here = folder ? way_from(folder) : NULL;
    int code = !*name ? trouble(options->output, EISDIR)
               : here ? write_whole(scenario, options, here, folder, name)
                      : trouble(options->output, errno);
    free(here);
    free(folder);
    return code;
}

int command_show(const struct options *options)
{
    struct scenario *scenario;
    struct model *model;
    size_t warnings;
    int code = load(options, &scenario, &model, &warnings);
    if (code != EXIT_FINE)
        return code;
    model_free(model);
    code = options->output ? write_file(scenario, options) : write_stream(scenario, options, "", stdout);
    scenario_free(scenario);
    return code;
}
