/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "results/response_words.h"
#include "results/sensitivity.h"
#include "results/summary_parts.h"

/* What numbers that may be others make of a figure, for people: bars or shares, and the answer in sentences
 * at the end. */
enum { PAGE_WIDTH = 100, LABEL_WIDTH = 40, CELL_WIDTH = 20, BAR_HALF = 20, BAR_SIZE = 2 * BAR_HALF + 1 };

static void put_sentence(FILE *to, struct words words)
{
    put_wide_line(to, PAGE_WIDTH, 0, "", 0, words.text);
}

static struct words whole(size_t count)
{
    struct words words;
    snprintf(words.text, sizeof words.text, "%zu", count);
    return words;
}

/* ---- head */

static void put_head_lines(FILE *to, const struct sensitivity *of)
{
    static const enum text methods[] = {TEXT_SENS_TORNADO, TEXT_SENS_MORRIS, TEXT_SENS_SOBOL, TEXT_SENS_PSA};
    char seed[32];
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)of->seed);
    struct words method = WORDS(methods[of->method], whole(of->draws).text);
    put_sentence(to, WORDS(TEXT_SENS_HEAD, of->name, method.text, whole(of->points).text,
                           whole(of->replications).text, seed));
    if (of->method == SENSITIVITY_TORNADO)
        put_sentence(to, WORDS(TEXT_SENS_TOGETHER, confidence_words(of->confidence).text,
                               whole(2 * of->line_count * of->figure_count).text));
    else
        put_sentence(to, WORDS(TEXT_SENS_EACH, confidence_words(of->confidence).text));
}

static void put_parameters(FILE *to, const struct sensitivity *of)
{
    char text[300];
    fputc('\n', to);
    put_sentence(to, WORDS(TEXT_SENS_NUMBERS, ""));
    for (size_t i = 0; i < of->parameter_count; i++) {
        const struct sensitivity_parameter *parameter = &of->parameters[i];
        snprintf(text, sizeof text, "%.200s (%s)", parameter->uncertain, parameter->grade);
        put_wide_line(to, PAGE_WIDTH, 2, parameter->path, 2 + LABEL_WIDTH, text);
    }
}

/* ---- tornado */

/* A bar from the middle to the value, its interval over it. */
static void draw_bar(char bar[BAR_SIZE + 1], struct figure effect, double most)
{
    memset(bar, ' ', BAR_SIZE);
    bar[BAR_SIZE] = '\0';
    for (int i = 0; i < BAR_SIZE && effect.known && most > 0; i++) {
        double at = (i - BAR_HALF) * most / BAR_HALF, half = most / BAR_HALF / 2;
        bool inside = at * effect.value > 0 && fabs(at) - half <= fabs(effect.value);
        bool range = effect.bounded && at + half >= effect.low && at - half <= effect.high;
        if (inside || range)
            bar[i] = (char)(inside && range ? '=' : inside ? '#' : '-');
    }
    bar[BAR_HALF] = '|';
    for (int end = BAR_SIZE; end > BAR_HALF + 1 && bar[end - 1] == ' ';)
        bar[--end] = '\0';
}

static double greatest(const struct sensitivity *of, const struct sensitivity_figure *figure)
{
    double most = 0;
    for (size_t i = 0; i < of->line_count; i++) {
        const struct figure ends[] = {figure->lines[i].low, figure->lines[i].high};
        for (int k = 0; k < 2; k++)
            if (ends[k].known)
                most = fmax(most, fmax(fabs(ends[k].low), fabs(ends[k].high)));
    }
    return most;
}

static void put_end(FILE *to, const struct sensitivity *of, enum response_unit unit, const char *at,
                    struct figure effect, double most)
{
    char bar[BAR_SIZE + 1];
    struct words words = difference_words(unit, effect, of->currency);
    draw_bar(bar, effect, most);
    fprintf(to, "    %-16s ", at);
    put_wide_line(to, PAGE_WIDTH, 0, words.text, 36, bar);
}

