/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "results/summary_parts.h"

/* The tables below the five figures. */

enum { CELLS_MAX = 7 };
#define COUNT_OF(columns) ((int)(sizeof(columns) / sizeof *(columns)))

typedef struct words print_value(double value);

static struct words cell(struct figure figure, print_value *print)
{
    return figure.known ? print(figure.value) : WORDS(TEXT_NO_DATA, "");
}

/* ---- patients by outcome */

static const struct column OUTCOME_COLUMNS[] = {{TEXT_OUTCOMES_COUNT, 16}, {TEXT_OUTCOMES_SHARE, 26}};
enum { OUTCOME_LABEL = 36 };

static void put_class(const struct page *page, const char *name, const struct patients_part *part)
{
    struct words cells[] = {cell(part->referred, number_words), {""}};
    put_row(page->to, name, OUTCOME_LABEL, cells, OUTCOME_COLUMNS, 1);
    for (int i = 0; i < page->model->outcome_count; i++) {
        char label[WORDS_SIZE];
        if (!part->outcomes[i].known || !(part->outcomes[i].value > 0))
            continue;
        snprintf(label, sizeof label, "  %s", page->model->outcomes[i]);
        cells[0] = number_words(part->outcomes[i].value);
        cells[1] = figure_share(part->shares[i]);
        put_row(page->to, label, OUTCOME_LABEL, cells, OUTCOME_COLUMNS, 2);
    }
}

void put_outcomes(const struct page *page)
{
    put_heading(page->to, TEXT_OUTCOMES);
    put_head(page->to, OUTCOME_LABEL, OUTCOME_COLUMNS, 2);
    if (page->model->class_count > 1)
        put_class(page, text_for(TEXT_OUTCOMES_ALL), &page->metrics->all);
    for (int i = 0; i < page->model->class_count; i++)
        put_class(page, page->model->classes[i].name, &page->metrics->by_class[i]);
}

/* ---- where the days go */

enum { LEDGER_LINES = 10, LEDGER_STEP = 26, LEDGER_LABEL = 60 };
static const double LEDGER_LEAST = 0.005; /* of the mean: less is told under "other" */

static int by_days(const void *a, const void *b)
{
    const struct ledger_line *x = a, *y = b;
    int order = (x->mean.value < y->mean.value) - (x->mean.value > y->mean.value);
    return order ? order : x->key - y->key;
}

struct words cause_words(const struct model *model, const struct ledger_key *key)
{
    static const enum text plain[] = {[CAUSE_TAKES] = TEXT_TAKES,
                                      [CAUSE_NOTICE] = TEXT_NOTICE,
                                      [CAUSE_JOINS] = TEXT_JOINS,
                                      [CAUSE_CLOSED] = TEXT_CLOSED};
    if (key->cause == CAUSE_WAITS_FOR)
        return WORDS(TEXT_WAITS_FOR, model->resources[key->of].name);
    if (key->cause == CAUSE_UNFIT)
        return WORDS(TEXT_UNFIT, model->risks[key->of].name);
    return WORDS(plain[key->cause], "");
}

/* Days, and their share of the mean. */
static void put_days(const struct page *page, const char *label, double days, double mean)
{
    static const struct column columns[] = {{TEXT_COUNT, 10}, {TEXT_COUNT, 8}};
    struct words cells[] = {duration_words(days), share_words(mean > 0 ? days / mean : 0)};
    put_row(page->to, label, LEDGER_LABEL, cells, columns, 2);
}

static void put_ledger_line(const struct page *page, const struct ledger_line *line, double mean)
{
    const struct ledger_key *key = &page->model->ledger_keys[line->key];
    struct words cause = cause_words(page->model, key);
    char label[2 * WORDS_SIZE];
    const char *step = page->model->steps[key->step].name;
    int gap = LEDGER_STEP - (int)utf8_count(step, strlen(step));
    snprintf(label, sizeof label, "%s%*s%s", step, gap > 1 ? gap : 1, "", cause.text);
    put_days(page, label, line->mean.value, mean);
}

void put_ledger(const struct page *page, int measure)
{
    const struct measure_part *part = &page->metrics->measures[measure];
    struct words title = titled_name(page->model->measures[measure].name),
                 mean_words = figure_duration(part->summary.mean);
    put_line(page->to, 0, "", 2, WORDS(TEXT_LEDGER_OF, title.text, mean_words.text).text);
    struct ledger_line *lines = calloc((size_t)part->made_of_count + 1, sizeof *lines);
    if (!part->summary.any || !lines) {
        free(lines);
        return;
    }
    if (part->made_of_count)
        memcpy(lines, part->made_of, (size_t)part->made_of_count * sizeof *lines);
    qsort(lines, (size_t)part->made_of_count, sizeof *lines, by_days);
    double mean = part->summary.mean.value, rest = mean;
    for (int i = 0; i < part->made_of_count && i < LEDGER_LINES; i++) {
        if (lines[i].mean.value < LEDGER_LEAST * mean)
            break;
        put_ledger_line(page, &lines[i], mean);
        rest -= lines[i].mean.value;
    }
    if (rest > LEDGER_LEAST / 10 * mean)
        put_days(page, text_for(TEXT_LEDGER_OTHER), rest, mean);
    put_days(page, text_for(TEXT_LEDGER_TOTAL), mean, mean);
    free(lines);
}

void put_ledgers(const struct page *page)
{
    if (page->headline[0] != NONE || page->headline[1] != NONE)
        put_heading(page->to, TEXT_LEDGER);
    for (int i = 0; i < 2; i++)
        if (page->headline[i] != NONE)
            put_ledger(page, page->headline[i]);
}

