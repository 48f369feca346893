/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ctype.h>
#include <string.h>

#include "base/utf8.h"
#include "results/summary_parts.h"

static int width_of(const char *text)
{
    return (int)utf8_count(text, strlen(text));
}

static void put_blanks(FILE *to, int count)
{
    for (int i = 0; i < count; i++)
        fputc(' ', to);
}

void put_heading(const struct page *page, enum text title)
{
    fprintf(page->to, "\n%s\n", text_for(title));
}

/* How many bytes of text fit into `room` characters, broken at a blank if one is there. */
static size_t fitting(const char *text, int room)
{
    size_t length = strlen(text), at = 0, blank = 0;
    for (int used = 0; at < length && used < room; used++) {
        if (text[at] == ' ')
            blank = at;
        at += utf8_step(text + at, length - at);
    }
    return at == length || blank == 0 ? at : blank;
}

void put_line(const struct page *page, const char *label, const char *text)
{
    int indent = SUMMARY_LABEL, used = width_of(label);
    fprintf(page->to, "  %s", label);
    put_blanks(page->to, indent - used > 0 ? indent - used : 1);
    int room = SUMMARY_WIDTH - 2 - (used < indent ? indent : used + 1);
    while (*text) {
        size_t bytes = fitting(text, room);
        fprintf(page->to, "%.*s\n", (int)bytes, text);
        text += bytes;
        while (*text == ' ')
            text++;
        if (*text)
            put_blanks(page->to, indent + 2);
        room = SUMMARY_WIDTH - 2 - indent;
    }
}

void put_row(const struct page *page, const char *label, int label_width, const char *const *cells, const int *widths, int count)
{
    size_t bytes = width_of(label) > label_width ? fitting(label, label_width) : strlen(label);
    fprintf(page->to, "  %.*s", (int)bytes, label);
    put_blanks(page->to, label_width - (int)utf8_count(label, bytes));
    for (int i = 0; i < count; i++) {
        put_blanks(page->to, widths[i] - width_of(cells[i]));
        fputs(cells[i], page->to);
    }
    fputc('\n', page->to);
}

void words_of(const char *name, char *buffer, size_t size)
{
    snprintf(buffer, size, "%s", name);
    for (char *at = buffer; *at; at++)
        if (*at == '_')
            *at = ' ';
}

void title_of(const char *name, char *buffer, size_t size)
{
    words_of(name, buffer, size);
    buffer[0] = (char)toupper((unsigned char)buffer[0]);
}

void days_text(double days, char *buffer, size_t size)
{
    text_fill(buffer, size, TEXT_DAYS, days);
}

void share_text(double share, char *buffer, size_t size)
{
    double percent = 100 * share;
    snprintf(buffer, size, percent > 0 && percent < 9.95 ? "%.1f%%" : "%.0f%%", percent);
}

typedef void print_value(double value, char *buffer, size_t size);

static void bare_days(double days, char *buffer, size_t size)
{
    snprintf(buffer, size, "%.1f", days);
}

static void figure_text(struct figure figure, print_value *print, print_value *print_bound, char *buffer, size_t size)
{
    char value[64], low[64], high[64];
    if (!figure.known) {
        snprintf(buffer, size, "%s", text_for(TEXT_NO_DATA));
        return;
    }
    print(figure.value, value, sizeof value);
    print_bound(figure.low, low, sizeof low);
    print_bound(figure.high, high, sizeof high);
    if (figure.bounded)
        text_fill(buffer, size, TEXT_VALUE_INTERVAL, value, low, high);
    else
        snprintf(buffer, size, "%s", value);
}

void figure_days(struct figure figure, char *buffer, size_t size)
{
    figure_text(figure, days_text, bare_days, buffer, size);
}

void figure_share(struct figure figure, char *buffer, size_t size)
{
    figure_text(figure, share_text, share_text, buffer, size);
}

void verdict_text(const struct target_result *result, char *buffer, size_t size)
{
    static const enum text words[] = {TEXT_MET, TEXT_MISSED, TEXT_UNDECIDED};
    if (result->verdict == VERDICT_UNDECIDED && result->more_known)
        text_fill(buffer, size, TEXT_UNDECIDED_MORE, result->more_replications);
    else
        snprintf(buffer, size, "%s", text_for(words[result->verdict]));
}
