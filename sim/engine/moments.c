/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/state.h"

/*
 * A moment of a step comes: what the model has marked it with happens. Measures begin and end, windows of
 * risks close and open.
 */

static void mark(struct simulation *sim, struct patient *patient, int strand, const struct mark *mark)
{
    switch (mark->kind) {
    case MARK_MEASURE_TO: record_measure_to(sim, patient, strand, mark->index); break;
    case MARK_MEASURE_FROM: record_measure_from(sim, patient, mark->index); break;
    case MARK_RISK_UNTIL: risk_close(sim, patient, mark->index); break;
    case MARK_RISK_FROM: risk_open(sim, patient, mark->index); break;
    }
}

/* Few moments are marked or listened to: kept out of the walk, so that the others cost it a look. */
__attribute__((noinline)) void moment_comes(struct simulation *sim, struct patient *patient, int strand,
                                            int step, enum moment moment)
{
    const struct marks *marks = &sim->model->steps[step].marks[moment];
    record_event(sim, patient, HAPPENING_ARRIVE + (enum happening)moment, step, 0);
    for (int i = 0; i < marks->count && !patient->gone; i++)
        mark(sim, patient, strand, &marks->list[i]);
}
