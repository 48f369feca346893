/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "results/response_words.h"
#include "results/summary_parts.h"
#include "results/sweep_parts.h"

/* Figures over a grid as characters: points with their intervals, or shades. */
enum { MARGIN = 2, LABEL_MAX = 22, PLOT = 46, POINTS_MAX = 60, CELL = 14, COLUMNS_MAX = 5 };

static int width_of(const char *text)
{
    return (int)utf8_count(text, strlen(text));
}

/* The label, cut where it is too long, in that many columns. */
static void put_label(FILE *to, const char *label, int width)
{
    size_t size = strlen(label), kept = 0;
    int used = 0, room = width_of(label) > width ? width - 1 : width;
    while (kept < size && used < room) {
        kept += utf8_step(label + kept, size - kept);
        used++;
    }
    fprintf(to, "%*s%.*s%s", MARGIN, "", (int)kept, label, kept < size ? "\xe2\x80\xa6" : "");
    fprintf(to, "%*s", width - used - (kept < size), "");
}

static void put_right(FILE *to, const char *text, int width)
{
    int used = width_of(text);
    fprintf(to, "%*s", used < width ? width - used : 0, "");
    put_plain(to, text);
}

/* ---- the axis */

struct axis {
    double low, high, step; /* as figures are, shares from 0 to 1 */
    int decimals;
};

static void take_in(struct axis *axis, double value)
{
    axis->low = fmin(axis->low, value);
    axis->high = fmax(axis->high, value);
}

/* From 1, 2 and 5 times a power of ten, so that there are three to seven ticks. */
static void scale(struct axis *axis, double units)
{
    double range = (axis->high - axis->low) * units;
    if (!(range > 0))
        range = fmax(fabs(axis->high * units), 1) / 10;
    double power = pow(10, floor(log10(range / 3))), rough = range / 3 / power;
    double step = (rough >= 5 ? 5 : rough >= 2 ? 2 : 1) * power;
    axis->decimals = step < 1 ? (int)ceil(-log10(step) - 1e-9) : 0;
    axis->step = step / units;
    axis->low = floor(axis->low / axis->step + 1e-9) * axis->step;
    axis->high = ceil(axis->high / axis->step - 1e-9) * axis->step;
    if (!(axis->high > axis->low))
        axis->high = axis->low + axis->step;
}

static struct axis axis_of(const struct sweep *sweep, const struct sweep_line *line)
{
    struct axis axis = {.low = HUGE_VAL, .high = -HUGE_VAL};
    for (size_t i = 0; i < sweep->point_count; i++) {
        const struct figure *figure = &line->of[i];
        if (figure->known)
            take_in(&axis, figure->value);
        if (figure->known && figure->bounded) {
            take_in(&axis, figure->low);
            take_in(&axis, figure->high);
        }
    }
    if (axis.low <= axis.high)
        scale(&axis, response_scale(line->unit));
    return axis;
}

static int column_of(const struct axis *axis, double value)
{
    return (int)lround((value - axis->low) / (axis->high - axis->low) * (PLOT - 1));
}

/* ---- points */

static void put_bar(FILE *to, const struct axis *axis, const struct figure *figure)
{
    const char *cells[PLOT];
    for (int i = 0; i < PLOT; i++)
        cells[i] = " ";
    if (figure->known && figure->bounded) {
        int low = column_of(axis, figure->low), high = column_of(axis, figure->high);
        for (int i = low + 1; i < high; i++)
            cells[i] = "\xe2\x94\x80"; /* a line */
        cells[low] = "\xe2\x94\x9c";
        cells[high] = "\xe2\x94\xa4";
    }
    if (figure->known)
        cells[column_of(axis, figure->value)] = "\xe2\x97\x8f"; /* a disc */
    fputs("\xe2\x94\x82", to);
    for (int i = 0; i < PLOT; i++)
        fputs(cells[i], to);
}

/* The names of the ticks under them, those left out that do not fit. */
static void put_tick_names(FILE *to, const struct axis *axis, enum response_unit unit, const char *currency)
{
    int ticks = (int)lround((axis->high - axis->low) / axis->step), used = 0;
    for (int tick = 0; tick <= ticks; tick++) {
        double value = axis->low + tick * axis->step;
        struct words words = tick_words(unit, value, axis->decimals, currency);
        int at = column_of(axis, value) - width_of(words.text) / 2;
        if (at <= used && used > 0)
            continue;
        at = at < 0 ? 0 : at;
        fprintf(to, "%*s", at - used, "");
        put_plain(to, words.text);
        used = at + width_of(words.text);
    }
    fputc('\n', to);
}

