/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_ENGINE_STORY_H
#define CARTSIM_ENGINE_STORY_H

#include "engine/observation.h"

/*
 * The story of one patient: all that events.csv has of it, and besides what only who follows a single patient
 * wants to know. It listens to the same report and changes nothing of the run.
 */

/* What is told beyond the happenings. `step` is where it happens; what else a row says stands behind. */
enum tale {
    TALE_HAS = HAPPENING_EXIT + 1, /* index: attribute, detail: its value at the referral */
    TALE_NOT_FOR,                  /* passed over; index: attribute that keeps it out, detail: its value */
    TALE_BY_CHANCE,                /* passed over by its chance */
    TALE_NOT_AGAIN,                /* passed over in a branch that is repeated */
    TALE_NOTICE,                   /* detail: not before */
    TALE_UNFIT,                    /* index: risk for which the step must wait */
    TALE_QUEUED,                   /* index: resource, units: patients ahead, detail: 1 when it is closed */
    TALE_BOOKED,                   /* index: resource, detail: when */
    TALE_CANCELLED,                /* index: resource, detail: when it would have been */
    TALE_HELD_BACK,                /* detail: when slots held back are released */
    TALE_REFUSED,                  /* units: 1 when the queue is full, 0 when there is no appointment */
    TALE_GOES_ON,                  /* the branch beside the step still runs from an earlier time */
    TALE_JOINS,                    /* index: risk that must be over first, or NONE */
    TALE_FAILS,
    TALE_CONTINUES,
    TALE_REPEATS,  /* index: step, units: the how-manieth time, detail: of at most, or NONE */
    TALE_NO_MORE,  /* index: step, detail: repeats allowed */
    TALE_MOOT,     /* the pathway was sent back already */
    TALE_SET,      /* index: attribute, detail: new value */
    TALE_BRANCH,   /* index: first step or NONE, units: which, from 1 */
    TALE_VISIT,    /* units: number of the next visit, from 1; detail: when it is due */
    TALE_UNDERWAY, /* the replication is over, the patient is not */
    TALE_MEASURED, /* index: measure, detail: seconds */
    TALE_MADE_OF,  /* index: ledger key, units: measure, detail: seconds; of one key there may be several */
    TALE_END
};

struct told {
    int64_t time, detail;
    int32_t what; /* enum happening or enum tale */
    int32_t step; /* of tales; NONE: of no step */
    int32_t index, units;
};

struct story {
    int class_index; /* whom to follow */
    uint32_t number; /* in the class, from 1 */
    /* what came of it */
    uint64_t referred;    /* so many of the class were referred in all */
    bool found, observed; /* whether it was referred at all, and within the window */
    struct told *list;
    size_t count, room;
};

void story_free(struct story *story);

#endif
