/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_LAWS_STREAM_WAYS_H
#define CARTSIM_LAWS_STREAM_WAYS_H

#include "laws/stream.h"

/* The ways of stream_many, of which it takes the quickest that the processor has. */
#ifdef __SSE2__
void stream_many_by_two(uint64_t key, uint64_t purpose, uint32_t first, double to[STREAM_MANY]);
void stream_many_by_four(uint64_t key, uint64_t purpose, uint32_t first, double to[STREAM_MANY]); /* AVX2 */
#endif

#endif
