/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_ENGINE_STATE_H
#define CARTSIM_ENGINE_STATE_H

#include <string.h>

#include "engine/features.h"
#include "engine/heap.h"
#include "engine/simulate.h"
#include "engine/story.h"
#include "laws/stream.h"

/*
 * The state of one replication. Private to sim/engine.
 *
 * A patient is walked through its pathway by strands: strand 0 goes along the pathway, each `meanwhile` and
 * each risk with steps of its own has another. A strand stands at one step and waits there for something:
 * time, fitness, a resource, other strands.
 */

#define NOBODY UINT32_MAX

enum { MAIN_STRAND = 0, FOLLOW_YEARS_MAX = 1000 };

/* What a strand waits for. */
enum waiting {
    WAITING_IDLE,    /* the strand is not under way */
    WAITING_NOTICE,  /* for the notice to run out */
    WAITING_FITNESS, /* for the unfit risks to be over */
    WAITING_HEARING, /* for its request to be heard, this instant */
    WAITING_QUEUE,   /* for units of resources */
    WAITING_RELEASE, /* for slots held back to be free for all */
    WAITING_SLOT,    /* for the day of the booked slot */
    WAITING_TIME,    /* for the step's own time to pass */
    WAITING_BESIDE,  /* no strand, but the timer of a step's own time beside its steps */
    WAITING_JOIN,    /* for what else must end before the step may */
    WAITING_VISIT    /* for the next visit of a step that recurs */
};

struct strand {
    int32_t step; /* NONE while idle */
    uint8_t waiting;
    bool visiting;      /* the next entry is a later visit of a recurring step: no gate */
    bool attended;      /* the step's slot has come; what else it needs is asked for now */
    bool again;         /* a branch that has run before */
    uint32_t sent_back; /* how often; tells who was in the middle of something that it is elsewhere now */
    int32_t joined_by;  /* the strand that was waited for, or NONE */
    int32_t request;    /* first of its requests in queues, or NONE */
    int64_t began;      /* when the strand set out */
    int64_t arrived, started, asked;
    int64_t earliest;   /* of a booking: not before */
    int64_t finished;   /* when waiting to join began */
    int64_t join_since; /* from when on the time belongs to joined_by */
};

/* What runs beside the strand and must end before its step may end. */
enum { PART_TIME = 1, PART_MEANWHILE = 2 };

/* Of a step that holds other steps, recurs, or is extended by a risk. */
struct progress {
    int64_t started;
    int64_t planned; /* of a recurring step: when its latest visit was due */
    uint32_t visits;
    uint8_t parts;
    bool open;
    bool ran, again; /* its branch has run at all; it had when the step was reached, so this is a repeat */
};

struct risk_state {
    int64_t since;  /* when `left` was last brought up to date */
    double left;    /* cumulative hazard still to come before the strike */
    int64_t struck; /* of the episode under way */
    uint32_t draws; /* luck used so far */
    bool open, active, pending;
    bool owed; /* the window opened during an episode of an earlier one: its own strike is still to be planned
                */
};

/* Whether a step was arrived at: ever; and since what it stands in began otherwise than by a repeat. */
enum { REACHED = 1, REACHED_LATELY = 2 };

/* A piece of a strand's time, put down to one ledger key. A strand's pieces stand in order of time. */
struct piece {
    int64_t begin;
    int32_t key;
    int32_t strand;
};

/* Odd while it is set; never reset, so that old events stay dead. */
struct timer {
    uint32_t stamp;
};

static inline bool timer_is_set(const struct timer *timer)
{
    return timer->stamp & 1;
}

struct patient {
    uint64_t referral; /* the how-manieth of all, from 1; 0: the record is free */
    int64_t referred;
    uint32_t number; /* within its class, from 0 */
    int32_t class_index;
    int priority;       /* of its class */
    uint32_t index;     /* in the pool */
    uint32_t inside_at; /* place in simulation.inside */
    bool observed, gone;
    bool journal;      /* whether a journal is kept of it */
    bool told;         /* whether its story is */
    int unfit;         /* unfit risks active */
    int measures_left; /* all but those that were counted at their end: without any no journal is kept */
    struct piece *pieces;
    uint32_t piece_count, piece_room;
    uint32_t piece_limit; /* the room, where a journal is kept, else 0 */
    /* arrays, one block */
    uint16_t *values;       /* [attribute] */
    uint32_t *visits;       /* [step] times its gate was tried: the visit of its luck */
    uint8_t *arrivals;      /* [step] REACHED, REACHED_LATELY */
    uint16_t *held, *kept;  /* [resource] units in hand; those of them kept by `holds` */
    uint16_t *lent;         /* [need of a step] units it took, to be given back at its end */
    uint16_t *repeats;      /* [repeat] */
    int32_t *booked;        /* [booking] day of the slot, or NONE */
    struct strand *strands; /* [strand] */
    struct progress *progress;
    struct risk_state *risks; /* [risk] */
    int64_t *from, *measured; /* [measure] when it began and its value, -1: not yet */
    double *ahead;            /* [place] what was drawn ahead: luck, or a time in seconds */
    struct timer *timers;     /* [timer]: strands, then risks */
};

