/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "results/response_words.h"
#include "results/summary_parts.h"
#include "results/sweep_parts.h"

/* A sweep for people: pictures, and at the end how far each key is worth turning. */

static void put_sentence(FILE *to, const char *text)
{
    put_wide_line(to, SWEEP_WIDTH, 0, "", 0, text);
}

struct words point_words(const struct sweep *sweep, size_t point)
{
    struct words words = {""};
    for (size_t k = 0, used = 0; k < sweep->key_count && used < sizeof words.text; k++)
        used += (size_t)snprintf(words.text + used, sizeof words.text - used, "%s%s", k ? ", " : "",
                                 sweep->keys[k].values[sweep_value(sweep, point, k)]);
    return words;
}

const char *sweep_currency(const struct sweep *sweep)
{
    const char *currency = sweep->pools[0]->model->currency;
    return currency ? currency : "";
}

/* ---- the answer */

static void put_ends(FILE *to, const struct sweep *sweep, const struct sweep_line *line)
{
    size_t least = sweep->point_count, most = sweep->point_count;
    for (size_t i = 0; i < sweep->point_count; i++) {
        if (!line->of[i].known)
            continue;
        if (least == sweep->point_count || line->of[i].value < line->of[least].value)
            least = i;
        if (most == sweep->point_count || line->of[i].value > line->of[most].value)
            most = i;
    }
    if (least == sweep->point_count) {
        put_sentence(to, WORDS(TEXT_ANSWER_NONE, line->name).text);
        return;
    }
    const char *currency = sweep_currency(sweep);
    put_sentence(to, WORDS(TEXT_SWEPT_BETWEEN, line->name, point_words(sweep, least).text,
                           response_range_words(line->unit, line->of[least], currency).text,
                           point_words(sweep, most).text,
                           response_range_words(line->unit, line->of[most], currency).text)
                         .text);
}

/* What happens along one key. */
struct along {
    size_t beyond; /* the value after the last clear step; 0: there is none */
    size_t last;   /* some step with which the key's values end */
    size_t after;  /* some step that begins at `beyond` */
    bool down, up; /* there are clear steps down, up */
    bool known;    /* of some step there is an interval */
};

static struct along look_along(const struct sweep *sweep, const struct sweep_line *line, size_t key)
{
    struct along along = {0};
    for (size_t i = 0; i < sweep->step_count; i++) {
        enum comparison_verdict verdict = line->changes[i].verdict;
        bool down = verdict == COMPARISON_LOWER, up = verdict == COMPARISON_HIGHER;
        size_t to = sweep_value(sweep, sweep->steps[i].to, key);
        if (sweep->steps[i].key != key)
            continue;
        along.known = along.known || verdict != COMPARISON_NONE;
        if (!down && !up)
            continue;
        along.down = along.down || down;
        along.up = along.up || up;
        along.beyond = to >= along.beyond ? to : along.beyond;
        along.last = to >= along.beyond ? i : along.last;
    }
    for (size_t i = 0; i < sweep->step_count; i++)
        if (sweep->steps[i].key == key && sweep_value(sweep, sweep->steps[i].from, key) == along.beyond)
            along.after = i;
    return along;
}

static void put_along(FILE *to, const struct sweep *sweep, const struct sweep_line *line, size_t key)
{
    static const enum text beyond[2][3] = {
        {TEXT_SWEPT_FALLS, TEXT_SWEPT_RISES, TEXT_SWEPT_CHANGES},
        {TEXT_SWEPT_ALL_FALLS, TEXT_SWEPT_ALL_RISES, TEXT_SWEPT_ALL_CHANGES},
    };
    const struct sweep_key *of = &sweep->keys[key];
    struct along along = look_along(sweep, line, key);
    bool several = sweep->key_count > 1, still = along.beyond + 1 == of->count;
    if (of->count < 2)
        return;
    if (along.beyond == 0) {
        put_sentence(to, along.known ? WORDS(TEXT_SWEPT_NEVER, line->name, of->path).text
                                     : WORDS(TEXT_ANSWER_NO_RANGES, line->name).text);
        return;
    }
    enum text text = still ? (several ? TEXT_SWEPT_ALL_STILL : TEXT_SWEPT_STILL)
                           : beyond[several][along.down && along.up ? 2 : along.up];
    size_t step = still ? along.last : along.after, from = sweep_value(sweep, sweep->steps[step].from, key);
    struct words difference =
        difference_words(line->unit, line->changes[step].less.figure, sweep_currency(sweep));
    put_sentence(
        to, WORDS(text, line->name, of->values[from], of->path, of->values[from + 1], difference.text).text);
}

/* ---- the page */

static void put_first_lines(FILE *to, const struct sweep *sweep, const char *name, uint64_t seed)
{
    char seed_text[32];
    snprintf(seed_text, sizeof seed_text, "%llu", (unsigned long long)seed);
    put_sentence(to, WORDS(TEXT_SWEPT, name, count_words((double)sweep->point_count).text,
                           count_words((double)sweep->replications).text, seed_text)
                         .text);
    put_sentence(to, WORDS(TEXT_SWEPT_RANGES, confidence_words(sweep->confidence).text,
                           count_words((double)sweep->comparisons).text)
                         .text);
}

bool results_sweep(FILE *to, const struct sweep *sweep, const char *name, uint64_t seed, bool answer_only)
{
    if (!answer_only)
        put_first_lines(to, sweep, name, seed);
    for (size_t i = 0; !answer_only && i < sweep->line_count; i++)
        if (sweep->lines[i].changes)
            put_sweep_picture(to, sweep, &sweep->lines[i]);
    if (!answer_only)
        fputc('\n', to);
    for (size_t i = 0; i < sweep->line_count; i++) {
        if (!sweep->lines[i].changes)
            continue;
        put_ends(to, sweep, &sweep->lines[i]);
        for (size_t key = 0; key < sweep->key_count; key++)
            put_along(to, sweep, &sweep->lines[i], key);
    }
    return !ferror(to);
}
