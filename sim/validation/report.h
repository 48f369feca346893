/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_VALIDATION_REPORT_H
#define CARTSIM_VALIDATION_REPORT_H

#include <stdio.h>

#include "validation/validation.h"

/* How a validation is shown. false: the stream reports an error. */

/* For people: one case as it is done, the last lines, and which cases there are. */
bool report_case(FILE *to, const struct case_result *result);
bool report_end(FILE *to, const struct validation *validation);
bool report_list(FILE *to);

/* validation.md: a table of groups, one of cases, one of all figures. */
bool report_markdown(FILE *to, const struct validation *validation);

/* validation.json as text, newline at the end, malloc'd. NULL: no memory. */
char *report_json(const struct validation *validation);

/* "right", "wrong", "not sharp enough". */
const char *report_judgement(enum judgement judgement);
bool report_failed(const struct case_result *result);

#endif
