/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "results/summary_parts.h"

/* The five figures at the top: two times, who got there, who was lost on the way, the beds. */

enum { MARGIN = 2, TEXT_AT = 24 };

static void put(const struct page *page, const char *label, struct words text)
{
    put_line(page->to, MARGIN, label, TEXT_AT, text.text);
}

/* ---- times and targets */

static struct words statistic_words(enum statistic statistic)
{
    static const char *const quantiles[] = {"p05", "p10", "p25", "", "p75", "p90", "p95", "p99"};
    if (statistic == STATISTIC_MEAN)
        return WORDS(TEXT_MEAN, "");
    if (statistic == STATISTIC_P50)
        return WORDS(TEXT_MEDIAN, "");
    return plain_name(quantiles[statistic - STATISTIC_P05]);
}

/* The figure that decides is named where it does not stand above. */
static void put_target(const struct page *page, const struct target_result *result)
{
    struct words verdict = verdict_words(result);
    if (result->statistic == STATISTIC_COUNT) {
        put(page, "", WORDS(TEXT_TARGET_BUSY, goal_share(result->goal).text, verdict.text));
    } else if (result->statistic == STATISTIC_SHARE_WITHIN) {
        put(page, "",
            WORDS(TEXT_TARGET_WITHIN, goal_share(result->goal).text, goal_duration(result->within).text,
                  verdict.text, figure_share(result->figure).text));
    } else {
        bool above = result->statistic == STATISTIC_P50 || result->statistic == STATISTIC_P90;
        put(page, "",
            WORDS(above ? TEXT_TARGET_AT_MOST : TEXT_TARGET_AT_MOST_OF,
                  statistic_words(result->statistic).text, goal_duration(result->goal).text, verdict.text,
                  figure_duration(result->figure).text));
    }
}

static void put_time(const struct page *page, int measure)
{
    const struct measure_part *part = &page->metrics->measures[measure];
    const struct figure *quantiles = part->summary.quantiles;
    struct words text = WORDS(TEXT_NO_DATA, "");
    if (part->summary.any)
        text = WORDS(TEXT_MEDIAN_P90, figure_duration(quantiles[MEDIAN_AT]).text,
                     figure_duration(quantiles[P90_AT]).text);
    put(page, titled_name(page->model->measures[measure].name).text, text);
    for (int i = 0; i < page->model->measures[measure].target_count; i++)
        put_target(page, &part->targets[i]);
}

/* ---- who got there, who was lost on the way */

static bool ends(const struct step *step, int measure)
{
    for (int moment = 0; moment < MOMENT_COUNT; moment++)
        for (int i = 0; i < step->marks[moment].count; i++)
            if (step->marks[moment].list[i].kind == MARK_MEASURE_TO &&
                step->marks[moment].list[i].index == measure)
                return true;
    return false;
}

/* The place, among the pathway's steps, of that whose moment ends the measure; NONE: there is none. */
static int ending_place(const struct model *model, const struct pathway *pathway, int measure)
{
    for (int i = 0; i < pathway->step_count; i++)
        if (ends(&model->steps[pathway->steps[i]], measure))
            return i;
    return NONE;
}

struct loss {
    int outcome;
    double share;
};

static int by_share(const void *a, const void *b)
{
    const struct loss *x = a, *y = b;
    int order = (x->share < y->share) - (x->share > y->share);
    return order ? order : x->outcome - y->outcome;
}

/* Patients a replication who left by that outcome at one of the pathway's first `end` steps. */
static double lost_until(const struct page *page, const struct pathway *pathway, int end, int outcome)
{
    double lost = 0;
    for (int i = 0; i < end; i++) {
        struct figure figure = page->metrics->losses[pathway->steps[i]].lost[outcome];
        lost += figure.known ? figure.value : 0;
    }
    return lost;
}

static double referred_to(const struct page *page, int pathway)
{
    double referred = 0;
    for (int i = 0; i < page->model->class_count; i++)
        if (page->model->classes[i].pathway == pathway && page->metrics->by_class[i].referred.known)
            referred += page->metrics->by_class[i].referred.value;
    return referred;
}

/* Fills losses[outcome_count] with those up to the step that ends the measure, or (further 1) at that step
 * too; the share of those referred whom they are together. */
static double gather_losses(const struct page *page, int measure, int further, struct loss *losses)
{
    const struct model *model = page->model;
    double referred = 0, together = 0;
    for (int i = 0; i < model->outcome_count; i++)
        losses[i] = (struct loss){i, 0};
    for (int i = 0; i < model->pathway_count; i++) {
        int end = ending_place(model, &model->pathways[i], measure);
        if (end == NONE)
            continue;
        referred += referred_to(page, i);
        for (int k = 0; k < model->outcome_count; k++)
            losses[k].share += lost_until(page, &model->pathways[i], end + further, k);
    }
    for (int i = 0; i < model->outcome_count && referred > 0; i++) {
        losses[i].share /= referred;
        together += losses[i].share;
    }
    return together;
}

