/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/state.h"

#include <stdalign.h>
#include <stdlib.h>

/*
 * The pool of patients: records of one size, laid out for the model, used again when their patient has left.
 */

/* The arrays of a patient, in the order in which they stand in its block; all before the luck
 * begin anew with a new patient. */
enum array {
    ARRAY_VALUES,
    ARRAY_VISITS,
    ARRAY_ARRIVALS,
    ARRAY_HELD,
    ARRAY_KEPT,
    ARRAY_LENT,
    ARRAY_REPEATS,
    ARRAY_BOOKED,
    ARRAY_STRANDS,
    ARRAY_PROGRESS,
    ARRAY_RISKS,
    ARRAY_FROM,
    ARRAY_MEASURED,
    ARRAY_AHEAD,
    ARRAY_TIMERS,
    ARRAY_COUNT
};

/* All records together: what a patient may grow to is known before the first comes. */
static const size_t RECORDS_BYTES_MAX = (size_t)2 << 30;

/* Where each array begins in the block, and at [ARRAY_COUNT] how long the block is. */
static void lay_out(const struct simulation *sim, size_t offsets[ARRAY_COUNT + 1])
{
    const struct model *model = sim->model;
    const size_t unit = alignof(max_align_t);
    const struct patient *one = NULL;
    const size_t bytes[ARRAY_COUNT] = {
        [ARRAY_VALUES] = (size_t)model->attribute_count * sizeof *one->values,
        [ARRAY_VISITS] = (size_t)model->step_count * sizeof *one->visits,
        [ARRAY_ARRIVALS] = (size_t)model->step_count * sizeof *one->arrivals,
        [ARRAY_HELD] = (size_t)model->resource_count * sizeof *one->held,
        [ARRAY_KEPT] = (size_t)model->resource_count * sizeof *one->kept,
        [ARRAY_LENT] = (size_t)sim->need_count * sizeof *one->lent,
        [ARRAY_REPEATS] = (size_t)model->repeat_count * sizeof *one->repeats,
        [ARRAY_BOOKED] = (size_t)sim->booking_count * sizeof *one->booked,
        [ARRAY_STRANDS] = (size_t)model->strand_count * sizeof *one->strands,
        [ARRAY_PROGRESS] = (size_t)sim->progress_count * sizeof *one->progress,
        [ARRAY_RISKS] = (size_t)model->risk_count * sizeof *one->risks,
        [ARRAY_FROM] = (size_t)model->measure_count * sizeof *one->from,
        [ARRAY_MEASURED] = (size_t)model->measure_count * sizeof *one->measured,
        [ARRAY_AHEAD] = (size_t)sim->ahead_room * sizeof *one->ahead,
        [ARRAY_TIMERS] = (size_t)sim->timer_count * sizeof *one->timers,
    };
    offsets[0] = (sizeof(struct patient) + unit - 1) / unit * unit;
    for (int i = 0; i < ARRAY_COUNT; i++)
        offsets[i + 1] = offsets[i] + (bytes[i] + unit - 1) / unit * unit;
}

static void point_to_arrays(struct patient *patient, const size_t offsets[ARRAY_COUNT + 1])
{
    unsigned char *block = (unsigned char *)patient;
    void *arrays[ARRAY_COUNT];
    for (int i = 0; i < ARRAY_COUNT; i++)
        arrays[i] = block + offsets[i];
    patient->values = arrays[ARRAY_VALUES];
    patient->visits = arrays[ARRAY_VISITS];
    patient->arrivals = arrays[ARRAY_ARRIVALS];
    patient->held = arrays[ARRAY_HELD];
    patient->kept = arrays[ARRAY_KEPT];
    patient->lent = arrays[ARRAY_LENT];
    patient->repeats = arrays[ARRAY_REPEATS];
    patient->booked = arrays[ARRAY_BOOKED];
    patient->strands = arrays[ARRAY_STRANDS];
    patient->progress = arrays[ARRAY_PROGRESS];
    patient->risks = arrays[ARRAY_RISKS];
    patient->from = arrays[ARRAY_FROM];
    patient->measured = arrays[ARRAY_MEASURED];
    patient->ahead = arrays[ARRAY_AHEAD];
    patient->timers = arrays[ARRAY_TIMERS];
}

/* The steps inside a step stand behind it, all of them, before any other. */
static int inside_end(const struct model *model, int step)
{
    int end = step + 1;
    for (int at = end; at < model->step_count; end = ++at) {
        int around = model->steps[at].parent;
        while (around != NONE && around != step)
            around = model->steps[around].parent;
        if (around == NONE)
            break;
    }
    return end;
}

static const struct claim *only_claim(const struct step *step)
{
    if (step->need_count + step->hold_count != 1)
        return NULL;
    return step->need_count ? step->needs : step->holds;
}

