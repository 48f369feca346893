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

static inline struct piece *keep_until(struct piece *kept, int64_t until, int64_t begin, int32_t key,
                                       int measure)
{
    if (until <= begin)
        return kept;
    *kept = (struct piece){until - begin, key, shelf(measure)};
    return kept + 1;
}

/* The strand's own pieces within [from, to): each as long as up to the next. */
static void keep_strand(struct simulation *sim, struct patient *patient, int measure, int strand,
                        int64_t from, int64_t to)
{
    uint32_t end = patient->piece_count, first = end;
    if (!make_room(sim, patient, end))
        return;
    struct piece *pieces = patient->pieces, *kept = pieces + end;
    for (uint32_t i = end; i-- > 0 && (first == end || pieces[first].begin > from);)
        first = pieces[i].strand == strand ? i : first;
    int64_t begin = to; /* of the piece before the one looked at; at first there is none */
    int32_t key = NONE;
    for (const struct piece *at = pieces + first; at < pieces + end; at++) {
        if (at->strand != strand)
            continue;
        kept = keep_until(kept, at->begin < to ? at->begin : to, begin, key, measure);
        begin = at->begin > from ? at->begin : from;
        key = at->key;
    }
    kept = keep_until(kept, to, begin, key, measure);
    patient->piece_count = (uint32_t)(kept - pieces);
    keep_more(sim, patient->piece_count - end);
}

void journal_keep(struct simulation *sim, struct patient *patient, int measure, int strand, int64_t from)
{
    if (!patient->journal)
        return;
    int64_t to = sim->now;
    for (; strand != MAIN_STRAND && patient->strands[strand].began > from;
         strand = sim->strand_parent[strand]) {
        int64_t began =
            patient->strands[strand].began; /* before it set out, the time of the strand it left counts */
        keep_strand(sim, patient, measure, strand, began, to);
        to = began < to ? began : to;
    }
    keep_strand(sim, patient, measure, strand, from, to);
}

void journal_drop(struct simulation *sim, struct patient *patient, int measure)
{
    if (patient->journal)
        forget(sim, patient, shelf(measure), INT64_MIN);
}

void journal_count(struct simulation *sim, const struct patient *patient, int measure)
{
    const struct model *model = sim->model;
    int base = sim->at.ledger + (measure * model->class_count + patient->class_index) * model->ledger_count;
    double *seconds = &sim->seen->counters[base];
    const struct piece *end = patient->pieces + patient->piece_count;
    for (const struct piece *piece = patient->pieces; piece < end; piece++)
        if (piece->strand == shelf(measure))
            seconds[piece->key] += (double)piece->begin;
}

void journal_tell(struct simulation *sim, const struct patient *patient, int measure)
{
    for (uint32_t i = 0; i < patient->piece_count; i++) {
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
