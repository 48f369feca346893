/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "results/response_words.h"
#include "results/results.h"
#include "results/summary_parts.h"
#include "statistics/precision.h"

/* The last lines of an answer: what was asked for, what there is, and whether that is enough. */

static void put_remark(FILE *to, struct words words)
{
    put_line(to, 0, text_for(TEXT_FOOT_PRECISION), FOOT_TEXT_AT, words.text);
}

static struct words whole(double number)
{
    struct words words;
    snprintf(words.text, sizeof words.text, "%.0f", number);
    return words;
}

static void put_goal(FILE *to, const struct precision_goal *goal, const char *currency)
{
    struct words asked = half_words(goal->response.unit, goal->asked, currency);
    struct words half = half_words(goal->response.unit, goal->half, currency);
    put_remark(to, goal->known ? WORDS(TEXT_PRECISION_OF, goal->figure, half.text, asked.text)
                               : WORDS(TEXT_PRECISION_UNKNOWN, goal->figure, asked.text));
}

void put_precision(FILE *to, const struct precision *precision, const char *currency, double replications)
{
    struct words count = whole(replications);
    double more;
    for (size_t i = 0; i < precision->count; i++)
        put_goal(to, &precision->goals[i], currency ? currency : "");
    if (precision->reached)
        put_remark(to, WORDS(TEXT_PRECISION_REACHED, count.text));
    else if (precision_more(precision, &more))
        put_remark(to, WORDS(TEXT_PRECISION_LACKS, count.text, whole(more).text));
    else
        put_remark(to, WORDS(TEXT_PRECISION_NEVER, count.text));
}
