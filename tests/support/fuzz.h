/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_FUZZ_H
#define CARTSIM_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/*
 * What fuzzers feed with bytes. Each takes any bytes at all and comes back; what must never happen shows as a
 * crash, a sanitizer's report or a time-out. tests/fuzz/fuzz_*.c hand them to libFuzzer,
 * tests/fuzz/test_corpus.c replays what is kept of its findings.
 */

/* The bytes as a scenario file: read, checked, compiled, every fault printed. */
void fuzz_reader(const uint8_t *bytes, size_t size);
/* The bytes, parted at each NUL, as the --sets of one scenario. */
void fuzz_sets(const uint8_t *bytes, size_t size);
/* The bytes as a scenario, and where it is one a run of a few days: rows, metrics.json, summary. */
void fuzz_run(const uint8_t *bytes, size_t size);

#endif
