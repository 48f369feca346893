/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "results/bottleneck.h"
#include "results/response_words.h"
#include "results/summary_parts.h"

/* What a little more of each thing is worth, for people: the ranking, where the days go, what capacity could
 * prevent, and the answer in sentences. */
enum { PAGE_WIDTH = 100, LABEL_WIDTH = 50, VALUE_WIDTH = 34, MARGIN = 2 };

static const struct column COLUMNS[] = {{TEXT_COUNT, VALUE_WIDTH}, {TEXT_COUNT, 0}};

static void put_sentence(FILE *to, const char *text)
{
    put_wide_line(to, PAGE_WIDTH, 0, "", 0, text);
}

static const char *currency_of(const struct bottleneck *of)
{
    return of->model->currency ? of->model->currency : "";
}

static struct words change_words(enum response_unit unit, const struct compared *change, const char *currency)
{
    return difference_words(unit, change->less.figure, currency);
}

static struct words verdict_of(const struct compared *compared)
{
    return WORDS(TEXT_APART, compared_words(compared).text);
}

/* ---- changes in words */

/* Another pathway has a step of that name. */
static bool is_common(const struct model *model, const struct step *step)
{
    for (int i = 0; i < model->step_count; i++)
        if (&model->steps[i] != step && strcmp(model->steps[i].name, step->name) == 0)
            return true;
    return false;
}

/* Its name, and where it stands if that is no pathway or could be meant otherwise. */
static struct words step_words(const struct model *model, const struct step *step)
{
    if (step->pathway == NONE)
        return WORDS(TEXT_STORY_OF_RISK, model->risks[step->risk].name, step->name);
    if (is_common(model, step))
        return WORDS(TEXT_STORY_OF_RISK, model->pathways[step->pathway].name, step->name);
    return WORDS(TEXT_AS_IT_IS, step->name);
}

struct words tweak_words(const struct model *model, struct tweak tweak)
{
    switch (tweak.kind) {
    case TWEAK_UNIT: return WORDS(TEXT_TWEAK_UNIT, model->resources[tweak.index].name);
    case TWEAK_SLOT:
        return WORDS(TEXT_TWEAK_SLOT, model->resources[tweak.index].name,
                     text_for(TEXT_STORY_MONDAY + (enum text)tweak_weekday(&model->resources[tweak.index])));
    case TWEAK_STEP: return WORDS(TEXT_TWEAK_STEP, step_words(model, &model->steps[tweak.index]).text);
    case TWEAK_RISK: return WORDS(TEXT_TWEAK_RISK, model->risks[tweak.index].name);
    default: return WORDS(TEXT_NOT_APPLICABLE, "");
    }
}

/* ---- the ranking */

static void put_first_lines(FILE *to, const struct bottleneck *of)
{
    const struct comparison *worth = of->worth;
    const struct comparison_line *line = &worth->lines[0];
    char seed[32];
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)of->seed);
    put_sentence(to,
                 WORDS(TEXT_WORTH, of->model->name, line->name, count_words((double)worth->count - 1).text,
                       count_words((double)worth->replications).text, seed)
                     .text);
    put_sentence(to,
                 WORDS(TEXT_WORTH_RANGES,
                       response_range_words(line->unit, line->of[0].figure, currency_of(of)).text,
                       count_words((double)worth->comparisons).text, confidence_words(worth->confidence).text)
                     .text);
    fputc('\n', to);
}

/* Says those that change nothing at all, and begins anew. */
static void put_same(FILE *to, struct words *same)
{
    if (*same->text)
        put_wide_line(to, PAGE_WIDTH, 0, "", MARGIN, WORDS(TEXT_WORTH_SAME, same->text).text);
    *same->text = '\0';
}

enum { SAME_MAX = 700 }; /* in one sentence, in bytes */

static void put_ranking(FILE *to, const struct bottleneck *of)
{
    const struct comparison_line *line = &of->worth->lines[0];
    struct words same = {""};
    for (size_t i = 0; i + 1 < of->worth->count; i++) {
        size_t at = of->order[i];
        const struct compared *change = &line->of[at];
        struct words name = tweak_words(of->model, of->tweaks[at]);
        if (change->verdict == COMPARISON_SAME) {
            same = *same.text ? WORDS(TEXT_STORY_AND, same.text, name.text) : name;
            if (strlen(same.text) > SAME_MAX)
                put_same(to, &same);
            continue;
        }
        struct words cells[] = {change_words(line->unit, change, currency_of(of)), verdict_of(change)};
        put_row(to, name.text, LABEL_WIDTH, cells, COLUMNS, 2);
    }
    put_same(to, &same);
}

/* ---- days, losses */

static void put_days_now(FILE *to, const struct bottleneck *of)
{
    struct page page = {.to = to, .metrics = of->metrics, .model = of->model};
    if (of->measure == NONE)
        return;
    put_heading(to, TEXT_WORTH_DAYS);
    put_ledger(&page, of->measure);
}

static bool depends(const struct prevention_line *line)
{
    bool some = false;
    for (int part = 0; part < PREVENTION_PARTS; part++)
        some = some || line->parts[part].verdict != COMPARISON_SAME;
    return some;
}

