/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_ENGINE_FEATURES_H
#define CARTSIM_ENGINE_FEATURES_H

#include "model/model.h"

/*
 * What a step has, as bits of one number, so that what it has not costs a walk no more than a look at them:
 * most steps have little. Which says nothing of how much, or whether it matters to this patient: that is
 * looked up where the bit is set.
 */
enum feature {
    HAS_GATE = 1 << 0, /* when, chance, or a branch that is not walked again */
    HAS_NOTICE = 1 << 1,
    HAS_FIT = 1 << 2,
    HAS_BOOKS = 1 << 3,
    HAS_CLAIMS = 1 << 4, /* needs or holds */
    HAS_RELEASES = 1 << 5,
    HAS_INSIDE = 1 << 6, /* steps or a branch */
    HAS_TAKES = 1 << 7,
    HAS_JOIN = 1 << 8, /* something else may have to end first: steps, a branch, risks */
    HAS_NEEDS = 1 << 9,
    HAS_FAILS = 1 << 10,
    HAS_SETS = 1 << 11,
    HAS_ROUTES = 1 << 12,
    HAS_VISITS = 1 << 13,
    HAS_LEAVE = 1 << 14,
    HAS_PROGRESS = 1 << 15, /* a place in patient.progress */
    HAS_MARKS = 1 << 16,    /* at its arrival; the next two bits: at its start, at its end */
    HAS_ALL_MARKS = 7 << 16,

    /* Of which a plain step has none: before it asks, and after its end. */
    HAS_BEFORE = HAS_GATE | HAS_NOTICE | HAS_FIT | HAS_BOOKS | HAS_PROGRESS,
    HAS_AFTER = HAS_FAILS | HAS_SETS | HAS_ROUTES | HAS_VISITS | HAS_LEAVE
};

unsigned features_of(const struct step *step);

#endif
