/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_YAML_SCALAR_H
#define CARTSIM_SCENARIO_YAML_SCALAR_H

#include "base/arena.h"

#include <stdbool.h>

/*
 * Texts as YAML scalars that read back the same, whatever is in them. NULL when the arena is full.
 */

/* A value; `plain` asks for no quotes where none are needed, `flow` says that it stands in [...]. */
const char *yaml_value(struct arena *arena, const char *text, bool plain, bool flow);
/* A key: quoted also where other readers would take it for a number, a date or a boolean. */
const char *yaml_key(struct arena *arena, const char *text);
/* Whether a text of several lines can stand as a literal block, a line of it a line. */
bool yaml_is_literal(const char *text);
/* What may stand in a comment: what would end the line, or is no character, becomes a question mark. */
const char *yaml_comment(struct arena *arena, const char *text);

#endif
