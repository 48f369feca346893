/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STATISTICS_PRECISION_H
#define CARTSIM_STATISTICS_PRECISION_H

#include "statistics/response.h"

/*
 * Replications until the intervals are as narrow as somebody asked: the sequential rule of Chow & Robbins
 * (1965, Ann Math Stat 36:457), which is to go on until the interval's half-width, from what was seen so
 * far, is at most the one that is asked. Who looks after few replications, or often, stops too early where
 * these happen to vary little, and the interval then holds the truth too seldom (Singham & Schruben 2012,
 * INFORMS J Comput 24:624). So the first look comes after PRECISION_FIRST replications, and later ones each
 * at a tenth more at least, where the last look foretells that they are enough, and at twice as many at
 * most.
 */
enum { PRECISION_FIRST = 30, PRECISION_MOST = 10000 };

struct precision_goal {
    char *figure; /* its name; its owner's */
    struct response response;
    double asked; /* half of the interval's length, in the figure's unit: days, 0 to 1, ... */
    /* of the last look: */
    double half; /* when known */
    bool known, reached;
    bool more_known;
    double more; /* about how many more replications are lacking; when not reached, and known */
};

struct precision {
    struct precision_goal *goals; /* [count] */
    size_t count;
    uint32_t most; /* replications, reached or not */
    bool reached;  /* all of them, at the last look */
};

/* How many replications there are to be at the next look after the one at `done` (0: none was). */
uint32_t precision_next(const struct precision *precision, uint32_t done);
/* A look at other figures than a pool's own, and at several for one goal: the widest counts. */
void precision_begin_look(struct precision *precision);
void precision_see(struct precision_goal *goal, struct figure figure);
void precision_end_look(struct precision *precision, double replications);
/* Holds what the pool has against the goals. false: no memory. */
bool precision_look(struct precision *precision, const struct pool *pool);
/* About how many more are lacking in all; false: nobody can tell. */
bool precision_more(const struct precision *precision, double *more);

#endif