static int64_t own_time(const struct law_choice *takes)
{
    if (!law_given(takes))
        return 0;
    const bool same = takes->attribute == NONE && law_is_fixed(takes->always);
    return same ? law_seconds(takes->always, 0.5) : DRAWN;
}

static struct patient *make_record(const struct simulation *sim)
{
    size_t offsets[ARRAY_COUNT + 1];
    lay_out(sim, offsets);
    struct patient *patient = calloc(1, offsets[ARRAY_COUNT]);
    if (patient)
        point_to_arrays(patient, offsets);
    return patient;
}

/* What every record begins with. */
static struct patient *make_blank(const struct simulation *sim)
{
    const struct model *model = sim->model;
    struct patient *blank = make_record(sim);
    if (!blank)
        return NULL;
    for (int i = 0; i < sim->booking_count; i++)
        blank->booked[i] = NONE;
    for (int i = 0; i < model->strand_count; i++)
        blank->strands[i].step = blank->strands[i].request = blank->strands[i].joined_by = NONE;
    for (int i = 0; i < model->measure_count; i++)
        blank->from[i] = blank->measured[i] = -1;
    return blank;
}

static bool prepare_blank(struct simulation *sim)
{
    const struct model *model = sim->model;
    sim->blank = make_blank(sim);
    sim->from_referral = calloc((size_t)model->measure_count + 1, sizeof *sim->from_referral);
    if (!sim->blank || !sim->from_referral)
        return false;
    for (int i = 0; i < model->measure_count; i++)
        if (model->measures[i].from_referral)
            sim->from_referral[sim->from_referral_count++] = i;
    return true;
}

static size_t bookings(const struct model *model)
{
    size_t count = 0;
    for (int i = 0; i < model->step_count; i++)
        count += (size_t)model->steps[i].book_count;
    return count;
}

bool patients_prepare(struct simulation *sim)
{
    const struct model *model = sim->model;
    size_t steps = (size_t)model->step_count;
    sim->stations = calloc(steps + 1, sizeof *sim->stations);
    sim->booking_of = calloc(steps + 1, sizeof *sim->booking_of);
    sim->booking_step = calloc(bookings(model) + 1, sizeof *sim->booking_step);
    sim->strand_parent = calloc((size_t)model->strand_count + 1, sizeof *sim->strand_parent);
    if (!sim->stations || !sim->booking_of || !sim->booking_step || !sim->strand_parent)
        return false;
    for (int i = 0; i < model->step_count; i++) {
        const struct step *step = &model->steps[i];
        const unsigned features = features_of(step);
        sim->stations[i] =
            (struct station){.step = step,
                             .features = features,
                             .next = step->next == NONE ? NULL : &sim->stations[step->next],
                             .index = i,
                             .key_takes = step->key_takes,
                             .takes = own_time(&step->takes),
                             .only_claim = only_claim(step),
                             .only_unit = only_claim(step) ? &sim->units[only_claim(step)->resource] : NULL,
                             .key_wait = step->key_wait + step->book_count,
                             .key_closed = step->key_closed,
                             .need_count = step->need_count,
                             .first_need = sim->need_count,
                             .inside_end = inside_end(model, i),
                             .progress = features & HAS_PROGRESS ? sim->progress_count++ : NONE};
        sim->booking_of[i] = sim->booking_count;
        for (int k = 0; k < step->book_count; k++)
            sim->booking_step[sim->booking_count++] = i;
        sim->need_count += step->need_count;
        if (step->meanwhile_strand != NONE)
            sim->strand_parent[step->meanwhile_strand] = step->strand;
    }
    if (!ahead_prepare(sim))
        return false;
    sim->timer_count = model->strand_count + model->risk_count;
    size_t offsets[ARRAY_COUNT + 1];
    lay_out(sim, offsets);
    size_t fitting = RECORDS_BYTES_MAX / offsets[ARRAY_COUNT] + 1;
    sim->patients_max = fitting < model->run.patients_max ? (uint32_t)fitting : model->run.patients_max;
    return prepare_blank(sim);
}

static bool more_patients(struct simulation *sim)
{
    uint32_t room = sim->pool_room ? 2 * sim->pool_room : 64;
    struct patient **pool = realloc(sim->pool, room * sizeof *pool);
    if (pool)
        sim->pool = pool;
    uint32_t *lists[3] = {sim->free_list, sim->inside, sim->gone};
    for (int i = 0; pool && i < 3; i++) {
        uint32_t *list = realloc(lists[i], room * sizeof *list);
        if (!list)
            return false;
        *(i == 0 ? &sim->free_list : i == 1 ? &sim->inside : &sim->gone) = list;
    }
    if (!pool)
        return false;
    sim->pool_room = room;
    return true;
}

