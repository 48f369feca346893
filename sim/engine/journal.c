/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/state.h"

#include <stdlib.h>

/*
 * The delay ledger of one patient: each strand's time in pieces, each put down to one (step, cause).
 *
 * Where two strands run side by side and the step waits for both, the time belongs to the one that was waited
 * for: at the join its pieces take the place of the other's. So a strand's pieces always cover its time
 * without gap or overlap, and the ledger of an interval sums to the interval exactly.
 */

/* For so many pieces more. */
static bool make_room(struct simulation *sim, struct patient *patient, uint32_t more)
{
    uint32_t room = patient->piece_room ? patient->piece_room : 32;
    while (room - patient->piece_count < more)
        room *= 2;
    if (room == patient->piece_room)
        return true;
    struct piece *pieces = realloc(patient->pieces, room * sizeof *pieces);
    if (!pieces) {
        fail(sim, SIMULATION_NO_MEMORY);
        return false;
    }
    patient->pieces = pieces;
    patient->piece_room = patient->piece_limit = room;
    return true;
}

void journal_append(struct simulation *sim, struct patient *patient, struct piece piece)
{
    if (!keep_more(sim, 1))
        return;
    if (patient->piece_count < patient->piece_room || make_room(sim, patient, 1))
        patient->pieces[patient->piece_count++] = piece;
}

/* Drops what the strand did since then. */
static void forget(struct simulation *sim, struct patient *patient, int strand, int64_t since)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < patient->piece_count; i++)
        if (patient->pieces[i].strand != strand || patient->pieces[i].begin < since)
            patient->pieces[kept++] = patient->pieces[i];
    sim->kept -= patient->piece_count - kept;
    patient->piece_count = kept;
}

void journal_cut(struct simulation *sim, struct patient *patient, int strand)
{
    if (patient->journal)
        forget(sim, patient, strand, sim->now + 1);
}

void journal_take_over(struct simulation *sim, struct patient *patient, int strand, int from_strand,
                       int64_t since)
{
    if (!patient->journal)
        return;
    forget(sim, patient, strand, since);
    uint32_t end = patient->piece_count;
    int32_t current = NONE; /* the piece that `since` falls into, cut there */
    for (uint32_t i = 0; i < end; i++) {
        struct piece piece = patient->pieces[i];
        if (piece.strand == from_strand && piece.begin <= since)
            current = piece.key;
    }
    if (current != NONE)
        journal_append(sim, patient, (struct piece){since, current, strand});
    for (uint32_t i = 0; i < end; i++) {
        struct piece piece = patient->pieces[i];
        if (piece.strand == from_strand && piece.begin > since)
            journal_append(sim, patient, (struct piece){piece.begin, piece.key, strand});
    }
}

void journal_replace(struct simulation *sim, struct patient *patient, int strand, int key, int64_t since)
{
    if (!patient->journal)
        return;
    forget(sim, patient, strand, since);
    journal_append(sim, patient, (struct piece){since, key, strand});
}

/* What is kept for a measure stands under a number below every strand's; `begin` is then a length of time. */
static int shelf(int measure)
{
    return NONE - 1 - measure;
}

static double *counters_of(const struct simulation *sim, const struct patient *patient, int measure)
{
    const struct model *model = sim->model;
    const int part = measure * model->class_count + patient->class_index;
    return &sim->seen->counters[sim->at.ledger + part * model->ledger_count];
}

/* What ends but once is counted there and then, and need not be kept. */
static bool is_counted_at_once(const struct simulation *sim, const struct patient *patient, int measure)
{
    return sim->ends_once[measure] && !patient->told;
}

/* Where a measure's time goes: into its counters, or, where these are NULL, onto its shelf. */
struct ledger {
    double *seconds; /* [ledger key] */
    struct piece *kept;
    int measure;
};

static inline void put_down(struct ledger *ledger, int32_t key, int64_t seconds)
{
    if (ledger->seconds)
        ledger->seconds[key] += (double)seconds;
    else
        *ledger->kept++ = (struct piece){seconds, key, shelf(ledger->measure)};
}

/* The strand's own pieces within [from, to), the last first: each as long as up to the one after it. */
__attribute__((always_inline)) static inline void cut_out(const struct patient *patient,
                                                          struct ledger *ledger, int strand, int64_t from,
                                                          int64_t to)
{
    const struct piece *const pieces = patient->pieces;
    for (uint32_t i = patient->piece_count; i-- > 0;) {
        const struct piece *at = &pieces[i];
        if (at->strand != strand || at->begin >= to)
            continue;
        const int64_t begin = at->begin > from ? at->begin : from;
        if (to > begin)
            put_down(ledger, at->key, to - begin);
        if (at->begin <= from)
            return;
        to = begin;
    }
}

/* The strand's time within [from, now], and before it set out that of the strand which it left. */
__attribute__((always_inline)) static inline void cut_out_all(const struct simulation *sim,
                                                              const struct patient *patient,
                                                              struct ledger *ledger, int strand, int64_t from)
{
    int64_t to = sim->now;
    for (; __builtin_expect(strand != MAIN_STRAND, 0) && patient->strands[strand].began > from;
         strand = sim->strand_parent[strand]) {
        int64_t began = patient->strands[strand].began;
        cut_out(patient, ledger, strand, began, to);
        to = began < to ? began : to;
    }
    cut_out(patient, ledger, strand, from, to);
}

__attribute__((noinline)) static void put_on_shelf(struct simulation *sim, struct patient *patient,
                                                   int measure, int strand, int64_t from)
{
    const uint32_t end = patient->piece_count;
    if (!make_room(sim, patient, end)) /* of each strand's pieces a part */
        return;
    struct ledger ledger = {.kept = patient->pieces + end, .measure = measure};
    cut_out_all(sim, patient, &ledger, strand, from);
    patient->piece_count = (uint32_t)(ledger.kept - patient->pieces);
    keep_more(sim, patient->piece_count - end);
}

void journal_keep(struct simulation *sim, struct patient *patient, int measure, int strand, int64_t from)
{
    if (!patient->journal)
        return;
    if (!is_counted_at_once(sim, patient, measure)) {
        put_on_shelf(sim, patient, measure, strand, from);
        return;
    }
    struct ledger ledger = {.seconds = counters_of(sim, patient, measure)};
    cut_out_all(sim, patient, &ledger, strand, from);
    patient->journal = --patient->measures_left > 0;
    patient->piece_limit = patient->journal ? patient->piece_limit : 0;
}

void journal_drop(struct simulation *sim, struct patient *patient, int measure)
{
    if (patient->journal)
        forget(sim, patient, shelf(measure), INT64_MIN);
}

void journal_count(struct simulation *sim, const struct patient *patient, int measure)
{
    if (is_counted_at_once(sim, patient, measure))
        return;
    double *seconds = counters_of(sim, patient, measure);
    const struct piece *end = patient->pieces + patient->piece_count;
    for (const struct piece *piece = patient->pieces; piece < end; piece++)
        if (piece->strand == shelf(measure))
            seconds[piece->key] += (double)piece->begin;
}

void journal_tell(struct simulation *sim, const struct patient *patient, int measure)
{
    for (uint32_t i = patient->piece_count; i-- > 0;) { /* the first was cut out last */
        const struct piece *piece = &patient->pieces[i];
        if (piece->strand == shelf(measure))
            story_tell(sim, patient,
                       (struct told){.what = TALE_MADE_OF,
                                     .step = sim->model->ledger_keys[piece->key].step,
                                     .index = piece->key,
                                     .units = measure,
                                     .detail = piece->begin});
    }
}
