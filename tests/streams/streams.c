/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "support/used.h"

/*
 * streams ORDER BITS: writes the uniforms of a run as raw words of 32 bits to standard output, without end,
 * for a battery such as dieharder. ORDER is patients, steps or replications (support/used.h); BITS is top
 * (the upper 32 of each uniform) or all (all 52, packed: 8 uniforms make 13 words).
 */
enum { WORDS = 13 * 512 };

static uint64_t put_top(enum used_order order, uint64_t index, uint32_t *words)
{
    for (int i = 0; i < WORDS; i++)
        words[i] = (uint32_t)(used_bits(used_uniform(order, index++)) >> 20);
    return index;
}

/* At most 31 bits are left over when the next come, so a uniform goes in as 26 and 26. */
static uint64_t put_all(enum used_order order, uint64_t index, uint32_t *words)
{
    uint64_t pool = 0, bits = 0;
    int held = 0, halves = 0;
    for (int i = 0; i < WORDS; i++) {
        while (held < 32) {
            if (halves == 0)
                bits = used_bits(used_uniform(order, index++));
            pool = pool << 26 | (halves == 0 ? bits >> 26 : bits & 0x3ffffff);
            halves = !halves;
            held += 26;
        }
        held -= 32;
        words[i] = (uint32_t)(pool >> held);
    }
    return index;
}

int main(int count, char **arguments)
{
    static const char *const orders[] = {"patients", "steps", "replications"};
    int order = 0;
    while (count == 3 && order < 3 && strcmp(arguments[1], orders[order]) != 0)
        order++;
    if (count != 3 || order == 3 || (strcmp(arguments[2], "top") && strcmp(arguments[2], "all"))) {
        fputs("usage: streams patients|steps|replications top|all\n", stderr);
        return 2;
    }
    uint32_t words[WORDS];
    uint64_t index = 0;
    do
        index = (*arguments[2] == 't' ? put_top : put_all)((enum used_order)order, index, words);
    while (fwrite(words, sizeof words, 1, stdout) == 1);
    return 0;
}
