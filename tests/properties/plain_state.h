/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_PLAIN_STATE_H
#define CARTSIM_TESTS_PLAIN_STATE_H

#include "laws/stream.h"
#include "properties/plain.h"

/* What the files of the plain simulation share. A patient has a place at every step of the scenario, and
 * stands at those that are not AWAY. */
enum standing {
    AWAY,
    IN_NOTICE,    /* until due */
    UNFIT,        /* until no risk makes unfit */
    ASKING,       /* to be heard at this instant */
    QUEUEING,     /* for units */
    AWAITS_SLOT,  /* its appointment, at due */
    AWAITS_OPEN,  /* until kept slots are open to all, at due */
    RUNNING,      /* until its own time, steps and branch have ended */
    ROUTED,       /* while a branch of its one_of runs */
    AWAITS_VISIT, /* the next, at due */
};

struct place {
    enum standing standing;
    int64_t due, asked, earliest, planned;
    uint64_t turn;          /* of those who asked at one instant, whose request was heard first */
    uint32_t luck;          /* how often the patient has come here */
    uint32_t stay;          /* tells one coming from the next */
    int visits;             /* begun, of this coming */
    bool starting;          /* its branch and its steps have not both set out yet */
    bool own, body, branch; /* what must still end: its own time (at `due`), its steps, its branch */
    bool branch_ran,
        repeated; /* since the step around it began; when this coming began, which so is a repeat */
    bool branch_runs, again; /* beside the step or after it was left; passing over what was reached */
    bool reached, attended;  /* attended: the appointment has come */
    bool heard_now;          /* asked before the hearing began that is going on */
    int took[CLAIMS_MAX];    /* units of each need, to be given back */
};

struct danger {
    bool open, active, owed, planned;
    int64_t due, since;
    double left;
    uint32_t draws;
};

struct booking_made {
    int resource;
    int64_t day;
    int step;
    bool anchor, yet_to_come;
    struct person *who;
};

struct person {
    uint64_t referral; /* the how-manieth of all */
    int64_t referred;
    uint32_t number; /* in its class, from 0 */
    int class_index;
    const struct patient_class *class;
    bool gone;
    int unfit; /* how many active risks make unfit */
    uint16_t *values;
    int *kept; /* [resource] by holds */
    int *repeats;
    struct place *places;
    struct danger *dangers;
    struct person *next_gone;
};

struct plain {
    const struct model *model;
    struct plain_story *story;
    uint64_t key;
    int64_t now;
    struct person **people; /* inside, in the order of referral */
    struct person *gone;
    uint64_t referrals;
    size_t people_count, people_room;
    int *in_use; /* [resource] */
    int *broken;
    bool **is_broken;      /* [resource][unit] */
    int64_t **unit_due;    /* [resource][unit] when it breaks or is mended */
    uint32_t **unit_times; /* [resource][unit] how often it has broken */
    double *clocks;        /* [class] */
    int64_t *next_at, *sent;
    struct booking_made *bookings;
    size_t booking_count, booking_room;
    uint64_t turns;
    uint32_t steps_at_instant;
};

/* ---- plain.c */
void plain_tell(struct plain *plain, const struct person *who, enum plain_what what, int index);
double plain_luck(const struct plain *plain, const struct person *who, uint64_t purpose, uint32_t visit);
void *plain_room(size_t count, size_t size);

/* ---- plain_walk.c */
void plain_begin(struct plain *plain, struct person *who, int step);
void plain_come(struct plain *plain, struct person *who, int step); /* the next visit; no gate */
void plain_ask(struct plain *plain, struct person *who, int step);
void plain_fitness(struct plain *plain, struct person *who, int step);
void plain_start(struct plain *plain, struct person *who, int step);
void plain_try_end(struct plain *plain, struct person *who, int step);
void plain_next(struct plain *plain, struct person *who, int step);
void plain_branch_ends(struct plain *plain, struct person *who, int around);
void plain_leave(struct plain *plain, struct person *who, int outcome);
double plain_uniform(const struct plain *plain, const struct person *who, int step, enum aspect aspect);
bool plain_inside(const struct model *model, int step, int around);
void plain_forget(struct plain *plain, struct person *who, int around);

/* ---- plain_end.c */
void plain_end(struct plain *plain, struct person *who, int step);
void plain_follow(struct plain *plain, struct person *who, int step, const struct failure *failure,
                  bool refused);
void plain_routed(struct plain *plain, struct person *who, int step);
void plain_sets(struct plain *plain, struct person *who, const struct setting *sets, int count);

/* ---- plain_units.c */
bool plain_open(const struct plain *plain, int resource);
void plain_hear_units(struct plain *plain, struct person *who, int step);
bool plain_serve_one(struct plain *plain);
void plain_give_back(struct plain *plain, struct person *who, int step);
void plain_release(struct plain *plain, struct person *who, int resource);
bool plain_calendar(struct plain *plain);
int64_t plain_calendar_next(const struct plain *plain);
void plain_units_begin(struct plain *plain);

/* ---- plain_slots.c */
void plain_hear_booking(struct plain *plain, struct person *who, int step);
void plain_slot_comes(struct plain *plain, struct person *who, int step);
void plain_cancel(struct plain *plain, const struct person *who, int step);

/* ---- plain_risks.c */
void plain_marks(struct plain *plain, struct person *who, int step, enum moment moment);
void plain_open_window(struct plain *plain, struct person *who, int risk);
void plain_strike(struct plain *plain, struct person *who, int risk);
void plain_over(struct plain *plain, struct person *who, int risk);
double plain_hazard(const struct plain *plain, const struct person *who, int risk);
void plain_replan(struct plain *plain, struct person *who, int risk, double before);

#endif
