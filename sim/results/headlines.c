/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "results/summary_parts.h"

/*
 * The five figures at the top: two times, who got there, who was lost on the way, the beds.
 */

static void put_target(const struct page *page, const struct target_result *result)
{
    static const char *const names[] = {"mean", "p05", "p10", "p25", "median", "p75", "p90", "p95", "p99"};
    char verdict[SUMMARY_TEXT], text[SUMMARY_TEXT];
    verdict_text(result, verdict, sizeof verdict);
    if (result->statistic == STATISTIC_SHARE_WITHIN)
        text_fill(text, sizeof text, TEXT_TARGET_WITHIN, 100 * result->goal, result->within, verdict);
    else if (result->statistic == STATISTIC_COUNT)
        text_fill(text, sizeof text, TEXT_TARGET_BUSY, 100 * result->goal, verdict);
    else
        text_fill(text, sizeof text, TEXT_TARGET_AT_MOST, names[result->statistic], result->goal, verdict);
    put_line(page, "", text);
}

enum { MEDIAN = 3, P90 = 5 };

static void put_time(const struct page *page, int measure)
{
    const struct measure_part *part = &page->metrics->measures[measure];
    char title[SUMMARY_TEXT], median[128], p90[128], text[SUMMARY_TEXT];
    title_of(page->model->measures[measure].name, title, sizeof title);
    figure_days(part->summary.quantiles[MEDIAN], median, sizeof median);
    figure_days(part->summary.quantiles[P90], p90, sizeof p90);
    text_fill(text, sizeof text, TEXT_MEDIAN_P90, median, p90);
    put_line(page, title, text);
    for (int i = 0; i < page->model->measures[measure].target_count; i++)
        put_target(page, &part->targets[i]);
}

/* ---- who got there, who was lost on the way */

/* The step whose moment ends the measure, in whichever pathway; NONE for `exit`. */
static int last_step(const struct model *model, const struct measure *measure)
{
    const char *dot = strrchr(measure->to, '.');
    size_t length = dot ? (size_t)(dot - measure->to) : 0;
    for (int i = 0; dot && i < model->step_count; i++)
        if (model->steps[i].pathway != NONE && strlen(model->steps[i].name) == length &&
            strncmp(model->steps[i].name, measure->to, length) == 0)
            return i;
    return NONE;
}

struct lost {
    int outcome;
    double share;
};

static int by_share(const void *a, const void *b)
{
    double x = ((const struct lost *)a)->share, y = ((const struct lost *)b)->share;
    return (x < y) - (x > y);
}

/* Lost at steps before `to`, by outcome, as shares of those referred to that pathway. */
static int count_lost(const struct page *page, int to, struct lost *list)
{
    const struct model *model = page->model;
    const struct pathway *pathway = &model->pathways[model->steps[to].pathway];
    double referred = 0;
    int used = 0;
    for (int i = 0; i < model->class_count; i++)
        if (model->classes[i].pathway == model->steps[to].pathway)
            referred += page->metrics->by_class[i].referred.value;
    for (int outcome = 0; outcome < model->outcome_count && referred > 0; outcome++) {
        double lost = 0;
        for (int i = 0; i < pathway->step_count && pathway->steps[i] < to; i++)
            if (page->metrics->losses[pathway->steps[i]].lost[outcome].known)
                lost += page->metrics->losses[pathway->steps[i]].lost[outcome].value;
        if (lost > 0)
            list[used++] = (struct lost){outcome, lost / referred};
    }
    qsort(list, (size_t)used, sizeof *list, by_share);
    return used;
}

static void put_lost(const struct page *page, struct figure reached, int to)
{
    struct figure lost = {1 - reached.value, 1 - reached.high, 1 - reached.low, reached.known, reached.bounded};
    struct lost *list = calloc((size_t)page->model->outcome_count, sizeof *list);
    char text[SUMMARY_TEXT], share[64];
    figure_share(lost, text, sizeof text);
    int count = list ? count_lost(page, to, list) : 0;
    for (int i = 0; i < count && i < 4; i++) {
        size_t used = strlen(text);
        char name[128];
        words_of(page->model->outcomes[list[i].outcome], name, sizeof name);
        share_text(list[i].share, share, sizeof share);
        snprintf(text + used, sizeof text - used, "%s %s %s", i ? "," : ":", name, share);
    }
    free(list);
    put_line(page, text_for(TEXT_LOST_BEFORE), text);
}

static void put_reached(const struct page *page, int measure)
{
    int to = last_step(page->model, &page->model->measures[measure]);
    if (to == NONE)
        return;
    struct figure reached = page->metrics->treated[measure];
    char label[SUMMARY_TEXT], share[128], text[SUMMARY_TEXT], name[128];
    words_of(page->model->steps[to].name, name, sizeof name);
    text_fill(label, sizeof label, TEXT_REACH, name);
    figure_share(reached, share, sizeof share);
    text_fill(text, sizeof text, TEXT_REACH_LINE, share);
    put_line(page, label, text);
    put_lost(page, reached, to);
}

/* ---- beds: what some step holds over others */

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
    char title[SUMMARY_TEXT], busy[128], text[SUMMARY_TEXT], used[64];
    title_of(resource->name, title, sizeof title);
    snprintf(used, sizeof used, "%.1f", part->occupied.value);
    figure_share(part->all_busy, busy, sizeof busy);
    if (resource->capacity == UNLIMITED)
        text_fill(text, sizeof text, TEXT_BED_UNLIMITED, used);
    else
        text_fill(text, sizeof text, TEXT_BED_LINE, used, resource->capacity, busy);
    put_line(page, title, text);
    if (!isnan(resource->target_all_busy))
        put_target(page, &part->target);
}

void put_headlines(const struct page *page)
{
    fputc('\n', page->to);
    for (int i = 0; i < 2; i++)
        if (page->headline[i] != NONE)
            put_time(page, page->headline[i]);
    if (page->headline[0] != NONE)
        put_reached(page, page->headline[0]);
    for (int i = 0; i < page->model->resource_count; i++)
        if (is_held(page->model, i))
            put_bed(page, i);
}
