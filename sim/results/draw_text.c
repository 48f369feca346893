/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results/draw_text.h"

#include <string.h>

#include "base/utf8.h"

/* clang-format off: a table */
/* Advance widths of DejaVu Sans, U+0020 to U+007E, in thousandths of the size of the font. */
static const short WIDTHS[] = {318, 401, 460, 838, 636,  950, 780, 275, 390, 390, 500, 838, 318, 361,
                               318, 337, 636, 636, 636,  636, 636, 636, 636, 636, 636, 636, 337, 337,
                               838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295,
                               295, 656, 557, 863, 748,  787, 603, 787, 695, 635, 611, 732, 684, 989,
                               685, 611, 685, 390, 337,  390, 838, 500, 500, 613, 635, 550, 635, 615,
                               352, 635, 634, 278, 278,  579, 278, 974, 634, 612, 635, 635, 411, 521,
                               392, 634, 592, 818, 592,  592, 525, 636, 337, 636, 838};
/* clang-format on */
enum { LATIN_WIDTH = 840, WIDE_WIDTH = 1040 }; /* other letters; three bytes and more: Chinese, say */
enum { BOLD = 117 };                           /* per cent of the plain width */

static int width_of(const char *text, size_t bytes)
{
    unsigned char first = (unsigned char)*text;
    if (bytes > 1)
        return bytes > 2 ? WIDE_WIDTH : LATIN_WIDTH;
    return first >= ' ' && first <= '~' ? WIDTHS[first - ' '] : WIDE_WIDTH;
}

static int scaled(long thousandths, int size, bool bold)
{
    long width = thousandths * size / 1000;
    return (int)(bold ? width * BOLD / 100 : width);
}

/* How many bytes fit into the width. */
static size_t bytes_within(const char *text, int width, int size, bool bold)
{
    size_t length = strlen(text), at = 0;
    long wide = 0;
    while (at < length) {
        size_t step = utf8_step(text + at, length - at);
        wide += width_of(text + at, step);
        if (scaled(wide, size, bold) > width)
            return at;
        at += step;
    }
    return at;
}

int text_width(const char *text, int size, bool bold)
{
    size_t length = strlen(text);
    long wide = 0;
    for (size_t at = 0; at < length;) {
        size_t step = utf8_step(text + at, length - at);
        wide += width_of(text + at, step);
        at += step;
    }
    return scaled(wide, size, bold);
}

#define ELLIPSIS "\xe2\x80\xa6"

const char *text_shorten(struct arena *arena, const char *text, int width, int size, bool bold)
{
    if (text_width(text, size, bold) <= width)
        return text;
    size_t bytes = bytes_within(text, width - text_width(ELLIPSIS, size, bold), size, bold);
    const char *cut = arena_print(arena, "%.*s" ELLIPSIS, (int)bytes, text);
    return cut ? cut : "";
}

/* Where the line that begins at text ends: at its last space that fits, or in the midst of a long word. */
static size_t line_end(const char *text, int width, int size, bool bold)
{
    size_t fits = bytes_within(text, width, size, bold), end = fits;
    if (!text[fits])
        return fits;
    while (end > 0 && text[end] != ' ')
        end--;
    if (end > 0)
        return end;
    return fits > 0 ? fits : utf8_step(text, strlen(text));
}

int text_wrap(struct arena *arena, const char *text, int width, int size, bool bold, const char **lines,
              int most)
{
    int count = 0;
    while (*text && count < most) {
        size_t end = line_end(text, width, size, bold);
        if (count == most - 1 && text[end])
            lines[count++] = text_shorten(arena, text, width, size, bold);
        else {
            const char *line = arena_text(arena, text, end);
            lines[count++] = line ? line : "";
        }
        text += end;
        while (*text == ' ')
            text++;
    }
    return count;
}
