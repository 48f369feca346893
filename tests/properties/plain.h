/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_PLAIN_H
#define CARTSIM_TESTS_PLAIN_H

#include "model/model.h"

/*
 * The semantics once more, slowly: what docs/scenario-reference.md says, in lists that are searched from the
 * beginning for every question. It shares with the engine the compiled model, the laws and the addresses of
 * luck, and nothing else. Whatever the two tell differently of a scenario is a mistake in one of them, or a
 * gap in the reference.
 */
enum plain_what {
    PLAIN_REFERRAL,
    PLAIN_ARRIVE,
    PLAIN_START,
    PLAIN_END,
    PLAIN_STRIKE,
    PLAIN_OVER,
    PLAIN_EXIT
};

struct plain_event {
    int64_t time;
    int class_index;
    uint32_t number; /* within its class, from 1 */
    enum plain_what what;
    int index; /* step, risk or outcome */
};

struct plain_story {
    struct plain_event *events;
    size_t count, room;
    bool loops; /* somebody goes round without time passing: the story ends there */
};

/* All that happens in that replication up to the end of second `until`, or to the end of `follow`. Free
 * story->events. */
void plain_run(const struct model *model, uint64_t seed, uint32_t replication, int64_t until,
               struct plain_story *story);

#endif