/* A strand waiting for units of one resource; those of one strand hang together. */
struct request {
    uint32_t patient;
    int32_t strand;
    struct unit_state *wanted;
    int32_t units;
    int32_t before, after; /* in the resource's line */
    int32_t sibling;       /* the strand's next request */
    int32_t claim;         /* of the step, by its place */
    int32_t line;
    bool alone; /* the strand's only one */
    int64_t asked;
    uint64_t ticket; /* the how-manieth to queue at all */
};

struct line {
    int32_t first, last;
};

struct unit_state {
    int resource; /* whose it is */
    bool fifo;
    int queue_max;                  /* INT_MAX: no bound */
    int capacity, broken, occupied; /* capacity: by the calendar */
    int in_force;                   /* units that may be in use: none while it is not open */
    int waiting;
    bool open, dirty;     /* dirty: those who wait should be looked at */
    int room, most;       /* of `spent`; the highest place that may not be 0 */
    int64_t *spent;       /* [room] seconds of the window with so many occupied, since the last change of what
                             is in force */
    struct series *asked; /* times from asking to getting */
    int64_t settled;      /* `spent` and the queue are up to date to here */
    int64_t plain_to;     /* all from `settled` to there is in the window; -1: not yet */
    int64_t queue, queue_outside; /* waiting x seconds: within the window, and outside */
    int64_t queue_known;          /* for the balance: the same from the patients */
    struct unit_sums {            /* within the window; see the counters of the same names */
        int64_t occupied, occupied_open, capacity_open, open, busy, busy_base;
    } sums;
    struct line lines[PRIORITIES];
    unsigned lined; /* a bit for each line in which somebody stands */
};

struct slot_day {
    int32_t taken, taken_first; /* by anyone; of those by priority 0 */
};

struct slot_state {
    struct slot_day *days;          /* ring of `room` days from first_day on */
    int64_t first_day, full_before; /* every day before full_before is fully booked or past */
    int64_t room;
    int waiting;
};

struct class_state {
    double *rates; /* [day] referrals a second, of a rate that changes; -1: not known yet; or NULL */
    int64_t sent;  /* referrals so far */
    double clock;  /* exact time of the last referral, seconds */
    double drawn[STREAM_MANY]; /* for the referrals from the last whose number is a multiple of that:
                                  times since the one before, or unit exponentials */
};

/* Heard are those who waited already, by line and who asked first, then new requests; each in the order of
 * referral. */
struct hearing {
    int64_t asked; /* INT64_MAX: now */
    uint64_t referral;
    uint32_t patient;
    int32_t strand, line;
};

/* A step as walks of one replication look at it: what they need at each stands together. */
enum { DRAWN = -1 };

struct station {
    const struct step *step;
    unsigned features, has; /* has: with all marks where somebody listens to moments */
    struct station *next;   /* of the step after it in its list, or NULL */
    int index;              /* its own */
    int key_takes;
    int64_t takes; /* its own time, where that is the same for all: 0 without one; else DRAWN */
    const struct claim *only_claim; /* the one that it has; NULL: none, or several */
    struct unit_state *only_unit;   /* of its resource */
    int key_wait, key_closed;       /* of waiting for the first claim: see the step */
    int need_count, first_need;     /* of its needs; place of the first in patient.lent */
    struct series *wait, *duration;
    int64_t reached, starts;    /* counters: by observed patients; in the window by anyone */
    int progress;               /* place in patient.progress, or NONE */
    int8_t ahead[ASPECT_COUNT]; /* place in patient.ahead, or NONE */
    int inside_end;             /* the steps inside it stand from its own place + 1 to before this */
};

/* What nearly every patient of a class meets, drawn before it comes to that (ahead.c). */
struct ahead {
    int places;
    uint64_t *purposes;      /* [place] */
    const struct law **laws; /* [place] NULL: the luck itself is wanted; else a time of this law */
    double *drawn;           /* [STREAM_MANY][place] of the patients from the last whose number is a multiple
                                of STREAM_MANY */
};