/* The losses before the measure's end came, the greatest first; how many there are. Who was lost at the very
 * step that ends it may have been lost before or after: before, if so many are missing. */
static int rank_losses(const struct page *page, int measure, double missing, struct loss *losses)
{
    const double rounding = 1e-9;
    if (gather_losses(page, measure, 1, losses) > missing + rounding)
        gather_losses(page, measure, 0, losses);
    qsort(losses, (size_t)page->model->outcome_count, sizeof *losses, by_share);
    int count = 0;
    while (count < page->model->outcome_count && losses[count].share > 0)
        count++;
    return count;
}

enum { LOSSES_SHOWN = 3 };

static struct words loss_words(const struct page *page, struct figure lost, const struct loss *losses,
                               int count)
{
    static const enum text keys[] = {TEXT_LOST_BY_ONE, TEXT_LOST_BY_TWO, TEXT_LOST_BY_THREE};
    struct words all = figure_share(lost), names[LOSSES_SHOWN], shares[LOSSES_SHOWN];
    const char *values[2 + 2 * LOSSES_SHOWN] = {all.text};
    int shown = count < LOSSES_SHOWN ? count : LOSSES_SHOWN;
    if (shown == 0)
        return all;
    for (int i = 0; i < shown; i++) {
        names[i] = plain_name(page->model->outcomes[losses[i].outcome]);
        shares[i] = share_words(losses[i].share);
        values[1 + 2 * i] = names[i].text;
        values[2 + 2 * i] = shares[i].text;
    }
    return text_filled(keys[shown - 1], values);
}

static void put_lost(const struct page *page, int measure, const char *end)
{
    struct figure reached = page->metrics->treated[measure];
    struct figure lost = {1 - reached.value, 1 - reached.high, 1 - reached.low, reached.known,
                          reached.bounded};
    struct loss *losses = calloc((size_t)page->model->outcome_count + 1, sizeof *losses);
    int count = losses ? rank_losses(page, measure, lost.value, losses) : 0;
    put(page, WORDS(TEXT_LOST_BEFORE, end).text, loss_words(page, lost, losses, count));
    free(losses);
}

/* The measure ends with a moment of a step ("infusion.start"), or with the exit. */
static void put_reached(const struct page *page, int measure)
{
    const char *to = page->model->measures[measure].to, *dot = strrchr(to, '.');
    struct words share = WORDS(TEXT_OF_REFERRED, figure_share(page->metrics->treated[measure]).text), step;
    if (!dot) {
        put(page, text_for(TEXT_MEASURED), share);
        return;
    }
    snprintf(step.text, sizeof step.text, "%.*s", (int)(dot - to), to);
    step = plain_name(step.text);
    put(page, WORDS(TEXT_REACH, step.text).text, share);
    if (page->metrics->treated[measure].value < 1)
        put_lost(page, measure, step.text);
}

/* ---- beds: what some step holds beyond itself */

static bool is_held(const struct model *model, int resource)
{
    for (int i = 0; i < model->step_count; i++)
        for (int k = 0; k < model->steps[i].hold_count; k++)
            if (model->steps[i].holds[k].resource == resource)
                return true;
    return false;
}

static void put_bed(const struct page *page, int index)
{
    const struct resource *resource = &page->model->resources[index];
    const struct resource_part *part = &page->metrics->resources[index];
    struct words used = number_words(part->occupied.value), text;
    char capacity[16];
    snprintf(capacity, sizeof capacity, "%d", resource->capacity);
    if (!part->occupied.known)
        text = WORDS(TEXT_NO_DATA, "");
    else if (resource->capacity == UNLIMITED)
        text = WORDS(TEXT_IN_USE_UNLIMITED, used.text);
    else
        text = WORDS(TEXT_IN_USE, used.text, capacity, figure_share(part->all_busy).text);
    put(page, titled_name(resource->name).text, text);
    if (!isnan(resource->target_all_busy))
        put_target(page, &part->target);
}

/* A share that both times have in common is said once. */
static bool says_the_same(const struct page *page, int a, int b)
{
    return a != NONE && b != NONE && strcmp(page->model->measures[a].to, page->model->measures[b].to) == 0;
}

void put_headlines(const struct page *page)
{
    fputc('\n', page->to);
    for (int i = 0; i < 2; i++)
        if (page->headline[i] != NONE)
            put_time(page, page->headline[i]);
    for (int i = 0; i < 2; i++)
        if (page->headline[i] != NONE &&
            !(i == 1 && says_the_same(page, page->headline[0], page->headline[1])))
            put_reached(page, page->headline[i]);
    for (int i = 0; i < page->model->resource_count; i++)
        if (is_held(page->model, i))
            put_bed(page, i);
}
