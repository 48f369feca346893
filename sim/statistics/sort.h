/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STATISTICS_SORT_H
#define CARTSIM_STATISTICS_SORT_H

#include <stddef.h>
#include <stdint.h>

/*
 * Sorts *values, 1 or more, with the help of *spare; the two may have changed places afterwards. By digits
 * from the lowest, which keeps order among equals and takes time in proportion to the count. Those that
 * differ in the lowest `ignored` bits only are equal.
 */
void sort_values(int64_t **values, int64_t **spare, size_t count, unsigned ignored);

#endif