/* ---- resources */

static const struct column UNIT_COLUMNS[] = {{TEXT_CAPACITY, 9}, {TEXT_USED_UNITS, 8}, {TEXT_UTILISED, 9},
                                             {TEXT_ALL_BUSY, 9}, {TEXT_WAIT_MEAN, 11}, {TEXT_WAIT_P90, 10}};
static const struct column SLOT_COLUMNS[] = {{TEXT_OFFERED, 8}, {TEXT_USED, 7},     {TEXT_LOST, 6},
                                             {TEXT_UNUSED, 7},  {TEXT_UTILISED, 9}, {TEXT_WAIT_MEAN, 10},
                                             {TEXT_WAIT_P90, 9}};
enum { UNIT_LABEL = 22, SLOT_LABEL = 22 };

static void put_unit_row(const struct page *page, int index)
{
    const struct resource *resource = &page->model->resources[index];
    const struct resource_part *part = &page->metrics->resources[index];
    bool limited = resource->capacity != UNLIMITED;
    struct words cells[CELLS_MAX] = {
        WORDS(TEXT_UNLIMITED, ""),
        cell(part->occupied, number_words),
        WORDS(TEXT_NOT_APPLICABLE, ""),
        WORDS(TEXT_NOT_APPLICABLE, ""),
        cell(part->wait.mean, duration_words),
        cell(part->wait.quantiles[P90_AT], duration_words),
    };
    if (limited) {
        snprintf(cells[0].text, sizeof cells[0].text, "%d", resource->capacity);
        cells[2] = cell(part->utilisation, share_words);
        cells[3] = cell(part->all_busy, share_words);
    }
    put_row(page->to, resource->name, UNIT_LABEL, cells, UNIT_COLUMNS, COUNT_OF(UNIT_COLUMNS));
}

static void put_slot_row(const struct page *page, int index)
{
    const struct resource_part *part = &page->metrics->resources[index];
    struct words cells[CELLS_MAX] = {
        cell(part->offered, number_words),
        cell(part->used, number_words),
        cell(part->lost, number_words),
        cell(part->unused, number_words),
        cell(part->utilisation, share_words),
        cell(part->wait.mean, duration_words),
        cell(part->wait.quantiles[P90_AT], duration_words),
    };
    put_row(page->to, page->model->resources[index].name, SLOT_LABEL, cells, SLOT_COLUMNS,
            COUNT_OF(SLOT_COLUMNS));
}

static bool has_kind(const struct model *model, bool slots)
{
    for (int i = 0; i < model->resource_count; i++)
        if (model->resources[i].is_slots == slots)
            return true;
    return false;
}

void put_resources(const struct page *page)
{
    if (!has_kind(page->model, false))
        return;
    put_heading(page->to, TEXT_RESOURCES);
    put_head(page->to, UNIT_LABEL, UNIT_COLUMNS, COUNT_OF(UNIT_COLUMNS));
    for (int i = 0; i < page->model->resource_count; i++)
        if (!page->model->resources[i].is_slots)
            put_unit_row(page, i);
}

void put_slots(const struct page *page)
{
    if (!has_kind(page->model, true))
        return;
    put_heading(page->to, TEXT_SLOTS);
    put_head(page->to, SLOT_LABEL, SLOT_COLUMNS, COUNT_OF(SLOT_COLUMNS));
    for (int i = 0; i < page->model->resource_count; i++)
        if (page->model->resources[i].is_slots)
            put_slot_row(page, i);
}

/* ---- risks, costs */

void put_risks(const struct page *page)
{
    static const struct column columns[] = {{TEXT_PER_PATIENT, 16}, {TEXT_LASTS_MEDIAN, 26}};
    if (page->model->risk_count == 0)
        return;
    put_heading(page->to, TEXT_RISKS);
    put_head(page->to, OUTCOME_LABEL, columns, 2);
    for (int i = 0; i < page->model->risk_count; i++) {
        const struct risk_part *part = &page->metrics->risks[i];
        struct words cells[] = {cell(part->per_patient, number_words), WORDS(TEXT_NOT_APPLICABLE, "")};
        if (page->model->risks[i].step_count)
            cells[1] = figure_duration(part->lasts.quantiles[MEDIAN_AT]);
        put_row(page->to, page->model->risks[i].name, OUTCOME_LABEL, cells, columns, 2);
    }
}

/* "EUR 3 500 000": whole units, thousands apart. */
static struct words money_words(const struct page *page, struct figure figure)
{
    char digits[400], grouped[800];
    if (!figure.known)
        return WORDS(TEXT_NO_DATA, "");
    int length = snprintf(digits, sizeof digits, "%.0f", figure.value), used = 0;
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            grouped[used++] = ' ';
        grouped[used++] = digits[i];
    }
    grouped[used] = '\0';
    return WORDS(TEXT_MONEY, page->model->currency ? page->model->currency : "", grouped);
}

void put_costs(const struct page *page)
{
    static const struct column columns[] = {{TEXT_COUNT, 30}};
    const struct metrics *metrics = page->metrics;
    if (!metrics->has_costs)
        return;
    struct words year = money_words(page, metrics->cost_per_year),
                 patient = money_words(page, metrics->cost_per_completed);
    put_heading(page->to, TEXT_COSTS);
    put_row(page->to, text_for(TEXT_COST_A_YEAR), OUTCOME_LABEL, &year, columns, 1);
    put_row(page->to, text_for(TEXT_COST_A_PATIENT), OUTCOME_LABEL, &patient, columns, 1);
}