static void put_axis(FILE *to, const struct axis *axis, enum response_unit unit, const char *currency,
                     int label)
{
    fprintf(to, "%*s\xe2\x94\x94", MARGIN + label + 1, "");
    for (int i = 0, tick = 0; i < PLOT; i++) {
        bool is_tick = i == column_of(axis, axis->low + tick * axis->step);
        tick += is_tick;
        fputs(is_tick ? "\xe2\x94\xac" : "\xe2\x94\x80", to);
    }
    fprintf(to, "\n%*s", MARGIN + label + 2, "");
    put_tick_names(to, axis, unit, currency);
}

static void put_points(FILE *to, const struct sweep *sweep, const struct sweep_line *line)
{
    struct axis axis = axis_of(sweep, line);
    const char *currency = sweep_currency(sweep);
    int label = 1;
    for (size_t i = 0; i < sweep->point_count; i++)
        label = (int)fmax(label, width_of(point_words(sweep, i).text));
    label = label < LABEL_MAX ? label : LABEL_MAX;
    for (size_t i = 0; i < sweep->point_count; i++) {
        put_label(to, point_words(sweep, i).text, label + 1);
        put_bar(to, &axis, &line->of[i]);
        fputc(' ', to);
        put_plain(to, response_range_words(line->unit, line->of[i], currency).text);
        fputc('\n', to);
    }
    if (axis.low <= axis.high)
        put_axis(to, &axis, line->unit, currency, label);
}

/* ---- shades */

static const char *shade_of(const struct axis *axis, const struct figure *figure)
{
    static const char *const shades[] = {"  ", "\xe2\x96\x91\xe2\x96\x91", "\xe2\x96\x92\xe2\x96\x92",
                                         "\xe2\x96\x93\xe2\x96\x93", "\xe2\x96\x88\xe2\x96\x88"};
    enum { SHADES = sizeof shades / sizeof *shades };
    double height =
        figure->known && axis->high > axis->low ? (figure->value - axis->low) / (axis->high - axis->low) : 0;
    int shade = (int)(height * SHADES);
    return shades[shade < SHADES ? shade : SHADES - 1];
}

/* Shades run from the least value to the greatest, not from end to end of an axis. */
static struct axis values_of(const struct sweep *sweep, const struct sweep_line *line)
{
    struct axis axis = {.low = HUGE_VAL, .high = -HUGE_VAL};
    for (size_t i = 0; i < sweep->point_count; i++)
        if (line->of[i].known)
            take_in(&axis, line->of[i].value);
    return axis;
}

static void put_shades(FILE *to, const struct sweep *sweep, const struct sweep_line *line)
{
    const struct sweep_key *down = &sweep->keys[0], *across = &sweep->keys[1];
    struct axis axis = values_of(sweep, line);
    put_label(to, "", LABEL_MAX);
    for (size_t i = 0; i < across->count; i++)
        put_right(to, across->values[i], CELL);
    fputc('\n', to);
    for (size_t row = 0; row < down->count; row++) {
        put_label(to, down->values[row], LABEL_MAX);
        for (size_t i = 0; i < across->count; i++) {
            const struct figure *figure = &line->of[row * across->count + i];
            fprintf(to, " %s", shade_of(&axis, figure));
            put_right(to, response_words(line->unit, *figure, sweep_currency(sweep)).text, CELL - 3);
        }
        fputc('\n', to);
    }
}

void put_sweep_picture(FILE *to, const struct sweep *sweep, const struct sweep_line *line)
{
    bool shades = sweep->key_count == 2 && sweep->keys[1].count <= COLUMNS_MAX;
    char paths[WORDS_SIZE] = "";
    for (size_t k = 0, used = 0; k < sweep->key_count && used < sizeof paths; k++)
        used +=
            (size_t)snprintf(paths + used, sizeof paths - used, "%s%s", k ? ", " : "", sweep->keys[k].path);
    fputc('\n', to);
    put_wide_line(to, SWEEP_WIDTH, 0, "", 0, line->name);
    if (shades)
        put_wide_line(to, SWEEP_WIDTH, 0, "", MARGIN,
                      WORDS(TEXT_SWEPT_ACROSS, sweep->keys[0].path, sweep->keys[1].path).text);
    else
        put_wide_line(to, SWEEP_WIDTH, 0, "", MARGIN, WORDS(TEXT_SWEPT_KEYS, paths).text);
    if (shades)
        put_shades(to, sweep, line);
    else if (sweep->point_count <= POINTS_MAX)
        put_points(to, sweep, line);
    else
        put_wide_line(to, SWEEP_WIDTH, 0, "", MARGIN, text_for(TEXT_SWEPT_NO_PICTURE));
}
