/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/used.h"

#include <stddef.h>

#include "laws/stream.h"

uint64_t used_purpose(unsigned index)
{
    static const char *const classes[] = {"b_all", "lymphoma", "myeloma"};
    static const char *const steps[] = {"referral",      "consultation",    "slot",      "leukapheresis",
                                        "manufacturing", "bridging",        "release",   "transport",
                                        "admission",     "lymphodepletion", "infusion",  "bed",
                                        "step_1",        "step_2",          "follow_up", "discharge"};
    static const char *const aspects[] = {"chance", "takes", "route"};
    return stream_purpose(classes[index / 48 % 3], steps[index / 3 % 16], aspects[index % 3]);
}

/* The lowest digit of a number of mixed radix, taken off it. */
static uint64_t take(uint64_t *index, uint64_t of)
{
    uint64_t digit = *index % of;
    *index /= of;
    return digit;
}

double used_uniform(enum used_order order, uint64_t index)
{
    uint64_t replication = 0, purpose = 0, patient = 0, visit = 0;
    if (order == USED_PATIENTS) {
        patient = take(&index, USED_PATIENTS_A_CLASS);
        visit = take(&index, USED_VISITS);
        purpose = take(&index, USED_PURPOSES);
        replication = index;
    } else if (order == USED_STEPS) {
        purpose = take(&index, USED_PURPOSES);
        visit = take(&index, USED_VISITS);
        patient = take(&index, USED_PATIENTS_A_CLASS);
        replication = index;
    } else {
        replication = take(&index, USED_BLOCK);
        purpose = take(&index, USED_PURPOSES);
        visit = take(&index, USED_VISITS);
        patient = index;
    }
    return stream_uniform(stream_key(1, (uint32_t)replication), used_purpose((unsigned)purpose),
                          (uint32_t)patient, (uint32_t)visit);
}

uint64_t used_bits(double uniform)
{
    return (uint64_t)(uniform * 0x1p52);
}
