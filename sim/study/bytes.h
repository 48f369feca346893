/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_STUDY_BYTES_H
#define CARTSIM_STUDY_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Numbers as bytes, the same on every machine: whole numbers in groups of seven bits, the least first
 * (LEB128), so that small ones are short; other doubles as the eight bytes of their bits, the least first.
 */
struct bytes {
    unsigned char *list; /* [size], malloc'd */
    size_t size, room;
    bool failed; /* no memory: nothing of it may be used */
};

void bytes_release(struct bytes *bytes);
void bytes_put_whole(struct bytes *bytes, uint64_t number);
void bytes_put_signed(struct bytes *bytes, int64_t number);
void bytes_put_double(struct bytes *bytes, double number);

void bytes_put_text(struct bytes *bytes, const char *text); /* its length, then its bytes */

/* What is left to read. Once something is wrong it stays so, and zeros are read. */
struct byte_reader {
    const unsigned char *at, *end;
    bool wrong;
};
uint64_t bytes_whole(struct byte_reader *reader);
int64_t bytes_signed(struct byte_reader *reader);
double bytes_double(struct byte_reader *reader);

/* FNV-1a of 64 bits (Fowler, Noll & Vo): tells damaged bytes from whole ones, not forged from true. */
uint64_t bytes_checksum(const unsigned char *list, size_t size);

#endif
