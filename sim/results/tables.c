/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "results/summary_parts.h"

/* ---- patients by outcome */

static void put_outcome_row(const struct page *page, const char *label, struct figure count, struct figure share)
{
    static const int widths[] = {12, 26};
    char number[32], text[128];
    snprintf(number, sizeof number, "%.1f", count.value);
    figure_share(share, text, sizeof text);
    put_row(page, label, 36, (const char *const[]){number, text}, widths, 2);
}

static void put_class(const struct page *page, const char *name, const struct patients_part *part)
{
    char label[SUMMARY_TEXT];
    snprintf(label, sizeof label, "%s", name);
    static const int widths[] = {12};
    char number[32];
    snprintf(number, sizeof number, "%.1f", part->referred.value);
    put_row(page, label, 36, (const char *const[]){number}, widths, 1);
    for (int i = 0; i < page->model->outcome_count; i++) {
        if (!(part->outcomes[i].value > 0))
            continue;
        snprintf(label, sizeof label, "  %s", page->model->outcomes[i]);
        put_outcome_row(page, label, part->outcomes[i], part->shares[i]);
    }
}

void put_outcomes(const struct page *page)
{
    static const int widths[] = {12, 26};
    put_heading(page, TEXT_OUTCOMES);
    put_row(page, "", 36, (const char *const[]){text_for(TEXT_COUNT), text_for(TEXT_SHARE)}, widths, 2);
    for (int i = 0; i < page->model->class_count; i++)
        put_class(page, page->model->classes[i].name, &page->metrics->by_class[i]);
}

/* ---- where the days go */

enum { LEDGER_LINES = 12 };

static int by_days(const void *a, const void *b)
{
    double x = ((const struct ledger_line *)a)->mean.value, y = ((const struct ledger_line *)b)->mean.value;
    return (x < y) - (x > y);
}

static void cause_text(const struct model *model, const struct ledger_key *key, char *buffer, size_t size)
{
    static const enum text plain[] = {[CAUSE_TAKES] = TEXT_TAKES, [CAUSE_NOTICE] = TEXT_NOTICE, [CAUSE_JOINS] = TEXT_JOINS,
                                      [CAUSE_CLOSED] = TEXT_CLOSED};
    if (key->cause == CAUSE_WAITS_FOR)
        text_fill(buffer, size, TEXT_WAITS_FOR, model->resources[key->of].name);
    else if (key->cause == CAUSE_UNFIT)
        text_fill(buffer, size, TEXT_UNFIT, model->risks[key->of].name);
    else
        snprintf(buffer, size, "%s", text_for(plain[key->cause]));
}

static void put_days_row(const struct page *page, const char *label, const char *what, double days, double of)
{
    static const int widths[] = {10, 8};
    char both[SUMMARY_TEXT], number[32], share[32];
    snprintf(both, sizeof both, "%-24s %s", label, what);
    days_text(days, number, sizeof number);
    share_text(of > 0 ? days / of : 0, share, sizeof share);
    put_row(page, both, 58, (const char *const[]){number, share}, widths, 2);
}

void put_ledger(const struct page *page, int measure)
{
    const struct measure_part *part = &page->metrics->measures[measure];
    char title[SUMMARY_TEXT], days[128], text[SUMMARY_TEXT];
    if (!part->summary.any)
        return;
    title_of(page->model->measures[measure].name, title, sizeof title);
    figure_days(part->summary.mean, days, sizeof days);
    text_fill(text, sizeof text, TEXT_LEDGER_OF, title, days);
    fprintf(page->to, "  %s\n", text);
    struct ledger_line *lines = calloc((size_t)part->made_of_count + 1, sizeof *lines);
    if (!lines)
        return;
    memcpy(lines, part->made_of, (size_t)part->made_of_count * sizeof *lines);
    qsort(lines, (size_t)part->made_of_count, sizeof *lines, by_days);
    double mean = part->summary.mean.value, rest = mean;
    for (int i = 0; i < part->made_of_count && i < LEDGER_LINES && lines[i].mean.value >= 0.05; i++) {
        const struct ledger_key *key = &page->model->ledger_keys[lines[i].key];
        cause_text(page->model, key, text, sizeof text);
        put_days_row(page, page->model->steps[key->step].name, text, lines[i].mean.value, mean);
        rest -= lines[i].mean.value;
    }
    if (rest > 0.005)
        put_days_row(page, text_for(TEXT_OTHER), "", rest, mean);
    free(lines);
}

/* ---- resources and risks */

enum { CELLS_MAX = 6 };
static const int RESOURCE_WIDTHS[CELLS_MAX] = {9, 8, 9, 9, 10, 9};

