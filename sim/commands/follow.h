/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_COMMANDS_FOLLOW_H
#define CARTSIM_COMMANDS_FOLLOW_H

#include "commands/command.h"
#include "engine/story.h"

/* Simulates the replication of --replication as `run` does it, and follows the patient of --patient. The
 * story is set also when it returns an exit code; story_free it. 0 or an exit code, and has then said why. */
int follow_patient(const char *command, const struct options *options, const struct model *model,
                   struct story *story);

/* --replication, 1 if not given. */
uint32_t followed_replication(const struct options *options);

#endif
