/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STUDY_RANKS_H
#define CARTSIM_STUDY_RANKS_H

#include "study/study.h"

/*
 * One program on several machines (MPI). Each rank reads the same scenarios; rank 0 asks the question, the
 * others run replications for it and send what they saw. Replications are handed out a few at a time, as
 * ranks come free, and taken in the order of their numbers, so that figures are those of one machine, to the
 * byte. Rank 0 runs replications too while it has nothing to take in.
 *
 * Built without MPI (ranks_none.c) there is one rank.
 */
void ranks_begin(int *count, char ***words); /* before anything else in main */
void ranks_end(void);                        /* when all is done; ranks that still serve are told to go */

int ranks_count(void); /* 1: alone */
int ranks_own(void);   /* from 0 */

/* Of a rank other than 0: runs what rank 0 asks for, until there is no more. */
void ranks_serve(const struct study *study);

/* Of rank 0: the others work for this study. Nothing changes when there are none. */
void ranks_employ(struct study *study);

#endif
