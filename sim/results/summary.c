/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "results/response_words.h"
#include "results/results.h"
#include "results/summary_parts.h"
#include "scenario/values.h"

/* What a run says to people: five figures first, then where patients, days and beds go, then what was run. */

static int measure_named(const struct model *model, const char *name)
{
    for (int i = 0; i < model->measure_count; i++)
        if (strcmp(model->measures[i].name, name) == 0)
            return i;
    return NONE;
}

void results_headline_measures(const struct model *model, int measures[2])
{
    int first = measure_named(model, "referral_to_infusion"), second = measure_named(model, "vein_to_vein");
    for (int i = 0; i < model->measure_count; i++) {
        if (i == first || i == second)
            continue;
        if (first == NONE)
            first = i;
        else if (second == NONE)
            second = i;
    }
    measures[0] = first;
    measures[1] = second;
}

/* With several replications, some figure at the top has no interval. */
static bool has_too_few(const struct page *page)
{
    for (int i = 0; i < 2; i++) {
        if (page->headline[i] == NONE)
            continue;
        const struct figure *quantiles = page->metrics->measures[page->headline[i]].summary.quantiles;
        if ((quantiles[MEDIAN_AT].known && !quantiles[MEDIAN_AT].bounded) ||
            (quantiles[P90_AT].known && !quantiles[P90_AT].bounded))
            return true;
    }
    return false;
}

static struct words plain_number(double number)
{
    struct words words = {""};
    results_number(number, words.text);
    return words;
}

static void put_top(const struct page *page)
{
    struct words referred = number_words(page->metrics->all.referred.value),
                 count = plain_number(page->metrics->replications),
                 confidence = plain_number(100 * page->model->run.confidence);
    put_line(page->to, 0, "", 0, page->model->name);
    if (page->metrics->replications == 1) {
        put_line(page->to, 0, "", 0, WORDS(TEXT_OBSERVED_ONCE, referred.text).text);
        return;
    }
    put_line(page->to, 0, "", 0, WORDS(TEXT_OBSERVED, referred.text, count.text, confidence.text).text);
    if (has_too_few(page))
        put_line(page->to, 0, "", 0, text_for(TEXT_TOO_FEW));
}

/* ---- foot */

static void put_foot_line(const struct page *page, enum text label, const char *text)
{
    put_line(page->to, 0, text_for(label), FOOT_TEXT_AT, text);
}

static void put_run(const struct page *page)
{
    const struct run_settings *run = &page->model->run;
    char date[32], seed[32];
    value_print_date(run->start_day, date, sizeof date);
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)page->metrics->seed);
    struct words count = plain_number(page->metrics->replications),
                 confidence = plain_number(100 * run->confidence),
                 horizon = plain_number((double)run->horizon / DAY),
                 warmup = plain_number((double)run->warmup / DAY);
    put_foot_line(page, TEXT_FOOT_RUN,
                  WORDS(TEXT_FOOT_RUN_LINE, seed, count.text, confidence.text, CARTSIM_VERSION).text);
    put_foot_line(page, TEXT_FOOT_WINDOW, WORDS(TEXT_FOOT_WINDOW_LINE, horizon.text, warmup.text, date).text);
}

static void put_foot(const struct page *page, const struct scenario *scenario, const char *const *files,
                     size_t file_count)
{
    fputc('\n', page->to);
    put_foot_line(page, TEXT_FOOT_SCENARIO, scenario->path);
    if (scenario->set_count == 0)
        put_foot_line(page, TEXT_FOOT_CHANGED, text_for(TEXT_FOOT_NOTHING));
    for (size_t i = 0; i < scenario->set_count; i++)
        put_foot_line(page, TEXT_FOOT_CHANGED, scenario->sets[i]);
    put_run(page);
    for (size_t i = 0; i < file_count; i++)
        put_foot_line(page, TEXT_FOOT_FILES, files[i]);
}

bool results_summary(FILE *to, const struct metrics *metrics, const struct scenario *scenario,
                     const char *const *files, size_t file_count)
{
    struct page page = {.to = to, .metrics = metrics, .model = metrics->model};
    results_headline_measures(page.model, page.headline);
    put_top(&page);
    put_headlines(&page);
    put_outcomes(&page);
    put_ledgers(&page);
    put_resources(&page);
    put_slots(&page);
    put_risks(&page);
    put_costs(&page);
    put_foot(&page, scenario, files, file_count);
    if (metrics->precision)
        put_precision(to, metrics->precision, page.model->currency, metrics->replications);
    return !ferror(to);
}
