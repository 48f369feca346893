/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_COMMANDS_COMMAND_H
#define CARTSIM_COMMANDS_COMMAND_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "model/compile.h"

/* Exit codes, the same for every command. */
enum exit_code {
    EXIT_FINE = 0,
    EXIT_RUN_FAILED = 1,
    EXIT_DIFFERENT = 1,
    EXIT_WRONG = 2,
    EXIT_NOT_VALID = 3,
    EXIT_MISSED = 3,    /* of a gate: a target */
    EXIT_UNDECIDED = 4, /* of a gate: no target is missed, not all are met for sure */
    EXIT_FILES = 5,
    EXIT_INTERRUPTED = 130,
    EXIT_SERVED = 200 /* of a rank that worked for rank 0; the program ends with 0 */
};

/* What one option was given, one text each time. */
struct texts_given {
    const char **texts; /* [count] */
    size_t count;
};

/* A share, or an amount of something. value 0: not given. */
struct amount {
    double value;
    bool is_share;
};

/* What the command line says; every command reads the same options, and takes those it knows. */
struct options {
    const char *scenario;
    const char *other;        /* the second, of a command that takes two */
    const char *output;       /* NULL: results/NAME, or standard output */
    const char *const *words; /* what explain is asked for */
    size_t word_count;
    const char **sets;
    size_t set_count;
    int64_t replications; /* NONE: as the scenario says */
    int64_t seed;         /* NONE: as the scenario says */
    int64_t replication;  /* which to trace, from 1; NONE: the first */
    const char *patient;  /* whom to trace, or NULL */
    const char *extend;   /* results to add replications to, or NULL */
    const char *method;   /* of sensitivity, or NULL */
    int64_t draws;        /* of sensitivity; NONE: as many as usual */
    const char *only;     /* which cases to validate, or NULL */
    const char *minimise; /* what a plan is to make least, or NULL */
    struct amount confidence, tolerance, indifference;
    int64_t most;          /* replications at most; NONE: as the command has it */
    const char *checklist; /* which one describe fills in, or NULL */
    struct texts_given varies, measures, precisions, ranges;
    unsigned threads;
    bool patients, events, json, defaults, quiet, help, fast, list, gate, keep;
};

/* For a command that takes other words than scenarios, as many as there are. */
enum { ANY_WORDS = -1 };

struct command {
    const char *name;
    const char *usage; /* what follows "cartsim NAME" */
    const char *summary;
    const char *details; /* its options, a line each */
    const char *letters; /* the options it knows, see options.c */
    int scenarios;       /* how many it takes, or ANY_WORDS */
    int (*run)(const struct options *options);
    bool by_ranks; /* all machines work for it; what else is asked, rank 0 does alone */
};

extern const struct command commands[];
extern const size_t command_count;

int command_run(const struct options *options);
int command_compare(const struct options *options);
int command_sweep(const struct options *options);
int command_plan(const struct options *options);
int command_bottleneck(const struct options *options);
int command_warmup(const struct options *options);
int command_sensitivity(const struct options *options);
int command_check(const struct options *options);
int command_describe(const struct options *options);
int command_diff(const struct options *options);
int command_draw(const struct options *options);
int command_show(const struct options *options);
int command_trace(const struct options *options);
int command_schema(const struct options *options);
int command_explain(const struct options *options);
int command_verify(const struct options *options);
int command_validate(const struct options *options);

/* 0, or EXIT_WRONG after a message on standard error. options_free in any case. */
int options_read(const struct command *command, int count, char **words, struct options *options);
void options_free(struct options *options);

/* Reads and compiles, prints every fault to standard error. 0 and all set, or an exit code and no scenario.
 */
int load(const struct options *options, struct scenario **scenario, struct model **model, size_t *warnings);

/* The same of another file with other sets; warnings are told or kept quiet. */
int load_file(const char *path, const char *const *sets, size_t set_count, bool warn,
              struct scenario **scenario, struct model **model);

/* The same of what an earlier run carries, whose results are `file`; warnings have been told then. */
struct past_run;
int load_past(const char *file, struct past_run *past, struct scenario **scenario, struct model **model);

/* Becomes true when the user asks to stop (Ctrl-C, or TERM). */
extern atomic_bool interrupted;
void interrupt_catch(void);

/* A bar with the time left on standard error, when that is a terminal and quiet is false. */
struct progress {
    bool shown;
    uint32_t all;
    double began, drawn;
};
void progress_begin(struct progress *progress, uint32_t all, bool quiet);
void progress_update(struct progress *progress, uint32_t done);
void progress_end(struct progress *progress);

#endif
