/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/features.h"

static unsigned bit(bool given, enum feature feature)
{
    return given ? feature : 0;
}

static unsigned before_the_start(const struct step *step)
{
    bool once = step->role == ROLE_MEANWHILE && !step->each_time;
    return bit(step->when_count || step->has_chance || once, HAS_GATE) |
           bit(law_given(&step->notice), HAS_NOTICE) | bit(step->fit, HAS_FIT) |
           bit(step->book_count, HAS_BOOKS) | bit(step->need_count || step->hold_count, HAS_CLAIMS);
}

static unsigned from_the_start(const struct step *step)
{
    bool inside = step->first_body != NONE || step->first_meanwhile != NONE;
    return bit(step->release_count, HAS_RELEASES) | bit(inside, HAS_INSIDE) |
           bit(law_given(&step->takes), HAS_TAKES) | bit(inside || step->extended_count, HAS_JOIN) |
           bit(inside || step->times > 1, HAS_PROGRESS);
}

static unsigned from_the_end(const struct step *step)
{
    return bit(step->need_count, HAS_NEEDS) | bit(step->has_fails, HAS_FAILS) |
           bit(step->set_count, HAS_SETS) | bit(step->route_count, HAS_ROUTES) |
           bit(step->times > 1, HAS_VISITS) | bit(step->leaves != NONE, HAS_LEAVE);
}

unsigned features_of(const struct step *step)
{
    unsigned marks = 0;
    for (int moment = 0; moment < MOMENT_COUNT; moment++)
        marks |= bit(step->marks[moment].count, HAS_MARKS) << moment;
    return before_the_start(step) | from_the_start(step) | from_the_end(step) | marks;
}
