/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/column.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/utf8.h"
#include "scenario/dates.h"
#include "scenario/format_table.h"
#include "scenario/kept.h"
#include "scenario/values.h"

/* A file that is being read. */
struct rows {
    struct complainer *to;
    const struct format_path *path; /* of the mapping that names the file */
    struct cartsim_place asked;     /* where the scenario names the file */
    struct cartsim_place wanted;    /* and the column */
    const char *file;
    FILE *stream;
    FILE *copy;      /* of the column that is read, or NULL */
    char *line;      /* [COLUMN_LINE_MAX] */
    unsigned number; /* of the line, from 1 */
    char separator;
};

static struct cartsim_place place_in(const struct rows *rows)
{
    return (
        struct cartsim_place){.file = rows->file, .line_text = rows->line, .line = rows->number, .column = 1};
}

const char *column_file(struct arena *arena, const struct tree *name)
{
    const char *slash = name->place.file ? strrchr(name->place.file, '/') : NULL;
    if (!slash || name->text[0] == '/')
        return name->text;
    return arena_print(arena, "%.*s/%s", (int)(slash - name->place.file), name->place.file, name->text);
}

static FILE *open_regular(const char *file)
{
    struct stat status;
    if (stat(file, &status) != 0)
        return NULL;
    if (!S_ISREG(status.st_mode)) {
        errno = S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
        return NULL;
    }
    return fopen(file, "r");
}

/* The next line without its end: 1; at the end of the file 0; -1 after a complaint. */
static int next_line(struct rows *rows)
{
    if (!fgets(rows->line, COLUMN_LINE_MAX, rows->stream)) {
        if (!ferror(rows->stream))
            return 0;
        complain(rows->to, FORMAT_COLUMN, rows->asked, rows->path, "can't read '%s': %s", rows->file,
                 strerror(errno));
        return -1;
    }
    size_t length = strlen(rows->line);
    bool whole = length > 0 && rows->line[length - 1] == '\n';
    rows->number++;
    if (!whole && !feof(rows->stream)) {
        rows->line[0] = '\0';
        complain(rows->to, FORMAT_COLUMN, place_in(rows), rows->path,
                 "this line is no text, or longer than %d bytes", COLUMN_LINE_MAX);
        return -1;
    }
    while (length > 0 && (rows->line[length - 1] == '\n' || rows->line[length - 1] == '\r'))
        rows->line[--length] = '\0';
    return 1;
}

/*
 * Takes one cell from *at into `cell` (room for a line) and moves *at behind its separator, to NULL after the
 * last. Blanks round a cell don't count; inside double quotes everything does, and "" is one quote (RFC
 * 4180). False: quotes that don't close.
 */
static bool take_cell(const char **at, char separator, char *cell)
{
    const char *from = *at + strspn(*at, " \t");
    size_t length = 0, kept = 0;
    bool quoted = *from == '"';
    for (from += quoted; *from && (quoted || *from != separator); from++) {
        bool quote = quoted && *from == '"';
        if (quote && from[1] != '"') {
            quoted = false;
            kept = length;
            continue;
        }
        from += quote;
        cell[length++] = *from;
    }
    while (length > kept && (cell[length - 1] == ' ' || cell[length - 1] == '\t'))
        length--;
    cell[length] = '\0';
    *at = *from ? from + 1 : NULL;
    return !quoted;
}

/* The index of the column in the header, or -1 after a complaint. */
static int find_column(struct rows *rows, const char *wanted, char *cell)
{
    const char *at = rows->line;
    if (strncmp(at, "\xEF\xBB\xBF", 3) == 0)
        at += 3; /* a byte order mark, as spreadsheets write it */
    rows->separator = strchr(at, ';') && !strchr(at, ',') ? ';' : ',';
    for (int index = 0; at; index++)
        if (take_cell(&at, rows->separator, cell) && strcmp(cell, wanted) == 0)
            return index;
    complain(rows->to, FORMAT_COLUMN, rows->wanted, rows->path, "'%s' has no column '%s' in its first line",
             rows->file, complaint_quote(rows->to->arena, wanted));
    return -1;
}

/* One line of the copy, in quotes if it would not be read as the same otherwise. */
static void copy_cell(FILE *copy, const char *cell)
{
    if (!copy)
        return;
    bool quoted =
        !*cell || strpbrk(cell, ",;\"") || strchr(" \t", *cell) || strchr(" \t", cell[strlen(cell) - 1]);
    fputs(quoted ? "\"" : "", copy);
    for (const char *at = cell; *at; at++)
        fprintf(copy, *at == '"' ? "\"\"" : "%c", *at);
    fputs(quoted ? "\"\n" : "\n", copy);
}

/* The cell of that column in the current line, visited; false after a complaint. */
static bool visit_line(struct rows *rows, int column, char *cell, column_visitor *visit, void *context)
{
    const char *at = rows->line, *from = at;
    for (int index = 0; at && index <= column; index++) {
        from = at;
        if (!take_cell(&at, rows->separator, cell)) {
            complain(rows->to, FORMAT_COLUMN, place_in(rows), rows->path, "quotes are opened and not closed");
            return false;
        }
        if (index < column && !at) {
            complain(rows->to, FORMAT_COLUMN, place_in(rows), rows->path, "this line has too few cells");
            return false;
        }
    }
    struct tree node = {.kind = TREE_TEXT, .text = cell, .place = place_in(rows)};
    node.place.column = (unsigned)utf8_count(rows->line, (size_t)(from - rows->line)) + 1;
    node.place.length = (unsigned)utf8_count(cell, strlen(cell));
    visit(context, &node);
    copy_cell(rows->copy, cell);
    return true;
}

