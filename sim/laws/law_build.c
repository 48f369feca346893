/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "laws/law.h"

#include <math.h>
#include <stdarg.h>

#include "laws/law_builder.h"

/* From a specification to a law: the form is set up, then truncated, then its reach is looked at. */

/* Some 30 million years in seconds: a law that reaches beyond is a slip, and its sums would not fit integer
 * time. */
static const double LONGEST = 1e15;

/* Of the law below max, or of the law above min, this share at least must lie between: with less, the
 * difference of two distribution functions has too few digits left. */
static const double LEAST_KEPT = 1e-6;

/* Masses below this are at the end of what doubles hold. */
static const double LEAST_MASS = 1e-290;

bool law_fault(struct builder *b, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    b->problem = arena_vprint(b->arena, format, arguments);
    va_end(arguments);
    return false;
}

bool law_above_zero(struct builder *b, const char *name, double value)
{
    return value > 0 || law_fault(b, "%s must be above 0", name);
}

bool law_weights_right(struct builder *b)
{
    double sum = 0;
    for (size_t i = 0; i < b->spec->count; i++) {
        double weight = b->spec->weights[i];
        if (!(weight >= 0) || !isfinite(weight))
            return law_fault(b, "weight %zu must be 0 or above", i + 1);
        sum += weight;
    }
    if (!isfinite(sum))
        return law_fault(b, "the weights are too large to be summed");
    return sum > 0 || law_fault(b, "the weights sum to 0: give at least one above 0");
}

/* What each way to write a law is called, what its parameters are, and how it is set up. */
static const struct form {
    const char *parameters[3];
    bool (*set)(struct builder *b, const double *parameter);
} forms[] = {
    [LAW_FIXED] = {{"value"}, law_set_fixed},
    [LAW_UNIFORM] = {{"min", "max"}, law_set_uniform},
    [LAW_TRIANGULAR] = {{"min", "mode", "max"}, law_set_triangular},
    [LAW_PERT] = {{"min", "mode", "max"}, law_set_pert},
    [LAW_EXPONENTIAL] = {{"mean"}, law_set_exponential},
    [LAW_ERLANG] = {{"phases", "mean"}, law_set_erlang},
    [LAW_GAMMA] = {{"mean", "sd"}, law_set_gamma},
    [LAW_LOGNORMAL] = {{"mean", "sd"}, law_set_lognormal},
    [LAW_LOGNORMAL_P90] = {{"median", "p90"}, law_set_lognormal_p90},
    [LAW_LOGNORMAL_QUARTILES] = {{"median", "q1", "q3"}, law_set_lognormal_quartiles},
    [LAW_WEIBULL] = {{"mean", "sd"}, law_set_weibull},
    [LAW_WEIBULL_SHAPE] = {{"shape", "scale"}, law_set_weibull_shape},
    [LAW_NORMAL] = {{"mean", "sd"}, law_set_normal},
    [LAW_EMPIRICAL] = {{NULL}, law_set_empirical},
    [LAW_DISCRETE] = {{NULL}, law_set_discrete},
    [LAW_MIXTURE] = {{NULL}, law_set_mixture},
    [LAW_SHIFTED] = {{"by"}, law_set_shifted},
};

enum { FORMS = sizeof forms / sizeof forms[0] };

static bool parameters_finite(struct builder *b, const struct form *form)
{
    for (int i = 0; i < 3 && form->parameters[i]; i++)
        if (!isfinite(b->spec->parameter[i]))
            return law_fault(b, "%s is not a finite number", form->parameters[i]);
    return true;
}

static bool truncation_right(struct builder *b)
{
    const struct law_spec *spec = b->spec;
    if (spec->has_min && !(spec->min >= 0 && isfinite(spec->min)))
        return law_fault(b, "min must be 0 d or above: a duration is never negative");
    if (spec->has_max && !(spec->max >= 0 && isfinite(spec->max)))
        return law_fault(b, "max must be 0 d or above: a duration is never negative");
    if (spec->has_min && spec->has_max && spec->min > spec->max)
        return law_fault(b, "min %g d is above max %g d", spec->min / LAW_DAY, spec->max / LAW_DAY);
    return true;
}

