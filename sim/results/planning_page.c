/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "results/planning.h"
#include "results/response_words.h"
#include "results/summary_parts.h"

/* A plan for people: the targets, each candidate against each of them, what each cost buys, the answer. */
enum { PAGE_WIDTH = 100, LABEL_WIDTH = 30, CELL_WIDTH = 14, NARROW_WIDTH = 6, TARGETS_ABREAST = 3 };

struct plan_page {
    FILE *to;
    const struct planning *planning;
    const char *currency;
};

/* ---- words */

static void put_sentence(const struct plan_page *page, struct words words)
{
    put_wide_line(page->to, PAGE_WIDTH, 0, "", 0, words.text);
}

/* Exact as far as anybody writes it. */
static struct words short_words(double value)
{
    struct words words;
    snprintf(words.text, sizeof words.text, "%.10g", value);
    return words;
}

/* "A", ..., "Z", "A26": a target in a table. */
static struct words letter(int target)
{
    struct words words;
    snprintf(words.text, sizeof words.text, target < 26 ? "%c" : "A%d", target < 26 ? 'A' + target : target);
    return words;
}

/* Appends, with ", " between; what does not fit is "..." at the end. */
static void join(struct words *list, const char *text)
{
    size_t used = strlen(list->text);
    if (used + strlen(text) + 8 < sizeof list->text)
        snprintf(list->text + used, sizeof list->text - used, "%s%s", used ? ", " : "", text);
    else if (used >= 3 && strcmp(list->text + used - 3, "...") != 0)
        snprintf(list->text + used, sizeof list->text - used, ", ...");
}

static struct words cost_words(const struct plan_page *page, int candidate)
{
    const struct figure cost = page->planning->candidates[candidate].cost;
    return page->planning->certain ? short_words(cost.value)
                                   : response_words(page->planning->cost_unit, cost, page->currency);
}

/* The values of a candidate without their paths: "5/2". */
static struct words values_words(const struct planning *planning, int candidate)
{
    struct words words = {""};
    size_t used = 0, apart = (size_t)planning->candidate_count, rest = (size_t)candidate;
    for (int k = 0; k < planning->key_count && used < sizeof words.text; k++) {
        apart /= planning->keys[k].count;
        used += (size_t)snprintf(words.text + used, sizeof words.text - used, "%s%s", k ? "/" : "",
                                 planning->keys[k].values[rest / apart]);
        rest %= apart;
    }
    return words;
}

static struct words paths_words(const struct planning *planning)
{
    struct words words = {""};
    size_t used = 0;
    for (int k = 0; k < planning->key_count && used < sizeof words.text; k++)
        used += (size_t)snprintf(words.text + used, sizeof words.text - used, "%s%s", k ? "/" : "",
                                 planning->keys[k].path);
    return words;
}

static struct words target_words(const struct planning_target *target)
{
    struct words goal = target->unit == UNIT_SHARE ? goal_share(target->goal) : goal_duration(target->goal);
    return WORDS(target->at_least ? TEXT_PLAN_AT_LEAST : TEXT_PLAN_AT_MOST, target->figure, goal.text);
}

/* ---- tables */

static struct words cell_words(const struct plan_page *page, int candidate, int target)
{
    static const enum text verdicts[] = {TEXT_PLAN_MET, TEXT_PLAN_MISSED, TEXT_PLAN_OPEN};
    const struct planning_cell *cell = &page->planning->candidates[candidate].cells[target];
    struct words value = response_words(page->planning->targets[target].unit, cell->figure, page->currency);
    return WORDS(verdicts[cell->verdict], value.text);
}

static struct words all_words(const struct planning_candidate *candidate)
{
    static const enum text verdicts[] = {TEXT_PLAN_MET, TEXT_PLAN_MISSED, TEXT_PLAN_OPEN};
    return WORDS(verdicts[candidate->verdict], "");
}

