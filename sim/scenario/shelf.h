/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_SCENARIO_SHELF_H
#define CARTSIM_SCENARIO_SHELF_H

#include <stdbool.h>
#include <stddef.h>

#include "scenario/kept.h"
#include "scenario/yaml_source.h"

/*
 * Scenario files that are held in memory, by their paths: "scenarios/validation/mm1.yaml". They may extend
 * each other as files on disk do. Of CSV files the columns are held that they read.
 */
struct shelf {
    const struct shelf_file {
        const char *path;
        const unsigned char *bytes;
        size_t size;
    } * files;
    size_t count;
    const struct kept_column *columns;
    size_t column_count;
};

/* What is held of that column, or NULL. */
const char *shelf_column(const struct shelf *shelf, const char *file, const char *column);

/* As yaml_source_load, from the shelf. "a/../b.yaml" is "b.yaml". */
bool shelf_source(const struct shelf *shelf, const char *path, const struct cartsim_place *asked,
                  struct yaml_source *source, struct cartsim_faults *faults);

#endif
