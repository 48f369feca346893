/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STUDY_SELECTION_H
#define CARTSIM_STUDY_SELECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "statistics/metrics.h"

/*
 * Which candidate is the cheapest of those that meet every target: a fully sequential procedure with an
 * indifference zone, that of Andradottir & Kim (2010, Naval Research Logistics 57:403) with the feasibility
 * check F_B of Batur & Kim (2010, ACM TOMACS 20(3):13) for several targets and KN (Kim & Nelson 2001, ACM
 * TOMACS 11:251) for the cost. It knows numbers only: observations go in, decisions come out.
 *
 * An observation of a candidate is, of each target, a slack, whose mean is above 0 where the target is met,
 * and the cost. Every decision is one walk: sums of r observations, which say "above" or "below" once they
 * leave a triangle that closes,
 *
 *     |sum| >= max(0, h2 S2 / (2 zone) - zone r / 2),   h2 = 2 eta (n0 - 1),
 *     eta = ((2 error)^(-2 / (n0 - 1)) - 1) / 2,
 *
 * S2 being the variance of the first n0 observations, and from the n0-th on. A walk whose mean is `zone` or
 * more from 0 goes the wrong way with a probability of `error` at most, if observations of one candidate are
 * independent and normal. Candidates may depend on each other (common random numbers): errors are added up.
 *
 *     slack of target t of candidate i           error = share of 1 - confidence / (candidates targets
 * levels) cost of i less that of l, in pairs         error = share of 1 - confidence / (candidates - 1)
 *
 * A triangle for a narrow zone is long: what is far off would walk for long, too. So beside the zone's own
 * walk go others of zones that are wider by LEVEL_WIDER each, moved so that they begin where the zone begins
 * (indifference-zone relaxation, arXiv:2509.04514): one that reaches up from `zone` below 0 and can say
 * "above" only, one that reaches down from `zone` above 0 and can say "below" only. The first to say so
 * decides.
 *
 * Where costs are certain all of 1 - confidence goes to the targets, else half. A candidate that fails one
 * target is out at once; so is one that is dearer than another that meets all.
 *
 * With that confidence at least, what is chosen fails no target by `zone` or more, and none that clears all
 * targets by `zone` or more is cheaper; and where there is such a one, something is chosen. Of costs that are
 * not certain the second holds if the cheapest such candidate costs less than the others by the indifference
 * or more; of those that are closer any may be chosen.
 */
enum { SELECTION_FIRST = 20 }; /* n0 */

struct walk {
    double sum, mean, squares, zone; /* zone: of the first n0 a sum, then their mean */
    uint32_t seen;
    signed char side; /* 1 above, -1 below, 0 not decided */
};

enum { SELECTION_LEVELS = 3, LEVEL_WIDER = 5, SELECTION_WALKS = 2 * SELECTION_LEVELS - 1 };

/* The walks of one target: the zone's own, then those of wider zones, up and down by turns. */
struct selection_test {
    struct walk walks[SELECTION_WALKS];
    signed char side;
};

struct selection_slack {
    double slack, zone; /* the zone of the walk is the mean of those of the first observations */
};

struct selection_candidate {
    struct selection_test *targets; /* [targets] */
    double *costs;                  /* [seen] */
    size_t seen, room;
    enum verdict verdict; /* MET: all targets; MISSED: one of them */
    size_t failed_first;  /* the target that said MISSED first */
    bool empty;           /* a target has nothing to go by */
    bool dearer;          /* than one that meets all */
};

struct selection {
    size_t candidates, targets;
    double h2_targets, h2_costs;
    double indifference;            /* of costs; set it before the first selection_decide */
    struct selection_candidate *of; /* [candidates] */
    struct walk *pairs;             /* of i < l at l (l - 1) / 2 + i: cost of l less that of i */
};

double selection_eta(double error, unsigned first);
void walk_add(struct walk *walk, double value, double zone, double h2);
void selection_test_add(struct selection_test *test, struct selection_slack slack, double h2);

/* false: no memory. selection_close in any case. */
bool selection_open(struct selection *selection, size_t candidates, size_t targets, double confidence,
                    bool certain_costs);
void selection_close(struct selection *selection);

/* The candidate's next observation. false: no memory. */
bool selection_add(struct selection *selection, size_t candidate, const struct selection_slack *slacks,
                   double cost);
/* Draws the conclusions from all that was added; candidates that selection_wants have been given as many. */
void selection_decide(struct selection *selection);
/* Whether more observations of it would decide anything. */
bool selection_wants(const struct selection *selection, size_t candidate);
/* Of their costs: above where the one that comes later costs more. */
struct walk *selection_pair(const struct selection *selection, size_t i, size_t l);
/* Meets all targets, and nothing that does is cheaper as far as is known. */
bool selection_leads(const struct selection *selection, size_t candidate);

#endif