static void put_tornado(FILE *to, const struct sensitivity *of, const struct sensitivity_figure *figure)
{
    double most = greatest(of, figure);
    put_sentence(to, WORDS(TEXT_SENS_KEY, ""));
    for (size_t i = 0; i < of->line_count; i++) {
        const struct sensitivity_line *line = &figure->lines[i];
        put_wide_line(to, PAGE_WIDTH, 0, "", 2, line->name);
        put_end(to, of, figure->unit, line->parameter->low, line->low, most);
        put_end(to, of, figure->unit, line->parameter->high, line->high, most);
    }
}

/* ---- tables */

static void put_effects(FILE *to, const struct sensitivity *of, const struct sensitivity_figure *figure)
{
    static const struct column columns[] = {{TEXT_SENS_MU_STAR, 24},
                                            {TEXT_SENS_MU, CELL_WIDTH},
                                            {TEXT_SENS_SIGMA, 10}};
    double noise = 0;
    put_head(to, LABEL_WIDTH, columns, 3);
    for (size_t i = 0; i < of->line_count; i++) {
        const struct morris_effect *effect = &figure->lines[i].effect;
        struct figure sigma = {effect->sigma, 0, 0, .known = effect->effects > 1}, mean = effect->mean;
        mean.bounded = false;
        noise = fmax(noise, effect->noise);
        struct words cells[] = {response_range_words(figure->unit, effect->size, of->currency),
                                difference_words(figure->unit, mean, of->currency),
                                response_words(figure->unit, sigma, of->currency)};
        put_row(to, figure->lines[i].name, LABEL_WIDTH, cells, columns, 3);
    }
    struct figure error = {noise, 0, 0, .known = true};
    put_sentence(to, WORDS(TEXT_SENS_MORRIS_KEY, response_words(figure->unit, error, of->currency).text));
}

static struct words share(struct figure figure)
{
    return response_range_words(UNIT_SHARE, figure, "");
}

static void put_variance(FILE *to, const struct sensitivity *of, const struct sensitivity_figure *figure)
{
    const struct freeze_variance *variance = &figure->variance;
    struct figure low = {variance->low, 0, 0, .known = variance->rows > 0},
                  high = {variance->high, 0, 0, .known = variance->rows > 0},
                  noise = {sqrt(variance->noise_variance), 0, 0, .known = variance->rows > 0};
    put_sentence(to, WORDS(TEXT_SENS_SPREAD, figure->name,
                           response_range_words(figure->unit, variance->mean, of->currency).text,
                           response_words(figure->unit, low, of->currency).text,
                           response_words(figure->unit, high, of->currency).text));
    put_sentence(to, WORDS(TEXT_SENS_NOISE, response_words(figure->unit, noise, of->currency).text));
    if (variance->rows < of->draws)
        put_sentence(to, WORDS(TEXT_SENS_LEFT_OUT, whole(of->draws - variance->rows).text,
                               whole(of->draws).text));
}

static void put_shares(FILE *to, const struct sensitivity *of, const struct sensitivity_figure *figure)
{
    static const struct column columns[] = {{TEXT_SENS_ALONE, CELL_WIDTH},
                                            {TEXT_SENS_WITH_ALL, CELL_WIDTH},
                                            {TEXT_SENS_OF_ALL, CELL_WIDTH}};
    put_head(to, LABEL_WIDTH, columns, 3);
    for (size_t i = 0; i < of->line_count; i++) {
        const struct freeze_index *index = &figure->lines[i].index;
        struct words cells[] = {share(index->alone), share(index->with_all), share(index->of_all)};
        put_row(to, figure->lines[i].name, LABEL_WIDTH, cells, columns, 3);
    }
    put_sentence(to, WORDS(TEXT_SENS_INDEX_KEY, ""));
    put_variance(to, of, figure);
}

static void put_figure(FILE *to, const struct sensitivity *of, const struct sensitivity_figure *figure)
{
    fputc('\n', to);
    put_sentence(to, WORDS(TEXT_SENS_BASE, figure->name,
                           response_range_words(figure->unit, figure->base, of->currency).text));
    if (of->method == SENSITIVITY_TORNADO)
        put_tornado(to, of, figure);
    else if (of->method == SENSITIVITY_MORRIS)
        put_effects(to, of, figure);
    else
        put_shares(to, of, figure);
}