static void put_candidate(const struct plan_page *page, int candidate, int from, int to)
{
    static const struct column columns[] = {{TEXT_COUNT, CELL_WIDTH}, {TEXT_COUNT, NARROW_WIDTH},
                                            {TEXT_COUNT, CELL_WIDTH}, {TEXT_COUNT, CELL_WIDTH},
                                            {TEXT_COUNT, CELL_WIDTH}, {TEXT_COUNT, CELL_WIDTH}};
    const struct planning_candidate *at = &page->planning->candidates[candidate];
    struct words cells[3 + TARGETS_ABREAST] = {cost_words(page, candidate), all_words(at),
                                               count_words(at->replications)};
    for (int t = from; t < to; t++)
        cells[3 + t - from] = cell_words(page, candidate, t);
    put_row(page->to, values_words(page->planning, candidate).text, LABEL_WIDTH, cells, columns,
            3 + to - from);
}

static void put_table(const struct plan_page *page, int from, int to)
{
    static const struct column columns[] = {{TEXT_COUNT, CELL_WIDTH}, {TEXT_COUNT, NARROW_WIDTH},
                                            {TEXT_COUNT, CELL_WIDTH}, {TEXT_COUNT, CELL_WIDTH},
                                            {TEXT_COUNT, CELL_WIDTH}, {TEXT_COUNT, CELL_WIDTH}};
    const struct planning *planning = page->planning;
    struct words heads[3 + TARGETS_ABREAST] = {WORDS(TEXT_PLAN_COST, ""), WORDS(TEXT_PLAN_ALL, ""),
                                               WORDS(TEXT_PLAN_REPLICATIONS, "")};
    for (int t = from; t < to; t++)
        heads[3 + t - from] = letter(t);
    fputc('\n', page->to);
    put_row(page->to, paths_words(planning).text, LABEL_WIDTH, heads, columns, 3 + to - from);
    for (int i = 0; i < planning->candidate_count; i++)
        put_candidate(page, i, from, to);
}

/* The candidates of a target's frontier from the cheapest up. */
static struct words frontier_words(const struct plan_page *page, int target)
{
    const struct planning *planning = page->planning;
    struct words list = {""};
    int last = NONE;
    for (int shown = 0; shown < planning->candidate_count; shown++) {
        int next = NONE;
        for (int i = 0; i < planning->candidate_count; i++) {
            double cost = planning->candidates[i].cost.value;
            double after = last == NONE ? cost : cost - planning->candidates[last].cost.value;
            bool later = last == NONE || after > 0 || (after == 0 && i > last);
            if (later && planning->candidates[i].cells[target].frontier &&
                (next == NONE || cost < planning->candidates[next].cost.value))
                next = i;
        }
        if (next == NONE)
            break;
        struct figure figure = planning->candidates[next].cells[target].figure;
        struct words value = response_words(planning->targets[target].unit, figure, page->currency);
        join(&list, WORDS(TEXT_PLAN_POINT, values_words(planning, next).text, value.text).text);
        last = next;
    }
    return list;
}

static void put_tables(const struct plan_page *page, const struct model *model)
{
    const struct planning *planning = page->planning;
    uint32_t least = UINT32_MAX, most = 0;
    for (int i = 0; i < planning->candidate_count; i++) {
        uint32_t replications = planning->candidates[i].replications;
        least = replications < least ? replications : least;
        most = replications > most ? replications : most;
    }
    struct words candidates = count_words(planning->candidate_count), seed;
    snprintf(seed.text, sizeof seed.text, "%llu", (unsigned long long)model->run.seed);
    put_sentence(page, least == most ? WORDS(TEXT_PLAN_HEAD_ALIKE, model->name, candidates.text,
                                             count_words(least).text, seed.text)
                                     : WORDS(TEXT_PLAN_HEAD, model->name, candidates.text,
                                             count_words(least).text, count_words(most).text, seed.text));
    put_sentence(page, WORDS(TEXT_PLAN_BY, planning->minimised));
    put_heading(page->to, TEXT_PLAN_TARGETS);
    for (int t = 0; t < planning->target_count; t++)
        put_wide_line(page->to, PAGE_WIDTH, 2, letter(t).text, 6, target_words(&planning->targets[t]).text);
    for (int t = 0; t < planning->target_count; t += TARGETS_ABREAST)
        put_table(page, t,
                  t + TARGETS_ABREAST < planning->target_count ? t + TARGETS_ABREAST
                                                               : planning->target_count);
    put_heading(page->to, TEXT_PLAN_FRONTIER);
    for (int t = 0; t < planning->target_count; t++)
        put_wide_line(page->to, PAGE_WIDTH, 2, letter(t).text, 6, frontier_words(page, t).text);
    fputc('\n', page->to);
}

