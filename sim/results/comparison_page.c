/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "results/comparison.h"
#include "results/response_words.h"
#include "results/summary_parts.h"

/* A comparison for people: each scenario beside the first, figure by figure, and the answer in sentences at
 * the end. */
enum { PAGE_WIDTH = 100, LABEL_WIDTH = 40, VALUE_WIDTH = 12, DIFFERENCE_WIDTH = 32 };

static struct words letter(size_t scenario)
{
    struct words words;
    if (scenario < 26)
        snprintf(words.text, sizeof words.text, "%c", (char)('A' + scenario));
    else
        snprintf(words.text, sizeof words.text, "%c%zu", 'A', scenario);
    return words;
}

static void put_sentence(FILE *to, const char *text)
{
    put_wide_line(to, PAGE_WIDTH, 0, "", 0, text);
}

/* ---- head */

static void put_scenarios(FILE *to, const struct comparison *comparison)
{
    fputc('\n', to);
    for (size_t i = 0; i < comparison->count; i++)
        put_wide_line(to, PAGE_WIDTH, 2, letter(i).text, 6, comparison->scenarios[i].label);
}

/* ---- one scenario against the first */

static const char *currency_of(const struct comparison *comparison)
{
    const char *currency = comparison->scenarios[0].pool->model->currency;
    return currency ? currency : "";
}

/* Never more than 0 in any of them: an outcome that nobody has. */
static bool is_empty(const struct comparison *comparison, const struct comparison_line *line)
{
    for (size_t i = 0; i < comparison->count; i++)
        if (!line->of[i].figure.known || line->of[i].figure.value != 0)
            return false;
    return line->unit == UNIT_SHARE;
}

static void put_figures(FILE *to, const struct comparison *comparison, size_t scenario)
{
    static const struct column columns[] = {{TEXT_COUNT, VALUE_WIDTH},
                                            {TEXT_COUNT, VALUE_WIDTH},
                                            {TEXT_COUNT, DIFFERENCE_WIDTH},
                                            {TEXT_COUNT, 0}};
    const char *currency = currency_of(comparison);
    struct words heads[] = {letter(0), letter(scenario),
                            WORDS(TEXT_LESS, letter(scenario).text, letter(0).text)};
    fputc('\n', to);
    put_row(to, "", LABEL_WIDTH, heads, columns, 3);
    for (size_t i = 0; i < comparison->line_count; i++) {
        const struct comparison_line *line = &comparison->lines[i];
        const struct compared *here = &line->of[scenario];
        if (is_empty(comparison, line))
            continue;
        struct words verdict = compared_words(here);
        struct words cells[] = {response_words(line->unit, line->of[0].figure, currency),
                                response_words(line->unit, here->figure, currency),
                                difference_words(line->unit, here->less.figure, currency),
                                WORDS(TEXT_APART, verdict.text)};
        put_row(to, line->name, LABEL_WIDTH, cells, columns, 4);
    }
}

/* ---- the answer */

/* The median of that measure, else its first figure; line_count: it has none. */
static size_t line_of(const struct comparison *comparison, const char *measure)
{
    size_t length = strlen(measure), first = comparison->line_count;
    for (size_t i = comparison->line_count; i-- > 0;) {
        const char *name = comparison->lines[i].name;
        if (strncmp(name, measure, length) != 0 || name[length] != '.')
            continue;
        if (strcmp(name + length, ".p50") == 0)
            return i;
        first = i;
    }
    return first;
}

/* What the answer speaks of: all figures when they are few, else the two times that belong together, or the
 * first figure. */
enum { HEADLINES_MAX = 4 };
static size_t choose_headlines(const struct comparison *comparison, size_t lines[HEADLINES_MAX])
{
    static const char *const wanted[] = {"referral_to_infusion", "vein_to_vein"};
    size_t count = 0;
    for (size_t i = 0; i < comparison->line_count && comparison->line_count <= HEADLINES_MAX; i++)
        lines[count++] = i;
    for (int k = 0; k < 2 && comparison->line_count > HEADLINES_MAX; k++)
        if ((lines[count] = line_of(comparison, wanted[k])) < comparison->line_count)
            count++;
    if (count == 0)
        lines[count++] = 0;
    return count;
}

