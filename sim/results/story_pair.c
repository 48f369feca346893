/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "results/results.h"
#include "results/story_parts.h"

/* The same patient's two stories beside each other: a row for each day on which something happens in either,
 * what is the same in both written once across. */
enum { DATE_WIDTH = 16, COLUMN_WIDTH = 50, GAP = 2, PAIR_WIDTH = DATE_WIDTH + 2 * COLUMN_WIDTH + GAP };

struct said {
    int64_t time;
    char *text;
};

struct column_told {
    const struct model *model;
    const struct story *story;
    struct said *said;
    size_t count, room, at;
};

/* ---- what is said */

static bool keep(struct column_told *column, int64_t time, const char *text)
{
    if (column->count == column->room) {
        size_t room = column->room ? 2 * column->room : 64;
        struct said *more = realloc(column->said, room * sizeof *more);
        if (!more)
            return false;
        column->said = more;
        column->room = room;
    }
    column->said[column->count] = (struct said){time, strdup(text)};
    return column->said[column->count++].text != NULL;
}

static bool collect(struct column_told *column)
{
    struct teller teller;
    struct words line;
    bool fine = teller_begin(&teller, column->model, column->story);
    for (; fine && teller.at < column->story->count; teller.at++)
        if (teller_says(&teller, &line))
            fine = keep(column, story_row(&teller, teller.at)->time, line.text);
    teller_free(&teller);
    return fine;
}

static void release(struct column_told *column)
{
    for (size_t i = 0; i < column->count; i++)
        free(column->said[i].text);
    free(column->said);
}

/* ---- lines of a column */

/* What stands in a row: lines of the column's width, or across both. */
enum { LINES_MAX = 40, ACROSS = 2 * COLUMN_WIDTH + GAP };
struct cell {
    char lines[LINES_MAX][4 * ACROSS + 1];
    int count;
};

static void add_text(struct cell *cell, const char *text, int width)
{
    while (*text && cell->count < LINES_MAX) {
        size_t end = 0, kept = 0;
        int columns = 0;
        while (text[end] && columns < width) {
            end += utf8_step(text + end, strlen(text + end));
            columns++;
            if (text[end] == ' ' || !text[end])
                kept = end;
        }
        kept = kept ? kept : end;
        snprintf(cell->lines[cell->count++], sizeof cell->lines[0], "%.*s", (int)kept, text);
        text += kept;
        text += strspn(text, " ");
    }
}

/* All that column says on that day. */
static void take_day(struct column_told *column, int64_t day, int width, struct cell *cell)
{
    cell->count = 0;
    for (; column->at < column->count && column->said[column->at].time / DAY == day; column->at++) {
        const struct said *said = &column->said[column->at];
        char text[WORDS_SIZE + 16];
        int minute = (int)(said->time % DAY / 60);
        snprintf(text, sizeof text, "%02d:%02d %s", minute / 60, minute % 60, said->text);
        add_text(cell, text, width);
    }
}

/* ---- the page */

static int64_t next_day(const struct column_told columns[2])
{
    int64_t day = INT64_MAX;
    for (int i = 0; i < 2; i++)
        if (columns[i].at < columns[i].count && columns[i].said[columns[i].at].time / DAY < day)
            day = columns[i].said[columns[i].at].time / DAY;
    return day;
}

static bool are_same(const struct cell cells[2])
{
    bool same = cells[0].count == cells[1].count;
    for (int i = 0; same && i < cells[0].count; i++)
        same = strcmp(cells[0].lines[i], cells[1].lines[i]) == 0;
    return same;
}

static void put_cell(FILE *to, const char *text, int width)
{
    int used = (int)utf8_count(text, strlen(text));
    put_plain(to, text);
    fprintf(to, "%*s", width > used ? width - used : 0, "");
}

static void put_across(FILE *to, const char *date, const struct cell *cell)
{
    for (int i = 0; i < cell->count; i++) {
        put_cell(to, i ? "" : date, DATE_WIDTH);
        put_cell(to, cell->lines[i], 0);
        fputc('\n', to);
    }
}

static void put_beside(FILE *to, const char *date, const struct cell cells[2])
{
    for (int i = 0; i < cells[0].count || i < cells[1].count; i++) {
        bool right = i < cells[1].count;
        put_cell(to, i ? "" : date, DATE_WIDTH);
        put_cell(to, i < cells[0].count ? cells[0].lines[i] : "", right ? COLUMN_WIDTH + GAP : 0);
        put_cell(to, right ? cells[1].lines[i] : "", 0);
        fputc('\n', to);
    }
}

