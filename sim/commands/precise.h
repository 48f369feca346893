/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_COMMANDS_PRECISE_H
#define CARTSIM_COMMANDS_PRECISE_H

#include "commands/command.h"
#include "results/past.h"
#include "statistics/precision.h"

/* --precision FIGURE=WIDTH and --max-reps of the command line. 0 or an exit code, and has then said why;
 * precise_release in any case. */
int precise_read(const char *command, struct precision *precision, const struct options *options,
                 struct model *model);
/* What an earlier run was asked for; false: no memory, or the model has no such figure. */
bool precise_again(struct precision *precision, const struct past_run *past, const struct model *model);
void precise_release(struct precision *precision);

#endif
