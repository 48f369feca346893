/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/tweak.h"

#include <stddef.h>

static const double LESS = 0.9;

/* More than all patients of a replication could use in a day. */
enum { SLOTS_WITHOUT_END = PATIENTS_MAX };

/* ---- which there are */

static int value_count(const struct model *model, int attribute)
{
    return attribute == NONE ? 0 : model->attributes[attribute].value_count;
}

static bool takes_time(const struct model *model, const struct law_choice *choice)
{
    bool takes = choice->attribute == NONE && choice->always && law_mean(choice->always) > 0;
    for (int i = 0; i < value_count(model, choice->attribute); i++)
        takes = takes || (choice->by_value[i] && law_mean(choice->by_value[i]) > 0);
    return takes;
}

static bool may_strike(const struct model *model, const struct risk *risk)
{
    if (risk->is_rate)
        return risk->rate > 0;
    bool may = risk->chance.attribute == NONE && risk->chance.always > 0;
    for (int i = 0; i < value_count(model, risk->chance.attribute); i++)
        may = may || risk->chance.by_value[i] > 0;
    return may;
}

static void list_tweak(struct tweak *list, int *count, enum tweak_kind kind, int index)
{
    if (list)
        list[*count] = (struct tweak){kind, index};
    ++*count;
}

int model_tweaks(const struct model *model, struct tweak *list)
{
    int count = 0;
    for (int i = 0; i < model->resource_count; i++)
        if (model->resources[i].is_slots || model->resources[i].capacity != UNLIMITED)
            list_tweak(list, &count, model->resources[i].is_slots ? TWEAK_SLOT : TWEAK_UNIT, i);
    for (int i = 0; i < model->step_count; i++)
        if (takes_time(model, &model->steps[i].takes))
            list_tweak(list, &count, TWEAK_STEP, i);
    for (int i = 0; i < model->risk_count; i++)
        if (may_strike(model, &model->risks[i]))
            list_tweak(list, &count, TWEAK_RISK, i);
    return count;
}

/* ---- resources */

int tweak_weekday(const struct resource *resource)
{
    int fewest = NONE;
    for (int day = 0; day < 7; day++)
        if (resource->slots_on[day] > 0 &&
            (fewest == NONE || resource->slots_on[day] < resource->slots_on[fewest]))
            fewest = day;
    return fewest;
}

static void add_slot(struct resource *resource)
{
    int *slots = &resource->slots_on[tweak_weekday(resource)];
    ++*slots;
    if (*slots > resource->capacity)
        resource->capacity = *slots;
}

/* What is closed altogether stays closed; what is only fewer for a while is without end as well. */
static bool keep_shut(struct model *model, struct resource *resource)
{
    struct closure *shut = arena_array(&model->arena, (size_t)resource->closure_count + 1, sizeof *shut);
    int count = 0;
    for (int i = 0; shut && i < resource->closure_count; i++)
        if (resource->closures[i].capacity == 0)
            shut[count++] = resource->closures[i];
    resource->closures = shut;
    resource->closure_count = count;
    return shut != NULL;
}

static bool give_plenty(struct model *model, struct resource *resource)
{
    for (int day = 0; day < 7; day++)
        if (resource->slots_on[day] > 0)
            resource->slots_on[day] = SLOTS_WITHOUT_END;
    resource->capacity = resource->is_slots ? SLOTS_WITHOUT_END : UNLIMITED;
    resource->queue_max = NONE;
    resource->held_count = 0;
    resource->breaks_after = resource->breaks_for = (struct law_choice){.attribute = NONE};
    return keep_shut(model, resource);
}

/* ---- numbers and laws */

static bool lessen_number(struct model *model, struct number_choice *choice)
{
    int count = value_count(model, choice->attribute);
    choice->always *= LESS;
    if (!count)
        return true;
    double *numbers = arena_array(&model->arena, (size_t)count, sizeof *numbers);
    for (int i = 0; numbers && i < count; i++)
        numbers[i] = LESS * choice->by_value[i];
    choice->by_value = numbers;
    return numbers != NULL;
}

static bool lessen_law(struct model *model, const struct law **law)
{
    if (*law && !(*law = law_scaled(&model->arena, *law, LESS)))
        return false;
    return true;
}

static bool lessen_time(struct model *model, struct law_choice *choice)
{
    int count = value_count(model, choice->attribute);
    if (!count)
        return lessen_law(model, &choice->always);
    const struct law **laws = arena_array(&model->arena, (size_t)count, sizeof *laws);
    bool fine = laws != NULL;
    for (int i = 0; fine && i < count; i++) {
        laws[i] = choice->by_value[i];
        fine = lessen_law(model, &laws[i]);
    }
    choice->by_value = laws;
    return fine;
}

static bool lessen_risk(struct model *model, struct risk *risk)
{
    risk->rate *= LESS;
    return risk->is_rate || lessen_number(model, &risk->chance);
}

/* ---- failures */

static bool leads_back(const struct failure *failure)
{
    if (!failure || failure->kind == FAILURE_REPEATS)
        return failure != NULL;
    bool back = false;
    for (int i = 0; failure->kind == FAILURE_ONE_OF && i < failure->branch_count; i++)
        back = back || leads_back(failure->branches[i]);
    return back;
}

/* ---- the whole */

bool model_tweak(struct model *model, struct tweak tweak)
{
    bool fine = true;
    switch (tweak.kind) {
    case TWEAK_UNIT: model->resources[tweak.index].capacity++; break;
    case TWEAK_SLOT: add_slot(&model->resources[tweak.index]); break;
    case TWEAK_STEP: return lessen_time(model, &model->steps[tweak.index].takes);
    case TWEAK_RISK: return lessen_risk(model, &model->risks[tweak.index]);
    case TWEAK_PLENTY:
        for (int i = 0; fine && i < model->resource_count; i++)
            fine = give_plenty(model, &model->resources[i]);
        break;
    case TWEAK_NO_FAILURE:
        for (int i = 0; i < model->step_count; i++)
            if (model->steps[i].has_fails && leads_back(model->steps[i].on_failure))
                model->steps[i].has_fails = false;
        break;
    }
    return fine;
}