/* ---- the answer */

static const char *label_of(const struct planning *planning, int candidate)
{
    return planning->candidates[candidate].label;
}

static void put_less(const struct plan_page *page, int key)
{
    const struct planning *planning = page->planning;
    int less = planning->less[key];
    if (less == NONE) {
        put_sentence(page, WORDS(TEXT_PLAN_LESS_NONE, planning->keys[key].path));
        return;
    }
    int target = planning->candidates[less].failed_first;
    if (target == NONE)
        return;
    struct words value =
        response_range_words(planning->targets[target].unit, planning->candidates[less].cells[target].figure,
                             page->currency);
    put_sentence(page, WORDS(TEXT_PLAN_LESS, label_of(planning, less),
                             target_words(&planning->targets[target]).text, value.text));
}

static void put_runner_up(const struct plan_page *page)
{
    const struct planning *planning = page->planning;
    int next = planning->runner_up;
    if (next == NONE)
        put_sentence(page, WORDS(TEXT_PLAN_RUNNER_UP_NONE, ""));
    else
        put_sentence(page, WORDS(planning->candidates[next].verdict == VERDICT_MET ? TEXT_PLAN_RUNNER_UP
                                                                                   : TEXT_PLAN_RUNNER_UP_OPEN,
                                 label_of(planning, next), cost_words(page, next).text));
}

static void put_decided(const struct plan_page *page, const char *confidence)
{
    const struct planning *planning = page->planning;
    put_runner_up(page);
    for (int k = 0; k < planning->key_count; k++)
        put_less(page, k);
    put_sentence(page, WORDS(TEXT_PLAN_DECIDED, confidence, label_of(planning, planning->best),
                             cost_words(page, planning->best).text));
}

static void put_none(const struct plan_page *page, const char *confidence)
{
    const struct planning *planning = page->planning;
    struct words missed = {""};
    for (int t = 0; t < planning->target_count; t++)
        if (planning_misses(planning, planning->nearest, t))
            join(&missed, planning->targets[t].figure);
    if (*missed.text)
        put_sentence(page, WORDS(TEXT_PLAN_NEAREST, label_of(planning, planning->nearest),
                                 cost_words(page, planning->nearest).text, missed.text));
    put_sentence(page, WORDS(TEXT_PLAN_NONE, count_words(planning->candidate_count).text, confidence));
}

static void put_undecided(const struct plan_page *page, const char *confidence)
{
    const struct planning *planning = page->planning;
    struct words open = {""};
    for (int i = 0; i < planning->candidate_count; i++)
        if (planning->candidates[i].open && i != planning->best)
            join(&open, label_of(planning, i));
    put_sentence(page, planning->replications_needed > 0
                           ? WORDS(TEXT_PLAN_MORE, count_words(planning->replications_needed).text,
                                   count_words(planning->replications_needed).text)
                           : WORDS(TEXT_PLAN_EMPTY, ""));
    if (planning->best == NONE)
        put_sentence(page,
                     WORDS(TEXT_PLAN_UNDECIDED, count_words(planning->max_replications).text, open.text));
    else
        put_sentence(page, WORDS(TEXT_PLAN_UNDECIDED_BEST, confidence, label_of(planning, planning->best),
                                 cost_words(page, planning->best).text, open.text));
}

bool results_planning(FILE *to, const struct planning *planning, const struct model *model, bool answer_only)
{
    struct plan_page page = {to, planning, model->currency ? model->currency : ""};
    struct words confidence = short_words(100 * planning->confidence);
    if (!answer_only)
        put_tables(&page, model);
    switch (planning->outcome) {
    case PLANNING_DECIDED: put_decided(&page, confidence.text); break;
    case PLANNING_NONE: put_none(&page, confidence.text); break;
    case PLANNING_UNDECIDED: put_undecided(&page, confidence.text); break;
    }
    return !ferror(to);
}