static void put_days(FILE *to, struct column_told columns[2], struct cell cells[2])
{
    for (int64_t day = next_day(columns); day != INT64_MAX; day = next_day(columns)) {
        struct words date = date_words(columns[0].model, day * DAY);
        size_t began = columns[0].at;
        for (int i = 0; i < 2; i++)
            take_day(&columns[i], day, COLUMN_WIDTH, &cells[i]);
        if (!are_same(cells)) {
            put_beside(to, date.text, cells);
            continue;
        }
        columns[0].at = began;
        take_day(&columns[0], day, ACROSS, &cells[0]);
        put_across(to, date.text, &cells[0]);
    }
}

/* ---- what was measured */

static int64_t measured(const struct column_told *column, const char *name)
{
    for (size_t i = 0; i < column->story->count; i++) {
        const struct told *row = &column->story->list[i];
        if (row->what == TALE_MEASURED && strcmp(column->model->measures[row->index].name, name) == 0)
            return row->detail;
    }
    return NONE;
}

static struct words measure_words(int64_t seconds)
{
    return seconds == NONE ? WORDS(TEXT_NOT_APPLICABLE, "") : span_words(seconds);
}

static void put_measures(FILE *to, const struct column_told columns[2])
{
    static const struct column widths[] = {{TEXT_COUNT, 12}, {TEXT_COUNT, 12}, {TEXT_COUNT, 14}};
    const struct model *model = columns[0].model;
    struct words heads[] = {WORDS(TEXT_AS_IT_IS, "A"), WORDS(TEXT_AS_IT_IS, "B"), WORDS(TEXT_LESS, "B", "A")};
    bool headed = false;
    for (int i = 0; i < model->measure_count; i++) {
        int64_t a = measured(&columns[0], model->measures[i].name),
                b = measured(&columns[1], model->measures[i].name);
        struct words less = {""};
        if (a == NONE && b == NONE)
            continue;
        if (!headed) {
            put_heading(to, TEXT_STORY_MEASURES);
            put_row(to, "", 40, heads, widths, 3);
            headed = true;
        }
        snprintf(less.text, sizeof less.text, "%+.1f d", (double)(b - a) / DAY);
        struct words cells[] = {measure_words(a), measure_words(b),
                                a == NONE || b == NONE ? WORDS(TEXT_NOT_APPLICABLE, "") : less};
        put_row(to, model->measures[i].name, 40, cells, widths, 3);
    }
}

static void put_pair_head(FILE *to, const struct story_side sides[2], uint64_t seed, uint32_t replication)
{
    char id[256], number[16], digits[32];
    snprintf(id, sizeof id, "%s-%" PRIu32, sides[0].model->classes[sides[0].story->class_index].name,
             sides[0].story->number);
    snprintf(number, sizeof number, "%" PRIu32, replication);
    snprintf(digits, sizeof digits, "%" PRIu64, seed);
    put_wide_line(to, PAIR_WIDTH, 0, "", 0, sides[0].model->name);
    put_wide_line(to, PAIR_WIDTH, 0, "", 0, WORDS(TEXT_STORY_TITLE, id, number, digits).text);
    fputc('\n', to);
    put_wide_line(to, PAIR_WIDTH, 2, "A", 6, sides[0].label);
    put_wide_line(to, PAIR_WIDTH, 2, "B", 6, sides[1].label);
    fputc('\n', to);
    put_cell(to, "", DATE_WIDTH);
    put_cell(to, "A", COLUMN_WIDTH + GAP);
    put_cell(to, "B", 0);
    fputc('\n', to);
}

bool results_story_pair(FILE *to, const struct story_side sides[2], uint64_t seed, uint32_t replication)
{
    struct column_told columns[2] = {{sides[0].model, sides[0].story, NULL, 0, 0, 0},
                                     {sides[1].model, sides[1].story, NULL, 0, 0, 0}};
    struct cell *cells = calloc(2, sizeof *cells);
    bool fine = cells && collect(&columns[0]) && collect(&columns[1]);
    if (fine) {
        put_pair_head(to, sides, seed, replication);
        put_days(to, columns, cells);
        put_measures(to, columns);
    }
    free(cells);
    release(&columns[0]);
    release(&columns[1]);
    return fine && !ferror(to);
}