struct simulation {
    const struct model *model;
    struct observation *seen;
    struct counter_layout at;
    struct series_layout series;
    struct station *stations; /* [step] */
    int *booking_of;          /* [step] place of its first booking in patient.booked */
    int *booking_step;        /* [booking] whose it is */
    uint32_t **repetitions;   /* [resource][unit] breakdowns so far, where units break */
    int *strand_parent;       /* [strand] the strand it branched off */
    bool *ends_once;          /* [measure] no patient comes to its end twice, or the first time counts */
    struct ahead *ahead;      /* [class] */
    int ahead_room;           /* places of a patient: as many as the class with most has */
    int progress_count, need_count, booking_count, timer_count;
    struct patient *blank;                   /* what the arrays of a new patient begin as */
    int *from_referral, from_referral_count; /* measures that begin then */
    struct patient **pool;
    uint32_t pool_count, pool_room, *free_list, free_count;
    uint32_t *inside, inside_count; /* who is under way */
    uint32_t *gone, gone_count;     /* records to free after this event */
    struct request *requests;
    int32_t request_room, request_free;
    uint64_t tickets; /* given to those who queue */
    struct hearing *hearings;
    uint32_t hearing_count, hearing_room;
    struct heap heap;
    uint32_t stale;              /* cancelled events still in the heap */
    struct unit_state *units;    /* [resource] */
    struct slot_state *slots;    /* [resource] */
    struct class_state *classes; /* [class] */
    int64_t now, window_from, window_to;
    uint64_t key, referrals;
    uint32_t observed_inside;
    uint64_t events;   /* so far */
    uint64_t pause_at; /* events when something else is looked at; 0: now */
    uint64_t at_once;  /* things that happened to patients at this instant, after the first event */
    uint64_t kept;     /* rows, and pieces of ledgers */
    uint64_t kept_max;
    uint32_t patients_max;
    const atomic_bool *stop;
    bool unsettled; /* at this instant somebody has left, may be served, or is to be heard */
    bool any_dirty, want_patients, want_events;
    struct unit_state *only_dirty;  /* the resource, where it is one; else NULL */
    bool by_event;                  /* the walk under way is all that an event brings */
    bool heard;                     /* somebody listens: to rows of events, or to a story */
    struct story *story;            /* NULL: nobody is followed */
    const struct patient *followed; /* while it is under way; NULL: it is not, or nobody is */
    enum simulation_result trouble;
    struct tangle tangle; /* of the trouble */
    bool awaits_release;  /* somebody may wait for slots held back */
    bool may_tangle;      /* there are patients who wait while they keep something */
    uint64_t look_again,
        look_at; /* for a circle, at so many events: before a risk strikes, and in any case */
};

/* ---- small things that everything uses */

static inline double luck(const struct simulation *sim, uint64_t purpose, const struct patient *patient,
                          uint32_t visit)
{
    return stream_uniform(sim->key, purpose, patient->number, visit);
}

static inline void count(struct simulation *sim, int base, int index, double by)
{
    sim->seen->counters[base + index] += by;
}

static inline bool in_window(const struct simulation *sim, int64_t time)
{
    return time >= sim->window_from && time < sim->window_to;
}

static inline void fail(struct simulation *sim, enum simulation_result trouble)
{
    if (sim->trouble == SIMULATION_DONE)
        sim->trouble = trouble;
    sim->pause_at = 0;
}

static inline struct stuck stuck_at(const struct patient *patient, int step, int64_t since)
{
    return (struct stuck){.class_index = patient->class_index,
                          .number = patient->number + 1,
                          .step = step,
                          .resource = NONE,
                          .since = since};
}

/* A patient goes round at that step without time passing. */
static inline void fail_round(struct simulation *sim, const struct patient *patient, int step)
{
    fail(sim, SIMULATION_LOOP);
    sim->tangle = (struct tangle){1, sim->now, {stuck_at(patient, step, sim->now)}};
}

/* More rows or pieces of ledgers: false when that is more than one replication may keep. */
static inline bool keep_more(struct simulation *sim, uint64_t count)
{
    sim->kept += count;
    if (sim->kept <= sim->kept_max)
        return true;
    fail(sim, SIMULATION_TOO_MUCH);
    return false;
}

/* ---- simulate.c */
enum {
    AT_ONCE_MAX = 100000,
    AT_ONCE_EACH = 64
}; /* at one instant: beyond it, and so many for each patient inside */
void look_for_rings(struct simulation *sim, const struct patient *patient, int strand);
/* Time must pass. Where it does not, the patient goes round. */
static inline void watch_for_rings(struct simulation *sim, const struct patient *patient, int strand)
{
    if (++sim->at_once > AT_ONCE_MAX)
        look_for_rings(sim, patient, strand);
}

