/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/utf8.h"
#include "results/summary_parts.h"

/* Eighty columns, counted in characters. A single word that is longer than the page is not cut: it is a path,
 * and half a path is of no use. */

enum { MARGIN = 2 };

static int width_of(const char *text, size_t bytes)
{
    return (int)utf8_count(text, bytes);
}

static void put_blanks(FILE *to, int count)
{
    for (int i = 0; i < count; i++)
        fputc(' ', to);
}

/* No-break spaces have done their work; what would command a terminal has no place here. */
static void put_text(FILE *to, const char *text, size_t bytes)
{
    for (size_t at = 0; at < bytes;) {
        size_t step = utf8_step(text + at, bytes - at);
        unsigned char first = (unsigned char)text[at];
        if (first < ' ' || first == 0x7f || (step == 2 && memcmp(text + at, NO_BREAK_SPACE, 2) == 0))
            fputc(' ', to);
        else
            fwrite(text + at, 1, step, to);
        at += step;
    }
}

void put_plain(FILE *to, const char *text)
{
    put_text(to, text, strlen(text));
}

/* Bytes of the words that fit into `room` columns; at least one word. */
static size_t fitting(const char *text, int room)
{
    size_t kept = strcspn(text, " ");
    for (size_t end = kept; text[end];) {
        end += strspn(text + end, " ");
        end += strcspn(text + end, " ");
        if (text[end - 1] == ' ' || width_of(text, end) > room)
            break;
        kept = end;
    }
    return kept;
}

void put_line(FILE *to, int margin, const char *label, int text_at, const char *text)
{
    put_wide_line(to, SUMMARY_WIDTH, margin, label, text_at, text);
}

void put_wide_line(FILE *to, int width, int margin, const char *label, int text_at, const char *text)
{
    int used = *label ? margin + width_of(label, strlen(label)) : 0;
    if (*label && used >= text_at) {
        put_wide_line(to, width, 0, "", margin, label);
        label = "";
        used = 0;
    }
    put_blanks(to, *label ? margin : 0);
    put_text(to, label, strlen(label));
    do {
        size_t bytes = fitting(text, width - text_at);
        put_blanks(to, text_at - used);
        put_text(to, text, bytes);
        fputc('\n', to);
        text += bytes;
        text += strspn(text, " ");
        used = 0;
    } while (*text);
}

void put_heading(FILE *to, enum text title)
{
    fputc('\n', to);
    put_line(to, 0, "", 0, text_for(title));
}

void put_row(FILE *to, const char *label, int label_width, const struct words *cells,
             const struct column *columns, int count)
{
    int used = width_of(label, strlen(label));
    if (used >= label_width) {
        put_line(to, 0, "", MARGIN, label);
        label = "";
        used = 0;
    }
    put_blanks(to, MARGIN);
    put_text(to, label, strlen(label));
    put_blanks(to, label_width - used);
    for (int i = 0; i < count; i++) {
        size_t bytes = strlen(cells[i].text);
        put_blanks(to, columns[i].width - width_of(cells[i].text, bytes));
        put_text(to, cells[i].text, bytes);
    }
    fputc('\n', to);
}

enum { CELLS_MAX = 8 };

void put_head(FILE *to, int label_width, const struct column *columns, int count)
{
    struct words cells[CELLS_MAX];
    for (int i = 0; i < count; i++)
        cells[i] = WORDS(columns[i].head, "");
    put_row(to, "", label_width, cells, columns, count);
}
