/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "results/results.h"
#include "results/story_parts.h"

/* A patient's story on a page of 100 columns: dates at the left, sentences beside them, its measures below.
 */

enum { STORY_WIDTH = 100, DAY_WIDTH = 9, STORY_AT = 31, STEP_WIDTH = 28, CAUSE_WIDTH = 38, EXACT_WIDTH = 15 };

static int columns_of(const char *text)
{
    return (int)utf8_count(text, strlen(text));
}

static void put_date(char *label, size_t size, const char *date, const char *day)
{
    snprintf(label, size, "%s%*s", date, STORY_AT - 2 - columns_of(date), day);
}

static void put_head_line(FILE *to)
{
    char label[2 * WORDS_SIZE];
    put_date(label, sizeof label, text_for(TEXT_STORY_HEAD_DATE), text_for(TEXT_STORY_HEAD_DAY));
    put_wide_line(to, STORY_WIDTH, 0, label, STORY_AT, text_for(TEXT_STORY_HEAD_STORY));
}

/* The date stands at the first of its lines. */
static void put_said(FILE *to, const struct teller *teller, int64_t *shown, const struct words *line)
{
    int64_t time = story_row(teller, teller->at)->time;
    char label[2 * WORDS_SIZE] = "", day[32];
    snprintf(day, sizeof day, "%.1f", (double)time / DAY);
    if (time != *shown)
        put_date(label, sizeof label, date_words(teller->model, time).text, day);
    *shown = time;
    put_wide_line(to, STORY_WIDTH, 0, label, STORY_AT, line->text);
}

static void put_title(FILE *to, const struct model *model, const struct story *story, uint64_t seed,
                      uint32_t replication)
{
    char id[256], number[16], digits[32];
    snprintf(id, sizeof id, "%s-%" PRIu32, model->classes[story->class_index].name, story->number);
    snprintf(number, sizeof number, "%" PRIu32, replication);
    snprintf(digits, sizeof digits, "%" PRIu64, seed);
    put_wide_line(to, STORY_WIDTH, 0, "", 0, model->name);
    put_wide_line(to, STORY_WIDTH, 0, "", 0, WORDS(TEXT_STORY_TITLE, id, number, digits).text);
    if (!story->observed)
        put_wide_line(to, STORY_WIDTH, 0, "", 0, text_for(TEXT_STORY_WARMUP));
    fputc('\n', to);
}

/* ---- what was measured */

/* To the second, so that the reader's sum is exact: "16 d 04:12:33". */
static struct words exact_words(int64_t seconds)
{
    char days[32], clock[16];
    int second = (int)(seconds % DAY);
    snprintf(days, sizeof days, "%" PRId64, seconds / DAY);
    snprintf(clock, sizeof clock, "%02d:%02d:%02d", second / 3600, second / 60 % 60, second % 60);
    return WORDS(TEXT_STORY_EXACT, days, clock);
}

static void put_part(FILE *to, const char *step, const char *cause, int64_t seconds, int64_t whole)
{
    char label[2 * WORDS_SIZE];
    struct words exact = exact_words(seconds);
    struct words share = share_words(whole ? (double)seconds / (double)whole : 0);
    int gap = STEP_WIDTH - columns_of(step), rest = CAUSE_WIDTH - columns_of(cause);
    snprintf(label, sizeof label, "%s%*s%s%*s", step, gap > 1 ? gap : 1, "", cause, rest > 1 ? rest : 1, "");
    int blanks = EXACT_WIDTH - columns_of(exact.text);
    char line[4 * WORDS_SIZE];
    snprintf(line, sizeof line, "%s%*s%s%*s", label, blanks > 0 ? blanks : 0, "", exact.text, 8, share.text);
    put_wide_line(to, 4 * WORDS_SIZE, 0, "", 2, line);
}

struct part {
    int key;
    int64_t seconds;
};

static int longest_first(const void *a, const void *b)
{
    const struct part *x = a, *y = b;
    int order = (x->seconds < y->seconds) - (x->seconds > y->seconds);
    return order ? order : x->key - y->key;
}

/* One part for each ledger key; those that nothing was put down to at the end. */
static void sum_parts(const struct teller *teller, int measure, struct part *parts)
{
    for (int i = 0; i < teller->model->ledger_count; i++)
        parts[i] = (struct part){i, 0};
    for (size_t i = 0; i < teller->story->count; i++) {
        const struct told *row = story_row(teller, i);
        if (row->what == TALE_MADE_OF && row->units == measure)
            parts[row->index].seconds += row->detail;
    }
    qsort(parts, (size_t)teller->model->ledger_count, sizeof *parts, longest_first);
}

static void put_measure(FILE *to, const struct teller *teller, int measure, int64_t whole, struct part *parts)
{
    const struct model *model = teller->model;
    struct words name = titled_name(model->measures[measure].name);
    struct words title = whole ? WORDS(TEXT_STORY_MEASURE_OF, name.text, span_words(whole).text)
                               : WORDS(TEXT_STORY_MEASURE_AT_ONCE, name.text);
    put_wide_line(to, STORY_WIDTH, 0, "", 0, title.text);
    sum_parts(teller, measure, parts);
    for (int i = 0; i < model->ledger_count && parts[i].seconds; i++) {
        const struct ledger_key *key = &model->ledger_keys[parts[i].key];
        put_part(to, model->steps[key->step].name, cause_words(model, key).text, parts[i].seconds, whole);
    }
    if (whole)
        put_part(to, text_for(TEXT_LEDGER_TOTAL), "", whole, whole);
}

static int64_t measured(const struct teller *teller, int measure)
{
    for (size_t i = 0; i < teller->story->count; i++) {
        const struct told *row = story_row(teller, i);
        if (row->what == TALE_MEASURED && row->index == measure)
            return row->detail;
    }
    return NONE;
}

static bool put_measures(FILE *to, const struct teller *teller)
{
    const struct model *model = teller->model;
    struct words missing = {""};
    struct part *parts = calloc((size_t)model->ledger_count + 1, sizeof *parts);
    if (!parts)
        return false;
    if (model->measure_count)
        put_heading(to, TEXT_STORY_MEASURES);
    for (int i = 0; i < model->measure_count; i++) {
        int64_t whole = measured(teller, i);
        if (whole == NONE) {
            add_to_list(&missing, TEXT_STORY_AND, plain_name(model->measures[i].name));
            continue;
        }
        put_measure(to, teller, i, whole, parts);
        fputc('\n', to);
    }
    if (missing.text[0])
        put_wide_line(to, STORY_WIDTH, 0, "", 0, WORDS(TEXT_STORY_MEASURE_NONE, missing.text).text);
    free(parts);
    return true;
}

bool results_story(FILE *to, const struct model *model, const struct story *story, uint64_t seed,
                   uint32_t replication)
{
    struct teller teller;
    struct words line;
    int64_t shown = NONE;
    bool fine = teller_begin(&teller, model, story);
    if (fine) {
        put_title(to, model, story, seed, replication);
        put_head_line(to);
        for (; teller.at < story->count; teller.at++)
            if (teller_says(&teller, &line))
                put_said(to, &teller, &shown, &line);
        fine = put_measures(to, &teller);
    }
    teller_free(&teller);
    return fine && !ferror(to);
}
