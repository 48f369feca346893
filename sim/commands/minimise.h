/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_COMMANDS_MINIMISE_H
#define CARTSIM_COMMANDS_MINIMISE_H

#include "commands/command.h"
#include "statistics/planning.h"

/* What --minimise says, into the planning, whose keys and candidates are known; costs that are certain are
 * those of the candidates. 0 or an exit code, and has then said why. */
int minimise_choose(struct planning *planning, const struct options *options, const struct model *model);

#endif
