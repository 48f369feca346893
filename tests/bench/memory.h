/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_BENCH_MEMORY_H
#define CARTSIM_TESTS_BENCH_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The most memory that `run` needs, in bytes: the greatest resident set of a child that was made for it and
 * starts as small as this process is now. Below 0: it failed. What `run` writes is the child's; only
 * result[size] comes back, also when it failed.
 */
double memory_peak(bool (*run)(void *context), void *context, void *result, size_t size);

#endif