static void put_headline(FILE *to, const struct comparison *comparison, size_t scenario, size_t index)
{
    const struct comparison_line *line = &comparison->lines[index];
    const struct compared *here = &line->of[scenario];
    const char *currency = currency_of(comparison);
    struct words difference = difference_words(line->unit, here->less.figure, currency), clear;
    switch (here->verdict) {
    case COMPARISON_NONE: put_sentence(to, WORDS(TEXT_ANSWER_NONE, line->name).text); return;
    case COMPARISON_SAME: put_sentence(to, WORDS(TEXT_ANSWER_SAME, line->name).text); return;
    case COMPARISON_UNCLEAR:
        put_sentence(to, WORDS(TEXT_ANSWER_UNCLEAR, line->name, difference.text).text);
        return;
    case COMPARISON_MORE:
        put_sentence(to, WORDS(TEXT_ANSWER_MORE, line->name, difference.text,
                               about_words(here->more_replications).text)
                             .text);
        return;
    default:
        clear = direction_words(line->unit, here->less.figure, currency);
        put_sentence(to, WORDS(TEXT_ANSWER_CLEAR, line->name, clear.text).text);
    }
}

static void put_tally(FILE *to, const struct comparison *comparison, size_t scenario)
{
    double of[COMPARISON_MORE + 1] = {0};
    for (size_t i = 0; i < comparison->line_count; i++)
        of[comparison->lines[i].of[scenario].verdict]++;
    double all = (double)comparison->line_count - of[COMPARISON_NONE];
    put_sentence(to, WORDS(TEXT_ANSWER_TALLY, count_words(all).text, count_words(of[COMPARISON_LOWER]).text,
                           count_words(of[COMPARISON_HIGHER]).text, count_words(of[COMPARISON_SAME]).text,
                           count_words(of[COMPARISON_UNCLEAR] + of[COMPARISON_MORE]).text)
                         .text);
}

static void put_narrowing(FILE *to, const struct comparison *comparison, size_t scenario, size_t index)
{
    const struct comparison_line *line = &comparison->lines[index];
    double apart = line->of[scenario].less.apart;
    char times[32];
    snprintf(times, sizeof times, apart < 9.95 ? "%.1f" : "%.0f", apart);
    if (apart > 0)
        put_sentence(to, WORDS(TEXT_ANSWER_NARROWED, line->name, times).text);
}

static void put_answer(FILE *to, const struct comparison *comparison, size_t scenario)
{
    size_t headlines[HEADLINES_MAX], count = choose_headlines(comparison, headlines);
    put_sentence(to, WORDS(TEXT_ANSWER_OF, letter(scenario).text, comparison->scenarios[scenario].label,
                           letter(0).text)
                         .text);
    put_tally(to, comparison, scenario);
    for (size_t i = 0; i < count; i++)
        put_narrowing(to, comparison, scenario, headlines[i]);
    for (size_t i = 0; i < count; i++)
        put_headline(to, comparison, scenario, headlines[i]);
}

/* Vein to vein begins when cells are collected: it says nothing of the wait before. */
static bool lacks_referral(const struct comparison *comparison)
{
    bool vein = false, referral = false;
    for (size_t i = 0; i < comparison->line_count; i++) {
        vein = vein || strncmp(comparison->lines[i].name, "vein_to_vein", 12) == 0;
        referral = referral || strncmp(comparison->lines[i].name, "referral_to_infusion", 20) == 0;
    }
    return vein && !referral;
}

static void put_tables(FILE *to, const struct comparison *comparison, const char *name, uint64_t seed)
{
    char replications[32], seed_text[32];
    snprintf(replications, sizeof replications, "%zu", comparison->replications);
    snprintf(seed_text, sizeof seed_text, "%llu", (unsigned long long)seed);
    put_sentence(to, WORDS(TEXT_COMPARED, name, count_words((double)comparison->count).text, replications,
                           seed_text)
                         .text);
    put_sentence(to, WORDS(TEXT_COMPARED_RANGES, confidence_words(comparison->confidence).text,
                           count_words((double)comparison->comparisons).text)
                         .text);
    put_scenarios(to, comparison);
    for (size_t i = 1; i < comparison->count; i++)
        put_figures(to, comparison, i);
    fputc('\n', to);
}

bool results_comparison(FILE *to, const struct comparison *comparison, const char *name, uint64_t seed,
                        bool answer_only)
{
    if (!answer_only)
        put_tables(to, comparison, name, seed);
    for (size_t i = 1; i < comparison->count; i++) {
        if (i > 1)
            fputc('\n', to);
        put_answer(to, comparison, i);
    }
    if (lacks_referral(comparison))
        put_sentence(to, text_for(TEXT_NO_REFERRAL));
    return !ferror(to);
}
