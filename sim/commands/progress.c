/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "commands/command.h"

enum { BAR = 30 };

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

void progress_begin(struct progress *progress, uint32_t all, bool quiet)
{
    *progress = (struct progress){.shown = !quiet && isatty(STDERR_FILENO), .all = all, .began = now()};
}

/* "12 s", "3 min", "5 h": nobody plans by the second what takes hours. */
static void write_time(double seconds, char *text, size_t size)
{
    if (seconds < 100)
        snprintf(text, size, "%.0f s", seconds);
    else if (seconds < 100 * 60)
        snprintf(text, size, "%.0f min", seconds / 60);
    else
        snprintf(text, size, "%.0f h", seconds / 3600);
}

static void draw(const struct progress *progress, uint32_t done, double seconds)
{
    static const char full[BAR + 1] = "##############################",
                                 rest[BAR + 1] = "..............................";
    int filled = (int)((uint64_t)BAR * done / progress->all);
    char left[32];
    write_time(seconds * (progress->all - done) / done, left, sizeof left);
    fprintf(stderr, "\r[%.*s%.*s] %u of %u replications, %s left \033[K", filled, full, BAR - filled, rest,
            done, progress->all, left);
}

/* Ten times a second at most, and not at all for a run that is over at once. */
void progress_update(struct progress *progress, uint32_t done)
{
    double seconds = progress->shown ? now() - progress->began : 0;
    if (seconds < 0.3 || seconds - progress->drawn < 0.1 || done == 0)
        return;
    progress->drawn = seconds;
    draw(progress, done, seconds);
}

void progress_end(struct progress *progress)
{
    if (progress->drawn > 0)
        fputs("\r\033[K", stderr);
}