/* ---- the answer */

static bool is_clear(struct figure effect)
{
    return effect.known && effect.bounded && (effect.low > 0 || effect.high < 0);
}

static void answer_tornado(FILE *to, const struct sensitivity *of, const struct sensitivity_figure *figure)
{
    size_t unclear = 0;
    const struct sensitivity_line *most = NULL;
    for (size_t i = 0; i < of->line_count; i++) {
        const struct sensitivity_line *line = &figure->lines[i];
        bool clear = is_clear(line->low) || is_clear(line->high);
        unclear += !clear;
        most = !most && clear ? line : most;
    }
    if (unclear)
        put_sentence(to, WORDS(TEXT_SENS_NO_DIFFERENCE, figure->name, whole(unclear).text,
                               whole(of->line_count).text));
    if (most)
        put_sentence(to,
                     WORDS(TEXT_SENS_MOST, figure->name, most->name,
                           difference_words(figure->unit, most->low, of->currency).text, most->parameter->low,
                           difference_words(figure->unit, most->high, of->currency).text,
                           most->parameter->high));
}

static void answer_morris(FILE *to, const struct sensitivity *of, const struct sensitivity_figure *figure)
{
    const struct sensitivity_line *most = &figure->lines[0];
    if (!most->effect.size.known)
        put_sentence(to, WORDS(TEXT_ANSWER_NONE, figure->name));
    else
        put_sentence(to, WORDS(TEXT_SENS_MORRIS_MOST, figure->name, most->name,
                               response_range_words(figure->unit, most->effect.size, of->currency).text));
}

static void answer_parameters(FILE *to, const struct sensitivity *of, const struct sensitivity_figure *figure)
{
    char years[32];
    snprintf(years, sizeof years, "%.3g", of->years);
    put_sentence(to,
                 WORDS(TEXT_SENS_PARAMETERS, figure->name, share(figure->variance.parameters).text, years));
}

static void answer_shares(FILE *to, const struct sensitivity *of, const struct sensitivity_figure *figure)
{
    const struct sensitivity_line *most = &figure->lines[0];
    if (!figure->variance.rows) {
        put_sentence(to, WORDS(TEXT_ANSWER_NONE, figure->name));
        return;
    }
    if (!is_clear(figure->variance.parameters) && !(figure->variance.parameters.value == 1)) {
        put_sentence(to, WORDS(TEXT_SENS_NONE, figure->name));
        return;
    }
    answer_parameters(to, of, figure);
    if (of->method == SENSITIVITY_SOBOL)
        put_sentence(to, WORDS(TEXT_SENS_SOBOL_MOST, figure->name, most->name, share(most->index.alone).text,
                               share(most->index.with_all).text));
    for (size_t i = of->line_count; of->method == SENSITIVITY_PSA && i-- > 0;)
        put_sentence(to, WORDS(TEXT_SENS_GRADE, figure->name, share(figure->lines[i].index.of_all).text,
                               figure->lines[i].name));
}

bool results_sensitivity(FILE *to, const struct sensitivity *of, bool answer_only)
{
    if (!answer_only) {
        put_head_lines(to, of);
        put_parameters(to, of);
        for (size_t i = 0; i < of->figure_count; i++)
            put_figure(to, of, &of->figures[i]);
        fputc('\n', to);
    }
    for (size_t i = 0; i < of->figure_count; i++) {
        const struct sensitivity_figure *figure = &of->figures[i];
        if (!figure->base.known)
            put_sentence(to, WORDS(TEXT_ANSWER_NONE, figure->name));
        else if (of->method == SENSITIVITY_TORNADO)
            answer_tornado(to, of, figure);
        else if (of->method == SENSITIVITY_MORRIS)
            answer_morris(to, of, figure);
        else
            answer_shares(to, of, figure);
    }
    return !ferror(to);
}
