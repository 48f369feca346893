/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_YAML_READER_H
#define CARTSIM_SCENARIO_YAML_READER_H

#include "scenario/tree.h"
#include "scenario/yaml_source.h"

/*
 * From bytes to a tree.
 *
 * The part of YAML that a scenario needs: one document of maps, lists and scalars, anchors and aliases.
 * Refused, with the place and the mend: duplicate and empty keys, keys that are no scalars, merge keys
 * (`<<`), tags, a second document. A syntax error or a limit ends the reading; the rest is reported in one
 * go.
 */
enum {
    YAML_NODES_MAX = 100000, /* aliases count as often as they are used */
    YAML_DEPTH_MAX = 64,
    YAML_ANCHORS_MAX = 1000,
};

/*
 * Parses a source. NULL on a syntax error, an empty document or a limit (E002). A tree comes back also with
 * duplicate keys (E003; the first one counts) and other faults that leave the rest readable. Places borrow
 * the source's file and around.
 */
struct tree *yaml_parse(struct arena *arena, const struct yaml_source *source, struct cartsim_faults *faults);

#endif