/* ---- timers (clock.c): a timer is a strand's number, or strand_count + a risk's number */
void timer_set(struct simulation *sim, struct patient *patient, int timer, int64_t time,
               enum event_phase phase);
void timer_stop(struct simulation *sim, struct timer *timer);
static inline void timer_cancel(struct simulation *sim, struct patient *patient, int timer)
{
    if (timer_is_set(&patient->timers[timer]))
        timer_stop(sim, &patient->timers[timer]);
}
void clock_push(struct simulation *sim, int64_t time, enum event_phase phase, uint64_t referral,
                uint32_t timer, uint32_t what);
enum { STALE_MANY = 1024 };
void clock_sweep(struct simulation *sim); /* throws cancelled events out when they are most of all */

/* ---- ahead.c */
bool ahead_prepare(struct simulation *sim);
void ahead_free(struct simulation *sim);
void ahead_draw(const struct simulation *sim, struct patient *patient);

/* ---- patients.c */
bool patients_prepare(struct simulation *sim);
void patients_reset(struct simulation *sim);
void patients_free(struct simulation *sim);
struct patient *patient_admit(struct simulation *sim, int class_index, uint32_t number);
/* Ends the pathway: stops everything, gives everything back, records. The record is freed after the event. */
void patient_leave(struct simulation *sim, struct patient *patient, int outcome);
void patients_bury_gone(struct simulation *sim);
static inline void patients_bury(struct simulation *sim)
{
    if (sim->gone_count)
        patients_bury_gone(sim);
}

/* ---- walk.c: along the steps */
void walk_referred(struct simulation *sim, struct patient *patient, int step);
void walk_begin(struct simulation *sim, struct patient *patient, int strand, int step);
/* The step begins as if it had not been reached before: no repeat has led to it. */
static inline void walk_forget(struct simulation *sim, struct patient *patient, int step)
{
    patient->arrivals[step] &= (uint8_t)~REACHED_LATELY;
    if (sim->stations[step].progress != NONE)
        patient->progress[sim->stations[step].progress].ran = false;
}
void walk_heard(struct simulation *sim, struct patient *patient, int strand);   /* its request is heard now */
void walk_granted(struct simulation *sim, struct patient *patient, int strand); /* it got what it asked for */
void walk_refused(struct simulation *sim, struct patient *patient, int strand);
void walk_timer(struct simulation *sim, struct patient *patient, int strand);
void walk_unfit(struct simulation *sim, struct patient *patient);   /* a risk makes it unfit */
void walk_fitness(struct simulation *sim, struct patient *patient); /* one of those is over */
void walk_extended(struct simulation *sim, struct patient *patient,
                   int risk); /* what it extended may end now */
void walk_sets(struct simulation *sim, struct patient *patient, const struct setting *sets, int set_count);
void walk_ask(struct simulation *sim, struct patient *patient,
              int strand); /* puts its request up for hearing */

/* ---- units.c: resources with capacity; queues.c: those who wait for them; working.c: what is in force */
enum answer {
    ANSWER_GRANTED,
    ANSWER_QUEUED,
    ANSWER_REFUSED /* it would have to wait, and a queue is at its bound */
};
void units_reset(struct simulation *sim);
void units_free(struct simulation *sim);
enum answer units_ask(struct simulation *sim, struct patient *patient, int strand);
/* The same at a step with one claim. */
enum answer units_ask_one(struct simulation *sim, struct patient *patient, int strand,
                          const struct station *at);
void units_withdraw(struct simulation *sim, struct patient *patient, int strand);
void units_give_back(struct simulation *sim, struct patient *patient, int resource, int units);
void units_give_back_needs(struct simulation *sim, struct patient *patient,
                           const struct station *at); /* what the step lent it */
void units_release(struct simulation *sim, struct patient *patient,
                   int resource); /* all that it keeps of it */
void units_serve_dirty(struct simulation *sim);
static inline void units_serve(struct simulation *sim)
{
    if (sim->any_dirty)
        units_serve_dirty(sim);
}
void units_event(struct simulation *sim, int resource, uint32_t what);
void units_close(struct simulation *sim, int resource, int64_t until); /* the end of the run: counts */

