/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/tabulate.h"

#include "laws/law.h"

/*
 * A table costs some thousand draws without one. What a law is drawn is taken to be once for each patient, or
 * an n-th of that for a law of one of n values; breakdowns are rare, and times between referrals are used to
 * the last digit, so both stay as they are.
 */
static const double DRAWS_THAT_PAY = 10000;
enum { TABLES_MAX = 64 };

struct tabulating {
    struct model *model;
    double patients; /* expected, in all replications */
    int tables;
};

/* In all replications, growth and seasons left out. */
static double patients_of(const struct arrivals *arrivals, const struct run_settings *run)
{
    double seconds = (double)(run->warmup + run->horizon), count = arrivals->rate * seconds;
    if (arrivals->kind == ARRIVAL_LISTED)
        count = (double)arrivals->listed_count;
    if (arrivals->kind == ARRIVAL_RENEWAL)
        count = arrivals->every ? seconds / law_mean(arrivals->every) : 0;
    if (arrivals->limit != NONE && count > (double)arrivals->limit)
        count = (double)arrivals->limit;
    return count * run->replications;
}

static const struct law *tabulated(struct tabulating *of, const struct law *law, double draws)
{
    if (!law || draws < DRAWS_THAT_PAY || of->tables == TABLES_MAX)
        return law;
    const struct law *with = law_tabulated(&of->model->arena, law);
    of->tables += with != law;
    return with;
}

static void tabulate_choice(struct tabulating *of, struct law_choice *choice)
{
    choice->always = tabulated(of, choice->always, of->patients);
    if (choice->attribute == NONE)
        return;
    int count = of->model->attributes[choice->attribute].value_count;
    if (of->patients < DRAWS_THAT_PAY * count)
        return;
    const struct law **laws = arena_array(&of->model->arena, (size_t)count, sizeof *laws);
    for (int i = 0; laws && i < count; i++)
        laws[i] = tabulated(of, choice->by_value[i], of->patients / count);
    if (laws)
        choice->by_value = laws;
}

void model_tabulate(struct model *model)
{
    struct tabulating of = {.model = model};
    for (int i = 0; i < model->class_count; i++)
        of.patients += patients_of(&model->classes[i].arrivals, &model->run);
    for (int i = 0; i < model->step_count; i++) {
        tabulate_choice(&of, &model->steps[i].notice);
        tabulate_choice(&of, &model->steps[i].takes);
        tabulate_choice(&of, &model->steps[i].every);
    }
    for (int i = 0; i < model->risk_count; i++)
        tabulate_choice(&of, &model->risks[i].after);
}
