/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands/precise.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/codes.h"
#include "commands/figures.h"
#include "scenario/quantity.h"

static int complain(const char *command, const char *text, const char *why)
{
    fprintf(stderr, "cartsim %s: error E%03d: --precision: '%.200s': %s.\n", command, FORMAT_PRECISION, text,
            why);
    return EXIT_WRONG;
}

static enum quantity read_width(enum response_unit unit, const char *text, double *width)
{
    enum quantity result;
    switch (unit) {
    case UNIT_DAYS:
        result = quantity_duration(text, width);
        *width /= QUANTITY_DAY;
        return result;
    case UNIT_SHARE: return quantity_probability(text, width);
    default: return quantity_number(text, width);
    }
}

static int read_goal(const char *command, struct precision *precision, const char *text, struct model *model)
{
    struct precision_goal *goal = &precision->goals[precision->count];
    const char *sign = strrchr(text, '=');
    size_t place;
    if (!sign || sign == text || !sign[1])
        return complain(command, text, "expected FIGURE=WIDTH, e.g. vein_to_vein.p50=0.5d");
    char *name = strndup(text, (size_t)(sign - text));
    if (!name)
        return complain(command, text, "out of memory");
    *goal = (struct precision_goal){.figure = name};
    precision->count++;
    if (!response_find(model, name, &goal->response, &place))
        return figure_unknown(command, "--precision", &model, 1, name);
    for (size_t i = 0; i + 1 < precision->count; i++)
        if (strcmp(precision->goals[i].figure, name) == 0)
            return complain(command, text, "this figure was given before");
    if (read_width(goal->response.unit, sign + 1, &goal->asked) == QUANTITY_OK && goal->asked > 0)
        return EXIT_FINE;
    return complain(command, text,
                    goal->response.unit == UNIT_DAYS
                        ? "expected half a width above 0, with its unit: 0.5d, 12h"
                    : goal->response.unit == UNIT_SHARE ? "expected half a width above 0: 2% or 0.02"
                                                        : "expected half a width above 0: a number");
}

/* How many replications there are is said by one of the two. */
static int check_options(const char *command, const struct options *options)
{
    const bool asked = options->precisions.count > 0;
    if (asked ? options->replications == NONE : options->most == NONE)
        return EXIT_FINE;
    fprintf(stderr, "cartsim %s: %s.\n", command,
            asked ? "--precision finds out how many replications there are; instead of -n say --max-reps"
                  : "--max-reps needs a --precision; how many replications there are says -n");
    return EXIT_WRONG;
}

int precise_read(const char *command, struct precision *precision, const struct options *options,
                 struct model *model)
{
    const struct texts_given *given = &options->precisions;
    int code = check_options(command, options);
    *precision = (struct precision){.most = options->most == NONE ? PRECISION_MOST : (uint32_t)options->most};
    if (code != EXIT_FINE || !given->count)
        return code;
    precision->goals = calloc(given->count, sizeof *precision->goals);
    if (!precision->goals)
        return complain(command, given->texts[0], "out of memory");
    for (size_t i = 0; i < given->count && code == EXIT_FINE; i++)
        code = read_goal(command, precision, given->texts[i], model);
    return code;
}

bool precise_again(struct precision *precision, const struct past_run *past, const struct model *model)
{
    bool fine = true;
    size_t place;
    *precision = (struct precision){.most = past->most};
    precision->goals = calloc(past->precision_count, sizeof *precision->goals);
    for (size_t i = 0; precision->goals && fine && i < past->precision_count; i++) {
        struct precision_goal *goal = &precision->goals[precision->count++];
        goal->figure = strdup(past->precision[i].figure);
        goal->asked = past->precision[i].asked;
        fine = goal->figure && response_find(model, goal->figure, &goal->response, &place);
    }
    return precision->goals && fine;
}

void precise_release(struct precision *precision)
{
    for (size_t i = 0; i < precision->count; i++)
        free(precision->goals[i].figure);
    free(precision->goals);
    *precision = (struct precision){.count = 0};
}
