/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_BENCH_PARTS_H
#define CARTSIM_TESTS_BENCH_PARTS_H

#include <stddef.h>

#include "bench/measure.h"

/*
 * The parts of the engine one by one: the event queue (hold: the first event is taken, a later one put in),
 * an addressed uniform, and a draw from each law, by its table too where it has one. A unit is one such
 * thing.
 *
 * The bench program takes this file with a copy of heap, stream and laws of its own, whose names nobody else
 * sees: had the simulator's own to be called from here, it would be compiled in another way than in cartsim.
 */
enum { PARTS = 23 };

/* Fills items[PARTS]; false: no memory. */
bool parts_open(struct item *items);
void parts_close(struct item *items);

#endif
