/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/bytes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void bytes_release(struct bytes *bytes)
{
    free(bytes->list);
    *bytes = (struct bytes){.size = 0};
}

/* Room for what one number takes at most. */
enum { NUMBER_MOST = 12 };

static bool make_room(struct bytes *bytes)
{
    if (bytes->room - bytes->size >= NUMBER_MOST || bytes->failed)
        return !bytes->failed;
    size_t room = bytes->room ? 2 * bytes->room : 4096;
    unsigned char *more = realloc(bytes->list, room);
    bytes->failed = !more;
    if (more) {
        bytes->list = more;
        bytes->room = room;
    }
    return more != NULL;
}

static unsigned char *put_groups(unsigned char *to, uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        *to++ = (unsigned char)(number | 0x80);
    *to++ = (unsigned char)number;
    return to;
}

void bytes_put_whole(struct bytes *bytes, uint64_t number)
{
    if (make_room(bytes))
        bytes->size = (size_t)(put_groups(bytes->list + bytes->size, number) - bytes->list);
}

/* 0 -1 1 -2 2 ... as 0 1 2 3 4. */
void bytes_put_signed(struct bytes *bytes, int64_t number)
{
    bytes_put_whole(bytes, number < 0 ? 2 * ~(uint64_t)number + 1 : 2 * (uint64_t)number);
}

/* Most doubles of an observation are whole: then 1 and the number, else 0 and the bits. */
void bytes_put_double(struct bytes *bytes, double number)
{
    bool whole = number >= 0 && number < 0x1p53 && number == floor(number) && !signbit(number);
    uint64_t bits;
    if (!make_room(bytes))
        return;
    bytes->list[bytes->size++] = whole;
    if (whole) {
        bytes_put_whole(bytes, (uint64_t)number);
        return;
    }
    memcpy(&bits, &number, sizeof bits);
    for (int i = 0; i < 8; i++)
        bytes->list[bytes->size++] = (unsigned char)(bits >> 8 * i);
}

void bytes_put_text(struct bytes *bytes, const char *text)
{
    bytes_put_whole(bytes, strlen(text));
    for (; *text && make_room(bytes); text++)
        bytes->list[bytes->size++] = (unsigned char)*text;
}

static unsigned char take(struct byte_reader *reader)
{
    reader->wrong = reader->wrong || reader->at == reader->end;
    return reader->wrong ? 0 : *reader->at++;
}

uint64_t bytes_whole(struct byte_reader *reader)
{
    uint64_t number = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        unsigned char byte = take(reader);
        number |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return reader->wrong ? 0 : number;
    }
    reader->wrong = true;
    return 0;
}

int64_t bytes_signed(struct byte_reader *reader)
{
    uint64_t number = bytes_whole(reader);
    return number & 1 ? (int64_t) ~(number / 2) : (int64_t)(number / 2);
}

double bytes_double(struct byte_reader *reader)
{
    unsigned char whole = take(reader);
    if (whole == 1)
        return (double)bytes_whole(reader);
    uint64_t bits = 0;
    double number;
    for (int i = 0; i < 8; i++)
        bits |= (uint64_t)take(reader) << 8 * i;
    reader->wrong = reader->wrong || whole > 1;
    memcpy(&number, &bits, sizeof number);
    return reader->wrong ? 0 : number;
}

uint64_t bytes_checksum(const unsigned char *list, size_t size)
{
    uint64_t sum = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < size; i++)
        sum = (sum ^ list[i]) * UINT64_C(0x100000001b3);
    return sum;
}
