/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_BASE_FAULTS_H
#define CARTSIM_BASE_FAULTS_H

#include "cartsim/faults.h"

/* Adds a fault; text is formatted and copied, the place's texts are borrowed (they live in the scenario's
 * arena or longer: faults_add copies file and line_text so that faults outlive a scenario that failed). */
void faults_add(struct cartsim_faults *faults, enum cartsim_severity severity, unsigned code,
                struct cartsim_place place, const char *format, ...) __attribute__((format(printf, 5, 6)));

#define fault_error(faults, code, place, ...) faults_add(faults, CARTSIM_ERROR, code, place, __VA_ARGS__)
#define fault_warning(faults, code, place, ...) faults_add(faults, CARTSIM_WARNING, code, place, __VA_ARGS__)

#endif
