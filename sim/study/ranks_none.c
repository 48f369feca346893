/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/ranks.h"

/* Built without MPI: one rank, which does all itself. */
void ranks_begin(int *count, char ***words)
{
    (void)count;
    (void)words;
}

void ranks_end(void)
{
}

int ranks_count(void)
{
    return 1;
}

int ranks_own(void)
{
    return 0;
}

void ranks_serve(const struct study *study)
{
    (void)study;
}

void ranks_employ(struct study *study)
{
    (void)study;
}