/* ---- slots.c: resources with appointments */
bool slots_prepare(struct simulation *sim);
void slots_reset(struct simulation *sim);
void slots_free(struct simulation *sim);
enum booked { APPOINTMENT_BOOKED, APPOINTMENT_LATER, APPOINTMENT_NEVER };
struct appointment {
    enum booked booked;
    int64_t time; /* of the first slot; LATER: when to ask again, for slots held back are released then */
};
struct appointment slots_book(struct simulation *sim, struct patient *patient, int strand);
bool slots_full(const struct simulation *sim, const struct step *step);
void slots_attend(struct simulation *sim, struct patient *patient, int strand);
void slots_miss(struct simulation *sim, struct patient *patient, int strand);
void slots_cancel(struct simulation *sim, struct patient *patient, int step);
void slots_count_offered(struct simulation *sim);

/* ---- risks.c */
void risk_open(struct simulation *sim, struct patient *patient, int risk);
void risk_close(struct simulation *sim, struct patient *patient, int risk);
void risk_strike(struct simulation *sim, struct patient *patient, int risk);
void risk_over(struct simulation *sim, struct patient *patient, int risk);
void risk_set_attribute(struct simulation *sim, struct patient *patient, int attribute, int value);

/* ---- journal.c: the delay ledger of one patient */
void journal_append(struct simulation *sim, struct patient *patient, struct piece piece);
static inline void journal_write_at(struct simulation *sim, struct patient *patient, int strand, int key,
                                    int64_t begin)
{
    if (patient->piece_count >= patient->piece_limit || sim->kept >= sim->kept_max) {
        if (patient->journal)
            journal_append(sim, patient, (struct piece){begin, key, strand});
        return;
    }
    sim->kept++;
    patient->pieces[patient->piece_count++] = (struct piece){begin, key, strand};
}
static inline void journal_write(struct simulation *sim, struct patient *patient, int strand, int key)
{
    journal_write_at(sim, patient, strand, key, sim->now);
}
void journal_cut(struct simulation *sim, struct patient *patient,
                 int strand); /* drops what was foreseen after now */
void journal_take_over(struct simulation *sim, struct patient *patient, int strand, int from_strand,
                       int64_t since);
void journal_replace(struct simulation *sim, struct patient *patient, int strand, int key, int64_t since);
void journal_keep(struct simulation *sim, struct patient *patient, int measure, int strand, int64_t from);
void journal_drop(struct simulation *sim, struct patient *patient, int measure); /* what was kept for it */
void journal_count(struct simulation *sim, const struct patient *patient, int measure);
void journal_tell(struct simulation *sim, const struct patient *patient, int measure);

/* ---- record.c: what is seen */
void record_row(struct simulation *sim, const struct patient *patient, enum happening what, int index,
                int units);
static inline void record_event(struct simulation *sim, const struct patient *patient, enum happening what,
                                int index, int units)
{
    if (sim->heard)
        record_row(sim, patient, what, index, units);
}
static inline void record_into(struct simulation *sim, struct series *series, int64_t value)
{
    if (!series_add(series, value))
        fail(sim, SIMULATION_NO_MEMORY);
}
static inline void record_value(struct simulation *sim, int series, int64_t value)
{
    record_into(sim, &sim->seen->series[series], value);
}
void record_measure_from(struct simulation *sim, struct patient *patient, int measure);
void record_measure_to(struct simulation *sim, struct patient *patient, int strand, int measure);
void record_exit(struct simulation *sim, struct patient *patient, int outcome);
void record_begin(struct simulation *sim); /* of a replication */
void record_end(struct simulation *sim);

/* ---- deadlock.c */
bool deadlock_may_come(const struct model *model);
/* Looks for patients who wait for each other: for ever, then the run fails; or until a risk strikes, then it
 * is noted. */
void deadlock_look(struct simulation *sim); /* from sim->look_at events on, and at the end */
void deadlock_reset(struct simulation *sim);
/* Before a risk makes the patient leave: what that opens is no deadlock, but is noted. */
void deadlock_look_before(struct simulation *sim, const struct patient *leaving);

/* ---- story.c: what one patient's story listens to */
void story_add(struct simulation *sim, struct told told); /* dated now */
void story_begin(struct simulation *sim);                 /* of a replication */
void story_admit(struct simulation *sim, struct patient *patient);
void story_close(struct simulation *sim); /* whoever is followed has left */
void story_end(struct simulation *sim);   /* of the replication */

static inline void story_tell(struct simulation *sim, const struct patient *patient, struct told told)
{
    if (patient == sim->followed)
        story_add(sim, told);
}

/* ---- moments.c */
void moment_comes(struct simulation *sim, struct patient *patient, int strand, int step, enum moment moment);

/* ---- arrivals.c */
bool arrivals_prepare(struct simulation *sim);
void arrivals_free(struct simulation *sim);
void arrivals_next(struct simulation *sim, int class_index);

#endif
