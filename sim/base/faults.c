/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/faults.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

enum {
    FAULTS_MAX = 1000,
    COLUMNS = 100, /* a printed source line, its number and bar included */
    CUT = 3,       /* "..." where a line goes on */
};

struct entry {
    struct cartsim_fault fault;
    size_t file_rank; /* in order of the files' first appearance */
    size_t order;     /* of adding */
};

struct cartsim_faults {
    struct arena arena;
    struct entry *entries; /* [count], room for FAULTS_MAX */
    size_t count, added, errors;
};

struct cartsim_faults *cartsim_faults_create(void)
{
    struct cartsim_faults *faults = calloc(1, sizeof *faults);
    if (!faults)
        return NULL;
    arena_init(&faults->arena, 0);
    faults->entries = arena_array(&faults->arena, FAULTS_MAX, sizeof *faults->entries);
    if (!faults->entries) {
        cartsim_faults_free(faults);
        return NULL;
    }
    return faults;
}

void cartsim_faults_free(struct cartsim_faults *faults)
{
    if (!faults)
        return;
    arena_release(&faults->arena);
    free(faults);
}

size_t cartsim_faults_count(const struct cartsim_faults *faults)
{
    return faults->count;
}

const struct cartsim_fault *cartsim_faults_get(const struct cartsim_faults *faults, size_t index)
{
    return &faults->entries[index].fault;
}

size_t cartsim_faults_errors(const struct cartsim_faults *faults)
{
    return faults->errors;
}

/* Where the next fault goes. In a full list an error displaces the last warning: it must not go unseen. */
static struct entry *entry_for(struct cartsim_faults *faults, enum cartsim_severity severity)
{
    if (faults->count < FAULTS_MAX)
        return &faults->entries[faults->count];
    for (size_t i = faults->count; severity == CARTSIM_ERROR && i-- > 0;) {
        if (faults->entries[i].fault.severity == CARTSIM_WARNING)
            return &faults->entries[i];
    }
    return NULL;
}

static size_t file_rank(const struct cartsim_faults *faults, const char *file)
{
    size_t rank = 0;
    for (size_t i = 0; i < faults->count; i++) {
        if (!strcmp(faults->entries[i].fault.place.file, file))
            return faults->entries[i].file_rank;
        if (faults->entries[i].file_rank >= rank)
            rank = faults->entries[i].file_rank + 1;
    }
    return rank;
}

/* A copy of a source line; many faults on one long line share one copy. */
static const char *copy_line(struct cartsim_faults *faults, const struct cartsim_place *place)
{
    for (size_t i = 0; i < faults->count; i++) {
        const struct cartsim_place *known = &faults->entries[i].fault.place;
        if (known->line_text && known->line == place->line && !strcmp(known->line_text, place->line_text))
            return known->line_text;
    }
    return arena_text(&faults->arena, place->line_text, strlen(place->line_text));
}

/* A fault's text is one line whatever a quoted name in it holds. */
static void make_one_line(char *text)
{
    for (; *text; text++) {
        if ((unsigned char)*text < ' ' || *text == 0x7F)
            *text = '?';
    }
}

void faults_add(struct cartsim_faults *faults, enum cartsim_severity severity, unsigned code,
                struct cartsim_place place, const char *format, ...)
{
    if (severity == CARTSIM_ERROR)
        faults->errors++;
    struct entry *entry = entry_for(faults, severity);
    if (!entry)
        return;
    va_list arguments;
    va_start(arguments, format);
    char *text = arena_vprint(&faults->arena, format, arguments);
    va_end(arguments);
    const char *file = place.file ? place.file : "";
    const char *file_copy = arena_text(&faults->arena, file, strlen(file));
    const char *line_copy = place.line_text ? copy_line(faults, &place) : NULL;
    if (!text || !file_copy)
        return;
    make_one_line(text);
    size_t rank = file_rank(faults, file);
    place.file = file_copy;
    place.line_text = line_copy;
    *entry = (struct entry){{severity, code, place, text}, rank, faults->added++};
    if (entry == &faults->entries[faults->count])
        faults->count++;
}

static int compare_sizes(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int compare_entries(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    int order = compare_sizes(a->file_rank, b->file_rank);
    if (!order)
        order = compare_sizes(a->fault.place.line, b->fault.place.line);
    if (!order)
        order = compare_sizes(a->fault.place.column, b->fault.place.column);
    return order ? order : compare_sizes(a->order, b->order);
}

void cartsim_faults_sort(struct cartsim_faults *faults)
{
    qsort(faults->entries, faults->count, sizeof *faults->entries, compare_entries);
}

/*
 * Prints the characters number `from` (the first is 0) up to `to` of a text. One character makes one column:
 * a tab is printed as a blank, what could command a terminal (control characters, bad bytes) as a question
 * mark.
 */
static void print_characters(const char *text, size_t from, size_t to, FILE *out)
{
    size_t size = strlen(text);
    for (size_t at = 0, index = 0; at < size && index < to; index++) {
        size_t step = utf8_character(text + at, size - at);
        unsigned char first = (unsigned char)text[at];
        if (index >= from && first == '\t')
            fputc(' ', out);
        else if (index >= from && (!step || utf8_commands(text + at, step)))
            fputc('?', out);
        else if (index >= from)
            fwrite(text + at, 1, step, out);
        at += step ? step : 1;
    }
}

static void print_repeated(char character, size_t times, FILE *out)
{
    while (times-- > 0)
        fputc(character, out);
}

/* The part of a long line that is printed: characters from..to of it, with dots where it goes on. */
struct window {
    size_t from, to;
    bool cut_before, cut_after;
};

static struct window window_around(size_t length, size_t caret, size_t room)
{
    if (length <= room && caret < room)
        return (struct window){0, length, false, false};
    if (caret + CUT < room)
        return (struct window){0, room - CUT, false, true};
    size_t from = caret - room / 2 + CUT;
    size_t to = from + room - 2 * CUT;
    return to >= length ? (struct window){from, length, true, false} : (struct window){from, to, true, true};
}

static void print_source(const struct cartsim_place *place, FILE *to)
{
    const char *line = place->line_text;
    size_t length = utf8_count(line, strlen(line));
    size_t caret = place->column ? place->column - 1 : 0;
    caret = caret < length ? caret : length;
    size_t margin = (size_t)fprintf(to, "%5u | ", place->line);
    struct window window = window_around(length, caret, COLUMNS - margin);

    fputs(window.cut_before ? "..." : "", to);
    print_characters(line, window.from, window.to, to);
    fputs(window.cut_after ? "...\n" : "\n", to);

    size_t under = place->length ? place->length : 1;
    size_t visible = window.to > caret ? window.to - caret : 1;
    print_repeated(' ', margin - 2, to);
    fputs("| ", to);
    print_repeated(' ', caret - window.from + (window.cut_before ? CUT : 0), to);
    print_repeated('^', under < visible ? under : visible, to);
    fputc('\n', to);
}

void cartsim_fault_print(const struct cartsim_fault *fault, FILE *to)
{
    const struct cartsim_place *place = &fault->place;
    bool error = fault->severity == CARTSIM_ERROR;
    print_characters(place->file, 0, SIZE_MAX, to);
    if (place->line)
        fprintf(to, ":%u:%u", place->line, place->column);
    fprintf(to, ": %s %c%03u: ", error ? "error" : "warning", error ? 'E' : 'W', fault->code);
    print_characters(fault->text, 0, SIZE_MAX, to);
    fputc('\n', to);
    if (place->line && place->line_text)
        print_source(place, to);
}
