/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "commands/command.h"
#include "scenario/difference.h"

/* "path: 4 -> 5", "path: added: 5", "path: moved: first -> after x" */
static void print_difference(const struct difference *one)
{
    static const char *const words[] = {[DIFFERENCE_CHANGED] = "",
                                        [DIFFERENCE_ADDED] = "added",
                                        [DIFFERENCE_REMOVED] = "removed",
                                        [DIFFERENCE_MOVED] = "moved"};
    printf("  %s: %s", one->path, words[one->kind]);
    if (one->place)
        printf(" %s", one->place);
    if (one->kind != DIFFERENCE_CHANGED)
        fputs(": ", stdout);
    fputs(one->from ? one->from : "", stdout);
    if (one->from && one->to)
        fputs(" -> ", stdout);
    printf("%s\n", one->to ? one->to : "");
}

static void print_part(const struct differences *found, bool said, const char *title)
{
    size_t count = said ? found->count - found->in_meaning : found->in_meaning;
    if (count == 0)
        return;
    printf("%s\n", title);
    for (size_t i = 0; i < found->count; i++)
        if (found->list[i].said == said)
            print_difference(&found->list[i]);
}

static int compare(const struct scenario *a, const struct scenario *b, bool quiet)
{
    struct arena arena;
    struct differences found;
    arena_init(&arena, 0);
    bool whole = differences_between(&arena, a->root, b->root, &found);
    int code = whole && found.in_meaning ? EXIT_DIFFERENT : EXIT_FINE;
    if (!whole) {
        fprintf(stderr, "cartsim diff: out of memory\n");
        code = EXIT_WRONG;
    } else if (!quiet) {
        if (!found.in_meaning)
            printf("No difference in meaning.\n");
        print_part(&found, false, "In meaning");
        if (found.in_meaning && found.in_meaning < found.count)
            putchar('\n');
        print_part(&found, true, "In what is said of it");
    }
    arena_release(&arena);
    return code;
}

/* One of the two, checked as for a run. */
static int load_one(const struct options *options, struct scenario **scenario)
{
    struct model *model;
    size_t warnings;
    int code = load(options, scenario, &model, &warnings);
    model_free(model);
    return code;
}

/* The sets change the second: so one file can be compared with itself. */
int command_diff(const struct options *options)
{
    struct options first = *options, second = *options;
    struct scenario *a = NULL, *b = NULL;
    first.set_count = 0;
    second.scenario = options->other;
    int code = load_one(&first, &a);
    code = code ? code : load_one(&second, &b);
    code = code ? code : compare(a, b, options->quiet);
    scenario_free(b);
    scenario_free(a);
    return code;
}
