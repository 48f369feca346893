/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_COMMANDS_ANSWER_H
#define CARTSIM_COMMANDS_ANSWER_H

#include "commands/command.h"
#include "results/whole_file.h"

/* results/NAME beside where the user stands, NAME being the scenario's file without its ending and what sets
 * the command apart ("", "-compare"); or what -o says. */
enum { FOLDER_SIZE = 4096 };
void choose_folder(const struct options *options, const char *scenario, const char *apart,
                   char folder[FOLDER_SIZE]);

/*
 * The files of an answer: opened before the work begins, so that a folder that can't be written is found out
 * at once; all of them whole and on disk before the first takes its place. Functions that return an int
 * return 0 or an exit code, and have then said why.
 */
enum { ANSWER_FILES_MAX = 4 };
struct answer {
    const char *command;
    char folder[FOLDER_SIZE];
    size_t known; /* of the folder's name, what was there before */
    bool written;
    const char *const *names; /* [count] */
    int count;
    struct whole_file files[ANSWER_FILES_MAX]; /* write into files[i].stream */
};

int answer_open(struct answer *answer, const char *command, const char *const *names, int count);
/* What went wrong with a file while it was written, from errno. */
int answer_trouble(const struct answer *answer, int file, int error);
int answer_put(struct answer *answer, int file, const char *text);
int answer_commit(struct answer *answer);
/* Prints where the files are: before the answer, whose last lines are what was asked for. */
void answer_tell(const struct answer *answer);
/* Removes what was not committed; harmless on a zeroed one. */
void answer_close(struct answer *answer);

#endif