/* The head of a table from one text, its cells parted by tabs. */
static void put_head(const struct page *page, enum text head, int label_width, const int *widths, int count)
{
    char copy[SUMMARY_TEXT], *rest = copy;
    const char *cells[CELLS_MAX] = {"", "", "", "", "", ""};
    snprintf(copy, sizeof copy, "%s", text_for(head));
    for (int i = 0; i < count && rest; i++) {
        char *tab = strchr(rest, '\t');
        cells[i] = rest;
        if (tab)
            *tab = '\0';
        rest = tab ? tab + 1 : NULL;
    }
    put_row(page, "", label_width, cells, widths, count);
}

static void value_text(struct figure figure, void (*print)(double, char *, size_t), char *buffer, size_t size)
{
    if (figure.known)
        print(figure.value, buffer, size);
    else
        snprintf(buffer, size, "-");
}

static void plain_text(double value, char *buffer, size_t size)
{
    snprintf(buffer, size, "%.1f", value);
}

static void often_text(double value, char *buffer, size_t size)
{
    snprintf(buffer, size, "%.3f", value);
}

static void put_cells(const struct page *page, const char *label, char cells[CELLS_MAX][32])
{
    const char *list[CELLS_MAX];
    for (int i = 0; i < CELLS_MAX; i++)
        list[i] = cells[i];
    put_row(page, label, 23, list, RESOURCE_WIDTHS, CELLS_MAX);
}

static void put_waits(const struct resource_part *part, char cells[CELLS_MAX][32])
{
    value_text(part->wait.mean, days_text, cells[4], sizeof cells[4]);
    value_text(part->wait.quantiles[5], days_text, cells[5], sizeof cells[5]);
}

static void put_units_row(const struct page *page, int index)
{
    const struct resource *resource = &page->model->resources[index];
    const struct resource_part *part = &page->metrics->resources[index];
    char cells[CELLS_MAX][32];
    if (resource->capacity == UNLIMITED)
        snprintf(cells[0], sizeof cells[0], "%s", text_for(TEXT_UNLIMITED));
    else
        snprintf(cells[0], sizeof cells[0], "%d", resource->capacity);
    value_text(part->occupied, plain_text, cells[1], sizeof cells[1]);
    value_text(part->utilisation, share_text, cells[2], sizeof cells[2]);
    value_text(part->all_busy, share_text, cells[3], sizeof cells[3]);
    put_waits(part, cells);
    put_cells(page, resource->name, cells);
}

static void put_slots_row(const struct page *page, int index)
{
    const struct resource_part *part = &page->metrics->resources[index];
    char cells[CELLS_MAX][32];
    value_text(part->offered, plain_text, cells[0], sizeof cells[0]);
    value_text(part->used, plain_text, cells[1], sizeof cells[1]);
    value_text(part->lost, plain_text, cells[2], sizeof cells[2]);
    value_text(part->utilisation, share_text, cells[3], sizeof cells[3]);
    put_waits(part, cells);
    put_cells(page, page->model->resources[index].name, cells);
}

static void put_kind(const struct page *page, bool slots, enum text title, enum text head)
{
    bool any = false;
    for (int i = 0; i < page->model->resource_count; i++) {
        if (page->model->resources[i].is_slots != slots)
            continue;
        if (!any) {
            put_heading(page, title);
            put_head(page, head, 23, RESOURCE_WIDTHS, CELLS_MAX);
        }
        any = true;
        if (slots)
            put_slots_row(page, i);
        else
            put_units_row(page, i);
    }
}

void put_resources(const struct page *page)
{
    put_kind(page, false, TEXT_RESOURCES, TEXT_RESOURCE_HEAD);
}

void put_slots(const struct page *page)
{
    put_kind(page, true, TEXT_SLOTS, TEXT_SLOTS_HEAD);
}

void put_risks(const struct page *page)
{
    static const int widths[] = {14, 20};
    if (page->model->risk_count == 0)
        return;
    put_heading(page, TEXT_RISKS);
    put_head(page, TEXT_RISKS_HEAD, 36, widths, 2);
    for (int i = 0; i < page->model->risk_count; i++) {
        const struct risk_part *part = &page->metrics->risks[i];
        char often[32], lasts[32];
        value_text(part->per_patient, often_text, often, sizeof often);
        value_text(page->model->risks[i].step_count ? part->lasts.quantiles[3] : (struct figure){0}, days_text, lasts, sizeof lasts);
        put_row(page, page->model->risks[i].name, 36, (const char *const[]){often, lasts}, widths, 2);
    }
}

void put_costs(const struct page *page)
{
    const struct metrics *metrics = page->metrics;
    const char *currency = page->model->currency ? page->model->currency : "";
    char text[SUMMARY_TEXT];
    if (!metrics->has_costs || !metrics->cost_per_year.known)
        return;
    text_fill(text, sizeof text, TEXT_COST_LINE, currency, metrics->cost_per_year.value, currency,
              metrics->cost_per_completed.value);
    put_heading(page, TEXT_COSTS);
    fprintf(page->to, "  %s\n", text);
}
