/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_COMMANDS_FIGURES_H
#define CARTSIM_COMMANDS_FIGURES_H

#include "commands/variants.h"

/* The figures that a question is asked of: those of --measure, or all that responses_each lists, of every
 * scenario. Beside vein_to_vein stands referral_to_infusion, where there is one: what shortens the one can
 * lengthen the other. */
struct figure_names {
    char **names;
    const char *const *list; /* the same, to read */
    size_t count, room;
    bool failed;
};

/* 0 or an exit code, and has then said why: a name that no scenario has, with the nearest. */
int figure_names_choose(struct figure_names *names, const struct variants *variants);
/* Adds one, unless it is there already. */
void figure_names_add(struct figure_names *names, const char *name);
/* Says that none of the models has that figure, and which is nearest; an exit code. */
int figure_unknown(const char *command, const char *option, struct model *const *models, size_t count,
                   const char *name);
void figure_names_release(struct figure_names *names);

#endif
