/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/state.h"

#include <stdlib.h>

/*
 * What is seen of a run: counters, series, rows. Nothing here changes the run.
 */

void record_row(struct simulation *sim, const struct patient *patient, enum happening what, int index,
                int units)
{
    story_tell(sim, patient,
               (struct told){.what = (int32_t)what, .step = NONE, .index = index, .units = units});
    if (!sim->want_events || !keep_more(sim, 1))
        return;
    struct observation *seen = sim->seen;
    if (seen->row_count == seen->row_room) {
        uint64_t room = seen->row_room ? 2 * seen->row_room : 4096;
        struct event_row *rows = realloc(seen->rows, room * sizeof *rows);
        if (!rows) {
            fail(sim, SIMULATION_NO_MEMORY);
            return;
        }
        seen->rows = rows;
        seen->row_room = room;
    }
    seen->rows[seen->row_count++] = (struct event_row){sim->now, patient->class_index, patient->number + 1,
                                                       index,    (uint16_t)what,       (uint16_t)units};
}

/* A measure's ledger is summed when its end comes; were it to come again, the last time counts, or with
 * `first` the first. */
void record_measure_to(struct simulation *sim, struct patient *patient, int strand, int measure)
{
    if (patient->from[measure] < 0 ||
        (sim->model->measures[measure].first && patient->measured[measure] >= 0))
        return;
    if (patient->measured[measure] >= 0)
        journal_drop(sim, patient, measure);
    patient->measured[measure] = sim->now - patient->from[measure];
    journal_keep(sim, patient, measure, strand, patient->from[measure]);
}

void record_measure_from(struct simulation *sim, struct patient *patient, int measure)
{
    if (patient->from[measure] < 0 || !sim->model->measures[measure].first)
        patient->from[measure] = sim->now;
}

static void keep_row(struct simulation *sim, const struct patient *patient, int outcome)
{
    const struct model *model = sim->model;
    struct observation *seen = sim->seen;
    size_t measures = (size_t)model->measure_count, attributes = (size_t)model->attribute_count;
    if (!keep_more(sim, 2 + (measures + attributes) / 3)) /* about the room of so many other rows */
        return;
    if (seen->patient_count == seen->patient_room && !observation_more_patients(model, seen)) {
        fail(sim, SIMULATION_NO_MEMORY);
        return;
    }
    seen->patients[seen->patient_count] =
        (struct patient_row){patient->class_index, patient->number + 1, patient->referred, sim->now, outcome};
    if (measures)
        memcpy(seen->patient_times + seen->patient_count * measures, patient->measured,
               measures * sizeof(int64_t));
    if (attributes)
        memcpy(seen->patient_attributes + seen->patient_count * attributes, patient->values,
               attributes * sizeof(uint16_t));
    seen->patient_count++;
}

static void count_within(struct simulation *sim, const struct patient *patient, int measure)
{
    const struct measure *of = &sim->model->measures[measure];
    for (int i = 0; i < of->target_count; i++)
        if (of->targets[i].statistic == STATISTIC_SHARE_WITHIN &&
            (double)patient->measured[measure] <= of->targets[i].within * DAY)
            count(sim, sim->at.within,
                  (of->first_target + i) * sim->model->class_count + patient->class_index, 1);
}

static void count_measures(struct simulation *sim, const struct patient *patient)
{
    const struct model *model = sim->model;
    for (int i = 0; i < model->measure_count; i++) {
        int part = i * model->class_count + patient->class_index;
        if (patient->measured[i] < 0)
            continue;
        count(sim, sim->at.measured, part, 1);
        record_value(sim, sim->series.measure + part, patient->measured[i]);
        count_within(sim, patient, i);
        journal_count(sim, patient, i);
    }
}

void record_exit(struct simulation *sim, struct patient *patient, int outcome)
{
    const struct model *model = sim->model;
    record_event(sim, patient, HAPPENING_EXIT, outcome, 0);
    for (int i = 0; i < model->measure_count; i++)
        if (model->measures[i].to_exit && outcome != OUTCOME_CENSORED)
            record_measure_to(sim, patient, MAIN_STRAND, i);
    if (patient == sim->followed)
        story_close(sim);
    if (!patient->observed)
        return;
    count_measures(sim, patient);
    count(sim, sim->at.outcome, patient->class_index * model->outcome_count + outcome, 1);
    int last = patient->strands[MAIN_STRAND].step;
    if (outcome != OUTCOME_COMPLETED && last != NONE)
        count(sim, sim->at.lost, last * model->outcome_count + outcome, 1);
    if (sim->want_patients)
        keep_row(sim, patient, outcome);
}

void record_begin(struct simulation *sim)
{
    for (int i = 0; i < sim->model->step_count; i++) {
        struct station *station = &sim->stations[i];
        station->wait = &sim->seen->series[sim->series.wait + i];
        station->duration = &sim->seen->series[sim->series.duration + i];
        station->reached = station->starts = 0;
        station->has = station->features | (sim->heard ? HAS_ALL_MARKS : 0);
    }
}

/* Each start of an observed patient has left its wait. */
void record_end(struct simulation *sim)
{
    for (int i = 0; i < sim->model->step_count; i++) {
        const struct station *station = &sim->stations[i];
        count(sim, sim->at.reached, i, (double)station->reached);
        count(sim, sim->at.starts_window, i, (double)station->starts);
        count(sim, sim->at.starts, i, (double)station->wait->count);
    }
}
