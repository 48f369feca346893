/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/state.h"

#include <stdlib.h>

/*
 * Luck drawn ahead. What a patient meets at the steps that nearly everybody of its class goes through follows
 * from its number, so it is drawn for several patients at once, when the first of them is referred, and
 * nothing waits for it when a patient gets there. Later visits of a step, and all other luck, are drawn when
 * they are needed: what is drawn is the same either way.
 */

enum { AHEAD_MAX = 32 };

_Static_assert((int)LAW_MANY == (int)STREAM_MANY, "what is drawn at once becomes times at once");

static bool varies(const struct law_choice *choice)
{
    return choice->attribute != NONE || (choice->always && !law_is_fixed(choice->always));
}

/* Whether most who come as far as that step in their pathway draw it. */
static bool is_likely(const struct step *step, enum aspect aspect)
{
    if (step->when_count)
        return false;
    if (aspect == ASPECT_CHANCE)
        return step->has_chance;
    if (step->has_chance && (step->chance.attribute != NONE || step->chance.always < 0.5))
        return false;
    switch (aspect) {
    case ASPECT_NOTICE: return varies(&step->notice);
    case ASPECT_TAKES: return varies(&step->takes);
    case ASPECT_FAILS: return step->has_fails;
    case ASPECT_ROUTE: return step->route_count > 0;
    default: return false;
    }
}

/* NULL: it is not a time, or depends on what the patient will be like then. */
static const struct law *law_of(const struct step *step, enum aspect aspect)
{
    return aspect == ASPECT_NOTICE ? step->notice.always : aspect == ASPECT_TAKES ? step->takes.always : NULL;
}

/* Classes of one pathway have the same places. */
static void fill(struct simulation *sim, int class)
{
    const struct model *model = sim->model;
    struct ahead *ahead = &sim->ahead[class];
    int places = 0;
    for (int i = model->pathways[model->classes[class].pathway].first; i != NONE; i = model->steps[i].next)
        for (int aspect = 0; aspect < ASPECT_COUNT; aspect++) {
            if (places == AHEAD_MAX || !is_likely(&model->steps[i], (enum aspect)aspect))
                continue;
            ahead->purposes[places] = model->steps[i].purposes[class * ASPECT_COUNT + aspect];
            ahead->laws[places] = law_of(&model->steps[i], (enum aspect)aspect);
            sim->stations[i].ahead[aspect] = (int8_t)places++;
        }
    ahead->places = places;
    sim->ahead_room = places > sim->ahead_room ? places : sim->ahead_room;
}

bool ahead_prepare(struct simulation *sim)
{
    const int classes = sim->model->class_count;
    for (int i = 0; i < sim->model->step_count; i++)
        for (int aspect = 0; aspect < ASPECT_COUNT; aspect++)
            sim->stations[i].ahead[aspect] = NONE;
    sim->ahead = calloc((size_t)classes + 1, sizeof *sim->ahead);
    for (int i = 0; sim->ahead && i < classes; i++) {
        struct ahead *ahead = &sim->ahead[i];
        ahead->purposes = calloc(AHEAD_MAX, sizeof *ahead->purposes);
        ahead->laws = calloc(AHEAD_MAX, sizeof *ahead->laws);
        ahead->drawn = calloc((size_t)STREAM_MANY * AHEAD_MAX, sizeof *ahead->drawn);
        if (!ahead->purposes || !ahead->laws || !ahead->drawn)
            return false;
        fill(sim, i);
    }
    return sim->ahead != NULL;
}

void ahead_free(struct simulation *sim)
{
    for (int i = 0; sim->ahead && i < sim->model->class_count; i++) {
        free(sim->ahead[i].purposes);
        free(sim->ahead[i].laws);
        free(sim->ahead[i].drawn);
    }
    free(sim->ahead);
}

static void draw_many(uint64_t key, const struct ahead *ahead, uint32_t first)
{
    for (int place = 0; place < ahead->places; place++) {
        double of[STREAM_MANY];
        stream_many(key, ahead->purposes[place], first, of);
        const struct law *law = ahead->laws[place];
        if (law)
            law_quantile_many(law, of);
        for (int i = 0; i < STREAM_MANY; i++)
            ahead->drawn[i * ahead->places + place] = law ? (double)law_nearest(of[i]) : of[i];
    }
}

void ahead_draw(const struct simulation *sim, struct patient *patient)
{
    const struct ahead *ahead = &sim->ahead[patient->class_index];
    const uint32_t turn = patient->number % STREAM_MANY;
    if (turn == 0)
        draw_many(sim->key, ahead, patient->number);
    memcpy(patient->ahead, ahead->drawn + turn * (uint32_t)ahead->places,
           (size_t)ahead->places * sizeof *patient->ahead);
}