static void put_losses(FILE *to, const struct bottleneck *of)
{
    static const enum text parts[] = {TEXT_LOSSES_PLENTY, TEXT_LOSSES_WAITING, TEXT_LOSSES_FAILED};
    bool any = false;
    put_heading(to, TEXT_LOSSES);
    for (size_t i = 0; i < of->prevention->count; i++) {
        const struct prevention_line *line = &of->prevention->lines[i];
        if (!depends(line))
            continue;
        any = true;
        struct words now[] = {response_range_words(UNIT_SHARE, line->share, ""),
                              WORDS(TEXT_APART, text_for(TEXT_LOSSES_NOW))};
        put_row(to, of->model->outcomes[line->outcome], LABEL_WIDTH, now, COLUMNS, 2);
        for (int part = 0; part < PREVENTION_PARTS; part++) {
            const struct compared *change = &line->parts[part];
            struct words cells[] = {change_words(UNIT_SHARE, change, ""), verdict_of(change)};
            put_row(to, WORDS(TEXT_APART, text_for(parts[part])).text, LABEL_WIDTH, cells, COLUMNS, 2);
        }
    }
    if (!any)
        put_wide_line(to, PAGE_WIDTH, 0, "", MARGIN, text_for(TEXT_LOSSES_NONE));
}

/* ---- the answer */

enum { NAMED_MAX = 3 };

static void put_worth(FILE *to, const struct bottleneck *of)
{
    const struct comparison_line *line = &of->worth->lines[0];
    enum comparison_verdict better = worth_more_is_better(line->name) ? COMPARISON_HIGHER : COMPARISON_LOWER;
    double tally[COMPARISON_MORE + 1] = {0};
    size_t changes = of->worth->count - 1;
    for (size_t i = 0; i < changes; i++)
        tally[line->of[of->order[i]].verdict]++;
    if (changes && tally[COMPARISON_NONE] == (double)changes) {
        put_sentence(to, WORDS(TEXT_ANSWER_NO_RANGES, line->name).text);
        return;
    }
    double worse = tally[COMPARISON_LOWER] + tally[COMPARISON_HIGHER] - tally[better];
    put_sentence(to, WORDS(TEXT_ANSWER_WORTH_TALLY, count_words((double)changes).text,
                           count_words(tally[better]).text, count_words(worse).text,
                           count_words((double)changes - tally[better] - worse).text)
                         .text);
    if (tally[better] == 0)
        put_sentence(to, WORDS(TEXT_ANSWER_WORTH_NONE, line->name, count_words((double)changes).text).text);
    for (size_t i = 0; i < changes && i < NAMED_MAX && line->of[of->order[i]].verdict == better; i++) {
        struct words name = tweak_words(of->model, of->tweaks[of->order[i]]),
                     size = direction_words(line->unit, line->of[of->order[i]].less.figure, currency_of(of));
        put_sentence(to, i ? WORDS(TEXT_ANSWER_WORTH_NEXT, name.text, size.text).text
                           : WORDS(TEXT_ANSWER_WORTH_MOST, line->name, name.text, size.text).text);
    }
}

static void put_waits(FILE *to, const struct bottleneck *of)
{
    double *days = calloc((size_t)of->model->resource_count + 1, sizeof *days), all = 0;
    int most = 0;
    const struct measure_part *part = of->measure == NONE ? NULL : &of->metrics->measures[of->measure];
    for (int i = 0; days && part && i < part->made_of_count; i++) {
        const struct ledger_key *key = &of->model->ledger_keys[part->made_of[i].key];
        if (key->cause != CAUSE_WAITS_FOR)
            continue;
        days[key->of] += part->made_of[i].mean.value;
        all += part->made_of[i].mean.value;
        most = days[key->of] > days[most] ? key->of : most;
    }
    if (all > 0)
        put_sentence(to, WORDS(TEXT_ANSWER_DAYS, of->model->measures[of->measure].name,
                               figure_duration(part->summary.mean).text, duration_words(all).text,
                               of->model->resources[most].name, duration_words(days[most]).text)
                             .text);
    free(days);
}

static void put_prevented(FILE *to, const struct bottleneck *of)
{
    for (size_t i = 0; i < of->prevention->count; i++) {
        const struct prevention_line *line = &of->prevention->lines[i];
        enum comparison_verdict verdict = line->parts[PREVENTION_BY_PLENTY].verdict;
        struct words parts[PREVENTION_PARTS];
        if (line->outcome != OUTCOME_COMPLETED || verdict == COMPARISON_NONE)
            continue;
        for (int part = 0; part < PREVENTION_PARTS; part++)
            parts[part] = change_words(UNIT_SHARE, &line->parts[part], "");
        if (verdict == COMPARISON_LOWER || verdict == COMPARISON_HIGHER)
            put_sentence(to, WORDS(TEXT_ANSWER_LOSSES, of->model->outcomes[line->outcome], parts[0].text,
                                   parts[1].text, parts[2].text)
                                 .text);
        else
            put_sentence(to, WORDS(TEXT_ANSWER_NO_LOSSES, parts[0].text).text);
    }
}

bool results_bottleneck(FILE *to, const struct bottleneck *bottleneck, bool answer_only)
{
    if (!answer_only) {
        put_first_lines(to, bottleneck);
        put_ranking(to, bottleneck);
        put_days_now(to, bottleneck);
        put_losses(to, bottleneck);
        fputc('\n', to);
    }
    put_worth(to, bottleneck);
    put_waits(to, bottleneck);
    put_prevented(to, bottleneck);
    return !ferror(to);
}
