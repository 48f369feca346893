/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_ENGINE_OBSERVATION_H
#define CARTSIM_ENGINE_OBSERVATION_H

#include "engine/series.h"
#include "model/model.h"

/*
 * What one replication saw: additive counters, and series of single values where quantiles are wanted.
 * Counters are doubles that hold whole numbers (counts, seconds) or money; layouts are fixed by the model.
 *
 * "Observed" patients were referred within [warmup, warmup + horizon). Resources are observed over that
 * window.
 */

/* Where each counter stands in observation.counters. All are offsets of blocks, row-major. */
struct counter_layout {
    int referred;      /* [class] observed patients */
    int outcome;       /* [class][outcome] */
    int reached;       /* [step] observed patients who arrived there at least once */
    int lost;          /* [step][outcome] observed patients whose pathway ended there, not completed */
    int starts;        /* [step] starts by observed patients */
    int starts_window; /* [step] starts in the window by anyone (for costs) */
    int strikes;       /* [risk] of observed patients */
    int measured;      /* [measure][class] patients with that measure */
    int within;        /* [target of any measure][class] of those, how many are within its share_within */
    int ledger;        /* [measure][class][ledger key] seconds */
    int occupied;      /* [resource] unit-seconds in the window */
    int occupied_open; /* [resource] unit-seconds inside opening hours */
    int capacity_open; /* [resource] capacity in force (at least the units in use) x seconds inside opening
                          hours */
    int open;          /* [resource] capacity x seconds, closures heeded: what per_day_open costs */
    int busy;          /* [resource] seconds in which all units in force were in use (capacity > 0) */
    int busy_base;     /* [resource] seconds in which capacity in force was > 0 */
    int queue;         /* [resource] patient-seconds of waiting */
    int offered, used, lost_slots; /* [resource] slots in the window */
    int count;
};

/* Where each series stands in observation.series. Values are seconds. */
struct series_layout {
    int measure;  /* [measure][class] */
    int wait;     /* [step] of observed patients: start - arrive */
    int duration; /* [step] end - start */
    int asked;    /* [resource] from asking to getting, asked in the window */
    int lasts;    /* [risk] from the strike to the end of its own steps */
    int count;
};

/* One row of patients.csv. `times` and `attributes` follow in observation arrays of stride measure_count /
 * attribute_count. */
struct patient_row {
    int32_t class_index;
    uint32_t number;  /* within its class, from 1 */
    int64_t referred; /* seconds */
    int64_t exited;
    int32_t outcome;
};

enum happening {
    HAPPENING_REFERRAL,
    HAPPENING_ARRIVE,
    HAPPENING_START,
    HAPPENING_END, /* index: step (REFERRAL: 0) */
    HAPPENING_STRIKE,
    HAPPENING_OVER, /* index: risk */
    HAPPENING_ASK,
    HAPPENING_GET,
    HAPPENING_GIVE_BACK,
    HAPPENING_WITHDRAW, /* index: resource */
    HAPPENING_BOOK,
    HAPPENING_ATTEND,
    HAPPENING_MISS,
    HAPPENING_CANCEL, /* index: slot resource */
    HAPPENING_EXIT    /* index: outcome */
};

/* One row of events.csv. */
struct event_row {
    int64_t time;
    int32_t class_index;
    uint32_t number; /* of the patient within its class, from 1 */
    int32_t index;
    uint16_t happening;
    uint16_t units; /* of GET and GIVE_BACK */
};

/*
 * Patients in a trouble, and where they stand. In a circle each waits for what the next keeps, and the last
 * for what the first keeps.
 */
struct stuck {
    int class_index, step;
    uint32_t number; /* within its class, from 1 */
    int resource;    /* what it waits for; NONE: for nobody's units */
    int units;
    bool behind; /* the next does not keep what it waits for, but is before it in the queue and lacks units */
    int64_t since; /* when it came to wait */
};

enum { TANGLE_SHOWN = 4 };

struct tangle {
    int count;     /* patients in it; 0: there is none */
    int64_t since; /* seconds: when the last of them came to wait */
    struct stuck who[TANGLE_SHOWN];
};

struct observation {
    uint32_t replication;
    struct tangle tangle; /* the first circle that only a risk could open */
    uint64_t events;
    double *counters;
    struct series *series;
    double **levels;  /* [resource]: seconds with exactly k units occupied */
    int *level_count; /* [resource] */
    struct patient_row *patients;
    int64_t *patient_times; /* [patient_count * measure_count]; -1: not measured */
    uint16_t *patient_attributes;
    uint32_t patient_count, patient_room;
    struct event_row *rows;
    uint64_t row_count, row_room;
};

/* Lays out counters and series for a model. */
void layout_counters(const struct model *model, struct counter_layout *layout);
void layout_series(const struct model *model, struct series_layout *layout);

/* NULL when memory is exhausted. */
struct observation *observation_create(const struct model *model);
/* Empties it for another replication, keeping its memory. */
void observation_clear(const struct model *model, struct observation *observation);
/* Makes room for at least one more patient row; false: no memory. */
bool observation_more_patients(const struct model *model, struct observation *observation);
void observation_free(const struct model *model, struct observation *observation);

#endif