static struct patient *new_record(struct simulation *sim)
{
    if (sim->pool_count >= sim->patients_max) {
        fail(sim, SIMULATION_CROWDED);
        return NULL;
    }
    if (sim->pool_count == sim->pool_room && !more_patients(sim))
        return NULL;
    struct patient *patient = make_record(sim);
    if (!patient)
        return NULL;
    patient->index = sim->pool_count;
    sim->pool[sim->pool_count++] = patient;
    return patient;
}

static void clear_record(const struct simulation *sim, struct patient *patient)
{
    const unsigned char *begin = (unsigned char *)sim->blank->values;
    const unsigned char *end = (unsigned char *)sim->blank->ahead;
    memcpy(patient->values, begin, (size_t)(end - begin));
    for (int i = 0; i < sim->from_referral_count; i++)
        patient->from[sim->from_referral[i]] = sim->now;
    patient->unfit = 0;
    patient->piece_count = 0;
    patient->gone = false;
}

static void draw_traits(struct simulation *sim, struct patient *patient)
{
    const struct patient_class *class = &sim->model->classes[patient->class_index];
    patient->priority = class->priority;
    for (int i = 0; i < class->trait_count; i++) {
        const struct trait *trait = &class->traits[i];
        int chosen = 0;
        if (trait->value_count > 1) {
            double u = luck(sim, trait->purpose, patient, 0);
            while (chosen < trait->value_count - 1 && u >= trait->shares[chosen])
                chosen++;
        }
        patient->values[trait->attribute] = (uint16_t)trait->values[chosen];
    }
}

struct patient *patient_admit(struct simulation *sim, int class_index, uint32_t number)
{
    struct patient *patient =
        sim->free_count ? sim->pool[sim->free_list[--sim->free_count]] : new_record(sim);
    if (!patient) {
        fail(sim, SIMULATION_NO_MEMORY);
        return NULL;
    }
    patient->class_index = class_index;
    patient->number = number;
    patient->referral = ++sim->referrals;
    patient->referred = sim->now;
    patient->observed = in_window(sim, sim->now);
    clear_record(sim, patient);
    patient->journal = patient->observed && sim->model->measure_count > 0;
    patient->piece_limit = patient->journal ? patient->piece_room : 0;
    patient->measures_left = sim->model->measure_count;
    patient->told = false;
    ahead_draw(sim, patient);
    draw_traits(sim, patient);
    patient->inside_at = sim->inside_count;
    sim->inside[sim->inside_count++] = patient->index;
    if (patient->observed) {
        sim->observed_inside++;
        count(sim, sim->at.referred, class_index, 1);
    }
    return patient;
}

static void give_everything_back(struct simulation *sim, struct patient *patient)
{
    const struct model *model = sim->model;
    for (int i = 0; i < model->strand_count; i++)
        if (patient->strands[i].request != NONE)
            units_withdraw(sim, patient, i);
    for (int i = 0; i < sim->timer_count; i++)
        timer_cancel(sim, patient, i);
    for (int i = 0; i < sim->booking_count; i++)
        if (patient->booked[i] != NONE)
            slots_cancel(sim, patient, sim->booking_step[i]);
    for (int i = 0; i < model->resource_count; i++)
        if (patient->held[i])
            units_give_back(sim, patient, i, patient->held[i]);
}

void patient_leave(struct simulation *sim, struct patient *patient, int outcome)
{
    if (patient->gone)
        return;
    patient->gone = true;
    give_everything_back(sim, patient);
    record_exit(sim, patient, outcome);
    uint32_t last = sim->inside[--sim->inside_count];
    sim->inside[patient->inside_at] = last;
    sim->pool[last]->inside_at = patient->inside_at;
    sim->observed_inside -= patient->observed;
    sim->kept -= patient->piece_count;
    patient->piece_count = 0;
    sim->gone[sim->gone_count++] = patient->index;
    sim->unsettled = true;
}

void patients_bury_gone(struct simulation *sim)
{
    while (sim->gone_count) {
        uint32_t index = sim->gone[--sim->gone_count];
        sim->pool[index]->referral = 0;
        sim->free_list[sim->free_count++] = index;
    }
}

void patients_reset(struct simulation *sim)
{
    sim->free_count = sim->inside_count = sim->gone_count = 0;
    for (uint32_t i = sim->pool_count; i-- > 0;) {
        struct patient *patient = sim->pool[i];
        patient->referral = 0;
        memset(patient->timers, 0, (size_t)sim->timer_count * sizeof *patient->timers);
        sim->free_list[sim->free_count++] = i;
    }
}

void patients_free(struct simulation *sim)
{
    for (uint32_t i = 0; i < sim->pool_count; i++) {
        free(sim->pool[i]->pieces);
        free(sim->pool[i]);
    }
    free(sim->pool);
    free(sim->free_list);
    free(sim->inside);
    free(sim->gone);
    free(sim->blank);
    free(sim->from_referral);
    free(sim->stations);
    free(sim->booking_of);
    free(sim->booking_step);
    free(sim->strand_parent);
    ahead_free(sim);
}
