/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results/row_check.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum { PIECE = 1 << 16 };

int row_check_open(struct row_check *check, const char *path)
{
    struct stat status;
    *check = (struct row_check){0};
    if (stat(path, &status) != 0)
        return errno;
    if (!S_ISREG(status.st_mode))
        return S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
    check->old = fopen(path, "r");
    return check->old ? 0 : errno;
}

/* The line that a text begins with, as far as it fits. */
static size_t copy_line(char *line, const char *text, size_t size)
{
    const char *end = memchr(text, '\n', size);
    size_t length = end ? (size_t)(end - text) : size;
    length = length < ROW_SHOWN - 1 ? length : ROW_SHOWN - 1;
    memcpy(line, text, length);
    line[length] = '\0';
    return length;
}

/* The rest of the line in the file, behind what is known of it. */
static void read_rest(struct row_check *check, size_t used)
{
    for (int c = 0; used < ROW_SHOWN - 1 && (c = getc(check->old)) != EOF && c != '\n';)
        check->there[used++] = (char)c;
    check->there[used] = '\0';
}

/* `there` and `now` are of one place in both files, at the start of a line, and differ in their byte `at`. */
static void differ(struct row_check *check, const char *there, size_t there_size, const char *now,
                   size_t now_size, size_t at)
{
    size_t begin = at;
    while (begin > 0 && now[begin - 1] != '\n')
        begin--;
    check->differs = true;
    check->line++;
    copy_line(check->now, now + begin, now_size - begin);
    size_t used = copy_line(check->there, there + begin, there_size - begin);
    if (begin + used == there_size)
        read_rest(check, used);
}

/* Whole lines, or the beginning of one that is longer than a piece. */
static void take_piece(struct row_check *check, const char *lines, size_t size)
{
    char there[PIECE];
    size_t got = fread(there, 1, size, check->old), same = 0;
    while (same < got && there[same] == lines[same])
        same++;
    for (size_t i = 0; i < same; i++)
        check->line += lines[i] == '\n';
    if (same < size)
        differ(check, there, got, lines, size, same);
}

void row_check_take(struct row_check *check, const char *lines, size_t size)
{
    while (size > 0 && !check->differs) {
        size_t piece = size;
        if (piece > PIECE) {
            piece = PIECE;
            while (piece > 0 && lines[piece - 1] != '\n')
                piece--;
            piece = piece ? piece : PIECE;
        }
        take_piece(check, lines, piece);
        lines += piece;
        size -= piece;
    }
}

void row_check_end(struct row_check *check)
{
    int more = check->differs ? EOF : getc(check->old);
    if (more == EOF)
        return;
    check->differs = true;
    check->line++;
    ungetc(more, check->old);
    read_rest(check, 0);
}

void row_check_close(struct row_check *check)
{
    if (check->old)
        fclose(check->old);
    *check = (struct row_check){0};
}