static bool visit_all(struct rows *rows, const char *wanted, char *cell, column_visitor *visit, void *context)
{
    int more = next_line(rows), count = 0;
    if (more < 0)
        return false;
    int column = find_column(rows, wanted, cell);
    bool good = column >= 0;
    copy_cell(rows->copy, wanted);
    while (column >= 0 && (more = next_line(rows)) > 0) {
        if (!rows->line[strspn(rows->line, " \t")])
            continue;
        if (count++ == FORMAT_ROWS_MAX) {
            complain(rows->to, FORMAT_RANGE, place_in(rows), rows->path, "more than %d rows",
                     FORMAT_ROWS_MAX);
            return false;
        }
        good = visit_line(rows, column, cell, visit, context) && good;
    }
    if (good && more == 0 && count == 0) {
        complain(rows->to, FORMAT_COLUMN, rows->asked, rows->path, "'%s' has no rows", rows->file);
        return false;
    }
    return good && more == 0;
}

static bool no_memory(const struct rows *rows)
{
    complain(rows->to, FORMAT_COLUMN, rows->asked, rows->path, "can't read '%s': memory is exhausted",
             rows->file);
    return false;
}

static bool visit_stream(struct rows *rows, const char *wanted, column_visitor *visit, void *context)
{
    bool good = false;
    rows->line = malloc(COLUMN_LINE_MAX);
    char *cell = malloc(COLUMN_LINE_MAX);
    if (rows->line && cell) {
        rows->line[0] = '\0';
        good = visit_all(rows, wanted, cell, visit, context);
    } else
        no_memory(rows);
    free(cell);
    free(rows->line);
    return good;
}

/* Reads, and keeps what was read in the place of what was read before. */
static bool visit_keeping(struct rows *rows, struct kept_column *kept, const char *wanted,
                          column_visitor *visit, void *context)
{
    char *text = NULL;
    size_t size = 0;
    rows->copy = open_memstream(&text, &size);
    if (!rows->copy)
        return no_memory(rows);
    bool good = visit_stream(rows, wanted, visit, context);
    bool whole = !ferror(rows->copy);
    whole = fclose(rows->copy) == 0 && whole;
    if (good && whole) {
        free(kept->text);
        kept->text = text;
        return true;
    }
    free(text);
    return good ? no_memory(rows) : false;
}

static FILE *open_column(const struct rows *rows, const struct kept_column *kept)
{
    if (!kept || !kept->given)
        return rows->file ? open_regular(rows->file) : NULL;
    errno = ENOENT;
    return kept->text && *kept->text ? fmemopen(kept->text, strlen(kept->text), "r") : NULL;
}

bool column_each(struct complainer *to, const struct tree *map, const struct format_path *path,
                 column_visitor *visit, void *context)
{
    const struct tree *file = tree_get(map, "file");
    const char *wanted = tree_text(map, "column", NULL);
    if (!file || file->kind != TREE_TEXT || file->faulty || !wanted)
        return false;
    struct rows rows = {.to = to,
                        .path = path,
                        .asked = file->place,
                        .wanted = tree_get(map, "column")->place,
                        .file = column_file(to->arena, file)};
    struct kept_column *kept = map->column;
    rows.stream = open_column(&rows, kept);
    if (!rows.stream) {
        complain(to, FORMAT_COLUMN, file->place, path, "can't read '%s': %s",
                 rows.file ? rows.file : file->text, strerror(errno));
        return false;
    }
    bool good = kept && !kept->given ? visit_keeping(&rows, kept, wanted, visit, context)
                                     : visit_stream(&rows, wanted, visit, context);
    fclose(rows.stream);
    return good;
}

bool column_duration(struct complainer *to, const struct tree *cell, const struct format_path *path,
                     double *seconds)
{
    enum quantity problem = quantity_duration(cell->text, seconds);
    double days = 0;
    if (problem == QUANTITY_NO_UNIT && quantity_number(cell->text, &days) == QUANTITY_OK) {
        *seconds = days * QUANTITY_DAY;
        problem = *seconds >= 0 && *seconds <= QUANTITY_DURATION_MAX ? QUANTITY_OK : QUANTITY_OUT_OF_RANGE;
    }
    complain_quantity(to, problem, cell, path, FORMAT_NO_DURATION,
                      "a duration such as 12 d, or a number of days", "0 d to 10000 y");
    return problem == QUANTITY_OK;
}

/* ---- a column as a list, for arrivals */

struct cells {
    struct complainer *to;
    const struct format_path *path;
    struct tree *list;
};

/* Dates stay as they are; durations are kept as seconds, so that a bare number of days needs no unit. */
static void keep_time(void *context, const struct tree *cell)
{
    struct cells *cells = context;
    struct arena *arena = cells->to->arena;
    int64_t since;
    double seconds = 0;
    bool date = date_time_read(cell->text, &since);
    if (!date && !column_duration(cells->to, cell, cells->path, &seconds))
        return;
    struct tree *copy = tree_new(arena, TREE_TEXT, cell->place);
    if (!copy)
        return;
    copy->text =
        date ? arena_text(arena, cell->text, strlen(cell->text)) : arena_print(arena, "%.17g s", seconds);
    copy->place.line_text = NULL;
    if (copy->text)
        tree_append(cells->list, copy);
}

const struct tree *value_column(struct arena *arena, const struct tree *map, struct cartsim_faults *faults)
{
    struct complainer to = {arena, faults};
    const struct format_path path = {.name = map && map->key ? map->key : "column"};
    struct tree *list = tree_new(arena, TREE_LIST, map ? map->place : (struct cartsim_place){0});
    struct cells cells = {&to, &path, list};
    if (list && map && !column_each(&to, map, &path, keep_time, &cells))
        list->first = list->last = NULL, list->count = 0;
    return list;
}
