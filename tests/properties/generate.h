/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_GENERATE_H
#define CARTSIM_TESTS_GENERATE_H

#include "properties/sketch.h"

/* Makes up a small scenario: few patients, a short window, whatever the format offers. The same seed makes
 * the same one. Some have faults (a step that needs what it holds, say); these are passed over. */
void generate(struct sketch *sketch, uint64_t seed);
/* Of whole seconds only, and without a calendar: no laws but lists of values, no rates, hours, dates, slots.
 */
void generate_exact(struct sketch *sketch, uint64_t seed);
/* A queue, first come first served; or several in a row where every patient takes the same time. */
void generate_line(struct sketch *sketch, uint64_t seed);

#endif
