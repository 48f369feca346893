/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "validation/groups.h"

const struct validation_group *const validation_groups[] = {
    &validation_markov, &validation_general, &validation_rules,    &validation_networks,
    &validation_time,   &validation_laws,    &validation_coverage, &validation_published,
};
const size_t validation_group_count = sizeof validation_groups / sizeof *validation_groups;
