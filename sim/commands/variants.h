/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_COMMANDS_VARIANTS_H
#define CARTSIM_COMMANDS_VARIANTS_H

#include "commands/command.h"
#include "study/journal.h"
#include "study/study.h"
#include "study/vary.h"

/*
 * The scenarios of a question, read and compiled, ready to be run together. What is wrong with any of them is
 * printed as `load` prints it; warnings only of the first. Functions that return an int return 0 or an exit
 * code, and have then said why.
 */
struct variants {
    const char *command; /* whose messages these are */
    const struct options *options;
    struct study study;          /* its variants are these, once variants_open was called */
    struct scenario **scenarios; /* [count] */
    struct model **models;
    char **labels;
    size_t count, room;
    struct progress progress;
    struct journal journal;
    char *journal_path; /* NULL: nothing is kept */
};

void variants_begin(struct variants *variants, const char *command, const struct options *options);
void variants_free(struct variants *variants);
int variants_out_of_memory(const struct variants *variants); /* says so; the exit code */

/* Adds the file `path` with the command line's --set and these besides. The label is copied. */
int variants_add(struct variants *variants, const char *path, const char *const *sets, size_t set_count,
                 const char *label);

/* Reads what `option` of the command line was given, as many as given->count; release them with vary_release.
 */
int variants_read_varies(const struct variants *variants, const char *option, const struct texts_given *given,
                         struct vary *varies);
/* Adds the file at one value; the label is "PATH=VALUE". */
int variants_add_value(struct variants *variants, const char *path, const struct vary *vary, size_t value);
/* Adds every combination of the values, the last key running fastest; labels are "PATH=VALUE PATH=VALUE".
 * At most GRID_MAX. */
enum { GRID_MAX = 10000 };
int variants_add_grid(struct variants *variants, const char *path, const struct vary *varies, size_t count);

/* Makes the study of them: the seed and the replications are those of the first scenario, or the command
 * line's -s and -n, and hold for all. */
int variants_open(struct variants *variants);
/* Then: only what these figures are made of is kept of each. For studies of hundreds of scenarios. */
int variants_keep_only(struct variants *variants, const char *const *figures, size_t count);

/* Keeps what comes in `folder`/study.journal, and goes on from what an interrupted run of the same question
 * kept there. */
int variants_keep(struct variants *variants, const char *folder);
/* The answer is written: nothing needs to be kept any more. */
void variants_forget(struct variants *variants);

/* As many replications of all as the first scenario says or -n; or with goals until all are reached, `look`
 * holding what there is against them. figures_look is one: of each goal the widest interval of all scenarios.
 */
struct precision;
int variants_advance_asked(struct variants *variants, struct precision *precision,
                           bool (*look)(void *context, struct precision *precision), void *context);
bool figures_look(void *variants, struct precision *precision);

/* Brings all, or each, to so many replications, with progress; trouble is told. */
int variants_advance_all(struct variants *variants, uint32_t wanted);
int variants_advance(struct variants *variants, const uint32_t *wanted);

#endif
