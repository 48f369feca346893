/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/story.h"

#include <stdlib.h>

#include "engine/state.h"

void story_free(struct story *story)
{
    free(story->list);
    *story = (struct story){0};
}

void story_add(struct simulation *sim, struct told told)
{
    struct story *story = sim->story;
    if (story->count == story->room) {
        size_t room = story->room ? 2 * story->room : 256;
        struct told *list = realloc(story->list, room * sizeof *list);
        if (!list) {
            fail(sim, SIMULATION_NO_MEMORY);
            return;
        }
        story->list = list;
        story->room = room;
    }
    told.time = sim->now;
    story->list[story->count++] = told;
}

void story_begin(struct simulation *sim)
{
    sim->followed = NULL;
    if (!sim->story)
        return;
    sim->story->count = 0;
    sim->story->referred = 0;
    sim->story->found = sim->story->observed = false;
}

void story_admit(struct simulation *sim, struct patient *patient)
{
    struct story *story = sim->story;
    if (patient->class_index != story->class_index)
        return;
    story->referred++;
    if (patient->number + 1 != story->number)
        return;
    sim->followed = patient;
    patient->told = true;
    patient->journal = sim->model->measure_count > 0;
    story->found = true;
    story->observed = patient->observed;
    for (int i = 0; i < sim->model->attribute_count; i++)
        if (patient->values[i])
            story_tell(
                sim, patient,
                (struct told){.what = TALE_HAS, .step = NONE, .index = i, .detail = patient->values[i]});
}

void story_close(struct simulation *sim)
{
    const struct patient *patient = sim->followed;
    for (int i = 0; i < sim->model->measure_count; i++) {
        if (patient->measured[i] < 0)
            continue;
        story_tell(
            sim, patient,
            (struct told){.what = TALE_MEASURED, .step = NONE, .index = i, .detail = patient->measured[i]});
        journal_tell(sim, patient, i);
    }
    sim->followed = NULL;
}

void story_end(struct simulation *sim)
{
    if (!sim->followed)
        return;
    story_tell(sim, sim->followed, (struct told){.what = TALE_UNDERWAY, .step = NONE});
    story_close(sim);
}