static bool set_form(struct builder *b)
{
    if ((unsigned)b->spec->kind >= FORMS)
        return law_fault(b, "there is no law of kind %d", (int)b->spec->kind);
    const struct form *form = &forms[b->spec->kind];
    b->law->kind = b->spec->kind;
    b->law->depth = 1;
    return parameters_finite(b, form) && truncation_right(b) && form->set(b, b->spec->parameter);
}

/* The least value of a law from x on, x not above its greatest. */
static double least_from(const struct law *law, double x)
{
    if (x <= law->least)
        return law->least;
    double least = HUGE_VAL;
    switch (law->kind) {
    case LAW_DISCRETE:
        for (size_t i = law->count; i > 0 && law->values[i - 1] >= x; i--)
            least = law->values[i - 1];
        return least;
    case LAW_MIXTURE:
        for (size_t i = 0; i < law->count; i++)
            if (law->of[i]->greatest >= x)
                least = fmin(least, least_from(law->of[i], x));
        return least;
    case LAW_SHIFTED: return law->offset + least_from(law->of[0], x - law->offset);
    default: return x;
    }
}

/* The greatest value of a law up to x, x not below its least. */
static double greatest_up_to(const struct law *law, double x)
{
    if (x >= law->greatest)
        return law->greatest;
    double greatest = 0;
    switch (law->kind) {
    case LAW_DISCRETE:
        for (size_t i = 0; i < law->count && law->values[i] <= x; i++)
            greatest = law->values[i];
        return greatest;
    case LAW_MIXTURE:
        for (size_t i = 0; i < law->count; i++)
            if (law->of[i]->least <= x)
                greatest = fmax(greatest, greatest_up_to(law->of[i], x));
        return greatest;
    case LAW_SHIFTED: return law->offset + greatest_up_to(law->of[0], x - law->offset);
    default: return x;
    }
}

/* Conditions the law on [min, max]; what lies at min and at max themselves is kept. */
static bool truncate_law(struct builder *b, double min, double max)
{
    struct law *law = b->law;
    if (min > law->base_max || max < law->base_min)
        return law_fault(b, "no value lies within min and max: widen them");
    double just_below = nextafter(min, -HUGE_VAL);
    law->below = base_tails(law, just_below);
    law->at_max = base_tails(law, max);
    law->kept = tails_between(law->below, law->at_max);
    if (!(law->kept >= LEAST_MASS && law->kept >= LEAST_KEPT * fmin(law->at_max.p, law->below.q)))
        return law_fault(b, "hardly any of the law lies within min and max: widen them");
    double least = least_from(law, min), greatest = greatest_up_to(law, max);
    double sum = tails_between(base_weighed(law, just_below), base_weighed(law, max));
    law->least = least;
    law->greatest = greatest;
    law->mean = fmin(fmax(sum / law->kept, least), greatest);
    law->truncated = law->detour = true;
    return true;
}

/* Truncation, where it takes anything away. */
static bool finish(struct builder *b)
{
    struct law *law = b->law;
    const struct law_spec *spec = b->spec;
    double min = spec->has_min ? spec->min : law->base_min, max = spec->has_max ? spec->max : law->base_max;
    if (min < 0)
        return law_fault(b, "the law has mass below zero: give min: 0 d");
    law->least = law->base_min;
    law->greatest = law->base_max;
    law->mean = law->base_mean;
    if (law_is_inverted(law->kind) && !law_invert_prepare(b->arena, law))
        return false;
    return (min <= law->base_min && max >= law->base_max) || truncate_law(b, min, max);
}

static bool reach_right(struct builder *b)
{
    if (law_quantile(b->law, 0x1.fffffffffffffp-1) <= LONGEST)
        return true;
    return law_fault(b, "the law reaches beyond 30 million years: give a max, or make it narrower");
}

const struct law *law_build(struct arena *arena, const struct law_spec *spec, const char **problem)
{
    struct law *law = arena_alloc(arena, sizeof *law);
    struct builder b = {.arena = arena, .spec = spec, .law = law};
    bool built = law && set_form(&b) && finish(&b) && reach_right(&b);
    *problem = b.problem;
    return built ? law : NULL;
}
