/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_VALIDATION_GROUPS_H
#define CARTSIM_VALIDATION_GROUPS_H

#include "validation/validation.h"

/* Each in its cases_NAME.c. */
extern const struct validation_group validation_markov, validation_general, validation_rules,
    validation_networks, validation_time, validation_laws, validation_coverage, validation_published;

#define VALIDATION_GROUP(table, group_name, group_title)                                                     \
    {                                                                                                        \
        .name = group_name, .title = group_title, .cases = table, .count = sizeof table / sizeof *table      \
    }

#endif
