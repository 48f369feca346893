/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_COMMANDS_IDENTITY_H
#define CARTSIM_COMMANDS_IDENTITY_H

#include "scenario/scenario.h"
#include "study/bytes.h"

/* What a scenario is told apart by, appended: all that its figures depend on but seed and replications. */
void identity_put(struct bytes *bytes, const struct scenario *scenario);

#endif
