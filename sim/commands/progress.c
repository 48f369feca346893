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

static void draw(const struct progress *progress, uint32_t done, double seconds)
{
    int full = (int)((uint64_t)BAR * done / progress->all);
    double left = seconds * (progress->all - done) / done;
    fprintf(stderr, "\r[%.*s%.*s] %u of %u replications, %.0f s left \033[K", full, "##############################", BAR - full,
            "..............................", done, progress->all, left);
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
