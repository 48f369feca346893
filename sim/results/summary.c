/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "results/summary_parts.h"
#include "scenario/values.h"

/*
 * What a run says to people, on eighty columns: five figures first, then where patients, days and beds go, then what was run.
 */

static int measure_named(const struct model *model, const char *name)
{
    for (int i = 0; i < model->measure_count; i++)
        if (strcmp(model->measures[i].name, name) == 0)
            return i;
    return NONE;
}

/* Referral to infusion and vein to vein stand at the top where the scenario has them, else its first two measures. */
static void choose_headlines(struct page *page)
{
    int first = measure_named(page->model, "referral_to_infusion"), second = measure_named(page->model, "vein_to_vein");
    for (int i = 0; i < page->model->measure_count; i++) {
        if (first == NONE && i != second)
            first = i;
        else if (second == NONE && i != first)
            second = i;
    }
    page->headline[0] = first;
    page->headline[1] = second;
}

static void put_top(const struct page *page)
{
    const struct run_settings *run = &page->model->run;
    char text[SUMMARY_TEXT];
    text_fill(text, sizeof text, TEXT_PATIENTS_OBSERVED, page->metrics->all.referred.value, page->metrics->replications,
              100 * run->confidence);
    fprintf(page->to, "%s\n%s\n", page->model->name, text);
}

static void put_foot_line(const struct page *page, enum text key, const char *value)
{
    char text[SUMMARY_TEXT];
    text_fill(text, sizeof text, key, value);
    fprintf(page->to, "%s\n", text);
}

static void put_changes(const struct page *page, const struct scenario *scenario)
{
    if (scenario->set_count == 0)
        put_foot_line(page, TEXT_FOOT_CHANGED, text_for(TEXT_FOOT_NOTHING));
    for (size_t i = 0; i < scenario->set_count; i++)
        put_foot_line(page, TEXT_FOOT_CHANGED, scenario->sets[i]);
}

static void put_foot(const struct page *page, const struct scenario *scenario, const char *const *files, size_t file_count)
{
    const struct run_settings *run = &page->model->run;
    char text[SUMMARY_TEXT], date[32];
    value_print_date(run->start_day, date, sizeof date);
    fputc('\n', page->to);
    put_foot_line(page, TEXT_FOOT_SCENARIO, scenario->path);
    put_changes(page, scenario);
    text_fill(text, sizeof text, TEXT_FOOT_RUN, (unsigned long long)page->metrics->seed, page->metrics->replications,
              CARTSIM_VERSION);
    fprintf(page->to, "%s\n", text);
    text_fill(text, sizeof text, TEXT_FOOT_WINDOW, (double)run->horizon / DAY, (double)run->warmup / DAY, date);
    fprintf(page->to, "%s\n", text);
    for (size_t i = 0; i < file_count; i++)
        put_foot_line(page, TEXT_FOOT_FILES, files[i]);
}

bool results_summary(FILE *to, const struct metrics *metrics, const struct scenario *scenario, const char *const *files,
                     size_t file_count)
{
    struct page page = {.to = to, .metrics = metrics, .model = metrics->model};
    choose_headlines(&page);
    put_top(&page);
    put_headlines(&page);
    put_outcomes(&page);
    if (page.headline[0] != NONE)
        put_heading(&page, TEXT_LEDGER);
    for (int i = 0; i < 2; i++)
        if (page.headline[i] != NONE)
            put_ledger(&page, page.headline[i]);
    put_resources(&page);
    put_slots(&page);
    put_risks(&page);
    put_costs(&page);
    put_foot(&page, scenario, files, file_count);
    return !ferror(to);
}
